"""``svodka correct`` and ``corrections``: the sheet and edited exports go back in, and the next run uses them."""

import json
import re

import pytest
from feeds.conftest import keep
from support.briefs import FAIR, FERRY, HOSTILE, brief

from svodka.cli import main
from svodka.corrections import Edit, TermPair, read_sheet, sheet_of, term_of
from svodka.errors import InputError

RIVER = brief(
    "river",
    ("Мост через Ряжу закрыли", "Bridge over the River closed"),
    [
        ("Мост через реку Ряжа закрыли на ремонт.", "The bridge over the river Ryaja was closed for repairs."),
        ("Об этом сообщил губернатор Олег Ясенев.", "Governor Oleg Ash said this."),
    ],
    [("The bridge over the river Ryaja was closed for repairs.", [0]), ("Two things happened.", [1])],
)


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    keep(tmp_path / "run.sqlite", [FERRY, RIVER, FAIR, HOSTILE])

    def call(*arguments, code=0):
        found = main([*map(str, arguments)])
        out, err = capsys.readouterr()
        assert found == code, err
        return out, err

    call.folder = tmp_path
    return call


def test_the_sheet_has_every_sentence_and_unchanged_it_corrects_nothing():
    for one in (FERRY, RIVER, FAIR, HOSTILE):
        sheet = sheet_of(one)
        assert read_sheet(sheet, [one]) == []
        assert sheet.count("\n> ") == len(one.translation.segments) + len(one.headline_translation.segments)


def test_any_sentence_of_the_sheet_may_be_changed():
    for one in (FERRY, RIVER, FAIR, HOSTILE):
        for place in range(sheet_of(one).count("\n> ")):
            parts = re.split(r"(?m)^(> .*)$", sheet_of(one))
            parts[2 * place + 2] = "\n\nOne \\*new\\* line,\nand more.\n\n"
            (edit,) = read_sheet("".join(parts), [FERRY, RIVER, FAIR, HOSTILE])
            segment = [*one.headline_translation.segments, *one.translation.segments][place]
            assert edit == Edit(segment.source, segment.hypothesis, "One *new* line, and more.")


def test_what_was_not_to_be_changed_is_told_with_its_line():
    sheet = sheet_of(RIVER)
    with pytest.raises(InputError, match=r"line 6: .* is no sentence of the briefs"):
        read_sheet(sheet.replace("> Мост через Ряжу", "> Мост через Рижу"), [RIVER])
    with pytest.raises(InputError, match=r"the English of .* is gone"):
        read_sheet(sheet.replace("Governor Oleg Ash said this.", ""), [RIVER])


@pytest.mark.parametrize(
    ("source", "before", "after", "term"),
    [
        ("Мост через реку Ряжа закрыли.", "The bridge over Ryaja closed.", "The bridge over Ryazha closed.",
         TermPair("Ряжа", "Ryazha")),
        ("Сообщил губернатор Ясенев.", "Governor Ash said.", "Governor Yasenev said.", TermPair("Ясенев", "Yasenev")),
        ("Встреча с Олегом Ясеневым.", "A meeting with Oleg Ash.", "A meeting with Oleg Yasenev.",
         TermPair("Ясенев", "Yasenev")),
        ("Сказали губернатору Ясеневу.", "Governor Ash was told.", "Governor Yasenev was told.",
         TermPair("Ясенев", "Yasenev")),
        ("Мост через Ряжу закрыли.", "The bridge over Ryaja closed.", "The bridge over Ryazha closed.",
         TermPair("Ряжа", "Ryazha")),
        ("В Заозерске открыли музей.", "A museum opened in Lake.", "A museum opened in Zaozersk.",
         TermPair("Заозерск", "Zaozersk")),
        ("Встреча в Москве.", "A meeting in Moskva.", "A meeting in Moscow.", TermPair("Москва", "Moscow")),
        ("Цена выросла.", "The price fell.", "The price rose.", None),
        ("Ясенев и Дронин спорят.", "Ash and Dronin argue.", "Yasenev and Dronin argue.",
         TermPair("Ясенев", "Yasenev")),
        ("Ясенев сказал.", "Ash said.", "Yasenev told us.", None),
        ("Ясенев закрыл мост.", "Ash closed the bridge.", "Yasenev closed the road.", None),
        ("Ясенев сказал.", "Yasenev said.", "Yasenev said.", None),
    ],
)  # fmt: skip
def test_a_name_is_a_term_when_nothing_else_was_changed(source, before, after, term):
    assert term_of(Edit(source, before, after)) == term


