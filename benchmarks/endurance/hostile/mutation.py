"""Bytes changed at random: what a broken cable, a bad export and an enemy make of a sound file."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

# What has broken parsers before; each stands in for a kind.
TOKENS = [
    *(
        token.encode("utf-8", "surrogatepass")
        for token in (
            "\x00",
            "\x1b[2J\x1b]0;title\x07",
            "\u009b31m",
            "\ud800",
            "\udfff\ud800",
            "\u202e",
            "\u200f\u200e",
            "\ufeff",
            "\u2028",
            "\x85",
            "\x0c",
            "\x0b",
            "\x1c",
            "\r",
            "\n\n\n",
            "\ufffe",
            "\U0010ffff",
            "é" * 200,
            "и\u0306" * 50,
            "Я" * 10_000,
            "a" * 10_000,
            "0" * 5_000,
            "-1",
            "1e999",
            "NaN",
            "-Infinity",
            "99999999999999999999",
            "null",
            "true",
            "[]",
            "{}",
            "[[[[",
            '{"a":',
            '"',
            "'",
            "\\",
            "\\u0000",
            "\\ud800",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "javascript:alert(1)",
            "</style>",
            "&#0;",
            "&#27;",
            "&#x9b;",
            "&#xd800;",
            "&#x110000;",
            "&lol;",
            "<!DOCTYPE x [<!ENTITY a 'b'>]>",
            "</article>",
            "<div>" * 50,
            "<b><i>" * 40,
            "%s%n{}",
            "{article}",
            "../../../etc/passwd",
            "=cmd|' /C calc'!A0",
            "sep=\x00",
            "\t\t\t",
            ",,,,,,",
            ";" * 100,
            "(" * 300,
            "«" * 300,
            "1 000 " * 200,
            "1,2." * 200,
            "А. " * 300,
            "- " * 300,
            "http://" * 80,
            "МОСКВА, 30 фев 0000, 25:61 – РИА",
            "32.13.2026",
            "2026-02-30T25:61:61+99:99",
            "0001-01-01",
            "9999-12-31T23:59:59-23:59",
            "Читайте также:\n" * 50,
            "@" * 500,
            "_" * 500,
            "*" * 500,
            "`" * 500,
            "|" * 500,
            "\u0301" * 500,
        )
    ),
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xff" * 50,
    b"\xed\xa0\x80",
    b"\xc0\x80",
    b"\xf8\x88\x80\x80\x80",
    b"\x1f\x8b",
    b"PK\x03\x04",
    b"WARC/1.0\r\n",
    b"PAR1",
    b"\x00" * 4096,
    b"+ADw-script+AD4-",
    b"\x1b$B",
    b"\x80\x9b\x1b[31m",
]
_ENCODINGS = ("utf-8", "cp1251", "koi8-r", "cp866", "utf-16", "utf-16-be", "utf-32", "iso8859-5", "utf-7")

_LONGEST = 4_000_000
Change = Callable[[random.Random, bytearray, Sequence[bytes]], bytearray]


def mutated(rng: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """The bytes after one to six changes; ``others`` are what may be spliced in."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        out = rng.choice(_CHANGES)(rng, out, others)[:_LONGEST]
    return bytes(out)


def _place(rng: random.Random, data: bytearray) -> int:
    return rng.randrange(len(data) + 1)


def _flip(rng: random.Random, data: bytearray, others: Sequence[bytes]) -> bytearray:
    for _ in range(rng.choice((1, 4, 32))):
        if data:
            data[rng.randrange(len(data))] = rng.randrange(256)
    return data


def _cut(rng: random.Random, data: bytearray, others: Sequence[bytes]) -> bytearray:
    begin = _place(rng, data)
    del data[begin : begin + rng.choice((1, 10, 1000, len(data)))]
    return data


def _truncate(rng: random.Random, data: bytearray, others: Sequence[bytes]) -> bytearray:
    return data[: _place(rng, data)]


def _double(rng: random.Random, data: bytearray, others: Sequence[bytes]) -> bytearray:
    begin = _place(rng, data)
    part = data[begin : begin + rng.choice((1, 5, 60, 2000))]
    times = rng.choice((2, 10, 500, 5000))
    data[begin:begin] = part * min(times, 1 + 1_000_000 // (len(part) + 1))
    return data


def _token(rng: random.Random, data: bytearray, others: Sequence[bytes]) -> bytearray:
    for _ in range(rng.choice((1, 1, 5, 40))):
        begin = _place(rng, data)
        data[begin:begin] = rng.choice(TOKENS)
    return data


def _instead(rng: random.Random, data: bytearray, others: Sequence[bytes]) -> bytearray:
    """A token in the place of what stands between two marks: a value, an attribute, a tag."""
    marks = b"\"'<>,;\t\n:="
    begin = _place(rng, data)
    while begin < len(data) and data[begin] not in marks:
        begin += 1
    end = begin + 1
    while end < len(data) and data[end] not in marks:
        end += 1
    data[begin + 1 : end] = rng.choice(TOKENS)
    return data


def _splice(rng: random.Random, data: bytearray, others: Sequence[bytes]) -> bytearray:
    other = rng.choice(others)
    begin, there = _place(rng, data), rng.randrange(len(other) + 1)
    return data[:begin] + other[there : there + rng.choice((50, 5000, len(other)))] + data[begin:]


def _shuffle(rng: random.Random, data: bytearray, others: Sequence[bytes]) -> bytearray:
    mark = rng.choice((b"\n", b">", b",", b" "))
    parts = data.split(mark)
    rng.shuffle(parts)
    return bytearray(mark).join(parts)


def _encode(rng: random.Random, data: bytearray, others: Sequence[bytes]) -> bytearray:
    text = data.decode(rng.choice(_ENCODINGS[:2]), "replace")
    half = len(text) // rng.choice((1, 2, 4))
    first, second = rng.choice(_ENCODINGS), rng.choice(_ENCODINGS)
    return bytearray(text[:half].encode(first, "replace") + text[half:].encode(second, "replace"))


_CHANGES: tuple[Change, ...] = (
    *(_flip, _cut, _truncate, _double, _token, _token, _instead, _instead, _splice, _shuffle, _encode),
)
