"""What the network may do to a reader, against a server on loopback: each ends as docs/reference/reading.md says."""

from __future__ import annotations

import gzip
import random
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

from benchmarks.endurance.hostile.material import Seeds
from benchmarks.endurance.hostile.mutation import mutated
from benchmarks.endurance.wire import Wire, head, sends, wire, without_end
from svodka.readers import NewsItem, ReadFailure, ReadOptions, fetch, read

LIMIT = 2.0  # seconds, the time limit of a fetch here
LATE = 6.0  # seconds more: a machine with other work

Found = NewsItem | ReadFailure


class Surprise(Exception):
    """A case that did not end as documented."""


def _page() -> bytes:
    from support.pages import page

    return page().encode()


def _once(url: str, *, private: bool = True, ask_robots: bool = False) -> Found:
    fetch._ROBOTS.clear()
    options = ReadOptions(
        allow_private=private, timeout=LIMIT, max_bytes=3_000_000, ignore_robots=not ask_robots, duplicates="keep"
    )
    begun = time.monotonic()
    found = list(read([url], options))
    if time.monotonic() - begun > LIMIT + LATE:
        raise Surprise(f"{url} took {time.monotonic() - begun:.1f} s with a time limit of {LIMIT:g} s")
    if len(found) != 1:
        raise Surprise(f"{url} gave {len(found)} items and failures, expected one")
    return found[0]


def _failure(found: Found, words: str) -> None:
    if not isinstance(found, ReadFailure) or words not in found.error:
        raise Surprise(f"expected a failure with {words!r}, found {found!r:.400}")


def _item(found: Found) -> None:
    if not isinstance(found, NewsItem):
        raise Surprise(f"expected an item, found {found!r:.400}")


