"""``svodka update`` against a real server: what is briefed, what is not, what is remembered, what is told."""

import contextlib
import json
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from feeds.conftest import STORIES, entry, opml, rss

from svodka.cli import main


def test_new_entries_are_briefed_once_and_nothing_new_costs_one_request_and_no_model(site, update):
    url = site.put("/rss", rss(entry(1), entry(0)))
    err = update(url)
    assert "1 address: 0 unchanged; entries: 2 new, 0 edited, 2 briefed" in err
    assert update.briefed == [["https://vesti.example/0", "https://vesti.example/1"]]  # oldest first
    assert [e.title for e in update.entries] == ["EN Цены выросли", "EN Мост открыли"]
    assert update.entries[0].published == "2026-05-11T10:20:00+03:00" and update.entries[0].author == "Вести"
    before, written = update.feed.stat().st_mtime_ns, update.feed.read_bytes()
    site.seen.clear()
    assert "1 address: 1 unchanged; entries: 0 new, 0 edited\n" in update(url)
    assert [path for path, _ in site.seen] == ["/rss"]  # robots.txt is known for a day
    assert len(update.made) == 1 and update.feed.read_bytes() == written
    assert update.feed.stat().st_mtime_ns == before
    ids = {e.id for e in update.entries}
    site.put("/rss", rss(entry(2), entry(1), entry(0)))
    assert "entries: 1 new, 0 edited, 1 briefed" in update(url)
    assert update.briefed[1:] == [["https://vesti.example/2"]]
    assert update.entries[0].title == "EN Вулкан проснулся" and ids < {e.id for e in update.entries}


