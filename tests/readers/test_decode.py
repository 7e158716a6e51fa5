"""Encodings: every usual one of Russian text, wrong declarations, and bytes that are no text."""

import pytest

from svodka.errors import InputError
from svodka.readers.intake.decode import decode

TEXT = "Губернатор Заречья отложил запуск переправы. «Причал» не готов, сообщил источник.\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251"])
def test_encodings(encoding):
    assert decode(TEXT.encode(encoding))[0] == TEXT


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866", "iso8859-5"])
def test_encodings_without_guillemets(encoding):
    text = TEXT.replace("«", '"').replace("»", '"')
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize("declared", ["utf-8", "koi8-r", "iso-8859-1", "no-such-charset", "hex", ""])
def test_a_wrong_declaration_is_not_believed(declared):
    assert decode(TEXT.encode("cp1251"), declared=declared) == (TEXT, "cp1251")
    assert decode(TEXT.encode("utf-8"), declared=declared) == (TEXT, "utf-8")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"%PDF-1.7 ...", "PDF"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"PK\x03\x04abc", "ZIP"), (b"abc\x00def" * 9, "NUL"),
        (bytes(range(128, 256)) * 8, "not UTF-8"), (bytes(range(1, 9)) * 50, "control"), (b"\xff\xfe\x00", "broken"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_an_error(data, found):
    with pytest.raises(InputError, match=found):
        decode(data)


def test_one_broken_byte_is_an_error_for_a_file_and_a_replacement_for_a_page():
    data = TEXT[:33].encode() + b"\xff" + TEXT[33:].encode()
    with pytest.raises(InputError, match="byte 63 is broken"):
        decode(data)
    assert decode(data, lenient=True) == (TEXT[:33] + "\ufffd" + TEXT[33:], "utf-8")
