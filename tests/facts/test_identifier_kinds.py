"""Every kind of identifier, made by rule: whole through the translator, whole as a fact, and a changed one is seen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svodka.facts import compare_numbers
from svodka.facts.numbers import numbers
from translate.source.protect import protected

HEX = "[0-9a-f]"
LETTER = "[АВЕКМНОРСТУХ]"
# Regular expressions, of whose strings a test takes some; the last figure of each is one that may be changed.
WHOLE = {
    "file": r"[a-z]{3,8}_[0-9]{2}[1-9]\.(pdf|docx|xlsx|csv|zip|py|tar\.gz|jpg)",
    "version": r"[1-9][0-9]?\.(1[3-9]|[2-9][0-9])\.[1-9][0-9]?",
    "short version": r"v[1-9][0-9]?\.[1-9][0-9]?",
    "leading zeros": r"0{1,4}[1-9][0-9]{4}",
    "CVE": r"CVE-20[0-2][0-9]-[1-9][0-9]{3,4}",
    "goods": r"[A-Z]{2}-[1-9][0-9]{3}-[A-Z][0-9]",
    "library": r"[a-z]{3,7}[2-9][jsx]",
    "plate": rf"{LETTER}[0-9]{{3}}{LETTER}{{2}}(77|199|64)",
    "plate with blanks": rf"{LETTER} [0-9]{{3}} {LETTER}{{2}} (77|199|64)",
    "IPv4": r"([1-9]|[1-9][0-9]|1[0-9][0-9])(\.([1-9]|[1-9][0-9]|1[0-9][0-9])){3}",
    "hash": rf"{HEX}{{15}}[0-9]{HEX}{{15}}a",
    "UUID": rf"{HEX}{{8}}(-{HEX}{{4}}){{3}}-{HEX}{{11}}[0-9]",
    "MAC": r"([0-9A-F]{2}:){5}[A-F][0-9]",
    "IBAN": r"(DE|GB|KZ)[0-9]{20}",
    "IBAN in groups": r"DE[0-9]{2}( [0-9]{4}){4} [0-9]{2}",
    "VIN": r"X[A-HJ-NPR-Z]{8}[1-9][0-9]{7}",
    "telephone": r"\+7 [1-9][0-9]{2} [0-9]{3}-[0-9]{2}-[0-9]{2}",
    "telephone in brackets": r"8 \([1-9][0-9]{2}\) [0-9]{3}-[0-9]{2}-[0-9]{2}",
    "case": r"А[1-9][0-9]-[1-9][0-9]{3,4}/20[0-2][0-9]",
    "plot": r"[0-9]{2}:[0-9]{2}:[0-9]{7}:[1-9][0-9]{1,3}",
    "card": r"[1-9][0-9]{3} [0-9]{4} [0-9]{4} [0-9]{4}",
    "SNILS": r"[0-9]{3}-[0-9]{3}-[0-9]{3} [0-9]{2}",
    "ISBN": r"978-5-[0-9]{2}-[0-9]{6}-[0-9]",
    "DOI": r"10\.[1-9][0-9]{3}/[a-z]{3,8}\.[1-9][0-9]{3}",
}
# What a translator may say in its own way, and what no figure but itself bears out.
SAID = {"article": r"[1-3][0-9]{2}\.[1-9]", "power": r"[1-9],[1-9]·10\^[2-9]", "fraction": r"[1-4]/[5-9]"}


def strings(pattern):
    return st.from_regex(pattern, fullmatch=True)


def other_digit(written, chance):
    """The identifier with one of its digits another: the first may not become a zero."""
    places = [i for i, char in enumerate(written) if char.isascii() and char.isdigit()]
    place = places[chance % len(places)]
    others = [digit for digit in "123456789" if digit != written[place]]
    return written[:place] + others[chance % len(others)] + written[place + 1 :]


def exchanged(written):
    """The identifier with two different neighbouring digits in each other's place, or None."""
    for i in range(len(written) - 1, 0, -1):
        a, b = written[i - 1], written[i]
        if a.isdigit() and b.isdigit() and a != b:
            return written[: i - 1] + b + a + written[i + 1 :]
    return None


@pytest.mark.parametrize("kind", [*WHOLE, *SAID])
@settings(deadline=None, max_examples=25)
@given(data=st.data(), chance=st.integers(0, 999))
def test_an_identifier_is_whole_and_a_changed_one_is_seen(kind, data, chance):
    written = data.draw(strings((WHOLE | SAID)[kind]))
    russian = f"В деле указано {'ст. ' if kind == 'article' else ''}{written}, и это важно."
    english = russian.replace("В деле указано", "The case mentions").replace("ст. ", "Article ")
    english = english.replace(", и это важно.", ", and that matters.")
    start = russian.index(written)
    if kind in WHOLE:
        assert any(a <= start and start + len(written) <= b for a, b in protected(russian, 0, len(russian))), written
        for text, lang in ((russian, "ru"), (english, "en")):
            at = text.index(written)
            inside = [f for f in numbers(text, lang) if f.span[0] < at + len(written) and at < f.span[1]]
            assert [(f.kind, f.text) for f in inside] == [("identifier", written)], text
    assert compare_numbers(russian, english) == (), (russian, english)
    for other in (other_digit(written, chance), exchanged(written)):
        if other is not None:
            assert compare_numbers(russian, english.replace(written, other)), (russian, other)


@pytest.mark.parametrize(
    "text",
    [
        "Счёт 3:2, 10-15 домов, № 5, Ту-154, С-400, МиГ-29, 0,5%, 2024-2025.",
        "12.05.2024 и 12.05.24 выдали 1.200.000 рублей.",
        "Сеть 5G, видео 4K, группа G20, самолёт F16, рейс MH17, 30-летний, 1990-е.",
        "В 12:30:15 вышли 1500 2000 человек.",
        "Температура 10.5 градуса, 2/3 голосов, курс 101.35.", "С 8 500 до 9 700 рублей, на 8 800 единиц.",
    ],
)  # fmt: skip
def test_what_is_no_identifier(text):
    assert protected(text, 0, len(text)) == []
    assert [fact for fact in numbers(text, "ru") if fact.kind == "identifier"] == []
