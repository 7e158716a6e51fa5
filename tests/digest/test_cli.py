"""``svodka digest``: a store in, a page out; what is missing is said; refusals in one line."""

import re
from pathlib import Path

import pytest
from support.chain import SIGNATURE, make_brief, make_item

from svodka.cli import main
from svodka.runs import StoreWriter
from svodka.runs.store.records import brief_json


@pytest.fixture
def store(tmp_path) -> Path:
    path = tmp_path / "run.sqlite"
    with StoreWriter.create(path) as writer:
        run, invocation = writer.begin(SIGNATURE)
        writer.offer(run, invocation, [make_item(n) for n in range(4)], retry_failed=False)
        for queued in writer.take(invocation, 0, 3):
            writer.done(queued.row, *brief_json(make_brief(queued.item)))
    return path


def test_a_run_becomes_a_page(store, tmp_path, capsys):
    page = tmp_path / "digest.html"
    page.write_text("an older page")
    assert main(["digest", str(store), "-o", str(page), "--title", "Monday & more"]) == 0
    out, err = capsys.readouterr()
    text = page.read_text(encoding="utf-8")
    assert out == "" and "3 briefs of run 1 written" in err and "1 not processed yet" in err
    assert "<title>Monday &amp; more</title>" in text and len(re.findall("<article", text)) == 3
    assert "Items of this run that are not here: 1 not processed yet." in text


def test_without_an_output_the_page_goes_to_stdout(store, capsys):
    assert main(["digest", str(store), "--run", "1", "--group"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("<!DOCTYPE html>") and out.endswith("</html>\n") and "written" not in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{store}", "-o", "{store}"], "is read by this command"),
        (["{store}", "--run", "7"], "holds no run 7"),
        (["{store}", "--title", " "], "title"),
        (["{folder}/missing.sqlite"], "missing.sqlite"),
        (["{store}", "-o", "{folder}/no/such/page.html"], "cannot write"),
    ],
)
def test_refusals_are_one_line_and_leave_the_store_alone(store, tmp_path, capsys, arguments, message):
    before = store.read_bytes()
    assert main(["digest", *(a.format(store=store, folder=tmp_path) for a in arguments)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and message in err and err.startswith("svodka: error: ") and err.count("\n") == 1
    assert store.read_bytes() == before
