"""Sentences of a translated document are chosen on what they were translated from."""

import pytest

from summarize import Summarizer, SummaryOptions
from summarize.originals import extract_originals
from svodka.errors import InputError

PAIRS = [
    (
        "Министр финансов Орлов подписал указ о бюджете на 40 млрд рублей.",
        "Minister Orlov signed a budget decree of 40bn",
    ),
    ("Об этом сообщает ТАСС.", "This is reported by TASS."),
    (
        "Указ о бюджете вступит в силу в мае, бюджет утвердил парламент.",
        "The decree takes effect in May, parliament said.",
    ),
    ("По его словам, бюджет получат школы и больницы.", "According to him, schools and hospitals get it."),
    ("Погода в столице была тёплой и солнечной весь день.", "The weather in the capital was warm and sunny all day."),
    ("Фото: Иван Петров, агентство.", "Photo: Ivan Petrov, agency."),
    ("Кошка музея проспала открытие выставки цветов.", "The museum's cat slept through the flower show opening."),
    ("Рыбаки вернулись в порт с большим уловом трески.", "The fishermen returned to port with a big catch of cod."),
]


def document(pairs=PAIRS, trust=1.0):
    passages, parts, at = [], [], 0
    for russian, english in pairs:
        passages.append(((at, at + len(english)), russian, trust))
        parts.append(english)
        at += len(english) + 1
    return " ".join(parts), passages


def chosen(pairs=PAIRS, title="", length="short", doubtful=(), **given):
    text, passages = document(pairs, **given)
    summarizer = Summarizer("extractive", options=SummaryOptions(length=length))
    spans = [passages[i][0] for i in doubtful]
    (summary,) = summarizer.summarize([text], doubtful=[spans], originals=[passages], titles=[title])
    return [sentence.text for sentence in summary.sentences]


def test_a_lead_whose_full_stop_was_lost_is_still_the_lead_and_alone():
    taken = chosen(title="Орлов подписал указ о бюджете")
    assert taken[0] == PAIRS[0][1]
    text, _ = document()
    (plain,) = Summarizer("extractive", options=SummaryOptions(length="short")).summarize([text])
    assert PAIRS[0][1] not in [s.text for s in plain.sentences]  # on the English it is no sentence of its own


def test_the_lead_stays_though_its_wording_is_in_doubt():
    assert PAIRS[0][1] in chosen(title="Орлов подписал указ о бюджете", doubtful=[0])


def test_who_said_it_is_not_taken_alone():
    for length in ("short", "standard"):
        assert PAIRS[1][1] not in chosen(title="Указ о бюджете", length=length)
        assert PAIRS[5][1] not in chosen(title="Указ о бюджете", length=length)


def test_with_a_sentence_that_leans_comes_the_one_before():
    taken = chosen(title="Школы и больницы получат бюджет, указ", length="standard")
    assert PAIRS[3][1] not in taken or PAIRS[2][1] in taken


def test_the_figures_and_names_of_the_title_are_told():
    title = "Рыбаки Заозерска поймали треску"
    pairs = [*PAIRS, ("Рыбаки из города Заозерска ловят треску.", "The fishermen from Zaozersk catch cod.")]
    assert pairs[-1][1] in chosen(pairs, title=title)


def test_a_sentence_that_was_cut_is_one():
    pairs = [
        ("Министр подписал указ,", "The minister signed a decree,"),
        ("который ждали школы.", "which schools awaited."),
        *PAIRS[4:],
    ]
    taken = chosen(pairs, title="Министр подписал указ")
    assert "The minister signed a decree, which schools awaited." in taken


def test_no_document_can_lack_its_originals():
    with pytest.raises(InputError, match="originals has 1 entries for 2 documents"):
        Summarizer("extractive").summarize(["One.", "Two."], originals=[[]])


def test_an_empty_document_has_no_sentences():
    (summary,) = Summarizer("extractive").summarize([""], originals=[[]], titles=["Заголовок"])
    assert summary.sentences == ()


@pytest.mark.parametrize(
    ("original", "leaning"),
    [
        ("Позже его передали прокуратуре для проверки.", True),
        ("При этом они бюджет не утвердили.", True),
        ("Также, по данным полиции, ранены двое.", False),
        ("Премьер сказал, что он бюджет утвердит.", False),
        ("В этом году бюджет школ вырос.", False),
        ("В этом убедились все депутаты.", True),
        ("Reuters пишет, что они бюджет утвердили.", False),
    ],
)
def test_what_points_at_somebody_before_leans_on_the_sentence_before(original, leaning):
    text, passages = document([PAIRS[0], PAIRS[2], (original, "The one that is asked about.")])
    assert extract_originals(text, passages, "").leans[-1] is leaning


def test_what_leans_on_what_cannot_be_taken_is_worth_less_and_drags_nothing_along():
    """Before it stands a caption: it leans on that, not on the whole sentence before."""
    whole = [PAIRS[k] for k in (0, 2, 4, 6)]
    leaning = ("Этот бюджет утвердит министр.", "This budget will be approved by the minister.")
    scores = {}
    for cut in (PAIRS[5], PAIRS[7]):
        text, passages = document([*whole, cut, leaning])
        found = extract_originals(text, passages, "")
        scores[cut] = found.scores[-1]
        assert found.sentences[-1].text == leaning[1]
        assert found.leans[-1] is (cut == PAIRS[7])
    assert scores[PAIRS[7]] > 2 * scores[PAIRS[5]]
