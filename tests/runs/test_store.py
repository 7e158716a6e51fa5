"""The store: keys, statuses, exactly-once, migrations, lazy reading, and every way a file can refuse."""

import json
import os
import resource
import sqlite3
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from support.chain import SIGNATURE, make_brief, make_item

from svodka.errors import StoreError
from svodka.runs import Store, StoreWriter
from svodka.runs import migrations as schema
from svodka.runs.records import brief_json, signature_digest

DIGEST = signature_digest(SIGNATURE.to_dict())


@pytest.fixture
def path(tmp_path):
    return tmp_path / "run.sqlite"


def fill(path, numbers, *, signature=None, retry_failed=False):
    """Offer items and finish those queued; returns (run id, what offer said)."""
    with StoreWriter.create(path) as store:
        run, invocation = store.begin(signature or SIGNATURE.to_dict())
        offered = store.offer(run, invocation, [make_item(n) for n in numbers], retry_failed=retry_failed)
        for queued in store.take(invocation, 0, 1000):
            store.done(queued.row, *brief_json(make_brief(queued.item)))
    return run, offered


def test_a_finished_brief_comes_back_as_it_went_in(path):
    run, _ = fill(path, [7])
    with Store.open(path) as store:
        [result] = store.results(run)
        assert result.brief == make_brief(make_item(7)).to_dict()
        assert result.item == make_item(7).to_dict()
        assert (result.item_id, result.status, result.attempts) == ("item-7", "done", 1)
        assert result.content_hash == make_item(7).content_hash()
        assert store.run().digest == DIGEST and store.run().signature == SIGNATURE.to_dict()
        assert store.counts(run) == {"pending": 0, "done": 1, "failed": 0, "skipped": 0}


def test_what_is_done_is_not_queued_again_and_a_new_signature_is_another_run(path):
    first, offered = fill(path, [1, 2])
    assert asdict(offered) == {"queued": 2, "done": 0, "failed": 0, "skipped": 0}
    again, offered = fill(path, [1, 2, 3])
    assert again == first and asdict(offered) == {"queued": 1, "done": 2, "failed": 0, "skipped": 0}
    other, offered = fill(path, [1], signature=SIGNATURE.to_dict() | {"facts": "strict"})
    assert other != first and offered.queued == 1
    with Store.open(path) as store:
        assert [(r.id, r.counts["done"]) for r in store.runs()] == [(first, 3), (other, 1)]
        assert [r.item_id for r in store.results(first)] == ["item-1", "item-2", "item-3"]
        assert store.run().id == other and store.run(first).id == first
        with pytest.raises(StoreError, match="holds no run 9; it holds 1, 2"):
            store.run(9)


def test_failures_are_kept_and_repeated_only_on_request(path):
    with StoreWriter.create(path) as store:
        run, invocation = store.begin(SIGNATURE.to_dict())
        store.offer(run, invocation, [make_item(1)], retry_failed=False)
        store.failed(store.take(invocation, 0, 9)[0].row, "summarize", "EngineError: out of memory")
        run, invocation = store.begin(SIGNATURE.to_dict())
        assert store.offer(run, invocation, [make_item(1)], retry_failed=False).failed == 1
        assert store.take(invocation, 0, 9) == []
        [result] = store.results(run, ("failed",))
        assert (result.stage, result.reason) == ("summarize", "EngineError: out of memory")
        assert result.item == make_item(1).to_dict()
        assert store.offer(run, invocation, [make_item(1)], retry_failed=True).queued == 1
        [queued] = store.take(invocation, 0, 9)
        assert queued.item == make_item(1)
        store.done(queued.row, *brief_json(make_brief(queued.item)))
        assert [(r.status, r.attempts, r.reason) for r in store.results(run)] == [("done", 2, None)]


