"""`Translator`: the one class of this package that users meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from svodka.engines.protocol import DecodeOptions, Engine
from svodka.errors import CheckpointError, InputError
from svodka.signature import Signature, changed_options
from translate.decoding import Decoded, Decoder
from translate.normalise import normalise
from translate.options import TranslateOptions
from translate.segment import Piece, segment
from translate.tokenizer import MarianTokenizer
from translate.types import Segment, Translation
from translate.window import fit

if TYPE_CHECKING:
    from svodka.checkpoints import Checkpoint

__all__ = ["TranslateOptions", "Translator"]

# Segments translated together by `stream`: few at first, so that results start early, then more, so that batches fill.
_FIRST_CHUNK, _LARGEST_CHUNK = 32, 1024


class Translator:
    """Translates Russian texts to English with one MarianMT checkpoint, loaded when the object is made.

    ``checkpoint`` is a short name (``best``, ``fast``, ``compact``, ``auto``), a hub id or a directory. ``notices`` are
    sentences for the user, such as that ``auto`` fell back to a smaller checkpoint. Raises CheckpointError or HubError
    when the checkpoint cannot be had or is no MarianMT checkpoint, EngineError when the engine cannot load it.
    """

    def __init__(
        self,
        checkpoint: str = "auto",
        *,
        options: TranslateOptions | None = None,
        engine: str = "auto",
        device: str = "auto",
        quantization: str = "auto",
        offline: bool = False,
        cache_dir: Path | None = None,
    ) -> None:
        from svodka.checkpoints import resolve
        from svodka.engines import load_engine

        found: Checkpoint = resolve(checkpoint, "translate", offline=offline, cache_dir=cache_dir)
        if found.architecture != "marian":
            raise CheckpointError(
                f"{found.name} is a {found.architecture} checkpoint; expected MarianMT, "
                "such as Helsinki-NLP/opus-mt-ru-en"
            )
        tokenizer = MarianTokenizer(found.path)
        loaded = load_engine(found, name=engine, device=device, quantization=quantization, cache_dir=cache_dir)
        self._set_up(loaded, tokenizer, options, found.model, found.revision, tuple(found.notices))

    @classmethod
    def from_engine(
        cls, engine: Engine, tokenizer: MarianTokenizer, *, model: str, options: TranslateOptions | None = None
    ) -> Translator:
        """A translator on an engine already loaded; ``model`` is its name in signatures."""
        self = cls.__new__(cls)
        self._set_up(engine, tokenizer, options, model, None, ())
        return self

    def _set_up(
        self,
        engine: Engine,
        tokenizer: MarianTokenizer,
        options: TranslateOptions | None,
        model: str,
        revision: str | None,
        notices: tuple[str, ...],
    ) -> None:
        self.options = options or TranslateOptions()
        self.notices = notices
        self._decoder = Decoder(engine, tokenizer, batch_tokens=self.options.batch_tokens)
        self.signature = Signature(
            model=model,
            revision=revision,
            engine=engine.name,
            quantization=engine.quantization,
            options=changed_options(replace(self.options, batch_tokens=TranslateOptions().batch_tokens)),
        )

    def translate(self, texts: Sequence[str]) -> list[Translation]:
        """The translation of each text, in input order."""
        if isinstance(texts, str):
            raise InputError("translate() was given one string; expected a sequence of texts: translate([text])")
        return list(self.stream(texts))

    def stream(self, texts: Iterable[str]) -> Iterator[Translation]:
        """Translations in input order, the first before the input ends, in bounded memory."""
        size = _FIRST_CHUNK
        chunk: list[tuple[str, list[Piece]]] = []
        waiting = 0
        for text in texts:
            if not isinstance(text, str):
                raise InputError(f"a text to translate is {type(text).__name__}; expected str")
            chunk.append((text, self._pieces(text)))
            waiting += len(chunk[-1][1])
            if waiting >= size:
                yield from self._translate(chunk)
                chunk, waiting, size = [], 0, min(2 * size, _LARGEST_CHUNK)
        yield from self._translate(chunk)

    def _pieces(self, text: str) -> list[Piece]:
        """The segments of a text, those over the window cut."""
        pieces: list[Piece] = []
        for piece in segment(text):
            if not piece.translate:
                pieces.append(piece)
                continue
            for start, end in fit(text, (piece.start, piece.end), self._decoder.limit, self._count):
                pieces.append(Piece(start, end, True))
        return pieces

    def _count(self, text: str) -> int:
        # No token is shorter than a byte: a short text fits whatever its tokens are.
        most = len(text.encode("utf-8", "surrogatepass")) + 2
        return most if most <= self._decoder.limit else self._decoder.count(normalise(text))

    def _translate(self, chunk: Sequence[tuple[str, Sequence[Piece]]]) -> Iterator[Translation]:
        inputs = {normalise(text[p.start : p.end]): None for text, pieces in chunk for p in pieces if p.translate}
        options = DecodeOptions(beam=self.options.beam, length_penalty=self.options.length_penalty)
        decoded = dict(zip(inputs, self._decoder.decode(list(inputs), options), strict=True))
        for text, pieces in chunk:
            yield self._assemble(text, pieces, decoded)

    def _assemble(self, text: str, pieces: Sequence[Piece], decoded: dict[str, Decoded]) -> Translation:
        """Put the hypotheses where their sources stood; the white space between segments stays as it was."""
        segments: list[Segment] = []
        parts: list[str] = []
        position = done = 0
        for piece in pieces:
            source = text[piece.start : piece.end]
            gap = text[done : piece.start]
            if not gap and segments and segments[-1].translated and piece.translate:
                gap = " "
            result = decoded[normalise(source)] if piece.translate else None
            hypothesis = result.text if result else source
            begin = position + len(gap)
            position, done = begin + len(hypothesis), piece.end
            parts += [gap, hypothesis]
            segments.append(
                Segment(
                    source,
                    hypothesis,
                    (piece.start, piece.end),
                    (begin, position),
                    score=result.score if result else None,
                    translated=piece.translate,
                )
            )
        parts.append(text[done:])
        return Translation(text, "".join(parts), tuple(segments), self.signature)
