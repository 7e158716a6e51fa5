"""Sound inputs of every format, from which hostile ones are grown: invented, and real ones where there is data."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
_MOST = 24  # real files of a format

Seeds = Mapping[str, Sequence[bytes]]


def seeds(data: Path) -> dict[str, list[bytes]]:
    """By format, the bytes of sound inputs; the same for the same data folder."""
    from support.pages import BODY, HEADLINE, page

    records = list(_records(data))
    pages = [page().encode(), page(before="<article>", after="</article>").encode("cp1251", "replace")]
    pages += [path.read_bytes() for path in sorted((data / "items" / "html").glob("*.html"))[:_MOST]]
    plain = [f"{HEADLINE}\n\n" + "\n\n".join(BODY), *(f"{r['headline']}\n\n{r['text']}" for r in records[:_MOST])]
    texts = [text.encode(encoding, "replace") for text in plain for encoding in ("utf-8", "cp1251", "utf-16")]
    feeds = [_rss(records[:5]), _rss(records[5:8], content=True), _atom(records[:4]), _atom(records[4:9]), _opml()]
    found = {
        "html": pages,
        "feed": feeds,
        "text": texts,
        "markdown": [f"# {r['headline']}\n\n> {r['text']}".encode() for r in records[:6]],
        "jsonl": ["\n".join(json.dumps(r, ensure_ascii=False) for r in records[n : n + 4]).encode() for n in range(8)],
        "json": [json.dumps({"items": records[n : n + 3]}).encode() for n in range(4)] + [_json_feed(records[:3])],
        "csv": [_table(records[:6], separator) for separator in ",;|"],
        "tsv": [_table(records[:6], "\t")],
        "telegram": [_telegram(records[:6]), _telegram(records[3:9], account=True)],
        "warc": [_warc(pages[:2]), _warc(pages[:1], packed=True), gzip.compress(_warc(pages[:1]))],
        "archive": [gzip.compress(pages[0]), _zip({"a.html": pages[0], "b.txt": texts[0]}), *_packed(pages[0])],
        "parquet": _parquet(records[:5]),
        "opml": [_opml()],
        "glossary": ["# термины\nМост\tBridge\nМэр города\tMayor\nСеверлес\tSeverles\n".encode()],
        "prompt": [path.read_bytes() for path in sorted((ROOT / "prompts").glob("*.toml"))],
    }
    return {kind: list(values) for kind, values in found.items() if values}


def _records(data: Path) -> Iterator[dict[str, Any]]:
    from support.pages import BODY, HEADLINE

    for number in range(12):
        yield {
            "id": f"n{number}",
            "headline": f"{HEADLINE}, часть {number}",
            "text": "\n".join(BODY[number % 2 :]),
            "url": f"https://example.org/{number}",
            "source": "Заречные вести",
            "published": f"2026-11-{number + 1:02d}T10:00:00+03:00",
            "author": "Анна Ковригина",
        }
    real = data / "items" / "news_ru.jsonl"
    if real.is_file():
        for line in real.read_text(encoding="utf-8").splitlines()[:60]:
            record = json.loads(line)
            yield {"headline": record.get("headline") or "Новость", "text": record.get("text") or "Нет текста."}


def _rss(records: Sequence[Mapping[str, Any]], *, content: bool = False) -> bytes:
    from xml.sax.saxutils import escape

    entries = "".join(
        f"<item><title>{escape(r['headline'])}</title><link>https://example.org/{n}</link>"
        f"<description><![CDATA[<p>{r['text']}</p>]]></description>"
        + (f"<content:encoded>{escape('<p>' + r['text'] + '</p>')}</content:encoded>" if content else "")
        + f"<pubDate>Tue, 0{n + 1} Sep 2026 10:00:00 +0300</pubDate><guid>g{n}</guid></item>"
        for n, r in enumerate(records)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/'
        f'content/"><channel><title>Вести</title><link>https://example.org/</link>{entries}</channel></rss>'
    ).encode()


def _atom(records: Sequence[Mapping[str, Any]]) -> bytes:
    from xml.sax.saxutils import escape

    entries = "".join(
        f'<entry><title type="html">{escape(r["headline"])}</title><id>urn:n{n}</id>'
        f'<link href="/news/{n}" rel="alternate"/><updated>2026-09-0{n + 1}T10:00:00Z</updated>'
        f'<content type="html" xml:base="https://example.org/">{escape("<p>" + r["text"] + "</p>")}</content></entry>'
        for n, r in enumerate(records)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru">'
        f"<title>Вести</title><id>urn:feed</id><updated>2026-09-01T00:00:00Z</updated>{entries}</feed>"
    ).encode()


def _opml() -> bytes:
    outlines = "".join(f'<outline text="Вести {n}" xmlUrl="https://example.org/{n}.rss"/>' for n in range(5))
    return f'<?xml version="1.0"?><opml version="2.0"><body><outline>{outlines}</outline></body></opml>'.encode()


def _json_feed(records: Sequence[Mapping[str, Any]]) -> bytes:
    items = [
        {"id": str(n), "title": r["headline"], "content_html": f"<p>{r['text']}</p>", "date_published": "2026-09-01"}
        for n, r in enumerate(records)
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Вести", "items": items}).encode()


def _table(records: Sequence[Mapping[str, Any]], separator: str) -> bytes:
    out = io.StringIO()
    table = csv.writer(out, delimiter=separator)
    table.writerow(["id", "title", "text", "url", "date"])
    for n, r in enumerate(records):
        table.writerow([n, r["headline"], r["text"], f"https://example.org/{n}", "01.09.2026"])
    return out.getvalue().encode()


def _telegram(records: Sequence[Mapping[str, Any]], *, account: bool = False) -> bytes:
    messages = [
        {
            "id": n,
            "type": "message",
            "date": "2026-09-01T10:00:00",
            "date_unixtime": str(1_788_000_000 + n),
            "author": "Вести",
            "text": [f"{r['headline']}\n\n", {"type": "bold", "text": r["text"]}],
        }
        for n, r in enumerate(records)
    ]
    chat = {"name": "Вести", "type": "public_channel", "id": 1, "messages": messages}
    return json.dumps({"chats": {"list": [chat]}} if account else chat, ensure_ascii=False).encode()


def _warc(pages: Sequence[bytes], *, packed: bool = False) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for number, page in enumerate(pages):
        body = gzip.compress(page, mtime=0) if number % 2 or packed else page
        headers = [("Content-Type", "text/html; charset=utf-8")] + [("Content-Encoding", "gzip")] * (body != page)
        http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                f"https://example.org/{number}",
                "response",
                payload=io.BytesIO(body),
                http_headers=http,
                warc_headers_dict={
                    "WARC-Record-ID": f"<urn:uuid:00000000-0000-0000-0000-{number:012d}>",
                    "WARC-Date": "2026-09-01T10:00:00Z",
                },
            )
        )
    return out.getvalue()


def _zip(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def _packed(page: bytes) -> list[bytes]:
    import bz2
    import lzma

    import brotli
    import zstandard

    return [bz2.compress(page), lzma.compress(page), brotli.compress(page), zstandard.ZstdCompressor().compress(page)]


def _parquet(records: Sequence[Mapping[str, Any]]) -> list[bytes]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    rows = [{"title": r["headline"], "text": r["text"], "date": "2026-09-01"} for r in records]
    pq.write_table(pa.Table.from_pylist(rows), out)
    return [out.getvalue()]
