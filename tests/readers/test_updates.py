"""A later report with other facts is no repeat, however much of it is word for word the same."""

import json
from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.counting import calls

from svodka.readers import ReadOptions, read
from svodka.readers.cleaning.datelines import dateline
from svodka.readers.duplicates import DuplicateFinder, Earlier
from svodka.readers.updates import comparison, sentences, wording
from svodka.readers.updates.comparison import is_update
from svodka.readers.updates.names import NameForms, same_name
from svodka.readers.updates.sentences import Text

TOWNS = ["Белозерске", "Лесном", "Казани", "Заречье", "Москве", "Ираке", "Иране", "Австрии", "Австралии"]
PEOPLE = ["Пётр Орлов", "Павел Орлов", "Иван Седов", "Анна Громова", "Ирина Громова", "Олег Стрижов"]
DAYS = ["понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье"]
MONTHS = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "ноября", "декабря"]
SAID = ["сообщила", "рассказала", "уточнила", "заявила"]

STORY = (
    "Власти закрыли движение по мосту через реку после паводка в {town}, {said} пресс-служба администрации. "
    "Погибли {dead} человек, ранены {hurt}. Суд {verdict} виновным подрядчика, который строил дамбу. "
    "Движение откроют {day} {month}, совещание проведут в {weekday}. "
    "Объезд организован через соседний посёлок, автобусы пойдут по временному расписанию. "
    "Работами руководит {person}, вода поднялась на {rise} метра. Уроки в школах отменили."
)
SLOTS = {
    "town": st.sampled_from(TOWNS), "dead": st.integers(2, 60).map(str), "hurt": st.integers(61, 400).map(str),
    "verdict": st.sampled_from(["признал", "не признал"]), "day": st.integers(1, 28).map(str),
    "month": st.sampled_from(MONTHS), "weekday": st.sampled_from(DAYS), "person": st.sampled_from(PEOPLE),
    "rise": st.sampled_from(["2,5", "3,7", "4,1"]),
}  # fmt: skip
FACTS = st.fixed_dictionaries(SLOTS)
quick = settings(deadline=None, max_examples=40)  # the dictionary loads within the first example


@st.composite
def changed(draw):
    """The facts of a story, and the same with one of them changed."""
    facts, slot = draw(FACTS), draw(st.sampled_from(sorted(SLOTS)))
    other = draw(SLOTS[slot].filter(lambda value: value != facts[slot]))
    return facts, facts | {slot: other}


def told(facts, said="сообщила"):
    return STORY.format(**facts, said=said)


@quick
@given(changed())
def test_one_fact_changed_is_an_update(facts):
    before, after = facts
    finder = DuplicateFinder()
    assert finder.earlier("a", told(before)) is None
    assert finder.earlier("b", told(after)) == Earlier("a", update=True)
    assert finder.original("c", told(after)) == "b"


@quick
@given(FACTS)
def test_two_figures_exchanged_are_an_update(facts):
    swapped = facts | {"dead": facts["hurt"], "hurt": facts["dead"]}
    assert is_update(told(facts), told(swapped))


DATELINES = [
    "",
    "МОСКВА, 1 дек — РИА Новости. ",
    "САНКТ-ПЕТЕРБУРГ, 14 апреля. /ТАСС/. ",
    "Москва. 3 марта. ИНТЕРФАКС - ",
]
LEADS = ["", "Как стало известно нашей редакции, ", "По сообщению РИА Новости, ", "Об этом пишут СМИ. "]
TAILS = [
    "", " Фото: архив.", "\nПодписывайтесь на наш канал в Telegram.", "\nЧитайте также: погода на выходные",
    "\nАвтор: Мария Лебедева", " Напомним, в прошлом году на этом месте сел на мель паром.", "\nПоделиться",
]  # fmt: skip


def punctuation(text, flat):
    return text.replace("ё", "е").replace("—", "-").replace(", ", ",  ").replace(". ", ".\n") if flat else text


