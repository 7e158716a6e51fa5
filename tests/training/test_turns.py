"""Both directions in turn: batches without padding of sources, the network on them, translations, and a whole run."""

from collections import Counter

import numpy as np
import pytest
import torch
from support.pairs import PAIRS

from training.corpus.numbering import Numbering
from training.corpus.tokens import Side, tokenize
from training.export import export
from training.network.cross_entropy import plain_cross_entropy
from training.network.initial import EMBEDDING, initial
from training.network.marian import Marian
from training.options import TrainOptions, TurnsOptions
from training.run import Run, load
from training.turns.batches import batched, chosen, endless
from training.turns.mixes import LAST, MAIN, last_mix, main_mix
from training.turns.network import EvenMarian, GradedCrossEntropy, Past
from training.turns.plan import Turns
from training.turns.store import Pairs, Store
from training.turns.translate import _written, translate


@pytest.fixture(scope="module")
def numbering(corpus, vocabulary):
    return Numbering.of_corpus(corpus, vocabulary, "ru-en")


@pytest.fixture
def weights(vocabulary, tiny):
    return initial(tiny, len(vocabulary), seed=3)


def store_of(*rows: list[int]) -> tuple[Store, np.ndarray]:
    store = Store()
    starts = np.cumsum([0, *map(len, rows)])
    return store, store.add(Side(np.array([i for row in rows for i in row], np.uint16), starts))


def test_a_store_keeps_rows_and_gathers_them_padded():
    store, first = store_of([5, 6, 0], [7, 0])
    second = store.add(Side(np.array([8, 9, 10, 0], np.uint16), np.array([0, 4])))
    assert first.tolist() == [0, 1] and second.tolist() == [2] and store.lengths.tolist() == [3, 2, 4]
    numbers = torch.arange(12) * 10
    assert store.gather(np.array([2, 1]), 4, numbers).tolist() == [[80, 90, 100, 0], [70, 0, 110, 110]]
    assert store.row(2).tolist() == [8, 9, 10, 0]


def test_a_batch_has_sources_of_one_length_and_every_pair_is_in_one():
    draw = np.random.default_rng(1)
    lengths = draw.integers(3, 12, 4000)
    sources, targets = np.arange(2000), np.arange(2000, 4000)
    batches = batched(lengths, sources, targets, 240, draw)
    seen = Counter()
    for batch in batches:
        assert set(lengths[batch.sources]) == {batch.source_length}
        assert lengths[batch.targets].max() == batch.target_length
        assert len(batch.sources) * max(batch.source_length, batch.target_length) <= 1.15 * 240
        assert (batch.targets - batch.sources == 2000).all()
        seen.update(batch.sources.tolist())
    assert set(seen.values()) == {1} and len(seen) > 1950, "of nearly empty batches some are left out"
    assert [batch.source_length for batch in batches] != sorted(batch.source_length for batch in batches)


