"""What a small decoder types wrong is typed right; nothing else is touched."""

import pytest

from translate.terms.surface import tidy


@pytest.mark.parametrize(
    ("source", "written", "right"),
    [
        ("Закон (из 50 штатов).", "Law ( from 50 states ).", "Law (from 50 states)."),
        ("Да, конечно!", "Yes , of course !", "Yes, of course!"),
        ("«Мы не отступим».", '"We will not back down.', '"We will not back down."'),
        ("“Мы не отступим.”", 'We will not back down."', '"We will not back down."'),
        ("На 53-м километре", "At the 53th kilometre", "At the 53rd kilometre"),
        ("11-й и 112-й", "The 11st and 112nd", "The 11th and 112th"),
        ("«34 пациента» ушли", "“ 34 patients” left", "“34 patients” left"),
        ('Не "вдруг и сразу", а потом', 'Not " suddenly and at once", but', 'Not "suddenly and at once", but'),
        ("Мост закрыт.", "The bridge is closed", "The bridge is closed."),
        ("«Мы не отступим»", "“We will not back down", "“We will not back down”"),
    ],
)
def test_slips_are_put_right(source, written, right):
    assert tidy(source, written) == right
    assert tidy(source, right) == right


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("«О вас.", '"About you.'),  # the quotation goes on in the next segment
        ("«Да», — сказал он.", '"Yes, he said.'),
        ("«Да».", 'He said "yes.'),
        ("Версия .5 и .NET", "Version .5 and .NET"),
        ("Мост закрыт", "The bridge is closed"),
        ("Рост 5,3 тысячи", "Growth of 5.3th"),
        ("(в) 5 м", "(a) 5 m"),
    ],
)
def test_what_may_be_right_stays(source, written):
    assert tidy(source, written) == written


def test_the_translator_does_it(make_translator):
    translator = make_translator(lambda source, options: "The bridge ( new ) is closed .")
    assert translator.translate(["Мост (новый) закрыт."])[0].hypothesis == "The bridge (new) is closed."
