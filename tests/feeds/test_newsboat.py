"""A real feed reader takes the feed: newsboat, where it is installed (apt-get install newsboat)."""

import shutil
import sqlite3
import subprocess

import pytest
from support.briefs import FAIR, FERRY

from svodka.cli import main


@pytest.mark.skipif(not shutil.which("newsboat"), reason="no newsboat here: apt-get install newsboat")
def test_newsboat_reads_titles_links_authors_and_texts(store, tmp_path, capsys):
    feed, urls, cache = tmp_path / "briefs.xml", tmp_path / "urls", tmp_path / "cache.db"
    assert main(["feed", str(store), "-o", str(feed)]) == 0
    capsys.readouterr()
    urls.write_text(f"file://{feed}\n", encoding="utf-8")
    (tmp_path / "config").touch()
    command = ["newsboat", "-u", str(urls), "-C", str(tmp_path / "config"), "-c", str(cache), "-x", "reload"]
    subprocess.run(command, check=True, timeout=60, capture_output=True)
    with sqlite3.connect(cache) as db:
        rows = db.execute("SELECT title, url, author, content FROM rss_item").fetchall()
        assert db.execute("SELECT title FROM rss_feed").fetchall() == [("Russian news, briefed in English",)]
    found = {title: (url, author, content) for title, url, author, content in rows}
    assert len(found) == 3
    url, author, content = found[FERRY.headline]
    assert (url, author) == (FERRY.item.url, "Вести Приморья")
    for words in (FERRY.item.headline, FERRY.sentences[0].text, "#:~:text=", FERRY.translation.segments[0].source):
        assert words in content
    assert FAIR.sentences[0].text in found[FAIR.headline][2]
