"""A sentence held against a source in its own language, by the words that both have."""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.verify.within.examination import examine

__all__, __getattr__, __dir__ = exported(__name__)
