"""A text cut into pieces and, when they are translated, put together again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from svodka.signature import Signature
from translate.estimation.estimate import Quality
from translate.repair import Outcome
from translate.source.segment import Piece
from translate.terms.names import Variant, by_name
from translate.types import Flag, Segment, Translation


@dataclass(frozen=True, slots=True)
class Written:
    """What is written for one decoder input: the text, its flags, and the spellings that gave way."""

    text: str
    flags: tuple[Flag, ...]
    variants: tuple[Variant, ...]
    quality: Quality | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A text cut into pieces; per piece the decoder's input (None passes through) and whether it was in capitals."""

    text: str
    pieces: list[Piece]
    inputs: list[str | None]
    loud: list[bool]


def assemble(
    plan: Plan,
    outcomes: Mapping[str, Outcome],
    written_for: Iterator[Written],
    corrected: Callable[[Segment], Segment],
    signature: Signature,
    scored: bool,
) -> Translation:
    """Put the hypotheses where their sources stood, each as it was ``corrected``; the white space between segments
    stays as it was."""
    text = plan.text
    segments: list[Segment] = []
    parts: list[str] = []
    variants: list[Variant] = []
    position = done = 0
    for piece, source, loud in zip(plan.pieces, plan.inputs, plan.loud, strict=True):
        written = text[piece.start : piece.end]
        gap = text[done : piece.start]
        if not gap and segments and segments[-1].translated and piece.translate:
            gap = " "  # sentences written without a space between them
        if source is None:
            kept = Segment(written, written, (piece.start, piece.end), (0, 0), translated=False)
        else:
            outcome = outcomes[source]
            edited = next(written_for)
            variants += edited.variants
            kept = Segment(
                written,
                edited.text.upper() if loud else edited.text,
                (piece.start, piece.end),
                (0, 0),
                score=outcome.score if scored else None,
                flags=edited.flags,
                attempts=outcome.attempts,
                rating=edited.quality.rating if edited.quality else None,
                in_doubt=edited.quality.doubts if edited.quality else (),
            )
        kept = corrected(kept)
        begin = position + len(gap)
        position, done = begin + len(kept.hypothesis), piece.end
        parts += [gap, kept.hypothesis]
        segments.append(replace(kept, hypothesis_span=(begin, position)))
    parts.append(text[done:])
    return Translation(text, "".join(parts), tuple(segments), signature, by_name(variants))
