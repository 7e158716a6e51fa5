"""Does a sentence say that something will be, where its source in the other language says that it may?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from svodka.facts import Mismatch
from svodka.regexes import regex
from svodka.verify.across.case import Case
from svodka.verify.answer import Answer
from svodka.verify.mismatches import of_words

_WILL = regex(r"(?<![\w’'-])(?:will|\w+['’]ll)(?![\w’'-])", re.IGNORECASE)
_HELD = regex(
    r"\b(?:may|might|could|can|able|possib\w+|perhaps|maybe|likely|unlikely|probab\w+|potential\w*|chance|risk\w*|if|whether|unless|"
    r"expect\w*|hop\w+|allow\w*|enabl\w+|let|capab\w+|permit\w*|opportunit\w+|seem\w*|appear\w*|believ\w+|think|thinks|thought|"
    r"suggest\w*|would|should|apparent\w*|presum\w+|plan\w*|predict\w*|forecast\w*|threat\w*|afford|unable|cannot|can't|fear\w*)\b",
    re.IGNORECASE,
)
_MAY = regex(
    r"\b(?:может|могут|мог(?:ла|ло|ли)?|возможно|вероятно|скорее всего|вероятнее всего|не исключено)\b", re.IGNORECASE
)
_WILL_BE = regex(r"\b(?:буд[еу]\w*|предстоит|станет|станут|не (?:может|могут|мог\w*)|сможет|смогут)\b", re.IGNORECASE)


def ask(case: Case, told: Sequence[Mismatch]) -> Answer:
    """A "will" without any reserve, where the clear evidence has "может" or "возможно" and no future tense."""
    if not case.clear or case.unit.lang != "en" or any(m.kind == "hedge" for m in told):
        return Answer()
    will = _WILL.search(case.unit.text)
    source = case.document.units[case.evidence[0]]
    may = _MAY.search(source.text)
    if will is None or may is None or _HELD.search(case.unit.text) or _WILL_BE.search(source.text):
        return Answer()
    message = f"The summary says “{will[0]}”, the source “{may[0]}”."
    return Answer((of_words("hedge", "unsupported", message, case.unit, will.span(), source, may.span()),))