@quick
@given(
    FACTS, st.sampled_from(DATELINES), st.sampled_from(LEADS), st.sampled_from(TAILS), st.sampled_from(SAID),
    st.booleans(), st.integers(0, 2),
)  # fmt: skip
def test_the_same_put_otherwise_is_a_repeat(facts, dateline, lead, tail, said, flat, cut):
    text = told(facts, said)
    sentences = text.split(". ")
    text = ". ".join(sentences[: len(sentences) - cut]).rstrip(".") + "."
    reprint = dateline + (lead + text[0].lower() + text[1:] if lead.endswith(", ") else lead + text) + tail
    reprint = punctuation(reprint, flat)
    assert not is_update(told(facts), reprint)
    finder = DuplicateFinder()
    finder.earlier("a", told(facts))
    found = finder.earlier("b", reprint)  # MinHash is a matter of chance where much of a short text was cut
    assert found == Earlier("a", update=False) or (found is None and cut > 0)


@quick
@given(FACTS, st.floats(0.4, 1.0))
def test_a_text_cut_off_anywhere_is_a_repeat(facts, share):
    words = told(facts).split()
    assert not is_update(told(facts), " ".join(words[: int(len(words) * share)]) + "...")


@quick
@given(FACTS, st.sampled_from(["2 декабря 2020", "36", "В мире", "Baza 5 ноября"]), st.integers(0, 6))
def test_line_breaks_lost_around_a_heading_are_a_repeat(facts, heading, place):
    sentences = told(facts).rstrip(".").split(". ")
    lines = [*(f"{s}." for s in sentences[:place]), heading, *(f"{s}." for s in sentences[place:])]
    assert not is_update("\n".join(lines), " ".join(lines))


@quick
@given(FACTS, st.permutations(range(7)))
def test_sentences_in_another_order_are_a_repeat(facts, order):
    sentences = told(facts).rstrip(".").split(". ")
    assert not is_update(told(facts), ". ".join(sentences[place] for place in order) + ".")


@quick
@given(FACTS, st.sampled_from([
    "Позднее мэрия опровергла это сообщение: мост закрывать не будут.", "Есть погибшие.", "Угрозы больше нет.",
    "Прокуратура начала проверку договора с подрядчиком.", "По данным МЧС, найдены ещё 5 человек.",
]), st.integers(0, 7))  # fmt: skip
def test_the_longer_of_two_is_kept_whichever_comes_first(facts, more, place):
    sentences = told(facts).rstrip(".").split(". ")
    longer = ". ".join([*sentences[:place], more.rstrip("."), *sentences[place:]]) + "."
    assert is_update(told(facts), longer)
    assert not is_update(longer, told(facts))


BASE = "Вечером в городе Лугавске {}. Об этом сообщила пресс-служба областной прокуратуры, уточнив подробности дела."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("суд признал мэра виновным", "суд оправдал мэра"), ("мэра арестовали", "мэра отпустили"),
        ("цены выросли на 3%", "цены упали на 3%"), ("закон приняли", "закон отклонили"),
        ("температура составит −35 градусов", "температура составит 35 градусов"),
        ("команда выиграла 3:2", "команда выиграла 2:3"), ("Иванов сменил Петрова", "Петров сменил Иванова"),
        ("сгорело 300 гектаров", "сгорело 300 акров"), ("сгорело 340 домов", "сгорело 340 квартир"),
        ("ставку подняли на 2 процентных пункта", "ставку подняли на 2%"), ("он мог уехать", "он не мог уехать"),
        ("мост откроют завтра", "мост откроют послезавтра"), ("мост откроют утром", "мост откроют вечером"),
        ("в прошлом году открыли завод", "в следующем году открыли завод"), ("мэр жив", "мэр погиб"),
        ("«Спартак» победил «Зенит»", "«Зенит» победил «Спартак»"), ("пожар в школе №5", "пожар в школе №7"),
        ("поезд идёт с севера", "поезд идёт с юга"), ("договор № 0045-12 подписан", "договор № 0046-12 подписан"),
        ("около половины домов без света", "около трети домов без света"), ("рейс SU-1234 сел", "рейс SU-1235 сел"),
        ("мэр подтвердил отставку", "мэр опроверг отставку"), ("угрозы обрушения нет", "угроза обрушения есть"),
        ("стоимость 1,2 млн рублей", "стоимость 1,2 млрд рублей"), ("стоимость 100 рублей", "стоимость 100 долларов"),
        ("не исключают взрыв", "исключают взрыв"), ("пожар локализован", "пожар потушен"),
    ],
)  # fmt: skip
def test_contradictions_either_way(before, after):
    assert is_update(BASE.format(before), BASE.format(after))
    assert is_update(BASE.format(after), BASE.format(before))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("власти закрыли мост", "администрация закрыла мост"), ("погибли двое", "погибли 2 человека"),
        ("стоимость 1,2 млн рублей", "стоимость 1 200 000 рублей"), ("сообщил мэр", "рассказал мэр"),
        ("цены выросли на 3%", "цены выросли на 3 процента"), ("президент РФ приехал", "президент России приехал"),
        ("Путин приехал", "Владимир Путин приехал"), ("Пётр Орлов ушёл", "П. Орлов ушёл"),
        ("сгорел дом", "сгорело здание"), ("мост откроют 14 апреля", "мост откроют 14 апреля 2025 года"),
        ("пишет РБК", "пишет «Коммерсантъ»"),
    ],
)  # fmt: skip
def test_other_words_for_the_same(before, after):
    assert not is_update(BASE.format(before) + " Путин — президент.", BASE.format(after) + " Путин — президент.")


