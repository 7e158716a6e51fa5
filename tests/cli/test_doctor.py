"""`svodka doctor`: what it finds, that it tells nothing private, and that a broken installation is a finding."""

import json

from svodka.cli import main
from svodka.doctor import SENTENCE, examine
from svodka.verify.entailment import ShippedJudge


def test_a_working_installation_translates_the_sentence(marian_dir, tmp_path, capsys):
    assert main(["doctor", "--translator", str(marian_dir), "--cache", str(tmp_path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["well"] is True
    assert set(found) == {
        "well", "svodka", "libraries", "processor", "engines", "arithmetic", "caches", "checkpoints", "settings",
        "trial",
    }  # fmt: skip
    assert found["trial"]["source"] == SENTENCE and found["trial"]["hypothesis"]
    assert found["libraries"]["ctranslate2"][0].isdigit()
    assert "int8" in found["engines"]["ctranslate2 on cpu"]
    judge = found["arithmetic"].pop("judge")
    assert judge == "not in this package" or "off float32 in the mean" in judge
    ((model, said),) = found["arithmetic"].items()
    assert model.startswith("new-int8-") and "off float32 in the mean" in said and "computed in " in said
    assert found["caches"]["converted"].startswith("1 entries, can be written")


def test_a_checkpoint_that_cannot_be_loaded_is_a_finding(tmp_path, capsys):
    assert main(["doctor", "--translator", str(tmp_path / "private" / "model"), "--cache", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "error: " in out and "private" not in out


def test_a_judge_that_cannot_be_loaded_is_a_finding(marian_dir, tmp_path, monkeypatch):
    broken = ShippedJudge(tmp_path / "private", cache_dir=tmp_path)
    monkeypatch.setattr("svodka.verify.entailment.shipped.shipped_judge", lambda: broken)
    found = examine(str(marian_dir), cache_dir=tmp_path)
    said = found.findings["arithmetic"]["judge"]
    assert said.startswith("CheckpointError: …/measured.toml cannot be read") and str(tmp_path) not in said


def test_nothing_private_is_told(marian_dir, tmp_path, monkeypatch):
    monkeypatch.setenv("SVODKA_API_KEY", "sk-secret")
    monkeypatch.setenv("SVODKA_ENDPOINT", "https://models.example.org/v1")
    text = examine(str(marian_dir), cache_dir=tmp_path).to_text()
    assert "SVODKA_API_KEY: given" in text and "HF_HUB_OFFLINE: " in text
    for private in ("sk-secret", "models.example.org", str(tmp_path), str(marian_dir.parent)):
        assert private not in text
