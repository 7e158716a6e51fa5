"""From a span of the English document to the Russian original, through the translation's segments."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from svodka.facts import Span
from svodka.items import EvidenceLink
from svodka.verify import Evidence
from translate import Translation


def overlapping(translation: Translation, span: Span) -> list[int]:
    """The indices of the segments whose hypotheses share at least one character with a span of the hypothesis."""
    starts = [segment.hypothesis_span[0] for segment in translation.segments]
    found = []
    index = max(0, bisect_right(starts, span[0]) - 1)
    while index < len(starts) and starts[index] < span[1]:
        if translation.segments[index].hypothesis_span[1] > span[0]:
            found.append(index)
        index += 1
    return found


def links(translation: Translation, evidence: Sequence[Evidence]) -> tuple[EvidenceLink, ...]:
    """Evidence in the English document as links to segments, best first, each segment once with its best score."""
    best: dict[int, float] = {}
    for item in evidence:
        for index in overlapping(translation, item.span):
            best[index] = max(best.get(index, 0.0), item.score)
    ordered = sorted(best, key=lambda index: (-best[index], index))
    return tuple(
        EvidenceLink(
            segment=index,
            source=segment.source,
            target=segment.hypothesis,
            source_span=segment.source_span,
            target_span=segment.hypothesis_span,
            score=round(best[index], 4),
        )
        for index in ordered
        for segment in [translation.segments[index]]
    )
