"""Telegram channels by name: the public preview page and those before it, against a real server on loopback."""

import json

import pytest
from support.channel import Channel, Post, absent_html, page_html
from support.site import serving

from svodka.cli import main
from svodka.errors import InputError
from svodka.readers import NewsItem, ReadOptions, read, reading
from svodka.readers.address import address_of

TEXTS = (
    "В городе открыли новый мост через реку Ряжа, движение начнётся завтра утром.",
    "За неделю картофель подорожал на семь процентов, сообщили в ведомстве.",
    "На полуострове началось извержение, столб пепла поднялся на шесть километров.",
    "Скорый поезд из Заполярска прибыл на вокзал с опозданием в девять часов.",
    "Краеведческий музей закрыли на ремонт крыши, экспонаты перевезли в школу.",
    "Хоккеисты победили соперников со счётом четыре два и вышли в полуфинал.",
    "Губернатор отчитался о расходах на дороги перед областным собранием.",
)


@pytest.fixture
def site():
    with serving() as site:
        yield site


@pytest.fixture(autouse=True)
def without_pause(monkeypatch):
    monkeypatch.setattr(reading, "_PAUSE", 0.0)


def numbered(*numbers):
    return [Post(n, TEXTS[n % len(TEXTS)], date=f"2026-05-{n % 28 + 1:02d}T10:20:00+00:00") for n in numbers]


def items(url, **options):
    return list(read([url], ReadOptions(allow_private=True, duplicates="keep", **options)))


def posted(item):
    """The notes on the post itself."""
    return tuple(note for note in item.notes if "post" in note)


def test_a_post_has_its_id_date_address_source_and_author(site):
    post = Post(17, TEXTS[0], date="2026-05-12T07:20:00+00:00", author="Анна Ковригина", reply="Старый текст ответа")
    (item,) = items(Channel(site).put([post]))
    assert isinstance(item, NewsItem)
    assert (item.id, item.url) == ("https://t.me/vesti_test/17",) * 2
    assert (item.published, item.source, item.author) == ("2026-05-12T07:20:00+00:00", "Вести", "Анна Ковригина")
    assert item.headline in TEXTS[0] and item.text in TEXTS[0] and TEXTS[0] in (item.text, item.headline)
    assert posted(item) == ()


def test_markup_is_read_as_it_is_shown(site):
    text = (
        "<b>Мост открыт</b><br/><br/>Движение по мосту начнётся <s>сегодня</s> завтра, "
        '<i class="emoji" style="background-image:url(\'//telegram.org/F09F94A5.png\')"><b>🔥</b></i> сообщила мэрия.'
        "<blockquote>Проезд будет бесплатным весь первый год.</blockquote>Ремонт шёл три года."
    )
    (item,) = items(Channel(site).put([Post(1, text)]))
    assert item.headline == "Мост открыт"
    assert item.text.splitlines() == [
        "Движение по мосту начнётся завтра, 🔥 сообщила мэрия.",
        "Проезд будет бесплатным весь первый год.",
        "Ремонт шёл три года.",
    ]
    assert ("сегодня", "struck out") in [(gone.text, gone.reason) for gone in item.removed]


def test_media_and_links_are_noted_and_forwards_keep_their_source(site):
    text = f'{TEXTS[0]} <a href="https://vesti.example/1?a=1&amp;b=2">Подробнее</a> <a href="?q=%23x">#x</a>'
    post = Post(5, text, forwarded="Мэрия", media=("photo", "photo", "video"), preview="https://vesti.example/2")
    (item,) = items(Channel(site).put([post]))
    assert item.source == "Мэрия" and "Чужой заголовок" not in item.text
    assert posted(item) == (
        "The post has a photo, a video, not read.",
        "The post links to https://vesti.example/1?a=1&b=2, https://vesti.example/2",
    )
    others = Channel(site, "other").put([Post(6, TEXTS[1], media=("file", "voice", "elsewhere"))])
    assert posted(items(others)[0]) == (
        "The post has a file, a voice message, not read.",
        "A part of the post is shown in Telegram's own program only.",
    )


def test_a_poll_is_text_and_what_has_no_text_is_passed_over(site):
    poll = ("Нужен ли городу новый мост?", (("Да, и поскорее", 61), ("Нет", 39)))
    posts = [Post(1, media=("photo",)), Post(2, "Вести сменили фотографию канала", service=True), Post(3, poll=poll)]
    (item,) = items(Channel(site).put(posts))
    assert item.id.endswith("/3")
    assert "Опрос: Нужен ли городу новый мост?" in f"{item.headline}\n{item.text}"
    assert "Ответы: «Да, и поскорее» — 61%; «Нет» — 39%." in item.text


