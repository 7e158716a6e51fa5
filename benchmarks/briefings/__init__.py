"""What reaches the reader of a brief: names, key facts, marks."""
