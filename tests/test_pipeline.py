"""The chain on a trained test checkpoint: exact translations, evidence down to the Russian, the fact policies."""

import json
import subprocess
import sys

import pytest
from support.item import DOCUMENT, ENGLISH, HEADLINE, PARAGRAPHS, RAW, SENTENCES, TAIL

from summarize import Summarizer, SummaryOptions
from summarize.types import Summary, SummarySentence
from svodka import NewsItem, Pipeline, PipelineOptions
from svodka.errors import InputError, OptionError
from svodka.signature import Signature
from svodka.verify import Evidence
from translate import Translator


@pytest.fixture(scope="module")
def translator(marian_dir, tmp_path_factory):
    return Translator(str(marian_dir), cache_dir=tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def brief(translator):
    summarizer = Summarizer("extractive", options=SummaryOptions(length="short"))
    return Pipeline(translator=translator, summarizer=summarizer).brief([NewsItem.from_text(RAW)])[0]


class Invents:
    """A summarizer that writes what it is told, whatever the document says."""

    notices = ()
    signature = Signature("tests/invents")

    def __init__(self, *sentences):
        self.sentences = sentences

    def summarize(self, texts, doubtful=None, originals=None, titles=None, headlines=None):
        written = tuple(SummarySentence(s) for s in self.sentences)
        return [Summary(written, "short", "seq2seq", 1, self.signature) for _ in texts]


def brief_of(translator, policy, *sentences):
    pipeline = Pipeline(PipelineOptions(facts=policy), translator=translator, summarizer=Invents(*sentences))
    return pipeline.brief([NewsItem.from_text(RAW)])[0]


def test_body_and_headline_are_translated_exactly_and_the_tail_is_not(brief):
    assert brief.item.text == "\n\n".join(PARAGRAPHS)
    assert brief.headline == ENGLISH[HEADLINE]
    assert brief.translation.hypothesis == DOCUMENT
    everything = json.dumps(brief.to_dict(), ensure_ascii=False)
    shown = brief.to_text(evidence=True) + brief.translation.source
    for title in TAIL:
        assert title in everything  # kept under item.removed
        assert title not in shown and ENGLISH.get(title, "-") not in shown


def test_every_sentence_points_to_its_russian_original(brief):
    assert 2 <= len(brief.sentences) <= 3
    russian = {english: source for source, english in ENGLISH.items()}
    for sentence in brief.sentences:
        link = sentence.evidence[0]
        assert link.source == russian[sentence.text]
        assert brief.item.text[slice(*link.source_span)] == link.source
        assert brief.translation.hypothesis[slice(*link.target_span)] == link.target == sentence.text
        assert brief.translation.segments[link.segment].source == link.source
        assert sentence.supported is True and sentence.mismatches == ()


def test_an_extractive_brief_says_so_and_a_good_translation_has_no_mismatch(brief):
    assert brief.method == "extractive"
    assert "This brief is extractive" in brief.to_text() and "This brief is extractive" in brief.to_markdown()
    assert brief.checks == ()
    assert set(brief.timings) == {"translate", "summarize", "check"}


def test_the_signature_names_models_options_and_policy(brief, translator):
    signature = str(brief.signature)
    assert f"translate[model:{translator.signature.model}" in signature and "engine:ctranslate2|quant:int8" in signature
    assert "summarize[model:extractive" in signature and signature.endswith("facts[repair]")


WRONG = "The fire began on March 3, 2024 and 19 people were injured, police said."
RIGHT = "According to police, 17 people were injured."


def test_repair_puts_the_evidence_in_the_place_of_a_wrong_number(translator):
    brief = brief_of(translator, "repair", "No one was killed.", WRONG)
    first, second = brief.sentences
    assert (first.text, first.replaced, first.supported) == ("No one was killed.", None, True)
    assert second.replaced == WRONG and second.supported is True
    assert second.text in {ENGLISH[s] for s in SENTENCES}
    assert any("gave way to its evidence" in note for note in brief.notes)


@pytest.mark.parametrize("policy", ["flag", "strict"])
def test_flag_keeps_the_sentence_and_says_what_is_wrong(translator, policy):
    (sentence,) = brief_of(translator, policy, WRONG).sentences
    assert (sentence.text, sentence.supported, sentence.replaced) == (WRONG, False, None)
    assert any("19" in m.message for m in sentence.mismatches)
    assert brief_of(translator, policy, WRONG).unsupported == 1
    assert "[not supported by the source]" in brief_of(translator, policy, WRONG).to_text()


def test_off_checks_nothing(translator):
    brief = brief_of(translator, "off", WRONG)
    assert brief.sentences[0].supported is None and brief.checks == () and brief.unsupported == 0


def test_a_sentence_without_any_evidence_is_dropped_and_the_brief_says_so(translator):
    brief = brief_of(translator, "repair", RIGHT, "Zbigniew Kowalczyk bought 84 submarines in Lisbon.")
    assert RIGHT in [s.text for s in brief.sentences]
    assert "Kowalczyk" not in brief.to_text()
    assert any("dropped" in note or "gave way" in note for note in brief.notes)


def test_items_come_back_in_order_and_stream_before_the_input_ends(translator):
    pipeline = Pipeline(translator=translator, summarizer=Summarizer("extractive"))
    taken = []

    def items():
        for number in range(40):
            taken.append(number)
            yield NewsItem(str(number), SENTENCES[number % 7], SENTENCES[(number + 1) % 7])

    stream = pipeline.stream(items())
    first = next(stream)
    assert first.item.id == "0" and len(taken) < 40
    rest = list(stream)
    assert [b.item.id for b in rest] == [str(n) for n in range(1, 40)]
    assert [b.headline for b in rest] == [ENGLISH[SENTENCES[n % 7]] for n in range(1, 40)]


def test_an_item_that_is_a_headline_only_still_gives_a_brief(translator):
    pipeline = Pipeline(translator=translator, summarizer=Summarizer("extractive"))
    brief = pipeline.brief([NewsItem("1", HEADLINE, "")])[0]
    assert brief.headline == ENGLISH[HEADLINE]
    assert [s.text.rstrip(".") for s in brief.sentences] == [ENGLISH[HEADLINE]]
    assert brief.sentences[0].evidence[0].source == HEADLINE


def test_what_cannot_be_briefed_is_said(translator):
    pipeline = Pipeline(translator=translator, summarizer=Summarizer("extractive"))
    with pytest.raises(InputError, match="item 'x' has neither headline nor text"):
        pipeline.brief([NewsItem("x", " ", "\n")])
    with pytest.raises(InputError, match="an item is str; expected NewsItem"):
        pipeline.brief([RAW])
    with pytest.raises(OptionError, match="unknown fact policy 'maybe'"):
        PipelineOptions(facts="maybe")


def test_news_item_round_trip_and_unknown_keys():
    item = NewsItem.from_text(RAW, id="7", source="example.org")
    assert NewsItem.from_dict(json.loads(json.dumps(item.to_dict()))) == item
    assert item.removed and {r.reason for r in item.removed}
    with pytest.raises(InputError, match="unknown keys"):
        NewsItem.from_dict(item.to_dict() | {"colour": "red"})
    with pytest.raises(InputError, match="lacks"):
        NewsItem.from_dict({"id": "1"})


def test_links_follow_spans_over_segment_borders(brief):
    from svodka.provenance import links

    first, second = brief.translation.segments[:2]
    both = Evidence("", (first.hypothesis_span[1] - 3, second.hypothesis_span[0] + 3), 0.5)
    assert [link.segment for link in links(brief.translation, [both])] == [0, 1]
    assert links(brief.translation, [Evidence("", first.hypothesis_span, 0.2), both])[0].score == 0.5
    assert links(brief.translation, []) == ()


def test_the_three_lines_of_the_readme(marian_dir, tmp_path):
    code = (
        "import sys; from svodka import NewsItem, Pipeline, PipelineOptions\n"
        f"pipeline = Pipeline(PipelineOptions(translator={str(marian_dir)!r}, summarizer='extractive'))\n"
        "print(pipeline.brief([NewsItem.from_text(sys.stdin.read())])[0].to_markdown())"
    )
    done = subprocess.run([sys.executable, "-c", code], input=RAW, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"## {ENGLISH[HEADLINE]}\n")


def test_a_writer_of_sentences_is_given_headline_and_evidence_and_the_brief_says_who_wrote_it(translator):
    asked = []

    class Copyist:
        method, engine, quantization = "compact", "none", "none"

        def retell(self, asks):
            asked.extend(asks)
            return [ask.evidence if ask.task == "sentence" else "Nothing of the kind" for ask in asks]

    worker = Summarizer.from_writer(Copyist(), model="copyist", options=SummaryOptions(length="short"))
    (brief,) = Pipeline(translator=translator, summarizer=worker).brief([NewsItem.from_text(RAW)])
    english = brief.headline_translation.hypothesis
    (headline,) = [ask.evidence for ask in asked if ask.task == "headline"]
    assert headline.startswith(english) and brief.headline == english
    assert brief.method == "compact" and 2 <= len(brief.sentences) <= 3
    for sentence in brief.sentences:
        assert sentence.text in brief.translation.hypothesis and sentence.evidence[0].target in sentence.text
    assert "This brief is written by a small model" in brief.to_text() and "extractive" not in brief.to_text()
