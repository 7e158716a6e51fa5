"""How good translators are on pairs of Russian and English: BLEU and chrF, flags, and the facts that come through.

Scores are sacrebleu's (Post 2018) with its signatures, and two translators are told apart by its paired bootstrap
(Koehn 2004). Likeness to one human's words is no measure of trust, so beside the scores stand the flags of the segments
and the share of the source's facts that the English has; for the references too, which shows what the check misses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from svodka.errors import InputError, MissingExtraError, OptionError
from svodka.facts import Recall, recall
from svodka.plain import Plain
from svodka.regexes import regex

if TYPE_CHECKING:
    from translate import Segment, Translator

_CYRILLIC = regex("[А-Яа-яЁё]")


@dataclass(frozen=True, slots=True)
class Score(Plain):
    """A corpus score, 0 to 100, with sacrebleu's signature."""

    metric: str
    value: float
    signature: str


@dataclass(frozen=True, slots=True)
class Rating(Plain):
    """What people would give the segments, as `translate.quality` estimates it without the references: the ``mean``, 0
    to 1, and how many segments are likely wrong (``doubtful``)."""

    mean: float
    doubtful: int


@dataclass(frozen=True, slots=True)
class SystemReport(Plain):
    """One translator on all pairs. ``flags`` counts segments by flag, the most frequent first; ``retried`` those that
    took more than one decoding. ``seconds`` is wall time, loading and rating left out."""

    model: str
    signature: str
    scores: tuple[Score, ...]
    segments: int
    retried: int
    flags: tuple[tuple[str, int], ...]
    facts: tuple[Recall, ...]
    seconds: float
    rating: Rating | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON: a flag as an object of kind and segments."""
        return Plain.to_dict(self) | {"flags": [{"kind": kind, "segments": count} for kind, count in self.flags]}


@dataclass(frozen=True, slots=True)
class Difference(Plain):
    """The first translator's score less the second's, and how probable so large a difference is by chance alone."""

    metric: str
    difference: float
    p_value: float
    signature: str


@dataclass(frozen=True, slots=True)
class Evaluation(Plain):
    """What was found on ``pairs`` pairs: a report per translator, the facts of the references, and with two translators
    their differences."""

    pairs: int
    systems: tuple[SystemReport, ...]
    references: tuple[Recall, ...]
    differences: tuple[Difference, ...] = ()

    def to_text(self) -> str:
        """A table with a column for each translator and one for the references, then what the figures rest on."""
        rows = [("", *(system.model for system in self.systems), "references")]
        for number, score in enumerate(self.systems[0].scores):
            rows.append((score.metric, *(f"{system.scores[number].value:.2f}" for system in self.systems)))
        rows.append(("segments", *(f"{system.segments:,}" for system in self.systems)))
        rows.append(("tried again", *(_share(system.retried, system.segments) for system in self.systems)))
        for kind in dict.fromkeys(kind for system in self.systems for kind, _ in system.flags):
            counts = (_share(dict(system.flags).get(kind, 0), system.segments) for system in self.systems)
            rows.append((f"flagged {kind}", *counts))
        for number, reference in enumerate(self.references):
            kept = (*(system.facts[number] for system in self.systems), reference)
            rows.append((f"{reference.kind}s kept", *(f"{_share(r.kept, r.told)} of {r.told:,}" for r in kept)))
        rated = [system.rating for system in self.systems]
        if any(rated):
            rows.append(("mean rating", *(f"{one.mean:.3f}" if one else "" for one in rated)))
            doubted = ((one, system.segments) for one, system in zip(rated, self.systems, strict=True))
            rows.append(("likely wrong", *(_share(one.doubtful, most) if one else "" for one, most in doubted)))
        rows.append(("seconds", *(f"{system.seconds:.1f}" for system in self.systems)))
        widths = [max(len(row[column]) for row in rows if len(row) > column) for column in range(len(rows[0]))]
        lines = [f"{self.pairs:,} pairs", ""]
        lines += [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip() for row in rows
        ]
        lines += [""] if self.differences else []
        for found in self.differences:
            lines.append(
                f"{found.metric} of the first less the second: {found.difference:+.2f}, p = {found.p_value:.4f}"
            )
        lines += ["", *(f"{score.metric}: {score.signature}" for score in self.systems[0].scores)]
        lines += [f"{found.metric}, paired bootstrap: {found.signature}" for found in self.differences]
        lines += [system.signature for system in self.systems]
        return "\n".join(lines) + "\n"


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """The pairs of a TSV file in UTF-8: Russian, a tab, English, one pair a line; empty lines are skipped.

    Raises InputError for a file that cannot be read, has no pair, or has a line that is none.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise InputError(f"cannot read the pairs {path}: {reason}") from error
    pairs = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        columns = [column.strip() for column in line.split("\t")]
        if len(columns) != 2 or not all(columns):
            raise InputError(
                f"{path}, line {number}: found {len(columns)} columns, {sum(map(bool, columns))} of them filled; "
                "expected Russian, one tab, English"
            )
        pairs.append((columns[0], columns[1]))
    if not any(_CYRILLIC.search(russian) for russian, _ in pairs):
        raise InputError(
            f"{path}: found no Russian in the first column; expected Russian, one tab, English in each line"
        )
    return pairs


