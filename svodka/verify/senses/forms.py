"""From a form of an English word to the words it may be a form of, as WordNet's `morphy` does it."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import lru_cache

# base form and its irregular forms; a form like its base is left out
_IRREGULAR_FORMS = """be am is are was were been being; have has had; do does did done; go goes went gone; say said;
make made; get got gotten; know knew known; take took taken; see saw seen; come came; think thought; give gave given;
find found; tell told; become became; leave left; feel felt; bring brought; begin began begun; keep kept; hold held;
write wrote written; stand stood; hear heard; mean meant; meet met; run ran; pay paid; sit sat; speak spoke spoken;
lie lay lain; lead led; grow grew grown; lose lost; fall fell fallen; send sent; build built; understand understood;
draw drew drawn; break broke broken; spend spent; rise rose risen; drive drove driven; buy bought; wear wore worn;
choose chose chosen; seek sought; throw threw thrown; catch caught; deal dealt; win won; forget forgot forgotten;
lay laid; sell sold; fight fought; bear bore born borne; teach taught; eat ate eaten; sing sang sung; hang hung;
strike struck stricken; shake shook shaken; ride rode ridden; feed fed; shoot shot; drink drank drunk; swim swam swum;
arise arose arisen; fly flew flown; sleep slept; beat beaten; light lit; bind bound; forgive forgave forgiven;
hide hid hidden; steal stole stolen; swear swore sworn; tear tore torn; wake woke woken; bite bit bitten; swing swung;
blow blew blown; cling clung; creep crept; dig dug; flee fled; freeze froze frozen; grind ground; kneel knelt;
lend lent; shine shone; shrink shrank shrunk; sink sank sunk; slide slid; spin spun; spring sprang sprung; sting stung;
stick stuck; sweep swept; withdraw withdrew withdrawn; undergo underwent undergone; overcome overcame; bid bade bidden;
overthrow overthrew overthrown; mistake mistook mistaken; forbid forbade forbidden; breed bred; man men; woman women;
child children; person people; foot feet; tooth teeth; mouse mice; wife wives; life lives; knife knives; leaf leaves;
half halves; self selves; thief thieves; shelf shelves; wolf wolves; policeman policemen; good better best;
bad worse worst; far further farther; little less least; much more most; many more most; old elder eldest;
crisis crises; analysis analyses; basis bases; criterion criteria; phenomenon phenomena; medium media"""
_NO_VERBS = frozenset(
    "man woman child person foot tooth mouse wife life knife leaf half self thief shelf policeman good bad far little "
    "much many old crisis analysis basis criterion phenomenon medium".split()
)
_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("iest", "y"), ("ier", "y"), ("ves", "f"), ("ses", "s"), ("xes", "x"), ("zes", "z"),
    ("ches", "ch"), ("shes", "sh"), ("men", "man"), ("es", "e"), ("s", ""), ("ed", "e"), ("ed", ""), ("ing", "e"),
    ("ing", ""), ("est", ""), ("est", "e"), ("er", ""), ("er", "e"),
)  # fmt: skip
_DOUBLING = ("ed", "ing", "er", "est")


def bases(word: str, known: Container[str]) -> Iterator[str]:
    """The known words that a word in lower case may be a form of, itself first; some may come twice."""
    if word in known:
        yield word
    irregular = _irregular().get(word, ())
    yield from (base for base in irregular if base in known)
    if irregular:
        return
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            base = word[: -len(ending)] + instead
            if base in known:
                yield base
            doubled = ending in _DOUBLING and not instead and len(base) > 3 and base[-1] == base[-2]
            if doubled and base[:-1] in known:
                yield base[:-1]


def irregular(base: str) -> tuple[str, ...]:
    """The irregular forms of a word in lower case."""
    return _forms().get(base, ())


def past_of(base: str) -> tuple[str, ...]:
    """The past tense of a verb in lower case, and its participle where that is another word."""
    return (irregular(base) if base not in _NO_VERBS else ()) or (_with(base, "ed"),)


def inflected(base: str, like: str, own: str) -> str:
    """``base`` in the form that ``like`` is of ``own``: "fall" like "rose" of "rise" is "fell"."""
    if like == own:
        return base
    if like in past_of(own) or like.endswith("ed"):
        forms, ours = past_of(base), past_of(own)
        return forms[min(ours.index(like) if like in ours else 0, len(forms) - 1)]
    ending = next((e for e in ("ing", "est", "er", "s") if like.endswith(e) and not own.endswith(e)), "")
    return _with(base, ending)


def _with(base: str, ending: str) -> str:
    """A regular form: "stopped" is left as "stoped", since the table does not say where the stress is."""
    if ending and base.endswith(ending):  # "undamaged" for "damaged"
        return base
    if base.endswith("e") and ending and ending != "s":
        return base[:-1] + ending
    if len(base) > 2 and base.endswith("y") and base[-2] not in "aeiou" and ending not in ("", "ing"):
        return base[:-1] + ("ies" if ending == "s" else "i" + ending)
    if ending == "s" and base.endswith(("s", "x", "z", "ch", "sh")):
        return base + "es"
    return base + ending


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[str, ...]]:
    entries = (entry.split() for entry in _IRREGULAR_FORMS.replace("\n", " ").split(";"))
    return {base: tuple(forms) for base, *forms in entries}


@lru_cache(maxsize=1)
def _irregular() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for entry in _IRREGULAR_FORMS.replace("\n", " ").split(";"):
        base, *forms = entry.split()
        for form in forms:
            table.setdefault(form, []).append(base)
    return table
