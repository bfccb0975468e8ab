"""Results of a group: where everybody stands with an exam, and what that says about the group."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizapp.clock import Clock
from quizapp.domain.attempt import AttemptState
from quizapp.domain.desk import RosterEntry
from quizapp.domain.plan import ExamPlan, PlanKind
from quizapp.domain.result import Decision
from quizapp.domain.standings import PASSED, Stand, Standing, is_close_below
from quizapp.errors import UserError
from quizapp.progress.shares import Estimate, average, share
from quizapp.services.catalogue import Catalogue
from quizapp.services.desk import OpenDesk
from quizapp.storage.assignments import AssignmentStore
from quizapp.storage.database import Database
from quizapp.storage.results_overview import AttemptRow, ResultsOverview
from quizapp.storage.roster import RosterStore

HOLDS = frozenset({"issued", "suspended"})
BIN = 10
"""Points of 100 in one bar of the distribution."""
FINAL = frozenset({Decision.PASSED.value, Decision.NOT_YET.value})
OPEN = frozenset({AttemptState.IN_PROGRESS.value, AttemptState.OVERDUE.value})
UNREAD = frozenset({AttemptState.SUBMITTED.value, AttemptState.WAITING_FOR_REVIEW.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFigures:
    """A group in figures. An estimate is None where fewer than five people have a final result.

    `counts` holds a number for each stand. `passed` is the share, 0 to 1, of final results;
    `points` the mean of best totals.
    """

    name: str
    people: int
    counts: Mapping[Stand, int]
    decided: int
    passed: Estimate | None
    points: Estimate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Where the people of a group, or of the whole roster, stand with one exam.

    `whole` is about all of them, `groups` about each group among them. `spread` counts best totals
    in steps of ten points from 0 on and is None of fewer than five; `domains` are means by domain.
    """

    title: str
    plan: ExamPlan
    people: tuple[Standing, ...]
    whole: GroupFigures
    groups: tuple[GroupFigures, ...]
    spread: tuple[int, ...] | None
    domains: tuple[tuple[str, Estimate], ...]


class Standings:
    """Reads results for the open desk. Nothing is changed."""

    def __init__(self, database: Database, catalogue: Catalogue, clock: Clock) -> None:
        self._roster = RosterStore(database)
        self._overview = ResultsOverview(database)
        self._assignments = AssignmentStore(database)
        self._catalogue = catalogue
        self._clock = clock

    def plans(self) -> tuple[ExamPlan, ...]:
        """Return the exams that results can be shown of, those that certify first."""
        plans = [p for p in self._catalogue.bank().plans if p.kind is not PlanKind.PRACTICE]
        return tuple(sorted(plans, key=lambda plan: not plan.certificate))

    def of(
        self,
        opened: OpenDesk,
        *,
        plan: str | None = None,
        group: str | None = None,
        learners: Collection[str] | None = None,
    ) -> Overview:
        """Return where people stand with an exam, by default the one most of them have.

        `group` is a group's id; `learners` picks out some people. Who takes no more part is left
        out.
        """
        chosen, people = self._people(opened, plan, group, learners)
        title = next((g.name for g in self._roster.groups() if g.id == group), "Everybody")
        return overview_of(title, chosen, people, domains=self._domains(people))

    def people(self, opened: OpenDesk) -> tuple[Standing, ...]:
        """Return where everybody stands with the exam that most people have, without figures."""
        return self._people(opened, None, None, None)[1]

    def _people(
        self,
        opened: OpenDesk,
        plan: str | None,
        group: str | None,
        learners: Collection[str] | None,
    ) -> tuple[ExamPlan, tuple[Standing, ...]]:
        opened.use()
        entries = self._entries(group, learners)
        ids = [entry.learner.id for entry in entries]
        chosen = self._plan(plan, ids)
        attempts: dict[str, list[AttemptRow]] = {}
        for row in self._overview.attempts(ids, plan=chosen.id, today=self._clock.now().date()):
            attempts.setdefault(row.learner, []).append(row)
        given = {one.learner for one in self._assignments.find(plan=chosen.id, group=group)}
        people = tuple(
            standing_of(entry, attempts.get(entry.learner.id, ()), entry.learner.id in given)
            for entry in entries
        )
        return chosen, people

    def _entries(
        self, group: str | None, learners: Collection[str] | None
    ) -> tuple[RosterEntry, ...]:
        found = self._roster.find(group=group, active=True)
        wanted = None if learners is None else frozenset(learners)
        return tuple(e for e in found if wanted is None or e.learner.id in wanted)

    def _plan(self, wanted: str | None, learners: Sequence[str]) -> ExamPlan:
        plans = {plan.id: plan for plan in self.plans()}
        if wanted is not None:
            if wanted not in plans:
                raise UserError(f"There is no exam {wanted}. There are: {', '.join(plans)}.")
            return plans[wanted]
        begun, given = self._overview.begun(learners), self._assignments.given()

        def having(plan_id: str) -> int:
            sat = begun.get(plan_id, 0) if plans[plan_id].certificate else 0
            return sat + given.get(plan_id, 0)

        return plans[max(plans, key=having)]

    def _domains(self, people: Iterable[Standing]) -> tuple[tuple[str, Estimate], ...]:
        stored = self._overview.domains([p.attempt for p in people if p.attempt and p.decided])
        points: dict[str, list[float]] = {}
        for text in stored.values():
            for part in json.loads(text):
                points.setdefault(part["title"], []).append(part["points"])
        found = ((title, average(values)) for title, values in points.items())
        return tuple((title, estimate) for title, estimate in found if estimate is not None)


