"""What a sentence could also have said, and what is made of how the source bears that out."""

from datetime import date

import pytest

from svodka.facts import Mismatch
from svodka.verify import TranslatorScorer, check
from svodka.verify.document import Unit
from svodka.verify.rivals import figures, hearing, negations, reserves, roles, words
from svodka.verify.rivals.hearing import Heard, Pair, hear, rivals
from svodka.verify.rivals.rival import Rival
from svodka.verify.rivals.verdicts import LIMITS, settled


def texts(found):
    return [each.text for each in found]


def test_names_are_exchanged_but_not_those_that_are_listed():
    assert texts(roles.exchanged("On Monday France asked Germany and Poland for help.")) == [
        "On Monday Germany asked France and Poland for help.",
        "On Monday Poland asked Germany and France for help.",
    ]
    assert texts(roles.exchanged("On Monday Petrov was hit by Ivanov.")) == []
    assert texts(roles.exchanged("Alpha, Beta, Gamma, Delta, Epsilon, Zeta and Eta met.")) == []


@pytest.mark.parametrize(
    ("sentence", "without"),
    [
        ("Police have not arrested anyone.", ["Police have arrested anyone."]),
        ("He can't pay and won't try.", ["He can pay and won't try.", "He can't pay and will try."]),
        ("It never rained.", ["It rained."]),
        ("The bridge is no longer safe.", ["The bridge is still safe."]),
        ("No tickets were sold.", ["Some tickets were sold."]),
        ("It was not only rain.", []),
    ],
)
def test_negations_are_taken_out(sentence, without):
    assert texts(negations.affirmed(sentence)) == without


@pytest.mark.parametrize(
    ("sentence", "negated"),
    [
        ("The court approved the plan.", ["The court did not approve the plan."]),
        ("The court rose and left.", ["The court did not rise and left.", "The court rose and did not leave."]),
        ("The badly damaged car was sold by people.", ["The badly damaged car was not sold by people."]),
        ("He will not go.", []),
        ("It doesn't work.", []),
    ],
)
def test_negations_are_put_in_at_finite_verbs(sentence, negated):
    assert texts(negations.negated(sentence)) == negated


def test_reserves_are_taken_out_and_put_in():
    assert texts(reserves.flat("He allegedly fled, and it may rain.")) == [
        "He fled, and it may rain.",
        "He allegedly fled, and it will rain.",
    ]
    assert texts(reserves.reserved("It will rain, and he is ill.")) == [
        "It may rain, and he is ill.",
        "It will rain, and he is allegedly ill.",
    ]
    assert texts(reserves.reserved("The roof fell in.")) == ["Allegedly, the roof fell in."]
    assert texts(reserves.reserved("The roof reportedly fell in.")) == []


def test_attributions_are_taken_out_and_put_in():
    first = "According to the police, the driver fled the scene."
    assert texts(reserves.unattributed(first)) == ["The driver fled the scene."]
    assert texts(reserves.unattributed("The driver has fled the scene, police said.")) == [
        "The driver has fled the scene."
    ]
    assert texts(reserves.attributed(first)) == []
    assert texts(reserves.attributed("The driver fled.")) == [
        "According to him, the driver fled.",
        "According to the report, the driver fled.",
    ]


def test_words_give_way_to_their_opposites_in_the_same_form():
    found = texts(words.opposed("Prices rose and shops opened."))
    assert "Prices fell and shops opened." in found
    assert "Prices rose and shops closed." in found
    assert not any("fall " in text or "fallen" in text for text in found)


def test_quantities_give_way_to_others_of_their_scale():
    assert texts(words.counted("Both survived.")) == ["Neither survived."]
    assert texts(words.counted("It costs at least 5 euros.")) == [
        "It costs at most 5 euros.",
        "It costs exactly 5 euros.",
        "It costs up to 5 euros.",
        "It costs more than 5 euros.",
    ]


