"""``svodka feed``: a store in, a feed out; refusals in one line."""

import json

import feedparser
import pytest
from feeds.conftest import keep
from support.briefs import FAIR, FERRY

from svodka.cli import main


def test_the_feed_goes_to_stdout_or_a_file(store, tmp_path, capsys):
    assert main(["feed", str(store)]) == 0
    out, err = capsys.readouterr()
    assert len(feedparser.parse(out.encode()).entries) == 3 and err == ""
    path = tmp_path / "briefs.xml"
    assert main(["feed", str(store), "-o", str(path)]) == 0
    assert path.read_text(encoding="utf-8") == out
    assert capsys.readouterr() == ("", f"svodka: 3 briefs in {path}\n")
    assert main(["feed", str(store), "-o", str(tmp_path / "b.json"), "--items", "1", "--title", "Вести"]) == 0
    data = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))
    assert (data["title"], len(data["items"])) == ("Вести", 1)
    assert main(["feed", str(store), "--format", "json"]) == 0
    capsys.readouterr()


def test_a_file_is_left_alone_while_nothing_is_new(tmp_path, capsys):
    store, path = tmp_path / "s", tmp_path / "briefs.xml"
    keep(store, [FERRY])
    main(["feed", str(store), "-o", str(path)])
    before = path.stat().st_mtime_ns, path.stat().st_ino
    main(["feed", str(store), "-o", str(path)])
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before
    keep(store, [FAIR])
    main(["feed", str(store), "-o", str(path)])
    assert path.stat().st_ino != before[1] and FAIR.headline in path.read_text(encoding="utf-8")
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".xml" or "briefs" in p.name] == ["briefs.xml"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{store}", "-o", "{store}"], "is read by this command"),
        (["{store}", "--run", "7"], "holds no run 7"),
        (["{store}", "--title", " "], "title"),
        (["{store}", "--url", "briefs.xml"], "expected the http or https address"),
        (["{folder}/missing.sqlite"], "missing.sqlite"),
        (["{store}", "-o", "{folder}/no/such/briefs.xml"], "cannot write"),
    ],
)
def test_refusals_are_one_line_and_leave_the_store_alone(store, tmp_path, capsys, arguments, message):
    before = store.read_bytes()
    assert main(["feed", *(a.format(store=store, folder=tmp_path) for a in arguments)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and message in err and err.startswith("svodka: error: ") and err.count("\n") == 1
    assert store.read_bytes() == before
