"""Headlines in capitals: which texts shout, and what they are turned into."""

import pytest

from translate.casing import sentence_case, shouts


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
