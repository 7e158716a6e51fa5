"""Figures that two texts share and bind to different things: two that changed places, one of another sign or event."""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.facts.binding.comparison import Misbound, bind_otherwise, misbound
    from svodka.facts.binding.namesakes import namesakes_exchanged
    from svodka.facts.binding.places import Link, Text

__all__, __getattr__, __dir__ = exported(__name__)