@contextmanager
def _names(*answers: str) -> Iterator[list[str]]:
    """Within, every host name is at the first address when first asked for, then at the second, and so on."""
    asked: list[str] = []

    def getaddrinfo(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        asked.append(host)
        address = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    with patch("svodka.readers.address.socket.getaddrinfo", getaddrinfo):
        yield asked


def redirect_to_private(server: Wire) -> None:
    """A public page redirects to a private address, in any spelling: refused, and never asked."""
    places = ("127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0")
    for number, place in enumerate(places):
        server.answers[f"/to{number}"] = sends(
            head(status="302 Found", Location=f"http://{place}:{server.port}/secret")
        )
        public = "svodka.readers.address.is_public"
        first = iter([True])
        with patch(public, lambda ip, first=first: next(first, False)):  # the first address passes for a public one
            _failure(_once(f"{server.url}/to{number}", private=False), "is not a public address")
    if "/secret" in server.seen:
        raise Surprise("the private address was asked")


def name_that_moves(server: Wire) -> None:
    """A name with a public address when checked and a private one when connected to: refused."""
    for answers in (("127.0.0.1",), ("10.0.0.1", "127.0.0.1")):
        with _names(*answers):
            _failure(_once(f"http://news.example:{server.port}/page", private=False), "is not a public address")
    first = iter([True])
    with _names("127.0.0.1"), patch("svodka.readers.address.is_public", lambda _: next(first, False)):
        server.answers["/again"] = sends(head(status="302 Found", Location=f"http://news.example:{server.port}/secret"))
        _failure(_once(f"http://news.example:{server.port}/again", private=False), "is not a public address")
    if "/secret" in server.seen:
        raise Surprise("the private address was asked")


def page_without_end(server: Wire) -> None:
    """A page that never ends, packed or not: cut at the size or at the time limit."""
    chunk = b"<p>" + "Мэр открыл мост. ".encode() * 2_000
    server.answers["/endless"] = without_end(head(), chunk, server.closing)
    _failure(_once(f"{server.url}/endless"), "larger than 3 MB")
    zeros = gzip.compress(bytes(200_000_000), 1)
    server.answers["/bomb"] = sends(head(Content_Encoding="gzip") + zeros)
    _failure(_once(f"{server.url}/bomb"), "larger than 3 MB")
    sized = f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n"
    server.answers["/chunks"] = without_end(head(Transfer_Encoding="chunked"), sized, server.closing)
    _failure(_once(f"{server.url}/chunks"), "larger than 3 MB")


def byte_a_second(server: Wire) -> None:
    """An answer that trickles, in its headers, its body, its robots.txt: cut at the time limit."""
    server.answers["/slow"] = without_end(head(), b"<", server.closing, 0.2)
    _failure(_once(f"{server.url}/slow"), "time")
    server.answers["/slow-head"] = without_end(b"HTTP/1.1 200 OK\r\nX-A: ", b"a", server.closing, 0.2)
    _failure(_once(f"{server.url}/slow-head"), "time")
    server.answers["/silent"] = without_end(b"", b"", server.closing, 0.2)
    _failure(_once(f"{server.url}/silent"), "time")
    server.answers["/page"] = sends(head() + _page())
    server.answers["/robots.txt"] = without_end(head("text/plain"), b"#", server.closing, 0.2)
    _failure(_once(f"{server.url}/page", ask_robots=True), "time")
    del server.answers["/robots.txt"]


def gzip_that_is_not(server: Wire) -> None:
    """A body that is not packed as its header says is read as it is; one that breaks off is a failure."""
    for number, coding in enumerate(("gzip", "br", "deflate", "zstd", "gzip, br")):
        server.answers[f"/plain{number}"] = sends(head(Content_Encoding=coding) + _page())
        _item(_once(f"{server.url}/plain{number}"))
    server.answers["/packed"] = sends(head(Content_Encoding="gzip") + gzip.compress(_page()))
    _item(_once(f"{server.url}/packed"))
    server.answers["/torn"] = sends(head(Content_Encoding="gzip") + gzip.compress(_page() * 50)[:300])
    _failure(_once(f"{server.url}/torn"), "damaged")
    server.answers["/odd"] = sends(head(Content_Encoding="x-secret") + _page())
    _item(_once(f"{server.url}/odd"))


def answers_that_are_none(server: Wire) -> None:
    """Connections that close, answers that are no HTTP, redirects in circles: a failure each."""
    cases = {
        "/closed": b"",
        "/noise": random.Random(1).randbytes(500),
        "/short": head(Content_Length="9999") + b"<p>",
        "/header": b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 20_000 + b"\r\n",
        "/status": b"HTTP/1.1 999 ?\r\n\r\n",
        "/length": head(Content_Length="x") + b"a",
        "/many": head() + b"HTTP/1.1 200 OK\r\n\r\n",
        "/kind": head("video/mp4") + b"a",
        "/minus": head(Content_Length="-5") + b"a",
        "/two": b"\r\n\r\n" + head(),
        "/sizes": head(Transfer_Encoding="chunked") + b"zz\r\n",
        "/ansi": head(status="404 \x1b[31m"),
    }
    for path, data in cases.items():
        server.answers[path] = sends(data)
        _failure(_once(server.url + path), "")
    for path, place in (
        ("/round", "/round"),
        ("/ftp", "ftp://e.org/"),
        ("/bad", "http://[::1"),
        ("/js", "javascript:1"),
    ):
        server.answers[path] = sends(head(status="302 Found", Location=place))
        _failure(_once(server.url + path), "")


CASES: tuple[Callable[[Wire], None], ...] = (
    redirect_to_private,
    name_that_moves,
    page_without_end,
    byte_a_second,
    gzip_that_is_not,
    answers_that_are_none,
)


def network(*, seed: int, count: int, seconds: float, seeds: Seeds) -> int:
    """The cases, and as many answers of damaged bytes; prints a line for each."""
    end = time.monotonic() + seconds
    with wire() as server:
        for case in CASES:
            begun = time.monotonic()
            case(server)
            print(
                f"network   {case.__name__.replace('_', ' ')}: as documented ({time.monotonic() - begun:.1f} s)",
                flush=True,
            )
        outcomes: Counter[str] = Counter()
        for number in range(count):
            if time.monotonic() > end:
                break
            outcomes[type(damaged(server, seed, number, seeds)).__name__] += 1
    told = ", ".join(f"{name} {times}" for name, times in outcomes.most_common())
    print(f"network   {outcomes.total()} answers with damaged bytes: {told}")
    return 0


def damaged(server: Wire, seed: int, number: int, seeds: Seeds) -> Found:
    """What a page or feed gives whose answer was changed anywhere, headers included."""
    rng = random.Random(f"{seed}/{number}")
    kind, body = rng.choice((("text/html", seeds["html"]), ("application/rss+xml", seeds["feed"])))
    page = rng.choice(body)[:200_000]
    packed = rng.random() < 0.4
    whole = head(kind, **({"Content_Encoding": "gzip"} if packed else {})) + (gzip.compress(page) if packed else page)
    half = rng.choice((300, len(whole)))
    server.answers["/damaged"] = sends(mutated(rng, whole[:half], [page]) + whole[half:])
    fetch._ROBOTS.clear()
    options = ReadOptions(allow_private=True, timeout=LIMIT, max_bytes=3_000_000, ignore_robots=True, duplicates="keep")
    begun = time.monotonic()
    found = list(read([f"{server.url}/damaged"], options))
    if not found or time.monotonic() - begun > LIMIT + 4 * LATE:
        raise Surprise(f"answer {number} of seed {seed} gave {len(found)} results in {time.monotonic() - begun:.1f} s")
    return found[0]
