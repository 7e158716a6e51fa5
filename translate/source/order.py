"""The subject first: a second reading of a source whose object stands before the verb and whose subject after it.

Small decoders take what stands first for the subject ("Доклад подписал Нюнес": The report signed). Where the forms of
the words leave one reading only, the clause is written in the order of English: subject, verb, the rest. So also with a
dative or instrumental in front («Компании принадлежат заводы», «послом назначен Иванов»), with a topic («об этом
сообщил Иванов») and with two subjects of which one is denied («Закон подписал не президент, а премьер»). Where English
has the dative for its subject that comes first («План не нравится Дэвису»). What the forms leave open stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from svodka.regexes import regex
from translate.source.phrases import MARKS, Phrase, Token, head_at, phrase_at, tokens_of

# What stands in the accusative or instrumental and says when, how long or how often.
_WHEN = frozenset(
    """
    год день неделя месяц час минута секунда ночь утро вечер раз сутки время лето зима весна осень понедельник вторник
    среда четверг пятница суббота воскресенье январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь
    декабрь полвека место образ путь век часть степень способ момент период квартал полгода десятилетие
    """.split()  # noqa: SIM905
)
# With these English has what stands in the dative for its subject, and with these an inverted clause is English too.
_OF_DATIVES = frozenset(
    """
    предстоять потребоваться требоваться понадобиться исполниться исполняться удаться удаваться прийтись приходиться
    остаться оставаться грозить хватать хватить казаться показаться надоесть быть стоить следовать нравиться понравиться
    """.split()  # noqa: SIM905
)
_LIKING = frozenset({"нравиться", "понравиться"})
# These have no object but a dative: what may be one in front of them is one where what stands behind them cannot.
_TO_SOMEBODY = frozenset(
    """
    принадлежать помочь помогать мешать помешать угрожать противостоять противоречить предшествовать препятствовать
    воспрепятствовать соответствовать подчиняться подчиниться содействовать способствовать
    """.split()  # noqa: SIM905
)
_COPULAS = frozenset({"являться", "быть", "явиться"})
# What comes into being is new and has no article yet, which the order in front of the verb would give it.
_BEING = frozenset(
    """
    быть бывать произойти происходить начаться начинаться возникнуть возникать появиться появляться существовать идти
    лежать стоять находиться случиться
    """.split()  # noqa: SIM905
)
_BESIDE = frozenset({"у", "помимо", "кроме", "вместо", "среди"})
_DEGREES = frozenset(
    """
    наиболее наименее более менее очень весьма столь почти самый только лишь даже именно около
    """.split()  # noqa: SIM905
)
# What stands before ", что" and ", кто".
_POINTING = frozenset("то того тому тем том тот та те тех теми такой такая такое такие".split())  # noqa: SIM905
_ENABLING = frozenset({"позволить", "позволять", "помочь", "помогать", "мешать", "помешать"})
_ASKING = regex(r"котор|как(?:ой|ая|ое|ую|ие|ого|ому|им|их|ими)$|ч(?:ей|ья|ью|ье|ьи|ьего|ьих)$|кого$|кому$|что$")
_ABOUT = frozenset({"о", "об", "обо"})
_TELLING = frozenset(
    """
    сообщить сообщать заявить заявлять рассказать рассказывать объявить объявлять написать писать передать передавать
    говорить сказать упомянуть напомнить предупредить предупреждать узнать
    """.split()  # noqa: SIM905
)
_CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})
_BEFORE_VERB = frozenset({"ADVB", "PRCL", "PRED"})
_NEXT_CLAUSE = frozenset({"однако", "но", "хотя", "поскольку", "потому", "чтобы", "когда", "если", "пока", "где"})
# A clause behind the subject that has more words is not carried in front of the verb.
_LONGEST_ASIDE = 10


def subject_first(source: str) -> str | None:
    """The source with the subject before the verb in each clause whose object was; None where nothing was to do."""
    return _turned(source, behind_places=False)


def verb_second(source: str) -> str | None:
    """So too where a place, a time or a cause stands before the verb («В Брюсселе состоялось обсуждение»): English may
    keep that order, a small decoder may lose the thread in it. None where nothing was to do."""
    return _turned(source, behind_places=True)


def _turned(source: str, *, behind_places: bool) -> str | None:
    tokens = tokens_of(source)
    if not any(token.may_be("VERB", "PRTS") for token in tokens):
        return None
    text, changed = source, False
    for start, end in reversed(_clauses(tokens)):
        order = _order(tokens, start, end, behind_places)
        if order is None:
            continue
        text = _written(text, tokens, order)
        changed = True
    return text if changed else None


def _clauses(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The stretches between marks."""
    found, start, broken = [], 0, False
    for k, token in enumerate([*tokens, Token(".", 0, 0, ())]):
        if token.part == "" and token.text in MARKS:
            following = tokens[k + 1].text if k + 1 < len(tokens) else ""
            initial = k > start and len(tokens[k - 1].text) == 1 and tokens[k - 1].text.isupper()
            inside = token.text == "." and (initial or following[:1].islower() or following[:1].isdigit())
            if k - start >= 3 and not inside and not (broken and start):
                found.append((start, k))
            start, broken = k + 1, inside
    return found


