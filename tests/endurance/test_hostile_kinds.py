"""Each kind of hostile input that found a fault once is still among those drawn: by its name and by what is in it."""

import json
import re

import pytest
from hypothesis import strategies as st

from benchmarks.endurance.hostile import mutation
from benchmarks.endurance.hostile.grammar import LARGE, RULES
from benchmarks.endurance.hostile.mutation import CHANGES, changed, changed_json, drawn

EXAMPLES = 300

ESCAPES = (b"\x1b", b"\x00", b"\r", "\x9b".encode(), "\u202e".encode())
RUN = (
    "(?s)(миллионов |Фото: |РИА Новости. |а-|ё){50}".encode(),
    rb"(?s)([(,*@1\"\n| ]|- |1\.){1000}",
    rb"(?s).{100000}",
)
NOISE = (rb"\A\Z", rb"(?s).{100000}")
BOMB = (b"file:///etc/passwd", b"<!ENTITY e29 ", b"<!ENTITY % e SYSTEM", b"<!ENTITY e2 ")
DEEP = (rb"\[{200000}", rb'(\{"a":){5000}', rb'(\[\{"text":){500}', rb"\]{500}")
LINES = (
    b"NaN",
    b"Infinity",
    b"null",
    b"true",
    b"1" + b"0" * 400,
    b"u001b",
    b"ud[89a-f]",
    rb"\[\[",
    rb"script>",
    b"text",
)
ARRAY = (rb'\A\{"items"', rb'\A\{"articles"', rb"\A\[", b"version")
TABLE = (
    b"sep=\n",
    b"x{200000}",
    b'"{999}',
    b"(a,){9999}",
    b",,,,\n",
    b"\x00",
    b"\\A\xff\xfe",
    "я".encode("cp1251"),
    b"\x1b",
)
# The patterns that examples of a kind have to show, each at least once.
SIGNS = {
    ("html", "deep"): (rb"(<\w+>)\1{9999}", rb"(</\w+>)\1{99}", rb"</p></body>"),
    ("html", "mixed_deep"): (rb"(<\w+>[^<]*){1500}",),
    ("html", "attributes"): (b"a9999=", b"x{1000000}"),
    ("html", "scripts"): (b"<script>alert", b"onerror=", b"onload=", b"srcdoc=", rb"\{\{7",
        b"canonical href=\"javascript:",
                          b"canonical href=\"data:", b"content=\"vbscript:", b"base href=\"\x01"),
    ("html", "schema"): (rb"\[{5000}", b"NewsArticle", b">null<", rb'"@id": "#a"', rb"\d{18}|1e999",
        b"datetime='0000-00-00"),
    ("html", "entities"): (b"&#0;", b"&#27;", b"&#155;", b"&#xd800;", b"&#x110000;", b"&amp;", b"&shy;",
        b"&#[^x0-9]"),
    ("html", "many"): (rb"(<p>.*?</p>){1000}", b"(<br>){1000}", b"(<a href=/>[^<]*</a>){1000}"),
    ("html", "lies"): (b"charset='zlib", b"charset='\x00", b"charset='idna", b"\\A\xff\xfe",
        "Мэр".encode("cp1251"), rb"\+B"),
    ("html", "run"): RUN, ("text", "run"): RUN, ("markdown", "run"): RUN,
    ("html", "escapes"): ESCAPES, ("text", "escapes"): ESCAPES, ("markdown", "escapes"): ESCAPES,
    **{(kind, "noise"): NOISE for kind in ("html", "feed", "text", "markdown", "opml")},
    ("feed", "bomb"): BOMB, ("opml", "bomb"): BOMB,
    ("feed", "odd_feed"): (b"<pubDate>", b"<guid>", b"<enclosure>", b"CDATA.x{100000}", b"javascript:",
        b"\xed[\xa0-\xbf]",
                           b"\x1b", b"&#155;", b"(<b>){100}", b"(<title>){100}", rb"http://\[::1", b"99:99:99",
        b"-?\\d{10}<"),
    ("feed", "many_entries"): (b"(?s)(<item>.*?</item>){5000}",),
    ("feed", "deep_feed"): (b"(<x>){100000}", b"<description>(<x>){200}</channel>"),
    ("opml", "opml"): (b"(<outline>){5000}", b"javascript:", b"file:///", rb"http://\[", "ж".encode() * 9_999,
        b"htmlUrl"),
    ("text", "runs_apart"): ("А. ".encode(), "не ".encode(), b"(?s).{20000}"), ("markdown",
        "runs_apart"): (b"(?s).{3000}",),
    ("text", "surrogates"): (b"\xed\xa0\x80", b"\xed\xbf\xbf"),
    ("text", "name"): (b"(?s)([\xd0\xd1].){50000}", b"(?s)([\xd0\xd1].){900}"),
    ("text", "marks"): ("(\u200f\u202e){1000}".encode(), "שלום".encode(), "مرحبا".encode()),
    ("text", "mixed"): ("Власти".encode(), "Власти".encode("cp1251"), "Власти".encode("koi8-r"),
        "Вл".encode("utf-16-le")),
    **{(kind, name): signs for kind in ("jsonl", "json") for name, signs in (("lines", LINES), ("deep", DEEP),
        ("array", ARRAY))},
    ("telegram", "deep"): DEEP,
    ("telegram", "telegram"): (b"chats", b"service", rb'"type": 5', b"date_unixtime", b"forwarded_from",
        rb'\A\{"name"'),
    ("csv", "table"): TABLE, ("tsv", "table"): TABLE,
    ("warc", "warc"): (b"chunked", b"\\A\x1f\x8b", b"revisit", b"Length: -1", b"Length: 1000000000000000",
        b"Length: x",
                       b"Type: \x00", b"URI: \x1b", b"URI: javascript", b"X: y\r\nX", b"A{100000}",
        b"ffffffff\r\nab", b"x{9999}"),
    ("archive", "archive"): (rb"\.\./\.\./a", b"/etc/passwd", b"\x1b.31m", b"a{5000}", b"b\xff\x00tml",
        b"(?s)(PK\x01\x02.*?){60}"),
    ("archive", "bomb"): (b"\\A\x1f\x8b", b"\\ABZh", b"\\A\xfd7z", rb"\A\x28\xb5"),
    ("glossary", "glossary"): ("я".encode() * 10_000, b"\x00", rb"\(", rb"\[", b"\t\t", b"\x0b", b"\x1b",
        b"\xed[\xa0-\xbf]"),
    ("prompt", "prompt"): (rb'"\{"', rb'"\}"', rb"(\{a\}){5000}", rb"\[{3000}", b"2026-01-01", rb"\[\[\]\]",
        b"zzz|task", rb"ud800"),
}  # fmt: skip


