"""Headlines in capitals: which texts shout, and what they are turned into."""

import pytest

from translate.source import casing
from translate.source.casing import sentence_case, shouts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ПУТИН ПРИЕХАЛ В МОСКВУ", "Путин приехал в Москву"),
        ("МЧС: ПОЖАР В ТОМСКЕ ПОТУШЕН", "МЧС: пожар в Томске потушен"),
        ("ГОСДУМА ПРИНЯЛА ЗАКОН О БЮДЖЕТЕ", "Госдума приняла закон о бюджете"),
        ("В САНКТ-ПЕТЕРБУРГЕ ОТКРЫЛИ МОСТ", "В Санкт-Петербурге открыли мост"),
        ("ВЛАДИМИР ЗЕЛЕНСКИЙ ВСТРЕТИЛСЯ С ПОСЛОМ США", "Владимир Зеленский встретился с послом США"),
        ("ЦЕНЫ НА НЕФТЬ ВЫРОСЛИ НА 5%", "Цены на нефть выросли на 5%"),
        ("А. С. ПУШКИН И ЕГО ВРЕМЯ", "А. С. Пушкин и его время"),
        ("ВНИМАНИЕ!", "Внимание!"),
        ("10 ВОПРОСОВ О ВЫБОРАХ", "10 вопросов о выборах"),
        ("«ЗАРЯ» ПОБЕДИЛА: СЧЁТ 3:1", "«Заря» победила: счёт 3:1"),
    ],
)
def test_sentence_case(text, expected):
    assert shouts(text)
    assert sentence_case(text) == expected


@pytest.mark.parametrize(
    "text", ["", "12:30", "США И РФ", "МЧС РФ", "СРОЧНО: суд отложил дело", "Путин приехал", "МОСКВА, 5 ноября", "ФСБ"]
)
def test_what_does_not_shout(text):
    assert not shouts(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # abbreviations of any length: by the dictionary, by the list, by their letters
        ("ИНСПЕКТОРЫ ГИБДД ПРОВЕРИЛИ ВОДИТЕЛЕЙ", "Инспекторы ГИБДД проверили водителей"),
        ("ЗАПИСЬ В ЕГРЮЛ ИЗМЕНЕНА СУДОМ", "Запись в ЕГРЮЛ изменена судом"),
        ("РОСКОМНАДЗОР ЗАБЛОКИРОВАЛ САЙТ БДИПЧ", "Роскомнадзор заблокировал сайт БДИПЧ"),
        ("ШКОЛЬНИКИ СДАЮТ ЕГЭ, ВУЗЫ ЖДУТ", "Школьники сдают ЕГЭ, вузы ждут"),
        ("ЧИНОВНИКИ ВКФСТР УВОЛЕНЫ", "Чиновники ВКФСТР уволены"),
        ("ГЛАВА МИДА ВЫСТУПИЛ В МГИМО", "Глава МИДа выступил в МГИМО"),
        ("IT-КОМПАНИИ ПРОСЯТ ЛЬГОТЫ", "IT-компании просят льготы"),
        # names behind initials, before them, behind a title
        ("ДЕПУТАТ П. ГОЛОД УШЁЛ В ОТСТАВКУ", "Депутат П. Голод ушёл в отставку"),
        ("ПИСАТЕЛЬ М. САЛТЫКОВ-ЩЕДРИН", "Писатель М. Салтыков-Щедрин"),
        ("ДЖ. БАЙДЕН ПОДПИСАЛ ЗАКОН", "Дж. Байден подписал закон"),
        ("ЯСЕНЕВ О. А. ПРИБЫЛ В ГОРОД", "Ясенев О. А. прибыл в город"),
        ("МЭР ЯСЕНЕВ ОТКРЫЛ ШКОЛУ", "Мэр Ясенев открыл школу"),
        ("МИНИСТР ФИНАНСОВ РАССКАЗАЛ О БЮДЖЕТЕ", "Министр финансов рассказал о бюджете"),
        ("СИ ЦЗИНЬПИН ПОЗВОНИЛ КИМ ЧЕН ЫНУ", "Си Цзиньпин позвонил Ким Чен Ыну"),
        # names by their place
        ("ЗАВОД «ЗАРЯ» ВЫПУСТИЛ СТАНОК", "Завод «Заря» выпустил станок"),
        ("УЧЕНИЯ ПРОШЛИ В ЧЁРНОМ МОРЕ", "Учения прошли в Чёрном море"),
        ("ПОЖАР ПОТУШЕН! ЛЮДИ СПАСЕНЫ", "Пожар потушен! Люди спасены"),
        ("ЦЕНА ВЫРОСЛА ДО 90 РУБ. ЗА ЛИТР", "Цена выросла до 90 руб. за литр"),
        ("МОСТ ГОТОВ К ОТКРЫТИЮ", "Мост готов к открытию"),
    ],
)
def test_abbreviations_and_names_keep_their_capitals(text, expected):
    assert shouts(text)
    assert sentence_case(text) == expected


@pytest.mark.parametrize(
    "text", ["ЦЕНА ВЫРОСЛА ДО 90 РУБ. ЗА ЛИТР", "РУСАДА НЕ СОГЛАСНА С ВАДА", "СУД НАД МЭРОМ", "НЕТ"]
)
def test_short_words_shout_too(text):
    assert shouts(text)


@pytest.mark.parametrize("text", ["ВТБ, СПБ", "РФ, ЕС И НАТО", "IT В РФ", "ГИБДД МВД РФ", "ВКФСТР", "А.", "Я"])
def test_abbreviations_alone_do_not_shout(text):
    assert not shouts(text)


def test_for_the_end_of_a_sentence_no_word_reads_all_that_stands_before_it(monkeypatch):
    read = []
    monkeypatch.setattr(casing, "_ends_sentence", lambda before: read.append(len(before)) or False)
    casing.sentence_case("МЭР ЗАКРЫЛ МОСТ НАДОЛГО, " * 100)
    assert len(read) > 300 and max(read) <= 60
