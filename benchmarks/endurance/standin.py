"""A chain without a model: everything of svodka runs but the decoder, which spells Russian in Latin letters.

What is measured with it is the product around the decoder. It is linear, the same on every machine, and fast enough for
a hundred thousand items.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from svodka.engines.protocol import DecodeOptions
from svodka.pipeline import Pipeline, PipelineOptions
from translate import TranslateOptions, Translator
from translate.decoding import Decoded

_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e iu ia".replace("-", "").split(" "),
        strict=True,
    )
)
_TABLE = str.maketrans(_LATIN | {letter.upper(): latin.capitalize() for letter, latin in _LATIN.items()})


class Spelling:
    """A `Decodes`: each text letter by letter; ``seconds`` is what a text costs more."""

    engine_name = "spelling"
    quantization: str | None = None
    prompt_hash: str | None = None
    settings: tuple[tuple[str, str], ...] = ()
    scored = True
    remarks: tuple[str, ...] = ()
    limit = 256

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds

    def count(self, text: str) -> int:
        return len(text) // 4 + 1

    def decode(self, texts: Sequence[str], options: DecodeOptions) -> list[Decoded]:
        return [best for best, *_ in self.nbest(texts, options, 1)]

    def nbest(self, texts: Sequence[str], options: DecodeOptions, hypotheses: int) -> list[tuple[Decoded, ...]]:
        time.sleep(self.seconds * len(texts))
        return [(Decoded(" ".join(text.translate(_TABLE).split()), -0.3),) for text in texts]


def pipeline(*, facts: str = "repair", length: str = "short", seconds: float = 0.0) -> Pipeline:
    """The chain on the stand-in, with the extractive summarizer and the fact check."""
    from summarize import Summarizer, SummaryOptions

    translator = Translator.from_decoder(Spelling(seconds), model="spelling", options=TranslateOptions(beam=1))
    summarizer = Summarizer("extractive", options=SummaryOptions(length=length))
    options = PipelineOptions("spelling", "extractive", facts=facts, length=length, offline=True)
    return Pipeline(options, translator=translator, summarizer=summarizer)


class Chain:
    """Makes the stand-in where it is called: what Ray pickles and sends to a worker."""

    def __init__(self, seconds: float = 0.0, facts: str = "repair") -> None:
        self.seconds, self.facts = seconds, facts

    def __call__(self) -> Pipeline:
        return pipeline(seconds=self.seconds, facts=self.facts)


def data_folder(root: Path) -> Path:
    """Where real news lies beside the clone."""
    return root.parent / "shared" / "data"
