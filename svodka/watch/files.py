"""Watch lists out of files: TOML with ``[[watch]]`` tables, or plain text with one entry a line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from svodka.errors import InputError
from svodka.regexes import regex
from svodka.watch.lists import WatchList, check_entry

_MOST_BYTES = 5_000_000
_KEYS = ("name", "any", "all", "not")
_TABLE = regex(r"^[^\S\n]*\[\[?[^\S\n]*watch[^\S\n]*\]\]?[^\S\n]*(?:#.*)?$", re.MULTILINE)
_UNSAFE = regex(r"[\x00-\x1f\x7f/\\]|^\.+")


def read_watch_lists(paths: Sequence[Path]) -> tuple[WatchList, ...]:
    """The watch lists of these files, in order.

    A file that ends in ``.toml``, or has a ``[[watch]]`` table, holds lists with names; any other is one list, called
    as the file is, of one entry a line (``#`` begins a comment). Raises InputError, naming file and line where it can,
    for what cannot be read, holds no list, or names one twice.
    """
    found: dict[str, tuple[WatchList, Path]] = {}
    for path in paths:
        text = _text(path)
        tables = path.suffix.lower() == ".toml" or _TABLE.search(text)
        for one in _of_toml(path, text) if tables else [_of_lines(path, text)]:
            key = one.name.casefold()
            if key in found:
                raise InputError(f"{path}: a second watch list is called {one.name!r} (the first in {found[key][1]})")
            found[key] = one, path
    return tuple(one for one, _ in found.values())


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(f"cannot read the watch list {path}: {why}") from error
    if len(data) > _MOST_BYTES:
        raise InputError(f"the watch list {path} is larger than {_MOST_BYTES / 1e6:g} MB; expected words and phrases")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"the watch list {path} is not UTF-8 ({error.reason}); save it as UTF-8") from error


def _of_lines(path: Path, text: str) -> WatchList:
    entries: dict[str, None] = {}
    for number, line in enumerate(text.splitlines(), 1):
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        try:
            check_entry(entry)
        except InputError as error:
            raise InputError(f"{path}, line {number}: {error}") from error
        entries[entry] = None
    if not entries:
        raise InputError(f"the watch list {path} is empty; expected one word or phrase a line")
    return WatchList(_UNSAFE.sub("", path.stem)[:80] or "watch", any=tuple(entries))


def _of_toml(path: Path, text: str) -> list[WatchList]:
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(
            f"the watch list {path} is no TOML: {error}; expected [[watch]] tables, or one entry a line in a file "
            "of another ending"
        ) from error
    tables = data.get("watch")
    if other := sorted(set(data) - {"watch"}):
        raise InputError(f"{path}: has {', '.join(map(repr, other))} beside the [[watch]] tables; expected only these")
    if isinstance(tables, dict):
        tables = [tables]
    if not isinstance(tables, list) or not tables:
        raise InputError(f"{path}: holds no watch list; expected [[watch]] tables with name and any, all or not")
    return [_of_table(path, number, table) for number, table in enumerate(tables, 1)]


def _of_table(path: Path, number: int, table: Any) -> WatchList:
    where = f"{path}, [[watch]] {number}"
    if not isinstance(table, dict):
        raise InputError(f"{where} is {table!r:.60}; expected a table")
    if unknown := sorted(set(table) - set(_KEYS)):
        raise InputError(f"{where} has {', '.join(map(repr, unknown))}; expected of: {', '.join(_KEYS)}")
    name = table.get("name")
    if not isinstance(name, str):
        raise InputError(f'{where} has the name {name!r:.60}; expected name = "…"')
    for key in _KEYS[1:]:
        if not isinstance(table.get(key, []), list):
            raise InputError(f'{where}: {key} is {table[key]!r:.60}; expected a list: {key} = ["…", "…"]')
    try:
        return WatchList(
            name.strip(),
            any=tuple(table.get("any", ())),
            all=tuple(table.get("all", ())),
            without=tuple(table.get("not", ())),
        )
    except InputError as error:
        raise InputError(f"{where}: {error}") from error
