"""The command lines of training/README.md are ones that the parser takes, and the files that it names are there."""

import re
import shlex
from pathlib import Path

from training.__main__ import COMMANDS
from training.judge.__main__ import COMMANDS as JUDGE_COMMANDS
from training.judge.__main__ import parser as judge_parser
from training.parser import build_parser

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "training" / "README.md").read_text(encoding="utf-8")


def test_every_command_line_parses():
    blocks = "\n".join(re.findall(r"^```\n(.*?)^```$", TEXT.replace("\\\n", " "), re.S | re.M))
    lines = re.findall(r"(?:python -m training|background\.sh \S+) ((?:[^\n&|])*)", blocks)
    commands = [build_parser().parse_args(shlex.split(line)).command for line in lines]
    judged = re.findall(r"python -m training\.judge ((?:[^\n&|])*)", blocks)
    assert {judge_parser().parse_args(shlex.split(line)).command for line in judged} == set(JUDGE_COMMANDS)
    assert len(lines) == blocks.count("-m training ") + blocks.count("background.sh ") >= 18
    assert set(commands) == set(COMMANDS)


def test_the_table_names_every_file():
    table = TEXT[TEXT.index("| file |") : TEXT.index("Everything is also")]
    named = {path for entry in re.findall(r"`([\w/.*]+)`", table) for path in (ROOT / "training").glob(entry)}
    there = {path for kind in ("*.py", "*.cpp", "*.sh") for path in (ROOT / "training").rglob(kind)}
    plain = {path for path in there if path.name in {"__init__.py", "__main__.py", "parser.py"}}
    assert there - plain == named - plain
