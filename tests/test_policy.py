"""What the policy does with a sentence that the source does not bear out."""

from dataclasses import replace

import pytest
from support.briefs import TRANSLATE, translation

import svodka.policy
import svodka.verify.checking
from summarize.types import Summary, SummarySentence
from svodka import NewsItem, Pipeline, PipelineOptions
from svodka.facts import Mismatch
from svodka.policy import in_doubt, judge, judge_headline, left_out
from svodka.provenance import overlapping
from svodka.signature import Signature
from svodka.text import within
from svodka.verify import Evidence
from svodka.verify.entailment import Limit
from translate.types import Flag

PAIRS = [
    ("Паром «Заря» вышел из порта в среду.", "The ferry Zarya left port on Wednesday."),
    ("На борту было 40 пассажиров.", "There were 40 passengers on board."),
]


def test_sentences_are_checked_in_one_question_and_a_replacement_in_another(monkeypatch):
    asked = []
    real = svodka.verify.checking.check
    monkeypatch.setattr(
        "svodka.verify.check",
        lambda source, text, **given: (asked.append((source.isascii(), text)), real(source, text, **given))[1],
        raising=False,
    )
    told = [SummarySentence("There were 90 passengers on board.", ()), SummarySentence(PAIRS[0][1], ())]
    sentences, notes = judge(translation(PAIRS), told, "repair")
    assert [(s.text, s.replaced, s.supported) for s in sentences] == [
        (PAIRS[1][1], told[0].text, True), (PAIRS[0][1], None, True),
    ]  # fmt: skip
    assert len(notes) == 1 and "gave way" in notes[0]
    english = [text for english, text in asked if english]
    assert english == [f"{told[0].text}\n\n{told[1].text}", PAIRS[1][1]]
    assert len(asked) - len(english) == 1  # the one that is no translated segment, against its Russian evidence


def test_sentences_asked_together_are_told_what_each_is_told_alone():
    whole = translation(PAIRS)
    texts = [
        "There were 90 passengers on board. It left. On Wednesday", "the ferry Zarya left port\nin June", "",
        "  90 left.",
        PAIRS[0][1],
    ]  # fmt: skip
    told = [SummarySentence(text, ()) for text in texts]
    together, _ = judge(whole, told, "flag")
    alone = [judge(whole, [sentence], "flag")[0][0] for sentence in told]
    assert together == tuple(alone)
    assert any(texts[0][slice(*m.target_span)] == "90" for m in together[0].mismatches)
    assert any(texts[3][slice(*m.target_span)] == "90" for m in together[3].mismatches)


class Scorer:
    """Finds what one text says likelier than all else."""

    def __init__(self, told):
        self.told, self.asked = told, []

    def score(self, pairs):
        self.asked += pairs
        return [-5.0 if source and text == self.told else -30.0 for source, text in pairs]

    def fits(self, source, sentence):
        return True


NAMES = [("Франция попросила Германию о помощи в среду.", "On Wednesday France asked Germany for help.")]


def test_a_sentence_in_new_words_is_held_against_its_rivals_and_a_translated_one_is_not():
    scorer = Scorer("France asked Germany for help on Wednesday.")
    told = [SummarySentence("Germany asked France for help on Wednesday.", ())]
    (wrong,), _ = judge(translation(NAMES), told, "flag", scorer)
    found = [m for m in wrong.mismatches if m.target_text == "Germany asked France"]
    assert [m.kind for m in found] == ["role"] and scorer.asked and not wrong.supported
    scorer = Scorer(NAMES[0][1])
    (right,), _ = judge(translation(NAMES), [SummarySentence(NAMES[0][1], ())], "flag", scorer)
    assert right.supported and scorer.asked == []


WRONG = [
    ("По данным полиции, паром «Заря» не вышел из порта.", "The ferry Zarya left port."),
    ("Капитан якобы получил взятку от владельца порта.", "The captain took a bribe from the owner of the port."),
    ("На борту было 40 пассажиров из города.", "There were 40 passengers from the town on board."),
]


