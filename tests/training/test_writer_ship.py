"""Shipping a writer: in int8, with its card and scores, or refused with nothing changed; and the one that ships."""

import json
import shutil
import tomllib

import pytest

from svodka.checkpoints import layout, resolve, rows
from svodka.checkpoints.bundled import bundled_path, bundled_spec
from training import ship as translator
from training.writer import ship

CARD = "# writer\n\n<!-- measured -->\nold\n<!-- end -->\n\nBy hand.\n"
SCORES = [
    {"testset": name, "documents": 600, "metric": metric, "value": 20 + k, "extractive": 19.5 + k}
    for name in ("CNN/DailyMail", "XSum")
    for k, metric in enumerate(ship.METRICS)
]
shipped = pytest.mark.skipif(not (ship.COMPACT / "config.json").is_file(), reason="no writer in this working tree")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "compact"
    made.mkdir()
    (made / "MODEL.md").write_text(CARD)
    return made


def test_an_export_ships_in_int8_with_its_card(writer_dir, folder, capsys):
    assert ship.main([str(writer_dir), "--folder", str(folder)]) == 0
    assert f"revision {layout.fingerprint(folder)[:12]}" in capsys.readouterr().out
    assert {path.name for path in folder.iterdir()} == {*rows.KEPT, rows.STORED, "MODEL.md", "measured.toml"}
    assert sorted(p.name for p in folder.parent.iterdir()) == ["compact"]
    found = tomllib.loads((folder / "measured.toml").read_text())
    assert found["revision"] == layout.fingerprint(folder) and found["sha256"] == rows.digest(folder / rows.STORED)
    assert found["parameters"] == translator.parameters(writer_dir) and found["scores"] == []
    card = (folder / "MODEL.md").read_text()
    assert "old" not in card and found["revision"][:12] in card and card.endswith("<!-- end -->\n\nBy hand.\n")


def test_scores_are_written_with_the_revision_that_they_are_of(writer_dir, folder, tmp_path, capsys):
    ship.ship(writer_dir, folder)
    file = tmp_path / "scores.json"
    file.write_text(json.dumps({"revision": layout.fingerprint(folder), "scores": SCORES}))
    assert ship.main(["--scores", str(file), "--folder", str(folder)]) == 0
    card = (folder / "MODEL.md").read_text()
    assert "| CNN/DailyMail | 600 | 20.0 (19.5) | 21.0 (20.5) | 22.0 (21.5) |" in card
    spec = bundled_spec(folder, "summarize")
    assert spec.task == "summarize" and [s.value for s in spec.scores] == [20, 21, 22] * 2
    before = (folder / "measured.toml").read_bytes()
    file.write_text(json.dumps({"revision": "0" * 40, "scores": SCORES}))
    assert ship.main(["--scores", str(file), "--folder", str(folder)]) == 2
    assert "is of revision 000000000000" in capsys.readouterr().err
    assert (folder / "measured.toml").read_bytes() == before


def test_what_cannot_ship_changes_nothing(writer_dir, folder, tmp_path, monkeypatch, capsys):
    export = shutil.copytree(writer_dir, tmp_path / "export")
    (export / "generation_config.json").unlink()
    assert ship.main([str(export), "--folder", str(folder)]) == 2
    assert "lacks generation_config.json" in capsys.readouterr().err
    monkeypatch.setattr(ship, "LARGEST", 1000)
    assert ship.main([str(writer_dir), "--folder", str(folder)]) == 2
    assert "expected at most 1000" in capsys.readouterr().err
    assert {path.name for path in folder.iterdir()} == {"MODEL.md"} and (folder / "MODEL.md").read_text() == CARD


@shipped
def test_what_ships_is_what_its_files_say():
    found = tomllib.loads((ship.COMPACT / "measured.toml").read_text(encoding="utf-8"))
    assert found["revision"] == layout.fingerprint(ship.COMPACT)
    assert found["sha256"] == rows.digest(ship.COMPACT / rows.STORED)
    assert found["parameters"] == translator.parameters(ship.COMPACT, ship.STORED)
    card = (ship.COMPACT / "MODEL.md").read_text(encoding="utf-8")
    assert translator.BLOCK.search(card).group() == ship.measured_block(found)
    assert {(s["testset"], s["metric"]) for s in found["scores"]} == {
        (name, metric) for name in ("CNN/DailyMail", "XSum") for metric in ship.METRICS
    }
    assert sum(file.stat().st_size for file in ship.COMPACT.iterdir()) < ship.LARGEST
    assert bundled_path("summarize") == ship.COMPACT


@shipped
def test_the_wheel_stays_under_95_mb():
    """Uncompressed, which a wheel of weights hardly is not."""
    packages = [translator.ROOT / name for name in ("svodka", "translate", "summarize", "prompts")]
    files = [f for package in packages for f in package.rglob("*") if f.is_file() and "__pycache__" not in f.parts]
    assert sum(file.stat().st_size for file in files) < 95_000_000


@shipped
def test_transformers_and_ctranslate2_write_alike(compact_cache):
    """Greedy, in float32. On 200 pieces of evidence: `benchmarks/briefings/writer.py --agree`."""
    from support.toy_writer import LINES, SENTENCE

    from summarize import SummaryOptions
    from summarize.writers.compact import CompactWriter
    from summarize.writers.draft import Ask

    checkpoint = resolve("compact", "summarize", offline=True, cache_dir=compact_cache)
    asks = [Ask("sentence" if task == SENTENCE else "headline", evidence) for task, evidence, _ in LINES]
    torch, ctranslate2 = (
        CompactWriter.load(
            checkpoint,
            SummaryOptions(beam=1),
            engine=name,
            device="cpu",
            quantization="float32",
            cache_dir=compact_cache,
        ).retell(asks)
        for name in ("torch", "ctranslate2")
    )
    assert torch == ctranslate2 and all(torch)


@shipped
def test_it_shortens_what_it_never_saw(compact_cache):
    from support.toy_writer import BRIDGE, TITLE

    from summarize import Summarizer

    worker = Summarizer("compact", offline=True, cache_dir=compact_cache)
    (written,) = worker.summarize([BRIDGE], headlines=[TITLE])
    (extractive,) = Summarizer("extractive").summarize([BRIDGE])
    assert written.method == "compact" and len(written.text.split()) <= len(extractive.text.split())
    assert any(len(s.text.split()) < sum(len(e.text.split()) for e in s.evidence) for s in written.sentences)
