"""The loop: a run resumes exactly, cools down beside its state, begins from a checkpoint, and learns."""

import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from support.recipe import TINY

from training.corpus.batches import Batches
from training.corpus.tokens import tokenize
from training.export import export
from training.network.initial import EMBEDDING
from training.options import TrainOptions
from training.run import Run, load
from training.train import train

OPTIONS = TrainOptions(steps=12, tokens=40, warmup=4, dropout=0.1, seed=3, log_every=5, probe_every=6)

pytestmark = pytest.mark.usefixtures("kernels")


@pytest.fixture(scope="module")
def mixed(vocabulary):
    """Pairs and sentences to mend."""
    from support.pairs import PAIRS

    rows = [("x", russian, english) for russian, english in PAIRS]
    return tokenize([*rows, *(("denoise.en", english, english) for _, english in PAIRS)], vocabulary, processes=1)


@pytest.fixture(scope="module")
def straight(mixed, vocabulary, tmp_path_factory) -> Path:
    """A run of 12 steps."""
    out = tmp_path_factory.mktemp("straight")
    train(mixed, vocabulary, out, replace(OPTIONS, denoise=0.3), architecture=TINY)
    return out


def test_a_resumed_run_equals_a_straight_one_bit_for_bit(mixed, vocabulary, straight, tmp_path):
    for steps in (5, 4, 3):
        train(mixed, vocabulary, tmp_path, replace(OPTIONS, steps=steps, denoise=0.3), architecture=TINY)
    one, other = (load(folder / "state.pt", "ru-en") for folder in (straight, tmp_path))
    assert one["progress"] | {"minutes": 0} == other["progress"] | {"minutes": 0}
    assert one["progress"]["step"] == 12 and one["progress"]["tokens"] > 0
    for kind in ("weights", "average"):
        for name, weight in one[kind].items():
            assert torch.equal(weight, other[kind][name]), name
    for name, buffer in one["muon"]["buffers"].items():
        assert torch.equal(buffer, other["muon"]["buffers"][name]), name
    for index, slots in one["adam"]["state"].items():
        for name, value in slots.items():
            assert torch.equal(value, other["adam"]["state"][index][name])
    assert torch.equal(one["generator"], other["generator"])
    assert not torch.equal(one["average"][EMBEDDING], one["weights"][EMBEDDING])


def test_a_run_in_float32_resumes_bit_for_bit_and_differs_from_one_in_bfloat16(mixed, vocabulary, tmp_path):
    whole = train(mixed, vocabulary, tmp_path / "whole", replace(OPTIONS, precision="float32"), architecture=TINY)
    for steps in (5, 7):
        run = train(
            mixed, vocabulary, tmp_path / "parts", replace(OPTIONS, steps=steps, precision="float32"), architecture=TINY
        )
    assert run.network.dtype == run.muon.dtype == torch.float32
    for name, weight in whole.weights.items():
        assert torch.equal(weight, run.weights[name]), name
    half = train(mixed, vocabulary, tmp_path / "half", OPTIONS, architecture=TINY)
    assert not torch.equal(half.weights[EMBEDDING], whole.weights[EMBEDDING])
    with pytest.raises(ValueError, match=r"precision of bfloat16, float32, found 'float16'"):
        replace(OPTIONS, precision="float16")


def test_padding_stays_zero_and_what_is_said_is_on_stderr(mixed, vocabulary, straight, tmp_path, capsys):
    state = load(straight / "state.pt", "ru-en")
    assert not state["weights"][EMBEDDING][-1].any() and not state["average"][EMBEDDING][-1].any()
    assert state["weights"][EMBEDDING][:-1].any(1).all()
    train(mixed, vocabulary, tmp_path, replace(OPTIONS, denoise=0.3), architecture=TINY)
    out, err = capsys.readouterr()
    assert out == "" and "ru-en, step 0, 30.0% of the pairs denoising" in err
    assert "epoch 0 step 10 loss" in err and "probe: loss" in err and "state.pt: 12 steps," in err


