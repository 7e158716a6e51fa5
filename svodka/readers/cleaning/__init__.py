"""From an item's raw text to headline, body, and what was removed with its reason."""
