"""Texts cut into pieces: nothing lost, offsets in code points, hidden characters spelled out, rows aligned."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from support.briefs import translation

from svodka.digest.marks import ROW, cut, locate, rows
from svodka.text import displayable


def test_cut_labels_each_stretch_with_all_that_covers_it():
    text = "🙂 ab cd ef"
    assert cut(text, (0, len(text)), [((2, 7), "e0"), ((5, 10), "n1"), ((20, 30), "n2"), ((3, 3), "n3")]) == (
        ("🙂 ", ""), ("ab ", "e0"), ("cd", "e0 n1"), (" ef", "n1"),
    )  # fmt: skip


@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["e0", "n1"]))))
def test_joined_pieces_give_the_text_back(text, marks):
    pieces = cut(text, (0, len(text)), [((s, e), label) for s, e, label in marks])
    assert "".join(piece for piece, _ in pieces) == displayable(text.strip())


def test_what_acts_on_the_display_is_spelled_out():
    assert displayable("a\u202eb\u2066c\x00d\ud800\u200f") == "a[U+202E]b[U+2066]c[U+0000]d[U+D800][U+200F]"
    assert displayable("тихо\nи\tясно 🙂 שלום") == "тихо\nи\tясно 🙂 שלום"


def test_a_span_is_believed_only_when_the_words_stand_there():
    text = "112 рублей и 12 рублей"
    assert locate(text, "12", (13, 15)) == (13, 15)
    assert locate(text, "12", (0, 2)) == (13, 15)  # never the 12 inside 112
    assert locate(text, "13", (13, 15)) is None
    assert locate(text, None, (13, 15)) is None


def test_rows_follow_paragraphs_and_stand_side_by_side():
    made = translation([("Раз.", "One."), ("Два.", "Two."), None, ("Три.", "Three.")])
    first, second = rows(made, [((5, 9), "e1")], [((5, 9), "e1")])
    assert (first.source, first.target) == ((("Раз. ", ""), ("Два.", "e1")), (("One. ", ""), ("Two.", "e1")))
    assert (second.source, second.target, second.paragraph) == ((("Три.", ""),), (("Three.", ""),), True)


def test_a_long_paragraph_is_broken_between_segments():
    made = translation([("а" * ROW, "a"), ("б" * ROW, "b"), ("в", "c")])
    assert [(row.target, row.paragraph) for row in rows(made, [], [])] == [
        ((("a", ""),), True), ((("b", ""),), False), ((("c", ""),), False),
    ]  # fmt: skip


def test_segments_out_of_order_are_not_forced_side_by_side():
    made = translation([("Раз.", "One."), None, ("Два.", "Two.")])
    first, second = made.segments
    made = replace(made, segments=(replace(first, source_span=(6, 10)), replace(second, source_span=(0, 4))))
    [row] = rows(made, [], [])
    assert (row.source, row.target) == ((("Раз.\n\nДва.", ""),), (("One.\n\nTwo.", ""),))
