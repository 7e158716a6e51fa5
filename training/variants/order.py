"""The object first, under the same English: "Нюнес подписал доклад" -> "Доклад подписал Нюнес".

Small decoders take what stands first for the subject. A clause of subject, verb and object is turned round where
`translate.source.order`, which reads such clauses for the decoder, would turn it back: what the forms leave open is
left as it is.
"""

from __future__ import annotations

import random

from translate.source.order import subject_first
from translate.source.phrases import MARKS, Token, phrase_at, tokens_of

_LONGEST = 200
"""Characters of a sentence; longer ones are seldom one clause."""
_OBJECTS = frozenset({"accs", "datv", "ablt"})


def object_first(russian: str, english: str, draw: random.Random) -> tuple[str, str] | None:
    """The pair with the object of the sentence's first clause before its verb and the subject behind it."""
    if len(russian) > _LONGEST:
        return None
    tokens = tokens_of(russian)
    end = next((k for k, token in enumerate(tokens) if token.text in MARKS), len(tokens))
    if end < 3 or tokens[0].part not in ("NOUN", "ADJF", "QUOT"):
        return None
    subject = phrase_at(tokens, 0, end)
    if subject is None or subject.preposition or subject.pronoun or "nomn" not in subject.cases:
        return None
    verb = subject.end
    if verb >= end - 1 or not _moves(tokens[verb]):
        return None
    if end + 1 < len(tokens) and tokens[end].text == "," and _explains(tokens[end + 1]):
        return None
    moved = phrase_at(tokens, verb + 1, end)
    if moved is None or moved.end < end or moved.preposition or moved.pronoun or not moved.cases & _OBJECTS:
        return None
    spans = [(verb + 1, moved.end), (verb, verb + 1), (0, verb)]
    parts = [russian[tokens[a].start : tokens[b - 1].end] for a, b in spans]
    owner = parts[2]
    parts[0] = parts[0][:1].upper() + parts[0][1:]
    parts[2] = _small(owner, tokens[0])
    turned = russian[: tokens[0].start] + " ".join(parts) + russian[tokens[moved.end - 1].end :]
    back = subject_first(turned)
    if back is None or not back.lower().startswith(owner.lower()):
        return None
    return turned, english


def _moves(token: Token) -> bool:
    """Whether the word is a finite verb of the third person or a short participle, and nothing else."""
    return bool(token.found) and all(
        reading.part in ("VERB", "PRTS") and reading.mood != "impr" and reading.person in ("", "3per")
        for reading in token.found
    )


def _explains(token: Token) -> bool:
    """Whether the word opens what explains the phrase before it, which would be another one then."""
    return token.text.lower().startswith(("котор", "где", "куда", "откуда", "чь", "чей")) or token.part in (
        "PRTF", "ADJF", "NOUN", "PREP", "QUOT",
    )  # fmt: skip


def _small(text: str, first: Token) -> str:
    kept = first.text[1:] != first.text[1:].lower() or not first.found or any(r.name for r in first.found)
    return text if kept else text[:1].lower() + text[1:]
