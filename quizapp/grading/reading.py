"""A mark with what people decided put in: the machine's mark is the input and is never changed.

A decided criterion is certain, so the bounds of the mark close on it. The path of a conversation
stays as it was talked; only what its turns earn changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from quizapp.domain.items import ConversationBody, FreeTextBody, Item
from quizapp.domain.marking import BLOCKERS, CriterionMark, Marking
from quizapp.domain.reading import VALID_ATTEMPT, Point
from quizapp.domain.result import Grade, TurnMark
from quizapp.errors import DataError
from quizapp.grading import conversation
from quizapp.grading.conversation import TalkState
from quizapp.grading.grade import FULL, bounds


def markings(grade: Grade) -> dict[str, Marking]:
    """Return what the machine read, by turn; a written reply stands under the empty turn."""
    found = {made.node: made.marking for made in grade.turns if made.marking is not None}
    return {"": grade.marking, **found} if grade.marking is not None else found


def points_of(grade: Grade) -> tuple[Point, ...]:
    """Return everything about a mark that a person may decide."""
    return tuple(
        Point(turn, criterion)
        for turn, marking in markings(grade).items()
        for criterion in (VALID_ATTEMPT, *marking.criteria)
    )


def machine_said(grade: Grade, point: Point) -> bool | None:
    """Return how the machine decided a point, or None if it did not."""
    marking = markings(grade).get(point.turn)
    if marking is None:
        return None
    if point.criterion == VALID_ATTEMPT:
        return marking.valid_attempt
    mark = marking.criteria.get(point.criterion)
    return mark.met if mark is not None else None


def sure_of(grade: Grade) -> frozenset[Point]:
    """Return the points that the machine found met without a doubt, as the lower bound has them."""
    return frozenset(
        point
        for point in points_of(grade)
        if machine_said(grade, point) and not _is_open(grade, point)
    )


def asks(grade: Grade, *, whole: bool) -> tuple[Point, ...]:
    """Return what a person has to decide before the mark can count.

    That is what the machine left undecided and every breach of a blocking rule; of a reply that
    lies close to the mark it is the `whole` reply.
    """
    return tuple(point for point in points_of(grade) if whole or _is_open(grade, point))


def _is_open(grade: Grade, point: Point) -> bool:
    marking = markings(grade)[point.turn]
    if point.criterion == VALID_ATTEMPT:
        return marking.valid_review
    mark = marking.criteria[point.criterion]
    return mark.review or (point.criterion in BLOCKERS and not mark.met)


def read_into(item: Item, grade: Grade, decided: Mapping[Point, bool]) -> Grade:
    """Return the mark that counts: the machine's with every decided point put in."""
    if not decided:
        return grade
    match item.body:
        case FreeTextBody() as body if grade.marking is not None:
            weights = {criterion.id: criterion.weight for criterion in body.criteria}
            marking = _put_in(grade.marking, "", decided)
            points, low, high = bounds(marking, weights)
            changed = replace(grade, marking=marking, points=points, low=low, high=high)
        case ConversationBody() as body:
            changed = _talk(body, grade, decided)
        case _:
            raise DataError(f"{item.id} has nothing that a person could read")
    found = markings(changed).values()
    return replace(
        changed,
        correct=changed.points >= FULL,
        needs_review=any(_undecided(marking) for marking in found),
        blockers=tuple(name for name in BLOCKERS if any(_breaks(m, name) for m in found)),
    )


def _put_in(marking: Marking, turn: str, decided: Mapping[Point, bool]) -> Marking:
    criteria = {
        name: _certain(mark, decided.get(Point(turn, name)))
        for name, mark in marking.criteria.items()
    }
    valid = decided.get(Point(turn, VALID_ATTEMPT))
    settled = replace(marking, criteria=criteria)
    if valid is not None:
        settled = replace(
            settled,
            valid_attempt=valid,
            valid_review=False,
            invalid_reason=None if valid else marking.invalid_reason or "A person decided so.",
        )
    return replace(settled, needs_review=_undecided(settled))


def _certain(mark: CriterionMark, met: bool | None) -> CriterionMark:
    return mark if met is None else replace(mark, met=met, confidence=1.0, review=False)


def _undecided(marking: Marking) -> bool:
    return marking.valid_review or any(mark.review for mark in marking.criteria.values())


def _breaks(marking: Marking, name: str) -> bool:
    return name in marking.criteria and not marking.criteria[name].met


def _talk(body: ConversationBody, grade: Grade, decided: Mapping[Point, bool]) -> Grade:
    nodes = {node.id: node for node in body.nodes}
    least, best, most = [], [], []
    for made in grade.turns:
        if made.marking is None:
            turn, low, high = made, made.points, made.points
        else:
            marking = _put_in(made.marking, made.node, decided)
            weights = {c.id: c.weight for c in nodes[made.node].criteria}
            points, low, high = bounds(marking, weights)
            turn = replace(made, marking=marking, points=points)
        best.append(turn)
        least.append(replace(turn, points=low))
        most.append(replace(turn, points=high))
    points, low, high = (_score(body, grade, marks) for marks in (best, least, most))
    return replace(grade, turns=tuple(best), points=points, low=low, high=high)


def _score(body: ConversationBody, grade: Grade, marks: list[TurnMark]) -> float:
    ending = next((end for end in body.endings if end.id == grade.ending), None)
    state = TalkState(lines=(), node=None, ending=ending, trust=0, tension=0, marks=tuple(marks))
    return conversation.score(body, state)
