"""Days, weeks and years told from the day of writing, and parts of the day."""

import itertools

import pytest

from svodka.facts import compare, ledger
from svodka.facts.days import is_relative
from svodka.verify import check

# A line per value: the same in Russian and English.
TABLE = {
    ("day", -2): ("позавчера", "the day before yesterday"),
    ("day", -1): ("вчера", "yesterday"),
    ("day", 0): ("сегодня", "today"),
    ("day", 1): ("завтра", "tomorrow"),
    ("day", 2): ("послезавтра", "the day after tomorrow"),
    ("week", -1): ("на прошлой неделе", "last week"),
    ("week", 0): ("на этой неделе", "this week"),
    ("week", 1): ("на следующей неделе", "next week"),
    ("month", -1): ("в прошлом месяце", "last month"),
    ("month", 1): ("в следующем месяце", "next month"),
    ("year", -1): ("в прошлом году", "last year"),
    ("year", 0): ("в этом году", "this year"),
    ("year", 1): ("в будущем году", "next year"),
    ("part", "morning"): ("утром", "in the morning"),
    ("part", "evening"): ("вечером", "in the evening"),
}
RUSSIAN, ENGLISH = "Визит пройдёт {}.", "The visit is {}."


@pytest.mark.parametrize("value", TABLE)
def test_both_languages_have_the_value_firmly(value):
    for text, lang in ((RUSSIAN.format(TABLE[value][0]), "ru"), (ENGLISH.format(TABLE[value][1]), "en")):
        (fact,) = (fact for fact in ledger(text, lang).facts if is_relative(fact))
        assert (fact.value, fact.firm, fact.kind) == (value, True, "date")


def test_every_other_value_of_a_unit_is_a_mismatch_in_segment_and_document():
    for ours, theirs in itertools.product(TABLE, TABLE):
        if ours[0] != theirs[0]:
            continue
        source, target = RUSSIAN.format(TABLE[ours][0]), ENGLISH.format(TABLE[theirs][1])
        found = compare(ledger(source, "ru"), ledger(target, "en"))
        assert bool(found) is (ours != theirs), (source, target)
        assert check(source, target).supported is (ours == theirs), (source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Об этом сообщили накануне.", "This was reported yesterday."),
        ("Цены выросли по сравнению с прошлым годом.", "Prices rose on a year earlier."),
        ("Сейчас мост закрыт.", "The bridge is closed today."),
        ("За последнюю неделю погибли двое.", "Two people died last week."),
        ("Вчера вечером прошёл митинг.", "A rally was held last night."),
        ("Вчера прошёл митинг.", "A rally was held on Tuesday."),
    ],
)
def test_what_may_stand_for_it_agrees(source, target):
    assert [m for m in compare(ledger(source, "ru"), ledger(target, "en")) if "yesterday" in m.message] == []
    assert [m.message for m in compare(ledger(source, "ru"), ledger(target, "en")) if "The target" in m.message] == []


def test_within_one_language():
    assert not check("The visit will begin tomorrow.", "The visit will begin the day after tomorrow.").supported
    assert not check("Визит начнётся завтра.", "Визит начнётся послезавтра.").supported
