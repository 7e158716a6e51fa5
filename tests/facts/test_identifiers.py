"""Identifiers are one thing letter by letter; powers, mixed numbers and formulas read as what they are."""

from decimal import Decimal

import pytest

from svodka.facts import compare_numbers
from svodka.facts.numbers import numbers


@pytest.mark.parametrize(
    ("text", "lang", "want"),
    [
        ("Файл otchet_2025-04-14_v2.xlsx весит 3,2 МБ.", "ru", ["otchet_2025-04-14_v2.xlsx"]),
        ("Дело А40-123456/2025, участок 77:01:0004012:1024.", "ru", ["А40-123456/2025", "77:01:0004012:1024"]),
        ("Вышли версии 5.4.12 и v2.0.1-rc1.", "ru", ["5.4.12", "v2.0.1-rc1"]),
        ("ИНН 0077123456, дело № 0012-45/2024.", "ru", ["0077123456", "0012-45/2024"]),
        ("Осуждён по ст. 228.1 УК.", "ru", ["228.1"]),
        ("Convicted under Article 228.1 of the code; see § 12.4.", "en", ["228.1", "12.4"]),
        ("The hole is CVE-2024-3094, in version 3.10 of it.", "en", ["CVE-2024-3094", "3.10"]),
        ("12.05.2024, 3.10.2024 и 12.05.24 выдали 1.200.000 рублей, на 12.30 и в 9.15.", "ru", []),
        ("Счёт 3:2, 10-15 домов, № 5, Ту-154, С-400, 0,5%, 2024-2025.", "ru", []),
        ("Статья 5 и пункт 2.5 % бюджета.", "ru", []),
    ],
)
def test_identifiers_are_whole_and_no_number_is_read_in_them(text, lang, want):
    facts = numbers(text, lang)
    found = [fact for fact in facts if fact.kind == "identifier"]
    assert [fact.text for fact in found] == want
    assert [text[slice(*fact.span)] for fact in found] == want
    for other in facts:
        if other.kind != "identifier":
            assert not any(f.span[0] < other.span[1] and other.span[0] < f.span[1] for f in found)


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("Дело А40-123456/2025 закрыто.", "Case A40-123456/2025 is closed."),  # letters of either alphabet
        ("Осуждён по ст. 228.1 УК.", "Convicted under 228.1 of the code."),
        ("Осуждён по статье 228.1 УК.", "Convicted under Article 228.1 of the code."),
        ("Вышла версия 3.10.", "3.10 is out."),
        ("Файл otchet_12.pdf удалён.", "The file otchet_12.pdf is deleted."),
        ("Номер № 000123456 найден.", "Number 000123456 was found."),
        ("Вышла v2.0.1.", "Version 2.0.1 is out."),
    ],
)
def test_identifiers_that_agree(russian, english):
    assert compare_numbers(russian, english) == ()


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("Дело А40-123456/2025 закрыто.", "Case A40-123465/2025 is closed."),
        ("Осуждён по ст. 228.1 УК.", "Convicted under Article 228 of the code."),
        ("Осуждён по ст. 228.1 УК.", "Convicted under Article 228.10 of the code."),
        ("Вышла версия 3.1.", "Version 3.10 is out."),
        ("Вышла версия 5.4.12.", "Version 5.12.4 is out."),
        ("Файл otchet_12.pdf удалён.", "The file otchet_21.pdf is deleted."),
        ("Номер № 000123456 найден.", "Number 123456 was found."),
        ("ИНН 0077123456.", "INN 77123456."),
    ],
)
def test_identifiers_that_differ(russian, english):
    assert compare_numbers(russian, english)


def test_a_changed_identifier_is_one_mismatch_that_says_both():
    (found,) = compare_numbers("Вышла версия 5.4.12.", "Version 5.12.4 is out.")
    assert (found.kind, found.direction) == ("identifier", "unsupported")
    assert found.message == "The identifier “5.12.4” is not in the source; the source says “5.4.12”."


@pytest.mark.parametrize(
    ("text", "lang", "values"),
    [
        ("10^6 людей", "ru", ["1000000"]),
        ("10⁶ people", "en", ["1000000"]),
        ("10¹² cells", "en", ["1000000000000"]),
        ("2 1/2 hours", "en", ["2.5"]),
        ("2½ miles", "en", ["2.5"]),
        ("12 3/4 мили", "ru", ["12.75"]),
        ("CO2, H2O, СО2, NO2, CH4 и C2H5OH", "ru", []),
        ("G20 and F16", "en", ["20", "16"]),
    ],
)
def test_powers_mixed_numbers_and_formulas(text, lang, values):
    assert [fact.value for fact in numbers(text, lang)] == [Decimal(value) for value in values]
