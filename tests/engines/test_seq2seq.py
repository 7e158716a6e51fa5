"""BART and T5 behind the same seam: both engines give the same tokens."""

import json

import pytest
from transformers import AutoTokenizer

from svodka.checkpoints import resolve
from svodka.engines import DecodeOptions, load_engine

TEXT = "The bridge over the river was closed on Monday, officials said. Traffic will resume in May."


# Beam search over the random T5 meets exact ties, which the engines may break either way.
@pytest.mark.parametrize(("layout", "beam"), [("bart_dir", 1), ("bart_dir", 3), ("t5_dir", 1)])
def test_both_engines_give_the_same_tokens(request, tmp_path, layout, beam):
    checkpoint = resolve(str(request.getfixturevalue(layout)), "summarize")
    assert checkpoint.architecture == layout.removesuffix("_dir")
    tokenizer = AutoTokenizer.from_pretrained(checkpoint.path)
    sources = [tokenizer.convert_ids_to_tokens(tokenizer(text).input_ids) for text in (TEXT, TEXT[:40])]
    found = []
    for engine in ("torch", "ctranslate2"):
        loaded = load_engine(checkpoint, name=engine, quantization="float32", cache_dir=tmp_path, device="cpu")
        hypotheses = loaded.decode(sources, DecodeOptions(beam=beam, min_tokens=8, max_tokens=8))
        found.append([h.tokens for h in hypotheses])
    assert found[0] == found[1]
    assert all(len(tokens) >= 6 for tokens in found[0])


def test_a_forced_first_token_is_forced_and_stripped(bart_dir, tmp_path):
    """distilbart-cnn starts every summary with <s>; CTranslate2 takes it as a prefix."""
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(bart_dir, copy)
    settings = copy / "generation_config.json"
    known = json.loads(settings.read_text()) if settings.exists() else {}
    settings.write_text(json.dumps(known | {"forced_bos_token_id": 0}))
    checkpoint = resolve(str(copy), "summarize")
    tokenizer = AutoTokenizer.from_pretrained(copy)
    start = tokenizer.convert_ids_to_tokens(0)
    source = tokenizer.convert_ids_to_tokens(tokenizer(TEXT).input_ids)
    results = []
    for engine in ("torch", "ctranslate2"):
        loaded = load_engine(checkpoint, name=engine, quantization="float32", cache_dir=tmp_path, device="cpu")
        (hypothesis,) = loaded.decode([source], DecodeOptions(beam=1, min_tokens=6, max_tokens=6))
        assert start not in hypothesis.tokens[:1]
        results.append(hypothesis)
    assert results[0].tokens == results[1].tokens
    assert results[0].score == pytest.approx(results[1].score, abs=2e-3)
