"""Both directions in turn on one device: each makes further pairs for the other out of news of one language.

Iterative back-translation (Hoang et al. 2018, https://aclanthology.org/W18-2703) with self-training at the end (He et
al. 2020, arXiv 1909.13788):

1. English-Russian on the pairs; it translates the English news.
2. Russian-English on the pairs and that; it translates the Russian news.
3. English-Russian goes on with that; it translates the English news again.
4. Russian-English goes on with that; it translates the Russian news once more, of which the more confident part stays.
5. Russian-English on all of it, the rate falling to zero, on a mix that leans to news.
6. Russian-English on what people wrote alone, a few million tokens at a small rate.

From a Russian-English checkpoint there are four turns: it translates the Russian news, of which English-Russian, which
begins with its weights, learns beside the pairs; Russian-English goes on with the English news that this translates;
and ends as in 5 and 6.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from training.corpus.numbering import Direction, Numbering
from training.corpus.sources import weight
from training.corpus.tokens import Tokens
from training.corpus.vocabulary import Vocabulary
from training.network import checkpoint
from training.network.architecture import Architecture
from training.network.deeper import deeper
from training.network.initial import EMBEDDING, initial
from training.options import TrainOptions, TurnsOptions
from training.prefetch import ahead
from training.run import Run
from training.turns.batches import endless
from training.turns.mixes import BACK, FORTH, MENDING, SELF, last_mix, main_mix
from training.turns.network import EvenMarian
from training.turns.news import MONO, Arrivals
from training.turns.store import Pairs, Store
from training.turns.translate import agreement, translate

TAG = "<0x01>"
"""The piece that back-translations begin with: a byte that no text has."""
ENDS = (0.16, 0.34, 0.45, 0.70, 0.97, 1.0)
"""Shares of a run from nothing at which its turns end: those of the first run that shipped, and the last turn."""
ENDS_GOING_ON = (0.23, 0.64, 0.965, 1.0)
"""The same of a run from a checkpoint."""
_SAMPLE = 64
"""Sentences from which the spread of the encoder's outputs is taken."""
TUNING_RATE, TUNING_TOKENS, TUNING_AVERAGE = 0.15, 0.25, 0.995
"""Of the last turn: its rate and its batches as shares of those of the others; the decay of its averages."""


