# ruff: noqa: PLR2004  # tables of patterns and measured weights read best in one piece
"""Criteria that an author adds: a definition, some examples, and an honest status.

Such a criterion is fitted in well under a second and gives advice only. It becomes decisive when
enough labelled replies show that it works; `check` counts them and says what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from quizapp.domain.marking import CriterionMark, Evidence, Polarity
from quizapp.grading.free_text.text import Passage, read
from quizapp.grading.free_text.vocabulary import repair

if TYPE_CHECKING:
    from numpy.typing import NDArray

MIN_EXAMPLES = 8
MIN_LABELLED = 60
MIN_F1 = 0.75
MIN_COVERAGE = 0.8


class Status(StrEnum):
    """Whether marks on a criterion may count."""

    PROVISIONAL = "provisional"
    CALIBRATED = "calibrated"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthoredCriterion:
    """What an author writes: a name, the definition, and sentences that do and do not meet it."""

    ident: str
    definition: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledReply:
    """One reply with an author's decision on the criterion."""

    reply: str
    met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionCheck:
    """What is known about an authored criterion; `status` decides whether it may count."""

    status: Status
    faults: tuple[str, ...]
    labelled: int
    f1: float | None
    coverage: float | None


class FittedCriterion:
    """An authored criterion ready to mark; made by `fit_criterion`."""

    def __init__(
        self,
        criterion: AuthoredCriterion,
        weights: NDArray[Any],
        bias: float,
        good: NDArray[Any],
        bad: NDArray[Any],
    ) -> None:
        """Keep the weights over sentence numbers and the vectors of the examples."""
        self.criterion, self._weights, self._bias, self._good, self._bad = (
            criterion,
            weights,
            bias,
            good,
            bad,
        )

    def chances(self, passage: Passage) -> list[float]:
        """Return the chance of each clause to meet the criterion, rounded to three decimals."""
        import numpy as np  # noqa: PLC0415  # numpy is loaded at the first mark only

        found = []
        for clause in passage.clauses:
            row = _row(passage.original[clause.start : clause.end], self._good, self._bad)
            found.append(
                round(float(0.5 + 0.5 * np.tanh(0.5 * (row @ self._weights + self._bias))), 3)
            )
        return found

    def mark(self, reply: str) -> CriterionMark:
        """Mark a reply; the mark is advice, and close calls are for a person."""
        passage = read(reply, repair)
        chances = self.chances(passage)
        best = max(range(len(chances)), key=lambda i: (chances[i], -i), default=None)
        chance = chances[best] if best is not None else 0.0
        met = chance >= 0.5005  # one half, off the grid of three decimals
        evidence: tuple[Evidence, ...] = ()
        if best is not None and met:
            clause = passage.clauses[best]
            start, end = passage.span(clause.offset, clause.offset + len(clause.norm))
            evidence = (
                Evidence(
                    start=start,
                    end=end,
                    text=reply[start:end],
                    why="close to the author's examples",
                    polarity=Polarity.FOR,
                ),
            )
        advice = "" if met else f"What is asked for: {self.criterion.definition}"
        return CriterionMark(
            met=met,
            confidence=round(max(chance, 1 - chance), 3),
            review=0.4 < chance < 0.6,
            evidence=evidence,
            advice=advice,
        )  # the doubtful middle


_NEGATED = re.compile(r"\b(?:not|never|no|nobody|nothing|n't|without)\b|n['’]t\b", re.IGNORECASE)
_CONDITIONAL = re.compile(r"\b(?:if|would|could|might|unless|should have)\b", re.IGNORECASE)


def _row(text: str, good: NDArray[Any], bad: NDArray[Any]) -> NDArray[Any]:
    import numpy as np  # noqa: PLC0415  # as above

    from quizapp.grading.free_text.vectors import vector  # noqa: PLC0415  # loads the sentence model

    own = vector(text.strip())
    near_good, near_bad = np.sort(good @ own), np.sort(bad @ own)
    contrast = [near_good[-1] - near_bad[-1], near_good[-3:].mean() - near_bad[-3:].mean()]
    return np.concatenate(
        [
            own,
            3 * np.array(contrast),
            [
                0.5 * bool(_NEGATED.search(text)),
                0.5 * bool(_CONDITIONAL.search(text)),
                0.5 * text.strip().endswith("?"),
            ],
        ]
    )


