"""Nothing of an input acts on the terminal, whether it comes as data or in a message."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.cli import main
from svodka.cli.parts.output import say
from svodka.cli.parts.streams import shown
from svodka.runs.progress import PlainProgress, RichProgress, SilentProgress
from svodka.text import remark

BAD = "a\x1b[31m\x9b2J\x08\u202eb"
GOOD = "a[U+001B][31m[U+009B]2J[U+0008][U+202E]b"


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_data_is_spelled_out_on_a_terminal_and_left_alone_elsewhere():
    terminal, pipe = Terminal(), io.StringIO()
    shown(terminal).writelines([BAD, "\r\n"])
    shown(pipe).write(BAD)
    assert (terminal.getvalue(), pipe.getvalue()) == (f"{GOOD}\n", BAD)


def test_a_message_is_spelled_out_and_of_a_length_to_be_read(capsys):
    say(BAD)
    say("я" * 100_000)
    first, second = capsys.readouterr().err.splitlines()
    assert first == f"svodka: {GOOD}"
    assert len(second) < 2_100 and " … " in second


@pytest.mark.parametrize("kind", [SilentProgress, PlainProgress, RichProgress])
def test_so_is_what_a_run_says(kind):
    out = io.StringIO()
    kind(out).say(BAD)
    assert out.getvalue() == f"svodka: {GOOD}\n"


def test_the_error_that_ends_a_command_quotes_a_name_spelled_out(capsys):
    assert main(["read", "no-such\x1b[31m-file"]) == 2
    assert "\x1b" not in capsys.readouterr().err
    assert main(["digest", "no-such\x1b[31m-store"]) == 2
    assert "no-such[U+001B][31m-store" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name", ["no\nsvodka: all well", "no\r\nsvodka: all well", "no\u2028svodka: all well", "--x\nsvodka: all"]
)
@pytest.mark.parametrize(
    "command",
    [["read"], ["digest"], ["translate"], ["summarize"], ["check", "-"], ["runs", "list"], ["prompts", "show"]],
)
def test_a_name_forges_no_line(capsys, monkeypatch, command, name):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a")))
    assert main([*command, name]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines and not [line for line in lines if line.startswith("svodka: all")]


@given(st.text(st.sampled_from("a\n\r\u2028\u2029\x85\x0b\x0c\x1b\x1c\x1d\x1e"), max_size=9))
def test_a_message_is_one_line_whatever_it_quotes(text):
    assert len(remark(f"a{text}b").splitlines()) == 1