def test_the_same_text_is_processed_once_and_the_others_say_why_not(path):
    items = [
        make_item(1),
        make_item(1, id="mirror", url="https://mirror.example/1"),
        make_item(3, headline=" ", text="\n"),
    ]
    with StoreWriter.create(path) as store:
        run, invocation = store.begin(SIGNATURE.to_dict())
        offered = store.offer(run, invocation, items, retry_failed=False)
        assert (offered.queued, offered.skipped) == (1, 2)
        for again in (invocation, store.begin(SIGNATURE.to_dict())[1]):  # a second reading changes nothing
            store.offer(run, again, items, retry_failed=True)
        found = {r.item_id: (r.reason, r.url) for r in store.results(run, ("skipped",))}
    assert found == {
        "mirror": ("same text as item-1", "https://mirror.example/1"),
        "item-3": ("no headline and no text", "https://example.org/3"),
    }


def test_a_result_that_comes_twice_is_kept_once(path):
    with StoreWriter.create(path) as store:
        run, invocation = store.begin(SIGNATURE.to_dict())
        store.offer(run, invocation, [make_item(1)], retry_failed=False)
        [queued] = store.take(invocation, 0, 9)
        store.done(queued.row, *brief_json(make_brief(queued.item)))
        store.done(queued.row, '{"headline": "another"}', "{}")
        store.failed(queued.row, "summarize", "too late")
        [result] = store.results(run, ("done", "failed"))
        assert result.brief["headline"] == "EN Заголовок 1"


def test_the_database_itself_refuses_a_second_result_for_a_text(path):
    fill(path, [1])
    db = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        db.execute(
            "INSERT INTO items (run_id, content_hash, item_id, headline, status) SELECT run_id, content_hash, 'x', '', "
            "'done' FROM items"
        )
    db.close()


def test_take_gives_queue_order_in_pieces_and_a_requeued_item_goes_to_the_end(path):
    with StoreWriter.create(path) as store:
        run, invocation = store.begin(SIGNATURE.to_dict())
        store.offer(run, invocation, [make_item(n) for n in range(5)], retry_failed=False)
        first = store.take(invocation, 0, 2)
        assert [q.item.id for q in first] == ["item-0", "item-1"]
        assert store.offer(run, invocation, [make_item(0)], retry_failed=True).queued == 0  # the same record again
        rest = store.take(invocation, first[-1].queued, 9)
        assert [q.item.id for q in rest] == ["item-2", "item-3", "item-4"]
        store.failed(first[0].row, "translate", "no")
        _, invocation = store.begin(SIGNATURE.to_dict())
        store.offer(run, invocation, [make_item(4), make_item(0)], retry_failed=True)
        assert [q.item.id for q in store.take(invocation, 0, 9)] == ["item-4", "item-0"]


def test_pending_items_of_an_invocation_that_died_go_on_only_when_offered_again(path):
    with StoreWriter.create(path) as store:
        run, invocation = store.begin(SIGNATURE.to_dict())
        store.offer(run, invocation, [make_item(1), make_item(2)], retry_failed=False)
    with StoreWriter.create(path) as store:
        assert store.begin(SIGNATURE.to_dict()) == (run, invocation + 1)
        assert store.take(invocation + 1, 0, 9) == []
        assert store.offer(run, invocation + 1, [make_item(2)], retry_failed=False).queued == 1
        assert [q.item.id for q in store.take(invocation + 1, 0, 9)] == ["item-2"]


def test_unreadable_inputs_are_failures_that_a_retry_forgets(path):
    with StoreWriter.create(path) as store:
        run, invocation = store.begin(SIGNATURE.to_dict())
        store.unreadable(run, invocation, "a.html", "empty page")
        store.unreadable(run, invocation, "a.html", "empty page")
        [result] = store.results(run, ("failed",))
        assert (result.item_id, result.stage, result.reason, result.item) == ("a.html", "read", "empty page", None)
        store.forget_unreadable(run)
        assert store.counts(run)["failed"] == 0


