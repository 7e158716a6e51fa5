"""Decoder inputs to hypotheses through the engine, given back in input order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from svodka.engines.protocol import DecodeOptions, Engine

# A hypothesis is bounded by the length class of its source alone: what a segment becomes must not depend on the
# others decoded with it.
_CLASSES = (128, 256, 512, 1024)


class Tokenizer(Protocol):
    """What the decoder needs of `MarianTokenizer`."""

    window: int

    def encode(self, texts: Sequence[str]) -> list[list[str]]: ...

    def encode_target(self, texts: Sequence[str]) -> list[list[str]]: ...

    def decode(self, rows: Sequence[Sequence[str]]) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a hypothesis and its mean log-probability per token."""

    text: str
    score: float


class Decodes(Protocol):
    """What `Translator` and the repair ladder need: texts in, hypotheses out.

    ``engine_name``, ``quantization``, ``prompt_hash`` and ``settings`` go into the signature. One that is not
    ``scored`` is a chat model: its hypotheses have no scores, it has read the glossary, and it is slow. ``remarks`` are
    sentences on what was noticed so far.
    """

    @property
    def engine_name(self) -> str: ...

    @property
    def quantization(self) -> str | None: ...

    @property
    def prompt_hash(self) -> str | None: ...

    @property
    def settings(self) -> tuple[tuple[str, str], ...]: ...

    @property
    def scored(self) -> bool: ...

    @property
    def remarks(self) -> tuple[str, ...]: ...

    @property
    def limit(self) -> int: ...

    def count(self, text: str) -> int: ...

    def decode(self, texts: Sequence[str], options: DecodeOptions) -> list[Decoded]: ...

    def nbest(self, texts: Sequence[str], options: DecodeOptions, hypotheses: int) -> list[tuple[Decoded, ...]]: ...


class Decoder:
    """An engine and its tokenizer behind one call on texts; a `Decodes`."""

    prompt_hash = None
    remarks: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    scored = True

    def __init__(self, engine: Engine, tokenizer: Tokenizer) -> None:
        self.engine = engine
        self.tokenizer = tokenizer
        self.engine_name = engine.name
        self.quantization: str | None = engine.quantization

    @property
    def limit(self) -> int:
        """Source tokens of the longest segment: half the window, so that a hypothesis of twice its length fits."""
        return max(8, self.tokenizer.window // 2)

    def count(self, text: str) -> int:
        """Tokens of a text, end of sentence included."""
        return len(self.tokenizer.encode([text])[0])

    def decode(self, texts: Sequence[str], options: DecodeOptions) -> list[Decoded]:
        """The hypothesis of each text, in input order. Raises EngineError when the engine fails."""
        return [best for best, *_ in self.nbest(texts, options, 1)]

    def nbest(self, texts: Sequence[str], options: DecodeOptions, hypotheses: int) -> list[tuple[Decoded, ...]]:
        """At most ``hypotheses`` of each text, best first, in input order; the engine sorts by length into batches.

        ``options.max_tokens`` is set here: twice the length class of the source, within the window. Raises EngineError
        when the engine fails.
        """
        rows = self.tokenizer.encode(texts)
        classes: dict[int, list[int]] = {}
        for index, row in enumerate(rows):
            classes.setdefault(next((size for size in _CLASSES if len(row) <= size), len(row)), []).append(index)
        results: dict[int, tuple[Decoded, ...]] = {}
        for size in sorted(classes, reverse=True):  # the longest first: they fail early where memory does not suffice
            group = classes[size]
            bounded = replace(options, max_tokens=min(2 * size, self.tokenizer.window))
            found = self.engine.nbest([rows[i] for i in group], bounded, hypotheses)
            texts_of = iter(self.tokenizer.decode([h.tokens for scored in found for h in scored]))
            for index, scored in zip(group, found, strict=True):
                results[index] = tuple(Decoded(" ".join(next(texts_of).split()), h.score) for h in scored)
        return [results[index] for index in range(len(rows))]
