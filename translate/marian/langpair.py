"""Does a MarianMT checkpoint translate Russian to English? Judged by what it states, then by what its pieces cover."""

from __future__ import annotations

import json
from pathlib import Path

from svodka.errors import CheckpointError
from translate.marian.tokenizer import MarianTokenizer

# As OPUS-MT names them: languages, and groups of languages that Russian belongs to (ISO 639-5; Tiedemann et al. 2023,
# "Democratizing neural machine translation with OPUS-MT").
_RUSSIAN = frozenset({"ru", "rus", "zle", "sla", "ine", "mul"})
_ENGLISH = frozenset({"en", "eng"})
_SAMPLES = {
    "Russian": "По данным министерства, в городе открыли новую школу.",
    "English": "According to the ministry, a new school opened in the city.",
}


def check_langpair(directory: Path, tokenizer: MarianTokenizer) -> None:
    """Raise CheckpointError for a checkpoint of another language pair.

    ``tokenizer_config.json`` states the pair in all but the oldest checkpoints. Where it does not, a side that lacks
    most of a plain sentence is of another language; checkpoints with byte pieces pass that test.
    """
    try:
        stated = json.loads((directory / "tokenizer_config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        stated = {}
    source, target = (str(stated.get(f"{side}_lang") or "").partition("_")[0].lower() for side in ("source", "target"))
    if (source and source not in _RUSSIAN) or (target and target not in _ENGLISH):
        raise CheckpointError(
            f"{directory} translates {source or '?'} to {target or '?'} (tokenizer_config.json); "
            "expected Russian to English, such as Helsinki-NLP/opus-mt-ru-en"
        )
    for side, language in (("source", "Russian"), ("target", "English")):
        if tokenizer.unknown(_SAMPLES[language], target=side == "target") > 0.5:
            raise CheckpointError(
                f"{directory / side}.spm and vocab.json know no {language}: a checkpoint of another language pair; "
                "expected Russian to English, such as Helsinki-NLP/opus-mt-ru-en"
            )
