"""Hostile documents from a grammar: pages, feeds and plain text. `RULES` maps a format to what makes such bytes.

`LARGE` are those that are as large as the bounds of reading allow or larger; they are drawn seldom.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence

Rule = Callable[[random.Random], bytes]
SENTENCE = (
    "Власти Заречья перенесли открытие переправы на апрель, сообщил источник в администрации 12 марта 2026 года. "
)
_TAGS = ("div", "b", "table", "ul", "li", "font", "blockquote", "span", "section", "td", "svg", "a", "p", "form")
_ESCAPES = (
    "\x1b[31m",
    "\x1b]0;x\x07",
    "\x9b2J",
    "\x08" * 9,
    "\r",
    "\x00",
    "\u202e",
    "\u2066",
    "\u200f",
    "\x7f",
    "\x85",
)
# Each has made some regular expression of some program go back and forth.
_RUNS = (
    " ", "\n", "\t", "(", "«", '"', "'", ".", ",", "1", "1 ", "1,", "1.", "1:", "1-", "-", "- ", "–", "*", "_", "`",
    "#", "|", "[", "](", "<", "&", ";", "/", "\\", "@", "http://", "www.", "а", "А", "А.", "А. ", "аА", "а-", "и ",
    "не ", "по данным ", "миллионов ", "три ", "двадцать один ", "2026 года ", "12 марта ", "$", "%", "№", "»",
    "\u0301", "и\u0306", "\u200d", "🙂", "\u200d🙂", "\ufe0f", "ё", "Иван Петров ", "«а» ", "(а) ", "а, ", "А: ", "? ",
    "?!", "…", "\xa0", "\u2028", "—\n", "Читайте также: ", "Фото: ", "РИА Новости. ", "10:00 ", "@а ", "а@а.", "а.а",
    "x" * 40 + " ", "1e", "0x", "§ 1 ", "I", "IV ",
)  # fmt: skip


def _body(rng: random.Random, times: int = 8) -> str:
    return "".join(f"<p>{SENTENCE * rng.choice((1, 3))}</p>" for _ in range(times))


def _page(inner: str, head: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}<title>Заголовок</title></head>"
        f"<body><h1>Заголовок дня</h1>{inner}</body></html>"
    ).encode("utf-8", "surrogatepass")


def _deep(rng: random.Random) -> bytes:
    depth = rng.choice((100, 1_000, 10_000, 100_000))
    tag = rng.choice(_TAGS)
    closed = f"</{tag}>" * depth if rng.random() < 0.5 else ""
    return _page(f"<{tag}>" * depth + _body(rng) + closed)


def _mixed_deep(rng: random.Random) -> bytes:
    return _page("".join(f"<{rng.choice(_TAGS)}>{rng.choice(('', 'Да. ', SENTENCE))}" for _ in range(3_000)))


def _attributes(rng: random.Random) -> bytes:
    many = " ".join(f'a{n}="{n}"' for n in range(rng.choice((100, 10_000))))
    long = "x" * rng.choice((10_000, 1_000_000))
    return _page(f'<div {many} class="{long} article content" style="{long}">{_body(rng)}</div>')


def _scripts(rng: random.Random) -> bytes:
    bad = rng.choice(
        (
            "<script>alert(1)</script>",
            "<svg/onload=alert(1)>",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "</script><script>",
            "<img src=x onerror=alert(1)>",
            "<iframe srcdoc='<script>1</script>'>",
            "<!--<script>-->",
            "{{7*7}}",
            "</title>",
        )
    )
    head = f"<meta property=\"og:title\" content='{bad}'><meta name=author content='{bad}'>"
    link = rng.choice(("javascript:alert(1)", "data:text/html,<script>1</script>", "\x01javascript:1", "vbscript:1"))
    head += f'<link rel=canonical href="{link}"><meta property="og:url" content="{link}"><base href="{link}">'
    return _page(f"<h1>{bad} Мэр {bad}</h1><article>{bad}{_body(rng)}<p>{bad} сказал он {bad}.</p></article>", head)


def _schema(rng: random.Random) -> bytes:
    deep = "[" * rng.choice((50, 5_000, 100_000))
    bad = rng.choice(
        (
            '{"@graph": [{"@id": "#a", "author": {"@id": "#a"}, "@type": "NewsArticle", "headline": {"@id": "#a"}}]}',
            deep,
            '{"@type": ["NewsArticle", 5, null, {}], "datePublished": [[]], "articleBody": {"a": 1}, "author": [1]}',
            '{"@type": "NewsArticle", "headline": 1e999, "datePublished": 99999999999999999999, "publisher": true}',
            '{"@type": "NewsArticle", "articleBody": "\\ud800\\u0000", "url": ["javascript:1"], "author": {"a": []}}',
            '{"@graph": {"@graph": {"@graph": 5}}, "mainEntityOfPage": {"@id": []}, "@id": {}, "@type": {}}',
            "null",
            "[null]",
        )
    )
    date = rng.choice(
        ("0000-00-00", "9999-99-99T99:99", "+" * 5000, "٣", "2026-01-01T00:00:00+99:99", "32 мая", "1e999")
    )
    head = f"<script type='application/ld+json'>{bad}</script><meta property='article:published_time' content='{date}'>"
    return _page(f"<time datetime='{date}'>{date}</time>{_body(rng)}<table>{'<tr>' * 500}</table>", head)


def _entities(rng: random.Random) -> bytes:
    entity = rng.choice(
        ("&#0;", "&#27;", "&#155;", "&#xd800;", "&#x110000;", "&#99999999999;", "&amp;" * 9, "&shy;", "&", "&#")
    )
    return _page(_body(rng).replace(" ", entity * rng.choice((1, 20))))


def _many(rng: random.Random) -> bytes:
    count = rng.choice((1_000, 20_000))
    return _page(
        rng.choice((f"<p>{SENTENCE}</p>", "<p>а</p>", "<br>", "<a href=/>Ещё новость дня</a>", "<p>", "а<br>")) * count
    )


def _lies(rng: random.Random) -> bytes:
    say = rng.choice(
        ("utf-16", "utf-7", "koi8-r", "x-user-defined", "idna", "rot13", "zlib", "hex", "\x00", "utf-8" * 2000, "")
    )
    return f"<html><head><meta charset='{say}'><title>Мэр</title><body>{_body(rng)}".encode(
        rng.choice(("utf-8", "cp1251", "utf-16", "utf-32", "utf-7", "cp037")), "replace"
    )


def _feed(entries: str, head: str = "", encoding: str = "utf-8") -> bytes:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{head}<rss version="2.0"><channel><title>Вести</title>{entries}'
    text += "</channel></rss>"
    return text.encode("utf-8", "surrogatepass")


def _entry(rng: random.Random) -> str:
    return f"<item><title>Мэр {rng.random()}</title><link>http://e.org/{rng.random()}</link><description>{SENTENCE}</description></item>"


def _bomb(rng: random.Random) -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, rng.choice((3, 10, 30))))
    outer = rng.choice(
        (levels, '<!ENTITY e1 SYSTEM "file:///etc/passwd">', '<!ENTITY % e SYSTEM "http://127.0.0.1:9/x"> %e;')
    )
    head = f'<!DOCTYPE rss [<!ENTITY e0 "лол">{outer}]>'
    return _feed(_entry(rng) + f"<item><title>&e1;</title><description>&e2; {SENTENCE}</description></item>", head)


def _odd_feed(rng: random.Random) -> bytes:
    tag = rng.choice(
        ("title", "link", "pubDate", "guid", "description", "author", "category", "enclosure", "source", "content")
    )
    value = rng.choice(
        (
            "",
            "<![CDATA[",
            "<![CDATA[" + "x" * 100_000 + "]]>",
            "Я" * 10_000,
            "javascript:alert(1)",
            "\x1b[31m",
            "&#27;[31m",
            "-1",
            "<b>" * 5_000,
            "99999999999999999999",
            "Tue, 99 Foo 99999 99:99:99 +9999",
            "http://[::1",
            "http://" + "a" * 10_000,
            "\ud800",
            "&lt;script&gt;alert(1)&lt;/script&gt;" * 3,
            "&amp;" * 1000 + "amp;",
            "<title>" * 100,
            "http://e.org:99999999/",
            "&#155;",
        )
    )
    return _feed(
        (f"<item><{tag}>{value}</{tag}><description>{SENTENCE}</description></item>" + _entry(rng))
        * rng.choice((1, 20))
    )


def _many_entries(rng: random.Random) -> bytes:
    return _feed(_entry(rng) * rng.choice((*[100] * 9, 5_000)))


def _deep_feed(rng: random.Random) -> bytes:
    return _feed(f"<item><title>Мэр</title><description>{'<x>' * rng.choice((*[200, 5_000] * 5, 100_000))}")


def _opml(rng: random.Random) -> bytes:
    inner = rng.choice(('<outline xmlUrl="{}"/>', "<outline>" * 50_000, '<outline type="rss" htmlUrl="{}" text="{}"/>'))
    address = rng.choice(
        (
            "javascript:1",
            "http://[",
            "http://a b",
            "http://" + "ж" * 9_999,
            "file:///etc/passwd",
            "\x1b[1m",
            "http://e.org/\x9b",
        )
    )
    return (
        "<opml version='2.0'><body>" + inner.replace("{}", address) * rng.choice((1, 300)) + "</body></opml>"
    ).encode()


def _run(rng: random.Random) -> bytes:
    unit = "".join(rng.choices(_RUNS, k=rng.choice((1, 1, 2, 3))))
    times = min(rng.choice((50, 1_000, 20_000)), 200_000 // len(unit))
    return f"Мэр города\n\n{SENTENCE}{unit * times}{rng.choice(('', 'я', '!', ')', 'x'))}\n\n{SENTENCE}".encode()


def _runs_apart(rng: random.Random) -> bytes:
    words = [rng.choice(_RUNS) * rng.choice((1, 3, 40)) for _ in range(rng.choice((30, 1_000)))]
    return f"{SENTENCE}\n{rng.choice(('', ' ', chr(10))).join(words)}\n{SENTENCE}".encode()


def _escapes(rng: random.Random) -> bytes:
    text = SENTENCE * rng.choice((1, 5))
    for _ in range(30):
        place = rng.randrange(len(text))
        text = text[:place] + rng.choice(_ESCAPES) + text[place:]
    return f"{rng.choice(_ESCAPES)}Мэр{rng.choice(_ESCAPES)} города\n\n{text}".encode()


def _surrogates(rng: random.Random) -> bytes:
    return f"Мэр города \ud800\n\n{SENTENCE}\udfff{SENTENCE}".encode("utf-8", "surrogatepass")


def _name(rng: random.Random) -> bytes:
    name = "".join(rng.choices("абвгдежзиклмнопрст", k=rng.choice((1_000, 10_000, 100_000)))).title()
    return f"{name} прибыл\n\nМэр {name} заявил, что {name} не приедет. {SENTENCE}«{name}», — сказал он.".encode()


def _marks(rng: random.Random) -> bytes:
    return ("\u200f\u202e" * rng.choice((1, 5_000)) + rng.choice(("", SENTENCE, "שלום " * 50, "مرحبا "))).encode()


def _mixed(rng: random.Random) -> bytes:
    encodings = ("utf-8", "cp1251", "koi8-r", "utf-16", "cp866", "utf-32-be", "latin-1")
    return b"\n".join(SENTENCE.encode(rng.choice(encodings), "replace") for _ in range(rng.choice((2, 30))))


def _noise(rng: random.Random) -> bytes:
    return rng.randbytes(rng.choice((0, 1, 2, 3, 100, 5_000, 100_000)))


def _one_line(rng: random.Random) -> bytes:
    return (SENTENCE.encode() * 900_000)[: rng.choice((19_000_000, 100_000_000))]


def _no_breaks(rng: random.Random) -> bytes:
    return b"a" * 100_000_000 if rng.random() < 0.5 else "я".encode() * 9_000_000


def _large_page(rng: random.Random) -> bytes:
    return _page(rng.choice((f"<p>{SENTENCE}</p>", "<div>", "<p>а", "<a href=/x>а</a>")) * 100_000)[:19_000_000]


def _large_feed(rng: random.Random) -> bytes:
    return _feed(_entry(rng) * 60_000)[: rng.choice((19_000_000, 25_000_000))]


RULES: Mapping[str, Sequence[Rule]] = {
    "html": (
        _deep,
        _mixed_deep,
        _attributes,
        _scripts,
        _scripts,
        _schema,
        _schema,
        _entities,
        _many,
        _lies,
        _run,
        _escapes,
        _noise,
    ),
    "feed": (_bomb, _odd_feed, _odd_feed, _odd_feed, _many_entries, _deep_feed, _noise),
    "text": (_run, _run, _run, _runs_apart, _escapes, _surrogates, _name, _marks, _mixed, _noise),
    "markdown": (_run, _run, _runs_apart, _escapes, _noise),
    "opml": (_opml, _opml, _bomb, _noise),
}
LARGE: Mapping[str, Sequence[Rule]] = {
    "html": (_large_page,),
    "feed": (_large_feed,),
    "text": (_one_line, _no_breaks),
}
