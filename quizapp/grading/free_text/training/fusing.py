"""The fusion: one calibrated logistic model for each criterion over all views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quizapp.domain.marking import ABSENCE, LIBRARY
from quizapp.grading.free_text.carriers import carried
from quizapp.grading.free_text.features import FAR, Scores, blend_row, columns, fusion_row
from quizapp.grading.free_text.regression import fit, sigmoid
from quizapp.grading.free_text.training.bags import Bag, folds_of
from quizapp.grading.free_text.training.examples import (
    FOLDS,
    asked,
    hash_of,
    held_out,
    later,
    ordinary,
    told_briefly,
)  # fmt: skip
from quizapp.grading.free_text.training.views import Clauses
from quizapp.grading.free_text.vectors import UNASKED, CloseReading
from quizapp.grading.free_text.verdicts import NONE, Cut, settle

Array = NDArray[Any]
FUSION_PENALTY, BLEND_PENALTY = 0.4, 0.1
READING = 0.75
"""Weight of the close reading beside the linear views."""
CASE_BOUND = frozenset({"personalise"})
"""Criteria that only the case decides: who the customer is, the close reading does not see."""
LOWEST, HIGHEST = 0.2, 0.65
"""Where a cut may lie."""
PARTS = 5
"""Parts by scenario in which the second step is left out in turn."""
FRESH = 2.5
"""Weight in the fusion of replies that were not read while the cues were written: there the cues
are as good as they will be on new replies, elsewhere a little better."""
ORDINARY = 3.0
"""How much more replies of the ordinary mix count, so that chances and cuts fit breaches as rare as
in life; the other further replies are rich in them on purpose."""
BRIEFLY = 1.0
"""Weight of the replies to briefly told cases, every second of which breaks a criterion."""
DOUBTED = 0.022
"""Share of replies around the cut that count as undecided."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the fusion of each criterion sees of every whole reply, by scenarios left out.

    `close` holds the log odds of the close reading (best sentence, whole reply) for the replies
    that the tuned layers have not met; `support` the best score of any sentence; `unsaid` why
    no sentence may carry the outcome without a cue; `elsewhere` the best reading of any that may.
    """

    replies: Sequence[Bag]
    rows: Mapping[str, Array]
    close: Mapping[str, Array]
    support: Mapping[str, Array]
    unsaid: Mapping[str, Sequence[str | None]]
    elsewhere: Mapping[str, Array]
    read: Array
    """Which replies have a close reading."""

    @property
    def folds(self) -> Array:
        """The fold of each reply."""
        return folds_of(self.replies)

    def judged(self, name: str) -> Array:
        """Which replies the fusion of a criterion can learn from."""
        return np.array([b.judged(name) for b in self.replies])

    def truth(self, name: str) -> Array:
        """Return whether the event of a criterion is there, reply by reply."""
        return np.array([float(b.example.labels.get(name, False)) for b in self.replies])


def inputs_of(bags: Sequence[Bag], clauses: Clauses, grams: Array, stance: Array) -> Inputs:
    """Return the inputs of all whole replies, which come first among the bags."""
    starts = np.searchsorted(clauses.bag, np.arange(len(bags) + 1))
    replies = [b for b in bags if b.whole]
    rows: dict[str, list[list[float]]] = {name: [] for name in LIBRARY}
    close: dict[str, list[list[float]]] = {name: [] for name in LIBRARY}
    support: dict[str, list[float]] = {name: [] for name in LIBRARY}
    unsaid: dict[str, list[str | None]] = {name: [] for name in LIBRARY}
    elsewhere: dict[str, list[float]] = {name: [] for name in LIBRARY}
    for i, bag in enumerate(replies):
        part = slice(int(starts[i]), int(starts[i + 1]))
        reading = bag.close or NOTHING_READ
        scores = Scores(
            {name: grams[part, k].tolist() for k, name in enumerate(LIBRARY)},
            {name: stance[part, k].tolist() for k, name in enumerate(LIBRARY)},
            {name: [c[k] for c in reading.clauses] for k, name in enumerate(LIBRARY)},
            dict(zip(LIBRARY, reading.whole, strict=True)),
        )
        for name in LIBRARY:
            rows[name].append(fusion_row(name, bag.view, bag.numbers, scores))
            close[name].append(blend_row(name, 0.0, scores)[1:])
            support[name].append(scores.support(name))
            carrier = carried(name, bag.view, bag.example.passage, scores)
            unsaid[name].append(carrier.guard)
            elsewhere[name].append(carrier.elsewhere)
    read = np.array([b.close is not None for b in replies])
    return Inputs(
        replies, _arrays(rows), _arrays(close), _arrays(support), unsaid, _arrays(elsewhere), read
    )


def _arrays(values: Mapping[str, Sequence[Any]]) -> dict[str, Array]:
    return {name: np.array(value) for name, value in values.items()}


NOTHING_READ = CloseReading((), (0.0,) * len(LIBRARY), (0.0,) * 4, 0.0, UNASKED)


@dataclass(frozen=True, slots=True)
class Fused:
    """A fitted fusion: the sum over the linear views, and its blend with the close reading."""

    weights: Array
    intercept: float
    blend: Array
    shift: float
    cut: Cut


def left_out_sums(name: str, inputs: Inputs) -> Array:
    """Return the sum over the linear views, for each reply by a fit without its scenario's fold."""
    known, truth, folds = inputs.judged(name), inputs.truth(name), inputs.folds
    rows, weight = inputs.rows[name], weights_of(name, inputs.replies)
    found = np.zeros(len(truth))
    for fold in range(FOLDS):
        inside, mine = known & (folds != fold), folds == fold
        beta, bias = fit(
            rows[inside], truth[inside], penalty=FUSION_PENALTY, weights=weight[inside]
        )
        found[mine] = rows[mine] @ np.round(beta, 4) + round(float(bias), 4)
    return np.clip(np.round(found, 3), -FAR, FAR)


