"""Forced decoding: both engines give what the model itself gives one pair at a time, whatever shares a batch."""

import json
import shutil

import pytest
import torch
from safetensors.torch import load_file, save_file
from support.pairs import PAIRS
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

from svodka.checkpoints import resolve
from svodka.engines import DecodeOptions, ct2, load_engine, torch_engine
from svodka.engines.meter import Meter, metered
from svodka.errors import EngineError
from translate.marian.tokenizer import MarianTokenizer

ENGINES = ("torch", "ctranslate2")


def load(path, cache, engine, task="translate", threads=2, quantization="float32"):
    return load_engine(
        resolve(str(path), task),
        name=engine,
        quantization=quantization,
        cache_dir=cache,
        device="cpu",
        threads=threads if engine == "ctranslate2" else 0,  # torch's number of threads is the process's
    )


def marian_pairs(path):
    """Every source with the target of another, of all lengths in no order, and an empty target."""
    tokenizer = MarianTokenizer(path)
    sources = tokenizer.encode([source for source, _ in PAIRS])
    targets = [piece_row[:-1] for piece_row in english_rows(path)]
    targets = [targets[7 * i % len(targets)] for i in range(len(targets))]
    targets[3] = []
    return sources * 2, targets + targets[::-1]


def english_rows(path):
    """The pieces of the English sides, end of sentence included."""
    from sentencepiece import SentencePieceProcessor

    processor = SentencePieceProcessor(model_file=str(path / "target.spm"))
    return [[*processor.encode(target, out_type=str), "</s>"] for _, target in PAIRS]


def seq2seq_pairs(path):
    tokenizer = AutoTokenizer.from_pretrained(path)
    texts = [target for _, target in PAIRS[:12]]
    sources = [tokenizer.convert_ids_to_tokens(tokenizer(text).input_ids) for text in texts]
    targets = [tokenizer.tokenize(text)[: 2 * i] for i, text in enumerate(reversed(texts))]
    return sources, targets


def by_the_model(path, pairs, *, forced=None, padding=False):
    """One forward pass of the transformers model a pair; ``padding`` says whether it may have a probability."""
    if (path / "vocab.json").is_file() and (path / "source.spm").is_file():
        number = json.loads((path / "vocab.json").read_text(encoding="utf-8")).__getitem__
    else:
        number = AutoTokenizer.from_pretrained(path).convert_tokens_to_ids
    model = AutoModelForSeq2SeqLM.from_pretrained(path).eval()
    config = model.config
    sums = []
    for source, target in zip(*pairs, strict=True):
        before = [config.decoder_start_token_id] + ([] if forced is None else [forced])
        after = [*map(number, target), config.eos_token_id]
        with torch.no_grad():
            logits = model(
                input_ids=torch.tensor([[number(token) for token in source]]),
                decoder_input_ids=torch.tensor([before + after[:-1]]),
            ).logits[0, len(before) - 1 :]
        if not padding:
            logits[:, config.pad_token_id] = -torch.inf
        sums.append(float(logits.log_softmax(-1)[range(len(after)), after].sum()))
    return sums


