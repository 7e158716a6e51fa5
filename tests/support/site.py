"""A real HTTP server on loopback with pages that a test sets; conditional requests are answered by ETag."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Site(ThreadingHTTPServer):
    """``pages`` maps a path to (status, headers, body); ``seen`` lists (path, headers) of the requests."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: str = "127.0.0.1") -> None:
        super().__init__((address, 0), _Handler)
        self.url = f"http://{address}:{self.server_port}"
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.seen: list[tuple[str, dict[str, str]]] = []

    def put(self, path: str, body: str | bytes = "", status: int = 200, **headers: str) -> str:
        """Serve ``body`` at ``path``, with an ETag unless one is given; gives the address."""
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if status == 200:
            named.setdefault("ETag", f'"{hashlib.sha256(data).hexdigest()[:12]}"')
        self.pages[path] = (status, named, data)
        return self.url + path

    def asked(self) -> list[str]:
        """The paths that were asked for, robots.txt aside."""
        return [path for path, _ in self.seen if path != "/robots.txt"]


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        site = self.server
        assert isinstance(site, Site)
        site.seen.append((self.path, dict(self.headers)))
        status, headers, body = site.pages.get(self.path, (404, {}, b""))
        if status == 200 and headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.send_response(status)
        for name, value in {"Content-Type": "application/xml", "Content-Length": str(len(body)), **headers}.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(address: str = "127.0.0.1") -> Iterator[Site]:
    """A `Site` that answers until the block ends."""
    site = Site(address)
    threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield site
    finally:
        site.shutdown()
        site.server_close()
