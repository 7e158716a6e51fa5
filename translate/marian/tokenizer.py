"""MarianMT's tokenizer on sentencepiece directly: the same tokens as transformers' `MarianTokenizer`, without its cost.

A checkpoint has two SentencePiece models (`source.spm`, `target.spm`) and one vocabulary (`vocab.json`), or two where
`separate_vocabs` is set. A piece outside the vocabulary becomes the unknown token. Text is never searched for special
tokens: `</s>` in a news item is four characters, not the end of a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from filecmp import cmp
from pathlib import Path
from typing import Any

from svodka.checkpoints.layout import json_object
from svodka.checkpoints.tokenizers import load_pieces
from svodka.errors import CheckpointError, InputError

EOS = "</s>"
UNK = "<unk>"
# The limit of MarianMT's position table where a checkpoint's config does not say otherwise.
DEFAULT_WINDOW = 512


class MarianTokenizer:
    """Source texts to tokens, target tokens to text, in batches.

    ``window`` is the number of tokens, end of sentence included, that the checkpoint takes. ``target_prefix`` is put
    before every source, such as ``>>eng<<`` for a checkpoint with many target languages; None for one with one.
    Raises CheckpointError for a directory that lacks the files or holds broken ones.
    """

    def __init__(self, directory: Path, *, target_prefix: str | None = None) -> None:
        config = _settings(directory / "config.json")
        settings = _settings(directory / "tokenizer_config.json")
        extra = settings.get("sp_model_kwargs") or {}
        source, target = directory / "source.spm", directory / "target.spm"
        self._source = load_pieces(source, **extra)
        one = target.is_file() and cmp(source, target, shallow=False)  # as in checkpoints with one vocabulary
        self._target = self._source if one else load_pieces(target, **extra)
        numbered = json_object(directory / "vocab.json")
        _check_fit(directory, numbered, config)
        self._vocabulary = frozenset(numbered)
        self._target_vocabulary = self._vocabulary
        if settings.get("separate_vocabs") and (directory / "target_vocab.json").is_file():
            self._target_vocabulary = frozenset(json_object(directory / "target_vocab.json"))
        # SentencePiece joins unknown characters to one piece, which may then read like a special token.
        self._known = self._vocabulary - {EOS, UNK, "<pad>", "<s>", *self.prefixes}
        if target_prefix is not None and target_prefix not in self._vocabulary:
            raise InputError(
                f"this checkpoint has no target language {target_prefix}; it has: {', '.join(self.prefixes) or 'none'}"
            )
        self.target_prefix = target_prefix
        limits = (config.get("max_position_embeddings"), settings.get("model_max_length"))
        self.window = min([n for n in limits if isinstance(n, int) and n > 1], default=DEFAULT_WINDOW)

    @property
    def prefixes(self) -> tuple[str, ...]:
        """The language tokens of the vocabulary (``>>rus<<``), sorted; empty for a checkpoint of one language pair."""
        return tuple(sorted(t for t in self._vocabulary if t.startswith(">>") and t.endswith("<<")))

    def unknown(self, text: str, *, target: bool = False) -> float:
        """Share of a text's characters (as a source, or as a target) in pieces that the vocabulary lacks."""
        pieces: list[str] = (self._target if target else self._source).encode(text, out_type=str)
        known = self._target_vocabulary if target else self._vocabulary
        return sum(len(piece) for piece in pieces if piece not in known) / max(1, sum(map(len, pieces)))

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """The tokens of each text, language prefix and end of sentence included, in input order.

        A ``>>xxx<<`` at the start of a text is one token, as in transformers. Nothing is truncated.
        """
        heads: dict[int, str] = {}
        bodies = list(texts)
        for index, text in enumerate(bodies):
            if text.startswith(">>") and (end := text.find("<<")) != -1:
                heads[index], bodies[index] = text[: end + 2], text[end + 2 :]
        known, vocabulary = self._known, self._vocabulary
        prefix = [self.target_prefix] if self.target_prefix else []
        rows = [
            [*prefix, *(piece if piece in known else UNK for piece in pieces), EOS]
            for pieces in self._source.encode(bodies, out_type=str)
        ]
        for index, head in heads.items():
            rows[index].insert(len(prefix), head if head in vocabulary else UNK)
        return rows

    def encode_target(self, texts: Sequence[str]) -> list[list[str]]:
        """The pieces of each text as a target, without special tokens, in input order."""
        rows: list[list[str]] = self._target.encode(list(texts), out_type=str)
        return [[piece if piece in self._target_vocabulary else UNK for piece in row] for row in rows]

    def decode(self, rows: Sequence[Sequence[str]]) -> list[str]:
        """The text of each row of target tokens (without special tokens), in input order; byte pieces are joined."""
        if not rows:
            return []
        texts: list[str] = self._target.decode([list(row) for row in rows])
        return [text.replace("▁", " ").strip() for text in texts]


def _check_fit(directory: Path, vocabulary: dict[str, Any], config: dict[str, Any]) -> None:
    """Raise CheckpointError for a vocabulary whose numbers cannot be those of the weights that the config describes."""
    file = directory / "vocab.json"
    if UNK not in vocabulary or EOS not in vocabulary:
        raise CheckpointError(f"{file} has no {UNK} or no {EOS}; expected the vocabulary of a MarianMT checkpoint")
    if not all(isinstance(number, int) for number in vocabulary.values()):
        raise CheckpointError(f"{file} has pieces without a number; expected the vocabulary of a MarianMT checkpoint")
    rows, highest = config.get("vocab_size"), max(vocabulary.values())
    if isinstance(rows, int) and highest >= rows:
        raise CheckpointError(
            f"{file} numbers its pieces up to {highest}, the weights have {rows} rows: they do not belong together; "
            "fetch the checkpoint again"
        )
    for token, setting in ((EOS, "eos_token_id"), ("<pad>", "pad_token_id")):
        expected, found = config.get(setting), vocabulary.get(token)
        if isinstance(expected, int) and found != expected:
            raise CheckpointError(
                f"{file} has {token} as number {found}, config.json expects {expected}: they do not belong together; "
                "fetch the checkpoint again"
            )


def _settings(path: Path) -> dict[str, Any]:
    return json_object(path) if path.exists() else {}
