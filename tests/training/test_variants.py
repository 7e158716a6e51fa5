"""Further pairs by rule: what each rule gives, and where it gives nothing."""

import random
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.pairs import PAIRS

from training.__main__ import main
from training.corpus import text
from training.variants.abbreviations import Abbreviations
from training.variants.exchange import Exchange
from training.variants.figures import _class, other_figure, other_unit
from training.variants.headlines import without_auxiliary
from training.variants.inflection import NOUN, PLACE, SURNAME, forms_of, written_as
from training.variants.lists import Lists
from training.variants.order import object_first
from training.variants.stance import attributed, negated, reserved
from training.variants.writing import is_held_out, vary

draws = st.integers(0, 999).map(random.Random)


def drawn(rule, russian, english, times=60):
    return {made for n in range(times) if (made := rule(russian, english, random.Random(n))) is not None}


@pytest.mark.parametrize(
    ("russian", "turned"),
    [
        ("Нюнес подписал доклад.", "Доклад подписал Нюнес."),
        ("Польша подписала контракт в среду.", None),  # what stands behind the object may be the object's
        ("Депутаты раскритиковали министра, но закон приняли.", "Министра раскритиковали депутаты, но закон приняли."),
        ("Суд отменил решение, которое критиковали.", None),  # the clause explains what stands before it
        ("Мать любит дочь.", None),  # forms that leave it open
        ("Она подписала доклад.", None),
        ("Иванов назначен послом.", "Послом назначен Иванов."),
        ("Суд вынес решение", "Решение вынес суд"),
        ("Подписал доклад Нюнес.", None),
    ],
)
def test_the_object_first(russian, turned):
    made = object_first(russian, "English.", random.Random(0))
    assert made == (None if turned is None else (turned, "English."))


RULES = (attributed, reserved, negated, object_first, other_figure, other_unit, without_auxiliary)


@pytest.mark.parametrize("rule", RULES)
@given(pair=st.sampled_from(PAIRS), draw=draws)
def test_a_variant_is_another_pair(rule, pair, draw):
    made = rule(*pair, draw)
    assert made is None or (made[0] != pair[0] and all(side == side.strip() and "  " not in side for side in made))


TABLE = [("Иванов", "Ivanov"), ("Петров", "Petrov"), ("Трамп", "Trump"), ("Париж", "Paris"), ("Лондон", "London"),
         ("Москва", "Moscow"), ("Варшава", "Warsaw"), ("больница", "hospital"), ("ферма", "farm"), ("ящик", "box"),
         ("дом", "house"), ("Сидоров", "Goncharov")]  # fmt: skip


def test_names_are_exchanged_in_their_forms():
    rule = Exchange(TABLE, (SURNAME,), {})
    made = drawn(rule, "Суд оправдал Иванова.", "The court acquitted Ivanov.")
    assert made == {
        ("Суд оправдал Петрова.", "The court acquitted Petrov."), ("Суд оправдал Трампа.", "The court acquitted Trump.")
    }  # fmt: skip
    assert drawn(rule, "Суд оправдал Иванову.", "The court acquitted Ivanova.") == set()
    assert drawn(rule, "Иванов ударил Иванова.", "Ivanov hit Ivanov.") == set()
    assert "сидоров" not in {nominative for nominative, _ in rule.english}, "another's name"


def test_places_and_words_are_exchanged_within_their_gender():
    assert drawn(Exchange(TABLE, (PLACE,), {}), "Он живёт в Москве.", "He lives in Moscow.") == {
        ("Он живёт в Варшаве.", "He lives in Warsaw.")
    }
    rule = Exchange(TABLE, (NOUN,), {})
    assert drawn(rule, "Сгорела ферма.", "A farm burnt down.") == {("Сгорела больница.", "A hospital burnt down.")}
    assert drawn(rule, "Сгорел дом.", "An old house burnt down.") == {("Сгорел ящик.", "An old box burnt down.")}
    assert drawn(rule, "Сгорели дома.", "Houses burnt down, and the houses there.") == {
        ("Сгорели ящики.", "Houses burnt down, and the boxes there.")
    }
    assert drawn(rule, "Сгорел дом.", "A warehouse burnt down.") == set()


