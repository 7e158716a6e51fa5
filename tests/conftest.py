"""Test checkpoints, made here: a MarianMT that has learnt `support.pairs.PAIRS` by heart, and a random BART and T5."""

import hashlib
import inspect
import os
import shutil
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from support.pairs import PAIRS


@pytest.fixture(scope="session")
def checkpoints(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the test checkpoints; kept by pytest's cache under a hash of everything that they are made from."""
    from support import random_seq2seq, toy, toy_writer

    from svodka.checkpoints import rows
    from training import decode
    from training.corpus import vocabulary
    from training.network import checkpoint

    recipe = hashlib.sha256(repr(PAIRS).encode())
    for module in (checkpoint, decode, random_seq2seq, rows, toy, toy_writer, vocabulary):
        recipe.update(inspect.getsource(module).encode())
    for package in ("ctranslate2", "torch", "transformers", "tokenizers", "sentencepiece"):
        recipe.update(version(package).encode())
    folder = f"checkpoints-{recipe.hexdigest()[:16]}"
    cache = getattr(pytestconfig, "cache", None)
    return cache.mkdir(folder) if cache is not None else tmp_path_factory.mktemp(folder, numbered=False)


def _made(folder: Path, name: str, make: Callable[[Path], object]) -> Path:
    """``folder/name``, made by ``make`` unless an earlier run has; it appears whole or not at all."""
    final = folder / name
    if not final.is_dir():
        half = folder / f"{name}.{os.getpid()}"
        shutil.rmtree(half, ignore_errors=True)
        make(half)
        try:
            half.rename(final)
        except OSError:  # another test process was faster
            shutil.rmtree(half)
    return final


def _save_both_layouts(folder: Path) -> None:
    from support import toy

    trained = toy.train(PAIRS, toy.ToyOptions(steps=(160, 240, 400)))
    trained.save(folder / "new")
    trained.save_old(folder / "old")


@pytest.fixture
def no_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a package without the judge's weights: for what is true whatever they are."""
    for place in ("checking", "entailment.shipped"):
        monkeypatch.setattr(f"svodka.verify.{place}.shipped_judge", lambda: None)


@pytest.fixture(scope="session")
def marian_dir(checkpoints: Path) -> Path:
    """A MarianMT ru-en checkpoint that repeats PAIRS exactly, in the present layout. Copy it before changing it."""
    return _made(checkpoints, "marian", _save_both_layouts) / "new"


@pytest.fixture(scope="session")
def marian_old_dir(checkpoints: Path) -> Path:
    """The same weights as `marian_dir` in the layout of old hub checkpoints: pytorch_model.bin, settings in config."""
    return _made(checkpoints, "marian", _save_both_layouts) / "old"


@pytest.fixture(scope="session")
def writer_dir(checkpoints: Path) -> Path:
    """A MarianMT directory that has learnt `support.toy_writer.LINES`. Copy it before changing it."""
    from support.toy_writer import make_writer

    return _made(checkpoints, "writer", make_writer)


@pytest.fixture(scope="session")
def writer_folder(checkpoints: Path, writer_dir: Path) -> Path:
    """The same in int8 by rows, as the writer that ships is kept."""
    from svodka.checkpoints.rows import store

    return _made(checkpoints, "writer-int8", lambda path: store(writer_dir, path))


@pytest.fixture(scope="session")
def bart_dir(checkpoints: Path) -> Path:
    """A tiny random BART with a real byte-level BPE tokenizer."""
    from support.random_seq2seq import save_bart

    return _made(checkpoints, "bart", lambda path: save_bart(path, [target for _, target in PAIRS]))


@pytest.fixture(scope="session")
def t5_dir(checkpoints: Path) -> Path:
    """A tiny random T5 with a real unigram tokenizer."""
    from support.random_seq2seq import save_t5

    return _made(checkpoints, "t5", lambda path: save_t5(path, [target for _, target in PAIRS]))


@pytest.fixture(scope="session")
def compact_cache(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder in which the compact checkpoint is converted for CTranslate2 once, kept from run to run.

    A converted model is named after the bytes it was made from, so that an old one never answers for new weights.
    """
    cache = getattr(pytestconfig, "cache", None)
    return cache.mkdir("compact") if cache is not None else tmp_path_factory.mktemp("compact")
