"""Put a figure of the source back where the hypothesis has another one in its place.

A small model copies most figures and miswrites some (2013 as 2003, 12 мая as May 21). Where the check pairs a figure of
the source with one of the hypothesis that says something else, and both are written in digits, the source's digits take
the other's place, in English punctuation; only if fewer figures differ afterwards.
"""

from __future__ import annotations

from svodka.regexes import regex
from translate.types import Flag

_DIGITS = regex(r"\d+(?:[   ]\d{3})*(?:[.,]\d+)*")
_GROUP = regex(r"(?<=\d)[   ](?=\d{3}(?!\d))")


def restore_figures(source: str, hypothesis: str) -> tuple[str, tuple[Flag, ...]]:
    """The hypothesis with the source's figures, and a ``restored`` flag for each that was put back."""
    from svodka.facts import compare_numbers

    flags: list[Flag] = []
    wrong = compare_numbers(source, hypothesis)
    while wrong:
        for mismatch in wrong:
            if mismatch.source_text is None or mismatch.target_text is None or mismatch.target_span is None:
                continue
            given, written = _DIGITS.findall(mismatch.source_text), list(_DIGITS.finditer(mismatch.target_text))
            if len(given) != 1 or len(written) != 1:
                continue
            start = mismatch.target_span[0] + written[0].start()
            edited = hypothesis[:start] + _english(given[0]) + hypothesis[start + len(written[0].group()) :]
            left = compare_numbers(source, edited)
            if len(left) < len(wrong):
                flags.append(
                    Flag(
                        "restored",
                        f"“{_english(given[0])}” was put back where the decoder wrote “{written[0].group()}”",
                    )
                )
                hypothesis, wrong = edited, left
                break
        else:
            break
    return hypothesis, tuple(flags)


def _english(digits: str) -> str:
    """A figure in English punctuation: "10 000" is 10,000 and "1,5" is 1.5."""
    return _GROUP.sub("\0", digits.replace(",", ".")).replace("\0", ",")
