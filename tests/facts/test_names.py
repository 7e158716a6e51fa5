"""One name in two alphabets."""

import pytest

from svodka.facts.names import SAME, same_name

SAME_NAMES = [
    ("Владимира Путина", "Vladimir Putin"), ("Путиным", "Putin"), ("Джей Ди Вэнс", "JD Vance"),
    ("Уилл Смит", "Will Smith"),
    ("Чайковский", "Tchaikovsky"), ("Чайковского", "Tschaikowski"), ("Цой", "Tsoi"), ("Хрущёва", "Khrushchev"),
    ("Яковлев", "Iakovlev"), ("Навальной", "Navalnaya"), ("Набиуллиной", "Nabiullina"), ("Си Цзиньпин", "Xi Jinping"),
    ("Марией Захаровой", "Maria Zakharova"), ("Байдена", "Biden"), ("Дональда Трампа", "Donald Trump"),
    ("Эрдоганом", "Erdogan"), ("Шольц", "Scholz"), ("Зеленского", "Zelenskyy"), ("Зеленский", "Zelensky"),
    ("Ельцина", "Yeltsin"), ("В. Путин", "Vladimir Putin"), ("Александр Лукашенко", "Lukashenko"),
    ("Илон Маск", "Elon Musk"),
    ("Щербаков", "Shcherbakov"), ("Щербаков", "Scherbakow"), ("Ксения", "Xenia"), ("Георгий", "Georgy"),
    ("Хьюстон", "Houston"), ("Жириновского", "Zhirinovsky"), ("Миллер", "Müller"), ("Макс фон Сюдов", "Max von Sydow"),
]  # fmt: skip
OTHER_NAMES = [
    ("Захарова", "Lavrov"), ("Иванов", "Petrov"), ("Джонсон", "Jackson"), ("Мария Иванова", "Maria Petrova"),
    ("Волгоград", "Vologda"), ("Путин", "Biden"), ("А. Петров", "Boris Ivanov"), ("Песков", "Shoigu"),
    ("", "Putin"), ("Путин", ""), ("12", "34"), ("\x00", "\ud800"),
]  # fmt: skip


@pytest.mark.parametrize(("russian", "english"), SAME_NAMES)
def test_the_same(russian, english):
    assert SAME <= same_name(russian, english) <= 1


@pytest.mark.parametrize(("russian", "english"), OTHER_NAMES)
def test_another(russian, english):
    assert 0 <= same_name(russian, english) < SAME


def test_a_plain_spelling_beats_a_rare_one():
    assert same_name("Чехов", "Chekhov") > same_name("Чехов", "Tschechow") >= SAME
