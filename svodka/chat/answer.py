"""From the bytes that a server sent to a `ChatAnswer`, or to the reason why they are none."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

EXCERPT = 200


@dataclass(frozen=True, slots=True)
class ChatAnswer:
    """What a model answered.

    ``cut`` is true when it stopped at the limit of tokens; ``reasoned`` when the server gave a thinking part apart from
    the text; ``fingerprint`` is the server's own name for its build and weights; tokens are the server's count, 0
    where it gives none.
    """

    text: str
    cut: bool = False
    reasoned: bool = False
    fingerprint: str | None = None
    prompt_tokens: int = 0
    answer_tokens: int = 0


def read_answer(text: str) -> ChatAnswer | str:
    """The answer in a response's body, or what is wrong with it, as the end of "the server …"."""
    try:
        data = json.loads(text)
    except RecursionError:
        return f"answered with JSON that is nested too deep to be read: {excerpt(text)}"
    except ValueError:
        kind = "HTML" if text.lstrip()[:1] == "<" else "no JSON"
        return f"answered with {kind}: {excerpt(text)}"
    if not isinstance(data, dict):
        return f"answered with a JSON {type(data).__name__} instead of an object"
    if data.get("error") and not data.get("choices"):
        return f"reported an error: {complaint(text)}"
    choices = data.get("choices")
    if not (isinstance(choices, list) and choices and isinstance(choices[0], dict)):
        return f"answered without choices: {excerpt(text)}"
    message = choices[0].get("message")
    if not isinstance(message, dict):
        return f"answered without a message: {excerpt(text)}"
    usage = data.get("usage") if isinstance(data.get("usage"), dict) else {}
    fingerprint = data.get("system_fingerprint")
    return ChatAnswer(
        text=_content(message.get("content")),
        cut=choices[0].get("finish_reason") == "length",
        reasoned=any(
            isinstance(message.get(k), str) and message[k].strip() for k in ("reasoning_content", "reasoning")
        ),
        fingerprint=excerpt(fingerprint) if isinstance(fingerprint, str) and fingerprint.strip() else None,
        prompt_tokens=_count(usage, "prompt_tokens"),
        answer_tokens=_count(usage, "completion_tokens"),
    )


def complaint(text: str) -> str:
    """The message of an error body, in whichever of the usual shapes; else the start of the body."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return excerpt(text)
    for key in ("error", "message", "detail"):
        found = data.get(key) if isinstance(data, dict) else None
        if isinstance(found, dict):
            found = found.get("message")
        if found:
            return excerpt(found if isinstance(found, str) else _shown(found))
    return excerpt(text)


def _shown(value: Any) -> str:
    try:
        return json.dumps(value)
    except RecursionError:
        return "what is nested too deep to be shown"


def excerpt(text: str) -> str:
    """The start of a text on one line."""
    line = " ".join(text[: EXCERPT * 50].split())
    return (line[:EXCERPT] + "…" if len(line) > EXCERPT else line) or "nothing"


def _content(content: Any) -> str:
    """The text: a string, or the text entries of a list of parts."""
    if isinstance(content, list):
        parts = [p.get("text") for p in content if isinstance(p, dict) and p.get("type") in {"text", "output_text"}]
        return "".join(p for p in parts if isinstance(p, str))
    return content if isinstance(content, str) else ""


def _count(usage: Any, name: str) -> int:
    value = usage.get(name)
    return value if isinstance(value, int) and value > 0 else 0
