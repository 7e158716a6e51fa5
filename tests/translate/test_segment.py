"""Segmentation: a table of cases, and that nothing is ever lost."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from translate.source.normalise import normalise
from translate.source.segment import segment
from translate.source.window import _BOUNDARIES, cut, fit

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
    assert len(CASES) == len(set(CASES)) >= 215


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
        *full, _ = text[: piece.end].splitlines()
        inside = len(text[piece.start : piece.end].splitlines()) - 1
        assert all(len(line) >= 34 for line in full[len(full) - inside :])  # only what fills its lines was wrapped
        position = piece.end
    assert not text[position:].strip()


PARTS = "Мост|закрыт|.| |\n|\r\n|г.|«|»|—|!|…|🔥|https://a.ru|А.|5|\t|ул.|)|(|@x|`|#|й\u0306|,"
PARTS += "|руб. По|\x00|\ud800|\u200f|\u2028"
NEWS = st.lists(st.sampled_from(PARTS.split("|")), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(NEWS, st.text(max_size=80)))
@example("\x00\x1f\x85 \u3000")
@example("Мост\nзакрытhttps://a.ruМостМостМостhttps://a.ru")
@example("Мост\u2028закрытhttps://a.ruМостМостМостhttps://a.ru")
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


def test_blanks_are_read_from_the_first_of_them_alone():
    """Else thousands of them are read anew from each."""
    text = "Мост закрыт:   потом,   если   и   где —   снова.   Да"
    starts = [{at for at in range(len(text)) if boundary.match(text, at)} for boundary in _BOUNDARIES]
    assert all(starts) and not {at for found in starts for at in found if text[at - 1] == " "}


def test_a_cut_among_blanks_is_all_of_them():
    """Also where the half that is searched begins within them."""
    text = "Мост" + " " * 10 + "закрытдопонедельника"
    assert cut(text, 0, len(text), reach=len(text)) == (4, 14)


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
        wrapped = sum(len(s.source.splitlines()) - 1 for s in t.segments)
        assert len(t.hypothesis.splitlines()) == len(t.source.splitlines()) - wrapped
        position = 0
        for s in t.segments:
            assert t.source[slice(*s.source_span)] == s.source
            assert t.hypothesis[slice(*s.hypothesis_span)] == s.hypothesis
            assert s.translated or s.hypothesis == s.source
            assert s.hypothesis_span[0] >= position
            position = s.hypothesis_span[1]


MAIL = """Движение по мосту остановили вечером третьего марта
из-за трещины в опоре, сообщил журналистам мэр города
Павел Орлов. Ремонт обещают начать весной, как только
сойдёт лёд."""
PDF = """Администрация района с первого июня перево-
дит приём жителей в новое здание, говорит-
ся в письме из-
за ремонта."""
HEADLINE = """Мост закрыт до весны
Движение по мосту остановили вечером третьего марта
из-за трещины в опоре, сообщил мэр."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MAIL, [MAIL[:118] + " Павел Орлов.", "Ремонт обещают начать весной, как только сойдёт лёд."]),
        (MAIL.replace("\n", "\r\n"), None),
        (MAIL.replace("\n", "\n  "), None),
        (MAIL + "\n\nОбъезд открыт по улице Лесной, автобусы идут до самой\nПристани.", None),
        (PDF, [PDF]),
        (HEADLINE, ["Мост закрыт до весны", HEADLINE[21:]]),
        ("я был на рынке\nа потом пошёл домой\nи лёг спать", ["я был на рынке", "а потом пошёл домой", "и лёг спать"]),
        (
            "- мост через реку Светлую закрыт на ремонт до весны;\n- объезд через посёлок Лесное будет открыт завтра;",
            None,
        ),
    ],
)
def test_hard_wrapped_lines_are_one_paragraph(text, expected):
    found = [" ".join(text[p.start : p.end].split()) for p in segment(text) if p.translate]
    mail = [
        "Движение по мосту остановили вечером третьего марта из-за трещины в опоре, сообщил журналистам мэр города "
        "Павел Орлов.",
        "Ремонт обещают начать весной, как только сойдёт лёд.",
    ]
    if text.startswith("Движение"):
        assert found[:2] == mail
        assert found[2:] == (
            ["Объезд открыт по улице Лесной, автобусы идут до самой Пристани."] if "Лесной" in text else []
        )
    elif text.startswith("-"):
        assert found == [
            "мост через реку Светлую закрыт на ремонт до весны;",
            "объезд через посёлок Лесное будет открыт завтра;",
        ]
    else:
        assert expected is not None
        assert found == [" ".join(part.split()) for part in expected]


def test_words_divided_at_a_line_end_are_whole_for_the_decoder(make_translator):
    assert normalise(PDF) == (
        "Администрация района с первого июня переводит приём жителей в новое здание, говорится в письме из-за ремонта."
    )
    assert normalise("Пyтин в зáмке\xa0— по\xadжар, и\u0306од") == "Путин в замке — пожар, йод"


def test_columns_of_a_chat_export_stay_apart():
    line = "2024-05-06\t09:15:22\tОлег\tчерез час будем. Ждите.\t+1"
    assert [(line[p.start : p.end], p.translate) for p in segment(line)] == [
        ("2024-05-06", False),
        ("09:15:22", False),
        ("Олег", True),
        ("через час будем.", True),
        ("Ждите.", True),
        ("+1", False),
    ]
