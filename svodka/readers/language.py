"""Which language a text is in, and which of an item's paragraphs are not Russian.

Long Russian is told by its letters. A headline has too few for that, and for py3langid, which takes many a short
Russian headline for Bulgarian, Macedonian or Ukrainian. There the Russian dictionary has a say (pymorphy3), and a
prior: the input of this tool is Russian news. Letters and words that Russian does not have come first.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from svodka.regexes import regex
from svodka.text.morphology import is_known
from svodka.text.tables import words

NAMES = {
    "ru": "Russian", "uk": "Ukrainian", "be": "Belarusian", "bg": "Bulgarian", "sr": "Serbian", "mk": "Macedonian",
    "kk": "Kazakh", "ky": "Kyrgyz", "mn": "Mongolian", "en": "English", "de": "German", "fr": "French", "pl": "Polish",
    "es": "Spanish", "tr": "Turkish", "ro": "Romanian", "it": "Italian", "lv": "Latvian", "lt": "Lithuanian",
    "et": "Estonian",
}  # fmt: skip
_CYRILLIC = regex("[\u0400-\u052f]+")
_NOT_RUSSIAN = regex("[^а-яёА-ЯЁ]+")
_STRANGE = regex("(?![а-яёА-ЯЁ])[\u0400-\u052f]")
_NO_LETTER = regex(r"[\W\d_]+")
_ENOUGH = 60  # Cyrillic letters from which the alphabet alone can say "Russian"
_WORD = regex(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_MOST_WORDS = 80
# Letters of the neighbours that Russian has not, and whose they are.
_OWN = (("ў", "be"), ("їєґ", "uk"), ("јљњћђџ", "sr"), ("ѓќѕ", "mk"))
_SLAVIC = ("uk", "be", "bg", "sr", "mk")
# Russian writes ъ before е, ё, ю, я only (and «Коммерсантъ»); Bulgarian has it for a vowel.
_VOWEL_ER = regex(r"ъ(?![еёюя]|\b)", re.IGNORECASE)
_PRIOR = 2.0
_MODEL_KNOWS = 50  # characters from which py3langid is believed when it says Russian: the dictionary is 17 MiB
_LONG = 300  # characters from which it is believed about a text with letters of two alphabets
_RUSSIAN_ENDING = regex(r"(?:[ыо]й|ий|ая|яя|ое|ее|ые|ие|ых|ого|ому|ть?ся|ость|ости|ение|ания|ание|ения)$")
_ARTICLE = regex(r"(?:ът|ят|от|то|та|те)$")  # of Bulgarian and Macedonian nouns


def _listed(name: str) -> frozenset[str]:
    return words("svodka.readers", "language.tsv")[name]


def language(text: str) -> str:
    """ISO 639-1 code of the language of a text, "und" when it has no letters.

    Russian of some length is told by its letters: it has ы or э and none of і ї є ў ґ ј қ ө and their like (a few, in
    quoted names, if it is long). Ukrainian, Bulgarian, Serbian and Macedonian have no ы and э, Belarusian, Kazakh and
    the rest have such letters. Of a short text in Russian letters the words decide. Everything else is decided by
    py3langid among the languages of the region. Names in Latin letters ("Samsung Galaxy подешевел") say nothing.
    """
    sample = text[:5000]
    if _is_russian(sample, *_counts(sample)):
        return "ru"
    sample = _without_names(sample)
    letters, cyrillic = _counts(sample)
    if not letters:
        return "und"
    if _is_russian(sample, letters, cyrillic):
        return "ru"
    if len(cyrillic) * 2 < letters:
        return _guess(sample)
    if _NOT_RUSSIAN.search(cyrillic):
        return _by_letters(sample, cyrillic)
    if _VOWEL_ER.search(sample):
        return _guess(sample, _SLAVIC)
    return _by_words(sample)


def _counts(sample: str) -> tuple[int, str]:
    """How many letters there are, and the Cyrillic ones, lower case."""
    return len(_NO_LETTER.sub("", sample)), "".join(_CYRILLIC.findall(sample)).lower()


def _is_russian(sample: str, letters: int, cyrillic: str) -> bool:
    """Whether the letters alone tell."""
    own = cyrillic.count("ы") + cyrillic.count("э")
    if len(cyrillic) < max(_ENOUGH, letters // 2) or own * 400 < len(cyrillic):
        return False
    foreign = len("".join(_NOT_RUSSIAN.findall(cyrillic)))
    if "ъ" in cyrillic:
        foreign += len(_VOWEL_ER.findall(sample))
    return foreign * 500 <= len(cyrillic)


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


def _without_names(text: str) -> str:
    """The text without its Latin words, when there are two Cyrillic ones and the Latin ones are names: none of them
    begins with a small letter."""
    words = _WORD.findall(text)
    latin = [word for word in words if word[0] < "\u0250"]
    if not latin or len(words) - len(latin) < 2 or any(word[0].islower() and word[1:].islower() for word in latin):
        return text
    return " ".join(word for word in words if word[0] >= "\u0250")


def _by_letters(sample: str, cyrillic: str) -> str:
    """The language of a text in which there are letters that Russian has not.

    They may stand in a name that a Russian text quotes («Дія»): Russian words outnumber such words then by far.
    """
    words = _WORD.findall(sample)[:_MOST_WORDS]
    strange = sum(bool(_STRANGE.search(word)) for word in words)
    if len(sample) > _LONG:
        return _guess(sample)
    if len(words) > 3 * strange and sum(len(word) > 2 and is_known(word) for word in words) > 3 * strange:
        return "ru"
    counts = {code: sum(map(cyrillic.count, letters)) for letters, code in _OWN}
    best = max(counts, key=lambda code: counts[code])
    if counts[best] * 2 > sum(counts.values()):
        return best
    if cyrillic.count("і") == len("".join(_NOT_RUSSIAN.findall(cyrillic))):  # shared by Ukrainian and Belarusian
        return _guess(sample, ("uk", "be"))
    return _guess(sample)


def _by_words(sample: str) -> str:
    """The language of a text in Russian letters that is too short, or has no ы and э, to tell it by them.

    The evidence is added up in nats: py3langid's log odds of the best other language, the words that the Russian
    dictionary knows or does not know (a capitalised one may be a name), and the prior. The weights were set by hand,
    looking at 4,489 Russian headlines and their first four words, and at 75 headlines in other languages.
    """
    words = _WORD.findall(sample)[:_MOST_WORDS]
    small = {word.lower() for word in words}
    if _listed("foreign") & small:
        return _guess(sample, _SLAVIC)
    if _listed("russian") & small:  # one of them spares loading py3langid, a large part of the time to the first item
        return "ru"
    scores = _scores(sample)
    without = {"ru"} if not re.search("[ыэ]", sample, re.IGNORECASE) else {"ru", "uk", "bg", "sr", "mk"}
    other = max((code for code in scores if code not in without), key=lambda code: scores[code])
    odds = scores[other] - scores["ru"] - _PRIOR
    if odds < 0 and len(sample) > _MODEL_KNOWS:
        return "ru"
    for i, word in enumerate(words):
        if len(word) > 2 and word[0] >= "\u0400":
            odds += _odds(word, first=i == 0)
    return other if odds > 0 else "ru"


def _odds(word: str, *, first: bool) -> float:
    if is_known(word):
        return -5.0
    article = bool(_ARTICLE.search(word))
    if word[0].islower():
        return 8.0 if not _RUSSIAN_ENDING.search(word) else -1.0
    return (5.0 if article else 2.0) if first else 0.0


def _guess(sample: str, among: tuple[str, ...] = ()) -> str:
    """py3langid's answer, among some of the languages only."""
    scores = _scores(sample)
    return max(among or scores, key=lambda code: scores[code])


def _scores(sample: str) -> dict[str, float]:
    return dict(_identifier().rank(sample.lower() if sample.isupper() else sample))


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(NAMES))
    return identifier
