"""Ukrainian places: the Russian and the Ukrainian spelling agree with either English one, and with no other place."""

import pytest

from svodka.facts import compare, ledger
from svodka.verify import check

# Russian, Ukrainian, two English spellings.
PLACES = """
Киев|Київ|Kyiv|Kiev
Харьков|Харків|Kharkiv|Kharkov
Львов|Львів|Lviv|Lvov
Одесса|Одеса|Odesa|Odessa
Днепр|Дніпро|Dnipro|Dnepr
Николаев|Миколаїв|Mykolaiv|Nikolaev
Чернигов|Чернігів|Chernihiv|Chernigov
Ровно|Рівне|Rivne|Rovno
Луцк|Луцьк|Lutsk|Lutsk
Тернополь|Тернопіль|Ternopil|Ternopol
Ивано-Франковск|Івано-Франківськ|Ivano-Frankivsk|Ivano-Frankovsk
Хмельницкий|Хмельницький|Khmelnytskyi|Khmelnitsky
Винница|Вінниця|Vinnytsia|Vinnitsa
Житомир|Житомир|Zhytomyr|Zhitomir
Черкассы|Черкаси|Cherkasy|Cherkassy
Кропивницкий|Кропивницький|Kropyvnytskyi|Kirovograd
Полтава|Полтава|Poltava|Poltava
Сумы|Суми|Sumy|Sumy
Черновцы|Чернівці|Chernivtsi|Chernovtsy
Ужгород|Ужгород|Uzhhorod|Uzhgorod
Херсон|Херсон|Kherson|Kherson
Запорожье|Запоріжжя|Zaporizhzhia|Zaporozhye
Донецк|Донецьк|Donetsk|Donetsk
Луганск|Луганськ|Luhansk|Lugansk
Симферополь|Сімферополь|Simferopol|Simferopol
Севастополь|Севастополь|Sevastopol|Sevastopol
Бахмут|Бахмут|Bakhmut|Artyomovsk
Мариуполь|Маріуполь|Mariupol|Mariupol
Славянск|Слов'янськ|Sloviansk|Slavyansk
Северодонецк|Сєвєродонецьк|Sievierodonetsk|Severodonetsk
Лисичанск|Лисичанськ|Lysychansk|Lisichansk
Авдеевка|Авдіївка|Avdiivka|Avdeevka
Угледар|Вугледар|Vuhledar|Ugledar
Часов Яр|Часів Яр|Chasiv Yar|Chasov Yar
Кривой Рог|Кривий Ріг|Kryvyi Rih|Krivoy Rog
Белая Церковь|Біла Церква|Bila Tserkva|Belaya Tserkov
Изюм|Ізюм|Izium|Izyum
Горловка|Горлівка|Horlivka|Gorlovka
Купянск|Куп'янськ|Kupiansk|Kupyansk
Марьинка|Мар'їнка|Marinka|Maryinka
Кременчуг|Кременчук|Kremenchuk|Kremenchug
Чернобыль|Чорнобиль|Chornobyl|Chernobyl
Энергодар|Енергодар|Enerhodar|Energodar
Ирпень|Ірпінь|Irpin|Irpen
Гостомель|Гостомель|Hostomel|Gostomel
Волчанск|Вовчанськ|Vovchansk|Volchansk
Бердянск|Бердянськ|Berdiansk|Berdyansk
Попасная|Попасна|Popasna|Popasnaya
Кременная|Кремінна|Kreminna|Kremennaya
Покровск|Покровськ|Pokrovsk|Pokrovsk
"""
ROWS = [line.split("|") for line in PLACES.strip().splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[2])
def test_either_spelling_agrees_with_either(row):
    russian, ukrainian, *english = row
    sources = [f"Взрывы прогремели в городе {place} в среду." for place in (russian, ukrainian)]
    for source in sources:
        for place in english:
            report = f"Explosions were heard in the city of {place} on Wednesday."
            assert [m for m in compare(ledger(source, "ru"), ledger(report, "en")) if m.kind == "name"] == []
            assert check(source, report).supported
            assert check(report, report.replace(place, english[0])).supported
        wrong = "Explosions were heard in the city of Wroclaw on Wednesday."
        assert [m.kind for m in compare(ledger(source, "ru"), ledger(wrong, "en")) if m.direction == "unsupported"] == [
            "name"
        ]
        assert not check(source, wrong).supported


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        (
            "Взрывы прогремели под Харьковом и в Харьковской области.",
            "Explosions were heard near Kharkiv and in the Kharkov region.",
        ),
        ("Вибухи пролунали у Львові та в Одесі.", "Explosions were heard in Lviv and Odesa."),
        ("Бои идут у Часова Яра и под Кривым Рогом.", "Fighting is under way near Chasiv Yar and Kryvyi Rih."),
        ("Мэр Белой Церкви приехал в Ивано-Франковск.", "The mayor of Bila Tserkva came to Ivano-Frankivsk."),
        ("Игорь Николаев и Анна Николаева живут в Ростове.", "Igor Nikolaev and Anna Nikolaeva live in Rostov."),
    ],
)
def test_cases_adjectives_and_namesakes(russian, english):
    assert [m.message for m in compare(ledger(russian, "ru"), ledger(english, "en")) if m.kind == "name"] == []
