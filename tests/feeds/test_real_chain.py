"""From a feed on a server to a feed in a reader with a real MarianMT and the real summarizer."""

import feedparser
from feeds.conftest import rss
from lxml import html
from support.item import ENGLISH, HEADLINE, PARAGRAPHS

from svodka.cli import main


def test_a_russian_feed_becomes_an_english_one(site, marian_dir, tmp_path, tmp_path_factory, monkeypatch, capfd):
    monkeypatch.setenv("SVODKA_CACHE", str(tmp_path_factory.getbasetemp() / "cli-cache"))
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS).replace("<", "&lt;")
    item = f"<item><title>{HEADLINE}</title><guid>https://vesti.example/1</guid><link>/news/1</link>" \
           f"<description>{body}</description></item>"  # fmt: skip
    url = site.put("/rss", rss(item))
    feed = tmp_path / "briefs.xml"
    given = ["update", url, "--store", str(tmp_path / "s.sqlite"), "--feed", str(feed), "--allow-private"]
    models = ["--translator", str(marian_dir), "--summarizer", "extractive"]
    assert main([*given, *models]) == 0, capfd.readouterr().err
    (entry,) = feedparser.parse(feed.read_bytes()).entries
    assert entry.title == ENGLISH[HEADLINE] and entry.link == f"{site.url}/news/1"
    tree = html.fragment_fromstring(entry.content[0].value, create_parent=True)
    passages = {a.text_content(): a.get("href") for a in tree.findall("ol/li/a")}
    assert passages and all(any(text in paragraph for paragraph in PARAGRAPHS) for text in passages)
    assert all(ENGLISH[text] in entry.summary for text in passages)
    assert all(href.startswith(f"{site.url}/news/1#:~:text=") for href in passages.values())
    assert main([*given, "--translator", "/no/such/model"]) == 0  # nothing is new: no model is looked for
