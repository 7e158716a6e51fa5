"""Telegram's two exports of a channel, result.json and messages*.html, give the same items."""

import json
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.telegram import Post, as_json, as_pages, write_folder

from svodka.readers import ReadFailure, ReadOptions, read

OPTIONS = ReadOptions(duplicates="keep", other_languages="pass")
NAME = "Вести Заозерья"
NOON = 1_744_614_300  # 14 April 2025, 07:05 UTC
LINE = "Власти Белозерска закрыли движение по мосту через Ряжу, сообщила пресс-служба мэрии."
POSTS = [
    Post(1, NOON - 9, service="Channel «Вести» created"),
    Post(2, NOON, (("bold", "Мост закрыт"), ("plain", f"\n\n{LINE} Пострадали "), ("strikethrough", "12"),
                   ("plain", " 14 человек.\nОбъезд — через Лесное & Заречье.")), edited=True, signature="Анна Лугова"),
    Post(3, NOON + 60, (("plain", "Вода поднялась на 3,7 метра, "), ("spoiler", "подтоплены 86 домов"),
                        ("plain", ". Подробности "), ("text_link", "на сайте"), ("plain", ".")), joined=True, reply=2),
    Post(4, NOON + 3600, (("plain", f"{LINE} Движение перекроют в полночь."),), forwarded="МЧС <Заозерье>", photo=True),
    Post(5, NOON + 3601, (("blockquote", "Вода уйдёт к среде."), ("plain", "\nТак сказал синоптик области утром.")),
         forwarded="МЧС <Заозерье>", joined=True),
    Post(6, NOON + 7200, photo=True),
    Post(7, NOON + 9000, poll=("Нужен ли новый мост?", (("Да", 120), ("Нет", 30), ("Не знаю", 0)))),
    Post(8, NOON + 9100, (("plain", "Мост откроют 1 мая, сообщила мэрия. "), ("hashtag", "#мост")), joined=True),
]  # fmt: skip


def items(*paths):
    found = list(read([str(path) for path in paths], OPTIONS))
    assert not [f for f in found if isinstance(f, ReadFailure)], found
    return found


def alike(found):
    return [
        (i.id, i.headline, i.text, i.published, i.source, i.author, [(r.text, r.reason) for r in i.removed], i.notes)
        for i in found
    ]


def both(folder, name, posts, **shape):
    (folder / "json").mkdir(parents=True, exist_ok=True)
    (folder / "json/result.json").write_text(as_json(name, posts, unix=shape.get("zone", True)), encoding="utf-8")
    write_folder(folder / "html", name, posts, **shape)
    return items(folder / "json"), items(folder / "html")


@pytest.mark.parametrize("zone", [True, False])
def test_the_same_items(tmp_path, zone):
    from_json, from_pages = both(tmp_path, NAME, POSTS, zone=zone)
    assert alike(from_json) == alike(from_pages)
    assert [i.id for i in from_pages] == [f"{NAME}/{n}" for n in (2, 3, 4, 5, 7, 8)]
    assert [i.source for i in from_pages] == [NAME, NAME, "МЧС <Заозерье>", "МЧС <Заозерье>", NAME, NAME]
    first, second, _, _, poll, _ = from_pages
    assert "Пострадали 14 человек.\nОбъезд — через Лесное & Заречье." in first.text
    assert ("12", "struck out") in [(r.text, r.reason) for r in first.removed]
    assert (first.headline, first.author) == ("Мост закрыт", "Анна Лугова")
    assert first.published == ("2025-04-14T07:05:00+00:00" if zone else "2025-04-14T10:05:00")
    assert "подтоплены 86 домов" in second.text and "this message" not in second.text
    assert poll.headline == "Опрос: Нужен ли новый мост?"
    assert poll.text == "Ответы: «Да» — 120; «Нет» — 30; «Не знаю». Всего голосов: 150."


WORDS = st.sampled_from(
    ["Власти Белозерска закрыли мост.", "Пострадали 14 человек", "вода ушла", "«Ряжа»", "a < b & c", "\n", "\n\n", " ",
     "18,4 млн рублей", "it's", "👉", "Ремонт начнётся в мае, сообщили в мэрии города."]
)  # fmt: skip
PART = st.tuples(st.sampled_from(["plain", "bold", "italic", "link", "spoiler", "blockquote", "strikethrough", "code",
                                  "hashtag", "mention", "custom_emoji", "underline"]), WORDS)  # fmt: skip
