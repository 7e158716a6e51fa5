"""Every format gives the same items, in order; a broken record is reported and the rest is read."""

import csv
import gzip
import io
import json
import sys
import zipfile

import pytest
from support.pages import BODY, HEADLINE, OTHERS, page

from svodka.errors import OptionError
from svodka.readers import NewsItem, ReadFailure, ReadOptions, read

TEXT = "\n\n".join(BODY)
MOMENT = "2025-08-28T10:00:00+03:00"
SECOND = "В порту Лугавска потушили пожар на складе. Огонь заметили вечером, к полуночи его остановили, сообщили в МЧС."


def items(path, **options):
    return list(read([str(path)], ReadOptions(**options)))


def write(path, data):
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def records():
    return [
        {"id": "a1", "title": HEADLINE, "body": TEXT, "url": "https://vesti.example/1", "date": MOMENT},
        {"title": OTHERS[0], "text": SECOND, "source": "Вести", "author": "Анна Лугова", "published": 1756364700},
    ]  # fmt: skip


def check(found, name):
    first, second = found
    assert (first.id, first.headline, first.text) == ("a1", HEADLINE, TEXT)
    assert (first.url, first.published, first.lang) == ("https://vesti.example/1", "2025-08-28T10:00:00+03:00", "ru")
    assert (second.id, second.headline, second.text, second.source) == (f"{name}#2", OTHERS[0], SECOND, "Вести")
    assert (second.author, second.published) == ("Анна Лугова", "2025-08-28T07:05:00+00:00")


