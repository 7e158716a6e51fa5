"""The judge: what it is taught on, that it learns, that it ships as it was taught."""

import json
import math
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from support.toy_judge import save_bert
from transformers import BertModel

from svodka.text import split_sentences
from svodka.verify.entailment import CrossEncoder, Limit, ShippedJudge, near
from svodka.verify.entailment.network import FILES
from training.corpus.text import write_lines
from training.judge.__main__ import main, read
from training.judge.examples import (
    CONTRADICTED,
    ENTAILED,
    NEUTRAL,
    NOT_ENTAILED,
    Example,
    claims,
    copied,
    inference,
    slips,
)
from training.judge.network import JudgeOptions, Teacher, bfloat16_pays, encoded, load, loss_of
from training.judge.pieces import cut
from training.judge.shipping import best_limit, measured, ship

DOCUMENT = (
    "The weather was fine on Monday. Mayor Ivanov refused to open the bridge in Kazan. He said that 12 people were "
    "hurt there. Three of them are in hospital. The football match ended in a draw. Nobody watched it."
)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory) -> Path:
    """A BERT of one layer."""
    return save_bert(tmp_path_factory.mktemp("bert"))


def test_inference_pairs_keep_their_labels(tmp_path):
    rows = [{"premise": " A  b.", "hypothesis": "C", "label": label} for label in ("entailment", "not_entailment")]
    write_lines(tmp_path / "one.jsonl.xz", map(json.dumps, rows))
    assert inference(tmp_path) == [Example("one", "A b.", "C", ENTAILED), Example("one", "A b.", "C", NOT_ENTAILED)]
    assert len(inference(tmp_path, most=1)) == 1
    write_lines(tmp_path / "two.jsonl.xz", ['{"premise": "a", "hypothesis": "b", "label": "maybe"}'])
    with pytest.raises(ValueError, match=r"expected a label of entailment, .*found 'maybe'"):
        inference(tmp_path)


def test_evidence_is_what_covers_the_claim_and_its_neighbours_in_order():
    claim = "Ivanov did not open the bridge."
    assert near(DOCUMENT, claim, words=9) == "Mayor Ivanov refused to open the bridge in Kazan."
    assert near(DOCUMENT, claim, words=24) == (
        "The weather was fine on Monday. Mayor Ivanov refused to open the bridge in Kazan. He said that 12 people were "
        "hurt there."
    )
    assert near(DOCUMENT, claim) == DOCUMENT and near("", claim) == ""
    assert near(DOCUMENT, claim, words=1) == "Mayor Ivanov refused to open the bridge in Kazan.", "one at least"


def labelled(folder: Path) -> Path:
    """A folder of labelled claims, two of each of three sets; those of the first are supported."""
    rows = [
        {"source_set": name, "document": DOCUMENT, "claim": claim, "supported": name == "one"}
        for name in ("one", "two", "three")
        for claim in ("12 were hurt.", "Nobody watched.")
    ]
    write_lines(folder / "labelled.jsonl.xz", map(json.dumps, rows))
    return folder


def test_claims_come_with_their_evidence(tmp_path):
    found = list(claims(labelled(tmp_path) / "labelled.jsonl.xz"))
    assert [(e.source, e.label) for e in found[::2]] == [
        ("one", ENTAILED), ("two", NOT_ENTAILED), ("three", NOT_ENTAILED)
    ]  # fmt: skip
    assert found[0].evidence == near(DOCUMENT, "12 were hurt.")


def test_sets_are_left_out_and_each_evidence_is_looked_for_once(tmp_path, monkeypatch):
    (tmp_path / "faithful").mkdir()
    labelled(tmp_path / "faithful")
    made: list[Example] = []

    def counted(path: Path) -> Iterator[Example]:
        for example in claims(path):
            made.append(example)
            yield example

    monkeypatch.setattr("training.judge.__main__.claims", counted)
    run = tmp_path / "run"
    given = ["examples", "--data", str(tmp_path), "--out", str(run), "--slips", "0", "--leave", "two", "three"]
    assert main(given) == 0
    assert len(made) == 6 and sorted(read(run / "left.jsonl.xz")) == sorted(made[2:])
    assert sorted(read(run / "claims.jsonl.xz")) == sorted(made[:2])


