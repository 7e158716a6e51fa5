"""What a caller can choose about reading, and what a failed input looks like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from svodka.errors import OptionError
from svodka.plain import Plain

_LONGEST = 1_000  # characters of a failure's words
Format = Literal["auto", "text", "html", "feed", "json", "jsonl", "csv", "tsv", "parquet", "telegram", "warc"]
OtherLanguages = Literal["fail", "pass", "skip"]
Duplicates = Literal["mark", "drop", "keep"]
FORMATS: tuple[str, ...] = get_args(Format)
FIELDS = ("id", "headline", "text", "url", "source", "published", "author", "lang")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How inputs are read.

    ``format`` names the format instead of detecting it. ``fields`` maps item fields to a record's columns or keys
    (``{"text": "body"}``; "a.b" goes into nested objects). ``other_languages`` says what happens to an item that is not
    Russian: "fail" reports it as a failure, "pass" passes it with a note, "skip" leaves it out; with "skip"
    paragraphs in another language are removed too. ``duplicates``: "mark" sets ``duplicate_of``, "drop" leaves
    repeats out, "keep" does not look; what says something else in the same words is no repeat: ``updates`` names the
    earlier item. ``follow`` fetches the pages that a feed links to. ``allow_private`` allows URLs at private and
    loopback addresses. ``max_bytes`` bounds one document that has to be read whole, ``max_items`` one feed or
    archive, ``timeout`` (seconds) one URL, ``pages`` (of some 20 posts) a Telegram channel. ``cache_dir`` keeps
    fetched URLs for conditional requests.

    Raises OptionError for impossible values.
    """

    format: Format = "auto"
    fields: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    other_languages: OtherLanguages = "fail"
    duplicates: Duplicates = "mark"
    follow: bool = False
    allow_private: bool = False
    ignore_robots: bool = False
    max_bytes: int = 20_000_000
    max_items: int = 10_000
    timeout: float = 20.0
    max_redirects: int = 5
    cache_dir: str | None = None
    pages: int = 1

    def __post_init__(self) -> None:
        for name, allowed in (
            ("format", FORMATS),
            ("other_languages", get_args(OtherLanguages)),
            ("duplicates", get_args(Duplicates)),
        ):
            if getattr(self, name) not in allowed:
                raise OptionError(f"{name} is {getattr(self, name)!r}; expected one of: {', '.join(allowed)}")
        if unknown := sorted(set(self.fields) - set(FIELDS)):
            raise OptionError(f"fields names unknown item fields {unknown}; known: {', '.join(FIELDS)}")
        for name in ("max_bytes", "max_items", "timeout", "pages"):
            if getattr(self, name) <= 0:
                raise OptionError(f"{name} is {getattr(self, name)}; expected more than 0")


@dataclass(frozen=True, slots=True)
class ReadFailure(Plain):
    """An input, or one record of it, that gave no item; reading goes on with the next.

    ``where`` names it as an item's id would: path or URL, and the record's position. ``skipped`` is True when it was
    left out on purpose (another language, a duplicate), which is no error.
    """

    where: str
    error: str
    skipped: bool = False

    def __post_init__(self) -> None:
        if len(self.error) > _LONGEST:  # what it quotes of the input may be of any length
            object.__setattr__(self, "error", f"{self.error[: _LONGEST - 300]} … {self.error[-290:]}")