def test_the_mix_says_how_often_a_pair_is_seen_and_variants_are_of_sources_alone():
    rows = np.arange(400).reshape(100, 4)
    pairs = {"a": Pairs(rows[:, :2], rows[:, 2:]), "b": Pairs(rows[:10, :2], rows[:10, 2:])}
    sources, targets = chosen(pairs, {"a": 0.5, "b": 2.0, "c": 1.0}, "ru-en", 0.5, np.random.default_rng(1))
    assert len(sources) == 50 + 20 and (targets % 4 == 2).all() and set(sources % 4) == {0, 1}
    assert (sources // 4 == targets // 4).all()
    sources, targets = chosen(pairs, {"b": 1.0}, "en-ru", 1.0, np.random.default_rng(1))
    assert sources.tolist() == rows[:10, 2].tolist() and targets.tolist() == rows[:10, 0].tolist()
    with pytest.raises(ValueError, match="expected pairs of c, found none"):
        next(endless(Store(), pairs, {"c": 1.0}, "ru-en", size=100, best=1.0, seed=1))


def test_the_gradient_made_on_the_way_is_that_of_the_smoothed_loss():
    torch.manual_seed(1)
    hidden, embedding = torch.randn(30, 16, requires_grad=True), torch.randn(50, 16, requires_grad=True)
    targets, mask = torch.randint(50, (30,)), torch.arange(30) < 25
    found = GradedCrossEntropy.apply(hidden, embedding, targets, mask, 0.1)
    smoothed, plain = plain_cross_entropy(hidden[:25], embedding, targets[:25], 0.1)
    assert found.item() == pytest.approx(plain.item(), rel=1e-4)
    wanted = torch.autograd.grad(smoothed, (hidden, embedding))
    for ours, theirs in zip(torch.autograd.grad(found, (hidden, embedding)), wanted, strict=True):
        assert (ours - theirs).abs().max() < 1e-5 and theirs.abs().max() > 1e-3


def test_the_network_is_that_of_the_cpu(kernels, corpus, numbering, weights, tiny):
    """Same loss and same gradients, up to bfloat16, of the same weights."""
    rows = [corpus.russian.row(2 * n).tolist() for n in range(4)]
    length = min(map(len, rows))
    numbers = torch.from_numpy(numbering.numbers)
    sources = numbers[torch.tensor([row[:length] for row in rows])]
    targets = torch.nn.utils.rnn.pad_sequence(
        [numbers[torch.from_numpy(corpus.english.row(2 * n).astype(np.int64))] for n in range(4)], True, numbers[-1]
    )
    even, plain = EvenMarian(tiny, weights, numbering.classes), Marian(tiny, weights, numbering.classes)
    for network in (even, plain):
        network.copy()
    found, _ = even.loss(sources, targets, 0.1)
    smoothed, wanted = plain.loss(sources, targets, 0.1)
    assert found.item() == pytest.approx(wanted.item(), rel=0.02)
    found.backward()
    smoothed.backward()
    for name, copy in plain.copies.items():
        ours, theirs = even.copies[name].grad.float(), copy.grad.float()
        if name == EMBEDDING:
            ours, theirs = ours[:-1], theirs[:-1]  # of padding: no one reads it
        assert (ours - theirs).norm() <= 0.1 * theirs.norm() + 1e-3, name


def test_dropout_is_for_training_alone(numbering, weights, tiny):
    network = EvenMarian(tiny, weights, numbering.classes, dropout=0.5)
    sources = torch.tensor([[5, 6, 7, 0]])
    assert not torch.equal(network.encode(sources), network.encode(sources))
    with torch.no_grad():
        assert torch.equal(network.encode(sources), network.encode(sources))


def test_greedy_translations_are_the_likeliest_piece_at_each_step(corpus, numbering, weights, tiny):
    store = Store()
    rows = store.add(corpus.russian)[:8:2]
    network = EvenMarian(tiny, weights, numbering.classes)
    made = translate(store, rows, network, numbering, at_once=30)
    numbers = torch.from_numpy(numbering.numbers)
    for source, written, score in zip(rows, made.rows, made.scores, strict=True):
        sources = store.gather(np.array([source]), int(store.lengths[source]), numbers)
        targets = store.gather(np.array([written]), int(store.lengths[written]), numbers)
        with torch.no_grad():
            states = network._decode(targets, *network._encode(sources))[0]
            logs = torch.log_softmax((states @ network.copies[EMBEDDING][: network.classes].t()).float(), -1)
        chosen = logs.gather(1, targets[0][:, None])[:, 0]
        assert (logs.max(1).values - chosen < 0.05).all(), "up to bfloat16, where two are as good"
        assert chosen.mean().item() == pytest.approx(float(score), abs=0.02)
    drawn = translate(store, rows, network, numbering, temperature=1.0)
    assert any(store.row(a).tolist() != store.row(b).tolist() for a, b in zip(made.rows, drawn.rows, strict=True))


def test_translations_that_never_end_or_repeat_are_not_sound(numbering, weights, tiny):
    network = EvenMarian(tiny, weights, numbering.classes)
    end = torch.zeros(tiny.width)
    for sound, sign in ((False, -1.0), (False, 1.0)):  # never the end; the end at once, too short for its source
        states = {**weights, "decoder.1.norm.weight": torch.zeros(tiny.width), "decoder.1.norm.bias": end + sign}
        states[EMBEDDING] = weights[EMBEDDING].clone()
        states[EMBEDDING][0] = 1.0
        states[EMBEDDING][1 : numbering.classes] = torch.linspace(0.1, 0.5, numbering.classes - 1)[:, None] * 0.1
        store, rows = store_of([*range(5, 25), 0])
        network = EvenMarian(tiny, states, numbering.classes)
        made = translate(store, rows, network, numbering)
        assert made.sound.tolist() == [sound]
        assert store.lengths[made.rows].tolist() == [1 if sign > 0 else 45]


class Counting:
    """Writes as many pieces as a row's first source piece says, each the row's own, then the end."""

    device, classes, pad = "cpu", 40, 40

    def __init__(self) -> None:
        self.copies = {EMBEDDING: torch.eye(41)}
        self.rows: list[int] = []

    def encode(self, sources: torch.Tensor) -> torch.Tensor:
        return sources[:, :1, None].float()

    def reading(self, states: torch.Tensor, steps: int) -> list[Past]:
        return [Past(*[states[..., None]] * 4)]

    def next_state(self, last: torch.Tensor, step: int, past: list[Past]) -> torch.Tensor:
        self.rows.append(len(last))
        wanted = past[0].keys.flatten().long()
        return 20 * torch.eye(41)[torch.where(step < wanted, wanted, 0)]


def test_rows_that_have_ended_leave_the_batch_and_change_nothing():
    network = Counting()
    wanted = [3, 30, 1, 9, 2, 17, 5, 4, 1, 2]
    written, score = _written(network, torch.tensor([[n] + [0] * 20 for n in wanted]), 0.0)
    rows = [[piece for piece in row if piece != network.pad] for row in written.tolist()]
    assert rows == [[n] * n + [0] for n in wanted]
    assert network.rows == [10] * 8 + [3] * 8 + [2] * 8 + [1] * 8
    assert score.tolist() == pytest.approx([0] * 10, abs=1e-3)


def test_the_mixes_lean_to_news_and_leave_unknown_sources_at_their_weight():
    assert main_mix(["newstest2012_2018", "tatoeba_testsets", "mono.ru"]) == {
        "newstest2012_2018": 3, "tatoeba_testsets": 1, "mono.ru": 0
    }  # fmt: skip
    assert last_mix(["rltc_student_media", "tatoeba_testsets"]) == {"rltc_student_media": 3, "tatoeba_testsets": 0.6}
    assert all(weight > 0 for mix in (MAIN, LAST) for weight in mix.values())


def test_six_turns_end_with_a_state_that_can_be_exported(corpus, vocabulary, tmp_path, capsys, tiny):
    options = TurnsOptions(steps=60, tokens=300, log_every=1, warmup=5, learning_rate=3e-3)
    turns = Turns(corpus, vocabulary, options, architecture=tiny)
    run = turns.train(tmp_path)
    out, err = capsys.readouterr()
    directions = ("en-ru", "ru-en", "en-ru", "ru-en", "ru-en", "ru-en")
    ends = [line.split(":")[0] for line in err.splitlines() if "ends" in line]
    assert out == "" and ends == [f"turn {n} {d} ends" for n, d in enumerate(directions, 1)]
    state = load(tmp_path / "state.pt", "ru-en")
    assert state["progress"]["step"] == run.progress.step == 44 and run.progress.tokens > 1000
    assert not state["average"][EMBEDDING][-1].any() and state["average"][EMBEDDING][:-1].any()
    assert {"back", "forth", "self"} <= set(turns.pairs) and not any(name.startswith("mono") for name in turns.pairs)
    losses = [float(line.split("loss ")[1].split()[0]) for line in err.splitlines() if "ru-en step" in line]
    assert np.mean(losses[-5:]) < np.mean(losses[:5]) - 0.3


def test_four_turns_go_on_from_a_checkpoint(corpus, vocabulary, tmp_path, capsys, tiny):
    options = TurnsOptions(steps=50, tokens=300, warmup=5, learning_rate=3e-3)
    Turns(corpus, vocabulary, options, architecture=tiny).train(tmp_path / "first")
    export(tmp_path / "first" / "state.pt", vocabulary, tmp_path / "checkpoint")
    capsys.readouterr()
    turns = Turns(corpus, vocabulary, options, init=tmp_path / "checkpoint")
    assert {run.architecture for run in turns.runs.values()} == {tiny}
    before = load(tmp_path / "first" / "state.pt", "ru-en")["average"]
    for name, weight in turns.runs["ru-en"].weights.items():
        assert torch.allclose(weight, before[name], atol=2e-3), name
    forth, back = turns.runs["ru-en"], turns.runs["en-ru"]
    for name, weight in back.weights.items():
        numbers = [run.numbering.numbers if name == EMBEDDING else slice(None) for run in (back, forth)]
        assert torch.equal(weight[numbers[0]], forth.weights[name][numbers[1]]), name
    run = turns.train(tmp_path / "second")
    ends = [line.split(":")[0] for line in capsys.readouterr().err.splitlines() if "ends" in line]
    assert ends == ["turn 1 en-ru ends", "turn 2 ru-en ends", "turn 3 ru-en ends", "turn 4 ru-en ends"]
    cooled, state = (load(tmp_path / "second" / f"{name}.pt", "ru-en") for name in ("cooled", "state"))
    assert (cooled["progress"]["step"], state["progress"]["step"], run.progress.step) == (37, 38, 38)
    assert {"back", "forth", "self"} <= set(turns.pairs)


def test_a_deeper_network_is_measured_where_the_sentences_are(
    corpus, vocabulary, numbering, weights, tiny, monkeypatch
):
    turns = Turns(corpus, vocabulary, TurnsOptions(steps=6), architecture=tiny)
    states = turns._states(tiny, weights, numbering)
    assert states.device.type == "cpu" and states.shape[1] == tiny.width and states.shape[0] > 64
    turns.store.device = "meta"  # a device that every machine has, and that no tensor of another meets

    def gather(store, rows, length, numbers):
        assert numbers.device.type == "meta"
        return torch.zeros(len(rows), length, dtype=torch.long, device="meta")

    monkeypatch.setattr(Store, "gather", gather)
    there = turns._states(tiny, weights, numbering)
    assert there.device.type == "meta" and there.shape == states.shape
    assert {weight.device.type for weight in weights.values()} == {"cpu"}


def test_runs_that_begin_from_the_same_weights_go_their_own_ways(numbering, weights, tiny):
    given = {name: weight.clone() for name, weight in weights.items()}
    one, other = (
        Run(tiny, numbering, weights, TrainOptions(steps=1, warmup=1, learning_rate=0.01), kind=EvenMarian)
        for _ in range(2)
    )
    for _ in range(2):  # the matrices move every second step
        one.update(torch.tensor([[5, 6, 7, 0]]), torch.tensor([[8, 9, 0]]), 0.01)
    for name, weight in given.items():
        assert not torch.equal(one.weights[name], weight), name
        assert torch.equal(other.weights[name], weight) and torch.equal(weights[name], weight), name
        assert torch.equal(one.average[name], weight) and torch.equal(other.average[name], weight), name


def test_the_last_turn_is_small_steps_on_what_people_wrote(corpus, vocabulary, tmp_path, monkeypatch, tiny):
    asked = []

    def steps(self, number, direction, mix, *, rate=1.0, size=1.0, falls=False):
        kept = sorted(name for name, share in mix.items() if share)
        asked.append((number, direction, kept, rate, size, falls, self.runs[direction].options.average))

    monkeypatch.setattr(Turns, "_turn", steps)
    Turns(corpus, vocabulary, TurnsOptions(steps=6), architecture=tiny).train(tmp_path)
    assert asked[-2] == (4, "ru-en", ["back", "denoise.en", "newstest2012_2018", "self"], 1.0, 1.0, True, 0.999)
    assert asked[-1] == (5, "ru-en", ["newstest2012_2018"], 0.15, 0.25, True, 0.995)


def test_as_many_ends_as_turns(corpus, vocabulary, tiny):
    options = TurnsOptions(steps=10, ends=(0.5, 1.0))
    with pytest.raises(ValueError, match="expected 6 ends, one a turn, found 2"):
        Turns(corpus, vocabulary, options, architecture=tiny)


def test_a_run_whose_last_turn_would_have_nothing_to_read_does_not_begin(vocabulary, tiny):
    rows = [("php_docs", russian, english) for russian, english in PAIRS[:4]]
    corpus = tokenize(rows, vocabulary, variants=2, processes=1)
    with pytest.raises(ValueError, match="expected a source that TUNING names, for the last turn, found php_docs"):
        Turns(corpus, vocabulary, TurnsOptions(steps=6), architecture=tiny)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, "either minutes or steps above 0, found 0.0 and 0"),
        ({"minutes": 1, "steps": 1}, "either minutes or steps"),
        ({"steps": 1, "ends": (0.2, 0.1, 0.3, 0.4, 1.0)}, "rising shares up to 1"),
        ({"steps": 1, "ends": (0.1, 0.2, 0.3, 0.4, 0.9)}, "rising shares up to 1"),
    ],
)
def test_settings_that_make_no_sense_are_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        TurnsOptions(**wrong)


def test_translations_can_begin_with_a_tag(corpus, numbering, weights, tiny):
    rows = [(store := Store()).add(corpus.russian)[:6:2]][0]
    network = EvenMarian(tiny, weights, numbering.classes)
    plain, tagged = (translate(store, rows, network, numbering, tag=tag) for tag in (None, 9))
    for one, other in zip(plain.rows, tagged.rows, strict=True):
        assert store.row(other).tolist() == [9, *store.row(one).tolist()]
    assert plain.scores.tolist() == tagged.scores.tolist()
