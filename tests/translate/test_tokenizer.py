"""Our MarianMT tokenizer against transformers' own, token by token."""

import json
import shutil
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svodka.errors import CheckpointError, InputError
from translate.marian.tokenizer import MarianTokenizer

from .conftest import ENGLISH, RUSSIAN, write_tokenizer

TEXTS = [
    *RUSSIAN,
    "",
    "   ",
    "Слово  с   пробелами\tи табуляцией ",
    "日本語 и emoji 🔥 рядом",
    ">>rus<< Начало с метки",
    ">>xyz<< Неизвестная метка",
    ">>без конца",
    "Цена: 5 000 ₽ (−3,5 %)…",
    "А" * 300,
]


def reference(directory):
    from transformers import MarianTokenizer as Reference

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Reference.from_pretrained(str(directory), local_files_only=True)


def tokens_of(reference_tokenizer, text):
    return reference_tokenizer.convert_ids_to_tokens(reference_tokenizer(text)["input_ids"])


@pytest.mark.parametrize(
    "setting",
    [
        {},
        {"prefixes": (">>rus<<", ">>ukr<<")},
        {"leave_out": ("▁", "о", "а")},
        {"byte_fallback": True, "vocab_size": 400},
        {"model_type": "bpe"},
        {"separate": True},
    ],
    ids=["plain", "prefixes", "unknown", "bytes", "bpe", "separate"],
)
def test_tokens_equal_transformers(tmp_path, setting):
    directory = write_tokenizer(tmp_path, **setting)
    theirs = reference(directory)
    assert MarianTokenizer(directory).encode(TEXTS) == [tokens_of(theirs, text) for text in TEXTS]


def test_byte_pieces_are_used_and_joined_again(tmp_path):
    tokenizer = MarianTokenizer(write_tokenizer(tmp_path, byte_fallback=True, vocab_size=400))
    row = tokenizer.encode(["ё日"])[0]
    assert row[-4:] == ["<0xE6>", "<0x97>", "<0xA5>", "</s>"]
    assert tokenizer.decode([["▁The", "<0xE6>", "<0x97>", "<0xA5>"]]) == ["The日"]


def test_special_tokens_in_a_text_are_text(tokenizer):
    row = tokenizer.encode(["Конец </s> не конец <unk>"])[0]
    assert row.count("</s>") == 1 and row[-1] == "</s>"


def test_decode_gives_the_sentences_back(tokenizer):
    rows = [tokenizer._target.encode(text, out_type=str) for text in ENGLISH]
    assert tokenizer.decode(rows) == ENGLISH
    assert tokenizer.decode([[]]) == [""]
    assert tokenizer.decode([]) == []


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=5))
def test_a_batch_is_its_texts_one_by_one(tokenizer, texts):
    rows = tokenizer.encode(texts)
    assert rows == [tokenizer.encode([text])[0] for text in texts]
    assert all(row[-1] == "</s>" and "</s>" not in row[:-1] for row in rows)


def test_target_prefix(tmp_path):
    directory = write_tokenizer(tmp_path, prefixes=(">>eng<<", ">>rus<<"))
    tokenizer = MarianTokenizer(directory, target_prefix=">>eng<<")
    assert tokenizer.prefixes == (">>eng<<", ">>rus<<")
    assert tokenizer.encode(["Суд"])[0] == [">>eng<<", *MarianTokenizer(directory).encode(["Суд"])[0]]
    with pytest.raises(InputError, match=r">>deu<<.*>>eng<<, >>rus<<"):
        MarianTokenizer(directory, target_prefix=">>deu<<")


def test_window_comes_from_the_checkpoint(tokenizer_dir, tmp_path):
    assert MarianTokenizer(tokenizer_dir).window == 64
    shutil.copytree(tokenizer_dir, tmp_path / "copy")
    (tmp_path / "copy/config.json").unlink()
    assert MarianTokenizer(tmp_path / "copy").window == 512


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("vocab.json", b"{broken", r"vocab.json is not readable JSON"),
        ("vocab.json", b"[1]", "expected a JSON object"),
        ("vocab.json", json.dumps({"a": 0}).encode(), "has no <unk>"),
        ("source.spm", b"no model", "source.spm is no SentencePiece model"),
        ("target.spm", None, "no target.spm in"),
    ],
)
def test_broken_files_are_named(tokenizer_dir, tmp_path, name, content, message):
    directory = tmp_path / "copy"
    shutil.copytree(tokenizer_dir, directory)
    (directory / name).unlink()
    if content is not None:
        (directory / name).write_bytes(content)
    with pytest.raises(CheckpointError, match=message):
        MarianTokenizer(directory)


def test_equal_models_of_both_sides_are_loaded_once(tokenizer_dir, tmp_path):
    for name, other in (("equal", "source.spm"), ("unequal", "target.spm")):
        shutil.copytree(tokenizer_dir, tmp_path / name)
        shutil.copy(tokenizer_dir / other, tmp_path / name / "target.spm")
    equal, unequal = MarianTokenizer(tmp_path / "equal"), MarianTokenizer(tmp_path / "unequal")
    assert equal._source is equal._target and unequal._source is not unequal._target
    assert equal.encode_target(ENGLISH) != unequal.encode_target(ENGLISH)
