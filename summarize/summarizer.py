"""`Summarizer`: English documents in, summaries out, in input order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, repeat
from pathlib import Path

from summarize.compose import compose
from summarize.lengths import LENGTHS
from summarize.options import SummaryOptions
from summarize.originals import Passage
from summarize.retelling import Told, compose_retold, compose_told
from summarize.types import Summary
from summarize.writers.draft import SentenceWriter, Writer
from svodka.errors import InputError, OptionError
from svodka.facts import Span
from svodka.signature import Signature, changed_options

EXTRACTIVE = "extractive"


class Summarizer:
    """Summarizes English documents with one checkpoint, loaded when the object is made.

    ``checkpoint`` is ``extractive`` (no model, always there), ``compact`` (our own, in the package: each sentence
    written from one to three of the document), a short name (``best``, ``fast``), a hub id or directory of a BART,
    Pegasus, T5 or chat-template causal checkpoint, ``chat:MODEL`` for a model behind an OpenAI-compatible server
    (``endpoint``, else ``SVODKA_ENDPOINT``, else a local ollama; the key is ``SVODKA_API_KEY``), or ``auto``: ``best``
    when it is cached or the hub answers, else `summarize.writers.load.OFFLINE`. What ``auto`` settled on is said in
    ``notices`` and in the signature. Raises CheckpointError or HubError when the checkpoint cannot be had,
    EndpointError when the server does not run it, EngineError when the engine cannot load it, PromptError for a
    template that does not fit.

    Every method keeps the bounds of `summarize.lengths`. Sentences are whole and none is repeated. Evidence spans are
    character offsets into the document.
    """

    def __init__(
        self,
        checkpoint: str = "auto",
        *,
        options: SummaryOptions | None = None,
        engine: str = "auto",
        device: str = "auto",
        quantization: str = "auto",
        endpoint: str | None = None,
        offline: bool = False,
        cache_dir: Path | None = None,
    ) -> None:
        self.options = options or SummaryOptions()
        self.notices: tuple[str, ...] = ()
        self._writer: Writer | SentenceWriter | None = None
        if checkpoint == EXTRACTIVE:
            if endpoint is not None:
                raise OptionError("the extractive method asks no server; leave the endpoint out, or name chat:MODEL")
            if self.options.prompt is not None or self.options.variables:
                raise OptionError(
                    "the extractive method takes no prompt; leave it out, or choose an instruct or T5 model"
                )
            self._sign(EXTRACTIVE, None, ())
        else:
            from summarize.writers.load import load_writer

            loaded = load_writer(
                checkpoint,
                self.options,
                engine=engine,
                device=device,
                quantization=quantization,
                endpoint=endpoint,
                offline=offline,
                cache_dir=cache_dir,
            )
            self.notices, self._writer = loaded.notices, loaded.writer
            self._sign(loaded.model, loaded.revision, loaded.extra)

    @classmethod
    def from_writer(
        cls, writer: Writer | SentenceWriter, *, model: str, options: SummaryOptions | None = None
    ) -> Summarizer:
        """A summarizer on a writer already loaded; ``model`` is its name in signatures."""
        self = cls.__new__(cls)
        self.options = options or SummaryOptions()
        self.notices = ()
        self._writer = writer
        self._sign(model, None, ())
        return self

    def _sign(self, model: str, revision: str | None, extra: tuple[tuple[str, str], ...]) -> None:
        # How many documents are decoded together does not change the summaries.
        settings = changed_options(replace(self.options, batch_size=SummaryOptions().batch_size))
        writer = self._writer
        self.signature = Signature(
            model=model,
            revision=revision,
            engine=writer.engine if writer else None,
            quantization=(writer.quantization or None) if writer else None,
            options=tuple(sorted((*settings, *extra))),
            prompt_hash=getattr(writer, "prompt_hash", None),
        )

    def summarize(
        self,
        texts: Sequence[str],
        *,
        doubtful: Sequence[Sequence[Span]] | None = None,
        originals: Sequence[Sequence[Passage]] | None = None,
        titles: Sequence[str] | None = None,
        headlines: Sequence[str] | None = None,
    ) -> list[Summary]:
        """The summary of each document, in input order.

        ``doubtful`` names for each document the spans whose wording is not to be trusted: their sentences stand in an
        extractive summary only where there are not enough others. ``originals`` are for a document that was translated:
        spans of it, in order, the Russian that each was translated from, and how far the translation is trusted (0 to
        1); an extractive summary is then chosen on the Russian, doubt weighs without deciding, and of ``titles``
        (Russian too) it tells the figures and names. So is the evidence that ``compact`` writes from; from
        ``headlines``, the English ones that the documents have, and their leads it writes headlines. What any other
        model writes depends on none of them.

        A document without any word has a summary without sentences and a note that says so. Raises InputError for
        anything but a sequence of strings, EngineError when decoding fails.
        """
        if isinstance(texts, str):
            raise InputError("summarize() was given one string; expected a sequence of documents: summarize([text])")
        for name, given in (
            ("doubtful", doubtful), ("originals", originals), ("titles", titles), ("headlines", headlines),
        ):  # fmt: skip
            if given is not None and len(given) != len(texts):
                raise InputError(f"{name} has {len(given)} entries for {len(texts)} documents; expected one for each")
        sides = zip(
            repeat(()) if doubtful is None else doubtful,
            repeat(()) if originals is None else originals,
            repeat("") if titles is None else titles,
            repeat("") if headlines is None else headlines,
            strict=False,
        )
        return list(self._summaries(Told(text, *side) for text, side in zip(_strings(texts), sides, strict=False)))

    def stream(self, texts: Iterable[str]) -> Iterator[Summary]:
        """Summaries in input order, the first before the input ends; holds ``batch_size`` documents at a time."""
        return self._summaries(map(Told, _strings(texts)))

    def _summaries(self, every: Iterable[Told]) -> Iterator[Summary]:
        length, writer = LENGTHS[self.options.length], self._writer
        told = iter(every)
        if writer is None:
            for one in told:
                yield compose_told(one, length, self.signature)
            return
        while batch := list(islice(told, self.options.batch_size)):
            if isinstance(writer, SentenceWriter):
                yield from compose_retold(batch, length, writer, self.signature)
            else:
                yield from compose([one.document for one in batch], length, writer, self.signature)


def _strings(texts: Iterable[str]) -> Iterator[str]:
    for number, text in enumerate(texts, 1):
        if not isinstance(text, str):
            raise InputError(f"document {number} is {type(text).__name__}; expected str")
        yield text