def test_slips_change_one_thing_in_what_was_entailed():
    true = Example("one", DOCUMENT, "12 people were hurt in Kazan and 3 were killed in Moscow.", ENTAILED)
    false = Example("one", DOCUMENT, "Nobody was hurt.", NOT_ENTAILED)
    found = [e for seed in range(40) for e in slips([true, false], share=1.0, seed=seed)]
    assert len(found) == 40 and all(e.claim != true.claim and e.evidence == DOCUMENT for e in found)
    labels = {e.source: e.label for e in found}
    assert labels["one.figures"] == labels["one.negation_in"] == CONTRADICTED
    assert {label for source, label in labels.items() if "reserve" in source or "speaker" in source} <= {NOT_ENTAILED}
    assert not list(slips([true, false], share=0.0))


def test_copied_sentences_come_in_pairs():
    example = Example("one", DOCUMENT, "Any.", CONTRADICTED)
    found = list(copied([example], share=1.0, seed=3))
    assert found[0].label == ENTAILED and found[0].claim in {s.line for s in split_sentences(DOCUMENT)}
    assert (
        all(e.label in (CONTRADICTED, NOT_ENTAILED) and e.claim not in DOCUMENT for e in found[1:]) and len(found) == 2
    )


def test_the_loss_of_two_labels_is_that_of_both_others_together():
    logits = torch.tensor([[2.0, 1.0, 0.0], [0.5, 0.0, 1.0]])
    shares = logits.softmax(-1)
    for label in (ENTAILED, NEUTRAL, CONTRADICTED):
        assert loss_of(logits[:1], torch.tensor([label])).item() == pytest.approx(-math.log(shares[0, label]), abs=1e-5)
    wanted = -math.log(1 - shares[1, 0])
    assert loss_of(logits[1:], torch.tensor([NOT_ENTAILED])).item() == pytest.approx(wanted, abs=1e-5)
    mixed = loss_of(logits, torch.tensor([ENTAILED, NOT_ENTAILED])).item()
    assert mixed == pytest.approx((wanted - math.log(shares[0, 0])) / 2, abs=1e-5)


def test_a_cut_vocabulary_keeps_its_rows_and_writes_every_word(tiny, tmp_path):
    kept = cut(tiny, ["the cat sat on the mat", "the cat ran"], tmp_path / "cut", most=84)
    assert kept == 84
    pieces = (tmp_path / "cut" / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]
    before = (tiny / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]
    assert "the" in pieces and "cat" in pieces and "dog" not in pieces and pieces == sorted(pieces, key=before.index)
    old, new = BertModel.from_pretrained(tiny), BertModel.from_pretrained(tmp_path / "cut")
    for piece in ("the", "cat", "[SEP]", "##q"):
        rows = [m.embeddings.word_embeddings.weight[p.index(piece)] for m, p in ((old, before), (new, pieces))]
        assert torch.equal(*rows)
    _, tokenizer = load(tmp_path / "cut")
    assert tokenizer.tokenize("Dog cat") == ["d", "##o", "##g", "cat"]
    with pytest.raises(ValueError, match="expected room for 81 marks and letters, found 10 pieces"):
        cut(tiny, [], tmp_path / "less", most=10)


@pytest.mark.parametrize(("seen", "told"), [(300, 20), (20, 300), (300, 300), (1, 1)])
def test_of_what_is_too_long_the_longer_is_cut(tiny, tmp_path, seen, told):
    """In training and as shipped alike, but for a claim over half of the window, of which what ships reads all."""
    _, tokenizer = load(tiny)
    found = encoded(tokenizer, [Example("s", "cat " * seen, "dog " * told, ENTAILED)])["input_ids"][0].tolist()
    cat, dog = tokenizer.convert_tokens_to_ids(["cat", "dog"])
    assert len(found) == min(256, seen + told + 3)
    kept = found.count(cat), found.count(dog)
    wanted = {(300, 20): (233, 20), (20, 300): (20, 233), (1, 1): (1, 1)}.get((seen, told))
    assert kept == wanted or (wanted is None and sum(kept) == 253 and abs(kept[0] - kept[1]) <= 1)
    if told > 128:
        return
    torch.manual_seed(1)  # the layer on top is new
    network, _ = load(tiny)
    torch.manual_seed(1)
    ship(tiny, tmp_path / "shipped", quantization="float32")
    chances = CrossEncoder(tmp_path / "shipped").probabilities([("cat " * seen, "dog " * told)])
    wanted = network(**encoded(tokenizer, [Example("s", "cat " * seen, "dog " * told, ENTAILED)])).logits.softmax(-1)
    assert chances == pytest.approx(wanted.detach().numpy(), abs=1e-4)


