"""Watch lists on the command line: ``--match`` and ``--only-matches``, for every command that has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from svodka.cli.parts.options import DECLARED
from svodka.cli.parts.output import say
from svodka.errors import OptionError
from svodka.watch import WatchList

if TYPE_CHECKING:
    from svodka.readers import NewsItem, ReadFailure
    from svodka.watch import Watcher

_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Watching:
    """The options of watch lists."""

    match: list[Path] | None = None
    only_matches: bool = False

    @property
    def files(self) -> Sequence[Path]:
        """The files of watch lists."""
        return self.match or ()

    def lists(self) -> tuple[WatchList, ...]:
        """The watch lists. Raises InputError for a file that is none, OptionError for ``--only-matches`` alone."""
        if self.only_matches and not self.match:
            raise OptionError("--only-matches needs watch lists: --match FILE")
        if not self.match:
            return ()
        from svodka.watch import read_watch_lists

        return read_watch_lists(self.match)


DECLARED[Watching] = {
    "match": typer.Option(
        "--match", metavar="FILE", help="Watch lists: TOML, or one word or phrase a line. What matches comes first."
    ),
    "only_matches": typer.Option(
        "--only-matches", help="With --match: what matches no list is left out, and not translated."
    ),
}


class Sifted:
    """Items marked by watch lists: those that match first, or alone. ``left_out`` counts the others.

    To put them first all of the input is read before the first comes out; alone, they come as they are read.
    """

    def __init__(self, found: Iterable[NewsItem | ReadFailure], watching: Watching) -> None:
        self._found, self._only, self.left_out = found, watching.only_matches, 0
        self._watcher: Watcher | None = None
        if lists := watching.lists():
            from svodka.watch import Watcher

            self._watcher = Watcher(lists)

    def __iter__(self) -> Iterator[NewsItem | ReadFailure]:
        from svodka.readers import NewsItem

        if self._watcher is None:
            yield from self._found
            return
        others: list[NewsItem] = []
        held: list[NewsItem] = []
        for item in self._found:
            if not isinstance(item, NewsItem):
                yield item
                continue
            held.append(item)
            if self._only or len(held) == _AT_ONCE:
                yield from self._sorted(self._watcher, held, others)
                held = []
        yield from self._sorted(self._watcher, held, others)
        yield from others

    def _sorted(self, watcher: Watcher, held: Sequence[NewsItem], others: list[NewsItem]) -> Iterator[NewsItem]:
        for item in watcher.marked(held):
            if item.matches:
                yield item
            elif self._only:
                self.left_out += 1
            else:
                others.append(item)

    def tell(self, quiet: bool) -> None:
        """Say how many were left out."""
        if self.left_out and not quiet:
            say(f"{self.left_out} item{'s' * (self.left_out != 1)} left out: no match in the watch lists")
