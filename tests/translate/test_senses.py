"""The sense that a word has beside others is written, and no other touched."""

import pytest

from translate.terms.senses import right_senses


@pytest.mark.parametrize(
    ("source", "written", "right"),
    [
        ("Суд оправдал христианку.", "The court justified the Christian.", "The court acquitted the Christian."),
        (
            "Оправдание приговорённой к смерти возмутило суд.",
            "Justification of one sentenced to death outraged the court.",
            "Acquittal of one sentenced to death outraged the court.",
        ),
        ("За кандидата подали 40 голосов.", "The candidate got 40 voices.", "The candidate got 40 votes."),
        ("Его приговорили к семи годам колонии.", "He got seven years of a colony.", "He got seven years of a prison."),
    ],
)
def test_the_sense_that_is_meant(source, written, right):
    assert right_senses(source, written) == right
    assert right_senses(source, right) == right


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("Цель оправдала средства.", "The end justified the means."),
        ("Певица потеряла голос.", "The singer lost her voice."),
        ("Суд выслушал адвоката.", "The court heard that the lawyer was justified."),
        ("Колония чаек у моря", "A colony of gulls by the sea"),
    ],
)
def test_other_senses_stay(source, written):
    assert right_senses(source, written) == written


def test_the_translator_does_it(make_translator):
    translator = make_translator(lambda source, options: "The court justified him.")
    assert translator.translate(["Суд оправдал его."])[0].hypothesis == "The court acquitted him."
    plain = make_translator(lambda source, options: "The court justified him.", news_terms=False)
    assert plain.translate(["Суд оправдал его."])[0].hypothesis == "The court justified him."
