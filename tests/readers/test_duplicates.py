"""The same story from several outlets, and stories that only resemble each other."""

import json

import pytest
from support.pages import BODY, HEADLINE

from svodka.readers import ReadOptions, read
from svodka.readers.duplicates import DuplicateFinder

STORY = " ".join(BODY)
TEMPLATE = (
    "Житель Лугавска погиб при пожаре на улице {}. Спасатели прибыли через {} минут, "
    "площадь огня составила {} метров. {}"
)
TAILS = (
    "По предварительным данным, причиной стало замыкание проводки в старом доме на окраине города.",
    "Соседи рассказали, что хозяин курил в постели и уже дважды устраивал возгорания этой зимой.",
)


@pytest.mark.parametrize(
    "variant",
    [
        STORY, STORY.upper(), " ".join(BODY[:2]), " ".join(BODY[1:]),
        STORY.replace("в администрации", "в правительстве области").replace("По его словам", "По словам собеседника"),
        f"Заречье. {STORY} Напомним, в прошлом году паром сел на мель, а пассажиров сняли спасатели области.",
    ],
)  # fmt: skip
def test_repeats(variant):
    finder = DuplicateFinder()
    assert finder.original("a", STORY) is None
    assert finder.original("b", variant) == "a"


@pytest.mark.parametrize(
    "other",
    [
        TEMPLATE.format("Речной", 7, 40, TAILS[0]),
        "Паром через реку Лугу отменили. Причину власти Заречья назовут завтра.",
        "Кратко.",
    ],
)
def test_what_is_no_repeat(other):
    finder = DuplicateFinder()
    assert finder.original("a", STORY) is None
    assert finder.original("b", other) is None


def test_two_fires_told_in_the_same_words_are_two():
    finder = DuplicateFinder()
    assert finder.original("a", TEMPLATE.format("Речной", 7, 40, TAILS[0])) is None
    assert finder.original("b", TEMPLATE.format("Мира", 12, 90, TAILS[1])) is None


def test_news_with_the_same_background_are_two():
    background = " ".join(BODY[2:])
    news = (
        "Депутаты Заречья потребовали отставки подрядчика, который второй год строит причал и дважды сорвал сроки. "
        "Прокуратура начала проверку договора на 90 миллионов рублей и запросила документы у областного казначейства."
    )
    finder = DuplicateFinder()
    assert finder.original("a", STORY) is None
    assert finder.original("b", f"{news} {background}") is None


def test_the_window_forgets_the_oldest():
    finder = DuplicateFinder(window=2)
    texts = [STORY, TEMPLATE.format("Речной", 7, 40, TAILS[0]), " ".join(f"слово{i}" for i in range(40))]
    assert [finder.original(str(i), text) for i, text in enumerate(texts)] == [None] * 3
    assert finder.original("again", STORY) is None
    assert finder.original("last", texts[2]) == "2"


def test_items_are_marked_dropped_or_kept(tmp_path):
    path = tmp_path / "n.jsonl"
    rows = [{"id": str(i), "title": f"{HEADLINE} {i}", "text": "\n\n".join(BODY)} for i in range(3)]
    path.write_text("\n".join(json.dumps(row) for row in rows))
    assert [i.duplicate_of for i in read([str(path)], ReadOptions())] == [None, "0", "0"]
    assert [i.duplicate_of for i in read([str(path)], ReadOptions(duplicates="keep"))] == [None] * 3
    first, *others = read([str(path)], ReadOptions(duplicates="drop"))
    assert first.id == "0" and [(o.error, o.skipped) for o in others] == [("repeats 0", True)] * 2
