"""A stored run from files to export, in a child that can be killed: the child is forked, so that it starts at once."""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from benchmarks.endurance.standin import Chain
from svodka.__main__ import interruptible
from svodka.errors import StoreError, SvodkaError
from svodka.readers import NewsItem, ReadFailure, ReadOptions, read
from svodka.runs import LocalBackend, RayBackend, RunOptions, Store, StoreWriter, execute
from svodka.runs.backends.work import BatchSizes
from svodka.runs.export import write_csv, write_jsonl, write_markdown
from svodka.runs.progress import Progress, SilentProgress
from svodka.runs.store.records import Status

SIZES = BatchSizes(translate=16, finish=4)
PLACES = ("Заречье", "Лугавск", "Приозёрск", "Заполярск", "Среднеморск", "Белозорск")
_NEWS = (
    "Власти города {place} открыли мост номер {n} через реку Лугу.",
    "По данным МЧС, в городе {place} пострадали {n} человек.",
    "Завод в городе {place} построят к 2027 году за {n} млн рублей.",
    "Суд в городе {place} якобы не нашёл оснований для {n} арестов.",
)


def inputs(folder: Path, count: int) -> list[str]:
    """Files of four formats with so many items in all, a broken one among them."""
    from support.pages import page

    folder.mkdir(parents=True, exist_ok=True)
    records = []
    for n in range(count - 3):
        place, texts = PLACES[n % len(PLACES)], [text.format(place=PLACES[n % 6], n=n + 2) for text in _NEWS]
        records.append({"id": f"n{n}", "headline": f"Новость {n} из города {place}", "text": " ".join(texts[n % 3 :])})
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    lines.insert(len(lines) // 2, '{"headline": "оборвана')
    (folder / "b.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "a.html").write_text(page(), encoding="utf-8")
    (folder / "c.txt").write_text("Мэр открыл школу\n\nМэр города открыл новую школу на 500 мест.", encoding="utf-8")
    (folder / "d.csv").write_text("title,text\nЯвка,Явка на выборах составила 38 процентов.\n", encoding="utf-8")
    return [str(folder / name) for name in ("a.html", "b.jsonl", "c.txt", "d.csv")]


def started(
    store: Path,
    items: Iterable[NewsItem | ReadFailure],
    backend: LocalBackend | RayBackend,
    sizes: BatchSizes = SIZES,
    progress: Progress | None = None,
) -> int:
    """One start of a run of these items into a store; its exit code."""
    with StoreWriter.create(store) as writer:
        told = progress or SilentProgress(io.StringIO())
        try:
            return execute(items, backend, writer, options=RunOptions(sizes=sizes), progress=told).exit_code
        finally:
            backend.close()


def work(store: Path, names: Sequence[str], *, seconds: float = 0.0) -> int:
    """One start of the run in this process; the exit code, as the command line gives it."""
    try:
        return started(store, read(names, ReadOptions(duplicates="keep")), LocalBackend(Chain(seconds)()))
    except SvodkaError as error:
        os.write(2, f"{error}\n".encode())
        return 2


_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def forked(function: Callable[[], int], stderr: int | None = None, *, heard: bool = False) -> int:
    """The process id of a child that does this and ends with its code; ``heard``: under svodka's handlers of SIGINT and
    SIGTERM, which wait until those are there."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
        return pid
    code = 70
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background of a shell ignores it
        if stderr is not None:
            os.dup2(stderr, 2)

        def told() -> int:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
            return function()

        code = interruptible(told) if heard else told()
    except BaseException:
        import traceback

        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(code)


def ended(pid: int) -> int:
    """The exit code of a child, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def said(function: Callable[[], int]) -> tuple[int, str]:
    """The exit code of a child that does this, and what it said on stderr."""
    read_end, write_end = os.pipe()
    code = ended(forked(function, stderr=write_end))
    os.close(write_end)
    with os.fdopen(read_end, encoding="utf-8") as stream:
        return code, stream.read()


@dataclass(frozen=True, slots=True)
class Export:
    """What a store gives: the exports (without what the clock decides: seconds and times), and how many items."""

    jsonl: str
    markdown: str
    csv: str
    statuses: tuple[tuple[str, str], ...]
    done: int


def export(path: Path, run: int = 1) -> Export:
    """The exports of a run as digests, after SQLite's own checks. Raises StoreError for a damaged store."""
    with Store.open(path) as store:
        store.check()
        statuses = tuple((r.item_id, r.status) for r in store.results(run, ("pending", "done", "failed", "skipped")))
        texts = []
        for write in (write_jsonl, write_markdown, write_csv):
            out = io.StringIO()
            results = (
                replace(r, finished="", brief=r.brief and replace(r.brief, timings={})) for r in store.results(run)
            )
            write(results, out)
            texts.append(hashlib.sha256(out.getvalue().encode()).hexdigest())
        done = sum(status == "done" for _, status in statuses)
    return Export(*texts, statuses, done)


def difference(ours: Path, theirs: Path) -> str:
    """The first thing in which two runs differ, for a message; "" where nothing does."""
    every: tuple[Status, ...] = ("pending", "done", "failed", "skipped")
    with Store.open(ours) as a, Store.open(theirs) as b:
        for one, other in zip_longest(a.results(1, every), b.results(1, every)):
            if one is None or other is None:
                return f"one has an item more: {(one or other)!r:.300}"
            for field in ("item_id", "status", "stage", "reason"):
                if getattr(one, field) != getattr(other, field):
                    return f"{one.item_id}: {field} is {getattr(one, field)!r:.300} and {getattr(other, field)!r:.300}"
            mine, yours = (r.brief.to_dict() if r.brief else {} for r in (one, other))
            for key, value in mine.items():
                if key != "timings" and yours.get(key) != value:
                    return f"{one.item_id}: {key} is {value!r:.600} and {yours.get(key)!r:.600}"
    return ""


def finished(path: Path) -> int | None:
    """How many items of a store are done, after its checks; None where there is no store yet."""
    if not path.exists():
        return None
    try:
        with Store.open(path) as store:
            store.check()
            return store.counts(1)["done"] if store.runs() else None
    except StoreError as error:
        if "not a store" in str(error):  # killed before the schema was there: an empty file is no store yet
            return None
        raise
