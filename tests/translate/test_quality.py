"""How good a translation is, told without a reference: that it follows what was done to it, and names the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.pairs import PAIRS

from svodka.errors import InputError
from translate import TranslateOptions, Translator, quality
from translate.estimation.estimate import Quality, flagged, unsure
from translate.estimation.measures import FLOOR, of_translation, of_word, words
from translate.estimation.trees import Trees, estimators
from translate.types import Flag

RUSSIAN, ENGLISH = [source for source, _ in PAIRS], [target for _, target in PAIRS]


def test_words_take_the_scores_of_their_pieces():
    found = words("The mayor left.", ["▁The", "▁may", "or", "▁left", "."], [-0.1, -0.2, -3.0, -0.4, -99.0, -0.5])
    assert [word.span for word in found] == [(0, 3), (4, 9), (10, 15)]
    assert [word.scores for word in found] == [(-0.1,), (-0.2, -3.0), (-0.4, FLOOR)]


def test_measures_of_a_translation():
    measured = of_translation("Мэр ушёл в отставку.", "The mayor has resigned.", [-0.5, -1.5, -2.5, -20.0], -0.25)
    assert measured["mean"] == pytest.approx((-0.5 - 1.5 - 2.5 + FLOOR) / 4)
    assert (measured["least"], measured["worst_quarter"]) == (FLOOR, FLOOR)
    assert (measured["below_1"], measured["below_2"], measured["below_4"]) == (0.75, 0.5, 0.25)
    assert measured["gap"] == pytest.approx(-0.25 - measured["mean"])
    assert (measured["source_words"], measured["pieces"], measured["capitals"]) == (4, 1, 0.25)
    assert set(measured) >= set(estimators().translation.measures)


def test_measures_of_a_word():
    found = words("The mayor left.", ["▁The", "▁may", "or", "▁left."], [-0.1, -0.2, -3.0, -0.4])
    measured = of_word("The mayor left.", found, 1, -1.0)
    assert measured == {
        "sum": -3.2, "least": -3.0, "first": -0.2, "beside": -0.25, "mean": -1.0,
        "letters": 5, "capital": 0, "pieces": 2,
    }  # fmt: skip
    assert set(measured) == set(estimators().word.measures)


def test_trees_add_up():
    trees = Trees(("a", "b"), 1.0, (((0, 0.5, 1, 2), (10.0,), (20.0,)), ((1, 0.0, 1, 2), (0.1,), (0.2,))))
    assert trees.value({"a": 0.5, "b": -1.0}) == pytest.approx(11.1)
    assert trees.value({"a": 0.6, "b": 0.1}) == pytest.approx(21.2)
    with pytest.raises(KeyError):
        trees.value({"a": 0.5})


@given(st.lists(st.floats(-30, 0), min_size=1, max_size=60))
def test_every_rating_is_between_nothing_and_all(scores):
    kept = estimators()
    value = kept.translation.value(of_translation("Мэр ушёл.", "The mayor left.", scores, max(scores)))
    assert -0.5 < value < 1.5


def test_translations_of_other_sentences_are_rated_lower(compact_cache):
    right = quality(RUSSIAN[:20], ENGLISH[:20], cache_dir=compact_cache)
    wrong = quality(RUSSIAN[:20], ENGLISH[20:40], cache_dir=compact_cache)
    assert sum(good.rating > bad.rating for good, bad in zip(right, wrong, strict=True)) >= 19
    assert sum(bad.doubtful for bad in wrong) == 20 and sum(good.doubtful for good in right) < 8


def test_a_word_that_the_source_does_not_have_is_in_doubt(compact_cache):
    text = "According to police, 17 elephants were injured."
    (found,) = quality(["По данным полиции, пострадали 17 человек."], [text], cache_dir=compact_cache)
    assert "elephants" in [text[start:end] for start, end in found.doubts]


def test_empty_texts_are_rated_nothing(compact_cache):
    assert quality(["", "Да."], ["Yes.", " "], cache_dir=compact_cache) == [Quality(0.0, True)] * 2
    assert quality([], [], cache_dir=compact_cache) == []


@pytest.mark.parametrize(
    ("sources", "hypotheses", "match"),
    [
        ("Да.", ["Yes."], "given one string"),
        (["Да."], [], "found 1 sources and 0 hypotheses"),
        ([None], ["Yes."], "is NoneType; expected str"),
        (["Да. " * 600], ["Yes."], "beyond the window"),
    ],
)
def test_bad_input_is_one_error(sources, hypotheses, match, compact_cache):
    with pytest.raises(InputError, match=match):
        quality(sources, hypotheses, cache_dir=compact_cache)


def test_a_flag_names_the_words_once():
    found = Quality(0.4, True, ((4, 9), (10, 14)))
    (flag,) = flagged("The mayor left.", (), -0.5, found)
    assert (flag.kind, "0.61 each" in flag.detail, "“mayor”, “left”" in flag.detail) == ("doubtful", True, True)
    other = (Flag("doubtful", "known"),)
    assert flagged("The mayor left.", other, -0.5, found) == other
    assert [flag.detail for flag in flagged("The mayor left.", (), -0.5, None)] == [
        "the decoder gave its words a probability of 0.61 each"
    ]


def test_a_translation_is_unsure_by_its_score_what_it_says_and_what_it_makes_up():
    source, english = "Мэр города ушёл в отставку.", "The mayor of the city resigned."
    limit = next(score / 100 for score in range(0, -100, -1) if unsure(source, english, score / 100))
    assert -0.45 < limit < -0.25
    assert not unsure(source, english, limit + 0.01) and unsure(source, english, limit - 0.2)
    assert unsure(source, "He danced.", limit + 0.05)  # says less of the source
    assert unsure(source, "The mayor of the bogoulate city resigned.", limit + 0.03)


def test_the_compact_translator_rates_what_it_is_not_sure_of_and_others_do_not(compact_cache, make_translator):
    translator = Translator("compact", offline=True, cache_dir=compact_cache)
    sure, not_sure = (
        "Президент России прибыл в Москву.",
        "Шмыгнув, куцый бирюк закуролесил: авось выгорит, коли не сдюжит лихоимец.",
    )
    (good,), (bad,) = (done.segments for done in translator.translate([sure, not_sure]))
    assert (good.rating, good.in_doubt, good.doubts) == (None, (), ())
    assert 0 < bad.rating <= 1 and bad.in_doubt and [flag.kind for flag in bad.doubts] == ["doubtful"]
    same = quality([bad.source], [bad.hypothesis], cache_dir=compact_cache)[0].rating
    assert bad.rating == pytest.approx(same, abs=0.1)
    off = TranslateOptions(quality=False)
    unrated = Translator("compact", options=off, offline=True, cache_dir=compact_cache)
    assert unrated.translate([not_sure])[0].segments[0].rating is None
    assert ("quality", "False") in unrated.signature.options
    assert make_translator(lambda source, options: "Yes.").translate(["Да."])[0].segments[0].rating is None


def test_a_hypothesis_beyond_the_window_is_not_rated_and_stops_nothing(compact_cache):
    """A loop of the decoder's may be longer than what it can read; the others of its batch are rated all the same."""
    from translate.estimation.estimate import estimate

    scoring = Translator("compact", offline=True, cache_dir=compact_cache)._scoring
    long = "The mayor said that " * 300
    first, unrated, last = estimate(scoring, [("Да.", "Yes."), ("Мэр сказал.", long), ("Нет.", "No.")], own=True)
    assert unrated is None and first.rating > 0 and last.rating > 0
