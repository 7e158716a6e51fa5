"""The truth value of a statement: each with a faithful English that agrees, and its opposite that does not."""

import pytest

from svodka.facts import compare, ledger
from svodka.facts.stance.polarity import negations
from svodka.verify import check

PAIRS = [
    ("Автобус едва не упал в реку.", "The bus nearly fell into the river.", "The bus fell into the river."),
    ("Автобус едва не упал в реку.", "The bus almost fell into the river.", "The bus fell into the river."),
    ("Мост чуть не рухнул.", "The bridge almost collapsed.", "The bridge collapsed."),
    ("Мост чуть было не рухнул.", "The bridge came close to collapsing.", "The bridge collapsed."),
    (
        "Директор не мог не знать о трещине в опоре.",
        "The director must have known about the crack in the support.",
        "The director did not know about the crack in the support.",
    ),
    (
        "Директор не мог не знать о трещине в опоре.",
        "The director could not have been unaware of the crack in the support.",
        "The director could not have known about the crack in the support.",
    ),
    (
        "Нельзя не отметить работу врачей.",
        "One cannot but note the work of the doctors.",
        "One should not note the work of the doctors.",
    ),
    (
        "Нельзя не отметить работу врачей.",
        "The work of the doctors must be noted.",
        "The work of the doctors must not be noted.",
    ),
    (
        "Власти не только закрыли мост, но и остановили паром.",
        "The authorities closed the bridge and stopped the ferry.",
        "The authorities did not close the bridge and did not stop the ferry.",
    ),
    (
        "Власти не только закрыли мост, но и остановили паром.",
        "The authorities not only closed the bridge but also stopped the ferry.",
        "The authorities did not close the bridge but stopped the ferry.",
    ),
    (
        "Депутат не согласился с решением мэра.",
        "The deputy disagreed with the mayor's decision.",
        "The deputy agreed with the mayor's decision.",
    ),
    (
        "Депутат не согласился с решением мэра.",
        "The deputy did not agree with the mayor's decision.",
        "The deputy agreed with the mayor's decision.",
    ),
    (
        "Мост вряд ли откроют весной.",
        "The bridge is unlikely to be opened in the spring.",
        "The bridge will be opened in the spring.",
    ),
    (
        "Мост вряд ли откроют весной.",
        "The bridge will hardly be opened in the spring.",
        "The bridge will probably be opened in the spring.",
    ),
    ("Мэр отказался закрыть мост.", "The mayor refused to close the bridge.", "The mayor agreed to close the bridge."),
    ("Мэр отказался от комментариев.", "The mayor declined to comment.", "The mayor commented."),
    (
        "Министерство опровергло гибель солдат.",
        "The ministry denied the death of the soldiers.",
        "The ministry confirmed the death of the soldiers.",
    ),
    (
        "Министерство опровергло сообщения о гибели солдат.",
        "The ministry refuted reports of the death of the soldiers.",
        "The ministry confirmed reports of the death of the soldiers.",
    ),
    (
        "Мэр не исключил закрытия моста.",
        "The mayor did not rule out closing the bridge.",
        "The mayor ruled out closing the bridge.",
    ),
    (
        "Решение приняли не без труда.",
        "The decision was made not without difficulty.",
        "The decision was made without difficulty.",
    ),
    ("Никто не пострадал при взрыве.", "No one was hurt in the explosion.", "Everyone was hurt in the explosion."),
    ("Никто из пассажиров не пострадал.", "None of the passengers was hurt.", "The passengers were hurt."),
    ("Дом остался без света.", "The house was left without light.", "The house has light."),
    ("Водитель избежал наказания.", "The driver escaped punishment.", "The driver was punished."),
    (
        "Водителю не удалось остановить автобус.",
        "The driver failed to stop the bus.",
        "The driver managed to stop the bus.",
    ),
    (
        "Завод перестал выпускать станки.",
        "The plant stopped producing machine tools.",
        "The plant produces machine tools.",
    ),
    ("Мэр не отрицал вины.", "The mayor did not deny his guilt.", "The mayor denied his guilt."),
    ("Мэр не отказался от поездки.", "The mayor did not refuse the trip.", "The mayor refused the trip."),
    (
        "Директор не смог не признать ошибку.",
        "The director could not help but admit the mistake.",
        "The director could not admit the mistake.",
    ),
    ("Мэр никогда не отказывал журналистам.", "The mayor never refused journalists.", "The mayor refused journalists."),
    (
        "Суд не согласился освободить депутата.",
        "The court refused to release the deputy.",
        "The court agreed to release the deputy.",
    ),
    (
        "Депутат опроверг, что встречался с послом.",
        "The deputy denied meeting the ambassador.",
        "The deputy met the ambassador.",
    ),
    ("Мост не закроют.", "The bridge will not be closed.", "The bridge will be closed."),
    ("Мост закроют.", "The bridge will be closed.", "The bridge will not be closed."),
    ("Мост упал.", "The bridge fell.", "The bridge nearly fell."),
    ("Мэр подтвердил отставку.", "The mayor confirmed the resignation.", "The mayor denied the resignation."),
    ("Мэр согласился уйти.", "The mayor agreed to leave.", "The mayor refused to leave."),
    (
        "Врач не перестал лечить больных.",
        "The doctor did not stop treating the patients.",
        "The doctor stopped treating the patients.",
    ),
    (
        "Самолёт чуть не разбился при посадке.",
        "The plane narrowly avoided crashing on landing.",
        "The plane crashed on landing.",
    ),
    ("Вряд ли кто-то выжил при пожаре.", "Hardly anyone survived the fire.", "Everyone survived the fire."),
    (
        "Депутат не мог не ответить на письмо.",
        "The deputy had to answer the letter.",
        "The deputy could not answer the letter.",
    ),
    ("Врачи не смогли спасти пациента.", "The doctors failed to save the patient.", "The doctors saved the patient."),
    (
        "Власти не сумели остановить пожар.",
        "The authorities were unable to stop the fire.",
        "The authorities were able to stop the fire.",
    ),
    ("Никто не видел водителя.", "Nobody saw the driver.", "Everybody saw the driver."),
    (
        "Ничего не известно о судьбе экипажа.",
        "Nothing is known about the fate of the crew.",
        "The fate of the crew is known.",
    ),
    (
        "Никогда ещё цены не росли так быстро.",
        "Never before have prices risen so fast.",
        "Prices have risen so fast before.",
    ),
    ("Нельзя исключать ошибку пилота.", "Pilot error cannot be ruled out.", "Pilot error is ruled out."),
    ("Компания отрицает вину.", "The company denies guilt.", "The company admits guilt."),
    ("Компания не отрицает вину.", "The company does not deny guilt.", "The company denies guilt."),
    ("Суд отказал адвокату.", "The court refused the lawyer.", "The court supported the lawyer."),
    ("Поезд едва не сошёл с рельсов.", "The train nearly derailed.", "The train derailed."),
    ("Поезд едва не сошёл с рельсов.", "The train almost went off the rails.", "The train went off the rails."),
    ("Пожар едва удалось потушить.", "The fire was barely put out.", "The fire was not put out."),
    (
        "Мэр не только не ушёл, но и получил премию.",
        "The mayor not only did not leave but received a bonus.",
        "The mayor left and received a bonus.",
    ),
    (
        "Не только взрослые, но и дети пострадали.",
        "Not only adults but also children were hurt.",
        "Adults and children were not hurt.",
    ),
    (
        "Он не без удовольствия принял подарок.",
        "He accepted the gift not without pleasure.",
        "He accepted the gift without pleasure.",
    ),
    ("Самолёт приземлился без пилота.", "The plane landed without a pilot.", "The plane landed with a pilot."),
    ("Дума не поддержала закон.", "The Duma did not support the law.", "The Duma supported the law."),
    ("Дума поддержала закон.", "The Duma supported the law.", "The Duma did not support the law."),
    ("Дума отклонила закон.", "The Duma rejected the law.", "The Duma passed the law."),
    (
        "Вряд ли суд освободит журналиста.",
        "The court is unlikely to release the journalist.",
        "The court will release the journalist.",
    ),
    (
        "Едва ли суд освободит журналиста.",
        "The court will hardly release the journalist.",
        "The court will release the journalist.",
    ),
    (
        "Минобороны опровергло потерю самолёта.",
        "The Defence Ministry denied losing a plane.",
        "The Defence Ministry confirmed losing a plane.",
    ),
    (
        "Пресс-секретарь не подтвердил отставку министра.",
        "The spokesman did not confirm the resignation of the minister.",
        "The spokesman confirmed the resignation of the minister.",
    ),
    (
        "Завод прекратил производство машин.",
        "The plant stopped production of cars.",
        "The plant continued production of cars.",
    ),
    ("Мэр избежал ареста.", "The mayor avoided arrest.", "The mayor was arrested."),
    ("Нет никого, кто бы не знал об аварии.", "Everyone knows about the accident.", "No one knows about the accident."),
    (
        "Нельзя не согласиться с министром.",
        "One cannot but agree with the minister.",
        "One cannot agree with the minister.",
    ),
    (
        "Директор не мог не видеть трещину.",
        "The director could not help seeing the crack.",
        "The director could not see the crack.",
    ),
    ("Автобус не упал в реку.", "The bus did not fall into the river.", "The bus fell into the river."),
    ("Он никому не сказал о письме.", "He told no one about the letter.", "He told everyone about the letter."),
    (
        "Президент не исключил встречи с министром.",
        "The president did not exclude a meeting with the minister.",
        "The president excluded a meeting with the minister.",
    ),
    ("Полиция не нашла оружия.", "Police found no weapons.", "Police found weapons."),
    ("Полиция нашла оружие.", "Police found weapons.", "Police found no weapons."),
    ("Он не перестаёт удивлять врачей.", "He never ceases to amaze doctors.", "He ceased to amaze doctors."),
    ("Закон не отменили.", "The law was not cancelled.", "The law was cancelled."),
    ("Закон отменили.", "The law was cancelled.", "The law was not cancelled."),
]


