"""Updates from loopback: 200 feeds with nothing new, and 1,000 new items among 10,000 known.

    python -m benchmarks.feeds [--feeds 200] [--items 50] [--new 1000] [--rounds 3]

A second process serves each feed at a loopback address of its own (127.1.0.1, 127.1.0.2, ...), so that the pause
between two requests to one host does not count. Entries are 40 words drawn from a short Russian list; the chain is the
tests' chain without models, so that what is measured is everything but translating and summarizing. The new items are
spread over all feeds (5 new among 50 listed each). "In an empty store" is as many new items in feeds of nothing else:
the ratio is what reading and knowing the other entries costs.
"""

from __future__ import annotations

import argparse
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

_WORDS = (
    "город мост река утро власти область движение министр директор завод школа поезд цена рубль склад пожар метель "
    "музей врач учитель закон суд решение рабочие жители открыли закрыли сообщили подтвердили отложили построили "
    "осмотрели продали купили новый старый большой северный южный вчера сегодня завтра после перед около через"
)
WORDS = _WORDS.split()


def feed(number: int, items: int, shift: int) -> bytes:
    """Feed ``number`` with entries ``shift`` to ``shift + items``, the newest first."""
    entries = []
    for n in reversed(range(shift, shift + items)):
        chance = random.Random(f"{number} {n}")
        text = " ".join(chance.choices(WORDS, k=40)).capitalize() + "."
        link = f"https://vesti-{number}.example/news/{n}.html"
        entries.append(
            f"<item><title>{text[:60]}</title><guid>{link}</guid><link>{link}</link>"
            f"<pubDate>{1 + n % 28:02d} May 2026 10:{n % 60:02d}:00 +0300</pubDate>"
            f"<description>{text}</description></item>"
        )
    return f"<rss version='2.0'><channel><title>Вести {number}</title>{''.join(entries)}</channel></rss>".encode()


def serve(items: int) -> None:
    """Serve feed ``/NUMBER`` at every loopback address; ``/count`` gives the statuses so far and forgets them."""
    seen: Counter[str] = Counter()
    made: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            status, body, tag = 404, b"", ""
            if self.path == "/count":
                status, body = 200, repr(dict(seen)).encode()
                seen.clear()
            elif self.path == "/robots.txt":
                seen["robots.txt"] += 1
            else:
                number = int(self.path.strip("/"))
                tag = f'"{shift_of(number)}"'
                status = 304 if self.headers.get("If-None-Match") == tag else 200
                if status == 200:
                    key = f"{number} {tag}"
                    body = made.setdefault(key, feed(number, items, shift_of(number)))
                seen[str(status)] += 1
            self.send_response(status)
            self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            if tag:
                self.send_header("ETag", tag)
            self.end_headers()
            self.wfile.write(body)

    moved: dict[int, int] = {}

    def shift_of(number: int) -> int:
        return moved.get(number, 0)

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 256

    server = Server(("0.0.0.0", 0), Handler)
    print(server.server_port, flush=True)
    import threading

    threading.Thread(target=server.serve_forever, daemon=True).start()
    for line in sys.stdin:  # "NUMBERS SHIFT": these feeds have moved on by so many entries
        many, shift = map(int, line.split())
        moved.update(dict.fromkeys(range(many), shift))
        print("moved", flush=True)


def update(addresses: Sequence[str], path: Path) -> tuple[float, float, Any]:
    """Seconds, processor seconds and report of one update."""
    from support.chain import FakeChain

    from svodka.feeds import UpdateOptions
    from svodka.feeds import update as run_update
    from svodka.readers import ReadOptions
    from svodka.runs import LocalBackend, StoreWriter

    options = UpdateOptions(read=ReadOptions(other_languages="pass", allow_private=True))
    start, cpu = time.perf_counter(), time.process_time()
    with StoreWriter.create(path) as store:
        report = run_update(addresses, store, lambda: LocalBackend(FakeChain()), options)
    return time.perf_counter() - start, time.process_time() - cpu, report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--items", type=int, default=50)
    parser.add_argument("--new", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve(given.items)
        return
    command = [sys.executable, "-m", "benchmarks.feeds", "--serve", "--items", str(given.items)]
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        measure(given, server)
    finally:
        server.kill()


def measure(given: argparse.Namespace, server: subprocess.Popen[str]) -> None:
    import httpx

    assert server.stdin is not None and server.stdout is not None
    port = int(server.stdout.readline())
    hosts = [f"127.1.{n // 250}.{1 + n % 250}:{port}" for n in range(given.feeds)]
    addresses = [f"http://{host}/{n}" for n, host in enumerate(hosts)]

    def counted() -> str:
        return httpx.get(f"http://127.0.0.1:{port}/count").text

    folder = Path(tempfile.mkdtemp())
    print(f"{platform.machine()}, {given.feeds} feeds of {given.items} entries")
    seconds, cpu, report = update(addresses, folder / "run.sqlite")
    print(f"all {report.new} new     {seconds:8.1f} s  ({cpu:.1f} s of processor time)  requests {counted()}")
    times = []
    for _ in range(given.rounds):
        times.append(update(addresses, folder / "run.sqlite"))
        assert times[-1][2].unchanged == given.feeds
    seconds, cpu = (statistics.median(column) for column in list(zip(*times, strict=True))[:2])
    print(
        f"nothing new        {seconds:8.2f} s  ({cpu:.2f} s of processor time)  requests of {given.rounds} {counted()}"
    )
    server.stdin.write(f"{given.feeds} {given.new // given.feeds}\n")
    server.stdin.flush()
    assert server.stdout.readline() == "moved\n"
    seconds, cpu, report = update(addresses, folder / "run.sqlite")
    print(
        f"{report.new} new of {given.feeds * given.items} known {seconds:.1f} s  ({cpu:.1f} s of processor time)  "
        f"requests {counted()}; {report.run.done} briefed, {report.repeats} repeats"
    )
    alone, alone_cpu, empty = update(addresses[: given.new // given.items], folder / "empty.sqlite")
    assert empty.new == report.new
    print(f"as many in an empty store {alone:.1f} s  ({alone_cpu:.1f} s of processor time)")
    print(f"ratio              {seconds / alone:8.2f}    ({cpu / alone_cpu:.2f} of processor time)")


if __name__ == "__main__":
    main()
