"""Visiting many addresses politely: at most one request at a time to a host, a pause between two, hosts in parallel."""

from __future__ import annotations

import queue
import re
import threading
import time
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from svodka.errors import InputError, SvodkaError
from svodka.feeds.memory import Subscription
from svodka.readers import NewsItem
from svodka.readers.fetch import Answer, fetch_if_changed
from svodka.readers.formats.feed import NO_ENTRIES
from svodka.readers.intake.documents import Document
from svodka.readers.options import ReadFailure, ReadOptions
from svodka.readers.reading import is_channel, read_channel, read_document
from svodka.regexes import regex

_MOST_PAGES = 50  # of a channel, back to the last post known
_WORKERS = 8  # hosts that are asked at the same time
_HEAD = 200_000  # bytes of a page in which its head is sought
_PAGE = regex(rb"<(?:!doctype html|html|head)\b", re.IGNORECASE)
_FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json"}


class Pace:
    """Whose turn it is: ``turn(url)`` waits until no one else asks the host, and ``seconds`` after the last did."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._guard = threading.Lock()
        self._hosts: dict[str, threading.Lock] = {}
        self._last: dict[str, float] = {}

    @contextmanager
    def turn(self, url: str) -> Iterator[None]:
        """Within, the host is ours to ask."""
        name = host(url)
        with self._guard:
            lock = self._hosts.setdefault(name, threading.Lock())
        with lock:
            rest = self._last.get(name, -self._seconds) + self._seconds - time.monotonic()
            if rest > 0:
                time.sleep(rest)
            try:
                yield
            finally:
                self._last[name] = time.monotonic()


@dataclass(frozen=True, slots=True)
class Visit:
    """What an address gave: its answer and, when that holds a document, what was read; or the error."""

    feed: Subscription
    answer: Answer | None = None
    found: tuple[NewsItem | ReadFailure, ...] = ()
    error: SvodkaError | None = None


def host(url: str) -> str:
    """The host and port of an address, or the address itself when it has none."""
    try:
        return urlsplit(url).netloc.lower() or url
    except ValueError:
        return url


def visit_all(
    feeds: Sequence[Subscription],
    options: ReadOptions,
    pace: Pace,
    robots: MutableMapping[str, str],
    known: Callable[[Subscription], frozenset[str]] = lambda feed: frozenset(),
) -> Iterator[Visit]:
    """Visit every address once; visits come as they end. Whoever stops taking them stops further requests.

    Of a Telegram channel the pages before are asked for too, back to a post among those ``known`` of it.
    """
    groups: dict[str, list[Subscription]] = {}
    for feed in feeds:
        groups.setdefault(host(feed.address), []).append(feed)
    waiting: queue.SimpleQueue[list[Subscription]] = queue.SimpleQueue()
    for group in groups.values():
        waiting.put(group)
    done: queue.SimpleQueue[Visit | BaseException] = queue.SimpleQueue()
    stop = threading.Event()

    def earlier(url: str) -> Document:
        if stop.is_set():
            raise InputError(f"{url} was not asked for: the update has ended")
        with pace.turn(url):
            document = fetch_if_changed(url, options, robots=robots).document
        assert document is not None  # nothing was said of an earlier answer
        return document

    # Not `svodka.chat.concurrency`: visits are taken as they come, and one group of feeds is one host's.
    def work() -> None:
        try:
            while not stop.is_set():
                for feed in waiting.get_nowait():
                    if stop.is_set():
                        return
                    with pace.turn(feed.address):
                        answer = _ask(feed, options, robots)
                    done.put(_read_whatever(answer, options, earlier, known))
        except queue.Empty:
            return
        except BaseException as error:  # raised again where the visits are taken
            done.put(error)

    for number in range(min(_WORKERS, len(groups))):
        threading.Thread(target=work, name=f"svodka-visit-{number}", daemon=True).start()
    try:
        for _ in feeds:
            while True:
                try:
                    visit = done.get(timeout=0.2)  # a short wait, so that Ctrl-C is heard
                    break
                except queue.Empty:
                    continue
            if isinstance(visit, BaseException):
                raise visit
            yield visit
    finally:
        stop.set()


def _ask(feed: Subscription, options: ReadOptions, robots: MutableMapping[str, str]) -> Visit:
    try:
        answer = fetch_if_changed(
            feed.address, options, etag=feed.etag, last_modified=feed.last_modified, robots=robots
        )
    except SvodkaError as error:
        return Visit(feed, error=error)
    return Visit(feed, answer)


def _read_whatever(
    visit: Visit,
    options: ReadOptions,
    earlier: Callable[[str], Document],
    known: Callable[[Subscription], frozenset[str]],
) -> Visit:
    """`_read`, with any error as the visit's: what one address sends never stops the others."""
    try:
        document = visit.answer.document if visit.answer is not None else None
        if document is None or not is_channel(document):
            return _read(visit, options)
        ids = known(visit.feed)
        most = max(options.pages, _MOST_PAGES) if ids else options.pages
        return replace(visit, found=tuple(read_channel(document, options, earlier, known=ids, most=most)))
    except SvodkaError as error:
        return Visit(visit.feed, error=error)
    except Exception as error:
        return Visit(visit.feed, error=InputError(f"cannot be read: {type(error).__name__}: {error}"))


def _read(visit: Visit, options: ReadOptions) -> Visit:
    """The visit with what its document holds; links are made absolute, and a feed that is only empty is no failure."""
    answer = visit.answer
    if answer is None or answer.document is None:
        return visit
    if feeds := _feeds_of_front_page(answer):
        told = f"{answer.url} is a front page, not a feed; feeds it names: {', '.join(feeds)}; put one of them instead"
        return Visit(visit.feed, error=InputError(told))
    found = [item for item in read_document(answer.document, options) if not _only_empty(item)]
    return Visit(visit.feed, answer, tuple(found))


def _feeds_of_front_page(answer: Answer) -> list[str]:
    """The feeds that a site's front page declares (HTML, ``rel=alternate``); none for what is no front page."""
    assert answer.document is not None
    head = answer.document.peek(_HEAD)
    if urlsplit(answer.url).path.strip("/") or not _PAGE.search(head[:2000]):
        return []
    from lxml import html

    links = html.fromstring(head).iter("link")
    found = [absolute(answer.url, e.get("href")) for e in links if (e.get("type") or "").lower() in _FEED_TYPES]
    return [url for url in dict.fromkeys(found) if url][:5]


def _only_empty(item: NewsItem | ReadFailure) -> bool:
    return isinstance(item, ReadFailure) and item.error.startswith(f"{NO_ENTRIES};")


def absolute(base: str, link: str | None) -> str | None:
    """A link of a document as an http or https address, or None; without the name and password in ``base``."""
    if not link:
        return None
    try:
        full = urljoin(base, link.strip())
        parts = urlsplit(full)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return None
        return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl() if "@" in parts.netloc else full
    except ValueError:
        return None
