"""Checks and the repair ladder: which attempt is kept, what is flagged, how often it was tried."""

import pytest

from translate.checks import check

from .conftest import english

SOURCE = "В 2024 году завод выпустил 1,5 млн машин, сообщил директор."
GOOD = "In 2024 the plant made 1.5 million cars, the director said."


@pytest.mark.parametrize(
    ("source", "hypothesis", "kinds"),
    [
        (SOURCE, GOOD, []),
        (SOURCE, "", ["empty"]),
        (SOURCE, " . ", ["empty"]),
        (SOURCE, SOURCE, ["copied"]),
        (SOURCE, GOOD.replace("plant", "завод"), ["cyrillic"]),
        (SOURCE, GOOD.replace("plant", "pl\ufffdnt"), ["broken"]),
        (SOURCE, GOOD.replace("plant", "pl<0xD0>nt"), ["broken"]),
        (SOURCE, "\ufffd\ufffd <0xE2><0x80>", ["empty"]),
        (SOURCE, GOOD.replace("1.5", "15"), ["numbers"]),
        (SOURCE, GOOD.replace("million", "billion"), ["numbers"]),
        (SOURCE, GOOD.replace("In 2024 the", "The"), ["numbers"]),
        (SOURCE, GOOD + " the director said" * 3, ["loop"]),
        (SOURCE, GOOD + " no no no no", ["loop"]),
        (SOURCE, GOOD + " " + "ha" * 30, ["loop"]),
        (
            SOURCE,
            GOOD + " and then he left the room for lunch with the others of whom we know so little" * 2,
            ["length"],
        ),
        ("Суд отложил слушание этого громкого дела на долгий срок, сообщает агентство.", "Court.", ["length"]),
        (
            "Мэр, совет и суд спорят о мосте, о дороге, о школе и о рынке города",
            "The mayor of the city says, the mayor of the town says, the mayor of the place, the mayor of the port.",
            ["loop"],
        ),
        ("Нет, нет, нет и нет!", "No, no, no and no!", []),
        ("Ха-ха-ха-ха-ха", "Ha-ha-ha-ha-ha", []),
        ("Да.", "Yes.", []),
        ("ООН", "United Nations", []),
        ("Он пришёл, и она пришла, и они пришли.", "He came, and she came, and they came.", []),
    ],
)
def test_checks(source, hypothesis, kinds):
    assert [flag.kind for flag in check(source, hypothesis).flags] == kinds


def only(translator, text):
    (segment,) = translator.translate([text])[0].segments
    return segment


def test_a_good_hypothesis_is_decoded_once(make_translator):
    translator = make_translator(lambda source, options: GOOD)
    segment = only(translator, SOURCE)
    assert (segment.hypothesis, segment.attempts, segment.flags) == (GOOD, 1, ())
    assert len(translator.engine.calls) == 1


@pytest.mark.parametrize(
    ("rule", "attempts"),
    [
        (lambda source, options: GOOD if options.beam == 12 else "", 2),
        (lambda source, options: GOOD if options.no_repeat_ngram == 3 else GOOD + " and so" * 9, 3),
    ],
    ids=["other beam", "no repeats"],
)
def test_rungs(make_translator, rule, attempts):
    segment = only(make_translator(rule), SOURCE)
    assert (segment.hypothesis, segment.attempts, segment.flags) == (GOOD, attempts, ())


def test_greedy_is_repaired_with_a_beam(make_translator):
    segment = only(make_translator(lambda source, options: GOOD if options.beam == 4 else "", beam=1), SOURCE)
    assert (segment.hypothesis, segment.attempts) == (GOOD, 2)


def test_quotes_and_dashes_are_made_plain(make_translator):
    text = "мэр — «за» строительство моста"
    segment = only(make_translator(lambda source, options: english(source) if source[0] == "М" else ""), text)
    assert (segment.hypothesis, segment.attempts) == (english('Мэр - "за" строительство моста.'), 4)


def test_the_last_rung_translates_clause_by_clause(make_translator):
    text = "Первая часть предложения длинная, вторая часть предложения тоже длинная."
    translator = make_translator(lambda source, options: english(source) if len(source) < 45 else "oops " * 9)
    segment = only(translator, text)
    assert (segment.hypothesis, segment.flags) == (english(text), ())
    assert translator.engine.decoded[-2:] == [
        "Первая часть предложения длинная,",
        "вторая часть предложения тоже длинная.",
    ]


