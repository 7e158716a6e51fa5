"""Which addresses may be fetched: public ones, checked on the resolved address that is then connected to."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from typing import Any
from urllib.parse import urlsplit

from svodka.errors import InputError


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


def host_of(url: str | None) -> str:
    """The host of a URL without "www.", "" for what is none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_public(address: str) -> bool:
    """Whether an IP address is a public unicast one, also inside IPv6 forms that carry an IPv4 address."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            ip = inner
    return ip.is_global and not ip.is_multicast


def resolve(host: str, port: int) -> list[str]:
    """The host's addresses. Raises OSError when it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def guarded_backend(allow_private: bool, deadline: float) -> Any:
    """A network backend for httpcore that connects only to checked addresses, until a moment of `time.monotonic`.

    The check is made on the very address that is connected to, at every connection and so at every redirect: a name
    that answers differently the second time (DNS rebinding) gains nothing. The deadline holds for every single read,
    so that neither headers nor a body can trickle for ever.
    """
    import httpcore

    def left(timeout: float | None) -> float:
        rest = deadline - time.monotonic()
        if rest <= 0:
            raise httpcore.ReadTimeout("the time limit is over")
        return rest if timeout is None else min(timeout, rest)

    class Timed(httpcore.NetworkStream):
        def __init__(self, stream: httpcore.NetworkStream) -> None:
            self._stream = stream

        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            return self._stream.read(max_bytes, left(timeout))

        def write(self, buffer: bytes, timeout: float | None = None) -> None:
            self._stream.write(buffer, left(timeout))

        def close(self) -> None:
            self._stream.close()

        def start_tls(
            self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
        ) -> httpcore.NetworkStream:
            return Timed(self._stream.start_tls(ssl_context, server_hostname, left(timeout)))

        def get_extra_info(self, info: str) -> Any:
            return self._stream.get_extra_info(info)

    class Guarded(httpcore.SyncBackend):
        def connect_tcp(
            self,
            host: str,
            port: int,
            timeout: float | None = None,
            local_address: str | None = None,
            socket_options: Any = None,
        ) -> httpcore.NetworkStream:
            try:
                addresses = resolve(host, port)
            except (OSError, UnicodeError) as error:
                raise httpcore.ConnectError(f"the host {host!r} is not known ({error})") from error
            allowed = [a for a in addresses if allow_private or is_public(a)]
            if not allowed:
                raise PrivateAddressError(host, addresses[0])
            failure: Exception | None = None
            for address in allowed[:4]:
                try:
                    return Timed(super().connect_tcp(address, port, left(timeout), local_address, socket_options))
                except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                    failure = error
            raise failure or httpcore.ConnectError(f"the host {host!r} has no address")

    return Guarded()


class PrivateAddressError(InputError):
    """A URL leads to a private, loopback or otherwise not public address."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(
            f"{host} is at {address}, which is not a public address; --allow-private fetches it if that is meant"
        )
