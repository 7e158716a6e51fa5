"""Stores with invented briefs, feeds with invented entries on a real server, and the command as a user runs it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import feedparser
import pytest
from support.briefs import FAIR, FERRY, HOSTILE
from support.chain import FakeChain
from support.site import serving

from svodka.cli import main
from svodka.items import Brief
from svodka.runs import Store, StoreWriter
from svodka.runs.store.records import brief_json

# Each text in words of its own: near-duplicates are left out.
STORIES = (
    ("Мост открыли", "В городе открыли новый мост через реку Ряжа, движение по нему начнётся завтра утром."),
    ("Цены выросли", "За неделю картофель подорожал на семь процентов, сообщили в статистическом ведомстве."),
    ("Вулкан проснулся", "На полуострове началось извержение, столб пепла поднялся на шесть километров над морем."),
    ("Поезд опоздал", "Скорый поезд из Заполярска прибыл на вокзал с опозданием в девять часов из-за метели."),
    ("Музей закрыт", "Краеведческий музей закрыли на ремонт крыши, экспонаты перевезли в соседнюю школу."),
    ("Сборная выиграла", "Хоккеисты победили соперников со счётом четыре два и вышли в полуфинал чемпионата."),
)


def keep(path: Path, briefs: Sequence[Brief], *, facts: str = "flag") -> None:
    """Put briefs into a store, as one more start of the run of these settings."""
    known = {brief.item.content_hash(): brief for brief in briefs}
    with StoreWriter.create(path) as writer:
        run, invocation = writer.begin(replace(briefs[0].signature, facts=facts))
        writer.offer(run, invocation, [brief.item for brief in briefs], retry_failed=False)
        for queued in writer.take(invocation, 0, 1000):
            writer.done(queued.row, *brief_json(known[queued.item.content_hash()]))


@pytest.fixture
def store(tmp_path) -> Path:
    """A store with three briefs: flagged and linked, dated by a day only, and hostile in every field."""
    path = tmp_path / "run.sqlite"
    keep(path, [FERRY, FAIR, HOSTILE])
    return path


def entry(n: int, *, text: str | None = None, guid: str | None = None, link: str | None = None, day: int = 0) -> str:
    """An RSS item about story ``n``; guid and link "" are left out."""
    headline, usual = STORIES[n]
    guid = f"https://vesti.example/{n}" if guid is None else guid
    link = f"https://vesti.example/news/{n}.html" if link is None else link
    parts = [f"<title>{headline}</title>", f"<description>{escape(text or usual)}</description>"]
    parts += [f"<guid isPermaLink='false'>{escape(guid)}</guid>"] if guid else []
    parts += [f"<link>{escape(link)}</link>"] if link else []
    parts += [f"<pubDate>{day or 10 + n:02d} May 2026 10:20:00 +0300</pubDate>"]
    return f"<item>{''.join(parts)}</item>"


def rss(*entries: str, title: str = "Вести") -> str:
    """An RSS feed."""
    return f"<rss version='2.0'><channel><title>{title}</title>{''.join(entries)}</channel></rss>"


def opml(*addresses: str) -> str:
    """A subscription list."""
    outlines = "".join(f"<outline type='rss' text='x' xmlUrl={quoteattr(address)}/>" for address in addresses)
    return f"<opml version='2.0'><head/><body>{outlines}</body></opml>"


@pytest.fixture
def site():
    with serving() as site:
        yield site


class Updates:
    """``svodka update`` with a chain without models; ``made`` are the chains that were needed."""

    def __init__(self, folder: Path, capsys) -> None:
        self.store, self.feed = folder / "run.sqlite", folder / "briefs.xml"
        self.made: list[FakeChain] = []
        self.fail: dict[str, str] = {}
        self._capsys = capsys

    def __call__(self, *arguments: str, code: int = 0) -> str:
        """Run it on loopback without a pause; gives stderr."""
        given = [*map(str, arguments), "--store", str(self.store), "--feed", str(self.feed)]
        found = main(["update", *given, "--allow-private", "--pause", "0"])
        out, err = self._capsys.readouterr()
        assert (found, out) == (code, ""), err
        return err

    @property
    def briefed(self) -> list[list[str]]:
        """The ids that were translated, one list for each update that needed models."""
        return [[id for batch in chain.translated for id in batch] for chain in self.made]

    @property
    def entries(self) -> list[feedparser.FeedParserDict]:
        """The entries of the feed that was written."""
        return feedparser.parse(self.feed.read_bytes()).entries

    def counts(self) -> dict[str, int]:
        with Store.open(self.store) as store:
            store.check()
            return store.run().counts


@pytest.fixture
def update(tmp_path, monkeypatch, capsys) -> Updates:
    updates = Updates(tmp_path, capsys)

    def pipeline(options, *, deferred=False):
        chain = FakeChain(fail=updates.fail)
        chain.notices = ()
        updates.made.append(chain)
        return chain

    monkeypatch.setattr("svodka.pipeline.Pipeline", pipeline)
    return updates
