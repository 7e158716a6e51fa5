"""Take off what chat models wrap around an answer, and say what was taken off."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from svodka.regexes import regex

# Qwen and DeepSeek think in <think>, Magistral in [THINK], gpt-oss in its analysis channel.
_THINKING = regex(
    r"<(think|thinking|thought|reasoning)>.*?(?:</\1>|\Z)|\[THINK\].*?(?:\[/THINK\]|\Z)"
    r"|<\|channel\|>analysis<\|message\|>.*?(?:<\|end\|>|(?=<\|start\|>)|\Z)",
    re.DOTALL | re.IGNORECASE,
)
# Where the chat template has opened the tag, only its end is in the answer.
_THOUGHT_END = regex(r"\A.*</(?:think|thinking|thought|reasoning)>|\A.*\[/THINK\]", re.DOTALL | re.IGNORECASE)
_TURNS = regex(r"<\|(?:start|channel|message|end|return|im_end|eot_id)\|>(?:assistant|final)?|<end_of_turn>|</s>")
_FENCED = regex(r"\A\s*```[\w-]*\n(.*?)\n?```\s*\Z", re.DOTALL)
_TAGS = regex(r"</?article>")
_GREETING = regex(
    r"\A\s*(?:(?:hello|hi)[!,.]\s+)?(?:(?:sure|certainly|of course|okay|absolutely)(?:[!.,]\s+|\b[^\n.!:]{0,60}:\s*))?"
    r"(?:(?:here(?: is|'s|’s| are)|below is|the following is)\b[^\n:]{0,80}:\s*)?",
    re.IGNORECASE,
)
# A translation may itself open with "Of course, …": only a line that announces a translation goes.
_ANNOUNCED = regex(r"\A[^\n:]{0,40}\btranslat[^\n:]{0,60}:[^\S\n]*(?:\n\s*|\Z)", re.IGNORECASE)
_LABEL = regex(r"\A\s*(?:\*\*|#+ )?(?:summary|brief|translation|answer)(?:\*\*)?\s*:(?:\*\*)?\s*", re.IGNORECASE)
# Of the last line: from each of ten thousand newlines on, all the others would be gone through.
_FAREWELL = regex(
    r"(?:let me know|i hope (?:this|that)|feel free to|if you (?:need|would like|want)|would you like)\b", re.IGNORECASE
)
_STRESS = regex(r"(\*\*\*|\*\*|__)(?=\S)")
_STRESS_ENDS = {mark: regex(rf"(?<=\S)(?={re.escape(mark)})") for mark in ("***", "**", "__")}
_MARKUP = (
    (regex(r"^#{1,6}\s+", re.MULTILINE), ""),
    (regex(r"^>\s?", re.MULTILINE), ""),
    (regex(r"(?<!`)`([^`\n]+)`(?!`)"), r"\1"),
    (regex(r"\[([^\[\]\n]+)\]\((?:https?://|mailto:|#)[^()\s]{0,2000}\)"), r"\1"),
    (regex(r"^[^\S\n]*(?:-{3,}|\*{3,}|_{3,})[^\S\n]*$", re.MULTILINE), ""),
)
_BULLET = regex(r"^[^\S\n]*(?:[-*•–]|\d{1,2}[.)])[^\S\n]+(?=\S)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Tidied:
    """An answer's text, and what was taken off it, such as ``thinking`` or ``list marks``."""

    text: str
    removed: tuple[str, ...]


def tidy(answer: str, *, verbatim: bool = False) -> Tidied:
    """The answer without its thinking part, greetings, markdown and list marks.

    ``verbatim`` is for translations, which may rightly hold lists, mark-up and greetings: those stay.
    """
    removed: list[str] = []

    def took(before: str, text: str, what: str) -> str:
        if text.strip() != before.strip() and what not in removed:
            removed.append(what)
        return text

    def take(text: str, what: str, *patterns: tuple[re.Pattern[str], str]) -> str:
        for pattern, instead in patterns:
            text = took(text, pattern.sub(instead, text), what)
        return text

    text = take(answer, "thinking", (_THINKING, ""), (_THOUGHT_END, ""))
    text = take(text, "turn marks", (_TURNS, ""), (_TAGS, ""))
    text = take(text, "markdown", (_FENCED, r"\1"))
    if verbatim:
        text = take(text, "a greeting", (_ANNOUNCED, ""))
    else:
        text = take(text, "a greeting", (_GREETING, ""), (_LABEL, ""))
        text = took(text, _without_farewell(text), "a greeting")
        text = take(text, "list marks", (_BULLET, ""))
        text = took(text, _without_stress(text), "markdown")
        text = take(text, "markdown", *_MARKUP)
    return Tidied(re.sub(r"\n{3,}", "\n\n", text).strip(), tuple(removed))


def _without_farewell(text: str) -> str:
    head, newline, last = text.rstrip().rpartition("\n")
    return head.rstrip() if newline and _FAREWELL.match(last.lstrip()) else text


def _without_stress(text: str) -> str:
    """The text without pairs of ``**``, ``***`` or ``__`` around what begins and ends in no space.

    Where a pair may end is looked up, not searched for: from each mark that is never closed a search would go to
    the end.
    """
    ends = {mark: [m.start() for m in pattern.finditer(text)] for mark, pattern in _STRESS_ENDS.items()}
    kept, place, at = [], 0, 0
    while found := _STRESS.search(text, at):
        start, mark = found.start(), found[1]
        for tried in (mark, "**") if mark == "***" else (mark,):
            begins = start + len(tried)
            index = bisect_right(ends[tried], begins)
            if index < len(ends[tried]):
                end = ends[tried][index]
                kept += [text[place:start], text[begins:end]]
                place = at = end + len(tried)
                break
        else:
            at = start + 1
    return "".join([*kept, text[place:]])
