"""Pairs to teach a writer with: evidence of one to three sentences, and the short sentence or headline that says it.

The writer is trained as the translator is, from its weights: its decoder writes English, its encoder has read English
to mend (`training/corpus/noise.py`). A piece that no text has says what is asked for (`TASKS`).
"""
