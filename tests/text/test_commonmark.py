"""A text within Markdown, held against a parser of CommonMark: it opens nothing, and reads as it was."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from svodka.text import markdown

PARSER = MarkdownIt("gfm-like", {"linkify": False, "html": True})
PIECES = [
    "~~~", "```", "-", "--", "---", "+", "*", "**", "_", "1.", "12)", "999999999.", "    ", "\t", "\n", "\r",
    "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "#", "##", ">", "<b>", "<!--", "&lt;", "&", "[a](b)", "[a]: b",
    "![", "]", "|", "|-|", "=", "===", "\\", "`", "~~", "а", "Мост", " ", "\u00a0", "<http://a>", ":", ": a",
    "1", ".", "!", "[x]", "[^1]:", "$$", ":-", ":-:", "-:", "- - -",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(max_size=20)
PLACES = ("{}", "## {}", "- {}", "  - a\n    - ⚠ {}", "> a\n> {}", "a\n\n{}\n\nb")


def read(text):
    """The blocks that a parser makes of it, the kinds of what stands in them, and the words."""
    tokens = PARSER.parse(text)
    inline = [child for token in tokens if token.type == "inline" for child in token.children or ()]
    blocks = [token.type.removesuffix("_open") for token in tokens if token.nesting >= 0 and token.type != "inline"]
    words = "".join("\n" if child.type == "softbreak" else child.content for child in inline)
    return blocks, {child.type for child in inline}, words


@settings(max_examples=600, deadline=None)
@given(text=TEXTS, place=st.sampled_from(PLACES))
def test_it_opens_nothing_and_reads_as_it_was(text, place):
    shown = markdown(text)
    assert not re.search("[\n\r\x0b\x0c\x85\u2028\u2029]", shown)
    line = re.sub("[\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]+", " ", text).strip(" ").replace("\x00", "\ufffd")
    if not line.strip():
        return
    blocks, kinds, words = read(place.format(shown))
    _, _, around = read(place.format("Мост"))
    assert blocks == read(place.format("Мост"))[0], shown
    assert kinds <= {"text", "softbreak", "text_special"}
    assert "".join(words.split()) == "".join(around.replace("Мост", line).split()), shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("~~~", "\\~\\~\\~"),
        ("- a", "\\- a"),
        ("+ a", "\\+ a"),
        ("1. a", "1\\. a"),
        ("12) a", "12\\) a"),
        ("    a", "a"),
        ("a\r# b", "a \\# b"),
        ("a\n===", "a ==="),
        ("===", "\\==="),
        ("2025.5", "2025.5"),
        ("1 500 руб.", "1 500 руб."),
        ("1\u00a0500", "1\u00a0500"),
        ("-5", "-5"),
        ("---", "\\---"),
        ("-- -", "\\-- -"),
        ("=HYPERLINK", "=HYPERLINK"),
        ("&lt;", "\\&lt;"),
        ("", ""),
    ],
)
def test_as_it_is_written(text, shown):
    assert markdown(text) == shown