def mismatches(russian, english):
    return [m.message for m in compare(ledger(russian, "ru"), ledger(english, "en")) if m.kind == "negation"]


@pytest.mark.parametrize(("russian", "good", "wrong"), PAIRS)
def test_faithful_english_agrees_and_its_opposite_does_not(russian, good, wrong):
    assert mismatches(russian, good) == []
    assert mismatches(russian, wrong)
    assert check(russian, good, rivals=False).supported
    assert not check(russian, wrong, rivals=False).supported


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Он не мог не знать.", "ru", []),
        ("Власти не только закрыли мост, но и остановили паром.", "ru", []),
        ("Решение приняли не без труда.", "ru", []),
        ("Никто из них никогда не видел моря.", "ru", [("Никто из них никогда не", "not", True)]),
        ("Автобус едва не упал.", "ru", [("едва не", "nearly", False)]),
        ("Пожар едва потушили.", "ru", [("едва", "barely", False)]),
        ("Мэр не отрицал вины.", "ru", [("не отрицал", "reversed", True)]),
        ("Мэр отказался уйти.", "ru", [("отказался", "turned", False)]),
        ("He could not help laughing.", "en", []),
        ("He could not help the man.", "en", [("not", "not", True)]),
        ("She did not deny it.", "en", [("not deny", "reversed", True)]),
        (
            "The bus nearly fell, nearly 200 people were there.",
            "en",
            [("nearly", "nearly", False)],
        ),
        ("It failed to open.", "en", [("failed", "turned", False)]),
        ("It was not without risk.", "en", []),
    ],
)
def test_operators_are_put_together(text, lang, expected):
    assert [(text[slice(*n.span)], n.value, n.firm) for n in negations(text, lang)] == expected


def test_two_statements_of_one_document_keep_their_own_polarity():
    source = "Автобус едва не упал в реку. Водитель не пострадал."
    assert check(source, "The bus nearly fell into the river. The driver was not hurt.").supported
    assert [s.supported for s in check(source, "The bus fell into the river. The driver was not hurt.").sentences] == [
        False,
        True,
    ]
