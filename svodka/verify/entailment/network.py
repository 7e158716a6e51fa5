"""A cross-encoder for CTranslate2: BERT reads two texts together and tells entailed, neutral and contradicted apart.

A directory of it has what CTranslate2's converter writes, ``head.npz`` (the layer on top: weight and bias),
``vocab.txt`` and ``tokenizer_config.json`` (``do_lower_case``); `python -m training.judge ship` writes one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from svodka.errors import CheckpointError, EngineError, first_line
from svodka.regexes import regex

WINDOW = 256
"""Pieces that are read: evidence, claim and the three marks around them."""
FILES = ("config.json", "model.bin", "head.npz", "vocab.txt", "vocabulary.json", "tokenizer_config.json")
_CLAIM = WINDOW // 2  # pieces of a claim; a longer one is no sentence and is read stretch by stretch
_BATCH = 8
_SURROGATE = regex("[\ud800-\udfff]")


class _Pair(NamedTuple):
    number: int
    ids: list[int]
    types: list[int]


class CrossEncoder:
    """Weighs claims against evidence without torch; ``threads`` 0 is every core, or OMP_NUM_THREADS.

    Raises CheckpointError for a directory that lacks a file or holds a damaged one.
    """

    def __init__(self, directory: Path, *, compute_type: str = "default", threads: int = 0) -> None:
        import ctranslate2
        import numpy as np
        from tokenizers import BertWordPieceTokenizer

        if lacking := [name for name in FILES if not (directory / name).is_file()]:
            raise CheckpointError(f"the judge in {directory} lacks {', '.join(lacking)}; expected {', '.join(FILES)}")
        share = os.environ.get("OMP_NUM_THREADS", "")
        threads = threads or (int(share) if share.isdecimal() else 0) or os.cpu_count() or 1
        try:
            settings = json.loads((directory / "tokenizer_config.json").read_text(encoding="utf-8"))
            tokenizer: Any = BertWordPieceTokenizer(str(directory / "vocab.txt"), lowercase=settings["do_lower_case"])
            self._encoder: Any = ctranslate2.Encoder(str(directory), compute_type=compute_type, intra_threads=threads)
            with np.load(directory / "head.npz", allow_pickle=False) as head:
                self._weight, self._bias = head["weight"], head["bias"]
        except Exception as error:  # those of three libraries share no base class
            raise CheckpointError(
                f"the judge in {directory} cannot be loaded ({first_line(error)}); its files may be damaged"
            ) from error
        tokenizer._tokenizer.encode_special_tokens = True  # "[SEP]" in a text is no mark
        self._tokenizer = tokenizer
        self._start, self._end = (tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]"))

    def probabilities(self, pairs: Sequence[tuple[str, str]], batch: int = _BATCH) -> Any:
        """Of entailment, neutrality and contradiction for (evidence, claim) pairs: an array (pairs, 3) in order.

        Of evidence that is too long the end is not read. A claim longer than half of the window is read in stretches,
        of which the one that follows least counts. Raises EngineError when the network fails.
        """
        import numpy as np

        read = sorted(self._read(pairs), key=lambda pair: len(pair.ids))
        found = np.full((len(pairs), 3), np.inf, np.float32)
        for start in range(0, len(read), batch):
            group = read[start : start + batch]
            for pair, row in zip(group, self._softmax(group), strict=True):
                if row[0] < found[pair.number, 0]:
                    found[pair.number] = row
        return found

    def _read(self, pairs: Sequence[tuple[str, str]]) -> Iterator[_Pair]:
        pieces = {text: self._pieces(text) for text in dict.fromkeys(text for pair in pairs for text in pair)}
        for number, (evidence, claim) in enumerate(pairs):
            whole = pieces[claim]
            for start in range(0, max(1, len(whole)), _CLAIM):
                part = [*whole[start : start + _CLAIM], self._end]
                before = [self._start, *pieces[evidence][: WINDOW - 2 - len(part)], self._end]
                yield _Pair(number, before + part, [0] * len(before) + [1] * len(part))

    def _pieces(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(_SURROGATE.sub("\ufffd", text), add_special_tokens=False).ids
        return ids

    def _softmax(self, read: Sequence[_Pair]) -> Any:
        import numpy as np

        longest = max(len(pair.ids) for pair in read)
        types = [pair.types + [0] * (longest - len(pair.types)) for pair in read]
        try:
            output = self._encoder.forward_batch([pair.ids for pair in read], token_type_ids=types)
            logits = np.array(output.pooler_output) @ self._weight.T + self._bias
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"the judge failed on {len(read)} sentences: {first_line(error)}") from error
        if not np.isfinite(logits).all():
            raise EngineError(f"the judge gives no numbers for {len(read)} sentences; its weights may be damaged")
        chances = np.exp(logits - logits.max(1, keepdims=True))
        return chances / chances.sum(1, keepdims=True)
