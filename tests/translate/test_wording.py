"""Words that small checkpoints do not know are given to them in others, in the same form; other senses stay."""

import pytest

from translate.source.wording import reworded


@pytest.mark.parametrize(
    ("source", "given"),
    [
        ("Заболели 12 человек, в т.ч. 2 ребенка.", "Заболели 12 человек, в том числе 2 ребенка."),
        ("Выделено 2 млрд, в т. ч. из бюджета.", "Выделено 2 млрд, в том числе из бюджета."),
        ("За действующего главу города голосовали.", "За нынешнего главу города голосовали."),
        ("Он не раз говорил.", "Он неоднократно говорил."),
        ("Аэропорт работает в штатном режиме.", "Аэропорт работает в обычном режиме."),
        ("Лоукостеры бастуют.", "Бюджетные авиакомпании проводят забастовку."),
        ("Пилоты лоукостера бастовали.", "Пилоты бюджетной авиакомпании проводили забастовку."),
        ("Начислили пеню.", "Начислили штраф."),
        ("Путин назначил Белоусова и.о. премьера.", "Путин назначил Белоусова исполняющим обязанности премьера."),
        ("И.о. премьера заболел.", "Исполняющий обязанности премьера заболел."),
        ("Возбуждено уголовное дело.", "Открыто уголовное дело."),
        ("Мэй решила отправить в отставку Джонсона.", "Мэй решила уволить Джонсона."),
        ("Он отправлен в отставку.", "Он уволен."),
        ("Во втором тайме забили.", "Во второй половине забили."),
        ("Крупнейший авиаперевозчик", "Крупнейшая авиакомпания"),
        ("Переговоры после Брекзита.", "Переговоры после Brexit."),
        ("Прививка БЦЖ.", "Прививка BCG."),
        ("Вологжанин пропал.", "Житель Вологды пропал."),
        ("Полуторачасовая беседа", "90-минутная беседа"),
    ],
)
def test_the_form_is_kept(source, given):
    assert reworded(source) == given
    assert reworded(given) == given


@pytest.mark.parametrize(
    "source",
    [
        "Вокруг воронки стояли люди.",  # no explosion: it may be a funnel
        "Он перекрыл кран.",
        "Посол встретился с Брексом.",
        "Нападающий Томич забил.",  # a surname
        "Штат Техас",
        "Суд раз не решил.",
        "",
    ],
)
def test_what_has_another_sense_stays(source):
    assert reworded(source) == source


def test_the_translator_gives_it_to_the_decoder_in_capitals_too(make_translator):
    seen = []
    translator = make_translator(lambda source, options: (seen.append(source), "Low-cost airlines strike.")[1])
    done = translator.translate(["ЛОУКОСТЕРЫ БАСТУЮТ ТРЕТИЙ ДЕНЬ"])[0]
    assert seen[0] == "Бюджетные авиакомпании проводят забастовку третий день"
    assert done.segments[0].source == "ЛОУКОСТЕРЫ БАСТУЮТ ТРЕТИЙ ДЕНЬ"
    seen.clear()
    plain = make_translator(lambda source, options: (seen.append(source), "They strike.")[1], news_terms=False)
    plain.translate(["Лоукостеры бастуют."])
    assert seen[0] == "Лоукостеры бастуют."
