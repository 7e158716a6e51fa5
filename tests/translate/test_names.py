"""One romanization of a name through a document, and the established one of a well-known name."""

from itertools import product

import pytest
from support.counting import calls

from translate.terms.full_names import _GIVEN, full_names
from translate.terms.names import Variant, established_names, one_spelling, slot_of
from translate.terms.surnames import letters


def spelled(*segments, **established):
    kept = {slot_of(russian, english): english for russian, english in established.items()}
    return one_spelling(segments, kept)


def test_the_first_confident_form_is_kept_in_every_case_form():
    found = spelled(
        ("Мэр Сергей Кленов ушёл.", "Mayor Sergei Klenov left."),
        ("О Сергее Кленове забыли.", "Sergey Klyonov's name is forgotten."),
    )
    assert found == [
        ("Mayor Sergei Klenov left.", ()),
        (
            "Sergei Klenov's name is forgotten.",
            (Variant("Сергее", "Sergei", "Sergey"), Variant("Кленове", "Klenov", "Klyonov")),
        ),
    ]


def test_what_occurs_most_often_is_kept_wherever_it_stands():
    found = spelled(
        ("В Приозёрске закрыт мост.", "In Priozyorsk the bridge is closed."),
        ("Мост Приозёрска закрыт.", "The Priozersk bridge is closed."),
        ("Власти Приозёрска молчат.", "Authorities of Priozersk are silent."),
    )
    assert [text for text, _ in found] == [
        "In Priozersk the bridge is closed.",
        "The Priozersk bridge is closed.",
        "Authorities of Priozersk are silent.",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Пришёл Кленов.", "Klenov came."), ("Пришла Кленова.", "Klenova came.")),
        (("Пришёл Кленов.", "Klenov came."), ("Пришли Кленовы.", "The Klenovs came.")),
        (
            ("Приехал Владимир Орлов.", "Vladimir Orlov came."),
            ("Приехал Владимир Бондаренко.", "Vladymyr Bondarenko came."),
        ),
        (("Вчера ушёл Орлов.", "He left yesterday."), ("Вчера ушёл Орлов.", "Oryolov left.")),
    ],
    ids=["feminine", "plural", "other person", "not rendered"],
)
def test_what_is_no_variant_stays(first, second):
    assert spelled(first, second)[1] == (second[1], ())


def test_each_name_has_a_rendering_of_its_own():
    english = "Ivan Ivanov came."
    assert spelled(("Пришёл Иван Иванов.", english)) == [(english, ())]


def test_an_established_form_comes_before_what_occurs():
    segments = [("Мост в Приозёрске.", "A bridge in Priozersk.")] * 3
    assert {text for text, _ in spelled(*segments, Приозёрск="Priozyorsk")} == {"A bridge in Priozyorsk."}


@pytest.mark.parametrize("written", ["St Petersburg", "St. Petersburg"])
def test_a_form_of_two_words_is_not_put_into_itself(written):
    english = f"The forum was held in {written}."
    kept = {"Петербург": "St Petersburg"}
    assert spelled(("Форум прошёл в Петербурге.", english), **kept) == [(english, ())]
    assert spelled(("Форум прошёл в Петербурге.", "It was in Petersburg."), **kept)[0][0] == "It was in St Petersburg."


@pytest.mark.parametrize(
    ("source", "hypothesis", "expected"),
    [
        ("Владимир Зеленский прибыл в Киев.", "Zelenskyy arrived in Kiev.", "Zelensky arrived in Kiev."),
        ("О встрече с Зеленским не сообщили.", "No meeting with Zelenski's aide.", "No meeting with Zelensky's aide."),
        ("Алексей Навальный подал жалобу.", "Alexei Navalniy filed a complaint.", "Alexei Navalny filed a complaint."),
        ("Заявила Елена Зеленская.", "Olena Zelenska said so.", "Olena Zelenska said so."),
    ],
)
def test_a_well_known_name_is_spelled_as_the_press_does(source, hypothesis, expected):
    assert one_spelling([(source, hypothesis)], established_names())[0][0] == expected


