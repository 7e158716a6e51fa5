"""What is done with a hostile news file, and what must hold of it: items or failures, clean, up to the page."""

from __future__ import annotations

import io
import json
import os
import random
import re
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.endurance.standin import pipeline
from svodka.errors import OptionError, SvodkaError
from svodka.items import Brief
from svodka.readers import NewsItem, ReadFailure, ReadOptions, read

SUFFIXES = {
    "html": (".html", ".htm", ""),
    "feed": (".xml", ".rss", ""),
    "text": (".txt", ""),
    "markdown": (".md",),
    "jsonl": (".jsonl", ""),
    "json": (".json", ""),
    "csv": (".csv", ".txt"),
    "tsv": (".tsv",),
    "telegram": ("/result.json", ".json"),
    "warc": (".warc", ".warc.gz"),
    "archive": (".gz", ".zip", ".br", ".zst", ".html.gz", ".jsonl.gz"),
    "parquet": (".parquet",),
}
_FORCED = ("text", "html", "feed", "json", "jsonl", "csv", "tsv", "parquet", "telegram", "warc")
_LONGEST = 20_000  # characters of a text that are put through the chain
_RUNNING = {"script", "iframe", "object", "embed"}
_POOL = 30  # briefs that go into one page
# What moves a terminal's cursor, colours it, or turns the reading order around.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_RUNS = re.compile(r"[\x00-\x20]*(?:javascript|vbscript|data|file):", re.IGNORECASE)


class Fault(Exception):
    """A property that does not hold."""


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class NewsInputs:
    """Reads hostile files; keeps briefs until they make a page."""

    def __init__(self) -> None:
        self._pipeline = pipeline()
        self._briefs: list[Brief] = []

    def examine(self, rng: random.Random, kind: str, data: bytes, folder: Path, *, large: bool = False) -> str:
        """ "items", "failures" or "nothing" for a file of these bytes; raises `Fault` where a promise is broken."""
        name = rng.choice(("a", "a", "новость", "x\x1b[31m", "y\u202egpj", "z" * 200)) + rng.choice(SUFFIXES[kind])
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        options = self._options(rng)
        items = [self._checked(found) for found in read([str(path)], options)]
        news = [item for item in items if isinstance(item, NewsItem)]
        if not large and rng.random() < 0.25:
            self._brief(news[:1])
        if not large and rng.random() < 0.06:
            command(
                ["read", str(path), "--lang", "any", "--format", rng.choice(("preview", "jsonl")), "--show-removed"]
            )
        if len(self._briefs) >= _POOL:
            briefs, self._briefs = self._briefs, []
            outputs(briefs, folder)
        return "items" if news else "failures" if items else "nothing"

    def _options(self, rng: random.Random) -> ReadOptions:
        options = ReadOptions(
            other_languages=rng.choice(("fail", "pass", "pass", "skip")),
            duplicates=rng.choice(("mark", "drop", "keep")),
            format=rng.choice(_FORCED) if rng.random() < 0.1 else "auto",
        )
        if rng.random() < 0.1:
            options = replace(
                options, encoding=rng.choice(("utf-8", "cp1251", "utf-16", "koi8-r", "no-such", "hex", "idna", ""))
            )
        if rng.random() < 0.05:
            options = replace(options, fields={"text": rng.choice(("body", "a.b.c", "text", "")), "headline": "title"})
        return options

    def _checked(self, found: NewsItem | ReadFailure) -> NewsItem | ReadFailure:
        if not isinstance(found, NewsItem | ReadFailure):
            raise Fault(f"read gave {type(found).__name__}")
        json.dumps(found.to_dict(), ensure_ascii=False)
        if isinstance(found, ReadFailure):
            if "Traceback" in found.error or len(found.error) > 2_000:
                raise Fault(f"a failure of {len(found.error)} characters: {found.error[:300]!r}")
            return found
        for field in ("headline", "text", "url", "source", "published", "author", "lang"):
            value = getattr(found, field)
            if value is not None and not isinstance(value, str):
                raise Fault(f"{field} is {type(value).__name__}")
            try:
                (value or "").encode()
            except UnicodeEncodeError as error:
                raise Fault(f"{field} has a lone surrogate") from error
            if bad := UNSAFE.search(value or ""):
                raise Fault(f"{field} has the character {bad[0]!r}")
        if not found.text.strip() and not found.headline.strip():
            raise Fault("an item without headline and text")
        if found.url and _RUNS.match(found.url):
            raise Fault(f"url is {found.url[:80]!r}")
        return found

    def _brief(self, items: Sequence[NewsItem]) -> None:
        short = [replace(item, text=item.text[:_LONGEST], headline=item.headline[:_LONGEST]) for item in items]
        for brief in self._pipeline.brief(short):
            brief.to_text(evidence=True)
            brief.to_markdown(evidence=True)
            self._briefs.append(brief)