def jsonl(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def test_jsonl(tmp_path):
    path = write(tmp_path / "n.jsonl", jsonl(records()))
    check(items(path), path)


def test_jsonl_with_a_byte_order_mark(tmp_path):
    path = write(tmp_path / "n.jsonl", b"\xef\xbb\xbf" + jsonl(records()).encode())
    check(items(path), path)


def test_jsonl_with_a_broken_line_in_the_middle(tmp_path):
    lines = jsonl(records()).splitlines()
    path = write(tmp_path / "n.jsonl", "\n".join([lines[0], '{"title": broken', "", "[1]", lines[1]]))
    first, broken, wrong, last = items(path)
    assert (first.id, last.id) == ("a1", f"{path}#5")
    assert broken.where == f"{path}#2" and broken.error.startswith("line 2: not valid JSON")
    assert wrong.error == "line 4: found a list, expected an object with a text and a headline"


@pytest.mark.parametrize("wrap", [lambda r: r, lambda r: {"articles": r}, lambda r: {"total": 2, "data": r}])
def test_json(tmp_path, wrap):
    path = write(tmp_path / "n.json", json.dumps(wrap(records())))
    check(items(path), path)


def test_one_json_object_is_one_item(tmp_path):
    path = write(tmp_path / "n.json", json.dumps(records()[0], indent=1))
    assert [i.id for i in items(path)] == ["a1"]


def table(rows, separator):
    out = io.StringIO()
    names = ["id", "title", "body", "text", "url", "date", "source", "author", "published"]
    writer = csv.DictWriter(out, names, delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize(("name", "separator"), [("n.csv", ","), ("n.csv", ";"), ("n.tsv", "\t"), ("n.csv", "\t")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_tables(tmp_path, name, separator, encoding):
    path = write(tmp_path / name, table(records(), separator).encode(encoding))
    check(items(path), path)


def test_fields_are_taken_as_told(tmp_path):
    row = {"kopf": {"zeile": HEADLINE}, "prosa": TEXT, "text": "не это", "nr": 7}
    path = write(tmp_path / "n.jsonl", jsonl([row]))
    (item,) = items(path, fields={"headline": "kopf.zeile", "text": "prosa", "id": "nr"})
    assert (item.id, item.headline, item.text) == ("7", HEADLINE, TEXT)


def test_a_csv_without_the_named_column_names_its_columns(tmp_path):
    path = write(tmp_path / "n.csv", table(records(), ","))
    (failure,) = items(path, fields={"text": "prosa"})
    assert isinstance(failure, ReadFailure)
    assert "no column 'prosa'" in failure.error and "id, title, body" in failure.error


def test_a_csv_row_with_too_many_cells_is_reported_with_its_line(tmp_path):
    path = write(tmp_path / "n.csv", f"title,text\n{OTHERS[0]},a,b\n{OTHERS[1]},{SECOND.replace(',', '')}\n")
    failure, item = items(path)
    assert failure.error == "line 2: 3 cells, expected 2 as in the header"
    assert item.headline == OTHERS[1]


def test_parquet(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    names = dict.fromkeys(name for record in records() for name in record)
    rows = [{name: record.get(name) for name in names} for record in records()]
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "n.parquet")
    check(items(tmp_path / "n.parquet"), tmp_path / "n.parquet")
    halved = pyarrow.array([b"\xd0\x82\xff"], pyarrow.binary()).view(pyarrow.string())
    parquet.write_table(pyarrow.table({"text": halved}), tmp_path / "h.parquet")
    assert "damaged: 'utf-8' codec" in items(tmp_path / "h.parquet")[0].error
    later = pyarrow.array([10**15], pyarrow.timestamp("s"))
    parquet.write_table(pyarrow.table({"text": ["а"], "date": later}), tmp_path / "l.parquet")
    assert "the Parquet file is damaged: " in items(tmp_path / "l.parquet")[0].error
    broken = write(tmp_path / "b.parquet", b"PAR1 and nothing else")
    assert "damaged" in items(broken)[0].error


def test_a_missing_extra_is_answered_with_its_install_line(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (failure,) = items(write(tmp_path / "n.parquet", b"PAR1"))
    assert "pip install 'svodka[parquet]'" in failure.error


def test_telegram(tmp_path):
    text = [{"type": "bold", "text": HEADLINE}, "\n\n", TEXT, {"type": "link", "text": ""}]
    messages = [
        {"id": 1, "type": "service", "text": "Канал создан"},
        {"id": 2, "type": "message", "date": "2025-08-28T10:00:00", "date_unixtime": "1756364400", "text": text},
        {"id": 3, "type": "message", "text": ""},
        {"id": 4, "type": "message", "date": "2025-08-28T11:00:00", "text": SECOND},
    ]
    path = write(
        tmp_path / "result.json", json.dumps({"name": "Вести", "type": "public_channel", "messages": messages})
    )
    first, second = items(path)
    assert (first.id, first.headline, first.text) == ("Вести/2", HEADLINE, TEXT)
    assert (first.source, first.published) == ("Вести", "2025-08-28T07:00:00+00:00")
    assert (second.id, second.text, second.published) == ("Вести/4", SECOND, "2025-08-28T11:00:00")


RSS = f"""<?xml version="1.0" encoding="ENCODING"?><rss version="2.0"><channel><title>Вести</title>
<item><title>{HEADLINE}</title><link>https://vesti.example/1</link><guid>g1</guid>
<pubDate>Thu, 28 Aug 2025 14:05:00 +0300</pubDate>
<description>&lt;p&gt;{BODY[0]}&lt;/p&gt;&lt;p&gt;{BODY[1]}&lt;/p&gt;</description></item>
<item><title>{OTHERS[0]}</title><link>https://vesti.example/2</link><description>{SECOND}</description></item>
</channel></rss>"""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r"])
def test_rss(tmp_path, encoding):
    path = write(tmp_path / "feed.xml", RSS.replace("ENCODING", encoding).encode(encoding))
    first, second = items(path)
    assert (first.id, first.headline, first.text) == ("g1", HEADLINE, f"{BODY[0]}\n\n{BODY[1]}")
    assert (first.published, first.source, first.url) == (
        "2025-08-28T14:05:00+03:00",
        "Вести",
        "https://vesti.example/1",
    )
    assert (second.headline, second.text) == (OTHERS[0], SECOND)


def test_atom(tmp_path):
    path = write(
        tmp_path / "feed.atom",
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Вести</title><entry><id>e1</id><title>{HEADLINE}</title>'
        f'<link href="https://vesti.example/1"/><updated>2025-08-28T11:05:00Z</updated>'
        f'<content type="html">&lt;p&gt;{SECOND}</content>'
        "</entry></feed>",
    )
    (item,) = items(path)
    assert (item.id, item.text, item.published) == ("e1", SECOND, "2025-08-28T11:05:00+00:00")


def test_a_feed_cut_off_in_the_middle_gives_what_it_has_and_says_so(tmp_path):
    *found, failure = items(
        write(tmp_path / "feed.rss", RSS.replace("ENCODING", "utf-8")[: RSS.index("<item><title>В Луг") + 60])
    )
    assert found[0].headline == HEADLINE
    assert "damaged" in failure.error


def test_markdown_and_text(tmp_path):
    path = write(
        tmp_path / "n.md", f"---\nlayout: post\n---\n# {HEADLINE}\n\n**{BODY[0]}**\n\n{BODY[1]} [источник](http://x)\n"
    )
    (item,) = items(path)
    assert (item.id, item.headline) == (str(path), HEADLINE)
    assert item.text == f"{BODY[0]}\n\n{BODY[1]} источник"


def test_stdin_is_detected(monkeypatch):
    for data, headline in (
        (page(), HEADLINE),
        (jsonl(records()[:1]), HEADLINE),
        (RSS.replace("ENCODING", "utf-8"), HEADLINE),
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
        assert items("-")[0].headline == headline


def test_folders_globs_and_archives(tmp_path):
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    write(folder / "a.html", page())
    write(folder / "deep" / "b.txt.gz", gzip.compress(f"{OTHERS[0]}\n\n{SECOND}".encode()))
    write(folder / ".hidden", "x")
    with zipfile.ZipFile(folder / "z.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("c.jsonl", jsonl(records()))
        archive.writestr("d.jsonl.gz", gzip.compress(jsonl(records()[:1]).encode()))
    found = items(folder, duplicates="keep")
    assert [i.headline for i in found] == [HEADLINE, OTHERS[0], HEADLINE, OTHERS[0], HEADLINE]
    assert [i.id for i in found] == [
        f"{folder}/a.html", f"{folder}/deep/b.txt", "a1", f"{folder}/z.zip!c.jsonl#2", "a1",
    ]  # fmt: skip
    assert [i.headline for i in items(folder / "**/*.gz")] == [OTHERS[0]]
    assert "no file matches" in items(folder / "*.xml")[0].error


def test_warc(tmp_path):
    pytest.importorskip("warcio")
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    path = tmp_path / "crawl.warc.gz"
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for url, status, kind, body in (
            ("https://vesti.example/robots.txt", "404 Not Found", "text/html", b"no"),
            ("https://vesti.example/logo.png", "200 OK", "image/png", b"\x89PNG"),
            ("https://vesti.example/1", "200 OK", "text/html; charset=windows-1251", page().encode("cp1251")),
        ):
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers)
            )
    (item,) = items(path)
    assert (item.id, item.url, item.headline) == (f"{path}#3", "https://vesti.example/1", HEADLINE)
    assert item.text == TEXT


def test_reading_is_lazy(tmp_path):
    def endless():
        yield str(write(tmp_path / "a.jsonl", jsonl(records())))
        raise AssertionError("the second input was asked for before the first was used up")

    assert next(read(endless(), ReadOptions())).id == "a1"


def test_one_bad_input_loses_nothing_else(tmp_path):
    good = write(tmp_path / "good.jsonl", jsonl(records()[:1]))
    bad = write(tmp_path / "bad.txt", b"\x89PNG\r\n")
    found = list(read([str(bad), str(good), str(tmp_path / "none")], ReadOptions()))
    assert [type(f) for f in found] == [ReadFailure, NewsItem, ReadFailure]
    assert "PNG" in found[0].error and "there is no file" in found[2].error


def test_impossible_options_and_inputs_are_refused():
    with pytest.raises(OptionError, match="format"):
        ReadOptions(format="docx")
    with pytest.raises(OptionError, match="unknown item fields"):
        ReadOptions(fields={"body": "text"})
    with pytest.raises(TypeError):
        read("one string")
