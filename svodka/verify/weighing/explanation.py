"""What the measures that moved a probability say, in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from svodka.regexes import regex
from svodka.verify.types import Reason

MOST = 4
"""Reasons given for a sentence."""
_LEAST = 0.1  # log odds: a smaller move is no reason
_GROUPS = {
    "order": (
        "borrowed longest stretches stretch_rate aligned aligned_content fused pairs triples skipped reversed",
        "",
    ),
    "likelihood": ("likely unlikely", "after the source its words have a log-probability of {f:likely} each"),
    "pairs": ("beside near parted apart", "{n:apart} of its neighbouring words stand together nowhere in the source"),
    "evidence": ("covered in_best pieces scattered run window", "its best evidence covers {p:covered} of it"),
    "new": ("lacking missing missing_share left", "{p:lacking} of what it says is in words that the source lacks"),
    "related": ("related", "{p:related} of it is in words related to those of the evidence"),
    "nouns": ("new_noun far_noun", "{n:far_noun} of its nouns are not in the evidence"),
    "verbs": ("new_verb far_verb", "{n:far_verb} of its verbs are not in the evidence"),
    "modifiers": (
        "new_modifier far_modifier",
        "{n:far_modifier} of its adjectives and adverbs are not there",
    ),
    "newcomers": ("new_name far_name capitals", "{n:far_name} of its names are not in the evidence"),
    "antonyms": ("antonyms opposed", "{n:antonyms} of its words have their opposite in the evidence"),
    "replaced": ("replaced", "{n:replaced} of its words stand where the source has another"),
    "figures": ("figures figures_apart digits", "{n:figures_apart} of its figures are not in the evidence"),
    "names": ("names name_apart", "its names stand elsewhere in the source, or nowhere"),
    "roles": ("roles", "names seem to have changed places"),
    "stance": ("stance negations_apart", "negation or reserve is not as in the source"),
    "superlatives": ("superlatives", "the source has no such superlative"),
    "verbatim": ("verbatim", "it repeats a source sentence with something changed"),
    "disagreeing": ("disagreeing", "{n:disagreeing} of its facts disagree with the source"),
    "small": ("restricting small", "{n:small} of its small words (“only”, “not”) are not in the evidence"),
    "length": ("length", "it has {n:length} content words"),
}
_FORMATS = {"n": ".0f", "p": ".0%", "f": ".1f"}
_SLOT = regex(r"\{(\w):(\w+)\}")
_OF = {measure: group for group, (measures, _) in _GROUPS.items() for measure in measures.split()}


def reasons(features: Mapping[str, float], moved: Mapping[str, float]) -> tuple[Reason, ...]:
    """The groups of measures that moved the log odds most, the strongest first."""
    sums: dict[str, float] = {}
    for measure, move in moved.items():
        sums[_OF[measure]] = sums.get(_OF[measure], 0.0) + move
    ranked = sorted(sums, key=lambda group: (-abs(sums[group]), group))[:MOST]
    return tuple(Reason(group, sums[group], _text(group, features)) for group in ranked if abs(sums[group]) >= _LEAST)


def _text(group: str, features: Mapping[str, float]) -> str:
    text = _GROUPS[group][1]
    if group == "order":
        return f"{features['aligned']:.0%} of its words run as in the best evidence, its longest borrowing is " + (
            f"{features['longest']:.0%} of it"
        )
    return _SLOT.sub(lambda slot: format(features[slot[2]], _FORMATS[slot[1]]), text)