@dataclass(frozen=True, slots=True)
class _Order:
    """Stretches of tokens in their new order, the first as it stood; the token behind what is written anew, which may
    lie behind the clause: what explains the subject goes with it; the ends of stretches that a comma follows."""

    stretches: tuple[tuple[int, int], ...]
    close: int
    commas: tuple[int, ...] = ()


def _order(tokens: Sequence[Token], start: int, end: int, behind_places: bool) -> _Order | None:
    """The new order of the clause, None where the order is right or not clear."""
    verb = next((k for k in range(start, end) if _verbal(tokens[k])), None)
    if verb is None or not _finite(tokens[verb]):
        return None
    last = verb + 1
    while last < end and tokens[last].part in ("INFN", "ADVB", "PRCL", "PRTS", "VERB"):
        if tokens[last].text.lower() in _DEGREES or (
            tokens[last].may_be("ADJF", "NPRO") and head_at(tokens, last, end)
        ):
            break
        if tokens[last].text.lower() in ("не", "ни") and not tokens[min(last + 1, end - 1)].may_be("INFN", "PRTS"):
            break  # what is denied is the subject
        last += 1
    if any(r.lemma in _LIKING for token in tokens[verb:last] for r in token.found):
        return _liked(tokens, start, verb, last, end)
    denied = _denied(tokens, last, end, tokens[verb])
    subject = denied.subject if denied else _subject(tokens, last, end)
    if subject is None or any(tokens[k].part in ("VERB", "PRTS") and k >= last for k in range(last, end)):
        return None
    said = _agreeing(tokens[verb], subject)
    if said is None:
        return None
    group = [said, *(token for token in tokens[verb + 1 : last] if token.may_be("VERB", "PRTS", "INFN"))]
    if len(group) > 1 and said.found[0].lemma == "быть" and group[1].part == "INFN":
        group = group[1:]  # "будут выбирать"
    if last < subject.start + 1 and tokens[subject.start - 1].part == "ADVB" and tokens[subject.start].part == "ADJF":
        subject = replace(subject, start=subject.start - 1)  # "полностью автоматические шторы"
    done = next((k for k in range(start, verb) if tokens[k].part == "INFN"), None)
    if done is not None and tokens[verb].found[0].lemma not in _ENABLING:
        return None
    if tokens[end - 1].text.lower() in _POINTING or any(
        tokens[k].may_be("GRND") or tokens[k].text.lower() in ("больше", "меньше") for k in range(start, verb)
    ):
        return None
    first = verb
    while first > start and tokens[first - 1].part in _BEFORE_VERB:
        first -= 1
    if end < len(tokens) and tokens[end].text in ("(", "—", "–", "-"):
        return None
    asked = next((k for k in range(start, first) if _ASKING.match(tokens[k].text.lower())), None)
    owing = bool({r.lemma for r in said.found} & _TO_SOMEBODY) and not any(t.may_be("INFN") for t in tokens[start:end])
    owing = owing and not (start and tokens[start - 1].text == "," and tokens[start].part == "PRTF")
    # "Избежать худшего позволили прививки": what was made possible begins with its infinitive.
    moved = done if done is not None else _moved(_phrases(tokens, start, first), said, group, subject, owing)
    apart = subject.start > last and tokens[subject.start].text[:1].isupper()  # "от провинции Фуцзянь"
    done_to = said.part == "VERB" and said.found[0].transitive and "accs" in subject.cases  # "эвакуировали 214 человек"
    nearest = first
    if moved is None and behind_places and not apart and not done_to:
        moved, nearest = _places(tokens, start, first, said)
    if moved is None:
        return None
    if owing and moved > start and tokens[moved].part == "PRTF" and tokens[moved - 1].part == "ADVB":
        moved -= 1  # "резко возросшему рейтингу"
    close = denied.close if denied else _aside(tokens, end)
    if close is None:
        return None
    if asked is not None and tokens[asked].text.lower() != "что":
        if asked < moved:
            return None  # "большинство из которых составили"
        if "accs" not in {r.case for r in tokens[asked].found} or not any(r.transitive for t in group for r in t.found):
            return None
        moved = first  # what asks stays in front: "которую играет Иден", "которую Иден играет"
    rest = ((first, last if denied else subject.start), (nearest, first), (moved, nearest))
    if denied:
        return _Order(((start, moved), *denied.stretches, *rest), close, denied.commas)
    # A comma closes what explains the subject, but not a list.
    listed = any(token.text.lower() in ("и", "или") for token in tokens[end:close]) and tokens[end + 1].part == "NOUN"
    return _Order(
        ((start, moved), (subject.start, close), *rest), close, (close,) if close > end and not listed else ()
    )


