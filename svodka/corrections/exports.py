"""Edited exports read back: Markdown (`svodka runs export`, `svodka brief --format markdown`) and the digest's page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from svodka.corrections.edits import Edit
from svodka.corrections.sheet import plain
from svodka.errors import InputError
from svodka.items import Brief, BriefSentence
from svodka.regexes import regex
from svodka.text import displayable

_PAGE = regex(r"\s*<!doctype html|\s*<html", re.IGNORECASE)
_MARKS = regex(r" \[(?:not supported by the source|translation in doubt)\]$")


@dataclass(frozen=True, slots=True)
class _Section:
    """One brief of an export: its headlines as they stand there (Russian only on a page), its sentences."""

    headline: str
    original: str
    sentences: tuple[str, ...]


def read_export(text: str, briefs: Sequence[Brief]) -> tuple[list[Edit], list[str]]:
    """The sentences and headlines that were changed in an export of these briefs, and remarks on changes that are no
    correction of a translation.

    Raises InputError for what is no export of them, and where a sentence was added or taken out.
    """
    sections = _of_page(text) if _PAGE.match(text) else _of_markdown(text)
    if not sections:
        raise InputError("no brief is found in it; expected a Markdown export, a digest, or a sheet of svodka correct")
    edits: list[Edit] = []
    remarks: list[str] = []
    for place, section in enumerate(sections):
        brief = _brief_of(section, place, len(sections), briefs)
        if len(section.sentences) != len(brief.sentences):
            raise InputError(
                f"{brief.item.id}: has {len(section.sentences)} sentences there, {len(brief.sentences)} in the store; "
                "sentences may be changed, not added or taken out"
            )
        if not _is(section.headline, brief.headline) and (edit := _of_headline(brief, section.headline)):
            edits.append(edit)
        for sentence, after in zip(brief.sentences, section.sentences, strict=True):
            if _is(after, sentence.text):
                continue
            if (edit := _of_sentence(brief, sentence, after)) is not None:
                edits.append(edit)
            else:
                remarks.append(
                    f"{brief.item.id}: {sentence.text!r:.80} is in the summarizer's own words, which no translation "
                    "stands behind; correct the sentence it rests on, on the sheet of `svodka correct`"
                )
    return edits, remarks


def _brief_of(section: _Section, place: int, sections: int, briefs: Sequence[Brief]) -> Brief:
    if sections == len(briefs):
        return briefs[place]
    found = [
        brief
        for brief in briefs
        if (section.original and _is(section.original, brief.item.headline))
        or _is(section.headline, brief.headline)
        or any(_is(one, sentence.text) for one in section.sentences for sentence in brief.sentences)
    ]
    if len(found) != 1:
        raise InputError(
            f"{section.headline!r:.80} is the headline of {len(found)} briefs of this run; give the ITEM that it is"
        )
    return found[0]


def _of_headline(brief: Brief, after: str) -> Edit | None:
    segments = [segment for segment in brief.headline_translation.segments if segment.translated]
    if len(segments) != 1 or segments[0].hypothesis not in brief.headline:
        return None
    return Edit(segments[0].source, segments[0].hypothesis, after)


def _of_sentence(brief: Brief, sentence: BriefSentence, after: str) -> Edit | None:
    """The edit of the segment that the sentence is, or is a part of."""
    for link in sentence.evidence[:1]:
        segment = brief.document.segments[link.segment]
        if sentence.text and sentence.text in segment.hypothesis:
            return Edit(segment.source, segment.hypothesis, segment.hypothesis.replace(sentence.text, after, 1))
    return None


def _of_markdown(text: str) -> list[_Section]:
    sections = []
    for part in re.split(r"^##[ \t]+", text, flags=re.MULTILINE)[1:]:
        headline, *lines = part.splitlines()
        sentences = []
        for line in lines:
            if line.startswith("**Key facts**"):
                break
            if line.strip() and not re.match(r"\s+- |> |\*.*\*$|-{3,}$", line):
                sentences.append(_MARKS.sub("", plain(line)))
        sections.append(_Section(_MARKS.sub("", plain(headline)), "", tuple(sentences)))
    return sections


def _of_page(text: str) -> list[_Section]:
    from lxml import html

    def line(node: Any) -> str:
        return " ".join(node.text_content().split())

    sections = []
    for article in html.fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8")).iter("article"):
        heads = [line(node) for node in article if node.tag in {"h4", "h5"}]
        originals = [line(node) for node in article if node.get("class") == "original"]
        briefs = [node for node in article if node.get("class") == "brief"]
        sentences = [line(n) for node in briefs for n in node.iter("span") if "s" in (n.get("class") or "").split()]
        if heads and briefs:
            number = int(article.get("data-number") or 0)
            sections.append((number, _Section(heads[0], originals[0] if originals else "", tuple(sentences))))
    return [section for _, section in sorted(sections, key=lambda pair: pair[0])]


def _is(shown: str, text: str) -> bool:
    """Whether what an export shows is this text: on one line, and on a page with what acts on a display spelled out."""
    line = " ".join(text.split())
    return shown in {line, displayable(line), " ".join(displayable(text).split())}
