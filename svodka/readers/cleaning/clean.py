"""Plain text of a news page -> headline, body, and what was removed with the reason.

Lines are judged by what they say (`svodka.readers.cleaning.boilerplate`) and by where they stand: repeats of the
headline, the tail of other items' headlines, the dateline in front of the first sentence, a channel's footer under the
last. A sentence of the body is never rewritten: a line stays as it is or goes whole, only datelines, footers, notices
of the law and footnote marks are cut out of a paragraph; words set with blanks between their letters are put together.
"""

from __future__ import annotations

import re

from svodka.errors import InputError
from svodka.readers.cleaning.boilerplate import reason
from svodka.readers.cleaning.datelines import dateline
from svodka.readers.cleaning.dates import WHEN
from svodka.readers.cleaning.footers import footer, without_footer
from svodka.readers.cleaning.headlines import clean_headline, no_headline
from svodka.readers.cleaning.notices import without_notices
from svodka.readers.cleaning.raised import settled
from svodka.readers.cleaning.removal import Removed
from svodka.readers.cleaning.spaced import joined
from svodka.readers.intake.characters import visible
from svodka.regexes import regex

_LONGEST_HEADLINE = 250
# In the middle of the body only these go; the other reasons count at the page's edges and among their like.
_ANYWHERE = {
    "button", "share", "error report prompt", "subscription", "cookie notice", "comments", "counter", "advertisement",
    "related heading", "photo credit", "separator",
}  # fmt: skip
_BUTTONS = {"button", "share", "comments", "error report prompt", "related heading", "subscription"}
# "28 августа 2025 Заголовок": a date, then a capital, a digit or a quote; "28 августа 2025 года в" is a sentence.
_DATED = regex(rf"[\s•·*-]*{WHEN}[\s,.|:/—–-]+(?!(?:года|г)\b)[\"«„“(\[А-ЯЁA-Z0-9]", re.IGNORECASE)
_CAPITAL = regex(rf"[\s•·*-]*(?i:{WHEN})[\s,.|:/—–-]+[\"«„“(\[А-ЯЁA-Z0-9]")
_DATED_AFTER = regex(rf".{{15,}}[\s,(|]{WHEN}[\s)]*", re.IGNORECASE)
_SENTENCE_END = regex(r"[.!?…][\"»”')\]]*$")
_STOP = regex(r"(?<!\bг)(?<!\bим)[.;:,…][\"»”')\]]*$")
_PROMPT = regex(
    r"(?:Если [Вв]ы )?(?:[Зз]аметили|[Нн]ашли|[Уу]видели|[Оо]бнаружили|заметите|найд[её]те) (?:в тексте )?"
    r"(?:ошибку|опечатку)[^.!]{0,120}?(?:нажмите|Ctrl)(?: (?:на )?(?:клавиши )?)?(?:(?:Ctrl)? ?\+ ?Enter)?"
    r"(?:[.!]|(?=\s)|$)"
)
_GLUED = 20  # characters of a line beside such a call that make it more than the call
_TWO_SENTENCES = regex(r"[а-яё0-9»\")][.!?]+ +[А-ЯЁ«\"]")


def clean_text(raw: str) -> tuple[str, str, tuple[Removed, ...]]:
    """Headline, body and removed stretches of a raw plain-text item.

    The headline is the first line when it reads as one (short, set apart, or repeated), else "". Paragraphs of the body
    are separated by a blank line, lines within one by a line break, as in ``raw``.

    Raises InputError when nothing is left to read.
    """
    blocks, removed = without_notices(_lines(raw))
    headline, start, before = _find_headline(blocks)
    kept, cut = clean_lines(headline, blocks[start:])
    removed += before + cut
    if not any(kept) and headline:
        headline, kept = "", [headline]
    return headline, _text(kept, removed), tuple(removed)


def clean_body(headline: str, raw: str) -> tuple[str, tuple[Removed, ...]]:
    """Body and removed stretches of a raw text whose headline is known ("" when it has none).

    Raises InputError when nothing is left to read.
    """
    kept, removed = clean_lines(headline, _lines(raw))
    return _text(kept, removed), tuple(removed)


def _lines(raw: str) -> list[str]:
    return [line.strip() for line in visible(raw).splitlines()]


def _text(kept: list[str], removed: list[Removed]) -> str:
    text = _join(kept)
    if not text:
        reasons = ", ".join(sorted({r.reason for r in removed}))
        what = f"only boilerplate ({reasons})" if reasons else "it is empty"
        raise InputError(f"no news text found: {what}; expected a headline and a body in plain text")
    return text


def clean_lines(headline: str, lines: list[str]) -> tuple[list[str], list[Removed]]:
    """The lines of a body, "" where one was removed or blank, and what was removed, in order.

    ``headline`` is matched, not changed; it may be "".
    """
    lines, noticed = without_notices(lines)
    noticed += _cut_prompts(lines)
    why: list[str | None] = [reason(line) for line in lines]
    for i, line in enumerate(lines):
        if why[i] == "photo credit" and 0 < len(dateline(line)) < len(line):  # "/ТАСС/" before a sentence
            why[i] = None
    _mark_footer(lines, why)
    key = comparable(headline)
    for i, line in enumerate(lines):
        if key and comparable(line) == key:
            why[i] = "repeated headline"
    listed = _listed_after_button(lines, why)
    body = [i for i in range(listed) if lines[i] and why[i] is None and not _is_dated_headline(lines[i])]
    if not body:  # nothing but what looks like a list: then the list is the news
        body = [i for i, line in enumerate(lines) if line and why[i] is None]
    tail = _tail_start(lines, why, body)
    first, last = (body[0], body[-1]) if body else (0, 0)
    _mark_related(lines, why)
    kept, removed = [], noticed
    for i, line in enumerate(lines):
        verdict = why[i]
        if i >= tail and line:
            verdict = verdict or "tail of other headlines"
        elif verdict and verdict not in _ANYWHERE | {"repeated headline", "related headline"} and first < i < last:
            verdict = None  # inside the body: a date or an arrow there may be the author's
        if verdict and line:
            removed.append(Removed(line, verdict))
            kept.append("")
        else:
            kept.append(line)
    _cut_edges(kept, removed)
    for i, line in enumerate(kept):
        if line:
            kept[i], marks = settled(joined(line))
            removed += marks
    return kept, removed


