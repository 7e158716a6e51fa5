"""Clean what a model wrote, and tell when it is no summary at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from summarize.extractive import terms
from svodka.chat.cleaning import tidy
from svodka.regexes import regex

_HEADLINE = regex(r"^\s*headline\s*:\s*", re.IGNORECASE)
# CNN/DailyMail and XSum models write as their training text was tokenized; Pegasus writes <n> for a line end.
_DETOKENIZE = (
    (regex(r"<n>|\[X_SEP\]"), "\n"),
    (regex(r"<unk>|⁇|<pad>|</?s>"), ""),
    (regex(r"-LRB-\s*", re.IGNORECASE), "("),
    (regex(r"\s*-RRB-", re.IGNORECASE), ")"),
    (regex(r"``\s*|\s*''"), '"'),
    (regex(r"[^\S\n]+([.,;:!?%…)\]])"), r"\1"),
    (regex(r"([(\[$£€])[^\S\n]+"), r"\1"),
    (regex(r"\b(\w+) n't\b"), r"\1n't"),
    (regex(r"(\w)[^\S\n]+('s|'re|'ve|'ll|'d|'m)\b"), r"\1\2"),
    (regex(r"[^\S\n]{2,}"), " "),
)

_LOWER_START = regex(r"(?:^|(?<=[a-z0-9%)][.!?]\s))[a-z]")


def clean(text: str) -> str:
    """The text without what models wrap around it (`svodka.chat.cleaning`) and without tokenization artefacts."""
    text = _HEADLINE.sub("", tidy(text).text)
    for pattern, instead in _DETOKENIZE:
        text = pattern.sub(instead, text)
    text = text.strip()
    if text[:1].islower() and not text[1:2].isupper():
        # T5 starts its sentences in lower case, which would hide their borders.
        text = _LOWER_START.sub(lambda match: match.group().upper(), text)
    return text


def defect(text: str, document: str, template: str = "") -> str | None:
    """Why the text is no summary of the document, as the end of "the model …"; None when nothing is wrong.

    ``template`` is the prompt without the article. Found are: nothing written; loops (one to eight words four times on
    end, eight words in a row three times anywhere, or fewer than half of the word triples distinct); the prompt given
    back (six words in a row of it that are not the document's); another script than Latin; and a text that shares less
    than a quarter of its content words with the document.
    """
    words = re.findall(r"\w+", text.lower())
    if not any(any(c.isalpha() for c in word) for word in words):
        return "wrote nothing"
    if not is_english(text, share=0.7):
        return "did not write English"
    if _loops(words):
        return "repeated itself in a loop"
    own = set(_runs(words, 6)) & set(_runs(re.findall(r"\w+", template.lower()), 6))
    if own - set(_runs(re.findall(r"\w+", document.lower()), 6)):
        return "gave the prompt back"
    content = terms(text)
    known = set(terms(document))
    if sum(t in known for t in content) < 0.25 * len(content):
        return "wrote about something else than the document"
    return None


def is_english(text: str, share: float = 0.5) -> bool:
    """False when fewer than this share of the letters are Latin; a text without letters passes.

    No identifier of languages: what is not to be taken for English is Russian, or what a model wrote in Chinese.
    """
    letters = [c for c in text if c.isalpha()]
    return sum(c < "\u0250" for c in letters) >= share * len(letters)


def _loops(words: list[str]) -> bool:
    # "of the Russian Federation" may well stand four times in a long summary: loops are next to each other, or long.
    for size in range(1, 9):
        if any(words[i : i + size] * 4 == words[i : i + 4 * size] for i in range(len(words) - 4 * size + 1)):
            return True
    if any(count >= 3 for count in Counter(_runs(words, 8)).values()):
        return True
    triples = _runs(words, 3)
    return len(triples) >= 20 and len(set(triples)) < 0.5 * len(triples)


def _runs(words: Sequence[str], n: int) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + n]) for i in range(len(words) - n + 1)]
