"""The store: keys, statuses, exactly-once, migrations, lazy reading."""

import sqlite3
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from support.chain import SIGNATURE, make_brief, make_item
from support.stored import fill

from svodka.errors import StoreError
from svodka.runs import Store, StoreWriter
from svodka.runs.store import migrations as schema
from svodka.runs.store.records import brief_json, signature_digest

DIGEST = signature_digest(SIGNATURE)


def test_a_finished_brief_comes_back_as_it_went_in(path):
    run, _ = fill(path, [7])
    with Store.open(path) as store:
        [result] = store.results(run)
        assert result.brief == make_brief(make_item(7))
        assert result.item == make_item(7)
        assert (result.item_id, result.status, result.attempts) == ("item-7", "done", 1)
        assert result.content_hash == make_item(7).content_hash()
        assert store.run().digest == DIGEST and store.run().signature == SIGNATURE
        assert store.counts(run) == {"pending": 0, "done": 1, "failed": 0, "skipped": 0}


def test_what_is_done_is_not_queued_again_and_a_new_signature_is_another_run(path):
    first, offered = fill(path, [1, 2])
    assert asdict(offered) == {"queued": 2, "done": 0, "failed": 0, "skipped": 0}
    again, offered = fill(path, [1, 2, 3])
    assert again == first and asdict(offered) == {"queued": 1, "done": 2, "failed": 0, "skipped": 0}
    other, offered = fill(path, [1], signature=replace(SIGNATURE, facts="strict"))
    assert other != first and offered.queued == 1
    with Store.open(path) as store:
        assert [(r.id, r.counts["done"]) for r in store.runs()] == [(first, 3), (other, 1)]
        assert [r.item_id for r in store.results(first)] == ["item-1", "item-2", "item-3"]
        assert store.run().id == other and store.run(first).id == first
        with pytest.raises(StoreError, match="holds no run 9; it holds 1, 2"):
            store.run(9)


def test_failures_are_kept_and_repeated_only_on_request(path):
    with StoreWriter.create(path) as store:
        run, invocation = store.begin(SIGNATURE)
        store.offer(run, invocation, [make_item(1)], retry_failed=False)
        store.failed(store.take(invocation, 0, 9)[0].row, "summarize", "EngineError: out of memory")
        run, invocation = store.begin(SIGNATURE)
        assert store.offer(run, invocation, [make_item(1)], retry_failed=False).failed == 1
        assert store.take(invocation, 0, 9) == []
        [result] = store.results(run, ("failed",))
        assert (result.stage, result.reason) == ("summarize", "EngineError: out of memory")
        assert result.item == make_item(1)
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
        run, invocation = store.begin(SIGNATURE)
        offered = store.offer(run, invocation, items, retry_failed=False)
        assert (offered.queued, offered.skipped) == (1, 2)
        for again in (invocation, store.begin(SIGNATURE)[1]):  # a second reading changes nothing
            store.offer(run, again, items, retry_failed=True)
        found = {r.item_id: (r.reason, r.url) for r in store.results(run, ("skipped",))}
    assert found == {
        "mirror": ("same text as item-1", "https://mirror.example/1"),
        "item-3": ("no headline and no text", "https://example.org/3"),
    }


def test_a_result_that_comes_twice_is_kept_once(path):
    with StoreWriter.create(path) as store:
        run, invocation = store.begin(SIGNATURE)
        store.offer(run, invocation, [make_item(1)], retry_failed=False)
        [queued] = store.take(invocation, 0, 9)
        store.done(queued.row, *brief_json(make_brief(queued.item)))
        store.done(queued.row, '{"headline": "another"}', "{}")
        store.failed(queued.row, "summarize", "too late")
        [result] = store.results(run, ("done", "failed"))
        assert result.brief.headline == "EN Заголовок 1"


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
        run, invocation = store.begin(SIGNATURE)
        store.offer(run, invocation, [make_item(n) for n in range(5)], retry_failed=False)
        first = store.take(invocation, 0, 2)
        assert [q.item.id for q in first] == ["item-0", "item-1"]
        assert store.offer(run, invocation, [make_item(0)], retry_failed=True).queued == 0  # the same record again
        rest = store.take(invocation, first[-1].queued, 9)
        assert [q.item.id for q in rest] == ["item-2", "item-3", "item-4"]
        store.failed(first[0].row, "translate", "no")
        _, invocation = store.begin(SIGNATURE)
        store.offer(run, invocation, [make_item(4), make_item(0)], retry_failed=True)
        assert [q.item.id for q in store.take(invocation, 0, 9)] == ["item-4", "item-0"]


