"""The line that the check's measures are weighed by: what it finds, and the signs that its weights keep to."""

import numpy as np
import pytest

from training.tables.line import MOST, Line, fit_line, squeezed


def claims(signs, weight=None):
    rng = np.random.default_rng(3)
    label = np.repeat([1, 0], 200)
    x = np.column_stack([rng.normal(label, 1), rng.normal(-2 * label, 1), rng.normal(0, 1, 400)])
    weight = np.ones(400) if weight is None else weight
    return x, label, fit_line(x, np.arange(400), label, weight, signs)


def test_weights_follow_the_labels_and_keep_to_their_signs():
    x, label, line = claims([0, 0, 0])
    assert line.weight[0] > 0.3 and line.weight[1] < -0.6 and abs(line.weight[2]) < 0.2
    assert ((line.odds(x) > 0) == label).mean() > 0.8
    held = claims([-1, 1, 0])[2]
    assert held.weight[0] == held.weight[1] == 0


def test_a_claim_without_weight_is_not_looked_at():
    weight = np.repeat([1.0, 0.0, 1.0], [150, 100, 150])
    x, label, line = claims([0, 0, 0], weight)
    used = weight > 0
    alone = fit_line(x[used], np.arange(300), label[used], weight[used], [0, 0, 0])
    assert line.weight == pytest.approx(alone.weight) and line.base == pytest.approx(alone.base)


def test_of_a_false_claim_the_doubtful_sentence_takes_the_blame():
    rng = np.random.default_rng(5)
    label = np.repeat([1, 0], 200)
    good = rng.normal(1, 0.3, 600)
    x = good[:, None].copy()
    claim = np.repeat(np.arange(400), [1] * 200 + [2] * 200)
    x[200::2, 0] = rng.normal(-1, 0.3, 200)  # one sentence of each false claim is bad, the other good
    line = fit_line(x, claim, label, np.ones(400), [0])
    assert (line.odds(x[200::2]) < 0).mean() > 0.95 and (line.odds(x[:200]) > 0).mean() > 0.95


def test_deviations_count_up_to_a_limit_and_scales_are_squeezed():
    assert squeezed(np.array([0.0, np.e - 1, 1 - np.e])) == pytest.approx([0, 1, -1])
    line = Line(np.array([0.0]), np.array([0.1]), np.array([2.0]), 0.5)
    assert line.odds(np.array([[1e6], [-1e6], [0.0]])) == pytest.approx([0.5 + 2 * MOST, 0.5 - 2 * MOST, 0.5])
