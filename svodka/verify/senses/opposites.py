"""Opposites of news and of everyday that WordNet does not link, since they are not of one word class or scale there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

LIGHT = frozenset(
    "aged away back break broke broken came come gave give given go gone home made make take taken takes took "
    "went".split()
)
"""Words that phrases are made of, in which they have no opposite ("broke her silence", "aged 12")."""
# Words of one side are opposites of each word of the other.
_PAIRS = """
paid/free; slow slowly/quick quickly fast rapid; listen/ignore; departure/arrival; depart/arrive; enter/leave;
affordable/expensive; former/current; crowded/secluded; profit/loss; victory win/loss; temporary/permanent;
offline/online; approve approval/reject rejection; accept/decline; allow permit/ban prohibit; praise/criticise
criticize condemn; happy/sad; ally/enemy; victim/attacker perpetrator; upper/lower; improve improvement/worsen
deteriorate; hire/fire dismiss; attract/repel; advantage benefit/disadvantage drawback; safe/dangerous; frequently
often/rarely seldom; peaceful/violent; voluntary optional/compulsory mandatory obligatory; popular/unpopular;
sufficient/insufficient; relevant/irrelevant; optimistic/pessimistic; indoor/outdoor; domestic/foreign overseas;
teacher/student pupil; driver/passenger; buyer/seller; guest/host; plaintiff prosecutor/defendant; weekly/monthly
yearly annual; monthly/yearly annual quarterly; tighten/loosen ease relax; connect/disconnect; upgrade/downgrade;
internal/external; theoretical/practical; strict/lenient; arrest detain/release;
"""


@lru_cache(maxsize=1)
def opposites() -> Mapping[str, frozenset[str]]:
    """Of each word in its base form, those that say the opposite."""
    table: dict[str, frozenset[str]] = {}
    for entry in " ".join(_PAIRS.split()).split(";"):
        left, _, right = (side.split() for side in entry.partition("/"))
        for ours, theirs in ((left, right), (right, left)):
            for word in ours:
                table[word] = table.get(word, frozenset()) | frozenset(theirs)
    return table
