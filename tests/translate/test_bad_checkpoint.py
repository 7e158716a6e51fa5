"""Checkpoints that are none for us: one clear error each, before anything heavy is loaded."""

import json
import shutil

import pytest

from svodka.cli import main
from svodka.errors import CheckpointError
from translate import Translator
from translate.marian.langpair import check_langpair
from translate.marian.tokenizer import MarianTokenizer

from .conftest import ENGLISH, RUSSIAN, train_pieces, write_tokenizer


@pytest.fixture
def copy(marian_dir, tmp_path):
    return shutil.copytree(marian_dir, tmp_path / "copy")


def change(file, **values):
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | values), encoding="utf-8")


def renumber(folder, by):
    file = folder / "vocab.json"
    pieces = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(by(pieces)), encoding="utf-8")


BROKEN = {
    "no weights": (lambda d: (d / "model.safetensors").unlink(), "has no weights"),
    "no config": (lambda d: (d / "config.json").unlink(), "is no checkpoint: it has no config.json"),
    "no target pieces": (lambda d: (d / "target.spm").unlink(), "has no tokenizer: expected target.spm"),
    "en-de": (
        lambda d: change(d / "tokenizer_config.json", source_lang="en", target_lang="de"),
        "translates en to de (tokenizer_config.json); expected Russian to English",
    ),
    "ru-uk": (lambda d: change(d / "tokenizer_config.json", target_lang="ukr"), "translates ru to ukr"),
    "more pieces than rows": (
        lambda d: renumber(d, lambda v: v | {"▁дополнительный": max(v.values()) + 1}),
        "do not belong together",
    ),
    "fewer pieces": (
        lambda d: renumber(d, lambda v: {p: i for i, p in enumerate([p for p in v if not p.startswith("▁п")])}),
        "do not belong together",
    ),
    "no numbers": (lambda d: renumber(d, lambda v: dict.fromkeys(v)), "has pieces without a number"),
    "no end": (lambda d: renumber(d, lambda v: {p: i for p, i in v.items() if p != "</s>"}), "has no <unk> or no </s>"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_one_clear_error(copy, tmp_path, name, capfd, monkeypatch):
    from svodka.engines import load

    breaks, message = BROKEN[name]
    breaks(copy)
    monkeypatch.setattr(load, "load_engine", lambda *args, **options: pytest.fail("the weights were loaded"))
    (tmp_path / "text.txt").write_text("Погибших нет.", encoding="utf-8")
    assert main(["translate", str(tmp_path / "text.txt"), "--translator", str(copy), "--offline"]) == 2
    out, err = capfd.readouterr()
    assert out == "" and err.count("\n") == 1 and err.startswith("svodka: error: ") and message in err
    assert str(copy) in err


@pytest.mark.parametrize("damage", [b'{"forced_bos_token_id', b"\xf4{}"])
def test_a_config_that_is_read_after_the_conversion(copy, tmp_path, damage):
    """transformers does without it where it is damaged; the first token of a target is read from it."""
    cache = tmp_path / "cache"
    Translator(str(copy), engine="ctranslate2", offline=True, cache_dir=cache)
    (copy / "generation_config.json").write_bytes(damage)
    with pytest.raises(CheckpointError, match=r"generation_config\.json") as told:
        Translator(str(copy), engine="ctranslate2", offline=True, cache_dir=cache)
    assert "\n" not in str(told.value)


def test_a_vocabulary_larger_than_its_config_says_is_refused_when_the_weights_are_read(copy, tmp_path):
    """The config may agree with the vocabulary and the weights with neither."""
    renumber(copy, lambda v: {p: i for i, p in enumerate([*list(v)[:-1], "▁лишний", "<pad>"])})
    size = len(json.loads((copy / "vocab.json").read_text(encoding="utf-8")))
    change(copy / "config.json", vocab_size=size, decoder_vocab_size=size, pad_token_id=size - 1)
    with pytest.raises(CheckpointError, match="cannot be loaded"):
        Translator(str(copy), offline=True, cache_dir=tmp_path / "cache")


@pytest.mark.parametrize(("sides", "language"), [((ENGLISH, ENGLISH), "Russian"), ((RUSSIAN, RUSSIAN), "English")])
def test_a_pair_that_is_not_stated_is_seen_in_the_pieces(tmp_path, sides, language):
    folder = write_tokenizer(tmp_path)
    pieces = []
    for side, texts in zip(("source", "target"), sides, strict=True):
        model, processor = train_pieces(texts)
        (folder / f"{side}.spm").write_bytes(model)
        pieces += [processor.id_to_piece(i) for i in range(processor.get_piece_size())]
    words = ["</s>", "<unk>", *(p for p in dict.fromkeys(pieces) if p not in {"</s>", "<unk>", "<s>"}), "<pad>"]
    (folder / "vocab.json").write_text(json.dumps({w: i for i, w in enumerate(words)}), encoding="utf-8")
    with pytest.raises(CheckpointError, match=f"know no {language}: a checkpoint of another language pair"):
        check_langpair(folder, MarianTokenizer(folder))


@pytest.mark.parametrize(
    ("source", "target"), [("ru", "en"), ("rus", "eng"), ("zle", "en"), ("rus_Cyrl", "eng_Latn"), (None, None)]
)
def test_pairs_that_will_do(tmp_path, source, target):
    folder = write_tokenizer(tmp_path)
    (folder / "tokenizer_config.json").write_text(json.dumps({"source_lang": source, "target_lang": target}))
    check_langpair(folder, MarianTokenizer(folder))
