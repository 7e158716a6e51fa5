"""What the page shows of a brief: dates, flags, evidence, links; and what is refused."""

from dataclasses import replace

import pytest
from support.briefs import FERRY, HOSTILE, brief, translation

from summarize.types import SummarySentence
from svodka.digest.view import day_title, item_view, moment, period
from svodka.policy import judge, translation_checks
from translate.types import Flag


@pytest.mark.parametrize(
    ("published", "day", "clock"),
    [
        ("2026-05-12T10:20:00+03:00", "2026-05-12", "10:20"),
        ("2026-05-12T00:00:00Z", "2026-05-12", "00:00"),
        ("2026-05-12", "2026-05-12", ""),
        (" 2026-05-12 ", "2026-05-12", ""),
        ("вчера", "", ""),
        ("", "", ""),
        (None, "", ""),
    ],
)
def test_moment(published, day, clock):
    assert moment(published)[:2] == (day, clock)


def test_days_in_words():
    assert day_title("2026-05-12") == "Tuesday, 12 May 2026" and day_title("") == "Without a date"
    assert period("2026-05-12", "2026-05-12") == "12 May 2026"
    assert period("2026-05-10", "2026-05-12") == "10–12 May 2026"
    assert period("2026-04-30", "2026-05-02") == "30 April – 2 May 2026"
    assert period("2025-12-31", "2026-01-01") == "31 December 2025 – 1 January 2026"


def test_flags_carry_their_explanations_and_places():
    view = item_view(FERRY, 3)
    assert view.flags == ("unsupported", "number", "replaced", "hedge", "numbers")
    assert [(n.kind, n.unsupported) for n in view.notes] == [("number", True), ("replaced", False)]
    assert view.notes[0].text == "The brief says 21 hours; the source says 12 hours (12 часов)."
    assert view.sentences[1].pieces[-2:] == (("21 hours", "n0"), (".", ""))
    assert ("12 часов", "e1 n0") in view.rows[1].source
    assert ("По предварительным данным", "e1 n2") in view.rows[1].source  # its stated span is wrong: found by its words
    assert view.rows[2].target == (("The Primorye prosecutor's office has opened an inquiry.", "n3"),)
    assert [s.number for s in view.key_facts] == [2] and ("There were 87 passengers and 9 crew on board.", "e0 e2") in (
        view.rows[0].target
    )


def test_what_is_in_doubt_is_marked_where_it_is_read():
    """In the headline and the sentence, with the reason below; each flag once, and none left in the folded part."""
    pairs = [("Паром сел на мель.", "The ferry sat down."), ("Погибших нет.", "None.")]
    summary = [("The ferry sat down.", [0]), ("None.", [1])]
    made = brief("1", ("Паром", "Ferry"), pairs, summary, flags={0: Flag("doubtful", "unlikely words")})
    made = replace(made, headline_translation=translation([("Паром", "Ferry")], {0: Flag("doubtful", "a rare word")}))
    view = item_view(made, 4)
    assert view.number == 4
    assert [(n.kind, n.text) for n in view.notes] == [
        ("doubtful", "In the headline: a rare word"),
        ("doubtful", "unlikely words"),
    ]
    assert view.headline_notes == "n0" and view.text_notes == ()
    first, second = view.sentences
    assert first.doubtful and first.pieces == (("The ferry sat down.", "n1"),)
    assert not second.doubtful and second.pieces == (("None.", ""),)
    assert ("The ferry sat down.", "e0 n1") in view.rows[0].target

    # What is no defect, and a flag on what the brief does not say, stay with the full text.
    view = item_view(brief("1", ("Паром", "Ferry"), pairs, summary[1:], flags={0: Flag("doubtful", "x")}), 0)
    assert view.notes == () and [n.kind for n in view.text_notes] == ["doubtful"]
    view = item_view(brief("1", ("Паром", "Ferry"), pairs, summary, flags={0: Flag("restored", "x")}), 0)
    assert view.notes == () and [n.kind for n in view.text_notes] == ["restored"]


def test_a_sentence_without_evidence_for_its_flag_still_says_so():
    bare = replace(FERRY.sentences[0], supported=False, mismatches=(), evidence=())
    view = item_view(replace(FERRY, sentences=(bare, *FERRY.sentences[1:])), 0)
    assert view.notes[0].text == "Nothing in the source bears this out." and not view.sentences[0].linked


def test_only_web_addresses_become_links():
    assert item_view(HOSTILE, 0).url == ""
    assert item_view(FERRY, 0).url == "https://vesti-primorye.example/news/ferry?id=1&full=1"
    for url in (
        "file:///etc/passwd",
        "data:text/html,x",
        "//host/x",
        "http://",
        "https://[broken",
        "file://host/x",
        "javascript://h/%0aalert(1)",
    ):
        assert item_view(brief("u", ("А", "A"), [("Б.", "B.")], url=url), 0).url == ""


def test_an_unreadable_date_is_shown_and_not_guessed():
    view = item_view(HOSTILE, 0)
    assert (view.day, view.raw_date) == ("", "завтра <b>")


def test_what_the_real_checks_find_is_marked_where_it_stands():
    pairs = [("Мост в Туле стоил 12 млн рублей.", "The bridge in Tula cost 13 million roubles."),
             ("Его открыла Анна Орлова.", "It was opened by Anna Orlova.")]  # fmt: skip
    made = brief("b", ("Мост", "Bridge"), pairs)
    told = [SummarySentence("The bridge in Tula cost 15 million roubles."), SummarySentence("Anna Orlova opened it.")]
    sentences, _ = judge(translation(pairs), told, "flag")
    made = replace(made, sentences=sentences, checks=translation_checks(made.translation))
    view = item_view(made, 0)
    assert [s.supported for s in view.sentences] == [False, True] and view.flags[0] == "unsupported"
    assert "15 million roubles" in [text for text, labels in view.sentences[0].pieces if labels]
    marked = {text for text, labels in (*view.rows[0].source, *view.rows[0].target) if "n" in labels}
    assert {"12 млн рублей", "13 million roubles"} <= marked
    assert not [text for text, labels in view.sentences[1].pieces if labels]


def test_an_item_without_text_shows_its_headline_in_both_languages():
    made = brief("h", ("Мост открыт", "Bridge opened"), [])
    made = replace(made, headline_translation=translation([("Мост открыт", "Bridge opened")]))
    [row] = item_view(made, 0).rows
    assert (row.source, row.target) == ((("Мост открыт", ""),), (("Bridge opened", ""),))