def test_what_the_translation_lost_is_seen_through_it():
    told = [SummarySentence(english, ()) for _, english in WRONG]
    sentences, _ = judge(translation(WRONG), told, "flag")
    assert [s.supported for s in sentences] == [False, False, True]
    assert [[m.kind for m in s.mismatches] for s in sentences] == [
        ["negation", "attribution"], ["hedge"], [],
    ]  # fmt: skip
    assert judge(translation(WRONG), told, "repair")[1] == (
        "2 sentences were dropped: the source does not bear out what the summarizer wrote.",
    )


def test_the_evidence_of_a_sentence_taken_from_the_document_is_its_own_segment():
    pairs = [
        ("Суд отложил слушание до мая.", "The court postponed the hearing until May."),
        ("Суд отложил слушание до мая, сообщил адвокат.", "The court postponed the hearing until May, a lawyer said."),
    ]
    document = translation(pairs)
    for index, (russian, english) in enumerate(pairs):
        own = Evidence(english, document.segments[index].hypothesis_span, 1.0)
        (sentence,), _ = judge(document, [SummarySentence(english, (own,))], "flag")
        assert [link.source for link in sentence.evidence] == [russian]


def test_the_evidence_that_a_sentence_was_written_from_stays_its_evidence_and_stands_in_for_it():
    """Another segment has the words of the sentence, too, and the check would take that one."""
    pairs = [
        ("Паром «Заря» вышел из порта в среду вечером.", "The ferry Zarya left port on Wednesday evening."),
        ("На борту было 40 пассажиров.", "There were 40 passengers on board."),
        ("Паром вышел из порта, на борту было 40 пассажиров.", "The ferry left port with 40 passengers on board."),
    ]
    document = translation(pairs)
    given = tuple(Evidence(s.hypothesis, s.hypothesis_span, 1.0) for s in document.segments[:2])
    (sentence,), _ = judge(document, [SummarySentence("The ferry left port with 40 on board.", given)], "flag")
    assert [link.segment for link in sentence.evidence] == [0, 1]
    wrong = SummarySentence("The ferry left port with 90 passengers on board.", given)
    ((replacement,), notes) = judge(document, [wrong], "repair")
    assert (replacement.text, replacement.replaced) == (pairs[0][1], wrong.text) and "gave way" in notes[0]


VISIT = [("Паром «Заря» выйдет из порта завтра.", "The ferry Zarya will leave port tomorrow.")]


class Told:
    """A translator and a summarizer that say what they were given."""

    notices, signature = (), TRANSLATE
    headline = pairs = VISIT

    def __init__(self, sentence):
        self.sentence = sentence

    def translate_documents(self, documents):
        return [(translation(self.headline), translation(self.pairs)) for _ in documents]

    translate = None

    def summarize(self, texts, **_):
        return [Summary((SummarySentence(self.sentence),), "short", "seq2seq", 1, self.signature) for _ in texts]


@pytest.mark.parametrize("day", ["on March 6", "on Friday", "tomorrow"])
@pytest.mark.parametrize("published", ["2026-03-05T23:59:00+10:00", "2026-03-04", None])
def test_days_are_counted_from_that_of_the_item(day, published):
    told = Told(f"The ferry Zarya will leave port {day}.")
    item = NewsItem("1", "", VISIT[0][0], published=published)
    (brief,) = Pipeline(PipelineOptions(facts="flag"), translator=told, summarizer=told).brief([item])
    (sentence,) = brief.sentences
    right = day == "tomorrow" or (published or "").startswith("2026-03-05")
    assert sentence.supported is right, [m.message for m in sentence.mismatches]


HEADLINE = [("В Омске сгорел склад", "Warehouse burns in Omsk")]
LEAD = (
    "Пожар на 300 метрах потушили 5 мая, сообщил Иван Кленов.",
    "The fire on 300 metres was put out on May 5, said Ivan Klenov.",
)


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        (f"Warehouse burns in Omsk. {LEAD[1]}", ()),
        ("Warehouse burns in Omsk. The fire was put out on May 5, said Ivan Klenov.", ("300 metres",)),
        ("Warehouse burns in Omsk. The fire on 300 metres was put out, said Klenov.", ("May 5",)),
        ("Warehouse burns. Nothing is known of the 300 metres on May 5.", ("Omsk", "Ivan Klenov")),
    ],
)
def test_who_and_how_many_and_when_are_told_or_said_to_be_left_out(told, missing):
    document = translation([("Фото редакции", "Photo of the desk"), LEAD, ("Жертв 7.", "There are 7 victims.")])
    assert left_out(translation(HEADLINE), document, told) == missing


