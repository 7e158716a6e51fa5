"""The version, in a file of its own so that it is read without importing anything else."""

__version__ = "0.2.0"
