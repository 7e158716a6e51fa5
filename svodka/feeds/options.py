"""What a caller can choose about feeds: `UpdateOptions` of feeds in, `FeedOptions` of the feed out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from svodka.errors import OptionError
from svodka.feeds.passages import iri
from svodka.readers.options import ReadOptions
from svodka.watch import WatchList

_READ = ReadOptions(other_languages="skip", duplicates="keep")


@dataclass(frozen=True, slots=True)
class FeedOptions:
    """How a feed is made.

    ``title`` heads it; ``items`` is how many briefs it holds at most; ``url`` is where it will be published, if it
    will; ``run`` takes one run of the store instead of all; ``group`` names the story of items about one event.
    ``watch`` are lists that mark what they match (else the marks of the items stand) and put it first;
    ``only_matches`` leaves the rest out. Raises OptionError for impossible values.
    """

    title: str = "Russian news, briefed in English"
    items: int = 200
    url: str | None = None
    run: int | None = None
    group: bool = True
    watch: tuple[WatchList, ...] = ()
    only_matches: bool = False

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise OptionError("the title of a feed is empty; give it at least one character")
        if self.items < 1:
            raise OptionError(f"items is {self.items}; a feed holds at least 1")
        if self.url is not None and not iri(self.url):
            raise OptionError(f"url is {self.url!r}; expected the http or https address where readers find the feed")


@dataclass(frozen=True, slots=True)
class UpdateOptions:
    """How to update.

    ``read`` says how addresses are fetched and read (``duplicates`` and ``follow`` are not used: repeats are sought in
    the store). ``full_text`` fetches the article when a feed gives a lead only. ``since`` (with a zone) leaves older
    entries out, ``most`` briefs at most so many, the newest. ``prune`` deletes what was briefed more than so many days
    ago. ``pause`` is the seconds between two requests to one host. ``retry_failed`` repeats items that failed.
    ``watch`` are lists that mark the items they match and put them first; with ``only_matches`` no others are briefed.

    Raises OptionError for impossible values.
    """

    read: ReadOptions = field(default=_READ)
    full_text: bool = False
    since: datetime | None = None
    most: int | None = None
    prune: float | None = None
    pause: float = 1.0
    retry_failed: bool = False
    watch: tuple[WatchList, ...] = ()
    only_matches: bool = False

    def __post_init__(self) -> None:
        if self.since is not None and self.since.tzinfo is None:
            raise OptionError(f"since is {self.since}; expected a moment with a zone")
        if self.most is not None and self.most < 1:
            raise OptionError(f"most is {self.most}; expected 1 or more")
        if self.prune is not None and self.prune <= 0:
            raise OptionError(f"prune is {self.prune}; expected more than 0 days")
        if self.only_matches and not self.watch:
            raise OptionError("only_matches is set without watch lists; give those to match")
        if self.pause < 0:
            raise OptionError(f"pause is {self.pause}; expected 0 seconds or more")
