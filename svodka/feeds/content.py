"""The content of an entry as HTML: the brief, its notes, and the Russian sentences that are its evidence, as links.

Texts of news items reach it through Jinja2's autoescape only, cleaned of what acts on a display, as in the digest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from svodka.digest.view import NO_SOURCE, ItemView
from svodka.feeds.passages import iri, passage_url
from svodka.items import Brief, BriefSentence, EvidenceLink
from svodka.text import Span, displayable

if TYPE_CHECKING:
    from jinja2 import Template

_MOST_NOTES = 8  # on the translation; those on the brief itself are all shown


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    mark: str
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Passage:
    text: str
    url: str


def content(brief: Brief, view: ItemView, updates: str | None = None) -> str:
    """The HTML of a brief and its view; ``updates`` is the headline or id of the earlier item that it updates."""
    url = iri(view.url)
    passages: dict[Span, _Passage] = {}

    def sentences(found: Sequence[BriefSentence]) -> list[_Sentence]:
        return [_Sentence(displayable(s.text), displayable(brief.mark(s)), numbers(s.evidence)) for s in found]

    def numbers(links: Sequence[EvidenceLink]) -> tuple[int, ...]:
        for link in links:
            text = displayable(link.source)
            passages.setdefault(link.source_span, _Passage(text, passage_url(url, text) if url else ""))
        places = {span: n for n, span in enumerate(passages, 1)}
        return tuple(sorted({places[link.source_span] for link in links}))

    found, facts = sentences(brief.sentences), sentences(brief.key_facts)
    return _template().render(
        original=view.original,
        matches=view.matches,
        grade=view.grade,
        graded=view.graded,
        updates=updates,
        sentences=found,
        key_facts=facts,
        remarks=view.remarks,
        notes=(*view.notes, *view.text_notes[:_MOST_NOTES]),
        more=max(0, len(view.text_notes) - _MOST_NOTES),
        passages=list(passages.values()),
        source=view.source if view.source != NO_SOURCE else "",
        author=view.author,
        date=_date(brief.item.published, view),
        url=url,
        translator=displayable(brief.signature.translate.model),
        summarizer=displayable(brief.signature.summarize.model),
    )


def _date(published: str | None, view: ItemView) -> str:
    """The date as the source gives it: ``12 May 2026, 10:20 +03:00``; said when there is no zone, or no sense in it."""
    if view.raw_date:
        return f"date unreadable: {view.raw_date}"
    if not published:
        return ""
    moment = datetime.fromisoformat(published.strip())
    day = f"{moment.day} {moment:%B %Y}"
    if not view.clock:
        return day
    zone = moment.isoformat()[-6:] if moment.tzinfo else "(zone not given)"
    return f"{day}, {view.clock} {zone}"


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(files("svodka.feeds").joinpath("entry.html.j2").read_text(encoding="utf-8"))
