"""URLs, against a real HTTP server on loopback: redirects, limits, addresses, robots, conditional requests."""

import contextlib
import gzip
import sys
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from support.pages import BODY, HEADLINE, page

from svodka.errors import InputError
from svodka.readers import NewsItem, ReadOptions, address, fetch, read

OPEN = {"allow_private": True}


class Site(ThreadingHTTPServer):
    """Answers by path; `seen` lists the requests."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen = []
        self.robots = ""
        self.packed = b""
        self.url = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def answer(self, status=200, body=b"", **headers):
        self.send_response(status)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **given}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        site = self.server
        site.seen.append((self.path, dict(self.headers)))
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.route(site)

    def route(self, site):
        if self.path == "/robots.txt":
            self.answer(200 if site.robots else 404, site.robots.encode(), Content_Type="text/plain")
        elif self.path == "/page":
            self.answer(body=page().encode("cp1251"), Content_Type="text/html; charset=utf-8")
        elif self.path == "/moved":
            self.answer(302, Location="/page")
        elif self.path == "/loop":
            self.answer(302, Location="/loop")
        elif self.path.startswith("/to?"):
            self.answer(302, Location=self.path[4:])
        elif self.path == "/bomb":
            self.answer(body=gzip.compress(b"<p>" + b"\0" * 30_000_000), Content_Encoding="gzip")
        elif self.path.startswith("/packed/"):
            coding = self.path.rsplit("/", 1)[-1]
            self.answer(body=site.packed, Content_Encoding=coding)
        elif self.path == "/etag":
            if self.headers.get("If-None-Match") == '"v1"':
                self.answer(304)
            else:
                self.answer(body=page().encode(), ETag='"v1"')
        elif self.path == "/feed":
            item = f"<item><title>{HEADLINE}</title><link>{site.url}/page</link></item>"
            broken = f"<item><title>Нет страницы</title><link>{site.url}/none</link></item>"
            feed = f"<rss version='2.0'><channel><title>Вести</title>{item}{broken}</channel></rss>"
            self.answer(body=feed.encode(), Content_Type="application/rss+xml")
        elif self.path == "/image":
            self.answer(body=b"\x89PNG", Content_Type="image/png")
        elif self.path == "/slow-headers":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for i in range(2000):
                self.wfile.write(f"X-{i}: x\r\n".encode())
                time.sleep(0.05)
        elif self.path in {"/endless", "/slow"}:
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.end_headers()
            self.wfile.write(b"<rss><channel>")
            for _ in range(10_000):
                self.wfile.write(b"<item><title>x</title></item>" * (500 if self.path == "/endless" else 1))
                if self.path == "/slow":
                    self.wfile.flush()
                    time.sleep(0.05)
        else:
            self.answer(404)


@pytest.fixture
def site():
    fetch._ROBOTS.clear()
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def only(url, **options):
    (found,) = read([url], ReadOptions(**{**OPEN, **options}))
    return found


def test_a_page_with_a_wrong_charset_header(site):
    item = only(f"{site.url}/page")
    assert (item.id, item.headline, item.text) == (f"{site.url}/page", HEADLINE, "\n\n".join(BODY))


def test_a_redirect_is_followed_and_the_final_address_kept(site):
    assert only(f"{site.url}/moved").url == f"{site.url}/page"


def test_we_say_who_we_are(site):
    only(f"{site.url}/page")
    assert {headers["User-Agent"].split("/")[0] for _, headers in site.seen} == {"svodka"}


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("/none", "HTTP status 404"), ("/loop", "redirects more than 5 times"), ("/image", "image/png"),
        ("/to?file:///etc/passwd", "scheme 'file'"), ("/to?ftp://127.0.0.1/x", "scheme 'ftp'"),
        ("/bomb", "larger than 1 MB"), ("/endless", "larger than 1 MB"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_clear_error(site, path, error):
    assert error in only(site.url + path, max_bytes=1_000_000).error


@pytest.mark.parametrize("path", ["slow", "slow-headers"])
def test_an_answer_that_trickles_is_cut_at_the_time_limit(site, path):
    started = time.monotonic()
    assert "--timeout" in only(f"{site.url}/{path}", timeout=0.5).error
    assert len([1 for path, _ in site.seen if path != "/robots.txt"]) == 1
    assert time.monotonic() - started < 20  # it would take minutes


def test_a_refused_connection_is_a_clear_error(site):
    with contextlib.closing(ThreadingHTTPServer(("127.0.0.1", 0), Handler).socket) as closed:
        port = closed.getsockname()[1]
    assert "cannot be fetched" in only(f"http://127.0.0.1:{port}/x").error


def test_loopback_is_refused_unless_allowed(site):
    for host in ("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "127.1"):
        failure = only(f"http://{host}:{site.server_port}/page", allow_private=False)
        assert "--allow-private" in failure.error, host
    assert site.seen == []


def test_a_redirect_to_a_private_address_is_refused(site, monkeypatch):
    """The first host passes as public, its redirect goes to a private one: the second connection is refused."""
    monkeypatch.setattr(address, "is_public", lambda ip: ip == "127.0.0.1")
    found = only(f"{site.url}/to?http://10.0.0.1/secret", allow_private=False)
    assert "10.0.0.1 is at 10.0.0.1" in found.error
    assert only(f"{site.url}/page", allow_private=False).headline == HEADLINE


def test_a_public_name_that_resolves_to_a_private_address_is_refused(site, monkeypatch):
    """DNS rebinding: the address that is checked is the address that is connected to."""
    monkeypatch.setattr(address, "resolve", lambda host, port: ["127.0.0.1"])
    failure = only(f"http://vesti.example:{site.server_port}/page", allow_private=False)
    assert "vesti.example is at 127.0.0.1" in failure.error
    assert site.seen == []


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("8.8.8.8", True), ("2a00:1450:4001::1", True), ("127.0.0.1", False), ("10.1.2.3", False),
        ("192.168.0.1", False), ("172.16.0.1", False), ("169.254.169.254", False), ("100.64.0.1", False),
        ("0.0.0.0", False), ("224.0.0.1", False), ("255.255.255.255", False), ("::1", False), ("fe80::1%eth0", False),
        ("fc00::1", False), ("::ffff:127.0.0.1", False), ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False), ("::", False),
    ],
)  # fmt: skip
def test_which_addresses_are_public(ip, public):
    assert address.is_public(ip) is public


def test_robots_are_respected_and_asked_once(site):
    site.robots = "User-agent: *\nDisallow: /page\n"
    found = list(read([f"{site.url}/page", f"{site.url}/moved"], ReadOptions(**OPEN)))
    assert all("robots.txt forbids" in f.error for f in found)
    assert [path for path, _ in site.seen] == ["/robots.txt", "/moved"]
    assert only(f"{site.url}/page", ignore_robots=True).headline == HEADLINE


def test_conditional_requests(site, tmp_path):
    first, second = (only(f"{site.url}/etag", cache_dir=str(tmp_path)) for _ in range(2))
    assert first == second
    assert [h.get("If-None-Match") for path, h in site.seen if path == "/etag"] == [None, '"v1"']


def test_a_feed_followed_to_its_pages(site):
    item, failure = read([f"{site.url}/feed"], ReadOptions(follow=True, **OPEN))
    assert (item.id, item.text) == (f"{site.url}/page", "\n\n".join(BODY))
    assert "entry 2" in failure.error and "404" in failure.error


def test_one_dead_address_loses_nothing_else(site):
    found = list(read([f"{site.url}/none", f"{site.url}/page"], ReadOptions(**OPEN)))
    assert [isinstance(f, NewsItem) for f in found] == [False, True]


@pytest.mark.parametrize("url", ["http://[bad", "http://a:99999/", "http:///x", "https://"])
def test_what_is_no_url(url):
    with pytest.raises(InputError):
        fetch.fetch(url, ReadOptions())


def test_answers_in_every_coding(site, monkeypatch):
    brotli = pytest.importorskip("brotli")
    for coding, pack in (("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress), ("br", bytes)):
        site.packed = pack(page().encode())
        (item,) = read([f"{site.url}/packed/{coding}"], ReadOptions(**OPEN))
        assert item.text == "\n\n".join(BODY)
    assert {seen[1]["Accept-Encoding"] for seen in site.seen} == {"gzip, deflate"}
    site.packed = brotli.compress(page().encode())
    monkeypatch.setitem(sys.modules, "brotli", None)
    (failure,) = read([f"{site.url}/packed/br"], ReadOptions(**OPEN))
    assert "library brotli" in failure.error and "pip install 'svodka[warc]'" in failure.error
