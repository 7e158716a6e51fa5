"""Headlines in capitals: MarianMT has hardly seen them, so they are put in sentence case before decoding.

What keeps its capitals is told by the dictionary where it can be (pymorphy3 marks abbreviations and names), by a list,
by the letters of unknown words, and by where a word stands: after initials or a title, in quotes.
"""

from __future__ import annotations

import re

from svodka.regexes import regex
from svodka.text.morphology import abbreviation, is_known, is_name, is_verbal, may_be_surname
from svodka.text.tables import words

_WORD = regex(r"[^\W\d_]+")
_CAPITALS_SHARE = 0.9
# Russian words begin with few of the pairs of consonants; an unknown word with another pair is an abbreviation.
_BEGINNINGS = regex(
    r"(?:[бвгдзкпстфхш][лр]|[бгдзжкмпстфхцчшщ]в|[вгджзкмпрстфхчшщ]н|[вгсзп]к|в[бгдзжкмпстхцчшщлрн]|с[бгдзкмптфхцчшжщлрнв]|"
    r"з[бгдмлрнв]|ш[клмнптв]|ж[бгдмлн]|[дкм]ж|[лмрт]ь|пс|пт|пф|кс|кт|мс|мг|мч|мш|мх|мл|мр|рж|рт|лж|лг|лб|ль|тк|тм|тщ|дж|"
    r"дл|дн|ст|гд|гж|чт|чл|фт|фл|хм|цм|хл|вр|гм|км|дз|тш|лш)|.[аеёиоуыэюяйьъ]|[аеёиоуыэюя]"
)
_VOWELS = frozenset("аеёиоуыэюя")
_INITIAL = regex(r"(?<![^\W\d_])(?:[А-ЯЁA-Z]|ДЖ|ЮДЖ|ВЛ|ВС|АЛ|СТ|ЕВГ|ЮР)\.\s?-?(?=[^\W\d_])")
# The first word of these is a name with the second, in any case.
_PAIRS = regex(
    r"(?:САУДОВСК\w+ АРАВИ\w+|ЧЕЧЕНСК\w+ РЕСПУБЛИК\w+|(?:ЧЁРН|ЧЕРН|КРАСН|БЕЛ|МЁРТВ|МЕРТВ|АЗОВСК|БАЛТИЙСК|КАСПИЙСК|"
    r"ОХОТСК|БАРЕНЦЕВ|СРЕДИЗЕМН|ЯПОНСК|ЭГЕЙСК)\w* МОР\w+|(?:БЛИЖН|ДАЛЬН)\w+ ВОСТОК\w*|БЕЛ\w+ ДОМ\w*|ВЕРХОВН\w+ РАД\w+|"
    r"(?:БЕЛ|КРАСН)\w+ ПЛОЩАД\w+|ЮЖН\w+ ОСЕТИ\w+|ЕДИН\w+ РОССИ\w+|СПРАВЕДЛИВ\w+ РОССИ\w+)(?!\w)"
)
# Of those, whose second word is a name too.
_BOTH = regex(r"АРАВИ|ВОСТОК|ОСЕТИ|РОССИ")
_EAST = regex(r"(?:КИМ ЧЕН (?:ЫН|ИР)|КИМ ИР СЕН|СИ ЦЗИНЬПИН|ЦАЙ ИНВЭНЬ|ЮН СОК ЁЛЬ|ХО ШИ МИН|ПАН ГИ МУН)\w*")
_OPENING = "«„“\"'("
_WORDS_END = 60  # characters before a word that are looked at for the end of a sentence


def _listed(name: str) -> frozenset[str]:
    return words("translate.source", "capitals.tsv")[name]


def shouts(text: str) -> bool:
    """Whether a text is written in capitals, and not only because it consists of abbreviations."""
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    capitals = sum(ch.isupper() for word in words for ch in word)
    if not letters or capitals < _CAPITALS_SHARE * letters:
        return False
    ordinary = [len(word) for word in words if not _stays(word)]
    return max(ordinary, default=0) > 1 and 2 * sum(ordinary) >= letters


def _stays(word: str) -> bool:
    """Whether a word in capitals is written so in any sentence."""
    return word in _listed("abbreviations") or (word.isascii() and len(word) <= 5) or _abbreviation(word, "") == word


