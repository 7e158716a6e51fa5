"""Verbs that carry the news have to be there."""

import pytest

from translate.decoding import Decoded
from translate.news_verbs import verbs_lost
from translate.reranking import rerank


@pytest.mark.parametrize(
    ("source", "hypothesis", "lost"),
    [
        ("За сутки умерли 729 человек.", "729 people were confirmed in a day.", 1),
        ("За сутки умерли 729 человек.", "729 people died in a day.", 0),
        ("Подешевели лишь бумаги банка.", "Only the bank's papers, according to", 1),
        ("Мэр задержан и арестован.", "The mayor was seen.", 2),
        ("Мэр задержан.", "The mayor was taken into custody.", 0),
        ("Суд не будет запрещен.", "There will be a trial.", 0),  # denied: said in other words
        ("Арест мэра обсудили.", "They discussed it.", 0),  # a noun
        ("", "", 0),
    ],
)
def test_a_verb_of_news_is_said_or_lost(source, hypothesis, lost):
    assert verbs_lost(source, hypothesis) == lost


def test_the_hypothesis_that_says_it_is_kept():
    source = "За сутки умерли 729 человек."
    lost, said = Decoded("729 people in a day.", -0.40), Decoded("729 people died in a day.", -0.45)
    assert rerank(source, [lost, said]).decoded == said
    assert rerank(source, [said, lost]).decoded == said


def test_coverage_overrules_the_likeliest_within_a_bound():
    source = "Министр финансов и губернатор обсудили бюджет, налоги и пенсии."
    all_said = "The finance minister and the governor discussed the budget, taxes and pensions."
    short = "They talked it over at length in the morning."
    assert rerank(source, [Decoded(short, -0.30), Decoded(all_said, -0.33)]).decoded.text == all_said
    assert rerank(source, [Decoded(short, -0.30), Decoded(all_said, -0.45)]).decoded.text == short