def test_each_rival_comes_once_and_its_place_is_what_changed():
    sentence = "France did not say why Germany had closed all of its borders."
    source = "Франция не сказала, почему Германия закрыла все границы."
    found = [other for other, _ in rivals(Pair(source, sentence))]
    assert len({each.text for each in found}) == len(found) > 5
    for each in found:
        low, high = each.span
        assert each.text != sentence and each.text[:low].lower() == sentence[:low].lower()
        assert sentence[high:].strip() in each.text


def kinds(source, sentence):
    return {other.kind for other, _ in rivals(Pair(source, sentence))}


def test_a_source_is_not_asked_for_what_it_has_no_word_of():
    sentence = "The shop opened."
    assert kinds("Магазин закрылся.", sentence) == {"antonym"}
    assert kinds("Магазин открылся.", sentence) == set()  # the word itself
    assert kinds("Магазин не закрылся.", sentence) == {"negation_in", "antonym"}
    assert kinds("Магазин якобы закрылся.", sentence) == {"reserve_in", "speaker_in", "antonym"}


def test_what_leaves_out_a_reserve_that_the_source_has_is_held_back():
    handicaps = [
        {other.kind: less for other, less in rivals(Pair(source, "The shop allegedly opened."))}
        for source in ("Магазин открылся.", "Магазин якобы открылся.")
    ]
    assert [found["reserve_out"] for found in handicaps] == [0.0, 7.0]


def test_the_opposite_of_what_the_source_says_may_be_negated():
    assert kinds("Мост закрыт с мая.", "The bridge is not open.") == set()
    assert "negation_out" in kinds("Мост видно с мая.", "The bridge is not open.")
    assert "antonym" in kinds("Мост закрыт с мая.", "The bridge is open.")
    assert "antonym" in kinds("Мост не закрыт с мая.", "The bridge is not open.")


class Table:
    """A scorer that knows the log-probabilities it was given; -50 for all else."""

    def __init__(self, known):
        self.known, self.asked = known, []

    def score(self, pairs):
        self.asked += pairs
        return [self.known.get(pair, -50.0) for pair in pairs]

    def fits(self, source, sentence):
        return len(source) < 100


def test_a_margin_is_what_the_source_says_less_what_is_usual(monkeypatch):
    monkeypatch.setattr(hearing, "rivals", lambda pair: [(Rival("antonym", (0, 1), pair.sentence + "!", "", ""), 2.0)])
    scorer = Table({("Да.", "Yes."): -10.0, ("", "Yes."): -6.0, ("Да.", "Yes.!"): -7.0, ("", "Yes.!"): -16.0})
    ((heard,), nothing, too_long) = hear(scorer, [Pair(s, "Yes.") for s in ("Да.", "", "Да." * 40)])
    assert heard.margin == pytest.approx((-7 + 10) - 0.3 * (-16 + 6) - 2)
    assert nothing == too_long == ()
    assert len(scorer.asked) == len(set(scorer.asked)) == 4


@pytest.fixture(scope="module")
def scorer(compact_cache):
    return TranslatorScorer(threads=1, cache_dir=compact_cache)


SOURCE = "По оценке агентства «Восток», рабочие порта не потребовали денег у владельца склада."


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("According to the agency Vostok, the port workers did not demand money from the warehouse owner.", []),
        ("According to the agency Vostok, the port workers demanded money from the warehouse owner.", ["negation"]),
        ("According to the agency Vostok, the port workers allegedly did not demand money from the owner.", ["hedge"]),
    ],
)
def test_the_compact_checkpoint_before_a_source(scorer, sentence, kinds):
    (report,) = check(SOURCE, sentence, scorer=scorer).sentences
    assert sorted({m.kind for m in report.mismatches}) == sorted(kinds)
    assert report.supported is (kinds == [])