# What two formats share is drawn once.
APART = sorted({RULES[kind][rule]: (kind, rule) for kind, rule in SIGNS}.values())


@pytest.mark.parametrize("name", APART, ids="/".join)
def test_a_kind_shows_what_it_is_for(name):
    kind, rule = name
    missing = SIGNS[name]
    for number in range(EXAMPLES):
        data = drawn(RULES[kind][rule], f"{name}/{number}")
        if not (missing := [sign for sign in missing if not re.search(sign, data)]):
            return
    pytest.fail(f"in {EXAMPLES} examples none shows {missing}")


def test_no_kind_is_without_signs_and_each_format_has_its_kinds():
    assert {(kind, name) for kind, rules in RULES.items() for name in rules} == set(SIGNS)
    large = {(kind, name) for kind, rules in LARGE.items() for name in rules}
    assert large == {("html", "large_page"), ("feed", "large_feed"), ("text", "large_one_line"),
                     ("text", "large_no_breaks"), ("jsonl", "large_lines"), ("csv", "large_table")}  # fmt: skip


SOUND = b'{"title": "one, two", "text": "three"}\n' * 30
OTHER = bytes(range(128, 256)) * 40
# What holds of the bytes after one change, in some of its examples.
DONE = {
    "flip": lambda d: len(d) == len(SOUND) and 0 < sum(a != b for a, b in zip(d, SOUND, strict=True)) <= 32,
    "cut": lambda d: 0 < len(d) < len(SOUND) and not SOUND.startswith(d),
    "truncate": lambda d: len(d) < len(SOUND) and SOUND.startswith(d),
    "double": lambda d: len(d) > 4 * len(SOUND),
    "token": lambda d: len(d) > len(SOUND) and re.search(rb"[^ -~\n]|<|null|\d\d", d),
    "instead": lambda d: d.count(b'"') < SOUND.count(b'"') + 9 and re.search(rb': "[^\w"]+["\n]|\{[^"]+"', d),
    "splice": lambda d: OTHER[:50] in d or OTHER[9:59] in d or b"\x80\x81" in d,
    "shuffle": lambda d: d != SOUND and sorted(d) == sorted(SOUND),
    "encode": lambda d: b"\x00{" in d or b"{\x00" in d,
}


@pytest.mark.parametrize("change", sorted(DONE))
def test_a_change_does_what_it_is_called(change, monkeypatch):
    monkeypatch.setattr(
        mutation, "one", lambda values: st.just(1) if values == (1, 1, 2, 3, 6) else st.sampled_from(values)
    )
    assert set(DONE) == set(CHANGES)
    assert any(DONE[change](drawn(changed(SOUND, [OTHER], (change,)), n)) for n in range(60))


def test_json_is_changed_at_any_depth_and_what_is_none_as_bytes():
    sound = {"a": [{"b": 1}, 2, 3], "c": {"d": {"e": "x"}}}
    made = [drawn(changed_json(json.dumps(sound).encode()), n) for n in range(60)]
    values = [json.loads(data) for data in made]
    assert any(isinstance(v, dict) and set(v) == {"c"} for v in values)  # a key is gone
    assert any(isinstance(v, dict) and v.get("c", {}) != sound["c"] and v.get("a") == sound["a"] for v in values)
    assert drawn(changed_json(b"no JSON"), 1) != drawn(changed_json(b"no JSON"), 2)
