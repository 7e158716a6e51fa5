"""Fetching a URL politely and safely: limits on time, size and redirects; robots.txt; conditional requests."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import time
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from svodka.errors import InputError
from svodka.readers.address import check_url, guarded_backend
from svodka.readers.documents import Document
from svodka.readers.options import ReadOptions
from svodka.version import __version__

USER_AGENT = f"svodka/{__version__} (news reader)"
_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html, application/xml;q=0.9, */*;q=0.5",
    "Accept-Language": "ru, *;q=0.5",
}
_REDIRECTS = {301, 302, 303, 307, 308}
_ROBOTS_LIMIT = 500_000  # bytes, as RFC 9309 section 2.5 demands at least
_TYPES = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom", "application/json",
          "application/x-ndjson", "application/rdf", "application/octet-stream", "application/feed", "application/gzip",
          "application/x-gzip", "application/zip", "application/warc")  # fmt: skip


def fetch(url: str, options: ReadOptions) -> Document:
    """The document at a URL, after at most ``options.max_redirects`` redirects.

    Raises InputError for a URL that is not http(s), an address that is not public (unless ``allow_private``), a site
    whose robots.txt forbids it, an error status, a document that is too large, of a kind that is no text, or too slow.
    """
    deadline = time.monotonic() + options.timeout
    client = _client(options, deadline)
    with client:
        here = url
        for _ in range(options.max_redirects + 1):
            check_url(here)
            if not options.ignore_robots:
                _ask_robots(client, here, options, deadline)
            cached = _Cache.of(here, options)
            status, headers, body = _get(client, here, options.max_bytes, deadline, cached.conditions())
            if status in _REDIRECTS and headers.get("location"):
                here = urljoin(here, headers["location"])
                continue
            if status == 304 and cached.body is not None:
                return _document(here, cached.headers, cached.body)
            if status != 200:
                raise InputError(f"{here} answered with HTTP status {status}; expected 200")
            cached.store(headers, body)
            return _document(here, headers, body)
    raise InputError(f"{url} redirects more than {options.max_redirects} times; last to {here}")


def _client(options: ReadOptions, deadline: float) -> Any:
    import httpcore
    import httpx

    transport = httpx.HTTPTransport(retries=0, trust_env=False)
    # httpx has no public seam for the network backend; httpcore, beneath it, has.
    transport._pool = httpcore.ConnectionPool(
        ssl_context=httpx.create_ssl_context(),
        network_backend=guarded_backend(options.allow_private, deadline),
        max_connections=4,
    )
    return httpx.Client(
        transport=transport,
        timeout=min(options.timeout, 10.0),
        follow_redirects=False,
        trust_env=False,
        headers=_HEADERS,
    )  # fmt: skip


def _get(
    client: Any, url: str, limit: int, deadline: float, headers: dict[str, str]
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (lower case) and body. The deadline is for the whole answer, the limit for its decoded size."""
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
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > limit:
                    raise InputError(f"{url} is larger than {limit / 1e6:g} MB; raise --max-bytes if that is meant")
                if time.monotonic() > deadline:
                    raise InputError(f"{url} did not end within the time limit; raise --timeout if that is meant")
            return response.status_code, found, bytes(body)
    except httpx.TimeoutException as error:
        raise InputError(
            f"{url} did not answer in time ({type(error).__name__}); raise --timeout or try later"
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError) as error:
        raise InputError(f"{url} cannot be fetched: {str(error) or type(error).__name__}") from error


def _ask_robots(client: Any, url: str, options: ReadOptions, deadline: float) -> None:
    """Raises InputError when the site's robots.txt forbids the URL to us; a missing one forbids nothing (RFC 9309)."""
    parts = urlsplit(url)
    site = f"{parts.scheme}://{parts.netloc}"
    known: dict[str, RobotFileParser] = _ROBOTS.setdefault(options.allow_private, {})
    if site not in known:
        rules = RobotFileParser()
        status, headers, body = 404, dict[str, str](), b""
        here = f"{site}/robots.txt"
        for _ in range(3):
            check_url(here)
            status, headers, body = _get(client, here, _ROBOTS_LIMIT, deadline, {})
            if status not in _REDIRECTS or not headers.get("location"):
                break
            here = urljoin(here, headers["location"])
        if status >= 500:
            raise InputError(
                f"{site}/robots.txt answered with HTTP status {status}: the site is not read while it fails"
            )
        rules.parse(body.decode("utf-8", "replace").splitlines() if status == 200 else [])
        if len(known) > 500:
            known.clear()
        known[site] = rules
    if not known[site].can_fetch(USER_AGENT, url):
        raise InputError(f"{site}/robots.txt forbids reading {url}; --ignore-robots reads it all the same")


_ROBOTS: dict[bool, dict[str, RobotFileParser]] = {}


def _document(url: str, headers: dict[str, str], body: bytes) -> Document:
    kind, _, rest = headers.get("content-type", "").partition(";")
    charset = next(
        (p.split("=", 1)[1].strip(" \"'") for p in rest.split(";") if p.strip().lower().startswith("charset=")), None
    )
    return Document(url, io.BytesIO(body), url=url, charset=charset, kind=kind.strip().lower() or None)


class _Cache:
    """What was fetched before, for If-None-Match and If-Modified-Since; nothing without a cache folder."""

    def __init__(self, folder: Path | None, url: str) -> None:
        self._path = folder / f"{hashlib.sha256(url.encode('utf-8', 'replace')).hexdigest()}.json" if folder else None
        self.headers: dict[str, str] = {}
        self.body: bytes | None = None
        if self._path and self._path.exists():
            with contextlib.suppress(OSError, ValueError, KeyError):
                saved = json.loads(self._path.read_text(encoding="utf-8"))
                self.headers, self.body = saved["headers"], bytes.fromhex(saved["body"])

    @classmethod
    def of(cls, url: str, options: ReadOptions) -> _Cache:
        return cls(Path(options.cache_dir) if options.cache_dir else None, url)

    def conditions(self) -> dict[str, str]:
        if self.body is None:
            return {}
        pairs = (("If-None-Match", self.headers.get("etag")), ("If-Modified-Since", self.headers.get("last-modified")))
        return {name: value for name, value in pairs if value}

    def store(self, headers: dict[str, str], body: bytes) -> None:
        if self._path is None or not ("etag" in headers or "last-modified" in headers):
            return
        kept = {name: headers[name] for name in ("etag", "last-modified", "content-type") if name in headers}
        temporary = self._path.with_suffix(".part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(json.dumps({"headers": kept, "body": body.hex()}), encoding="utf-8")
            temporary.replace(self._path)
        except OSError as error:
            raise InputError(f"the cache folder {self._path.parent} cannot be written: {error.strerror}") from error
