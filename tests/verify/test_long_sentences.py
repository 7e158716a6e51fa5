"""Sentences of thousands of words or figures: what they cost must not grow with the square or the cube."""

import pytest

from summarize import check
from svodka.verify.within import figures, order


def test_only_so_many_words_are_compared_one_by_one(monkeypatch):
    lengths = []
    real = order._common
    monkeypatch.setattr(order, "_common", lambda a, b: lengths.append(max(len(a), len(b))) or real(a, b))
    text = "bridge and " * 3_000
    check(text, text, threshold=0)
    assert lengths and max(lengths) <= 1_000


def test_a_stretch_to_the_end_of_the_sentence_is_the_longest_there_is():
    index = order._Index(["a"] * 50, [0] * 50, {"a": Counted(range(50))}, frozenset(), frozenset())
    assert list(order._stretches(index, ["a"] * 40)) == [(0, 40, 0)]
    assert index.places["a"].taken == 1


class Counted(list):
    taken = 0

    def __iter__(self):
        for value in super().__iter__():
            self.taken += 1
            yield value


@pytest.mark.parametrize("numbers", [40])
def test_each_figure_is_grouped_once(numbers, monkeypatch):
    calls = []
    real = figures._group
    monkeypatch.setattr(figures, "_group", lambda fact, unit: calls.append(fact) or real(fact, unit))
    text = "There were " + ", ".join(f"{n + 100} ships" for n in range(numbers)) + " in the harbour."
    check(text, text, threshold=0)
    assert numbers <= len(calls) <= 3 * numbers
