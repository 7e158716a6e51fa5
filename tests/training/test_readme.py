"""The command lines of training/README.md are ones that the parser takes."""

import re
import shlex
from pathlib import Path

from training.__main__ import build_parser

README = Path(__file__).parents[2] / "training" / "README.md"


def test_every_command_line_parses():
    text = README.read_text(encoding="utf-8").replace("\\\n", " ")
    blocks = "\n".join(re.findall(r"^```\n(.*?)^```$", text, re.S | re.M))
    lines = re.findall(r"python3? -m training ((?:[^\n&|])*)", blocks)
    commands = [build_parser().parse_args(shlex.split(line)).command.__name__ for line in lines]
    assert len(lines) == blocks.count("-m training ") >= 17
    expected = {"_pack", "_tokenize", "_train", "_synthesize", "_evaluate", "_export", "_split", "_join", "_check"}
    assert expected <= set(commands)
