"""Fetching a URL politely and safely: limits on time, size and redirects; robots.txt; conditional requests.

`fetch` gives the document; `fetch_if_changed` is for callers that keep an answer's validators and come again.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import re
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from svodka.errors import InputError
from svodka.network import Allowance, OverAllowance, bounded_transport, retry_after, within
from svodka.readers.address import check_url, guard
from svodka.readers.intake.compression import http_decoded
from svodka.readers.intake.documents import Document, content_type
from svodka.readers.options import ReadOptions
from svodka.version import __version__

_log = logging.getLogger("svodka")
USER_AGENT = f"svodka/{__version__} (news reader)"
_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html, application/xml;q=0.9, */*;q=0.5",
    "Accept-Language": "ru, *;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}
_ROBOTS_LIMIT = 500_000  # bytes, as RFC 9309 section 2.5 demands at least
_PACKING = 1 << 20  # bytes that packing and framing may add to a document
_TYPES = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom", "application/json",
          "application/x-ndjson", "application/rdf", "application/octet-stream", "application/feed", "application/gzip",
          "application/x-gzip", "application/zip", "application/warc")  # fmt: skip


class StatusError(InputError):
    """A URL answered with an error status. ``retry_after`` is the moment before which it wants no other request."""

    def __init__(self, url: str, status: int, retry_after: datetime | None = None) -> None:
        super().__init__(f"{url} answered with HTTP status {status}; expected 200")
        self.status, self.retry_after = status, retry_after


@dataclass(frozen=True, slots=True)
class Answer:
    """What a URL answered: ``document`` is None when it has not changed (HTTP 304).

    ``url`` is where redirects ended, ``moved`` where permanent ones alone (301, 308) led; ``etag`` and
    ``last_modified`` are the validators for the next `fetch_if_changed`.
    """

    document: Document | None
    url: str
    moved: str
    etag: str | None
    last_modified: str | None


def fetch(url: str, options: ReadOptions) -> Document:
    """The document at a URL, after at most ``options.max_redirects`` redirects.

    Raises InputError for a URL that is not http(s), an address that is not public (unless ``allow_private``), a site
    whose robots.txt forbids it, an error status, a document that is too large, of a kind that is no text, or too slow.
    """
    kept: dict[str, _Cache] = {}

    def cache(here: str) -> _Cache:
        if here not in kept:
            kept[here] = _Cache.of(here, options)
        return kept[here]

    here, _, status, headers, body = _follow(url, options, lambda here: cache(here).conditions())
    cached = cache(here)
    if status == 304:
        if cached.body is None:
            raise StatusError(here, status)
        return _document(here, cached.headers, cached.body)
    cached.store(headers, body)
    return _document(here, headers, body)


def fetch_if_changed(
    url: str,
    options: ReadOptions,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    robots: MutableMapping[str, str] | None = None,
) -> Answer:
    """The answer of a URL, asked to send a document only if it differs from the one with these validators.

    ``robots`` holds the text of each site's robots.txt and is added to; without it, this process remembers them.
    Raises as `fetch` does, a `StatusError` for a status other than 200 and 304.
    """
    asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    conditions = {name: value for name, value in asked.items() if value}
    here, moved, status, headers, body = _follow(url, options, lambda _: conditions, robots)
    if status == 304 and not conditions:
        raise StatusError(here, status)
    document = _document(here, headers, body) if status == 200 else None
    if document is None:  # a 304 need not repeat them (RFC 9110, section 15.4.5)
        return Answer(None, here, moved, headers.get("etag") or etag, headers.get("last-modified") or last_modified)
    return Answer(document, here, moved, headers.get("etag"), headers.get("last-modified"))


def _follow(
    url: str,
    options: ReadOptions,
    conditions: Callable[[str], dict[str, str]],
    robots: MutableMapping[str, str] | None = None,
) -> tuple[str, str, int, dict[str, str], bytes]:
    """Follow redirects to a 200 or 304: where they end, where permanent ones alone lead, status, headers, body."""
    allowance = Allowance(options.timeout, max(options.max_bytes, _ROBOTS_LIMIT) + _PACKING)
    with _client(options) as client, within(allowance):
        here = moved = url
        permanent = True
        for _ in range(options.max_redirects + 1):
            check_url(here)
            if not options.ignore_robots:
                _ask_robots(client, here, options, allowance, robots)
            status, headers, body = _get(client, here, options.max_bytes, allowance, conditions(here))
            if status in _REDIRECTS and headers.get("location"):
                here = _join(here, headers["location"])
                permanent = permanent and status in _PERMANENT
                moved = here if permanent else moved
                continue
            if status not in {200, 304}:
                raise StatusError(here, status, retry_after(headers.get("retry-after"), datetime.now(UTC)))
            return here, moved, status, headers, body
    raise InputError(f"{url} redirects more than {options.max_redirects} times; last to {here}")


def _join(base: str, location: str) -> str:
    try:
        return urljoin(base, location)
    except ValueError as error:
        raise InputError(f"{base} redirects to {location!r}, which is not a URL: {error}") from error


def _client(options: ReadOptions) -> Any:
    import httpx

    transport = bounded_transport(tls=_tls(), connections=4, choose=guard(options.allow_private))
    return httpx.Client(
        transport=transport,
        timeout=min(options.timeout, 10.0),
        follow_redirects=False,
        trust_env=False,
        headers=_HEADERS,
    )  # fmt: skip


@cache
def _tls() -> Any:
    """Made once: reading the certificates costs more than a request does."""
    import httpx

    return httpx.create_ssl_context()


def _get(
    client: Any, url: str, limit: int, allowance: Allowance, headers: dict[str, str]
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (lower case) and body. The allowance is for all of it, the limit for its decoded size."""
    import httpx

    body = bytearray()
    try:
        with client.stream("GET", url, headers=headers) as response:
            found = {name.lower(): value for name, value in response.headers.items()}
            if response.status_code in _REDIRECTS:
                return response.status_code, found, b""
            kind = found.get("content-type", "text/html").lower()
            if response.status_code == 200 and not kind.startswith(_TYPES):
                raise InputError(f"{url} is {kind.split(';')[0]}, expected a page, a feed or an export")
            packed = _Chunks(response.iter_raw())
            stream = http_decoded(packed, found.get("content-encoding", ""), _size(found.get("content-length")))
            while chunk := stream.read(1 << 16):
                body += chunk
                if len(body) > limit:
                    raise InputError(f"{url} is larger than {limit / 1e6:g} MB; raise --max-bytes if that is meant")
                if allowance.rest() <= 0:
                    raise InputError(f"{url} did not end within the time limit; raise --timeout if that is meant")
            return response.status_code, found, bytes(body)
    except OverAllowance as error:
        raise InputError(f"{url} {error}; raise --max-bytes if that is meant") from error
    except httpx.TimeoutException as error:
        raise InputError(
            f"{url} did not answer in time ({type(error).__name__}); raise --timeout or try later"
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError) as error:
        raise InputError(f"{url} cannot be fetched: {str(error) or type(error).__name__}") from error


