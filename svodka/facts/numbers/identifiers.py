"""File names, versions, registry, case and article numbers: one thing letter by letter, never the numbers in it."""

from __future__ import annotations

from collections.abc import Iterator

from svodka.facts.types import Fact
from svodka.regexes import regex

_FILES = (
    "xlsx?|docx?|pdf|csv|tsv|jsonl?|xml|html?|zip|rar|7z|gz|tar|exe|py|jpe?g|png|gif|mp[34]|avi|txt|pptx?|odt|ods|apk|"
    "iso|sql|log|md|ya?ml|ini|cfg|conf|dll|sh|bat"
)
_HEX = "[0-9A-Fa-f]"
_BYTE = r"(?:25[0-5]|2[0-4]\d|1\d\d|\d?\d)"
_PLATE = "[АВЕКМНОРСТУХABEKMHOPCTYX]"
CODES = "|".join((
    rf"(?<![\w./-])[\w-]+(?:\.[\w-]+)*\.(?:{_FILES})(?![\w-])",
    r"(?<![\w.:/-])\d{2}:\d{2}:\d{6,7}:\d+(?![\w:])",  # cadastral numbers
    r"(?<![\w/-])[A-Za-zА-ЯЁ]{1,4}\d+-\d+/\d{2,4}(?:-\d+)*(?![\w/])",  # case numbers: А40-123456/2025
    rf"(?<![\w-]){_HEX}{{8}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}(?![\w-])",  # UUID (RFC 9562)
    rf"(?<![\w:-])(?:{_HEX}{{2}}:){{5}}{_HEX}{{2}}(?![\w:])",  # addresses of network cards
    rf"(?<!\w)(?=[a-fA-F]*\d)(?=\d*[a-fA-F]){_HEX}{{16,128}}(?!\w)",  # hashes
    rf"(?<![\w.,])(?:{_BYTE}\.){{3}}{_BYTE}(?!\w|\.\d)",  # addresses of IPv4
    # A version is no date (12.05.2024) and no grouped number (1.200.000).
    r"(?<![\w.,])(?!(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.\d{4}(?!\.?\d)|[0-3]\d\.(?:0[1-9]|1[0-2])\.\d\d(?!\.?\d))"
    r"(?!\d{1,3}(?:\.\d{3})+(?!\.?\d))[vV]?\d+\.\d+\.\d+(?:\.\d+)*(?:-?[a-z]+\.?\d*)?(?!\w|[.,]\d)",
    r"(?<![\w.,])[vV]\d+\.\d+(?!\w|[.,]\d)",
    r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)",  # IBAN (ISO 13616)
    r"(?<!\w)(?=[A-Z]*\d)(?=\d*[A-Z])[A-HJ-NPR-Z0-9]{17}(?!\w)",  # vehicles (ISO 3779)
    rf"(?<![\w-]){_PLATE} ?\d{{3}} ?{_PLATE}{{2}} ?\d{{2,3}}(?![\w-])",  # their plates (GOST R 50577)
    r"(?<![\w+])(?:\+\d{1,3}|8)[ -]?\(?\d{3}\)?[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}(?!\w|-\d)",  # telephones
    r"(?<![\w-])\d{4} \d{4} \d{4} \d{4}(?![\w-])|(?<![\w-])\d{3}-\d{3}-\d{3} \d{2}(?![\w-])",  # cards, SNILS
    r"(?<![\w-])97[89]-\d{1,5}-\d{1,7}-\d{1,7}-\d(?![\w-])",  # ISBN
    r"(?<![\w.])10\.\d{4,9}/[^\s«»\"<>]*\w",  # DOI
    r"(?<![\w.-])[a-z]{2,}\d+[a-z]+(?![\w-])",  # log4j
    r"(?<![\w-])(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9]{2,}(?:-[A-Z0-9]+){2,}(?![\w-])",  # goods, CVE
))  # fmt: skip
"""What is one thing letter by letter wherever it stands, a pattern with capitals and small letters told apart."""
_BEFORE = r"№ ?|№|\b[Nn]o\. ?|\b[Nn]umbers? |\b(?:ИНН|КПП|ОГРН|БИК|СНИЛС|ISBN|INN|TIN|OGRN) "
_PLACE = (
    r"\b(?:[Сс]т\.|[Сс]тат(?:ья|ьи|ье|ью|ьей|ей|ьям)|[Пп]\.|[Пп]ункт\w*|[Чч]\.|[Aa]rt\.|[Aa]rticles?|[Ss]ec(?:tion|t?\.)|"
    r"[Cc]lauses?|[Pp]aragraphs?|[Вв]ерси\w+|[Vv]ersions?|[Rr]elease) ?|§ ?"
)
_IDENTIFIER = regex(
    rf"(?P<code>{CODES})"
    r"|(?<![\w.,:/+-])(?P<zeros>0\d{4,})(?!\w|[.,:/-]\d)"
    rf"|(?:{_BEFORE})(?P<numbered>[A-Za-zА-ЯЁ]{{0,4}}(?=[\d/-]{{6,}}|0\d{{2}})\d[\d/-]*\d)(?!\w|[.,]\d)"
    r"|(?:(?:ГОСТ|GOST)(?: [РR])? )(?P<standard>\d[\d.]*-\d{2,4})(?!\w)"
    rf"|(?:{_PLACE})(?P<place>\d+\.\d+(?:\.\d+)*)(?!\w|[.,]\d| ?%)"
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
        kind = match.lastgroup or "code"
        found = match[kind]
        yield Fact("identifier", found, match.span(kind), found.lower(), "", (frozenset({whole(found)}),))


_DIGIT_OR_FILE = regex(
    r"\d[./:-]\w|[A-Za-zА-Я]-?\d|\d[A-Za-z]|\d{5}|0\d\d|\w\.[a-z7]|\d{3} (?:\d\d|[A-ZА-Я]{2})|\) ?\d"
)


def whole(written: str) -> str:
    """The atom of an identifier, and of a figure that may be one."""
    return "#" + written.lower().removeprefix("v").translate(_LOOKALIKES).translate(_LATIN)


def as_identifiers(text: str) -> set[str]:
    """The atoms of the identifiers that the digits of a figure may be."""
    return {whole(match[0].rstrip(".:/-")) for match in _LITERAL.finditer(text)}
