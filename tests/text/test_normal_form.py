"""The normal form: what the eye passes over is gone, and every span leads back into the text as given."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svodka.facts import compare, ledger
from svodka.text import normalise, reading_form
from svodka.verify import check


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("че\u0301тыре чело\u0301века, за\u0300мок", "четыре человека, замок"),
        ("зáмок и ëлка", "замок и ёлка"),
        ("и\u0306од, е\u0308лка, И\u0306од", "йод, ёлка, Йод"),
        ("мил\xadли\xadо\xadна, 1,5\u200b руб\u2060лей\ufeff", "миллиона, 1,5 рублей"),
        ("5\u202f000\xa0руб. из\u2011за", "5 000 руб. из-за"),
        ("Mосква, Cбербанк, Пyтин, Kиев", "Москва, Сбербанк, Путин, Киев"),
        ("СOVID-19, Sаmsung, Bоeing", "COVID-19, Samsung, Boeing"),
        ("He пострадал никто, c 5 до 7 мая", "Не пострадал никто, с 5 до 7 мая"),
        ("The СЕО left Mоscow for а week", "The CEO left Moscow for a week"),
        ("витамин C, iPhone, Orbán, IT-компания, a@b.ru", "витамин C, iPhone, Orbán, IT-компания, a@b.ru"),
        ("Об'їзду немає, Міст закрито", "Об'їзду немає, Міст закрито"),
        ("\ufb01re in the o\ufb03ce", "fire in the office"),
    ],
)
def test_normal_form(text, expected):
    assert normalise(text).text == expected


def test_what_is_normal_stays_the_same_object():
    for text in ("Мост закрыт, ёлки стоят.", "The bridge is closed.", "Samsung и Boeing ушли", ""):
        assert normalise(text).text is text
        assert normalise(text).span(0, 3) == (0, 3)


HIDDEN = "Мост|закрыт|й|и\u0306|е\u0308|\xad|\u200b|\u0301|\u202f|Mо|c|5|\n|\ufb01|He| |.|a|\ufeff|⚡️|и"
ODD = st.lists(st.sampled_from(HIDDEN.split("|")), max_size=30).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(ODD, st.text(max_size=40)))
def test_spans_run_on_and_stay_inside(text):
    normal = normalise(text)
    position = 0
    for i in range(len(normal.text)):
        start, end = normal.span(i, i + 1)
        assert 0 <= start < end <= len(text)
        assert start >= position or normal.text[i - 1 : i + 1] in ("ff", "fi", "fl")
        position = start


def test_hard_wraps_are_blanks_to_read_and_lists_are_not():
    mail = "Стоимость работ мэрия города оценивает в сорок\nмиллионов рублей."
    assert reading_form(mail).text == mail.replace("\n", " ")
    assert reading_form("Мост закрыт\nобъезд открыт").text == "Мост закрыт\nобъезд открыт"


SOURCES = [
    "Поги́бли четы́ре челове́ка, сообщи́л губерна́тор Оле́г Я\u0301сенев.",
    "По\xadгиб\xadли че\xadты\xadре че\xadло\xadве\xadка, сообщил губернатор О\u200bлег Ясе\u200bнев.",
    "Пoгибли чeтыре челoвека, сообщил губернатор Oлег Яcенев.",
    "Погибли\xa0четыре\u202fчеловека, сообщил губернатор\xa0Олег\xa0Ясенев.",
]


@pytest.mark.parametrize("source", SOURCES)
def test_a_faithful_sentence_passes_and_its_opposite_fails(source):
    good = "Four people died, governor Oleg Yasenev said."
    assert check(source, good).supported
    assert compare(ledger(source, "ru"), ledger(good, "en")) == ()
    for wrong in (good.replace("Four", "Five"), good.replace("Oleg Yasenev", "Ivan Sidorov")):
        report = check(source, wrong)
        assert not report.supported
        assert compare(ledger(source, "ru"), ledger(wrong, "en"))
        for found in report.sentences[0].mismatches:
            assert wrong[slice(*found.target_span)] == found.target_text
            if found.source_span:
                assert source[slice(*found.source_span)] == found.source_text
    evidence = check(source, good).sentences[0].evidence[0]
    assert source[slice(*evidence.span)] == evidence.text == source


def test_facts_point_into_the_text_as_given():
    text = "Ущерб — 1,5\u200b мил\xadли\xadо\xadна руб\xadлей, по\u0301гиб Оле\u0301г Ясенев."
    facts = ledger(text, "ru").facts
    assert [(f.kind, f.text, str(f.value)) for f in facts if f.firm] == [
        ("money", "1,5\u200b мил\xadли\xadо\xadна руб\xadлей", "1500000"),
        ("name", "Оле\u0301г Ясенев", "олег ясенев"),
    ]
    assert all(text[slice(*f.span)] == f.text for f in facts)


def test_the_summary_may_be_the_odd_one():
    source = "The mayor of Mykolaiv closed 15 bridges in 2024."
    assert check(source, "The mаyor of Mykolaiv clо\xadsed 15\u202fbridges in 2024.").supported
    assert not check(source, "The mаyor of Mykolaiv clо\xadsed 16\u202fbridges in 2024.").supported
