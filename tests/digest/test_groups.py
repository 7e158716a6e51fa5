"""Items about one event: which go together, what later ones add, where figures contradict each other."""

from dataclasses import replace
from itertools import combinations

import pytest
from support.briefs import brief
from support.stories import BRIEFS, EVENTS

from svodka.digest import GroupOptions, group
from svodka.digest.figures import Report, contradictions, new_facts
from svodka.errors import OptionError


def report(item, *sentences, headline="News"):
    pairs = [(f"Предложение {n}.", sentence) for n, sentence in enumerate(sentences)]
    return Report.of(brief(str(item), ("Новость", headline), pairs), item)


def told(found):
    return [[(figure.item, figure.fact.text) for figure in c.figures] for c in found]


@pytest.fixture(scope="module")
def stories():
    return group(BRIEFS)


def test_reports_of_an_event_go_together_and_look_alikes_do_not(stories):
    gold = {pair for pair in combinations(range(len(EVENTS)), 2) if EVENTS[pair[0]] == EVENTS[pair[1]]}
    found = {pair for story in stories for pair in combinations(sorted(story.items), 2)}
    assert len(gold) == 9 and found == gold


def test_the_order_of_the_input_changes_no_story(stories):
    turned = group(BRIEFS[::-1])
    last = len(BRIEFS) - 1
    assert sorted(tuple(last - n for n in story.items) for story in turned) == [story.items for story in stories]


def test_far_days_are_never_one_story():
    near, far = (
        brief(str(day), ("А", "Bank raises rate"), [("Б.", "The Bank of Severia raised its rate to 17%.")],
              published=f"2026-05-{day}")
        for day in (10, 14)
    )  # fmt: skip
    assert group([near, far]) == []
    assert [story.items for story in group([near, far], GroupOptions(window=4))] == [(0, 1)]
    far = replace(far, item=replace(far.item, published=None))
    assert [story.items for story in group([near, far])] == [(0, 1)]  # no date: the text alone decides


def test_a_chain_of_days_is_not_one_story():
    daily = [
        brief(str(day), ("А", "Rouble strengthens"), [("Б.", "The rouble strengthened against the dollar in Moscow.")],
              published=f"2026-05-{day}")
        for day in (10, 12, 14)
    ]  # fmt: skip
    assert len(group(daily, GroupOptions(window=2))[0].items) == 2


def test_what_later_reports_add(stories):
    ferry = stories[0]
    assert ferry.items == (0, 1, 2)
    assert [(a.item, [fact.text for fact in a.facts]) for a in ferry.additions] == [
        (1, ["91", "Oleg Strizhov"]),
        (2, ["Two", "overnight", "Vladivostok", "14 million roubles"]),
    ]
    [grain] = [story for story in stories if EVENTS[story.items[0]] == "grain"]
    assert grain.additions[0].facts == ()


def test_a_surname_after_the_full_name_and_a_rounded_figure_are_not_new():
    first = report(0, "Governor Vasily Kruglov spent 1.48 billion roubles on 12 schools.")
    assert new_facts([first], report(1, "Kruglov spent about 1.5 billion roubles on 12 schools.")) == ()
    later = report(1, "Kruglov spent 1.9 billion roubles on 13 schools, Anna Orlova said.")
    assert [fact.text for fact in new_facts([first], later)] == ["1.9 billion roubles", "13", "Anna Orlova"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("A blast in Tula killed 12 people.", "The blast in Tula left 14 people dead.", ["12", "14"]),
        ("The bridge cost 8 million roubles to repair.", "To repair the bridge cost 8.5 million roubles.",
         ["8 million roubles", "8.5 million roubles"]),
        ("The plant produced 1.48 million tonnes of steel.", "The plant produced 1.5 million tonnes of steel.", []),
        ("The plant produced 1.52 million tonnes of steel.", "The plant produced 1.5 million tonnes of steel.", []),
        ("The plant produced 1.44 million tonnes of steel.", "The plant produced 1.5 million tonnes of steel.",
         ["1.44 million tonnes", "1.5 million tonnes"]),
        ("The plant hired 1,480 workers in spring.", "The plant hired 1,490 workers in spring.", ["1,480", "1,490"]),
        ("The plant hired 251 workers in spring.", "The plant hired 300 workers in spring.", ["251", "300"]),
        ("Turnout in the vote was 47.4% in Tula.", "Turnout in the vote was 47% in Tula.", ["47.4%", "47%"]),
        ("A blast in Tula killed 12 people.", "The death toll of the blast in Tula rose from 12 to 14.", []),
        ("A blast in Tula killed 12 people.", "A blast in Tula injured 14 people.", []),
        ("Turnout in the vote was 47%.", "The party won 31% of seats.", []),
        ("The plant hired 300 workers in spring.", "The plant paid 300 million roubles in taxes.", []),
    ],
)  # fmt: skip
def test_figures_about_one_thing_contradict_each_other(first, second, expected):
    found = contradictions([report(0, first), report(1, second)])
    assert [text for pairs in told(found) for _, text in pairs] == expected


def test_a_contradiction_gathers_every_value_once_in_the_order_of_the_reports():
    reports = [
        report(item, f"A blast in Tula killed {deaths} people on Monday.")
        for item, deaths in ((5, 14), (2, 12), (9, 14))
    ]
    assert told(contradictions(reports)) == [[(5, "14"), (2, "12")]]


def test_a_range_that_tells_of_the_change_explains_both_figures():
    later = report(1, "The toll of the blast in Tula rose from 12 to 14 dead.", "The blast in Tula killed 14 people.")
    assert contradictions([report(0, "The blast in Tula killed 12 people."), later]) == ()


def test_a_change_within_a_report_of_its_own_is_no_contradiction():
    assert contradictions([report(0, "The toll rose to 14 dead.", "Earlier, 12 people were dead.")]) == ()


def test_fewer_than_two_items_and_texts_without_words():
    empty = brief("e", ("", "…"), [("—", "—")])
    assert group([]) == [] and group(BRIEFS[:1]) == [] and group([empty, empty]) == []


def test_bad_options():
    with pytest.raises(OptionError, match="window is -1"):
        GroupOptions(window=-1)
    with pytest.raises(OptionError, match=r"similarity is 1\.5"):
        replace(GroupOptions(), similarity=1.5)
