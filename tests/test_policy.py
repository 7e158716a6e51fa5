"""What the policy does with a sentence that the source does not bear out."""

from support.briefs import translation

import summarize.checking
from summarize.types import SummarySentence
from svodka.policy import judge

PAIRS = [
    ("Паром «Заря» вышел из порта в среду.", "The ferry Zarya left port on Wednesday."),
    ("На борту было 40 пассажиров.", "There were 40 passengers on board."),
]


def test_a_sentence_is_checked_once_and_its_replacement_once(monkeypatch):
    asked = []
    real = summarize.checking.check
    monkeypatch.setattr(
        "summarize.check", lambda source, text: (asked.append(text), real(source, text))[1], raising=False
    )
    told = [SummarySentence("There were 90 passengers on board.", ()), SummarySentence(PAIRS[0][1], ())]
    sentences, notes = judge(translation(PAIRS), told, "repair")
    assert [(s.text, s.replaced, s.supported) for s in sentences] == [
        (PAIRS[1][1], told[0].text, True), (PAIRS[0][1], None, True),
    ]  # fmt: skip
    assert len(notes) == 1 and "gave way" in notes[0]
    assert asked == [told[0].text, told[1].text, PAIRS[1][1]]
