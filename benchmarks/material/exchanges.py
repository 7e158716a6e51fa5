"""Sentences with one word in another's place, for benchmarks of the check: opposites, quantities, places, speakers.

Each takes an English sentence and a source of chance, and gives None where it does not fit.
"""

from __future__ import annotations

import random
import re

_PLACES = (
    "London Paris Berlin Madrid Vienna Prague Warsaw Beijing Tokyo Delhi Cairo Ankara Kyiv Moscow Minsk Washington "
    "Germany France Spain Poland China Japan India Egypt Turkey Ukraine Russia Belarus Italy Canada Mexico Brazil "
    "Syria Iran Iraq Israel Georgia Armenia Kazakhstan Greece Sweden Norway Finland"
)
_OPPOSITES = (
    "rise fall|rose fell|risen fallen|rising falling|increase decrease|increased decreased|increasing decreasing|"
    "more less|higher lower|high low|highest lowest|won lost|win lose|winner loser|before after|first last|old new|"
    "large small|larger smaller|best worst|better worse|good bad|accepted rejected|approved rejected|supported opposed|"
    "support oppose|opened closed|open closed|began ended|start end|started ended|bought sold|buy sell|early late|"
    "legal illegal|possible impossible|success failure|strong weak|stronger weaker|allowed banned|allow ban|"
    "arrived left|entered left|guilty innocent|friends enemies|victory defeat|public private|installed removed|"
    "created destroyed|added removed|north south|northern southern|east west|eastern western|"
    "young old|men women|man woman|rich poor|"
    "long short|major minor|easy difficult|positive negative|remember forget|confirmed denied|inside outside|"
    "upper lower|often rarely|always never|present absent|similar different|major minor|safe dangerous|hot cold"
)
_QUANTITIES = (
    "all some|some all|most few|many few|few many|several all|both neither|every no|each no|half all|"
    "majority minority|everyone nobody|everybody nobody|everything nothing|dozens hundreds|hundreds thousands|"
    "thousands dozens|twice once|double half|only also|almost exactly|nearly exactly|least most|"
    "always sometimes|never always"
)
PLACES, OPPOSITES, QUANTITIES = _PLACES.split(), _OPPOSITES.split("|"), _QUANTITIES.split("|")
_SPEAKERS = ("police", "officials", "the ministry", "doctors", "lawyers", "the opposition", "experts", "witnesses")


def _exchange(sentence: str, pairs: list[str], rng: random.Random) -> str | None:
    """One word of a pair in the place of the other."""
    table = {word: other for pair in pairs for word, other in (pair.split(), pair.split()[::-1])}
    found = [m for m in re.finditer(r"\b[a-z]+\b", sentence) if m[0] in table]
    if not found:
        return None
    match = rng.choice(found)
    return sentence[: match.start()] + table[match[0]] + sentence[match.end() :]


def swap_antonym(sentence: str, rng: random.Random) -> str | None:
    """A word's opposite in its place."""
    return _exchange(sentence, OPPOSITES, rng)


def swap_quantity(sentence: str, rng: random.Random) -> str | None:
    """Another quantity word."""
    return _exchange(sentence, QUANTITIES, rng)


def swap_place(sentence: str, rng: random.Random) -> str | None:
    """Another city or country."""
    found = [m for m in re.finditer(r"\b[A-Z][a-z]+\b", sentence) if m[0] in PLACES]
    if not found:
        return None
    match = rng.choice(found)
    other = rng.choice([place for place in PLACES if place not in sentence])
    return sentence[: match.start()] + other + sentence[match.end() :]


def swap_speaker(sentence: str, rng: random.Random) -> str | None:
    """Somebody else says it."""
    match = re.search(
        r"(?<=[,\"”] )[A-Z][\w' -]{3,40}(?= said| says| told)|^[A-Z][\w' -]{3,40}(?= said| says| told)|"
        r"(?<=ccording to )(?:the )?[\w' -]{3,40}(?=[,.])",
        sentence,
    )
    if match is None:
        return None
    other = rng.choice([who for who in _SPEAKERS if who not in sentence.lower()])
    return sentence[: match.start()] + (other.capitalize() if match.start() == 0 else other) + sentence[match.end() :]
