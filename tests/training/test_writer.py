"""Pairs to teach a writer with: evidence that bears it out, spoilt as a translator spoils it, and tagged."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.__main__ import main
from training.corpus.text import read_corpus, write_lines
from training.corpus.tokens import TASKS, Tokens, tokenize
from training.writer.mistakes import mistaken
from training.writer.pairs import HEADLINE, SENTENCE, Told, fits, told, written

DOCUMENT = (
    "The weather was fine on Monday. The mayor of Kazan opened a new bridge over the river after three years of work. "
    "The bridge cost 12 million roubles and was built by a firm from Omsk. Nobody knows who paid."
)


OPENED = "The mayor opened a bridge."


@pytest.fixture
def data(tmp_path):
    (tmp_path / "write").mkdir()
    rows = {
        "compression": ("The mayor , who is 50 , opened a bridge on Monday .", "The mayor opened a bridge ."),
        "headline": (DOCUMENT, "Fine weather in Kazan"),
        "summary": (DOCUMENT, "The mayor of Kazan opened a bridge. It cost 12 million roubles."),
    }
    for name, kind in [*((f"{kind}s", kind) for kind in rows), ("cnndm_600", "summary")]:
        row = {"document": rows[kind][0], "summary": rows[kind][1], "kind": kind}
        write_lines(tmp_path / "write" / f"{name}.jsonl.xz", [json.dumps(row)])
    return tmp_path


def test_every_sentence_comes_with_its_own_evidence(data):
    first, bridge, cost = "The weather was fine on Monday.", *DOCUMENT.split(". ")[1:3]
    assert list(told(data)) == [
        Told("compressions", SENTENCE, "The mayor, who is 50, opened a bridge on Monday.", OPENED),
        Told("headlines", HEADLINE, f"{first} {bridge}.", "Fine weather in Kazan"),
        Told("summarys", SENTENCE, f"{bridge}.", "The mayor of Kazan opened a bridge."),
        Told("summarys", SENTENCE, f"{cost}.", "It cost 12 million roubles."),
    ]  # fmt: skip
    write_lines(data / "write" / "poems.jsonl.xz", [json.dumps({"document": "a", "summary": "b", "kind": "poem"})])
    with pytest.raises(
        ValueError, match="poems: expected a kind of compression, fusion, summary, headline, found 'poem'"
    ):
        list(told(data))


@pytest.mark.parametrize(
    ("evidence", "text", "fit"),
    [
        ("The mayor, who is 50, opened a bridge on Monday.", "The mayor opened a bridge.", True),
        ("The mayor, who is 50, opened a bridge on Monday.", "The mayor opened 12 bridges.", False),  # not borne out
        ("The mayor, who is 50, opened a bridge on Monday.", "The mayor opened ...", False),  # cut off
        ("The mayor opened a bridge.", "The mayor opened a bridge on Monday.", False),  # longer than its evidence
        ("The mayor opened. " * 30, "The mayor opened.", False),  # more than is read at once
        ("The mayor opened a bridge.", "Opened.", False),
    ],
)
def test_what_is_written_fits_its_evidence(evidence, text, fit):
    assert fits(Told("a", SENTENCE, evidence, text)) is fit


def test_half_of_the_evidence_is_spoilt_and_no_set_is_too_large():
    mayors = [f"The mayor of the town number {n} opened a bridge" for n in range(200)]
    pairs = [Told(f"s{n % 2}", SENTENCE, f"{m} there on Monday.", f"{m}.") for n, m in enumerate(mayors)]
    rows = list(written(iter(pairs)))
    assert rows == list(written(iter(pairs))) and {task for task, _, _ in rows} == {SENTENCE}
    spoilt = sum(row[1] != pair.evidence for row, pair in zip(rows, pairs, strict=True))
    assert 60 < spoilt < 110 and [row[2] for row in rows] == [pair.text for pair in pairs]
    assert [row[1] for row in written(iter(pairs), share=0)] == [pair.evidence for pair in pairs]
    assert len(list(written(iter(pairs), most=3))) == 6


@pytest.mark.parametrize(
    ("text", "one_of"),
    [
        ("He saw the dog.", {"He saw dog.", "He saw a dog."}),
        ("Moscow's mayor left.", {"the mayor of Moscow left."}),
        ("He was hurt.", {"He is hurt.", "He has been hurt."}),
        ("A man who was hurt died.", {"A man, which was hurt died.", "A man, which is hurt died."}),
        ("He badly injured her.", {"He injured badly her."}),
        ("It was badly damaged.", {"It is damaged badly.", "It has been damaged badly."}),
    ],
)  # fmt: skip
def test_the_mistakes_are_a_translators(text, one_of):
    made = {mistaken(text, random.Random(n), rate=0.5) for n in range(300)}
    assert made >= {*one_of, text}


@given(seed=st.integers(0, 99), names=st.lists(st.sampled_from(["Ivanov", "12%", "Omsk", "3.5", "Airbus"]), max_size=5))
def test_names_and_figures_stay(seed, names):
    text = " ".join(["The man in the town was hurt by", *names, "and the firms of the city would pay."])
    made = mistaken(text, random.Random(seed), rate=0.8)
    assert [word for word in made.split() if word in names] == names
    assert mistaken(text, random.Random(seed), rate=0.0) == text


def test_a_task_is_the_first_piece_of_its_source(vocabulary):
    rows = [(task, "The mayor opened a bridge.", "A bridge.") for task in TASKS] + [("back", "Мост.", "A bridge.")]
    tokens = tokenize(rows, vocabulary, variants=2, processes=1)
    pieces = [vocabulary.pieces[piece] for piece in TASKS.values()]
    for number, piece in enumerate(pieces):
        for variant in (0, 1):
            row = tokens.russian.row(2 * number + variant).tolist()
            assert row[0] == piece and vocabulary.decode(row[1:]) == "The mayor opened a bridge."
    assert not set(pieces) & set(tokens.russian.row(4).tolist())
    assert not set(pieces) & set(tokens.english.ids.tolist())


def test_the_command_line_writes_and_tokenizes(data, tmp_path, vocabulary, capsys):
    run = tmp_path / "run"
    assert main(["write", "--data", str(data), "--run", str(run), "--mistaken", "0"]) == 0
    assert json.loads(capsys.readouterr().out) == {"write.sentence": 3, "write.headline": 1}
    assert read_corpus(run / "written.tsv.xz")[0] == (
        "write.sentence", "The mayor, who is 50, opened a bridge on Monday.", "The mayor opened a bridge."
    )  # fmt: skip
    write_lines(run / "corpus.tsv.xz", ["newstest2012_2018\tМост открыт.\tThe bridge is open."])
    (run / "spm.model").write_bytes(vocabulary.model)
    assert main(["tokenize", "--run", str(run), "--written", "--variants", "1"]) == 0
    assert set(Tokens.load(run / "tokens.npz").names) == {"newstest2012_2018", *TASKS}
