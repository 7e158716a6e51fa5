"""Check the names of a summary sentence against its document: are they there, do they belong together, who did what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from summarize.support import Document, Token, Unit
from svodka.facts.english import information, is_common
from svodka.facts.exonyms import english_exonyms
from svodka.facts.mentions import TITLES
from svodka.facts.types import Mismatch
from svodka.facts.units import EN_MONTHS, EN_WEEKDAYS, RU_MONTHS, RU_WEEKDAYS

_RARE = 7.5  # nats: a word rarer than that which is no common word is taken for a name even without its capital
_WINDOW = 5  # tokens on either side of a name that say what it does


def check_entities(document: Document, unit: Unit, evidence: list[tuple[int, float]]) -> Iterator[Mismatch]:
    """Names that the document lacks, first names with the wrong family name, and names that changed places."""
    names = name_tokens(unit, cased=document.cased)
    absent = [token for token in names if not known(document, token)]
    for token in absent:
        yield _mismatch(unit, token, f"The name “{_text(unit, token)}” is not in the source.")
    present = [token for token in names if token not in absent]
    yield from _torn(document, unit, present)
    if not absent:
        yield from _swapped(document, unit, present, evidence)


def name_tokens(unit: Unit, *, cased: bool = True) -> list[Token]:
    """The tokens that are (parts of) names: by their capitals, or in text without capitals by their rarity."""
    found = []
    titled = sum(t.capital for t in unit.tokens) > 0.7 * len(unit.tokens)  # a headline in capitals shows nothing
    for i, token in enumerate(unit.tokens):
        if not token.content or not token.word[0].isalpha() or len(token.word) < 2 or token.word in _CALENDAR:
            continue
        capital = token.capital and not titled and (i > 0 or _opens_name(unit))
        if unit.lang == "ru":
            if capital:
                found.append(token)
        elif not _common(token.word) and (capital or ((not cased or token.capital) and _rare(token.word))):
            found.append(token)
    return found


def _opens_name(unit: Unit) -> bool:
    """Whether the first word, capitalised anyway, begins a name: another capital follows at once."""
    return (
        len(unit.tokens) > 1
        and unit.tokens[1].capital
        and not unit.text[unit.tokens[0].end : unit.tokens[1].start].strip()
    )


_CALENDAR = frozenset({*EN_MONTHS, *EN_WEEKDAYS, *RU_MONTHS, *RU_WEEKDAYS})


@lru_cache(maxsize=16384)
def _common(word: str) -> bool:
    return is_common(word.removesuffix("'s").removesuffix("’s"))


@lru_cache(maxsize=16384)
def _rare(word: str) -> bool:
    plain = word.removesuffix("'s").removesuffix("’s")
    return information(plain) >= _RARE and not _inflected(plain)


def _inflected(word: str) -> bool:
    """A form of a common word, too rare itself to be in the table: "restarting", "conductors"."""
    for ending in (
        "ing",
        "ed",
        "es",
        "s",
        "er",
        "ers",
        "ly",
        "ness",
        "able",
        "ation",
        "ist",
        "ists",
        "ism",
        "ship",
        "less",
    ):
        if word.endswith(ending):
            base = word[: -len(ending)]
            if len(base) >= 3 and any(is_common(form) for form in (base, base + "e", base[:-1], base + "y")):
                return True
    return any(word.startswith(start) and is_common(word[len(start) :]) for start in _PREFIXES)


_PREFIXES = ("re", "un", "anti", "non", "pre", "over", "out", "mis", "dis", "super", "mid", "co", "ex", "multi")


def known(document: Document, token: Token) -> bool:
    """Whether the document has the name: the word, a word made from it, its exonym, or what its letters stand for."""
    if document.has(token.stem) or document.has(token.word):
        return True
    if document.lang == "ru":
        return False
    if len(token.word) >= 4 and any(found.startswith(token.stem[:4]) for found in document.where if len(found) >= 4):
        return True
    lowered = document.text.lower()
    if any(form in lowered for entry in english_exonyms(token.word) for form in entry.english if len(form) > 2):
        return True
    if any(form in lowered.split() for entry in english_exonyms(token.word) for form in entry.english):
        return True
    return 2 <= len(token.word) <= 5 and _is_acronym(document, token.word)


def _is_acronym(document: Document, word: str) -> bool:
    """Whether words in a row begin with these letters, small words left out: "PUP", Progressive Unionist Party."""
    for unit in document.units:
        initials = "".join(t.word[0] for t in unit.tokens if t.content or t.capital)
        if word in initials:
            return True
    return False


def _torn(document: Document, unit: Unit, names: Sequence[Token]) -> Iterator[Mismatch]:
    """A name word before another that follows a different name word in the document: a family name's first name."""
    for left, right in pairwise(names):
        if unit.text[left.end : right.start].strip() or left.stem == right.stem:
            continue
        if left.stem in document.where and right.stem in document.where and not _adjacent(document, left, right):
            other = _before(document, right.stem)
            if other:
                text = unit.text[left.start : right.end]
                yield Mismatch(
                    "name", "unsupported", f"The summary says “{text}”, the source “{other}”.", None, None, text,
                    (left.start, right.end),
                )  # fmt: skip