def _size(value: str | None) -> int:
    return int(value) if value and re.fullmatch("[0-9]{1,18}", value) else 0


class _Chunks:
    """An answer's body, as it comes over the wire, as a stream."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""

    def read(self, size: int = -1, /) -> bytes:
        if size < 0:
            return b"".join(iter(lambda: self.read(1 << 16), b""))
        self._rest = self._rest or next(self._chunks, b"")
        data, self._rest = self._rest[:size], self._rest[size:]
        return data


def _ask_robots(
    client: Any, url: str, options: ReadOptions, allowance: Allowance, known: MutableMapping[str, str] | None
) -> None:
    """Raises InputError when the site's robots.txt forbids the URL to us; a missing one forbids nothing (RFC 9309)."""
    parts = urlsplit(url)
    site = f"{parts.scheme}://{parts.netloc}"
    own = _ROBOTS.setdefault(options.allow_private, {})
    if known is None:
        known = own
    text = known.get(site)
    if text is None:
        status, headers, body = 404, dict[str, str](), b""
        here = f"{site}/robots.txt"
        for _ in range(3):
            check_url(here)
            status, headers, body = _get(client, here, _ROBOTS_LIMIT, allowance, {})
            if status not in _REDIRECTS or not headers.get("location"):
                break
            here = _join(here, headers["location"])
        if status >= 500:
            raise InputError(
                f"{site}/robots.txt answered with HTTP status {status}: the site is not read while it fails"
            )
        text = body.decode("utf-8", "replace") if status == 200 else ""
        if len(own) > 500:
            own.clear()
        known[site] = text
    rules = RobotFileParser()
    rules.parse(text.splitlines())
    if not rules.can_fetch(USER_AGENT, url):
        raise InputError(f"{site}/robots.txt forbids reading {url}; --ignore-robots reads it all the same")


_ROBOTS: dict[bool, dict[str, str]] = {}


def _document(url: str, headers: dict[str, str], body: bytes) -> Document:
    kind, charset = content_type(headers.get("content-type"))
    return Document(url, io.BytesIO(body), url=url, charset=charset, kind=kind or None)


class _Cache:
    """What was fetched before, for If-None-Match and If-Modified-Since; nothing without a cache folder."""

    def __init__(self, folder: Path | None, url: str) -> None:
        self._path = folder / f"{hashlib.sha256(url.encode('utf-8', 'replace')).hexdigest()}.json" if folder else None
        self.headers: dict[str, str] = {}
        self.body: bytes | None = None
        self._damaged = False
        if self._path and self._path.exists():
            try:
                self.headers, self.body = _saved(self._path.read_text(encoding="utf-8"))
            except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                self._damaged = True
                _log.warning(
                    "%s is no answer that svodka kept (%s): left as it is, and not used; delete it", self._path, error
                )

    @classmethod
    def of(cls, url: str, options: ReadOptions) -> _Cache:
        return cls(Path(options.cache_dir) if options.cache_dir else None, url)

    def conditions(self) -> dict[str, str]:
        if self.body is None:
            return {}
        pairs = (("If-None-Match", self.headers.get("etag")), ("If-Modified-Since", self.headers.get("last-modified")))
        return {name: value for name, value in pairs if value}

    def store(self, headers: dict[str, str], body: bytes) -> None:
        if self._path is None or self._damaged or not ("etag" in headers or "last-modified" in headers):
            return
        kept = {name: headers[name] for name in ("etag", "last-modified", "content-type") if _plain(headers.get(name))}
        temporary = self._path.with_suffix(".part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(json.dumps({"headers": kept, "body": body.hex()}), encoding="utf-8")
            temporary.replace(self._path)
        except OSError as error:
            raise InputError(f"the cache folder {self._path.parent} cannot be written: {error.strerror}") from error


def _saved(text: str) -> tuple[dict[str, str], bytes]:
    """Headers and body of a file that `_Cache.store` wrote. Raises ValueError and its like for any other."""
    saved = json.loads(text)
    headers = dict(saved["headers"])
    if not all(_plain(word) for pair in headers.items() for word in pair):
        raise ValueError("its headers are none")
    return headers, bytes.fromhex(saved["body"])


def _plain(value: object) -> bool:
    """Whether a value can stand in a header of ours."""
    return isinstance(value, str) and value.isascii() and value.isprintable()
