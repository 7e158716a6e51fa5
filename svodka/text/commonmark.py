"""A text within Markdown: shown as it is, on one line, opening nothing."""

from __future__ import annotations

from svodka.regexes import regex

# CommonMark 0.31: what is markup anywhere, with GitHub's tables and strokes and the entities of HTML.
_MARKUP = regex(r"[\\`*_\[\]<>#|~&]")
# What opens a block, or makes a heading of the line before: list marks, rules, a numbered list's mark.
_OPENING = regex(r"[-+:](?=\s|$)|[-:](?=[-:\s]*$)|=(?==*\s*$)|(?P<number>\d{1,9})(?=[.)](?:\s|$))")
_BREAKS = regex("[\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]+")


def markdown(text: str) -> str:
    """The text as a line of Markdown: no markup, no HTML, nothing that begins a list, quote, heading, fence or code."""
    line = _MARKUP.sub(r"\\\g<0>", _BREAKS.sub(" ", text).strip(" "))
    found = _OPENING.match(line)
    if found is None:
        return line
    return f"{found['number']}\\{line[found.end() :]}" if found["number"] else f"\\{line}"