def test_the_article_goes_with_the_word():
    rule = Exchange([("орган", "organ"), ("ящик", "box")], (NOUN,), {})
    assert drawn(rule, "Это ящик.", "It is a box.") == {("Это орган.", "It is an organ.")}
    assert drawn(rule, "Это орган.", "It is an organ.") == {("Это ящик.", "It is a box.")}


def test_the_rarer_word_is_drawn_more_often():
    table = [("дом", "house"), ("ящик", "box"), ("замок", "castle")]
    rule = Exchange(table, (NOUN,), {"box": 995})
    made = [rule("Сгорел дом.", "The house burnt.", random.Random(n)) for n in range(300)]
    found = Counter(pair[1] for pair in made if pair)
    assert found["The castle burnt."] > 20 * max(1, found["The box burnt."])


@given(number=st.integers(2, 999), draw=draws)
def test_a_figure_gives_way_to_one_of_the_same_form(number, draw):
    made = other_figure(f"Погибли {number} человек.", f"{number} people died.", draw)
    if made is None:
        return
    ours, theirs = (int(re.search(r"\d+", side)[0]) for side in made)
    assert ours == theirs != number and _class(ours) == _class(number) and len(str(ours)) == len(str(number))


@pytest.mark.parametrize(
    ("russian", "english", "kept"),
    [
        ("Рост на 3,5%.", "Growth of 3.5%.", r"Рост на (\d),(\d)%\.\|Growth of \1\.\2%\."),
        ("В 1985 году.", "In 1985.", r"В (19[5-9]\d|20[0-3]\d) году\.\|In \1\."),
        ("5 марта.", "On March 5.", r"([1-9]|1\d|2[0-8]) марта\.\|On March \1\."),
        ("Погибли 12 человек.", "Twelve people died.", None),
        ("Счёт 3:2.", "It was 3:2.", None),
        ("С 3 до 3 часов.", "From 3 to 3.", None),
        ("Дом 1.", "House 1.", None),
    ],
)
def test_figures_of_every_kind(russian, english, kept):
    made = drawn(other_figure, russian, english)
    assert bool(made) == (kept is not None)
    assert all(re.fullmatch(kept, "|".join(each)) for each in made)


def test_units_change_with_their_number():
    made = drawn(other_unit, "Сгорело 300 гектаров леса.", "300 hectares of forest burnt.", 300)
    assert ("Сгорело 300 футов леса.", "300 feet of forest burnt.") in made and len(made) == 15
    assert drawn(other_unit, "21 час назад.", "21 hours ago.") == {
        ("21 день назад.", "21 days ago."), ("21 месяц назад.", "21 months ago.")
    }  # fmt: skip
    assert drawn(other_unit, "3 тонны.", "3 tons.") == {("3 мили.", "3 miles."), ("3 унции.", "3 ounces.")}
    assert drawn(other_unit, "Много гектаров леса.", "Hectares of forest.") == set()


def test_sources_are_named_on_both_sides():
    made = drawn(attributed, "В городе сгорел дом.", "In the town a house burnt down.", 4000)
    assert ("По данным полиции, в городе сгорел дом.", "According to police, in the town a house burnt down.") in made
    assert (
        "Очевидцы заявляют, что в городе сгорел дом.",
        "Eyewitnesses say that in the town a house burnt down.",
    ) in made
    assert ("В городе сгорел дом, сообщает ТАСС.", "In the town a house burnt down, TASS reports.") in made
    assert ("Как пишут эксперты, в городе сгорел дом.", "As experts write, in the town a house burnt down.") in made
    assert drawn(attributed, "Трамп прибыл.", "The president arrived.") <= {
        pair
        for pair in drawn(attributed, "Трамп прибыл.", "The president arrived.", 400)
        if pair[0].startswith("Трамп")
    }, "a name keeps its capital"
    assert drawn(attributed, "Я дома.", "In the house I am.") == set()


def test_reserves_and_negations_stand_at_the_verb():
    pair = ("Мэр был задержан в аэропорту.", "The mayor was detained at the airport.")
    assert negated(*pair, random.Random(0)) == (
        "Мэр не был задержан в аэропорту.", "The mayor was not detained at the airport."
    )  # fmt: skip
    made = drawn(reserved, *pair)
    assert ("Мэр якобы был задержан в аэропорту.", "The mayor was allegedly detained at the airport.") in made
    assert (
        "Предположительно, мэр был задержан в аэропорту.",
        "Presumably, the mayor was detained at the airport.",
    ) in made
    for russian, english in (
        ("Мэр не был задержан.", "The mayor was not detained."),
        ("Мэр был задержан и пришёл домой.", "The mayor was detained and came home."),
        ("Мэр был задержан.", "The mayor has some friends."),  # another verb
        ("Все были задержаны.", "All were detained."),
    ):
        assert negated(russian, english, random.Random(0)) is None


