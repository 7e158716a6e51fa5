"""One update: visit the addresses, take in what is new, brief it into the store, and say what happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from svodka.errors import InputError
from svodka.feeds.fulltext import ArticleFetcher
from svodka.feeds.inbox import Inbox, Waiting
from svodka.feeds.latest import EDITED
from svodka.feeds.memory import FeedMemory, Subscription
from svodka.feeds.options import UpdateOptions
from svodka.feeds.schema import prepare
from svodka.feeds.visits import Pace, Visit, visit_all
from svodka.readers import NewsItem
from svodka.readers.duplicates import DuplicateFinder
from svodka.readers.options import ReadFailure
from svodka.runs import StoreWriter
from svodka.runs.progress import Progress
from svodka.runs.report import RunReport
from svodka.runs.scheduler import Backend, RunOptions, execute
from svodka.watch import Watcher

_COMPARED = 2000  # items briefed last that a new one may repeat


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What an update did.

    Of ``addresses``, ``unchanged`` had nothing new to send and ``resting`` asked to be left alone for now; ``failures``
    are addresses and entries that could not be read, ``moved`` pairs of an address and where it has moved for good.
    ``new`` and ``edited`` entries were found, ``foreign`` are in another language; of those to brief ``repeats`` are
    near-duplicates, ``left`` wait for another update, and ``unmatched`` are in no watch list, where only those are
    wanted; ``pruned`` briefs were deleted. ``run`` is None when there was nothing to brief.
    """

    addresses: int
    unchanged: int
    resting: tuple[Subscription, ...]
    failures: tuple[ReadFailure, ...]
    moved: tuple[tuple[str, str], ...]
    new: int
    edited: int
    foreign: int
    repeats: int
    left: int
    unmatched: int
    pruned: int
    run: RunReport | None

    @property
    def exit_code(self) -> int:
        """0 ok, 1 an address or an item failed, 130 interrupted, 143 terminated."""
        code = self.run.exit_code if self.run else 0
        return code or int(bool(self.failures))


def update(
    addresses: Sequence[str],
    store: StoreWriter,
    backend: Callable[[], Backend],
    options: UpdateOptions | None = None,
    *,
    progress: Progress | None = None,
) -> UpdateReport:
    """Brief what is new at these addresses (feeds or pages) into a store.

    ``backend`` is called only when there is something to brief, so models load only then. Raises StoreError when the
    store cannot be written and what no item is to blame for; an address that fails is in the report.
    """
    options = options or UpdateOptions()
    reading = replace(options.read, duplicates="keep", follow=False)
    prepare(store)
    memory, inbox, pace = FeedMemory(store), Inbox(store), Pace(options.pause)
    feeds = memory.subscriptions(list(dict.fromkeys(addresses)))
    resting = tuple(feed for feed in feeds if feed.resting)
    known = memory.robots()
    robots = dict(known)
    gathered = _Gathered(memory, inbox)
    try:
        for visit in visit_all([feed for feed in feeds if feed not in resting], reading, pace, robots, inbox.known):
            gathered.take(visit)
    finally:
        memory.keep_robots(robots, known)
    if options.retry_failed:
        inbox.failed_again()
    watcher = Watcher(options.watch) if options.watch else None
    waiting, left, unmatched = inbox.waiting(
        options.since, options.most, watcher=watcher, only_matches=options.only_matches
    )
    run, repeats = None, 0
    if waiting:
        articles = ArticleFetcher(reading, pace, robots) if options.full_text else None
        offer = _Offer(store, inbox, waiting, articles)
        run = execute(
            offer.items(), backend(), store, options=RunOptions(retry_failed=options.retry_failed), progress=progress
        )
        inbox.settle(run.run, offer.offered, offer.repeats)
        memory.keep_robots(robots, known)
        repeats = len(offer.repeats)
    return UpdateReport(
        addresses=len(feeds),
        unchanged=gathered.unchanged,
        resting=resting,
        failures=tuple(gathered.failures),
        moved=tuple(gathered.moved),
        new=gathered.tally["new"],
        edited=gathered.tally["edited"],
        foreign=gathered.foreign,
        repeats=repeats,
        left=left,
        unmatched=unmatched,
        pruned=inbox.prune(options.prune) if options.prune is not None else 0,
        run=run,
    )


class _Gathered:
    """What the visits gave, written to the store as it comes."""

    def __init__(self, memory: FeedMemory, inbox: Inbox) -> None:
        self._memory, self._inbox = memory, inbox
        self.unchanged = self.foreign = 0
        self.failures: list[ReadFailure] = []
        self.moved: list[tuple[str, str]] = []
        self.tally: Counter[str] = Counter()

    def take(self, visit: Visit) -> None:
        """Write one visit."""
        feed, answer = visit.feed, visit.answer
        if answer is None:
            assert visit.error is not None
            self._failed(feed, str(visit.error), getattr(visit.error, "retry_after", None))
            return
        if answer.document is None:
            self.unchanged += 1
            self._memory.unchanged(feed, answer)
        else:
            items = [item for item in visit.found if isinstance(item, NewsItem)]
            failures = [item for item in visit.found if isinstance(item, ReadFailure) and not item.skipped]
            if failures and not items:
                self._failed(feed, failures[0].error, None)  # without validators: it is read and told again
                return
            try:
                self.tally += self._inbox.note(feed, answer, items)
            except InputError as error:
                self._failed(feed, str(error), None)
                return
            self.failures += failures
            self.foreign += sum(isinstance(item, ReadFailure) and item.skipped for item in visit.found)
        if answer.moved != feed.url:
            self.moved.append((feed.url, answer.moved))

    def _failed(self, feed: Subscription, error: str, retry_after: datetime | None) -> None:
        self._memory.failed(feed, retry_after)
        if feed.failures:
            error += f" (failing since {(feed.failing_since or '')[:10]}, {feed.failures + 1} times)"
        self.failures.append(ReadFailure(feed.url, error))


class _Offer:
    """The waiting entries as items for a run: articles fetched, repeats left out, edited ones marked."""

    def __init__(
        self, store: StoreWriter, inbox: Inbox, waiting: Sequence[Waiting], articles: ArticleFetcher | None
    ) -> None:
        self._store, self._inbox, self._waiting, self._articles = store, inbox, waiting, articles
        self.offered: list[tuple[int, NewsItem]] = []
        self.repeats: list[int] = []

    def items(self) -> Iterator[NewsItem | ReadFailure]:
        """The items, oldest first; taken by the run's reading thread."""
        finder: DuplicateFinder | None = None
        for entry in self._waiting:
            item = entry.item
            if self._articles is not None and not entry.whole:
                item = self._articles.whole(item, entry.feed)
                self._inbox.whole(entry.row, item)
            before = self._store.briefed_on(item.id)
            if entry.edited and before is not None:
                note = f"{EDITED} after it was briefed on {before[:10]}; this brief is of the later text."
                item = replace(item, notes=(*item.notes, note))
            elif before is None:
                if finder is None:
                    finder = DuplicateFinder(_COMPARED)
                    for name, text in self._store.texts(_COMPARED):
                        finder.earlier(name, text)
                found = finder.earlier(item.id, item.text, item.published)
                if found is not None and not found.update:
                    self.repeats.append(entry.row)
                    yield ReadFailure(item.id, f"repeats {found.id}", skipped=True)
                    continue
                if found is not None:
                    item = replace(item, updates=found.id)
            self.offered.append((entry.row, item))
            yield item
