"""The learned probability: the forest's arithmetic, its direction, thresholds, reasons, and a verifier in its place."""

import math
from functools import partial
from itertools import pairwise

import pytest

from svodka.errors import OptionError
from svodka.verify import check as check_all
from svodka.verify.document import Document, units
from svodka.verify.weighing import forest, reasons
from svodka.verify.weighing.trees import Forest
from svodka.verify.within import examine

check = partial(check_all, judge=False)

SOURCE = (
    "The Lower Kama bridge in Verkhnegorsk was closed on Monday after engineers found cracks in two of its piers. "
    "The governor said that repairs would cost 340 million roubles and might take five months. "
    "Buses will run over the dam until the bridge is open again, and lorries have to take the ferry."
)
TRUE = "The Lower Kama bridge in Verkhnegorsk was closed on Monday after engineers found cracks in two of its piers."
FALSE = "Engineers decided that the ferry must carry the governor, since repairs to the dam have been abandoned."

ELSEWHERE = "The ministry of transport promised a new bridge by next summer."


def measured(sentence, source=SOURCE):
    return examine(Document(source, "en"), units(sentence, "en")[0]).answer.features


def test_a_forest_adds_its_trees_and_owes_each_change_to_its_measure():
    leaf = (-1, 0.0, 0, 0)
    trees = (
        ((0, 1.5, 1, 2, 0.1), (*leaf, 0.4), (1, 0.0, 3, 4, -0.3), (*leaf, -0.5), (*leaf, 0.0)),
        ((*leaf, 0.25),),
    )
    small = Forest(("a", "b"), 0.5, 0.0, -0.05, (), trees)
    probability, moved = small.weigh({"a": 1.5, "b": 7.0})
    assert probability == pytest.approx(1 / (1 + math.exp(-(-0.05 + 0.4 + 0.25))))
    assert moved == {"a": pytest.approx(0.3)}
    probability, moved = small.weigh({"a": 2.0, "b": -1.0})
    assert probability == pytest.approx(1 / (1 + math.exp(-(-0.05 - 0.5 + 0.25))))
    assert moved == {"a": pytest.approx(-0.4), "b": pytest.approx(-0.2)}
    with pytest.raises(KeyError):
        small.weigh({"a": 1.0})


def test_a_line_adds_weighted_deviations_of_squeezed_measures_up_to_a_limit():
    line = ((0, math.log(3), 0.5, -0.3, 2.0), (1, 0.0, math.log(2), 0.5, 2.0), (1, 0.0, math.log(2), -0.1, 1.0))
    small = Forest(("a", "b"), 0.5, 0.0, 0.25, line, ())
    probability, moved = small.weigh({"a": 0.0, "b": -1.0})  # one deviation below the mean of b, two below that of a
    assert probability == pytest.approx(1 / (1 + math.exp(-(0.25 + 0.6 - 0.5 + 0.1))))
    assert moved == {"a": pytest.approx(0.6), "b": pytest.approx(-0.4)}
    _, moved = small.weigh({"a": 1e9, "b": 3.0})
    assert moved == {"a": pytest.approx(-0.6), "b": pytest.approx(0.9)}


def test_the_shipped_forest_knows_every_measure_and_its_trees_are_whole():
    kept = forest()
    assert set(kept.measures) <= measured(TRUE).keys()
    assert 0.2 < kept.threshold < 0.8 and len(kept.trees) >= 20
    for tree in kept.trees:
        reached = {0} | {side for node in tree if node[0] >= 0 for side in node[2:4]}
        assert reached == set(range(len(tree)))


@pytest.mark.parametrize(("measure", "way"), [
    ("related", 1), ("window", 1), ("lacking", -1), ("figures", -1), ("names", -1), ("antonyms", -1), ("opposed", -1),
    ("restricting", -1), ("new_verb", -1), ("capitals", -1), ("digits", -1), ("stance", -1),
])  # fmt: skip
def test_what_speaks_of_a_fact_moves_the_odds_one_way_only(measure, way):
    features = dict(measured(FALSE))
    found = [forest().weigh(features | {measure: value / 10})[0] for value in range(60)]
    assert all(way * (b - a) >= -1e-12 for a, b in pairwise(found))


def test_what_the_source_says_is_likelier_than_what_it_does_not():
    true, false = (check(SOURCE, text).sentences[0] for text in (TRUE, ELSEWHERE))
    assert true.probability > 0.8 > 0.45 > false.probability
    assert (true.supported, false.supported) == (True, False)
    assert false.reasons[0].effect < 0 and abs(false.reasons[0].effect) >= abs(false.reasons[-1].effect)
    assert all(reason.text and "{" not in reason.text for reason in (*true.reasons, *false.reasons))


def test_reasons_add_measures_of_a_kind_and_leave_out_what_hardly_moved():
    features = measured(FALSE)
    found = reasons(features, {"apart": -0.5, "near": -0.25, "length": 0.05, "covered": 0.3})
    assert [(reason.name, reason.effect) for reason in found] == [("pairs", -0.75), ("evidence", 0.3)]


