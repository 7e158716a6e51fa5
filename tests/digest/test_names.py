"""Names: persons and places told apart by the Russian, surnames counted with their full names."""

from support.briefs import brief

from svodka.digest.figures import Report
from svodka.digest.names import NameIndex
from svodka.digest.names import named as index_names


def named(briefs) -> NameIndex:
    return index_names(briefs, [Report.of(brief, n) for n, brief in enumerate(briefs)])


def item(id, *pairs):
    return brief(id, ("новости", "news"), pairs)


BRIEFS = [
    item("1",
         ("В Туле губернатор Анна Орлова приняла Петра Белова.", "In Tula, governor Anna Orlova met Pyotr Belov."),
         ("Орлова уехала в Москву.", "On Monday Orlova left for Moscow.")),
    item("2", ("По словам Орловой, Россия купит зерно.", "In the words of Orlova, Russia will buy grain.")),
    item("3", ("В российском городе Тула рады.", "In the Russian city of Tula they are glad.")),
]  # fmt: skip


def test_kinds_come_from_the_russian():
    kinds = named(BRIEFS).kinds
    assert {name: kinds[name] for name in ("Anna Orlova", "Pyotr Belov", "Tula", "Moscow", "Russia")} == {
        "Anna Orlova": "person", "Pyotr Belov": "person", "Tula": "place", "Moscow": "place", "Russia": "place",
    }  # fmt: skip


def test_a_surname_counts_with_the_only_person_of_that_name():
    found = named(BRIEFS)
    assert "Anna Orlova" in found.items[1] and "Orlova" not in found.kinds


def test_two_people_of_one_surname_are_not_merged():
    other = item("4", ("Депутат Иван Орлова знает.", "Deputy Ivan Orlova knows."))
    found = named([*BRIEFS, other])
    assert "Orlova" in found.items[1] and found.items[0].count("Anna Orlova") == 1 and "Orlova" not in found.items[0]


def test_forms_of_a_place_are_one_name():
    found = named(BRIEFS)
    assert [("Russia" in names) for names in found.items] == [False, True, True]


def test_a_surname_alone_means_whom_it_mostly_means():
    crowd = [item(f"c{n}", ("Пришла Анна Орлова.", "There came Anna Orlova.")) for n in range(2)]
    other = item("o", ("Пришла Иван Орлова.", "There came Ivan Orlova."))
    alone = item("a", ("Пришла Орлова.", "There came Orlova."))
    assert named([*crowd, other, alone]).items[3] == ("Orlova",)
    assert named([*crowd, *crowd, other, alone]).items[5] == ("Anna Orlova",)


def test_titles_are_no_part_of_a_name():
    met = item("t", ("Президент России Егор Лугов в Туле.", "In Tula was Russian President Yegor Lugov."))
    assert "Yegor Lugov" in named([met]).items[0]
    assert named([met]).kinds["Yegor Lugov"] == "person"
    tied = item("t", ("Губернатор Егор Лугов сказал это.", "The Governor of Yegor Lugov said so."))
    assert named([tied]).items[0] == ("Yegor Lugov",)
