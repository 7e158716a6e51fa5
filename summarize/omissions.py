"""What a shortened sentence must not leave out: words that limit what is said, the verb whose clause is told, a
condition, and who said it.

The check of facts (`svodka.verify`) knows negations and reserves, not "only", "former" and "the ministry denies that".
"""

from __future__ import annotations

import re

from summarize.extractive import terms
from svodka.regexes import regex

_LIMITING = regex(
    r"\b(?:only|former|deputy|vice|acting|assistant|almost|nearly|barely|hardly|scarcely|without|alleged|allegedly|"
    r"suspected|attempted|potential|possible|possibly|probably|unlikely|up to|at least|at most|"
    r"(?:less|fewer|more) than)(?=[ -](?:(?:an?|the) )?(?P<word>\w+))",
    re.IGNORECASE,
)
# What stands in their clauses is wanted, feared, denied or believed: nobody says that it is so.
_OPEN = regex(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|refus(?:e|es|ed|ing)|doubt(?:s|ed|ing)?|plan(?:s|ned|ning)?|"
    r"propos(?:e|es|ed|ing)|want(?:s|ed)?|intend(?:s|ed)?|hop(?:e|es|ed|ing)|threaten(?:s|ed|ing)?|"
    r"accus(?:e|es|ed|ing)|suspect(?:s|ed)?|expect(?:s|ed)?|tr(?:y|ies|ied|ying) to|attempt(?:s|ed|ing)?|"
    r"fail(?:s|ed|ing)?|avoid(?:s|ed|ing)?|prevent(?:s|ed|ing)?|warn(?:s|ed|ing)?|claim(?:s|ed|ing)?|"
    r"believ(?:e|es|ed|ing)|thinks?|thought|alleg(?:e|es|ed|ing)|urg(?:e|es|ed|ing)|ask(?:s|ed|ing)?|"
    r"demand(?:s|ed|ing)?|promis(?:e|es|ed|ing)|appear(?:s|ed)? to|seem(?:s|ed)?|cancel(?:s|led|ed|ling)?|"
    r"rul(?:e|es|ed|ing) out|false(?:ly)?|fake|rumou?r(?:s|ed)?|if|unless|whether)\b",
    re.IGNORECASE,
)
# Who says so is half of the news: "the bridge held" is not what "the bridge held, the governor said" says.
_SOURCE = regex(
    r"\b(?:sa(?:id|ys?)|t(?:old|ells?)|announc(?:ed?|es)|reports?|reported|stat(?:ed|es)|add(?:s|ed)|not(?:ed|es)|"
    r"confirm(?:s|ed)|wr(?:ote|ites)|tweeted|declared|according to|citing|cited)\b",
    re.IGNORECASE,
)
# Without it what is said holds always: "would be limited if people stayed at home".
_CONDITION = regex(r"\b(?:if|unless|provided that|as long as|on condition)\b", re.IGNORECASE)
_CLAUSE_END = regex(r"[.;:!?]|$|,(?= (?:but|and|while)\b)")
_MERE_SOURCE = regex(
    r"[^,:;\"“”]*\b(?:said|says|told|added|announced|noted|reported|stated|wrote|confirmed|explained|warned)"
    r"(?: reporters| journalists)?(?: (?:on|in|at) (?:an? |the )?[\w-]+)?[.!]$"
)


def omission(text: str, evidence: str) -> str | None:
    """What a text made from its evidence left out, as the end of "the writer …"; None where nothing of this kind.

    Found are: a limiting word before a word that was kept; a verb or "if" of whose clause most of the text is made,
    where the text has no form of it; a condition; who said it; and all but that.
    """
    if _MERE_SOURCE.match(text) and not _MERE_SOURCE.match(evidence):
        return "kept nothing but who said it"
    if _bare(text) & set(re.findall(r"\w+", evidence.lower())) - _bare(evidence):
        return "left out a word that limits what is said"
    told, kept = set(terms(text)), {_form(match[0]) for match in _OPEN.finditer(text)}
    for match in _OPEN.finditer(evidence):
        end = _CLAUSE_END.search(evidence, match.end())
        clause = terms(evidence[match.end() : end.start() if end else len(evidence)])
        if _form(match[0]) not in kept and sum(term in told for term in clause) >= max(2, 0.5 * len(told)):
            return "told as true what the evidence leaves open"
    if _CONDITION.search(evidence) and not _CONDITION.search(text):
        return "left out a condition"
    return "left out who said it" if _SOURCE.search(evidence) and not _SOURCE.search(text) else None


def _bare(text: str) -> set[str]:
    """The words that stand somewhere without a limiting word before them: "minister", but not of "deputy minister"."""
    limited = [match.span("word") for match in _LIMITING.finditer(text)]
    return {match[0].lower() for match in re.finditer(r"\w+", text) if match.span() not in limited}


def _form(word: str) -> str:
    """What the forms of one of these verbs share."""
    return word.lower()[:3]
