"""From the measures of a sentence to the probability that its source bears it out, and why."""

from svodka.verify.weighing.explanation import reasons
from svodka.verify.weighing.trees import forest

__all__ = ["forest", "reasons"]