def command(arguments: Sequence[str]) -> int:
    """Run svodka in this process, as on a terminal. Raises `Fault` for a wrong exit code and unsafe characters."""
    from svodka.cli import main

    out, err = Terminal(), Terminal()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(list(arguments))
    for name, text in (("stdout", out.getvalue()), ("stderr", err.getvalue())):
        if bad := UNSAFE.search(text):
            raise Fault(
                f"{name} of {arguments[0]} has the character {bad[0]!r}: {text[max(0, bad.start() - 40) :][:80]!r}"
            )
    if code not in (0, 1, 2, 3) or (code and not err.getvalue()):
        raise Fault(f"{arguments[0]} ended with {code} and said {err.getvalue()[:200]!r}")
    return code


def outputs(briefs: Sequence[Brief], folder: Path) -> None:
    """Briefs as page, feeds and exports. Raises `Fault` when something of a news item became active content."""
    from lxml import etree, html

    from svodka.digest import DigestOptions, render
    from svodka.feeds import feed_of, to_atom, to_json_feed
    from svodka.runs import Store, StoreWriter
    from svodka.runs.export import write_csv, write_html, write_jsonl, write_markdown
    from svodka.runs.store.records import brief_json

    page = render(briefs, DigestOptions(group=True))
    active(html.fromstring(page.encode()), scripts=1)
    store = folder / "run.sqlite"
    with StoreWriter.create(store) as writer:
        run, invocation = writer.begin(briefs[0].signature)
        writer.offer(run, invocation, [brief.item for brief in briefs], retry_failed=False)
        made = {brief.item.content_hash(): brief for brief in briefs}
        for queued in writer.take(invocation, 0, 1_000):
            writer.done(queued.row, *brief_json(made[queued.item.content_hash()]))
    with Store.open(store) as opened:
        feed = feed_of(opened)
        root = etree.fromstring(to_atom(feed).encode())
        for content in root.iter("{http://www.w3.org/2005/Atom}content"):
            if content.get("type") == "html" and content.text and content.text.strip():
                active(html.fragment_fromstring(content.text, create_parent=True), scripts=0)
        json.loads(to_json_feed(feed))
        for write in (write_csv, write_jsonl, write_markdown, write_html):
            out = io.StringIO()
            write(opened.results(run), out)
            out.getvalue().encode()
            if write is write_html:
                active(html.fromstring(out.getvalue().encode()), scripts=0)
    os.unlink(store)


def active(root: Any, *, scripts: int) -> None:
    """Raise `Fault` when a page has more scripts than its own, handlers, or addresses that run."""
    found = [e for e in root.iter() if isinstance(e.tag, str)]
    running = [e for e in found if e.tag.lower() in _RUNNING and e.get("type") != "application/json"]
    if (count := len(running)) > scripts:
        raise Fault(f"{count} active elements, expected at most {scripts}")
    for element in found:
        for name, value in element.attrib.items():
            running = name.lower() in {"href", "src", "action", "xlink:href"} and _RUNS.match(
                value.strip("\x00\x01 \t\n")
            )
            if name.lower().startswith("on") or running or name.lower() == "srcdoc":
                raise Fault(f"<{element.tag} {name}={value[:80]!r}>")


def is_ours(error: BaseException) -> bool:
    """Whether an exception is one that svodka raises on purpose."""
    return isinstance(error, SvodkaError | OptionError)


if sys.flags.optimize:
    raise RuntimeError("run without -O")
