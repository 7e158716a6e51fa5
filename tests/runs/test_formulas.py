"""What a table holds is no formula, with whichever separator a spreadsheet reads it."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.chain import make_brief, make_item

from svodka.runs.export import _cell

PIECES = [
    ";",
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "|",
    '"',
    "'",
    " ",
    "a",
    "1",
    "＝",
    "=cmd|' /C calc'!A0",
    ",",
    "мост",
]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_no_cell_begins_a_formula_with_any_separator(text):
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(["id", _cell(text), "end"])
    for separator in ",;\t|":
        for row in csv.reader(io.StringIO(line.getvalue(), newline=""), delimiter=separator):
            for cell in row:
                assert not cell.lstrip("\"' ").startswith(("=", "@", "＝")) or cell.lstrip('" ').startswith("'"), (
                    separator,
                    row,
                )
                assert not cell.startswith(("+", "-", "\t", "\r")) or cell.startswith("'"), (separator, row)


@pytest.mark.parametrize(
    ("text", "cell"),
    [("=1", "'=1"), ("a;=1", "a;'=1"), ("a; =1", "a;' =1"), ("a;-5", "a;'-5"), ("a; -5", "a; -5"), ("a - b", "a - b"),
     ("a=b", "a=b"), ("a, -5", "a, -5"), (" =1", "' =1"), ("a\n=1", "a\n'=1"), ('a;"=1', "a;'\"=1"), ("-5", "'-5")],
)  # fmt: skip
def test_as_it_is_written(text, cell):
    assert _cell(text) == cell


def test_an_export_has_none(tmp_path):
    from svodka.runs.export import write_csv
    from svodka.runs.store.records import Result

    brief = replace(make_brief(make_item(1)), headline="a;=HYPERLINK(1)")
    result = Result("a", "h", "done", "", None, None, None, None, None, 1, "2026", brief.item, brief)
    out = io.StringIO()
    write_csv([result], out)
    assert "a;'=HYPERLINK" in out.getvalue()
