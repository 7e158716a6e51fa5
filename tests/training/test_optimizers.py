"""Muon, the learning rate, and the embeddings to begin with."""

import pytest
import torch

from training.corpus.tokens import tokenize
from training.corpus.vocabulary import Vocabulary
from training.judge.network import JudgeOptions
from training.muon import Muon, orthogonal
from training.network.spectral import spectral
from training.options import TrainOptions, TurnsOptions


@pytest.mark.parametrize("shape", [(24, 24), (16, 40), (40, 16)])
def test_orthogonal_keeps_the_directions_and_levels_the_singular_values(shape):
    torch.manual_seed(1)
    stack = torch.randn(3, *shape) * torch.tensor([0.01, 1.0, 100.0])[:, None, None]
    found = orthogonal(stack).float()
    for matrix, update in zip(stack, found, strict=True):
        assert torch.linalg.svdvals(update).min() > 0.5 and torch.linalg.svdvals(update).max() < 1.35
        left, _, right = torch.linalg.svd(matrix, full_matrices=False)
        assert (left.T @ update @ right.T).diagonal().min() > 0.5, "its own singular vectors"


def muon_of(matrix: torch.Tensor, parts: int = 1, **settings: float) -> Muon:
    return Muon({"m": (matrix, parts)}, **settings)


def test_the_weights_move_every_second_step_and_twice_as_far():
    torch.manual_seed(1)
    matrix = torch.randn(8, 8)
    before, muon = matrix.clone(), muon_of(matrix, weight_decay=0.0)
    matrix.grad = torch.randn(8, 8)
    muon.step(0.1)
    assert torch.equal(matrix, before)
    muon.step(0.1)
    moved = before - matrix
    assert moved.norm().item() == pytest.approx(0.1 * 2 * 0.2 * 8**0.5 * 8**0.5, rel=0.3)
    assert (moved * matrix.grad).sum() > 0, "downhill"


def test_fused_matrices_are_made_orthogonal_one_by_one():
    torch.manual_seed(1)
    fused, parts = torch.zeros(24, 8), [torch.zeros(8, 8) for _ in range(3)]
    gradient = torch.randn(24, 8)
    fused.grad = gradient
    one = muon_of(fused, 3)
    several = Muon({str(i): (part, 1) for i, part in enumerate(parts)})
    for part, piece in zip(parts, gradient.chunk(3), strict=True):
        part.grad = piece.clone()
    for _ in range(2):
        one.step(0.1)
        several.step(0.1)
    assert torch.allclose(fused, torch.cat(parts), atol=1e-3)


def test_muon_goes_on_from_its_state():
    torch.manual_seed(1)
    gradients = torch.randn(7, 8, 8)
    weights = [torch.ones(8, 8), torch.ones(8, 8)]
    muon = muon_of(weights[0])
    for gradient in gradients:
        weights[0].grad = gradient
        muon.step(0.1)
    other = muon_of(weights[1])
    for step, gradient in enumerate(gradients):
        if step == 3:  # between two moves
            state = other.state()
            other = muon_of(weights[1])
            other.restore(state)
        weights[1].grad = gradient
        other.step(0.1)
    assert torch.equal(*weights)


def test_the_rate_warms_up_holds_and_falls_with_the_root():
    options = TrainOptions(steps=1, learning_rate=2.0, warmup=10, hold=100)
    assert [options.rate(step) for step in (1, 5, 10, 100, 400)] == pytest.approx([0.2, 1.0, 2.0, 2.0, 1.0])


@pytest.mark.parametrize(("settings", "message"), [
    ({}, "either minutes or steps above 0, found 0.0 and 0"),
    ({"minutes": 1.0, "steps": 1}, "either minutes or steps"),
    ({"steps": 1, "warmup": 0}, "warmup and hold of 1 step or more, found 0 and 4000"),
])  # fmt: skip
def test_settings_that_cannot_be_are_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        TrainOptions(**settings)


@pytest.mark.parametrize("options", [TrainOptions, TurnsOptions, JudgeOptions])
@pytest.mark.parametrize(
    ("minutes", "steps"), [(0.0, 0), (1.0, 1), (-1.0, 5), (5.0, -1), (-1.0, 0), (float("nan"), 0), (float("nan"), -1)]
)
def test_a_run_ends_by_minutes_or_by_steps(options, minutes, steps):
    with pytest.raises(ValueError, match=f"either minutes or steps above 0, found {minutes} and {steps}"):
        options(minutes=minutes, steps=steps)
    assert options(minutes=0.5).minutes == 0.5 and options(steps=7).steps == 7


def test_words_of_one_subject_begin_as_neighbours_across_the_languages():
    """Invented sentences, each of three words of one subject, with their translations."""
    subjects = {
        "суд судья приговор арест": "court judge verdict arrest",
        "пожар дым спасатели склад": "fire smoke rescuers warehouse",
        "завод рабочие станок зарплата": "factory workers machine wages",
        "школа ученики учитель экзамен": "school pupils teacher exam",
        "поезд вокзал вагон рельсы": "train station carriage rails",
        "река мост лодка берег": "river bridge boat shore",
    }
    generator = torch.Generator().manual_seed(1)
    rows = []
    for _ in range(100):
        for pair in subjects.items():
            picked = torch.randperm(4, generator=generator)[:3].tolist()
            rows.append(("x", *(" ".join(side.split()[i] for i in picked) for side in pair)))
    words = Vocabulary.train([text for row in rows for text in row[1:]], 600)
    found = spectral(tokenize(rows, words, variants=1, processes=1), len(words), 8)
    assert found.shape == (len(words), 8)
    russian, english = (
        [words.pieces[f"▁{word}"] for text in side for word in text.split()]
        for side in (subjects.keys(), subjects.values())
    )
    nearest = (found[russian] @ found[english].T).argmax(1)
    assert [place // 4 for place in nearest.tolist()] == [place // 4 for place in range(24)]
    assert found[russian].norm(dim=1).tolist() == pytest.approx([1.0] * 24, abs=1e-4)
    assert not found[words.pad].any()
