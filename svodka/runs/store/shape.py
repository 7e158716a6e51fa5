"""What the JSON in a store must look like before anything is made of it.

A store is a file that people copy, repair and open with other programs. What is in it is looked at once, here, so that
a damaged row is one line that names the file, wherever it is read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import NoneType
from typing import Any

from svodka.errors import StoreError
from svodka.items import NewsItem

# A type or several; a mapping of keys that must be there; a list of one shape, any number of it.
_TEXT, _MAYBE = (str,), (str, NoneType)
_SPAN = [(int,)]
_ITEM = {
    "id": _TEXT, "headline": _TEXT, "text": _TEXT, "url": _MAYBE, "source": _MAYBE, "published": _MAYBE,
    "author": _MAYBE, "removed": [{"text": _TEXT, "reason": _TEXT}], "notes": [_TEXT],
}  # fmt: skip
_MISMATCH = {"kind": _TEXT, "message": _TEXT, "direction": _TEXT}
_LINK = {
    "segment": (int,), "source": _TEXT, "target": _TEXT, "source_span": _SPAN, "target_span": _SPAN,
    "score": (int, float),
}  # fmt: skip
_SENTENCES = [
    {
        "text": _TEXT,
        "evidence": [_LINK],
        "supported": (bool, NoneType),
        "mismatches": [_MISMATCH],
        "replaced": _MAYBE,
    }
]
_SEGMENT = {
    "source": _TEXT,
    "hypothesis": _TEXT,
    "source_span": _SPAN,
    "hypothesis_span": _SPAN,
    "flags": [{"kind": _TEXT, "detail": _TEXT}],
}
_TRANSLATION = {"source": _TEXT, "hypothesis": _TEXT, "segments": [_SEGMENT]}
_SIGNATURE = {"translate": {"model": _TEXT}, "summarize": {"model": _TEXT}}
_BRIEF = {
    "item": _ITEM, "headline": _TEXT, "sentences": _SENTENCES, "key_facts": _SENTENCES, "length": _TEXT,
    "method": _TEXT, "headline_translation": _TRANSLATION, "translation": _TRANSLATION, "checks": [_MISMATCH],
    "notes": [_TEXT], "signature": _SIGNATURE,
}  # fmt: skip
_REPORT = {"started": _TEXT, "outcome": _TEXT, "seconds": (int, float), "items": {"done": (int,), "failed": (int,)}}


def brief_of(path: Path, text: Any) -> dict[str, Any]:
    """A brief as `Brief.to_dict` gave it, without its timings. Raises StoreError for anything else."""
    brief = _read(path, text, _BRIEF, "a brief")
    # Evidence of an item without a text points into its headline.
    segments = max(len(brief[name]["segments"]) for name in ("translation", "headline_translation"))
    for sentence in (*brief["sentences"], *brief["key_facts"]):
        for link in sentence["evidence"]:
            if not 0 <= link["segment"] < segments:
                raise _damaged(path, "a brief", f"evidence points to segment {link['segment']} of {segments}")
    return brief


def item_of(path: Path, text: Any) -> NewsItem:
    """A news item that waits. Raises StoreError for anything else."""
    return NewsItem.from_dict(item_dict(path, text))


def item_dict(path: Path, text: Any) -> dict[str, Any]:
    """A news item that waits, as JSON. Raises StoreError for anything else."""
    data = _read(path, text, _ITEM, "an item")
    if unknown := sorted(set(data) - set(NewsItem.__dataclass_fields__)):
        raise _damaged(path, "an item", f"it has the keys {unknown}")
    return data


def timings_of(path: Path, text: Any) -> dict[str, Any]:
    """The seconds of a brief's stages."""
    return _read(path, text, {}, "a brief's timings")


def report_of(path: Path, text: Any) -> dict[str, Any]:
    """The report of one start."""
    return _read(path, text, _REPORT, "a report")


def signature_of(path: Path, text: Any) -> dict[str, Any]:
    """The signature of a run."""
    return _read(path, text, _SIGNATURE, "a run's signature")


def _read(path: Path, text: Any, shape: Mapping[str, Any], what: str) -> dict[str, Any]:
    try:
        value: dict[str, Any] = json.loads(text)
    except (ValueError, TypeError, RecursionError) as error:
        raise _damaged(path, what, f"no JSON ({error})") from error
    if why := _misfit(value, shape, "it"):
        raise _damaged(path, what, why)
    return value


def _damaged(path: Path, what: str, why: str) -> StoreError:
    return StoreError(f"{path}: is damaged: {what} in it is not what svodka wrote: {why}; restore a copy")


def _misfit(value: Any, shape: Any, where: str) -> str | None:
    """Why a value has not the shape, None when it has."""
    if isinstance(shape, tuple):
        sound = isinstance(value, shape) and (bool in shape or not isinstance(value, bool))
        return None if sound else f"{where} is {type(value).__name__}"
    if isinstance(shape, list):
        if not isinstance(value, list):
            return f"{where} is {type(value).__name__}"
        if shape is _SPAN and len(value) != 2:
            return f"{where} has {len(value)} ends"
        return next((why for one in value if (why := _misfit(one, shape[0], where))), None)
    if not isinstance(value, dict):
        return f"{where} is {type(value).__name__}"
    for key, inner in shape.items():
        if key not in value:
            return f"{where} has no {key}"
        if why := _misfit(value[key], inner, key):
            return why
    return None
