"""Doubled words are written once and said so; what the source doubles, or English means, stays."""

import pytest

from translate.terms.doubles import undouble


@pytest.mark.parametrize(
    ("source", "written", "once"),
    [
        ("Переизбрать Обаму.", "Re-elect Obama Obama.", "Re-elect Obama."),
        ("По мнению политолога", "According to political political political", "According to political"),
        ("Агентство Dawn сообщает", "Agency Dawn, Dawn reports", "Agency Dawn reports"),
        ("Он был на видном месте.", "He was the Chief of the Chief of staff.", "He was the Chief of staff."),
        ("27 апреля перевели", "on April 27, 27, moved", "on April 27, moved"),
    ],
)  # fmt: skip
def test_what_was_written_twice_stands_once(source, written, once):
    text, flags = undouble(source, written)
    assert text == once and [flag.kind for flag in flags] == ["restored"]
    assert undouble(source, once) == (once, ())


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("Он сказал, что грузовики пришли.", "He said that that truck had had a driver."),
        ("Очень-очень рад.", "Very very glad."),
        ("Да, да, конечно.", "Yes, yes, of course, of course."),
        ("Счёт 5, 5 голов.", "Score 5, 5 goals."),
        ("Цены на 5 и 7 процентов.", "By 3, 3 per cent."),
        ("Сын сына", "The son's son, Johnson-son"),
    ],
)
def test_what_is_meant_stays(source, written):
    assert undouble(source, written) == (written, ())


def test_the_translator_does_it_unless_repair_is_off(make_translator):
    def translate(source, options):
        return "They re-elected Obama Obama."

    source = "Они переизбрали Обаму снова."
    (segment,) = make_translator(translate).translate([source])[0].segments
    assert segment.hypothesis == "They re-elected Obama."
    assert [flag.kind for flag in segment.flags if flag.kind != "doubtful"] == ["restored"]
    assert make_translator(translate, repair=False).translate([source])[0].hypothesis == "They re-elected Obama Obama."


def test_a_loop_that_is_cut_short_is_no_loop_any_more(make_translator):
    source = "Они переизбрали Обаму снова, заявил политолог."
    translator = make_translator(lambda source, options: "They re-elected" + " Obama" * 5 + ", a scientist said.")
    (segment,) = translator.translate([source])[0].segments
    assert segment.hypothesis == "They re-elected Obama, a scientist said."
    assert [flag.kind for flag in segment.flags] == ["restored"] and segment.attempts == 4
