"""Feeds as content systems write them: where the article stands, what is wrapped around it, how the file begins."""

import pytest
from support.pages import BODY, HEADLINE

from svodka.readers import ReadFailure, ReadOptions, read
from svodka.readers.formats.feed import CHANGED
from svodka.readers.reading import UNTITLED

LEAD = BODY[0]
TEXT = "\n\n".join(BODY)
MARKUP = "".join(f"<p>{text}</p>" for text in BODY)
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:turbo="http://turbo.yandex.ru" '
    'xmlns:yandex="http://news.yandex.ru" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:r="http://news.rambler.ru"'
)


def feed(item, *, title=HEADLINE, encoding="utf-8", namespaces=NAMESPACES):
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<rss version="2.0" {namespaces}><channel><title>Вести</title>'
        f"<item><title>{title}</title><link>https://vesti.example/1?a=1&amp;b=2</link>{item}</item></channel></rss>"
    )


def found(tmp_path, data, name="feed.xml"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read([str(path)], ReadOptions()))


def one(tmp_path, data):
    (item,) = found(tmp_path, data)
    assert not isinstance(item, ReadFailure), item
    return item


@pytest.mark.parametrize(
    "item",
    [
        f"<description>{LEAD}</description><turbo:content><![CDATA[{MARKUP}]]></turbo:content>",
        f"<turbo:content><![CDATA[{MARKUP}]]></turbo:content><description>{LEAD}</description>",
        f"<description>{LEAD}</description><yandex:full-text>{TEXT}</yandex:full-text>",
        f"<description>{LEAD}</description><r:fulltext><![CDATA[{MARKUP}]]></r:fulltext>",
        f"<description>{LEAD}</description><full-text>{TEXT}</full-text>",
        f"<description>{LEAD}</description><content>{TEXT}</content>",
        f"<description><![CDATA[{MARKUP}]]></description><itunes:summary>{LEAD}</itunes:summary>",
        f"<description><![CDATA[{MARKUP}]]></description><dc:description>{LEAD}</dc:description>",
        f"<media:content url='a.jpg'><media:description>Причал</media:description></media:content>"
        f"<description>{LEAD}</description><content:encoded><![CDATA[{MARKUP}]]></content:encoded>",
        f"<description>{MARKUP}</description>",  # markup that was not escaped
    ],
)  # fmt: skip
def test_the_text_is_the_longest_of_all_places(tmp_path, item):
    item = one(tmp_path, feed(item))
    assert (item.headline, item.text) == (HEADLINE, TEXT)


def test_length_is_what_a_reader_sees(tmp_path):
    pictures = "".join(f"<img src='https://vesti.example/picture/number/{i}.jpg' alt=''>" for i in range(40))
    item = one(tmp_path, feed(f"<description><![CDATA[{pictures}{LEAD}]]></description><full-text>{TEXT}</full-text>"))
    assert item.text == TEXT


def test_an_undeclared_prefix_costs_nothing(tmp_path):
    data = feed(f"<turbo:content><![CDATA[{MARKUP}]]></turbo:content>", namespaces="")
    assert next(iter(found(tmp_path, data))).text == TEXT


def test_a_feed_of_headlines_gives_them_as_texts(tmp_path):
    item = one(tmp_path, feed("<description></description>"))
    assert (item.headline, item.text, item.notes) == (HEADLINE, HEADLINE, (UNTITLED,))


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (HEADLINE, f"&lt;![CDATA[{TEXT}]]&gt;"),
        (HEADLINE, f"&lt;![CDATA[{MARKUP.replace('<', '&lt;')}]]&gt;"),
        (f"&lt;![CDATA[{HEADLINE}]]&gt;", f"<![CDATA[&lt;![CDATA[{MARKUP}]]&gt;]]>"),
        (f"<![CDATA[{HEADLINE}]]>", f"<![CDATA[{MARKUP.replace('<', '&lt;').replace('>', '&gt;')}]]>"),
        (HEADLINE, f"&amp;lt;![CDATA[{MARKUP.replace('<', '&amp;lt;')}]]&amp;gt;"),
        (f"&lt;b&gt;Г&lt;/b&gt;{HEADLINE[1:]}", f"{TEXT}]]&gt;"),
    ],
)
def test_escaped_cdata_and_markup_are_taken_off(tmp_path, title, body):
    item = one(tmp_path, feed(f"<description>{body}</description>", title=title))
    assert (item.headline, item.text) == (HEADLINE, TEXT)


