"""Hostile inputs: sound ones of every format, what is changed in them, what a grammar makes, and what must hold."""
