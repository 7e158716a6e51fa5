"""A model hub on loopback: enough of its HTTP interface for the real huggingface_hub client, with faults on demand."""

import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"
LARGE = (".safetensors", ".bin", ".spm", ".model")


class Hub:
    """Serves directories as repositories: ``{"org/name": path}``. Use as a context manager; ``url`` is the endpoint.

    ``requests`` lists (method, path, Range header). ``cut`` maps a file name to the bytes after which its first
    transfer is cut off; ``corrupt`` names files served with one byte changed.
    """

    def __init__(self, repos: dict[str, Path], *, commit: str = COMMIT) -> None:
        self.repos = repos
        self.commit = commit
        self.requests: list[tuple[str, str, str | None]] = []
        self.cut: dict[str, int] = {}
        self.corrupt: set[str] = set()
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                hub.answer(self, body=True)

            def do_HEAD(self) -> None:
                hub.answer(self, body=False)

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "Hub":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, request: BaseHTTPRequestHandler, *, body: bool) -> None:
        path = unquote(urlsplit(request.path).path)
        self.requests.append((request.command, path, request.headers.get("Range")))
        parts = path.strip("/").split("/")
        if parts[:2] == ["api", "models"]:
            repo, rest = "/".join(parts[2:4]), parts[4:]
        else:
            repo, rest = "/".join(parts[:2]), parts[2:]
        if repo not in self.repos:
            return self.json(request, 404, {"error": "Repository not found"}, {"X-Error-Code": "RepoNotFound"})
        revision = rest[1] if len(rest) > 1 else "main"
        if revision not in {"main", self.commit}:
            return self.json(request, 404, {"error": "Invalid rev id"}, {"X-Error-Code": "RevisionNotFound"})
        if rest[:1] == ["resolve"]:
            return self.file(request, self.repos[repo] / "/".join(rest[2:]), body)
        files = [entry(file) for file in sorted(self.repos[repo].iterdir())]
        if rest[:1] == ["tree"]:
            return self.json(request, 200, files)
        siblings = [{"rfilename": file["path"], **file} for file in files]
        return self.json(request, 200, {"id": repo, "modelId": repo, "sha": self.commit, "siblings": siblings})

    def json(self, request: BaseHTTPRequestHandler, code: int, value: object, headers: dict | None = None) -> None:
        data = json.dumps(value).encode()
        request.send_response(code)
        for name, text in {"Content-Type": "application/json", **(headers or {})}.items():
            request.send_header(name, text)
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        if request.command == "GET":
            request.wfile.write(data)

    def file(self, request: BaseHTTPRequestHandler, file: Path, body: bool) -> None:
        if not file.is_file():
            return self.json(request, 404, {"error": "Entry not found"}, {"X-Error-Code": "EntryNotFound"})
        data, about = file.read_bytes(), entry(file)
        tag = about["lfs"]["oid"] if "lfs" in about else about["oid"]
        if file.name in self.corrupt:
            data = data[:-1] + bytes([data[-1] ^ 1])
        wanted = request.headers.get("Range")
        first = int(wanted.removeprefix("bytes=").split("-")[0]) if wanted else 0
        request.send_response(206 if first else 200)
        if first:
            request.send_header("Content-Range", f"bytes {first}-{len(data) - 1}/{len(data)}")
        request.send_header("Content-Length", str(len(data) - first))
        request.send_header("X-Repo-Commit", self.commit)
        request.send_header("ETag", f'"{tag}"')
        if "lfs" in about:
            request.send_header("X-Linked-Etag", f'"{tag}"')
            request.send_header("X-Linked-Size", str(len(data)))
        request.send_header("Accept-Ranges", "bytes")
        request.end_headers()
        if not body:
            return None
        if (stop := self.cut.pop(file.name, None)) is not None:
            request.wfile.write(data[first:stop])
            request.wfile.flush()
            request.close_connection = True
            request.connection.shutdown(2)
            return None
        request.wfile.write(data[first:])
        return None


def entry(file: Path) -> dict:
    """A file as the hub lists it: git's blob hash, and the SHA-256 of large files."""
    data = file.read_bytes()
    blob = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
    found = {"type": "file", "path": file.name, "size": len(data), "oid": blob}
    if file.name.endswith(LARGE):
        oid = hashlib.sha256(data).hexdigest()
        found["lfs"] = {"oid": oid, "sha256": oid, "size": len(data), "pointerSize": 130}
    return found
