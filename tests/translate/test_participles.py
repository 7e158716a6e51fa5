"""A participle with words of its own behind its noun; where another noun may be meant the source stays."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.source.participles import participles_behind


@pytest.mark.parametrize(
    ("source", "turned"),
    [
        (
            "Муж обвиненной в богохульстве пакистанской христианки попросил убежища.",
            "Муж пакистанской христианки, обвиненной в богохульстве, попросил убежища.",
        ),
        (
            "Задержан лидер запрещенной в России партии «Вперёд» Пётр Иванов.",
            "Задержан лидер партии «Вперёд», запрещенной в России, Пётр Иванов.",
        ),
        ("Недавно принятый в Думе закон отменён.", "Закон, недавно принятый в Думе, отменён."),
        ("Двух обвиненных в шпионаже россиян выслали.", "Двух россиян, обвиненных в шпионаже, выслали."),
        ("Он купил покорённую французами Москву.", "Он купил Москву, покорённую французами."),
        ("Созданный телевидением образ Ивановой живёт.", "Образ Ивановой, созданный телевидением, живёт."),
        (
            "Сбитый в Сирии самолёт искал оставленную в горах ракету.",
            "Самолёт, сбитый в Сирии, искал ракету, оставленную в горах.",
        ),
        (
            "Говорится в опубликованном ведомством сообщении, пишет РБК.",
            "Говорится в сообщении, опубликованном ведомством, пишет РБК.",
        ),
    ],
)
def test_it_goes_behind_the_noun_that_it_agrees_with(source, turned):
    assert participles_behind(source) == turned


@pytest.mark.parametrize(
    "source",
    [
        "Закон, принятый в Думе, отменён.",
        "Принятый закон отменён.",  # no words of its own
        "Суд арестовал подозреваемого в убийстве студента.",  # one person or two
        "Он критиковал подписанного в присутствии президента закона.",
        "Доля занятых в сфере услуг растёт.",
        "Противоречия, связанные с позицией Индии, остались.",
        "Заведующий отделом безопасности института Пётр Данилов умер.",
        "Самая читаемая мексиканцами газета вышла.",
        "Избитый и брошенный в лесу человек выжил.",
        "Не принятый в Думе закон забыт.",
        "Обсудили принятое в июле решение о миссии.",
        "Возглавляемых организаторами сессии Г.М. Иванова.",
        "Отменён.",
        "",
    ],
)
def test_where_another_noun_may_be_meant_it_stays(source):
    assert participles_behind(source) is None


OWN = ("в Москве", "на сайте", "полицией", "в 2019 году", "в среду в Лондоне")
NOUNS = {
    "найденный": ("дом", "старый автомобиль", "документ"),
    "найденную": ("картину", "новую машину"),
    "найденном": ("доме", "старом письме"),
    "найденные": ("законы", "новые документы"),  # of «картины» the form is also an owner's
    "найденными": ("домами", "старыми письмами"),
}
MADE = [(p, own, noun) for p, nouns in NOUNS.items() for own, noun in itertools.product(OWN, nouns)]


@given(st.sampled_from(MADE), st.sampled_from(("", "вчера", "снова")))
def test_every_case_number_and_gender(made, behind):
    participle, own, noun = made
    tail = f" {behind}." if behind else "."
    comma = "," if behind else ""
    assert (
        participles_behind(f"Сообщают: {participle} {own} {noun}{tail}")
        == f"Сообщают: {noun}, {participle} {own}{comma}{tail}"
    )


@given(st.lists(st.sampled_from(MADE), min_size=1, max_size=3), st.sampled_from((", ", " и ", ". ", " ")))
def test_no_word_is_lost_and_it_is_done_once(made, between):
    source = between.join(" ".join(one) for one in made)
    turned = participles_behind(source) or source
    assert sorted(re.findall(r"\w+", turned.lower())) == sorted(re.findall(r"\w+", source.lower()))
    assert participles_behind(turned) in (None, turned) or between in (" ", " и ")


def test_the_reading_with_the_participle_behind_wins(make_translator):
    source = "Суд отпустил мужа обвиненной в шпионаже женщины."
    right = "The court released the husband of a woman accused of spying."
    found = {
        source: "The court released the husband accused of spying women.",
        "Суд отпустил мужа женщины, обвиненной в шпионаже.": right,
    }
    (done,) = make_translator(lambda text, options: found[text]).translate([source])
    assert done.hypothesis == right
    (segment,) = done.segments
    assert segment.source == source
