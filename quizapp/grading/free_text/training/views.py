"""The linear views: word runs and stance, fitted clause by clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quizapp.domain.marking import ABSENCE, LIBRARY
from quizapp.grading.free_text.regression import fit, sigmoid
from quizapp.grading.free_text.training.bags import Bag, folds_of
from quizapp.grading.free_text.training.examples import FOLDS, Kind

Array = NDArray[Any]
GRAM_PENALTY, STANCE_PENALTY = 0.6, 1.5
SEEN = 4
"""Texts in which a word run must occur to be counted."""


class Wide:
    """A sparse 0/1 design with rows scaled to unit length; enough algebra for a fit."""

    def __init__(self, rows: Sequence[Sequence[int]], width: int) -> None:
        """Pack the column numbers of each row."""
        self.width, self.height = width, len(rows)
        sizes = np.array([len(r) for r in rows], dtype=np.int64)
        self.index = np.array([i for r in rows for i in r], dtype=np.int64)
        self.row = np.repeat(np.arange(len(rows)), sizes)
        self.value = np.repeat(1.0 / np.sqrt(np.maximum(sizes, 1)), sizes)

    def times(self, beta: Array) -> Array:
        """Return the product with a vector."""
        return np.bincount(self.row, weights=self.value * beta[self.index], minlength=self.height)

    def turned(self, value: Array) -> Array:
        """Return the product of the transpose with a vector."""
        return np.bincount(self.index, weights=self.value * value[self.row], minlength=self.width)


def fit_wide(
    design: Wide, truth: Array, importance: Array, penalty: float, steps: int = 105
) -> tuple[Array, float]:
    """Fit a ridge-penalised logistic regression by accelerated gradient steps of fixed number."""
    beta, bias = np.zeros(design.width), 0.0
    ahead, ahead_bias = beta.copy(), bias
    rate = 1.0 / (0.25 * float(importance.sum()) * 0.08 + penalty)
    rate_bias = 1.0 / (0.25 * float(importance.sum()))
    momentum = 1.0
    for _ in range(steps):
        gap = importance * (sigmoid(design.times(ahead) + ahead_bias) - truth)
        fresh = ahead - rate * (design.turned(gap) + penalty * ahead)
        fresh_bias = ahead_bias - rate_bias * float(gap.sum())
        following = 0.5 * (1 + (1 + 4 * momentum * momentum) ** 0.5)
        ahead = fresh + (momentum - 1) / following * (fresh - beta)
        ahead_bias = fresh_bias + (momentum - 1) / following * (fresh_bias - bias)
        beta, bias, momentum = fresh, fresh_bias, following
    return beta, bias


@dataclass(frozen=True, slots=True)
class Clauses:
    """All clauses of the bags, ready for fitting."""

    grams: list[str]
    sparse: list[list[int]]
    dense: Array
    bag: Array


def gather(bags: Sequence[Bag]) -> Clauses:
    """Collect the clauses and choose the word runs that occur often enough."""
    seen: Counter[str] = Counter()
    for bag in bags:
        seen.update({g for clause in bag.grams for g in clause})
    grams = sorted(g for g, n in seen.items() if n >= SEEN)
    number = {g: i for i, g in enumerate(grams)}
    sparse = [[number[g] for g in clause if g in number] for bag in bags for clause in bag.grams]
    return Clauses(
        grams, sparse, np.array([r for bag in bags for r in bag.rows]),
        np.array([i for i, bag in enumerate(bags) for _ in bag.grams], dtype=np.int64),
    )  # fmt: skip


def _instances(bags: Sequence[Bag], name: str, score: Array | None) -> tuple[Array, Array, Array]:
    """Return clause rows, truth and importance.

    All clauses of a text without the event are counter-examples; of a text with it, those that
    tell it: the ones with a cue at first, then the one that scores best.
    """
    chosen: list[int] = []
    truth: list[float] = []
    weight: list[float] = []
    first = 0
    for bag in bags:
        size = len(bag.grams)
        span = range(first, first + size)
        first += size
        label = bag.example.labels.get(name)
        if label is None or (not bag.example.valid and not label and name not in ABSENCE):
            continue
        if not label:
            chosen.extend(span)
            truth.extend([0.0] * size)
            weight.extend([1.0 if bag.example.kind is Kind.SENTENCE else 0.8] * size)
            continue
        cued = bag.cued.get(name, frozenset())
        if score is not None:
            values = [score[i] + (1.5 if i - span[0] in cued else 0.0) for i in span]
            pick = [span[int(np.argmax(values))]]
        else:
            pick = [span[0] + i for i in sorted(cued)] or list(span)
        chosen.extend(pick)
        truth.extend([1.0] * len(pick))
        weight.extend([1.0 / len(pick)] * len(pick))
    outcome, importance = np.array(truth), np.array(weight)
    event = outcome == 1.0
    positive = float(importance[event].sum()) or 1.0
    negative = float(importance[~event].sum()) or 1.0
    importance = np.where(event, importance * min(8.0, 0.5 * negative / positive), importance)
    return np.array(chosen, dtype=np.int64), outcome, importance


@dataclass(frozen=True, slots=True)
class Views:
    """Clause models of all criteria."""

    gram_weights: Array
    gram_bias: Array
    stance_weights: Array
    stance_bias: Array


def fit_views(bags: Sequence[Bag], clauses: Clauses, use: Array) -> Views:
    """Fit the word-run and the stance model of every criterion on the bags marked in `use`."""
    inside = use[clauses.bag]
    some = [bag for bag, keep in zip(bags, use, strict=True) if keep]
    part = Clauses(
        clauses.grams,
        [s for s, keep in zip(clauses.sparse, inside, strict=True) if keep],
        clauses.dense[inside],
        clauses.bag[inside],
    )
    everything = Wide(part.sparse, len(clauses.grams))
    found: list[tuple[Array, float, Array, float]] = []
    for name in LIBRARY:
        score: Array | None = None
        for _ in range(2):
            chosen, truth, importance = _instances(some, name, score)
            wide = Wide([part.sparse[i] for i in chosen], len(clauses.grams))
            beta, bias = fit_wide(wide, truth, importance, GRAM_PENALTY)
            dense, offset = fit(
                part.dense[chosen], truth, penalty=STANCE_PENALTY, weights=importance
            )
            score = everything.times(beta) + bias + part.dense @ dense + offset
        found.append((beta, bias, dense, offset))
    grams, gram_bias, stance, stance_bias = zip(*found, strict=True)
    return Views(
        np.round(np.array(grams).T, 3), np.round(np.array(gram_bias), 3),
        np.round(np.array(stance), 3), np.round(np.array(stance_bias), 3),
    )  # fmt: skip


def clause_scores(views: Views, clauses: Clauses) -> tuple[Array, Array]:
    """Return word-run and stance scores, clause by criterion."""
    wide = Wide(clauses.sparse, len(clauses.grams))
    by_gram = [wide.times(views.gram_weights[:, i]) for i in range(len(LIBRARY))]
    by_stance = clauses.dense @ views.stance_weights.T + views.stance_bias
    return np.round(np.stack(by_gram, axis=1) + views.gram_bias, 3), np.round(by_stance, 3)


def out_of_fold(bags: Sequence[Bag], clauses: Clauses) -> tuple[Array, Array]:
    """Return scores by models that have not seen the text's scenario."""
    folds = folds_of(bags)
    grams = np.zeros((len(clauses.sparse), len(LIBRARY)))
    stance = np.zeros_like(grams)
    for fold in range(FOLDS):
        by_gram, by_stance = clause_scores(fit_views(bags, clauses, folds != fold), clauses)
        mine = folds[clauses.bag] == fold
        grams[mine], stance[mine] = by_gram[mine], by_stance[mine]
    return grams, stance
