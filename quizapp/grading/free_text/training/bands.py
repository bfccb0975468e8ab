"""Fitting the band: a ridge sum over the true criteria of the replies whose band is settled.

The definition of the bands leaves open what a reply is worth that breaks a criterion and helps with
nothing. The first readers, who had a convention for that (0), decide there; where nothing is
broken, those who read by the definition alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quizapp.domain.marking import ABSENCE, LIBRARY
from quizapp.grading.free_text.band import BandSum, band
from quizapp.grading.free_text.features import HARMFUL
from quizapp.grading.free_text.training.bags import Bag
from quizapp.grading.free_text.training.examples import Example, hash_of
from quizapp.grading.free_text.training.fusing import PARTS, Outcome

Array = NDArray[Any]
RIDGE = 8.0
SHARE = 0.3
"""How much the close reading counts beside the sum. It learnt the convention of the first readers:
the reserve, which they judged, would have 0.4, the readable half, which they did not, none."""


def band_of(example: Example, again: Mapping[str, int]) -> int:
    """Return the band that counts of a reply; `again` are those read by the definition alone."""
    harmed = any(example.labels.get(name) for name in HARMFUL)
    return example.band if harmed or not example.valid else again.get(example.ident, example.band)


def settled(example: Example, again: Mapping[str, int]) -> int | None:
    """Return the band that counts of a reply, None where nothing is broken and one reader judged.

    That one reader had a convention of the writers' own.
    """
    known = example.ident in again or any(example.labels.get(name) for name in HARMFUL)
    return band_of(example, again) if known or not example.valid else None


def fit_bands(replies: Sequence[Bag], again: Mapping[str, int]) -> BandSum:
    """Return the sum that comes nearest to the settled bands, given what each reply truly does.

    No presence criterion may lower the band and no breach may raise it.
    """
    sure = [(b.example, settled(b.example, again)) for b in replies if b.example.valid]
    chosen = [e for e, level in sure if level is not None]
    rows = np.array([[float(e.labels.get(n, False)) for n in LIBRARY] for e in chosen])
    truth = np.array([float(band_of(e, again)) for e in chosen])
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
    replies: Sequence[Bag], found: Mapping[str, Outcome], again: Mapping[str, int]
) -> dict[str, list[int]]:
    """Return the bands of the replies with a close reading, in order.

    `fitted` by sums that have not seen the scenario, `worded` by the wording alone.
    """
    part = [hash_of("blend" + b.example.group) % PARTS for b in replies]
    sums = [
        fit_bands([b for b, p in zip(replies, part, strict=True) if p != one], again)
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
