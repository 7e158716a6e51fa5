"""``svodka update`` of Telegram channels: back to the last post known, politely, and never a gap that is not told."""

import pytest
from readers.test_channel import numbered
from support.channel import Channel, absent_html

from svodka.feeds import read_sources


def briefed(update):
    return [[int(id.rpartition("/")[2]) for id in ids] for ids in update.briefed]


def test_the_first_time_one_page_then_back_to_the_last_post_known(site, update):
    channel = Channel(site)
    url = channel.put(numbered(1, 2, 3, 4, 5))
    assert "entries: 3 new" in update(url) and briefed(update) == [[3, 4, 5]]
    site.seen.clear()
    channel.put(numbered(1, 2, 3, 4, 5))
    assert "1 unchanged; entries: 0 new" in update(url) and site.asked() == ["/s/vesti_test"]
    site.seen.clear()
    channel.size = 1
    channel.put(numbered(3, 4, 5, 6, 7))
    assert "entries: 2 new, 0 edited, 2 briefed" in update(url) and briefed(update)[1:] == [[6, 7]]
    assert site.asked() == ["/s/vesti_test", "/s/vesti_test?before=7", "/s/vesti_test?before=6"]
    assert [e.link for e in update.entries][:2] == ["https://t.me/vesti_test/7", "https://t.me/vesti_test/6"]


def test_pages_asks_for_more_the_first_time(site, update):
    assert "entries: 5 new" in update(Channel(site).put(numbered(1, 2, 3, 4, 5)), "--pages", "2")


def test_a_page_that_fails_on_the_way_back_leaves_all_for_another_time(site, update):
    channel = Channel(site, size=1)
    url = channel.put(numbered(1))
    update(url)
    channel.put(numbered(1, 2, 3))
    broken = site.pages.pop("/s/vesti_test?before=3")
    assert "HTTP status 404" in update(url, code=1) and len(update.made) == 1
    site.pages["/s/vesti_test?before=3"] = broken
    assert "2 new, 0 edited, 2 briefed" in update(url) and briefed(update)[1:] == [[2, 3]]


def test_more_new_posts_than_pages_are_read_are_told(site, update, monkeypatch):
    monkeypatch.setattr("svodka.feeds.visits._MOST_PAGES", 2)
    channel = Channel(site, size=1)
    url = channel.put(numbered(1))
    update(url)
    channel.put(numbered(1, 2, 3, 4))
    err = update(url, code=1)
    assert "has more new posts than 2 pages hold; those before post 3 were not read" in err and "2 briefed" in err


def test_an_edited_post_is_briefed_again(site, update):
    channel = Channel(site)
    url = channel.put(numbered(1, 2))
    update(url)
    first, second = numbered(1, 2)
    channel.put([first, second.__class__(2, "Извержение закончилось, столба пепла больше не видно, сообщили учёные.")])
    assert "0 new, 1 edited, 1 briefed" in update(url)


def test_an_absent_channel_stops_no_other(site, update):
    site.put("/s/nobody_here", status=302, Location="/nobody_here")
    site.put("/nobody_here", absent_html("nobody_here"), Content_Type="text/html")
    err = update(f"{site.url}/s/nobody_here", Channel(site).put(numbered(1)), code=1)
    assert err.count("error:") == 1 and "nobody_here shows no posts: there is no such channel, or it is private" in err
    assert "1 briefed" in err


def test_robots_txt_holds_for_the_pages_before_too(site, update):
    channel = Channel(site, size=1)
    url = channel.put(numbered(1))
    site.put("/robots.txt", "User-agent: *\nDisallow: /s/vesti_test?before", Content_Type="text/plain")
    update(url)
    channel.put(numbered(1, 2, 3))
    assert "robots.txt forbids reading" in update(url, code=1)


def test_lists_and_arguments_name_channels(tmp_path):
    path = tmp_path / "sources.txt"
    path.write_text("@vesti_test\nhttps://t.me/volna_test  # tag\n@no\nhttps://example.org/rss\n", encoding="utf-8")
    found = read_sources(["@vesti_test", str(path), "@привет"])
    assert found.addresses == (
        "https://t.me/s/vesti_test", "https://t.me/s/volna_test", "https://example.org/rss",
    )  # fmt: skip
    assert [failure.where for failure in found.failures] == [str(path), "@привет"]
    assert all("is no name of a Telegram channel" in failure.error for failure in found.failures)


@pytest.mark.parametrize(
    ("arguments", "told"), [(["@no"], "expected @ and 4 to 32"), (["t.me/s/vesti", "--pages", "0"], "'--pages'")]
)
def test_wrong_usage_is_said(arguments, told, update):
    assert told in update(*arguments, code=2)
