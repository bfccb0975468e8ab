"""Assignments: the desk gives an exam to people, and a learner sees what was given to them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from quizapp.clock import Clock
from quizapp.domain.desk import Assignment, Supervision
from quizapp.domain.people import Accommodations
from quizapp.domain.plan import ExamPlan
from quizapp.domain.verdict import spoken_date
from quizapp.errors import UserError
from quizapp.services.catalogue import Catalogue
from quizapp.services.desk import OpenDesk
from quizapp.services.roster import Roster
from quizapp.storage.assignments import AssignmentStore
from quizapp.storage.audit import AuditStore
from quizapp.storage.database import Database

MOST_ATTEMPTS = 20


class Assignments:
    """Gives exams to people and takes them back."""

    def __init__(
        self, database: Database, roster: Roster, catalogue: Catalogue, clock: Clock
    ) -> None:
        self._database = database
        self._store = AssignmentStore(database)
        self._audit = AuditStore(database)
        self._roster = roster
        self._catalogue = catalogue
        self._clock = clock

    def plans(self) -> tuple[ExamPlan, ...]:
        """Return the plans that lead to a certificate; only these are assigned."""
        return tuple(plan for plan in self._catalogue.bank().plans if plan.certificate)

    def assign(
        self,
        opened: OpenDesk,
        learner_ids: Sequence[str],
        plan_id: str,
        *,
        attempts: int = 1,
        opens_on: date | None = None,
        due_on: date | None = None,
        supervision: Supervision = Supervision.SELF_TAKEN,
        accommodations: Accommodations | None = None,
    ) -> tuple[Assignment, ...]:
        """Give an exam to people; an open assignment of the same exam is replaced.

        Both days are included. `accommodations` become what these people are granted everywhere;
        None leaves each person's own as they are.
        """
        opened.use()
        self._refuse(learner_ids, plan_id, attempts, opens_on, due_on)
        now = self._clock.now()
        made = tuple(
            Assignment(
                id=f"s-{uuid.uuid4().hex[:12]}",
                learner=learner_id,
                plan=plan_id,
                attempts=attempts,
                opens_on=opens_on,
                due_on=due_on,
                supervision=supervision,
                assigned_at=now,
            )
            for learner_id in dict.fromkeys(learner_ids)
        )
        with self._database.transaction():
            if accommodations is not None:
                self._roster.grant(opened, list(dict.fromkeys(learner_ids)), accommodations)
            self._store.add(made)
            self._audit.append(
                "exam.assigned",
                (plan_id, *(one.learner for one in made)),
                actor=opened.actor,
                at=now,
            )
        return made

    def _refuse(
        self,
        learner_ids: Sequence[str],
        plan_id: str,
        attempts: int,
        opens_on: date | None,
        due_on: date | None,
    ) -> None:
        if not learner_ids:
            raise UserError("Nobody was chosen. Choose people first.")
        self._roster.refuse_absent(learner_ids)
        plans = {plan.id: plan.title for plan in self.plans()}
        if plan_id not in plans:
            raise UserError(
                f"There is no exam “{plan_id}” that leads to a certificate. "
                f"There are: {', '.join(plans) or 'none'}."
            )
        if not 1 <= attempts <= MOST_ATTEMPTS:
            raise UserError(f"Give between 1 and {MOST_ATTEMPTS} tries.")
        if opens_on and due_on and due_on < opens_on:
            raise UserError("The last day is before the first. Change one of them.")
        if due_on and due_on < self._clock.now().date():
            raise UserError("The last day is past already. Choose a later one.")

    def withdraw(self, opened: OpenDesk, assignment_ids: Sequence[str]) -> None:
        """Take exams back; attempts that were begun stay and can be finished."""
        opened.use()
        with self._database.transaction():
            self._store.withdraw(assignment_ids, self._clock.now())
            self._audit.append(
                "exam.withdrawn", assignment_ids, actor=opened.actor, at=self._clock.now()
            )

    def all(
        self,
        opened: OpenDesk,
        *,
        plan: str | None = None,
        learner: str | None = None,
        group: str | None = None,
        withdrawn: bool = False,
    ) -> tuple[Assignment, ...]:
        """Return assignments, the newest first."""
        opened.use()
        return self._store.find(plan=plan, learner=learner, group=group, withdrawn=withdrawn)


def obstacle(assignment: Assignment | None, now: datetime) -> tuple[str, date | None]:
    """Return why an assigned exam can't be begun now and from when it can; empty if it can."""
    if assignment is None:
        return "Your organisation assigns this exam. Ask the people desk.", None
    today = now.date()
    if assignment.opens_on and today < assignment.opens_on:
        return f"This exam opens on {spoken_date(assignment.opens_on)}.", assignment.opens_on
    if assignment.due_on and today > assignment.due_on:
        ended = spoken_date(assignment.due_on)
        return f"This exam could be taken until {ended}. Ask the people desk for a new date.", None
    if assignment.tries_used >= assignment.attempts:
        tries = "the one try" if assignment.attempts == 1 else f"all {assignment.attempts} tries"
        return f"You have used {tries} you were given. Ask the people desk for another.", None
    return "", None
