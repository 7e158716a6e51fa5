"""The real hub client against a hub on loopback, through the command line and ``HF_ENDPOINT``."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.hub import COMMIT, Hub

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def repository(tmp_path):
    """A repository with the layout of an old hub checkpoint; the weights are noise, since nothing here loads them."""
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps({"model_type": "marian", "architectures": ["MarianMTModel"]}))
    (folder / "vocab.json").write_text('{"</s>": 0}')
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(b"spm" * 100)
    (folder / "pytorch_model.bin").write_bytes(bytes(range(256)) * 4096)
    (folder / "rust_model.ot").write_bytes(b"never fetched")
    return folder


@pytest.fixture
def svodka(tmp_path):
    """Run the command line in a process of its own with a cache of its own."""

    def run(*arguments, endpoint="http://127.0.0.1:9", **environment):
        env = {**os.environ, "HF_ENDPOINT": endpoint, "HF_HOME": str(tmp_path / "hf"), "HF_HUB_DISABLE_TELEMETRY": "1"}
        env |= {"SVODKA_CACHE": str(tmp_path / "cache"), "HF_HUB_DISABLE_XET": "1", **environment}
        return subprocess.run(
            [sys.executable, "-m", "svodka", *arguments], capture_output=True, text=True, cwd=ROOT, env=env, timeout=120
        )

    return run


def snapshot(tmp_path):
    return tmp_path / "cache/hub/models--org--ru-en/snapshots" / COMMIT


def test_first_download_then_cached_with_the_hub_gone(svodka, repository, tmp_path):
    with Hub({"org/ru-en": repository}) as hub:
        first = svodka("models", "pull", "org/ru-en", endpoint=hub.url)
    assert first.returncode == 0, first.stderr
    folder = Path(first.stdout.strip())
    assert folder == snapshot(tmp_path)
    assert {p.name for p in folder.iterdir()} == {p.name for p in repository.iterdir()} - {"rust_model.ot"}
    assert all((folder / p.name).read_bytes() == p.read_bytes() for p in folder.iterdir())
    # The server is down now: everything below must work without it.
    again = svodka("models", "pull", "org/ru-en")
    assert (again.returncode, again.stdout) == (0, first.stdout)
    assert svodka("models", "path", "org/ru-en").stdout == first.stdout
    assert svodka("models", "verify", "org/ru-en").returncode == 0
    removed = svodka("models", "remove", "org/ru-en")
    assert removed.returncode == 0 and "freed 1.0 MB" in removed.stderr
    gone = svodka("models", "path", "org/ru-en")
    assert gone.returncode == 2 and "is not in the cache" in gone.stderr


def test_an_interrupted_transfer_goes_on_where_it_stopped(svodka, repository, tmp_path):
    written = 10 * 1024 * 1024  # the client writes in chunks of this size and resumes after the last whole one
    (repository / "pytorch_model.bin").write_bytes(bytes(range(256)) * 48 * 1024)
    with Hub({"org/ru-en": repository}) as hub:
        hub.cut["pytorch_model.bin"] = written + 1000
        done = svodka("models", "pull", "org/ru-en", endpoint=hub.url)
        ranges = [r for method, path, r in hub.requests if path.endswith(".bin") and method == "GET"]
    assert done.returncode == 0, done.stderr
    assert ranges == [None, f"bytes={written}-"]
    weights = snapshot(tmp_path) / "pytorch_model.bin"
    assert weights.read_bytes() == (repository / "pytorch_model.bin").read_bytes()


def test_a_second_run_fetches_only_what_the_first_did_not_finish(svodka, repository):
    with Hub({"org/ru-en": repository}) as hub:
        hub.corrupt.add("pytorch_model.bin")
        assert svodka("models", "pull", "org/ru-en", endpoint=hub.url).returncode == 2
        hub.corrupt.clear()
        hub.requests.clear()
        assert svodka("models", "pull", "org/ru-en", endpoint=hub.url).returncode == 0
        fetched = [
            path.rsplit("/", 1)[1] for method, path, _ in hub.requests if "/resolve/" in path and method == "GET"
        ]
    assert fetched == ["pytorch_model.bin"]


@pytest.mark.parametrize("file", ["pytorch_model.bin", "vocab.json"])
def test_bytes_that_do_not_match_their_hash_are_refused_and_deleted(svodka, repository, tmp_path, file):
    with Hub({"org/ru-en": repository}) as hub:
        hub.corrupt.add(file)
        done = svodka("models", "pull", "org/ru-en", endpoint=hub.url)
    assert done.returncode == 2 and done.stdout == ""
    assert f"{file} came with other bytes than the hub's hash promises" in done.stderr
    assert not (snapshot(tmp_path) / file).exists()
    assert "Traceback" not in done.stderr


def test_verify_names_a_file_changed_on_disk(svodka, repository, tmp_path):
    with Hub({"org/ru-en": repository}) as hub:
        assert svodka("models", "pull", "org/ru-en", endpoint=hub.url).returncode == 0
    weights = (snapshot(tmp_path) / "source.spm").resolve()
    weights.chmod(0o644)
    weights.write_bytes(b"x" * weights.stat().st_size)
    done = svodka("models", "verify", "org/ru-en")
    assert done.returncode == 1 and "source.spm does not match its hash" in done.stderr


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("org/nowhere", "the hub has no model org/nowhere"),
        ("org/ru-en@v9", "org/ru-en has no revision v9"),
        ("bad name/with spaces", "is no hub id of the form organisation/name"),
        ("nonsense", "unknown model 'nonsense'"),
        ("extractive", "is not downloaded"),
    ],
)
def test_what_the_hub_does_not_have(svodka, repository, name, message):
    with Hub({"org/ru-en": repository}) as hub:
        done = svodka("models", "pull", name, endpoint=hub.url)
    assert done.returncode == 2 and message in done.stderr
    assert done.stderr.count("\n") == 1 + ("downloading" in done.stderr)


def test_no_network_is_one_line_and_leaves_nothing(svodka, tmp_path):
    done = svodka("models", "pull", "org/ru-en")
    assert done.returncode == 2 and "does not answer" in done.stderr and "Traceback" not in done.stderr
    assert not list((tmp_path / "cache").rglob("*.incomplete"))


def test_auto_offline_says_what_is_missing(svodka, tmp_path):
    item = tmp_path / "item.txt"
    item.write_text("Мост открыли\n\nВ городе открыли мост.\n", encoding="utf-8")
    done = svodka("translate", str(item), "--offline", "--translator", "best")
    assert done.returncode == 2 and done.stdout == ""
    assert "offline mode forbids asking the hub" in done.stderr


def test_an_unwritable_cache_is_named(svodka, repository, tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    with Hub({"org/ru-en": repository}) as hub:
        done = svodka("models", "pull", "org/ru-en", endpoint=hub.url)
    assert done.returncode == 2 and "cannot be written" in done.stderr and "SVODKA_CACHE" in done.stderr


def test_offline_never_touches_the_network(svodka, repository, tmp_path):
    item = tmp_path / "item.txt"
    item.write_text("Мост открыли\n\nВ городе открыли мост.\n", encoding="utf-8")
    with Hub({"org/ru-en": repository}) as hub:
        for name in ("org/ru-en", "best"):  # auto: test_auto.py, where no socket may be opened at all
            svodka("translate", str(item), "--offline", "--translator", name, endpoint=hub.url)
        assert hub.requests == []
