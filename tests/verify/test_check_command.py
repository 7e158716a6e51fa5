"""svodka check: what it prints, and its exit codes."""

import json
import re
from pathlib import Path

import pytest

from svodka.cli import main
from svodka.verify import TranslatorScorer, check

RUSSIAN = "Суд в Риге оправдал Ивана Петрова. По данным полиции, Иван Петров ударил Сергея Смирнова в мае."
SOURCE = "Mayor Olga Brandt opened the bridge on 5 May. It cost 12 million euros."


@pytest.fixture
def files(tmp_path):
    def write(summary, source=SOURCE):
        (tmp_path / "source.txt").write_text(source, encoding="utf-8")
        (tmp_path / "summary.txt").write_text(summary, encoding="utf-8")
        return [str(tmp_path / "source.txt"), str(tmp_path / "summary.txt")]

    return write


def test_text(files, capsys):
    assert main(["check", *files("Olga Brandt opened the bridge. It cost 13 million euros.")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert re.sub(r" 0\.\d\d  ", " P  ", "\n".join(lines)).splitlines() == [
        "supported   P  Olga Brandt opened the bridge.",
        "UNSUPPORTED P  It cost 13 million euros.",
        "  ! The summary says “13 million euros”, the source “12 million euros”.",
        "1 of 2 sentences supported",
    ]


def test_a_threshold_and_why_it_was_missed(files, capsys):
    paths = files("The harbour welcomed a ship.")
    assert main(["check", *paths, "--threshold", "0.9", "--no-judge"]) == 0
    first, *reasons, count = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"UNSUPPORTED 0\.[0-4]\d  The harbour welcomed a ship\.", first)
    assert any("in words that the source lacks" in reason for reason in reasons)
    assert all(reason.startswith("  - ") for reason in reasons) and count == "0 of 1 sentences supported"
    assert main(["check", *paths, "--threshold", "2"]) == 2


@pytest.mark.usefixtures("no_judge")
def test_a_judge_is_asked_for_by_name_only_where_there_is_one(files, capsys):
    paths = files("The harbour welcomed a ship.")
    assert main(["check", *paths, "--judge"]) == 2
    found = capsys.readouterr()
    assert not found.out and "there is no judge in this version of svodka; leave out --judge" in found.err
    shown = []
    for options in ([], ["--no-judge"]):
        assert main(["check", *paths, "--json", *options]) == 0
        found = capsys.readouterr()
        assert not found.err and json.loads(found.out)["signature"]["model"] == "svodka/forest"
        shown.append(found.out)
    assert shown[0] == shown[1]


def test_the_day_that_both_were_written_on(files, capsys):
    paths = [*files("The bridge opens on Friday.", "Мост откроют завтра."), "--no-rivals", "--strict"]
    assert main(["check", *paths]) == 3
    assert main(["check", *paths, "--date", "2026-03-05"]) == 0
    assert main(["check", *paths, "--date", "2026-03-06"]) == 3
    capsys.readouterr()
    assert main(["check", *paths, "--date", "5 March"]) == 2
    assert "5 March" in capsys.readouterr().err


def test_a_russian_source_is_asked_whether_it_rather_says_something_else(files, capsys, monkeypatch, compact_cache):
    monkeypatch.setenv("SVODKA_CACHE", str(compact_cache))
    told = "According to police, Sergei Smirnov hit Ivan Petrov in May."
    assert main(["check", *files(told, RUSSIAN)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"UNSUPPORTED  {told}",
        "  ! “Sergei Smirnov” and “Ivan Petrov” seem to have changed places: the source has it the other way round.",
        "0 of 1 sentences supported",
    ]
    assert main(["check", *files(told, RUSSIAN), "--no-rivals"]) == 0
    assert capsys.readouterr().out.endswith("1 of 1 sentences supported\n")
    true = "According to police, Ivan Petrov hit Sergei Smirnov in May."
    assert main(["check", *files(true, RUSSIAN)]) == 0
    assert capsys.readouterr().out.endswith("1 of 1 sentences supported\n")


def test_a_verifier_that_is_none(files, capsys):
    assert main(["check", *files("x"), "--verifier", "factcg", "--offline"]) == 2
    assert "yaxili96/FactCG-DeBERTa-v3-Large is not in the cache" in capsys.readouterr().err


def test_json_is_the_report(files, capsys):
    assert main(["check", *files("It cost 12 million euros."), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["supported"] is True
    assert report["sentences"][0]["evidence"][0]["text"] == "It cost 12 million euros."


@pytest.mark.parametrize(("summary", "code"), [("It cost 12 million euros.", 0), ("It cost 13 million euros.", 3)])
def test_strict(files, summary, code):
    assert main(["check", *files(summary), "--strict"]) == code


def test_what_cannot_be_read_is_said(tmp_path, files, capsys):
    source, _ = files("x")
    assert main(["check", source, str(tmp_path / "none.txt")]) == 2
    assert "none.txt: No such file" in capsys.readouterr().err
    (tmp_path / "latin.txt").write_bytes("Stra\xdfe".encode("latin-1"))
    assert main(["check", source, str(tmp_path / "latin.txt")]) == 2
    assert "byte 4 is no UTF-8" in capsys.readouterr().err
    assert main(["check", "-", "-"]) == 2


def test_the_readme_shows_what_is_printed(files, capsys):
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    source, summary, printed = (
        re.search(rf"<!-- {name} -->\n```\n(.*?)\n```\n<!-- end -->", readme, re.DOTALL)[1]
        for name in ("source", "summary", "check")
    )
    assert main(["check", *files(summary, source)]) == 0
    assert capsys.readouterr().out.strip() == printed


PAIRS = [
    (SOURCE, "Olga Brandt opened the bridge. It cost 13 million euros."),
    (SOURCE, "The harbour welcomed a ship."),
    (RUSSIAN, "According to police, Sergei Smirnov hit Ivan Petrov in May."),
    (RUSSIAN, "According to police, Ivan Petrov hit Sergei Smirnov in May."),
    (RUSSIAN, "The court in Riga acquitted Ivan Petrov."),
    (RUSSIAN, "Суд в Риге осудил Ивана Петрова."),
    (SOURCE, "Мэр Ольга Брандт открыла мост."),
    ("Площадь участка — 1 гектар, цена — 3 млн рублей.", "The area is 2.47 acres, the price 3 million roubles."),
    ("Площадь участка — 1 гектар, цена — 3 млн рублей.", "The area is 1 acre, the price 3 million roubles."),
    ("Погибли 3 человека, 12 ранены.", "12 people were injured and 3 were killed."),
    ("Погибли 3 человека, 12 ранены.", "3 people were injured and 12 were killed."),
]


@pytest.mark.parametrize(("source", "summary"), PAIRS)
def test_the_library_says_what_the_command_says(files, capsys, monkeypatch, compact_cache, source, summary):
    monkeypatch.setenv("SVODKA_CACHE", str(compact_cache))
    for arguments, options in (
        ([], {}),
        (["--no-rivals"], {"rivals": False}),
        (["--threshold", "0"], {"threshold": 0}),
        (["--no-judge"], {"judge": False}),
    ):
        assert main(["check", *files(summary, source), "--json", *arguments]) == 0
        assert json.loads(capsys.readouterr().out) == json.loads(
            json.dumps(check(source, summary, **options).to_dict())
        )


def test_the_translator_is_loaded_for_english_of_a_russian_source_alone(monkeypatch, compact_cache):
    from svodka.verify import checking

    monkeypatch.setenv("SVODKA_CACHE", str(compact_cache))
    made = []
    monkeypatch.setattr(checking, "_translator", lambda: made.append(1) or TranslatorScorer())
    for source, summary in PAIRS:
        made.clear()
        check(source, summary, rivals=False)
        assert made == []
        check(source, summary)
        assert bool(made) is (source not in (SOURCE,) and not summary.startswith("Суд")), summary


def test_what_rules_know_of_figures_no_rival_questions(monkeypatch, compact_cache):
    monkeypatch.setenv("SVODKA_CACHE", str(compact_cache))
    for (source, right), (_, wrong) in (PAIRS[7:9], PAIRS[9:11]):
        assert check(source, right).supported and not check(source, wrong).supported
