"""Fitting the band: a ridge sum and the cuts between its bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quizapp.domain.marking import LIBRARY
from quizapp.grading.free_text.band import BandSum, band, band_row, capped, kappa
from quizapp.grading.free_text.training.bags import Bag
from quizapp.grading.free_text.training.examples import hash_of
from quizapp.grading.free_text.training.fusing import PARTS, Outcome

Array = NDArray[Any]
RIDGE = 8.0


def fit_bands(rows: Array, truth: Array) -> BandSum:
    """Return the sum that comes nearest to the bands, and the cuts with the best kappa."""
    middle = rows.mean(axis=0)
    shifted, goal = rows - middle, truth - truth.mean()
    gram = shifted.T @ shifted + RIDGE * np.eye(rows.shape[1])
    weights = np.round(np.linalg.solve(gram, shifted.T @ goal), 4)
    intercept = round(float(truth.mean() - middle @ weights), 4)
    value = np.round(rows @ weights + intercept, 3)
    cuts = [0.5005, 1.5005, 2.5005, 3.5005]
    bands = [int(t) for t in truth]
    for _ in range(2):
        for place in range(4):
            best = cuts[place]
            top = kappa(bands, levels(value, cuts))
            for step in range(-12, 13):
                tried = round(place + 0.5005 + step / 40, 4)
                trial = [*cuts[:place], tried, *cuts[place + 1 :]]
                if trial != sorted(trial):
                    continue
                found = kappa(bands, levels(value, trial)) - 0.002 * abs(step) / 12
                if found > top + 1e-9:
                    best, top = tried, found
            cuts[place] = best
    return BandSum(tuple(map(float, weights)), intercept, tuple(cuts))


def levels(value: Array, cuts: Sequence[float]) -> list[int]:
    """Return the band of each value."""
    return [int(v) for v in (value[:, None] > np.array(cuts)).sum(axis=1)]


def rows_of_bands(
    replies: Sequence[Bag], found: Mapping[str, Outcome]
) -> tuple[Array, list[dict[str, bool]]]:
    """Return the input of the sum for each reply with a close reading, and what each does."""
    rows, done = [], []
    for i, reply in enumerate(replies):
        if reply.close is None:
            continue
        events = {n: bool(found[n].event[i]) for n in LIBRARY}
        chances = {n: float(found[n].chance[i]) for n in LIBRARY}
        rows.append(band_row(chances, events, reply.close))
        done.append(events)
    return np.array(rows), done


def cross_fitted_bands(
    rows: Array, done: Sequence[Mapping[str, bool]], replies: Sequence[Bag]
) -> dict[str, list[int]]:
    """Return the bands by sums that have not seen the scenario, and those by the wording alone."""
    truth = np.array([float(b.example.band) for b in replies])
    valid = np.array([b.example.valid for b in replies])
    part = np.array([hash_of("blend" + b.example.group) % PARTS for b in replies])
    fitted = [0] * len(replies)
    for one in range(PARTS):
        inside = (part != one) & valid
        known = fit_bands(rows[inside], truth[inside])
        value = np.round(rows @ np.array(known.weights) + known.intercept, 3)
        for i in np.flatnonzero(part == one).tolist():
            fitted[i] = capped(int((value[i] > np.array(known.cuts)).sum()), done[i])
    return {"fitted": fitted, "worded": [band(d) for d in done]}
