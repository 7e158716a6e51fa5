"""Training of the compact ru-en MarianMT checkpoint. Not shipped in the wheel; see training/README.md."""
