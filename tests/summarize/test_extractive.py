"""Extractive summaries: exact choices on small documents, bounds on every length, and defined results on bad input."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize import Summarizer, SummaryOptions
from summarize.extractive import extract, lexrank_scores, same, similarity, terms, vectors
from summarize.lengths import HEADLINE_WORDS, LENGTHS
from svodka.errors import InputError, OptionError

# An invented event; the third sentence repeats the first in other words, the last stands aside.
BRIDGE = (
    "Engineers closed the Lower Kama bridge in Verkhnegorsk on Monday after cracks appeared in two of its piers.\n"
    "The regional transport ministry said repairs would cost 340 million roubles and take five months. "
    "Engineers closed the Lower Kama bridge after cracks appeared in two piers.\n"
    "“We cannot risk lives,” Deputy Minister Pavel Orlov told reporters. "
    "He did not rule out a temporary ferry. "
    "About 12,000 vehicles crossed the bridge every day, according to the ministry. "
    "Residents of the left bank face a detour of 46 kilometres through Staraya Rechka.\n"
    "Prosecutors have opened an inquiry into the contractor, Uralmost, which reportedly skipped an inspection in 2019. "
    "The company denies any wrongdoing. "
    "It built the crossing between 2009 and 2011 for 2.1 billion roubles.\n"
    "Schools on the left bank will teach 850 pupils from home until 1 March. "
    "Two ambulance crews were moved across the river. "
    "The governor promised to inspect all 31 bridges in the region by summer.\n"
    "The town also held its annual honey fair last weekend."
)


def summary(text, length="standard"):
    return Summarizer("extractive", options=SummaryOptions(length=length)).summarize([text])[0]


def test_terms_are_content_words_without_plural_endings():
    assert terms("The ministry’s 12,000 vehicles crossed bridges; U.S. cities didn't.") == [
        "ministry", "12,000", "vehicle", "crossed", "bridge", "city", "didn't",
    ]  # fmt: skip


def test_vectors_are_unit_and_similarity_is_cosine():
    one, two, three = vectors(["Cracks closed the bridge.", "Cracks closed the bridge.", "Honey fair."])
    assert similarity(one, two) == pytest.approx(1.0)
    assert similarity(one, three) == 0.0
    assert sum(w * w for w in three.values()) == pytest.approx(1.0)


def test_lexrank_prefers_the_sentence_others_resemble():
    scores = lexrank_scores(vectors(["bridge cracks pier", "bridge cracks", "pier cracks", "honey fair town"]))
    assert max(range(4), key=lambda i: scores[i]) == 0 and min(range(4), key=lambda i: scores[i]) == 3
    assert sum(scores) == pytest.approx(4.0)


def test_a_short_summary_takes_the_core_and_repeats_nothing():
    texts = [s.text for s in summary(BRIDGE, "short").sentences]
    assert texts[0].startswith("Engineers closed the Lower Kama bridge in Verkhnegorsk")
    assert sum("Engineers closed" in t for t in texts) == 1
    assert not any("honey" in t for t in texts)


@pytest.mark.parametrize("length", LENGTHS)
def test_bounds_evidence_and_order(length):
    result = summary(BRIDGE, length)
    bounds = LENGTHS[length]
    assert bounds.fewest <= len(result.sentences) <= bounds.most
    assert (result.method, result.length, result.passes, result.notes) == ("extractive", length, 1, ())
    spans = [s.evidence[0].span for s in result.sentences]
    assert spans == sorted(spans) and len(set(spans)) == len(spans)
    for sentence in (*result.sentences, *result.key_facts):
        (evidence,) = sentence.evidence
        assert BRIDGE[slice(*evidence.span)] == evidence.text and evidence.score == 1.0
        assert length == "headline" or sentence.text == " ".join(evidence.text.split())
    assert bool(result.key_facts) == (length == "long")
    assert not {f.text for f in result.key_facts} & {s.text for s in result.sentences}


def test_a_headline_is_one_line_of_at_most_15_words():
    result = summary(BRIDGE, "headline")
    assert (
        result.text == "About 12,000 vehicles crossed the bridge every day, according to the ministry"
        or len(result.text.split()) <= HEADLINE_WORDS
    )
    assert not result.text.endswith(".") and "\n" not in result.text


def test_the_signature_says_extractive_and_the_options():
    assert str(summary(BRIDGE, "short").signature).startswith("model:extractive|length:short|version:")
    options = SummaryOptions(batch_size=3)
    assert Summarizer("extractive", options=options).signature == Summarizer("extractive").signature


# Bad input: every result is defined.


@pytest.mark.parametrize("text", ["", " \n ", "— *** —", "…"])
@pytest.mark.parametrize("length", LENGTHS)
def test_a_document_without_words(text, length):
    result = summary(text, length)
    assert result.sentences == () and result.notes == ("the document has no words: there is nothing to summarize",)


@pytest.mark.parametrize("text", ["Bridge", "The bridge is closed."])
def test_one_word_and_one_sentence_come_back_with_a_note(text):
    result = summary(text)
    assert result.text == text
    assert result.notes[0] == "the document has only 1 sentence to choose from; standard asks for 4"
    assert summary(text, "headline").text == text.rstrip(".")


def test_a_list_of_headlines_and_a_table_come_back_as_lines_with_a_note():
    headlines = (
        "Mayor opens a bridge\nStorm closes the port\nCourt adjourns until May\nFair draws crowds\nRiver rises\nSnow"
    )
    result = summary(headlines)
    assert {s.text for s in result.sentences} <= set(headlines.split("\n")) and 4 <= len(result.sentences) <= 6
    assert result.notes == ("the document has no whole sentences: lines are given as they stand",)
    table = "City | Days | Dead\n" + "\n".join(f"Town {n} | {n * 3} | {n % 4}" for n in range(30))
    assert 4 <= len(summary(table).sentences) <= 6


def test_headings_stay_out_where_there_are_sentences():
    text = (
        "Bridge closed in Verkhnegorsk for months after cracks\n"
        + BRIDGE
        + "\nRead also: honey fair in Verkhnegorsk opens"
    )
    for length in ("short", "standard", "long"):
        assert all(s.text.endswith((".", "”")) for s in summary(text, length).sentences)


def test_a_repeated_sentence_is_taken_once():
    result = summary("\n".join([BRIDGE] * 4), "long")
    texts = [s.text for s in result.sentences]
    assert len(set(texts)) == len(texts) and len(texts) >= 6


def test_a_sentence_said_again_in_other_words_is_taken_once():
    units = vectors(
        [
            "Anna Belova will ride Northern Star in the Great Volga Race at Saratov on 11 April.",
            "Belova has been chosen to ride Northern Star in the Great Volga Race at Saratov on Saturday.",
            "The Great Volga Race at Saratov drew 9,000 people last year.",
            "The Great Volga Race at Saratov drew 7,000 people in 2019.",
        ]
    )
    assert same(units[0], units[1]) and not same(units[0], units[2]) and not same(units[2], units[3])


def test_an_article_of_quotes_only():
    text = " ".join(f"“We counted {n} cracks in pier {n},” engineer Anna Belova said." for n in range(2, 12))
    result = summary(text)
    assert 4 <= len(result.sentences) <= 6
    assert all(s.text.count("“") == s.text.count("”") == 1 for s in result.sentences)


def test_two_hundred_thousand_words():
    words = [f"Report {n} of the commission says that pier {n % 97} has {n % 13} new cracks." for n in range(15_500)]
    text = " ".join(words)
    assert len(text.split()) > 200_000
    found = extract(text)
    assert len(found.sentences) == 15_500
    assert len(found.best(5)) == 5


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(alphabet=st.sampled_from('abcdE 12.,!?"“”\n—|•Ж'), max_size=60), max_size=12),
    st.sampled_from(sorted(LENGTHS)),
)
def test_any_text_gives_a_defined_result(parts, length):
    text = " ".join(parts)
    result = summary(text, length)
    assert len(result.sentences) <= LENGTHS[length].most
    assert len({s.text for s in result.sentences}) == len(result.sentences)
    for sentence in result.sentences:
        assert sentence.text.strip() and "\n" not in sentence.text
        assert text[slice(*sentence.evidence[0].span)] == sentence.evidence[0].text
        assert length != "headline" or len(sentence.text.split()) <= HEADLINE_WORDS
    assert result.sentences or result.notes


# Streaming and errors.


def test_stream_answers_before_the_input_ends():
    asked = []

    def documents():
        for n in range(3):
            asked.append(n)
            yield f"Pier {n} cracked."

    stream = Summarizer("extractive").stream(documents())
    assert next(stream).text == "Pier 0 cracked." and asked == [0]
    assert [s.text for s in stream] == ["Pier 1 cracked.", "Pier 2 cracked."]


@pytest.mark.parametrize("bad", ["one string", [b"bytes"], [None], ["fine.", 3]])
def test_anything_but_strings_is_an_input_error(bad):
    with pytest.raises(InputError, match="expected"):
        Summarizer("extractive").summarize(bad)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"length": "tiny"}, "unknown length 'tiny'; expected one of headline, short, standard, long"),
        ({"beam": 0}, "beam is 0"),
        ({"beam": True}, "beam is True"),
        ({"batch_size": 1.5}, "batch_size is 1.5"),
        ({"length_penalty": "2"}, "length_penalty is '2'"),
        ({"prompt": " "}, "prompt is ' '"),
        ({"variables": {"a": "b"}}, "expected \\(name, value\\) pairs"),
    ],
)
def test_impossible_options(values, message):
    with pytest.raises(OptionError, match=message):
        SummaryOptions(**values)


def test_unknown_options_are_named():
    with pytest.raises(OptionError, match=r"unknown summary options \['beams'\]; known: length, prompt"):
        SummaryOptions.from_dict({"beams": 3})
    assert SummaryOptions.from_dict({"beam": 2, "variables": {"b": "2", "a": "1"}}) == SummaryOptions(
        beam=2, variables=(("a", "1"), ("b", "2"))
    )


def test_a_doubtful_sentence_is_taken_only_in_want_of_others():
    document = (
        "The mayor opened the new bridge over the river on Monday. The bridge cost 40 million roubles and took "
        "two years. Buses will cross the bridge from Tuesday. The old bridge will be pulled down in autumn. "
        "The mayor thanked the builders of the bridge for their work."
    )
    usual = [s.line for s in extract(document).best(3)]
    start = document.index(usual[0])
    doubtful = [(start + 4, start + 9)]
    found = extract(document, doubtful=doubtful)
    assert usual[0] not in [s.line for s in found.best(4)]
    assert [s.line for s in found.best(5)][-1] == usual[0]
    assert [s.line for s in extract(document, doubtful=[(0, len(document))]).best(3)] == usual
