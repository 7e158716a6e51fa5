"""Both engines on trained and random checkpoints: the same tokens, the same scores, in input order."""

import json
import shutil

import pytest
import torch
from safetensors.torch import load_file, save_file
from support.pairs import PAIRS

from svodka.checkpoints import resolve
from svodka.engines import DecodeOptions, load_engine
from svodka.errors import CheckpointError, OptionError
from translate.marian.tokenizer import MarianTokenizer

SOURCES = [source for source, _ in PAIRS]
TARGETS = [target for _, target in PAIRS]


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


def decode(path, cache, engine, quantization="auto", options=None, **load):
    checkpoint = resolve(str(path), "translate")
    tokenizer = MarianTokenizer(checkpoint.path)
    loaded = load_engine(checkpoint, name=engine, quantization=quantization, cache_dir=cache, device="cpu", **load)
    hypotheses = loaded.decode(tokenizer.encode(SOURCES), options or DecodeOptions(beam=1))
    return tokenizer.decode([h.tokens for h in hypotheses]), [h.score for h in hypotheses]


@pytest.mark.parametrize("layout", ["marian_dir", "marian_old_dir"])
@pytest.mark.parametrize(
    ("engine", "quantization"), [("torch", "float32"), ("ctranslate2", "float32"), ("ctranslate2", "auto")]
)
@pytest.mark.parametrize("beam", [1, 4])
def test_every_engine_repeats_the_trained_pairs_exactly(request, cache, layout, engine, quantization, beam):
    path = request.getfixturevalue(layout)
    texts, scores = decode(path, cache, engine, quantization, DecodeOptions(beam=beam))
    assert texts == TARGETS
    assert all(-0.5 < score <= 0 for score in scores)


@pytest.mark.parametrize(
    ("engine", "quantization"), [("torch", "float32"), ("ctranslate2", "float32"), ("ctranslate2", "auto")]
)
def test_a_deferred_engine_is_called_and_decodes_the_same(marian_dir, cache, engine, quantization):
    checkpoint = resolve(str(marian_dir), "translate")
    options = {"name": engine, "quantization": quantization, "cache_dir": cache, "device": "cpu"}
    at_once, deferred = load_engine(checkpoint, **options), load_engine(checkpoint, **options, deferred=True)
    named = [(e.name, e.quantization, e.device) for e in (at_once, deferred)]
    assert named[0] == named[1] and "_engine" not in vars(deferred)
    rows = MarianTokenizer(checkpoint.path).encode(SOURCES[:3])
    assert deferred.decode(rows, DecodeOptions(beam=1)) == at_once.decode(rows, DecodeOptions(beam=1))
    targets = [h.tokens for h in at_once.decode(rows, DecodeOptions(beam=1))]
    assert deferred.token_scores(rows, targets) == at_once.token_scores(rows, targets)
    assert deferred.score(rows, targets) == at_once.score(rows, targets)


@pytest.mark.parametrize("options", [
    DecodeOptions(beam=1),
    DecodeOptions(beam=1, no_repeat_ngram=2),
    DecodeOptions(beam=1, max_tokens=5),
    DecodeOptions(beam=4, length_penalty=0.6),
    DecodeOptions(beam=1, batch_tokens=16),
])  # fmt: skip
def test_engines_agree_on_tokens_and_scores(marian_dir, cache, options):
    reference, expected = decode(marian_dir, cache, "torch", "float32", options)
    texts, scores = decode(marian_dir, cache, "ctranslate2", "float32", options)
    assert texts == reference
    if not options.no_repeat_ngram:  # under a constraint CTranslate2 scores the constrained distribution
        assert scores == pytest.approx(expected, abs=5e-3)


def test_forced_lengths_are_kept_by_both(marian_dir, cache):
    checkpoint = resolve(str(marian_dir), "translate")
    sources = MarianTokenizer(checkpoint.path).encode(SOURCES[:3])
    for engine in ("torch", "ctranslate2"):
        loaded = load_engine(checkpoint, name=engine, quantization="float32", cache_dir=cache, device="cpu")
        found = loaded.decode(sources, DecodeOptions(beam=1, min_tokens=40, max_tokens=40))
        assert [len(h.tokens) for h in found] == [40, 40, 40]
        assert loaded.decode([], DecodeOptions()) == []


def test_a_shared_embedding_that_was_never_trained_is_ignored(marian_old_dir, cache, tmp_path):
    """The defect of the opus-mt-tc-big checkpoints: model.shared.weight is noise, the embeddings beside it are good."""
    broken = tmp_path / "broken"
    shutil.copytree(marian_old_dir, broken)
    weights = torch.load(broken / "pytorch_model.bin", weights_only=True)
    trained = weights["model.shared.weight"].clone()
    weights["model.encoder.embed_tokens.weight"] = trained
    weights["model.decoder.embed_tokens.weight"] = trained
    weights["model.shared.weight"] = torch.randn_like(trained)
    torch.save(weights, broken / "pytorch_model.bin")
    assert decode(broken, cache, "torch")[0] == TARGETS
    assert decode(broken, cache, "ctranslate2")[0] == TARGETS


