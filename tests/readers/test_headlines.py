"""A headline is cleaned wherever it comes from; an item left without one gets its first sentence, said in a note."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from svodka.readers import ReadOptions, read
from svodka.readers.cleaning.headlines import clean_headline, first_sentence
from svodka.readers.cleaning.spaced import joined
from svodka.readers.reading import UNTITLED

CORE = "Мост через Ряжу закрыли после паводка"
TEXT = "Власти Белозерска закрыли мост через Ряжу. Объезд организован через Лесное, сообщили в мэрии."
BEFORE = [
    "Сейчас вы просматриваете ", "Вы читаете: ", "ВИДЕО: ", "(ФОТО) ", "[Видео] ", "ВИДЕО ", "28.08.2025 14:05 : ",
    "14:05 ", "12 апреля 2025, 14:05 — ", "311 26:28 ", "52 0 Время 16:54 &nbsp12 Января 2019 ", "9. ", "28.08.2025 | ",
    "МОСКВА, 28 авг – РИА Новости. ",
]  # fmt: skip
BEHIND = [
    " (ВИДЕО)", " (фото, видео)", " [ФОТО]", " (обновлено)", " (КАРТА)", " + ФОТО", " — видео", " ФОТО", " (18+)",
    ", 18:19 REGNUM", " - ИА REGNUM", " — РИА Новости, 28.08.2025", " | Вести Заозерья", " // НТВ.Ru",
    " - Новости - Allhockey.ru", ": Политика: Мир: Lenta.ru", " :: Общество :: РБК", " / Украинский бизнес ресурс",
    " / 20.12.16 / Москва / © РИА Новый День / Декабрь 2016", " 28.08.2025 14:05", " (28.08.2025)", ". Подробности...",
    " … Читать далее", "  ", " - Вести Заозерья",
]  # fmt: skip
NOTHING = [
    "Автор: Иван Петров", "Автор Иван Петров, РИА Новости", "Иван Петров, корреспондент ТАСС", "28.08.2025, 14:05",
    "28 августа 2025", "время публикации: 24 ноября 2020 г., 19:49 | последнее обновление: 24 ноября 2020 г., 23:27",
    "Мы используем файлы cookie, чтобы улучшить сайт", "Форма поиска", "Ваш регион", "Вести Заозерья", "Поделиться",
    "Вы используете устаревшую версию браузера. Обновите его.", "Exported Data", "Без названия", "404 Not Found",
    "* * *",
    "Хотите наслаждаться полной версией, а также получить неограниченный доступ ко всем материалам?", "12:45",
    "Реклама",
]  # fmt: skip
WHOLE = [
    "9 мая Россия отметит День Победы", "404 человека пострадали при пожаре", "Опрос: россияне стали реже курить",
    "Россияне стали реже курить - опрос", "Текст соглашения опубликован на сайте Кремля", "ТАСС: мост закроют до весны",
    "Редактор газеты арестован в Омске", "Google откажется от cookie в браузере Chrome", "Россия - США: что дальше",
    "Главные темы переговоров в Женеве", "Все подробности переговоров в группе двадцати", "Коллегия выборщиков (США)",
    "Смотрите, что нашли учёные в Сибири", "Умерла звезда группы: фото и первые подробности",
    "Поезд отправится в 14:05",
    "Мост не нужен - Моравецкий", "Курс доллара на 12 мая 2025 года", "Матч Зенит — Спартак: 2:1", "И.о. мэра ушёл",
]  # fmt: skip


def cleaned(headline):
    return clean_headline(headline, names=("Вести Заозерья",))[0]


@pytest.mark.parametrize("before", BEFORE)
def test_what_stands_before_a_headline(before):
    assert cleaned(before + CORE) == CORE


@pytest.mark.parametrize("behind", BEHIND)
def test_what_stands_behind_a_headline(behind):
    assert cleaned(CORE + behind).rstrip(".") == CORE


@given(st.sampled_from(["", *BEFORE]), st.lists(st.sampled_from(BEHIND), max_size=2))
@example("", ["  ", ". Подробности..."])
def test_both_and_cleaning_once_more_changes_nothing(before, behind):
    headline, _, removed = clean_headline(before + CORE + "".join(behind), names=("Вести Заозерья",))
    assert headline.rstrip(".") == CORE
    assert clean_headline(headline)[0] == headline
    assert bool(removed) == bool((before + "".join(behind)).strip())


@pytest.mark.parametrize("line", NOTHING)
def test_what_is_no_headline(line):
    headline, _, removed = clean_headline(line, names=("Вести Заозерья",))
    assert headline == "" and removed


@pytest.mark.parametrize("line", WHOLE)
def test_headlines_stay(line):
    assert clean_headline(line)[0] == line


@pytest.mark.parametrize("form", ["jsonl", "csv", "rss", "html", "txt"])
def test_in_every_format(tmp_path, form):
    def write(title):
        path = tmp_path / f"a.{form}"
        body = {
            "jsonl": json.dumps({"title": title, "text": TEXT}, ensure_ascii=False),
            "csv": f'title;text\n"{title}";"{TEXT}"\n',
            "rss": f'<rss version="2.0"><channel><title>Вести</title><item><title>{title}</title>'
            f"<description>{TEXT}</description></item></channel></rss>",
            "html": f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{TEXT}</p></body></html>",
            "txt": f"{title}\n\n{TEXT}\n",
        }[form]
        path.write_text(body, encoding="utf-8")
        (item,) = read([str(path)], ReadOptions())
        return item

    item = write(f"Сейчас вы просматриваете {CORE} (ВИДЕО)")
    assert (item.headline, item.text) == (CORE, TEXT)
    assert {"navigation", "media mark"} <= {r.reason for r in item.removed}
    item = write("Мы используем файлы cookie, чтобы улучшить сайт")
    assert (item.headline, item.text) == ("Власти Белозерска закрыли мост через Ряжу.", TEXT)
    assert UNTITLED in item.notes


def test_a_lead_glued_to_the_headline_goes_to_the_text(tmp_path):
    rows = [f"{CORE}  Движение перекрыли до конца апреля.", f"{CORE}  {TEXT}", f"{CORE} {CORE}.", f"{CORE}  Прогноз"]
    lines = [json.dumps({"title": row, "text": TEXT}, ensure_ascii=False) for row in rows]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = list(read([str(tmp_path / "a.jsonl")], ReadOptions(duplicates="keep")))
    assert [item.headline for item in found] == [CORE] * 4
    assert [item.text for item in found] == [f"Движение перекрыли до конца апреля.\n\n{TEXT}", TEXT, TEXT, TEXT]
    assert ("Прогноз", "scrap behind the headline") in [(r.text, r.reason) for r in found[3].removed]


def test_a_paragraph_for_a_headline_gives_its_first_sentence(tmp_path):
    long = f"{CORE}, сообщили в мэрии города. " + "Вода поднялась, и движение перекрыли до конца месяца. " * 5
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": long, "text": TEXT}, ensure_ascii=False), encoding="utf-8")
    (item,) = read([str(tmp_path / "a.jsonl")], ReadOptions())
    assert item.headline == f"{CORE}, сообщили в мэрии города."
    assert item.text == f"{' '.join(long.split())}\n\n{TEXT}"


def test_a_headline_without_end_is_not_searched():
    endless = "слово " * 200_000 + "(ВИДЕО)"
    assert clean_headline(endless) == (endless, "", [])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [(TEXT, "Власти Белозерска закрыли мост через Ряжу."), ("", ""), ("* * *\n\nВода ушла. Снег.", "Вода ушла."),
     ("И.о. мэра ушёл. Да.", "И.о. мэра ушёл."), ("слово " * 200, "слово " * 40 + "слово…")],
)  # fmt: skip
def test_first_sentence(text, sentence):
    assert first_sentence(text).strip() == sentence


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("В Н И М А Н И Е! Мост закрыт", "ВНИМАНИЕ! Мост закрыт"), ("В Н И М А Н И Е !", "ВНИМАНИЕ!"),
        ("С Р О Ч Н О: вода", "СРОЧНО: вода"), ("Это в а ж н о для всех", "Это важно для всех"),
        ("С Р О Ч Н А Я Н О В О С Т Ь", "СРОЧНАЯ НОВОСТЬ"), ("Классы А Б В Г закрыты", "Классы А Б В Г закрыты"),
        ("А и Б сидели", "А и Б сидели"), ("и я в г. Омске", "и я в г. Омске"), ("План А, план Б", "План А, план Б"),
    ],
)  # fmt: skip
def test_spaced_letters(text, words):
    assert joined(text) == words
