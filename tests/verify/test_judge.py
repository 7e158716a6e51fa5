"""The outside judge: real layouts of the three kinds of checkpoint, windows, and what is refused."""

import json

import pytest
from support.tiny_judges import FALSE, SOURCE, TRUE, make_deberta, make_roberta, make_t5

from svodka.checkpoints import VERIFIERS
from svodka.errors import CheckpointError
from svodka.verify.judge import load_judge

NLI = {0: "contradiction", 1: "entailment", 2: "neutral"}


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    made = {}
    root = tmp_path_factory.mktemp("judges")

    def folder(name):
        if name not in made:
            path = root / name
            made[name] = {
                "nli": lambda: make_deberta(path, labels=NLI),
                "FactCG-tiny": lambda: make_deberta(path, labels={0: "LABEL_0", 1: "LABEL_1"}, form="instruction"),
                "MiniCheck-RoBERTa": lambda: make_roberta(path),
                "t5": lambda: make_t5(path),
            }[name]()
        return made[name]

    return folder


@pytest.mark.parametrize("name", ["nli", "FactCG-tiny", "MiniCheck-RoBERTa", "t5"])
def test_every_layout_tells_true_from_false(folders, name):
    judge = load_judge(str(folders(name)), offline=True)
    scores = judge.supports(SOURCE, [*TRUE, *FALSE])
    assert all(score > 0.5 for score in scores[:3]) and all(score < 0.5 for score in scores[3:]), scores
    assert judge.model == name and len(judge.revision) == 40
    # One by one as in a batch, padding or not.
    assert judge.supports(SOURCE, TRUE[1:2]) == pytest.approx(scores[1:2], abs=1e-4)


def test_a_long_source_is_read_window_by_window_and_the_best_counts(folders):
    judge = load_judge(str(folders("MiniCheck-RoBERTa")), offline=True)
    assert judge.window == 64
    long = "Snow fell in Tara. " * 40 + SOURCE + " Snow fell in Tara." * 40
    windows = list(judge._windows(long, TRUE[0]))
    assert len(windows) > 5 and sum("closed on Monday" in window for window in windows) == 1
    alone = [judge.supports(window, TRUE[:1])[0] for window in windows]
    assert judge.supports(long, TRUE[:1]) == [pytest.approx(max(alone), abs=1e-4)]


def test_nothing_to_read(folders):
    judge = load_judge(str(folders("nli")), offline=True)
    assert judge.supports(SOURCE, []) == []
    assert judge.supports("", TRUE[:1]) == [0.0]


def test_what_is_no_judge_is_refused(folders, tmp_path):
    folder = tmp_path / "sentiment"
    make_deberta(folder, labels={0: "negative", 1: "positive"})
    with pytest.raises(CheckpointError, match="answers with negative, positive; expected a label 'entailment'"):
        load_judge(str(folder), offline=True)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"architectures": ["DebertaV2ForMaskedLM"]}))
    with pytest.raises(CheckpointError, match="to verify it must be: a model for sequence classification, t5"):
        load_judge(str(folder), offline=True)
    with pytest.raises(CheckpointError, match="not one of factcg, minicheck"):
        load_judge("auto", offline=True)


def test_the_table_names_two_with_licence_and_published_figure():
    assert len(VERIFIERS) == 2
    assert all(spec.licence == "MIT" and spec.scores[0].value > 70 for spec in VERIFIERS.values())