def test_text_that_utf8_cannot_hold_survives(path):
    item = make_item(1, text="Мост \ud800 \x00 «'\";--» открыт", id="a\ud800", headline="\u202eЗаголовок")
    with StoreWriter.create(path) as store:
        run, invocation = store.begin(SIGNATURE.to_dict())
        store.offer(run, invocation, [item], retry_failed=False)
        [queued] = store.take(invocation, 0, 9)
        assert queued.item == item
        store.done(queued.row, *brief_json(make_brief(queued.item)))
        [result] = store.results(run)
        assert result.item["text"] == item.text and result.item["id"] == item.id
        assert store.offer(run, store.begin(SIGNATURE.to_dict())[1], [item], retry_failed=False).done == 1


def test_results_come_lazily_and_beside_a_writer(path):
    fill(path, range(250))
    with StoreWriter.create(path) as writer, Store.open(path) as store:
        results = store.results(1)
        assert next(results).item_id == "item-0"
        run, invocation = writer.begin(SIGNATURE.to_dict())  # the reader holds no transaction: writing goes on
        writer.offer(run, invocation, [make_item(900)], retry_failed=False)
        assert len(list(results)) == 249


def test_prune_deletes_a_run_with_everything_and_shrinks_the_file(path):
    fill(path, range(100))
    other, _ = fill(path, [1], signature={"facts": "off"})
    before = path.stat().st_size
    with StoreWriter.create(path) as store:
        store.prune([1])
    assert path.stat().st_size < before / 2
    with Store.open(path) as store:
        assert [r.id for r in store.runs()] == [other]
        store.check()
    db = sqlite3.connect(path)
    assert db.execute("SELECT count(*) FROM results").fetchone() == (1,)
    db.close()


def test_closing_leaves_one_self_contained_file(path):
    fill(path, [1])
    assert not Path(f"{path}-wal").exists()
    with Store.open(path) as store:
        store.check()


def test_each_migration_is_applied_with_its_record_or_not_at_all(path, monkeypatch):
    fill(path, [1])
    known = len(schema.MIGRATIONS)
    added = ("9999 a table and a mistake", ("CREATE TABLE more (x)", "CREATE TABLE broken ("))
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, added))
    monkeypatch.setattr("svodka.runs.database.MIGRATIONS", schema.MIGRATIONS)
    with pytest.raises(StoreError, match="incomplete input"):
        StoreWriter.create(path)
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA user_version").fetchone() == (known,)
    assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'more'").fetchone() == (0,)
    db.close()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS[:known], ("9999 fixed", ("CREATE TABLE more (x)",))))
    monkeypatch.setattr("svodka.runs.database.MIGRATIONS", schema.MIGRATIONS)
    with Store.open(path) as store:  # a reader brings an older store up to date
        assert store.counts(1)["done"] == 1
    db = sqlite3.connect(path)
    assert [r[0] for r in db.execute("SELECT name FROM migrations")] == [m[0] for m in schema.MIGRATIONS]
    assert db.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)
    db.close()


# bad input


def test_a_store_that_another_run_writes_is_refused_and_unharmed(path):
    with StoreWriter.create(path) as store:
        with pytest.raises(StoreError, match="another run is writing to it"):
            StoreWriter.create(path)
        run, invocation = store.begin(SIGNATURE.to_dict())
        store.offer(run, invocation, [make_item(1)], retry_failed=False)
        store.check()
    StoreWriter.create(path).close()  # free again


def test_a_lock_held_by_another_program_is_one_line(path, monkeypatch):
    fill(path, [1])
    monkeypatch.setattr("svodka.runs.database._BUSY_SECONDS", 0.0)
    with StoreWriter.create(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is locked by another program"):
            store.begin(SIGNATURE.to_dict())
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
        run, invocation = store.begin(SIGNATURE.to_dict())
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
from svodka.runs.records import brief_json
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = StoreWriter.create(Path(sys.argv[1]))
run, invocation = store.begin(SIGNATURE.to_dict())
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
        assert all(json.dumps(result.brief) for result in store.results(1))