def rows(tmp_path, *facts, dates=()):
    path = tmp_path / "n.jsonl"
    made = [{"id": str(n), "title": "Паводок", "text": told(fact)} for n, fact in enumerate(facts)]
    for row, date in zip(made, dates, strict=False):
        row["date"] = date
    path.write_text("\n".join(map(json.dumps, made)))
    return [str(path)]


FIRST = {"town": "Казани", "dead": "2", "hurt": "90", "verdict": "признал", "day": "5", "month": "мая",
         "weekday": "среду", "person": "Иван Седов", "rise": "2,5"}  # fmt: skip


@pytest.mark.parametrize("mode", ["mark", "drop"])
def test_an_update_is_kept_and_says_what_it_updates(tmp_path, mode):
    inputs = rows(tmp_path, FIRST, FIRST | {"dead": "34"}, FIRST | {"dead": "40"})
    found = list(read(inputs, ReadOptions(duplicates=mode)))
    assert [(item.id, item.updates, item.duplicate_of) for item in found] == [
        ("0", None, None), ("1", "0", None), ("2", "1", None),
    ]  # fmt: skip
    assert [item.updates for item in read(inputs, ReadOptions(duplicates="keep"))] == [None] * 3


def test_an_older_report_updates_none(tmp_path):
    inputs = rows(tmp_path, FIRST | {"dead": "34"}, FIRST, dates=["2025-04-15", "2025-04-14"])
    assert [item.updates for item in read(inputs, ReadOptions())] == [None, None]
    same_day = rows(tmp_path, FIRST | {"dead": "34"}, FIRST, dates=["2025-04-15T08:00:00Z", "2025-04-15"])
    assert [item.updates for item in read(same_day, ReadOptions())] == [None, "0"]


def test_facts_are_compared_with_the_most_alike_alone(monkeypatch):
    """A daily bulletin is like every other of the year: each is not held against all."""
    asked = []
    monkeypatch.setattr("svodka.readers.updates.comparison.is_update", lambda *texts: asked.append(texts) or True)
    finder = DuplicateFinder()
    for day in range(60):
        finder.earlier(str(day), told(FIRST | {"dead": str(day)}))
    assert len(asked) <= 8 * 60


def test_datelines_without_end_are_each_read_once(monkeypatch):
    """What is looked at for a dateline grows as the line does, though each begins where the last one ended."""
    looked_at = []
    monkeypatch.setattr(sentences, "dateline", lambda line: looked_at.append(len(line)) or dateline(line))
    read = []
    for times in (200, 400):
        looked_at.clear()
        text = Text("МОСКВА, 28 авг - РИА Новости. " * times + "Паром пустили.", cleaned=True)
        assert [sentence.text for sentence in text.sentences] == ["Паром пустили."]
        read.append(sum(looked_at))
    assert read[1] <= 2.1 * read[0]


class Looked:
    """An expression that counts what it is held against."""

    def __init__(self, expression):
        self.expression, self.at = expression, Counter()

    def match(self, text):
        self.at[text] += 1
        return self.expression.match(text)


