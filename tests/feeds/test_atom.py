"""Atom: valid by RFC 4287, read back by feedparser field by field, and nothing hostile in it acts."""

import re

import feedparser
import pytest
from feeds.conftest import keep
from lxml import etree, html
from support.atom import ATOM, LANG, problems
from support.briefs import FERRY, HOSTILE, HOSTILE_HEADLINE, brief
from support.stories import REPORTS

from svodka.feeds import FeedOptions, feed_of, to_atom
from svodka.runs import Store
from svodka.text import displayable


def atom(path, **options):
    with Store.open(path) as store:
        return to_atom(feed_of(store, FeedOptions(**options))).encode()


def test_the_feed_is_valid(store):
    document = atom(store, url="https://news.example/briefs.xml")
    assert problems(document) == []
    root = etree.fromstring(document)
    assert root.get(LANG) == "en" and len(root.findall(f"{ATOM}entry")) == 3
    assert [e.get("href") for e in root.findall(f"{ATOM}link")] == ["https://news.example/briefs.xml"]


@pytest.mark.parametrize(
    ("pattern", "replacement", "rule"),
    [
        (r"<id>urn:uuid:[^<]*</id>", "", "4.1: 0 id"),
        (r"<title>Book", "<title type='markdown'>Book", "3.1.1"),
        (r"<updated>[^<]*", "<updated>25 Nov 2026", "3.3"),
        (r"(<published>[^<]*)\+03:00", r"\1", "3.3"),
        (r'href="https://vesti[^"]*"', 'href="/news/ferry"', "4.2.7"),
        (r'href="https://vesti', 'href="https://ve sti', "4.2.7"),
        (r"href=\"https://vesti-primorye.example/news/ferry\?id=1&amp;amp", 'href="news', "3.1.1.2"),
        (r"<name>svodka</name>", "", "3.2"),
        (r"<entry>\s*<id>[^<]*", "<entry><id>urn:uuid:1", "4.1.1: urn:uuid:1 stands 3 times"),
        (r"</entry>", "<guid/></entry>", "4.1: guid may not"),
    ],
)
def test_the_rules_find_what_is_broken(store, pattern, replacement, rule):
    """A check that never complains proves nothing: each rule is seen to fail on a feed broken in that way."""
    broken = re.sub(pattern, replacement, atom(store).decode())
    assert any(found.startswith(rule) for found in problems(broken.encode())), problems(broken.encode())


def test_feedparser_reads_every_field_back(store):
    parsed = feedparser.parse(atom(store, title="Вести & co", url="https://news.example/briefs.xml"))
    assert not parsed.bozo and parsed.version == "atom10"
    assert (parsed.feed.title, parsed.feed.language) == ("Вести & co", "en")
    assert parsed.feed.links[0].href == "https://news.example/briefs.xml"
    entry = parsed.entries[0]
    assert entry.title == FERRY.headline and entry.link == FERRY.item.url
    assert entry.author == "Вести Приморья" and entry.published == "2026-05-12T10:20:00+03:00"
    assert entry.published_parsed[:5] == (2026, 5, 12, 7, 20)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", entry.updated)
    marked = [f"{s.text} [{FERRY.mark(s)}]" if FERRY.mark(s) else s.text for s in FERRY.sentences]
    assert entry.summary == " ".join(marked) and "[not supported by the source]" in entry.summary
    assert entry.id.startswith("urn:uuid:") and entry.links[0].hreflang == "ru"
    content = entry.content[0]
    assert content.type == "text/html"
    text = html.fragment_fromstring(content.value, create_parent=True).text_content()
    for words in (FERRY.item.headline, FERRY.sentences[0].text, FERRY.sentences[1].text + " [not supported by the s",
                  FERRY.key_facts[0].text, FERRY.notes[0], "The brief says 21 hours",
                  FERRY.translation.segments[3].source,
                  "12 May 2026, 10:20 +03:00", "translated by example/marian-ru-en"):  # fmt: skip
        assert words in text, words


