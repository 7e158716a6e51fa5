"""From an input to documents, and from bytes to text: containers, compression, encodings, unseen characters."""
