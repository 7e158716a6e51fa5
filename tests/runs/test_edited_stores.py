"""A store that somebody edited: whatever stands where, each command ends in its output or in one error."""

import contextlib
import itertools
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.chain import FakeChain, make_item
from support.stored import run

from svodka.cli import main
from svodka.errors import StoreError
from svodka.feeds import UpdateOptions, update
from svodka.readers import ReadOptions
from svodka.runs import LocalBackend, Store, StoreWriter

ROOT = Path(__file__).resolve().parents[2]
URL = "http://127.0.0.1:9/feed.xml"  # nobody listens there
VALUES = [None, b"\xff\x00", 5, -1, 2**62, 1e300, "", "x", "я", "[]", "{}", "null", "[" * 5000, "2026", "\x00", "1\n2"]
COUNT = itertools.count()


def one_update(path):
    with StoreWriter.create(path) as writer:
        options = UpdateOptions(
            read=ReadOptions(allow_private=True, timeout=1), pause=0.0, prune=10_000, retry_failed=True
        )
        return update([URL], writer, lambda: LocalBackend(FakeChain()), options)


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """The bytes of a store with items done, failed, skipped and waiting, of a run and of a feed."""
    path = tmp_path_factory.mktemp("stores") / "run.sqlite"
    run(path, [make_item(n) for n in range(3)] + [make_item(0, id="copy")], FakeChain(fail={"item-1": "translate"}))
    one_update(path)
    with StoreWriter.create(path) as writer, writer.transaction() as db:
        item = '{"id": "e", "headline": "Мост", "text": "Мост закрыт."}'
        db.execute(
            """INSERT INTO entries (feed_id, guid, link, fingerprint, item_id, seen, item)
               SELECT id, 'g', 'https://v.example/', 'f', 'e', '2026', ? FROM feeds""",
            (item,),
        )
        db.execute("INSERT INTO robots VALUES ('http://127.0.0.1:9', '', '2999')")
    return path.read_bytes()


def columns(path):
    db = sqlite3.connect(path)
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = [(table, row[1]) for table in tables for row in db.execute(f"PRAGMA table_info({table})")]
    db.close()
    return found


def edited(path, statements):
    db = sqlite3.connect(path)
    db.execute("PRAGMA ignore_check_constraints = ON")
    db.execute("PRAGMA foreign_keys = OFF")
    for statement, values in statements:
        try:
            db.execute(statement, values)
        except (sqlite3.Error, OverflowError):
            continue  # the database itself refuses it
    db.commit()
    db.close()


COMMANDS = [
    ("runs", "list"),
    ("runs", "list", "--json"),
    ("runs", "show"),
    ("runs", "show", "--json"),
    ("runs", "show", "--failed", "--skipped"),
    ("runs", "export", "--format", "csv"),
    ("runs", "export"),
    ("runs", "export", "--format", "markdown"),
    ("runs", "export", "--format", "html"),
    ("digest",),
    ("digest", "--group"),
    ("feed",),
    ("feed", "--format", "json"),
    ("runs", "prune", "--keep", "1", "--yes"),
]


@st.composite
def statements(draw, places):
    """A few edits: a value in a column, of all rows or of one; a table or a column gone; a row twice."""
    found = []
    for _ in range(draw(st.integers(1, 3))):
        table, column = draw(st.sampled_from(places))
        kind = draw(st.sampled_from(["set", "set", "set", "set", "drop column", "drop table", "delete", "rename"]))
        if kind == "set":
            where = draw(st.sampled_from(["", " WHERE rowid = 1", " WHERE rowid = 2"]))
            found.append((f'UPDATE "{table}" SET "{column}" = ?{where}', (draw(st.sampled_from(VALUES)),)))
        elif kind == "drop column":
            found.append((f'ALTER TABLE "{table}" DROP COLUMN "{column}"', ()))
        elif kind == "rename":
            found.append((f'ALTER TABLE "{table}" RENAME COLUMN "{column}" TO "other"', ()))
        else:
            found.append((f'DROP TABLE "{table}"' if kind == "drop table" else f'DELETE FROM "{table}"', ()))
    return found


