"""Nothing that is read unfolds without end, and nothing in it stops what comes after."""

import copy
import gzip
import io
import json
import logging
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.pages import BODY, HEADLINE, page

from svodka.items import NewsItem
from svodka.readers import ReadFailure, ReadOptions, read
from svodka.readers.fetch import _Cache
from svodka.readers.intake.compression import http_decoded
from svodka.readers.intake.documents import Budget, Document
from svodka.readers.reading import read_document

PAGE = page().encode()
TEXT = "Мэр открыл новый мост через реку, сообщили власти города. Движение начнётся завтра."
ANY = ReadOptions(other_languages="pass", duplicates="keep")
SOME = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def found(path, data, options=ANY):
    path.write_bytes(data)
    return list(read([str(path)], options))


def record(body, coding, number=1):
    body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {coding}\r\n\r\n".encode() + body
    return (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://vesti.example/{number}\r\n"
        f"WARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2025-03-03T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body + b"\r\n\r\n"  # fmt: skip


PACK = {"gzip": gzip.compress, "deflate": zlib.compress, "identity": bytes, "x-gzip": gzip.compress}


@SOME
@given(st.lists(st.sampled_from([*PACK]), max_size=9))
def test_five_codings_are_read_and_more_are_refused(tmp_path, codings):
    pytest.importorskip("warcio")
    body = PAGE
    for coding in codings:
        body = PACK[coding](body)
    first, second = found(tmp_path / "a.warc", record(body, ", ".join(codings)) + record(PAGE, "", 2))[::-1][:2][::-1]
    if sum(coding != "identity" for coding in codings) > 5:
        assert (first.headline, "times over" in second.error) == (HEADLINE, True)
    else:
        assert [first.headline, second.headline] == [HEADLINE] * 2


@pytest.mark.parametrize("count", [6, 1500, 100_000])
def test_codings_without_number_lose_no_other_record(tmp_path, count):
    pytest.importorskip("warcio")
    data = record(PAGE, ",".join(["gzip"] * min(count, 8000)), 1) + record(PAGE, "", 2)
    item, failure = found(tmp_path / "a.warc", data)
    assert item.text == "\n\n".join(BODY) and "times over; expected 5 times at most" in failure.error
    from svodka.errors import InputError

    with pytest.raises(InputError, match="times over"):
        http_decoded(io.BytesIO(PAGE), ",".join(["deflate"] * count), 0)


def archive(members):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in members:
            made.writestr(name, body)
    return data.getvalue()


def overlapping(body, count):
    """One member that the directory names again and again."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", body)
        made.filelist += [copy.copy(made.filelist[0]) for _ in range(count - 1)]
    return data.getvalue()


@pytest.mark.parametrize("kind", ["overlapping", "many", "packed within", "records"])
def test_an_archive_is_bounded_as_a_whole(tmp_path, monkeypatch, kind):
    monkeypatch.setattr(Budget, "FLOOR", 2_000_000)
    monkeypatch.setattr(Budget, "RATIO", 1)
    taken = []
    take = Budget.take
    monkeypatch.setattr(Budget, "take", lambda self, size: (taken.append((self, size)), take(self, size))[1])
    body = (TEXT + "\n\n").encode() * 5_000  # 750 kB
    data = {
        "overlapping": overlapping(body, 100),
        "many": archive((f"{n}.txt", body) for n in range(100)),
        "packed within": archive((f"{n}.txt.gz", gzip.compress(body)) for n in range(100)),
        "records": gzip.compress(b"".join(record(gzip.compress(PAGE + b" " * 700_000), "gzip", n) for n in range(100))),
    }[kind]
    name = "a.warc.gz" if kind == "records" else "a.zip"
    results = found(tmp_path / name, data)
    assert 0 < sum(isinstance(result, NewsItem) for result in results) < 5
    assert "unfold" in results[-1].error and len(results) < 10
    whole = max({budget for budget, _ in taken}, key=lambda b: sum(size for one, size in taken if one is b))
    assert sum(size for budget, size in taken if budget is whole) < 2_000_000 + (1 << 20) + 1


NAMES = st.sampled_from(
    [
        "a.txt",
        "b/c.txt",
        "../x.txt",
        "..\\x.txt",
        "b/../../x.txt",
        "/etc/x.txt",
        "C:\\x.txt",
        "c:x.txt",
        "b\\..\\c.txt",
        "..",
        ".hidden",
        "...txt",
    ]
)


@SOME
@given(st.lists(NAMES, min_size=1, max_size=6))
def test_a_member_that_leads_out_is_refused_with_a_failure(tmp_path, names):
    results = found(tmp_path / "a.zip", archive((name, f"{TEXT} {n}") for n, name in enumerate(names)))
    out = [name for name in names if "x.txt" in name or name in {"..", "b\\..\\c.txt"}]
    refused = [r for r in results if isinstance(r, ReadFailure) and "leads out of the archive" in r.error]
    assert [failure.where.split("!")[1] for failure in refused] == out
    assert len(results) == len(out) + sum(name in {"a.txt", "b/c.txt"} for name in names)


def parquet(columns, **options):
    pyarrow, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    data = io.BytesIO()
    pq.write_table(pyarrow.table(columns), data, compression="zstd", **options)
    return data.getvalue()


def rows_of(data):
    return read_document(Document("a.parquet", io.BytesIO(data)), ReadOptions(format="parquet", other_languages="pass"))


CELL = TEXT * 4_000  # 600 kB


@pytest.mark.parametrize("kind", ["column", "list", "struct", "empty"])
def test_a_cell_that_many_rows_share_is_bounded(monkeypatch, kind):
    """What is made into Python's objects is counted before it is made."""
    monkeypatch.setattr(Budget, "FLOOR", 3_000_000)
    columns = {
        "column": {"text": [CELL] * 400},
        "list": {"text": [TEXT] * 2, "more": [[CELL] * 400, []]},
        "struct": {"text": [TEXT] * 400, "more": [{"a": CELL}] * 400},
        "empty": {"text": [""] * 500_000},
    }[kind]
    data = parquet(columns)
    assert len(data) < 15_000
    results = list(rows_of(data))
    assert "unfolds to more than 3 MB" in results[-1].error
    assert sum(len(result.text) for result in results[:-1] if isinstance(result, NewsItem)) < 3_000_000
    assert len(results) < 400_000


def test_what_the_footer_says_is_enough_to_refuse(monkeypatch):
    monkeypatch.setattr(Budget, "FLOOR", 3_000_000)
    (failure,) = rows_of(parquet({"text": [CELL + str(n) for n in range(10)]}, use_dictionary=False))
    assert "unfolds to more than 3 MB" in failure.error


def test_a_row_that_is_too_large_loses_no_other():
    results = list(rows_of(parquet({"text": [TEXT, "я" * 9_000_000, TEXT + " Да."]})))
    assert [isinstance(result, NewsItem) for result in results] == [True, False, True]
    assert "row is larger than 16 MB" in results[1].error


@SOME
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "text": st.sampled_from([TEXT, "Мост закрыт на ремонт до конца месяца."]),
                "many": st.none() | st.lists(st.none() | st.text(max_size=3), max_size=3),
                "map": st.none() | st.lists(st.tuples(st.text(max_size=2), st.integers(0, 9)), max_size=2),
                "struct": st.none() | st.fixed_dictionaries({"a": st.none() | st.text(max_size=3)}),
                "number": st.none() | st.integers(0, 9),
                "bytes": st.none() | st.binary(max_size=3),
            }
        ),
        min_size=1, max_size=5,
    )
)  # fmt: skip
def test_rows_of_any_shape_are_read(rows):
    pyarrow = pytest.importorskip("pyarrow")
    kinds = pyarrow.schema(
        {
            "text": pyarrow.string(), "many": pyarrow.list_(pyarrow.large_string()),
            "map": pyarrow.map_(pyarrow.string(), pyarrow.int8()),
            "struct": pyarrow.struct({"a": pyarrow.string()}), "number": pyarrow.decimal128(9, 2),
            "bytes": pyarrow.binary(),
        }
    )  # fmt: skip
    arrays = {name: pyarrow.array([row[name] for row in rows], kinds.field(name).type) for name in kinds.names}
    results = list(rows_of(parquet(arrays)))
    assert [isinstance(result, NewsItem) for result in results] == [True] * len(rows)


