"""A store whose rows are not what svodka wrote, by a hand or a bad disk: one line, wherever it is read."""

import io
import json
import sqlite3

import pytest
from support.chain import SIGNATURE, make_item
from support.stored import fill

from svodka.errors import StoreError
from svodka.feeds import feed_of
from svodka.runs import Store, StoreWriter
from svodka.runs.export import write_csv


def spoil(path, statement, *values):
    db = sqlite3.connect(path)
    db.execute(statement, values)
    db.commit()
    db.close()


def changed(change):
    def of(text):
        data = json.loads(text)
        change(data)
        return json.dumps(data)

    return of


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda text: text[:50], "a brief in it is not what svodka wrote: no JSON"),
        (lambda text: "[" * 100_000, "a brief in it is not what svodka wrote: no JSON"),
        (lambda text: "5", "it is int"),
        (lambda text: None, "NULL|no JSON|NOT NULL"),
        (changed(lambda brief: brief.pop("headline")), "missing required field `headline`"),
        (changed(lambda brief: brief.update(checks="none")), r"Expected `array`, got `str` - at `\$.checks`"),
        (
            changed(lambda brief: brief["translation"]["segments"][0].update(source_span=[1])),
            r"array. of length 2, got 1 - at .*source_span",
        ),
        (changed(lambda brief: brief["sentences"][0].update(supported=5)), r"got `int` - at .*supported"),
        (changed(lambda brief: brief["sentences"][0]["evidence"][0].update(segment=7)), "segment 7 of 1"),
        (changed(lambda brief: brief["signature"]["translate"].update(options=[1])), "Signature"),
        (changed(lambda brief: brief["translation"].update(variants=[{"kept": 5}])), "Translation"),
        (changed(lambda brief: brief.update(item=None)), "NewsItem"),
        (
            changed(lambda brief: brief["sentences"][0]["evidence"][0].update(segment=True)),
            r"Expected `int`, got `bool` - at .*segment",
        ),
    ],
)
def test_a_brief_of_another_shape(path, damage, words):
    fill(path, range(3))
    (text,) = sqlite3.connect(path).execute("SELECT brief FROM results WHERE item = 2").fetchone()
    try:
        spoil(path, "UPDATE results SET brief = ? WHERE item = 2", damage(text))
    except sqlite3.IntegrityError:
        return  # the database itself refuses it
    with Store.open(path) as store:
        with pytest.raises(StoreError, match=words) as told:
            write_csv(store.results(1), io.StringIO())
        assert str(told.value).startswith(f"{path}: is damaged: ") and "\n" not in str(told.value)
        with pytest.raises(StoreError, match=words):
            feed_of(store)


@pytest.mark.parametrize("item", ["{", "[]", '{"id": 5, "headline": "а", "text": "а"}', "null"])
def test_an_item_that_waits_of_another_shape(path, item):
    with StoreWriter.create(path) as store:
        run, invocation = store.begin(SIGNATURE)
        store.offer(run, invocation, [make_item(1)], retry_failed=False)
        spoil(path, "UPDATE items SET item = ?", item)
        with pytest.raises(StoreError, match="an item in it is not what svodka wrote"):
            store.take(invocation, 0, 10)
        with pytest.raises(StoreError, match="an item in it is not what svodka wrote"):
            list(store.results(run, ("pending",)))


def test_a_brief_that_is_not_there_is_not_passed_over(path):
    fill(path, range(2))
    spoil(path, "DELETE FROM results WHERE item = 1")
    with Store.open(path) as store:
        with pytest.raises(StoreError, match="a brief in it is not what svodka wrote"):
            list(store.results(1))
        with pytest.raises(StoreError, match="a brief in it is not what svodka wrote"):
            feed_of(store)


@pytest.mark.parametrize("opened", [Store.open, StoreWriter.create])
def test_a_text_that_is_no_text(path, opened):
    fill(path, range(2))
    spoil(path, "UPDATE runs SET signature = CAST(x'ff22' AS TEXT)")
    with opened(path) as store, pytest.raises(StoreError, match="is damaged"):
        store.runs()


def test_a_run_and_a_store_without_their_names(path):
    fill(path, range(2))
    spoil(path, "UPDATE store SET id = 'no uuid'")
    with Store.open(path) as store, pytest.raises(StoreError, match="it has no name of its own"):
        feed_of(store)
    spoil(path, "UPDATE runs SET signature = '{}'")
    with Store.open(path) as store, pytest.raises(StoreError, match=r"a run's signature in it .* field `translate`"):
        store.runs()


def test_a_place_in_the_queue_that_is_no_number(path):
    with StoreWriter.create(path) as store:
        run, invocation = store.begin(SIGNATURE)
        store.offer(run, invocation, [make_item(1)], retry_failed=False)
        spoil(path, "UPDATE items SET queued = ?", "x" * 5_000)
        with pytest.raises(StoreError, match="is damaged: a place in its queue is 'xxx") as told:
            store.offer(run, invocation, [make_item(2)], retry_failed=False)
        assert len(str(told.value)) < 300


@pytest.mark.parametrize("finished", ["\x1b[31m", "gestern", "2026-11-26"])
def test_a_time_that_is_none(path, finished):
    fill(path, range(2))
    spoil(path, "UPDATE items SET finished = ?", finished)
    with Store.open(path) as store, pytest.raises(StoreError, match="is damaged: a time in it is") as told:
        feed_of(store)
    assert "\x1b" not in str(told.value)


@pytest.mark.parametrize("column", ["item_id", "published", "finished", "url"])
def test_bytes_where_a_text_should_stand(path, column):
    fill(path, range(2))
    spoil(path, f"UPDATE items SET {column} = ?", b"\xff")
    with Store.open(path) as store:
        with pytest.raises(StoreError, match="where a text should stand in it are bytes"):
            list(store.results(1))
        if column != "url":
            with pytest.raises(StoreError, match="where a text should stand in it are bytes"):
                feed_of(store)


def test_a_start_of_a_run_that_is_no_number_is_damage(path):
    fill(path, range(3))
    spoil(path, "PRAGMA foreign_keys = OFF")
    spoil(path, "UPDATE items SET invocation_id = NULL WHERE id = 1")
    with Store.open(path) as store:
        assert [one.invocation for one in store.latest()] == [0, 1, 1] and len(feed_of(store).entries) == 3
    spoil(path, "UPDATE items SET invocation_id = 'x' WHERE id = 2")
    with Store.open(path) as store, pytest.raises(StoreError, match="invocation in it is 'x', which svodka never wro"):
        store.latest()
