"""Numbers of a Russian segment against its English hypothesis."""

import pytest

from svodka.facts import compare_numbers

SAME = [
    ("Погибли двое полицейских.", "Two policemen died."),
    ("Ущерб — 1,5 млн руб.", "The damage is 1.5 million roubles."),
    ("Ущерб — 1,5 млн руб.", "The damage is 1,500,000 rubles."),
    ("11.000 гражданских", "11,000 civilians"),
    ("в 90-х годах", "in the 1990s"),
    ("в девяностые", "in the nineties"),
    ("в 21:00", "at 9 p.m."),
    ("в 9 вечера", "at 21:00"),
    ("счёт 3:15", "the score is 3-15"),
    ("с 5 до 7 млн человек", "from 5 million to 7 million people"),
    ("XX век", "the 20th century"),
    ("в два раза больше", "twice as many"),
    ("выросли вдвое", "doubled"),
    ("28.08.2025", "August 28, 2025"),
    ("субботний выпуск", "Saturday's issue"),
    ("один человек", "a man"),
    ("полтора миллиона", "1.5 million"),
    ("20-летний студент", "a twenty-year-old student"),
    ("около сотни", "about a hundred"),
]
CHANGED = [
    ("Погибли двое полицейских.", "Three policemen died.", ("unsupported",)),
    ("Ущерб — 1,5 млн руб.", "The damage is 1.5 billion roubles.", ("unsupported",)),
    ("Ущерб — 1,5 млн руб.", "The damage is 1.5 million dollars.", ("unsupported",)),
    ("28 августа", "August 27", ("unsupported",)),
    ("28 августа", "28 July", ("unsupported",)),
    ("в среду", "on Thursday", ("unsupported",)),
    ("в 21:45", "at 9:54 p.m.", ("unsupported",)),
    ("рост на 5%", "growth", ("lost",)),
    ("рост", "growth of 5%", ("unsupported",)),
    ("в 80-х", "in the 1990s", ("unsupported",)),
]


@pytest.mark.parametrize(("source", "hypothesis"), SAME)
def test_faithful(source, hypothesis):
    assert compare_numbers(source, hypothesis) == ()


@pytest.mark.parametrize(("source", "hypothesis", "directions"), CHANGED)
def test_changed(source, hypothesis, directions):
    assert tuple(m.direction for m in compare_numbers(source, hypothesis)) == directions


def test_the_message_names_both_sides():
    (mismatch,) = compare_numbers("Погибли 15 человек.", "51 people died.")
    assert mismatch.message == "The number “51” is not in the source; the source says “15”."
    assert (mismatch.source_span, mismatch.target_span) == ((8, 10), (0, 2))
