"""What the tests of the training recipe train: a Marian that takes its steps in milliseconds."""

from training.network.architecture import Architecture

TINY = Architecture(width=32, feed_forward=64, heads=2, encoder_layers=1, decoder_layers=2)
