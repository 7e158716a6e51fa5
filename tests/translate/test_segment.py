"""Segmentation: a table of cases, and that nothing is ever lost."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from translate.segment import segment
from translate.window import fit

CASES = [
    line
    for line in (Path(__file__).parent / "segments.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def read(case):
    """Source text and expected [(segment, translated)] of a line of the table."""
    parts = case.split("‖")
    expected = []
    for part in parts:
        while part.strip():
            part = part.strip()
            if part.startswith("{"):
                kept, _, part = part[1:].partition("}")
                expected.append((kept, False))
            else:
                expected.append((part, True))
                part = ""
    return case.replace(" ‖ ", " ").replace("‖", "").replace("{", "").replace("}", ""), expected


def test_the_table_is_as_large_as_promised():
    assert len(CASES) == len(set(CASES)) >= 150


@pytest.mark.parametrize("case", CASES)
def test_table(case):
    source, expected = read(case)
    assert [(source[p.start : p.end], p.translate) for p in segment(source)] == expected


def assert_lossless(text):
    pieces = segment(text)
    position = 0
    for piece in pieces:
        assert position <= piece.start < piece.end
        assert not text[position : piece.start].strip()
        assert text[piece.start : piece.end].splitlines() == [text[piece.start : piece.end]]
        position = piece.end
    assert not text[position:].strip()


PARTS = "Мост|закрыт|.| |\n|\r\n|г.|«|»|—|!|…|🔥|https://a.ru|А.|5|\t|ул.|)|(|@x|`|#|й\u0306|,"
PARTS += "|руб. По|\x00|\ud800|\u200f|\u2028"
NEWS = st.lists(st.sampled_from(PARTS.split("|")), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(NEWS, st.text(max_size=80)))
@example("\x00\x1f\x85 \u3000")
def test_every_character_lies_in_one_segment_or_is_white_space(text):
    assert_lossless(text)


@settings(max_examples=150, deadline=None)
@given(text=st.one_of(NEWS, st.text(max_size=80)), limit=st.integers(1, 12))
def test_cutting_to_a_window_loses_nothing_and_keeps_to_it(text, limit):
    spans = fit(text, (0, len(text)), limit, len)
    position = 0
    for start, end in spans:
        assert position <= start <= end
        assert not text[position:start].strip()
        assert end - start <= limit
        position = end
    assert not text[position:].strip()


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Мост закрыт. Объезда нет.", 20, ["Мост закрыт.", "Объезда нет."]),
        ("Мост, дорога закрыты; объезда, увы, нет.", 30, ["Мост, дорога закрыты;", "объезда, увы, нет."]),
        ("Мэр, как всегда, сказал, что мост, увы, закрыт.", 30, ["Мэр, как всегда, сказал,", "что мост, увы, закрыт."]),
        ("Закрыты мост и дорога через реку и лес", 30, ["Закрыты мост", "и дорога через реку и лес"]),
        (
            "Да. Мэр города Приозёрска сказал, что мост закрыт.",
            40,
            ["Да. Мэр города Приозёрска сказал,", "что мост закрыт."],
        ),
        ("абвгдежз", 4, ["абвг", "дежз"]),
        ("ааи\u0306ййй", 4, ["ааи\u0306", "ййй"]),
    ],
)
def test_the_best_clause_boundary_is_chosen(text, limit, expected):
    assert [text[slice(*span)] for span in fit(text, (0, len(text)), limit, len)] == expected


def test_a_long_line_is_cut_into_its_sentences():
    sentences = [f"Мост номер {n} закрыт на ремонт до весны." for n in range(300)]
    line = " ".join(sentences)
    assert [line[p.start : p.end] for p in segment(line)] == sentences


def test_a_megabyte_without_a_space_is_cut_into_windows(make_translator):
    translator = make_translator(window=512, repair=False, batch_tokens=100_000)
    text = "ж" * 1_000_000
    translation = translator.translate([text])[0]
    assert "".join(s.source for s in translation.segments) == text
    assert max(len(s.source) for s in translation.segments) <= 256


def test_a_million_empty_lines_come_back(make_translator):
    text = "\n" * 500_000 + "Мост закрыт.\n" + "\r\n" * 500_000
    translation = make_translator().translate([text])[0]
    assert translation.hypothesis == text.replace("Мост закрыт.", translation.segments[0].hypothesis)
    assert len(translation.segments) == 1


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(NEWS, max_size=6))
def test_results_align_with_inputs(make_translator, texts):
    translations = make_translator(repair=False).translate(texts)
    assert [t.source for t in translations] == texts
    for t in translations:
        assert len(t.hypothesis.splitlines()) == len(t.source.splitlines())
        position = 0
        for s in t.segments:
            assert t.source[slice(*s.source_span)] == s.source
            assert t.hypothesis[slice(*s.hypothesis_span)] == s.hypothesis
            assert s.translated or s.hypothesis == s.source
            assert s.hypothesis_span[0] >= position
            position = s.hypothesis_span[1]