def evaluate(
    pairs: Sequence[tuple[str, str]],
    translator: Translator,
    against: Translator | None = None,
    *,
    samples: int = 1000,
    rate: bool = False,
) -> Evaluation:
    """Translate the Russian of every pair and hold it against the English, and against a second translator's.

    ``samples`` is how often the paired bootstrap draws. ``rate``: estimate the quality of every segment, whoever made
    it, by the compact checkpoint; that takes about as long as it translates. Raises InputError without pairs,
    OptionError for no samples and MissingExtraError without sacrebleu (the extra ``evaluate``).
    """
    if not pairs:
        raise InputError("evaluate() was given no pair; expected (Russian, English) pairs")
    if samples < 1:
        raise OptionError(f"samples is {samples}; expected 1 or more")
    try:
        from sacrebleu.metrics import BLEU, CHRF
        from sacrebleu.significance import PairedTest
    except ImportError as error:
        raise MissingExtraError("evaluation by BLEU and chrF", "evaluate") from error

    references = [english for _, english in pairs]
    translated: list[tuple[str, list[str]]] = []
    reports: list[SystemReport] = []
    for system in (translator, *([against] if against is not None else [])):
        hypotheses, segments, report = _report(pairs, system, {"BLEU": BLEU(), "chrF": CHRF()})
        report = replace(report, rating=_rating(segments)) if rate else report
        translated.append((str(len(translated)), hypotheses))
        reports.append(report)
    differences: tuple[Difference, ...] = ()
    if against is not None:
        # sacrebleu's baseline is the first of its list: here the translator that the other is held against.
        metrics = {"BLEU": BLEU(), "chrF": CHRF()}
        test = PairedTest(translated[::-1], metrics, [references], test_type="bs", n_samples=samples)
        signatures, results = test()
        differences = tuple(
            _difference(name, results[key][0], results[key][1], str(signatures[key]))
            for name, key in zip(metrics, signatures, strict=True)
        )
    return Evaluation(len(pairs), tuple(reports), recall(pairs), differences)


def _difference(metric: str, second: Any, first: Any, signature: str) -> Difference:
    """From sacrebleu's results of the two. It counts draws that differ by more: of equal scores it would say p = 0."""
    difference = first.score - second.score
    return Difference(metric, difference, first.p_value if difference else 1.0, signature)


def _report(
    pairs: Sequence[tuple[str, str]], translator: Translator, metrics: dict[str, Any]
) -> tuple[list[str], list[Segment], SystemReport]:
    start = perf_counter()
    translations = translator.translate([russian for russian, _ in pairs])
    seconds = perf_counter() - start
    hypotheses = [translation.hypothesis for translation in translations]
    scores = tuple(
        Score(
            name,
            metric.corpus_score(hypotheses, [[english for _, english in pairs]]).score,
            str(metric.get_signature()),
        )
        for name, metric in metrics.items()
    )
    segments = [s for translation in translations for s in translation.segments if s.translated]
    flags = Counter(kind for segment in segments for kind in {flag.kind for flag in segment.flags})
    facts = recall((russian, english) for (russian, _), english in zip(pairs, hypotheses, strict=True))
    return (
        hypotheses,
        segments,
        SystemReport(
            model=translator.signature.model,
            signature=str(translator.signature),
            scores=scores,
            segments=len(segments),
            retried=sum(segment.attempts > 1 for segment in segments),
            flags=tuple(sorted(flags.items(), key=lambda pair: (-pair[1], pair[0]))),
            facts=facts,
            seconds=round(seconds, 2),
        ),
    )


def _rating(segments: Sequence[Segment]) -> Rating | None:
    """The rating of the segments; one that is far too long or loops, and may be beyond the window, has the worst."""
    from translate import quality

    sound = [s for s in segments if not {flag.kind for flag in s.flags} & {"length", "loop"}]
    found = quality([s.source for s in sound], [s.hypothesis for s in sound])
    lost = len(segments) - len(sound)
    if not segments:
        return None
    return Rating(round(sum(one.rating for one in found) / len(segments), 4), lost + sum(q.doubtful for q in found))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "none"
