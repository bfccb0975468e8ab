"""Which sentence carries an outcome that no cue supports, and whether it may.

The learned views weigh words, not who does what: “I have not ordered it” reads much like “I have
ordered it”. Where they decide alone, a sentence that denies the act, leaves the fault with others
or clears the customer carries nothing, and another sentence has to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quizapp.grading.free_text.features import FAR, HARMFUL, Scores
from quizapp.grading.free_text.polarity import IDLE, unsaid
from quizapp.grading.free_text.rules import RuleView
from quizapp.grading.free_text.text import Passage
from quizapp.grading.free_text.verdicts import CLEAR_CUE, GUARDED

WEIGHED = GUARDED | {*HARMFUL, "positive_framing"}
"""Criteria where a sentence whose clear cue was voided carries nothing either."""
HOLDS = 0.0005
"""What the scores of a sentence must add up to for it to carry an outcome."""


@dataclass(frozen=True, slots=True)
class Carried:
    """The sentence that weighs most; `guard` says why no sentence may carry the outcome.

    `elsewhere` is the best score in the close reading of a sentence that no guard voided.
    """

    clause: int
    guard: str | None
    elsewhere: float


Alone = Callable[[Sequence[int]], Sequence[float]]
"""How some sentences score in the close reading when they are read without the others."""


def carried(
    name: str, view: RuleView, reply: Passage, scores: Scores, alone: Alone | None = None
) -> Carried:
    """Return what carries one criterion in the learned views.

    A sentence that a guard voided colours how those beside it are read. Where one of these would
    carry the outcome, `alone` tells how they read without it.
    """
    size = len(scores.close[name])
    weights = [
        round(scores.grams[name][i] + scores.stance[name][i] + scores.close[name][i], 3)
        for i in range(size)
    ]  # fmt: skip
    if not weights:
        return Carried(0, None, -FAR)
    void = {
        hit.clause: hit.guard
        for hit in view.hits.get(name, ())
        if name in WEIGHED and hit.guard is not None and hit.weight >= CLEAR_CUE
    }
    for clause in reply.clauses:
        why = unsaid(name, clause.norm)
        if why is not None:
            void[clause.index] = why
    free = [i for i in range(size) if i not in void]
    close = dict.fromkeys(range(size), -FAR) | {i: scores.close[name][i] for i in free}
    if void and free and alone is not None and max(close[i] for i in free) > 0:
        close |= dict(zip(free, alone(free), strict=True))
        for i in free:
            weights[i] = round(weights[i] - scores.close[name][i] + close[i], 3)
    elsewhere = max((close[i] for i in free), default=-FAR)
    best = max((weights[i] for i in free), default=HOLDS - 1)
    if not void or best >= HOLDS:
        top = max(free, key=lambda i: (weights[i], -i))
        return Carried(top, None, elsewhere)
    top = max(sorted(void), key=lambda i: (void[i] != IDLE, weights[i]))
    return Carried(top, void[top], elsewhere)
