"""README's main job prints what README shows, and its row of the compact checkpoint says what was measured.

Write both anew with ``python tests/test_readme.py``.
"""

import os
import platform
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
PRINTED = re.compile(r"(?<=<!-- printed -->\n```\n).*?(?=```\n<!-- end -->)", re.DOTALL)
ROW = re.compile(r"^\| `compact` \| translate \|.*$", re.MULTILINE)


def main_job():
    """The last command of README's main job, as arguments."""
    block = re.search(r"<!-- main job -->\n```\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    return block.group(1).strip().split("&&")[-1].split()


def printed(cache=None):
    """What the main job prints, run as users run it."""
    command = main_job()
    assert command[0] == ".venv/bin/svodka", command
    environment = os.environ | ({"SVODKA_CACHE": str(cache)} if cache else {})
    done = subprocess.run(
        [sys.executable, "-m", "svodka", *command[1:]], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def row():
    """README's row of the compact checkpoint."""
    measured = tomllib.loads((ROOT / "translate" / "compact" / "measured.toml").read_text(encoding="utf-8"))
    scores = ", ".join(f"{s['value']:.1f} {s['testset']}" for s in measured["scores"] if s["metric"] == "BLEU")
    size = f"none: {measured['parameters'] / 1e6:.0f}M parameters"
    return f"| `compact` | translate | our own, inside the package | {size} | Apache-2.0 | measured: BLEU {scores} |"


def shown():
    return PRINTED.search(README.read_text(encoding="utf-8")).group()


def test_the_main_job_prints_what_readme_shows(compact_cache):
    assert shown() == printed(compact_cache), (
        "README shows another output; if the new one is right, run `python tests/test_readme.py`, and see to it that "
        "the example prints the same in every arithmetic"
    )


@pytest.mark.parametrize(
    "settings",
    [
        {"CT2_USE_MKL": "1"},
        {"CT2_FORCE_CPU_ISA": "GENERIC"},
        {"ONEDNN_MAX_CPU_ISA": "AVX2", "CT2_FORCE_CPU_ISA": "AVX2", "CT2_USE_MKL": "0"},  # the kernel that saturates
    ],
    ids=["MKL", "no vectors", "AVX2 by oneDNN"],
)
@pytest.mark.skipif(platform.machine() not in {"x86_64", "AMD64"}, reason="what forces kernels is of x86")
def test_it_prints_the_same_with_every_kernel_that_can_be_forced(settings, compact_cache, monkeypatch):
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert shown() == printed(compact_cache)


COMPUTED = """
import sys
from pathlib import Path
from svodka.errors import EngineError
from svodka.pipeline import Pipeline, PipelineOptions
from svodka.readers import read
from translate import Translator
cache, quantization = Path(sys.argv[1]), sys.argv[2]
try:
    translator = Translator("compact", quantization=quantization, offline=True, cache_dir=cache)
except EngineError as error:
    raise SystemExit(f"refused: {error}")
options = PipelineOptions("compact", "extractive", offline=True, cache_dir=cache)
(brief,) = Pipeline(options, translator=translator).brief(list(read(["examples/item.txt"])))
sys.stdout.write(brief.to_text(evidence=True))
"""


@pytest.mark.parametrize("quantization", ["float32", "int8"])
def test_it_prints_the_same_in_either_arithmetic(quantization, compact_cache):
    """int8 by MKL, which is right wherever it runs; where that is refused too, the test says so."""
    environment = os.environ | {"CT2_USE_MKL": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", COMPUTED, str(compact_cache), quantization],
        cwd=ROOT, env=environment, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    if "refused: " in done.stderr:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stderr
    assert shown() == done.stdout


def test_the_row_of_the_compact_checkpoint_says_what_was_measured():
    assert ROW.search(README.read_text(encoding="utf-8")).group() == row()


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    text = PRINTED.sub(lambda _: printed(), text, count=1)
    README.write_text(ROW.sub(lambda _: row(), text, count=1), encoding="utf-8")