def fit_criterion(criterion: AuthoredCriterion) -> FittedCriterion:
    """Fit an authored criterion to its own examples; the same examples give the same weights."""
    import numpy as np  # noqa: PLC0415  # as above

    from quizapp.grading.free_text.regression import fit  # noqa: PLC0415  # needs numpy
    from quizapp.grading.free_text.vectors import vector  # noqa: PLC0415  # loads the sentence model

    good = np.array([vector(t.strip()) for t in criterion.examples])
    bad = np.array([vector(t.strip()) for t in criterion.counter_examples])
    texts = [*criterion.examples, *criterion.counter_examples]
    rows = []
    for number, text in enumerate(texts):
        own_good = np.delete(good, number, axis=0) if number < len(good) else good
        own_bad = np.delete(bad, number - len(good), axis=0) if number >= len(good) else bad
        rows.append(_row(text, own_good, own_bad))
    truth = np.array([1.0] * len(good) + [0.0] * len(bad))
    balance = np.where(truth > 0, len(bad), len(good)) * 2.0 / len(texts)
    weights, bias = fit(np.array(rows), truth, penalty=0.3, weights=balance)
    return FittedCriterion(criterion, weights, bias, good, bad)


def faults_of(criterion: AuthoredCriterion) -> tuple[str, ...]:
    """Return what an author should still do before the criterion can be fitted well."""
    faults: list[str] = []
    for name, texts in (
        ("examples", criterion.examples),
        ("counter-examples", criterion.counter_examples),
    ):
        if len(texts) < MIN_EXAMPLES:
            faults.append(f"has {len(texts)} {name}; write at least {MIN_EXAMPLES}")
    if not criterion.definition.strip():
        faults.append("has no definition; say in one sentence when it is met")
    both = set(criterion.examples) & set(criterion.counter_examples)
    if both:
        faults.append(f"gives “{min(both)}” as example and as counter-example")
    if sum(bool(_NEGATED.search(t)) for t in criterion.counter_examples) < 3:  # three near misses
        faults.append("needs three counter-examples with a negation, such as “I will not …”")
    if sum(bool(_CONDITIONAL.search(t)) for t in criterion.counter_examples) < 2:  # two near misses
        faults.append(
            "needs two counter-examples that are only hypothetical, such as “if we had …”"
        )
    return tuple(faults)


def check(criterion: AuthoredCriterion, labelled: Sequence[LabelledReply] = ()) -> CriterionCheck:
    """Say whether the criterion may count, and if not, what is missing."""
    faults = list(faults_of(criterion))
    if len(criterion.examples) < 2 or len(criterion.counter_examples) < 2:  # nothing to contrast
        return CriterionCheck(
            status=Status.PROVISIONAL,
            faults=tuple(faults),
            labelled=len(labelled),
            f1=None,
            coverage=None,
        )
    if len(labelled) < MIN_LABELLED:
        faults.append(
            f"is provisional: {len(labelled)} of {MIN_LABELLED} labelled replies are there"
        )
        return CriterionCheck(
            status=Status.PROVISIONAL,
            faults=tuple(faults),
            labelled=len(labelled),
            f1=None,
            coverage=None,
        )
    fitted = fit_criterion(criterion)
    marks = [(fitted.mark(r.reply), r.met) for r in labelled]
    sure = [(m.met, met) for m, met in marks if not m.review]
    hit = sum(a and b for a, b in sure)
    wrong = sum(a != b for a, b in sure)
    f1 = round(2 * hit / (2 * hit + wrong), 3) if hit else 0.0
    coverage = round(len(sure) / len(marks), 3)
    if f1 < MIN_F1:
        faults.append(f"is provisional: F1 {f1:.2f} on the labelled replies, {MIN_F1} is needed")
    if coverage < MIN_COVERAGE:
        faults.append(f"is provisional: decides only {coverage:.0%} of the replies")
    good = f1 >= MIN_F1 and coverage >= MIN_COVERAGE
    return CriterionCheck(
        status=Status.CALIBRATED if good else Status.PROVISIONAL,
        faults=tuple(faults),
        labelled=len(labelled),
        f1=f1,
        coverage=coverage,
    )