def test_what_a_sentence_says_is_looked_up_once_however_many_it_is_held_against(monkeypatch):
    """A series of reports, each held against up to eight earlier ones."""
    background, none = Looked(wording._BACKGROUND), Looked(wording._NONE)
    monkeypatch.setattr(wording, "_BACKGROUND", background)
    monkeypatch.setattr(wording, "_NONE", none)
    read = Counter()
    monkeypatch.setattr(comparison, "Text", lambda text, **more: read.update([text]) or Text(text, **more))
    for kept in (comparison._earlier, comparison._later, wording._told):
        kept.cache_clear()
    finder = DuplicateFinder()
    facts = dict.fromkeys([*SLOTS, "said"], "Казани")
    news = [f"Бригада номер {n} везёт щебень." for n in range(7)]
    for n, sentence in enumerate(news):
        story = STORY.format_map(facts | {"dead": n + 2, "verdict": "признал" if n % 2 else "не признал"})
        found = finder.earlier(str(n), f"{sentence} {story}")
        assert found is None if n == 0 else found.update
    assert set(read.values()) == {1, 2}, "as a later text, and then as an earlier one"
    assert max(background.at[sentence.strip(".")] for sentence in news) == 1
    assert all(wording.contradict(["осужден"], [other, "вчера"]) for other in ("оправдан", "оправдали", "оправдана"))
    assert none.at["осужден"] == none.at["вчера"] == 1


WORDS = ["".join(letters) for letters in product("бвгджзклмнпрст", "ао", "бвгджзклмнпрст", "а", "бвгд")]
OTHERS = [word.replace("а", "у") + "й" for word in WORDS]


def a_word_each(count):
    return [*WORDS[:count]], [*OTHERS[:count]]


def calls_of_a_page(count):
    return [f"Читайте также {word}" for word in WORDS[:count]], [f"Смотрите {word}" for word in OTHERS[:count]]


def common_words(count):
    return [f"Читайте {word} здесь" for word in WORDS[:count]], [f"Смотрите здесь {word}" for word in OTHERS[:count]]


def names_in_another_form(count):
    names, said = [word.capitalize() for word in WORDS], [f"{word} приехал туда сам" for word in OTHERS[:count]]
    return [*said, " ".join(names[:count])], [f"{line} {name}у" for line, name in zip(said, names, strict=False)]


@pytest.mark.parametrize("lines", [a_word_each, calls_of_a_page, common_words, names_in_another_form])
def test_no_sentence_is_held_against_every_one_of_the_other_text(lines):
    """Two long texts share a beginning, and then each says much that the other does not."""
    seen = []
    for count in (150, 300):
        earlier, later = ("\n".join([STORY.format_map(FIRST | {"said": "сообщила"}), *part]) for part in lines(count))
        for _ in range(2):  # the first time words are looked up
            comparison._earlier.cache_clear()
            comparison._later.cache_clear()
            made = calls(is_update, earlier, later)
        seen.append(made)
    assert seen[1] <= 2.2 * seen[0]


def test_forms_of_a_name_are_found_among_many_as_between_two():
    beginnings, ends = "иван пет ли петр павел павл москв орел орл а и сш", "а у ом ов ова ек ка ок ец ца иями ская"
    words = sorted(
        {one + end for one in beginnings.split() for end in ["", *ends.split()]} | {"америке", "англия", "англии"}
    )
    forms = NameForms(words)
    for word in words:
        assert forms.of(word) == [place for place, other in enumerate(words) if same_name(word, other)]
        assert all(NameForms([other]).has(word) == same_name(word, other) for other in words)


def test_a_sentence_is_paired_by_half_its_words_where_no_three_stand_together():
    earlier = Text("Паром ушёл. Мост закрыли вчера. Мост снова закрыли, сообщили вчера власти. Да.")
    (sentence,) = Text("Закрыт вчера мост.").sentences
    assert comparison._counterparts(sentence, earlier, frozenset()) == [2]
    assert comparison._counterparts(Text("Ушёл поезд.").sentences[0], earlier, frozenset()) == [0]
    assert comparison._counterparts(Text("Поезд уже стоит.").sentences[0], earlier, frozenset()) == []
    assert earlier.begins(("мост", "закрыли")) and not earlier.begins(("закрыли",))
    assert not earlier.begins(("мост", "закрыли", "в"))
