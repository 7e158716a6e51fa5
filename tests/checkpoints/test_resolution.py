"""From a name to a checkpoint: directories, layouts, and what is said when something is missing."""

import json
import shutil

import pytest

from svodka.checkpoints import SUMMARIZERS, TRANSLATORS, resolution, resolve
from svodka.errors import CheckpointError, HubError


def make(path, **config):
    path.mkdir()
    (path / "config.json").write_text(json.dumps({"model_type": "marian"} | config))
    for name in ("model.safetensors", "source.spm", "target.spm", "vocab.json"):
        (path / name).write_bytes(b"x")
    return path


def test_a_directory_is_taken_as_it_is(tmp_path):
    found = resolve(str(make(tmp_path / "m")), "translate", offline=True)
    assert (found.path, found.model, found.architecture, found.notices) == (tmp_path / "m", "m", "marian", ())


def test_a_directory_s_revision_follows_its_bytes_not_its_path(tmp_path):
    one, two = (resolve(str(make(tmp_path / name)), "translate").revision for name in ("one", "two"))
    assert one == two and len(one) == 40
    (tmp_path / "two" / "model.safetensors").write_bytes(b"y")
    assert resolve(str(tmp_path / "two"), "translate").revision != one


@pytest.mark.parametrize(("remove", "message"), [
    ("config.json", "is no checkpoint: it has no config.json"),
    ("model.safetensors", "has no weights: expected one of model.safetensors"),
    ("source.spm", "has no tokenizer: expected source.spm"),
    ("vocab.json", "has no tokenizer: expected vocab.json"),
])  # fmt: skip
def test_a_directory_that_lacks_something(tmp_path, remove, message):
    (make(tmp_path / "m") / remove).unlink()
    with pytest.raises(CheckpointError, match=message):
        resolve(str(tmp_path / "m"), "translate")


@pytest.mark.parametrize(("config", "message"), [
    ({"model_type": "bert"}, "of type 'bert'; to translate it must be: marian"),
    ({"model_type": "bart"}, "of type 'bart'; to translate it must be: marian"),
    ({"model_type": "bert", "architectures": 5}, "of type 'bert'; to translate it must be: marian"),
])  # fmt: skip
def test_another_architecture(tmp_path, config, message):
    with pytest.raises(CheckpointError, match=message):
        resolve(str(make(tmp_path / "m", **config)), "translate")


@pytest.mark.parametrize("text", ["{", "[]", "\x00"])
def test_a_config_that_is_no_json_object(tmp_path, text):
    (make(tmp_path / "m") / "config.json").write_text(text)
    with pytest.raises(CheckpointError, match=r"config\.json"):
        resolve(str(tmp_path / "m"), "translate")


@pytest.mark.parametrize("name", ["besst", "./nowhere", "", "a/b/c"])
def test_an_unknown_name_lists_the_known_ones(name):
    with pytest.raises(CheckpointError, match="not one of auto, best, fast, compact"):
        resolve(name, "translate", offline=True)


@pytest.fixture
def without_compact(monkeypatch, tmp_path):
    monkeypatch.setattr(resolution, "bundled_path", lambda task="translate": tmp_path / "compact")
    return tmp_path / "compact"


def test_auto_offline_falls_back_to_compact_and_says_so(without_compact, tmp_path):
    make(without_compact)
    found = resolve("auto", "translate", offline=True, cache_dir=tmp_path / "cache")
    assert (found.name, found.model, found.path) == ("auto", "svodka/compact", without_compact)
    (notice,) = found.notices
    assert notice.startswith("translating with the compact checkpoint: Helsinki-NLP/opus-mt-tc-big-zle-en is not in")
    assert resolve("compact", "translate", offline=True).notices == ()


def test_without_compact_the_error_names_both(without_compact, tmp_path):
    with pytest.raises(CheckpointError, match=r"is not in the cache.*the compact checkpoint is not in this version"):
        resolve("auto", "translate", offline=True, cache_dir=tmp_path / "cache")
    with pytest.raises(CheckpointError, match="use `best` or `fast` with a network"):
        resolve("compact", "translate")


def test_a_summarizer_auto_offline_is_a_hub_error_for_the_caller_to_answer(tmp_path):
    with pytest.raises(HubError, match="sshleifer/distilbart-cnn-12-6 is not in the cache"):
        resolve("auto", "summarize", offline=True, cache_dir=tmp_path)


def test_auto_does_not_hide_a_broken_best(monkeypatch, tmp_path, without_compact):
    make(without_compact)
    broken = make(tmp_path / "best", model_type="bert")
    monkeypatch.setattr(resolution.hub, "cached", lambda *a: broken)
    with pytest.raises(CheckpointError, match="of type 'bert'"):
        resolve("auto", "translate", offline=True)
    shutil.rmtree(broken)


def test_the_tables_pin_every_revision():
    for spec in (*TRANSLATORS.values(), *SUMMARIZERS.values()):
        if spec.repo is not None:
            assert len(spec.revision) == 40 and int(spec.revision, 16) > 0
            assert spec.download > 100_000_000 and spec.licence and spec.scores
    assert list(TRANSLATORS) == ["best", "fast", "compact"] and list(SUMMARIZERS) == [
        "best",
        "fast",
        "compact",
        "extractive",
    ]
