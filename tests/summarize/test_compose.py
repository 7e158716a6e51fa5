"""What becomes of a model's draft: cleaned, bounded, linked to its evidence, or replaced and said so."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize import Summarizer, SummaryOptions
from summarize.defects import clean, defect
from summarize.lengths import LENGTHS
from summarize.writers.draft import Draft

DOCUMENT = (
    "The Lower Kama bridge in Verkhnegorsk was closed on Monday. Engineers found cracks in two of its piers. "
    "Repairs will cost 340 million roubles, the ministry said. The work may take five months. "
    "Buses will run by the dam. About 12,000 cars used the bridge every day. "
    "Prosecutors opened an inquiry into the contractor. The contractor denies any wrongdoing. "
    "Schools on the left bank teach pupils from home. The governor will inspect all 31 bridges."
)
GOOD = (
    "The Lower Kama bridge is closed. Two of its piers have cracks. Repairs will cost 340 million roubles. "
    "The contractor denies wrongdoing."
)


@dataclass
class Parrot:
    """A writer that says what it is told, for every document."""

    text: str
    template: str = "Use only what the article says and write whole sentences."
    method: str = "instruct"
    engine: str = "torch"
    quantization: str = "float32"
    prompt_hash: str | None = None
    asked: list = field(default_factory=list)

    def write(self, documents, length):
        self.asked.append(len(documents))
        return [Draft(self.text) for _ in documents]


def said(text, length="standard", document=DOCUMENT):
    writer = Parrot(text)
    return Summarizer.from_writer(writer, model="parrot", options=SummaryOptions(length=length)).summarize([document])[
        0
    ]


def test_a_good_draft_is_kept_word_for_word():
    result = said(GOOD)
    assert (result.text, result.method, result.notes) == (GOOD, "instruct", ())


def test_every_sentence_points_to_its_evidence():
    result = said(GOOD)
    starts = [s.evidence[0].text for s in result.sentences]
    assert starts == [
        "The Lower Kama bridge in Verkhnegorsk was closed on Monday.",
        "Engineers found cracks in two of its piers.",
        "Repairs will cost 340 million roubles, the ministry said.",
        "The contractor denies any wrongdoing.",
    ]
    for sentence in result.sentences:
        for evidence in sentence.evidence:
            assert DOCUMENT[slice(*evidence.span)] == evidence.text and 0 < evidence.score <= 1


def test_a_sentence_about_nothing_in_the_document_has_no_evidence():
    result = said(GOOD + " Penguins sang beautifully.")
    assert [bool(s.evidence) for s in result.sentences] == [True, True, True, True, False]


def test_tokenization_artefacts_and_chat_openers_go():
    raw = (
        "Here is a summary of the article:\n\n- The bridge is closed .\n"
        "- It **did n't** hold ; repairs cost $ 5 ( net ) .\n"
        "- `` We know , '' he said ."
    )
    assert clean(raw) == 'The bridge is closed.\nIt didn\'t hold; repairs cost $5 (net).\n"We know," he said.'
    assert clean("Two piers cracked .<n>It closed .") == "Two piers cracked.\nIt closed."
    assert clean("<think>Let me see.</think>\nSummary: The bridge is closed.") == "The bridge is closed."
    assert clean("Headline: Bridge closed") == "Bridge closed"
    assert clean("Of course the river rose. Then it fell.") == "Of course the river rose. Then it fell."


def test_t5_gets_its_capitals():
    assert said(GOOD.lower()).sentences[1].text == "Two of its piers have cracks."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "wrote nothing"),
        (" …\n—", "wrote nothing"),
        ("Мост закрыт на ремонт.", "did not write English"),
        ("The bridge is closed and " * 8, "repeated itself in a loop"),
        ("bridge " * 40, "repeated itself in a loop"),
        ("Use only what the article says and write whole sentences.", "gave the prompt back"),
        ("Penguins of Antarctica sing, dance, swim, jump daily.", "wrote about something else than the document"),
        ("the bridge over the kama closed and then", "wrote no whole sentence"),
    ],
)
def test_a_draft_that_is_no_summary_gives_way_and_the_summary_says_so(text, reason):
    result = said(text)
    assert result.method == "extractive" and 4 <= len(result.sentences) <= 6
    assert result.notes == (f"the model {reason}: this summary is extractive, sentences of the document as they stand",)
    assert all(s.text in DOCUMENT for s in result.sentences)


@pytest.mark.parametrize(
    ("text", "loops"),
    [
        ("It closed and closed and closed and closed and the end.", True),
        ("Roads, roads, roads, roads.", True),
        (DOCUMENT + " ".join(f"In {n} it was said that the bridge over the Kama is closed." for n in "abc"), True),
        (" ".join(f"The Duma of the Russian Federation {n}." for n in ("met", "voted", "rose", "fined us")), False),
        ("Very, very, very good.", False),
    ],
)
def test_what_counts_as_a_loop(text, loops):
    assert (defect(text, text) == "repeated itself in a loop") == loops


def test_words_of_the_document_are_no_copy_of_the_prompt():
    template = "The Lower Kama bridge in Verkhnegorsk was closed."
    assert defect("The Lower Kama bridge in Verkhnegorsk was closed.", DOCUMENT, template) is None


@pytest.mark.parametrize("length", ["short", "standard", "long"])
def test_too_many_sentences_are_cut_to_the_bound_and_too_few_are_completed(length):
    bounds = LENGTHS[length]
    many = said(DOCUMENT, length)
    assert len(many.sentences) == min(bounds.most, 10) and many.notes == ()
    few = said("The Lower Kama bridge is closed.", length)
    assert len(few.sentences) == bounds.fewest and few.sentences[0].text == "The Lower Kama bridge is closed."
    (note,) = few.notes
    assert note.startswith(f"the model wrote 1 sentence where {length} asks for {bounds.fewest} or more")
    assert f"the last {bounds.fewest - 1} sentence" in note
    assert not {f.text for f in few.key_facts} & {s.text for s in few.sentences}


def test_repeated_sentences_are_written_once():
    result = said("Two piers have cracks. Two piers have cracks. Repairs will cost 340 million roubles.", "short")
    assert result.text == "Two piers have cracks. Repairs will cost 340 million roubles."


def test_an_unfinished_last_sentence_is_left_out_and_said():
    result = said(GOOD + " The governor will inspect all")
    assert result.text == GOOD
    assert result.notes == ("the model stopped within a sentence: that sentence is left out",)


def test_a_headline_is_the_first_line_within_the_bound():
    assert said('"Cracks close the Lower Kama bridge."', "headline").text == "Cracks close the Lower Kama bridge"
    long = "Engineers " + "who found cracks in the piers of the bridge " * 2 + "closed it on Monday."
    result = said(long, "headline")
    assert len(result.text.split()) <= 15 and result.text.endswith("…")
    assert result.notes == ("the headline is cut to 15 words",)


def test_a_document_no_longer_than_its_summary_is_never_given_to_the_model():
    writer = Parrot(GOOD)
    summarizer = Summarizer.from_writer(writer, model="parrot")
    short, long = summarizer.summarize(["The bridge is closed. Two piers cracked.", DOCUMENT])
    assert (short.method, short.text) == ("extractive", "The bridge is closed. Two piers cracked.")
    assert (long.method, writer.asked) == ("instruct", [1])


def test_a_document_that_is_not_english_is_never_given_to_the_model():
    russian = " ".join(f"Мост номер {n} закрыли на ремонт в понедельник." for n in range(2, 9))
    writer = Parrot(GOOD)
    (result,) = Summarizer.from_writer(writer, model="parrot").summarize([russian])
    assert (result.method, writer.asked) == ("extractive", []) and "is not English" in result.notes[0]
    (result,) = Summarizer("extractive").summarize([russian])
    assert "is not English" in result.notes[0] and 4 <= len(result.sentences) <= 6


def test_streaming_holds_one_batch_and_keeps_the_order():
    writer = Parrot(GOOD)
    summarizer = Summarizer.from_writer(writer, model="parrot", options=SummaryOptions(batch_size=2))
    read = []

    def documents():
        for n in range(5):
            read.append(n)
            yield DOCUMENT if n % 2 else f"Item {n} is short."

    stream = summarizer.stream(documents())
    assert next(stream).text == "Item 0 is short." and read == [0, 1]
    assert [s.text for s in stream] == [GOOD, "Item 2 is short.", GOOD, "Item 4 is short."]
    assert writer.asked == [1, 1]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([*DOCUMENT.split(), "…", '"', "“", "\n", "- ", "<n>", "U.S.", "3.5", "bridge."]), max_size=80
    ),
    st.sampled_from(sorted(LENGTHS)),
)
def test_whatever_a_model_writes_the_bounds_hold(words, length):
    result = said(" ".join(words), length)
    bounds = LENGTHS[length]
    assert bounds.fewest <= len(result.sentences) <= bounds.most
    texts = [s.text for s in result.sentences]
    assert len(set(texts)) == len(texts) and all(t.strip() == t and "\n" not in t for t in texts)
    if length == "headline":
        assert len(texts[0].split()) <= 15
    else:
        assert all(t.rstrip("\"'”’»)]")[-1] in ".!?…" for t in texts)
    assert result.method == "instruct" or "this summary is extractive" in result.notes[-1]