@pytest.mark.parametrize(("float32", "bfloat16", "pays"), [(2.0, 1.0, True), (1.0, 2.0, False), (1.0, 1.0, False)])
def test_bfloat16_is_taken_where_it_is_faster(monkeypatch, float32, bfloat16, pays):
    clock = iter([0.0, float32, 10.0, 10.0 + bfloat16])
    monkeypatch.setattr("training.judge.network.time.perf_counter", lambda: next(clock))
    assert bfloat16_pays("cpu") is pays and next(clock, None) is None
    assert bfloat16_pays("cuda")


def lesson(count: int) -> list[Example]:
    """What can be learnt from the claims: those with "not" are not entailed."""
    draw, found = random.Random(1), []
    animals = ("cat", "dog", "mayor", "bridge")
    for n in range(count):
        seen, denied = draw.choice(animals), draw.random() < 0.5
        other = NOT_ENTAILED if n % 2 else CONTRADICTED
        claim = f"the {seen} {'not ' if denied else ''}ran"
        found.append(Example(f"s{n % 2}", f"the {seen} ran", claim, other if denied else ENTAILED))
    return found


def test_it_learns_goes_on_and_ships_as_it_was_taught(tiny, tmp_path, capsys):
    examples = lesson(400)
    first = JudgeOptions(steps=20, tokens=256, learning_rate=3e-3, warmup=50, log_every=20)
    Teacher(tiny, first).teach(examples, tmp_path)
    again = Teacher(tiny, JudgeOptions(steps=40, tokens=256, learning_rate=3e-3, warmup=50, log_every=40))
    again.teach(examples, tmp_path)
    assert again.step == 60 and again.seen > 1000
    losses = [float(line.split("loss ")[1]) for line in capsys.readouterr().err.splitlines() if "loss" in line]
    assert losses[1] < 0.5 * losses[0] < 0.7
    network, tokenizer = load(tmp_path / "network")
    assert ship(tmp_path / "network", tmp_path / "judge") < 200_000
    assert {p.name for p in (tmp_path / "judge").iterdir()} >= {"model.bin", "head.npz", "vocab.txt"}
    judge = CrossEncoder(tmp_path / "judge", compute_type="float32")
    pairs = [(e.evidence, e.claim) for e in examples[:40]]
    with torch.no_grad():
        wanted = network.eval()(**encoded(tokenizer, examples[:40])).logits.softmax(-1).numpy()
    found = judge.probabilities(pairs, batch=7)
    assert np.abs(found - wanted).max() < 0.05, "up to eight bits"
    told = measured(judge, examples, limit=best_limit(judge, examples))
    assert [(t.source, t.claims) for t in told] == [("s0", 200), ("s1", 200)]
    assert min(t.balanced for t in told) > 0.9 and min(t.area for t in told) > 0.95
    assert judge.probabilities([]).shape == (0, 3)


def test_measures_of_what_is_known():
    class Known:
        def probabilities(self, pairs):
            return np.array([[float(evidence), 0.0, 0.0] for evidence, _ in pairs])

    rows = [Example("a", str(p), "", label) for p, label in ((0.9, 0), (0.4, 0), (0.6, 3), (0.1, 2))]
    rows.append(Example("b", "0.5", "", 0))
    one, other = measured(Known(), rows, limit=0.5)
    assert (one.balanced, one.area) == (0.5, 0.75) and math.isnan(other.area)
    assert best_limit(Known(), [Example("a", "0.8", "", 0), Example("a", "0.7", "", 3)]) == pytest.approx(0.71)


