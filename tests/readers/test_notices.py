"""Notices of the law go with a reason of their own, wherever they stand; sentences about them stay."""

import textwrap

import pytest
from support.pages import BODY as PAGE
from support.pages import page

from svodka.readers.cleaning.clean import clean_body, clean_text
from svodka.readers.formats.html import read_page
from svodka.readers.page.article import comparable

HEADLINE = "Паром у Лугавска пустят в мае"
BODY = ["Рейсы начнутся после ледохода, сообщил глава порта.", "А МЧС проверит причал."]
FORMULAS = [
    "НАСТОЯЩИЙ МАТЕРИАЛ (ИНФОРМАЦИЯ) ПРОИЗВЕДЕН, РАСПРОСТРАНЕН И (ИЛИ) НАПРАВЛЕН ИНОСТРАННЫМ АГЕНТОМ ЛУГОВЫМ П. А., "
    "ЛИБО КАСАЕТСЯ ДЕЯТЕЛЬНОСТИ ИНОСТРАННОГО АГЕНТА ЛУГОВОГО П. А. 18+",
    "ДАННОЕ СООБЩЕНИЕ (МАТЕРИАЛ) СОЗДАНО И (ИЛИ) РАСПРОСТРАНЕНО ИНОСТРАННЫМ СРЕДСТВОМ МАССОВОЙ ИНФОРМАЦИИ, "
    "ВЫПОЛНЯЮЩИМ ФУНКЦИИ ИНОСТРАННОГО АГЕНТА, И (ИЛИ) РОССИЙСКИМ ЮРИДИЧЕСКИМ ЛИЦОМ, ВЫПОЛНЯЮЩИМ ФУНКЦИИ "
    "ИНОСТРАННОГО АГЕНТА",
    "Настоящий материал (информация) произведён и распространён иностранным агентом «Причал» либо касается "
    "деятельности иностранного агента «Причал».",
    "СООБЩЕНИЕ РАСПРОСТРАНЕНО СМИ «ПРИЧАЛ», ВНЕСЁННЫМ В РЕЕСТР ИНОСТРАННЫХ АГЕНТОВ.",
    "⚠️ МАТЕРИАЛ СОЗДАН ИНОАГЕНТОМ «ПРИЧАЛ»",
]  # fmt: skip


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_a_paragraph_of_its_own(formula, place):
    lines = [HEADLINE, *BODY]
    lines.insert(place, formula)
    headline, text, removed = clean_text("\n\n".join(lines))
    assert (headline, text) == (HEADLINE, "\n\n".join(BODY))
    assert [(r.text, r.reason) for r in removed] == [(formula, "foreign agent notice")]


@pytest.mark.parametrize("formula", FORMULAS[:2])
def test_wrapped_over_lines(formula):
    wrapped = textwrap.wrap(formula, 45)
    headline, text, removed = clean_text("\n".join([*wrapped, HEADLINE, "", *BODY]))
    assert (headline, text) == (HEADLINE, "\n".join(BODY))
    assert [r.text for r in removed] == wrapped


@pytest.mark.parametrize("formula", FORMULAS[:2])
def test_glued_to_the_text(formula):
    text = " ".join(BODY)
    for given in (f"{formula} {text}", f"{formula}. {text}".replace("18+.", "18+"), f"{text} {formula}"):
        found, removed = clean_body(HEADLINE, given)
        assert found == text
        assert comparable(removed[0].text) == comparable(formula)


def test_in_a_page():
    for body in ((FORMULAS[0], *PAGE), (*PAGE[:2], FORMULAS[1], *PAGE[2:]), (*PAGE, FORMULAS[2])):
        item = read_page(page(body).encode(), id="x")
        assert item.text == "\n\n".join(PAGE)
        assert "foreign agent notice" in {r.reason for r in item.removed}


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ("* Признан в РФ иностранным агентом.", "foreign agent notice"),
        ("*Павел Лугов внесён Минюстом в реестр иностранных агентов", "foreign agent notice"),
        ("** Организация «Причал» признана нежелательной в России.", "banned organisation notice"),
        ("¹ «Причал» — террористическая организация, запрещённая на территории России.", "banned organisation notice"),
        ("(*) признан иностранным агентом", "foreign agent notice"),
        ("Признан Минюстом РФ иностранным агентом.", "foreign agent notice"),
    ],
)
def test_footnotes(note, reason):
    text, removed = clean_body(HEADLINE, "\n\n".join([BODY[0].replace("порта", "порта*"), BODY[1], note]))
    assert text == "\n\n".join([BODY[0].replace("порта", "порта*"), BODY[1]])
    assert [(r.text, r.reason) for r in removed] == [(note, reason)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Павел Лугов внесён Минюстом в реестр иностранных агентов.",
        "Суд оштрафовал газету за отсутствие плашки «Настоящий материал произведён иностранным агентом».",
        "Данное сообщение распространило агентство, иностранным агентом признан и Лугов.",
        "Организация признана нежелательной, сообщила прокуратура.",
        "Материал о пароме создан редакцией, которую вчера признали иностранным агентом.",
        "МАТЕРИАЛЫ ДЕЛА РАСПРОСТРАНЕНЫ СУДОМ",
    ],
)
def test_sentences_about_them_stay(sentence):
    assert clean_body(HEADLINE, f"{sentence}\n\n{BODY[0]}") == (f"{sentence}\n\n{BODY[0]}", ())


def test_a_list_with_asterisks_is_no_footnote():
    lines = ["* Суд признал «Причал» экстремистской организацией.", "* Порт открыл сезон.", "* Паром пойдёт в мае."]
    assert clean_body(HEADLINE, "\n".join(lines))[0].count("\n") == 2
