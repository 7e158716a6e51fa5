"""The file that keeps a run: its schema, who reads it, who writes it."""
