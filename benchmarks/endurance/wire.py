"""A server on loopback that answers with whatever bytes a test wants, as slowly as it wants."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Answer = Callable[[socket.socket, str], None]


class Wire:
    """``answers`` maps a path to what is done with the connection; ``seen`` lists the paths asked for."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.seen: list[str] = []
        self.closing = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while not self.closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(10)
            asked = b""
            while b"\r\n\r\n" not in asked and (more := connection.recv(65536)):
                asked += more
            top, _, body = asked.partition(b"\r\n\r\n")
            if length := re.search(rb"\r\ncontent-length: *(\d+)", top, re.IGNORECASE):
                while len(body) < int(length[1]) and (more := connection.recv(65536)):
                    body += more  # unread, it would break the connection off before the answer is read
            path = asked.split(b" ")[1].decode("latin-1") if asked.count(b" ") > 1 else ""
            self.seen.append(path)
            if path == "/robots.txt" and path not in self.answers:
                connection.sendall(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            elif path in self.answers:
                self.answers[path](connection, path)

    def close(self) -> None:
        """Stop listening; answers that go on without end see it."""
        self.closing.set()
        self._listener.close()


@contextmanager
def wire() -> Iterator[Wire]:
    """A `Wire` that answers until the block ends."""
    made = Wire()
    try:
        yield made
    finally:
        made.close()


def head(kind: str = "text/html; charset=utf-8", status: str = "200 OK", **headers: str) -> bytes:
    """The first lines of an answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape")


def sends(data: bytes) -> Answer:
    """An answer of these bytes."""
    return lambda connection, _: connection.sendall(data)


def without_end(start: bytes, again: bytes, closing: threading.Event, pause: float = 0.0) -> Answer:
    """An answer that begins so and goes on, as long as anybody listens."""

    def answer(connection: socket.socket, _: str) -> None:
        connection.sendall(start)
        while not closing.is_set():
            connection.sendall(again)
            time.sleep(pause)

    return answer