def test_conversion_happens_once_and_a_changed_checkpoint_is_converted_anew(marian_dir, tmp_path):
    copy, cache = tmp_path / "copy", tmp_path / "cache"
    shutil.copytree(marian_dir, copy)
    decode(copy, cache, "ctranslate2")
    (first,) = (cache / "converted").glob("copy-*")
    stamp = (first / "model.bin").stat().st_mtime_ns
    decode(copy, cache, "ctranslate2")
    assert (first / "model.bin").stat().st_mtime_ns == stamp
    weights = load_file(copy / "model.safetensors")
    save_file({name: tensor * 0 for name, tensor in weights.items()}, copy / "model.safetensors", {"format": "pt"})
    assert decode(copy, cache, "ctranslate2")[0] != TARGETS
    assert len(list((cache / "converted").glob("copy-*"))) == 2


@pytest.mark.parametrize("engine", ["torch", "ctranslate2"])
@pytest.mark.parametrize(
    ("layout", "file"), [("marian_dir", "model.safetensors"), ("marian_old_dir", "pytorch_model.bin")]
)
def test_truncated_weights_are_refused_and_nothing_stays_in_the_cache(request, tmp_path, engine, layout, file):
    copy = tmp_path / "copy"
    shutil.copytree(request.getfixturevalue(layout), copy)
    data = (copy / file).read_bytes()
    (copy / file).write_bytes(data[: len(data) // 2])
    with pytest.raises(CheckpointError, match="may be truncated"):
        decode(copy, tmp_path / "cache", engine)
    assert [p for p in tmp_path.rglob("*") if p.name == "model.bin" or p.name.startswith(".copy")] == []


def test_weights_that_do_not_fit_the_config_are_refused(marian_dir, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(marian_dir, copy)
    config = json.loads((copy / "config.json").read_text())
    config["decoder_layers"] += 1
    (copy / "config.json").write_text(json.dumps(config))
    with pytest.raises(CheckpointError, match=r"lacks .* weights of its architecture"):
        decode(copy, tmp_path / "cache", "torch")


def test_a_config_whose_list_of_ends_is_empty_is_refused(marian_dir, cache, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(marian_dir, copy)
    config = json.loads((copy / "config.json").read_text(encoding="utf-8"))
    (copy / "config.json").write_text(json.dumps(config | {"eos_token_id": []}), encoding="utf-8")
    with pytest.raises(CheckpointError, match="has no eos_token_id; expected the number of the end-of-sentence piece"):
        decode(copy, cache, "torch")


def test_a_pickle_with_code_in_it_is_never_run(marian_old_dir, tmp_path):
    copy, proof = tmp_path / "copy", tmp_path / "proof"
    shutil.copytree(marian_old_dir, copy)

    class Evil:
        def __reduce__(self):
            return (proof.write_text, ("run",))

    torch.save({"model.shared.weight": Evil()}, copy / "pytorch_model.bin")
    for engine in ("torch", "ctranslate2"):
        with pytest.raises(CheckpointError):
            decode(copy, tmp_path / "cache", engine)
    assert not proof.exists()


def test_a_full_disk_is_named_and_leaves_nothing(marian_dir, tmp_path, monkeypatch):
    import errno

    from ctranslate2.specs import model_spec

    def full(self, *arguments, **options):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(model_spec.LayerSpec, "save", full, raising=False)
    monkeypatch.setattr(model_spec.LanguageModelSpec, "save", full, raising=False)
    monkeypatch.setattr(model_spec.SequenceToSequenceModelSpec, "save", full)
    with pytest.raises(CheckpointError, match=r"the disk is full .* MB free"):
        decode(marian_dir, tmp_path / "cache", "ctranslate2")
    assert [p.name for p in (tmp_path / "cache" / "converted").iterdir() if not p.name.endswith(".lock")] == []


@pytest.mark.parametrize(("settings", "message"), [
    ({"name": "onnx"}, "unknown engine 'onnx'"),
    ({"device": "tpu"}, "unknown device 'tpu'"),
    ({"name": "torch", "quantization": "int8"}, "unknown quantization 'int8' for torch"),
    ({"name": "ctranslate2", "device": "mps"}, "CTranslate2 has no MPS device"),
])  # fmt: skip
def test_what_cannot_be_is_said(marian_dir, cache, settings, message):
    with pytest.raises(OptionError, match=message):
        load_engine(resolve(str(marian_dir), "translate"), cache_dir=cache, **settings)


def test_engines_agree_on_the_hypotheses_of_a_beam(marian_dir, cache):
    checkpoint = resolve(str(marian_dir), "translate")
    sources = MarianTokenizer(checkpoint.path).encode(SOURCES[:6])
    lists = {}
    for engine in ("torch", "ctranslate2"):
        loaded = load_engine(checkpoint, name=engine, quantization="float32", cache_dir=cache, device="cpu")
        lists[engine] = loaded.nbest(sources, DecodeOptions(beam=4), 4)
        assert [best for best, *_ in lists[engine]] == loaded.decode(sources, DecodeOptions(beam=4))
        assert [len(found) for found in loaded.nbest(sources, DecodeOptions(beam=2), 8)] == [2] * 6
    for reference, found in zip(lists["torch"], lists["ctranslate2"], strict=True):
        assert len({h.tokens for h in found}) == 4
        assert [h.tokens for h in found[:2]] == [h.tokens for h in reference[:2]]
        assert [h.score for h in found[:2]] == pytest.approx([h.score for h in reference[:2]], abs=5e-3)
