"""All rules on a corpus: rows of further sources, ``varied.NAME``, and those that are held out to measure with."""

from __future__ import annotations

import random
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from training.corpus.sources import weight
from training.corpus.text import Row
from training.variants.abbreviations import Abbreviations
from training.variants.exchange import Exchange, counted
from training.variants.figures import other_figure, other_unit
from training.variants.headlines import without_auxiliary
from training.variants.inflection import FIRST_NAME, NOUN, PLACE, SURNAME
from training.variants.lists import Lists
from training.variants.order import object_first
from training.variants.stance import attributed, negated, reserved

Rule = Callable[[str, str, random.Random], tuple[str, str] | None]
PREFIX = "varied."
NAMES = ("wikidata_person_names", "gaia_aida_entity_dict", "dict_iso_cldr_names", "bsnlp_slavicner_entities")
WORDS = ("dict_muse_ru_en", "dict_xling_yacle")
_HELD = 50
"""One pair in so many is held out, with its variants."""


@dataclass(frozen=True, slots=True)
class Varied:
    """Rows to train on, and rows of pairs that no training sees, neither as they are nor varied."""

    rows: tuple[Row, ...]
    held_out: tuple[Row, ...]


def vary(rows: Sequence[Row], *, most: int, seed: int = 1) -> Varied:
    """At most ``most`` variants by each rule of the pairs that people wrote (`TUNING`), drawn by ``seed``."""
    rules = _rules(rows)
    chosen = [row for row in rows if weight(row[0], tuning=True)]
    draw = random.Random(seed)
    draw.shuffle(chosen)
    counts: Counter[str] = Counter()
    kept: dict[bool, dict[Row, None]] = {True: {}, False: {}}
    for _, russian, english in chosen:
        held = is_held_out(russian)
        for name, rule in rules.items():
            if counts[name] >= most:
                continue
            made = rule(russian, english, draw)
            if made is not None:
                kept[held][f"{PREFIX}{name}", *made] = None
                counts[name] += not held
    return Varied(tuple(kept[False]), tuple(kept[True]))


def is_held_out(russian: str) -> bool:
    """Whether a pair of that Russian is left out of training where variants are trained on."""
    return zlib.crc32(russian.encode()) % _HELD == 0


def _rules(rows: Sequence[Row]) -> dict[str, Rule]:
    from translate.terms.glossary import news_terms

    def of(*sources: str) -> list[tuple[str, str]]:
        return [(russian, english) for source in sources for name, russian, english in rows if name == source]

    seen = counted(english for source, _, english in rows if source not in (*NAMES, *WORDS))
    names, words = of(*NAMES), of(*WORDS)
    terms = [(term.russian, term.english, term.others) for term in news_terms()]
    return {
        "order": object_first,
        "names": Exchange(names, (SURNAME, FIRST_NAME), seen),
        "places": Exchange(names, (PLACE,), seen),
        "words": Exchange(words, (NOUN,), seen),
        "figures": other_figure,
        "units": other_unit,
        "attributed": attributed,
        "reserved": reserved,
        "negated": negated,
        "headlines": without_auxiliary,
        "lists": Lists(names, names, seen),
        "abbreviations": Abbreviations(terms),
    }