@pytest.mark.parametrize(("text", "parts"), [("Суд закрыл дело, он прав", True), ("Суд закрыл дело, он рад", False)])
def test_what_is_shorter_than_24_characters_is_not_cut(make_translator, text, parts):
    translator = make_translator(lambda source, options: "oops " * 9)
    only(translator, text)
    assert ("Суд закрыл дело," in translator.engine.decoded) is parts


def test_what_cannot_be_repaired_is_flagged_with_its_reason_and_counted(make_translator):
    translator = make_translator(lambda source, options: "The plant made 1.5 million cars, he said.")
    translation = translator.translate([SOURCE + "\n" + SOURCE])[0]
    assert translation.flags == {"numbers": 2}
    (flag,) = translation.segments[0].flags
    assert "2024" in flag.detail
    assert translation.segments[0].attempts == 4


def test_the_best_attempt_is_kept_not_the_last(make_translator):
    def rule(source, options):
        if options.beam == 12:
            return GOOD.replace("In 2024 the", "The")
        return "" if options.no_repeat_ngram else "loop " * 20

    segment = only(make_translator(rule), SOURCE)
    assert segment.hypothesis == GOOD.replace("In 2024 the", "The")
    assert [flag.kind for flag in segment.flags] == ["numbers"]


def test_repair_can_be_turned_off_and_the_defect_is_still_flagged(make_translator):
    translator = make_translator(lambda source, options: "", repair=False)
    segment = only(translator, SOURCE)
    assert ([flag.kind for flag in segment.flags], segment.attempts) == (["empty"], 1)
    assert translator.signature.options == (("repair", "False"),)


def test_only_failing_segments_are_tried_again(make_translator):
    translator = make_translator(lambda source, options: "" if "завод" in source else english(source))
    translator.translate(["Суд отложил дело. " + SOURCE])
    assert translator.engine.decoded.count("Суд отложил дело.") == 1


# Complaints against other tools: each once made a translation useless.


def test_white_space_does_not_become_a_sentence(make_translator):
    translator = make_translator(lambda source, options: "I don't know.")
    for text in ["", " ", "\n \t\n", "...", "—", ">", "!!!", "* * *", "№ 5", "\u200b"]:
        assert translator.translate([text])[0].hypothesis == text
    assert translator.engine.calls == []


def test_an_emoji_does_not_swallow_the_next_sentence(make_translator):
    translator = make_translator(lambda source, options: english(source))
    translation = translator.translate(["Пожар потушен 🔥 Жертв нет 🙏🏻"])[0]
    assert translation.hypothesis == f"{english('Пожар потушен')} 🔥 {english('Жертв нет')} 🙏🏻"
    assert "🔥" not in "".join(translator.engine.decoded)


def test_a_dateline_does_not_repeat_without_end(make_translator):
    text = "МОСКВА, 5 ноября — РИА Новости."

    def rule(source, options):
        return "MOSCOW, Nov 5 - RIA Novosti." if options.no_repeat_ngram else "MOSCOW, Nov 5 - " * 60

    segment = only(make_translator(rule), text)
    assert (segment.hypothesis, segment.flags) == ("MOSCOW, Nov 5 - RIA Novosti.", ())


def test_a_quotation_mark_of_mail_does_not_become_a_word(make_translator):
    translator = make_translator(lambda source, options: english(source))
    assert translator.translate(["> Суд отложил дело."])[0].hypothesis == "> " + english("Суд отложил дело.")
    assert translator.engine.decoded == ["Суд отложил дело."]


def test_capitals_are_recased_and_given_back(make_translator):
    translator = make_translator(lambda source, options: english(source), news_terms=False)
    translation = translator.translate(["МЧС: ПОЖАР В ТОМСКЕ ПОТУШЕН"])[0]
    assert translator.engine.decoded == ["МЧС: пожар в Томске потушен"]
    assert translation.hypothesis == english("МЧС: пожар в Томске потушен").upper()


def test_addresses_latin_sentences_and_code_pass_through(make_translator):
    translator = make_translator(lambda source, options: english(source))
    text = "Read more here.\nПишите: info@site.ru или https://site.ru/а?b=1!\n`код` 🇷🇺 #news 12:30\n"
    hypothesis = translator.translate([text])[0].hypothesis
    expected = "Read more here.\nA: info@site.ru B https://site.ru/а?b=1!\n`код` 🇷🇺 #news 12:30\n"
    assert hypothesis == expected.replace("A:", english("Пишите:")).replace("B", english("или"))
    assert translator.engine.decoded == ["Пишите:", "или"]
