"""From an input's bytes to text: encodings, compression, characters that nobody sees."""
