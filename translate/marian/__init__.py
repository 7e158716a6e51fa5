"""A MarianMT checkpoint: its tokens and its language pair."""
