"""``svodka runs`` and the store options of ``svodka brief``, as a user types them."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from support.chain import SIGNATURE, FakeChain, make_brief, make_item

from svodka.cli import main
from svodka.runs import LocalBackend, Store, StoreWriter, execute
from translate.types import Flag

HOSTILE = '=HYPERLINK("http://evil.example","щёлкните") <script>alert(1)</script> \u202e'


class Chain(FakeChain):
    """Item 1 is flagged and unsupported, item 2 has a hostile headline."""

    def finish(self, translated):
        super().finish(translated)
        flags = (Flag("numbers", "7 became 8"),)
        return [make_brief(i, flags=flags, supported=False) if i.id == "item-1" else make_brief(i) for i in translated]


class Echo(FakeChain):
    """Keeps headlines and texts as they are, so that a hostile one begins its cell."""

    def finish(self, translated):
        from dataclasses import replace

        return [replace(brief, headline=brief.item.headline) for brief in super().finish(translated)]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "run.sqlite"


@pytest.fixture
def store(path):
    items = [make_item(1), make_item(2), make_item(3), make_item(1, id="copy")]
    with StoreWriter.create(path) as writer:
        execute(items, LocalBackend(Chain(fail={"item-3": "summarize"})), writer)
    return path


def svodka(capsys, *arguments):
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_list(store, capsys):
    code, out, _ = svodka(capsys, "runs", "list", store)
    number, _, outcome, *rest = out.split()
    assert (code, number, outcome) == (0, "1", "finished")
    assert " ".join(rest) == "2 done, 1 failed, 1 skipped tests/translate + tests/summarize"
    code, out, _ = svodka(capsys, "runs", "list", store, "--json")
    assert json.loads(out)["counts"] == {"pending": 0, "done": 2, "failed": 1, "skipped": 1}


def test_show(store, capsys):
    code, out, _ = svodka(capsys, "runs", "show", store)
    assert code == 0 and "  done: 2\n  failed: 1\n  skipped: 1\n" in out
    assert "  translate: model:tests/translate|engine:none|version:1\n" in out and "finished: 2 done in" in out
    assert svodka(capsys, "runs", "show", store, "--failed")[1] == (
        "item-3\tfailed while summarize\tValueError: cannot summarize item-3\n"
    )
    assert svodka(capsys, "runs", "show", store, "--skipped")[1] == "copy\tskipped\tsame text as item-1\n"
    data = json.loads(svodka(capsys, "runs", "show", store, "--json")[1])
    assert data["signature"] == SIGNATURE.to_dict() and data["reports"][0]["items"]["failed"] == 1


def test_export_json_lines_hold_everything(store, capsys):
    code, out, _ = svodka(capsys, "runs", "export", store)
    briefs = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and [b["item"]["id"] for b in briefs] == ["item-1", "item-2"]
    assert briefs[1] == make_brief(make_item(2)).to_dict()


def test_export_csv(store, capsys, tmp_path):
    assert svodka(capsys, "runs", "export", store, "-o", tmp_path / "briefs.csv")[0] == 0
    with (tmp_path / "briefs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == ["item-1", "item-2"]
    assert rows[0]["brief"] == "EN " + make_item(1).text and rows[0]["russian_headline"] == "Заголовок 1"
    assert (rows[0]["unsupported"], rows[0]["flags"], rows[1]["unsupported"], rows[1]["flags"]) == (
        "1",
        "numbers",
        "0",
        "",
    )
    assert rows[0]["content_hash"] == make_item(1).content_hash()


def test_hostile_headlines_stay_text(path, capsys, tmp_path):
    with StoreWriter.create(path) as writer:
        execute([make_item(1, headline=HOSTILE, text="Текст </article> & \x00конец")], LocalBackend(Echo()), writer)
    page = svodka(capsys, "runs", "export", path, "--format", "html")[1]
    assert "<script" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert page.count("</article>") == 1 and "content=\"default-src 'none'; style-src 'unsafe-inline'\"" in page
    table = svodka(capsys, "runs", "export", path, "--format", "csv")[1]
    [row] = csv.DictReader(io.StringIO(table, newline=""))
    assert row["headline"] == "'" + HOSTILE
    markdown = svodka(capsys, "runs", "export", path, "--format", "markdown")[1]
    assert markdown.startswith("## =HYPERLINK") and "<script>" not in markdown.replace("\\<script\\>", "")


def test_export_parquet(store, capsys, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "briefs.parquet"
    assert svodka(capsys, "runs", "export", store, "-o", out)[0] == 0
    rows = parquet.read_table(out).to_pylist()
    assert [(row["id"], row["unsupported"]) for row in rows] == [("item-1", 1), ("item-2", 0)]
    assert json.loads(rows[1]["json"]) == make_brief(make_item(2)).to_dict()
    assert svodka(capsys, "runs", "export", store, "--format", "parquet")[0] == 2


@pytest.mark.parametrize("name", ["briefs.jsonl", "briefs.parquet"])
def test_an_output_that_exists_is_left_alone_unless_forced(store, capsys, tmp_path, name):
    pytest.importorskip("pyarrow")
    out = tmp_path / name
    out.write_text("важное", encoding="utf-8")
    code, _, err = svodka(capsys, "runs", "export", store, "-o", out)
    assert code == 2 and err == f"svodka: error: {out}: exists; choose another -o, or give --force to write over it\n"
    assert out.read_text(encoding="utf-8") == "важное"
    assert svodka(capsys, "runs", "export", store, "-o", out, "--force")[0] == 0
    assert out.read_bytes()[:4] in {b'{"it', b"PAR1"}
    code, _, err = svodka(capsys, "runs", "export", store, "-o", tmp_path / "none" / name)
    assert code == 2 and err.startswith("svodka: error: cannot write") and err.count("\n") == 1


def test_prune(store, capsys):
    with StoreWriter.create(store) as writer:
        writer.begin(replace(SIGNATURE, facts="off"))
    assert svodka(capsys, "runs", "prune", store)[0] == 2
    code, _, err = svodka(capsys, "runs", "prune", store, "--keep", "1")
    assert (code, err) == (2, "svodka: error: would delete run 1 with 2 briefs; give --yes to do it\n")
    code, _, err = svodka(capsys, "runs", "prune", store, "--keep", "1", "--yes")
    assert (code, err) == (0, "svodka: deleted run 1 with 2 briefs\n")
    with Store.open(store) as opened:
        assert [run.id for run in opened.runs()] == [2]
    assert svodka(capsys, "runs", "prune", store, "--run", "7", "--yes")[2].endswith("holds no run 7; it holds 2\n")


def test_errors_are_one_line_and_exit_2(tmp_path, capsys):
    missing = tmp_path / "none.sqlite"
    code, out, err = svodka(capsys, "runs", "list", missing)
    assert (code, out) == (2, "") and err == (
        f"svodka: error: {missing}: there is no such store; `svodka brief INPUT --store {missing}` makes one\n"
    )


# svodka brief --store


@pytest.fixture
def fake(monkeypatch):
    """`svodka brief` with the fake chain; gives the chains that were made, newest last."""
    made = []

    def pipeline(options, *, deferred=False):
        chain = FakeChain(fail=dict.fromkeys(fake_failures, "translate"))
        chain.notices = ("the compact model is used",)
        made.append(chain)
        return chain

    fake_failures: list[str] = []
    made_and_failures = type("Fake", (), {"made": made, "fail": fake_failures})()
    monkeypatch.setattr("svodka.pipeline.Pipeline", pipeline)
    return made_and_failures


@pytest.fixture
def inputs(tmp_path):
    texts = (
        "Мост открыли\n\nВ городе открыли новый мост через реку. Движение по нему начнётся завтра утром.",
        "Цены выросли\n\nЗа неделю картофель подорожал на семь процентов, сообщили в статистическом ведомстве.",
        "Вулкан проснулся\n\nНа Камчатке началось извержение. Столб пепла поднялся на шесть километров.",
    )
    names = [tmp_path / f"{n}.txt" for n in range(3)]
    for name, text in zip(names, texts, strict=True):
        name.write_text(text, encoding="utf-8")
    return names


def test_brief_into_a_store_and_on_with_it(path, inputs, fake, capsys, tmp_path):
    report = tmp_path / "report.json"
    fake.fail.append(str(inputs[1]))
    missing = tmp_path / "missing.txt"
    code, out, err = svodka(capsys, "brief", *inputs, missing, "--store", path, "--report", report)
    assert (code, out) == (1, "")
    assert "svodka: the compact model is used\n" in err and "3/3 items" in err
    assert f"{inputs[1]}: translate failed: ValueError" in err and f"{missing}: cannot be read" in err
    assert json.loads(report.read_text(encoding="utf-8"))["items"] == {
        "done": 2, "failed": 1, "unread": 1, "skipped": 0, "pending": 0, "done_before": 0, "failed_before": 0,
    }  # fmt: skip
    fake.fail.clear()
    code, _, err = svodka(capsys, "brief", *inputs, "--store", path, "--retry-failed", "--quiet")
    assert (code, err) == (0, "")
    assert fake.made[-1].translated == [[str(inputs[1])]]
    with Store.open(path) as store:
        assert {r.item_id for r in store.results(1)} == {str(name) for name in inputs}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--retry-failed"], "need --store FILE"),
        (["--store", "run.sqlite", "-o", "x.txt"], "with --store briefs go to the store"),
        (["--store", "run.sqlite", "--ray-address", "auto"], "--ray-address goes with --backend ray"),
        (["--store", "."], "is a folder"),
        (["--store", "run.sqlite", "--report", "taken.json"], "exists and is no run report"),
    ],
)
def test_what_cannot_be_is_said_before_any_model_loads(arguments, words, inputs, fake, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("taken.json").write_text("[]", encoding="utf-8")
    code, out, err = svodka(capsys, "brief", *inputs, *arguments)
    assert (code, out) == (2, "") and words in err and err.count("\n") == 1
    assert fake.made == [] and not Path("run.sqlite").exists()


def test_fail_fast_and_max_failures(path, inputs, fake, capsys):
    fake.fail += [str(name) for name in inputs]
    code, _, err = svodka(capsys, "brief", *inputs, "--store", path, "--fail-fast")
    assert code == 1 and "stopping: 1 items failed (limit 1)" in err
    with Store.open(path) as store:
        assert store.counts(1) == {"pending": 2, "done": 0, "failed": 1, "skipped": 0}
    code, _, err = svodka(capsys, "brief", *inputs, "--store", path, "--retry-failed", "--max-failures", "2")
    assert code == 1 and "stopping: 2 items failed (limit 2)" in err


def test_strict_facts_exit_with_3(path, inputs, fake, capsys, monkeypatch):
    monkeypatch.setattr(FakeChain, "finish", lambda self, items: [make_brief(i, supported=False) for i in items])
    code, _, err = svodka(capsys, "brief", *inputs, "--store", path, "--facts", "strict")
    assert code == 3 and "error: 3 sentences state what the source does not bear out" in err
