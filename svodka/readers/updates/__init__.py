"""Whether what looks like a repeat says something else: an update of the earlier item."""