def test_the_table_of_names_is_sound():
    """Every row is a name of its own, and is found by its dictionary form."""
    from importlib.resources import files

    rows = (files("translate.terms") / "data" / "names.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [tuple(row.split("\t")) for row in rows if not row.startswith("#")]
    assert len(established_names()) == len(pairs) > 100
    for russian, english in pairs:
        assert len(russian) >= 4 and russian.istitle() and english[0].isupper() and english.isascii(), (
            russian,
            english,
        )


def test_variants_stand_in_the_result_and_names_can_be_left_alone(make_translator):
    table = {"Пришёл Сергей Кленов.": "Sergei Klenov came.", "Ушёл Сергей Кленов.": "Sergey Klenov left."}
    texts = list(table)
    ((first, second),) = make_translator(lambda source, options: table[source]).translate_documents([texts])
    assert (first.variants, second.variants) == ((), (("Сергей", "Sergei", ("Sergey",)),))
    assert second.hypothesis == "Sergei Klenov left."
    segment = second.segments[0]
    assert second.hypothesis[slice(*segment.hypothesis_span)] == segment.hypothesis
    left_alone = make_translator(lambda source, options: table[source], names=False)
    assert left_alone.translate_documents([texts])[0][1].hypothesis == "Sergey Klenov left."
    assert left_alone.signature.options == (("names", "False"),)


def test_texts_of_other_documents_have_no_say(make_translator):
    table = {"Пришёл Сергей Кленов.": "Sergei Klenov came.", "Ушёл Сергей Кленов.": "Sergey Klenov left."}
    translator = make_translator(lambda source, options: table[source])
    assert [t.hypothesis for t in translator.translate(list(table))] == list(table.values())
    assert [t.hypothesis for t in translator.stream(iter(table))] == list(table.values())
    assert [d[0].hypothesis for d in translator.translate_documents([[t] for t in table])] == list(table.values())


@pytest.mark.parametrize(
    ("segments", "expected"),
    [
        (
            [
                ("Выступил Александр Кули (Alexander Cooley).", "Alexander Kuley (Alexander Cooley) spoke."),
                ("По словам Кули, всё верно.", "According to Coulie, all is right."),
                ("Кули уехал.", "Kuley left."),
            ],
            ["Alexander Cooley spoke.", "According to Cooley, all is right.", "Cooley left."],
        ),
        (
            [
                ("Пришёл министр Навид Хоссейни (Navid Hosseini).", "Minister Navid Hossainy (Navid Hosseini) came."),
                ("Тело Хоссейни нашли.", "Hoseini’s body was found."),
            ],
            ["Minister Navid Hosseini came.", "Hosseini’s body was found."],
        ),
        (
            [("Фирма «Рэйсер» (Racer) закрыта.", "Racer is closed."), ("У «Рэйсера» долги.", "Raiser has debts.")],
            ["Racer is closed.", "Racer has debts."],
        ),
        (
            [
                ("Стросс-Кана допросили.", "Stross-Kana was questioned."),
                ("Пришёл Доминик Стросс-Кан.", "Dominik Stross-Kan came."),
            ],
            ["Strauss-Kahn was questioned.", "Dominique Strauss-Kahn came."],
        ),
        (
            [("Ли Куан Ю (Lee Kuan Yew) умер.", "Li Kuan Yu (Lee Kuan Yew) died."), ("Вот и Ю.", "This is Yu.")],
            ["Lee Kuan Yew died.", "This is Yu."],
        ),
        (
            [("Пришёл Хоссейни (Hosseini).", "Hossainy (Hosseini) came."), ("Вот Хоссейни.", "That is Hoseini.")],
            ["Hosseini came.", "That is Hosseini."],
        ),
        (
            [("Вошла Эльза Лагерт (Elsa Lagaert, ЕЦБ).", "Elza Lagert (Elsa Lagaert, ECB) came in.")],
            ["Elsa Lagaert (Elsa Lagaert, ECB) came in."],
        ),
        (
            [("Хайко Маас уехал.", "Haiko Maas left."), ("Маасу дали слово.", "Maasu was given the floor.")],
            ["Heiko Maas left.", "Maas was given the floor."],
        ),
    ],
    ids=[
        "brackets", "the source's own form", "a company", "a surname with a hyphen", "short words", "a surname alone",
        "more in the brackets", "the table",
    ],
)  # fmt: skip
def test_what_is_known_of_a_name_holds_for_the_document(segments, expected):
    assert [text for text, _ in spelled(*segments)] == expected


def test_a_surname_of_the_table_is_anybody_s_without_the_full_name():
    english = "Hant disagreed."
    assert spelled(("Вчера Хант не согласился.", english)) == [(english, ())]


@pytest.mark.parametrize("bracketed", ["(WHO)", "(BBC)", "(см. Table)", "(Иванов)"])
def test_brackets_that_are_no_spelling_of_the_name_have_no_say(bracketed):
    source, english = f"Выступил Сергей Кленов {bracketed}.", "Sergei Klenov spoke."
    assert spelled((source, english), ("Кленов ушёл.", "Klenov left."))[1] == ("Klenov left.", ())


def test_how_a_form_sounds_has_no_say():
    """A name that English news knows, then the form behind a first name, then the most frequent."""
    hunted = [
        ("Вчера Хант ушёл.", "Hant left."),
        ("О Ханте забыли.", "Hunt is forgotten."),
        ("С Хантом.", "With Hant."),
    ]
    assert [text for text, _ in spelled(*hunted)] == ["Hunt left.", "Hunt is forgotten.", "With Hunt."]
    full = [("Вчера Дюбуан ушёл.", "Dubuan left."), ("Пришёл Этьен Дюбуан.", "Etienne Duboin came.")]
    assert [text for text, _ in spelled(*full)] == ["Duboin left.", "Etienne Duboin came."]


def test_a_first_name_from_elsewhere_is_written_as_there():
    assert spelled(("Пришёл Гжегож Ласота.", "Grzegozh Lasota came."))[0][0] == "Grzegorz Lasota came."
    assert spelled(("Пришёл Ежи.", "Yezhi came."))[0][0] == "Yezhi came."  # no surname: it may be anything


@pytest.mark.parametrize(
    ("segments", "expected"),
    [
        ([("Пришёл Сарраж.", "Sarraj came."), ("Вот слова Сарража.", "These are Sarraja's.")], "These are Sarraj's."),
        ([("С Моракотой.", "With Morakota."), ("Видели Моракоту.", "Morakot was seen.")], "Morakota was seen."),
        ([("Вчера пришла Варшава.", "Warsaw came."), ("Из Варшавы.", "From Warsaw.")], "From Warsaw."),
        ([("Это вопросы Назарбаевой.", "These are Nazarbayev's questions.")], "These are Nazarbayeva's questions."),
    ],
    ids=["an ending left on", "an a lost", "a place", "hers"],
)  # fmt: skip
def test_case_endings_are_put_right_where_the_forms_tell(segments, expected):
    assert spelled(*segments)[-1][0] == expected


def test_the_tables_of_full_and_first_names_are_sound():
    from importlib.resources import files

    for table, most in (("full_names", 5), ("first_names", 1)):
        text = (files("translate.terms") / "data" / f"{table}.tsv").read_text(encoding="utf-8")
        rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
        assert len({russian for russian, _ in rows}) == len(rows) > 50
        for russian, english in rows:
            assert russian[0].isupper() and english[0].isupper() and english.isascii(), russian
            assert len(russian.split()) <= most


def document(count):
    """So many segments, each with a name of its own that it gives in Latin letters."""
    names = [f"{a}о{b}о{c}ский".capitalize() for a, b, c in product("бвгджзклмнпрст", repeat=3)][:count]
    return [(f"Пётр {name} (Pyotr {letters(name)}) ушёл.", f"Pyotr {letters(name)} left.") for name in names]


def test_a_document_of_many_names_asks_no_segment_for_all_of_them():
    half, whole = document(60), document(120)
    assert [text for text, _ in one_spelling(half, {})] == [hypothesis for _, hypothesis in half]
    assert len(full_names([source for source, _ in whole]).all) == 120
    one_spelling(whole, {})  # what is kept of words looked up is there
    assert calls(one_spelling, whole, {}) <= 2.5 * calls(one_spelling, half, {})


def test_a_word_without_an_end_is_no_name():
    """Else it would be read to its end from each of its capitals."""
    found = _GIVEN.search("А" * 5000 + "лександр Кули (Alexander Cooley), мэр.")
    assert len(found[1]) < 80 and found[2] == "Alexander Cooley"
