"""Tables of the package, and the dictionary forms of their terms, worked out once and shipped beside them.

``NAME.tsv`` is written by hand; ``NAME.forms.tsv`` holds for each of its terms what pymorphy3 makes of it, written by
training/tables/forms.py: to look up two thousand words at every start took half of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from svodka.text.tables import rows


def rows_of(package: str, name: str) -> list[list[str]]:
    """The rows of a table, without comments."""
    return rows(package, f"{name}.tsv")


def forms_beside(package: str, name: str) -> dict[str, list[str]]:
    """What is shipped of each term of a table: the columns after the term."""
    return {term: columns for term, *columns in rows_of(package, f"{name}.forms")}


def packed(words: Sequence[frozenset[str]]) -> str:
    """The dictionary forms of each word as one column: forms after "|", words after ";"."""
    return ";".join("|".join(sorted(word)) for word in words)


def unpacked(column: str) -> tuple[frozenset[str], ...]:
    """The other way."""
    return tuple(frozenset(word.split("|")) for word in column.split(";"))
