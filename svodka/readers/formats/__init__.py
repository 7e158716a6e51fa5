"""One file per format: a document -> the items in it."""
