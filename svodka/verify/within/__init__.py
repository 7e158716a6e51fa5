"""A sentence held against a source in its own language, by the words that both have."""

from svodka.verify.within.examination import examine

__all__ = ["examine"]
