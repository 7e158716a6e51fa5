"""What a figure is bound to in its text: what it counts, what happened to that, which side it is on, and its sign."""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.facts.bounds.attachment import bound, distances
    from svodka.facts.bounds.happening import contradict, event_of, events

__all__, __getattr__, __dir__ = exported(__name__)