def test_how_sure_and_how_it_is_said_is_not_what_is_left_out():
    lead = ("Пожар якобы потушили 5 мая, сообщила полиция: «Жертв нет».",
            "The fire was allegedly put out on May 5, police said: “There are no victims.”")  # fmt: skip
    assert left_out(translation(HEADLINE), translation([lead]), "Warehouse burns in Omsk. Fire put out May 5.") == ()


def test_what_the_translation_lost_too_is_named_in_russian():
    document = translation([(LEAD[0], "The fire was put out.")])
    assert set(left_out(translation(HEADLINE), document, "Warehouse burns in Omsk. The fire was put out.")) == {
        "300 метрах", "5 мая", "Иван Кленов",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "facts", "said"),
    [
        ("Nobody knows more than that.", "flag", True),
        ("Nobody knows more than that.", "off", False),
        (LEAD[1], "flag", False),
    ],
)
def test_the_brief_says_it_where_its_notes_stand(sentence, facts, said):
    told = Told(sentence)
    told.headline, told.pairs = HEADLINE, [LEAD]
    (brief,) = Pipeline(PipelineOptions(facts=facts), translator=told, summarizer=told).brief(
        [NewsItem("1", *(text for text, _ in (*HEADLINE, LEAD)))]
    )
    found = [note for note in brief.notes if note.startswith("Of headline and lead this brief leaves out: ")]
    assert len(found) == said
    for note in found:
        assert note.endswith("300 metres, May 5, Ivan Klenov.")
        assert note in brief.to_text() and note in brief.to_markdown() and note in brief.to_dict()["notes"]


FLAG = Flag("doubtful", "unlikely")
THREE = [("Раз.", "One."), ("Два.", "Two."), ("Три.", "Three.")]


@pytest.mark.parametrize("n", range(3))
def test_in_doubt_is_what_has_a_flag_or_does_not_say_what_its_source_says(n):
    document = translation(THREE)
    segment = document.segments[n]
    lost = Mismatch("negation", "lost", "", segment.source, segment.source_span)
    new = Mismatch("number", "unsupported", "", None, None, segment.hypothesis, segment.hypothesis_span)
    assert in_doubt(document, ()) == []
    assert in_doubt(translation(THREE, {n: FLAG}), ()) == [segment.hypothesis_span]
    assert in_doubt(document, [lost]) == in_doubt(document, [new]) == [segment.hypothesis_span]
    for kind in ("name", "quote"):  # how a translator writes them is no reason to leave a sentence out
        assert in_doubt(document, [replace(lost, kind=kind), replace(new, kind=kind)]) == []


def test_what_is_in_doubt_of_a_long_document_is_found_in_a_pass(monkeypatch):
    document = translation([(f"Паром {n} ушёл.", f"Ferry {n} left.") for n in range(200)])
    checks = [Mismatch("negation", "lost", "", s.source, s.source_span) for s in document.segments[::2]]
    start, end = document.segments[50].source_span
    checks += [Mismatch("negation", "lost", "", "", (start + 1, end + 5)), Mismatch("negation", "lost", "")]
    asked = []
    monkeypatch.setattr(svodka.policy, "within", lambda span, whole: asked.append(span) or within(span, whole))
    assert in_doubt(document, checks) == [segment.hypothesis_span for segment in document.segments[::2]]
    assert len(asked) <= len(checks)


