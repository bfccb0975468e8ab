"""From grades to a result: section weights, the cut, and what only a person may decide.

The rule is section 5 of the syllabus (`docs/syllabus.md`): pass = total at or above the cut and at
least the plan's share of the points in the written sections. A blocker, or a total within one
standard error of the cut when replies were marked automatically, sends the result to a person; an
undecided criterion does so only if it could change the decision.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from quizapp.domain.attempt import Attempt
from quizapp.domain.items import Domain, ItemHead, ItemKind
from quizapp.domain.plan import ExamPlan
from quizapp.domain.result import Decision, Grade, PartScore, Result

WRITTEN_KINDS = frozenset({ItemKind.FREE_TEXT, ItemKind.CONVERSATION})
POINT_DECIMALS = 1
SHARE_DECIMALS = 9
"""Shares are compared without their last bits: half of the points is half, whatever the weights."""

Measure = Callable[[Grade], float]


def _points(grade: Grade) -> float:
    return grade.points


def _low(grade: Grade) -> float:
    return grade.low


def _high(grade: Grade) -> float:
    return grade.high


def share(grades: Sequence[Grade], measure: Measure = _points) -> float:
    """Return the mean of a measure, 0 to 1; 0 without grades."""
    return sum(measure(grade) for grade in grades) / len(grades) if grades else 0.0


def total(
    plan: ExamPlan, attempt: Attempt, grades: Mapping[str, Grade], measure: Measure = _points
) -> float:
    """Return the weighted total, points of 100 to one decimal."""
    weights = sum(section.weight for section in plan.sections)
    earned = sum(
        section.weight * share([grades[item] for item in form.items], measure)
        for section, form in zip(plan.sections, attempt.form.sections, strict=True)
    )
    return round(100 * earned / weights, POINT_DECIMALS)


def written_share(
    plan: ExamPlan,
    attempt: Attempt,
    grades: Mapping[str, Grade],
    heads: Mapping[str, ItemHead],
    measure: Measure = _points,
) -> float | None:
    """Return the share of points in sections of written replies and talks; None without any."""
    written = [
        (section.weight, share([grades[item] for item in form.items], measure))
        for section, form in zip(plan.sections, attempt.form.sections, strict=True)
        if all(heads[item].kind in WRITTEN_KINDS for item in form.items)
    ]
    weight = sum(w for w, _ in written)
    if not weight:
        return None
    return round(sum(w * value for w, value in written) / weight, SHARE_DECIMALS)


def band_word(plan: ExamPlan, points: float) -> str:
    """Return the word of the highest band reached, or an empty string."""
    reached = [band for band in plan.bands if points >= band.minimum]
    return max(reached, key=lambda band: band.minimum).word if reached else ""


def decide(
    plan: ExamPlan,
    attempt: Attempt,
    grades: Mapping[str, Grade],
    *,
    heads: Mapping[str, ItemHead],
    domains: Sequence[Domain],
    decided_at: datetime,
    reviewed: bool = False,
) -> Result:
    """Return the result of an attempt.

    `reviewed` means that a person has read what held it back: blockers and closeness to the cut
    hold no more, but what readers left undecided still does if it could change the decision.
    """
    points = total(plan, attempt, grades)
    low, high = (total(plan, attempt, grades, m) for m in (_low, _high))
    written = [written_share(plan, attempt, grades, heads, m) for m in (_points, _low, _high)]
    verdict, reasons, held = _verdict(
        plan, grades, totals=(points, low, high), written=written, reviewed=reviewed
    )
    return Result(
        attempt=attempt.id,
        decision=verdict,
        points=points,
        low=low,
        high=high,
        cut=plan.cut,
        cut_status=plan.cut_status.value,
        band=band_word(plan, points),
        written_share=written[0],
        sections=_sections(plan, attempt, grades),
        domains=_parts([(d.id, d.title) for d in domains], grades, lambda i: heads[i].domain),
        objectives=_parts(
            [(o.id, o.text) for d in domains for o in d.objectives],
            grades,
            lambda i: heads[i].objective,
        ),
        grades=dict(grades),
        reasons=reasons,
        held_by=held,
        decided_at=decided_at,
    )


def _passes(plan: ExamPlan, points: float, written: float | None) -> bool:
    enough = written is None or written >= plan.min_written
    return plan.cut is not None and points >= plan.cut and enough


def _verdict(
    plan: ExamPlan,
    grades: Mapping[str, Grade],
    *,
    totals: tuple[float, float, float],
    written: Sequence[float | None],
    reviewed: bool,
) -> tuple[Decision, tuple[str, ...], tuple[str, ...]]:
    points = totals[0]
    if plan.cut is None:
        return Decision.NONE, (), ()
    passed = _passes(plan, points, written[0])
    reasons = [_distance(points, plan)]
    if written[0] is not None and plan.min_written and written[0] < plan.min_written:
        reasons.append(
            f"The written parts reached {100 * written[0]:.0f} % of their points; "
            f"{100 * plan.min_written:.0f} % are needed."
        )
    held, why = _held(plan, grades, totals=totals, written=written, reviewed=reviewed)
    reasons += why
    if held:
        return Decision.WAITING, tuple(reasons), held
    return (Decision.PASSED if passed else Decision.NOT_YET), tuple(reasons), ()


def _held(
    plan: ExamPlan,
    grades: Mapping[str, Grade],
    *,
    totals: tuple[float, float, float],
    written: Sequence[float | None],
    reviewed: bool,
) -> tuple[tuple[str, ...], list[str]]:
    """Return the items that a person has to read first, and the reasons in sentences."""
    points, low, high = totals
    cut = plan.cut or 0.0
    held: list[str] = []
    reasons: list[str] = []
    blocked = [grade.item for grade in grades.values() if grade.blockers]
    if reviewed:
        reasons.append("A person has read the replies that held the result back.")
    elif blocked:
        held += blocked
        reasons.append("A reply may break a rule that only a person may judge.")
    automatic = [grade.item for grade in grades.values() if grade.marker]
    undecided = [grade.item for grade in grades.values() if grade.low < grade.high]
    if _passes(plan, low, written[1]) != _passes(plan, high, written[2]):
        held += undecided
        reasons.append("The result depends on criteria that the marker could not decide.")
    elif undecided:
        answers = "1 answer has" if len(undecided) == 1 else f"{len(undecided)} answers have"
        reasons.append(
            f"{answers} criteria that could not be decided; they do not change the result."
        )
    if automatic and plan.certificate and not reviewed and is_close(plan, points, cut):
        held += automatic
        reasons.append(
            f"The total is within {plan.standard_error:g} points of the mark, "
            "so a person reads the written replies."
        )
    return tuple(dict.fromkeys(held)), reasons


def is_close(plan: ExamPlan, points: float, cut: float) -> bool:
    """Tell whether a total is so close to the cut that chance in marking could decide it."""
    return abs(points - cut) < plan.standard_error


def _distance(points: float, plan: ExamPlan) -> str:
    cut = plan.cut or 0.0
    gap = round(abs(points - cut), POINT_DECIMALS)
    if not gap:
        return f"{points:g} of 100, exactly at the mark of {cut:g} ({plan.cut_status})."
    side = "above" if points >= cut else "below"
    return f"{points:g} of 100, {gap:g} points {side} the mark of {cut:g} ({plan.cut_status})."


def _sections(
    plan: ExamPlan, attempt: Attempt, grades: Mapping[str, Grade]
) -> tuple[PartScore, ...]:
    return tuple(
        _part(section.id, section.title, [grades[item] for item in form.items])
        for section, form in zip(plan.sections, attempt.form.sections, strict=True)
    )


def _part(part_id: str, title: str, grades: Sequence[Grade]) -> PartScore:
    points, low, high = (
        round(100 * share(grades, m), POINT_DECIMALS) for m in (_points, _low, _high)
    )
    return PartScore(id=part_id, title=title, points=points, items=len(grades), low=low, high=high)


def _parts(
    names: Sequence[tuple[str, str]],
    grades: Mapping[str, Grade],
    part_of: Callable[[str], str],
) -> tuple[PartScore, ...]:
    parts = []
    for part_id, title in names:
        mine = [grade for item, grade in grades.items() if part_of(item) == part_id]
        if mine:
            parts.append(_part(part_id, title, mine))
    return tuple(parts)
