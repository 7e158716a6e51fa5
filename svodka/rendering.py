"""A brief as plain text or Markdown, from its JSON form, so that stored briefs read the same as fresh ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

HARMLESS = frozenset({"glossary", "restored"})
"""Kinds of flags that say what was done or could not be, not that the translation is wrong."""


def to_text(brief: Mapping[str, Any], *, evidence: bool = False) -> str:
    """Headline, sentences, key facts, notes; with `evidence`, the Russian original under every sentence, and what its
    translation lost or added."""
    lines = [_headline(brief), *_meta(brief), ""]
    lines += _sentences(brief, "sentences", "", evidence)
    if brief["key_facts"]:
        lines += ["", "Key facts:", *_sentences(brief, "key_facts", "- ", evidence)]
    lines += _closing(brief, "Note: ")
    return "\n".join(lines) + "\n"


def to_markdown(brief: Mapping[str, Any], *, evidence: bool = False) -> str:
    """The same as Markdown, with a level-2 headline; text from the item is escaped."""
    lines = [f"## {escape(_headline(brief))}", ""]
    lines += [f"*{escape(line)}*" for line in _meta(brief)]
    lines += [""] if lines[-1] else []
    for sentence in brief["sentences"]:
        lines += [escape(_mark(sentence, brief)), *_quoted(sentence, brief, evidence), ""]
    if brief["key_facts"]:
        lines += ["**Key facts**", ""]
        for sentence in brief["key_facts"]:
            lines += [f"- {escape(_mark(sentence, brief))}", *_quoted(sentence, brief, evidence)]
        lines += [""]
    lines += [f"> {escape(line)}" for line in _closing(brief, "") if line]
    return "\n".join(lines).rstrip() + "\n"


def escape(text: str) -> str:
    """Text that Markdown shows as it is: no markup, no HTML, no line that starts a list, quote or heading."""
    for character in "\\`*_[]<>#|":
        text = text.replace(character, "\\" + character)
    return text.replace("\n", " ")


def _meta(brief: Mapping[str, Any]) -> list[str]:
    item = brief["item"]
    parts = [item.get("source"), item.get("published"), item.get("url")]
    line = " · ".join(part for part in parts if part)
    return [line] if line else []


def _headline(brief: Mapping[str, Any]) -> str:
    return f"{brief['headline']} [translation in doubt]" if doubts_of_headline(brief) else brief["headline"]


def _mark(sentence: Mapping[str, Any], brief: Mapping[str, Any]) -> str:
    text: str = sentence["text"]
    if sentence["supported"] is False:
        return f"{text} [not supported by the source]"
    return f"{text} [translation in doubt]" if is_doubtful(sentence, brief) else text


def is_doubtful(sentence: Mapping[str, Any], brief: Mapping[str, Any]) -> bool:
    """Whether a sentence of a brief (JSON form) rests on a segment whose translation carries a flag."""
    segments = document(brief)["segments"]
    return any(doubts(segments[link["segment"]]) for link in sentence["evidence"][:1])


def document(brief: Mapping[str, Any]) -> Mapping[str, Any]:
    """The translation that the evidence of a brief (JSON form) points into: the headline's where there is no text."""
    text, headline = brief["translation"], brief["headline_translation"]
    found: Mapping[str, Any] = text if text["hypothesis"].strip() else headline
    return found


def doubts_of_headline(brief: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The flags on the translated headline of a brief (JSON form), where it is the headline that the reader gets."""
    translated = brief["headline_translation"]
    if brief["headline"] != translated["hypothesis"]:
        return []
    return [flag for segment in translated["segments"] for flag in doubts(segment)]


def doubts(segment: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The flags of a segment (JSON form) that say that its translation may be wrong."""
    return [flag for flag in segment["flags"] if flag["kind"] not in HARMLESS]


def _sentences(brief: Mapping[str, Any], part: str, bullet: str, evidence: bool) -> list[str]:
    lines = []
    for sentence in brief[part]:
        lines.append(bullet + _mark(sentence, brief))
        lines += [f"    ! {mismatch['message']}" for mismatch in sentence["mismatches"]]
        if evidence:
            for link in sentence["evidence"]:
                lines += [f"    < {link['source']}", *(f"    ! {found}" for found in _astray(link, sentence, brief))]
            if sentence["replaced"]:
                lines.append(f"    (instead of: {sentence['replaced']})")
    return lines


def _quoted(sentence: Mapping[str, Any], brief: Mapping[str, Any], evidence: bool) -> list[str]:
    lines = [f"  - ⚠ {escape(mismatch['message'])}" for mismatch in sentence["mismatches"]]
    if evidence:
        for link in sentence["evidence"]:
            lines.append(f"  - {escape(link['source'])}")
            lines += [f"    - ⚠ {escape(found)}" for found in _astray(link, sentence, brief)]
        lines += [f"  - instead of: {escape(sentence['replaced'])}"] if sentence["replaced"] else []
    return lines


def _astray(link: Mapping[str, Any], sentence: Mapping[str, Any], brief: Mapping[str, Any]) -> list[str]:
    """What the translation of the linked segment lost or added, as far as the sentence does not say so itself."""
    told = {mismatch["message"] for mismatch in sentence["mismatches"]}
    found = [
        check["message"]
        for check in brief["checks"]
        if any(within(check[span], link[span]) for span in ("source_span", "target_span"))
    ]
    return [message for message in dict.fromkeys(found) if message not in told]


def within(span: Sequence[int] | None, whole: Sequence[int]) -> bool:
    """Whether there is a span, and it lies in the whole one."""
    return span is not None and whole[0] <= span[0] and span[1] <= whole[1]


def _closing(brief: Mapping[str, Any], mark: str) -> list[str]:
    method = f"This brief is {brief['method']}" if brief["method"] == "extractive" else ""
    notes = [f"{mark}{note}" for note in brief["notes"]]
    if method:
        notes.insert(0, f"{mark}{method}: its sentences are sentences of the translation.")
    return ["", *notes] if notes else []
