"""The article behind an entry, fetched when the feed gives a lead only."""

from __future__ import annotations

from collections import Counter
from collections.abc import MutableMapping
from dataclasses import replace

from svodka.errors import SvodkaError
from svodka.feeds.visits import Pace, host
from svodka.readers import NewsItem
from svodka.readers.fetch import fetch_if_changed
from svodka.readers.formats.records import BROKEN_OFF, WALLED
from svodka.readers.options import ReadFailure, ReadOptions
from svodka.readers.reading import UNTITLED, read_document
from svodka.regexes import regex

_BEGINNING = {BROKEN_OFF, WALLED}  # notes that the article makes untrue
LEAD = 600  # characters; a shorter text is taken for a lead
_SHARED = 0.4  # of the lead's words must stand in the article, else the page is something else (consent, error, login)
_PATIENCE = 3  # failures of a host in a row, after which it is not asked again in this update
_WORD = regex(r"[а-яё]{4,}")


class ArticleFetcher:
    """Fetches articles for one update, politely, and remembers the hosts that do not answer.

    ``options.allow_private`` holds for articles at their feed's own host only: a feed may not send us to others.
    """

    def __init__(self, options: ReadOptions, pace: Pace, robots: MutableMapping[str, str]) -> None:
        self._options, self._pace, self._robots = options, pace, robots
        self._failures: Counter[str] = Counter()

    def whole(self, item: NewsItem, feed: str) -> NewsItem:
        """The item, of the feed at this address, with its article as text; the item itself when it is long enough.

        An article that cannot be had leaves the lead, with a note that says why.
        """
        if len(item.text) >= LEAD and _BEGINNING.isdisjoint(item.notes):
            return item
        try:
            article = self._article(item, feed)
        except SvodkaError as error:
            note = f"This is a brief of the feed's lead; the article could not be read: {error}"
            return replace(item, notes=(*item.notes, note))
        untitled = UNTITLED in item.notes and UNTITLED not in article.notes
        kept = [note for note in item.notes if note not in _BEGINNING and not (untitled and note == UNTITLED)]
        return replace(
            item,
            headline=article.headline if untitled else item.headline or article.headline,
            text=article.text,
            published=item.published or article.published,
            author=item.author or article.author,
            removed=article.removed,
            notes=tuple(dict.fromkeys([*kept, *article.notes])),
        )

    def _article(self, item: NewsItem, feed: str) -> NewsItem:
        if not item.url:
            raise SvodkaError("the entry has no link")
        site = host(item.url)
        if self._failures[site] >= _PATIENCE:
            raise SvodkaError(f"{site} did not answer {_PATIENCE} times in a row and was not asked again")
        options = replace(self._options, allow_private=self._options.allow_private and site == host(feed))
        try:
            with self._pace.turn(item.url):
                answer = fetch_if_changed(item.url, options, robots=self._robots)
        except SvodkaError:
            self._failures[site] += 1
            raise
        self._failures[site] = 0
        assert answer.document is not None  # nothing was said of an earlier answer, so none can be unchanged
        found = next(iter(read_document(answer.document, self._options)))
        if isinstance(found, ReadFailure):
            raise SvodkaError(found.error)
        if len(found.text) <= len(item.text):
            raise SvodkaError(f"{answer.url} has no more text than the feed")
        if not _same_story(item, found):
            raise SvodkaError(f"{answer.url} does not look like the article: hardly a word of the lead is there")
        return found


def _same_story(lead: NewsItem, article: NewsItem) -> bool:
    ours, theirs = (_stems(f"{one.headline} {one.text}") for one in (lead, article))
    return not ours or len(ours & theirs) / len(ours) >= _SHARED


def _stems(text: str) -> set[str]:
    """The words of four letters and more, cut to five, so that endings do not count: any language, and no word is left
    out, as it is only asked whether hardly any is there."""
    return {word[:5] for word in _WORD.findall(text.lower())}
