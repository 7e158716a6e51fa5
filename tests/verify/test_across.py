"""English sentences held against a Russian source: evidence, and what is said of each thing changed."""

import pytest

from summarize import check

SOURCE = (
    "В порту Риги ночью сгорел склад с мебелью. "
    "По данным полиции, огонь повредил четыре соседних здания. "
    "Министр транспорта Янис Берзиньш не подтвердил, что проводка была старой. "
    "Хозяйка склада Илзе Калниня якобы застраховала товар на 2,5 млн евро в мае 2023 года. "
    "Движение поездов возобновили в пятницу. "
    "Вечером город Лиепая отправил на помощь 70 пожарных."
)
SENTENCES = SOURCE.split(". ")


def only(summary, source=SOURCE):
    (sentence,) = check(source, summary).sentences
    return sentence


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("A furniture warehouse burned down in the port during the night.", 0),
        ("According to the police, the fire damaged four neighbouring buildings.", 1),
        ("Transport minister Janis Berzins did not confirm that the wiring was old.", 2),
        ("Warehouse owner Ilze Kalnina allegedly insured the goods for 2.5 million euros in May 2023.", 3),
        ("Train traffic resumed on Friday.", 4),
        ("In the evening the city of Liepaja sent 70 firefighters to help.", 5),
    ],
)
def test_a_faithful_sentence_rests_on_what_it_says(sentence, place):
    report = only(sentence)
    assert report.mismatches == ()
    assert report.supported
    first = report.evidence[0]
    assert first.text.rstrip(".") == SENTENCES[place].rstrip(".")
    assert SOURCE[slice(*first.span)] == first.text
    assert 0.25 < first.score <= 1


@pytest.mark.parametrize(
    ("sentence", "kind", "target"),
    [
        ("The fire damaged nine neighbouring buildings, according to the police.", "number", "nine"),
        ("In the evening the city of Ventspils sent 70 firefighters to help.", "name", "Ventspils"),
        ("Transport minister Janis Berzins confirmed that the wiring was old.", "negation", None),
        ("Train traffic did not resume on Friday.", "negation", "not"),
        ("Train traffic resumed on Sunday.", "date", "Sunday"),
        ("The fire damaged four neighbouring buildings.", "attribution", None),
        ("According to the mayor, train traffic resumed on Friday.", "attribution", "According to"),
        ("Warehouse owner Ilze Kalnina insured the goods for 2.5 million euros in May 2023.", "hedge", None),
        ("Train traffic allegedly resumed on Friday.", "hedge", "allegedly"),
        ("Warehouse owner Ilze Kalnina allegedly insured the goods for 2.5 million dollars.", "money",
         "2.5 million dollars"),
    ],
)  # fmt: skip
def test_one_thing_changed(sentence, kind, target):
    report = only(sentence)
    assert not report.supported
    assert [(m.kind, m.target_text) for m in report.mismatches] == [(kind, target)]
    for mismatch in report.mismatches:
        if mismatch.target_span:
            assert sentence[slice(*mismatch.target_span)] == mismatch.target_text
        if mismatch.source_span:
            assert SOURCE[slice(*mismatch.source_span)] == mismatch.source_text


def test_a_figure_or_name_from_another_sentence_is_told():
    report = only("According to the police, the fire damaged 70 neighbouring buildings.")
    assert [(m.kind, m.source_text, m.target_text) for m in report.mismatches] == [("number", "четыре", "70")]
    report = only("In the evening the city of Riga sent 70 firefighters to help.")
    assert [(m.kind, m.source_text, m.target_text) for m in report.mismatches] == [("name", "Лиепая", "Riga")]


def test_words_from_nowhere_make_a_sentence_unsupported():
    report = only("Scientists discovered an unknown species of butterfly in the mountains during a long expedition.")
    assert not report.supported
    assert report.score < 0.14


def test_what_a_shorter_sentence_leaves_out_is_not_lost():
    assert only("Furniture burned in the port.").supported


def test_an_english_source_and_a_russian_sentence():
    source = "A warehouse burned down in Riga. The minister did not confirm the damage. Trains run again since Friday."
    report = only("Министр не подтвердил ущерб.", source)
    assert report.supported and report.evidence[0].text == "The minister did not confirm the damage."
    assert [m.kind for m in only("Министр подтвердил ущерб.", source).mismatches] == ["negation"]
    assert [m.kind for m in only("Склад сгорел в Лиепае.", source).mismatches] == ["name"]


@pytest.mark.parametrize("source", ["Да.", "«»", "1 2 3 тысяч", "а " * 3000, "А\x00Б \ud800"])
def test_odd_sources_do_no_harm(source):
    report = check(source, "The minister resigned on Friday in Riga after 12 years.")
    assert not report.supported


def test_a_wrong_figure_is_shown_with_the_right_one():
    (mismatch,) = only("According to the police, the fire damaged five neighbouring buildings.").mismatches
    assert mismatch.message == "The summary says “five”, the source “четыре”."
    assert SOURCE[slice(*mismatch.source_span)] == "четыре"


def test_the_opposite_of_what_the_source_says():
    source = "Цены на нефть выросли на рынке в Лондоне. Аналитики ждали другого."
    assert check(source, "Oil prices rose on the London market.").supported
    (mismatch,) = check(source, "Oil prices fell on the London market.").sentences[0].mismatches
    assert (mismatch.kind, mismatch.target_text) == ("negation", "fell")
    source = "Суд в Омске признал бывшего директора завода виновным в краже денег. Он просил о пощаде."
    assert check(source, "A court in Omsk found the former director of the plant guilty of stealing money.").supported
    assert not check(
        source, "A court in Omsk found the former director of the plant innocent of stealing money."
    ).supported


SAID = (
    "Сильный снег шёл в Перми всю ночь. "
    "Почти все автобусы вышли на линию с опозданием, сообщили в мэрии города. "
    "Некоторые школы закрыли до понедельника. "
    "Уборка улиц может занять три дня, сказал инженер Олег Носов."
)


@pytest.mark.parametrize(
    ("faithful", "changed", "kind", "target"),
    [
        ("Some schools were closed until Monday.", "All schools were closed until Monday.", "negation", "All"),
        ("Nearly all buses left late, the city hall of the city said.",
         "Nearly all buses left late, doctors of the city said.", "attribution", "doctors"),
        ("Cleaning may take three days.", "The operation will last about three whole days, according to Nosov.",
         "hedge", "will"),
        ("Street cleaning may take three days, the engineer said.",
         "Street cleaning may take three days, the lawyer said.", "attribution", "the lawyer"),
    ],
)  # fmt: skip
def test_how_many_who_says_it_and_how_surely(faithful, changed, kind, target):
    assert [(m.kind, m.target_text) for m in only(faithful, SAID).mismatches] == []
    assert only(faithful, SAID).supported
    report = only(changed, SAID)
    assert (kind, target) in [(m.kind, m.target_text) for m in report.mismatches]
    assert not report.supported


def test_a_pronoun_or_a_saying_without_a_speaker_is_no_other_speaker():
    for sentence in (
        "Street cleaning may take three days, he said.",
        "According to reports, some schools were closed.",
    ):
        assert "attribution" not in [m.kind for m in only(sentence, SAID).mismatches]


def test_an_idiom_counts_nothing():
    assert only("After all, some schools were closed until Monday.", SAID).supported
