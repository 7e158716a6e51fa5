"""A transport for httpx that holds every exchange to its allowance, and may choose which addresses it connects to.

httpx has no public seam for the network backend; httpcore beneath it has one, and httpx takes any transport.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from svodka.network.allowance import current

if TYPE_CHECKING:
    import httpx

# Host and port -> the addresses to connect to, in order; may raise.
Chooser = Callable[[str, int], list[str]]


def bounded_transport(
    *, tls: ssl.SSLContext, connections: int, choose: Chooser | None = None, proxy: str | None = None
) -> httpx.BaseTransport:
    """A transport whose sockets obey the allowance of their thread (`within`).

    ``choose`` names the very addresses that are connected to, at every connection and so at every redirect; ``proxy``
    is the URL of an HTTP proxy that stands between.
    """
    import httpcore
    import httpx

    settings: dict[str, Any] = {
        "ssl_context": tls, "max_connections": connections, "network_backend": _backend(choose),
    }  # fmt: skip
    pool = _proxied(proxy, settings) if proxy else httpcore.ConnectionPool(**settings)

    class Body(httpx.SyncByteStream):
        def __init__(self, stream: Any) -> None:
            self._stream = stream

        def __iter__(self) -> Iterator[bytes]:
            with _as_httpx():
                yield from self._stream

        def close(self) -> None:
            self._stream.close()

    class Bounded(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            url = request.url
            if (allowance := current()) is not None:
                allowance.asked()
            with _as_httpx():
                answer = pool.handle_request(
                    httpcore.Request(
                        method=request.method,
                        url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                        headers=request.headers.raw,
                        content=request.stream,
                        extensions=request.extensions,
                    )
                )
            if allowance is not None:
                allowance.begun()
            return httpx.Response(
                status_code=answer.status,
                headers=answer.headers,
                stream=Body(answer.stream),
                extensions=answer.extensions,
            )

        def close(self) -> None:
            pool.close()

    return Bounded()


def _proxied(proxy: str, settings: dict[str, Any]) -> Any:
    import httpcore
    import httpx

    found = httpx.Proxy(proxy)
    auth = (found.auth[0].encode(), found.auth[1].encode()) if found.auth else None
    url = httpcore.URL(scheme=found.url.raw_scheme, host=found.url.raw_host, port=found.url.port, target=b"/")
    kind = httpcore.SOCKSProxy if found.url.scheme.startswith("socks") else httpcore.HTTPProxy
    return kind(proxy_url=url, proxy_auth=auth, **settings)


@contextmanager
def _as_httpx() -> Iterator[None]:
    """httpcore's exceptions as those of the same name that httpx has for them."""
    import httpcore
    import httpx

    kinds = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError,
             httpcore.UnsupportedProtocol)  # fmt: skip
    try:
        yield
    except kinds as error:
        name = type(error).__name__
        raise getattr(httpx, name, httpx.TransportError)(str(error) or name) from error


def _backend(choose: Chooser | None) -> Any:
    import httpcore

    def left(timeout: float | None) -> float | None:
        if (allowance := current()) is None:
            return timeout
        rest = allowance.rest()
        if rest <= 0:
            raise httpcore.ReadTimeout("the time limit is over")
        return rest if timeout is None else min(timeout, rest)

    class Timed(httpcore.NetworkStream):
        """The time that is left holds for every single read, so that neither headers nor a body trickle for ever."""

        def __init__(self, stream: httpcore.NetworkStream) -> None:
            self._stream = stream

        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            data = self._stream.read(max_bytes, left(timeout))
            if (allowance := current()) is not None:
                allowance.take(len(data))
            return data

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

    class Choosing(httpcore.SyncBackend):
        def connect_tcp(
            self,
            host: str,
            port: int,
            timeout: float | None = None,
            local_address: str | None = None,
            socket_options: Any = None,
        ) -> httpcore.NetworkStream:
            failure: Exception | None = None
            for address in choose(host, port) if choose is not None else [host]:
                try:
                    return Timed(super().connect_tcp(address, port, left(timeout), local_address, socket_options))
                except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                    failure = error
            raise failure or httpcore.ConnectError(f"the host {host!r} has no address")

    return Choosing()