def _adjacent(document: Document, left: Token, right: Token) -> bool:
    """Whether the document has the two words in a row, or with one between ("John F. Kennedy")."""
    for i in set(document.where[left.stem]) & set(document.where[right.stem]):
        stems = [t.stem for t in document.units[i].tokens]
        for place, found in enumerate(stems):
            if found == left.stem and right.stem in stems[place + 1 : place + 3]:
                return True
    return False


def _before(document: Document, head: str) -> str:
    """The document's name that ends on this word, when it has more than one word."""
    for i in document.where.get(head, ()):
        source = document.units[i]
        for left, right in pairwise(source.tokens):
            if right.stem != head or source.text[left.end : right.start].strip() or left.word in TITLES:
                continue
            if (left.capital and left.content) or left in name_tokens(source, cased=document.cased):
                return source.text[left.start : right.end]
    return ""


def _runs(unit: Unit, names: Sequence[Token]) -> list[tuple[Token, ...]]:
    """Name tokens joined into names."""
    runs: list[list[Token]] = []
    for token in names:
        if runs and not unit.text[runs[-1][-1].end : token.start].strip():
            runs[-1].append(token)
        else:
            runs.append([token])
    return [tuple(run) for run in runs]


def _swapped(
    document: Document, unit: Unit, names: Sequence[Token], evidence: list[tuple[int, float]]
) -> Iterator[Mismatch]:
    """Two names, each doing in the summary what the other does in the source."""
    runs = _runs(unit, names)
    if len(runs) < 2 or not evidence:
        return
    heads = [run[-1].stem for run in runs]
    # Of several equal names only the first counts.
    firsts = {head: k for k, head in reversed(list(enumerate(heads)))}
    ks = sorted(firsts.values())
    contexts = {k: _context(unit, runs[k], {t for run in runs for t in run}) for k in ks}
    profiles = {k: _profile(document, heads[k]) for k in ks}
    for x, k in enumerate(ks):
        for m in ks[x + 1 :]:
            if _alike(heads[k], heads[m]):
                continue
            own = _fit(document, contexts[k], profiles[k]) + _fit(document, contexts[m], profiles[m])
            other = _fit(document, contexts[k], profiles[m]) + _fit(document, contexts[m], profiles[k])
            if other > _MARGIN * own + _LEAST:
                a, b = _name(unit, runs[k]), _name(unit, runs[m])
                yield Mismatch(
                    "name", "unsupported", f"“{a}” and “{b}” seem to have changed places: the source has it the other "
                    "way round.", None, None, b, (runs[m][0].start, runs[m][-1].end),
                )  # fmt: skip


_MARGIN, _LEAST = 1.2, 0.3


def _alike(left: str, right: str) -> bool:
    """Two forms of one name: Ireland and Irish."""
    return left[:4] == right[:4] or bool(
        {e.key for e in english_exonyms(left)} & {e.key for e in english_exonyms(right)}
    )


def _context(unit: Unit, run: tuple[Token, ...], names: set[Token]) -> dict[tuple[str, int], float]:
    """Words near a name with the side they stand on (-1, 1), the nearer the heavier."""
    first, last = unit.tokens.index(run[0]), unit.tokens.index(run[-1])
    found: dict[tuple[str, int], float] = {}
    for side, places in ((-1, range(first - 1, first - 1 - _WINDOW, -1)), (1, range(last + 1, last + 1 + _WINDOW))):
        for distance, place in enumerate(places, 1):
            if 0 <= place < len(unit.tokens) and unit.tokens[place] not in names:
                token = unit.tokens[place]
                weight = (1.0 if token.content else 0.4) / distance
                key = (token.stem, side)
                found[key] = max(found.get(key, 0.0), weight)
    return found


def _profile(document: Document, head: str) -> dict[tuple[str, int], float]:
    """The contexts of a name all over the document."""
    found: dict[tuple[str, int], float] = defaultdict(float)
    for i in document.where.get(head, ()):
        tokens = document.units[i].tokens
        for place, token in enumerate(tokens):
            if token.stem != head:
                continue
            for near in range(max(0, place - _WINDOW), min(len(tokens), place + _WINDOW + 1)):
                if near != place:
                    key = (tokens[near].stem, 1 if near > place else -1)
                    found[key] = max(found[key], 1.0 / abs(near - place))
    return found


def _fit(document: Document, context: dict[tuple[str, int], float], profile: dict[tuple[str, int], float]) -> float:
    return sum(
        weight * profile[key] * (document.weight(key[0]) if weight else 0.0)
        for key, weight in context.items()
        if key in profile
    )


def _name(unit: Unit, run: tuple[Token, ...]) -> str:
    return unit.text[run[0].start : run[-1].end]


def _text(unit: Unit, token: Token) -> str:
    return unit.text[token.start : token.end]


def _mismatch(unit: Unit, token: Token, message: str) -> Mismatch:
    return Mismatch("name", "unsupported", message, None, None, _text(unit, token), (token.start, token.end))
