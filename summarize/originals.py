"""Select sentences of a translated document on what they were translated from.

An English full stop that the decoder lost, or a word it made up, must not decide what is news: wholeness, TF-IDF, the
place of the lead and what leans on the sentence before are judged on the original, passage by passage. A title says
what the document is about (the title method of Edmundson 1969): likeness to it counts, and its figures and names have
to be among what is chosen. Doubt about the wording weighs, but does not decide.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarize.extractive import (
    WEIGHTS,
    Extract,
    Vector,
    Weights,
    is_whole,
    length_fitness,
    prominence,
    similarity,
    vectors,
)
from svodka.facts import Span
from svodka.facts.lexicon import content_stems
from svodka.regexes import regex
from svodka.text import Sentence
from svodka.text.morphology import readings

# What a sentence in doubt is worth, of its score; one in other respects far better is taken all the same.
_IN_DOUBT = 0.5
_LOST = 0.3
# How much likeness to the title adds.
_TITLE = 1.0
# Openings that say nothing without the sentence before: somebody, or all of what was said.
_OPENS = r"[«\"(–—-]*\s*"
_LEANING = regex(
    rf"{_OPENS}(?:(?:Об|О) (?:этом|том|чем|нём|нем|своём|своем)|По (?:его|её|ее|их) (?:словам|мнению|данным|оценк\w+)|"
    r"Он[аио]?|Ему|Ей|Им|Его|Её|Ее|Их|Это|Эт[аиу]|Этот|Этому|Этим|Такое|Такая|Так(?:ой|ие|ую)|Т[оае]|Мы|Я|Нам|И что|"
    r"У (?:него|неё|нее|них|нас)|Вместе с ним|Там|Тогда|Туда|Поэтому|При нём|После этого|До этого|Перед этим|В этом|"
    r"На этом|Для этого|Из-за этого|За это|Всё это|Все это)\b"
)
# Somebody or something of the sentence before, in the first words: «Позже его передадут прокуратуре».
_POINTING = frozenset(
    """
    он она оно они его её ее их ему ей им него неё нее них нём нем ней ним это этот эта эти этого этой этих этому этим
    этими этом эту там туда оттуда мы нас нам нами
    """.split()
)
_FIRST_WORDS = 5
_NOW = regex(
    rf"{_OPENS}(?:\w+ )?(?:[ВНСКЗ]\w?|в|на|с|к|за) эт\w+ (?:год|месяц|недел|сезон|лет|осен|зим|весн|ноч|раз|врем)"
)
_TOKEN = regex(r"[^\W\d_]+(?:-[^\W\d_]+)*|[«»\":;]|\d+")
_LOOSE = regex(
    rf"{_OPENS}(?:Однако|Но|А|И|Также|Тоже|При этом|Кроме того|Вместе с тем|Между тем|Тем временем|Более того|"
    r"К тому же|Впрочем|Зато|Или|Так|Например|В частности|К слову|Кстати)\b"
)
# Of these nothing is kept but who said it.
_MERE_SOURCE = regex(
    r"(?:Об этом|О (?:случившемся|произошедшем|происшествии))\b[^:«»\"]{0,220}\b(?:сообщ|пиш|рассказ|заяв|переда|говор|"
    r"стало изв|информир|уведом|напис|свидетельств|поведа)\w*[^:«»\"]*$|Такое (?:заявление|мнение)\b[^:«»\"]*$|"
    r"[^:]{0,60}(?:передаёт|передает|сообщает|пишет) [^,]{3,60}$"
)
# Bylines, captions, invitations.
_NO_NEWS = regex(
    r"(?:Фото|Видео|Автор|Источник|Текст|Иллюстрация|Читайте|Подписывайтесь|Подробнее|Смотрите|Ранее мы писали)\b"
    r"(?=[ :/©,])"
)
Passage = tuple[Span, str, float]
"""A span of the document, what it was translated from, and how far the translation is trusted, from 0 to 1."""

_FIGURE = regex(r"\d+(?:[.,]\d+)*")
_NAME = regex(r"(?<![.!?…«\"(] )(?<!^)\b[А-ЯЁ][а-яё]{2,}(?:-[А-ЯЁ][а-яё]+)*")


def extract_originals(
    document: str,
    passages: Sequence[Passage],
    title: str,
    weights: Weights = WEIGHTS,
    *,
    doubtful: Sequence[Span] = (),
) -> Extract:
    """What of a document can stand in a summary, judged on ``passages``: spans of it, in order, and their originals.

    Passages of one original sentence that was cut are one; one that is repeated counts once. Those that are no whole
    sentences take part only where fewer than three are.
    """
    seen: set[str] = set()
    every: list[tuple[Sentence, str, float]] = []
    for (start, end), original, trust in _joined(document, passages):
        key = " ".join(_stems(original)) or original.lower()
        text = document[start:end]
        if key not in seen and any(c.isalnum() for c in text):
            seen.add(key)
            every.append((Sentence(text, (start, end), len(every)), original, trust))
    whole = [unit for unit in every if is_whole(unit[1]) and not _NO_NEWS.match(unit[1])]
    chosen = whole if len(whole) >= 3 else every
    sentences, originals = [s for s, _, _ in chosen], [o for _, o, _ in chosen]
    units = vectors([*originals, title], _stems)
    scores = _scores(originals, units[:-1], units[-1], weights)
    scores = [
        value * trust * (_IN_DOUBT if any(a < s.span[1] and s.span[0] < b for a, b in doubtful) else 1.0)
        for value, (s, _, trust) in zip(scores, chosen, strict=True)
    ]
    leans = [_leans(original) for original in originals]
    # What leans on something that cannot be taken (a fragment, a quotation cut in two, nothing) is taken last.
    before = {id(unit): every[k - 1] if k else None for k, unit in enumerate(every)}
    lost = [a and before[id(unit)] not in chosen for a, unit in zip(leans, chosen, strict=True)]
    scores = [value * _LOST if alone else value for value, alone in zip(scores, lost, strict=True)]
    leans = [a and not alone for a, alone in zip(leans, lost, strict=True)]
    stated = [_stated(original) for original in originals]
    return Extract(
        tuple(sentences),
        tuple(scores),
        tuple(units[:-1]),
        whole=tuple(is_whole(o) for o in originals),
        leans=tuple(leans),
        states=tuple(stated),
        asked=_stated(title),
    )


def _leans(original: str) -> bool:
    """Whether an original says nothing without the one before it."""
    if _NOW.match(original):
        return False
    if _LEANING.match(original):
        return True
    for word in _TOKEN.findall(original)[:_FIRST_WORDS]:
        if word.lower() in _POINTING:
            return True
        if not word[0].isalpha() or readings(word)[:1] == () or readings(word)[0].part in ("NOUN", ""):
            return False  # what is pointed at may stand in the sentence itself
    return False


def _joined(document: str, passages: Sequence[Passage]) -> list[Passage]:
    """Passages with those joined that stand in one line and of which the first does not end as a sentence does."""
    found: list[Passage] = []
    for span, original, trust in passages:
        if found:
            (start, end), before, trusted = found[-1]
            gap = document[end : span[0]]
            if "\n" not in gap and not _ends(before):
                found[-1] = ((start, span[1]), f"{before} {original}", min(trust, trusted))
                continue
        found.append((span, original, trust))
    return found


def _ends(original: str) -> bool:
    return original.rstrip("\"'”’»)] ")[-1:] in (".", "!", "?", "…")


def _stems(text: str) -> list[str]:
    return [*content_stems(text, "ru"), *_FIGURE.findall(text)]


def _scores(originals: Sequence[str], units: Sequence[Vector], title: Vector, weights: Weights) -> list[float]:
    """As `summarize.extractive.score`, on the originals, with the likeness to the title. Scores compare only within one
    document."""
    centroid, prominent = prominence(units)
    likeness = [similarity(unit, title) for unit in units]
    # A lead that the title repeats is the lead, however much else the item tells.
    pyramid = sum(c > centroid[0] for c in centroid) <= weights.lead_rank if centroid else False
    pyramid = pyramid or (bool(likeness) and likeness[0] >= sorted(likeness)[-min(3, len(likeness))] > 0)
    lead = weights.lead * (1.0 if pyramid else weights.weak_lead)
    return [
        (prominent[i] + _TITLE * likeness[i]) * (1 + lead * (i + 1) ** -weights.lead_decay) * _fitness(original)
        for i, original in enumerate(originals)
    ]


def _fitness(original: str) -> float:
    """How well an original can stand alone, in (0, 1]."""
    value = length_fitness(original)
    if original.count("«") != original.count("»") or original.count('"') % 2:
        value *= 0.5  # the middle of what somebody says
    if original.rstrip('»"” ').endswith("?"):
        value *= 0.6
    if _MERE_SOURCE.match(original):
        return value * 0.15
    if _leans(original):
        value *= 0.5
    elif _LOOSE.match(original):
        value *= 0.8
    return value


def _stated(original: str) -> frozenset[str]:
    """Figures and names of an original, the names by their stems."""
    return frozenset(_FIGURE.findall(original)) | {
        stem for name in _NAME.findall(" " + original) for stem in content_stems(name, "ru")
    }
