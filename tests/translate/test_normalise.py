"""What the decoder is given has nothing in it that points elsewhere, and figures as it knows them."""

import pytest

from translate.source.normalise import _DIVIDED, normalise


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Напомним, что мост закрыт.", "Мост закрыт."),
        ("Напомним, мост закрыт.", "Мост закрыт."),
        ("Напомним зрителям правила.", "Напомним зрителям правила."),
        ("Мост закрыт (ВИДЕО)", "Мост закрыт"),
        ("Мост закрыт (фото, видео).", "Мост закрыт."),
        ("Мост (видео с места) закрыт", "Мост (видео с места) закрыт"),
        ("22 тысячи 857 человек", "22 857 человек"),
        ("22 тысячи человек", "22 тысячи человек"),
        ("(ВИДЕО)", ""),
    ],
)
def test_given(text, given):
    assert normalise(text) == given


def test_a_divided_word_is_looked_for_from_its_first_letter_alone():
    """Else a word of a megabyte is read anew from each of its letters."""
    text = "Мост останов-\n  лен, из-\nза паводка."
    assert normalise(text) == "Мост остановлен, из-за паводка."
    assert [bool(_DIVIDED.match(text, start)) for start in range(4, 14)] == [False, True] + [False] * 8
