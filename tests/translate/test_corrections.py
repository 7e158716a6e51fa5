"""Corrected sentences: put in for every model, found again however spaced, close ones shown; where they are kept."""

import sqlite3

import pytest

from svodka.errors import InputError, StoreError
from translate import TranslateOptions, Translator
from translate.corrections import Correction, keep_corrections, key_of, read_corrections, remove_corrections
from translate.memory import Memory
from translate.terms.glossary import read_glossary
from translate.terms.keeping import keep_term, remove_term

BRIDGE = "Мэр объявил о ремонте моста через реку Светлую."
SCHOOL = "В городе построили двенадцать новых школ."
GIVEN = Correction(BRIDGE, "The mayor announced repairs to the Svetlaya bridge.", "2026-12-01T05:00:00+00:00")


@pytest.fixture
def memory(tmp_path):
    path = tmp_path / "memory.sqlite"
    keep_corrections(path, [GIVEN])
    return path


def test_a_corrected_sentence_is_put_in_and_all_else_stays_in_place(make_translator, memory):
    texts = [f"{SCHOOL} {BRIDGE}\n\n{SCHOOL}", SCHOOL]
    plain = make_translator().translate(texts)
    found = make_translator(memory=memory).translate(texts)
    first = found[0]
    assert [s.hypothesis for s in first.segments] == [
        plain[0].segments[0].hypothesis, GIVEN.target, plain[0].segments[2].hypothesis
    ]  # fmt: skip
    assert first.hypothesis == f"{first.segments[0].hypothesis} {GIVEN.target}\n\n{first.segments[2].hypothesis}"
    for segment in first.segments:
        assert first.hypothesis[slice(*segment.hypothesis_span)] == segment.hypothesis
        assert first.source[slice(*segment.source_span)] == segment.source
    corrected = first.segments[1]
    assert ([f.kind for f in corrected.flags], corrected.score, corrected.attempts) == (["corrected"], None, 0)
    assert "2026-12-01" in corrected.flags[0].detail and corrected.doubts == ()
    assert found[1].segments == plain[1].segments


@pytest.mark.parametrize("text", [f"  {BRIDGE}", BRIDGE.replace(" ", "\u00a0"), BRIDGE.replace("моста", "мо\u00adста")])
def test_however_it_is_spaced_it_is_the_same_sentence(make_translator, memory, text):
    assert key_of(text) == BRIDGE
    assert GIVEN.target in make_translator(memory=memory).translate([text])[0].hypothesis


def test_it_holds_for_every_model_and_option_and_is_in_the_signature(make_translator, memory):
    one, other = make_translator(memory=memory), make_translator(memory=memory, beam=1)
    for translator in (one, other):
        assert translator.translate([BRIDGE])[0].hypothesis == GIVEN.target
    without = make_translator()
    assert one.signature != without.signature and dict(one.signature.options)["corrections"]
    assert one.translate([BRIDGE])[0].signature == one.signature
    keep_corrections(memory, [Correction(SCHOOL, "Twelve schools.", "2026-12-02")])
    assert make_translator(memory=memory).signature != one.signature
    remove_corrections(memory, [BRIDGE, SCHOOL])
    assert make_translator(memory=memory).signature == without.signature


def test_a_close_sentence_is_translated_and_the_correction_shown(make_translator, memory):
    near, far = BRIDGE.replace("Мэр", "Губернатор"), "Мэр открыл школу."
    plain = make_translator().translate([near, far])
    found = make_translator(memory=memory).translate([near, far])
    assert [t.hypothesis for t in found] == [t.hypothesis for t in plain]
    (flag,) = (f for f in found[0].segments[0].flags if f.kind == "similar")
    assert GIVEN.target in flag.detail and BRIDGE in flag.detail and found[0].segments[0].doubts == ()
    assert not found[1].flags["similar"]
    backwards = " ".join(BRIDGE[:-1].split()[::-1]) + "."
    assert not make_translator(memory=memory).translate([backwards])[0].flags["similar"]


