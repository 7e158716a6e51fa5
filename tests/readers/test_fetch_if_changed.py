"""Asking again with the validators of the last answer: what has moved, what has not changed, what wants to be left."""

from datetime import UTC, datetime, timedelta

import pytest
from support.site import serving

from svodka.errors import InputError
from svodka.readers import ReadOptions
from svodka.readers.fetch import StatusError, fetch_if_changed

OPEN = ReadOptions(allow_private=True, timeout=5)


@pytest.fixture
def site():
    with serving() as site:
        yield site


def test_an_answer_gives_its_validators_and_a_304_keeps_them(site):
    url = site.put("/rss", "<rss/>", ETag='"v1"', Last_Modified="Tue, 12 May 2026 10:20:00 GMT")
    first = fetch_if_changed(url, OPEN)
    assert first.document is not None and first.document.read_all(100) == b"<rss/>"
    assert (first.etag, first.last_modified) == ('"v1"', "Tue, 12 May 2026 10:20:00 GMT")
    again = fetch_if_changed(url, OPEN, etag=first.etag, last_modified=first.last_modified)
    assert again.document is None
    assert (again.etag, again.last_modified) == (first.etag, first.last_modified)
    _, headers = site.seen[-1]
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"v1"', "Tue, 12 May 2026 10:20:00 GMT")


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [((301,), "/end"), ((308,), "/end"), ((302,), "/0"), ((301, 301), "/end"), ((301, 302), "/1"), ((307, 301), "/0")],
)
def test_only_permanent_redirects_move_an_address(site, statuses, moved):
    for n, status in enumerate(statuses):
        site.put(f"/{n}", status=status, Location=f"/{n + 1}" if n + 1 < len(statuses) else "/end")
    site.put("/end", "<rss/>")
    answer = fetch_if_changed(f"{site.url}/0", OPEN)
    assert (answer.url, answer.moved) == (f"{site.url}/end", site.url + moved)


def test_retry_after_in_seconds_and_as_a_date(site):
    site.put("/busy", status=429, Retry_After="120")
    site.put("/down", status=503, Retry_After="Tue, 12 May 2026 10:20:00 GMT")
    site.put("/odd", status=503, Retry_After="soon")
    with pytest.raises(StatusError) as busy:
        fetch_if_changed(f"{site.url}/busy", OPEN)
    assert busy.value.status == 429
    assert abs(busy.value.retry_after - datetime.now(UTC) - timedelta(seconds=120)) < timedelta(seconds=60)
    for path, moment in (("/down", datetime(2026, 5, 12, 10, 20, tzinfo=UTC)), ("/odd", None)):
        with pytest.raises(StatusError) as found:
            fetch_if_changed(site.url + path, OPEN)
        assert found.value.retry_after == moment


def test_a_304_that_nobody_asked_for_is_an_error(site):
    site.put("/rss", status=304)
    with pytest.raises(StatusError, match="304"):
        fetch_if_changed(f"{site.url}/rss", OPEN)


def test_robots_that_the_caller_keeps_are_asked_for_once(site):
    site.put("/robots.txt", "User-agent: *\nDisallow: /private\n", Content_Type="text/plain")
    url = site.put("/rss", "<rss/>")
    robots: dict[str, str] = {}
    for _ in range(3):
        fetch_if_changed(url, OPEN, robots=robots)
    assert [path for path, _ in site.seen] == ["/robots.txt", "/rss", "/rss", "/rss"]
    with pytest.raises(InputError, match=r"robots\.txt forbids"):
        fetch_if_changed(f"{site.url}/private", OPEN, robots=dict(robots))


def test_a_redirect_to_no_address_is_a_clear_error(site):
    site.put("/odd", status=302, Location="http://[bad")
    with pytest.raises(InputError, match="not a URL"):
        fetch_if_changed(f"{site.url}/odd", OPEN)