ANSWERS = st.lists(st.tuples(st.sampled_from(["Да", "Нет", "Не знаю", "За & против"]), st.integers(0, 3)), min_size=1)


@st.composite
def channels(draw):
    posts, joined_to = [], None
    for number in range(1, draw(st.integers(1, 7)) + 1):
        if draw(st.integers(0, 5)) == 0:
            posts.append(Post(number, NOON + 60 * number, service="14 April 2025"))
            joined_to = None
            continue
        forwarded = draw(st.sampled_from([None, None, "МЧС", "Мэрия & Ко"]))
        parts = tuple(draw(st.lists(PART, max_size=6)))
        poll = draw(
            st.none() | st.tuples(st.sampled_from(["Нужен мост?", "Кто победит в <финале>?"]), ANSWERS.map(tuple))
        )
        post = Post(
            number, NOON + 60 * number, (("plain", LINE), *parts) if draw(st.booleans()) else parts, forwarded,
            joined=joined_to == (forwarded,) and draw(st.booleans()), reply=draw(st.sampled_from([None, 1])),
            signature=draw(st.sampled_from([None, "Анна Лугова"])), edited=draw(st.booleans()),
            photo=draw(st.booleans()), poll=poll,
        )  # fmt: skip
        posts.append(post)
        joined_to = (forwarded,)
    return posts


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(posts=channels(), size=st.integers(1, 4))
def test_any_channel_gives_the_same_items(tmp_path_factory, posts, size):
    folder = tmp_path_factory.mktemp("channel")
    (folder / "result.json").write_text(as_json(NAME, posts), encoding="utf-8")
    pages = as_pages(NAME, posts, size=size)
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    from_json = list(read([str(folder / "result.json")], OPTIONS))
    from_pages = [f for f in read([str(folder / name) for name in pages], OPTIONS) if not getattr(f, "skipped", False)]
    assert alike(f for f in from_json if not isinstance(f, ReadFailure)) == alike(
        f for f in from_pages if not isinstance(f, ReadFailure)
    )
    assert sum(isinstance(f, ReadFailure) for f in from_json) == sum(isinstance(f, ReadFailure) for f in from_pages)


def test_a_folder_gives_its_messages_in_order_and_nothing_else(tmp_path):
    posts = [Post(n, NOON + n, (("plain", f"{LINE} Сводка номер {n}."),)) for n in range(1, 13)]
    write_folder(tmp_path / "export", NAME, posts, size=1)
    (tmp_path / "export/photos").mkdir()
    (tmp_path / "export/photos/photo_1.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    assert [i.id for i in items(tmp_path / "export")] == [f"{NAME}/{n}" for n in range(1, 13)]
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        for path in sorted((tmp_path / "export").rglob("*"), key=lambda p: (len(p.name), p.name)):
            archive.write(path, path.relative_to(tmp_path))
    assert [i.id for i in items(tmp_path / "export.zip")] == [f"{NAME}/{n}" for n in range(1, 13)]


def test_an_export_in_both_shapes_gives_each_message_once(tmp_path):
    write_folder(tmp_path, NAME, POSTS)
    (tmp_path / "result.json").write_text(as_json(NAME, POSTS), encoding="utf-8")
    assert [i.id for i in items(tmp_path)] == [f"{NAME}/{n}" for n in (2, 3, 4, 5, 7, 8)]


def test_an_index_of_the_export_is_passed_over(tmp_path):
    page = as_pages(NAME, [])["messages.html"].replace("chat_page", "list_page")
    (tmp_path / "export_results.html").write_text(page, encoding="utf-8")
    (found,) = read([str(tmp_path / "export_results.html")], OPTIONS)
    assert isinstance(found, ReadFailure) and found.skipped


def test_polls_of_newer_exports_have_formatted_questions(tmp_path):
    data = json.loads(as_json(NAME, [POSTS[6]]))
    data["messages"][0]["poll"]["question"] = [
        {"type": "plain", "text": "Нужен ли "},
        {"type": "bold", "text": "мост?"},
    ]
    (tmp_path / "result.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    assert items(tmp_path / "result.json")[0].headline == "Опрос: Нужен ли мост?"
