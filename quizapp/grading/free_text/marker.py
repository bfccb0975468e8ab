# tables of patterns and measured weights read best in one piece
"""The marker: case and reply in, marking out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from quizapp.domain.marking import (
    ABSENCE,
    LIBRARY,
    PASS_LINE,
    WEIGHTS,
    Case,
    CriterionMark,
    Marking,
    weighted_share,
)
from quizapp.grading.free_text.weights import version

if TYPE_CHECKING:
    from quizapp.grading.free_text.decision import Decision


class Marker:
    """Marks written replies; holds no state between two marks."""

    __slots__ = ("_version",)

    def __init__(self) -> None:
        """Prepare a marker; nothing is loaded before the first mark."""
        self._version: str | None = None

    @classmethod
    def load(cls) -> Marker:
        """Return a marker; word lists and weights are read at the first mark."""
        return cls()

    @property
    def version(self) -> str:
        """Return "name version hash" of the code and the weights that decide."""
        if self._version is None:
            self._version = version()
        return self._version

    def mark(
        self,
        case: Case,
        reply: str,
        *,
        criteria: Sequence[str] | None = None,
        weights: Mapping[str, float] | None = None,
    ) -> Marking:
        """Mark `reply` to `case`; all criteria of the library and its weights when left out."""
        from quizapp.grading.free_text.decision import decide  # noqa: PLC0415  # loads word lists

        asked = tuple(criteria) if criteria is not None else LIBRARY
        unknown = [name for name in asked if name not in LIBRARY]
        if unknown:
            message = f"not in the library: {', '.join(unknown)}"
            raise ValueError(message)
        decision = decide(case, reply)
        own = {name: float((weights or {}).get(name, WEIGHTS[name])) for name in asked}
        marks = {name: decision.marks[name] for name in asked}
        score = 0.0
        if decision.invalid_reason is None:
            score = weighted_share({name: mark.met for name, mark in marks.items()}, own)
        return Marking(
            valid_attempt=decision.invalid_reason is None,
            invalid_reason=decision.invalid_reason,
            band=decision.band,
            score=round(score, 4),
            needs_review=_matters(decision, marks, own),
            marker=self.version,
            criteria=marks,
        )


def _matters(
    decision: Decision, marks: Mapping[str, CriterionMark], weights: Mapping[str, float]
) -> bool:
    """Whether anything undecided could change what happens to the learner."""
    if decision.validity_undecided:
        return True
    if decision.invalid_reason is not None:
        return False
    low = weighted_share({n: m.met and not m.review for n, m in marks.items()}, weights)
    high = weighted_share({n: m.met or m.review for n, m in marks.items()}, weights)
    if low < PASS_LINE <= high:
        return True
    return any(
        name in ABSENCE and marks[name].review for name in decision.blockers if name in marks
    )
