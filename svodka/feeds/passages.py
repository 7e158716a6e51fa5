"""Addresses of passages: a link that opens the original page at the sentence which is the evidence.

The text directive of URL Fragment Text Directives (WICG, https://wicg.github.io/scroll-to-text-fragment/), known to
Chromium, Safari and Firefox; other browsers open the page at its top.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from svodka.regexes import regex

_WHOLE = 8  # words that are named one by one; of a longer passage the first and the last few
_END = 4
_EDGE = regex(r"^\W+|\W+$")
# RFC 3987 leaves these out of addresses; a browser takes them, a validator of feeds does not.
# So are characters that act on a display, and those that no XML holds.
_FORBIDDEN = regex(
    r"[\x00-\x20\x7f-\xa0\"<>\\^`{|}\[\]\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def passage_url(url: str, text: str) -> str:
    """``url`` with a directive to ``text``, whose words stand on the page; ``url`` itself when it has no words."""
    words = text.split()
    if len(words) <= _WHOLE:
        ends = [_EDGE.sub("", text)]
    else:
        ends = [_EDGE.sub("", " ".join(part)) for part in (words[:_END], words[-_END:])]
    if not all(ends):
        return url
    return f"{url}{'' if '#' in url else '#'}:~:text={','.join(map(_encoded, ends))}"


def _encoded(words: str) -> str:
    """All but letters and digits percent-encoded: dashes and commas mean something in a directive.

    Letters stand as they are, in any script: an address may hold them (RFC 3987), and readers show them.
    """
    return "".join(
        c if c.isalnum() else f"%{ord(c):02X}" if c < "\x80" else quote(c, errors="replace")
        for c in " ".join(words.split())
    )


def iri(url: str) -> str:
    """An http or https address with whatever RFC 3987 forbids in it percent-encoded; "" when it cannot be one."""
    url = re.sub("[\t\n\r]", "", url)  # as every parser of addresses does (WHATWG, URL, section 4.4)
    try:
        parts = urlsplit(url)
        host = parts.netloc and parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host:
        return ""
    start = url.index(parts.netloc) + len(parts.netloc)
    if _FORBIDDEN.search(parts.netloc.replace("[", "").replace("]", "")):
        return ""
    rest = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", url[start:])
    return url[:start] + _FORBIDDEN.sub(lambda found: quote(found[0], errors="replace"), rest)
