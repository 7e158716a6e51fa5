"""A hundred thousand items, in memory and into a store: resident memory, handles, threads and speed along the way."""

from __future__ import annotations

import functools
import gc
import io
import os
import random
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

from benchmarks.endurance.standin import Chain, pipeline
from benchmarks.endurance.stored_run import PLACES, started
from svodka.readers import NewsItem
from svodka.runs import LocalBackend
from svodka.runs.backends.work import BatchSizes
from svodka.runs.progress import SilentProgress
from svodka.runs.tally import Tally

SETTLED = 5_000  # items, after which memory has to be flat
_STEMS = ("переправ", "больниц", "школ", "дорог", "площад", "библиотек", "электростанци", "набережн", "гостиниц")
_NAMES = ("Дронин", "Зуева", "Гладышев", "Ковригина", "Лесной", "Маркелова", "Тихонов", "Северцева")
_SYLLABLES = "бар вел гор дом жел зор кал лом мир нор пол рад сол тар чер шум"
_VERBS = ("открыли", "закрыли", "построили", "осмотрели", "проверили", "продали", "отремонтировали", "перенесли")


def items(seed: int) -> Iterator[NewsItem]:
    """Short news without end, every one different, from words that come again as those of real news do."""
    rng = random.Random(seed)
    number = 0
    while True:
        number += 1
        place, name, verb, stem = map(rng.choice, (PLACES, _NAMES, _VERBS, _STEMS))
        count, day = rng.randrange(2, 10_000), rng.randrange(1, 29)
        stranger = (
            "".join(rng.choices(_SYLLABLES.split(), k=4)).capitalize() + "ин"
        )  # nearly always a name not seen before
        text = (
            f"В городе {place} {verb} {count} {stem}ы. По данным {name}, работы закончили {day} мая 2026 года. "
            f"Дело номер {number} не закрыто, сказал депутат {stranger}."
        )
        yield NewsItem(str(number), f"{place}: {verb} {stem}у", text, source="Вести", published=f"2026-05-{day:02d}")


@dataclass(frozen=True, slots=True)
class Moment:
    """What the process holds after so many items."""

    items: int
    seconds: float
    processor: float
    megabytes: float
    handles: int
    threads: int


def now(count: int, begun: float) -> Moment:
    """The process as it is, what is garbage let go first."""
    gc.collect()
    with open("/proc/self/status", encoding="ascii") as status:
        kilobytes = int(next(line for line in status if line.startswith("VmRSS")).split()[1])
    return Moment(
        count,
        time.monotonic() - begun,
        time.process_time(),
        kilobytes / 1024,
        len(os.listdir("/proc/self/fd")),
        threading.active_count(),
    )


def streamed(count: int, step: int, seconds: float, seed: int = 1, facts: str = "repair") -> list[Moment]:
    """The process while `Pipeline.stream` makes so many briefs, each let go at once."""
    begun = time.monotonic()
    moments = [now(0, begun)]
    chain = pipeline(facts=facts)
    for number, _ in enumerate(chain.stream(islice(items(seed), count)), 1):
        if number % step == 0:
            moments.append(now(number, begun))
            if time.monotonic() - begun > seconds:
                break
    return moments


class _Watch(SilentProgress):
    """Looks at the process whenever another ``step`` of items is done."""

    def __init__(self, step: int, end: float) -> None:
        super().__init__(io.StringIO())
        self.step, self.end, self.begun = step, end, time.monotonic()
        self.moments = [now(0, self.begun)]
        self._tally: Tally | None = None

    def start(self, tally: Tally) -> None:
        self._tally = tally

    def update(self) -> None:
        assert self._tally is not None
        if self._tally.finished >= self.moments[-1].items + self.step:
            self.moments.append(now(self._tally.finished, self.begun))
        if time.monotonic() > self.end:
            raise TimeoutError


def stored(count: int, step: int, seconds: float, path: Path, seed: int = 1, facts: str = "repair") -> list[Moment]:
    """The process while a stored run makes so many briefs."""
    watch = _Watch(step, time.monotonic() + seconds)
    sizes = BatchSizes(translate=64, finish=8)
    with suppress(TimeoutError):
        started(path, islice(items(seed), count), LocalBackend(Chain(facts=facts)()), sizes, watch)
    return watch.moments


def told(name: str, moments: list[Moment]) -> bool:
    """Print what is promised of a course of moments, and whether it holds."""
    settled = [m for m in moments if m.items >= min(SETTLED, moments[-1].items // 2)]
    flat = max(m.megabytes for m in settled) / settled[0].megabytes
    growth = settled[-1].megabytes / settled[0].megabytes
    # Of the processor: other work on the machine must not pass for a slower run.
    steps = [(b.items - a.items) / (b.processor - a.processor) for a, b in pairwise(settled)]
    tenth = max(1, len(steps) // 10)
    speed = sum(steps[-tenth:]) / sum(steps[:tenth]) if steps else 1.0
    handles, threads = ({getattr(m, what) for m in settled} for what in ("handles", "threads"))
    course = ", ".join(f"{m.items}: {m.megabytes:.0f}" for m in moments[:: max(1, len(moments) // 12)])
    last, first = moments[-1], settled[0].items
    spent = f"{last.seconds:.0f} s, {last.processor:.0f} s of the processor"
    print(f"hours     {name}: {last.items} items in {spent}; MiB at item {course}")
    print(
        f"hours     {name}: from item {first} on memory at most x{flat:.3f}, at the end x{growth:.3f} (target 1.03); "
        f"handles {sorted(handles)}, threads {sorted(threads)}; items a processor second in the last tenth over the "
        f"first x{speed:.3f} (target 0.95)",
        flush=True,
    )
    return flat <= 1.03 and speed >= 0.95 and max(handles) - min(handles) <= 2 and max(threads) - min(threads) <= 1


def caches() -> dict[str, int]:
    """How many entries the functions' caches hold, by name: what a process learns from its first items."""
    found = [c for c in gc.get_objects() if isinstance(c, functools._lru_cache_wrapper) and hasattr(c, "__wrapped__")]
    names = ((f"{c.__module__}.{getattr(c.__wrapped__, '__qualname__', '?')}", c.cache_info().currsize) for c in found)
    return {name: held for name, held in names if held}


def hours(*, seed: int, count: int, seconds: float, facts: str, ways: str) -> int:
    """The ways asked for, ``stream``, ``stored`` or both with a comma; the exit code."""
    step = max(50, min(1_000, count // 20))
    sound = True
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "run.sqlite"
        if "stream" in ways:
            sound &= told(f"stream, facts {facts}", streamed(count, step, seconds, seed, facts))
            learnt = sorted(caches().items(), key=lambda pair: -pair[1])[:6]
            print(f"hours     what the functions remember: {', '.join(f'{name} {held}' for name, held in learnt)}")
        if "stored" in ways:
            sound &= told(f"stored run, facts {facts}", stored(count, step, seconds, path, seed, facts))
            print(f"hours     the store: {path.stat().st_size / 1e6:.0f} MB")
    return 0 if sound else 1
