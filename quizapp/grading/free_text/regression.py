# ruff: noqa: PLR2004  # sizes and tolerances of the numerical steps
"""Logistic regression in numpy: the same fit on every machine for the same rows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def sigmoid(value: Array) -> Array:
    """Return 1 / (1 + e^-x), safe for large values."""
    return 0.5 * (1.0 + np.tanh(0.5 * value))


def fit(
    rows: Array, truth: Array, *, penalty: float, weights: Array | None = None, steps: int = 60
) -> tuple[Array, float]:
    """Return weights and intercept of a ridge-penalised logistic regression.

    Small problems are solved by Newton steps, wide ones by limited-memory quasi-Newton steps; both
    run a fixed number of steps from zero in float64. The intercept is not penalised.
    """
    design = np.hstack([rows, np.ones((len(rows), 1))])
    ridge = np.full(design.shape[1], penalty)
    ridge[-1] = 1e-6
    importance = np.ones(len(rows)) if weights is None else weights
    if design.shape[1] <= 450:
        beta = _newton(design, truth, importance, ridge, min(steps, 25))
    else:
        beta = _quasi_newton(design, truth, importance, ridge, steps)
    return beta[:-1], float(beta[-1])


def _newton(design: Array, truth: Array, importance: Array, ridge: Array, steps: int) -> Array:
    beta = np.zeros(design.shape[1])
    for _ in range(steps):
        chance = sigmoid(design @ beta)
        slope = design.T @ (importance * (chance - truth)) + ridge * beta
        curve = (
            design * (importance * np.maximum(chance * (1 - chance), 1e-6))[:, None]
        ).T @ design
        step = np.linalg.solve(curve + np.diag(ridge), slope)
        size = float(np.abs(step).max())
        beta = beta - step * min(1.0, 4.0 / size if size else 1.0)
        if size < 1e-8:
            break
    return beta


def _quasi_newton(
    design: Array, truth: Array, importance: Array, ridge: Array, steps: int
) -> Array:
    beta = np.zeros(design.shape[1])
    moves: list[tuple[Array, Array, float]] = []
    value, slope = _cost(design, truth, importance, ridge, beta)
    for _ in range(steps):
        direction = _direction(slope, moves)
        length, found = 1.0, False
        for _ in range(20):
            ahead = beta + length * direction
            next_value, next_slope = _cost(design, truth, importance, ridge, ahead)
            if next_value <= value + 1e-4 * length * float(slope @ direction):
                found = True
                break
            length *= 0.5
        if not found:
            break
        move, turn = ahead - beta, next_slope - slope
        bend = float(move @ turn)
        if bend > 1e-12:
            moves = [*moves[-7:], (move, turn, 1.0 / bend)]
        done = abs(value - next_value) < 1e-9 * max(1.0, abs(value))
        beta, value, slope = ahead, next_value, next_slope
        if done:
            break
    return beta


def _cost(
    design: Array, truth: Array, importance: Array, ridge: Array, beta: Array
) -> tuple[float, Array]:
    score = design @ beta
    loss = np.logaddexp(0.0, score) - truth * score
    slope = design.T @ (importance * (sigmoid(score) - truth)) + ridge * beta
    return float(importance @ loss + 0.5 * ridge @ (beta * beta)), slope


def _direction(slope: Array, moves: list[tuple[Array, Array, float]]) -> Array:
    away = slope.copy()
    kept: list[float] = []
    for move, turn, scale in reversed(moves):
        share = scale * float(move @ away)
        kept.append(share)
        away = away - share * turn
    if moves:
        move, turn, _ = moves[-1]
        away = away * (float(move @ turn) / float(turn @ turn))
    else:
        away = away / max(1.0, float(np.abs(slope).max()))
    for (move, turn, scale), share in zip(moves, reversed(kept), strict=True):
        away = away + move * (share - scale * float(turn @ away))
    return -away
