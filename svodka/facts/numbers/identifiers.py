"""File names, versions, registry, case and article numbers: one thing letter by letter, never the numbers in it."""

from __future__ import annotations

from collections.abc import Iterator

from svodka.facts.types import Fact
from svodka.regexes import regex

_FILES = (
    "xlsx?|docx?|pdf|csv|tsv|jsonl?|xml|html?|zip|rar|7z|gz|tar|exe|py|jpe?g|png|gif|mp[34]|avi|txt|pptx?|odt|ods|apk|"
    "iso|sql|log|ya?ml|ini|cfg|conf|dll"
)
_BEFORE = r"№ ?|№|\b[Nn]o\. ?|\b[Nn]umbers? |\b(?:ИНН|КПП|ОГРН|БИК|СНИЛС|ISBN|INN|TIN|OGRN) "
_PLACE = (
    r"\b(?:[Сс]т\.|[Сс]тат(?:ья|ьи|ье|ью|ьей|ей|ьям)|[Пп]\.|[Пп]ункт\w*|[Чч]\.|[Aa]rt\.|[Aa]rticles?|[Ss]ec(?:tion|t?\.)|"
    r"[Cc]lauses?|[Pp]aragraphs?|[Вв]ерси\w+|[Vv]ersions?|[Rr]elease) ?|§ ?"
)
_IDENTIFIER = regex(
    rf"(?<![\w./-])(?P<file>[\w-]+(?:\.[\w-]+)*\.(?:{_FILES}))(?![\w-])"
    r"|(?<![\w.:/-])(?P<plot>\d{2}:\d{2}:\d{6,7}:\d+)(?![\w:])"
    r"|(?<![\w/-])(?P<case>[A-Za-zА-ЯЁ]{1,4}\d+-\d+/\d{2,4}(?:-\d+)*)(?![\w/])"
    # A version is no date (12.05.2024) and no grouped number (1.200.000).
    r"|(?<![\w.,])(?P<version>(?!\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?!\.?\d))(?!\d{1,3}(?:\.\d{3})+(?!\.?\d))"
    r"[vV]?\d+\.\d+\.\d+(?:\.\d+)*(?:-[a-z]+\.?\d*)?)(?!\w|[.,]\d)"
    r"|(?<![\w.,:/+-])(?P<zeros>0\d{4,})(?!\w|[.,:/-]\d)"
    rf"|(?:{_BEFORE})(?P<numbered>[A-Za-zА-ЯЁ]{{0,4}}(?=[\d/-]{{6,}}|0\d{{2}})\d[\d/-]*\d)(?!\w|[.,]\d)"
    rf"|(?:{_PLACE})(?P<place>\d+\.\d+(?:\.\d+)*)(?!\w|[.,]\d| ?%)"
    r"|(?<![\w-])(?P<goods>(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9]{2,}(?:-[A-Z0-9]+){2,})(?![\w-])"
)
_LATIN = str.maketrans("абвгдезийклмнопрстуфхё", "abvgdeziiklmnoprstufxe")
_LOOKALIKES = str.maketrans("авсенкмортху", "abcehkmoptxy")
_LITERAL = regex(r"\d[\d./:-]*")


def identifiers(text: str) -> Iterator[Fact]:
    """The identifiers of a text in its reading form, in order; the value is the identifier in lower case.

    The only atom is the whole identifier, "#" before it, its Cyrillic letters as Latin ones that look like them.
    """
    if not _DIGIT_OR_FILE.search(text):
        return
    for match in _IDENTIFIER.finditer(text):
        kind = match.lastgroup or "file"
        found = match[kind]
        yield Fact("identifier", found, match.span(kind), found.lower(), "", (frozenset({whole(found)}),))


_DIGIT_OR_FILE = regex(r"\d[./:-]\d|0\d\d|\d{5}|\w\.[a-z7]")


def whole(written: str) -> str:
    """The atom of an identifier, and of a figure that may be one."""
    return "#" + written.lower().removeprefix("v").translate(_LOOKALIKES).translate(_LATIN)


def as_identifiers(text: str) -> set[str]:
    """The atoms of the identifiers that the digits of a figure may be."""
    return {whole(match[0].rstrip(".:/-")) for match in _LITERAL.finditer(text)}
