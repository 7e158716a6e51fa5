"""Headline and brief out of one answer: a JSON object, two labelled parts, or the text alone."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from svodka.regexes import regex

SCHEMA = {
    "type": "object",
    "properties": {"headline": {"type": "string"}, "brief": {"type": "string"}},
    "required": ["headline", "brief"],
    "additionalProperties": False,
}
HEADLINE_RULE = "one headline of at most 15 words, in the active voice, without a full stop"
JSON_RULE = (
    'Answer with one JSON object and nothing else: {"headline": "' + HEADLINE_RULE + '", "brief": "the summary"}'
)
LABEL_RULE = (
    f"Answer in two parts and nothing else: a line that begins with HEADLINE: and holds {HEADLINE_RULE}; then a line "
    "that begins with BRIEF: and holds the summary."
)
_LABEL = r"(?:^|\n)[^\S\n]*(?:\*\*|#+[^\S\n]*)?{}(?:\*\*)?[^\S\n]*:(?:\*\*)?[^\S\n]*"
_HEADLINE = regex(_LABEL.format("(?:headline|title)"), re.IGNORECASE)
_BRIEF = regex(_LABEL.format("(?:brief|summary)"), re.IGNORECASE)
_FIELD = regex(r'"(headline|brief)"\s*:\s*"((?:[^"\\]|\\.)*)("?)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Parts:
    """What an answer holds; ``headline`` is empty where it has none."""

    headline: str
    brief: str


def parts(text: str) -> Parts:
    """The two parts of a tidied answer. A JSON object that was cut at the limit gives what is there of it."""
    start = text.find("{")
    if start >= 0 and re.match(r'\{\s*"(?:headline|brief)"', text[start:]):
        return _from_json(text[start:])
    brief = _BRIEF.search(text)
    title = _HEADLINE.search(text)
    if title and brief and title.end() <= brief.start():
        return Parts(text[title.end() : brief.start()].strip(), text[brief.end() :].strip())
    if title:
        line, _, rest = text[title.end() :].partition("\n")
        return Parts(line.strip(), rest.strip())
    return Parts("", text[brief.end() :].strip() if brief and not text[: brief.start()].strip() else text)


def _from_json(text: str) -> Parts:
    try:
        data, _ = json.JSONDecoder().raw_decode(text)
        values = {key: _joined(data.get(key)) for key in ("headline", "brief")}
    except (ValueError, RecursionError):
        values = {name: _unescaped(value) for name, value, _ in _FIELD.findall(text)}
    return Parts(values.get("headline", "").strip(), values.get("brief", "").strip())


def _joined(value: object) -> str:
    """The text, also of a model that gives its sentences as a list."""
    if isinstance(value, list):
        return " ".join(v for v in value if isinstance(v, str))
    return value if isinstance(value, str) else ""


def _unescaped(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value.replace('\\"', '"').replace("\\n", "\n")