@dataclass(frozen=True, slots=True)
class _Denied:
    """Two subjects behind the verb, of which one is denied: both in the order of English, up to ``close``."""

    subject: Phrase
    stretches: tuple[tuple[int, int], ...]
    close: int
    commas: tuple[int, ...]


def _denied(tokens: Sequence[Token], start: int, end: int, verb: Token) -> _Denied | None:
    """«не президент, а премьер» as «премьер, а не президент,»; «не только врачи, но и учителя» as it stands. None for
    one that goes on behind a comma, and where one of the two cannot be a subject."""
    if start >= end or tokens[start].text.lower() != "не" or end + 2 >= len(tokens) or tokens[end].text != ",":
        return None
    only = tokens[start + 1].text.lower() in ("только", "столько")
    behind = end + 2 + (tokens[end + 2].text.lower() == "и")
    if tokens[end + 1].text.lower() not in (("но", "а", "сколько") if only else ("а",)):
        return None
    close = next(
        (k for k in range(end + 1, len(tokens)) if not tokens[k].part and tokens[k].text in MARKS), len(tokens)
    )
    goes_on = close < len(tokens) and tokens[close].text not in (".", "!", "?", "…", ";", "»", "”", '"')
    if goes_on and tokens[close].text == "," and close + 1 < len(tokens):
        goes_on = not (tokens[close + 1].part == "VERB" or tokens[close + 1].text.lower() in _NEXT_CLAUSE)
    if goes_on or close - start > 2 * _LONGEST_ASIDE:
        return None
    if any(tokens[k].may_be("VERB", "PRTS", "INFN", "GRND") for k in range(behind, close)):
        return None
    first, other = _nominative(tokens, start + 1 + only, end), _nominative(tokens, behind, close)
    if first is None or other is None or not _agreeing(verb, first):
        return None
    if only:
        return _Denied(first, ((start, close),), close, ())
    return _Denied(first, ((behind, close), (end + 1, end + 2), (start, end)), close, (close, end))


def _nominative(tokens: Sequence[Token], start: int, end: int) -> Phrase | None:
    """The phrase that begins a stretch, behind an adverb, if it may be a subject."""
    if start + 1 < end and tokens[start].part in _BEFORE_VERB:
        start += 1
    phrase = phrase_at(tokens, start, end) if start < end else None
    return phrase if phrase and not phrase.preposition and "nomn" in phrase.cases else None


