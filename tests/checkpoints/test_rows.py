"""Weights in int8 by rows: what CTranslate2 would make of them, expanded whole or not at all, never damaged."""

import json
import os
import shutil

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from svodka.checkpoints import rows
from svodka.errors import CheckpointError


def test_a_row_is_rounded_to_127ths_of_its_largest_weight():
    weights = {
        "matrix": np.array([[1.27, -0.5, 0.004], [0.0, 0.0, 0.0], [-2.54, 2.54, 0.011]], np.float16),
        "vector": np.array([1.0, 2.0], np.float16),
        "final_logits_bias": np.array([[0.0, -10000.0]], np.float16),
    }
    stored = rows.quantize(weights)
    assert stored["matrix"].dtype == np.int8 and stored["matrix"].tolist() == [[127, -50, 0], [0, 0, 0], [-127, 127, 1]]
    assert stored["matrix/scale"] == pytest.approx([0.01, 1.0, 0.02], rel=1e-3)
    found = rows.dequantize(stored)
    assert set(found) == set(weights) and {w.dtype for w in found.values()} == {np.dtype(np.float32)}
    assert found["final_logits_bias"].tolist() == [[0.0, -10000.0]] and found["vector"].tolist() == [1.0, 2.0]
    assert np.abs(found["matrix"] - weights["matrix"]).max() < 0.011


def test_what_is_expanded_is_the_same_int8_again():
    """By CTranslate2's own formula: 127 / absmax of the row, rounded to even."""
    draw = np.random.default_rng(1)
    weights = {"w": (draw.normal(size=(300, 64)) * draw.lognormal(sigma=3, size=(300, 1))).astype(np.float16)}
    stored = rows.quantize(weights)
    again = rows.dequantize(stored)["w"]
    scale = np.float32(127) / np.abs(again).max(axis=1, keepdims=True)
    assert (np.rint(again * scale).astype(np.int8) == stored["w"]).all()
    assert rows.dequantize(rows.quantize({"w": again}))["w"] == pytest.approx(again, rel=1e-6)


def test_it_takes_a_quarter_of_float32_and_one_vocabulary(writer_folder, writer_dir):
    names = {path.name for path in writer_folder.iterdir()}
    assert names == {*rows.KEPT, rows.STORED}
    whole, stored = ((folder / name).stat().st_size for folder, name in (
        (writer_dir, "model.safetensors"), (writer_folder, rows.STORED),
    ))  # fmt: skip
    assert stored < 0.3 * whole


def test_it_is_expanded_once_as_a_directory_that_transformers_reads(writer_folder, tmp_path):
    from transformers import MarianMTModel, MarianTokenizer

    path = rows.expanded(writer_folder, model="svodka/writer", sha256=None, cache_dir=tmp_path)
    assert path.parent == tmp_path / "converted" and path.name.startswith("writer-float32-")
    model = MarianMTModel.from_pretrained(path)
    expected = rows.dequantize(load_file(writer_folder / rows.STORED))
    assert (model.model.shared.weight.detach().numpy() == expected["model.shared.weight"]).all()
    assert len(MarianTokenizer.from_pretrained(path).get_vocab()) == model.config.vocab_size
    before = (path / "model.safetensors").stat().st_mtime_ns
    assert rows.expanded(writer_folder, model="svodka/writer", sha256=None, cache_dir=tmp_path) == path
    assert (path / "model.safetensors").stat().st_mtime_ns == before
    assert sorted(p.name for p in path.parent.iterdir()) == [path.name]


def test_one_that_was_damaged_in_the_cache_is_made_anew(writer_folder, tmp_path):
    path = rows.expanded(writer_folder, model="svodka/writer", sha256=None, cache_dir=tmp_path)
    good = (path / "model.safetensors").read_bytes()
    (path / "model.safetensors").write_bytes(good[:-100])
    assert rows.expanded(writer_folder, model="svodka/writer", sha256=None, cache_dir=tmp_path) == path
    assert (path / "model.safetensors").read_bytes() == good
    (path / "fingerprint").unlink()
    (path / "vocab.json").write_text("{}")
    rows.expanded(writer_folder, model="svodka/writer", sha256=None, cache_dir=tmp_path)
    assert len(json.loads((path / "vocab.json").read_text("utf-8"))) > 100


def test_other_weights_are_another_directory(writer_folder, tmp_path):
    other = shutil.copytree(writer_folder, tmp_path / "other")
    stored = load_file(other / rows.STORED)
    save_file(stored | {"model.shared.weight": stored["model.shared.weight"][::-1].copy()}, other / rows.STORED)
    one, two = (
        rows.expanded(f, model="svodka/writer", sha256=None, cache_dir=tmp_path) for f in (writer_folder, other)
    )
    assert one != two


@pytest.mark.parametrize("damage", ["bytes", "truncated", "gone"])
def test_damaged_weights_are_one_error_and_leave_nothing(writer_folder, tmp_path, damage):
    folder = shutil.copytree(writer_folder, tmp_path / "folder")
    good = rows.digest(folder / rows.STORED)
    data = (folder / rows.STORED).read_bytes()
    if damage == "gone":
        (folder / "source.spm").unlink()
    else:
        (folder / rows.STORED).write_bytes(data[:-1] + b"x" if damage == "bytes" else data[: len(data) // 2])
    with pytest.raises(CheckpointError, match="reinstall svodka"):
        rows.expanded(folder, model="m", sha256=None if damage == "truncated" else good, cache_dir=tmp_path)
    assert not list((tmp_path / "converted").iterdir())


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_cache_that_cannot_be_written_is_one_error(writer_folder, tmp_path):
    (tmp_path / "cache").mkdir(mode=0o500)
    with pytest.raises(CheckpointError, match=r"expanding m: the cache .* cannot be written"):
        rows.expanded(writer_folder, model="m", sha256=None, cache_dir=tmp_path / "cache")


def test_what_cannot_be_stored_is_refused(writer_dir, tmp_path):
    copy = shutil.copytree(writer_dir, tmp_path / "copy")
    (copy / "target.spm").write_bytes(b"other")
    with pytest.raises(CheckpointError, match="two vocabularies"):
        rows.store(copy, tmp_path / "out")
    (copy / "vocab.json").unlink()
    with pytest.raises(CheckpointError, match=r"lacks vocab\.json"):
        rows.store(copy, tmp_path / "out")