def each_ends(tmp_path, original, changes, capsys):
    path = tmp_path / f"run-{next(COUNT)}.sqlite"
    for command in COMMANDS:
        path.write_bytes(original)
        edited(path, changes)
        words = (
            [*command[:2], str(path), *command[2:]] if command[0] == "runs" else [command[0], str(path), *command[1:]]
        )
        code = main(words)
        err = capsys.readouterr().err
        assert code in {0, 1, 2}, (command, err)
        assert code != 2 or err.count("error: ") == 1, (command, err)
    for work in (one_update, lambda path: run(path, [make_item(n) for n in range(4)], retry_failed=True)):
        path.write_bytes(original)
        edited(path, changes)
        with contextlib.suppress(StoreError):
            work(path)
    for name in tmp_path.glob(f"{path.name}*"):
        name.unlink()


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_edit_ends_in_output_or_in_one_error(tmp_path, original, capsys, data):
    (tmp_path / "o.sqlite").write_bytes(original)
    each_ends(tmp_path, original, data.draw(statements(columns(tmp_path / "o.sqlite"))), capsys)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE feeds SET not_before = x'ff'",
        "UPDATE feeds SET failing_since = x'00', failures = 1",
        "UPDATE items SET status = 'odd'",
        "UPDATE runs SET created = x'ff'",
        "UPDATE invocations SET outcome = x'ff'",
        "UPDATE items SET item_id = x'ff'",
        "UPDATE items SET finished = x'ff'",
        "UPDATE entries SET item = '[]'",
        "UPDATE feeds SET address = 'nonsense'",
        "UPDATE robots SET text = x'ff'",
        "UPDATE items SET attempts = 'many'",
        "UPDATE invocations SET report = '{}'",
        "UPDATE runs SET signature = '{}'",
        "UPDATE feeds SET failures = 'often'",
        "UPDATE feeds SET etag = 'a' || char(10) || 'b'",
    ],
)
def test_edits_of_one_value(tmp_path, original, capsys, statement):
    each_ends(tmp_path, original, [(statement, ())], capsys)


@pytest.mark.parametrize(("column", "value"), [("taken", "soon"), ("edited", "no"), ("taken", 1.5)])
def test_an_entry_with_another_thing_where_a_number_belongs_is_damage(tmp_path, original, column, value):
    path = tmp_path / "run.sqlite"
    path.write_bytes(original)
    edited(path, [(f"UPDATE entries SET {column} = ?", (value,))])
    with pytest.raises(StoreError, match=f"is damaged: {column} in it is {value!r}, which svodka never wrote"):
        one_update(path)


def test_a_second_writer_is_refused_through_every_link(tmp_path):
    real = tmp_path / "run.sqlite"
    StoreWriter.create(real).close()
    (tmp_path / "folder").mkdir()
    soft, hard, above = tmp_path / "soft.sqlite", tmp_path / "hard.sqlite", tmp_path / "above"
    soft.symlink_to(real)
    above.symlink_to(tmp_path)
    os.link(real, hard)
    names = [real, soft, above / "run.sqlite", tmp_path / "folder" / ".." / "run.sqlite"]
    names += [hard] if sys.platform == "linux" else []
    for first in names:
        with StoreWriter.create(first):
            for second in names:
                with pytest.raises(StoreError, match="another run is writing to it"):
                    StoreWriter.create(second)
    for name in names:
        StoreWriter.create(name).close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_is_heard_in_a_query_that_does_not_end(tmp_path, original, number):
    """A view in the place of a table, that gives rows for ever."""
    path = tmp_path / "run.sqlite"
    path.write_bytes(original)
    edited(
        path,
        [
            ("DROP TABLE items", ()),
            (
                """CREATE VIEW items AS WITH RECURSIVE n(id) AS
                (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 1e15)
             SELECT id, id AS run_id, 'done' AS status FROM n
                WHERE id + abs(random() % 2) < 0""",
                (),
            ),
        ],
    )
    heard = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.default_int_handler)}
    command = [sys.executable, "-m", "svodka", "runs", "list", str(path)]
    started = subprocess.Popen(command, stderr=subprocess.PIPE, cwd=ROOT, **heard)
    time.sleep(3)
    assert started.poll() is None
    started.send_signal(number)
    _, err = started.communicate(timeout=60)
    assert started.returncode == 128 + number and b"Traceback" not in err


def test_the_reader_sees_a_store_through_a_link(tmp_path, original):
    (tmp_path / "run.sqlite").write_bytes(original)
    (tmp_path / "link.sqlite").symlink_to(tmp_path / "run.sqlite")
    with Store.open(tmp_path / "link.sqlite") as opened:
        assert len(opened.runs()) == 1
