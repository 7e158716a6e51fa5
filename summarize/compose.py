"""From drafts, or from the document alone, to a `Summary` within the bounds of its length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarize.defects import clean, defect, is_english
from summarize.extractive import Extract, extract, is_whole, terms
from summarize.headline import headline
from summarize.lengths import HEADLINE_WORDS, Length
from summarize.originals import Passage, extract_originals
from summarize.types import Summary, SummarySentence
from summarize.writers.draft import Draft, Writer
from svodka import verify  # its names, and the check behind them, load when they are asked for
from svodka.facts import Span
from svodka.signature import Signature
from svodka.text import Sentence, split_sentences

# How many sentences are looked at for one that makes a headline without being cut.
_HEADLINES = 6


def compose_extractive(
    document: str,
    length: Length,
    signature: Signature,
    *,
    doubtful: Sequence[Span] = (),
    passages: Sequence[Passage] = (),
    title: str = "",
) -> Summary:
    """A summary of the document's own sentences, in document order.

    Without ``passages``, ``doubtful`` spans only in want of others; with them the choice is made on the originals.
    """
    found = chosen(document, doubtful=doubtful, passages=passages, title=title)
    return _extractive(found, length, signature, _language_note(document))


def chosen(
    document: str, *, doubtful: Sequence[Span] = (), passages: Sequence[Passage] = (), title: str = ""
) -> Extract:
    """What of a document can stand in a summary, as `compose_extractive` judges it."""
    if passages:
        return extract_originals(document, passages, title, doubtful=doubtful)
    return extract(document, doubtful=doubtful)


def compose(documents: Sequence[str], length: Length, writer: Writer, signature: Signature) -> Iterator[Summary]:
    """Summaries by the writer, in order. A document no longer than its summary is given back as it is, and a draft
    that is no summary gives way to an extractive one; notes say so."""
    extracts = [extract(document) for document in documents]
    written = [
        i
        for i, (document, found) in enumerate(zip(documents, extracts, strict=True))
        if len(found.sentences) > length.fewest and is_english(document)
    ]
    drafts = dict(zip(written, writer.write([documents[i] for i in written], length), strict=True)) if written else {}
    for i, (document, found) in enumerate(zip(documents, extracts, strict=True)):
        if i not in drafts:
            yield _extractive(found, length, signature, _language_note(document))
            continue
        draft = drafts[i]
        text = clean(draft.text)
        wrong = draft.refused
        wrong = wrong or defect(draft.text, document, writer.template) or defect(text, document, writer.template)
        if wrong is None and length.name != "headline" and not any(is_whole(s.line) for s in split_sentences(text)):
            wrong = "wrote no whole sentence"
        if wrong:
            note = f"the model {wrong}: this summary is extractive, sentences of the document as they stand"
            yield _extractive(found, length, signature, (*draft.notes, note), passes=draft.passes)
        elif length.name == "headline":
            yield _written_headline(text, draft, document, length, writer.method, signature)
        else:
            yield _written(text, draft, document, found, length, writer.method, signature)


def _extractive(
    found: Extract, length: Length, signature: Signature, notes: tuple[str, ...] = (), passes: int = 1
) -> Summary:
    count = len(found.sentences)
    if not count:
        notes = (*notes, "the document has no words: there is nothing to summarize")
        return Summary((), length.name, "extractive", passes, signature, notes)
    if length.name == "headline":
        best = found.best(_HEADLINES)
        index, line, cut = headline([s.line for s in best])
        if cut:
            notes = (*notes, f"the headline is cut to {HEADLINE_WORDS} words; its sentence goes on")
        cut_off: tuple[SummarySentence, ...] = (SummarySentence(line, (_own(best[index]),)),)
        return Summary(cut_off, length.name, "extractive", passes, signature, notes)
    # A long summary of a middling document leaves some sentences for its key facts.
    aim = max(length.fewest, min(length.aim, count - length.key_facts))
    taken = sorted(found.best(aim), key=lambda s: s.span)
    if len(taken) < length.fewest:
        notes = (
            *notes,
            f"the document has only {_sentences(len(taken))} to choose from; {length.name} asks for {length.fewest}",
        )
    if not found.has_whole(taken):
        notes = (*notes, "the document has no whole sentences: lines are given as they stand")
    facts = key_facts(found, length, [s.line for s in taken])
    return Summary(tuple(stated(s) for s in taken), length.name, "extractive", passes, signature, notes, facts)


def _written_headline(
    text: str, draft: Draft, document: str, length: Length, method: str, signature: Signature
) -> Summary:
    sentences = split_sentences(text)
    lines = [s.line.strip("\"“”' ") for s in sentences]
    _, line, cut = headline(lines[:1]) if lines else (0, "", False)
    notes = draft.notes
    if cut:
        notes = (*notes, f"the headline is cut to {HEADLINE_WORDS} words")
    (found,) = verify.evidence(document, [line])
    return Summary((SummarySentence(capital(line), found),), length.name, method, draft.passes, signature, notes)


def _written(
    text: str, draft: Draft, document: str, found: Extract, length: Length, method: str, signature: Signature
) -> Summary:
    lines: list[str] = []
    seen: set[str] = set()
    for sentence in split_sentences(text):
        line = capital(sentence.line)
        key = " ".join(terms(line))
        if is_whole(line) and key not in seen:
            seen.add(key)
            lines.append(line)
    notes = draft.notes
    if _stops_short(text):
        notes = (*notes, "the model stopped within a sentence: that sentence is left out")
    lines = lines[: length.most]
    sentences = [SummarySentence(*pair) for pair in zip(lines, verify.evidence(document, lines), strict=True)]
    if len(lines) < length.fewest:
        more = sorted(found.best(length.fewest - len(lines), without=lines), key=lambda s: s.span)
        sentences += [stated(s) for s in more]
        if more:
            notes = (
                *notes,
                f"the model wrote {_sentences(len(lines))} where {length.name} asks for {length.fewest} or more: "
                f"the last {_sentences(len(more))} of this summary stand in the document as given",
            )
    facts = key_facts(found, length, [s.text for s in sentences])
    title = _title(draft.headline, document)
    return Summary(tuple(sentences), length.name, method, draft.passes, signature, notes, facts, title)


def _title(written: str, document: str) -> SummarySentence | None:
    """The headline of the same answer, within the bounds of a headline; None where there is none or it is none."""
    lines = [s.line.strip("\"“”'* ") for s in split_sentences(clean(written))]
    if not lines or defect(lines[0], document):
        return None
    _, line, _ = headline(lines[:1])
    (found,) = verify.evidence(document, [line])
    return SummarySentence(capital(line), found)


def key_facts(found: Extract, length: Length, used: Sequence[str]) -> tuple[SummarySentence, ...]:
    """Further sentences of the document that state numbers, the densest first chosen, in document order."""
    if not length.key_facts:
        return ()
    rest = found.best(6 * length.key_facts, without=used)
    stating = [s for s in rest if re.search(r"\d", s.text) and is_whole(s.line)]
    stating.sort(key=lambda s: -len(re.findall(r"\d[\d.,]*", s.text)) / (8 + len(s.line.split())))
    facts = sorted(stating[: length.key_facts], key=lambda s: s.span)
    return tuple(stated(s) for s in facts)


def _language_note(document: str) -> tuple[str, ...]:
    if is_english(document):
        return ()
    return (
        "most letters of the document are not Latin, so it is not English: its sentences are given untranslated "
        "(svodka brief and svodka translate take Russian)",
    )


def stated(sentence: Sentence) -> SummarySentence:
    """The document's sentence on one line, without the bullet of a list."""
    return SummarySentence(re.sub(r"^[•*·▪-]\s+", "", sentence.line), (_own(sentence),))


def _stops_short(text: str) -> bool:
    """True when the last sentence of several is no whole one."""
    sentences = split_sentences(text)
    return len(sentences) > 1 and not is_whole(sentences[-1].line)


def _own(sentence: Sentence) -> verify.Evidence:
    return verify.Evidence(sentence.text, sentence.span, 1.0)


def capital(line: str) -> str:
    """T5 writes without capitals at the start of sentences."""
    for i, c in enumerate(line):
        if c.isalnum():
            # Not "iPhone" or "eBay": their second letter is a capital.
            return line if line[i + 1 : i + 2].isupper() else line[:i] + c.upper() + line[i + 1 :]
    return line


def _sentences(count: int) -> str:
    return "1 sentence" if count == 1 else f"{count} sentences"
