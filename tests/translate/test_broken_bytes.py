"""Bytes that are no text are a defect, and never stand in a translation, whatever the decoder gave."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.engines.protocol import DecodeOptions
from translate.checks import check, unbroken
from translate.decoding import Decoded
from translate.repair import translate_segments

from .conftest import train_pieces

SOURCE = "Мэр города объявил о ремонте моста."


class Fixed:
    """A decoder that gives one text whatever it is asked."""

    scored = False
    limit = 64

    def __init__(self, text):
        self.text = text

    def decode(self, texts, options):
        return [Decoded(self.text, -0.1) for _ in texts]

    def nbest(self, texts, options, hypotheses):
        return [(Decoded(self.text, -0.1),) for _ in texts]


@pytest.fixture(scope="module")
def pieces():
    _, processor = train_pieces(["The mayor announced the repair of the bridge."], vocab_size=300, byte_fallback=True)
    return processor


@given(before=st.binary(max_size=6), after=st.binary(max_size=6))
def test_byte_pieces_that_are_no_utf8_are_flagged_and_left_out(pieces, before, after):
    row = [f"<0x{byte:02X}>" for byte in before] + ["▁The", "▁mayor"] + [f"<0x{byte:02X}>" for byte in after]
    text = pieces.decode(row)
    (outcome,) = translate_segments(Fixed(text), [SOURCE], DecodeOptions(), repair=True, rerank=False)
    assert "\ufffd" not in outcome.text and "<0x" not in outcome.text
    assert "mayor" in outcome.text
    sound = before.decode("utf-8", "replace") + after.decode("utf-8", "replace")
    assert ("broken" in [flag.kind for flag in outcome.flags]) == ("\ufffd" in sound)


def test_what_is_left_of_nothing_else_is_empty():
    (outcome,) = translate_segments(Fixed("\ufffd <0xD0>"), [SOURCE], DecodeOptions(), repair=False, rerank=False)
    assert (outcome.text, [flag.kind for flag in outcome.flags]) == ("", ["empty"])


def test_a_whole_hypothesis_stays_as_it_is():
    text = "The  mayor — “spoke”."
    assert unbroken(text) is text and not check(SOURCE, "The mayor announced the repair of the bridge.").flags
