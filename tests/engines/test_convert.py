"""Conversion for CTranslate2: once, said on stderr, by one process of several, and only into the cache."""

import errno
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from svodka.checkpoints.resolution import Checkpoint
from svodka.engines import convert
from svodka.errors import CheckpointError

ROOT = Path(__file__).resolve().parents[2]
CHECKPOINT = Checkpoint(Path("/nowhere"), "m", "org/m", "1" * 40, "marian")
# A conversion that takes its time and leaves its process's number.
PROCESS = """
import os, sys, time, logging
from pathlib import Path
from svodka.checkpoints.resolution import Checkpoint
from svodka.engines import convert
def slow(checkpoint, quantization, directory):
    time.sleep(1)
    (directory / "model.bin").write_text(str(os.getpid()))
convert._convert = slow
logging.basicConfig(level=logging.INFO, format="%(message)s")
checkpoint = Checkpoint(Path("/nowhere"), "m", "org/m", "1" * 40, "marian")
print((convert.converted(checkpoint, "int8", Path(sys.argv[1])) / "model.bin").read_text(), os.getpid())
"""


@pytest.fixture
def instant(monkeypatch):
    monkeypatch.setattr(convert, "_convert", lambda c, q, directory: (directory / "model.bin").write_text("converted"))


def test_of_processes_that_start_together_one_converts_and_all_use_its_result(tmp_path):
    command = [sys.executable, "-c", PROCESS, str(tmp_path)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen(command, cwd=ROOT, env={**os.environ}, **pipes) for _ in range(3)]
    results = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], results
    made_by, own = zip(*(out.split() for out, _ in results), strict=True)
    assert len(set(made_by)) == 1 and made_by[0] in own
    assert sum("converting org/m" in err for _, err in results) == 1
    assert [path.name for path in (tmp_path / "converted").iterdir()] == [
        path.name for path in (tmp_path / "converted").glob("m-int8-*") if path.is_dir()
    ]


def test_it_is_said_once_and_not_when_it_is_there(instant, tmp_path, caplog):
    with caplog.at_level(logging.INFO, logger="svodka"):
        first = convert.converted(CHECKPOINT, "int8", tmp_path)
        assert convert.converted(CHECKPOINT, "int8", tmp_path) == first
    assert [record.getMessage() for record in caplog.records] == ["converting org/m for CTranslate2 in int8, once"]


def test_the_command_line_shows_it_on_stderr_and_quiet_does_not(instant, tmp_path, capfd):
    from svodka.cli.parts.output import hush, logged_on_stderr

    with logged_on_stderr():
        convert.converted(CHECKPOINT, "int8", tmp_path)
    assert capfd.readouterr() == ("", "svodka: converting org/m for CTranslate2 in int8, once\n")
    with logged_on_stderr():
        hush()
        convert.converted(CHECKPOINT, "int16", tmp_path)
    convert.converted(CHECKPOINT, "float32", tmp_path)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENOENT, errno.ENOSPC])
def test_where_nothing_can_be_written_the_error_says_what_to_do(instant, tmp_path, monkeypatch, number):
    def fail(self, *args, **options):
        raise OSError(number, os.strerror(number), str(self))

    monkeypatch.setattr(Path, "mkdir", fail)
    with pytest.raises(CheckpointError, match=r"converting org/m: .*choose another folder with SVODKA_CACHE"):
        convert.converted(CHECKPOINT, "int8", tmp_path / "cache")


def test_a_cache_that_holds_the_model_may_be_read_only(instant, tmp_path, monkeypatch):
    made = convert.converted(CHECKPOINT, "int8", tmp_path)
    before = sorted(path.name for path in tmp_path.rglob("*"))
    monkeypatch.setattr(Path, "mkdir", lambda *args, **options: pytest.fail("wrote into a read-only cache"))
    monkeypatch.setattr("tempfile.mkdtemp", lambda *args, **options: pytest.fail("wrote into a read-only cache"))
    assert convert.converted(CHECKPOINT, "int8", tmp_path) == made
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("bias", "expected"),
    [
        ([0.0, -10000.0, 0.5, -10000.0], "\ta c\n"),
        ([0.0, 0.0, 0.5, -2.0], None),  # nothing is forbidden
        (None, None),
    ],
)
def test_only_pieces_that_can_be_written_are_listed(tmp_path, bias, expected):
    (tmp_path / "shared_vocabulary.json").write_text('["a", "b", "c", "d"]')
    convert._write_shortlist(tmp_path, bias)
    file = tmp_path / convert.SHORTLIST
    assert (file.read_text() if file.exists() else None) == expected


def test_a_piece_that_the_list_cannot_hold_leaves_it_out(tmp_path):
    (tmp_path / "shared_vocabulary.json").write_text('["a", "b c", "d"]')
    convert._write_shortlist(tmp_path, [0.0, 0.0, -10000.0])
    assert not (tmp_path / convert.SHORTLIST).exists()