def test_pending_items_of_an_invocation_that_died_go_on_only_when_offered_again(path):
    with StoreWriter.create(path) as store:
        run, invocation = store.begin(SIGNATURE)
        store.offer(run, invocation, [make_item(1), make_item(2)], retry_failed=False)
    with StoreWriter.create(path) as store:
        assert store.begin(SIGNATURE) == (run, invocation + 1)
        assert store.take(invocation + 1, 0, 9) == []
        assert store.offer(run, invocation + 1, [make_item(2)], retry_failed=False).queued == 1
        assert [q.item.id for q in store.take(invocation + 1, 0, 9)] == ["item-2"]


def test_unreadable_inputs_are_failures_that_a_retry_forgets(path):
    with StoreWriter.create(path) as store:
        run, invocation = store.begin(SIGNATURE)
        store.unreadable(run, invocation, "a.html", "empty page")
        store.unreadable(run, invocation, "a.html", "empty page")
        [result] = store.results(run, ("failed",))
        assert (result.item_id, result.stage, result.reason, result.item) == ("a.html", "read", "empty page", None)
        store.forget_unreadable(run)
        assert store.counts(run)["failed"] == 0


def test_text_that_utf8_cannot_hold_survives(path):
    item = make_item(1, text="Мост \ud800 \x00 «'\";--» открыт", id="a\ud800", headline="\u202eЗаголовок")
    with StoreWriter.create(path) as store:
        run, invocation = store.begin(SIGNATURE)
        store.offer(run, invocation, [item], retry_failed=False)
        [queued] = store.take(invocation, 0, 9)
        assert queued.item == item
        store.done(queued.row, *brief_json(make_brief(queued.item)))
        [result] = store.results(run)
        assert result.item == item
        assert store.offer(run, store.begin(SIGNATURE)[1], [item], retry_failed=False).done == 1


def test_results_come_lazily_and_beside_a_writer(path):
    fill(path, range(250))
    with StoreWriter.create(path) as writer, Store.open(path) as store:
        results = store.results(1)
        assert next(results).item_id == "item-0"
        run, invocation = writer.begin(SIGNATURE)  # the reader holds no transaction: writing goes on
        writer.offer(run, invocation, [make_item(900)], retry_failed=False)
        assert len(list(results)) == 249


def test_prune_deletes_a_run_with_everything_and_shrinks_the_file(path):
    fill(path, range(100))
    other, _ = fill(path, [1], signature=replace(SIGNATURE, facts="off"))
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
    monkeypatch.setattr("svodka.runs.store.database.MIGRATIONS", schema.MIGRATIONS)
    with pytest.raises(StoreError, match="incomplete input"):
        StoreWriter.create(path)
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA user_version").fetchone() == (known,)
    assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'more'").fetchone() == (0,)
    db.close()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS[:known], ("9999 fixed", ("CREATE TABLE more (x)",))))
    monkeypatch.setattr("svodka.runs.store.database.MIGRATIONS", schema.MIGRATIONS)
    with Store.open(path) as store:  # a reader brings an older store up to date
        assert store.counts(1)["done"] == 1
    db = sqlite3.connect(path)
    assert [r[0] for r in db.execute("SELECT name FROM migrations")] == [m[0] for m in schema.MIGRATIONS]
    assert db.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)
    db.close()


def test_two_processes_that_make_a_store_at_once_apply_each_migration_once(path, monkeypatch):
    real, calls = schema.applied, []

    def slow(connection):
        calls.append(connection)
        if len(calls) == 1:  # between our look and our lock, another process makes the whole store
            found = real(connection)
            StoreWriter.create(path).close()
            return found
        return real(connection)

    late = sqlite3.connect(path, isolation_level=None)
    monkeypatch.setattr(schema, "applied", slow)
    schema.migrate(late, "now")
    assert real(late) == len(schema.MIGRATIONS)
    late.close()
    with Store.open(path) as store:
        store.check()
