"""A source whose object comes first, with its subject first; where the forms leave two readings it stays."""

import pytest

from translate.source.order import subject_first, verb_second


@pytest.mark.parametrize(
    ("source", "turned"),
    [
        ("Доклад подписал Нюнес.", "Нюнес подписал доклад."),
        ("Пакистан охватили массовые беспорядки.", "Массовые беспорядки охватили Пакистан."),
        ("Дэвису не нравится план премьера.", "План премьера не нравится Дэвису."),
        ("Новым послом назначен Иванов.", "Иванов назначен новым послом."),
        ("Премию за мир получил Обама.", "Обама получил премию за мир."),
        ("Забастовку объявили 14 пилотов.", "14 пилотов объявили забастовку."),
        ("Отца убил сын.", "Сын убил отца."),
        ("Компании принадлежит завод.", "Завод принадлежит компании."),
        ("Решение приняли депутаты, министры и сенаторы.", "Депутаты, министры и сенаторы приняли решение."),
        ("По его словам, победу одержала команда.", "По его словам, команда одержала победу."),
        (
            "Об этом на встрече в понедельник, 27 апреля, сообщил глава комиссии Давид Арахамия, передает УНИАН.",
            "Глава комиссии Давид Арахамия сообщил об этом на встрече в понедельник, 27 апреля, передает УНИАН.",
        ),
        (
            "Это заявление сделал вчера министр обороны, глава делегации.",
            "Министр обороны, глава делегации, сделал вчера это заявление.",
        ),
        ("Петицию подписали более 20 тыс. человек.", "Более 20 тыс. человек подписали петицию."),
        ("Избежать худшего позволили прививки.", "Прививки позволили избежать худшего."),
        ("К нашему Солнцу приблизится комета.", "Комета приблизится к нашему Солнцу."),
        ("Мы видели, что машину вёл полицейский.", "Мы видели, что полицейский вёл машину."),
        ("Девушка, которую играет Барбара Иден, поёт.", "Девушка, которую Барбара Иден играет, поёт."),
        ("Окно закрыли полностью автоматические шторы.", "Полностью автоматические шторы закрыли окно."),
    ],
)
def test_the_subject_comes_first(source, turned):
    assert subject_first(source) == turned


@pytest.mark.parametrize(
    "source",
    [
        "Пилоты объявили забастовку.",
        "Мать любит дочь.",  # either may be the subject
        "Города парализовали протесты.",
        "Картины Кирилла Миллера собирают толпы зрителей.",
        "ЦИК РФ утвердил текст бюллетеня.",
        "МВД России предлагает ужесточить закон.",
        "Его брат задержал полицию.",
        "План не нравится Дэвису.",
        "Вечером прошли переговоры.",
        "Год назад вышел фильм.",
        "Похороны актера и режиссера пройдут 15 марта в столице.",
        "Людям повышают налоги.",  # nobody is named who does it
        "Закон подписан президентом.",
        "Диабетиков мы не заставляем.",
        "Рядового армии США обвиняют в похищении нескольких тысяч документов.",
        "Ему потребовалась помощь.",  # English has the dative for its subject
        "Добровольцам инкриминировалась ст. 386 кодекса.",
        "До этого забастовку объявили пилоты, которые сообщили, что недовольны условиями.",  # too much behind it
        "США предупреждают свои компании.",
        "40,4% жителей не имеют занятости.",
        "Брэдшоу обнимает Марбо.",
        "Впереди меня шли четыре машины.",
        "Смирнову запрещен въезд.",  # Smirnov is banned
        "Кремером и Э. Маскиным предложена модель.",
        "Москва",
        "",
    ],
)
def test_what_the_forms_leave_open_stays(source):
    assert subject_first(source) is None


def engine(found):
    def answer(source, options):
        return found[source]

    return answer


SOURCE, TURNED = "Доклад подписал Нюнес.", "Нюнес подписал доклад."


def test_the_reading_with_the_subject_first_wins(make_translator):
    found = {SOURCE: "The report signed Nunes.", TURNED: "Nunes signed the report."}
    translator = make_translator(engine(found))
    (segment,) = translator.translate([SOURCE])[0].segments
    assert (segment.source, segment.hypothesis) == (SOURCE, "Nunes signed the report.")


def test_it_does_not_where_it_lost_something(make_translator):
    found = {SOURCE: "The report was signed by Nunes.", TURNED: "He."}
    (done,) = make_translator(engine(found)).translate([SOURCE])
    assert done.hypothesis == found[SOURCE]


def test_without_reranking_there_is_one_reading(make_translator):
    found = {SOURCE: "The report signed Nunes."}
    (done,) = make_translator(engine(found), rerank=False).translate([SOURCE])
    assert done.hypothesis == found[SOURCE]


@pytest.mark.parametrize(
    ("source", "turned"),
    [
        ("Если проект покинут немецкие компании, всё встанет.", "Если немецкие компании покинут проект, всё встанет."),
        ("Президента будут выбирать выборщики.", "Выборщики будут выбирать президента."),
        ("Терезу Мей сменит Борис Джонсон.", "Борис Джонсон сменит Терезу Мей."),
        ("Пост вместо ушедшего в отставку Петрова занял Хант.", "Хант занял пост вместо ушедшего в отставку Петрова."),
    ],
)
def test_forms_that_agree_with_one_of_two_only(source, turned):
    assert subject_first(source) == turned


@pytest.mark.parametrize(
    ("source", "turned"),
    [
        ("В Брюсселе в среду состоялось обсуждение законов.", "Обсуждение законов состоялось в среду в Брюсселе."),
        ("От забастовки пострадают 55 тыс. человек.", "55 тыс. человек пострадают от забастовки."),
        ("В Пакистане освобождена обвиненная христианка.", "Обвиненная христианка освобождена в Пакистане."),
        ("Ранее из-за ссоры в отставку ушел министр.", "Ранее министр ушел в отставку из-за ссоры."),
        ("На решение повлияли меры экономии.", "Меры экономии повлияли на решение."),
        ("Доклад подписал Нюнес.", "Нюнес подписал доклад."),
    ],
)
def test_a_place_or_a_cause_goes_behind_the_verb_as_a_second_reading(source, turned):
    assert verb_second(source) == turned


@pytest.mark.parametrize(
    "source",
    [
        "У нас есть дом.",
        "В него вошли более 300 человек.",
        "Даже в тюрьмах не прекращается торговля.",
        "Обсуждение состоялось в Брюсселе.",
        "В Москве снег.",
        "Состоялось обсуждение.",
        "Из районов эвакуировали 214 человек.",  # nobody is named who does it
        "В декабре город был в ста километрах от провинции Фуцзянь.",
    ],
)
def test_what_is_had_or_pointed_out_stays(source):
    assert verb_second(source) is None


@pytest.mark.parametrize(("other", "kept"), [("The law was discussed in Brussels.", True), ("He.", False)])
def test_the_second_reading_has_to_be_worth_no_less(make_translator, other, kept):
    source, second = "В Брюсселе обсуждался закон.", "Закон обсуждался в Брюсселе."
    found = {source: "The Brussels law discussed.", second: other}
    (done,) = make_translator(engine(found)).translate([source])
    assert done.hypothesis == (other if kept else found[source])
