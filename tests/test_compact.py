"""The chain with the checkpoint that ships: what holds for any weights that translate; no exact wording."""

import json
import re

import pytest
from support.pairs import PAIRS

from svodka.checkpoints import resolve
from svodka.checkpoints.bundled import bundled_path
from svodka.cli import main
from svodka.pipeline import Pipeline, PipelineOptions
from svodka.readers import NewsItem, read

RUSSIAN = [source for source, _ in PAIRS]
ITEMS = [
    NewsItem(id=f"item-{n}", headline=RUSSIAN[n], text="\n\n".join(RUSSIAN[n + 1 : n + 4])) for n in range(0, 40, 4)
]


@pytest.fixture(scope="module")
def pipeline(compact_cache):
    return Pipeline(PipelineOptions("compact", "extractive", offline=True, cache_dir=compact_cache))


def russian_letters(text):
    return len(re.findall("[а-яё]", text, re.IGNORECASE))


def test_the_example_item_from_page_to_brief(pipeline):
    before = sorted(path.name for path in bundled_path().iterdir())
    (item,) = read(["examples/item.txt"])
    (brief,) = pipeline.brief([item])
    assert brief.headline and not russian_letters(brief.headline)
    assert brief.sentences and "Распечатать" not in item.text and "Хоккейный клуб" not in item.text
    for sentence in brief.sentences:
        assert sentence.evidence and not russian_letters(sentence.text)
        for evidence in sentence.evidence:
            start, end = evidence.source_span
            assert item.text[start:end] == evidence.source and russian_letters(evidence.source) > 10
    # What is said of numbers is checked: a sentence that stands has none that the Russian lacks.
    assert all(sentence.supported for sentence in brief.sentences)
    assert brief.signature.translate.model == "svodka/compact"
    assert brief.signature.translate.revision == resolve("compact", "translate", offline=True).revision
    assert pipeline.brief([item])[0].to_dict() | {"timings": 0} == brief.to_dict() | {"timings": 0}
    assert sorted(path.name for path in bundled_path().iterdir()) == before  # nothing is written into the package


def test_a_batch_of_ten_in_input_order(pipeline):
    briefs = list(pipeline.stream(ITEMS))
    assert [brief.item for brief in briefs] == ITEMS
    for brief in briefs:
        segments = [segment for segment in brief.translation.segments if segment.translated]
        assert [segment.source for segment in segments] == brief.item.text.split("\n\n")
        assert all(segment.hypothesis.strip() for segment in segments)


def test_it_translates_sentences_that_it_never_saw(pipeline):
    """Against the references in another order chrF is 12; the first weights that shipped had 64."""
    from sacrebleu.metrics import CHRF

    hypotheses = [found.hypothesis for found in pipeline.translator.translate(RUSSIAN)]
    assert CHRF().corpus_score(hypotheses, [[english for _, english in PAIRS]]).score > 45
    assert len({*hypotheses}) == len(RUSSIAN) and not any(russian_letters(text) for text in hypotheses)
    numbered = [
        (russian, found) for russian, found in zip(RUSSIAN, hypotheses, strict=True) if re.search(r"\d", russian)
    ]
    kept = [set(re.findall(r"\d+", russian)) <= set(re.findall(r"\d+", found)) for russian, found in numbered]
    assert sum(kept) > 0.6 * len(kept)


def test_transformers_and_ctranslate2_decode_alike(compact_cache):
    """Greedy, in float32. On 200 lines of the dev sets: `benchmarks/quality.py --agree`."""
    from svodka.engines import DecodeOptions, load_engine
    from translate.marian.tokenizer import MarianTokenizer

    checkpoint = resolve("compact", "translate", offline=True)
    rows = MarianTokenizer(checkpoint.path).encode(RUSSIAN[:16])
    torch, ctranslate2 = (
        load_engine(checkpoint, name=name, device="cpu", quantization="float32", cache_dir=compact_cache).decode(
            rows, DecodeOptions(beam=1)
        )
        for name in ("torch", "ctranslate2")
    )
    assert [one.tokens for one in torch] == [one.tokens for one in ctranslate2]
    assert [one.score for one in torch] == pytest.approx([one.score for one in ctranslate2], abs=0.002)


def test_leaving_out_the_pieces_that_cannot_be_written_changes_nothing(compact_cache):
    from svodka.engines import DecodeOptions, load_engine
    from translate.marian.tokenizer import MarianTokenizer

    checkpoint = resolve("compact", "translate", offline=True)
    engine = load_engine(checkpoint, name="ctranslate2", device="cpu", cache_dir=compact_cache)
    rows = MarianTokenizer(checkpoint.path).encode(RUSSIAN)
    assert engine._shortlist and engine._pieces < 0.6 * len(MarianTokenizer(checkpoint.path)._vocabulary)
    short = engine.decode(rows, DecodeOptions())
    engine._shortlist = False
    assert engine.decode(rows, DecodeOptions()) == short


def test_a_stored_run_is_resumed_and_becomes_a_digest(compact_cache, tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("SVODKA_CACHE", str(compact_cache))
    store, feed = tmp_path / "run.sqlite", tmp_path / "items.jsonl"
    lines = [
        json.dumps({"id": item.id, "headline": item.headline, "text": item.text}, ensure_ascii=False) for item in ITEMS
    ]

    def run(count):
        feed.write_text("\n".join(lines[:count]), encoding="utf-8")
        code = main(["brief", str(feed), "--store", str(store), "--offline"])
        return code, capfd.readouterr().err

    code, said = run(6)
    assert code == 0 and "6/6 items" in said
    code, said = run(10)
    assert code == 0 and "4/4 items" in said, said
    assert main(["digest", str(store), "-o", str(tmp_path / "digest.html")]) == 0
    page = (tmp_path / "digest.html").read_text(encoding="utf-8")
    assert len(re.findall("<article", page)) == 10 and all(item.headline in page for item in ITEMS)
