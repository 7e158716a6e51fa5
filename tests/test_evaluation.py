"""`svodka.evaluation` and `svodka evaluate`: scores, flags, facts that come through, and which translator is better."""

import json
import sys

import pytest
from support.pairs import PAIRS
from support.tables import TableTranslator

from svodka.cli import main
from svodka.errors import InputError, MissingExtraError, OptionError
from svodka.evaluation import evaluate, read_pairs
from translate import quality

RIGHT = dict(PAIRS)
# Every second word gone: worse by any measure, in every sentence.
HALF = {russian: " ".join(english.split()[::2]) for russian, english in PAIRS}


def scores(report):
    return {score.metric: score.value for score in report.scores}


def test_the_references_themselves_have_full_marks():
    found = evaluate(PAIRS, TableTranslator(RIGHT))
    (report,) = found.systems
    assert scores(report) == pytest.approx({"BLEU": 100, "chrF": 100})
    assert (found.pairs, report.segments, report.retried, report.flags) == (len(PAIRS), len(PAIRS), 0, ())
    assert report.facts == found.references and found.differences == ()


def test_scores_and_signatures_are_those_of_sacrebleu():
    import sacrebleu

    (report,) = evaluate(PAIRS, TableTranslator(HALF)).systems
    hypotheses, references = list(HALF.values()), [list(RIGHT.values())]
    assert scores(report) == {
        "BLEU": sacrebleu.corpus_bleu(hypotheses, references).score,
        "chrF": sacrebleu.corpus_chrf(hypotheses, references).score,
    }
    assert all(f"|version:{sacrebleu.__version__}" in score.signature for score in report.scores)


def test_flags_and_facts_are_counted():
    pairs = [
        ("В 2024 году построили 12 школ.", "In 2024 12 schools were built."),
        ("Мост не закрыт.", "The bridge is closed."),
    ]
    wrong = {pairs[0][0]: "In 2024 21 schools were built.", pairs[1][0]: "The bridge is not closed."}
    found = evaluate(pairs, TableTranslator(wrong, ["numbers", "length", "numbers"], attempts=3))
    (report,) = found.systems
    assert report.flags == (("length", 2), ("numbers", 2)) and report.retried == 2
    facts, references = ({r.kind: (r.told, r.kept) for r in recall} for recall in (report.facts, found.references))
    assert facts["figure"] == (2, 1) and references["figure"] == (2, 2)
    assert facts["negation"] == (1, 1) and references["negation"] == (1, 0)


def test_the_bootstrap_tells_a_better_translator_from_a_worse():
    right, half = TableTranslator(RIGHT), TableTranslator(HALF)
    for first, second, sign in ((right, half, 1), (half, right, -1)):
        found = evaluate(PAIRS, first, second, samples=200)
        values = [scores(report) for report in found.systems]
        for difference in found.differences:
            expected = values[0][difference.metric] - values[1][difference.metric]
            assert difference.difference == pytest.approx(expected) and sign * difference.difference > 10
            assert difference.p_value < 0.01 and "bs:200" in difference.signature
    same = evaluate(PAIRS, half, half, samples=200).differences
    assert [(d.metric, d.difference, d.p_value) for d in same] == [("BLEU", 0, 1), ("chrF", 0, 1)]


def test_what_cannot_be_evaluated_is_refused(monkeypatch):
    with pytest.raises(InputError, match="no pair"):
        evaluate([], TableTranslator({}))
    with pytest.raises(OptionError, match="samples is 0"):
        evaluate(PAIRS, TableTranslator(RIGHT), samples=0)
    monkeypatch.setitem(sys.modules, "sacrebleu.metrics", None)
    with pytest.raises(MissingExtraError, match=r"svodka\[evaluate\]"):
        evaluate(PAIRS, TableTranslator(RIGHT))


