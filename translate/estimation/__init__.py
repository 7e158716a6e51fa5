"""How likely a translation is wrong, told without a reference, and by which of its words."""