def _mark_footer(lines: list[str], why: list[str | None]) -> None:
    """The lines of a channel's footer, from the end up to the last line that is none."""
    for i in range(len(lines) - 1, -1, -1):
        if lines[i] and why[i] is None:
            why[i] = footer(lines[i])
        if lines[i] and why[i] is None:
            return


def _cut_prompts(lines: list[str]) -> list[Removed]:
    """Takes the call to report errors out of the lines that it is glued to."""
    removed = []
    for i, line in enumerate(lines):
        if (prompt := _PROMPT.search(line)) and len(prompt[0]) + _GLUED < len(line):
            removed.append(Removed(prompt[0].strip(), "error report prompt"))
            lines[i] = f"{line[: prompt.start()].rstrip()} {line[prompt.end() :].lstrip()}".strip()
    return removed


def _cut_edges(kept: list[str], removed: list[Removed]) -> None:
    """The dateline off the first paragraph, a footer off the last."""
    written = [i for i, line in enumerate(kept) if line]
    if written:
        kept[written[-1]], cut = without_footer(kept[written[-1]])
        removed += [cut] if cut else []
    for i in written:
        begins = dateline(kept[i])
        if begins:
            removed.insert(0, Removed(begins.strip(), "dateline"))
            kept[i] = kept[i][len(begins) :]
        if kept[i]:
            return


def comparable(text: str) -> str:
    """A headline reduced to what makes it the same headline: letters and digits, one case, ё as е."""
    return " ".join(re.findall(r"\w+", text.casefold().replace("ё", "е")))


def _find_headline(lines: list[str]) -> tuple[str, int, list[Removed]]:
    """Headline or "", the index where the body begins, and what stood before it."""
    removed = []
    for i, line in enumerate(lines):
        if not line:
            continue
        if why := reason(line) or footer(line) or no_headline(line):
            removed.append(Removed(line, why))
            continue
        rest = [other for other in lines[i + 1 :] if other and not reason(other)]
        line = re.sub(r"^#{1,6} +", "", line)  # Markdown
        repeated = any(comparable(other) == comparable(line) for other in rest[:6])
        if rest and (repeated or _reads_as_headline(line, lines[i + 1] if i + 1 < len(lines) else "")):
            headline, _, cut = clean_headline(line)
            return headline, i + 1, removed + cut
        return "", i, removed
    return "", len(lines), removed


def _reads_as_headline(line: str, following: str) -> bool:
    if len(line) > _LONGEST_HEADLINE or line.endswith((":", ";", ",")):
        return False
    if not _SENTENCE_END.search(line):
        return not (following and following[0].islower())  # a sentence wrapped over two lines is none
    # A headline may end with a stop when it stands alone and is one sentence.
    return not following and len(line) <= 150 and not _TWO_SENTENCES.search(line)


def _is_dated_headline(line: str) -> bool:
    """A line of a news list: date and headline without a final stop, in either order."""
    if len(line) > _LONGEST_HEADLINE + 40 or _STOP.search(line) or _TWO_SENTENCES.search(line):
        return False
    return bool(_DATED.match(line) and _CAPITAL.match(line)) or bool(_DATED_AFTER.fullmatch(line))


def _tail_start(lines: list[str], why: list[str | None], body: list[int]) -> int:
    """Where the tail of other headlines begins: after the last line of the body, if what follows is such a tail."""
    if not body:
        return len(lines)
    last = body[-1]
    # In the two-line shape (a date, then a headline under it) the headlines passed for body: step back over pairs.
    while last > body[0] and not _STOP.search(lines[last]) and len(lines[last]) <= _LONGEST_HEADLINE:
        before = next((j for j in range(last - 1, -1, -1) if lines[j]), -1)
        if before < 0 or why[before] != "date line":
            break
        last = max((j for j in body if j < before), default=body[0])
    stepped = last != body[-1]
    after = [i for i in range(last + 1, len(lines)) if lines[i]]
    dated = sum(why[i] is None for i in after)
    marked = any(why[i] is not None for i in after) and not stepped
    if dated >= 2 or (dated and marked):
        return last + 1
    return len(lines)


def _listed_after_button(lines: list[str], why: list[str | None]) -> int:
    """Where a list of undated headlines begins that ends the page, three or more below its buttons; else the end."""
    count = 0
    for i in range(len(lines) - 1, 0, -1):
        if why[i] in _BUTTONS and count >= 3:
            return i
        if lines[i] and why[i] is None:
            if _STOP.search(lines[i]) or len(lines[i]) > 160 or _TWO_SENTENCES.search(lines[i]):
                break
            count += 1
    return len(lines)


def _mark_related(lines: list[str], why: list[str | None]) -> None:
    """After "Читайте также" the lines without a final stop are headlines of other items, until prose begins again."""
    inside = False
    for i, line in enumerate(lines):
        if why[i] == "related heading":
            inside = True
        elif inside and line and why[i] is None:
            if len(line) <= 160 and not _STOP.search(line) and not _TWO_SENTENCES.search(line):
                why[i] = "related headline"
            else:
                inside = False


def _join(lines: list[str]) -> str:
    """Lines with runs of blank ones made one, none at the ends."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
