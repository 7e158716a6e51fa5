"""Tokens are counted for whoever asks, in the thread that asks."""

from svodka.engines.meter import Meter, count, metered
from svodka.engines.protocol import Hypothesis


def test_counts_add_up_within_and_only_within():
    count([["a", "b"]], [])
    with metered() as outer:
        count([["a", "b", "</s>"], ["c"]], [Hypothesis(("x",), -0.5), Hypothesis(("y", "z"), -0.5)])
        with metered() as inner:
            count([["d"]], [])
    count([["a"]], [])
    assert (outer, inner) == (Meter(source=4, target=3), Meter(source=1, target=0))
