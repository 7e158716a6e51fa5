"""The participle behind its noun: another reading of a source where one with words of its own stands before the noun.

English has no such order, and small decoders hang the participle on what stands before it («муж обвинённой в
богохульстве христианки»: the husband accused). Where one noun alone agrees with it, it goes behind that noun.
"""

from __future__ import annotations

from collections.abc import Sequence

from translate.source.phrases import Token, head_at, phrase_at, tokens_of

# Words of the participle's own that are carried along, at most.
_LONGEST = 8
# What nobody does to somebody: of «обвинённой в богохульстве христианки» the noun is the participle's, of «обвинённого
# в убийстве студента» it may be the victim.
_OF_NOBODY = frozenset(
    """
    богохульство кощунство шпионаж измена госизмена терроризм экстремизм мошенничество коррупция взяточничество
    бандитизм хулиганство клевета лжесвидетельство
    """.split()  # noqa: SIM905
)


def participles_behind(source: str) -> str | None:
    """The source with such participles behind their nouns; None where there was none."""
    tokens = tokens_of(source)
    text, limit = source, len(tokens)
    for k in reversed(range(len(tokens))):
        moved = _moved(tokens, k, limit) if tokens[k].may_be("PRTF") else None
        if moved is None:
            continue
        start, noun, end = moved
        own, named = source[tokens[start].start : tokens[noun - 1].end], text[tokens[noun].start : tokens[end - 1].end]
        closed = end == len(tokens) or tokens[end].text in (",", ".", "!", "?", "…", ";", ":", "»", "”", '"', ")")
        if not any(letter.isalnum() for letter in source[: tokens[start].start]):
            own, named = own[:1].lower() + own[1:], named[:1].upper() + named[1:]
        turned = f"{named}, {own}{'' if closed else ','}"
        text = text[: tokens[start].start] + turned + text[tokens[end - 1].end :]
        limit = start
    return text if text != source else None


def _moved(tokens: Sequence[Token], k: int, limit: int) -> tuple[int, int, int] | None:
    """Where the participle begins, where its noun does, and where what belongs to that ends; None where another word
    may be its noun, or where it may be a noun itself."""
    if any(r.part not in ("PRTF", "ADJF") or r.lemma in ("заведовать", "управлять") for r in tokens[k].found):
        return None
    start = k - 1 if k and tokens[k - 1].part == "ADVB" else k
    if start and any(reading.lemma == "самый" for reading in tokens[start - 1].found):
        return None
    if start and (tokens[start - 1].part in ("PRTF", "PRCL") or tokens[start - 1].text.lower() in (",", "и", "или")):
        return None
    forms = frozenset((r.case, r.number, r.gender) for r in tokens[k].found if r.case)
    noun = k + 1
    while noun < limit:
        behind = tokens[noun - 1]
        governed = tokens[noun].part == "PREP"
        head = head_at(tokens, noun + governed, limit) if noun + governed < limit else None
        if head is None or tokens[head[0] - 1].part != "NOUN":
            return None
        if not governed and _agree(forms, head[1]):
            break
        if not governed and not {case for case, _, _ in head[1]} & {"ablt", "gent"}:
            return None
        noun = head[0]
    if noun == k + 1 or noun >= limit or noun - k > _LONGEST:
        return None
    first, group = head_at(tokens, noun, limit), phrase_at(tokens, noun, limit)
    if first is None or group is None:
        return None
    # «работа, связанная с позицией Индии», «занятых в сфере услуг»: the noun may belong to the one before it.
    alone = any(r.name or r.lemma in _OF_NOBODY or r.part == "NUMR" for r in behind.found)
    if not alone and any(case == "gent" for case, _, _ in first[1]):
        return None
    quoted = next((i + 1 for i in range(noun, group.end) if tokens[i].part == "QUOT"), None)
    end = quoted or group.end
    while not quoted and end < limit and tokens[end].text[:1].isupper() and (name := head_at(tokens, end, end + 1)):
        if not _agree(forms, name[1]):
            break
        end += 1
    # «подписанного в присутствии президента закона»: either may be what was signed.
    place = first[0]
    while place < end and (other := head_at(tokens, place, end)):
        if not tokens[place].text[:1].isupper() and _agree(forms, other[1]):
            return None
        place = other[0]
    # «принятое в июле решение о миссии»: its own words follow the noun as well.
    following = tokens[end].text if end < len(tokens) else ""
    odd = any(t.part != "QUOT" and (len(t.text) < 2 or not t.text.replace("-", "").isalpha()) for t in tokens[noun:end])
    broken = (
        odd
        or following in ("(", "—", "–", "-", "и", "или", "о", "об", "по")
        or any(t.may_be("PRTF") for t in tokens[noun:end])
    )
    return None if broken else (start, noun, end)


def _agree(some: frozenset[tuple[str, str, str]], others: frozenset[tuple[str, str, str]]) -> bool:
    return any(
        case == also
        and (number == numbers or not number or not numbers)
        and (number == "plur" or not gender or not sex or sex == "ms-f" or gender == sex)
        for case, number, gender in some
        for also, numbers, sex in others
    )
