"""The glossary: reading it, finding inflected terms, enforcing them, flagging what could not be."""

import re

import pytest

from svodka.errors import InputError
from translate.terms.glossary import Glossary, enforce, has_term, news_terms, read_glossary, with_news_terms

ROWS = """# терминология
специальная военная операция\tspecial military operation

Приозёрск\tPriozyorsk
ФАС\tFederal Antimonopoly Service
губернатор\thead of the region
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "glossary.tsv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_inflected_terms_are_found(path):
    glossary = read_glossary(path)
    assert len(glossary.terms) == 4
    text = "О ходе специальной военной операции губернатору Приозёрска доложила ФАС."
    assert {t.russian: written for t, written in glossary.find(text).items()} == {
        "специальная военная операция": "специальной военной операции",
        "губернатор": "губернатору",
        "Приозёрск": "Приозёрска",
        "ФАС": "ФАС",
    }


def test_the_longer_term_goes_first(tmp_path):
    path = tmp_path / "glossary.tsv"
    path.write_text("банк\tbank\nбанк развития\tDevelopment Bank\n", encoding="utf-8")
    assert [term.russian for term in read_glossary(path).find("В банке развития молчат.")] == ["банк развития"]


@pytest.mark.parametrize("text", ["военная операция", "из приозёрска", "фас", "губерния", "", "Операция специальная"])
def test_other_words_are_not_terms(path, text):
    assert read_glossary(path).find(text) == {}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("мост\tbridge\nдом", r"line 2: found 'дом'; expected a Russian term, one tab"),
        ("мост\tbridge\tещё", "line 1"),
        ("мост\t", "line 1"),
        ("bridge\tмост", "expected Russian first"),
        ("\n# заметка\nмост\tмост", "line 3"),
        ("мост\tbridge\nдом\thouse\nМоста\tspan", "line 3: 'Моста' is already in line 1"),
    ],
)
def test_malformed_and_duplicate_rows_are_named(tmp_path, content, message):
    path = tmp_path / "glossary.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_glossary(path)


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(InputError, match=r"cannot read the glossary .*No such file"):
        read_glossary(tmp_path / "none.tsv")
    (tmp_path / "old.tsv").write_bytes("мост\tbridge".encode("cp1251"))
    with pytest.raises(InputError, match="is not UTF-8"):
        read_glossary(tmp_path / "old.tsv")


@pytest.mark.parametrize(
    ("hypothesis", "found"),
    [("The Bridge.", True), ("Two bridges", True), ("the bridge's end", True), ("abridged", False), ("", False)],
)
def test_has_term(hypothesis, found):
    assert has_term("bridge", hypothesis) is found


def enforced(path, source, hypothesis, **alone):
    terms = read_glossary(path).find(source)
    text, flags = enforce(terms, hypothesis, lambda term: [alone["alone"]] if "alone" in alone else [])
    return text, [flag.kind for flag in flags]


def test_the_decoders_own_rendering_gives_way(path):
    source = "Губернатор посетил завод."
    hypothesis = "The governor's visit, the head of the region said."
    assert enforced(path, source, hypothesis, alone="The governor.") == (hypothesis, [])
    assert enforced(path, source, "The governor's visit.", alone="The governor.") == (
        "The head of the region's visit.",
        [],
    )
    assert enforced(path, source, "Governors came.", alone="governor") == ("Head of the region came.", [])


def test_a_name_is_found_by_its_sound(path):
    assert enforced(path, "Мост в Приозёрске закрыт.", "The bridge in Priozersk is closed.") == (
        "The bridge in Priozyorsk is closed.",
        [],
    )


def test_what_stands_for_the_term_is_not_found(path):
    hypothesis = "The SVO goes on."
    assert enforced(path, "Специальная военная операция идёт.", hypothesis) == (hypothesis, ["glossary"])


def test_through_the_translator(make_translator, path):
    table = {
        "Губернатор закрыл мост.": "The governor closed the bridge.",
        "губернатор": "governor",
        "Мост закрыла ФАС.": "The bridge was closed.",
        "ФАС закрыла мост.": "The bridge was closed.",
    }
    translator = make_translator(lambda source, options: table[source], glossary=path, repair=False)
    table["ФАС"] = "FAS"
    first, second = translator.translate(["Губернатор закрыл мост.", "Мост закрыла ФАС."])
    assert (first.hypothesis, dict(first.flags)) == ("The head of the region closed the bridge.", {})
    assert (second.hypothesis, dict(second.flags)) == ("The bridge was closed.", {"glossary": 1})
    assert [name for name, _ in translator.signature.options] == ["repair", "glossary"]


def test_a_changed_glossary_changes_the_signature_but_not_the_memory(make_translator, path, tmp_path):
    memory = tmp_path / "memory.sqlite"
    plain = make_translator(memory=memory)
    plain.translate(["Мост закрыт."])
    first = make_translator(memory=memory, glossary=path)
    first.translate(["Мост закрыт."])
    assert first.engine.decoded == []
    path.write_text(ROWS + "мост\tspan\n", encoding="utf-8")
    second = make_translator(memory=memory, glossary=path)
    assert len({t.signature.digest() for t in (plain, first, second)}) == 3


def test_the_built_in_terms_are_sound():
    terms = news_terms()
    assert len(terms) >= 400
    assert len({term.words for term in terms}) == len(terms)
    for term in terms:
        assert re.search("[а-яё]", term.russian, re.IGNORECASE) and re.search("[A-Za-z]", term.english), term
        assert not re.search("[а-яё]", " ".join((term.english, *term.others)), re.IGNORECASE), term
        assert all(other.strip() == other != "" for other in term.others), term
        assert term.english not in term.others, term


@pytest.mark.parametrize(
    ("source", "hypothesis", "alone", "expected"),
    [
        ("В Госдуме обсудили закон.", "The law was discussed in the Gosduma.", {"Госдума": "Gosduma"}, "State Duma"),
        ("Сбиты два беспилотника.", "Two bespilotniks shot down.", {"беспилотник": "bespilotnik"}, "drone"),
        ("Сбиты беспилотники.", "Bespilotniki shot down.", {"беспилотник": "bespilotniki"}, "Drones"),
        ("Генпрокуратура опровергла.", "The Genprokuratura denied.", {}, "Prosecutor General's Office"),
    ],
)
def test_a_built_in_term_takes_the_place_of_its_rendering(source, hypothesis, alone, expected):
    found = with_news_terms(Glossary(())).find(source)
    text, flags = enforce(found, hypothesis, lambda term: [alone[term]] if term in alone else [])
    assert expected in text and flags == ()


@pytest.mark.parametrize("said", ["Defence Ministry", "Ministry of Defense", "MoD"])
def test_another_good_rendering_stands(said):
    hypothesis = f"The {said} denied it."
    found = with_news_terms(Glossary(())).find("В Минобороны это опровергли.")
    assert [term.russian for term in found] == ["Минобороны"]
    assert enforce(found, hypothesis, lambda term: ["Minoborony"]) == (hypothesis, ())


def test_a_built_in_term_with_no_place_is_not_flagged():
    found = with_news_terms(Glossary(())).find("В Минобороны это опровергли.")
    assert enforce(found, "They denied it.", lambda term: ["Minoborony"]) == ("They denied it.", ())


def test_the_users_terms_go_before_the_built_in_ones(tmp_path):
    path = tmp_path / "glossary.tsv"
    path.write_text("Госдума\tlower house\n", encoding="utf-8")
    (term,) = with_news_terms(read_glossary(path)).find("Депутаты Госдумы")
    assert (term.english, term.required) == ("lower house", True)


def test_the_built_in_terms_can_be_left_out(make_translator):
    def translate(source, options):
        return "Gosduma" if source == "Госдума" else "The Gosduma met."

    assert make_translator(translate).translate(["Госдума собралась."])[0].hypothesis == "The State Duma met."
    without = make_translator(translate, news_terms=False)
    assert without.translate(["Госдума собралась."])[0].hypothesis == "The Gosduma met."
    assert without.signature.options == (("news_terms", "False"),)


def test_a_number_after_a_hyphen_is_no_part_of_a_term():
    text = "Критика «Северного потока-2» и «Су-35»."
    assert {t.english: w for t, w in with_news_terms(Glossary(())).find(text).items()} == {
        "Nord Stream": "Северного потока"
    }


@pytest.mark.parametrize(
    ("hypothesis", "expected"),
    [
        ("She was accused of bogoulation.", "She was accused of blasphemy."),
        ("Bogoulity is punished.", "Blasphemy is punished."),
        ("The law of Bogoulin is strict.", "The law of Bogoulin is strict."),  # a name
        ("The bogeyman was accused.", "The bogeyman was accused."),  # a word
        ("It is begroulation.", "It is begroulation."),  # begins otherwise
    ],
)
def test_a_made_up_word_that_begins_as_the_rendering_does_gives_way(hypothesis, expected):
    found = with_news_terms(Glossary(())).find("Её обвинили в богохульстве.")
    assert enforce(found, hypothesis, lambda term: ["bogoulate"])[0] == expected
