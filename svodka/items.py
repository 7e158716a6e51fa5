"""What comes out of the chain: a `Brief`, as text, Markdown and JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from svodka.errors import InputError
from svodka.facts import Mismatch, Span
from svodka.plain import Plain
from svodka.readers import NewsItem
from svodka.signature import Signature
from svodka.text import markdown, within
from translate import Flag, Translation


@dataclass(frozen=True, slots=True)
class EvidenceLink(Plain):
    """Where a brief's sentence comes from: a translated segment and its Russian original.

    ``segment`` indexes `Brief.translation.segments`; ``target_span`` and ``source_span`` are half-open character spans
    into the translation's hypothesis and source; ``target`` and ``source`` are the texts there.
    """

    segment: int
    source: str
    target: str
    source_span: Span
    target_span: Span
    score: float


@dataclass(frozen=True, slots=True)
class BriefSentence(Plain):
    """One sentence of a brief with its evidence.

    ``supported`` is None when facts were not checked. ``replaced`` is the summarizer's sentence that gave way to this
    one because the source did not bear it out.
    """

    text: str
    evidence: tuple[EvidenceLink, ...] = ()
    supported: bool | None = None
    mismatches: tuple[Mismatch, ...] = ()
    replaced: str | None = None


@dataclass(frozen=True, slots=True)
class BriefSignature(Plain):
    """The signatures of the stages, and the fact policy."""

    translate: Signature
    summarize: Signature
    facts: str

    def __str__(self) -> str:
        return f"translate[{self.translate}] summarize[{self.summarize}] facts[{self.facts}]"


@dataclass(frozen=True, slots=True)
class Grade(Plain):
    """How far a brief's translation and selection are to be trusted: A (nothing is in doubt) to D, and why not more."""

    letter: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief(Plain):
    """An English brief of one item, with everything needed to check it.

    ``headline`` is the translated headline, or a chat model's own that the source bears out; ``headline_translation``
    and ``translation`` are the full translations of headline and text; ``checks`` are the fact mismatches between
    Russian source and English translation, those of the brief's own sentences stand on the sentences; ``notes`` say
    what was substituted, in sentences for the reader; ``timings`` are seconds per stage.
    """

    item: NewsItem
    headline: str
    sentences: tuple[BriefSentence, ...]
    key_facts: tuple[BriefSentence, ...]
    length: str
    method: str
    headline_translation: Translation
    translation: Translation
    checks: tuple[Mismatch, ...]
    notes: tuple[str, ...]
    signature: BriefSignature
    timings: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        segments = len(self.document.segments)
        for sentence in (*self.sentences, *self.key_facts):
            for link in sentence.evidence:
                if not 0 <= link.segment < segments:
                    raise InputError(f"the evidence of a brief points to segment {link.segment} of {segments}")

    @property
    def unsupported(self) -> int:
        """How many sentences and key facts were checked and found unsupported."""
        return sum(s.supported is False for s in (*self.sentences, *self.key_facts))

    @property
    def document(self) -> Translation:
        """The translation that was summarized and that evidence points into."""
        return document_of(self.headline_translation, self.translation)

    @property
    def flags(self) -> Counter[str]:
        """How often each kind of flag stands on the segments of headline and text."""
        return self.headline_translation.flags + self.translation.flags

    @property
    def grade(self) -> Grade:
        """How far the brief is to be trusted, with the reasons."""
        return _grade(self)

    @property
    def headline_doubts(self) -> tuple[Flag, ...]:
        """The flags on the translated headline, where it is the headline that the reader gets."""
        if self.headline != self.headline_translation.hypothesis:
            return ()
        return tuple(flag for segment in self.headline_translation.segments for flag in segment.doubts)

    def is_doubtful(self, sentence: BriefSentence) -> bool:
        """Whether a sentence of the brief rests on a segment whose translation carries a flag."""
        return any(self.document.segments[link.segment].doubts for link in sentence.evidence[:1])

    def mark(self, sentence: BriefSentence) -> str:
        """What the reader is told beside a sentence that may be wrong, in a few words; empty where nothing is."""
        if sentence.supported is False:
            return "not supported by the source"
        if self.is_doubtful(sentence):
            doubted = [word for word in self._words_in_doubt(sentence) if word in sentence.text]
            return "translation in doubt" + (f": {', '.join(doubted)}" if doubted else "")
        if any(_astray(link, sentence, self) for link in sentence.evidence):
            return "lost or added in translation"
        return ""

    def _words_in_doubt(self, sentence: BriefSentence) -> list[str]:
        segments = [self.document.segments[link.segment] for link in sentence.evidence[:1]]
        return [
            segment.hypothesis[start:end].strip(".,;:!?") for segment in segments for start, end in segment.in_doubt
        ]

    def to_text(self, *, evidence: bool = False) -> str:
        """The brief as plain text: headline, sentences, key facts, notes; with `evidence`, the Russian original under
        every sentence, and what its translation lost or added."""
        lines = [_headline(self), *_meta(self), ""]
        lines += _sentences(self, self.sentences, "", evidence)
        if self.key_facts:
            lines += ["", "Key facts:", *_sentences(self, self.key_facts, "- ", evidence)]
        lines += _closing(self, "Note: ", evidence)
        return "\n".join(lines) + "\n"

    def to_markdown(self, *, evidence: bool = False) -> str:
        """The same as Markdown, with a level-2 headline; text from the item is escaped."""
        lines = [f"## {markdown(_headline(self))}", ""]
        lines += [f"*{markdown(line)}*" for line in _meta(self)]
        lines += [""] if lines[-1] else []
        for sentence in self.sentences:
            lines += [markdown(_marked(sentence, self)), *_quoted(sentence, self, evidence), ""]
        if self.key_facts:
            lines += ["**Key facts**", ""]
            for sentence in self.key_facts:
                lines += [f"- {markdown(_marked(sentence, self))}", *_quoted(sentence, self, evidence)]
            lines += [""]
        lines += [f"> {markdown(line)}" for line in _closing(self, "", evidence) if line]
        return "\n".join(lines).rstrip() + "\n"

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON; the schema is in docs/reference/json.md."""
        spent = {stage: round(seconds, 4) for stage, seconds in self.timings.items()}
        return Plain.to_dict(self) | {"timings": spent, "grade": self.grade.to_dict()}


# What the notes of readers have on an item that breaks off (svodka/readers/formats).
_STUB = "the beginning only"
# So many reasons make the letter.
_LETTERS = "ABCD"
_OFTEN = 1 / 3


def _grade(brief: Brief) -> Grade:
    """Each reason costs a letter; a brief without a sentence has the last."""
    sentences = (*brief.sentences, *brief.key_facts)
    if not sentences:
        return Grade(_LETTERS[-1], ("no sentence is left",))
    marked = [bool(brief.mark(sentence)) for sentence in sentences]
    reasons = []
    if brief.headline_doubts:
        reasons.append("the translation of the headline is in doubt")
    if marked[0]:
        reasons.append("the first sentence is in doubt")
    if sum(marked[1:]) > _OFTEN * len(marked[1:]):
        reasons.append(f"{sum(marked)} of {len(marked)} sentences are in doubt")
    missing = [
        check
        for check in brief.checks
        if check.kind == "name"
        and any(within(check.source_span, link.source_span) for sentence in sentences for link in sentence.evidence)
    ]
    if missing:
        reasons.append(f"{len(missing)} names of the source are not in the translation")
    if any(_STUB in note for note in brief.item.notes):
        reasons.append("the item is the beginning of a text only")
    return Grade(_LETTERS[min(len(reasons), len(_LETTERS) - 1)], tuple(reasons))


def document_of(headline: Translation, text: Translation) -> Translation:
    """What is summarized: the translated text, or the headline of an item that has nothing else."""
    return text if text.hypothesis.strip() else headline


def _headline(brief: Brief) -> str:
    return f"{brief.headline} [translation in doubt]" if brief.headline_doubts else brief.headline


def _meta(brief: Brief) -> list[str]:
    parts = (brief.item.source, brief.item.published, brief.item.url)
    line = " · ".join(part for part in parts if part)
    matches = f"Matches: {', '.join(brief.item.matches)}" if brief.item.matches else ""
    updates = f"Updates: {brief.item.updates}" if brief.item.updates else ""
    return [told for told in (line, matches, updates) if told]


def _marked(sentence: BriefSentence, brief: Brief) -> str:
    mark = brief.mark(sentence)
    return f"{sentence.text} [{mark}]" if mark else sentence.text


def _sentences(brief: Brief, sentences: Sequence[BriefSentence], bullet: str, evidence: bool) -> list[str]:
    lines = []
    for sentence in sentences:
        lines.append(bullet + _marked(sentence, brief))
        lines += [f"    ! {mismatch.message}" for mismatch in sentence.mismatches]
        if evidence:
            for link in sentence.evidence:
                lines += [f"    < {link.source}", *(f"    ! {found}" for found in _astray(link, sentence, brief))]
            if sentence.replaced:
                lines.append(f"    (instead of: {sentence.replaced})")
    return lines


def _quoted(sentence: BriefSentence, brief: Brief, evidence: bool) -> list[str]:
    lines = [f"  - ⚠ {markdown(mismatch.message)}" for mismatch in sentence.mismatches]
    if evidence:
        for link in sentence.evidence:
            lines.append(f"  - {markdown(link.source)}")
            lines += [f"    - ⚠ {markdown(found)}" for found in _astray(link, sentence, brief)]
        lines += [f"  - instead of: {markdown(sentence.replaced)}"] if sentence.replaced else []
    return lines


def _astray(link: EvidenceLink, sentence: BriefSentence, brief: Brief) -> list[str]:
    """What the translation of the linked segment lost or added, as far as the sentence does not say so itself."""
    told = {mismatch.message for mismatch in sentence.mismatches}
    found = [
        check.message
        for check in brief.checks
        if within(check.source_span, link.source_span) or within(check.target_span, link.target_span)
    ]
    return [message for message in dict.fromkeys(found) if message not in told]


def _closing(brief: Brief, mark: str, evidence: bool) -> list[str]:
    notes = [f"{mark}{note}" for note in brief.notes]
    if brief.method == "extractive":
        notes.insert(0, f"{mark}This brief is extractive: its sentences are sentences of the translation.")
    elif brief.method == "compact":
        made = "each of its sentences is written anew from one to three sentences of the translation"
        notes.insert(0, f"{mark}This brief is written by a small model: {made}.")
    sentences = (*brief.sentences, *brief.key_facts)
    if marked := sum(bool(brief.mark(sentence)) for sentence in sentences):
        where = "" if evidence else "; --evidence shows the Russian of each"
        notes.insert(0, f"{mark}{marked} of {len(sentences)} sentences are marked{where}.")
    return ["", *notes] if notes else []
