"""A figure that the decoder miswrote gives way to the source's, and the segment says so."""

import pytest

from translate.terms.figures import restore_figures


@pytest.mark.parametrize(
    ("source", "hypothesis", "expected"),
    [
        ("Сбиты 34 беспилотника.", "43 drones were shot down.", "34 drones were shot down."),
        ("Завод открыли в 2013 году.", "The plant opened in 2003.", "The plant opened in 2013."),
        ("Это случилось 12 мая.", "It happened on May 21.", "It happened on May 12."),
        ("Рост составил 1,5%.", "Growth was 15%.", "Growth was 1.5%."),
        ("Пришли 10 000 человек.", "1,000 people came.", "10,000 people came."),
        ("Цена 18 долларов, было 20.", "The price is $81, it was $20.", "The price is $18, it was $20."),
    ],
)
def test_the_figure_of_the_source_is_put_back(source, hypothesis, expected):
    text, flags = restore_figures(source, hypothesis)
    assert text == expected
    assert [flag.kind for flag in flags] == ["restored"]


@pytest.mark.parametrize(
    ("source", "hypothesis"),
    [
        ("Сбиты 34 беспилотника.", "34 drones were shot down."),
        ("Сбиты 34 беспилотника.", "Drones were shot down."),
        ("Сбиты беспилотники.", "43 drones were shot down."),
        ("Пять человек ранены.", "Six people were injured."),
        ("Ущерб 1,2 млрд рублей.", "Damage is 1.2 million roubles."),
    ],
    ids=["right", "left out", "made up", "in words", "another magnitude"],
)
def test_nothing_is_put_where_no_figure_of_the_source_belongs(source, hypothesis):
    assert restore_figures(source, hypothesis) == (hypothesis, ())


def test_a_segment_says_what_was_put_back(make_translator):
    translator = make_translator(lambda source, options: "In 2003 the plant made 500 cars.")
    (segment,) = translator.translate(["В 2013 году завод выпустил 500 машин."])[0].segments
    assert segment.hypothesis == "In 2013 the plant made 500 cars."
    assert [(flag.kind, "2013" in flag.detail, "2003" in flag.detail) for flag in segment.flags] == [
        ("restored", True, True)
    ]
    plain = make_translator(lambda source, options: "In 2003 the plant made 500 cars.", repair=False)
    assert plain.translate(["В 2013 году завод выпустил 500 машин."])[0].flags == {"numbers": 1}
