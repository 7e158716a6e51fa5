"""What benchmarks/endurance found in the readers, each fault as small as it can be."""

import io
import json
import zipfile

import pytest
from support.pages import page

from svodka.errors import InputError
from svodka.readers import NewsItem, ReadFailure, ReadOptions, read
from svodka.readers.formats.html import read_page
from svodka.readers.intake.documents import Unpacked

TEXT = "Мэр открыл новый мост через реку, сообщили власти города. Движение начнётся завтра."
ANY = ReadOptions(other_languages="pass")


def found(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    return list(read([str(path)], ANY))


def test_no_field_of_an_item_acts_on_a_terminal(tmp_path):
    """C1 controls stand for escape sequences of two characters; an entity gives what the text itself may not hold."""
    record = {name: f"а\x1b[31m\x9b2J\x85б\u202e {name}" for name in ("id", "title", "url", "source", "author", "lang")}
    (item,) = found(tmp_path / "a.json", json.dumps(record | {"text": f"{TEXT}\x1b]0;x\x07\x9b31m {TEXT}"}))
    fields = (item.id, item.headline, item.text, item.url, item.source, item.author, item.lang)
    assert not [c for field in fields for c in field or "" if (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160]
    assert item.source == "а[31m2J б source" and item.text == f"{TEXT}]0;x31m {TEXT}"
    (item,) = found(tmp_path / "x\x1b[31m.html", page(body=(f"{TEXT}&#27;[31m", TEXT)))
    assert "\x1b" not in item.id + item.text and item.id.endswith("x[31m.html")


@pytest.mark.parametrize("url", ["javascript:alert(1)", " JavaScript:1", "data:text/html,1", "file:///etc/passwd"])
def test_what_runs_is_no_address_of_an_item(tmp_path, url):
    (item,) = found(tmp_path / "a.json", json.dumps({"text": TEXT, "url": url}))
    assert item.url is None
    (item,) = found(tmp_path / "b.json", json.dumps({"text": TEXT, "url": "example.org:8080/a"}))
    assert item.url == "example.org:8080/a"


@pytest.mark.parametrize("removed", [5, {"text": "а"}, [{"text": 1, "reason": []}], "да", None])
def test_a_record_may_call_anything_removed(tmp_path, removed):
    (item,) = found(tmp_path / "a.json", json.dumps({"text": TEXT, "removed": removed}))
    assert isinstance(item, NewsItem) and item.removed == ()


def test_what_the_feed_parser_trips_over_is_a_failure(tmp_path):
    broken = f"<rss><channel><item><title>Мэр &#1114112; </titl><description>{TEXT}</description></channel>"
    results = found(tmp_path / "a.xml", broken)
    assert results and all(isinstance(result, NewsItem | ReadFailure) for result in results)

    def raises(*_, **__):
        raise ValueError("chr() arg not in range(0x110000)")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("feedparser.parse", raises)
        (failure,) = found(tmp_path / "b.xml", broken)
    assert failure.error == "the feed is damaged: ValueError: chr() arg not in range(0x110000)"


def test_a_failure_is_as_long_as_a_person_reads(tmp_path):
    header = ",".join(["я" * 5_000] * 9)
    (failure,) = found(tmp_path / "a.csv", f"{header}\n{','.join('а' * 9)}\n")
    assert len(failure.error) <= 1_000 and " … " in failure.error and "--field text=NAME" in failure.error


def test_an_archive_of_a_version_to_come_is_a_failure(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", TEXT)
    data = bytearray(out.getvalue())
    data[data.index(b"PK\x01\x02") + 6] = 112  # "version needed to extract" in the directory
    (failure,) = found(tmp_path / "a.zip", bytes(data))
    assert failure.error.startswith("the archive is damaged: zip file version 11.2")


def test_an_address_that_is_none_costs_the_page_nothing():
    item = read_page(page().encode(), id="a", url="http://[::1")
    assert item.headline and item.source is None


def test_whatever_a_decompressor_raises_is_an_input_error():
    class Raises:
        def read(self, size=-1):
            raise ValueError("odd")

    with pytest.raises(InputError, match="damaged or encrypted: odd"):
        Unpacked(Raises(), 10).read(5)


def test_a_warc_record_without_an_address_is_a_failure(tmp_path):
    """warcio takes for granted that a response names its address."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page().encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n"
    (failure,) = found(tmp_path / "a.warc", head.encode() + http + b"\r\n\r\n")
    assert "the WARC file is damaged here" in failure.error


def test_a_table_that_is_not_in_the_encoding_given(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(f"title,text\nМэр,{TEXT}\n".encode())
    results = list(read([str(path)], ReadOptions(encoding="utf-16", format="csv")))
    assert results and all(isinstance(result, ReadFailure) for result in results)


def test_the_feed_parser_is_given_no_endless_word(tmp_path, monkeypatch):
    """Its search for an address in an author of 100,000 letters took minutes."""
    import feedparser

    given = []
    real = feedparser.parse
    monkeypatch.setattr(feedparser, "parse", lambda data, **rest: given.append(data) or real(data, **rest))
    entry = (
        f"<item><title>Мэр {'b' * 7_000}</title><author>{'a' * 7_000}</author><description>{TEXT}</description></item>"
    )
    (item,) = found(tmp_path / "a.xml", f"<rss><channel>{entry}</channel></rss>")
    assert item.text == TEXT
    assert max(map(len, given[0].split())) <= 2_100
    assert item.author == "a" * 1_000
    entry = entry.replace("a" * 7_000, "Иванов, редактор").replace("b" * 7_000, "b" * 1_999)
    (item,) = found(tmp_path / "b.xml", f"<rss><channel>{entry}</channel></rss>")
    assert (item.author, item.headline) == ("Иванов, редактор", "Мэр " + "b" * 1_999)


@pytest.mark.parametrize("messages", [5, "x", {"a": 1}, None, True])
def test_a_chat_whose_messages_are_none(tmp_path, messages):
    chat = {"name": "К", "type": "public_channel", "messages": [{"id": 1, "type": "message", "text": TEXT}]}
    export = {"chats": {"list": [{"name": "Л", "messages": messages}, chat]}}
    (item,) = found(tmp_path / "result.json", json.dumps(export))
    assert item.text == TEXT