@pytest.mark.parametrize("layout", ["marian_dir", "marian_old_dir"])
@pytest.mark.parametrize("engine", ENGINES)
def test_marian_scores_are_the_models_own_in_input_order(request, tmp_path, monkeypatch, engine, layout):
    path = request.getfixturevalue(layout)
    loaded, pairs = load(path, tmp_path, engine), marian_pairs(path)
    sizes, bounds = [], []

    def noted(lengths, *, tokens):
        groups = batches(lengths, tokens=tokens)
        sizes.extend(map(len, groups))
        bounds.append(tokens)
        return groups

    module = ct2 if engine == "ctranslate2" else torch_engine
    batches = module.batches
    monkeypatch.setattr(module, "batches", noted)
    monkeypatch.setattr(ct2, "_SCORES", 200 * len(json.loads((path / "vocab.json").read_text(encoding="utf-8"))))
    with metered() as meter:
        found = loaded.score(*pairs)
    assert found == pytest.approx(by_the_model(path, pairs), abs=1e-3)
    assert len(set(found)) == len(found), "no two pairs are alike, so that a changed order shows"
    assert len(sizes) > 1 < max(sizes), "several batches of several pairs"
    assert bounds == [{"torch": 1024, "ctranslate2": 200}[engine]], "the memory of the logits"
    assert meter == Meter(), "nothing is decoded"
    assert loaded.score([], []) == []


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("layout", ["bart_dir", "t5_dir"])
def test_bart_and_t5_scores_are_the_models_own(request, tmp_path, engine, layout):
    path = request.getfixturevalue(layout)
    pairs = seq2seq_pairs(path)
    expected = by_the_model(path, pairs, padding=engine == "ctranslate2")
    assert load(path, tmp_path, engine, "summarize").score(*pairs) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_is_truncated(t5_dir, tmp_path, engine):
    """T5 has no window of positions; CTranslate2 would cut at 1,024 tokens if it were let."""
    (source, *_), (_, target, *_) = seq2seq_pairs(t5_dir)
    pairs = [[*source[:-1] * 120, source[-1]], source], [target, target * 700]
    assert len(pairs[0][0]) > 1500 > 1024 < len(pairs[1][1])
    expected = by_the_model(t5_dir, pairs, padding=engine == "ctranslate2")
    assert load(t5_dir, tmp_path, engine, "summarize").score(*pairs) == [
        pytest.approx(expected[0], abs=1e-3),
        pytest.approx(expected[1], rel=1e-5),
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_forced_first_token_stands_before_the_target_and_does_not_count(bart_dir, tmp_path, engine):
    copy = tmp_path / "copy"
    shutil.copytree(bart_dir, copy)
    settings = json.loads((copy / "generation_config.json").read_text(encoding="utf-8"))
    (copy / "generation_config.json").write_text(json.dumps(settings | {"forced_bos_token_id": 0}), encoding="utf-8")
    pairs = seq2seq_pairs(copy)
    expected = by_the_model(copy, pairs, forced=0, padding=engine == "ctranslate2")
    assert load(copy, tmp_path, engine, "summarize").score(*pairs) == pytest.approx(expected, abs=1e-3)
    assert expected != pytest.approx(by_the_model(copy, pairs), abs=0.5)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_hypothesis_scores_what_it_did_when_it_was_decoded(marian_dir, tmp_path, engine):
    """In a checkpoint that forbids pieces, as the compact one does: CTranslate2 decodes it with a shortlist."""
    copy = tmp_path / "copy"
    shutil.copytree(marian_dir, copy)
    vocabulary = json.loads((copy / "vocab.json").read_text(encoding="utf-8"))
    allowed = {vocabulary[piece] for row in english_rows(copy) for piece in row}
    weights = load_file(copy / "model.safetensors")
    for number in range(weights["final_logits_bias"].shape[-1]):
        weights["final_logits_bias"][0, number] = 0.0 if number in allowed else -10000.0
    save_file(weights, copy / "model.safetensors", {"format": "pt"})
    loaded = load(copy, tmp_path, engine)
    assert engine == "torch" or loaded._shortlist
    sources = MarianTokenizer(copy).encode([source for source, _ in PAIRS])
    hypotheses = [h for beam in loaded.nbest(sources, DecodeOptions(beam=4), 4) for h in beam]
    found = loaded.score([source for source in sources for _ in range(4)], [h.tokens for h in hypotheses])
    for hypothesis, score in zip(hypotheses, found, strict=True):
        length = len(hypothesis.tokens) + 1
        assert score == pytest.approx(hypothesis.score * length, abs=6e-4 * length)
    assert min(found) < -5


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("layout", ["marian_dir", "bart_dir"])
def test_padding_beside_longer_neighbours_changes_nothing(request, tmp_path, engine, layout):
    path = request.getfixturevalue(layout)
    pairs = marian_pairs(path) if layout == "marian_dir" else seq2seq_pairs(path)
    loaded = load(path, tmp_path, engine, "translate" if layout == "marian_dir" else "summarize", threads=1)
    together = loaded.score(*pairs)
    alone = [loaded.score([source], [target])[0] for source, target in zip(*pairs, strict=True)]
    assert together == pytest.approx(alone, abs=1.1e-3)  # the last digit may be rounded either way


@pytest.mark.parametrize("engine", ENGINES)
def test_what_cannot_be_scored_is_an_error(bart_dir, tmp_path, engine):
    loaded = load(bart_dir, tmp_path, engine, "summarize")
    (source, *_), (_, target, *_) = seq2seq_pairs(bart_dir)
    with pytest.raises(ValueError, match=r"zip\(\) argument 2 is shorter"):
        loaded.score([source, source], [target])
    with pytest.raises(EngineError, match="failed on"):  # it has 128 positions; nothing is cut to them
        loaded.score([source], [target * 100])
    with pytest.raises(EngineError, match="failed on"):
        loaded.score([source * 20], [target])


@pytest.mark.parametrize("engine", ENGINES)
def test_every_token_has_a_score_and_they_add_up(marian_dir, tmp_path, engine):
    loaded = load(marian_dir, tmp_path, engine)
    sources, targets = marian_pairs(marian_dir)
    rows = loaded.token_scores(sources, targets)
    assert [len(row) for row in rows] == [len(target) + 1 for target in targets]
    assert [sum(row) for row in rows] == pytest.approx(loaded.score(sources, targets), abs=0.05)
    assert all(value <= 0 for row in rows for value in row)


def test_engines_give_each_token_the_same_score(marian_dir, tmp_path):
    pairs = marian_pairs(marian_dir)
    torch_rows, ct2_rows = (load(marian_dir, tmp_path, engine).token_scores(*pairs) for engine in ENGINES)
    for one, other in zip(torch_rows, ct2_rows, strict=True):
        assert one == pytest.approx(other, abs=5e-3)