def _liked(tokens: Sequence[Token], start: int, verb: int, last: int, end: int) -> _Order | None:
    """«План не нравится Дэвису» as «Дэвису не нравится план»: who likes stands first in English."""
    before, liking = _phrases(tokens, start, verb), phrase_at(tokens, last, end) if last < end else None
    if liking is None or liking.preposition or "datv" not in liking.cases or _agreeing(tokens[verb], liking):
        return None
    bare = [phrase for phrase in before if not phrase.preposition and phrase.lemma not in _WHEN]
    if len(bare) != 1 or bare[0].pronoun or not _agreeing(tokens[verb], bare[0]):
        return None
    (liked,) = bare
    asked = any(_ASKING.match(token.text.lower()) for token in tokens[start:verb])
    # "Танец понравился судьям и был оценён", "Вика – звезда и нравится Волкову".
    joined = any(token.text.lower() in ("и", "или") for token in tokens[liked.end : verb])
    broken = any(token.text in ("(", "—", "–", "-") for token in (*tokens[start - 1 : start], *tokens[end : end + 1]))
    if asked or joined or broken or any(token.may_be("VERB", "PRTS", "INFN", "GRND") for token in tokens[last:end]):
        return None
    front = ((start, liked.start), (liking.start, liking.end), (liked.end, last))
    return _Order((*front, (liked.start, liked.end), (liking.end, end)), end)


def _verbal(token: Token) -> bool:
    return token.part in ("VERB", "PRTS") or (token.part == "ADJS" and token.may_be("VERB"))


def _agreeing(verb: Token, subject: Phrase) -> Token | None:
    """The verb with the readings that agree with the subject: «проект покинут компании» has no participle."""
    for part in dict.fromkeys(reading.part for reading in verb.found if reading.part in ("VERB", "PRTS")):
        token = replace(verb, found=tuple(reading for reading in verb.found if reading.part == part))
        if any(_agrees(form, token) for form in subject.subjects):
            return token
    return None


def _finite(token: Token) -> bool:
    return any(r.part in ("VERB", "PRTS") and r.mood != "impr" for r in token.found)


def _subject(tokens: Sequence[Token], start: int, end: int) -> Phrase | None:
    """The first phrase behind the verb that may be in the nominative; others before it may be in a dative or behind a
    preposition."""
    k, degree = start, -1
    while k < end:
        if tokens[k].text.lower() == "не":
            return None
        if tokens[k].part in _BEFORE_VERB or tokens[k].text.lower() in _DEGREES:
            degree = k if degree < 0 and tokens[k].text.lower() in _DEGREES else degree
            k += 1
            continue
        phrase = phrase_at(tokens, k, end)
        if phrase is None:
            return None
        if not phrase.preposition and "nomn" in phrase.cases:
            if phrase.lemma in _WHEN:
                return None
            return phrase if degree < 0 else replace(phrase, start=degree)
        degree = -1
        if not phrase.preposition and not phrase.cases & {"datv", "ablt"}:
            return None
        k = phrase.end
    return None


def _phrases(tokens: Sequence[Token], start: int, end: int) -> list[Phrase]:
    """The phrases before the verb in order; words that belong to none are passed over."""
    found, k = [], start
    while k < end:
        phrase = phrase_at(tokens, k, end)
        if phrase is None or tokens[min(phrase.end, end - 1)].text == "назад":
            k += 1
        else:
            found.append(phrase)
            k = phrase.end
    return found


def _moved(phrases: Sequence[Phrase], verb: Token, group: Sequence[Token], subject: Phrase, owing: bool) -> int | None:
    """Where what has to go behind the verb begins; None where the subject may as well stand before it. ``owing``: the
    verb is of `_TO_SOMEBODY`."""
    if any(p.pronoun and "nomn" in p.cases and not p.preposition for p in phrases):
        return None
    said = {r.lemma for token in group for r in token.found}
    transitive = any(token.found[0].transitive for token in group)
    passive = verb.part == "PRTS"
    if (passive is False and said & _COPULAS) or any(p.participle and not p.preposition for p in phrases[owing:]):
        return None
    if owing and phrases and phrases[0].participle and "datv" not in phrases[0].cases:
        return None  # «Протестующим противостояла полиция»
    bare = [p for p in phrases if not p.preposition and p.lemma not in _WHEN]
    for phrase in bare:
        before = any(_agrees(form, verb) for form in phrase.subjects)
        owed = owing and "datv" in phrase.cases - subject.cases
        if before and not owed and (subject.cases - {"nomn"} or not (transitive and "accs" in phrase.cases)):
            return None
    about = next((p for p in phrases if p.preposition in _ABOUT), None)
    if about is not None and said & _TELLING:
        return about.start
    toward = next((p for p in phrases if p.preposition in ("к", "ко")), None)
    if toward is not None and not bare and verb.found[0].lemma.endswith("ться"):
        return toward.start  # "К Солнцу приблизится комета"
    for phrase in bare:
        if transitive and not passive and "accs" in phrase.cases:
            return phrase.start
        if transitive and not passive and "accs" in subject.cases:
            return None  # "Людям повышают налоги"
        if "ablt" in phrase.cases or ("datv" in phrase.cases and not said & _OF_DATIVES and not passive):
            earlier = phrases[: phrases.index(phrase)]
            owned = bool(earlier) and earlier[-1].lemma not in _WHEN  # "в период руководства страной"
            return None if owned or (phrase.pronoun and not transitive) else phrase.start
    return None


