"""Names in their places: who is exchanged with whom, what is grafted on another name, who may go unnamed."""

import pytest

from summarize import check
from svodka.verify.document import Document, units
from svodka.verify.within.roles import EXCHANGED, profile, runs

SOURCE = (
    "The port of Liepaja was closed after a ferry ran aground near Ventspils. "
    "Mayor Aivars Lembergs said in Liepaja that the ferry would be towed to Ventspils on Friday. "
    "Lembergs said that nobody was hurt in Liepaja. "
    "The ferry belongs to Stena Line. A spokeswoman for Stena Line said that the captain had been questioned. "
    "King Gustav III of Sweden, whose portrait hangs aboard, built the old harbour. "
    "The Ministry of Transport will publish a report."
)


def names(summary, source=SOURCE):
    return [m.message for s in check(source, summary).sentences for m in s.mismatches if m.kind in ("name", "role")]


@pytest.mark.parametrize(
    "summary",
    [
        "Mayor Aivars Lembergs said in Liepaja that nobody was hurt.",
        "A spokeswoman for Stena Line said the captain had been questioned.",
        "The ferry ran aground near Ventspils and the port of Liepaja was closed.",
        "Ventspils and Liepaja have ports.",
    ],
)
def test_names_in_their_places(summary):
    assert names(summary) == []


def test_exchanged_names():
    told = "“Liepaja” and “Lembergs” seem to have changed places: the source has it the other way round."
    assert names("Liepaja said that nobody was hurt in Lembergs.")[0] == told
    told = "“Lembergs” and “Liepaja” seem to have changed places: the source has it the other way round."
    assert names("Nobody was hurt in Lembergs, as Liepaja said.") == [told]


def test_listed_names_may_stand_either_way():
    source = "Striker Bravo met goalkeeper Delta. The ball went from striker Bravo past goalkeeper Delta twice."
    assert names("The ball went from striker Delta and Bravo twice.", source) == []
    assert names("The ball went from striker Delta past Bravo twice.", source) != []


def test_exchange_is_antisymmetric():
    from svodka.verify.within.roles import WEIGHTS, shift

    document = Document(SOURCE, "en")
    scores = []
    for sentence in ("Lembergs said in Liepaja so.", "Liepaja said in Lembergs so."):
        (unit,) = units(sentence, "en")
        a, b = runs(document, unit)
        shares = shift(document, unit, a, b, [])
        scores.append(sum(WEIGHTS[kind] * share for kind, share in shares.items()))
    assert scores[0] == pytest.approx(-scores[1])
    assert scores[0] < 0 < EXCHANGED < scores[1]


def test_profile_counts_every_use():
    document = Document(SOURCE, "en")
    liepaja = profile(document, units("Liepaja", "en")[0].tokens[0].stem)
    assert liepaja.times == 3
    assert liepaja.slots["preposition", "in"] == 2
    assert liepaja.slots["preposition", "of"] == 1


def test_runs_join_neighbours_and_leave_days_out():
    document = Document(SOURCE, "en")
    (unit,) = units("On Friday Aivars Lembergs met Sweden's King Gustav.", "en")
    found = [unit.text[unit.tokens[r.first].start : unit.tokens[r.last].end] for r in runs(document, unit)]
    assert found == ["Aivars Lembergs", "Sweden's", "King Gustav"]


def test_a_word_grafted_on_another_name():
    assert names("King Lembergs III built the harbour.") == [
        "The summary says “Lembergs III”, the source “Gustav III”."
    ]


def test_a_word_that_stands_alone_is_grafted_on_nothing():
    assert (
        names("Sweden III is a club.", "King Gustav III of Sweden spoke. The room is III on the plan. A club is near.")
        == []
    )


def test_a_name_turned_about_its_link():
    assert names("The Transport of Ministry will publish a report.") == [
        "The summary says “Transport of Ministry”, the source has it the other way round."
    ]
    assert names("The Ministry of Transport will publish a report.") == []


NARRATED = "I grew up near the harbour. My father drove a ferry. We were poor, and I left at sixteen."
TOLD = "The family grew up near the harbour. The father drove a ferry. They were poor."


@pytest.mark.parametrize(
    "summary", ["Anna Ozola: My father drove a ferry.", "My father drove a ferry, Anna Ozola says."]
)
def test_a_narrator_may_be_named(summary):
    assert names(summary, NARRATED) == []
    assert names(summary, TOLD) == ["The name “Anna” is not in the source.", "The name “Ozola” is not in the source."]


def test_a_narrator_is_named_only_as_the_one_who_speaks():
    assert names("The father of Anna Ozola drove a ferry.", NARRATED) != []


@pytest.mark.parametrize(
    ("source", "summary"),
    [
        ("Sinn Fein won the seat in west Belfast.", "Sinn Féin won the seat."),
        ("Sri Lankan officials closed the airport.", "SriLankan officials closed the airport."),
        ("A non-governmental organisation left.", "NGOs left."),
    ],
)
def test_the_same_name_written_otherwise(source, summary):
    assert names(summary, source) == []


def test_text_without_capitals_knows_names_by_its_words():
    source = "the former england bowler chris tremlett has announced his retirement from all forms of cricket."
    assert names("former england bowler james tremlett has announced his retirement.", source) != []
    assert names("former england bowler chris tremlett has announced his retirement.", source) == []


def test_contractions_are_no_names():
    assert names("The captain said: \"I'd tow it.\" I'm sure he would.", "The captain said he would tow it.") == []
