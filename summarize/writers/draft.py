"""The seams between `Summarizer` and what writes summaries: documents into drafts, or evidence into sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol, runtime_checkable

from summarize.lengths import Length


@dataclass(frozen=True, slots=True)
class Draft:
    """What a model wrote about one document, before its form is checked; ``passes`` as in `Summary`.

    ``headline`` is what it wrote as the headline in the same answer, empty where none was asked for. ``refused`` says,
    as the end of "the model …", why the writer itself takes the text for no summary.
    """

    text: str
    passes: int = 1
    notes: tuple[str, ...] = ()
    headline: str = ""
    refused: str | None = None


class Writer(Protocol):
    """Writes drafts with one loaded checkpoint or through a server. ``method`` is ``seq2seq``, ``instruct`` or
    ``chat``; ``quantization`` is empty where a server keeps it to itself; ``template`` is the prompt without the
    article (empty when there is none), to tell when a model gives it back."""

    method: str
    engine: str
    quantization: str
    prompt_hash: str | None
    template: str

    def write(self, documents: Sequence[str], length: Length) -> list[Draft]:
        """One draft for each document, in input order, whatever the length of the document."""
        ...


class Ask(NamedTuple):
    """What is to be written, and from what: English on one line."""

    task: Literal["sentence", "headline"]
    evidence: str


@runtime_checkable
class SentenceWriter(Protocol):
    """Writes sentences one by one, each from its evidence; the rest as for `Writer`."""

    method: str
    engine: str
    quantization: str

    def retell(self, asks: Sequence[Ask]) -> list[str | None]:
        """One line for each, in order; None where the evidence is empty or too long to be read."""
        ...