def test_headlines_lose_their_auxiliary():
    pair = ("В Москве был задержан мэр.", "A mayor was detained in Moscow.")
    assert drawn(without_auxiliary, *pair) == {
        ("В Москве задержан мэр.", pair[1]), ("В Москве задержан мэр", "A mayor was detained in Moscow")
    }  # fmt: skip
    for russian in ("В Москве не был задержан мэр.", "Мэр был дома.", "Когда был задержан мэр, шёл дождь."):
        assert drawn(without_auxiliary, russian, pair[1]) == set()


def test_lists_are_long_and_alike():
    places = [("Москва", "Moscow"), ("Варшава", "Warsaw"), ("Париж", "Paris"), ("Лондон", "London"), ("Берн", "Bern"),
              ("Вена", "Wien"), ("Вена", "Vienna")]  # fmt: skip
    seen = dict.fromkeys(("moscow", "warsaw", "paris", "london", "bern", "vienna"), 9) | {"wien": 4}
    rule = Lists(places, [], seen)
    for russian, english in drawn(rule, "", "", 400):
        assert 4 <= english.count(",") + 2 <= 6 and russian.count(",") == english.count(",")
        assert "Wien" not in english and ("Вен" in russian) == ("Vienna" in english)
    assert any("в Варшаве" in russian or ", Варшаве" in russian for russian, _ in drawn(rule, "", "", 400))
    assert drawn(Lists(places, [], {}), "", "", 50) == set()


def test_abbreviations_keep_their_sentence():
    terms = [("МЧС", "Emergencies Ministry", ("EMERCOM",)), ("ФСБ", "FSB", ()), ("ИВЛ", "ventilator", ())]
    rule = Abbreviations(terms)
    assert drawn(rule, "Об этом сообщают в МЧС.", "EMERCOM reports this.") == {
        ("Об этом сообщают в ФСБ.", "FSB reports this.")
    }
    assert drawn(rule, "МЧС сообщило об этом.", "EMERCOM reported this.") == set(), "its gender shows"
    assert drawn(rule, "Пациент на ИВЛ.", "A patient on a ventilator.") == set(), "no body"


NOUNS = ("Петров", "Варшава", "ферма", "ящик", "Путин")


@given(word=st.sampled_from(["Иванова", "Москве", "больниц", "домом", "Трампа"]), other=st.sampled_from(NOUNS))
def test_a_noun_takes_the_form_of_its_own_class_alone(word, other):
    for form in forms_of(word):
        written = written_as(other, form)
        groups = {each.group for each in forms_of(other) if each.case == "nomn" and each.number == "sing"}
        assert written is None or form.group in groups
        if written is not None:
            assert any((f.case, f.number) == (form.case, form.number) for f in forms_of(written))


def test_a_held_out_pair_is_nowhere_in_training(tmp_path, capsys, vocabulary):
    rows = [("newstest2012_2018", f"Суд вынес решение. Дело {n}.", f"A court decided. Case {n}.") for n in range(300)]
    found = vary(rows, most=50)
    assert found == vary(rows, most=50) != vary(rows, most=50, seed=2)
    assert {name for name, _, _ in found.rows} >= {"varied.order", "varied.figures"}
    assert max(Counter(name for name, _, _ in found.rows).values()) == 50
    run = tmp_path
    text.write_lines(run / "corpus.tsv.xz", ["\t".join(row) for row in rows])
    (run / "spm.model").write_bytes(vocabulary.model)
    assert main(["vary", "--run", str(run), "--most", "50"]) == 0
    assert main(["tokenize", "--run", str(run), "--varied", "--variants", "1"]) == 0
    held = sum(is_held_out(russian) for _, russian, _ in rows)
    assert held > 1 and f'"pairs": {300 - held + len(found.rows)}' in capsys.readouterr().out
    assert text.read_corpus(run / "varied.held.tsv.xz") == list(found.held_out)