def corrected(run, name, old, new, *arguments, code=0):
    path = run.folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return run("correct", "run.sqlite", *arguments, "--from", name, "--memory", "m.sqlite", "--glossary", "t.tsv",
               code=code)  # fmt: skip


def listed(run):
    out, _ = run("corrections", "list", "--memory", "m.sqlite", "--json")
    return {row["source"]: row["target"] for row in map(json.loads, out.splitlines())}


def test_the_sheet_goes_out_and_comes_back(run):
    run("correct", "run.sqlite", "river", "-o", "sheet.md")
    _, err = corrected(run, "sheet.md", "Ryaja", "Ryazha")
    assert "Ряжа is Ryazha, in t.tsv" in err and "1 corrected sentence in m.sqlite" in err
    assert listed(run) == {
        "Мост через реку Ряжа закрыли на ремонт.": "The bridge over the river Ryazha was closed for repairs."
    }
    assert (run.folder / "t.tsv").read_text("utf-8") == "Ряжа\tRyazha\n"


@pytest.mark.parametrize("item", ["river", "2"])
def test_an_item_is_named_by_its_id_or_its_number(run, item):
    assert "# river" in run("correct", "run.sqlite", item)[0]


@pytest.mark.parametrize("item", ["nothing", "0", "5", "-1"])
def test_an_item_that_is_not_there_is_one_clear_error(run, item):
    _, err = run("correct", "run.sqlite", "--", item, code=2)
    assert f"run 1 has no brief of the item '{item}'" in err and "a number from 1 to 4" in err and err.count("\n") == 1


def test_an_edited_markdown_export_comes_back(run):
    run("runs", "export", "run.sqlite", "-o", "briefs.md")
    _, err = corrected(run, "briefs.md", "river Ryaja was", "river Ryazha was")
    assert "Ряжа is Ryazha" in err and "river Ryazha was" in next(iter(listed(run).values()))
    _, err = corrected(run, "briefs.md", "Two things happened.", "Two more things happened.", code=1)
    assert "is in the summarizer's own words" in err
    _, err = corrected(run, "briefs.md", "\nTwo more things happened.", "", code=2)
    assert "river: has 1 sentences there, 2 in the store" in err


def test_an_edited_brief_with_evidence_and_an_edited_headline_come_back(run):
    (run.folder / "one.md").write_text(RIVER.to_markdown(evidence=True), encoding="utf-8")
    corrected(run, "one.md", "Bridge over the River closed", "Bridge over the Ryazha closed")
    assert listed(run) == {"Мост через Ряжу закрыли": "Bridge over the Ryazha closed"}


def test_an_edited_digest_comes_back(run):
    run("digest", "run.sqlite", "-o", "digest.html")
    corrected(run, "digest.html", "river Ryaja was closed for", "river Ryazha was shut for")
    assert listed(run) == {
        "Мост через реку Ряжа закрыли на ремонт.": "The bridge over the river Ryazha was shut for repairs."
    }


def test_an_untouched_digest_or_export_corrects_nothing(run):
    run("digest", "run.sqlite", "-o", "digest.html")
    run("runs", "export", "run.sqlite", "-o", "briefs.md")
    for name in ("digest.html", "briefs.md"):
        assert "nothing was changed" in run("correct", "run.sqlite", "--from", name, "--memory", "m.sqlite")[1]
    assert not (run.folder / "m.sqlite").exists()