def test_pages_are_read_back_as_far_as_asked(site):
    url = Channel(site).put(numbered(*range(11, 18)))
    for pages, numbers in ((1, [15, 16, 17]), (2, [15, 16, 17, 12, 13, 14]), (9, [15, 16, 17, 12, 13, 14, 11])):
        site.seen.clear()
        assert [int(item.id.rpartition("/")[2]) for item in items(url, pages=pages)] == numbers
        assert site.asked() == ["/s/vesti_test", "/s/vesti_test?before=15", "/s/vesti_test?before=12"][: min(pages, 3)]


def test_a_page_that_leads_in_a_circle_or_nowhere_ends_it(site):
    posts = numbered(4, 5)
    circle = page_html("vesti_test", "Вести", posts)
    site.put("/s/vesti_test", circle, Content_Type="text/html")
    site.put("/s/vesti_test?before=4", circle, Content_Type="text/html")
    assert len(items(f"{site.url}/s/vesti_test", pages=5)) == 4
    assert site.asked() == ["/s/vesti_test", "/s/vesti_test?before=4"]
    site.put("/s/vesti_test", circle.replace('data-before="4"', 'data-before="99999"').replace("=4", "=99999"))
    assert len(items(f"{site.url}/s/vesti_test", pages=5)) == 2


def test_a_channel_that_is_absent_or_private_is_one_clear_error_and_the_rest_goes_on(site):
    site.put("/s/nobody_here", status=302, Location="/nobody_here")
    site.put("/nobody_here", absent_html("nobody_here"), Content_Type="text/html")
    good = Channel(site).put(numbered(1))
    found = list(read([f"{site.url}/s/nobody_here", good], ReadOptions(allow_private=True)))
    assert len(found) == 2 and isinstance(found[1], NewsItem)
    assert "shows no posts: there is no such channel, or it is private" in found[0].error and not found[0].skipped


def test_a_channel_without_posts_has_none_and_is_no_error(site):
    assert items(Channel(site).put([])) == []


def test_a_saved_page_is_read_and_nothing_is_fetched(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(page_html("vesti_test", "Вести", numbered(1, 2)), encoding="utf-8")
    found = list(read([str(path)], ReadOptions(pages=5)))
    assert [item.id for item in found] == ["https://t.me/vesti_test/1", "https://t.me/vesti_test/2"]
    assert [item.id for item in read([str(path)], ReadOptions(format="telegram"))] == [item.id for item in found]


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("@vesti_test", "https://t.me/s/vesti_test"),
        ("https://t.me/vesti_test", "https://t.me/s/vesti_test"),
        ("https://t.me/s/vesti_test", "https://t.me/s/vesti_test"),
        ("t.me/s/vesti_test/", "https://t.me/s/vesti_test"),
        ("http://www.telegram.me/vesti_test", "https://t.me/s/vesti_test"),
        ("https://t.me/vesti_test/17", "https://t.me/vesti_test/17"),
        ("https://t.me/s/vesti_test?before=5", "https://t.me/s/vesti_test?before=5"),
        ("https://example.org/s/vesti", "https://example.org/s/vesti"),
        ("items.txt", None),
    ],
)
def test_a_channel_has_many_addresses_and_one_preview(name, address):
    assert address_of(name) == address


@pytest.mark.parametrize("name", ["@", "@abc", "@1abcd", "@привет", "@a-bcd", "@" + "a" * 33])
def test_a_name_that_no_channel_can_have_is_said(name):
    with pytest.raises(InputError, match="is no name of a Telegram channel; expected @ and 4 to 32"):
        address_of(name)
    (failure,) = read([name])
    assert "is no name of a Telegram channel" in failure.error


def test_a_file_called_like_a_channel_is_the_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "@vesti_test").write_text(TEXTS[0], encoding="utf-8")
    assert [item.text or item.headline for item in read(["@vesti_test"])] == [TEXTS[0]]


def test_the_command_reads_pages_and_offline_fetches_none(site, capsys):
    url = Channel(site).put(numbered(1, 2, 3, 4))
    assert main(["read", url, "--allow-private", "--pages", "2", "--format", "jsonl"]) == 0
    assert [json.loads(line)["id"][-1] for line in capsys.readouterr().out.splitlines()] == ["2", "3", "4", "1"]
    assert main(["brief", "@vesti_test", "--offline"]) == 2
    assert "--offline forbids fetching @vesti_test" in capsys.readouterr().err


@pytest.mark.parametrize("head", ["https://t.me", "http://t.me", "t.me", "https://telegram.me", "T.ME"])
@pytest.mark.parametrize("tail", ["+AbC_d-1", "joinchat/AAAAAE", "c/1234567890/12", "c/1234567890", "s/+AbC"])
def test_a_private_channel_is_said_before_the_network_is_asked(head, tail):
    (failed,) = read([f"{head}/{tail}"])
    assert failed.where == f"{head}/{tail}" and "private Telegram channel" in failed.error and not failed.skipped


@pytest.mark.parametrize("name", ["https://t.me/s/cnews", "@cnews", "t.me/cnews", "https://t.me/cnews/"])
def test_a_channel_that_begins_as_a_private_address_is_none(name):
    assert address_of(name) == "https://t.me/s/cnews"
