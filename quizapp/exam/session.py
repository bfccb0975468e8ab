"""Moving in a form: what may be reached, what is shown in the overview, what handing in does.

Pure functions over a frozen `Attempt` and its plan; the caller stores what comes back.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from quizapp.domain.answers import is_given
from quizapp.domain.attempt import Attempt, AttemptState, SectionClock
from quizapp.domain.plan import ExamPlan, Navigation, Section, TimeOut

OPEN = frozenset({AttemptState.IN_PROGRESS, AttemptState.OVERDUE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One question in the overview; `number` counts from 1 within the section."""

    number: int
    item: str
    answered: bool
    flagged: bool
    current: bool
    visited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many questions of a section have an answer or a flag."""

    items: int
    answered: int
    flagged: int

    @property
    def unanswered(self) -> int:
        """Return how many have no answer."""
        return self.items - self.answered


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """What handing in a section led to."""

    attempt: Attempt
    next_section: bool
    finished: bool


def section_of(plan: ExamPlan, attempt: Attempt) -> Section:
    """Return the section the attempt stands in."""
    return plan.sections[attempt.section]


def items_of(attempt: Attempt) -> tuple[str, ...]:
    """Return the ids of the current section's items in order."""
    return attempt.form.sections[attempt.section].items


def current_item(attempt: Attempt) -> str:
    """Return the id of the item on screen."""
    return items_of(attempt)[attempt.position]


def waiting(plan: ExamPlan, attempt: Attempt) -> bool:
    """Tell whether the current section stands open but has not been begun by the person."""
    clock = attempt.clocks.get(section_of(plan, attempt).id)
    return attempt.state in OPEN and clock is not None and not clock.begun


def begin_section(plan: ExamPlan, attempt: Attempt) -> Attempt:
    """Return the attempt with its current section begun; unchanged where it does not wait."""
    if not waiting(plan, attempt):
        return attempt
    section = section_of(plan, attempt)
    begun = replace(attempt.clocks[section.id], begun=True)
    return replace(attempt, clocks={**attempt.clocks, section.id: begun})


def may_go(plan: ExamPlan, attempt: Attempt, position: int) -> bool:
    """Tell whether the person may move there: anywhere when free, one step on when sequential."""
    if attempt.state not in OPEN or waiting(plan, attempt):
        return False
    if not 0 <= position < len(items_of(attempt)):
        return False
    if section_of(plan, attempt).navigation is Navigation.FREE:
        return True
    return position == attempt.position + 1


def go(plan: ExamPlan, attempt: Attempt, position: int) -> Attempt:
    """Return the attempt standing at `position`; unchanged where moving there is not allowed."""
    return replace(attempt, position=position) if may_go(plan, attempt, position) else attempt


def answered(attempt: Attempt, item: str) -> bool:
    """Tell whether the item has an answer to mark."""
    saved = attempt.answers.get(item)
    return saved is not None and is_given(saved.answer)


def seen(plan: ExamPlan, attempt: Attempt) -> set[str]:
    """Return the items of all sections that had been on screen when the attempt was stored."""
    return {
        drawn.items[place]
        for section, drawn in zip(plan.sections, attempt.form.sections, strict=True)
        if section.id in attempt.clocks
        for place in attempt.clocks[section.id].seen
    }


def overview(attempt: Attempt, visited: Collection[str]) -> tuple[Cell, ...]:
    """Return a cell for each item of the current section."""
    return tuple(cell(attempt, visited, place) for place in range(len(items_of(attempt))))


def cell(attempt: Attempt, visited: Collection[str], position: int) -> Cell:
    """Return the cell of one item of the current section."""
    item = items_of(attempt)[position]
    saved = attempt.answers.get(item)
    given = saved is not None and is_given(saved.answer)
    return Cell(
        number=position + 1,
        item=item,
        answered=given,
        flagged=saved is not None and saved.flagged,
        current=position == attempt.position,
        visited=given or item in visited,
    )


def counts(attempt: Attempt) -> Counts:
    """Return the counts that are shown before handing in."""
    items = items_of(attempt)
    saved = [attempt.answers[item] for item in items if item in attempt.answers]
    return Counts(
        items=len(items),
        answered=sum(is_given(answer.answer) for answer in saved),
        flagged=sum(answer.flagged for answer in saved),
    )


def next_unanswered(attempt: Attempt) -> int | None:
    """Return the position of the next item without an answer, wrapping round; None if none."""
    items = items_of(attempt)
    after = [*range(attempt.position + 1, len(items)), *range(attempt.position + 1)]
    return next((place for place in after if not answered(attempt, items[place])), None)


def time_out(plan: ExamPlan, attempt: Attempt) -> Attempt:
    """Return what the end of a section's time makes of the attempt, by the plan's policy.

    `submit` hands the section in; `mark_late` leaves it open, overdue, and records that it is late.
    """
    if plan.time_out is TimeOut.SUBMIT:
        return hand_in(plan, attempt, used=None).attempt
    section = section_of(plan, attempt)
    clock = replace(attempt.clocks.get(section.id, SectionClock()), late=True)
    return replace(
        attempt,
        state=AttemptState.OVERDUE,
        clocks={**attempt.clocks, section.id: clock},
    )


def hand_in(plan: ExamPlan, attempt: Attempt, *, used: float | None) -> HandedIn:
    """Close the current section, or submit after the last.

    The next section waits for `begin_section`: its questions are closed and its clock stands still.
    """
    section = section_of(plan, attempt)
    clock = attempt.clocks.get(section.id, SectionClock())
    closed = replace(clock, closed=True, used=clock.used if used is None else used)
    clocks = {**attempt.clocks, section.id: closed}
    if attempt.section + 1 < len(plan.sections):
        clocks[plan.sections[attempt.section + 1].id] = SectionClock(begun=False)
        moved = replace(
            attempt,
            section=attempt.section + 1,
            position=0,
            clocks=clocks,
            state=AttemptState.IN_PROGRESS,
        )
        return HandedIn(attempt=moved, next_section=True, finished=False)
    submitted = replace(attempt, clocks=clocks, state=AttemptState.SUBMITTED)
    return HandedIn(attempt=submitted, next_section=False, finished=True)
