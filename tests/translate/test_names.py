"""One romanization of a name through a document, and the established one of a well-known name."""

import pytest

from translate.terms.names import Variant, established_names, one_spelling, slot_of


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