GOOD = json.dumps({"headers": {"etag": '"v1"', "content-type": "text/html"}, "body": PAGE.hex()})


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "{}", '{"headers": {}}', '{"headers": [], "body": 5}',
     '{"headers": {"etag": 5}, "body": ""}',
     '{"headers": {"etag": "a\\r\\nX: y"}, "body": ""}', '{"headers": {"etag": "я"}, "body": ""}', "[" * 100_000,
     GOOD[:-9], GOOD.replace('"body": "', '"body": "zz'), "\x00\x01"],
)  # fmt: skip
def test_a_damaged_file_of_the_cache_is_said_and_left(tmp_path, caplog, text):
    options = ReadOptions(cache_dir=str(tmp_path))
    kept = _Cache.of("https://vesti.example/", options)
    kept.store({"etag": '"v1"'}, PAGE)
    (path,) = tmp_path.iterdir()
    assert _Cache.of("https://vesti.example/", options).conditions() == {"If-None-Match": '"v1"'}
    path.write_text(text)
    with caplog.at_level(logging.INFO, "svodka"):
        damaged = _Cache.of("https://vesti.example/", options)
        assert damaged.conditions() == {} and damaged.body is None
        damaged.store({"etag": '"v2"'}, PAGE)
    assert path.read_text() == text
    assert path.name in caplog.text and "left as it is" in caplog.text


@SOME
@given(st.binary(max_size=60) | st.integers(0, len(GOOD)).map(lambda n: GOOD[:n].encode()))
def test_a_file_of_the_cache_may_be_anything(tmp_path, data):
    _Cache.of("https://vesti.example/", ReadOptions(cache_dir=str(tmp_path))).store({"etag": '"v1"'}, PAGE)
    (path,) = tmp_path.iterdir()
    path.write_bytes(data)
    kept = _Cache.of("https://vesti.example/", ReadOptions(cache_dir=str(tmp_path)))
    assert kept.conditions() in ({}, {"If-None-Match": '"v1"'})
    path.unlink()
