"""Which language a text is in, and which of an item's paragraphs are not Russian."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

NAMES = {
    "ru": "Russian", "uk": "Ukrainian", "be": "Belarusian", "bg": "Bulgarian", "sr": "Serbian", "mk": "Macedonian",
    "kk": "Kazakh", "ky": "Kyrgyz", "mn": "Mongolian", "en": "English", "de": "German", "fr": "French", "pl": "Polish",
    "es": "Spanish", "tr": "Turkish", "ro": "Romanian", "it": "Italian", "lv": "Latvian", "lt": "Lithuanian",
    "et": "Estonian",
}  # fmt: skip
_CYRILLIC = re.compile("[\u0400-\u052f]+")
_NOT_RUSSIAN = re.compile("[^а-яёА-ЯЁ]+")
_NO_LETTER = re.compile(r"[\W\d_]+")
_ENOUGH = 60  # Cyrillic letters from which the alphabet alone can say "Russian"


def language(text: str) -> str:
    """ISO 639-1 code of the language of a text, "und" when it has no letters.

    Russian of some length is told by its letters: it has ы or э and none of і ї є ў ґ ј қ ө and their like (a few, in
    quoted names, if it is long). Ukrainian, Bulgarian, Serbian and Macedonian have no ы and э, Belarusian, Kazakh and
    the rest have such letters. Everything else is decided by py3langid among the languages of the region.
    """
    sample = text[:5000]
    letters = len(_NO_LETTER.sub("", sample))
    if not letters:
        return "und"
    cyrillic = "".join(_CYRILLIC.findall(sample)).lower()
    foreign = len("".join(_NOT_RUSSIAN.findall(cyrillic)))
    own = cyrillic.count("ы") + cyrillic.count("э")
    if len(cyrillic) >= max(_ENOUGH, letters // 2) and own * 400 >= len(cyrillic) and foreign * 500 <= len(cyrillic):
        return "ru"
    code = str(_identifier().classify(sample)[0])
    if code != "ru" and len(cyrillic) * 2 >= letters and _short_russian(cyrillic, code):
        return "ru"
    return code


def other_paragraphs(text: str) -> list[tuple[int, str]]:
    """(index, language) of the paragraphs of a Russian text that are surely in another language.

    Paragraphs are lines; those under 60 letters are too short to judge.
    """
    found = []
    for i, line in enumerate(text.split("\n")):
        if len(line) < 60 or len(_NO_LETTER.sub("", line)) < 60:
            continue
        code = language(line)
        if code not in {"ru", "und"}:
            found.append((i, code))
    return found


def _short_russian(cyrillic: str, code: str) -> bool:
    """A few Cyrillic words whose letters rule the guessed language out: ы, э are in no language without і, ў or қ."""
    return not _NOT_RUSSIAN.search(cyrillic) and bool(re.search("[ыэ]", cyrillic)) and code not in {"ky", "kk", "mn"}


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(NAMES))
    return identifier