def test_a_sentence_points_to_its_evidence_on_the_original_page(store):
    content = feedparser.parse(atom(store)).entries[0].content[0].value
    tree = html.fragment_fromstring(content, create_parent=True)
    assert "There were" not in tree.text_content()  # the brief, not the translation
    sentence = tree.findall("p")[1].text_content()
    assert sentence.startswith(
        "The ferry Zaliv ran aground off Russky Island with 87 passengers on board. [1] [2] Igor"
    )
    links = tree.findall("ol/li/a")
    assert [a.text_content() for a in links] == [s.source for s in FERRY.translation.segments[:4]]
    address, directive = links[1].get("href").split("#:~:text=")
    assert address == FERRY.item.url
    assert directive == "На%20борту%20находились%2087,и%209%20членов%20экипажа"
    assert "Паром%20%C2%AB" in links[0].get("href") and "данным%2C%20пострадавших," in links[2].get("href")


def test_what_a_hostile_item_says_stays_text(store):
    parsed = feedparser.parse(atom(store), sanitize_html=False)
    entry = next(e for e in parsed.entries if "window.pwned" in e.title)
    assert entry.title == displayable(HOSTILE_HEADLINE) and not entry.get("links")
    tree = html.fragment_fromstring(entry.content[0].value, create_parent=True)
    assert {e.tag for e in tree.iter()} <= {"div", "p", "i", "b", "bdi", "ul", "ol", "li", "a", "small"}
    assert {name for e in tree.iter() for name in e.attrib} <= {"lang", "href"}
    assert HOSTILE.notes[0] in tree.text_content() and "\u202e" not in entry.content[0].value


def test_characters_that_xml_cannot_hold_are_spelled_out(tmp_path):
    odd = "Нуль \x00 и \x1b, \ufffe и \uffff, половина \ud83d"
    keep(
        tmp_path / "s", [brief("odd", (odd, odd), [(odd, odd)], [(odd, [0])], source=odd, url="https://a.example/ odd")]
    )
    document = atom(tmp_path / "s", title="\x07")
    assert problems(document) == []
    parsed = feedparser.parse(document)
    assert parsed.entries[0].title == "Нуль [U+0000] и [U+001B], [U+FFFE] и [U+FFFF], половина [U+D83D]"
    assert parsed.entries[0].link == "https://a.example/%20odd"


@pytest.mark.parametrize(
    ("published", "expected", "said"),
    [
        ("2026-05-12T10:20:00+03:00", "2026-05-12T10:20:00+03:00", "12 May 2026, 10:20 +03:00"),
        ("2026-05-12T10:20:00.123456Z", "2026-05-12T10:20:00+00:00", "12 May 2026, 10:20 +00:00"),
        ("1900-05-12T10:20:00+02:30:17", "1900-05-12T07:49:43+00:00", "12 May 1900, 10:20"),
        ("2026-05-12T10:20", None, "12 May 2026, 10:20 (zone not given)"),
        ("2026-05-12", None, "12 May 2026"),
        ("завтра", None, "date unreadable: завтра"),
        (None, None, "Вести Приморья"),
    ],
)
def test_no_time_and_no_zone_is_invented(tmp_path, published, expected, said):
    keep(tmp_path / "s", [brief("1", ("Мост", "Bridge"), [("Мост.", "A bridge.")], published=published)])
    document = atom(tmp_path / "s")
    assert problems(document) == []
    entry = feedparser.parse(document).entries[0]
    assert entry.get("published") == expected
    assert said in html.fragment_fromstring(entry.content[0].value, create_parent=True).text_content()


def test_reports_of_one_event_share_a_category(tmp_path):
    made = [
        brief(f"{event}-{n}", ("Заголовок", headline), [(f"Русский {n}-{k}.", s) for k, s in enumerate(sentences)],
              published=when + ":00+03:00" if "T" in when else when)
        for n, (event, when, headline, sentences) in enumerate(REPORTS)
    ]  # fmt: skip
    keep(tmp_path / "s", made)
    document = atom(tmp_path / "s")
    assert problems(document) == []
    tags = {e.title: [t.term for t in e.get("tags", ())] for e in feedparser.parse(document).entries}
    assert len(tags) == len(REPORTS)
    for event, _, headline, _ in REPORTS:
        first = next(h for e, _, h, _ in REPORTS if e == event)
        several = sum(e == event for e, _, _, _ in REPORTS) > 1
        assert tags[headline] == ([first] if several else []), headline
    plain = feedparser.parse(atom(tmp_path / "s", group=False)).entries
    assert not any(e.get("tags") for e in plain)


def test_an_empty_store_gives_a_valid_feed_without_entries(tmp_path):
    from svodka.runs import StoreWriter

    StoreWriter.create(tmp_path / "s").close()
    document = atom(tmp_path / "s")
    assert problems(document) == [] and feedparser.parse(document).entries == []
