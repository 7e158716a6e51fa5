"""Replacing the checkpoint that ships: measured first, refused when worse, card and scores written with the weights."""

import json
import shutil
import tomllib

import pytest

from benchmarks.quality import Measured
from svodka.checkpoints import layout
from svodka.errors import CheckpointError
from training import ship

CARD = "# compact\n\n<!-- measured -->\nold\n<!-- end -->\n\nBy hand.\n"


@pytest.fixture
def compact(tmp_path, monkeypatch):
    """A package folder with an older checkpoint of mean BLEU 20; README is not printed."""
    folder = tmp_path / "compact"
    folder.mkdir()
    (folder / "MODEL.md").write_text(CARD)
    (folder / "measured.toml").write_text('[[scores]]\nmetric = "BLEU"\nvalue = 20.0\n')
    (folder / "model.safetensors").write_bytes(b"old")
    monkeypatch.setattr(ship, "COMPACT", folder)
    monkeypatch.setattr(ship.subprocess, "run", lambda command, **options: None)
    return folder


@pytest.fixture
def scored(monkeypatch):
    """Let the export have these BLEU scores."""
    import benchmarks.quality

    def score(one, two):
        found = [
            Measured(name, 9, "int8", value, 50.0, "nrefs:1|bleu", "nrefs:1|chrf", 1.0)
            for name, value in (("newstest2013", one), ("FLORES dev", two))
        ]
        monkeypatch.setattr(benchmarks.quality, "measure", lambda name, data: found)

    return score


def test_a_better_export_ships_with_its_scores(marian_dir, compact, scored, tmp_path):
    export = shutil.copytree(marian_dir, tmp_path / "export")
    (export / "scores.json").write_text("[]")  # beside the checkpoint, no part of it
    scored(20.5, 21.25)
    assert ship.ship(export, tmp_path) == f"{export} ships: mean BLEU 20.00 -> 20.88"
    assert {path.name for path in compact.iterdir()} == {*ship.FILES, "MODEL.md", "measured.toml"}
    found = tomllib.loads((compact / "measured.toml").read_text())
    assert found["revision"] == layout.fingerprint(compact) and found["parameters"] == ship.parameters(export)
    assert [s["value"] for s in found["scores"]] == [20.5, 21.25, 50.0, 50.0]
    card = (compact / "MODEL.md").read_text()
    assert "old" not in card and card.endswith("<!-- end -->\n\nBy hand.\n")
    assert "| newstest2013 | 9 | 20.5 | 50.0 |\n| FLORES dev | 9 | 21.2 | 50.0 |" in card and "`nrefs:1|bleu`" in card
    assert ship.shipped_bleu() == pytest.approx(20.875)


def test_a_worse_one_changes_nothing(marian_dir, compact, scored, tmp_path):
    scored(19.0, 20.5)
    before = {path.name: path.read_bytes() for path in compact.iterdir()}
    with pytest.raises(ValueError, match=r"mean BLEU 19\.75 is below the 20\.00 that ships"):
        ship.ship(marian_dir, tmp_path)
    assert {path.name: path.read_bytes() for path in compact.iterdir()} == before


def test_what_cannot_ship_is_refused_before_it_is_measured(marian_dir, compact, tmp_path, monkeypatch, capsys):
    from safetensors.numpy import load_file, save_file

    export = shutil.copytree(marian_dir, tmp_path / "export")
    (export / "generation_config.json").unlink()
    assert ship.main([str(export)]) == 2
    assert "lacks generation_config.json" in capsys.readouterr().err
    shutil.copy(marian_dir / "generation_config.json", export)
    weights = load_file(export / "model.safetensors")
    weights["model.shared.weight"][-1, 0] = 0.5
    save_file(weights, export / "model.safetensors", {"format": "pt"})
    with pytest.raises(ValueError, match="embedding of padding is not zero"):
        ship.check(export)
    monkeypatch.setattr(ship, "LARGEST", 1000)
    with pytest.raises(ValueError, match="expected at most 1000"):
        ship.check(marian_dir)
    config = json.loads((export / "config.json").read_text())
    (export / "config.json").write_text(json.dumps(config | {"model_type": "bart"}))
    with pytest.raises(CheckpointError, match="of type 'bart'"):
        ship.check(export)