def test_a_replacement_is_no_sentence_that_the_brief_has():
    ferry, aboard = PAIRS[0][1], PAIRS[1][1]
    wrong = [SummarySentence(f"There were {n} passengers on board.") for n in (90, 70)]
    for told in ([*wrong, SummarySentence(ferry)], [SummarySentence(ferry), *wrong]):
        sentences, notes = judge(translation(PAIRS), told, "repair")
        texts = [sentence.text for sentence in sentences]
        assert sorted(texts) == sorted({ferry, aboard})
        assert notes == (
            "1 sentence gave way to its evidence: the source does not bear out what the summarizer wrote.",
            "1 sentence was dropped: the source does not bear out what the summarizer wrote.",
        )
    assert judge(translation(PAIRS), [wrong[0], SummarySentence(aboard)], "repair")[0][0].text == aboard
    assert len(judge(translation(PAIRS), [wrong[0], SummarySentence(aboard)], "repair")[0]) == 1


def test_a_headline_gives_way_where_the_source_does_not_bear_it_out():
    document, usual = translation(PAIRS), "Ferry leaves port"
    right, wrong = SummarySentence(PAIRS[1][1]), SummarySentence("There were 90 passengers on board.")
    for policy in ("repair", "flag", "strict"):
        assert judge_headline(document, None, usual, policy) == (usual, ())
        assert judge_headline(document, right, usual, policy) == (right.text, ())
        text, (note,) = judge_headline(document, wrong, usual, policy)
        assert text == usual and note.startswith("The summarizer's headline gave way to the translated one:")
    assert judge_headline(document, wrong, usual, "off") == (wrong.text, ())


def test_a_strict_policy_replaces_nothing():
    told = [SummarySentence("There were 90 passengers on board.")]
    for policy in ("flag", "strict"):
        (sentence,), notes = judge(translation(PAIRS), told, policy)
        assert (sentence.text, sentence.supported, sentence.replaced, notes) == (told[0].text, False, None, ())


def test_a_span_is_linked_to_the_segments_with_which_it_shares_a_character():
    document = translation([("Раз.", "One."), None, ("Два.", "Two."), ("Три.", "Three.")])
    assert document.hypothesis == "One.\n\nTwo. Three."
    spans = {
        (0, 4): [0],
        (3, 7): [0, 1],
        (4, 6): [],
        (5, 7): [1],
        (5, 6): [],
        (9, 10): [1],
        (10, 11): [],
        (0, 17): [0, 1, 2],
    }
    assert {span: overlapping(document, span) for span in spans} == spans


class Reader:
    """A judge to which one sentence is unlikely."""

    limit = Limit(0.5, 0.0, 0.0)
    signature = Signature("svodka/judge", "0" * 40)

    def __init__(self, doubted):
        self.doubted, self.asked = doubted, []

    def probabilities(self, pairs):
        self.asked.append([claim for _, claim in pairs])
        return [0.1 if claim == self.doubted else 0.9 for _, claim in pairs]


@pytest.fixture
def reader(monkeypatch):
    found = Reader("Forty passengers sailed on Wednesday.")
    for place in ("checking", "entailment.shipped"):
        monkeypatch.setattr(f"svodka.verify.{place}.shipped_judge", lambda: found)
    return found


def test_what_the_summarizer_wrote_itself_the_judge_reads_and_what_it_took_over_not(reader):
    taken, own = PAIRS[0][1], "On board there were 40 passengers."
    evidence = (Evidence(taken, (0, len(taken)), 1.0),)
    told = [SummarySentence(taken, evidence), SummarySentence(own), SummarySentence(reader.doubted)]
    sentences, _ = judge(translation(PAIRS), told, "flag")
    assert [sentence.supported for sentence in sentences] == [True, True, False]
    assert reader.asked[0] == [own, reader.doubted] and taken not in {text for asked in reader.asked for text in asked}
    sentences, notes = judge(translation(PAIRS), told, "repair")
    assert [s.replaced for s in sentences] == [None, None, reader.doubted] and len(notes) == 1
    assert sentences[-1].text in {english for _, english in PAIRS}


def test_what_disagrees_no_judge_lets_pass_and_off_asks_nobody(reader):
    wrong = SummarySentence("There were not 40 passengers on board a ferry that left.")
    (sentence,), _ = judge(translation(PAIRS), [wrong], "flag")
    assert sentence.mismatches and not sentence.supported and reader.asked
    reader.asked.clear()
    judge(translation(PAIRS), [wrong], "off")
    assert reader.asked == []
