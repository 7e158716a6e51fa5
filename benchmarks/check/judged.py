"""How much the judge tells beside the facts, on claims that it was not taught on.

    python -m benchmarks.check.judged left --fold JUDGE=SET,SET,... [--fold ...] [--cache FILE] [--out figures.json]
    python -m benchmarks.check.judged shipped [--judge DIR] [--documents 200] [--skip 300]

``left``: JUDGE is what `python -m training.judge ship` wrote, SETs are those of the labelled claims that it was not
taught on (docs/measured/facts.md). Printed are means over the older and the edited sets of balanced accuracy, by the
threshold that is best on the other sets left out, and of the area under the curve: of the learned odds, the judge
alone, both mixed, and the judge as a measure of the forests; each without facts, with the figures, names and opposites
that disagree, and with all that disproves in the check. Then the table of the best, set by set, and with --out what
`python -m training.judge package` takes.

``shipped``: `svodka.verify.check` as it is, with and without the judge: QAGS-XSum, changed numbers, dates and names in
articles' sentences and false alarms on these, documents a second.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks.faithfulness import KINDS, SEED, SETS, balanced, read
from svodka.text import split_sentences
from svodka.verify import check, checking
from svodka.verify.entailment import CrossEncoder, ShippedJudge, odds, passage, probabilities, probability
from training.tables import weigh
from training.tables.weigh import EDITED, JOINED, MEASURES, OLDER, Claims

FACTS = ("none", "figures, names, opposites", "as the check")
SHARES = (0.25, 0.5, 0.75)
_LIMITS = np.linspace(-4, 4, 161)


class Held(NamedTuple):
    """Claims as `weigh.measure` has them; of each sentence what the judge reads, and of each claim its own set."""

    claims: Claims
    pairs: list[tuple[str, str]]
    of: list[str]


class Told(NamedTuple):
    """Of one way to decide: means of balanced accuracy and area over the older and the edited sets, and by set."""

    facts: str
    odds: Any
    sound: Any
    older: float
    edited: float
    areas: tuple[float, float]
    by_set: dict[str, float]


def held(path: Path, cache: Path | None) -> Held:
    """The labelled claims, measured, which takes minutes; kept in ``cache`` and taken from there."""
    if cache and cache.exists():
        kept = json.loads(cache.read_text(encoding="utf-8"))
        claims = Claims(*(np.array(kept["claims"][name]) for name in Claims._fields))
        return Held(claims, [(a, b) for a, b in kept["pairs"]], kept["of"])
    found = [*weigh.held(weigh.read(path))]
    claims = weigh.measure(found)
    pairs = [
        (passage(one.document, [number for number, _ in told.evidence]), " ".join(unit.text.split()))
        for one in found
        for unit, told in zip(one.sentences, one.examined, strict=True)
    ]
    of = [_of(one.record) for one in found]
    if cache:
        kept = {"claims": {name: value.tolist() for name, value in claims._asdict().items()}, "pairs": pairs, "of": of}
        cache.write_text(json.dumps(kept), encoding="utf-8")
    return Held(claims, pairs, of)


def within(data: Held, sets: Sequence[str]) -> Held:
    """What is of these sets."""
    kept = np.isin(data.of, sets)
    rows = kept[data.claims.claim]
    claims = Claims(
        data.claims.x[rows], (np.cumsum(kept) - 1)[data.claims.claim[rows]], data.claims.label[kept],
        data.claims.origin[kept], data.claims.facts[kept], data.claims.sound[rows],
    )  # fmt: skip
    return Held(claims, [data.pairs[n] for n in np.flatnonzero(rows)], [data.of[n] for n in np.flatnonzero(kept)])


def _of(record: dict[str, Any]) -> str:
    name = str(record.get("of", record["source_set"]))
    return JOINED.get(name, name)


def asked(data: Held, folds: dict[Path, list[str]]) -> Any:
    """The log odds of every sentence by the judge that was not taught on its set."""
    found = np.zeros(len(data.pairs))
    owner = {name: folder for folder, names in folds.items() for name in names}
    homes = [owner[data.of[claim]] for claim in data.claims.claim]
    for folder in folds:
        rows = [n for n, home in enumerate(homes) if home == folder]
        chances = probabilities(partial(CrossEncoder, folder), [data.pairs[n] for n in rows])
        found[rows] = [odds(chance) for chance in chances]
    return found


def ways(data: Claims, judged: Any) -> Iterator[tuple[str, Any]]:
    """Each way to come to log odds of sentences, made without the set that is asked about."""
    learned = weigh.left_out(data)
    yield "learned, without the judge", learned
    yield "judge", judged
    for share in SHARES:
        yield f"judge and {share} learned", (1 - share) * judged + share * learned
    yield "judge as a measure", weigh.left_out(data._replace(x=np.column_stack([data.x, judged])))


def told(data: Claims, log_odds: Any, facts: str) -> Told:
    """How well a way does with these facts."""
    disagree = data.x[:, [MEASURES.index(kind) for kind in ("figures", "names", "antonyms")]].sum(1) > 0
    sound = {"none": np.ones_like(data.sound), FACTS[1]: ~disagree, FACTS[2]: data.sound}[facts]
    kept = data._replace(sound=sound)
    worth = weigh.scores(kept, log_odds)
    by_set, areas = {}, {}
    for origin in [kind for kind in (*OLDER, *EDITED) if (data.origin == kind).any()]:
        rows = data.origin == origin
        limit = weigh.threshold(kept, log_odds, ~rows, _LIMITS)
        by_set[origin] = weigh.balanced(data.label[rows], worth[rows] >= limit)
        areas[origin] = area(worth[rows], data.label[rows])
    means = [_mean(found, kind) for found in (by_set, areas) for kind in (OLDER, EDITED)]
    return Told(facts, log_odds, sound, means[0], means[1], (means[2], means[3]), by_set)


def _mean(found: dict[str, float], names: Sequence[str]) -> float:
    return float(np.mean([value for name, value in found.items() if name in names] or [np.nan]))


def area(worth: Any, label: Any) -> float:
    """Area under the curve; ties count half."""
    true, false = worth[label == 1], worth[label == 0]
    less = np.searchsorted(np.sort(false), true, "left") + np.searchsorted(np.sort(false), true, "right")
    return float(less.sum() / (2 * len(true) * len(false)))


def left(given: argparse.Namespace) -> None:
    """See the module."""
    folds = {Path(folder): names.split(",") for folder, _, names in (fold.partition("=") for fold in given.fold)}
    data = within(held(given.labelled, given.cache), [name for names in folds.values() for name in names])
    judged = asked(data, folds)
    print("| way | facts | older | edited | area, older | area, edited |\n|---|---|---|---|---|---|")
    found = []
    for name, log_odds in ways(data.claims, judged):
        for facts in FACTS:
            one = told(data.claims, log_odds, facts)
            found.append((name, one))
            cells = " | ".join(f"{value:.3f}" for value in (one.older, one.edited, *one.areas))
            print(f"| {name} | {facts} | {cells} |", flush=True)
    shares = {"judge": 0.0, **{f"judge and {share} learned": share for share in SHARES}}
    ready = [(name, one) for name, one in found if name in shares and one.facts == FACTS[2]]
    if given.share is not None:
        ready = [(name, one) for name, one in ready if shares[name] == given.share]
    name, best = max(ready, key=lambda pair: float(np.nanmin([pair[1].older, pair[1].edited])))
    chosen = data.claims._replace(sound=best.sound)
    limit = weigh.threshold(chosen, best.odds, np.ones(len(chosen.label), bool), _LIMITS)
    worth = weigh.scores(chosen, best.odds)
    print(f"\n{name}, facts as the check, threshold {probability(limit):.4f} for all\n")
    print("| set | claims | balanced | supported passed | unsupported caught | area |\n|---|---|---|---|---|---|")
    for origin, value in best.by_set.items():
        rows = chosen.origin == origin
        own = weigh.threshold(chosen, best.odds, ~rows, _LIMITS)
        label, passed = chosen.label[rows], worth[rows] >= own
        rates = f"{passed[label == 1].mean():.2f} | {(~passed)[label == 0].mean():.2f} | {area(worth[rows], label):.2f}"
        print(f"| {origin} | {rows.sum():,} | {value:.3f} | {rates} |")
    if given.out:
        figures = {
            "threshold": round(probability(limit), 4), "leeway": weigh.LEEWAY, "forest": shares[name],
            "older": round(best.older, 3), "edited": round(best.edited, 3),
            "sets": {origin: round(value, 3) for origin, value in best.by_set.items()},
        }  # fmt: skip
        given.out.write_text(json.dumps(figures, indent=1), encoding="utf-8")


def shipped(given: argparse.Namespace) -> None:
    """See the module."""
    if given.judge:
        judge = ShippedJudge(given.judge)
        checking.shipped_judge = lambda: judge
    faithful(given.data / "faithful" / "qags_xsum.jsonl")
    for name in SETS:
        changed(given.data / "summ" / f"{name}.jsonl.xz", slice(given.skip, given.skip + given.documents))
    throughput(given.data / "summ" / "cnndm_600.jsonl.xz")


WAYS: dict[str, dict[str, Any]] = {"judge": {}, "no judge": {"judge": False}, "facts alone": {"threshold": 0}}


def faithful(path: Path) -> None:
    """Print balanced accuracy on human labels."""
    records = list(read(path))
    labels = [all(answer == "yes" for answer in record["sentence_labels"]) for record in records]
    for name, options in WAYS.items():
        reports = [check(record["document"], record["summary"], **options) for record in records]
        table = Counter(zip(labels, (report.supported for report in reports), strict=True))
        line = f"{path.name}, {name}: {balanced(table):.3f} of {len(records)}"
        if reports[0].sentences[0].probability is not None:
            worth = [min(s.probability or 0.0 for s in report.sentences) for report in reports]
            line += f", area {area(np.array(worth), np.array(labels).astype(int)):.3f}"
        print(f"{line}; {reports[0].signature}", flush=True)


def changed(path: Path, part: slice) -> None:
    """Print what is found of changed sentences of articles, and false alarms on the untouched."""
    rng = random.Random(SEED)
    for_each = []
    for record in list(read(path))[part]:
        lines = [s.line for s in split_sentences(record["document"]) if len(s.text.split()) >= 6]
        for line in rng.sample(lines, min(6, len(lines))):
            others = {kind: change(line, rng) for kind, change in KINDS.items()}
            for_each.append((record["document"], line, {k: o for k, o in others.items() if o and o != line}))
    for name, options in WAYS.items():
        found, tried, alarms = Counter[str](), Counter[str](), 0
        for document, line, others in for_each:
            alarms += not check(document, line, **options).supported
            for kind, other in others.items():
                tried[kind] += 1
                found[kind] += not check(document, other, **options).supported
        cells = ", ".join(f"{kind} {found[kind]}/{tried[kind]}" for kind in KINDS)
        print(f"{path.name}, {name}: {cells}; false alarms {alarms}/{len(for_each)}", flush=True)


def throughput(path: Path) -> None:
    """Print documents of 400 words with their summaries a second."""
    pairs = []
    for record in read(path):
        words = record["document"].split(" ")
        if len(words) >= 400:
            pairs.append((" ".join(words[:400]), record["summary"]))
    pairs = pairs[:101]
    sentences = sum(len(split_sentences(summary)) for _, summary in pairs[1:])
    for name, options in WAYS.items():
        check(*pairs[0], **options)
        wall, spent = time.perf_counter(), time.process_time()
        for document, summary in pairs[1:]:
            check(document, summary, **options)
        wall, spent = time.perf_counter() - wall, time.process_time() - spent
        rates = f"{100 / wall:.1f} documents a second, {100 / spent:.1f} a second of one core"
        print(f"{name}: {rates} ({sentences} sentences)", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    added = commands.add_parser("left", help="on the labelled claims")
    added.add_argument("--labelled", type=Path, default=Path("../shared/data/faithful/labelled.jsonl.xz"))
    added.add_argument("--fold", action="append", required=True, metavar="JUDGE=SET,SET")
    added.add_argument("--cache", type=Path, help="a file for the measures of the claims")
    added.add_argument("--share", type=float, choices=(0.0, *SHARES), help="of the learned odds (else the best)")
    added.add_argument("--out", type=Path, help="write the figures of the best, as JSON")
    added.set_defaults(run=left)
    added = commands.add_parser("shipped", help="svodka.verify.check as it is")
    added.add_argument("--data", type=Path, default=Path("../shared/data"))
    added.add_argument("--judge", type=Path, help="a folder in place of the package's weights")
    added.add_argument("--documents", type=int, default=50, help="of each set")
    added.add_argument("--skip", type=int, default=300, help="documents at the head of each set to leave out")
    added.set_defaults(run=shipped)
    given = parser.parse_args()
    given.run(given)


if __name__ == "__main__":
    main()
