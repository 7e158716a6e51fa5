"""The questions that a sentence has to answer to its source, and when enough of it is explained."""

from __future__ import annotations

from svodka.verify.answer import Answer, Examined, Question, ask
from svodka.verify.document import Document, Unit
from svodka.verify.within import (
    context,
    figures,
    likelihood,
    names,
    order,
    roles,
    stance,
    superlatives,
    verbatim,
    words,
)
from svodka.verify.within.case import Case

QUESTIONS: tuple[Question[Case], ...] = (
    figures.ask,
    names.ask,
    roles.ask,
    stance.ask,
    superlatives.ask,
    verbatim.ask,
    words.ask,
)
"""In this order: roles are asked about names that are sound, and a verbatim sentence only for what is new."""
MEASURES: tuple[Question[Case], ...] = (order.ask, likelihood.ask, context.ask)
"""They find no mismatches; what they measure is weighed (svodka.verify.weighing)."""
UNEXPLAINED = 14.0
"""Nats of unexplained information that make a sentence unsupported. Words that the source lacks count in full (none
more than `MOST`: names, the rarest words, are judged by themselves), words that only the best evidence sentence lacks
for a quarter (`_SCATTERED`), and two fifths of what the sentence says (`_LEEWAY`) are forgiven: a longer sentence may
be reworded more. The shares are rounded from a logistic regression that tells summaries of 300 CNN/DailyMail documents
from the same summaries held against the most similar other document."""
_SCATTERED, _LEEWAY = 0.25, 0.4
VERBATIM = 0.7
"""The share of a sentence that its best evidence covers from which every mismatch disproves it. In one worded freely
those of figures, names and opposites do; that names changed places, or a reserve is gone, is said there of as many true
sentences as of false ones (docs/measured/facts.md), so it is weighed with the rest."""


def examine(document: Document, unit: Unit, *, measured: bool = True) -> Examined:
    """Hold a sentence against a document in its language; the `MEASURES` are left out unless they will be weighed."""
    case = Case(document, unit, document.evidence(unit))
    answer = ask(case, (*QUESTIONS, *MEASURES) if measured else QUESTIONS)
    missing, scattered, total = (answer.features[name] for name in ("missing", "scattered", "total"))
    score = 1 - missing / total if total else float(bool(case.evidence))
    explained = missing + _SCATTERED * scattered - _LEEWAY * total <= UNEXPLAINED and bool(document.units)
    covers = {
        "covered": case.evidence[0][1] if case.evidence else 0.0,
        "pieces": float(len(case.evidence)),
        "missing_share": missing / total if total else 0.0,
        "left": missing + _SCATTERED * scattered - _LEEWAY * total,
        "disagreeing": float(len(answer.mismatches)),
        "length": float(len(unit.content)),
    }
    told = answer.features["figures"] + answer.features["names"] + answer.features["antonyms"] > 0
    strange = total > 0 and not covers["covered"]
    disproved = told or strange or (bool(answer.mismatches) and covers["covered"] >= VERBATIM)
    answer = Answer(answer.mismatches, {**answer.features, **covers})
    return Examined(case.evidence, answer, score, explained, disproved)
