"""What the decoder is given: segments in sentence case, without what disturbs them, within the window."""
