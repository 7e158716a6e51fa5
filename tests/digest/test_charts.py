"""The timeline's steps and bars, and the ranking of names."""

import pytest
from support.briefs import FERRY, brief

from svodka.digest.charts import MOST_BARS, NameBar, most_named, timeline
from svodka.digest.view import item_view


def views(*days):
    return [item_view(brief(str(n), ("А", "A"), [("Б.", "B.")], published=d), n) for n, d in enumerate(days)]


def test_days_without_items_are_empty_bars():
    found = timeline([*views("2026-05-10", "2026-05-12", "2026-05-12", None), item_view(FERRY, 9)])
    assert (found.step, found.undated, found.most) == ("day", 1, 3)
    assert [(b.label, b.items, b.flagged) for b in found.bars] == [
        ("10 May 2026", 1, 0), ("11 May 2026", 0, 0), ("12 May 2026", 3, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("last", "step", "bars"),
    [
        ("2026-04-02", "day", MOST_BARS),
        ("2026-04-03", "week", 14),
        ("2029-01-01", "month", 37),
        ("2090-01-01", "year", 65),
    ],
)
def test_the_finest_step_that_fits(last, step, bars):
    found = timeline(views("2026-01-01", last))
    assert (found.step, len(found.bars)) == (step, bars)
    assert found.bars[0].first <= "2026-01-01" <= found.bars[0].last and found.bars[-1].last >= last
    assert [bar.items for bar in found.bars if bar.items] == [1, 1]


def test_one_absurd_date_does_not_empty_the_chart():
    found = timeline(views("0001-01-01", "2026-05-10", "2026-05-11"))
    assert (found.step, found.undated, [bar.items for bar in found.bars]) == ("day", 1, [1, 1])
    assert timeline(views("9999-12-31")).bars[0].items == 1
    assert timeline([]).bars == ()


def test_names_are_ranked_by_items_not_mentions():
    names = [("Anna Orlova", "Tula"), ("Tula", "Tula"), ("Anna Orlova", "Pyotr Belov"), ("Anna Orlova",)]
    kinds = {"Anna Orlova": "person", "Tula": "place", "Pyotr Belov": "person"}
    order = {name: n for n, name in enumerate(kinds)}
    assert most_named(names, kinds, "person", order, 5) == (
        NameBar("Anna Orlova", 0, 3),
        NameBar("Pyotr Belov", 2, 1),
    )
    assert most_named(names, kinds, "place", order, 5) == (NameBar("Tula", 1, 2),)
    assert most_named(names, kinds, "person", order, 1) == (NameBar("Anna Orlova", 0, 3),)


def test_names_of_as_many_items_stand_by_alphabet_whatever_came_first():
    items = [("Pyotr Belov",), ("Anna Orlova", "Vera Zorina"), ("Vera Zorina", "Boris Lugov"), ("Vera Zorina",)]
    kinds = dict.fromkeys(["Vera Zorina", "Pyotr Belov", "Boris Lugov", "Anna Orlova"], "person")
    order = {name: n for n, name in enumerate(kinds)}
    wanted = ["Vera Zorina", "Anna Orlova", "Boris Lugov", "Pyotr Belov"]
    for names in (items, items[::-1]):
        assert [bar.name for bar in most_named(names, kinds, "person", order, 5)] == wanted
        assert [bar.name for bar in most_named(names, kinds, "person", order, 2)] == wanted[:2]
