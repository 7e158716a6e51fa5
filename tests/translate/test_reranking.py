"""Which of a beam's hypotheses is kept: the one that says most of the source, unless the likelier is as good."""

import math
from itertools import permutations

import pytest

from translate.checks import Verdict
from translate.decoding import Decoded
from translate.reranking import Weighed, coverage, doubt, not_losing, rerank

SOURCE = "Пассажиров не пустят в автобус до понедельника, заявил губернатор 12 мая."
RIGHT = "Passengers will not be let onto the bus until Monday, the governor said on May 12."


def kept(source, *hypotheses):
    return rerank(source, [Decoded(text, score) for text, score in hypotheses]).decoded.text


def test_of_two_that_say_the_same_the_likelier_stays():
    good, other = "The governor spoke on Monday.", "On Monday the governor spoke."
    assert kept("Губернатор выступил в понедельник.", (good, -0.5), (other, -0.6)) == good
    assert kept("Губернатор выступил в понедельник.", (good, -0.6), (other, -0.5)) == other


@pytest.mark.parametrize(
    ("said", "instead"),
    [("governor", "captain"), ("not be let", "be let"), ("May 12", "May 21"), (" onto the bus until Monday", "")],
    ids=["another word", "a negation lost", "another date", "left out"],
)
def test_a_hypothesis_that_loses_something_gives_way_to_one_a_little_less_likely(said, instead):
    assert said in RIGHT
    wrong = RIGHT.replace(said, instead)
    assert kept(SOURCE, (wrong, -0.50), (RIGHT, -0.51)) == RIGHT
    assert kept(SOURCE, (RIGHT, -0.51), (wrong, -0.50)) == RIGHT


def test_a_name_that_is_not_in_the_source_counts_against_a_hypothesis():
    source, right, wrong = "Об этом сообщил Куренков.", "Kurenkov said this.", "Zhenov said this."
    assert kept(source, (wrong, -0.50), (right, -0.51)) == right


def test_of_hypotheses_of_one_merit_the_first_stays():
    same = ["Governor spoke on Monday.", "A governor spoke on Monday.", "The governor spoke on Monday."]
    for order in permutations(same):
        assert kept("Губернатор выступил в понедельник.", *((text, -0.5) for text in order)) == order[0]


def test_what_might_be_worth_more_and_is_not_does_not_replace_the_best():
    denied, dated = RIGHT.replace("not be let", "be let"), RIGHT.replace("May 12", "May 21")
    assert kept(SOURCE, (dated, -0.50), (denied, -0.52)) == dated


@pytest.mark.parametrize(
    ("source", "hypothesis", "costs"),
    [
        ("Губернатор выступил.", "The governor spoke.", 0.0),
        ("Губернатор не выступил.", "The governor spoke.", 0.2),
        ("Губернатор, возможно, выступил.", "The governor spoke.", 0.2),
        ("Об этом сообщил Куренков.", "Zhenov said this.", 0.1),
        ("Губернатор выступил.", "The governor spoke of bogoulate.", 0.1),
        ("Губернатора арестовали.", "The governor slept.", 0.2),
        ("Губернатор выступил 12 мая.", "The governor spoke on May 21.", 0.02 * 5),
        ("Губернатор выступил.", "губернатор выступил", 0.02 * 30),  # 100 at most 30
    ],
)
def test_what_a_loss_weighs(source, hypothesis, costs):
    merit = rerank(source, [Decoded(hypothesis, -0.5)]).merit
    assert merit == pytest.approx(-0.5 + 0.3 * coverage(source, hypothesis) - costs)


@pytest.mark.parametrize(
    ("source", "hypothesis", "said", "border"),
    [("и не то", "and not that", 1.0, 0.27), ("Президент приехал в Москву.", "Yes.", 0.0, 0.9)],
)
def test_an_unlikely_hypothesis_is_in_doubt_sooner_where_it_leaves_much_unsaid(source, hypothesis, said, border):
    assert coverage(source, hypothesis) == said
    assert doubt(source, Decoded(hypothesis, math.log(border + 0.005))) == ()
    (flag,) = doubt(source, Decoded(hypothesis, math.log(border - 0.005)))
    assert flag.kind == "doubtful" and f"{border - 0.005:.2f} each, and {said:.0%} of" in flag.detail


def test_a_much_likelier_hypothesis_stays():
    assert kept(
        "Суд отложил слушание.", ("The court postponed it.", -0.2), ("The court postponed the hearing.", -2.0)
    ) == ("The court postponed it.")


def test_coverage_counts_words_names_and_figures():
    assert coverage("Президент приехал в Москву.", "The president came to Moscow.") > 0.6
    assert coverage("Президент приехал в Москву.", "Yes.") == 0.0
    assert coverage("и не то", "and not that") == 1.0


@pytest.mark.parametrize(
    ("end", "parts"), [(", как и обещали прошлой весной", 2), (" прошлой весной", 2), (" весной", 0)]
)
def test_the_halves_of_a_long_segment_stand_beside_the_whole(make_translator, end, parts):
    left = (
        "Губернатор области заявил в понедельник, что жители поселка, где прошел ураган, получат деньги на ремонт домов"
    )
    right = "а министр транспорта рассказал журналистам, что мост через реку откроют для машин в октябре этого года"
    source = f"{left}, {right}{end}."  # of 37, 34 and 33 words

    def translate(text, options):
        return [("The governor.", -0.5)] if text == source else [(f"part {len(text)}", -0.3)]

    translator = make_translator(translate, repair=False)
    (segment,) = translator.translate([source])[0].segments
    assert segment.hypothesis.count("part") == parts
    assert make_translator(translate, rerank=False, repair=False).translate([source])[0].hypothesis == "The governor."


def test_reranking_can_be_left_out(make_translator):
    def translate(source, options):
        return [("The governor spoke on May 21.", -0.5), ("The governor spoke on May 12.", -0.51)]

    source = "Губернатор выступил 12 мая."
    assert make_translator(translate).translate([source])[0].hypothesis == "The governor spoke on May 12."
    plain = make_translator(translate, rerank=False, repair=False)
    assert plain.translate([source])[0].hypothesis == "The governor spoke on May 21."
    assert plain.signature.options == (("repair", "False"), ("rerank", "False"))


@pytest.mark.parametrize(
    ("sure", "weight", "merit", "kept"),
    [
        (True, 0, -0.25, True), (True, 0, -0.26, False), (True, 1, 0.0, False),
        (False, 0, 0.0, True), (False, 0, -0.01, False), (False, 1, 0.0, False),
    ],
)  # fmt: skip
def test_the_reading_with_the_subject_first_may_be_worth_a_quarter_less_where_it_is_sure(sure, weight, merit, kept):
    usual, turned = (Weighed(Decoded(t, 0.0), Verdict((), w), m) for t, w, m in (("a", 0, 0.0), ("b", weight, merit)))
    assert not_losing("", usual, turned, sure=sure) is (turned if kept else usual)
