"""Number extraction on hand-annotated Russian sentences (our own, shaped after news items)."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

from svodka.facts.numbers import numbers

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("annotation_ru.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def plain(value):
    """A value as the annotation writes it."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, str):
        return value
    if isinstance(value[0], str):
        return "-".join(map(str, value))
    if len(value) == 2:
        return "-".join(plain(part) for part in value)
    year, month, day = value
    if year is None:
        return f"month-{month}" + (f"-day-{day}" if day else "")
    return "-".join(str(part) for part in value if part is not None)


def extracted(text):
    return Counter(" ".join(filter(None, (f.kind, plain(f.value), f.unit))) for f in numbers(text, "ru") if f.firm)


def scores():
    true = found = expected = 0
    for text, facts in ROWS:
        ours, theirs = extracted(text), Counter(filter(None, facts.split("; ")))
        true += sum((ours & theirs).values())
        found += sum(ours.values())
        expected += sum(theirs.values())
    return true / found, true / expected, expected


def test_precision_and_recall():
    precision, recall, expected = scores()
    assert expected == 87
    assert precision >= 0.97
    assert recall >= 0.97
