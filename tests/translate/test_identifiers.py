"""Identifiers that no decoder should see, and what looks like one and is a date, a score or an amount."""

import pytest

from translate.source.protect import protected


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Файл называется otchet_2025-04-14_v2.xlsx и весит 3,2 МБ.", ["otchet_2025-04-14_v2.xlsx"]),
        ("Номер дела А40-123456/2025, участок 77:01:0004012:1024", ["А40-123456/2025,", "77:01:0004012:1024"]),
        ("Ставят командой pip install primer==2.4.1", ["pip install primer==2.4.1"]),
        ("Вышли версии 5.4.12 и v2.0.1-rc1 программы", ["5.4.12", "v2.0.1-rc1"]),
        ("ИНН 7707083893 и № 000123456 в реестре", ["7707083893", "000123456"]),
        ("Товар AB-1234-XZ9 отозван", ["AB-1234-XZ9"]),
        ("12.05.2024, 3.10.2024 и 12.05.24 прошли встречи", []),
        ("Счёт 3:2, в 12:30:15 выплатили 1000000000 рублей", []),
        ("Ту-154, С-400 и COVID-19, сезон 2024-2025/26", []),
    ],
)
def test_identifiers_are_protected_whole(text, want):
    assert [text[a:b] for a, b in protected(text, 0, len(text))] == want
