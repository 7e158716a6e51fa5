"""Learn to tell bad translations from source and hypothesis: translate/estimation/data/quality.json.

    python -m training.tables.quality QE translate/estimation/data/quality.json [--cache FILE] [--only-report]

``QE``: the folder of MLQE-PE's Russian and English parts, ``mlqe_ru_en_train.jsonl.xz`` and ``_dev``: ``source``,
``translation``, ``mean`` (0 to 100), ``z_mean``, ``tokens`` with ``tags``. Boosted trees of depth 3 over the measures
of translate/estimation/measures.py, on the train part; printed is how they do on the dev part: Pearson's correlation
with the raters, Matthews' correlation of the words' tags. The compact checkpoint has read the post-edits of both parts
in its training, so that segments of other sources may be told less well.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.metrics import matthews_corrcoef

from svodka.checkpoints import resolve
from svodka.engines import load_engine
from translate.decoding import Decoder
from translate.estimation.measures import Word, of_translation, of_word, words
from translate.estimation.scoring import Scoring
from translate.marian.tokenizer import MarianTokenizer

DOUBTFUL = 0.73
"""Chosen on 84 headlines and sentences of 14 briefs, read beside the Russian (docs/measured/briefs.md)."""
SHAPE: dict[str, Any] = {"max_depth": 3, "min_samples_leaf": 40, "l2_regularization": 1.0, "random_state": 0}


def read(folder: Path, part: str) -> list[dict[str, Any]]:
    """The segments of a part."""
    with lzma.open(folder / f"mlqe_ru_en_{part}.jsonl.xz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def scored(records: Sequence[dict[str, Any]]) -> Iterator[tuple[list[str], tuple[float, ...], float]]:
    """Pieces, their log-probabilities, and the mean of what the checkpoint would write itself, of each segment."""
    compact = resolve("compact", "translate", offline=True)
    scoring = Scoring(Decoder(load_engine(compact, device="cpu"), MarianTokenizer(compact.path)))
    pairs = [(record["source"], record["translation"]) for record in records]
    for start in range(0, len(pairs), 500):
        part = pairs[start : start + 500]
        best = scoring.best_means([source for source, _ in part])
        for (pieces, scores), own in zip(scoring.token_scores(part), best, strict=True):
            yield pieces, scores, max(own, sum(scores) / len(scores))


def tagged(record: dict[str, Any], found: Sequence[Word]) -> list[int]:
    """For each word 1 when a token of it is tagged BAD. Tokens are those of the Moses tokenizer."""
    text, place = record["translation"], 0
    wrong = [False] * len(text)
    for token, tag in zip(record["tokens"].split(), record["tags"].split(), strict=False):
        plain = token.replace("&quot;", '"').replace("&apos;", "'").replace("&amp;", "&").replace("@-@", "-")
        start = text.find(plain, place)
        if start < 0:
            continue
        place = start + len(plain)
        wrong[start:place] = [tag == "BAD"] * len(plain)
    return [int(any(wrong[word.span[0] : word.span[1]])) for word in found]


def kept(model: Any, measures: Sequence[str]) -> dict[str, Any]:
    """A boosted model of sklearn as JSON."""
    trees = []
    for (predictor,) in model._predictors:
        nodes: list[list[float]] = []
        for node in predictor.nodes:
            if node["is_leaf"]:
                nodes.append([round(float(node["value"]), 5)])
            else:
                limit = round(float(node["num_threshold"]), 5)
                nodes.append([int(node["feature_idx"]), limit, int(node["left"]), int(node["right"])])
        trees.append(nodes)
    base = float(np.ravel(model._baseline_prediction)[0])
    return {"measures": list(measures), "base": round(base, 5), "trees": trees}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("qe", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--cache", type=Path, help="keep the measured log-probabilities here")
    parser.add_argument("--only-report", action="store_true")
    args = parser.parse_args()
    records = [record | {"part": part} for part in ("train", "dev") for record in read(args.qe, part)]
    if args.cache and args.cache.exists():
        rows = json.loads(args.cache.read_text(encoding="utf-8"))
    else:
        rows = list(scored(records))
        if args.cache:
            args.cache.write_text(json.dumps(rows), encoding="utf-8")
    train = np.array([record["part"] == "train" for record in records])
    measured, word_rows, tags, of_train = [], [], [], []
    for record, (pieces, scores, best) in zip(records, rows, strict=True):
        measured.append(of_translation(record["source"], record["translation"], scores, best))
        found = words(record["translation"], pieces, scores)
        word_rows += [of_word(record["translation"], found, k, measured[-1]["mean"]) for k in range(len(found))]
        tags += tagged(record, found)
        of_train += [record["part"] == "train"] * len(found)
    names, word_names = list(measured[0]), list(word_rows[0])
    x = np.array([list(row.values()) for row in measured])
    mean, z = np.array([r["mean"] for r in records]) / 100, np.array([r["z_mean"] for r in records])
    model = HistGradientBoostingRegressor(max_iter=150, learning_rate=0.05, max_features=0.5, **SHAPE)
    model.fit(x[train], mean[train])
    rating = model.predict(x[~train])
    print(f"Pearson on dev: {np.corrcoef(rating, mean[~train])[0, 1]:.3f} with the mean, "
          f"{np.corrcoef(rating, z[~train])[0, 1]:.3f} with z")  # fmt: skip
    wx, wy, wt = np.array([list(row.values()) for row in word_rows]), np.array(tags), np.array(of_train)
    word = HistGradientBoostingClassifier(max_iter=80, learning_rate=0.08, **SHAPE)
    word.fit(wx[wt], wy[wt])
    odds = word.decision_function(wx)
    limits = np.linspace(-2, 1.5, 71)
    limit = max(limits, key=lambda limit: matthews_corrcoef(wy[wt], odds[wt] > limit))
    print(f"words: Matthews {matthews_corrcoef(wy[~wt], odds[~wt] > limit):.3f} on dev at log odds {limit:.2f}, "
          f"{wy[~wt].mean():.1%} wrong")  # fmt: skip
    for share in (0.1, 0.2, 0.3):
        low = np.quantile(rating, share)
        bad = mean[~train] < 0.5
        print(f"the lowest {share:.0%} (below {low:.2f}): {bad[rating < low].mean():.0%} rated under 50, "
              f"{(rating < low)[bad].mean():.0%} of those")  # fmt: skip
    if not args.only_report:
        args.out.parent.mkdir(exist_ok=True)
        made = {
            "translation": kept(model, names),
            "word": kept(word, word_names),
            "doubtful": DOUBTFUL,
            "word_doubtful": round(float(limit), 3),
        }
        args.out.write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