def sentence_case(text: str) -> str:
    """The text in small letters with a capital at the start of each sentence, names and abbreviations kept."""
    named = _name_positions(text)
    parts: list[str] = []
    position = 0
    previous = ""
    for match in _WORD.finditer(text):
        word = match.group()
        parts += [text[position : match.start()], _recased(text, match, previous, match.start() in named)]
        position, previous = match.end(), word.lower()
    return "".join([*parts, text[position:]])


def _recased(text: str, match: re.Match[str], previous: str, named: bool) -> str:
    word, small = match.group(), match.group().lower()
    after = text[match.end() : match.end() + 1]
    if len(word) == 1 and after == "." and not (small == "я" and match.end() + 1 >= len(text)):
        return word
    if _INITIAL.match(text, match.start()):
        return word.capitalize()  # "ДЖ. БАЙДЕН"
    if _stays(word) and not named:
        return word
    if named:
        return word.capitalize()
    if kept := _abbreviation(word, text[match.end() : match.end() + 2]):
        return kept
    before = text[: match.start()].rstrip()
    opens = not before.strip(_OPENING + "—–- ") or before[-1] in "!?…" or _ends_sentence(before[-_WORDS_END:])
    quoted = before[-1:] in '«„“"' and bool(before) and match.start() == len(before)
    if opens or quoted or _is_name(small, previous):
        return word.capitalize()
    return small


def _ends_sentence(before: str) -> bool:
    """Whether a full stop before a word ends a sentence: behind a whole word or a figure, not behind "РУБ."."""
    stop = re.search(r"([^\W\d_]{2,}|\d)[»)\"]*\.$", before)
    return stop is not None and (stop[1].isdigit() or (len(stop[1]) > 3 and is_known(stop[1].lower())))


def _abbreviation(word: str, after: str) -> str:
    """The word as an abbreviation is written, "" when it is none."""
    small = word.lower()
    lemma = abbreviation(small)
    if lemma in _listed("words now"):
        return ""
    if lemma:  # "МИДа", "МХАТом"
        return word if len(lemma) >= len(word) or not small.startswith(lemma) else lemma.upper() + small[len(lemma) :]
    if is_known(small) or len(word) == 1:
        return ""
    for stem in (word[:-1], word[:-2]):
        declined = small[len(stem) :] in {"а", "у", "ом", "е"}
        if declined and stem in _listed("abbreviations") and stem[-1].lower() not in _VOWELS:
            return stem + small[len(stem) :]
    if len(word) <= 4 and not after.startswith("-"):
        return word
    strange = not _VOWELS.intersection(small) or (small[0] >= "а" and not _BEGINNINGS.match(small))
    return word if strange and "а" <= small[0] <= "я" else ""


def _is_name(small: str, previous: str) -> bool:
    if previous in _listed("titles") and may_be_surname(small):
        return True
    return is_name(small) or (not is_known(small) and not is_verbal(small))


def _name_positions(text: str) -> frozenset[int]:
    """Where words begin that are names for where they stand: behind initials, before two of them, in known pairs."""
    found: set[int] = set()
    for match in re.finditer(rf"(?:{_INITIAL.pattern})+", text):
        if (word := _WORD.match(text, match.end())) and len(word[0]) > 1 and not is_verbal(word[0].lower()):
            found.add(word.start())
            while (part := re.compile(r"-([^\W\d_]+)").match(text, word.end())) is not None:
                found.add(part.start(1))
                word = part
    for match in re.finditer(r"(?<![^\W\d_.])([^\W\d_]{2,})(?= [А-ЯЁ]\. ?[А-ЯЁ]\.)", text):
        following = _WORD.search(text, match.end() + 6)
        if following is None or following.start() not in found:
            found.add(match.start())
    for match in _EAST.finditer(text):
        found.update(match.start() + word.start() for word in _WORD.finditer(match.group()))
    for match in _PAIRS.finditer(text):
        words = list(_WORD.finditer(match.group()))
        found.update(match.start() + w.start() for w in (words if _BOTH.search(match.group()) else words[:1]))
    return frozenset(found)
