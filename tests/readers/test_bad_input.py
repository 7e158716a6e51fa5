"""Hostile and broken input: bounded time and memory, one clear error, nothing else lost."""

import contextlib
import gzip
import json
import random
import tracemalloc
import zipfile
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.pages import BODY, HEADLINE, page

from svodka.errors import InputError
from svodka.readers import NewsItem, ReadFailure, ReadOptions, read
from svodka.readers.cleaning.clean import clean_text
from svodka.readers.formats.html import read_page
from svodka.readers.intake.documents import Budget


def items(*paths, **options):
    return list(read([str(p) for p in paths], ReadOptions(**options)))


@pytest.mark.parametrize("tag", ["div", "b", "table", "blockquote", "ul", "font", "x-unknown"])
def test_ten_thousand_levels_of_nesting(tag):
    body = f"<{tag}>" * 10_000 + "".join(f"<p>{text}</p>" for text in BODY) + f"</{tag}>" * 10_000
    item = read_page(f"<title>{HEADLINE}</title><h1>{HEADLINE}</h1>{body}".encode(), id="x")
    assert item.headline == HEADLINE
    for sentence in BODY:
        assert sentence in item.text


def test_a_page_of_fifty_megabytes_is_an_error(tmp_path):
    path = tmp_path / "big.html"
    with path.open("wb") as out:
        for _ in range(50):
            out.write(b"<p>" + b"x" * 1_000_000)
    (failure,) = items(path)
    assert "larger than 20 MB" in failure.error


def test_many_links_and_short_blocks_do_not_take_long():
    junk = "".join(f"<div><a href='/{i}'>Новость {i}</a><span>{i}</span></div>" for i in range(8_000))
    assert read_page(page(after=junk).encode(), id="x").text == "\n\n".join(BODY)


def test_a_page_of_very_many_paragraphs_is_no_news_item():
    with pytest.raises(InputError, match="30000 paragraphs; expected one news item"):
        read_page(b"<p>x</p>" * 30_000, id="x")


def test_a_gzip_bomb_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(Budget, "FLOOR", 1_000_000)
    path = tmp_path / "bomb.txt.gz"
    path.write_bytes(gzip.compress(b"a" * 30_000_000))
    (failure,) = items(path, max_bytes=10**9)
    assert "unfolds to more than" in failure.error


def test_a_zip_bomb_among_good_members(tmp_path, monkeypatch):
    monkeypatch.setattr(Budget, "FLOOR", 1_000_000)
    path = tmp_path / "z.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.html", page())
        archive.writestr("bomb.txt", b"a" * 30_000_000)
        archive.writestr("c.txt", "\n\n".join((HEADLINE, *BODY)))
    first, bomb, last = items(path, max_bytes=10**9, duplicates="keep")
    assert (first.headline, last.headline) == (HEADLINE, HEADLINE)
    assert bomb.where.endswith("!bomb.txt") and "unfolds to more than" in bomb.error


def test_archives_within_archives_end(tmp_path):
    data = b"x"
    for _ in range(5):
        data = gzip.compress(data)
    (tmp_path / "x.gz").write_bytes(data)
    assert "levels deep" in items(tmp_path / "x.gz")[0].error


@pytest.mark.parametrize("cut", [15, 60, 200])
def test_damaged_archives(tmp_path, cut):
    packed = tmp_path / "a.jsonl.gz"
    packed.write_bytes(gzip.compress(random.Random(1).randbytes(400))[:cut])
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("a.txt", "Новость " * 100)
    archive.write_bytes(archive.read_bytes()[:cut])
    for found in (items(packed), items(archive)):
        assert [type(f) for f in found] == [ReadFailure]
        assert "damaged" in found[0].error


BOMB = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">{}]><rss><channel><item><title>&z;</title></item></channel></rss>'


def test_an_entity_bomb_is_refused(tmp_path):
    names = "abcdefghijklmnopqrstuvwxyz"
    entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    path = tmp_path / "feed.rss"
    path.write_text(BOMB.format(entities))
    assert "entity bomb" in items(path)[0].error


def test_external_entities_are_refused(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("тайна")
    path = tmp_path / "feed.rss"
    entity = f'<!DOCTYPE r [<!ENTITY z SYSTEM "file://{secret}">]>'
    path.write_text(f"{entity}<rss><channel><item><title>&z;</title></item></channel></rss>")
    assert "entities" in items(path)[0].error


def test_an_endless_line_is_stopped(tmp_path):
    path = tmp_path / "n.jsonl"
    with path.open("wb") as out:
        for _ in range(20):
            out.write(b"x" * 1_000_000)
    assert "a line is longer" in items(path)[0].error


def test_deeply_nested_json(tmp_path):
    path = tmp_path / "n.json"
    path.write_text('[{"text":' + "[" * 100_000)
    assert "JSON" in items(path)[0].error
    lines = tmp_path / "n.jsonl"
    lines.write_text('{"text":' + "[" * 100_000 + "\n" + json.dumps({"title": HEADLINE, "text": BODY[0]}))
    failure, item = items(lines)
    assert failure.error.startswith("line 1") and item.text == BODY[0]


def test_jsonl_is_read_in_constant_memory(tmp_path):
    def peak(count):
        path = tmp_path / f"{count}.jsonl"
        with path.open("w", encoding="utf-8") as out:
            for i in range(count):
                text = " ".join(f"Событие {i} номер {j} случилось." for j in range(60))
                out.write(json.dumps({"title": f"Новость {i}", "text": text}, ensure_ascii=False) + "\n")
        tracemalloc.start()
        assert sum(isinstance(i, NewsItem) for i in read([str(path)], ReadOptions(duplicates="keep"))) == count
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(40)  # loads what is loaded once
    assert peak(320) < 1.3 * peak(40)


def test_random_damage_to_a_page_gives_an_item_or_an_error():
    source = page().encode()
    rng = random.Random(7)
    for _ in range(150):
        data = bytearray(source)
        for _ in range(rng.randrange(1, 60)):
            place = rng.randrange(len(data))
            if rng.random() < 0.5:
                data[place] = rng.randrange(256)
            else:
                del data[place : place + rng.randrange(40)]
        try:
            item = read_page(bytes(data), id="x")
        except InputError:
            continue
        assert item.text.strip()


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_as_a_page(data):
    with contextlib.suppress(InputError):
        assert read_page(data, id="x").text.strip()


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([*BODY, HEADLINE, "Распечатать", "28 августа 2025 Мост открыт", "", "Читайте также:", "14:05"]),
        max_size=14,
    )
)
def test_cleaning_loses_nothing_unsaid(lines):
    """Every line is in the headline, in the text, or among the removed, as often as it was given."""
    try:
        headline, text, removed = clean_text("\n".join(lines))
    except InputError:
        return
    after = [headline, *text.split("\n"), *(r.text for r in removed)]
    assert sorted(filter(None, after)) == sorted(filter(None, lines))
