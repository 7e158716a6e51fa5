"""SOURCES: addresses, OPML and lists; what in them is no address is told and the rest is read."""

import pytest

from svodka.errors import InputError
from svodka.feeds import read_sources

NESTED = """<?xml version="1.0" encoding="windows-1251"?>
<opml version="2.0"><head><title>Подписки</title></head><body>
<outline text="Россия"><outline text="Регионы"><outline type="rss" text="Вести" xmlUrl="https://vesti.example/rss"/>
<outline type="rss" text="Повтор" xmlUrl="https://vesti.example/rss"/></outline>
<outline type="RSS" text="Амперсанд" XMLURL=" https://a.example/rss?a=1&amp;b=2 "/></outline>
<outline type="rss" text="Без адреса"/>
<outline text="Только страница" htmlUrl="https://b.example/"/>
<outline type="rss" text="Файл" xmlUrl="file:///etc/passwd"/>
<outline type="rss" text="Скрипт" xmlUrl="javascript:alert(1)"/>
<outline type="rss" text="Пусто" xmlUrl=""/>
<outline text="Пустая папка"/>
<outline type="rss" text="Схема feed" xmlUrl="feed://c.example/rss"/><outline xmlUrl="feed:https://d.example/rss"/>
</body></opml>"""


def test_opml_with_nested_outlines_and_bad_entries(tmp_path):
    path = tmp_path / "sources.opml"
    path.write_bytes(NESTED.encode("cp1251"))
    found = read_sources([str(path)])
    assert found.addresses == (
        "https://vesti.example/rss", "https://a.example/rss?a=1&b=2", "http://c.example/rss", "https://d.example/rss"
    )  # fmt: skip
    told = [failure.error for failure in found.failures]
    assert len(told) == 5 and {failure.where for failure in found.failures} == {str(path)}
    for words in ("'Без адреса' at line 6 has no xmlUrl", "'Только страница'", "'file'", "'javascript'", "'Пусто'"):
        assert any(words in error for error in told), words


def test_damaged_opml_is_read_as_far_as_it_goes_and_says_so(tmp_path):
    path = tmp_path / "sources.opml"
    path.write_text(NESTED.replace("windows-1251", "utf-8").replace("Регионы", "R & B <"), encoding="utf-8")
    found = read_sources([str(path)])
    assert "https://vesti.example/rss" in found.addresses
    assert "is damaged at line 3" in found.failures[0].error


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_opml_are_refused(tmp_path, encoding):
    path = tmp_path / "bomb.opml"
    bomb = "<!ENTITY a 'https://a.example/'>" + "".join(f"<!ENTITY a{n} '&a;&a;'>" for n in range(9))
    path.write_bytes(f"<!DOCTYPE o [{bomb}]><opml><outline xmlUrl='&a;'/></opml>".encode(encoding))
    with pytest.raises(InputError, match="entity bomb"):
        read_sources([str(path)])


def test_a_list_of_addresses_may_be_newsboats(tmp_path, monkeypatch):
    path = tmp_path / "urls"
    path.write_text(
        '# наши\nhttps://a.example/rss "~Вести" news\n\n  https://b.example/rss  \nexec:/bin/sh\n'
        '"https://c.example/x y"\n',
        encoding="utf-8",
    )
    found = read_sources([str(path), "https://d.example/page.html", "https://a.example/rss"])
    assert found.addresses == (
        "https://a.example/rss", "https://b.example/rss", "https://c.example/x", "https://d.example/page.html"
    )  # fmt: skip
    assert [failure.error for failure in found.failures] == [
        "'exec:/bin/sh' has the scheme 'exec'; only http and https are fetched"
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no address in"),
        ("# nothing\n", "no address in"),
        ("ftp://a.example/\n", "'ftp'"),
        ("<opml/>", "no address"),
    ],
)
def test_a_file_without_an_address(tmp_path, text, words):
    path = tmp_path / "list"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        read_sources([str(path)])


def test_a_file_that_is_not_there():
    with pytest.raises(InputError, match=r"none\.opml: No such file.*expected an address"):
        read_sources(["none.opml"])


def test_an_outline_with_half_a_character_costs_only_itself(tmp_path):
    """libxml2 recovers from a reference to a surrogate with bytes that are no UTF-8."""
    path = tmp_path / "feeds.opml"
    outlines = "<outline xmlUrl='https://b.example/rss'/><outline text='&#xd800;' xmlUrl='https://a.example/rss'/>"
    path.write_text(f"<opml version='2.0'><body>{outlines}</body></opml>", encoding="utf-8")
    sources = read_sources([str(path)])
    assert sources.addresses[0] == "https://b.example/rss"
    assert sources.failures[0].error.startswith("is damaged at line 1")
