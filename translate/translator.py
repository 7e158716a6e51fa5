"""`Translator`: the one class of this package that users meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from svodka.engines.protocol import DecodeOptions, Engine
from svodka.errors import CheckpointError, InputError, OptionError
from svodka.signature import Signature, changed_options
from translate.assembly import Plan, Written, assemble
from translate.checks import check
from translate.corrections import Corrections
from translate.decoding import Decoder, Decodes, Tokenizer
from translate.estimation.estimate import estimate, flagged, unsure
from translate.estimation.scoring import Scoring
from translate.marian.langpair import check_langpair
from translate.marian.tokenizer import MarianTokenizer
from translate.memory import Memory
from translate.options import TranslateOptions
from translate.repair import Outcome, translate_segments
from translate.source.casing import sentence_case, shouts
from translate.source.normalise import normalise
from translate.source.quoted import OPENING, in_latin, quoted_names
from translate.source.segment import Piece, segment
from translate.source.window import fit
from translate.source.wording import reworded
from translate.terms.doubles import undouble
from translate.terms.figures import restore_figures
from translate.terms.glossary import Glossary, Term, enforce, read_glossary, with_news_terms
from translate.terms.names import established_names, one_spelling
from translate.terms.senses import right_senses
from translate.terms.surface import tidy
from translate.types import Flag, Translation

if TYPE_CHECKING:
    from svodka.checkpoints import Checkpoint

_RATED = "svodka/compact"  # what a rating means was learned with its probabilities
# Segments translated together by `stream`: few at first, so that results start early, then more, so that batches fill.
_FIRST_CHUNK, _LARGEST_CHUNK = 32, 1024
# By a chat model, which is slow: what is lost by Ctrl-C, and not in the memory yet, is kept small.
_LONGEST_SENTENCE = 5_000  # characters; longer ones are tables and text without stops
_CHAT_CHUNK = 48


def _quoting(text: str, pieces: Sequence[Piece]) -> Iterator[str]:
    """The segments of a text that have a quotation; what is no sentence by its length is none."""
    for piece in pieces:
        source = text[piece.start : piece.end]
        if piece.translate and len(source) <= _LONGEST_SENTENCE and OPENING.search(source):
            yield source


class Translator:
    """Translates Russian texts to English with one MarianMT checkpoint or chat model, loaded when the object is made.

    ``checkpoint`` is a short name (``best``, ``fast``, ``compact``, ``auto``), a hub id, a directory, or ``chat:MODEL``
    for a model behind an OpenAI-compatible server (``endpoint``, else ``SVODKA_ENDPOINT``, else a local ollama; the key
    is ``SVODKA_API_KEY``). ``notices`` are sentences for the user, such as that ``auto`` fell back to a smaller
    checkpoint. Raises CheckpointError or HubError when the checkpoint cannot be had or is no MarianMT checkpoint,
    EngineError when the engine cannot load it, EndpointError when the server does not run the model. ``deferred``
    leaves the weights until the first text: what cannot be loaded is a CheckpointError then.
    """

    def __init__(
        self,
        checkpoint: str = "auto",
        *,
        options: TranslateOptions | None = None,
        engine: str = "auto",
        device: str = "auto",
        quantization: str = "auto",
        endpoint: str | None = None,
        offline: bool = False,
        cache_dir: Path | None = None,
        deferred: bool = False,
    ) -> None:
        from svodka.chat.endpoint import model_of
        from svodka.checkpoints import resolve
        from svodka.engines import load_engine

        if model := model_of(checkpoint):
            from translate.chat.decoder import connect

            chat, fingerprint, notices = connect(
                model, options or TranslateOptions(), endpoint, (engine, device, quantization), offline=offline
            )
            self._set_up(chat, options, model, fingerprint, notices)
            return
        if endpoint is not None:
            raise OptionError(f"an endpoint was given, but {checkpoint} is no chat model; name one as chat:MODEL")

        found: Checkpoint = resolve(checkpoint, "translate", offline=offline, cache_dir=cache_dir)
        if found.architecture != "marian":
            raise CheckpointError(
                f"{found.name} is a {found.architecture} checkpoint; expected MarianMT, "
                "such as Helsinki-NLP/opus-mt-ru-en"
            )
        tokenizer = MarianTokenizer(found.path)
        check_langpair(found.path, tokenizer)
        loaded = load_engine(
            found, name=engine, device=device, quantization=quantization, cache_dir=cache_dir, deferred=deferred
        )
        self._set_up(Decoder(loaded, tokenizer), options, found.model, found.revision, tuple(found.notices))

    @classmethod
    def from_engine(
        cls, engine: Engine, tokenizer: Tokenizer, *, model: str, options: TranslateOptions | None = None
    ) -> Translator:
        """A translator on an engine already loaded; ``model`` is its name in signatures."""
        return cls.from_decoder(Decoder(engine, tokenizer), model=model, options=options)

    @classmethod
    def from_decoder(cls, decoder: Decodes, *, model: str, options: TranslateOptions | None = None) -> Translator:
        """A translator on anything that gives hypotheses for texts."""
        self = cls.__new__(cls)
        self._set_up(decoder, options, model, None, ())
        return self

    def _set_up(
        self,
        decoder: Decodes,
        options: TranslateOptions | None,
        model: str,
        revision: str | None,
        notices: tuple[str, ...],
    ) -> None:
        self.options = options or TranslateOptions()
        self.notices = notices
        self._decoder = decoder
        self._decoding = DecodeOptions(
            beam=self.options.beam,
            length_penalty=self.options.length_penalty,
            batch_tokens=self.options.batch_tokens,
        )
        own = read_glossary(self.options.glossary) if self.options.glossary else Glossary(())
        glossary = (("glossary", own.digest),) if own.terms else ()
        # A chat model knows the terms of news; asking it for each alone would cost more than it gives.
        self._glossary = with_news_terms(own) if self.options.news_terms and decoder.scored else own
        self._rewords = self.options.news_terms and decoder.scored
        self._spellings = {**established_names(), **self._glossary.spellings()}
        usual = TranslateOptions()
        decisive = replace(self.options, memory=None, glossary=None, batch_tokens=usual.batch_tokens)
        self.signature = Signature(
            model=model,
            revision=revision,
            engine=decoder.engine_name,
            quantization=decoder.quantization,
            options=(*changed_options(decisive), *glossary, *decoder.settings),
            prompt_hash=decoder.prompt_hash,
        )
        # What is done to hypotheses later does not decide what the decoder gives, so memories are shared across it. A
        # chat model reads the glossary in its prompt.
        read = (*(() if decoder.scored else glossary), *decoder.settings)
        decoder_only = replace(
            self.signature,
            options=(*changed_options(replace(decisive, names=usual.names, news_terms=usual.news_terms)), *read),
        )
        rated = self.options.quality and model == _RATED
        self._scoring = Scoring(decoder) if rated and isinstance(decoder, Decoder) else None
        self._memory = Memory(self.options.memory, decoder_only.digest())
        self._corrections = Corrections(self._memory)
        if given := self._corrections.digest:
            self.signature = replace(self.signature, options=(*self.signature.options, ("corrections", given)))

    def translate(self, texts: Sequence[str]) -> list[Translation]:
        """The translation of each text, in input order."""
        if isinstance(texts, str):
            raise InputError("translate() was given one string; expected a sequence of texts: translate([text])")
        return [translation for (translation,) in self._run(((text,) for text in texts), self._largest)]

    def translate_documents(self, documents: Sequence[Sequence[str]]) -> list[tuple[Translation, ...]]:
        """The translations of each document's texts, in input order: names are spelled in one way through a document.

        What becomes of a document depends on it alone, not on those beside it.
        """
        for document in documents:
            if isinstance(document, str):
                raise InputError(
                    "a document is one string; expected a sequence of texts: translate_documents([[text]])"
                )
        return list(self._run(documents, self._largest))

    def stream(self, texts: Iterable[str]) -> Iterator[Translation]:
        """Translations in input order, the first before the input ends, in bounded memory."""
        for (translation,) in self._run(((text,) for text in texts), _FIRST_CHUNK):
            yield translation

    @property
    def _largest(self) -> int:
        return _LARGEST_CHUNK if self._decoder.scored else _CHAT_CHUNK

    def _run(self, documents: Iterable[Sequence[str]], size: int) -> Iterator[tuple[Translation, ...]]:
        chunk: list[list[Plan]] = []
        waiting = 0
        for document in documents:
            chunk.append(self._plans(document))
            waiting += 1 + sum(len(plan.pieces) for plan in chunk[-1])
            if waiting >= size:
                yield from self._translate(chunk)
                chunk, waiting, size = [], 0, min(2 * size, self._largest)
        yield from self._translate(chunk)

    def _plans(self, document: Sequence[str]) -> list[Plan]:
        """The plan of each text of a document."""
        for text in document:
            if not isinstance(text, str):
                raise InputError(f"a text to translate is {type(text).__name__}; expected str")
        cut = [(text, segment(text)) for text in document]
        quoting = [each for each in cut if OPENING.search(each[0])] if self._rewords and self.options.names else []
        names = quoted_names(normalise(sentence) for text, found in quoting for sentence in _quoting(text, found))
        return [self._plan(text, found, names) for text, found in cut]

    def _plan(self, text: str, found: Sequence[Piece], names: Mapping[tuple[str, ...], str]) -> Plan:
        """The segments of a text, those over the window cut, and what the decoder is given for each."""
        pieces: list[Piece] = []
        inputs: list[str | None] = []
        loud: list[bool] = []
        for whole in found:
            spans = [(whole.start, whole.end)]
            if whole.translate:
                spans = fit(text, spans[0], self._decoder.limit, self._count)
            for start, end in spans:
                source = normalise(text[start:end]) if whole.translate else ""
                shout = whole.translate and shouts(source)
                pieces.append(Piece(start, end, bool(source)))
                loud.append(shout)
                given = in_latin(sentence_case(source) if shout else source, names)
                inputs.append((reworded(given) if self._rewords else given) or None)
        return Plan(text, pieces, inputs, loud)

    def _count(self, text: str) -> int:
        # No token is shorter than a byte: a short text fits whatever its tokens are.
        most = len(text.encode("utf-8", "surrogatepass")) + 2
        return most if most <= self._decoder.limit else self._decoder.count(normalise(text))

    def _translate(self, chunk: Sequence[Sequence[Plan]]) -> Iterator[tuple[Translation, ...]]:
        inputs = [source for document in chunk for plan in document for source in plan.inputs if source is not None]
        outcomes = self._outcomes(list(dict.fromkeys(inputs)))
        terms = {source: self._glossary.find(source) for source in outcomes} if self._glossary.terms else {}
        alone = self._terms_alone(outcomes, terms)
        for document in chunk:
            sources = [source for plan in document for source in plan.inputs if source is not None]
            edits = [self._edit(source, outcomes[source], terms.get(source, {}), alone) for source in sources]
            written = iter(self._weighed(sources, self._spelled(sources, edits), outcomes))
            corrected, scored = self._corrections.applied, self._decoder.scored
            yield tuple(assemble(plan, outcomes, written, corrected, self.signature, scored) for plan in document)

    def _spelled(self, sources: Sequence[str], edits: Sequence[tuple[str, tuple[Flag, ...]]]) -> list[Written]:
        """The edited hypotheses of a document's segments, with its names in one spelling."""
        if not self.options.names:
            return [Written(text, flags, ()) for text, flags in edits]
        pairs = [(source, text) for source, (text, _) in zip(sources, edits, strict=True)]
        spelled = one_spelling(pairs, self._spellings)
        return [Written(text, flags, gone) for (text, gone), (_, flags) in zip(spelled, edits, strict=True)]

    def _weighed(
        self, sources: Sequence[str], written: list[Written], outcomes: Mapping[str, Outcome]
    ) -> list[Written]:
        """With a flag on those that are likely wrong, and the quality of these where the window holds them."""
        if self._scoring is None:
            return written
        doubted = [
            any(flag.kind == "doubtful" for flag in one.flags) or unsure(source, one.text, outcomes[source].score)
            for source, one in zip(sources, written, strict=True)
        ]
        rows = zip(sources, written, doubted, strict=True)
        found = iter(estimate(self._scoring, [(s, one.text) for s, one, doubt in rows if doubt], own=True))
        weighed = []
        for source, one, doubt in zip(sources, written, doubted, strict=True):
            each = next(found) if doubt else None
            flags = flagged(one.text, one.flags, outcomes[source].score, each) if doubt else one.flags
            weighed.append(replace(one, quality=each, flags=flags))
        return weighed

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was noticed so far about a chat model's answers, such as thinking taken off: sentences for the user."""
        return self._decoder.remarks

    def inputs(self, texts: Sequence[str]) -> list[str]:
        """What the decoder would be given for these texts, each input once, in order."""
        plans = [plan for text in texts for plan in self._plans([text])]
        return list(dict.fromkeys(source for plan in plans for source in plan.inputs if source is not None))

    def _outcomes(self, wanted: Sequence[str]) -> dict[str, Outcome]:
        """Hypotheses of decoder inputs, from memory where it has them."""
        outcomes = self._memory.get(wanted)
        if new := [source for source in wanted if source not in outcomes]:
            found = translate_segments(
                self._decoder, new, self._decoding, repair=self.options.repair, rerank=self.options.rerank
            )
            fresh = dict(zip(new, found, strict=True))
            self._memory.put(fresh)
            outcomes |= fresh
        return outcomes

    def _terms_alone(
        self, outcomes: Mapping[str, Outcome], terms: Mapping[str, Mapping[Term, str]]
    ) -> dict[str, Outcome]:
        """What the decoder makes of the glossary's terms by themselves, of those that a hypothesis lacks."""
        missing = {
            term.russian
            for source, found in terms.items()
            for term in found
            if not term.stands_in(outcomes[source].text)
        }
        return self._outcomes(sorted(missing)) if missing else {}

    def _edit(
        self, source: str, outcome: Outcome, terms: Mapping[Term, str], alone: Mapping[str, Outcome]
    ) -> tuple[str, tuple[Flag, ...]]:
        """The hypothesis with the source's figures and the glossary's terms, and its flags."""
        text, flags = outcome.text, outcome.flags
        if self.options.repair:
            text, doubled = undouble(source, tidy(source, text))
            wrong = any(flag.kind == "numbers" for flag in flags)
            text, restored = restore_figures(source, text) if wrong else (text, ())
            if doubled or restored:
                unsure = [flag for flag in flags if flag.kind == "doubtful"]
                flags = (*check(source, text).flags, *unsure, *doubled, *restored)
        text = right_senses(source, text) if self._rewords else text
        if terms:
            text, missing = enforce(terms, text, lambda term: [alone[term].text] if term in alone else [])
            flags += missing
        return text, flags