class Turns:
    """A run of both directions over ``tokens``, whose sources ``mono.ru`` and ``mono.en`` have one side each.

    ``init`` is a Russian-English checkpoint directory to go on from; English-Russian takes over its architecture.
    ``news`` is a folder of more news (`training.turns.news`), looked at before each translating.
    Raises ValueError when it does not fit ``vocabulary``, when there are more or fewer ``ends`` than turns, or when no
    source is one for the last turn.
    """

    def __init__(
        self, tokens: Tokens, vocabulary: Vocabulary, options: TurnsOptions, *,
        architecture: Architecture | None = None, spectral: torch.Tensor | None = None, init: Path | None = None,
        news: Path | None = None,
    ) -> None:  # fmt: skip
        usual = ENDS if init is None else ENDS_GOING_ON
        self.options, self.ends, self.goes_on = options, options.ends or usual, init is not None
        if len(self.ends) != len(usual):
            raise ValueError(f"expected {len(usual)} ends, one a turn, found {len(self.ends)}")
        device = "cuda" if torch.cuda.is_available() else "cpu"
        if device == "cuda":
            torch.backends.cuda.enable_cudnn_sdp(False)  # it prepares each shape anew, and there are thousands
        torch.manual_seed(options.seed)
        self.store = Store(device)
        self.pairs = _pairs(tokens, self.store)
        self.tuning = {name: share for name in self.pairs if (share := weight(name, tuning=True))}
        if not self.tuning:
            raise ValueError(f"expected a source that TUNING names, for the last turn, found {', '.join(self.pairs)}")
        self.runs: dict[Direction, Run] = {}
        if init is not None:
            architecture, numbering, weights = checkpoint.read(init, vocabulary, "ru-en")
            layers = options.deepen or architecture.encoder_layers
            if layers != architecture.encoder_layers:
                states = self._states(architecture, weights, numbering)
                sizes, grown = deeper(architecture, weights, layers, states)
                self.runs["ru-en"] = self._run("ru-en", sizes, numbering, grown, device)
            else:
                self.runs["ru-en"] = self._run("ru-en", architecture, numbering, weights, device)
            reverse = Numbering.of_corpus(tokens, vocabulary, "en-ru")
            theirs = torch.from_numpy(numbering.numbers[reverse.order])
            weights = {**weights, EMBEDDING: weights[EMBEDDING][theirs]}
            self.runs["en-ru"] = self._run("en-ru", architecture, reverse, weights, device)
        for direction in ("en-ru", "ru-en"):
            if direction not in self.runs:
                numbering = Numbering.of_corpus(tokens, vocabulary, direction)
                ours = None if spectral is None else spectral[torch.from_numpy(numbering.order)]
                sizes = architecture or Architecture()
                weights = initial(sizes, len(vocabulary), seed=options.seed, spectral=ours)
                self.runs[direction] = self._run(direction, sizes, numbering, weights, device)
        self.variants, self.arrivals = tokens.variants, Arrivals(news)
        self.tag = vocabulary.pieces[TAG] if options.tagged else None
        self.began = time.monotonic()

    def train(self, out: Path) -> Run:
        """All turns; writes ``out``/state.pt of the Russian-English network, for `training.export`; on the way, as
        ``out``/reverse.pt the English-Russian one, and as warm.pt and cooled.pt what this one is before it cools down
        and before the last turn."""
        out.mkdir(parents=True, exist_ok=True)
        self.news = {"en": self.pairs.pop(f"{MONO}.en").english, "ru": self.pairs.pop(f"{MONO}.ru").russian}
        twice = (0.0, self.options.temperature)
        if self.goes_on:
            self.pairs[FORTH] = self._made("ru-en", twice)
            self._turn(0, "en-ru", main_mix(self.pairs) | {MENDING: 0})
        else:
            self._from_nothing(twice)
        run, last = self.runs["ru-en"], len(self.ends) - 1
        self.runs["en-ru"].write(out / "reverse.pt", "en-ru")
        self.pairs[BACK] = self._made("en-ru", twice)
        self._turn(last - 2, "ru-en", main_mix(self.pairs) | {FORTH: 0})
        run.write(out / "warm.pt", "ru-en")
        again = twice if self.options.agreement else (0.0,)
        self.pairs[SELF] = self._made("ru-en", again, self.options.keep)
        self._turn(last - 1, "ru-en", last_mix(self.pairs) | {FORTH: 0}, falls=True)
        run.write(out / "cooled.pt", "ru-en")
        run.options = replace(run.options, average=TUNING_AVERAGE)
        self._turn(last, "ru-en", self.tuning, rate=TUNING_RATE, size=TUNING_TOKENS, falls=True)
        run.write(out / "state.pt", "ru-en")
        return run

    def _from_nothing(self, twice: tuple[float, ...]) -> None:
        """The first three turns of a run without a checkpoint."""
        self._turn(0, "en-ru", main_mix(self.pairs) | {MENDING: 0})
        self.pairs[BACK] = self._made("en-ru", twice)
        self._turn(1, "ru-en", main_mix(self.pairs))
        self.pairs[FORTH] = self._made("ru-en", twice)
        self._turn(2, "en-ru", main_mix(self.pairs) | {BACK: 0, MENDING: 0})

    def _run(
        self, direction: Direction, architecture: Architecture, numbering: Numbering,
        weights: dict[str, torch.Tensor], device: str,
    ) -> Run:  # fmt: skip
        options = TrainOptions(
            direction, steps=1, learning_rate=self.options.learning_rate, warmup=self.options.warmup,
            dropout=self.options.dropout, seed=self.options.seed,
        )  # fmt: skip
        return Run(architecture, numbering, weights, options, device=device, kind=EvenMarian)

    def _turn(
        self, number: int, direction: Direction, mix: Mapping[str, float], *,
        rate: float = 1.0, size: float = 1.0, falls: bool = False,
    ) -> None:  # fmt: skip
        """Train one direction until its turn is over. ``rate`` and ``size`` are shares of the options' rate and tokens;
        the rate ``falls`` to zero over the turn, or stays."""
        run, options = self.runs[direction], self.options
        numbers = torch.from_numpy(run.numbering.numbers).to(self.store.device)
        began, first, end = time.monotonic(), self._spent(), self.ends[number]
        figures: list[torch.Tensor] = []
        batches = endless(
            self.store, self.pairs, mix, direction,
            size=round(size * options.tokens), best=options.best, seed=options.seed + number,
        )  # fmt: skip
        for batch in ahead(batches, 48):
            spent = self._spent()
            if spent >= end:
                break
            sources = self.store.gather(batch.sources, batch.source_length, numbers)
            targets = self.store.gather(batch.targets, batch.target_length, numbers)
            warm = min(1.0, (run.progress.step + 1) / options.warmup)
            left = (end - spent) / (end - first) if falls else 1.0
            figures.append(torch.stack(run.step(sources, targets, rate * warm * left * options.learning_rate)))
            run.progress.tokens += int(self.store.lengths[batch.targets].sum())
            if len(figures) == options.log_every:
                loss, _, norm = torch.stack(figures).mean(0).tolist()
                _say(f"turn {number + 1} {direction} step {run.progress.step} loss {loss:.3f} norm {norm:.2f}")
                figures.clear()
        run.progress.minutes += (time.monotonic() - began) / 60
        _say(f"turn {number + 1} {direction} ends: {run.progress.step} steps, {run.progress.tokens} target tokens")

    def _spent(self) -> float:
        """Share of the run that is over."""
        if self.options.steps:
            return sum(run.progress.step for run in self.runs.values()) / self.options.steps
        return (time.monotonic() - self.began) / 60 / self.options.minutes

    def _states(
        self, architecture: Architecture, weights: Mapping[str, torch.Tensor], numbering: Numbering
    ) -> torch.Tensor:
        """The encoder's outputs on some of the Russian sentences, (pieces, width), where the sentences are."""
        there = {name: weight.to(self.store.device) for name, weight in weights.items()}
        network = EvenMarian(architecture, there, numbering.classes)
        network.copy()
        rows = np.concatenate([pairs.russian[:_SAMPLE, 0] for pairs in self.pairs.values()])[:_SAMPLE]
        numbers = torch.from_numpy(numbering.numbers).to(self.store.device)
        with torch.no_grad():
            read = [self.store.gather(np.array([row]), int(self.store.lengths[row]), numbers) for row in rows]
            return torch.cat([network.encode(sources)[0] for sources in read])

    def _made(self, direction: Direction, temperatures: tuple[float, ...], keep: float = 1.0) -> Pairs:
        """Pairs of the news in the direction's source language, as much as has come, and its translations by the
        averaged weights, without unsound ones."""
        for lang, rows in self.arrivals.take(self.store, self.variants).items():
            self.news[lang] = np.concatenate([self.news[lang], rows])
        rows = self.news[direction[:2]]
        run = self.runs[direction]
        network = EvenMarian(run.architecture, run.average, run.numbering.classes)
        tag = self.tag if direction == "en-ru" else None
        made = [translate(self.store, rows[:, 0], network, run.numbering, temperature=t, tag=tag) for t in temperatures]
        good = np.all([each.sound for each in made], 0)
        if keep < 1 and good.any():
            scores = made[0].scores if len(made) == 1 else agreement(self.store, made[0].rows, made[1].rows)
            good &= scores >= np.quantile(scores[good], 1 - keep)
        made = made[: 1 if keep < 1 else None]
        written = np.stack([each.rows[good] for each in made], 1)
        _say(f"{direction}: {int(good.sum())} of {len(rows)} sentences of news translated")
        return Pairs(written, rows[good]) if direction == "en-ru" else Pairs(rows[good], written)


def _pairs(tokens: Tokens, store: Store) -> dict[str, Pairs]:
    """The rows of ``tokens``, added to ``store``, by source."""
    shape = (-1, tokens.variants)
    russian, english = store.add(tokens.russian).reshape(shape), store.add(tokens.english).reshape(shape)
    chosen = {name: tokens.origin == number for number, name in enumerate(tokens.names)}
    return {name: Pairs(russian[here], english[here]) for name, here in chosen.items()}


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
