"""A sheet to correct a brief's translation on: Markdown, each Russian sentence with its English below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from svodka.corrections.edits import Edit
from svodka.errors import InputError
from svodka.items import Brief
from svodka.text import markdown
from translate import Segment
from translate.corrections import key_of

_MARK = "<!-- svodka correct"
_ABOUT = (
    f"{_MARK}: change the English; leave the Russian lines, those that begin with >, as they are. Then\n"
    "     svodka correct STORE --from THIS_FILE --memory MEMORY.sqlite --glossary TERMS.tsv -->"
)


def is_sheet(text: str) -> bool:
    """Whether a text is such a sheet."""
    return text.lstrip("\ufeff \n").startswith(_MARK)


def sheet_of(brief: Brief) -> str:
    """The sheet of a brief: headline and text, segment by segment."""
    lines = [_ABOUT, "", f"# {markdown(brief.item.id)}", ""]
    for segment in _segments(brief):
        lines += [f"> {markdown(segment.source)}", "", markdown(segment.hypothesis), ""]
    return "\n".join(lines)


def read_sheet(text: str, briefs: Sequence[Brief]) -> list[Edit]:
    """The sentences that were changed on a sheet of any of these briefs, in its order.

    Raises InputError for a Russian line that is none of theirs, and for a sentence whose English is gone.
    """
    known = {key_of(segment.source): segment for brief in briefs for segment in _segments(brief)}
    edits: list[Edit] = []
    for number, russian, english in _pairs(text):
        segment = known.get(key_of(russian))
        if segment is None:
            raise InputError(
                f"line {number}: {russian!r:.80} is no sentence of the briefs that are corrected; the Russian lines "
                "have to stay as they were"
            )
        if not english:
            raise InputError(f"line {number}: the English of {russian!r:.80} is gone; a sentence cannot be taken out")
        if english != _line(segment.hypothesis):
            edits.append(Edit(segment.source, segment.hypothesis, english))
    return edits


def plain(line: str) -> str:
    """A line of Markdown as it is shown: what `markdown` has escaped as it was."""
    return _line(re.sub(r"\\([^\w\s])", r"\1", line))


def _line(text: str) -> str:
    return " ".join(text.split())


def _segments(brief: Brief) -> Iterator[Segment]:
    for translation in (brief.headline_translation, brief.translation):
        yield from (segment for segment in translation.segments if segment.translated and segment.source.strip())


def _pairs(text: str) -> Iterator[tuple[int, str, str]]:
    """(line, Russian, English) of a sheet."""
    start, russian, english = 0, "", list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(">"):
            if russian:
                yield start, russian, plain(" ".join(english))
            start, russian, english = number, plain(line[1:]), []
        elif russian and not line.startswith("#"):
            english.append(line)
    if russian:
        yield start, russian, plain(" ".join(english))
