"""Fit the projection in which a reply finds its own case among all others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quizapp.grading.free_text.case_match import CaseMatch, projected

Array = NDArray[Any]
WIDTH, ROUNDS, BATCH, RATE, DECAY = 96, 10, 64, 1e-3, 0.05
START, NOISE = 2.3, 0.0015
"""Scale of the first projection, and what is added to sentence vectors so that none is learnt by
heart."""
OTHERS = 40
"""Cases that a reply is compared with when it is marked."""
_SLOW, _SLOWER, _TINY = 0.9, 0.999, 1e-8


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """The sentence vectors of a genuine reply, and the number of its case."""

    own: Array
    case: int


def fit_match(told: Sequence[Told], cases: Sequence[Array], seed: int) -> CaseMatch:
    """Return the projections under which replies pick their own case out of `cases`.

    Softmax over all cases, Adam with decoupled decay, a fixed number of steps from the leading
    directions of the replies' sentences: two fits of the same texts are alike.
    """
    random = np.random.default_rng(seed)
    whole = np.concatenate([t.own for t in told])
    middle = whole.mean(axis=0)
    lead = np.linalg.svd((whole - middle)[::5], full_matrices=False)[2][:WIDTH].T
    lead *= START / float(np.linalg.norm((whole - middle)[::5] @ lead, axis=1).mean())
    first = np.vstack([lead, -(middle @ lead)])
    weights = [first.copy(), first.copy()]
    slow, slower = [np.zeros_like(first) for _ in weights], [np.zeros_like(first) for _ in weights]
    rows = _with_one(np.concatenate(cases))
    sizes = np.array([len(c) for c in cases])
    total, step = ROUNDS * -(-len(told) // BATCH), 0
    for _ in range(ROUNDS):
        order = random.permutation(len(told))
        for place in range(0, len(order), BATCH):
            some = [told[i] for i in order[place : place + BATCH].tolist()]
            step += 1
            pace = RATE * max(0.05, 1 - step / total)
            for k, slope in enumerate(_slopes(weights, some, rows, sizes, random)):
                slow[k] = _SLOW * slow[k] + (1 - _SLOW) * slope
                slower[k] = _SLOWER * slower[k] + (1 - _SLOWER) * slope * slope
                size = np.sqrt(slower[k] / (1 - _SLOWER**step)) + _TINY
                weights[k] *= 1 - pace * DECAY
                weights[k] -= pace * slow[k] / (1 - _SLOW**step) / size
    chosen = [cases[i] for i in np.linspace(0, len(cases) - 1, OTHERS).astype(int).tolist()]
    starts = np.cumsum([0, *(len(c) for c in chosen[:-1])])
    others = projected(np.concatenate(chosen), weights[1])
    return CaseMatch(weights[0], weights[1], others, tuple(map(int, starts)))


def _slopes(
    weights: Sequence[Array], some: Sequence[Told], rows: Array, sizes: Array,
    random: np.random.Generator,
) -> tuple[Array, Array]:  # fmt: skip
    """Return the slope of the loss of one batch for both projections."""
    own = np.concatenate([t.own for t in some])
    own = _with_one(own + NOISE * random.standard_normal(own.shape))
    lengths = np.array([len(t.own) for t in some])
    starts, places = _starts(lengths), _starts(sizes)
    said, known = own @ weights[0], rows @ weights[1]
    pairs = said @ known.T
    pairs -= pairs.max()
    share = np.exp(np.maximum(pairs, -60.0))
    each = np.add.reduceat(np.add.reduceat(share, places, axis=1), starts, axis=0)
    chance = each / each.sum(axis=1, keepdims=True) ** 1.0
    gap = chance.copy()
    gap[np.arange(len(some)), [t.case for t in some]] -= 1.0
    back = (gap / each / len(some)).repeat(lengths, axis=0).repeat(sizes, axis=1) * share
    return own.T @ (back @ known), rows.T @ (back.T @ said)


def _with_one(rows: Array) -> Array:
    return np.hstack([rows, np.ones((len(rows), 1))])


def _starts(sizes: Array) -> Array:
    return np.concatenate([[0], np.cumsum(sizes)[:-1]])