def test_what_the_rules_do_not_find_in_the_source_and_the_translator_does(scorer):
    source, sentence = (
        "Как охарактеризовала это «Таймс», забастовка стала крупнейшей.",
        ("According to the Times, the strike was the largest."),
    )
    assert not check(source, sentence, rivals=False).supported
    assert check(source, sentence, scorer=scorer).supported


def test_what_is_longer_than_the_window_is_not_scored(scorer):
    assert scorer.fits("Да. " * 100, "Yes.") and not scorer.fits("Да. " * 600, "Yes.")
    first, second, third = scorer.score([("Да.", "Yes."), ("Да.", "No."), ("", "Yes.")])
    assert first > second and first > third


UNIT = Unit("Police have not arrested anyone.", (0, 32), "en")
OUT = Rival("negation_out", (7, 15), "Police have arrested anyone.", "have not", "have")
NEGATES = Mismatch("negation", "unsupported", "negates", target_text="not", target_span=(12, 15))


def test_what_the_source_bears_out_better_is_a_mismatch():
    (found,) = settled(UNIT, (), [Heard(OUT, 9.0)])
    assert (found.kind, found.direction, found.target_text, found.target_span) == (
        "negation",
        "unsupported",
        "have not",
        (7, 15),
    )
    assert found.message == "The summary negates (“have not”); the source rather does not."
    assert settled(UNIT, (), [Heard(OUT, -3.0)]) == ()


def test_a_mismatch_of_the_rules_falls_where_no_rival_that_mends_it_is_better():
    assert settled(UNIT, (NEGATES,), [Heard(OUT, -3.0)]) == ()
    assert settled(UNIT, (NEGATES,), [Heard(OUT, 1.0)]) == (NEGATES,)
    assert settled(UNIT, (NEGATES,), [Heard(OUT, 9.0)]) == (NEGATES,)  # said once
    assert settled(UNIT, (NEGATES,), []) == (NEGATES,)
    elsewhere = Rival("antonym", (16, 24), "Police have not released anyone.", "arrested", "released")
    assert settled(UNIT, (NEGATES,), [Heard(elsewhere, -3.0)]) == (NEGATES,)
    number = Mismatch("number", "unsupported", "figure", target_text="5", target_span=(12, 15))
    assert settled(UNIT, (number,), [Heard(OUT, -3.0)]) == (number,)


def test_what_is_lost_and_who_says_it_are_not_let_pass():
    lost = Mismatch("negation", "lost", "lost", target_text="have not", target_span=(7, 15))
    negated = Rival("negation_in", (7, 15), "Police did not arrest anyone.", "arrested", "did not arrest")
    assert settled(UNIT, (lost,), [Heard(negated, -3.0)]) == (lost,)
    unit = Unit("According to police, it rained.", (0, 31), "en")
    nobody = Heard(Rival("speaker_out", (0, 21), "It rained.", "According to police", ""), -3.0)
    who = Mismatch("attribution", "unsupported", "who", target_text="police", target_span=(13, 19))
    that = Mismatch("attribution", "unsupported", "that", target_text="According to", target_span=(0, 12))
    assert settled(unit, (who, that), [nobody]) == (who,)


def test_figures_are_exchanged_but_not_the_parts_of_a_date():
    assert texts(figures.exchanged("Three died and 12 were hurt on May 6, 2024.")) == [
        "12 died and three were hurt on May 6, 2024."
    ]
    assert texts(figures.exchanged("They won 3:2 and lost 1-4 at 21:45.")) == [
        "They won 2:3 and lost 1-4 at 21:45.",
        "They won 1:2 and lost 3-4 at 21:45.",
        "They won 4:2 and lost 1-3 at 21:45.",
        "They won 3:1 and lost 2-4 at 21:45.",
        "They won 3:4 and lost 1-2 at 21:45.",
        "They won 3:2 and lost 4-1 at 21:45.",
    ]
    assert texts(figures.exchanged("It rose from 12% to 15.5%.")) == ["It rose from 15.5% to 12%."]
    assert texts(figures.exchanged("It is 5 and 5.")) == []
    assert len(texts(figures.exchanged("1 a, 2 b, 3 c, 4 d, 5 e, 6 f."))) == 5  # neighbours


