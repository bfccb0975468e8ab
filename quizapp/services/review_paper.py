"""What a reader gets to see of an attempt: each written reply, criterion by criterion.

Beside every criterion stand its definition, what the machine decided, how surely and on which
words, and what people have decided so far.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizapp.domain.answers import Written
from quizapp.domain.attempt import Attempt
from quizapp.domain.criteria import DEFINITIONS, Definition
from quizapp.domain.items import FreeTextBody, Item
from quizapp.domain.marking import BLOCKERS, Evidence, Marking
from quizapp.domain.reading import VALID_ATTEMPT, Agreement, Outcome, Point, Reading, settle
from quizapp.domain.result import Grade
from quizapp.grading import reading
from quizapp.grading.conversation import Spoken
from quizapp.services import talks
from quizapp.services.catalogue import BankView

ItemPoint = tuple[str, Point]
"""A point of one item of an attempt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointView:
    """One criterion before a reader. `asked` if the result waits for it.

    `weight` is what it counts in this case, 0 for a blocking rule that stands beside the case.
    """

    point: Point
    definition: Definition
    weight: float
    asked: bool
    blocker: bool
    machine_met: bool
    confidence: float
    undecided: bool
    evidence: tuple[Evidence, ...]
    advice: str
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyView:
    """One reply before a reader: what it answers, its words, and its criteria.

    `lines` is the talk up to the reply, or the customer's message alone. `points` is what the
    reply earns of 1 as it counts now, `machine_points` what the machine gave.
    """

    item: str
    turn: str
    title: str
    situation: str
    lines: tuple[Spoken, ...]
    text: str
    marker: str
    criteria: tuple[PointView, ...]
    points: float
    machine_points: float

    @property
    def open(self) -> int:
        """Return how many criteria of this reply still wait for somebody."""
        return sum(is_open(view.asked, view.outcome) for view in self.criteria)


def is_open(asked: bool, outcome: Outcome) -> bool:
    """Tell whether a point still waits: it was asked for and not settled, or is in dispute."""
    if outcome.agreement is Agreement.DISPUTED:
        return True
    return asked and outcome.agreement is not Agreement.SETTLED


def outcomes(readings: Iterable[Reading]) -> dict[ItemPoint, Outcome]:
    """Return what the readings of an attempt, oldest first, come to, by item and point."""
    found: dict[ItemPoint, list[Reading]] = {}
    for one in readings:
        found.setdefault((one.item, one.point), []).append(one)
    return {key: settle(kept) for key, kept in found.items()}


def as_read(
    bank: BankView, grades: Mapping[str, Grade], readings: Iterable[Reading]
) -> dict[str, Grade]:
    """Return the marks that count: the machine's, with what people have settled put in."""
    decided: dict[str, dict[Point, bool]] = {}
    for (item, point), outcome in outcomes(readings).items():
        if outcome.met is not None:
            decided.setdefault(item, {})[point] = outcome.met
    return {
        item: reading.read_into(bank.item(item), grade, decided[item]) if item in decided else grade
        for item, grade in grades.items()
    }


def replies(
    attempt: Attempt,
    bank: BankView,
    grades: Mapping[str, Grade],
    readings: Sequence[Reading],
    asked: frozenset[ItemPoint],
) -> tuple[ReplyView, ...]:
    """Return every reply of an attempt that the machine has read, in order of delivery."""
    counted = as_read(bank, grades, readings)
    settled = outcomes(readings)
    found = []
    for item_id in attempt.form.items:
        if item_id in grades and reading.markings(grades[item_id]):
            item = bank.item(item_id)
            found += _of_item(attempt, item, grades[item_id], counted[item_id], asked, settled)
    return tuple(found)


def _of_item(
    attempt: Attempt,
    item: Item,
    machine: Grade,
    counted: Grade,
    asked: frozenset[ItemPoint],
    settled: Mapping[ItemPoint, Outcome],
) -> list[ReplyView]:
    saved = attempt.answers.get(item.id)
    answer = saved.answer if saved else None
    views = []
    for turn, marking in reading.markings(machine).items():
        if isinstance(item.body, FreeTextBody):
            lines: tuple[Spoken, ...] = (
                Spoken(speaker="customer", text=item.body.customer_message),
            )
            text = answer.text if isinstance(answer, Written) else ""
            weights = {criterion.id: criterion.weight for criterion in item.body.criteria}
            earned = machine.points, counted.points
        else:
            place = [made.node for made in machine.turns].index(turn)
            said = talks.looked_back(item, answer, machine).lines
            lines, text = said[: 2 * place + 1], said[2 * place + 1].text
            weights = _weights(item, turn)
            earned = machine.turns[place].points, counted.turns[place].points
        views.append(
            ReplyView(
                item=item.id,
                turn=turn,
                title=item.title or item.id,
                situation=item.stem,
                lines=lines,
                text=text,
                marker=machine.marker,
                criteria=tuple(
                    _point(item.id, Point(turn, name), marking, weights, asked, settled)
                    for name in (VALID_ATTEMPT, *marking.criteria)
                ),
                points=earned[1],
                machine_points=earned[0],
            )
        )
    return views


def _weights(item: Item, turn: str) -> dict[str, float]:
    body = talks.parts(item, None)[0]
    return {c.id: c.weight for node in body.nodes if node.id == turn for c in node.criteria}


def _point(
    item: str,
    point: Point,
    marking: Marking,
    weights: Mapping[str, float],
    asked: frozenset[ItemPoint],
    settled: Mapping[ItemPoint, Outcome],
) -> PointView:
    name = point.criterion
    mark = marking.criteria.get(name)
    fallback = Definition(name=name.replace("_", " ").capitalize(), rule="")
    return PointView(
        point=point,
        definition=DEFINITIONS.get(name, fallback),
        weight=weights.get(name, 0.0),
        asked=(item, point) in asked,
        blocker=name in BLOCKERS,
        machine_met=mark.met if mark else marking.valid_attempt,
        confidence=mark.confidence if mark else 1.0,
        undecided=mark.review if mark else marking.valid_review,
        evidence=mark.evidence if mark else (),
        advice=mark.advice if mark else marking.invalid_reason or "",
        outcome=settled.get((item, point), Outcome(agreement=Agreement.UNREAD)),
    )
