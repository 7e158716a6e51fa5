"""What a run says of itself: the report, and progress while it goes on."""

import io
import json
import re

import pytest
from support.chain import SIGNATURE, FakeChain, make_brief, make_item
from support.stored import run

from svodka.engines.meter import count
from svodka.engines.protocol import Hypothesis
from svodka.errors import StoreError
from svodka.runs import LocalBackend, Store, StoreWriter, execute
from svodka.runs.progress import PlainProgress, RichProgress, SilentProgress, clock, progress_for
from svodka.runs.report import check_report_path


def test_the_report_counts_what_happened(path, tmp_path):
    from translate.types import Flag

    class Chain(FakeChain):
        def finish(self, translated):
            flags = (Flag("numbers", "7 became 8"), Flag("loop", "again and again"))
            super().finish(translated)
            return [
                make_brief(i, flags=flags if i.id == "item-1" else (), supported=i.id != "item-2") for i in translated
            ]

        def translate(self, items):
            count([["a"] * 10], [Hypothesis(("b",) * 4, -1.0)])
            return super().translate(items)

    chain = Chain(fail={"item-3": "translate"})
    report, _ = run(path, [make_item(n) for n in range(5)] + [make_item(0, id="copy")], chain)
    data = report.to_dict()
    assert data["items"] == {
        "done": 4, "failed": 1, "unread": 0, "skipped": 1, "pending": 0, "done_before": 0, "failed_before": 0,
    }  # fmt: skip
    assert data["flagged"] == 2
    assert data["flags"] == {"flag loop": 1, "flag numbers": 1, "unsupported sentence": 1}
    assert data["words"] == 4 * 11 and data["models"] == {
        "translate": "tests/translate",
        "summarize": "tests/summarize",
    }
    assert list(data["stages"]) == ["read", "translate", "summarize", "store"]
    assert data["tokens"] == {"translate source": 70, "translate target": 28}  # seven tries isolate the one that fails
    assert set(data["tokens_per_second"]) == {"translate source", "translate target"}
    assert data["signature"] == SIGNATURE.to_dict()
    out = tmp_path / "report.json"
    check_report_path(out)
    out.write_text(json.dumps(data), encoding="utf-8")
    check_report_path(out)  # a report may be written over by the next
    with Store.open(path) as store:
        assert store.reports(1) == [data]


def test_a_report_is_never_written_over_another_file(tmp_path):
    other = tmp_path / "notes.json"
    other.write_text("[1, 2]", encoding="utf-8")
    with pytest.raises(StoreError, match="exists and is no run report"):
        check_report_path(other)
    with pytest.raises(StoreError, match="wants a file in a folder that exists"):
        check_report_path(tmp_path / "none" / "r.json")


def test_plain_progress_says_items_words_time_left_failed_and_flagged(path):
    said = io.StringIO()
    with StoreWriter.create(path) as store:
        backend = LocalBackend(FakeChain(fail={"item-2": "translate"}, seconds=0.002))
        execute((make_item(n) for n in range(20)), backend, store, progress=PlainProgress(said, seconds=0.0))
    lines = said.getvalue().splitlines()
    speeds = r"[\d.]+ items/s, \d+ segments, [\d.]+ segments/s, \d+ words/s"
    pattern = rf"svodka: \d+/20\+? items, {speeds}(, \d+:\d\d left)?, \d+ failed, 0 flagged"
    assert all(re.fullmatch(pattern, line) for line in lines if " items, " in line)
    assert re.fullmatch(r"svodka: 20/20 items, .*, 1 failed, 0 flagged", lines[-2])
    assert any("left" in line for line in lines)


def test_progress_is_live_on_a_terminal_and_leaves_one_line(path):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    said = Terminal()
    progress = progress_for(said, quiet=False)
    assert isinstance(progress, RichProgress)
    with StoreWriter.create(path) as store:
        execute(
            [make_item(n, headline="[red]x") for n in range(3)], LocalBackend(FakeChain()), store, progress=progress
        )
    assert "svodka: 3/3 items" in said.getvalue()
    assert type(progress_for(said, quiet=True)) is SilentProgress
    assert type(progress_for(io.StringIO(), quiet=False)) is PlainProgress


@pytest.mark.parametrize(("seconds", "said"), [(0.4, "0:00"), (75, "1:15"), (3661, "1:01:01")])
def test_clock(seconds, said):
    assert clock(seconds) == said
