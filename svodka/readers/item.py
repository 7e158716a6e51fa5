"""What readers make and the chain takes: a `NewsItem`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from svodka.errors import InputError
from svodka.plain import Plain
from svodka.readers.cleaning.removal import Removed


@dataclass(frozen=True, slots=True)
class NewsItem(Plain):
    """One news item, cleaned: what readers produce and the pipeline takes.

    ``published`` is ISO 8601 (a date, or a date and time with zone where known). ``id`` is the record's own, else path
    and position, else a hash of the text. ``matches`` names the watch lists that it matches. ``duplicate_of`` is the id
    of the item that this one repeats, ``updates`` that of an earlier one, told in much the same words with other facts.
    """

    id: str
    headline: str
    text: str
    url: str | None = None
    source: str | None = None
    published: str | None = None
    author: str | None = None
    lang: str = "ru"
    removed: tuple[Removed, ...] = ()
    duplicate_of: str | None = None
    notes: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    updates: str | None = None

    @property
    def day(self) -> date | None:
        """The day of publication as the item gives it, in whatever zone; None where it gives none that can be read."""
        try:
            return datetime.fromisoformat((self.published or "").strip()).date()
        except ValueError:
            return None

    def content_hash(self) -> str:
        """SHA-256 over headline and text: two items with the same hash give the same brief."""
        return hashlib.sha256(f"{self.headline}\0{self.text}".encode("utf-8", "surrogatepass")).hexdigest()

    @classmethod
    def _from_plain(cls, data: dict[str, Any]) -> dict[str, Any]:
        known = {field.name for field in fields(cls)}
        if unknown := sorted(set(data) - known):
            raise InputError(f"a news item has unknown keys {unknown}; known: {sorted(known)}")
        if missing := sorted({"id", "headline", "text"} - set(data)):
            raise InputError(f"a news item lacks {missing}; id, headline and text are required")
        return data

    @classmethod
    def from_text(cls, raw: str, *, id: str | None = None, source: str | None = None) -> NewsItem:
        """A raw plain-text item, cleaned: the headline found, repeats, buttons and tails of other headlines removed.

        Raises InputError when ``raw`` is not a string or nothing is left to read.
        """
        if not isinstance(raw, str):
            how = "; decode it first, or let svodka.readers.read find its encoding" if isinstance(raw, bytes) else ""
            raise InputError(f"a raw item is {type(raw).__name__}; expected str{how}")
        from svodka.readers.cleaning.clean import clean_text

        headline, text, removed = clean_text(raw)
        item = cls(id=id or "", headline=headline, text=text, source=source, removed=removed)
        return item if id else replace(item, id=item.content_hash()[:16])
