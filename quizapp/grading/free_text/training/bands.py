"""Fitting the band: a ridge sum over the true criteria of the replies with strict bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quizapp.domain.marking import ABSENCE, LIBRARY
from quizapp.grading.free_text.band import BandSum, band
from quizapp.grading.free_text.training.bags import Bag
from quizapp.grading.free_text.training.examples import further, hash_of
from quizapp.grading.free_text.training.fusing import PARTS, Outcome

Array = NDArray[Any]
RIDGE = 8.0
SHARE = 0.2
"""How much the close reading counts beside the sum."""


def strict(reply: Bag) -> bool:
    """Say whether the band of a reply follows the strict convention; the first 60 cases do not."""
    return further(reply.example.group) and reply.example.valid


def fit_bands(replies: Sequence[Bag]) -> BandSum:
    """Return the sum that comes nearest to the bands, given what each reply truly does.

    No presence criterion may lower the band and no breach may raise it.
    """
    chosen = [b.example for b in replies if strict(b)]
    rows = np.array([[float(e.labels.get(n, False)) for n in LIBRARY] for e in chosen])
    truth = np.array([float(e.band) for e in chosen])
    sign = np.array([-1.0 if n in ABSENCE else 1.0 for n in LIBRARY])
    middle, goal = rows.mean(axis=0), truth - truth.mean()
    shifted = rows - middle
    free = np.ones(len(LIBRARY), dtype=bool)
    weights = np.zeros(len(LIBRARY))
    while True:
        part = shifted[:, free]
        found = np.linalg.solve(part.T @ part + RIDGE * np.eye(part.shape[1]), part.T @ goal)
        wrong = found * sign[free] < 0
        if not wrong.any():
            break
        free[np.flatnonzero(free)[wrong]] = False
    weights[free] = np.round(found, 4)
    intercept = round(float(truth.mean() - middle @ weights), 4)
    return BandSum(tuple(map(float, weights)), intercept, SHARE)


def cross_fitted_bands(
    replies: Sequence[Bag], found: Mapping[str, Outcome]
) -> dict[str, list[int]]:
    """Return the bands of the replies with a close reading, in order.

    `fitted` by sums that have not seen the scenario, `worded` by the wording alone.
    """
    part = [hash_of("blend" + b.example.group) % PARTS for b in replies]
    sums = [
        fit_bands([b for b, p in zip(replies, part, strict=True) if p != one])
        for one in range(PARTS)
    ]  # fmt: skip
    fitted, worded = [], []
    for i, reply in enumerate(replies):
        if reply.close is None:
            continue
        events = {n: bool(found[n].event[i]) for n in LIBRARY}
        chances = {n: float(found[n].chance[i]) for n in LIBRARY}
        fitted.append(sums[part[i]].level(chances, events, reply.close))
        worded.append(band(events))
    return {"fitted": fitted, "worded": worded}
