"""The checkpoint inside the package: whole, measured as it is, and shown by `svodka models list`."""

import json
import re
import tomllib

import pytest

from svodka.checkpoints import layout, resolve
from svodka.checkpoints.bundled import bundled_path, bundled_spec
from svodka.cli import main
from svodka.errors import CheckpointError

MEASURED = tomllib.loads((bundled_path() / "measured.toml").read_text(encoding="utf-8"))


def test_compact_resolves_inside_the_package_and_offline(tmp_path):
    found = resolve("compact", "translate", offline=True, cache_dir=tmp_path)
    assert (found.path, found.model, found.architecture) == (bundled_path(), "svodka/compact", "marian")
    assert found.notices == () and found.spec == bundled_spec(bundled_path())


def test_what_was_measured_is_what_ships():
    from training import ship

    assert layout.fingerprint(bundled_path()) == MEASURED["revision"]
    assert MEASURED["parameters"] == ship.parameters(bundled_path()) == bundled_spec(bundled_path()).parameters
    card = (bundled_path() / "MODEL.md").read_text(encoding="utf-8")
    assert ship.BLOCK.search(card).group() == ship.measured_block(MEASURED)
    assert sum(file.stat().st_size for file in bundled_path().iterdir()) < 50_000_000
    ship.check(bundled_path())


def test_every_score_has_a_signature_of_sacrebleu():
    scores = {(s["testset"], s["metric"]): s for s in MEASURED["scores"]}
    assert set(scores) == {(t, m) for t in ("newstest2013", "FLORES dev") for m in ("BLEU", "chrF")}
    assert all(re.search(r"nrefs:1\|case:mixed\|.*version:2", s["signature"]) for s in scores.values())
    assert all(10 < s["value"] < 70 for s in scores.values())


def test_the_list_of_models_shows_parameters_licence_and_scores(capfd, tmp_path):
    assert main(["models", "list", "--json", "--cache", str(tmp_path)]) == 0
    rows = json.loads(capfd.readouterr().out)
    (row,) = [row for row in rows if (row["name"], row["task"]) == ("compact", "translate")]
    assert (row["cached"], row["licence"], row["parameters"]) == (True, "Apache-2.0", MEASURED["parameters"])
    assert [(s["testset"], s["value"]) for s in row["scores"]] == [
        (s["testset"], s["value"]) for s in MEASURED["scores"]
    ]
    assert main(["models", "list", "--cache", str(tmp_path)]) == 0
    line, _ = [line for line in capfd.readouterr().out.splitlines() if line.startswith("compact ")]
    assert f"{MEASURED['parameters'] / 1e6:.0f} M" in line and f"BLEU {MEASURED['scores'][0]['value']}" in line


@pytest.mark.parametrize("text", ["not toml", "parameters = 1\n", "parameters = 'many'\nscores = [{}]\n"])
def test_a_broken_table_of_scores_is_one_error(tmp_path, text):
    (tmp_path / "measured.toml").write_text(text)
    with pytest.raises(CheckpointError, match=r"measured\.toml cannot be read"):
        bundled_spec(tmp_path)


def test_without_a_table_there_are_no_scores(tmp_path):
    assert bundled_spec(tmp_path).scores == () and bundled_spec(tmp_path).parameters is None
