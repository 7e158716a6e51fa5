"""The body of a server's answer as text: unpacked and decoded within bounds, or the reason why it cannot be."""

from __future__ import annotations

import codecs
import json
import zlib
from collections.abc import Iterable, Mapping

from svodka.errors import EndpointError
from svodka.network import Allowance

# An answer of 100,000 tokens is half a megabyte; what is larger is none. The same packed and unpacked.
MOST_BYTES = 8_000_000
ACCEPTED = "gzip, deflate"
_CHUNK = 1 << 16
_CODINGS = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate", "identity": "", "": ""}


class Unreadable(EndpointError):
    """What is wrong with a body, as the end of "the server …"."""


def read_body(chunks: Iterable[bytes], headers: Mapping[str, str], allowance: Allowance) -> str:
    """The text of a body given as it comes over the wire. Raises Unreadable for one that is too large, takes too long,
    is packed as we did not ask for it, or is damaged."""
    words = [word.strip().lower() for word in headers.get("content-encoding", "").split(",")]
    codings = [_CODINGS.get(word) for word in words]
    if None in codings or len([coding for coding in codings if coding]) > 1:
        raise Unreadable(f"packed its answer as {', '.join(words)!r:.60}; expected {ACCEPTED} or nothing")
    coding = next((coding for coding in codings if coding), None)
    data = bytearray()
    for part in _unpacked(chunks, coding) if coding else chunks:
        data += part
        if len(data) > MOST_BYTES:
            raise Unreadable(f"sent an answer of more than {MOST_BYTES / 1e6:g} MB")
        if allowance.rest() <= 0:
            raise Unreadable(f"did not end its answer within {allowance.seconds:g} s")
    return _decoded(bytes(data), headers.get("content-type", ""))


def _unpacked(chunks: Iterable[bytes], coding: str) -> Iterable[bytes]:
    """gzip (one member or several) or deflate, with zlib's header or bare; at most `_CHUNK` bytes at a time."""
    decoder = None
    ended = True
    try:
        for chunk in chunks:
            rest = chunk
            while rest:
                if decoder is None:
                    decoder, ended = zlib.decompressobj(_bits(coding, rest)), False
                yield decoder.decompress(rest, _CHUNK)
                rest = decoder.unconsumed_tail
                if decoder.eof:
                    rest, decoder, ended = decoder.unused_data.lstrip(b"\0"), None, True
            while decoder is not None and (more := decoder.decompress(b"", _CHUNK)):
                yield more
    except zlib.error as error:
        raise Unreadable(f"sent damaged {coding} data ({error})") from error
    if not ended:
        raise Unreadable(f"sent {coding} data that ends before its end mark")


def _bits(coding: str, head: bytes) -> int:
    if coding == "gzip":
        return 16 + zlib.MAX_WBITS
    zlib_header = len(head) > 1 and head[0] & 15 == 8 and (head[0] * 256 + head[1]) % 31 == 0  # RFC 1950, section 2.2
    return zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS


def _decoded(data: bytes, kind: str) -> str:
    """JSON is UTF-8 (RFC 8259, section 8.1); another encoding is believed where it is one, and fits."""
    charset = _charset(kind)
    if charset is not None:
        try:
            codec = codecs.lookup(charset)
        except (LookupError, ValueError, UnicodeError):  # no encoding that is known here
            codec = codecs.lookup("utf-8")
        if not getattr(codec, "_is_text_encoding", False) or codec.name.replace("-", "_") in _NO_ENCODINGS:
            raise Unreadable(f"says that its answer is in {charset!r:.40}, which is no encoding of text")
        if codec.name.startswith(("utf-16", "utf-32", "utf-7")):
            try:
                return data.decode(codec.name)
            except UnicodeError as error:
                raise Unreadable(f"says that its answer is in {charset!r:.40}, and it is not") from error
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return data.decode(codec.name, "replace")
    return data.decode(json.detect_encoding(data), "replace")


_NO_ENCODINGS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}


def _charset(kind: str) -> str | None:
    for part in kind.split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \"'")
    return None
