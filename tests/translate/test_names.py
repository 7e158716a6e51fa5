"""One romanization of a name through a run."""

import pytest

from translate.terms.names import NameRegister, Variant


def test_the_first_confident_form_is_kept_in_every_case_form():
    register = NameRegister()
    assert register.unify("Мэр Сергей Кленов ушёл.", "Mayor Sergei Klenov left.") == ("Mayor Sergei Klenov left.", ())
    assert register.unify("О Сергее Кленове забыли.", "Sergey Klyonov's name is forgotten.") == (
        "Sergei Klenov's name is forgotten.",
        (Variant("Сергее", "Sergei", "Sergey"), Variant("Кленове", "Klenov", "Klyonov")),
    )


def test_places():
    register = NameRegister()
    register.unify("В Приозёрске закрыт мост.", "In Priozersk the bridge is closed.")
    assert register.unify("Мост Приозёрска открыт.", "The Priozyorsk bridge is open.")[0] == (
        "The Priozersk bridge is open."
    )


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
    register = NameRegister()
    register.unify(*first)
    assert register.unify(*second) == (second[1], ())


def test_each_name_has_a_rendering_of_its_own():
    english = "Ivan Ivanov came."
    assert NameRegister().unify("Пришёл Иван Иванов.", english) == (english, ())


def test_the_glossarys_form_comes_first():
    register = NameRegister()
    register.keep("Приозёрск", "Priozyorsk")
    assert register.unify("Мост в Приозёрске.", "A bridge in Priozersk.")[0] == "A bridge in Priozyorsk."


@pytest.mark.parametrize("written", ["St Petersburg", "St. Petersburg"])
def test_a_form_of_two_words_is_not_put_into_itself(written):
    register = NameRegister()
    register.keep("Петербург", "St Petersburg")
    english = f"The forum was held in {written}."
    assert register.unify("Форум прошёл в Петербурге.", english) == (english, ())
    assert register.unify("Форум прошёл в Петербурге.", "It was in Petersburg.")[0] == "It was in St Petersburg."


def test_variants_stand_in_the_result_and_names_can_be_left_alone(make_translator):
    table = {"Пришёл Сергей Кленов.": "Sergei Klenov came.", "Ушёл Сергей Кленов.": "Sergey Klenov left."}
    texts = list(table)
    first, second = make_translator(lambda source, options: table[source]).translate(texts)
    assert (first.variants, second.variants) == ((), (("Сергей", "Sergei", ("Sergey",)),))
    assert second.hypothesis == "Sergei Klenov left."
    segment = second.segments[0]
    assert second.hypothesis[slice(*segment.hypothesis_span)] == segment.hypothesis
    left_alone = make_translator(lambda source, options: table[source], names=False)
    assert left_alone.translate(texts)[1].hypothesis == "Sergey Klenov left."
    assert left_alone.signature.options == (("names", "False"),)
