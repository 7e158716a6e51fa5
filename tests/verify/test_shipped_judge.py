"""The judge in the package: whole, with its card, in the wheel, and in its right mind."""

import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

from svodka.verify import check, shipped_judge
from svodka.verify.entailment import WEIGHTS, near
from svodka.verify.entailment.network import FILES
from svodka.verify.entailment.shipped import tried
from training.judge.package import LARGEST, measured_block, revision
from training.ship import BLOCK

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
pytestmark = pytest.mark.skipif(shipped_judge() is None, reason="this version has no judge yet")

SOURCE = (
    "The bridge in Kazan was closed on Monday after engineers found cracks in two of its piers. Mayor Olga Brandt said "
    "that repairs would cost 340 million roubles. The company refused to accept the offer of the city. Half an hour "
    "before the fire the alarm was switched off. The builder had a permit."
)


def test_it_is_whole_with_card_and_limit():
    measured = tomllib.loads((WEIGHTS / "measured.toml").read_text(encoding="utf-8"))
    assert {path.name for path in WEIGHTS.iterdir()} == {*FILES, "MODEL.md", "measured.toml"}
    assert measured["revision"] == revision(WEIGHTS) == shipped_judge().signature.revision
    size = sum((WEIGHTS / name).stat().st_size for name in FILES)
    assert size <= LARGEST
    card = (WEIGHTS / "MODEL.md").read_text(encoding="utf-8")
    assert BLOCK.search(card).group() == measured_block(measured, size)
    assert 0 < shipped_judge().limit.threshold < 1 and shipped_judge() is shipped_judge()


def test_the_wheel_has_it():
    """A wheel of hatch has what lies in its packages, save what .gitignore names."""
    target = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert WEIGHTS.relative_to(ROOT).parts[0] in target["packages"] and not {"exclude", "only-include"} & set(target)
    ignored = [line.strip("/\n ") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()]
    for path in WEIGHTS.iterdir():
        parts = path.relative_to(ROOT).parts
        assert not [pattern for pattern in ignored for part in parts if pattern and fnmatch(part, pattern)]


def test_int8_is_near_float32_here_or_not_used():
    found = tried(WEIGHTS)
    assert 0 <= found.mean <= found.most <= 1 and (found.sound or found.compute_type == "float32")


PAIRS = [
    ("The bridge in Kazan was shut on Monday.", "The bridge in Kazan was opened on Monday."),
    ("Engineers found cracks in the bridge.", "Engineers found no cracks in the bridge."),
    ("The company turned down the city's offer.", "The company accepted the city's offer."),
    ("The builder had permission.", "The builder had no permit."),
]


def test_what_follows_is_likelier_than_its_contrary():
    """Of most: it is small."""
    chances = shipped_judge().probabilities([(near(SOURCE, text), text) for pair in PAIRS for text in pair])
    assert sum(true > false for true, false in zip(chances[::2], chances[1::2], strict=True)) >= len(PAIRS) - 1


def test_a_check_is_signed_by_it():
    report = check(SOURCE, "The bridge in Kazan was shut on Monday.")
    limit = shipped_judge().limit
    assert report.signature.model == "svodka/judge" and 0 <= report.sentences[0].probability <= 1
    assert report.signature.options == (("threshold", f"{limit.threshold:.4f}"),)
