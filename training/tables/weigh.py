"""Learn the weights of the check's measures from labelled summaries, and say how well they do on sets never seen.

    python -m training.tables.weigh LABELLED svodka/verify/weighing/weights.json [--cache FILE] [--only-report]

``LABELLED``: JSON Lines (packed with xz or not) with ``source_set``, ``document``, ``claim`` and ``supported``. Every
sentence of a claim is measured as the check does it. A claim stands when all its sentences do: of an unsupported claim
the sentences share the blame by how doubtful the first forest finds them (multiple-instance learning). Labels weigh
alike within a set, sets by the square root of their size. Two forests of sklearn's histogram boosting and a logistic
regression (`training/tables/line.py`) are averaged: what speaks of a fact may move the odds one way only, so that they
cannot learn a set's style by it.

Printed: balanced accuracy of every set of `NEWS` by weights and a threshold made without it, beside the facts alone.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from svodka.verify.answer import Examined
from svodka.verify.document import Document, Unit, language, units
from svodka.verify.within import examine
from training.tables.line import MOST, Line, fit_line

_UP = "related window"
_DOWN = (
    "missing_share missing lacking disagreeing figures names roles stance superlatives verbatim figures_apart "
    "negations_apart name_apart antonyms opposed replaced restricting capitals digits run reversed new_noun new_verb "
    "new_modifier new_name far_noun far_verb far_modifier far_name"
)
_NEAR = (
    "borrowed longest aligned aligned_content beside near in_best covered likely unlikely pairs triples skipped",
    "stretches stretch_rate parted apart fused scattered left small",
)
UP, DOWN, NEAR, FREE = _UP.split(), _DOWN.split(), [side.split() for side in _NEAR], ["length", "pieces"]
"""What may only raise the odds, only lower them; how closely a sentence keeps to the words of its source (what is more
the closer, what is less); what may do either."""
MEASURES = [*UP, *DOWN, *NEAR[0], *NEAR[1], *FREE]


class Kind(NamedTuple):
    """The shape of a forest, and the measures that may only raise or lower its odds."""

    trees: int
    depth: int
    leaf: int
    up: list[str]
    down: list[str]


FORESTS = (Kind(120, 2, 60, [*UP, *NEAR[0]], [*DOWN, *NEAR[1]]), Kind(80, 3, 80, UP, DOWN))
"""Strict: the closer to the source's words the better, which is so of older summaries. Loose: closeness may count
either way, as it does where models reword."""
OLDER = ("cliff_cnndm", "cogensumm", "factcc_val", "frank_cnndm", "polytope", "ragtruth", "summeval")
"""CNN/DailyMail summaries, most by models of 2017 to 2020."""
EDITED = (
    "bump", "defacto", "summedits_ectsum", "summedits_podcast", "summedits_qmsumm", "summedits_sales_call",
    "summedits_sales_email", "summedits_samsum", "summedits_scitldr",
)  # fmt: skip
"""Summaries with one thing edited."""
NEWS = [*OLDER, *EDITED]
"""Left out: FaithBench, which forbids it; sets of XSum's one-sentence abstracts, hardly any of them supported, which
make the forest worse on the others; FIB, where the style gives the label away; fiction and chat.
"""
JOINED = {"defacto_corrected": "defacto"}
"""The corrected summaries of DeFacto are the supported ones of the same documents."""
STRANGERS = 400
"""Claims that are also held against another document."""
CAP = 250  # claims of a set and label; more of one set teaches little about the others
RATE = 0.08
COPIED = 0.35
"""Log odds taken where as much of a sentence is copied as a standard deviation above the mean, and given below it:
systems that copy err in few words."""
LEEWAY = 0.3
LIMITS = np.linspace(-1.2, 1.2, 97)
SEED = 7


class Claims(NamedTuple):
    """``x``: measures of sentences, first `MEASURES`, then others that may only raise the odds; ``claim``: the claim
    of each; of each claim the label, the set, the facts' word."""

    x: Any
    claim: Any
    label: Any
    origin: Any
    facts: Any
    sound: Any  # of each sentence: whether no mismatch disproves it


def read(path: Path) -> list[dict[str, Any]]:
    """A sample of the labelled claims, at most `CAP` of a set and label."""
    opener = lzma.open if path.suffix == ".xz" else open
    groups: dict[tuple[str, bool], list[dict[str, Any]]] = defaultdict(list)
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if JOINED.get(record["source_set"], record["source_set"]) in NEWS:
                groups[record["source_set"], record["supported"]].append(record)
    rng = random.Random(SEED)
    chosen = [r for _, group in sorted(groups.items()) for r in rng.sample(group, min(len(group), CAP))]
    return sorted([*chosen, *strangers(chosen, rng)], key=lambda record: str(record["document"]))


def strangers(records: Sequence[dict[str, Any]], rng: random.Random) -> Iterator[dict[str, Any]]:
    """Pairs made by rule: supported claims with their document, and with another's, which supports none of them."""
    supported = rng.sample([record for record in records if record["supported"]], STRANGERS)
    for record, other in zip(supported, [*supported[1:], supported[0]], strict=True):
        record = record | {"source_set": "strangers", "of": record["source_set"]}
        yield record
        if other["document"] != record["document"]:
            yield record | {"document": other["document"], "supported": False}


