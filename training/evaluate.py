"""BLEU and chrF on the dev sets, with the sacrebleu signatures that make them comparable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from training.corpus.numbering import Direction
from training.decode import Decoder


@dataclass(frozen=True, slots=True)
class Score:
    """Scores of one set. ``segments`` were translated; ``beams`` 1 is greedy."""

    set: str
    segments: int
    beams: int
    precision: str
    bleu: float
    bleu_signature: str
    chrf: float
    chrf_signature: str

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)


def evaluate(
    decoder: Decoder, name: str, pairs: Sequence[tuple[str, str]], *, direction: Direction = "ru-en", beams: int = 4
) -> tuple[Score, list[str]]:
    """Corpus BLEU (Papineni et al. 2002, as Post 2018 has it) and chrF2 (Popović 2015) of (Russian, English)
    ``pairs``, and the hypotheses in input order."""
    from sacrebleu.metrics import BLEU, CHRF

    sources = [russian if direction == "ru-en" else english for russian, english in pairs]
    references = [english if direction == "ru-en" else russian for russian, english in pairs]
    hypotheses = [text for text, _ in decoder.translate(sources, beams=beams)]
    bleu, chrf = BLEU(), CHRF()
    found = bleu.corpus_score(hypotheses, [references]), chrf.corpus_score(hypotheses, [references])
    signatures = str(bleu.get_signature()), str(chrf.get_signature())
    score = Score(
        name, len(pairs), beams, decoder.precision, found[0].score, signatures[0], found[1].score, signatures[1]
    )
    return score, hypotheses
