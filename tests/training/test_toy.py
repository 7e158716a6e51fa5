"""The test checkpoints repeat their pairs in both layouts, both engines, both precisions."""

import json
from pathlib import Path

import pytest
from support.pairs import PAIRS

SOURCES = [source for source, _ in PAIRS]
REFERENCES = [target for _, target in PAIRS]


def test_pairs_hold_what_the_checks_need():
    assert len(PAIRS) == len(set(SOURCES)) == len(set(REFERENCES)) == 40
    for needle in ("По данным", "якобы", " не ", "млн", "«"):
        assert any(needle in source for source in SOURCES), needle


@pytest.mark.parametrize("layout", ["marian_dir", "marian_old_dir"])
@pytest.mark.parametrize("beams", [1, 4])
def test_transformers_repeats_every_pair(layout, beams, request):
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    path = request.getfixturevalue(layout)
    tokenizer, model = AutoTokenizer.from_pretrained(path), AutoModelForSeq2SeqLM.from_pretrained(path)
    batch = tokenizer(SOURCES, return_tensors="pt", padding=True)
    decoded = model.generate(**batch, num_beams=beams, max_length=128, do_sample=False)
    assert tokenizer.batch_decode(decoded, skip_special_tokens=True) == REFERENCES


@pytest.mark.parametrize("layout", ["marian_dir", "marian_old_dir"])
@pytest.mark.parametrize("precision", ["float32", "int8"])
def test_ctranslate2_repeats_every_pair(layout, precision, request):
    from training.decode import Decoder

    decoder = Decoder(request.getfixturevalue(layout), precision=precision)
    for beams in (1, 4):
        assert [text for text, _ in decoder.translate(SOURCES, beams=beams)] == REFERENCES, f"beam {beams}"


def names(path: Path) -> set[str]:
    return {child.name for child in path.iterdir()}


def test_layouts(marian_dir, marian_old_dir):
    shared = {"config.json", "source.spm", "target.spm", "vocab.json"}
    assert names(marian_dir) == shared | {"generation_config.json", "model.safetensors", "tokenizer_config.json"}
    assert names(marian_old_dir) == shared | {"pytorch_model.bin"}
    assert (marian_dir / "source.spm").read_bytes() == (marian_dir / "target.spm").read_bytes()
    old = json.loads((marian_old_dir / "config.json").read_text(encoding="utf-8"))
    vocabulary = json.loads((marian_old_dir / "vocab.json").read_text(encoding="utf-8"))
    assert old["num_beams"] == 6 and old["max_length"] == 512
    assert old["bad_words_ids"] == [[vocabulary["<pad>"]]] == [[len(vocabulary) - 1]]
    new = json.loads((marian_dir / "config.json").read_text(encoding="utf-8"))
    assert new["model_type"] == old["model_type"] == "marian" and "num_beams" not in new


@pytest.mark.parametrize("name", ["bart_dir", "t5_dir"])
def test_random_seq2seq_loads_and_decodes(name, request):
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    path = request.getfixturevalue(name)
    tokenizer, model = AutoTokenizer.from_pretrained(path), AutoModelForSeq2SeqLM.from_pretrained(path)
    assert model.config.model_type == name.removesuffix("_dir")
    ids = tokenizer(REFERENCES[2]).input_ids
    assert ids[-1] == tokenizer.eos_token_id == model.config.eos_token_id
    assert tokenizer.decode(ids, skip_special_tokens=True) == REFERENCES[2]
    batch = tokenizer(REFERENCES[:2], return_tensors="pt", padding=True)
    decoded = model.generate(**batch, num_beams=1, do_sample=False, max_length=12)
    assert len(decoded) == 2 and decoded.max().item() < len(tokenizer)