def test_atom_and_json_feeds_are_read_too(site, update):
    (title, text), (other, more) = STORIES[:2]
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Вести</title><id>urn:vesti</id><entry>
        <id>tag:vesti.example,2026:1</id><title>{title}</title><link href="/news/1.html"/>
        <published>2026-05-10T10:20:00+03:00</published><updated>2026-05-10T11:00:00+03:00</updated>
        <author><name>Анна Ковригина</name></author><content type="html">&lt;p>{text}&lt;/p></content></entry></feed>"""
    item = {"id": "7", "url": "https://volna.example/7", "title": other, "content_html": f"<p>{more}</p>"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Волна",
            "items": [item | {"date_published": "2026-05-11T10:20:00+03:00"}]}  # fmt: skip
    a = site.put("/atom", atom, Content_Type="application/atom+xml")
    b = site.put("/feed.json", json.dumps(feed), Content_Type="application/feed+json")
    assert "2 addresses: 0 unchanged; entries: 2 new, 0 edited, 2 briefed" in update(a, b)
    newer, older = update.entries
    assert (newer.title, newer.link, newer.published, newer.author) == (
        f"EN {other}", "https://volna.example/7", "2026-05-11T10:20:00+03:00", "127.0.0.1"
    )  # fmt: skip
    assert (older.title, older.link, older.published, older.author) == (
        f"EN {title}", f"{site.url}/news/1.html", "2026-05-10T10:20:00+03:00", "Анна Ковригина"
    )  # fmt: skip
    assert "2 unchanged; entries: 0 new, 0 edited\n" in update(a, b)


def test_an_edited_entry_is_briefed_again_and_marked(site, update):
    url = site.put("/rss", rss(entry(0), entry(1)))
    update(url)
    old = update.entries
    site.put("/rss", rss(entry(0, text="Открытие моста через реку Ряжа отложили на неделю."), entry(1)))
    assert "entries: 0 new, 1 edited, 1 briefed" in update(url)
    first, second = update.entries
    assert (first.id, second.id) == (old[1].id, old[0].id)
    labels = [[tag.label for tag in e.get("tags", ())] for e in (first, second)]
    assert ["Edited at the source" in of_one for of_one in labels] == [True, False]
    assert "отложили на неделю" in first.content[0].value and "открыли новый мост" not in first.content[0].value
    assert "Edited at the source after it was briefed on 20" in first.content[0].value
    assert first.updated >= old[1].updated
    assert "0 edited" in update(url) and update.counts()["done"] == 3


def test_an_entry_that_somebody_spoilt_is_damage_where_its_feed_has_it_again(site, update):
    update(site.put("/rss", rss(entry(0))))
    with contextlib.closing(sqlite3.connect(update.store)) as db, db:
        db.execute("UPDATE entries SET edited = 'no'")
    url = site.put("/rss", rss(entry(0, text="Открытие моста через реку Ряжа отложили на неделю.")))
    assert "is damaged: edited in it is 'no', which svodka never wrote; restore a copy" in update(url, code=2)


def test_an_edit_that_is_taken_back_shows_the_first_brief_again(site, update):
    texts = [None, "Открытие моста через реку Ряжа отложили на неделю.", None]
    for text in texts:
        url = site.put("/rss", rss(entry(0, text=text)))
        update(url)
    assert len(update.entries) == 1 and "открыли новый мост" in update.entries[0].content[0].value
    assert update.counts()["done"] == 2 and len(update.made) == 3
    assert "0 new, 0 edited\n" in update(url)


def test_markup_and_spaces_are_no_edit(site, update):
    url = site.put("/rss", rss(entry(0)))
    update(url)
    site.put("/rss", rss(entry(0, text=f"  <b>{STORIES[0][1]}</b>\n")))
    assert "0 new, 0 edited" in update(url)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (entry(0), entry(0, guid="https://vesti.example/0?v=2")),  # the same link under another id
        (entry(0), entry(0, link="https://vesti.example/news/0-most.html")),  # the same id, another link
        (entry(0, guid=""), entry(0, guid="", link="https://vesti.example/news/0.html?utm_source=rss#top")),
        (entry(0, guid="", link=""), entry(0, guid="", link="")),  # neither: known by its text
    ],
)
def test_an_entry_is_known_by_id_or_link(site, update, first, second):
    url = site.put("/rss", rss(first))
    update(url)
    site.put("/rss", rss(entry(2), second))
    assert "1 new, 0 edited, 1 briefed" in update(url)


def test_entries_that_share_a_link_or_an_id_of_another_feed_are_different_entries(site, update):
    same = {"link": "https://vesti.example/"}
    page = {"link": "https://vesti.example/today.html"}
    a = site.put("/a", rss(entry(0, guid="1", **same), entry(1, guid="2", **page), entry(2, guid="3", **page)))
    b = site.put("/b", rss(entry(3, guid="1", **same), title="Другие"))
    assert "4 new, 0 edited, 4 briefed" in update(a, b)
    assert len({e.id for e in update.entries}) == 4


def test_an_entry_that_takes_over_the_link_of_another_is_new(site, update):
    link = "https://vesti.example/top.html"
    url = site.put("/rss", rss(entry(0, link=link)))
    update(url)
    site.put("/rss", rss(entry(1, link=link), entry(0)))
    assert "1 new, 0 edited, 1 briefed" in update(url)


def test_an_entry_in_two_feeds_of_a_site_is_briefed_once_and_its_two_texts_are_no_edit(site, update):
    whole = site.put("/all", rss(entry(0), entry(1)))
    lead = site.put("/politics", rss(entry(0, text="Открыли мост в городе через реку Ряжа."), title="Политика"))
    assert "2 new, 0 edited" in update(whole, lead)
    site.put("/politics", rss(entry(0, text="В городе открыли мост, через реку Ряжа."), title="Политика"))
    site.put("/all", rss(entry(0), entry(1), entry(2)))
    assert "1 new, 0 edited" in update(whole, lead)


def test_the_same_story_of_another_outlet_is_left_out(site, update):
    a = site.put("/a", rss(entry(0)))
    update(a)
    copy = entry(1, text=STORIES[0][1] + " Об этом сообщили местные журналисты.")
    b = site.put("/b", rss(copy, entry(2), title="Другие"))
    assert "2 new, 0 edited, 1 repeat others, 1 briefed" in update(a, b)
    assert update.briefed[1:] == [["https://vesti.example/2"]]
    assert "0 new" in update(a, b) and update.counts() == {"pending": 0, "done": 2, "failed": 0, "skipped": 1}


def test_what_a_batch_has_briefed_is_known_and_other_languages_are_passed_over(site, update, tmp_path):
    file = tmp_path / "feed.xml"
    file.write_text(rss(entry(0)), encoding="utf-8")
    assert main(["brief", str(file), "--store", str(update.store), "--quiet"]) == 0
    english = entry(1, text="The bridge over the river was opened this morning by the mayor of the city.")
    english = english.replace(STORIES[1][0], "Bridge opened")
    url = site.put("/rss", rss(entry(0), english, entry(2)))
    assert "1 new, 0 edited, 1 not in Russian, 1 briefed" in update(url)
    assert len(update.entries) == 2


def test_a_dead_address_does_not_stop_the_others_and_is_told_at_the_end(site, update, tmp_path):
    list_ = tmp_path / "sources.opml"
    good = site.put("/rss", rss(entry(0)))
    site.put("/gone", status=410)
    site.put("/html-feed", "<rss><channel><title>Пусто", Content_Type="application/rss+xml")
    list_.write_text(opml(f"{site.url}/none", f"{site.url}/gone", f"{site.url}/html-feed", good), encoding="utf-8")
    err = update(list_, code=1)
    assert f"svodka: error: {site.url}/none: {site.url}/none answered with HTTP status 404; expected 200\n" in err
    assert "/gone: " in err and "status 410" in err and "no entries in the feed" in err
    assert "4 addresses: 0 unchanged, 3 failed; entries: 1 new, 0 edited, 1 briefed" in err
    assert len(update.entries) == 1
    today = datetime.now(UTC)
    again = update(list_, code=1)
    assert any(f"(failing since {day:%Y-%m-%d}, 2 times)" in again for day in (today, today - timedelta(days=1)))
    site.put("/none", rss(entry(1)))
    assert "/none" not in update(list_, code=1)


def test_what_in_a_list_is_no_address_is_told_beside_the_rest(site, update, tmp_path):
    list_ = tmp_path / "sources.txt"
    list_.write_text(f"ftp://a.example/\n{site.put('/rss', rss(entry(0)))}\n", encoding="utf-8")
    err = update(list_, code=1)
    assert f"error: {list_}: 'ftp://a.example/' has the scheme 'ftp'" in err
    assert "1 address: 0 unchanged, 1 in the sources no address; entries: 1 new, 0 edited, 1 briefed" in err
    assert update("-q", list_, code=1).count("\n") == 1  # what failed is said, nothing else


def test_an_address_that_sends_what_no_reader_can_take_does_not_stop_the_others(site, update, monkeypatch):
    import feedparser

    good, bad = site.put("/good", rss(entry(0))), site.put("/bad", rss(entry(1), title="сломан"))
    real = feedparser.parse

    def parse(data, **options):
        if "сломан".encode() in data:
            raise RecursionError("too deep")
        return real(data, **options)

    monkeypatch.setattr(feedparser, "parse", parse)
    err = update(good, bad, code=1)
    assert f"error: {bad}: the feed is damaged: RecursionError: too deep" in err and len(update.entries) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_entity_bombs_in_feeds_are_refused(site, update, encoding):
    bomb = "<!ENTITY a 'ха'>" + "".join(f"<!ENTITY a{n} '&a{n - 1 or ''};&a{n - 1 or ''};'>" for n in range(1, 30))
    feed = f"<?xml version='1.0' encoding='{encoding}'?><!DOCTYPE rss [{bomb}]>{rss(entry(0, text='&a29;'))}"
    url = site.put("/rss", feed.encode(encoding))
    assert "refused as a possible entity bomb" in update(url, code=1) and update.entries == []


def test_a_feed_without_entries_is_no_failure(site, update):
    url = site.put("/rss", rss())
    assert "1 address: 0 unchanged; entries: 0 new" in update(url)
    assert update.made == [] and update.entries == []


def test_a_feed_that_moved_is_told_and_asked_at_its_new_address(site, update):
    old = site.put("/old", status=301, Location="/new")
    site.put("/new", rss(entry(0)))
    assert f"{old} has moved for good to {site.url}/new" in update(old)
    site.seen.clear()
    assert "1 unchanged" in update(old)
    assert site.asked() == ["/new"]
    site.seen.clear()
    err = update(f"{site.url}/new")  # the user has changed the address: the same feed, nothing is new
    assert "1 unchanged; entries: 0 new" in err and "moved" not in err and site.asked() == ["/new"]


def test_a_passing_redirect_moves_nothing(site, update):
    url = site.put("/now", status=302, Location="/rss")
    site.put("/rss", rss(entry(0)))
    assert "moved" not in update(url)
    site.seen.clear()
    update(url)
    assert site.asked() == ["/now", "/rss"]


def test_a_site_that_asks_to_be_left_alone_is(site, update):
    url = site.put("/rss", status=429, Retry_After="3600")
    assert "HTTP status 429" in update(url, code=1)
    site.seen.clear()
    assert "asked to be left alone until" in update(url) and site.asked() == []
    long = site.put("/long", status=503, Retry_After="999999999")
    update(long, code=1)
    db = sqlite3.connect(update.store)
    ((until,),) = db.execute("SELECT not_before FROM feeds WHERE url = ?", (long,)).fetchall()
    db.execute("UPDATE feeds SET not_before = '2026-01-01T00:00:00+00:00' WHERE url = ?", (url,))
    db.commit()
    db.close()
    assert datetime.fromisoformat(until) < datetime.now(UTC) + timedelta(days=1, minutes=1)
    site.put("/rss", rss(entry(0)))
    assert "1 new" in update(url)


def test_a_page_that_changes_is_briefed_again_but_a_feed_that_became_a_page_is_an_error(site, update):
    body = "".join(f"<p>{text} {text}</p>" for _, text in STORIES[:3])
    page = f"<html><head><title>{STORIES[0][0]}</title></head><body><article><h1>{STORIES[0][0]}</h1>{body}"
    url = site.put("/page", f"{page}</article></body></html>", Content_Type="text/html; charset=utf-8")
    assert "1 new, 0 edited, 1 briefed" in update(url)
    site.put("/page", f"{page}<p>{STORIES[3][1]}</p></article></body></html>", Content_Type="text/html; charset=utf-8")
    assert "0 new, 1 edited, 1 briefed" in update(url)
    feed = site.put("/rss", rss(entry(4)))
    update(feed)
    site.put("/rss", f"{page}</article></body></html>", Content_Type="text/html; charset=utf-8")
    assert "sends a page where it used to send a feed" in update(feed, code=1)


def test_a_front_page_is_no_item_its_feeds_are_named(site, update):
    links = "<link rel=alternate type='application/rss+xml' href='/rss.xml'><link rel=stylesheet href=/a.css>"
    body = "".join(f"<p>{text}</p>" for _, text in STORIES)
    page = f"<!DOCTYPE html><html><head><title>Вести</title>{links}</head><body>{body}</body></html>"
    url = site.put("/", page, Content_Type="text/html; charset=utf-8")
    assert f"{url} is a front page, not a feed; feeds it names: {site.url}/rss.xml; put one" in update(url, code=1)
    assert update.entries == []
    site.put("/news", page, Content_Type="text/html; charset=utf-8")
    assert "1 new" in update(f"{site.url}/news")


def test_a_name_and_password_in_an_address_do_not_get_into_the_feed(site, update):
    site.put("/rss", rss(entry(0, link="/news/0.html")))
    update(site.url.replace("http://", "http://user:secret@") + "/rss")
    assert update.entries[0].link == f"{site.url}/news/0.html" and b"secret" not in update.feed.read_bytes()


def test_max_items_takes_the_newest_and_the_others_wait(site, update):
    url = site.put("/rss", rss(*(entry(n) for n in range(5))))
    assert "5 new, 0 edited, 2 briefed, 3 left for another time" in update(url, "--max-items", "2")
    assert "1 unchanged; entries: 0 new, 0 edited, 2 briefed, 1 left" in update(url, "--max-items", "2")
    assert "0 new, 0 edited, 1 briefed\n" in update(url)
    assert update.briefed == [[f"https://vesti.example/{n}" for n in ns] for ns in ([3, 4], [1, 2], [0])]


def test_since_leaves_older_entries_out_as_long_as_they_are_not_asked_for(site, update):
    url = site.put("/rss", rss(*(entry(n) for n in range(4))))
    assert "4 new, 0 edited, 2 briefed\n" in update(url, "--since", "2026-05-12")
    assert "1 unchanged; entries: 0 new, 0 edited\n" in update(url, "--since", "2026-05-12")
    assert "1 briefed" in update(url, "--since", "2026-05-11T00:00:00+03:00")
    site.put("/rss", rss(entry(4), entry(3)))
    assert "1 new, 0 edited, 1 briefed\n" in update(url, "--since", "2026-05-12")  # entry 0 is listed no longer
    assert "0 new, 0 edited\n" in update(url)
    assert [len(briefed) for briefed in update.briefed] == [2, 1, 1]


@pytest.mark.parametrize("since", ["gestern", "3", "3y", "2026-13-01"])
def test_what_since_cannot_be(since, update, site):
    assert "expected a date such as 2026-11-25, or an age such as 12h" in update(site.url, "--since", since, code=2)


def test_prune_deletes_old_briefs_but_what_a_feed_lists_is_not_briefed_again(site, update):
    url = site.put("/rss", rss(entry(0), entry(1)))
    update(url)
    site.put("/rss", rss(entry(1), entry(2)))
    update(url)
    db = sqlite3.connect(update.store)
    db.execute("UPDATE items SET finished = '2026-01-01T00:00:00+00:00' WHERE headline != 'Вулкан проснулся'")
    db.execute("UPDATE entries SET seen = '2026-01-01T00:00:00+00:00'")
    db.execute("UPDATE feeds SET fetched = '2026-01-01T00:00:00+00:00'")
    db.execute("UPDATE entries SET seen = '2025-12-01T00:00:00+00:00' WHERE item_id = 'https://vesti.example/0'")
    db.commit()
    db.close()
    assert "2 old briefs deleted" in update(url, "--prune", "30")
    assert [e.title for e in update.entries] == ["EN Вулкан проснулся"]
    site.put("/rss", rss(entry(1), entry(2), entry(0)))
    assert "1 new, 0 edited, 1 briefed" in update(url, "--prune", "30")  # entry 1 stayed known, entry 0 came back
    assert update.briefed[-1] == ["https://vesti.example/0"]


def test_an_item_that_fails_is_told_once_and_repeated_when_asked_for(site, update):
    url = site.put("/rss", rss(entry(0), entry(1)))
    update.fail["https://vesti.example/1"] = "translate"
    err = update(url, code=1)
    assert "https://vesti.example/1: translate failed" in err and len(update.entries) == 1
    assert "1 unchanged; entries: 0 new, 0 edited\n" in update(url)
    update.fail.clear()
    assert "0 new, 0 edited, 1 briefed" in update(url, "--retry-failed")
    assert len(update.entries) == 2 and update.counts() == {"pending": 0, "done": 2, "failed": 0, "skipped": 0}
    assert "0 edited\n" in update(url, "--retry-failed")


def test_other_settings_brief_only_what_is_new(site, update, monkeypatch):
    from dataclasses import replace

    from support.chain import SIGNATURE

    url = site.put("/rss", rss(entry(0)))
    update(url)
    site.put("/rss", rss(entry(0), entry(1)))
    monkeypatch.setattr("support.chain.SIGNATURE", replace(SIGNATURE, facts="off"))
    assert "a new run, 2, apart from run 1" in update(url)
    assert update.briefed[1:] == [["https://vesti.example/1"]] and len(update.entries) == 2