def test_signs_are_turned_and_units_exchanged():
    assert texts(figures.turned("It was minus 35 degrees, and −3.5% a year.")) == [
        "It was 35 degrees, and −3.5% a year.",
        "It was minus 35 degrees, and 3.5% a year.",
    ]
    assert texts(figures.turned("It was 35 degrees from 10-15 hours.")) == ["It was minus 35 degrees from 10-15 hours."]
    assert texts(figures.remeasured("It grew by 2% over 300 hectares.")) == [
        "It grew by 2 percentage points over 300 hectares.",
        "It grew by 2% over 300 acres.",
    ]
    assert texts(figures.remeasured("It fell by 2 percentage points.")) == [
        "It fell by 2 percent.",
        "It fell by 2 per cent.",
        "It fell by 2 %.",
        "It fell by 2 basis points.",
    ]


def test_a_sign_or_unit_that_the_source_has_is_not_questioned():
    def asked(source, sentence):
        return {k for k in kinds(source, sentence) if k in ("sign", "unit")}

    assert asked("Было минус 35 градусов.", "It was minus 35 degrees.") == set()
    assert asked("Было минус 35 градусов.", "It was 35 degrees.") == {"sign"}
    assert asked("Сгорело 300 гектаров.", "It burned 300 hectares.") == set()
    assert asked("Сгорело 300 гектаров.", "It burned 300 acres.") == {"unit"}


class Contrary:
    """Finds months likelier than all else."""

    def fits(self, source, text):
        return True

    def score(self, pairs):
        return [-1.0 if source and "months" in text else -50.0 for source, text in pairs]


def test_a_day_that_the_calendar_bears_out_is_not_questioned():
    source, sentence = "Выборы пройдут 4 января 2000 года.", "The elections will be held in 3 days."
    assert check(source, sentence, scorer=Contrary(), written=date(2000, 1, 1)).supported
    assert not check(source, sentence, scorer=Contrary(), written=date(2000, 1, 2)).supported
    assert not check("Выборы пройдут через 3 месяца.", sentence, scorer=Contrary()).supported


def test_the_compact_checkpoint_hears_figures_and_brothers_that_changed_places(scorer):
    dead = "При аварии автобуса погибли 3 человека, ещё 12 ранены."
    true, false = (
        "Three people died and 12 were injured in the bus crash.",
        "12 people died and 3 were injured in the bus crash.",
    )
    brothers = "Братья судились: Пётр Иванов подал в суд на Андрея Иванова."
    right, wrong = "Pyotr Ivanov sued Andrei Ivanov.", "Andrei Ivanov sued Pyotr Ivanov."
    heard = hear(scorer, [Pair(dead, true), Pair(dead, false), Pair(brothers, right), Pair(brothers, wrong)])
    margins = [
        max(each.margin for each in found if each.rival.kind == kind)
        for kind, found in zip(("figures", "figures", "roles", "roles"), heard, strict=True)
    ]
    assert margins[0] < 0 < LIMITS["figures"] < margins[1]
    assert margins[2] < 0 < LIMITS["roles"] < margins[3]


def test_a_figure_that_the_rules_found_is_never_let_pass():
    unit = Unit("12 died and 3 were hurt.", (0, 24), "en")
    number = Mismatch("number", "unsupported", "figure", target_text="12", target_span=(0, 2))
    rival = Rival("figures", (0, 13), "3 died and 12 were hurt.", "12", "3")
    assert settled(unit, (number,), [Heard(rival, -9.0)]) == (number,)
    (found,) = settled(unit, (), [Heard(rival, 9.0)])
    assert (found.kind, found.target_span) == ("number", (0, 13))
    assert found.message == "“12” and “3” seem to have changed places: the source has it the other way round."
