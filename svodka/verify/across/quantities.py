"""Does a sentence say "some" where its source in the other language says "all"?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from svodka.facts import Mismatch
from svodka.regexes import regex
from svodka.text.tables import rows
from svodka.verify.across.case import Case
from svodka.verify.answer import Answer
from svodka.verify.mismatches import of_words


class _Kind(NamedTuple):
    asked: re.Pattern[str]
    borne: re.Pattern[str]
    kept: re.Pattern[str]
    keeping: re.Pattern[str]


def _words(listed: str) -> re.Pattern[str]:
    pattern = "|".join(listed.split()).replace("*", r"\w*").replace("_", r"\s").replace("'", "['’]")
    return regex(rf"(?<![\w'’-])(?:{pattern})(?![\w'’-])", re.IGNORECASE)


@cache
def _groups() -> tuple[tuple[_Kind, ...], ...]:
    """Kinds that stand for each other, group by group."""
    groups: dict[str, list[_Kind]] = {}
    for group, asked, borne, kept, keeping in rows("svodka.verify.across", "quantities.tsv"):
        kind = _Kind(_words(asked), _words(f"{borne} {kept}"), _words(kept), _words(f"{asked} {keeping}"))
        groups.setdefault(group, []).append(kind)
    return tuple(map(tuple, groups.values()))


_IDIOMS = regex(
    r"\b(?:at all|all over|after all|above all|all right|once again|at once|no longer|no more|no one|one another|"
    r"each other|at (?:the very )?least(?= tell)|quite a few|no doubt|all but|once more|no matter|no less|no fewer|"
    r"no \w+er|once and for all|all (?:sorts|kinds)|first of all|if only|all the (?:more|same)|no wonder|of all|"
    r"the most|most \w+ly|in half|at all costs|no surprise|nothing but|not least|"
    r"all (?:that|he|she|it|they|we|you|i)|half[- ]\w+|all told|in all|all-\w+|"
    r"to say the (?:least|most)|no way|last but not least|all along|"
    r"and all|no question|every\w* so often|some of|no such)\b",
    re.IGNORECASE,
)


def ask(case: Case, told: Sequence[Mismatch]) -> Answer:
    """A quantity word that the evidence does not bear out, where the clear evidence has one that the sentence lacks."""
    if not case.clear or case.unit.lang != "en" or any(m.kind == "negation" for m in told):
        return Answer()
    return Answer(tuple(_exchanged(case))[:1])


def _exchanged(case: Case) -> Iterator[Mismatch]:
    text, source = case.unit.text, case.document.units[case.evidence[0]]
    beside = " ".join(case.document.units[i].text for i in case.evidence)
    idioms = [match.span() for match in _IDIOMS.finditer(text)]
    for kind, others in ((kind, group) for group in _groups() for kind in group):
        for match in kind.asked.finditer(text):
            if any(low <= match.start() < high for low, high in idioms) or kind.borne.search(beside):
                continue
            for other in others:
                rival = other.kept.search(source.text)
                if other is not kind and rival and not other.keeping.search(text):
                    message = f"The summary says “{match[0]}”, the source “{rival[0]}”."
                    yield of_words("negation", "unsupported", message, case.unit, match.span(), source, rival.span())
                    break
