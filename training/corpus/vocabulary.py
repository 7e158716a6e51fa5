"""The joint vocabulary: one SentencePiece unigram model for both languages, numbered as Marian checkpoints are.

Kudo 2018 (arXiv 1804.10959) for the unigram model and its sampled segmentations; Kudo and Richardson 2018
(arXiv 1808.06226) for SentencePiece. Pieces are cased, digits stand alone (numbers must be copied digit by digit, not
guessed), and a character never seen falls back to its UTF-8 bytes, so that nothing is ever `<unk>`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from pathlib import Path

EOS, UNKNOWN, PAD = "</s>", "<unk>", "<pad>"


class Vocabulary:
    """Text to token ids and back.

    ``pieces`` maps each piece to its id: ``</s>`` is 0, ``<unk>`` 1, ``<pad>`` last, as in the Marian checkpoints of
    Tiedemann's OPUS-MT. ``model`` is the serialized SentencePiece model, written as both source.spm and target.spm.
    """

    def __init__(self, model: bytes) -> None:
        import sentencepiece

        self.model = model
        self.processor = sentencepiece.SentencePieceProcessor(model_proto=model)
        self.pieces = {EOS: 0, UNKNOWN: 1}
        for index in range(self.processor.get_piece_size()):
            self.pieces.setdefault(self.processor.id_to_piece(index), len(self.pieces))
        self.pieces[PAD] = len(self.pieces)
        self._by_id = list(self.pieces)

    @classmethod
    def train(cls, texts: Iterable[str], size: int, *, threads: int = 1, sentences: int = 0) -> Vocabulary:
        """Learn at most ``size`` pieces from ``texts`` (fewer when the texts are too few for them).

        ``sentences`` bounds how many texts, drawn at random, the training looks at (0: all).
        """
        import sentencepiece

        written = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(texts),
            model_writer=written,
            model_type="unigram",
            vocab_size=size,
            hard_vocab_limit=False,
            character_coverage=0.9998,
            byte_fallback=True,
            split_digits=True,
            bos_id=-1,
            pad_id=-1,
            input_sentence_size=sentences,
            shuffle_input_sentence=bool(sentences),
            num_threads=threads,
            minloglevel=2,
        )
        return cls(written.getvalue())

    @classmethod
    def load(cls, path: Path) -> Vocabulary:
        """Read a SentencePiece model file."""
        return cls(path.read_bytes())

    def __len__(self) -> int:
        return len(self.pieces)

    @property
    def eos(self) -> int:
        """Id of the end-of-sentence token."""
        return self.pieces[EOS]

    @property
    def pad(self) -> int:
        """Id of the padding token, which also starts every decoding."""
        return self.pieces[PAD]

    @property
    def mask(self) -> int:
        """Id that stands for left-out words in denoising: ``<unk>``, which no text becomes."""
        return self.pieces[UNKNOWN]

    def encode(self, text: str, *, sample: float = 0.0) -> list[int]:
        """Ids of ``text``, end-of-sentence included.

        ``sample`` above 0 draws a segmentation at random (subword regularization) with that temperature: the smaller,
        the further from the best one. It draws from SentencePiece's own generator (`set_random_generator_seed`).
        """
        if sample:
            pieces = self.processor.encode(text, out_type=str, enable_sampling=True, alpha=sample, nbest_size=-1)
        else:
            pieces = self.processor.encode(text, out_type=str)
        return [self.pieces[piece] if piece in self.pieces else self.pieces[UNKNOWN] for piece in pieces] + [self.eos]

    def decode(self, ids: Iterable[int]) -> str:
        """Text of ``ids``; padding and end-of-sentence are left out."""
        return str(self.processor.decode([self._by_id[i] for i in ids if i not in (self.eos, self.pad)]))

    def save(self, directory: Path, direction: str = "ru-en") -> None:
        """Write source.spm, target.spm, vocab.json and tokenizer_config.json as `MarianTokenizer` reads them."""
        source, target = direction.split("-")
        for name in ("source.spm", "target.spm"):
            (directory / name).write_bytes(self.model)
        (directory / "vocab.json").write_text(json.dumps(self.pieces, ensure_ascii=False), encoding="utf-8")
        settings = {
            "tokenizer_class": "MarianTokenizer",
            "source_lang": source,
            "target_lang": target,
            "model_max_length": 512,
        }
        (directory / "tokenizer_config.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
