"""Nothing of an input acts on the terminal, whether it comes as data or in a message."""

import io

import pytest

from svodka.cli import main
from svodka.cli.parts.output import say
from svodka.cli.parts.streams import shown
from svodka.runs.progress import PlainProgress, RichProgress, SilentProgress

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
