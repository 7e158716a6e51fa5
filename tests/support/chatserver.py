"""A chat server on loopback that speaks OpenAI's protocol: answers that a test writes, faults on demand."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "gemma3"


def completion(content: Any, *, finish: str = "stop", fingerprint: str | None = "fp_ollama", **message: Any) -> dict:
    """A chat.completion object as ollama, llama.cpp and OpenAI send it."""
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": MODEL,
        "choices": [
            {"index": 0, "message": {"role": "assistant", "content": content, **message}, "finish_reason": finish}
        ],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }
    return body | ({"system_fingerprint": fingerprint} if fingerprint else {})


class Reply:
    """A raw response: status, headers, and a body that is text or JSON; ``drop`` closes the connection instead."""

    def __init__(self, body: Any = "", status: int = 200, *, drop: bool = False, **headers: str) -> None:
        self.status, self.drop = status, drop
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.text = body if isinstance(body, str) else json.dumps(body)


class ChatServer(ThreadingHTTPServer):
    """``answer(body, count)`` gives the content (str), a completion (dict) or a `Reply` for each POST; ``bodies`` and
    ``headers`` list what was asked; ``most`` is the largest number of requests that were open at once.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, answer: Callable[[dict, int], Any]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/v1"
        self.answer = answer
        self.bodies: list[dict] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.open = self.most = 0
        self.lock = threading.Lock()

    def articles(self) -> list[str]:
        """The user turns, the probe's aside."""
        turns = [body["messages"][-1]["content"] for body in self.bodies]
        return [t for t in turns if "The bridge in Belozorsk was closed on Monday." not in t]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ChatServer

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self.server.paths.append(self.path)
        self.send(Reply({"object": "list", "data": [{"id": "gemma3:latest"}, {"id": "qwen3:4b"}]}))

    def do_POST(self) -> None:
        server = self.server
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with server.lock:
            server.open += 1
            server.most = max(server.most, server.open)
            server.paths.append(self.path)
            server.bodies.append(body)
            server.headers.append(dict(self.headers))
            count = len(server.bodies) - 1
        try:
            found = server.answer(body, count)
            if not isinstance(found, Reply):
                found = Reply(found if isinstance(found, dict) else completion(found))
        finally:
            with server.lock:
                server.open -= 1
        if found.drop:
            self.close_connection = True
            return
        self.send(found)

    def send(self, reply: Reply) -> None:
        data = reply.text.encode()
        self.send_response(reply.status)
        for name, value in {
            "Content-Type": "application/json",
            "Content-Length": str(len(data)),
            **reply.headers,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def chatting(answer: Callable[[dict, int], Any] | Any) -> Iterator[ChatServer]:
    """A `ChatServer` that answers until the block ends; anything but a function is the answer to everything."""
    server = ChatServer(answer if callable(answer) else lambda body, count: answer)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def slowly(answer: Any, seconds: float = 0.05) -> Callable[[dict, int], Any]:
    """An answer that takes a while, so that requests overlap."""

    def found(body: dict, count: int) -> Any:
        time.sleep(seconds)
        return answer

    return found