def weights_of(name: str, replies: Sequence[Bag]) -> Array:
    """Return how much each reply counts for a criterion."""
    return np.array([_weight(name, b.example.group) for b in replies])


def _weight(name: str, group: str) -> float:
    if later(group) and not asked(group, name):
        return 0.0
    if told_briefly(group):
        return BRIEFLY
    return (FRESH if held_out(group) else 1.0) * (ORDINARY if ordinary(group) else 1.0)


def fit_blend(name: str, inputs: Inputs, sums: Array, use: Array) -> tuple[Array, float, Cut]:
    """Calibrate the second step on the replies in `use` that have a close reading.

    The share of the reading is set, not fitted: a few hundred replies are too few for that.
    """
    known = use & inputs.judged(name) & inputs.read
    part = 0.0 if name in CASE_BOUND else READING / 2
    score = sums + inputs.close[name] @ np.array([part, part])
    truth, weight = inputs.truth(name)[known], weights_of(name, inputs.replies)[known]
    slope, shift = fit(score[known][:, None], truth, penalty=BLEND_PENALTY, weights=weight)
    blend = np.round(float(slope[0]) * np.array([1.0, part, part]), 4)
    shift = round(float(shift), 4)
    design = np.column_stack([sums, inputs.close[name]])[known]
    chance = np.round(sigmoid(design @ blend + shift), 3)
    cut = best_cut(chance, weight)
    return blend, shift, Cut(cut, *doubt(chance, cut))


def fit_fusion(name: str, inputs: Inputs) -> Fused:
    """Fit both steps of one criterion on everything."""
    known = inputs.judged(name)
    beta, bias = fit(
        inputs.rows[name][known], inputs.truth(name)[known], penalty=FUSION_PENALTY,
        weights=weights_of(name, inputs.replies)[known],
    )  # fmt: skip
    everything = np.ones(len(inputs.replies), dtype=bool)
    blend, shift, cut = fit_blend(name, inputs, left_out_sums(name, inputs), everything)
    return Fused(np.round(beta, 4), round(float(bias), 4), blend, shift, cut)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a criterion came to for each reply, decided without having seen its scenario."""

    chance: Array
    event: Array
    doubt: Array


def cross_fitted(name: str, inputs: Inputs, refused: Array) -> Outcome:
    """Decide one criterion for the replies with a close reading, scenario by scenario left out."""
    sums = left_out_sums(name, inputs)
    part = np.array([hash_of("blend" + b.example.group) % PARTS for b in inputs.replies])
    size = len(inputs.replies)
    found = Outcome(np.zeros(size), np.zeros(size, dtype=bool), np.zeros(size, dtype=bool))
    for one in range(PARTS):
        blend, shift, cut = fit_blend(name, inputs, sums, part != one)
        design = np.column_stack([sums, inputs.close[name]])
        chance = np.round(sigmoid(design @ blend + shift), 3)
        for i in np.flatnonzero((part == one) & inputs.read).tolist():
            bag = inputs.replies[i]
            off = name == "no_public_data" and bag.example.case.channel != "social"
            support = float(inputs.support[name][i])
            verdict = settle(
                name, bag.view, float(chance[i]), cut, support, inputs.unsaid[name][i],
                float(inputs.elsewhere[name][i]),
            )  # fmt: skip
            found.chance[i] = NONE if off else verdict.chance
            found.event[i] = verdict.event and not off and (name in ABSENCE or not refused[i])
            found.doubt[i] = verdict.doubt and not off and not refused[i]
    return found


def best_cut(chance: Array, weight: Array) -> float:
    """Return the cut from which the expected F1 is best, off the grid of rounded chances.

    It follows from the calibrated chances alone, so that a few chance hits do not move it.
    """
    order = np.argsort(-chance, kind="stable")
    hits, count = np.cumsum((chance * weight)[order]), np.cumsum(weight[order])
    best = int(np.argmax(2 * hits / (count + hits[-1])))
    return round(min(max(float(chance[order][best]), LOWEST), HIGHEST) - 0.0005, 4)


def doubt(chance: Array, cut: float) -> tuple[float, float]:
    """Return the band around the cut that holds the replies nearest to it."""
    middle = float(_log_odds(np.array([cut]))[0])
    distance = np.sort(np.abs(_log_odds(chance) - middle))
    width = float(distance[max(0, int(DOUBTED * len(distance)) - 1)])
    low, high = sigmoid(np.array([middle - width])), sigmoid(np.array([middle + width]))
    return round(float(low[0]) - 0.0005, 4), round(float(high[0]) + 0.0005, 4)


def _log_odds(chance: Array) -> Array:
    safe = np.clip(chance, 0.001, 0.999)
    return np.asarray(np.log(safe / (1 - safe)))


def f1_of(truth: Array, guess: Array) -> float:
    """Return the F1 of the event."""
    hit = float((truth & guess).sum())
    return 2 * hit / (2 * hit + float((truth != guess).sum())) if hit else 0.0


def written(name: str, fused: Fused) -> Mapping[str, Any]:
    """Return a fusion as it stands in the model file."""
    return {
        "weights": fused.weights.tolist(), "intercept": fused.intercept,
        "blend": fused.blend.tolist(), "shift": fused.shift, "threshold": fused.cut.threshold,
        "low": fused.cut.low, "high": fused.cut.high, "columns": columns(name),
    }  # fmt: skip
