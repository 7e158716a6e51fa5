"""The translation memory: what it keeps, what it refuses."""

import json
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svodka.errors import StoreError
from translate.memory import Memory
from translate.repair import Outcome
from translate.types import Flag

OUTCOME = Outcome("The court.", -0.25, (Flag("numbers", "“5” is missing"),), 3)

# What the translator asks with: normalised text, which has no lone surrogates.
TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)


@settings(max_examples=50, deadline=None)
@given(
    st.dictionaries(
        TEXTS,
        st.builds(
            Outcome, TEXTS, st.floats(-50, 0), st.lists(st.builds(Flag, TEXTS, TEXTS)).map(tuple), st.integers(1, 9)
        ),
    )
)
def test_what_is_put_comes_back(outcomes):
    memory = Memory(None, "d")
    memory.put(outcomes)
    assert memory.get([*outcomes, "never put: " + "x" * 40]) == outcomes


def test_more_sources_than_one_query_takes():
    memory = Memory(None, "d")
    outcomes = {f"Новость {n}": Outcome(f"News {n}", -float(n)) for n in range(1234)}
    memory.put(outcomes)
    assert memory.get(list(outcomes)) == outcomes


def test_a_file_outlives_the_object_and_another_signature_does_not_answer(tmp_path):
    path = tmp_path / "memory.sqlite"
    Memory(path, "one").put({"Суд.": OUTCOME})
    assert Memory(path, "one").get(["Суд.", "Мэр."]) == {"Суд.": OUTCOME}
    assert Memory(path, "two").get(["Суд."]) == {}


def test_a_run_without_a_file_shares_nothing():
    Memory(None, "d").put({"Суд.": OUTCOME})
    assert Memory(None, "d").get(["Суд."]) == {}


def foreign(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()


def newer(path):
    Memory(path, "d").close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


def cut_short(path):
    memory = Memory(path, "d")
    memory.put({str(n): OUTCOME for n in range(2000)})
    memory.close()
    path.write_bytes(path.read_bytes()[:8192] + b"\xff" * 60000)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.write_text("Не база данных. " * 100, encoding="utf-8"), "is no SQLite database"),
        (foreign, "no translation memory"),
        (newer, "version 99"),
        (cut_short, "is damaged"),
        (lambda path: path.mkdir(), "cannot be opened"),
    ],
    ids=["text", "foreign", "newer", "damaged", "folder"],
)
def test_other_files_are_refused_and_left_alone(tmp_path, make, message):
    path = tmp_path / "memory.sqlite"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError, match=message):
        Memory(path, "d").get([str(n) for n in range(2000)])
    assert before == (path.read_bytes() if path.is_file() else None)


def test_a_damaged_row_is_named(tmp_path):
    path = tmp_path / "memory.sqlite"
    memory = Memory(path, "d")
    memory.put({"Суд.": OUTCOME})
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE segments SET flags = ?", (json.dumps([1]),))
    with pytest.raises(StoreError, match="damaged row"):
        memory.get(["Суд."])


def test_no_folder(tmp_path):
    with pytest.raises(StoreError, match=r"missing/memory.sqlite: cannot be opened"):
        Memory(tmp_path / "missing/memory.sqlite", "d")


def test_a_second_run_decodes_nothing(make_translator, tmp_path):
    path = tmp_path / "memory.sqlite"
    first, second, other = (make_translator(memory=path, beam=beam) for beam in (6, 6, 1))
    text = "Суд отложил дело. Мэр ушёл в отставку."
    assert [t.to_dict() for t in first.translate([text])] == [t.to_dict() for t in second.translate([text])]
    assert (len(first.engine.decoded), second.engine.decoded) == (2, [])
    other.translate([text])
    assert len(other.engine.decoded) == 2
    assert str(first.signature) == str(make_translator().signature)


def test_segments_that_differ_in_what_is_invisible_are_one(make_translator):
    translator = make_translator()
    translator.translate(["Суд отложил дело.\nСуд  отло\u00adжил\u00a0де\u0301ло."])
    assert translator.engine.decoded == ["Суд отложил дело."]
