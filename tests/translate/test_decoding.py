"""What the decoder is given, and that a segment's neighbours do not matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.engines.protocol import DecodeOptions
from translate.decoding import Decoder
from translate.source.normalise import normalise

from .conftest import CharTokenizer, TableEngine, english


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Мост\u00a0 закрыт \t", "Мост закрыт"),
        ("за\u0301мок и замо\u0301к", "замок и замок"),
        ("и\u0306о\u0308", "й\u04e7"),
        ("Мо\u00adст \u200bза\ufeffкрыт\u200f\u202e", "Мост закрыт"),
        ("Мост\x00 за\x07крыт", "Мост закрыт"),
        ("Мост \ud800 закрыт", "Мост \ufffd закрыт"),
        ("\x00\u200b", ""),
        ("МОСКВА, 4 окт — РИА Новости.", "МОСКВА, 4 октября — РИА Новости."),
        ("3 янв. 2020 года, до 10 дек.", "3 января 2020 года, до 10 декабря."),
        ("до 16,5 тыс. кв. м, 24 тыс. 376 случаев", "до 16 500 кв. м, 24 376 случаев"),
        ("91,65 тыс человек и 12 тыс. рублей", "91 650 человек и 12 тыс. рублей"),
        ("более 20 тыс. 15 мая, 1,5 тысячи, 2016 тыс.", "более 20 тыс. 15 мая, 1,5 тысячи, 2016 тыс."),
        ("последние полтора десятилетия", "последние 1,5 десятилетия"),
        ("около полутора десятков писем и полторы сотни тысяч", "около 15 писем и 150 тысяч"),
        ("это на год-полтора", "это на год-полтора"),
        ("5 марта, 10 мар-шей, 41 окт, 7 декад", "5 марта, 10 мар-шей, 41 окт, 7 декад"),
    ],
)
def test_normalise(text, expected):
    assert normalise(text) == expected


@given(st.text())
def test_normalise_is_idempotent_and_encodable(text):
    once = normalise(text)
    assert normalise(once) == once
    once.encode("utf-8")


def test_a_hypothesis_is_bounded_by_its_own_source_alone():
    texts = ["а" * n for n in (300, 10, 127, 128, 200, 900)]
    bounds = {}
    for group in [texts, *([text] for text in texts)]:
        engine = TableEngine(english)
        Decoder(engine, CharTokenizer(1024)).decode(group, DecodeOptions(max_tokens=1))
        for rows, options in engine.calls:
            for row in rows:
                assert bounds.setdefault(row, options.max_tokens) == options.max_tokens
    # One token a character and the end of sentence: twice the length class, within the window.
    assert [bounds[text] for text in texts] == [1024, 256, 256, 512, 512, 1024]


def test_a_segment_gets_half_the_window():
    assert Decoder(TableEngine(english), CharTokenizer(512)).limit == 256
