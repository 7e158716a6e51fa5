"""The command line from the data folder to scores, and the script that starts it in the background."""

import importlib
import json
import os
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from support.pairs import PAIRS

from svodka.errors import CheckpointError
from training.__main__ import COMMANDS, main
from training.command import ended
from training.corpus import packing, text
from training.corpus.noise import worth_mending
from training.corpus.vocabulary import Vocabulary

TINY = ("--width", "32", "--feed-forward", "64", "--encoder-layers", "1", "--decoder-layers", "1")

CLAIMS = (
    ("frank_cnndm", "The ferry was late on Monday by an hour. Nobody on board was hurt, the owner of the ferry said."),
    ("frank_cnndm", "The ferry , which is new , was late ."),
    ("frank_cnndm", "the ferry that is new was late by an hour."),
    ("storysumm", "The last thing he saw was a white ferry on the river."),
)
"""Sets of labelled claims and their documents; of these the first alone is news as it was printed."""


def lines(path: Path, texts: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text.write_lines(path, texts)


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    """A data folder."""
    folder = tmp_path_factory.mktemp("data")
    rows = [f"{russian}\t{english}" for russian, english in PAIRS]
    lines(folder / "mt/train/newstest2012_2018.tsv.xz", rows)
    lines(folder / "mt/train/php_docs.tsv.xz", ["Вернет истину.\tReturns true.", "Вернет ложь.\tReturns false."])
    lines(folder / "mt/train/tico19_covid_terms.tsv.xz", ["вирус\tvirus"])
    game = [f"Партия {i}\tThe party won the vote {i}" for i in range(3)] + [f"Танк {i}\tTank {i}" for i in range(9)]
    lines(folder / "mt/train/rimworld_ru.tsv.xz", [line for line in game for _ in range(2)])
    for name in packing.DEV_SETS:
        lines(folder / f"mt/dev/{name}.tsv", rows[:3])
    lines(folder / "news_en/some.txt.xz", [english for _, english in PAIRS])
    for name in packing.ENGLISH_DOCUMENTS:
        lines(folder / f"summ/{name}.jsonl.xz", [json.dumps({"document": PAIRS[4][1] + " " + PAIRS[6][1]})])
    claims = [{"source_set": name, "document": text} for name, text in CLAIMS]
    lines(folder / "faithful/labelled.jsonl.xz", map(json.dumps, claims))
    lines(folder / "news_ru/some.jsonl.xz", [json.dumps({"headline": PAIRS[0][0], "text": PAIRS[4][0]})])
    return folder


def test_a_pack_can_take_the_vocabulary_of_a_checkpoint(data, marian_dir, tmp_path, capsys):
    given = marian_dir / "source.spm"
    assert main(["pack", "--data", str(data), "--out", str(tmp_path), "--vocabulary", str(given)]) == 0
    assert json.loads(capsys.readouterr().out)["pieces"] == len(Vocabulary.load(given))
    assert (tmp_path / "spm.model").read_bytes() == given.read_bytes()


def test_the_command_line_from_data_to_scores(kernels, data, tmp_path, capsys):
    run, out = tmp_path / "run", tmp_path / "m"
    assert main(["pack", "--data", str(data), "--out", str(run), "--pieces", "700"]) == 0
    counts = json.loads(capsys.readouterr().out)
    packed = text.read_corpus(run / "corpus.tsv.xz")
    # Dev pairs are out, every second pair of what is hardly seen too, the test set, and most of a game's short strings.
    found = {name: sum(row[0] == name for row in packed) for name, _, _ in packed}
    assert found == {"newstest2012_2018": 37, "php_docs": 1, "rimworld_ru": 4}
    assert counts["pairs"] == 42
    english = text.read_lines(run / "mono.en.xz")
    assert counts["mono.ru"] == 2 and PAIRS[4][1] in english
    assert {line for line in english if "ferry" in line} == {
        "The ferry was late on Monday by an hour.", "Nobody on board was hurt, the owner of the ferry said."
    }  # fmt: skip

    assert main(["tokenize", "--run", str(run), "--denoise", "en", "ru"]) == 0
    told = json.loads(capsys.readouterr().out)
    mended = [*text.read_lines(run / "mono.en.xz"), *text.read_lines(run / "mono.ru.xz")]
    assert (told["pairs"], told["denoising"]) == (42, sum(map(worth_mending, mended)))
    assert main(["spectral", "--run", str(run), "--out", str(run / "s.npy"), "--width", "32"]) == 0
    train = ["train", "--run", str(run), "--out", str(out), "--tokens", "40", *TINY, "--spectral", str(run / "s.npy")]
    assert main([*train, "--steps", "2"]) == 0 and main([*train, "--steps", "1"]) == 0
    assert "state.pt: 3 steps" in capsys.readouterr().err
    assert main([*train, "--steps", "1", "--cool"]) == 0
    assert main([*train, "--minutes", "1", "--steps", "1"]) == 2
    assert "either minutes or steps" in capsys.readouterr().err
    half = str(tmp_path / "compact")
    assert main(["export", "--run", str(run), "--state", str(out / "cooled.pt"), "--out", half]) == 0
    assert json.loads(capsys.readouterr().out)["bytes"] > 10_000
    scores = tmp_path / "scores.json"
    evaluate = ["evaluate", "--run", str(run), "--model", half, "--beams", "1", "--limit", "2", "--out", str(scores)]
    assert main(evaluate) == 0
    assert [score["set"] for score in json.loads(scores.read_text(encoding="utf-8"))] == ["newstest2013", "flores_dev"]
    on = ["train", "--run", str(run), "--out", str(tmp_path / "on"), "--tokens", "40", "--steps", "1"]
    assert main([*on, "--init", half, "--step", "3", "--fresh-data", "1"]) == 0
    assert "on/state.pt: 4 steps" in capsys.readouterr().err
    assert main([*on, "--init", str(run)]) == 0, "a state goes before --init"


def test_both_directions_in_turn_need_no_compiler_and_end_in_a_checkpoint(data, tmp_path, capsys, monkeypatch):
    from training.network import kernels

    kernels.library.cache_clear()
    monkeypatch.setenv("CXX", "no-such-compiler")
    run, out = tmp_path / "run", tmp_path / "turns"
    assert main(["pack", "--data", str(data), "--out", str(run), "--pieces", "700"]) == 0
    assert main(["tokenize", "--run", str(run), "--denoise", "en", "--mono", "--variants", "2"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["mono"] == len(text.read_lines(run / "mono.en.xz")) + len(text.read_lines(run / "mono.ru.xz"))
    turns = ["turns", "--run", str(run), "--out", str(out), "--tokens", "200", *TINY]
    assert main([*turns, "--steps", "20"]) == 0
    assert "turn 6 ru-en ends: 14 steps" in capsys.readouterr().err
    export = ["export", "--run", str(run), "--state", str(out / "state.pt"), "--out", str(tmp_path / "compact")]
    assert main(export) == 0 and (tmp_path / "compact" / "model.safetensors").is_file()
    assert main(turns) == 2 and "either minutes or steps" in capsys.readouterr().err


def test_a_compiler_that_is_missing_is_an_error(data, tmp_path, capsys, monkeypatch):
    from training.network import kernels

    run = tmp_path / "run"
    main(["pack", "--data", str(data), "--out", str(run), "--pieces", "700"])
    main(["tokenize", "--run", str(run)])
    kernels.library.cache_clear()
    monkeypatch.setenv("CXX", "no-such-compiler")
    train = ["train", "--run", str(run), "--out", str(tmp_path / "m"), "--tokens", "40", *TINY, "--steps", "1"]
    assert main(train) == 2
    assert "install a C++ compiler" in capsys.readouterr().err


def test_every_command_is_run_by_one_function():
    from training.parser import build_parser

    choices = next(action.choices for action in build_parser()._actions if action.dest == "command")
    assert set(choices) == set(COMMANDS)


@pytest.mark.parametrize(
    ("program", "given", "run"),
    [
        ("training", ["vary", "--run", "run"], ("training.__main__.COMMANDS", "vary")),
        ("training.judge", ["ship", "--checkpoint", "a", "--out", "b"], ("training.judge.__main__.COMMANDS", "ship")),
        ("training.ship", ["export"], ("training.ship", "ship")),
    ],
)
@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (FileNotFoundError(2, "No such file", "corpus.tsv.xz"), 2, "[Errno 2] No such file: 'corpus.tsv.xz'"),
        (ValueError("expected pairs, found none"), 2, "expected pairs, found none"),
        (RuntimeError("no compiler"), 2, "no compiler"),
        (CheckpointError("of type 'bart'"), 2, "of type 'bart'"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (None, 0, None),
    ],
)
def test_every_command_ends_alike(program, given, run, error, code, said, monkeypatch, capsys):
    def command(*arguments: object) -> None:
        if error:
            raise error

    where, name = run
    if where.endswith("COMMANDS"):
        module, _, commands = where.rpartition(".")
        monkeypatch.setitem(getattr(importlib.import_module(module), commands), name, command)
    else:
        monkeypatch.setattr(f"{where}.{name}", command)
    entry = importlib.import_module(program if program == "training.ship" else f"{program}.__main__")
    assert entry.main(given) == code
    assert capsys.readouterr().err == (f"python -m {program}: {said}\n" if said else "")


def test_a_fault_of_our_own_keeps_its_traceback():
    with pytest.raises(KeyError):
        ended("python -m training", lambda: {}["pairs"])


def test_the_script_starts_a_session_of_its_own_and_says_its_id(tmp_path):
    python = tmp_path / "python"
    told = 'echo "$@" $OMP_WAIT_POLICY $OMP_NUM_THREADS $(ps -o sid= -p $$) $$; cat /proc/self/autogroup 2>&1; sleep 30'
    python.write_text(f"#!/bin/bash\n{told}\n")
    python.chmod(0o755)
    script = Path(__file__).parents[2] / "training" / "background.sh"
    found = subprocess.run(
        [script, tmp_path / "log", "train", "--steps", "1"],
        env={**os.environ, "PYTHON": str(python), "OMP_NUM_THREADS": "7"},
        capture_output=True, text=True, timeout=20, check=True,
    )  # fmt: skip
    process = int(found.stdout)
    deadline = time.monotonic() + 20
    while not (words := (tmp_path / "log").read_text(encoding="utf-8").split()) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(process, 15)
    assert words[:5] == ["-m", "training", "train", "--steps", "1"]
    assert words[5:9] == ["ACTIVE", str(len(os.sched_getaffinity(0))), str(process), str(process)]
