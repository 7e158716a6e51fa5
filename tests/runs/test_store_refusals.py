"""Every way a store's file can refuse, and what it says."""

import json
import os
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from support.chain import SIGNATURE, make_brief, make_item
from support.stored import fill

from svodka.errors import StoreError
from svodka.runs import Store, StoreWriter
from svodka.runs.store import migrations as schema
from svodka.runs.store.records import brief_json


def test_a_store_that_another_run_writes_is_refused_and_unharmed(path):
    with StoreWriter.create(path) as store:
        with pytest.raises(StoreError, match="another run is writing to it"):
            StoreWriter.create(path)
        run, invocation = store.begin(SIGNATURE)
        store.offer(run, invocation, [make_item(1)], retry_failed=False)
        store.check()
    StoreWriter.create(path).close()  # free again


def test_a_lock_held_by_another_program_is_one_line(path, monkeypatch):
    fill(path, [1])
    monkeypatch.setattr("svodka.runs.store.database._BUSY_SECONDS", 0.0)
    with StoreWriter.create(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is locked by another program"):
            store.begin(SIGNATURE)
        other.execute("ROLLBACK")
        other.close()


def test_a_newer_schema_is_refused_for_reading_and_writing(path):
    fill(path, [1])
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    for opening in (Store.open, StoreWriter.create):
        with pytest.raises(
            StoreError, match=rf"newer svodka \(schema 99, this one knows {len(schema.MIGRATIONS)}\); upgrade"
        ):
            opening(path)


@pytest.mark.parametrize("opening", [Store.open, StoreWriter.create])
def test_what_is_not_a_store_is_refused_and_left_as_it_was(path, opening):
    path.write_text("Это не база данных, а письмо.\n" * 40, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="is not an SQLite database"):
        opening(path)
    assert path.read_bytes() == before
    path.unlink()
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE bookmarks (url)")
    db.commit()
    db.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a store of svodka"):
        opening(path)
    assert path.read_bytes() == before


def test_missing_file_folder_and_parent(tmp_path):
    with pytest.raises(StoreError, match="there is no such store"):
        Store.open(tmp_path / "none.sqlite")
    with pytest.raises(StoreError, match="is a folder"):
        StoreWriter.create(tmp_path)
    with pytest.raises(StoreError, match="does not exist; make it first"):
        StoreWriter.create(tmp_path / "no" / "run.sqlite")
    (tmp_path / "empty.sqlite").touch()
    with pytest.raises(StoreError, match="not a store of svodka"):
        Store.open(tmp_path / "empty.sqlite")


def test_a_damaged_store_is_named_so(path):
    fill(path, range(50))
    raw = bytearray(path.read_bytes())
    raw[4096 * 3 : 4096 * 20] = b"\xff" * (4096 * 17)
    path.write_bytes(raw)
    with pytest.raises(StoreError, match="damaged"), Store.open(path) as store:
        list(store.results(1))


def test_a_read_only_folder_can_be_read_but_not_written(path):
    fill(path, [1])
    if os.geteuid() == 0:  # root may write anywhere: become nobody, who has to reach the folder
        for folder in path.parents:
            if "pytest" in folder.name or folder == path.parent:
                folder.chmod(0o755)
    path.parent.chmod(0o555)
    path.chmod(0o644)
    code = (
        "import os, sys; from pathlib import Path; from svodka.runs import Store, StoreWriter\n"
        "from svodka.errors import StoreError\n"
        "if os.geteuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "path = Path(sys.argv[1])\n"
        "print(Store.open(path).counts(1)['done'])\n"
        "try: StoreWriter.create(path)\nexcept StoreError as error: print(error)\n"
        "try: StoreWriter.create(path.with_name('new.sqlite'))\nexcept StoreError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    path.parent.chmod(0o755)
    lines = done.stdout.splitlines()
    assert lines[0] == "1"
    assert "is read-only" in lines[1] and "is read-only" in lines[2]


def test_disk_full_keeps_what_is_done(path):
    with StoreWriter.create(path) as store:
        run, invocation = store.begin(SIGNATURE)
        store.offer(run, invocation, [make_item(n) for n in range(200)], retry_failed=False)
        pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
        store._connection.execute(f"PRAGMA max_page_count = {pages + 10}")
        done = 0

        def finish_all():
            nonlocal done
            for queued in store.take(invocation, 0, 200):
                store.done(queued.row, *brief_json(make_brief(queued.item)))
                done += 1

        with pytest.raises(StoreError, match=r"the disk is full; what is done is kept"):
            finish_all()
    assert 0 < done < 200
    with Store.open(path) as store:
        store.check()
        assert store.counts(run) == {"pending": 200 - done, "done": done, "failed": 0, "skipped": 0}


def test_a_file_that_may_not_grow_keeps_what_is_done(path):
    """A real failing write: the operating system refuses to let any file grow beyond 400 kB."""
    code = f"""
import resource, signal, sys
from pathlib import Path
sys.path[:0] = {[str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]!r}
from support.chain import SIGNATURE, make_brief, make_item
from svodka.errors import StoreError
from svodka.runs import StoreWriter
from svodka.runs.store.records import brief_json
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = StoreWriter.create(Path(sys.argv[1]))
run, invocation = store.begin(SIGNATURE)
store.offer(run, invocation, [make_item(n) for n in range(50)], retry_failed=False)
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
done = 0
try:
    for queued in store.take(invocation, 0, 50):
        store.done(queued.row, *brief_json(make_brief(queued.item)))
        done += 1
except StoreError as error:
    print(error)
print(done)
store.close()
"""
    assert resource.RLIMIT_FSIZE is not None
    run = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    message, done = run.stdout.splitlines()
    assert "what is done is kept" in message and 0 < int(done) < 50
    with Store.open(path) as store:
        store.check()
        assert store.counts(1)["done"] == int(done)
        assert all(json.dumps(result.brief.to_dict()) for result in store.results(1))
