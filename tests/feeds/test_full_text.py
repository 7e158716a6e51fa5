"""``--full-text``: the article behind a lead; what cannot be had leaves the lead, and the brief says so."""

import pytest
from feeds.conftest import STORIES, entry, rss
from lxml import html

from svodka.cli import main
from svodka.readers.formats.html import STUB

PARAGRAPHS = [f"{text} {text.replace('.', '')}, добавили очевидцы." for _, text in STORIES]


def page(n: int, *paragraphs: str) -> str:
    headline, lead = STORIES[n]
    body = "".join(f"<p>{p}</p>" for p in (lead, *(paragraphs or PARAGRAPHS)))
    return (
        f"<html><head><title>{headline}</title></head><body><article><h1>{headline}</h1>{body}</article></body></html>"
    )


def content(entry) -> str:
    return html.fragment_fromstring(entry.content[0].value, create_parent=True).text_content()


def test_the_article_is_briefed_and_fetched_once(site, update):
    link = site.put("/news/0.html", page(0), Content_Type="text/html; charset=utf-8")
    url = site.put("/rss", rss(entry(0, link=link)))
    update(url, "--full-text")
    assert site.asked() == ["/rss", "/news/0.html"]
    (found,) = update.entries
    assert PARAGRAPHS[1] in content(found) and found.published == "2026-05-10T10:20:00+03:00"
    assert found.author == "Вести" and found.link == link and "Notes" not in content(found)
    update(url, "--full-text")
    assert site.asked() == ["/rss", "/news/0.html", "/rss"]


def test_a_long_entry_is_not_followed(site, update):
    url = site.put("/rss", rss(entry(0, text="\n\n".join(PARAGRAPHS), link=f"{site.url}/news/0.html")))
    update(url, "--full-text")
    assert site.asked() == ["/rss"] and len(update.entries) == 1


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (404, "", "HTTP status 404"),
        (200, page(0, "Коротко."), None),
        (200, page(4, "Сайт использует файлы, согласитесь с условиями и войдите в свой кабинет."), "not look like"),
        (200, "<html><body><p>This page is in English, please accept our terms of service.</p>", "could not be"),
        (301, "", "redirects more than 5 times"),
    ],
)  # fmt: skip
def test_an_article_that_cannot_be_had_leaves_the_lead_with_a_note(site, update, status, body, words):
    extra = {"Location": "/news/0.html"} if status == 301 else {"Content_Type": "text/html; charset=utf-8"}
    link = site.put("/news/0.html", body, status, **extra)
    url = site.put("/rss", rss(entry(0, link=link)))
    update(url, "--full-text")
    (found,) = update.entries
    assert STORIES[0][1] in content(found)
    if words is None:
        assert "Коротко." in content(found)  # longer than the lead, and about it
    else:
        assert "This is a brief of the feed's lead; the article could not be read:" in content(found)
        assert words in content(found)


def test_a_host_that_does_not_answer_is_asked_three_times_only(site, update):
    url = site.put("/rss", rss(*(entry(n, link=f"{site.url}/news/{n}") for n in range(6))))
    update(url, "--full-text")
    assert site.asked() == ["/rss", "/news/0", "/news/1", "/news/2"]
    assert "was not asked again" in content(update.entries[0]) and len(update.entries) == 6


def test_failures_are_counted_in_a_row(site, update):
    site.put("/news/2", page(2), Content_Type="text/html; charset=utf-8")
    url = site.put("/rss", rss(*(entry(n, link=f"{site.url}/news/{n}") for n in range(6))))
    update(url, "--full-text")
    assert site.asked() == ["/rss", *(f"/news/{n}" for n in range(6))]


def test_links_to_private_addresses_are_not_followed(site, update, monkeypatch):
    """The guard of fetching holds for what a feed says, too: only the feed's own host passes as public here."""
    from svodka.cli import main
    from svodka.readers import address

    asked = []
    monkeypatch.setattr(address, "is_public", lambda ip: asked.append(ip) or ip == "127.0.0.1")
    links = ["http://10.0.0.1/secret", "file:///etc/passwd", "http://169.254.169.254/latest/meta-data/"]
    url = site.put("/rss", rss(*(entry(n, link=link) for n, link in enumerate(links))))
    assert main(["update", url, "--store", str(update.store), "--feed", str(update.feed), "--full-text", "-q"]) == 0
    notes = [content(e) for e in update.entries]
    assert "10.0.0.1 is at 10.0.0.1, which is not a public address" in notes[2]
    assert "the entry has no link" in notes[1] and not update.entries[1].get("links")
    assert "169.254.169.254 is at 169.254.169.254" in notes[0] and {"10.0.0.1", "127.0.0.1"} <= set(asked)


def test_allowing_private_addresses_does_not_let_a_feed_send_us_to_other_hosts(site, update):
    from support.site import serving

    with serving("127.0.0.2") as other:
        link = other.put("/news/0.html", page(0), Content_Type="text/html; charset=utf-8")
        update(site.put("/rss", rss(entry(0, link=link))), "--full-text")
        assert other.seen == [] and "127.0.0.2, which is not a public address" in content(update.entries[0])


def test_an_article_is_not_fetched_again_after_an_update_that_was_cut_short(site, update, monkeypatch):
    from svodka.feeds.inbox import Inbox

    def killed(*_):
        raise KeyboardInterrupt

    link = site.put("/news/0.html", page(0), Content_Type="text/html; charset=utf-8")
    url = site.put("/rss", rss(entry(0, link=link)))
    with monkeypatch.context() as patched:
        patched.setattr(Inbox, "settle", killed)
        update(url, "--full-text", code=130)
    update(url, "--full-text")
    assert site.asked() == ["/rss", "/news/0.html", "/rss"] and update.counts()["done"] == 1
    assert PARAGRAPHS[1] in content(update.entries[0])


def test_an_entry_that_breaks_off_is_followed_and_its_note_goes(site, update):
    link = site.put("/news/0.html", page(0), Content_Type="text/html; charset=utf-8")
    text = " ".join([STORIES[0][1], *PARAGRAPHS])[:700].rsplit(" ", 1)[0] + " […]"
    url = site.put("/rss", rss(entry(0, text=text, link=link)))
    update(url, "--full-text")
    assert site.asked() == ["/rss", "/news/0.html"]
    assert "the beginning only" not in content(update.entries[0])


def test_a_stub_is_said_in_the_feed_and_on_the_page(site, update, tmp_path):
    wall = "Чтобы прочитать материал полностью, оформите подписку."
    link = site.put("/news/0.html", page(0, PARAGRAPHS[0], wall, "Месяц — 299 ₽"), Content_Type="text/html")
    update(site.put("/rss", rss(entry(0, link=link))), "--full-text")
    told = content(update.entries[0])
    assert STUB in told and "299" not in told
    digest = tmp_path / "digest.html"
    assert main(["digest", str(update.store), "-o", str(digest)]) == 0
    assert STUB in html.fromstring(digest.read_bytes()).text_content()