def test_a_threshold_decides_and_nought_leaves_it_to_the_facts():
    probability = check(SOURCE, FALSE).sentences[0].probability
    assert check(SOURCE, FALSE, threshold=0).supported
    assert not check(SOURCE, TRUE, threshold=1).supported
    assert check(SOURCE, FALSE, threshold=probability).supported
    assert not check(SOURCE, FALSE, threshold=min(1, probability + 0.01)).supported
    assert not check(SOURCE, TRUE.replace("Monday", "Friday"), threshold=0).supported
    for wrong in (-0.1, 1.1):
        with pytest.raises(OptionError, match="expected a probability"):
            check(SOURCE, TRUE, threshold=wrong)


def test_sentences_of_a_long_summary_need_no_more_than_one_alone():
    limits = [forest().limit(count) for count in (0, 1, 2, 5, 20)]
    assert limits[0] == limits[1] == pytest.approx(forest().threshold)
    assert limits == sorted(limits, reverse=True)


class Sure:
    def __init__(self, *answers):
        self.answers, self.asked = answers, []

    def supports(self, source, sentences):
        self.asked.append((source, tuple(sentences)))
        return list(self.answers)


def test_a_verifier_replaces_the_probability_but_not_the_facts():
    wrong = TRUE.replace("two", "seven")
    verifier = Sure(0.9, 0.51, 0.49)
    report = check(SOURCE, f"{wrong} {FALSE} {TRUE}", verifier=verifier)
    assert verifier.asked == [(SOURCE, (wrong, FALSE, TRUE))]
    assert [s.probability for s in report.sentences] == [0.9, 0.51, 0.49]
    assert [s.supported for s in report.sentences] == [False, True, False]
    assert all(s.reasons == () for s in report.sentences)


def test_russian_and_across_languages_there_is_no_probability():
    source = "Мост через Каму закрыли в понедельник. Инженеры нашли трещины в двух опорах."
    for summary in ("The bridge over the Kama was closed on Monday.", "Мост через Каму закрыли в понедельник."):
        (sentence,) = check(source, summary).sentences
        assert (sentence.probability, sentence.reasons, sentence.supported) == (None, (), True)


def test_words_that_came_together_are_likelier_than_the_same_words_mixed():
    true, mixed = measured(TRUE), measured("Verkhnegorsk in closed was bridge the.")
    assert (true["pairs"], true["triples"], mixed["pairs"], mixed["triples"]) == (1, 1, 0, 0)
    assert true["likely"] > mixed["likely"] and true["unlikely"] > mixed["unlikely"]
    assert (true["run"], true["window"], true["digits"], true["restricting"]) == (0, 1, 0, 0)
    assert measured("Only lorries will run over the dam.")["restricting"] == 1


def test_a_sentence_of_other_words_alone_is_unsupported_whatever_its_probability():
    strange = "Somebody painted pictures."
    assert not check(SOURCE, strange, threshold=0.001).supported
    assert check("It is so.", "It is so.", threshold=0.001).supported  # no word that tells anything


def test_a_word_disproves_whose_opposite_the_evidence_has_in_its_place():
    source = "The company said that the plan is free for everyone who asks in March."
    (sentence,) = check(source, "The plan is paid for everyone who asks.", threshold=0.01).sentences
    assert [(m.kind, m.target_text) for m in sentence.mismatches] == [("negation", "paid")]
    assert not sentence.supported
    assert check(source, "The plan is free for everyone who asks.").supported
    both = "The plan is free, and those who paid for it in March get their money back."
    assert not check(both, "Those who paid get their money back.").sentences[0].mismatches


def test_an_opposite_counts_where_it_stands_beside_the_same_words():
    source = "The shop opened in March. A gallery beside the station closed."
    assert measured("The shop closed in March.", source)["opposed"] == 1
    assert measured("The shop opened in March.", source)["opposed"] == 0
    assert measured("The gallery closed.", source)["opposed"] == 0


def test_with_a_threshold_figures_decide_and_doubts_of_a_reworded_sentence_are_weighed():
    reworded = "For the first time the bridge was closed, and buses will run over the dam."
    (sentence,) = check(SOURCE, reworded, threshold=0.01).sentences
    assert [m.target_text for m in sentence.mismatches] == ["first"] and sentence.supported
    assert not check(SOURCE, reworded, threshold=0).supported
    assert not check(SOURCE, TRUE.replace("two", "seven"), threshold=0.01).supported
    assert not check(SOURCE, "Repairs take five months.", threshold=0.01).supported  # word for word, but "might"


def test_by_the_facts_alone_nothing_is_measured_that_would_not_be_used(monkeypatch):
    def fail(*_):
        raise AssertionError("asked for what nobody weighs")

    monkeypatch.setattr("svodka.verify.within.examination.MEASURES", (fail,))
    monkeypatch.setattr("svodka.verify.checking.forest", fail)
    (sentence,) = check(SOURCE, TRUE, threshold=0).sentences
    assert (sentence.supported, sentence.probability, sentence.reasons) == (True, None, ())


@pytest.mark.parametrize(("sentence", "source", "apart"), [
    ("The court did not fine the mayor.", "The court did not fine the mayor.", 0),
    ("The court did not fine the mayor.", "The court fined the mayor.", 1),
    ("The court fined the mayor.", "The court did not fine the mayor.", 1),
    ("The court fined the mayor.", "The court fined the mayor.", 0),
])  # fmt: skip
def test_negations_apart_is_by_how_many_the_two_differ(sentence, source, apart):
    assert measured(sentence, source)["negations_apart"] == apart