@pytest.mark.parametrize("declared", ["utf-8", "windows-1251", "koi8-r", "iso-8859-1", "utf-16", "no-such-charset"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r", "utf-16"])
def test_a_declaration_is_not_believed(tmp_path, declared, encoding):
    item = one(tmp_path, feed(f"<description>{TEXT}</description>", encoding=declared).encode(encoding))
    assert (item.headline, item.text) == (HEADLINE, TEXT)


@pytest.mark.parametrize(
    "before",
    [b"\n", b" \r\n\t", b"\xef\xbb\xbf", b"\xef\xbb\xbf\xef\xbb\xbf", b"\n\xef\xbb\xbf", b"\xef\xbb\xbf\n\n",
     b"<br />\n<b>Warning</b>: Undefined variable in <b>/site/rss.php</b>\n", b"\x00\x00"[:0] + b"\x0b"],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251"])
def test_what_stands_before_the_declaration(tmp_path, before, encoding):
    data = before + feed(f"<description>{TEXT}</description>", encoding=encoding).encode(encoding)
    item = one(tmp_path, data)
    assert (item.headline, item.text) == (HEADLINE, TEXT)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [("&laquo;Причал&raquo;", "«Причал»"), ("Иванов & сыновья", "Иванов & сыновья"), ("при\x02чал&#11;", "причал"),
     ("при&shy;чал", "причал"), ("40 &lt; 50", "40 < 50")],
)  # fmt: skip
def test_what_xml_forbids_damages_nothing(tmp_path, written, read_as):
    item = one(tmp_path, feed(f"<description>{LEAD} {written} ждёт весны.</description>"))
    assert item.text == f"{LEAD} {read_as} ждёт весны."
    assert item.url == "https://vesti.example/1?a=1&b=2"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_any_encoding(tmp_path, encoding):
    data = f'<!DOCTYPE r [<!ENTITY z "я">]>{feed(f"<description>{TEXT}</description>")}'.encode(encoding)
    assert "entity bomb" in found(tmp_path, data)[0].error


@pytest.mark.parametrize(
    ("element", "published"),
    [
        ("<pubDate>Пн, 03 мар 2025 21:05:00 +0300</pubDate>", "2025-03-03T21:05:00+03:00"),
        ("<pubDate>Wed, 03 Sept 2025 21:05:00 +0300</pubDate>", "2025-09-03T21:05:00+03:00"),
        ("<pubDate>3 марта 2025 г., 21:05 МСК</pubDate>", "2025-03-03T21:05:00+03:00"),
        ("<pubDate>03.03.2025 21:05</pubDate>", "2025-03-03T21:05"),
        ("<pubDate>сегодня</pubDate><dc:date>2025-03-03T21:05:00+03:00</dc:date>", "2025-03-03T21:05:00+03:00"),
        ("<pubDate>вчера</pubDate>", None),
    ],
)
def test_dates(tmp_path, element, published):
    assert one(tmp_path, feed(f"<description>{TEXT}</description>{element}")).published == published


@pytest.mark.parametrize("reference", ["&#xD800;", "&#XdfFF;", "&#55296;", "&#057343;"])
@pytest.mark.parametrize("markup", ["<p>{}</p>", "{}"])
def test_references_to_surrogates_are_left_out(tmp_path, reference, markup):
    text = markup.format(f"{LEAD[:40]}{reference}{LEAD[40:]}")
    assert one(tmp_path, feed(f"<description>{text}</description>")).text == LEAD


def test_references_beside_the_surrogates_stay(tmp_path):
    text = f"{LEAD} &#xD7A3;&#55203;&#xF900;&#57344;&#129302;"
    assert one(tmp_path, feed(f"<description>{text}</description>")).text.startswith(f"{LEAD} 힣힣豈")


def test_a_date_of_the_last_change_is_told_apart(tmp_path):
    def atom(dates):
        entry = f"<entry><title>{HEADLINE}</title><id>1</id>{dates}<content>{BODY[0]}</content></entry>"
        return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Вести</title>{entry}</feed>'

    changed = "<updated>2025-04-15T10:00:00Z</updated>"
    item = one(tmp_path, atom(changed))
    assert (item.published, item.notes) == ("2025-04-15T10:00:00+00:00", (CHANGED,))
    item = one(tmp_path, atom(f"<published>2025-04-14T10:00:00Z</published>{changed}"))
    assert (item.published, item.notes) == ("2025-04-14T10:00:00+00:00", ())