def test_terms_are_given_outright_and_nothing_is_written_before_it_is_clear_where_to(run):
    run("correct", "run.sqlite", "--term", "Заозерск=Zaozersk", "--term", "МЧС=EMERCOM", "--glossary", "t.tsv")
    assert (run.folder / "t.tsv").read_text("utf-8") == "Заозерск\tZaozersk\nМЧС\tEMERCOM\n"
    assert "--glossary FILE" in run("correct", "run.sqlite", "--term", "а=b", code=2)[1]
    assert "expected RUSSIAN=ENGLISH" in run("correct", "run.sqlite", "--term", "а", "--glossary", "t.tsv", code=2)[1]
    assert "say what to correct" in run("correct", "run.sqlite", code=2)[1]
    run("correct", "run.sqlite", "river", "-o", "sheet.md")
    sheet = run.folder / "sheet.md"
    sheet.write_text(sheet.read_text("utf-8").replace("Ryaja", "Ryazha"), encoding="utf-8")
    assert "1 sentences were changed; say where" in run("correct", "run.sqlite", "--from", "sheet.md", code=2)[1]
    assert "is read by this command" in run(
        "correct", "run.sqlite", "--from", "sheet.md", "--memory", "run.sqlite", code=2
    )[1]  # fmt: skip


@pytest.mark.parametrize(("content", "told"), [(b"", "no brief is found in it"), (b"\xff\xfe\x00", "is not UTF-8"),
                                               (b"# notes\n\ntext", "no brief is found")])  # fmt: skip
def test_a_file_that_is_no_export_is_one_clear_error(run, content, told):
    (run.folder / "x.md").write_bytes(content)
    assert told in run("correct", "run.sqlite", "--from", "x.md", "--memory", "m.sqlite", code=2)[1]
    assert "No such file" in run("correct", "run.sqlite", "--from", "y.md", "--memory", "m.sqlite", code=2)[1]


def test_corrections_are_listed_and_removed_by_number_or_words(run):
    run("correct", "run.sqlite", "river", "-o", "sheet.md")
    corrected(run, "sheet.md", "Ryaja", "Ryazha")
    corrected(run, "sheet.md", "Governor Oleg Ash said this.", "Governor Oleg Yasenev reported it.")
    out, _ = run("corrections", "list", "--memory", "m.sqlite", "--glossary", "t.tsv")
    assert [line.split("\t")[0] for line in out.splitlines()] == ["1", "2", "1"] and "1\tterm\tРяжа\tRyazha" in out
    assert "holds no correction '3'" in run("corrections", "remove", "3", "--memory", "m.sqlite", code=2)[1]
    assert "1 corrected sentence removed" in run("corrections", "remove", "1", "--memory", "m.sqlite")[1]
    assert list(listed(run)) == ["Об этом сообщил губернатор Олег Ясенев."]
    run("corrections", "remove", "Об этом  сообщил губернатор Олег Ясенев.", "--memory", "m.sqlite")
    assert listed(run) == {}
    assert "1 term removed" in run("corrections", "remove", "Ряжа", "--glossary", "t.tsv")[1]
    assert "say what to remove from" in run("corrections", "remove", "1", code=2)[1]
    assert "say where to look" in run("corrections", "list", code=2)[1]
    assert "there is no translation memory" in run("corrections", "list", "--memory", "no.sqlite", code=2)[1]


def test_the_next_run_uses_both(run, marian_dir, monkeypatch):
    monkeypatch.setenv("SVODKA_CACHE", str(run.folder / "cache"))
    (run.folder / "item.txt").write_text("Мост закрыли\n\nМост через реку Ряжа закрыли на ремонт.", encoding="utf-8")
    run("correct", "run.sqlite", "river", "-o", "sheet.md")
    corrected(run, "sheet.md", "Ryaja", "Ryazha")
    out, _ = run("brief", "item.txt", "--translator", marian_dir, "--summarizer", "extractive", "--memory", "m.sqlite",
                 "--glossary", "t.tsv", "--format", "json", "--lang", "any")  # fmt: skip
    (made,) = json.loads(out)
    (segment,) = made["translation"]["segments"]
    assert segment["hypothesis"] == "The bridge over the river Ryazha was closed for repairs."
    assert [flag["kind"] for flag in segment["flags"]] == ["corrected"]
    assert {"corrections", "glossary"} <= set(made["signature"]["translate"]["options"])
