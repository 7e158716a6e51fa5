"""Write translate/terms/data/news_terms.forms.tsv and translate/source/data/wording.forms.tsv: the dictionary forms of
the terms of these tables, as pymorphy3 gives them.

    python -m training.tables.forms

To be run after a term was added or changed; tests/training/test_forms.py fails until then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from translate.shipped import packed, rows_of
from translate.source.wording import analysed
from translate.terms.glossary import dictionary_forms

ROOT = Path(__file__).resolve().parents[2]


def news_terms(terms: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The rows of news_terms.forms.tsv: the term, the dictionary forms of its words."""
    for term in dict.fromkeys(terms):
        yield term, packed(dictionary_forms(term))


def wording(terms: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The rows of wording.forms.tsv: the term, the forms of its words, which is the head, and its dictionary form."""
    for term in dict.fromkeys(terms):
        words, head, lemma = analysed(term)
        yield term, packed(words), "" if head is None else str(head), lemma


TABLES: dict[tuple[str, str], Callable[[Iterable[str]], Iterator[tuple[str, ...]]]] = {
    ("translate.terms", "news_terms"): news_terms,
    ("translate.source", "wording"): wording,
}


def content(package: str, name: str) -> str:
    """What the file of forms beside a table has to hold."""
    rows = TABLES[package, name](term for term, *_ in rows_of(package, name))
    head = f"# Made by training/tables/forms.py out of {name}.tsv with pymorphy3; not written by hand.\n"
    return head + "".join("\t".join(row) + "\n" for row in rows)


def path_of(package: str, name: str) -> Path:
    """Where it stands."""
    return ROOT / package.replace(".", "/") / "data" / f"{name}.forms.tsv"


def main() -> None:
    for package, name in TABLES:
        path_of(package, name).write_text(content(package, name), encoding="utf-8")


if __name__ == "__main__":
    main()
