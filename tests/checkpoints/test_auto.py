"""`auto`: best when it is cached or the hub answers in time, else compact; offline, no socket is opened."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from support.hub import Hub

from svodka.checkpoints import TRANSLATORS, resolution, resolve
from svodka.checkpoints.bundled import bundled_path

ROOT = Path(__file__).resolve().parents[2]
BEST = TRANSLATORS["best"]


@pytest.fixture
def endpoint(monkeypatch):
    """Point the hub client of this process somewhere else."""
    from huggingface_hub import constants

    def point(url):
        monkeypatch.setattr(constants, "ENDPOINT", url)
        template = url + "/{repo_id}/resolve/{revision}/{filename}"
        monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)

    return point


@pytest.fixture
def silent_hub():
    """A port that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_the_hub_that_answers_gives_best_and_the_size_is_said_first(endpoint, tmp_path, caplog, monkeypatch):
    repository = tmp_path / "repository"
    repository.mkdir()
    (repository / "config.json").write_text(json.dumps({"model_type": "marian"}))
    (repository / "model.safetensors").write_bytes(b"x" * 2_400_000)
    for name in ("source.spm", "target.spm", "vocab.json"):
        (repository / name).write_bytes(b"x" * 1000)
    (repository / "tf_model.h5").write_bytes(b"never fetched" * 100_000)
    asked = []
    with Hub({BEST.repo: repository}, commit=BEST.revision) as hub, caplog.at_level("INFO", logger="svodka"):
        endpoint(hub.url)
        monkeypatch.setattr(
            caplog.handler, "emit", lambda record: asked.append((record.getMessage(), len(hub.requests)))
        )
        found = resolve("auto", "translate", cache_dir=tmp_path / "cache")
    assert (found.name, found.model, found.revision, found.notices) == ("best", BEST.repo, BEST.revision, ())
    assert [message for message, _ in asked] == [f"downloading {BEST.repo}: 2 MB, kept in {tmp_path}/cache/hub"]
    # Said before anything but the listing was asked for.
    assert all("/resolve/" not in path for _, path, _ in hub.requests[: asked[0][1]])
    # Cached now: the hub is gone, and is not asked.
    assert resolve("auto", "translate", cache_dir=tmp_path / "cache").path == found.path


def test_a_hub_that_says_nothing_is_given_up_in_time(endpoint, silent_hub, monkeypatch, tmp_path):
    assert resolution._AUTO_PATIENCE == 5.0
    monkeypatch.setattr(resolution, "_AUTO_PATIENCE", 0.2)
    endpoint(silent_hub)
    found = resolve("auto", "translate", cache_dir=tmp_path)
    assert (found.name, found.path) == ("auto", bundled_path())
    (notice,) = found.notices
    assert notice.startswith("translating with the compact checkpoint: the hub does not answer (")
    assert notice.endswith("run `svodka models pull best` once with a network") and "\n" not in notice


def test_a_name_that_is_never_found_is_given_up_in_time(monkeypatch, tmp_path):
    """Looking up a host has no timeout of its own."""
    from threading import Event

    from huggingface_hub import HfApi

    never = Event()
    monkeypatch.setattr(HfApi, "model_info", lambda *args, **options: never.wait(60))
    monkeypatch.setattr(resolution, "_AUTO_PATIENCE", 0.2)
    (notice,) = resolve("auto", "translate", cache_dir=tmp_path).notices
    never.set()
    assert "the hub does not answer (nothing came in 0.2 seconds)" in notice


def test_offline_says_why_and_what_to_do(tmp_path):
    (notice,) = resolve("auto", "translate", offline=True, cache_dir=tmp_path).notices
    assert notice == (
        f"translating with the compact checkpoint: {BEST.repo} is not in the cache and offline mode forbids asking the "
        "hub. For much better English, run `svodka models pull best` once with a network"
    )


NO_SOCKETS = """
import os, sys
def forbid(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}:
        sys.stderr.write(f"{event} {arguments[1:]}")
        sys.stderr.flush()
        os._exit(97)
sys.addaudithook(forbid)
from svodka.cli import main
sys.exit(main(sys.argv[1:]))
"""


def without_sockets(cache, *arguments):
    environment = {**os.environ, "SVODKA_CACHE": str(cache), "HF_ENDPOINT": "http://127.0.0.1:9"}
    command = [sys.executable, "-c", NO_SOCKETS, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8")


def test_offline_a_whole_brief_opens_no_socket(compact_cache):
    done = without_sockets(compact_cache, "brief", "examples/item.txt", "--offline", "--length", "headline")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() and "translating with the compact checkpoint" in done.stderr


def test_the_guard_against_sockets_sees_one(tmp_path):
    assert without_sockets(tmp_path, "models", "pull", "best").returncode == 97
