"""Where a chat server answers, and the key that it wants: from the arguments, else from the environment."""

from __future__ import annotations

import os
import re
from ipaddress import ip_address
from typing import NoReturn
from urllib.parse import urlsplit

from svodka.errors import OptionError

ENDPOINT_VARIABLE, KEY_VARIABLE = "SVODKA_ENDPOINT", "SVODKA_API_KEY"
# A local ollama (its documentation, "OpenAI compatibility").
DEFAULT_URL = "http://localhost:11434/v1"
PREFIX = "chat:"
HIDDEN = "***"


def model_of(name: str) -> str | None:
    """The model in ``chat:MODEL``, None for any other name. Raises OptionError for ``chat:`` alone."""
    if not name.startswith(PREFIX):
        return None
    model = name.removeprefix(PREFIX).strip()
    if not model:
        raise OptionError("chat: names no model; give the name that the server knows it by, such as chat:gemma3")
    return model


class Endpoint:
    """The base URL of an OpenAI-compatible server. It holds the key and shows it to nobody: not in ``repr``, not as a
    field, not pickled.

    ``url`` None is ``SVODKA_ENDPOINT``, else a local ollama; the key is ``SVODKA_API_KEY``. ``offline`` allows servers
    on this machine only. Raises OptionError for a URL that cannot be one, or a key that cannot stand in a header.
    """

    __slots__ = ("_key", "_spelled", "local", "notices", "url")

    def __init__(self, url: str | None = None, *, offline: bool = False) -> None:
        given = url or os.environ.get(ENDPOINT_VARIABLE) or DEFAULT_URL
        self.url, host = _checked(given.strip())
        self.local = _is_local(host)
        self._key = _key()
        self._spelled = _spellings(self._key) if self._key else None
        self.notices: tuple[str, ...] = ()
        if offline and not self.local:
            raise OptionError(f"--offline forbids asking {host}; name a chat server on this machine, or leave it out")
        if self._key and not self.local and self.url.startswith("http:"):
            self.notices = (f"the key of {KEY_VARIABLE} goes to {host} over a connection that is not encrypted",)

    def headers(self) -> dict[str, str]:
        """What every request carries; the only place that the key leaves this object by."""
        return {"Authorization": f"Bearer {self._key}"} if self._key else {}

    def scrub(self, text: str) -> str:
        """A server's words with the key taken out, should it repeat it, as it is or as JSON may spell it."""
        return self._spelled.sub(HIDDEN, text) if self._spelled else text

    def proxy(self) -> str | None:
        """The proxy of the environment that stands before this server; none before one on this machine."""
        from urllib.request import getproxies, proxy_bypass

        parts = urlsplit(self.url)
        found = getproxies()
        if self.local or proxy_bypass(parts.hostname or ""):
            return None
        url = found.get(parts.scheme) or found.get("all")
        return (url if "://" in url else f"http://{url}") if url else None

    @property
    def has_key(self) -> bool:
        """Whether there is a key."""
        return self._key is not None

    def __repr__(self) -> str:
        return f"Endpoint({self.url!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("an Endpoint holds a key and is never stored; make it where it is used")


def _checked(url: str) -> tuple[str, str]:
    """The base URL without a trailing slash, and its host. No message shows more than scheme, host and path."""
    expected = f"expected the base URL of an OpenAI-compatible server, such as {DEFAULT_URL}"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise OptionError(f"the endpoint is no URL; {expected}") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise OptionError(f"the endpoint is no http or https URL; {expected}")
    if parts.username is not None or parts.query or parts.fragment:
        raise OptionError(
            f"the endpoint at {host} has a password, query or fragment in its URL, which may be a secret; {expected}, "
            f"and put the key into {KEY_VARIABLE}"
        )
    path = parts.path.rstrip("/").removesuffix("/chat/completions")
    at = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{at}{f':{port}' if port else ''}{path or '/v1'}", host


def _is_local(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _spellings(key: str) -> re.Pattern[str]:
    """The key, each character as itself, behind backslashes, or as JSON's ``\\u002f``."""
    # A bound on the backslashes: a run of them must not be gone through once from each of its places.
    return re.compile("".join(rf"(?:\\{{0,8}}{re.escape(c)}|\\{{1,8}}u00(?i:{ord(c):02x}))" for c in key))


def _key() -> str | None:
    key = os.environ.get(KEY_VARIABLE, "").strip()
    if not all(" " < c <= "~" for c in key):
        raise OptionError(f"{KEY_VARIABLE} holds characters that cannot stand in a header; set it to the key alone")
    return key or None
