"""A user's glossary file, changed one term at a time; comments and order stay."""

from __future__ import annotations

import os
from pathlib import Path

from svodka.errors import InputError
from svodka.regexes import regex
from svodka.text.morphology import lemmas
from translate.terms.glossary import read_glossary

_WORD = regex(r"[^\W_]+(?:[-'’](?!\d)[^\W_]+)*")


def keep_term(path: Path, russian: str, english: str) -> bool:
    """Put a term into a glossary file, making it if need be; the row of the same Russian term gives way.

    Gives whether anything changed. Raises InputError for a file or a term that is none, and leaves the file then.
    """
    lines = _lines(path)
    row = f"{russian}\t{english}"
    place = next((n for n, line in enumerate(lines) if _is_of(line, russian)), None)
    if place is not None and lines[place] == row:
        return False
    changed = [*lines, row] if place is None else [*lines[:place], row, *lines[place + 1 :]]
    _write(path, changed)
    return True


def remove_term(path: Path, russian: str) -> bool:
    """Take a Russian term out of a glossary file; gives whether it was there."""
    lines = _lines(path)
    kept = [line for line in lines if not _is_of(line, russian)]
    if len(kept) < len(lines):
        _write(path, kept)
    return len(kept) < len(lines)


def _lines(path: Path) -> list[str]:
    if not path.exists():
        return []
    read_glossary(path)  # raises for what is no glossary
    return path.read_text(encoding="utf-8-sig").splitlines()


def _is_of(line: str, russian: str) -> bool:
    """Whether a row is of this Russian term, in any form."""
    if not line.strip() or line.startswith("#"):
        return False
    return _words(line.partition("\t")[0]) == _words(russian)


def _words(term: str) -> list[frozenset[str]]:
    return [lemmas(word) for word in _WORD.findall(term)]


def _write(path: Path, lines: list[str]) -> None:
    """Replace the file whole, once what is in it can be read as a glossary."""
    temporary = path.with_name(f".{path.name}.new")
    try:
        temporary.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        read_glossary(temporary)
        os.replace(temporary, path)
    except InputError as error:
        raise InputError(str(error).replace(str(temporary), str(path))) from error
    except OSError as error:
        raise InputError(f"cannot write the glossary {path}: {error.strerror}") from error
    finally:
        temporary.unlink(missing_ok=True)