def test_what_is_kept_comes_back_the_last_stands_and_decoding_is_remembered_beside_it(make_translator, memory):
    keep_corrections(
        memory, [Correction(f" {BRIDGE} ", "Better.", "2026-12-02"), Correction(SCHOOL, "Schools.", "2026")]
    )
    assert [(one.source, one.target) for one in read_corrections(memory)] == [(SCHOOL, "Schools."), (BRIDGE, "Better.")]
    first = make_translator(memory=memory)
    first.translate(["Суд отложил дело."])
    again = make_translator(memory=memory)
    assert again.translate(["Суд отложил дело."]) == first.translate(["Суд отложил дело."])
    assert again.engine.decoded == []
    assert remove_corrections(memory, [BRIDGE, "Никогда."]) == 1
    assert [one.source for one in read_corrections(memory)] == [SCHOOL]


def test_a_memory_of_before_has_none_and_other_files_are_refused(tmp_path):
    path = tmp_path / "old.sqlite"
    Memory(path, "d").close()
    assert read_corrections(path) == ()
    with pytest.raises(InputError, match="there is no translation memory"):
        read_corrections(tmp_path / "none.sqlite")
    assert not (tmp_path / "none.sqlite").exists()
    sqlite3.connect(tmp_path / "other.sqlite").execute("CREATE TABLE t (a)")
    with pytest.raises(StoreError, match="no translation memory"):
        keep_corrections(tmp_path / "other.sqlite", [GIVEN])


def test_a_damaged_row_is_said(memory):
    with sqlite3.connect(memory) as db:
        db.execute("UPDATE corrections SET target = x'ff'")
    with pytest.raises(StoreError, match="holds a damaged row"):
        read_corrections(memory)


def test_a_term_is_put_into_a_glossary_in_place_of_its_own_row(tmp_path):
    path = tmp_path / "terms.tsv"
    assert keep_term(path, "Ряжа", "Ryazha")
    path.write_text("# towns\nЗаозерск\tThe Lake\n\nСветлая\tSvetlaya\n", encoding="utf-8")
    assert keep_term(path, "Заозерска", "Zaozersk") and keep_term(path, "Ряжа", "Ryazha")
    assert path.read_text("utf-8") == "# towns\nЗаозерска\tZaozersk\n\nСветлая\tSvetlaya\nРяжа\tRyazha\n"
    assert not keep_term(path, "Ряжа", "Ryazha")
    assert remove_term(path, "Светлой") and not remove_term(path, "Светлой")
    assert [term.english for term in read_glossary(path).terms] == ["Zaozersk", "Ryazha"]


@pytest.mark.parametrize(("russian", "english"), [("Ryazha", "Ряжа"), ("Ряжа", ""), ("Ря\tжа", "Ryazha")])
def test_what_is_no_term_leaves_the_glossary_as_it_was(tmp_path, russian, english):
    path = tmp_path / "terms.tsv"
    path.write_text("Светлая\tSvetlaya\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"terms\.tsv, line 2: found"):
        keep_term(path, russian, english)
    assert path.read_text("utf-8") == "Светлая\tSvetlaya\n" and [p.name for p in tmp_path.iterdir()] == ["terms.tsv"]


def test_a_rating_goes_with_the_hypothesis_that_it_rated(compact_cache, memory, monkeypatch):
    monkeypatch.setattr("translate.translator.unsure", lambda *_: True)
    plain, corrected = (
        Translator(
            "compact", options=TranslateOptions(beam=1, memory=path), offline=True, cache_dir=compact_cache
        ).translate([f"{SCHOOL} {BRIDGE}"])[0]
        for path in (None, memory)
    )
    assert all(segment.rating for segment in plain.segments)
    assert corrected.segments[0] == plain.segments[0]
    given = corrected.segments[1]
    assert (given.hypothesis, given.rating, given.in_doubt, given.doubts) == (GIVEN.target, None, (), ())
