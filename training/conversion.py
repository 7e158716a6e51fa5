"""A checkpoint as CTranslate2 runs it: the second opinion on everything that is trained here."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path


def translate_with_ctranslate2(
    checkpoint: Path, texts: Sequence[str], *, precision: str = "float32", beam: int = 1, threads: int = 1
) -> list[str]:
    """Translations of ``texts``, in input order, by the MarianMT directory ``checkpoint`` converted to ``precision``.

    The conversion lives in a temporary folder and is gone afterwards.
    """
    import ctranslate2
    from transformers import MarianTokenizer

    tokenizer = MarianTokenizer.from_pretrained(checkpoint)
    sources = [tokenizer.convert_ids_to_tokens(tokenizer(text).input_ids) for text in texts]
    with tempfile.TemporaryDirectory() as folder:
        converted = str(Path(folder) / "ct2")
        converter = ctranslate2.converters.TransformersConverter(str(checkpoint))
        converter.convert(converted, quantization=None if precision == "float32" else precision)
        translator = ctranslate2.Translator(converted, compute_type=precision, intra_threads=threads)
        results = translator.translate_batch(
            sources, beam_size=beam, max_batch_size=64, max_decoding_length=256, max_input_length=0
        )
    ids = [tokenizer.convert_tokens_to_ids(result.hypotheses[0]) for result in results]
    return [str(text) for text in tokenizer.batch_decode(ids, skip_special_tokens=True)]
