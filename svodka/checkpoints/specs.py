"""The model tables: what each short name stands for, where it comes from, and what was published about it.

Figures are the publishers': BLEU from the model cards and the OPUS-MT score files, sizes from the hub's file listing at
the pinned revision. None of them was measured here, but those of the compact checkpoint, which stand beside its weights
(`svodka.checkpoints.bundled`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from svodka.plain import Plain

Task = Literal["translate", "summarize", "verify"]


@dataclass(frozen=True, slots=True)
class Score(Plain):
    """A score: test set, metric, value, and who published it, or how it was measured."""

    testset: str
    metric: str
    value: float
    source: str


@dataclass(frozen=True, slots=True)
class ModelSpec(Plain):
    """One row of a model table.

    ``repo`` is the hub id, None for the checkpoint inside the package; ``revision`` is the pinned commit, so that the
    same name gives the same weights next year; ``parameters`` counts weights, ``download`` bytes.
    """

    name: str
    task: Task
    repo: str | None
    revision: str | None
    licence: str
    parameters: int | None
    download: int | None
    scores: tuple[Score, ...]
    note: str


def _table(*specs: ModelSpec) -> dict[str, ModelSpec]:
    return {spec.name: spec for spec in specs}


TRANSLATORS = _table(
    ModelSpec(
        name="best",
        task="translate",
        repo="Helsinki-NLP/opus-mt-tc-big-zle-en",
        revision="2481ba3f65e32ebd1131528c2bc76ed6fe330c43",
        licence="CC-BY-4.0",
        parameters=240_000_000,
        download=608_000_000,
        scores=(
            Score("newstest2019", "BLEU", 41.6, "model card"),
            Score("FLORES-101 devtest", "BLEU", 35.2, "model card"),
        ),
        note="Transformer-big, East Slavic languages to English",
    ),
    ModelSpec(
        name="fast",
        task="translate",
        repo="Helsinki-NLP/opus-mt-ru-en",
        revision="addbaed5201aa6283567f45bca12e9d0d58e9fc6",
        licence="CC-BY-4.0",
        parameters=77_000_000,
        download=312_000_000,
        scores=(
            Score("newstest2019", "BLEU", 31.4, "model card"),
            Score("FLORES-101 devtest", "BLEU", 29.4, "OPUS-MT leaderboard"),
            Score("newstest2013", "BLEU", 27.9, "model card"),
        ),
        note="Transformer-base, Russian to English",
    ),
    ModelSpec(
        name="compact",
        task="translate",
        repo=None,
        revision=None,
        licence="Apache-2.0",
        parameters=None,
        download=0,
        scores=(),
        note="our own, inside the package: works with no download",
    ),
)

SUMMARIZERS = _table(
    ModelSpec(
        name="best",
        task="summarize",
        repo="sshleifer/distilbart-cnn-12-6",
        revision="a4f8f3ea906ed274767e9906dbaede7531d660ff",
        licence="Apache-2.0",
        parameters=306_000_000,
        download=1_224_000_000,
        scores=(
            Score("CNN/DailyMail", "ROUGE-2", 21.26, "model card"),
            Score("CNN/DailyMail", "ROUGE-L", 30.59, "model card"),
        ),
        note="BART distilled on CNN/DailyMail, 12 encoder and 6 decoder layers",
    ),
    ModelSpec(
        name="fast",
        task="summarize",
        repo="sshleifer/distilbart-cnn-6-6",
        revision="a7a3d349d42b73bd566392360d0e5d1bca19df2a",
        licence="Apache-2.0",
        parameters=230_000_000,
        download=461_000_000,
        scores=(
            Score("CNN/DailyMail", "ROUGE-2", 20.17, "model card"),
            Score("CNN/DailyMail", "ROUGE-L", 29.70, "model card"),
        ),
        note="BART distilled on CNN/DailyMail, 6 encoder and 6 decoder layers",
    ),
    ModelSpec(
        name="extractive",
        task="summarize",
        repo=None,
        revision=None,
        licence="Apache-2.0",
        parameters=0,
        download=0,
        scores=(),
        note="no model: picks the document's own sentences; always there",
    ),
)

VERIFIERS = _table(
    ModelSpec(
        name="factcg",
        task="verify",
        repo="yaxili96/FactCG-DeBERTa-v3-Large",
        revision="0430e3509dbd28d2dff7a117c0eae25359ff3e80",
        licence="MIT",
        parameters=435_000_000,
        download=1_740_000_000,
        scores=(Score("LLM-AggreFact", "balanced accuracy", 75.6, "LLM-AggreFact leaderboard"),),
        note="DeBERTa-v3-large, says whether a source supports a sentence",
    ),
    ModelSpec(
        name="minicheck",
        task="verify",
        repo="lytang/MiniCheck-Flan-T5-Large",
        revision="96eafd01cee2d16cf81aaa2fb226b14f422a37b3",
        licence="MIT",
        parameters=783_000_000,
        download=3_133_000_000,
        scores=(Score("LLM-AggreFact", "balanced accuracy", 75.0, "LLM-AggreFact leaderboard"),),
        note="Flan-T5-large, says whether a source supports a sentence",
    ),
)

TABLES: dict[Task, dict[str, ModelSpec]] = {
    "translate": TRANSLATORS,
    "summarize": SUMMARIZERS,
    "verify": VERIFIERS,
}
