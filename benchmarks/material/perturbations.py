"""Sentences with one thing changed, for benchmarks of the check: figures, dates, units, names, negations, hedges.

Each takes an English sentence and a source of chance, and gives None where it does not fit.
"""

from __future__ import annotations

import random
import re

from svodka.facts import ledger

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NOT_NAMES = {
    *MONTHS,
    *DAYS,
    "The",
    "A",
    "An",
    "In",
    "On",
    "At",
    "He",
    "She",
    "It",
    "They",
    "We",
    "I",
    "But",
    "And",
    "This",
}
_AUXILIARY = r"\b(is|are|was|were|has|have|had|will|would|can|could|should|did|does|do)\b"
_HEDGES = (
    r"\b(allegedly|reportedly|apparently|possibly|probably|perhaps|supposedly|likely|purportedly|may|might|could)\b"
)
_UNITS = {
    "million": "billion", "billion": "million", "miles": "kilometres", "kilometres": "miles", "kilometers": "miles",
    "metres": "feet", "feet": "metres", "percent": "million", "per cent": "million", "hours": "days", "days": "months",
    "weeks": "years", "months": "weeks", "years": "months", "minutes": "hours", "pounds": "dollars", "dollars": "euros",
    "euros": "dollars", "tonnes": "kilograms", "kg": "tonnes", "km": "miles", "mph": "km/h",
}  # fmt: skip


def swap_number(sentence: str, rng: random.Random) -> str | None:
    """Another figure in the place of one written in digits; years and times are left to `swap_date`."""
    found = list(re.finditer(r"(?<![\w.,:])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w:]|\.\d|,\d)", sentence))
    if not found:
        return None
    match = rng.choice(found)
    digits = match[0]
    while True:
        place = rng.randrange(len(digits))
        if not digits[place].isdigit():
            continue
        other = digits[:place] + rng.choice("123456789") + digits[place + 1 :]
        if other != digits:
            return sentence[: match.start()] + other + sentence[match.end() :]


def swap_names(sentence: str, rng: random.Random) -> str | None:
    """Two different names change places; not two that are only listed, "A and B" says the same as "B and A"."""
    found = [
        match
        for match in re.finditer(r"\b[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*\b", sentence)
        if not _NOT_NAMES & set(match[0].split()) and (sentence[: match.start()].rstrip("\"'“‘( ")[-1:].islower())
    ]
    if len(found) > 8:  # a title or a list of names
        return None
    different = [
        (a, b)
        for i, a in enumerate(found)
        for b in found[i + 1 :]
        if not set(a[0].split()) & set(b[0].split())
        and not re.fullmatch(r"\W*(?:(?:and|or)(?: the)?|,|&)?\W*", sentence[a.end() : b.start()])
    ]
    if not different:
        return None
    a, b = rng.choice(different)
    return sentence[: a.start()] + b[0] + sentence[a.end() : b.start()] + a[0] + sentence[b.end() :]


def swap_date(sentence: str, rng: random.Random) -> str | None:
    """Another month, weekday or year."""
    found = [
        *re.finditer(rf"\b(?:{'|'.join(m for m in MONTHS if m != 'May')}|{'|'.join(DAYS)})\b", sentence),
        *re.finditer(r"\b(?:19|20)\d\d\b", sentence),
    ]
    if not found:
        return None
    match = rng.choice(found)
    old = match[0]
    if old.isdigit():
        new = str(int(old) + rng.choice([-7, -3, -2, -1, 1, 2, 3, 7]))
    else:
        new = rng.choice([x for x in (MONTHS if old in MONTHS else DAYS) if x != old])
    return sentence[: match.start()] + new + sentence[match.end() :]


def swap_unit(sentence: str, rng: random.Random) -> str | None:
    """Another unit or magnitude behind a number, or another currency before it."""
    found = [*re.finditer(rf"(?<=\d )(?:{'|'.join(_UNITS)})\b", sentence), *re.finditer(r"[$€£](?=\d)", sentence)]
    if not found:
        return None
    match = rng.choice(found)
    new = _UNITS.get(match[0]) or rng.choice([sign for sign in "$€£" if sign != match[0]])
    return sentence[: match.start()] + new + sentence[match.end() :]


def flip_negation(sentence: str, rng: random.Random) -> str | None:
    """A negation taken out, or else one put behind an auxiliary."""
    out = re.sub(
        r"\b(is|are|was|were|has|have|had|did|does|do|would|could|should)(?:n['’]t| not)\b", r"\1", sentence, count=1
    )
    if out != sentence:
        return out
    if re.search(r"\b(?:not|no|never|nor|none|nothing|nobody|without)\b|n['’]t\b", sentence):
        return None
    found = list(re.finditer(_AUXILIARY, sentence))
    if not found:
        return None
    match = rng.choice(found)
    return sentence[: match.end()] + " not" + sentence[match.end() :]


def drop_hedge(sentence: str, rng: random.Random) -> str | None:
    """A hedging adverb left out, or a hedging modal made "will"."""
    found = list(re.finditer(_HEDGES, sentence))
    if not found:
        return None
    match = rng.choice(found)
    if match[0] in ("may", "might", "could"):
        return sentence[: match.start()] + "will" + sentence[match.end() :]
    return re.sub(r"\s{2,}", " ", sentence[: match.start()] + sentence[match.end() :]).strip()


def add_hedge(sentence: str, rng: random.Random) -> str | None:
    """ "Allegedly" or "reportedly" behind the first auxiliary of a sentence without hedges."""
    if re.search(r"\b(?:alleg|report|may|might|could|would|possib|probab|likely|perhaps|appar|suppos|claim)", sentence):
        return None
    match = re.search(r"\b(?:is|are|was|were|has|have|had|will)\b(?! (?:not|no|never)\b|n't)", sentence)
    if match is None:
        return None
    return f"{sentence[: match.end()]} {rng.choice(['allegedly', 'reportedly'])}{sentence[match.end() :]}"


def drop_attribution(sentence: str, rng: random.Random) -> str | None:
    """ "According to ...," left out."""
    match = re.search(r"\b[Aa]ccording to [^,.;]+(?:, )?", sentence)
    if match is None or len(sentence) - len(match[0]) < 30:
        return None
    rest = (sentence[: match.start()].rstrip(" ,") + " " + sentence[match.end() :]).strip()
    return rest[0].upper() + rest[1:]


def add_attribution(sentence: str, rng: random.Random) -> str | None:
    """ "According to officials" put before a sentence that attributes nothing."""
    if ledger(sentence, "en").of("attribution", "hedge") or '"' in sentence:
        return None
    who = rng.choice(["officials", "police", "the ministry", "media reports"])
    first = sentence[0] if sentence[:2].isupper() or sentence[0] == "I" else sentence[0].lower()
    return f"According to {who}, {first}{sentence[1:]}"
