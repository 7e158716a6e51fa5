"""What entries find: words in every form, phrases, names in every form and spelling; any, all and not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.readers import NewsItem
from svodka.text.morphology import forms
from svodka.watch import Watcher, WatchList, watcher
from svodka.watch.places import Places


def found(entry: str, text: str) -> bool:
    return Watcher([WatchList("x", any=(entry,))]).match([text]) == [("x",)]


FOUND = [
    ("санкция", "Против банков ввели санкции."),
    ("санкций", "новая санкция"),
    ("Санкции", "под санкциями"),
    ("ёлка", "новогодние елки"),
    ("замок", "старый за\u0301мок"),
    ("сбить", "сбитый беспилотник"),
    ("министр", "премьер-министра"),
    ("Центральный банк", "ставка Центрального банка"),
    ("Центральный банк", "Центральному\nбанку"),
    ("Северный поток", "по «Северному потоку — 2»"),
    ("Нью-Йорк", "в Нью-Йорке"),
    ("МИД", "в МИДе сообщили"),
    ("G7", "страны G7"),
    ("Орёл", "в городе Орле"),
    ("Ясенев", "сообщил губернатору Ясеневу"),
    ("Ясенев", "рядом с Ясеневым"),
    ("Ясенева", "указ Ясенева"),
    ("Олег Ясенев", "встретился с Олегом Петровичем Ясеневым"),
    ("Олег Ясенев", "О. П. Ясенев заявил"),
    ("Олег Ясенев", "подписано: Ясеневым О. П."),
    ("Олег Петрович Ясенев", "губернатора Олега Ясенева"),
    ("США", "власти Соединённых Штатов"),
    ("США", "в Америке"),
    ("Китай", "в Китае"),
    ("Киев", "Talks in Kiev"),
    ("Киев", "Talks in Kyiv"),
    ("Зеленский", "President Zelenskyy said"),
    ("Газпром", "shares of Gazprom fell"),
    ("Шойгу", "Shoigu said"),
    ("Zelensky", "слова Зеленского"),
    ("Zelenskyy", "Zelensky said"),
    ("Putin", "с Путиным"),
    ("Vladimir Putin", "встреча с Владимиром Путиным"),
    ("Vladimir Putin", "указ В. В. Путина"),
    ("Trump", "слова Трампа"),
    ("Khusnullin", "у Хуснуллина"),
    ("Gazprom", "акции «Газпрома»"),
    ("Moscow", "в Москве"),
    ("China", "в Китае"),
    ("Germany", "в Германии"),
    ("German", "немецкий канцлер"),
    ("United States", "власти США"),
    ("European Union", "ЕС ввёл пошлины"),
    ("Kyiv", "в Киеве"),
    ("sanctions", "ввели санкции"),
    ("gas price", "цены на газ выросли"),
    ("price of gas", "цены на газ выросли"),
    ("supreme court", "Верховный суд отменил"),
    ("strike", "The workers struck on Monday"),
    ("city", "three cities"),
    ("Russia's economy", "the economies: Russia’s economies"),
]
NOT_FOUND = [
    ("Путин", "путина закончилась"),
    ("Орёл", "орёл взлетел"),
    ("МИД", "мидии"),
    ("газ", "газета"),
    ("Россия", "российский рынок"),
    ("Germany", "немецкий канцлер"),
    ("Владимир Путин", "Приехал Владимир. Путин остался"),
    ("Владимир Путин", "Путин заявил"),
    ("Центральный банк", "Район центральный. Банк закрыт"),
    ("Центральный банк", "центральный\n\nбанк"),
    ("Олег Ясенев", "Олег сказал, что ясенев лист"),
    ("Siluanov", "Симонова"),
    ("Belousov", "Белова"),
    ("Putin", "Путилов"),
    ("Trump", "Трамплин"),
    ("Zelensky", "Залесский"),
    ("Orlov", "орлы летят"),
    ("contract", "the contractor"),
    ("international", "The internet"),
    ("gas price", "цены выросли вдвое. На заводе взорвался газ"),
    ("sanctions", "санаторий"),
    ("нефть", ""),
]


@pytest.mark.parametrize(("entry", "text"), FOUND)
def test_an_entry_is_found(entry, text):
    assert found(entry, text)


@pytest.mark.parametrize(("entry", "text"), NOT_FOUND)
def test_what_is_another_word_is_not_found(entry, text):
    assert not found(entry, text)


NOUNS = ["санкция", "нефть", "беспилотник", "губернатор", "забастовка", "выборы", "зерно", "дочь", "время", "путь"]


@given(st.sampled_from(NOUNS), st.data())
def test_any_form_finds_any_other(noun, data):
    """A generator of the kind: whichever form the entry is in, and whichever the text."""
    every = sorted(forms(noun))
    entry, word = data.draw(st.sampled_from(every)), data.draw(st.sampled_from(every))
    assert found(entry, f"Вчера {word} тут.") and found(entry.upper(), f"«{word.title()}»")


def test_any_all_and_not_decide_over_the_whole_text():
    lists = [
        WatchList("any", any=("нефть", "газ")),
        WatchList("all", all=("суд", "приговор")),
        WatchList("both", any=("нефть", "газ"), all=("суд",)),
        WatchList("but", any=("нефть",), without=("футбол",)),
    ]
    texts = ["Цены на нефть.", "Суд огласил.\n\nПриговор по газу.", "Нефть и футболисты. Футбола не будет.", "Мост."]
    assert Watcher(lists).match(texts) == [("any", "but"), ("any", "all", "both"), ("any",), ()]


PIECES = [
    *("Путин", "Путиным", "putin", "Pутин", "Putin's", "США", "сша", "Соединённых Штатов", "Соединенными Штатами"),
    *("Саудовскую Аравию", "Саудовская", "Верховного\nсуда", "О. Ясеневу", "Олегом Ивановичем Ясеневым", "Ёлкина"),
    *("нефтью", "НЕФТИ", "не\u00adфть", "нефть_газ", "gas prices", "газовых цен", "Ї", "ы", ".", ".\n\n", "— «", "№5"),
]
BOTH = [
    *("Путин", "Putin", "США", "United States", "Саудовская Аравия", "Верховный суд", "Олег Ясенев", "Ёлкин"),
    *("нефть", "oil", "gas price"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from([" ", "", "\u00a0", ", "]))
def test_a_text_in_eight_bits_and_one_that_is_not_match_the_same(pieces, between):
    """A sign that eight bits do not hold has the words looked for in the text itself."""
    text = between.join(pieces)
    lists = [WatchList(entry, any=(entry,)) for entry in BOTH]
    assert Watcher(lists).match([text]) == Watcher(lists).match([f"\u2603 {text} \u2603"])


def test_what_a_text_matches_depends_on_nothing_beside_it():
    lists = [WatchList(entry, any=(entry,)) for entry in ("нефть", "Putin", "США", "Северный поток", "gas price")]
    texts = [text for _, text in (*FOUND, *NOT_FOUND)]
    together = Watcher(lists).match(texts)
    assert together == [Watcher(lists).match([text])[0] for text in texts]
    assert Watcher(lists).match(texts[::-1]) == together[::-1]
    assert any(together)


def test_items_are_marked_by_headline_and_text_and_keep_all_else():
    items = [NewsItem("1", "Нефть", "Дорожает.", notes=("n",)), NewsItem("2", "Мост", "Открыли.", matches=("old",))]
    marked = Watcher([WatchList("oil", any=("нефти",))]).marked(items)
    assert [item.matches for item in marked] == [("oil",), ()]
    assert (marked[0].notes, marked[0].content_hash()) == (("n",), items[0].content_hash())


class Asked(set):
    """A set that counts how often it is asked for a word."""

    asked = 0

    def __contains__(self, word):
        self.asked += 1
        return super().__contains__(word)


@pytest.mark.parametrize("letter", ["Щ", "W"])
def test_a_long_word_is_looked_up_as_often_as_a_short_one(letter):
    """Names of two words are looked for by what their first words begin with."""
    one = Watcher([WatchList("x", any=("Соединённые Штаты", "European Union", "Саудовская Аравия"))])
    asked = []
    for length in (40, 40_000):
        one._pairs = Asked(one._pairs)
        assert one.match([letter + letter.lower() * length]) == [()]
        asked.append(one._pairs.asked)
    assert asked[0] == asked[1] <= 20


WORD = "министр"
SECOND = ["нефть", "зерно", "дочь", "путь", "газ", "мост", "суд", "завод", "поезд", "школа", "река", "город"]


@pytest.mark.parametrize("times", [20, 40])
def test_entries_that_begin_alike_do_not_each_read_the_whole_text(times, monkeypatch):
    """A text full of the first word is gone through for each entry at the places of its second word alone."""
    entries = [f"{WORD} {word}" for word in SECOND]
    one = Watcher([WatchList(entry, any=(entry,)) for entry in entries])
    tried = []
    in_order = Places._in_order
    monkeypatch.setattr(
        Places, "_in_order", lambda at, *given, **more: tried.append(given) or in_order(at, *given, **more)
    )
    text = f"{WORD} " * times * len(SECOND) + " ".join(SECOND[1:]) + f" {WORD} {SECOND[0]}"
    assert one.match([text]) == [(f"{WORD} {SECOND[0]}", f"{WORD} {SECOND[1]}")]
    assert 2 <= len(tried) <= 8 * len(SECOND)


def test_of_entries_that_share_a_word_each_is_asked_for_at_its_own():
    one = Watcher([WatchList("x", any=tuple(f"{WORD} {word}" for word in SECOND))])
    assert max(map(len, one._together.values())) == 1


class Entry(str):
    """An entry that counts how often it is looked up."""

    looked_up = 0

    def __hash__(self):
        Entry.looked_up += 1
        return super().__hash__()


def test_a_text_with_nothing_in_it_costs_no_look_at_every_entry():
    entries = tuple(Entry(f"{noun} {number}") for number, noun in enumerate(NOUNS * 20))
    one = Watcher([WatchList("any", any=entries[:150]), WatchList("but", any=entries[150:], without=entries[:9])])
    Entry.looked_up = 0
    assert one.match(["Мост открыли вчера.", "Снег."]) == [(), ()] and Entry.looked_up == 0


def test_what_words_mean_is_forgotten_before_it_is_too_much(monkeypatch):
    monkeypatch.setattr(watcher, "_REMEMBERED", 50)
    one = Watcher([WatchList("oil", any=("нефть",))])
    letters = "абвгдежзиклмнопрстуфхцчшщэюя"
    for first in letters:
        assert one.match([" ".join(f"{first}{second}" for second in letters) + " нефть"]) == [("oil",)]
        assert sum(map(len, (one._passed, one._told, one._known, one._nothing))) < 50 + 3 * len(letters)


WORDS = ["Олег", "Петрович", "Ясенев", "О.", "газ", "цена", "цены на", "нефть.", "\n\n", "рынок"]


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_where_the_first_word_is_tried_loses_nothing(words):
    """Only places near the rarest word are tried: as if every place was."""
    entries = (
        "Олег Ясенев",
        "Ясенев Олег",
        "gas price",
        "oil market",
        "цена на газ",
        "газ цена",
        "Олег Петрович Ясенев",
    )
    text = " ".join(words)
    lists = [WatchList(entry, any=(entry,)) for entry in entries]
    found = Watcher(lists).match([text])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Places, "_starts", lambda places, slots: iter(places._where[slots[0]]))
        assert found == Watcher(lists).match([text])
