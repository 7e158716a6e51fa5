"""SIGINT and SIGTERM at any moment of a command: the exit code of shells, no traceback, nothing half written."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from svodka.__main__ import interruptible
from svodka.cli.parts.destination import writing

ROOT = Path(__file__).resolve().parents[2]
SIGNALS = {signal.SIGINT: 130, signal.SIGTERM: 143}
# What starts the tests may ignore the signal (a script in the background does): not to be inherited.
HEARD = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.default_int_handler)}


@pytest.fixture
def heard():
    """The tests' own handlers, put back afterwards."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", SIGNALS)
def test_what_is_half_written_goes_and_what_was_finished_is_kept(number, heard, tmp_path, capsys):
    out = tmp_path / "out.md"

    def command():
        with writing(out) as stream:
            stream.write("a brief\n")
            stream.flush()
            signal.raise_signal(number)
        return 0

    assert interruptible(command) == SIGNALS[number]
    assert [path.name for path in tmp_path.iterdir()] == ["out.md.partial"]
    assert (tmp_path / "out.md.partial").read_text() == "a brief\n"
    assert (
        capsys.readouterr().err.splitlines()[-1]
        == f"svodka: {'interrupted' if number == signal.SIGINT else 'terminated'}"
    )


@pytest.mark.parametrize("number", SIGNALS)
def test_before_anything_is_written_nothing_is_left(number, heard, tmp_path):
    def command():
        with writing(tmp_path / "out.md"):
            signal.raise_signal(number)
        return 0

    assert interruptible(command) == SIGNALS[number]
    assert list(tmp_path.iterdir()) == []


def test_an_import_that_makes_another_error_of_it_is_an_interrupt_all_the_same(heard):
    def command():
        try:
            signal.raise_signal(signal.SIGTERM)
        except KeyboardInterrupt as error:
            raise ImportError("numpy is broken") from error

    assert interruptible(command) == 143


def test_work_that_was_done_whole_is_not_called_interrupted(heard):
    def command():
        try:
            signal.raise_signal(signal.SIGTERM)
        except KeyboardInterrupt:
            return 0

    assert interruptible(command) == 0


@pytest.mark.parametrize("code", [0, 1, 2, 3])
def test_without_a_signal_the_code_is_the_commands_own(code, heard):
    assert interruptible(lambda: code) == code
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    with pytest.raises(ZeroDivisionError):
        interruptible(lambda: 1 // 0)


def test_a_signal_that_is_ignored_stays_so(heard):
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def command():
        signal.raise_signal(signal.SIGINT)
        return 5

    assert interruptible(command) == 5
    assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN


def test_signals_are_heard_before_anything_heavy_is_loaded():
    code = "import sys, svodka.__main__; print([m for m in ('typer', 'click', 'svodka.cli') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT).stdout == "[]\n"


@pytest.mark.parametrize("code", [0, 1, 3])
def test_the_end_runs_what_was_put_off_to_it_and_frees_nothing(code):
    program = (
        "import atexit, sys, svodka.__main__ as m\n"
        "class Model:\n"
        "    def __del__(self): print('freed')\n"
        "kept = Model(); atexit.register(print, 'at exit'); sys.stdout.write('before ')\n"
        f"m._command = lambda: {code}; m.main()"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)
    assert (ended.returncode, ended.stdout, ended.stderr) == (code, "before at exit\n", "")


def test_an_interrupt_of_what_is_executed_is_no_death_by_sigint(tmp_path):
    """As `python -m` runs a module: imports execute code, of dataclasses for example."""
    (tmp_path / "stopped.py").write_text(
        "import signal, sys; from svodka.__main__ import interruptible\n"
        "sys.exit(interruptible(lambda: exec('signal.raise_signal(signal.SIGTERM)')))"
    )
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{tmp_path}"}
    command = [sys.executable, "-m", "stopped"]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, **HEARD)
    assert (ended.returncode, ended.stderr) == (143, "svodka: terminated\n")


@pytest.mark.parametrize("number", SIGNALS)
def test_a_command_that_waits_for_its_input(number, tmp_path):
    command = [sys.executable, "-m", "svodka", "read", "-", "-o", str(tmp_path / "out.jsonl")]
    running = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **HEARD)
    deadline = time.monotonic() + 60
    while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.02)
    running.send_signal(number)
    said = running.communicate(timeout=60)[1]
    assert (running.returncode, said) == (
        SIGNALS[number],
        f"svodka: {'interrupted' if number == signal.SIGINT else 'terminated'}\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_waiting_for_a_decoder_hears_a_signal(heard):
    """The library's own waiting would not: evaluate went on for ten seconds."""
    from svodka.engines.ct2 import _waited

    class Never:
        asked = 0

        def done(self):
            self.asked += 1
            if self.asked == 3:
                signal.raise_signal(signal.SIGTERM)
            return False

        def result(self):
            raise AssertionError("waited within the library")

    assert interruptible(lambda: _waited(Never())) == 143


@pytest.mark.parametrize("number", SIGNALS)
def test_what_an_interrupt_leaves_behind_is_not_freed(number, heard):
    """A decoder that is freed waits for what it was given; Typer catches the interrupt and raises another error."""
    freed = []

    class Decoder:
        def __del__(self):
            freed.append(True)

    def work():
        decoder = Decoder()
        signal.raise_signal(number)
        return decoder

    def command():
        with suppress(KeyboardInterrupt):
            work()
        return 1

    assert interruptible(command) == SIGNALS[number] and not freed
