"""What the commands say about chat models: the server's address, the request before it is sent, the speed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

from svodka.cli.parts.output import say
from svodka.errors import OptionError

if TYPE_CHECKING:
    from summarize import SummaryOptions
    from svodka.engines.meter import Meter
    from svodka.pipeline import PipelineOptions
    from svodka.readers import NewsItem
    from translate import TranslateOptions


def summary_requests(name: str, endpoint: str | None, options: SummaryOptions, texts: Sequence[str]) -> list[str]:
    """The requests that a chat model as summarizer would be sent, as JSON. Raises OptionError for any other model."""
    from summarize.lengths import LENGTHS
    from summarize.writers.chat import ChatWriter
    from svodka.chat import ChatClient, Endpoint
    from svodka.chat.endpoint import model_of

    model = model_of(name)
    if model is None:
        raise not_asked(name)
    return ChatWriter(ChatClient(model, Endpoint(endpoint)), options).previews(texts, LENGTHS[options.length])


def translation_requests(name: str, endpoint: str | None, options: TranslateOptions, texts: Sequence[str]) -> list[str]:
    """The requests that a chat model as translator would be sent first, as JSON; a repair may send more."""
    from svodka.chat import ChatClient, Endpoint
    from svodka.chat.endpoint import model_of
    from translate import Translator
    from translate.chat.decoder import ChatDecoder

    model = model_of(name)
    if model is None:
        raise not_asked(name)
    decoder = ChatDecoder(ChatClient(model, Endpoint(endpoint)), options)
    return decoder.previews(Translator.from_decoder(decoder, model=model, options=options).inputs(texts))


def brief_requests(options: PipelineOptions, items: Sequence[NewsItem]) -> Iterator[str]:
    """Both stages' requests for news items. Where both are chat models, the second's article is yet to be written: a
    line in brackets stands in its place."""
    from summarize import SummaryOptions
    from svodka.pipeline import Pipeline
    from translate import TranslateOptions

    wanted = SummaryOptions(length=options.length, prompt=options.prompt)
    if options.chats(options.translator):
        settings = TranslateOptions(beam=options.beam, glossary=options.glossary)
        texts = [text for item in items for text in (item.headline, item.text)]
        yield from translation_requests(options.translator, options.endpoint, settings, texts)
        if options.chats(options.summarizer):
            articles = [f"(the translation of {item.id})" for item in items]
            yield from summary_requests(options.summarizer, options.endpoint, wanted, articles)
    elif options.chats(options.summarizer):
        chain = Pipeline(replace(options, summarizer="extractive", prompt=None, endpoint=None))
        articles = [translated.document.hypothesis for translated in chain.translate(items)]
        yield from summary_requests(options.summarizer, options.endpoint, wanted, articles)
    else:
        raise not_asked(f"{options.translator} + {options.summarizer}")


def not_asked(name: str) -> OptionError:
    """The error of a dry run that would send nothing."""
    return OptionError(f"--dry-run prints requests to a chat server, but {name} is none; name one as chat:MODEL")


class Speed:
    """Tokens per second since the object was made, by a `Meter`; said at most once in ``every`` seconds."""

    def __init__(self, meter: Meter, *, every: float = 0.0) -> None:
        self._meter, self._every = meter, every
        self._start = self._last = perf_counter()
        self._done = 0

    def rate(self) -> str:
        """Such as ``24.3 tokens/s``; empty where no tokens were counted."""
        seconds = max(1e-9, perf_counter() - self._start)
        return f"{self._meter.target / seconds:.1f} tokens/s" if self._meter.target else ""

    def tell(self, name: str) -> None:
        """One more item is done: say so, if tokens were counted and the last word was long enough ago."""
        self._done += 1
        if (rate := self.rate()) and perf_counter() - self._last >= self._every:
            self._last = perf_counter()
            say(f"{name}: {self._done} done, {rate}")
