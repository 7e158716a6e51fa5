"""Take off what chat models wrap around an answer, and say what was taken off."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Qwen and DeepSeek think in <think>, Magistral in [THINK], gpt-oss in its analysis channel.
_THINKING = re.compile(
    r"<(think|thinking|thought|reasoning)>.*?(?:</\1>|\Z)|\[THINK\].*?(?:\[/THINK\]|\Z)"
    r"|<\|channel\|>analysis<\|message\|>.*?(?:<\|end\|>|(?=<\|start\|>)|\Z)",
    re.DOTALL | re.IGNORECASE,
)
# Where the chat template has opened the tag, only its end is in the answer.
_THOUGHT_END = re.compile(r"\A.*</(?:think|thinking|thought|reasoning)>|\A.*\[/THINK\]", re.DOTALL | re.IGNORECASE)
_TURNS = re.compile(r"<\|(?:start|channel|message|end|return|im_end|eot_id)\|>(?:assistant|final)?|<end_of_turn>|</s>")
_FENCED = re.compile(r"\A\s*```[\w-]*\n(.*?)\n?```\s*\Z", re.DOTALL)
_TAGS = re.compile(r"</?article>")
_GREETING = re.compile(
    r"\A\s*(?:(?:hello|hi)[!,.]\s+)?(?:(?:sure|certainly|of course|okay|absolutely)(?:[!.,]\s+|\b[^\n.!:]{0,60}:\s*))?"
    r"(?:(?:here(?: is|'s|’s| are)|below is|the following is)\b[^\n:]{0,80}:\s*)?",
    re.IGNORECASE,
)
# A translation may itself open with "Of course, …": only a line that announces a translation goes.
_ANNOUNCED = re.compile(r"\A[^\n:]{0,40}\btranslat[^\n:]{0,60}:[^\S\n]*(?:\n\s*|\Z)", re.IGNORECASE)
_LABEL = re.compile(r"\A\s*(?:\*\*|#+ )?(?:summary|brief|translation|answer)(?:\*\*)?\s*:(?:\*\*)?\s*", re.IGNORECASE)
_FAREWELL = re.compile(
    r"\n\s*(?:let me know|i hope (?:this|that)|feel free to|if you (?:need|would like|want)|would you like)\b[^\n]*\Z",
    re.IGNORECASE,
)
_MARKUP = (
    (re.compile(r"(\*\*\*|\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL), r"\2"),
    (re.compile(r"^#{1,6}\s+", re.MULTILINE), ""),
    (re.compile(r"^>\s?", re.MULTILINE), ""),
    (re.compile(r"(?<!`)`([^`\n]+)`(?!`)"), r"\1"),
    (re.compile(r"\[([^\]\n]+)\]\((?:https?://|mailto:|#)[^)\s]*\)"), r"\1"),
    (re.compile(r"^\s*(?:-{3,}|\*{3,}|_{3,})\s*$", re.MULTILINE), ""),
)
_BULLET = re.compile(r"^[^\S\n]*(?:[-*•–]|\d{1,2}[.)])[^\S\n]+(?=\S)", re.MULTILINE)


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

    def take(text: str, what: str, *patterns: tuple[re.Pattern[str], str]) -> str:
        for pattern, instead in patterns:
            text, before = pattern.sub(instead, text), text
            if text.strip() != before.strip() and what not in removed:
                removed.append(what)
        return text

    text = take(answer, "thinking", (_THINKING, ""), (_THOUGHT_END, ""))
    text = take(text, "turn marks", (_TURNS, ""), (_TAGS, ""))
    text = take(text, "markdown", (_FENCED, r"\1"))
    if verbatim:
        text = take(text, "a greeting", (_ANNOUNCED, ""))
    else:
        text = take(text, "a greeting", (_GREETING, ""), (_LABEL, ""), (_FAREWELL, ""))
        text = take(text, "list marks", (_BULLET, ""))
        text = take(text, "markdown", *_MARKUP)
    return Tidied(re.sub(r"\n{3,}", "\n\n", text).strip(), tuple(removed))
