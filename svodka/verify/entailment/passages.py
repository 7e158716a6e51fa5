"""What of a source the network reads beside a claim: the sentences that cover it best, and their neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from svodka.text import Sentence, Span, split_sentences
from svodka.verify.document import Document, of_document
from svodka.verify.retrieval import evidence

WORDS = 80
"""Of the passage: with the claim within the network's window."""


def near(document: str, claim: str, words: int = WORDS) -> str:
    """The sentences of the English document that cover the claim best and their neighbours, in the document's order, at
    most so many words; the best one whatever its length. The judge was taught on these."""
    claims = [sentence.text for sentence in split_sentences(claim)] or [claim]
    best = (piece.span for pieces in evidence(document, claims) for piece in pieces)
    return _around(split_sentences(document), best, words)


def passage(document: Document, best: Iterable[int], words: int = WORDS) -> str:
    """The same for a claim whose best units are known already."""
    return _around(_sentences(document), (document.units[number].span for number in best), words)


def copied(passage: str, claim: str) -> bool:
    """Whether the claim is a sentence of the passage, but for capitals, white space and the mark at its end."""
    plain = _plain(claim)
    return plain in _plain(passage) and plain in {_plain(sentence.text) for sentence in split_sentences(passage)}


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".!?…")


@of_document
def _sentences(document: Document) -> Sequence[Sentence]:
    return split_sentences(document.text)


def _around(sentences: Sequence[Sentence], spans: Iterable[Span], words: int) -> str:
    best: list[int] = []
    for start, end in spans:
        best += [n for n, s in enumerate(sentences) if s.span[0] < end and start < s.span[1]]
    wanted = dict.fromkeys([*best, *(n + step for step in (-1, 1) for n in best), *range(len(sentences))])
    kept: list[int] = []
    room = words
    for number in wanted:
        if not 0 <= number < len(sentences):
            continue
        size = len(sentences[number].text.split())
        if kept and size > room:
            break
        kept.append(number)
        room -= size
    return " ".join(sentences[number].line for number in sorted(kept))
