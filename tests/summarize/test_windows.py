"""Long documents: parts that lose nothing, rounds that end, results that say how many."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.lengths import LENGTHS
from summarize.writers.draft import Draft
from summarize.writers.windows import fit, write_hierarchically

SHORT = LENGTHS["short"]


def words(text):
    return len(text.split())


def test_a_document_within_the_window_is_one_part():
    assert fit("One two.\n\nThree.", 3, words) == ["One two.\n\nThree."]


def test_parts_are_whole_paragraphs_where_they_fit():
    text = "One two three.\n\nFour five six.\n\nSeven eight nine."
    assert fit(text, 8, words) == ["One two three.\n\nFour five six.", "Seven eight nine."]


def test_no_part_is_a_leftover():
    text = "\n\n".join("One two three." for _ in range(10))
    assert [words(part) for part in fit(text, 28, words)] == [15, 15]  # not 21 and 9


def test_a_paragraph_over_the_window_is_cut_between_sentences_then_words_then_characters():
    assert fit("One two three. Four five six. Seven.", 4, words) == ["One two three.", "Four five six.", "Seven."]
    assert fit("one two three four five six", 4, words) == ["one two three", "four five six"]
    assert fit("abcdefgh", 5, len) == ["abcd", "efgh"]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from("abC .\n"), max_size=300), st.integers(min_value=8, max_value=40))
def test_no_character_is_lost_and_no_part_is_over_the_window(text, limit):
    parts = fit(text, limit, words)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(words(part) <= limit for part in parts) or "".join(text.split()) == ""


def first_sentences(texts, length):
    """A model that writes the first five words of what it reads."""
    return [Draft(" ".join(t.split()[:5]).rstrip(".") + ".") for t in texts]


def echo(texts, length):
    return [Draft(text) for text in texts]


def document(paragraphs):
    return "\n\n".join(
        f"Village number{n} reported high water today. Boats carried people from houses to the school there."
        for n in range(paragraphs)
    )


@pytest.mark.parametrize(("paragraphs", "passes", "parts"), [(2, 1, 1), (6, 2, 3), (60, 3, 30)])
def test_passes_and_parts_are_told(paragraphs, passes, parts):
    (draft,) = write_hierarchically([document(paragraphs)], SHORT, 40, words, first_sentences)
    assert draft.passes == passes
    assert draft.text == "Village number0 reported high water."
    told = f"the document is over the model's window: it was summarized in {parts} parts, in {passes} passes"
    assert draft.notes == (() if parts == 1 else (told,))


def test_every_part_reaches_the_model():
    seen = []

    def write(texts, length):
        seen.extend(texts)
        return first_sentences(texts, length)

    write_hierarchically([document(30)], SHORT, 40, words, write)
    assert all(any(f"number{n} " in text for text in seen) for n in range(30))


def test_documents_of_all_lengths_keep_their_order():
    drafts = write_hierarchically([document(30), "One short text.", document(6)], SHORT, 40, words, first_sentences)
    assert [d.passes for d in drafts] == [3, 1, 2]
    assert drafts[1].text == "One short text."


def test_a_part_without_a_summary_is_stood_for_by_its_own_sentences():
    def write(texts, length):
        return [Draft("") if "number3" in t else first_sentences([t], length)[0] for t in texts]

    (draft,) = write_hierarchically([document(8)], SHORT, 40, words, write)
    assert draft.notes[1] == "for 1 of 4 parts the model wrote no summary: sentences of the part stand in"


def test_a_model_that_does_not_shorten_still_ends():
    (draft,) = write_hierarchically([document(40)], SHORT, 40, words, echo)
    assert "the model did not shorten the parts: the best sentence of each stands in" in draft.notes
    (draft,) = write_hierarchically(["word " * 500], SHORT, 40, words, echo)
    assert draft.passes >= 1
