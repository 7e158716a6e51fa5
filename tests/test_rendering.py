"""A brief as text and Markdown: what is in doubt says so, in headline and sentence, and nothing else does."""

from dataclasses import replace

import pytest
from support.briefs import brief, translation

from svodka.facts import Mismatch
from svodka.items import Grade
from translate.types import Flag

DOUBT = "[translation in doubt]"
HEADLINE = ("Паром сел на мель", "Ferry on the market")
PAIRS = [("Паром сел на мель.", "The ferry sat down."), ("Погибших нет.", "No one was killed.")]
SUMMARY = [("The ferry sat down.", [0]), ("No one was killed.", [1])]


def lines(made):
    for shown in (made.to_text(), made.to_markdown().replace("\\", "")):
        yield [line.removeprefix("## ") for line in shown.splitlines()]


@pytest.mark.parametrize(("kind", "marked"), [("doubtful", True), ("numbers", True), ("restored", False)])
def test_a_sentence_on_a_flagged_segment_is_marked(kind, marked):
    made = brief("ferry", HEADLINE, PAIRS, SUMMARY, flags={0: Flag(kind, "why")})
    for shown in lines(made):
        assert ("The ferry sat down." in shown, f"The ferry sat down. {DOUBT}" in shown) == (not marked, marked)
        assert "No one was killed." in shown and HEADLINE[1] in shown


def test_a_flagged_headline_is_marked_where_it_is_the_one_shown():
    plain = brief("ferry", HEADLINE, PAIRS, SUMMARY)
    flagged = replace(plain, headline_translation=translation([HEADLINE], {0: Flag("doubtful", "why")}))
    for shown in lines(flagged):
        assert f"{HEADLINE[1]} {DOUBT}" in shown and "The ferry sat down." in shown
    # A headline that a summarizer wrote does not rest on the translated one.
    for shown in lines(replace(flagged, headline="Ferry aground")):
        assert "Ferry aground" in shown and not any(DOUBT in line for line in shown)


def test_the_evidence_of_an_item_without_a_text_is_its_headline():
    """As the chain makes it: the document is the headline, and the text's translation has no segment."""
    whole = translation([HEADLINE], {0: Flag("doubtful", "why")})
    made = brief("ferry", HEADLINE, [HEADLINE], [(HEADLINE[1], [0])])
    made = replace(made, headline_translation=whole, translation=translation([]))
    for shown in lines(made):
        assert shown.count(f"{HEADLINE[1]} {DOUBT}") == 2


def test_evidence_shows_what_its_translation_lost_or_added():
    lost = Mismatch("name", "lost", "The name “Ряжа” of the source is missing.", "Ряжа", (24, 28))
    added = Mismatch("name", "unsupported", "The name “Oka” is not in the source.", None, None, "Oka", (21, 24))
    elsewhere = Mismatch("number", "lost", "The number “214” is missing.", "214", (31, 34))
    pairs = [("Паводок повредил мост через Ряжу.", "Flood damaged the bridge of Oka."), ("Вывезли 214.", "All left.")]
    made = brief("flood", HEADLINE, pairs, [(pairs[0][1], [0])], checks=(lost, added, elsewhere))
    assert made.to_text(evidence=True).splitlines()[3:7] == [
        "Flood damaged the bridge of Oka. [lost or added in translation]",
        "    < Паводок повредил мост через Ряжу.",
        "    ! The name “Ряжа” of the source is missing.",
        "    ! The name “Oka” is not in the source.",
    ]
    assert "    - ⚠ The name “Oka” is not in the source." in made.to_markdown(evidence=True).splitlines()
    for shown in lines(made):
        assert not any("missing" in line or "not in" in line for line in shown)


def test_what_a_sentence_says_is_wrong_is_said_once():
    lost = Mismatch("name", "lost", "The name “Ряжа” of the source is missing.", "Ряжа", (0, 4))
    made = brief("ferry", HEADLINE, PAIRS, SUMMARY, checks=(lost,), mismatches={0: lost})
    assert made.to_text(evidence=True).count("Ряжа") == 1
    assert brief("ferry", HEADLINE, PAIRS, SUMMARY, checks=(lost,)).to_text(evidence=True).count("Ряжа") == 1


def sentence_brief(flags=(), in_doubt=(), **given):
    """A brief of two sentences whose first rests on a segment with these flags and words in doubt."""
    pairs = [("Паводок повредил мост.", "Flood damaged the bridge."), ("Вывезли 214.", "214 left.")]
    made = brief("flood", HEADLINE, pairs, [(pairs[0][1], [0]), (pairs[1][1], [1])], **given)
    first, *rest = made.translation.segments
    segments = (replace(first, flags=flags, in_doubt=in_doubt), *rest)
    return replace(made, translation=replace(made.translation, segments=segments))


def test_a_sentence_in_doubt_is_marked_with_the_words():
    made = sentence_brief((Flag("doubtful", "likely wrong"),), ((6, 13), (18, 25)))
    assert "Flood damaged the bridge. [translation in doubt: damaged, bridge]" in made.to_text().splitlines()
    assert "Note: 1 of 2 sentences are marked; --evidence shows the Russian of each." in made.to_text()
    assert "marked" not in sentence_brief().to_text() and "[" not in sentence_brief().to_text()


LOST = Mismatch("name", "lost", "The name “Нева” of the source is missing.", "Нева", (0, 7))
FLAGGED = (Flag("doubtful", "likely wrong"),)


@pytest.mark.parametrize(
    ("made", "letter", "reasons"),
    [
        (sentence_brief(), "A", ()),
        (sentence_brief(FLAGGED), "B", ("the first sentence is in doubt",)),
        (
            sentence_brief(checks=(LOST,)),
            "C",
            ("the first sentence is in doubt", "1 names of the source are not in the translation"),
        ),
    ],
)
def test_grades(made, letter, reasons):
    assert (made.grade.letter, made.grade.reasons) == (letter, reasons)
    assert made.to_dict()["grade"] == {"letter": letter, "reasons": list(reasons)}
    assert type(made).from_dict(made.to_dict()) == made


def test_a_stub_costs_a_letter_and_a_brief_without_a_sentence_has_the_last():
    note = "the page shows the beginning only; the rest is for subscribers or readers who sign in"
    made = sentence_brief()
    stub = replace(made, item=replace(made.item, notes=(note,)))
    assert stub.grade == Grade("B", ("the item is the beginning of a text only",))
    assert replace(made, sentences=(), key_facts=()).grade == Grade("D", ("no sentence is left",))
    headline = replace(made.headline_translation.segments[0], flags=FLAGGED)
    doubted = replace(made, headline_translation=replace(made.headline_translation, segments=(headline,)))
    assert doubted.grade.letter == "B" and "headline" in doubted.grade.reasons[0]
