"""Compressed files and WARC records: every coding, with and without its library, and headers that are not true."""

import bz2
import gzip
import lzma
import sys
import zlib

import pytest
from support.pages import BODY, HEADLINE, page

from svodka.readers import NewsItem, ReadFailure, ReadOptions, read
from svodka.readers.intake.documents import Budget

PAGE = page().encode()
TEXT = "\n\n".join(BODY)


def brotli(data):
    return pytest.importorskip("brotli").compress(data)


def zstd(data):
    """As a streaming server sends it: without the size of the content."""
    writer = pytest.importorskip("zstandard").ZstdCompressor().compressobj()
    return writer.compress(data) + writer.flush()


def bare_deflate(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


PACKERS = {
    "br": brotli, "zstd": zstd, "gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress,
    "GZIP": gzip.compress,
    "identity": bytes, "gzip, br": lambda d: brotli(gzip.compress(d)), "utf-8": bytes,
}  # fmt: skip


def record(body, coding="", *, kind="text/html; Charset=UTF-8", type="response", status="HTTP/1.1 200 OK", more=""):
    if type == "response":
        head = f"{status}\r\nContent-Type: {kind}\r\n" + (f"Content-Encoding: {coding}\r\n" if coding else "")
        body, kind = f"{head}{more}\r\n".encode() + body, "application/http; msgtype=response"
    return (
        f"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Target-URI: https://vesti.example/1\r\n"
        "WARC-Date: 2025-03-03T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body + b"\r\n\r\n"  # fmt: skip


def chunked(data):
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (data[:99], data[99:], b""))


def found(tmp_path, data, name="crawl.warc"):
    pytest.importorskip("warcio")
    (tmp_path / name).write_bytes(data)
    return list(read([str(tmp_path / name)], ReadOptions(duplicates="keep")))


def check(items, count=1):
    assert [(i.headline, i.text) for i in items] == [(HEADLINE, TEXT)] * count


@pytest.mark.parametrize("coding", PACKERS)
def test_content_encodings(tmp_path, coding):
    check(found(tmp_path, record(PACKERS[coding](PAGE), coding)))


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip"])
def test_chunked_transfer(tmp_path, coding):
    check(found(tmp_path, record(chunked(PACKERS[coding](PAGE)), coding, more="Transfer-Encoding: Chunked\r\n")))


def test_deflate_without_zlib_s_header(tmp_path):
    check(found(tmp_path, record(bare_deflate(PAGE), "deflate")))


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip", "deflate"])
def test_a_body_that_was_decompressed_by_the_writer(tmp_path, coding, monkeypatch):
    monkeypatch.setitem(sys.modules, "brotli", None)  # nor is the library needed then
    check(found(tmp_path, record(PAGE, coding)))


def test_missing_libraries_give_one_error_each_and_the_rest_is_read(tmp_path, monkeypatch):
    records = [record(brotli(PAGE), "br"), record(zstd(PAGE), "zstd"), record(brotli(PAGE), "br"), record(PAGE)]
    monkeypatch.setitem(sys.modules, "brotli", None)
    monkeypatch.setitem(sys.modules, "zstandard", None)
    item, *failures = found(tmp_path, b"".join(records))
    check([item])
    install = "is not installed; run: pip install 'svodka[warc]'"
    assert [f.error.split(":")[0] for f in failures] == [
        "2 of the file's pages could not be read", "1 of the file's pages could not be read",
    ]  # fmt: skip
    assert "library brotli" in failures[0].error and failures[0].error.endswith(install)
    assert "library zstandard" in failures[1].error and failures[1].error.endswith(install)


def test_an_unknown_coding_is_named(tmp_path):
    (failure,) = found(tmp_path, record(b"\x1f\x9d" * 50, "compress"))
    assert "'compress'; expected gzip, deflate, br or zstd" in failure.error


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip"])
def test_a_damaged_body_is_a_failure_and_the_next_is_read(tmp_path, coding):
    packed = PACKERS[coding](PAGE)
    failure, item = found(tmp_path, record(packed[: len(packed) // 2], coding) + record(PAGE))
    assert isinstance(failure, ReadFailure) and "damaged" in failure.error
    check([item])


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip"])
def test_bombs_in_records_are_stopped(tmp_path, coding, monkeypatch):
    monkeypatch.setattr(Budget, "FLOOR", 1_000_000)
    (failure,) = found(tmp_path, record(PACKERS[coding](b"<p>" + b"a" * 12_000_000), coding))
    assert "unfolds to more than" in failure.error


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (gzip.compress(record(PAGE)) + gzip.compress(record(b"<p>" + b"a" * 12_000_000)), "unfolds to more than"),
        (gzip.compress(record(PAGE)) + gzip.compress(record(PAGE))[:90], "is damaged or encrypted"),
    ],
)
def test_a_bomb_and_damage_in_a_packed_warc_file_are_told_apart(tmp_path, data, why, monkeypatch):
    monkeypatch.setattr(Budget, "FLOOR", 1_000_000)
    item, *_, last = found(tmp_path, data)
    check([item])
    assert last.error.startswith("the WARC file was not read to its end: the compressed data ") and why in last.error
    assert ("damaged" in last.error) == ("damaged" in why)


def test_a_line_of_headers_without_an_end_is_read_in_pieces(tmp_path, monkeypatch):
    pytest.importorskip("warcio")
    from warcio.bufferedreaders import BufferedReader

    lines = []
    real = BufferedReader.readline
    monkeypatch.setattr(BufferedReader, "readline", lambda *given: lines.append(real(*given)) or lines[-1])
    head, _, body = record(PAGE).partition(b"\r\n")
    found(tmp_path, head + b"\r\nX: " + b"a" * 3_500_000 + b"\r\n" + body)
    assert 100_000 <= max(map(len, lines)) <= 1 << 20


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (record(PAGE, type="resource", kind="text/html"), 1),
        (record(f"{HEADLINE}\n\n{TEXT}".encode(), type="conversion", kind="text/plain"), 1),
        (record(b"a { b: c }", kind="text/css") + record(b"let a", kind="text/javascript"), 0),
        (record(b"User-agent: *").replace(b"example/1", b"example/robots.txt"), 0),
        (record(PAGE, status="HTTP/2 200"), 1),
        (record(PAGE, status="HTTP/1.1 404 Not Found"), 0),
        (record(PAGE, type="request", kind="text/html"), 0),
    ],
)  # fmt: skip
def test_which_records_are_items(tmp_path, data, count):
    check(found(tmp_path, data), count)


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.warc.gz", lambda records: b"".join(map(gzip.compress, records))),
        ("a.warc.gz", lambda records: gzip.compress(b"".join(records))),  # one member: warcio alone refuses it
        ("a.warc.zst", lambda records: b"".join(map(zstd, records))),
        ("a.warc.xz", lambda records: lzma.compress(b"".join(records))),
    ],
)
def test_compressed_warc_files(tmp_path, name, pack):
    items = found(tmp_path, pack([record(PAGE), record(brotli(PAGE), "br")]), name)
    check(items, 2)
    assert [i.id for i in items] == [f"{tmp_path / name}#1", f"{tmp_path / name}#2"]


@pytest.mark.parametrize(
    ("suffix", "pack"),
    [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress), ("zst", zstd), ("br", brotli)],
)
def test_compressed_files(tmp_path, suffix, pack):
    path = tmp_path / f"page.html.{suffix}"
    path.write_bytes(pack(PAGE))
    (item,) = read([str(path)], ReadOptions())
    assert (item.id, item.headline) == (str(tmp_path / "page.html"), HEADLINE)


def test_a_file_whose_library_is_missing_does_not_cost_the_others(tmp_path, monkeypatch):
    (tmp_path / "a.html.zst").write_bytes(zstd(PAGE))
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04 damaged")
    (tmp_path / "c.html").write_bytes(PAGE)
    monkeypatch.setitem(sys.modules, "zstandard", None)
    missing, damaged, item = read([str(tmp_path)], ReadOptions())
    assert missing.where.endswith("a.html.zst") and "pip install 'svodka[warc]'" in missing.error
    assert damaged.where.endswith("b.zip") and "the archive is damaged" in damaged.error
    assert isinstance(item, NewsItem)
