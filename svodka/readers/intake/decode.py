"""Bytes -> text, for every format: byte order marks, UTF-8, UTF-16, and the single-byte Russian encodings.

UTF-8 that decodes is UTF-8, whatever was declared: Russian text in another encoding is practically never valid UTF-8.
Between windows-1251, koi8-r, cp866 and iso8859-5 a declaration counts only if its result looks Russian; else
charset-normalizer decides (on the first 60 letters and more it confused none of these four in 760 trials here).
"""

from __future__ import annotations

import codecs
import re

from svodka.errors import InputError
from svodka.regexes import regex

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_RUSSIAN = ["cp1251", "koi8_r", "cp866", "iso8859_5"]
_MAGIC = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a ZIP archive (or an Office document)",
    b"\x1f\x8b": "gzip-compressed data",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "an SQLite database",
    b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"ID3": "an MP3 file",
}  # fmt: skip
_DECLARED = regex(
    rb"""<(?:meta[^>]{0,200}charset|\?xml[^>]{0,80}encoding)\s*=\s*["']?([\w:.-]{2,40})""", re.IGNORECASE | re.ASCII
)
_SAMPLE = 20_000
_CONTROL = regex("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_TURNED = regex("[а-яё][А-ЯЁ]")
_COMMON = frozenset("оеаинтсрвлкОЕАИНТСРВЛК")


def decode(data: bytes, *, declared: str | None = None, lenient: bool = False) -> tuple[str, str]:
    """Text and the encoding it was read in (a Python codec name).

    ``declared`` is what a user or a header claims; an XML declaration or a meta tag at the beginning is heard, too. All
    may be wrong. ``lenient`` lets at most 1% of broken characters through as U+FFFD, for pages and feeds; otherwise any
    undecodable byte is an error.

    Raises InputError for binary data and for bytes that are text in no encoding known here.
    """
    data = without_mark(data)
    if wide := _wide(data):
        return _whole(data, wide, lenient), wide
    try:
        return _checked(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        broken = error
    claims = (_codec(declared), _codec(_in_document(data)))
    if nearly := _broken_utf8(data):
        few = nearly.count("\ufffd") * 100 <= sum(map(str.isalpha, nearly))
        if lenient and (few or "utf-8" in claims):
            return _checked(nearly), "utf-8"
        raise InputError(
            f"the text is UTF-8 but byte {broken.start} is broken ({data[broken.start : broken.start + 4]!r}); "
            "repair the file or convert it with iconv"
        ) from broken
    for encoding in (*claims, _detected(data[:_SAMPLE]), *_RUSSIAN):
        if encoding is None or encoding in {"utf-8", "ascii"}:
            continue
        try:
            text = data.decode(encoding, "replace" if lenient else "strict")
        except UnicodeError:
            continue
        if _russian(text):
            return _checked(text), encoding
    if lenient and (claimed := claims[0] or claims[1]):  # a page in another language: believe what it says
        return _checked(data.decode(claimed, "replace")), claimed
    raise InputError(
        f"byte {broken.start} is not UTF-8 and the text is not Russian in windows-1251, koi8-r, cp866 or iso8859-5; "
        "convert the file to UTF-8"
    )


def encoding_of(head: bytes, *, whole: bool, declared: str | None = None) -> str | None:
    """The encoding of a text that begins with ``head`` (cut anywhere unless ``whole``), None when it cannot be told.

    Raises InputError for binary data.
    """
    head = without_mark(head)
    if wide := _wide(head[: len(head) // 4 * 4] if not whole else head):
        return wide
    if not whole:  # up to the last line's end, or to the last whole character
        cut = max(head.rfind(b"\n"), head.rfind(b"\r")) + 1
        head = head[:cut] if cut else head.rstrip(bytes(range(128, 192)))[:-1]
    lines = [line for line in re.split(rb"[\r\n]+", head) if not line.isascii()]
    if lines and sum(map(_is_utf8, lines)) * 2 >= len(lines):
        return "utf-8"
    try:
        return decode(head, declared=declared, lenient=True)[1]
    except InputError:
        _checked(head.decode("latin-1"))
        return None


def _is_utf8(line: bytes) -> bool:
    try:
        return bool(line.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def without_mark(data: bytes) -> bytes:
    """The bytes without UTF-8's byte order marks at their beginning: templates glue them to text in any encoding."""
    while data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
    return data


def _wide(data: bytes) -> str | None:
    """The encoding that a byte order mark or the distribution of zeros tells. Raises InputError for binary data."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(f"found {what}, expected text; convert it to text or HTML first")
    if wide := _utf16_without_mark(data):
        return wide
    if b"\x00" in data[:_SAMPLE]:
        raise InputError("found binary data (NUL bytes), expected text")
    return None


def _in_document(data: bytes) -> str | None:
    """What an XML declaration or a meta tag says."""
    match = _DECLARED.search(data[:4096])
    return match[1].decode("ascii") if match else None


def _broken_utf8(data: bytes) -> str | None:
    """Russian UTF-8 with at most one broken character in five, these as U+FFFD: no other encoding has that."""
    text = data.decode("utf-8", "replace")
    few = text.count("\ufffd") * 5 <= sum(map(str.isalpha, text))
    return text if few and not text.isascii() and _russian(text) else None


def _whole(data: bytes, encoding: str, lenient: bool) -> str:
    try:
        return _checked(data.decode(encoding, "replace" if lenient else "strict"))
    except UnicodeDecodeError as error:
        raise InputError(f"the text claims {encoding} but byte {error.start} is broken: {error.reason}") from error


def _checked(text: str) -> str:
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) * 50 > len(sample):
        raise InputError("found binary data (control characters), expected text")
    return text


def _utf16_without_mark(data: bytes) -> str | None:
    """Russian UTF-16 has 0x04 or 0x00 in every other byte."""
    sample = data[: _SAMPLE // 10 * 2]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[0::2], sample[1::2]
    for high, low, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if sum(map(high.count, (0, 4, 0x20))) * 100 > 95 * len(high) and (4 in high or 0 not in low):
            return encoding
    return None


def _codec(name: str | None) -> str | None:
    if not name:
        return None
    try:
        codec = codecs.lookup(name.strip().strip("\"'"))
    except LookupError:
        return None
    # Only text encodings, never "zip", "hex" and their like.
    return codec.name if getattr(codec, "_is_text_encoding", False) and codec.name not in {"idna", "punycode"} else None


def _detected(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_RUSSIAN, threshold=0.4).best()
    return best.encoding if best else None


def _russian(text: str) -> bool:
    """Whether the letters beyond ASCII are distributed as in Russian: six of ten are common in running text."""
    letters = [c for c in text[:_SAMPLE] if c > "\x7f" and c.isalpha()]
    if not letters:
        return False
    common = sum(c in _COMMON for c in letters)
    # Read as the wrong one of these encodings, text has rare letters, or turns its case inside out within words.
    turned = len(_TURNED.findall(text[:_SAMPLE]))
    return common * 100 >= 40 * len(letters) and turned * 50 <= len(letters)