class Held(NamedTuple):
    """A labelled claim held against its document, sentence by sentence."""

    record: dict[str, Any]
    document: Document
    sentences: list[Unit]
    examined: list[Examined]


def held(records: Iterable[dict[str, Any]]) -> Iterator[Held]:
    """Every claim of an English document that has words."""
    document: Document | None = None
    text = ""
    for record in records:
        if document is None or text != record["document"]:
            text = record["document"]
            document = Document(text, language(text))
        sentences = [unit for unit in units(record["claim"], "en") if unit.tokens]
        if document.lang == "en" and sentences:
            yield Held(record, document, sentences, [examine(document, unit) for unit in sentences])


def measure(claims: Iterable[Held]) -> Claims:
    """The measures of every sentence of every claim."""
    x, claim, sound, label, origin, facts = [], [], [], [], [], []
    for record, _, _, found in claims:
        x += [[each.answer.features[name] for name in MEASURES] for each in found]
        claim += [len(label)] * len(found)
        sound += [not each.disproved for each in found]
        label.append(int(record["supported"]))
        origin.append(JOINED.get(record["source_set"], record["source_set"]))
        facts.append(all(not each.answer.mismatches and each.explained for each in found))
    return Claims(*(np.array(part) for part in (x, claim, label, origin, facts, sound)))


class Model(NamedTuple):
    """Two forests and a line."""

    forests: list[HistGradientBoostingClassifier]
    line: Line

    def odds(self, x: Any) -> Any:
        """Log odds of each row."""
        mean = np.mean([forest.decision_function(x) for forest in self.forests], 0)
        copied = np.clip(self.line.scaled(x)[:, MEASURES.index("borrowed")], -1, 1)
        return (mean + self.line.odds(x)) / 2 - COPIED * copied


def fit(data: Claims, chosen: Any) -> Model:
    """A strict and a loose forest and a line from the chosen claims (a mask)."""
    weight = np.zeros(len(data.label))
    for name in [*NEWS, "strangers"]:
        groups = [chosen & (data.origin == name) & (data.label == label) for label in (0, 1)]
        counts = [group.sum() for group in groups]
        if min(counts) >= 10:
            for group, count in zip(groups, counts, strict=True):
                weight[group] = math.sqrt(sum(counts)) / count
    weight /= weight.sum() / max(1, chosen.sum())
    forests = [_forest(data, weight, kind) for kind in FORESTS]
    return Model(forests, fit_line(data.x, data.claim, data.label, weight, _signs(FORESTS[0], data.x.shape[1])))


def _signs(kind: Kind, measures: int) -> list[int]:
    signs = [1 if name in kind.up else -1 if name in kind.down else 0 for name in MEASURES]
    return [*signs, *[1] * (measures - len(signs))]