def test_cooling_down_leaves_the_state_alone_and_ends_slowly(mixed, vocabulary, straight, monkeypatch):
    before = (straight / "state.pt").read_bytes()
    rates = []
    update = Run.update
    monkeypatch.setattr(Run, "update", lambda run, s, t, rate: rates.append(rate) or update(run, s, t, rate))
    train(mixed, vocabulary, straight, replace(OPTIONS, steps=4, cool=True))
    assert rates == pytest.approx([1e-3, 0.75e-3, 0.5e-3, 0.25e-3])
    assert (straight / "state.pt").read_bytes() == before
    assert load(straight / "cooled.pt", "ru-en")["progress"]["step"] == 16


def test_without_a_state_there_is_nothing_to_cool_down(mixed, vocabulary, tmp_path):
    with pytest.raises(ValueError, match=r"a run to cool down, found no .*state\.pt"):
        train(mixed, vocabulary, tmp_path, replace(OPTIONS, cool=True), architecture=TINY)


def test_a_run_of_the_other_direction_is_not_gone_on_with(mixed, vocabulary, straight):
    with pytest.raises(ValueError, match="expected a run of en-ru, found one of ru-en"):
        train(mixed, vocabulary, straight, replace(OPTIONS, direction="en-ru"))


def test_a_run_begins_from_an_exported_checkpoint(mixed, vocabulary, straight, tmp_path, monkeypatch):
    rates = []
    update = Run.update
    monkeypatch.setattr(Run, "update", lambda run, s, t, rate: rates.append(rate) or update(run, s, t, rate))
    export(straight / "state.pt", vocabulary, tmp_path / "half")
    options = replace(OPTIONS, steps=2, step=4000, epoch=3)
    run = train(mixed, vocabulary, tmp_path / "on", options, init=tmp_path / "half")
    assert run.architecture == TINY and (run.progress.step, run.progress.epoch) == (4002, 3)
    average = load(straight / "state.pt", "ru-en")["average"]
    for name, weight in run.weights.items():
        assert (weight - average[name]).abs().max() < 0.001, name
    assert rates == pytest.approx([1e-3 / 200, 2e-3 / 200], rel=1e-3), "the rate of its step, rising to it"


def test_sigterm_stops_a_run_with_its_state_written(mixed, vocabulary, tmp_path, monkeypatch):
    update = Run.update

    def fatal(run, sources, targets, rate):
        if run.progress.step == 3:
            os.kill(os.getpid(), signal.SIGTERM)
        return update(run, sources, targets, rate)

    monkeypatch.setattr(Run, "update", fatal)
    before = signal.getsignal(signal.SIGTERM)
    train(mixed, vocabulary, tmp_path, OPTIONS, architecture=TINY)
    assert load(tmp_path / "state.pt", "ru-en")["progress"]["step"] == 4
    assert signal.getsignal(signal.SIGTERM) is before


def test_the_state_is_written_on_the_way_and_whole(mixed, vocabulary, tmp_path, monkeypatch):
    steps = []
    write = Run.write

    def noted(run, path, direction):
        write(run, path, direction)
        steps.append(load(path, "ru-en")["progress"]["step"])
        assert [p.name for p in tmp_path.iterdir()] == ["state.pt"]

    monkeypatch.setattr(Run, "write", noted)
    train(mixed, vocabulary, tmp_path, replace(OPTIONS, steps=3, save_minutes=0.0), architecture=TINY)
    assert steps == [1, 2, 3, 3]


def test_it_learns_the_pairs_from_their_sources(vocabulary, mixed, tmp_path):
    options = replace(OPTIONS, steps=1, dropout=0.0, denoise=0.0)
    run = train(mixed, vocabulary, tmp_path, options, architecture=TINY)
    arrays = next(Batches(mixed, run.numbering, "ru-en", 160, 1).after(0, 0))[2:]
    sources, targets = (torch.from_numpy(array) for array in arrays)
    losses = [run.update(sources, targets, 1e-2)[1] for _ in range(60)]
    right, wrong = run.probe(sources, targets)
    assert losses[0] > 4 and losses[-1] < 1
    assert right < 0.7 and wrong > right + 1, "other sources, other targets"