def test_the_command_line_from_data_to_figures(tiny, tmp_path, capsys):
    data, run = tmp_path / "data", tmp_path / "run"
    pair = {"premise": "the cat ran", "hypothesis": "the cat ran", "label": "entailment"}
    (data / "nli").mkdir(parents=True)
    (data / "faithful").mkdir()
    write_lines(data / "nli" / "some.jsonl.xz", [json.dumps(pair)] * 3)
    rows = [
        {"source_set": name, "document": DOCUMENT, "claim": "12 people were hurt.", "supported": n % 2 == 0}
        for n, name in enumerate(("one", "one", "two", "two"))
    ]
    write_lines(data / "faithful" / "labelled.jsonl.xz", map(json.dumps, rows))
    assert main(["examples", "--data", str(data), "--out", str(run), "--leave", "two", "--slips", "1"]) == 0
    counts = json.loads(capsys.readouterr().out)
    assert counts["left"] == 2 and counts["claims"] >= 5
    assert {e.source for e in read(run / "left.jsonl.xz")} == {"two"}
    assert not any(e.source.startswith("two") for e in read(run / "claims.jsonl.xz"))
    assert main(["cut", "--checkpoint", str(tiny), "--texts", str(run / "pairs.jsonl.xz"), "--out", str(run / "cut"),
                 "--most", "90"]) == 0  # fmt: skip
    taught = ["teach", "--checkpoint", str(run / "cut"), "--examples", str(run / "pairs.jsonl.xz"), "--out", str(run)]
    assert main([*taught, "--steps", "2"]) == 0
    assert main(taught) == 2 and "either minutes or steps" in capsys.readouterr().err
    assert main(["ship", "--checkpoint", str(run / "network"), "--out", str(run / "judge")]) == 0
    capsys.readouterr()
    assert main(["measure", "--judge", str(run / "judge"), "--examples", str(run / "left.jsonl.xz")]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["source"] == "two"


def test_a_judge_goes_into_the_package_with_card_and_limit(tiny, tmp_path, capsys):
    ship(tiny, tmp_path / "judge")
    figures = {
        "threshold": 0.45, "leeway": 0.3, "forest": 0.25, "older": 0.7, "edited": 0.71, "sets": {"bump": 0.71},
    }  # fmt: skip
    (tmp_path / "figures.json").write_text(json.dumps(figures))
    to = tmp_path / "weights"
    put = ["package", "--judge", str(tmp_path / "judge"), "--figures", str(tmp_path / "figures.json"), "--to", str(to)]
    assert main(put) == 0
    assert json.loads(capsys.readouterr().out)["bytes"] == sum(path.stat().st_size for path in to.iterdir())
    assert {path.name for path in to.iterdir()} == {*FILES, "MODEL.md", "measured.toml"}
    assert ShippedJudge(to, cache_dir=tmp_path).limit == Limit(0.45, 0.3, 0.25)
    first = ShippedJudge(to, cache_dir=tmp_path).signature.revision
    card = (to / "MODEL.md").read_text()
    assert f"Revision `{first[:12]}`" in card and "| bump | 0.710 |" in card and "| mean, edited | 0.710 |" in card
    (to / "MODEL.md").write_text(card + "\nBy hand.\n")
    assert main([*put, "--threshold", "0.5", "--forest", "0"]) == 0
    assert ShippedJudge(to, cache_dir=tmp_path).limit == Limit(0.5, 0.3, 0.0)
    assert ShippedJudge(to, cache_dir=tmp_path).signature.revision == first, "of the weights alone"
    with np.load(tmp_path / "judge" / "head.npz") as head:
        np.savez(tmp_path / "judge" / "head.npz", weight=head["weight"], bias=head["bias"] + 1)
    assert main(put) == 0 and ShippedJudge(to, cache_dir=tmp_path).signature.revision != first
    assert main([*put, "--threshold", "0.5", "--forest", "0"]) == 0
    again = (to / "MODEL.md").read_text()
    assert again.endswith("By hand.\n") and "0.500.\n" in again and "learned" not in again.split("<!-- end")[0][-500:]


def test_what_cannot_ship_changes_nothing(tiny, tmp_path, monkeypatch, capsys):
    ship(tiny, tmp_path / "judge")
    put = ["package", "--judge", str(tmp_path / "judge"), "--to", str(tmp_path / "weights")]
    assert main(put) == 2 and "lack threshold, leeway, forest" in capsys.readouterr().err
    limit = ["--leeway", "0", "--forest", "0"]
    assert main([*put, "--threshold", "1", *limit]) == 2 and "threshold between 0 and 1" in capsys.readouterr().err
    monkeypatch.setattr("training.judge.package.LARGEST", 1000)
    assert main([*put, "--threshold", "0.5", *limit]) == 2 and "expected at most 1000" in capsys.readouterr().err
    assert main(["package", "--judge", str(tmp_path), "--threshold", "0.5", *limit]) == 2
    assert "lacks config.json" in capsys.readouterr().err and not (tmp_path / "weights").exists()
