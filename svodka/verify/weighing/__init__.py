"""From the measures of a sentence to the probability that its source bears it out, and why."""

from typing import TYPE_CHECKING

from svodka.lazily import exported

if TYPE_CHECKING:
    from svodka.verify.weighing.explanation import reasons
    from svodka.verify.weighing.trees import forest

__all__, __getattr__, __dir__ = exported(__name__)
