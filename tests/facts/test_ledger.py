"""Ledgers of Russian and English texts, and what is said when they disagree."""

import pytest

from svodka.errors import FactsError
from svodka.facts import compare, ledger

RUSSIAN = (
    "По данным МВД, в Москве задержали Ивана Петрова, который якобы украл 5 млн рублей. "
    "«Я этого не делал», — заявил он журналистам."
)
ENGLISH = (
    "According to the Interior Ministry, Ivan Petrov, who allegedly stole 5 million rubles, was detained in Moscow. "
    "“I did not do it,” he told journalists."
)


def kinds(text, lang, *wanted):
    return [(f.kind, f.text, f.value) for f in ledger(text, lang).of(*wanted)]


def test_names_are_the_same_in_both_languages_where_the_table_knows_them():
    assert kinds("Владимир Путин прилетел из Минска в США", "ru", "name") == [
        ("name", "Владимир Путин", "владимир путин"), ("name", "Минска", "Minsk"), ("name", "США", "US"),
    ]  # fmt: skip
    assert kinds("Vladimir Putin flew from Minsk to the United States", "en", "name") == [
        ("name", "Vladimir Putin", "vladimir putin"), ("name", "Minsk", "Minsk"), ("name", "United States", "US"),
    ]  # fmt: skip


def test_titles_weekdays_and_first_words_are_no_part_of_a_name():
    text = "On Monday President Anna Lind met Mr. Bo Ek. The talks went on."
    assert [fact.text for fact in ledger(text, "en").of("name")] == ["Anna Lind", "Bo Ek"]


@pytest.mark.parametrize(
    ("text", "lang", "kind", "words"),
    [
        ("He allegedly fled and may return.", "en", "hedge", ["allegedly", "may"]),
        ("It opens in May and on 5 May.", "en", "hedge", []),
        ("Он якобы бежал и, возможно, вернётся.", "ru", "hedge", ["якобы", "возможно"]),
        ("Кремль не исключил переговоров.", "ru", "hedge", ["не исключил"]),
        ("According to police, nobody was hurt.", "en", "attribution", ["According to"]),
        ("По словам врача, он здоров.", "ru", "attribution", ["По словам"]),
        ("He didn't come and never called.", "en", "negation", ["didn't", "never"]),
        ("It was not only loud.", "en", "negation", []),
        ("Он не пришёл, его нет.", "ru", "negation", ["не", "нет"]),
        ("Кремль не исключил переговоров.", "ru", "negation", []),
        ("«Мы будем строить мост», — сказал мэр.", "ru", "quote", ["«Мы будем строить мост»"]),
    ],
)
def test_wording(text, lang, kind, words):
    assert [fact.text for fact in ledger(text, lang).of(kind) if fact.firm or kind != "negation"] == words


def test_a_faithful_translation_has_no_mismatch():
    assert compare(ledger(RUSSIAN, "ru"), ledger(ENGLISH, "en")) == ()


@pytest.mark.parametrize(
    ("old", "new", "kind", "direction"),
    [
        ("5 million", "6 million", "money", "unsupported"),
        ("rubles", "dollars", "money", "unsupported"),
        ("Ivan Petrov", "Sergei Sidorov", "name", "unsupported"),
        ("Moscow", "Minsk", "name", "unsupported"),
        ("Moscow", "the city", "name", "lost"),
        ("allegedly ", "", "hedge", "lost"),
        ("did not do", "did", "negation", "lost"),
    ],
)
def test_a_changed_translation_is_told(old, new, kind, direction):
    found = compare(ledger(RUSSIAN, "ru"), ledger(ENGLISH.replace(old, new), "en"))
    assert (kind, direction) in [(m.kind, m.direction) for m in found]


@pytest.mark.parametrize(
    ("source", "hypothesis", "lost"),
    [
        ("Паводок повредил мост через реку Ряжа.", "Flood damaged the bridge across the River.", ["Ряжа"]),
        ("Паводок повредил мост через реку Ряжа.", "Flood damaged the bridge across the Ryazha.", []),
        ("О школе поет хор Имбонги.", "The choir sings of the school.", ["Имбонги"]),
        # Words that are translated: known ones, and adjectives. The first word has its capital anyway.
        ("Решение приняло Управление юстиции.", "The Justice Department decided.", []),
        ("На хребтах Рудных гор лежит снег.", "There is snow on the Ore Mountains.", []),
        ("Об этом сообщила Госпогранслужба страны.", "The State Border Service reported this.", []),
        ("Я готов к контактам с Вами.", "I am ready for contacts with you.", []),
        ("Ранее Мэй пообещала уволить Джонсона.", "May had promised to resign.", ["Джонсона"]),
        ("Ряжа вышла из берегов.", "The river burst its banks.", []),
    ],
)
def test_a_name_that_is_no_word_has_to_show(source, hypothesis, lost):
    found = compare(ledger(source, "ru"), ledger(hypothesis, "en"))
    assert [m.source_text for m in found if m.direction == "lost"] == lost


def test_within_one_language():
    source = ledger("Mayor Olga Brandt said “we will build the bridge” on Friday.", "en")
    assert compare(source, ledger("Olga Brandt said “we will build the bridge” on Friday.", "en")) == ()
    found = compare(source, ledger("Anna Weiss said “we will burn the bridge” on Friday.", "en"))
    assert [(m.kind, m.direction, m.target_text or m.source_text) for m in found] == [
        ("name", "unsupported", "Anna Weiss"), ("name", "lost", "Olga Brandt"),
        ("quote", "unsupported", "“we will burn the bridge”"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "\x00", "\ud800 \udfff", "«««", "A" * 10000, "Ж " * 5000, "\n\n\n", "1 " * 3000])
def test_any_text_has_a_ledger_with_true_spans(text):
    for lang in ("ru", "en"):
        for fact in ledger(text, lang).facts:
            assert text[slice(*fact.span)] == fact.text


def test_another_language_is_refused():
    with pytest.raises(FactsError, match="'fr'"):
        ledger("Bonjour", "fr")


def test_may_with_a_capital_is_a_name_or_a_month():
    assert [f.text for f in ledger("May proposed it; Theresa May may resign in May.", "en").of("hedge")] == ["may"]