def overview_of(
    title: str,
    plan: ExamPlan,
    people: Sequence[Standing],
    *,
    domains: Sequence[tuple[str, Estimate]] = (),
) -> Overview:
    """Return what the standings of some people come to, together and by group."""
    names = sorted({name for person in people for name in person.groups}, key=str.casefold)
    return Overview(
        title=title,
        plan=plan,
        people=tuple(people),
        whole=_figures(title, people),
        groups=tuple(_figures(n, [p for p in people if n in p.groups]) for n in names),
        spread=_spread(people),
        domains=tuple(domains),
    )


def standing_of(entry: RosterEntry, attempts: Sequence[AttemptRow], assigned: bool) -> Standing:
    """Return where one person stands by their attempts at one exam, oldest first."""
    tries = [row for row in attempts if row.state != AttemptState.ABANDONED]
    row = deciding(tries)
    return Standing(
        learner=entry.learner.id,
        name=entry.learner.name,
        number=entry.learner.number,
        groups=entry.groups,
        stand=stand_of(row),
        assigned=assigned,
        attempt=row.attempt if row else None,
        points=row.points if row else None,
        cut=row.cut if row else None,
        finished_at=row.finished_at if row else None,
        tries=len(tries),
        serial=row.serial if row and row.certificate in HOLDS else None,
        language=entry.learner.name_language,
    )


def deciding(attempts: Sequence[AttemptRow]) -> AttemptRow | None:
    """Return the attempt that says where somebody stands.

    That is the one with a certificate in force, else a passed one, first those that never had a
    certificate, else one that waits or is open, else the best; of equals the newest.
    """
    order = list(Stand)
    return min(
        reversed(attempts),
        key=lambda row: (
            min(order.index(stand_of(row)), order.index(Stand.CLOSE)),
            row.certificate is not None,
            -(row.points or 0.0),
        ),
        default=None,
    )


def stand_of(row: AttemptRow | None) -> Stand:
    """Return what one attempt says about where somebody stands."""
    if row is None:
        return Stand.NOT_BEGUN
    if row.certificate in HOLDS:
        return Stand.CERTIFIED
    if row.state in OPEN:
        return Stand.UNDER_WAY
    if row.state in UNREAD or row.decision not in FINAL:
        return Stand.WAITING
    if row.decision == Decision.PASSED:
        return Stand.PASSED
    near = row.cut is not None and is_close_below(row.points or 0.0, row.cut, row.standard_error)
    return Stand.CLOSE if near else Stand.NOT_YET


def _figures(name: str, people: Sequence[Standing]) -> GroupFigures:
    counts = {stand: sum(p.stand is stand for p in people) for stand in Stand}
    decided = [p for p in people if p.decided]
    return GroupFigures(
        name=name,
        people=len(people),
        counts=counts,
        decided=len(decided),
        passed=share(sum(counts[stand] for stand in PASSED), len(decided)),
        points=average([p.points for p in decided if p.points is not None]),
    )


def _spread(people: Iterable[Standing]) -> tuple[int, ...] | None:
    points = [p.points for p in people if p.decided and p.points is not None]
    if average(points) is None:
        return None
    bins = [0] * (100 // BIN)
    for value in points:
        bins[min(int(value // BIN), len(bins) - 1)] += 1
    return tuple(bins)
