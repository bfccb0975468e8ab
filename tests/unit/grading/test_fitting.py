"""The numerical steps of the marker, against what the mathematics says of their results."""

from __future__ import annotations

import numpy as np
import pytest

from quizapp.grading.free_text.band import kappa
from quizapp.grading.free_text.fluency import learn
from quizapp.grading.free_text.regression import Array, fit, sigmoid
from quizapp.grading.free_text.text import read

WIDE = 460
"""More columns than Newton steps are taken for."""


def rows_of(count: int, width: int) -> tuple[Array, Array]:
    """Return rows whose truth hangs on their first two columns and on chance."""
    rng = np.random.default_rng(11)
    rows = rng.normal(size=(count, width))
    truth = (rows[:, 0] - 0.5 * rows[:, 1] + rng.normal(size=count) > 0.3).astype(float)
    return rows, truth


def slope_at(
    rows: Array, truth: Array, weights: Array, intercept: float, penalty: float, importance: Array
) -> Array:
    """Return the gradient of the penalised loss, which is nought at its lowest point."""
    missed = importance * (sigmoid(rows @ weights + intercept) - truth)
    return np.append(rows.T @ missed + penalty * weights, missed.sum() + 1e-6 * intercept)


@pytest.mark.parametrize("width", [3, WIDE])
def test_a_fit_ends_at_the_lowest_point_of_the_penalised_loss(width: int) -> None:
    rows, truth = rows_of(400, width)
    weights, intercept = fit(rows, truth, penalty=2.0, steps=200)
    slope = slope_at(rows, truth, weights, intercept, 2.0, np.ones(len(rows)))
    assert np.abs(slope).max() < 1e-3
    assert weights[0] > 0 > weights[1]


@pytest.mark.parametrize("width", [3, WIDE])
def test_a_row_of_weight_two_counts_as_two_rows(width: int) -> None:
    rows, truth = rows_of(120, width)
    double = np.where(np.arange(len(rows)) < 40, 2.0, 1.0)
    weighted, one = fit(rows, truth, penalty=1.0, weights=double, steps=200)
    repeated, two = fit(
        np.vstack([rows, rows[:40]]), np.append(truth, truth[:40]), penalty=1.0, steps=200
    )
    assert weighted == pytest.approx(repeated, abs=1e-4)
    assert one == pytest.approx(two, abs=1e-4)


def test_both_kinds_of_steps_lead_to_the_same_weights() -> None:
    rows, truth = rows_of(200, 5)
    idle = np.zeros((len(rows), WIDE))
    small, one = fit(rows, truth, penalty=1.0)
    wide, two = fit(np.hstack([rows, idle]), truth, penalty=1.0, steps=200)
    assert wide[:5] == pytest.approx(small, abs=1e-3)
    assert not wide[5:].any()
    assert one == pytest.approx(two, abs=1e-3)


def test_a_fit_is_the_same_to_the_last_bit_when_it_is_made_again() -> None:
    rows, truth = rows_of(150, WIDE)
    first, second = (fit(rows, truth, penalty=1.0) for _ in range(2))
    assert first[0].tobytes() == second[0].tobytes()
    assert first[1] == second[1]


def test_large_values_have_a_chance_of_nought_or_one() -> None:
    assert sigmoid(np.array([-1e9, 0.0, 1e9])).tolist() == [0.0, 0.5, 1.0]


def test_kappa_weighs_a_miss_by_its_square() -> None:
    assert kappa([0, 1, 2, 3, 4], [0, 1, 2, 3, 4]) == 1.0
    assert kappa([0, 4], [4, 0]) == -1.0
    assert kappa([0, 0, 4, 4], [0, 4, 0, 4]) == 0.0
    # two misses by one: 0.5 seen, (1 + 1 + 4) / 4 by chance with margins 1/2, 1/4, 1/4
    assert kappa([0, 0, 1, 2], [0, 0, 2, 1]) == pytest.approx(1 - 0.5 / 1.375)
    assert kappa([2, 2], [2, 2]) == 1.0


def test_what_reads_like_sentences_is_learnt_from_pairs_that_came_twice() -> None:
    seen = [read("I am sorry about the lamp."), read("I am sorry about the mug.")]
    learnt = learn([*seen, read("Lovely weather, friend!")])
    assert "i am" in learnt.pairs
    assert not [pair for pair in learnt.pairs if "!" in pair]
    likely, new = learnt.judge(read("I am sorry about the cup."))
    shuffled, strange = learnt.judge(read("lamp the about sorry am I."))
    assert likely > shuffled
    assert new < strange
    assert learnt.judge(read("")) == (-6.0, 1.0)
