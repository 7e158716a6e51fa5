"""Sentences of thousands of words or figures: what they cost must not grow with the square or the cube."""

import pytest

from summarize import check
from svodka.facts import Figures
from svodka.verify.within import figures, order


def test_only_so_many_words_are_compared_one_by_one(monkeypatch):
    lengths = []
    real = order._common
    monkeypatch.setattr(order, "_common", lambda a, b: lengths.append(max(len(a), len(b))) or real(a, b))
    text = "bridge and " * 3_000
    check(text, text, judge=False)
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


@pytest.mark.parametrize("values", [[7] * 150, range(100, 250)])
def test_figures_are_not_each_compared_with_each(values, monkeypatch):
    """Whether one stands in the source is looked up; one by one they are compared until one is found that differs."""
    compared, ordered = [], []
    real, init = figures.borne_out, Figures.__init__
    monkeypatch.setattr(figures, "borne_out", lambda fact, others: compared.append(fact) or real(fact, others))

    def counted(self, facts):
        init(self, facts)
        ordered.append(len(self.facts))

    monkeypatch.setattr(Figures, "__init__", counted)
    text = "There were " + ", ".join(f"{n} ships" for n in values) + " in the harbour."
    (report,) = check(text, text.replace("harbour", "port"), threshold=0).sentences
    assert report.mismatches == ()
    assert len(compared) <= 3 * len(values)
    assert len(values) <= sum(ordered) <= 20 * len(values)


def test_figures_in_two_languages_are_not_each_compared_with_each(monkeypatch):
    ordered = []
    init = Figures.__init__

    def counted(self, facts):
        init(self, facts)
        ordered.append(len(self.facts))

    monkeypatch.setattr(Figures, "__init__", counted)
    russian = "В порту стояли " + ", ".join(f"{n} корабля" for n in range(100, 200)) + "."
    english = "There were " + ", ".join(f"{n} ships" for n in range(100, 199)) + ", 417 boats in the harbour."
    (report,) = check(russian, english).sentences
    assert [m.target_text for m in report.mismatches] == ["417"]
    assert 100 <= sum(ordered) <= 20 * 100
