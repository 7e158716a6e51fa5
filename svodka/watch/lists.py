"""A `WatchList`: a name and the entries that decide, each checked when the list is made."""

from __future__ import annotations

from dataclasses import dataclass

from svodka.errors import InputError
from svodka.regexes import regex

LONGEST_ENTRY = 200
_LONGEST_NAME = 80
# What a word or a phrase does not have and a regular expression or a wildcard does.
_PATTERN = regex(r"[\\*\[\]{}|^]|\.[+?]|\w[+?]\w|\)[+?]|\(\?|\w\$$|^/.+/$|^[<>=!]")
_LETTER = regex(r"[^\W_]")
# A list's name may be part of a file's name (a feed for each list).
_NAME = regex(r"[^\x00-\x1f\x7f/\\.][^\x00-\x1f\x7f/\\]*")


@dataclass(frozen=True, slots=True)
class WatchList:
    """What a reader waits for.

    A text matches when it has one of ``any`` (where there are any), every one of ``all`` and none of ``without``. An
    entry is a word or a phrase, Russian or English, found in every form.

    Raises InputError for a list that could match nothing or everything, and for an entry that is no word or phrase.
    """

    name: str
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name) > _LONGEST_NAME or not _NAME.fullmatch(self.name):
            raise InputError(
                f"the name of a watch list is {self.name!r}; expected 1 to {_LONGEST_NAME} characters, without slashes "
                "and without a dot in front"
            )
        if not (self.any or self.all):
            raise InputError(f"the watch list {self.name!r} is empty; give it words or phrases to look for")
        for entry in (*self.any, *self.all, *self.without):
            try:
                check_entry(entry)
            except InputError as error:
                raise InputError(f"the watch list {self.name!r}: {error}") from error


def check_entry(entry: str) -> None:
    """Raises InputError for what is no word or phrase: nothing to find, a regular expression, a whole paragraph."""
    if not isinstance(entry, str):
        raise InputError(f"an entry is {entry!r}; expected a word or a phrase in quotation marks")
    if _PATTERN.search(entry.strip()):
        raise InputError(
            f"the entry {entry.strip()!r:.80} looks like a regular expression or a wildcard; expected a plain word or "
            "phrase: all its forms are found by themselves"
        )
    if not _LETTER.search(entry):
        raise InputError(f"the entry {entry!r:.80} has no letter and no digit; expected a word or a phrase")
    if len(entry) > LONGEST_ENTRY or "\n" in entry.strip():
        raise InputError(
            f"the entry {entry.strip()!r:.60} is longer than {LONGEST_ENTRY} characters or a line; expected a phrase"
        )
