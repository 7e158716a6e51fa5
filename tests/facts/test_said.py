"""Sentences of our own about what others say: true and false, across the languages and within English."""

from pathlib import Path

import pytest

from svodka.facts import compare, ledger
from svodka.verify import check
from svodka.verify.document import language

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "said.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("truth", "asked", "source", "target"), ROWS)
def test_what_the_second_says_of_the_first(truth, asked, source, target):
    if asked in ("both", "compare"):
        found = compare(ledger(source, language(source)), ledger(target, language(target)))
        # What a summary leaves out is no fault of it.
        assert any(m.direction == "unsupported" or truth == "false" for m in found) is (truth == "false"), found
    if asked in ("both", "check"):
        assert check(source, target, rivals=False).supported is (truth == "true")
