"""A brief as text and Markdown: what is in doubt says so, in headline and sentence, and nothing else does."""

from dataclasses import replace

import pytest
from support.briefs import brief, translation

from svodka.facts import Mismatch
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
        "Flood damaged the bridge of Oka.",
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