def _forest(data: Claims, weight: Any, kind: Kind) -> HistGradientBoostingClassifier:
    sizes = np.bincount(data.claim)
    blame = 1 / sizes[data.claim]
    signs = _signs(kind, data.x.shape[1])
    for trees in (kind.trees // 2, kind.trees):
        forest = HistGradientBoostingClassifier(
            max_depth=kind.depth, max_iter=trees, learning_rate=RATE, l2_regularization=30, min_samples_leaf=kind.leaf,
            max_features=0.5, max_bins=63, random_state=SEED, monotonic_cst=signs, early_stopping=False,
        )  # fmt: skip
        share = np.where(data.label[data.claim] == 1, 1 / sizes[data.claim], blame)
        sample = weight[data.claim] * share
        used = sample > 0
        forest.fit(data.x[used], data.label[data.claim][used], sample_weight=sample[used])
        doubt = np.exp(-2 * forest.decision_function(data.x))
        blame = doubt / np.bincount(data.claim, doubt)[data.claim]
    return forest


def scores(data: Claims, odds: Any) -> Any:
    """Of each claim: the log odds of its weakest sentence, none where one is disproved, and the leeway of length."""
    worst = np.full(len(data.label), np.inf)
    np.minimum.at(worst, data.claim, np.where(data.sound, odds, -9.0))
    return worst + LEEWAY * np.log(np.bincount(data.claim))


def balanced(label: Any, passed: Any) -> float:
    """Balanced accuracy."""
    return float((passed[label == 1].mean() + (~passed[label == 0]).mean()) / 2)


def threshold(data: Claims, odds: Any, chosen: Any, limits: Any = LIMITS) -> float:
    """The log odds at which the smaller of the mean balanced accuracies of `OLDER` and `EDITED` is largest.

    What is best for older summaries alone calls too many true paraphrases of edited ones unsupported.
    """
    worth, means = scores(data, odds), []
    for kind in (EDITED, OLDER):
        groups = [group for name in kind if (group := chosen & (data.origin == name)).any()]
        if not groups:
            continue
        means.append(np.mean([[balanced(data.label[g], worth[g] >= limit) for limit in limits] for g in groups], 0))
    curve = np.convolve(np.min(means, 0), np.ones(5) / 5, "same")[2:-2]
    return float(limits[2:-2][curve.argmax()])


def left_out(data: Claims) -> Any:
    """Log odds of every sentence by a model made without its set; an edited and an older set are left out at a time."""
    odds = np.zeros(len(data.claim))
    for k in range(max(len(OLDER), len(EDITED))):
        out = np.isin(data.origin, [*EDITED[k : k + 1], *OLDER[k : k + 1]])
        rows = out[data.claim]
        if rows.any():
            odds[rows] = fit(data, ~out).odds(data.x[rows])
    return odds


def report(data: Claims, odds: Any) -> None:
    """Print balanced accuracy on sets left out, by the threshold that is best on the other sets left out."""
    print("| set | claims | facts alone | learned as well | supported passed | unsupported caught |")
    print("|---|---|---|---|---|---|")
    means: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for name in NEWS:
        rows = data.origin == name
        limit = threshold(data, odds, ~rows)
        label, now = data.label[rows], scores(data, odds)[rows] >= limit
        before, after = balanced(label, data.facts[rows]), balanced(label, now)
        means["edited" if name in EDITED else "older"].append((before, after))
        rates = f"{now[label == 1].mean():.2f} | {(~now)[label == 0].mean():.2f}"
        print(f"| {name} | {rows.sum():,} | {before:.3f} | {after:.3f} | {rates} |", flush=True)
    for kind, pairs in means.items():
        before, after = np.mean(pairs, 0)
        print(f"| mean, {kind} | | {before:.3f} | {after:.3f} | | |")


def exported(data: Claims, odds: Any) -> dict[str, Any]:
    """The model of all claims as `svodka.verify.weighing.trees` reads it; ``odds``: those of sets left out."""
    forests, line = fit(data, np.ones(len(data.label), bool))
    limit = threshold(data, odds, np.ones(len(data.label), bool))
    trees = [_tree(predictor[0].nodes) for forest in forests for predictor in forest._predictors]
    base = float(np.mean([forest._baseline_prediction[0, 0] for forest in forests]) + line.base) / 2
    rows = [
        (i, float(center), float(scale), float(weight) / 2, MOST)
        for i, (center, scale, weight) in enumerate(zip(line.center, line.scale, line.weight, strict=True))
        if abs(weight) > 1e-6
    ]
    copied = MEASURES.index("borrowed")
    rows.append((copied, float(line.center[copied]), float(line.scale[copied]), -COPIED, 1.0))
    return {
        "measures": MEASURES, "threshold": round(1 / (1 + math.exp(-limit)), 4), "leeway": LEEWAY,
        "base": round(base, 5), "line": [[i, *(round(value, 5) for value in row)] for i, *row in rows],
        "trees": trees,
    }  # fmt: skip


def _tree(nodes: Any) -> list[list[float]]:
    """Nodes ``[measure, limit, left, right, value]``, the value of an inner node the mean of the leaves below."""

    def value(i: int) -> float:
        node = nodes[i]
        if node["is_leaf"]:
            return float(node["value"]) / len(FORESTS) / 2  # the line is the other half
        sides: Sequence[int] = (int(node["left"]), int(node["right"]))
        counts = [float(nodes[side]["count"]) for side in sides]
        return sum(count * value(side) for count, side in zip(counts, sides, strict=True)) / sum(counts)

    return [
        [-1, 0, 0, 0, round(value(i), 4)]
        if node["is_leaf"]
        else [
            int(node["feature_idx"]), round(float(node["num_threshold"]), 6), int(node["left"]), int(node["right"]),
            round(value(i), 4),
        ]
        for i, node in enumerate(nodes)
    ]  # fmt: skip


def written(made: dict[str, Any]) -> str:
    """The weights as JSON, a row of the line or a tree to a line of text."""
    parts = {name: json.dumps(value) for name, value in made.items() if name not in ("line", "trees")}
    for name in ("line", "trees"):
        rows = ",\n".join(json.dumps(row, separators=(",", ":")) for row in made[name])
        parts[name] = f"[\n{rows}\n]"
    return "{\n" + ",\n".join(f'"{name}": {text}' for name, text in parts.items()) + "\n}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("labelled", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--cache", type=Path, help="an .npz file to keep the measures in, and to take them from when it is there"
    )
    parser.add_argument("--only-report", action="store_true", help="write no weights")
    options = parser.parse_args()
    if options.cache and options.cache.exists():
        with np.load(options.cache, allow_pickle=False) as kept:
            data = Claims(*(kept[name] for name in Claims._fields))
    else:
        data = measure(held(read(options.labelled)))
        if options.cache:
            np.savez_compressed(options.cache, **data._asdict())
    odds = left_out(data)
    report(data, odds)
    if not options.only_report:
        made = exported(data, odds)
        options.out.write_text(written(made), encoding="utf-8")
        print(f"threshold {made['threshold']}, leeway {made['leeway']}; {options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