def test_pairs_are_read_line_by_line(tmp_path):
    path = tmp_path / "pairs.tsv"
    path.write_text("\ufeffМост закрыт.\tThe bridge is closed.\r\n\nДа.\t Yes. \n", encoding="utf-8")
    assert read_pairs(path) == [("Мост закрыт.", "The bridge is closed."), ("Да.", "Yes.")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("Да.\tYes.\nНет.\n".encode(), "line 2: found 1 columns"),
        ("Да.\t\n".encode(), "line 1: found 2 columns, 1 of them filled"),
        ("Да.\tYes.\tJa.\n".encode(), "found 3 columns"),
        (b"Yes.\tJa.\n", "no Russian in the first column"),
        (b"\n", "no Russian in the first column"),
        ("Да.\tYes.\n".encode("cp1251"), "is not UTF-8"),
        (None, "cannot read the pairs"),
    ],
)
def test_a_file_that_holds_no_pairs_is_refused(tmp_path, content, message, capsys):
    path = tmp_path / "pairs.tsv"
    if content is not None:
        path.write_bytes(content)
    assert main(["evaluate", str(path), "--translator", "compact", "--offline"]) == 2
    assert message in capsys.readouterr().err


@pytest.fixture
def pairs_file(tmp_path):
    path = tmp_path / "pairs.tsv"
    path.write_text("".join(f"{russian}\t{english}\n" for russian, english in PAIRS[:8]), encoding="utf-8")
    return path


@pytest.fixture
def cache(monkeypatch, compact_cache):
    monkeypatch.setenv("SVODKA_CACHE", str(compact_cache))


@pytest.mark.usefixtures("cache")
def test_the_command_prints_a_table_for_two_translators(marian_dir, pairs_file, tmp_path, capsys):
    given = ["evaluate", str(pairs_file), "--translator", str(marian_dir), "--offline", "--samples", "50", "-q"]
    assert main([*given, "--against", "compact", "--limit", "5"]) == 0
    out = capsys.readouterr().out
    lines = [line.split() for line in out.splitlines()]
    assert lines[0] == ["5", "pairs"]
    bleu = next(line for line in lines if line[:1] == ["BLEU"])
    assert bleu[1] == "100.00" and 0 < float(bleu[2]) < 90
    difference = next(line for line in out.splitlines() if line.startswith("BLEU of the first less the second"))
    assert f"{100 - float(bleu[2]):+.2f}" in difference
    assert "bs:50" in out and "model:svodka/compact|" in out

    assert main([*given, "--json", "-o", str(tmp_path / "report.json")]) == 0
    found = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert found["pairs"] == 8 and found["differences"] == [] and len(found["systems"]) == 1
    assert found["systems"][0]["scores"][0]["value"] == pytest.approx(100)


def test_an_endpoint_needs_a_chat_model(pairs_file, capsys):
    assert main(["evaluate", str(pairs_file), "--translator", "compact", "--endpoint", "http://localhost:1/v1"]) == 2
    assert "neither translator is a chat model" in capsys.readouterr().err


@pytest.mark.usefixtures("cache")
def test_segments_are_rated_without_their_references(pairs_file, capsys):
    wrong = {russian: f"{english.split()[0]} bogoulate choicer" for russian, english in PAIRS}
    wrong[PAIRS[0][0]] = "well " * 700  # beyond any window
    good, bad = TableTranslator(RIGHT), TableTranslator(wrong, ["loop"])
    found = evaluate(PAIRS, good, bad, samples=10, rate=True)
    right, half = (system.rating for system in found.systems)
    assert (half.mean, half.doubtful) == (0, len(PAIRS)) and right.mean > 0.7
    assert right.doubtful == sum(q.doubtful for q in quality([r for r, _ in PAIRS], [e for _, e in PAIRS]))
    table = {line[:12].strip(): line for line in found.to_text().splitlines()}
    assert f"{right.mean:.3f}" in table["mean rating"] and "100.0%" in table["likely wrong"]
    assert found.to_dict()["systems"][1]["rating"] == {"mean": 0, "doubtful": len(PAIRS)}
    assert evaluate(PAIRS, good).to_dict()["systems"][0]["rating"] is None
    given = ["evaluate", str(pairs_file), "--translator", "compact", "--offline", "-q"]
    assert main([*given, "--limit", "2"]) == 0 and "likely wrong" in capsys.readouterr().out
