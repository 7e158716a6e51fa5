"""Feeds, and lists of feeds, that come compressed."""

import gzip

import pytest
from feeds.conftest import entry, rss


@pytest.mark.parametrize("kind", ["application/gzip", "application/xml", "application/octet-stream"])
def test_a_compressed_feed_is_read(site, update, kind):
    url = site.put("/feed.xml.gz", gzip.compress(rss(entry(0), entry(1)).encode()), Content_Type=kind)
    assert "1 address: 0 unchanged; entries: 2 new, 0 edited, 2 briefed" in update(url)
    assert [e.title for e in update.entries] == ["EN Цены выросли", "EN Мост открыли"]


def test_a_compressed_list_of_feeds_is_read(site, update, tmp_path):
    site.put("/rss", rss(entry(0)))
    path = tmp_path / "feeds.txt.gz"
    path.write_bytes(gzip.compress(f"{site.url}/rss\n".encode()))
    assert "entries: 1 new, 0 edited, 1 briefed" in update(str(path))
