"""Hostile documents from a grammar, as strategies of hypothesis. `RULES` maps a format to its kinds of bytes by name.

`LARGE` are those that are as large as the bounds of reading allow or larger; they are drawn seldom.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import zipfile
from collections.abc import Mapping
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from benchmarks.endurance.hostile.mutation import (
    ACTIVE,
    ADDRESSES,
    DATES,
    ENCODINGS,
    ESCAPES,
    KEYS,
    MARKUP,
    ODD_CHARACTERS,
    ODD_VALUES,
    RANDOM,
    RUNS,
    TOKENS,
    one,
    words,
)

SENTENCE = (
    "Власти Заречья перенесли открытие переправы на апрель, сообщил источник в администрации 12 марта 2026 года. "
)
Part = str | tuple[str, ...] | SearchStrategy[str]
Rules = Mapping[str, SearchStrategy[bytes]]


def part(text: Part) -> SearchStrategy[str]:
    """A text, one of several, or what a strategy gives."""
    return text if isinstance(text, SearchStrategy) else one((text,) if isinstance(text, str) else text)


def joined(*parts: Part) -> SearchStrategy[str]:
    """The parts one behind the other."""
    return st.tuples(*map(part, parts)).map("".join)


def times(text: Part, *counts: int) -> SearchStrategy[str]:
    """The same part so often."""
    return st.builds(lambda unit, count: unit * count, part(text), one(counts))


def many(text: Part, least: int, most: int) -> SearchStrategy[str]:
    """So many parts, each drawn anew."""
    return st.lists(part(text), min_size=least, max_size=most).map("".join)


def utf8(text: SearchStrategy[str]) -> SearchStrategy[bytes]:
    return text.map(lambda t: t.encode("utf-8", "surrogatepass"))


def coded(text: SearchStrategy[str], *encodings: str) -> SearchStrategy[bytes]:
    return st.builds(lambda t, encoding: t.encode(encoding, "replace"), text, one(encodings or ENCODINGS))


def page(inner: Part, head: Part = "") -> SearchStrategy[bytes]:
    top = "<!DOCTYPE html><html><head><meta charset=utf-8>"
    title = "<title>Заголовок</title></head><body><h1>Заголовок дня</h1>"
    return utf8(joined(top, head, title, inner, "</body></html>"))


def feed(entries: Part, head: Part = "", end: str = "</channel></rss>") -> SearchStrategy[bytes]:
    top = '<rss version="2.0"><channel><title>Вести</title>'
    return utf8(joined('<?xml version="1.0" encoding="utf-8"?>', head, top, entries, end))


NOISE = st.builds(lambda rng, size: rng.randbytes(size), RANDOM, one((0, 1, 2, 3, 100, 5_000, 100_000)))
BODY = many((f"<p>{SENTENCE}</p>", f"<p>{SENTENCE * 3}</p>"), 8, 8)
TAGS = words("div b table ul li font blockquote span section td svg a p form")
RUN = joined(
    f"Мэр города\n\n{SENTENCE}",
    st.builds(
        lambda units, times: (unit := "".join(units)) * min(times, 200_000 // len(unit)),
        st.lists(one(RUNS), min_size=1, max_size=3), one((50, 1_000, 20_000)),
    ),
    ("", "я", "!", ")", "x"), f"\n\n{SENTENCE}",
)  # fmt: skip
RUNS_APART = st.builds(
    lambda runs, between, again: f"{SENTENCE}\n{(between.join(runs) + between) * again}\n{SENTENCE}",
    st.lists(times(RUNS, 1, 3, 40), min_size=30, max_size=60), one(("", " ", "\n")), one((1, 20)),
)  # fmt: skip
ESCAPED = joined(ESCAPES, "Мэр", ESCAPES, " города\n\n", many(joined(tuple(SENTENCE.split()), ESCAPES), 30, 60))

DEEP = st.builds(
    lambda tag, depth, body, closed: f"<{tag}>" * depth + body + f"</{tag}>" * depth * closed,
    one(TAGS), one((100, 1_000, 10_000, 100_000)), BODY, st.booleans(),
)  # fmt: skip
ATTRIBUTES = st.builds(
    lambda count, long, body: (
        f'<div {" ".join(f"a{n}={n}" for n in range(count))} class="{long} article content" style="{long}">{body}</div>'
    ),
    one((100, 10_000)), times("x", 10_000, 1_000_000), BODY,
)  # fmt: skip
SCRIPTS = st.tuples(one(MARKUP), one(ACTIVE), BODY).flatmap(
    lambda t: page(
        f"<h1>{t[0]} Мэр {t[0]}</h1><article>{t[0]}{t[2]}<p>{t[0]} сказал он {t[0]}.</p></article>",
        f"<meta property=\"og:title\" content='{t[0]}'><meta name=author content='{t[0]}'><link rel=canonical "
        f'href="{t[1]}"><meta property="og:url" content="{t[1]}"><base href="{t[1]}">',
    )
)
_SCHEMA_KEYS = words("@graph @id @type author headline datePublished articleBody publisher url mainEntityOfPage")
SCHEMA = page(
    joined("<time datetime='", DATES, f"'></time><table>{'<tr>' * 500}</table>", BODY),
    joined(
        "<script type='application/ld+json'>",
        times("[", 50, 5_000, 100_000)
        | st.dictionaries(one(_SCHEMA_KEYS), ODD_VALUES, min_size=1).map(
            lambda odd: json.dumps([{"@type": "NewsArticle"} | odd, {"@graph": [odd, {"@id": {"@id": "#a"}}]}])
        )
        | one(("null", "[null]", '{"@type": "NewsArticle", "@id": "#a", "author": {"@id": "#a"}}')),
        "</script><meta property='article:published_time' content='", DATES, "'>",
    ),
)  # fmt: skip
ENTITIES = st.builds(
    lambda body, entity: body.replace(" ", entity),
    BODY,
    times(("&#0;", "&#27;", "&#155;", "&#xd800;", "&#x110000;", "&#99999999999;", "&amp;", "&shy;", "&", "&#"), 1, 20),
)  # fmt: skip
MANY = times((f"<p>{SENTENCE}</p>", "<p>а</p>", "<br>", "<a href=/>Ещё новость дня</a>", "<p>", "а<br>"), 1_000, 20_000)
CHARSETS = (*ENCODINGS, "x-user-defined", "idna", "rot13", "zlib", "hex", "\x00", "utf-8" * 2000, "")
LIES = coded(joined("<html><head><meta charset='", CHARSETS, "'><title>Мэр</title><body>", BODY))

ENTRY = st.integers(0, 10**9).map(
    lambda n: f"<item><title>Мэр {n}</title><link>http://e.org/{n}</link><description>{SENTENCE}</description></item>"
)
ENTITY_BOMB = feed(
    joined(ENTRY, f"<item><title>&e1;</title><description>&e2; {SENTENCE}</description></item>"),
    joined(
        '<!DOCTYPE rss [<!ENTITY e0 "лол">',
        one((3, 10, 30)).map(
            lambda most: "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, most))
        ) | one(('<!ENTITY e1 SYSTEM "file:///etc/passwd">', '<!ENTITY % e SYSTEM "http://127.0.0.1:9/x"> %e;')),
        "]>",
    ),
)  # fmt: skip
_FEED_TAGS = words("title link pubDate guid description author category enclosure source content")
_FEED_VALUES = (
    TOKENS
    | ESCAPES
    | DATES
    | one(ADDRESSES)
    | times(("<b>", "<title>", "&amp;", "Я"), 100, 5_000)
    | one(("", "<![CDATA[", f"<![CDATA[{'x' * 100_000}]]>"))
)
ODD_ENTRY = st.builds(
    lambda tag, value, entry, count: (
        f"<item><{tag}>{value}</{tag}><description>{SENTENCE}</description></item>{entry}" * count
    ),
    one(_FEED_TAGS), _FEED_VALUES, ENTRY, one((1, 20)),
)  # fmt: skip
OPML = utf8(
    st.builds(
        lambda inner, address, count: (
            f"<opml version='2.0'><body>{inner.replace('{}', address) * count}</body></opml>"
        ),
        one(('<outline xmlUrl="{}"/>', '<outline type="rss" htmlUrl="{}" text="{}"/>', "<outline>" * 5_000)),
        one(ADDRESSES) | ODD_CHARACTERS | st.just("http://" + "ж" * 9_999), one((1, 10, 300)),
    )
)  # fmt: skip

RECORD = st.dictionaries(one(KEYS), ODD_VALUES, min_size=1, max_size=4).map(
    lambda odd: {"headline": "Мэр города", "text": SENTENCE * 3, "date": "2026-09-01"} | odd
)
LINES = st.lists(RECORD.map(json.dumps), min_size=1, max_size=4).map("\n".join)
DEEP_JSON = joined(
    '{"headline": "Мэр", "text": ',
    times(("[", '{"a":', '[{"text":'), 500, 5_000, 200_000) | one((500, 200_000)).map(lambda n: "[" * n + "]" * n),
    "\n", LINES,
)  # fmt: skip
ARRAY = st.builds(
    lambda shape, records, odd: json.dumps({shape: records, "title": odd, "version": odd} if shape else records),
    one(("items", "articles", "data", "hits", "", "version")), st.lists(RECORD | ODD_VALUES, min_size=1, max_size=5),
    ODD_VALUES,
)  # fmt: skip
_MESSAGE = st.builds(
    lambda kind, text, odd: {"id": 5, "type": kind, "text": text} | odd,
    one(("message", "message", "service", 5)), one((SENTENCE, [SENTENCE, {"text": SENTENCE}])),
    st.dictionaries(one(words("id text date date_unixtime author forwarded_from")), ODD_VALUES, min_size=1),
)  # fmt: skip
TELEGRAM = st.builds(
    lambda name, kind, messages, account: json.dumps(
        {"chats": {"list": [{"name": name, "type": kind, "messages": messages}, kind]}}
        if account
        else {"name": name, "type": kind, "messages": messages}
    ),
    *(ODD_VALUES, ODD_VALUES, st.lists(_MESSAGE | ODD_VALUES, min_size=1, max_size=4), st.booleans()),
)

_SEPARATORS = (",", ";", "\t", "|", "\x00", "\x1b", '"', " ", "я")
_HEADS = ("", "sep=,\n", "sep=\x00\n", "sep=\n", "sep=;;\n", '"sep=,"\r', "\n" * 200, ",,,,\n" * 15, "\ufeff")
_ODD_CELLS = one(('"', '""', '"a\nb', "\x00", "x" * 200_000, '\\"', "\r", "'", '"' * 999, "\ud800"))
_CELLS = st.booleans().flatmap(lambda odd: _ODD_CELLS if odd else TOKENS)
_NAMES = one((["title", "text"], ["text"] * 50, ["a"] * 10_000, ["title", "text", ""], [""], ["text\x00", "\x1b[1m"]))
TABLE = coded(
    st.tuples(one(_SEPARATORS), _CELLS).flatmap(
        lambda t: joined(
            _HEADS, _NAMES.map(t[0].join), "\n",
            many(joined(one((1, 2, 60)).map(lambda n: t[0].join([t[1], SENTENCE] * n)), ("\n", "\r", "\r\n")), 1, 20),
        )
    ),
    "utf-8", "utf-8", "cp1251", "utf-16",
)  # fmt: skip


@cache
def zeros(coding: str) -> bytes:
    """60 MB of nothing, packed."""
    import zstandard

    nothing = bytes(60_000_000)
    packers = {
        "gzip": lambda: gzip.compress(nothing, 1),
        "bzip2": lambda: bz2.compress(nothing, 1),
        "xz": lambda: lzma.compress(nothing, preset=0),
        "zstd": lambda: zstandard.ZstdCompressor().compress(nothing),
        "twice": lambda: gzip.compress(zeros("gzip"), 1),
        "zip": lambda: _zip(zipfile.ZIP_DEFLATED, [("a.html", nothing), ("b.html", nothing)], 1, False),
    }
    return packers[coding]()


def _warc(body: bytes, http: str, length: Any, uri: str, kind: str, count: int, packed: bool) -> bytes:
    payload = http.encode("utf-8", "surrogatepass") + b"\r\n" + body
    length = {"right": len(payload), "half": len(payload) // 2, "over": len(payload) + 50}.get(length, length)
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n"
    record = (head.encode("utf-8", "surrogatepass") + payload + b"\r\n\r\n") * count
    return gzip.compress(record, 1) if packed else record


_BODIES = (SENTENCE.encode() * 20, gzip.compress(SENTENCE.encode() * 20), gzip.compress(SENTENCE.encode())[:20],
           b"", b"5\r\nab",
           b"ffffffffffff\r\nab", b"-5\r\nab\r\n", b"\x28\xb5\x2f\xfd" + bytes(50), b"\x8b" * 500)  # fmt: skip
_TYPES = ("text/html", "text/html; charset=zlib", "text/plain;charset=" + "x" * 999, "a" * 9_999, ";;;=")
WARC = st.builds(
    _warc,
    one(_BODIES) | st.builds(zeros, st.just("gzip")),
    joined(
        ("HTTP/1.1 200 OK", "HTTP/1.1", "", "HTTP/1.1 200", "\x1b 200 OK", "HTTP/9.9 -1 x"), "\r\n",
        ("", "Transfer-Encoding: chunked\r\n"), "Content-Encoding: ",
        ("gzip", "br", "zstd", "deflate", "gzip, br", "x" * 9_999, "\x1b"), "\r\nContent-Type: ", _TYPES, "\r\n",
        ("", "X: y\r\n" * 5_000, ": \r\n", "no colon\r\n", "A" * 100_000 + "\r\n"),
    ),
    one(("right", "right", "half", "over", 0, -1, 10**15, "x", "")),
    one(("http://e.org/1", "", "x" * 10_000, "\x1b[31m", *ADDRESSES)),
    one(("response", "response", "resource", "conversion", "revisit", "warcinfo", "", "\x00")),
    one((1, 3)), st.booleans(),
)  # fmt: skip


def _zip(compression: int, members: list[tuple[str, bytes]], count: int, broken: bool) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in members * count:
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue().replace(b"a.html", b"b\xff\x00tml", broken)


ZIP = st.builds(
    _zip,
    one((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)),
    st.lists(
        st.tuples(
            one(("a.html", "a.html", "../../a.txt", "/etc/passwd", "\x1b[31m.txt", "a" * 5_000 + ".txt", "x.zip", "a/",
                 ".b", "x.gz", "n.json")),
            one((SENTENCE.encode(), b"", gzip.compress(gzip.compress(gzip.compress(SENTENCE.encode())))))
            | st.binary(max_size=50),
        ),
        min_size=1, max_size=5,
    ),
    one((1, 1, 1, 60)), st.booleans(),
)  # fmt: skip
BOMB = st.builds(zeros, one(("gzip", "bzip2", "xz", "zstd", "twice", "zip")))

GLOSSARY = utf8(
    times(
        joined(
            "Мэр\tMayor\n",
            one(("Мост", "", "я" * 10_000, "а " * 2_000, "(", "[", "#", "1", "-")) | ESCAPES | TOKENS,
            ("\t", "\t", "\t\t", " ", "", "\x0b"),
            one(("Bridge", "", "Мост", "$1\\1", "x" * 10_000)) | ESCAPES | TOKENS,
            "\n",
        ),
        *(1, 2_000),
    )
)
_FENCE = "<article>\n{article}\n</article>"
_PROMPT = {
    "description": ('"x"', "5", "[]", '""'),
    "kind": ('"chat"', '"prefix"', "5", "[]"),
    "system": ('"You {x}"', '"{"', '"}"', '"{{}}"', "1", '"{article}"', '"' + "{a}" * 5_000 + '"'),
    "user": (f'"""{_FENCE}"""', f'"""{_FENCE}"""', '"{article}{article}"'),
    "variables": ('["article"]', "[]", "{}", '"article"', "[1]", "[[]]", '["article", "x", "x"]', "2026-01-01"),
    "defaults": ("{}", '{x = "y"}', "{x = 1}", "[]", '{article = "z"}', "{x = {y = 1}}"),
}
_ODD_TOML = ("1", "nan", "[" * 3_000, "{a.b.c = 1}", '"\\ud800"', '"\\u001b[1m"', "true", "0o7")
PROMPT = st.builds(
    lambda parts, odd: "\n".join(f"{key} = {value}" for key, value in (parts | odd).items()).encode(),
    st.fixed_dictionaries({key: one(values) for key, values in _PROMPT.items()}),
    st.dictionaries(one((*_PROMPT, "task", "zzz")), one(_ODD_TOML), max_size=2),
)

_RUN, _ESCAPES, _JSON = (
    {"run": utf8(RUN)},
    {"escapes": utf8(ESCAPED), "noise": NOISE},
    {"lines": utf8(LINES), "deep": utf8(DEEP_JSON), "array": utf8(ARRAY)},
)
RULES: Mapping[str, Rules] = {
    "html": {
        "deep": page(DEEP),
        "mixed_deep": page(times(many(joined("<", TAGS, ">", ("", "Да. ", SENTENCE)), 30, 60), 50)),
        "attributes": page(ATTRIBUTES),
        "scripts": SCRIPTS,
        "schema": SCHEMA,
        "entities": page(ENTITIES),
        "many": page(MANY),
        "lies": LIES,
        **_RUN,
        **_ESCAPES,
    },
    "feed": {
        "bomb": ENTITY_BOMB,
        "odd_feed": feed(ODD_ENTRY),
        "many_entries": feed(times(ENTRY, *[100] * 9, 5_000)),
        "deep_feed": feed(joined("<item><title>Мэр</title><description>", times("<x>", *[200, 5_000] * 5, 100_000))),
        "noise": NOISE,
    },
    "text": {
        **_RUN,
        "runs_apart": utf8(RUNS_APART),
        **_ESCAPES,
        "surrogates": utf8(joined("Мэр города \ud800\n\n", SENTENCE, "\udfff", ODD_CHARACTERS, SENTENCE)),
        "name": utf8(
            st.builds(
                lambda rng, k: "".join(rng.choices("абвгдежзиклмнопрст", k=k)), RANDOM, one((1_000, 10_000, 100_000))
            )
            .map(str.title)
            .map(lambda n: f"{n} прибыл\n\nМэр {n} заявил, что {n} не приедет. {SENTENCE}«{n}», — сказал он.")
        ),
        "marks": utf8(joined(times("\u200f\u202e", 1, 5_000), ("", SENTENCE, "שלום " * 50, "مرحبا "))),
        "mixed": st.lists(coded(st.just(SENTENCE)), min_size=2, max_size=30).map(b"\n".join),
    },
    "markdown": {**_RUN, "runs_apart": utf8(RUNS_APART), **_ESCAPES},
    "opml": {"opml": OPML, "bomb": ENTITY_BOMB, "noise": NOISE},
    "jsonl": _JSON,
    "json": _JSON,
    "telegram": {"telegram": utf8(TELEGRAM), "deep": _JSON["deep"]},
    "csv": {"table": TABLE},
    "tsv": {"table": TABLE},
    "warc": {"warc": WARC},
    "archive": {"archive": ZIP, "bomb": BOMB},
    "glossary": {"glossary": GLOSSARY},
    "prompt": {"prompt": PROMPT},
}


def large(unit: str | bytes, size: int, head: str = "", end: str = "") -> SearchStrategy[bytes]:
    """So many bytes of one unit, made when drawn."""
    raw = unit.encode() if isinstance(unit, str) else unit
    return st.builds(lambda: head.encode() + raw * (size // len(raw)) + end.encode())


_LARGE_LINES = large(SENTENCE, 13_000_000, '{"headline": "x", "text": "', '"}\n{"text": 1}') | large(
    SENTENCE, 95_000_000, '{"headline": "x", "text": "', '"}\n'
)
LARGE: Mapping[str, Rules] = {
    "html": {
        "large_page": one((f"<p>{SENTENCE}</p>", "<div>", "<p>а", "<a href=/x>а</a>")).flatmap(
            lambda unit: large(unit, min(19_000_000, 100_000 * len(unit.encode())), "<html><body>")
        )
    },
    "feed": {
        "large_feed": st.tuples(ENTRY, one((19_000_000, 25_000_000))).flatmap(
            lambda t: large(t[0], t[1], '<rss version="2.0"><channel><title>Вести</title>')
        )
    },
    "text": {
        "large_one_line": large(SENTENCE, 19_000_000) | large(SENTENCE, 100_000_000),
        "large_no_breaks": large("a", 100_000_000) | large("я", 18_000_000),
    },
    "jsonl": {"large_lines": _LARGE_LINES},
    "csv": {"large_table": one(("y", SENTENCE, '"', ",")).flatmap(lambda u: large(u, 60_000_000, "title,text\nx,"))},
}
