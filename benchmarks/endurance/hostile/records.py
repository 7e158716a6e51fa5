"""Hostile records from a grammar: JSON, tables, archives, and the files of svodka's own."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from benchmarks.endurance.hostile.grammar import SENTENCE, Rule

_KEYS = (
    "id",
    "headline",
    "title",
    "text",
    "body",
    "content",
    "url",
    "source",
    "published",
    "date",
    "author",
    "lang",
    "removed",
    "notes",
    "duplicate_of",
    "updates",
    "tags",
    "content_html",
    "messages",
    "type",
    "name",
    "date_unixtime",
    "items",
)


_TYPES = ("text/html", "text/html; charset=zlib", "text/plain;charset=" + "x" * 999, "a" * 9_999, ";;;=")


def odd_value(rng: random.Random, depth: int = 0) -> Any:
    odd = (
        None,
        True,
        False,
        0,
        -1,
        10**400,
        1e308,
        float("inf"),
        float("nan"),
        "",
        " ",
        "\x00",
        "\ud800",
        "\x1b[31m",
        "\x9b1m",
        "я" * 10_000,
        "0" * 5_000,
        "-" * 300,
        [],
        {},
        [[]],
        [None],
        {"": None},
        "=1+1",
        "javascript:alert(1)",
        "\u202e",
        "<script>alert(1)</script>",
        "1899-12-30",
        "9" * 30,
        "45000.5",
        "1788000000000000",
        SENTENCE,
        "http://[::1",
        1788000000,
        "\r",
    )
    if depth < 3 and rng.random() < 0.3:
        inner = [odd_value(rng, depth + 1) for _ in range(rng.randrange(4))]
        return inner if rng.random() < 0.5 else dict(zip(rng.choices(_KEYS, k=4), inner, strict=False))
    return rng.choice(odd)


def _record(rng: random.Random) -> dict[str, Any]:
    record: dict[str, Any] = {"headline": "Мэр города", "text": SENTENCE * 3, "date": "2026-09-01"}
    return record | {rng.choice(_KEYS): odd_value(rng) for _ in range(rng.choice((1, 2, 5)))}


def _dumped(value: Any) -> str:
    import sys

    sys.set_int_max_str_digits(0)
    try:
        return json.dumps(value)
    finally:
        sys.set_int_max_str_digits(4300)


def _lines(rng: random.Random) -> bytes:
    return "\n".join(_dumped(_record(rng)) for _ in range(rng.choice((1, 8)))).encode()


def _deep(rng: random.Random) -> bytes:
    depth = rng.choice((500, 5_000, 200_000))
    inner = rng.choice(("[", '{"a":', '[{"text":'))
    line = inner * depth if rng.random() < 0.5 else "[" * depth + "]" * depth
    return f'{{"headline": "Мэр", "text": {line}\n'.encode() + _lines(rng)


def _array(rng: random.Random) -> bytes:
    records: list[Any] = [_record(rng) if rng.random() < 0.7 else odd_value(rng) for _ in range(5)]
    shape = rng.choice(("items", "articles", "data", "hits", "", "version"))
    return _dumped({shape: records, "version": odd_value(rng), "title": odd_value(rng)} if shape else records).encode()


def _telegram(rng: random.Random) -> bytes:
    messages = [
        {
            "id": odd_value(rng),
            "type": rng.choice(("message", "service", 5)),
            "text": rng.choice((SENTENCE, [SENTENCE, {"text": SENTENCE}])),
        }
        | {rng.choice(("id", "text", "date", "date_unixtime", "author", "forwarded_from")): odd_value(rng)}
        for _ in range(4)
    ]
    if rng.random() < 0.5:
        messages.append(odd_value(rng))
    chat = {"name": odd_value(rng), "type": odd_value(rng), "messages": messages}
    return _dumped({"chats": {"list": [chat, odd_value(rng)]}} if rng.random() < 0.5 else chat).encode()


def _table(rng: random.Random) -> bytes:
    separator = rng.choice((",", ";", "\t", "|", "\x00", "\x1b", '"', " ", "я"))
    head = rng.choice(("", f"sep={separator}\n", "sep=\n", "sep=;;\n", '"sep=,"\r', "\n" * 200, ",,,,\n" * 15, "﻿"))
    names = rng.choice(
        (["title", "text"], ["text"] * 50, ["a"] * 10_000, ["title", "text", ""], [""], ["text\x00", "\x1b[1m"])
    )
    cell = rng.choice(
        ('"', '""', '"a\nb', SENTENCE, "\x00", "x" * 200_000, "=1+1", '\\"', "\r", "'", '"' * 999, "\ud800")
    )
    rows = "".join(
        separator.join(rng.choice((cell, SENTENCE)) for _ in range(rng.choice((1, 2, 3, 60))))
        + rng.choice(("\n", "\r", "\r\n"))
        for _ in range(20)
    )
    return (head + separator.join(names) + "\n" + rows).encode(
        rng.choice(("utf-8", "utf-8", "cp1251", "utf-16")), "replace"
    )


@cache
def _zeros(coding: str) -> bytes:
    """60 MB of nothing, packed."""
    import bz2
    import lzma

    import zstandard

    zeros = bytes(60_000_000)
    if coding == "bzip2":
        return bz2.compress(zeros, 1)
    if coding == "xz":
        return lzma.compress(zeros, preset=0)
    return zstandard.ZstdCompressor().compress(zeros) if coding == "zstd" else gzip.compress(zeros, 1)


def _warc(rng: random.Random) -> bytes:
    body = rng.choice(
        (
            SENTENCE.encode() * 20,
            gzip.compress(SENTENCE.encode() * 20)[: rng.choice((20, 9999))],
            _zeros("gzip"),
            b"5\r\nab",
            b"ffffffffffff\r\nab",
            b"-5\r\nab\r\n",
            b"",
            b"\x28\xb5\x2f\xfd" + bytes(50),
            b"\x8b" * 500,
        )
    )
    http = (
        rng.choice(("HTTP/1.1 200 OK", "HTTP/1.1", "", "HTTP/1.1 200", "\x1b 200 OK", "HTTP/9.9 -1 x"))
        + "\r\n"
        + rng.choice(("", "Transfer-Encoding: chunked\r\n"))
        + f"Content-Encoding: {rng.choice(('gzip', 'br', 'zstd', 'deflate', 'gzip, br', 'x' * 9_999, chr(27)))}\r\n"
        + f"Content-Type: {rng.choice(_TYPES)}\r\n"
        + rng.choice(("", "X: y\r\n" * 5_000, ": \r\n", "no colon\r\n", "A" * 100_000 + "\r\n"))
    )
    payload = http.encode() + b"\r\n" + body
    length = rng.choice((len(payload), len(payload), 0, -1, 10**15, "x", "", len(payload) // 2, len(payload) + 50))
    uri = rng.choice(("http://e.org/1", "\x1b[31m", "javascript:1", "x" * 10_000, "http://[::1", ""))
    kind = rng.choice(("response", "response", "resource", "conversion", "revisit", "warcinfo", "", "\x00"))
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n"
    record = head.encode() + payload + b"\r\n\r\n"
    return record * rng.choice((1, 3)) if rng.random() < 0.7 else gzip.compress(record, 1)


def _archive(rng: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(
        out, "w", rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))
    ) as archive:
        for _ in range(rng.choice((1, 1, 5, 300))):
            name = rng.choice(
                (
                    "a.html",
                    "../../a.txt",
                    "/etc/passwd",
                    "\x1b[31m.txt",
                    "a" * 5_000 + ".txt",
                    "x.zip",
                    "a/",
                    ".b",
                    "x.gz",
                    "n.json",
                )
            )
            data = rng.choice(
                (
                    SENTENCE.encode(),
                    b"",
                    gzip.compress(gzip.compress(gzip.compress(SENTENCE.encode()))),
                    rng.randbytes(50),
                )
            )
            if rng.random() < 0.001:
                data = bytes(80_000_000)
            archive.writestr(zipfile.ZipInfo(name), data)
    made = out.getvalue()
    return made if rng.random() < 0.6 else made.replace(b"a.html", b"b\xff\x00tml", 1)


def _bomb(rng: random.Random) -> bytes:
    coding = rng.choice(("gzip", "bzip2", "xz", "zstd", "twice"))
    return gzip.compress(_zeros("gzip"), 1) if coding == "twice" else _zeros(coding)


def _glossary(rng: random.Random) -> bytes:
    left = rng.choice(
        ("Мост", "", "\x00", "я" * 10_000, "Bridge", "а " * 2_000, "(", "[", "\\", "#", "\ud800", "1", "-", "\x1b[1m")
    )
    right = rng.choice(("Bridge", "", "Мост", "\x1b[31m", "$1\\1", "x" * 10_000, "\ud800", "\x00"))
    gap = rng.choice(("\t", "\t", "\t\t", " ", "", "\x0b"))
    return "\n".join([f"Мэр{gap}Mayor", f"{left}{gap}{right}"] * rng.choice((1, 2_000))).encode(
        "utf-8", "surrogatepass"
    )


def _prompt(rng: random.Random) -> bytes:
    fence = "<article>\n{article}\n</article>"
    parts = {
        "description": rng.choice(('"x"', "5", "[]", '""')),
        "kind": rng.choice(('"chat"', '"prefix"', "5", "[]")),
        "system": rng.choice(('"You {x}"', '"{"', '"}"', '"{{}}"', "1", '"{article}"', '"' + "{a}" * 5_000 + '"')),
        "user": f'"""{fence if rng.random() < 0.7 else "{article}{article}"}"""',
        "variables": rng.choice(
            ('["article"]', "[]", "{}", '"article"', "[1]", "[[]]", '["article", "x", "x"]', "2026-01-01")
        ),
        "defaults": rng.choice(("{}", '{x = "y"}', "{x = 1}", "[]", '{article = "z"}', "{x = {y = 1}}")),
    }
    for _ in range(rng.choice((0, 1, 2))):
        parts[rng.choice((*parts, "task", "zzz"))] = rng.choice(
            ("1", "nan", "[" * 3_000, "{a.b.c = 1}", '"\\ud800"', '"\\u001b[1m"', "true", "0o7")
        )
    return "\n".join(f"{key} = {value}" for key, value in parts.items()).encode()


def _large_lines(rng: random.Random) -> bytes:
    return b'{"headline": "x", "text": "' + SENTENCE.encode() * rng.choice((80_000, 550_000)) + b'"}\n' + _lines(rng)


def _large_table(rng: random.Random) -> bytes:
    unit = rng.choice((b"y", SENTENCE.encode(), b'"', b","))
    return b"title,text\nx," + unit * (60_000_000 // len(unit))


RULES: Mapping[str, Sequence[Rule]] = {
    "jsonl": (_lines, _lines, _lines, _deep, _array),
    "json": (_array, _array, _array, _deep, _lines),
    "telegram": (_telegram, _telegram, _deep),
    "csv": (_table,),
    "tsv": (_table,),
    "warc": (_warc,),
    "archive": (_archive, _archive, _archive, _archive, _bomb),
    "glossary": (_glossary,),
    "prompt": (_prompt,),
}
LARGE: Mapping[str, Sequence[Rule]] = {"jsonl": (_large_lines,), "csv": (_large_table,), "json": (_large_lines,)}
