"""The chain: `NewsItem` -> translation -> summary -> checks -> `Brief`, in memory, streaming."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import exp
from time import perf_counter
from typing import TYPE_CHECKING

from svodka.errors import InputError, OptionError
from svodka.facts import Mismatch, Span
from svodka.items import Brief, BriefSentence, BriefSignature, document_of
from svodka.options import PipelineOptions
from svodka.policy import CROSSED, in_doubt, judge, judge_headline, left_out, translation_checks
from svodka.readers import NewsItem
from translate import Translation

if TYPE_CHECKING:
    from summarize import Summarizer, Summary
    from translate import Translator

# Items taken together: their segments share batches, which is where the speed is; small enough to keep memory flat.
_FIRST_CHUNK, _LARGEST_CHUNK = 4, 64
_SECONDS = 5.0  # how long translating a chunk may take
# A chat server takes seconds an item and gains nothing from more at once: what Ctrl-C loses is kept small.
_CHAT_CHUNK = 4


@dataclass(frozen=True, slots=True)
class Translated:
    """An item with its headline and text translated: what the second half of the chain takes."""

    item: NewsItem
    headline: Translation
    text: Translation
    seconds: float

    @property
    def document(self) -> Translation:
        """What is summarized."""
        return document_of(self.headline, self.text)

    @property
    def passages(self) -> list[tuple[Span, str, float]]:
        """The translated stretches of the document, the Russian of each, and how sure the decoder was of it."""
        return [(s.hypothesis_span, s.source, _trust(s.score)) for s in self.document.segments if s.translated]


def _trust(score: float | None) -> float:
    """From a mean log-probability: 1 for words of a probability of 0.8 each and for a decoder that gives none."""
    return 1.0 if score is None else 0.4 + 0.6 * min(1.0, exp(score) / 0.8)


class Pipeline:
    """Makes briefs. Models load when the object is made; a translator or summarizer given is used as it is, one given
    by its name stands in place of that of the options.

    Raises OptionError for what is no options, translator or summarizer, CheckpointError or HubError when a model cannot
    be had. ``notices`` are sentences the user must see. ``deferred`` leaves the translator's weights until the first
    item: what cannot be loaded is a CheckpointError then.
    """

    def __init__(
        self,
        options: PipelineOptions | None = None,
        *,
        translator: Translator | str | None = None,
        summarizer: Summarizer | str | None = None,
        deferred: bool = False,
    ) -> None:
        if options is not None and not isinstance(options, PipelineOptions):
            hint = f"; for a translator of that name write Pipeline(translator={options!r})"
            raise OptionError(
                f"options is {options!r}; expected PipelineOptions{hint if isinstance(options, str) else ''}"
            )
        o = options or PipelineOptions()
        if isinstance(translator, str):
            o, translator = replace(o, translator=translator), None
        if isinstance(summarizer, str):
            o, summarizer = replace(o, summarizer=summarizer), None
        self.options = o
        for stage, given, method in (("translator", translator, "translate"), ("summarizer", summarizer, "summarize")):
            if given is not None and not hasattr(given, method):
                raise OptionError(f"{stage} is {given!r}; expected the name of one, or a {stage.capitalize()}")
        if summarizer is None:
            from summarize import Summarizer, SummaryOptions

            settings = (
                SummaryOptions(length=o.length) if o.prompt is None else SummaryOptions(o.length, prompt=o.prompt)
            )
            summarizer = Summarizer(
                o.summarizer,
                options=settings,
                engine=o.engine,
                device=o.device,
                endpoint=o.endpoint if o.chats(o.summarizer) else None,
                offline=o.offline,
                cache_dir=o.cache_dir,
            )
        if translator is None:
            from translate import TranslateOptions, Translator

            translator = Translator(
                o.translator,
                options=TranslateOptions(beam=o.beam, glossary=o.glossary, memory=o.memory, news_terms=o.news_terms),
                engine=o.engine,
                device=o.device,
                endpoint=o.endpoint if o.chats(o.translator) else None,
                offline=o.offline,
                cache_dir=o.cache_dir,
                deferred=deferred,
            )
        self.translator = translator
        self.summarizer = summarizer
        self.notices: tuple[str, ...] = (*translator.notices, *summarizer.notices)
        from svodka.verify import TranslatorScorer

        self._scorer = TranslatorScorer(cache_dir=o.cache_dir)
        self.signature = BriefSignature(translator.signature, summarizer.signature, o.facts)

    def brief(self, items: Sequence[NewsItem]) -> list[Brief]:
        """The brief of each item, in input order. Raises InputError for what is no sequence of items, and for an item
        with neither headline nor text."""
        return list(self.stream(items))

    def stream(self, items: Iterable[NewsItem]) -> Iterator[Brief]:
        """Briefs in input order, the first before the input ends, in bounded memory. Raises as `brief` does."""
        if isinstance(items, NewsItem | str | bytes) or not isinstance(items, Iterable):
            what = "one NewsItem; expected a sequence: [item]" if isinstance(items, NewsItem) else None
            raise InputError(f"items is {what or f'{type(items).__name__}; expected a sequence of NewsItem'}")
        return self._stream(items)

    def _stream(self, items: Iterable[NewsItem]) -> Iterator[Brief]:
        source, size = iter(items), _FIRST_CHUNK
        chats = self.options.chats(self.options.translator) or self.options.chats(self.options.summarizer)
        largest = _CHAT_CHUNK if chats else _LARGEST_CHUNK
        while chunk := list(islice(source, size)):
            begun = perf_counter()
            translated = self.translate(chunk)
            # What an interrupt loses is kept to seconds.
            wanted = int(len(chunk) * _SECONDS / max(perf_counter() - begun, 1e-3))
            yield from self.finish(translated)
            size = max(1, min(2 * size, largest, wanted))

    def translate(self, items: Sequence[NewsItem]) -> list[Translated]:
        """The first half: headline and text of every item, translated together in shared batches.

        ``seconds`` of each is its share of the time, by length. Raises InputError for an empty item.
        """
        for item in items:
            if not isinstance(item, NewsItem):
                raise InputError(
                    f"an item is {type(item).__name__}; expected NewsItem, for example NewsItem.from_text(raw)"
                )
            if not item.headline.strip() and not item.text.strip():
                raise InputError(f"item '{item.id}' has neither headline nor text; nothing to brief")
        start = perf_counter()
        done = self.translator.translate_documents([(item.headline, item.text) for item in items])
        spent = perf_counter() - start
        characters = sum(len(i.headline) + len(i.text) for i in items) or 1
        return [
            Translated(i, h, t, spent * (len(i.headline) + len(i.text)) / characters)
            for i, (h, t) in zip(items, done, strict=True)
        ]

    def finish(self, translated: Sequence[Translated]) -> list[Brief]:
        """The second half: summarize, check, and put together, in the order given."""
        start = perf_counter()
        off = self.options.facts == "off"
        checks = [() if off else translation_checks(t.document, t.item.day) for t in translated]
        doubtful = [in_doubt(t.document, found) for t, found in zip(translated, checks, strict=True)]
        checked = perf_counter()
        summaries = self.summarizer.summarize(
            [t.document.hypothesis for t in translated],
            doubtful=doubtful,
            originals=[t.passages for t in translated],
            titles=[t.item.headline for t in translated],
            headlines=[t.headline.hypothesis for t in translated],
        )
        each = max(1, len(translated))
        spent = (checked - start) / each, (perf_counter() - checked) / each
        rows = zip(translated, checks, summaries, strict=True)
        return [self._assemble(t, found, summary, *spent) for t, found, summary in rows]

    def _assemble(
        self,
        translated: Translated,
        checks: tuple[Mismatch, ...],
        summary: Summary,
        check_seconds: float,
        summarize_seconds: float,
    ) -> Brief:
        start = perf_counter()
        policy = self.options.facts
        document = translated.document
        day = translated.item.day
        sentences, notes = judge(document, summary.sentences, policy, self._scorer, day)
        key_facts, more = judge(document, summary.key_facts, policy, self._scorer, day)
        original = translated.headline.hypothesis
        headline, untrue = judge_headline(document, summary.headline, original, policy, self._scorer, day)
        changed = () if policy == "off" else translation_checks(translated.headline, day)
        warnings = _warnings(translated, sentences, changed)
        if policy != "off" and sentences and summary.length != "headline":
            told = " ".join([f"{headline}.", *(sentence.text for sentence in (*sentences, *key_facts))])
            if missing := left_out(translated.headline, document, told, day):
                warnings.append(f"Of headline and lead this brief leaves out: {', '.join(missing)}.")
        return Brief(
            item=translated.item,
            headline=headline,
            sentences=sentences,
            key_facts=key_facts,
            length=summary.length,
            method=summary.method,
            headline_translation=translated.headline,
            translation=translated.text,
            checks=checks,
            notes=(*translated.item.notes, *summary.notes, *notes, *more, *untrue, *warnings),
            signature=BriefSignature(translated.text.signature, summary.signature, policy),
            timings={
                "translate": translated.seconds,
                "summarize": summarize_seconds,
                "check": check_seconds + perf_counter() - start,
            },
        )


def _warnings(translated: Translated, sentences: Sequence[BriefSentence], headline: Sequence[Mismatch]) -> list[str]:
    """Notes on what the reader should know before trusting the brief; ``headline`` is what its translation changed."""
    notes = [f"The translated headline is in doubt. {m.message}" for m in headline if m.kind in CROSSED]
    if flags := translated.headline.flags + translated.text.flags:
        listed = ", ".join(f"{kind} {count}" for kind, count in sorted(flags.items()))
        notes.append(f"Some translated segments carry flags: {listed}.")
    if not sentences:
        notes.append("The brief has no sentence left; read the full translation.")
    return notes