def _places(tokens: Sequence[Token], start: int, end: int, verb: Token) -> tuple[int | None, int]:
    """Where what stands before the verb begins, if it is nothing but phrases with prepositions and times, and the last
    of them, which may belong to the verb («в отставку ушёл»); None of what is had («у нас есть»), of what was named
    before («в него вошли») and of what a particle points out («даже там»)."""
    phrases, none = _phrases(tokens, start, end), (None, end)
    if not phrases or verb.found[0].lemma in _BEING:
        return none
    if any(p.pronoun or p.preposition in _BESIDE or not (p.preposition or p.lemma in _WHEN) for p in phrases):
        return none
    first = phrases[0].start
    held = first > start and tokens[first - 1].part == "PRCL"
    covered = {k for p in phrases for k in range(p.start, p.end)}
    return none if held or not covered >= set(range(first, end)) else (first, phrases[-1].start)


def _agrees(form: tuple[str, str, str], verb: Token) -> bool:
    _, number, gender = form
    for reading in verb.found:
        if reading.part != verb.part or (reading.person and reading.person != "3per"):
            continue
        if reading.number and number and reading.number != number:
            continue
        if reading.number == "sing" and reading.gender and gender and gender not in (reading.gender, "ms-f"):
            continue
        return True
    return False


def _aside(tokens: Sequence[Token], end: int) -> int | None:
    """Where what explains the subject ends, behind the clause: the clause's end where nothing does, None where it is
    too long to be carried along."""
    if end + 1 >= len(tokens) or tokens[end].text != ",":
        return end
    opening = tokens[end + 1]
    if opening.text.lower() in ("как", "чем", "кроме", "включая"):
        return None
    if opening.part == "PREP" and end + 2 < len(tokens):
        opening = tokens[end + 2]
    explains = (
        opening.text.lower().startswith("котор") or opening.part == "PRTF" or opening.text.lower() in ("чей", "чья")
    )
    close = next((k for k in range(end + 1, len(tokens)) if tokens[k].text in ",.;—–!?…"), len(tokens))
    if not explains:
        phrase = phrase_at(tokens, end + 1, close)
        verbal = any(tokens[k].part in ("VERB", "PRTS", "INFN", "GRND") for k in range(end + 1, close))
        if phrase is None or phrase.preposition or verbal or "nomn" not in phrase.cases:
            return end
        more = tokens[close + 1] if close + 1 < len(tokens) and tokens[close].text == "," else None
        if more and (more.text.lower() in ("а", "и") or phrase_at(tokens, close + 1, len(tokens))):
            return None
    nested = explains and close < len(tokens) and tokens[close].text == ","
    return close if close - end <= _LONGEST_ASIDE and not nested else None


def _written(source: str, tokens: Sequence[Token], order: _Order) -> str:
    """The source with the stretches of a clause in their new order, up to its end and what was carried along."""
    stretches = [(a, b) for a, b in order.stretches if a < b]
    first = min(a for a, _ in stretches)
    opens = not re.search(r"[^\W_]", source[: tokens[first].start])
    parts = [source[tokens[a].start : tokens[b - 1].end] for a, b in stretches]
    if opens and stretches[0][0] != first:
        parts = [
            _lowered(part, tokens[a]) if a == first else part for part, (a, _) in zip(parts, stretches, strict=True)
        ]
        parts[0] = parts[0][:1].upper() + parts[0][1:]
    parts = [part + "," * (b in order.commas) for part, (_, b) in zip(parts, stretches, strict=True)]
    return source[: tokens[first].start] + " ".join(parts) + source[tokens[order.close - 1].end :]


def _lowered(text: str, token: Token) -> str:
    """Without the capital of a sentence's first word, unless it is a name's."""
    own = token.text[1:] != token.text[1:].lower() or not token.found or token.found[0].name
    return text if own else text[:1].lower() + text[1:]
