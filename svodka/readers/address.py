"""Which addresses may be fetched: public ones, checked on the resolved address that is then connected to."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from svodka.errors import InputError
from svodka.readers.special import is_special
from svodka.regexes import regex

_CHANNEL = regex(r"[A-Za-z][A-Za-z0-9_]{3,31}")
_CHANNEL_URL = regex(
    rf"(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me|telegram\.dog)/(?:s/)?(?!joinchat|addstickers|share|proxy|iv)"
    rf"({_CHANNEL.pattern})/?",
    re.IGNORECASE,
)
# What leads into a channel, to a message of it, or to nothing that can be read, without saying a public name.
_PRIVATE_URL = regex(
    r"(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me|telegram\.dog)/(?:s/)?(?:\+|joinchat/|c/)\S*|tg://(?:join|privatepost)\b\S*",
    re.IGNORECASE,
)


def check_url(url: str) -> tuple[str, str]:
    """Scheme and host of a URL. Raises InputError for anything but http and https with a host."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError as error:
        raise InputError(f"{url!r} is not a URL: {error}") from error
    if parts.scheme not in {"http", "https"}:
        raise InputError(f"{url!r} has the scheme {parts.scheme!r}; only http and https are fetched")
    if not host:
        raise InputError(f"{url!r} names no host")
    return parts.scheme, host


def address_of(name: str) -> str | None:
    """The http(s) address that an input names, or None for a file.

    A Telegram channel, ``@NAME`` or any of its addresses, is at its public preview. Raises InputError for a name that
    no channel can have, and for an address of a private channel.
    """
    if _PRIVATE_URL.fullmatch(name):
        raise InputError(
            f"{name!r} leads to a private Telegram channel, which has no page to read; expected a public one, @NAME or "
            "https://t.me/s/NAME. What you are in yourself Telegram exports: give its result.json or messages.html"
        )
    if name.startswith("@") and not Path(name).exists():
        if not _CHANNEL.fullmatch(name[1:]):
            raise InputError(
                f"{name!r} is no name of a Telegram channel; expected @ and 4 to 32 Latin letters, digits and "
                "underscores, a letter first"
            )
        return f"https://t.me/s/{name[1:]}"
    if found := _CHANNEL_URL.fullmatch(name):
        return f"https://t.me/s/{found[1]}"
    return name if name.lower().startswith(("http://", "https://")) else None


def host_of(url: str | None) -> str:
    """The host of a URL without "www.", "" for what is none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_public(address: str) -> bool:
    """Whether an IP address may be a site's: it lies in no range that IANA keeps for other purposes."""
    return not is_special(address)


def resolve(host: str, port: int) -> list[str]:
    """The host's addresses. Raises OSError when it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def guard(allow_private: bool) -> Callable[[str, int], list[str]]:
    """Which addresses of a host are connected to, for `svodka.network.bounded_transport`.

    The check is made on the very address that is connected to, at every connection and so at every redirect: a name
    that answers differently the second time (DNS rebinding) gains nothing.
    """
    import httpcore

    def choose(host: str, port: int) -> list[str]:
        try:
            addresses = resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the host {host!r} is not known ({error})") from error
        allowed = [a for a in addresses if allow_private or is_public(a)]
        if addresses and not allowed:
            raise PrivateAddressError(host, addresses[0])
        return allowed[:4]

    return choose


class PrivateAddressError(InputError):
    """A URL leads to a private, loopback or otherwise not public address."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(
            f"{host} is at {address}, which is not a public address; --allow-private fetches it if that is meant"
        )
