"""Assignments: which exam was given to whom, with tries, dates and supervision."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from sqlite3 import Row

from quizapp.domain.desk import Assignment, Supervision
from quizapp.domain.people import Accommodations
from quizapp.storage.codec import load
from quizapp.storage.database import Database

_SELECT = """
select s.*, l.granted, (select count(*) from attempts a where a.learner = s.learner
    and a.plan = s.plan and a.started_at >= s.assigned_at) as tries_used
from assignments s join learners l on l.id = s.learner
"""


class AssignmentStore:
    """Reads and writes assignments. One person has at most one open assignment of a plan."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, assignments: Iterable[Assignment]) -> None:
        """Store assignments, withdrawing earlier open ones of the same person and plan."""
        with self._database.transaction() as connection:
            for one in assignments:
                connection.execute(
                    """update assignments set withdrawn_at = ? where learner = ? and plan = ?
                       and withdrawn_at is null""",
                    (one.assigned_at.isoformat(), one.learner, one.plan),
                )
                connection.execute(
                    "insert into assignments values (?,?,?,?,?,?,?,?,?)",
                    (
                        one.id,
                        one.learner,
                        one.plan,
                        one.attempts,
                        one.opens_on.isoformat() if one.opens_on else None,
                        one.due_on.isoformat() if one.due_on else None,
                        one.supervision.value,
                        one.assigned_at.isoformat(),
                        None,
                    ),
                )

    def withdraw(self, ids: Iterable[str], at: datetime) -> None:
        """End assignments; attempts that were begun stay."""
        with self._database.transaction() as connection:
            connection.executemany(
                "update assignments set withdrawn_at = ? where id = ? and withdrawn_at is null",
                [(at.isoformat(), one) for one in ids],
            )

    def open_of(self, learner_id: str, plan_id: str) -> Assignment | None:
        """Return the open assignment of a plan to a person, or None."""
        row = self._database.connection.execute(
            _SELECT + "where s.learner = ? and s.plan = ? and s.withdrawn_at is null",
            (learner_id, plan_id),
        ).fetchone()
        return _assignment(row) if row else None

    def given(self) -> dict[str, int]:
        """Return how many open assignments there are of each exam, by the id of its plan."""
        rows = self._database.connection.execute(
            """select plan, count(*) as number from assignments
               where withdrawn_at is null group by plan"""
        )
        return {row["plan"]: row["number"] for row in rows}

    def find(
        self,
        *,
        plan: str | None = None,
        learner: str | None = None,
        group: str | None = None,
        withdrawn: bool = False,
    ) -> tuple[Assignment, ...]:
        """Return assignments, the newest first; withdrawn ones only where they are wanted."""
        rows = self._database.connection.execute(
            _SELECT  # noqa: S608 - two texts of this module
            + """where (:plan is null or s.plan = :plan)
                 and (:learner is null or s.learner = :learner)
                 and (:grp is null or s.learner in
                   (select learner from memberships where grp = :grp))
                 and (:withdrawn or s.withdrawn_at is null)
                 order by s.assigned_at desc, s.id""",
            {"plan": plan, "learner": learner, "grp": group, "withdrawn": withdrawn},
        )
        return tuple(_assignment(row) for row in rows)


def _assignment(row: Row) -> Assignment:
    return Assignment(
        id=row["id"],
        learner=row["learner"],
        plan=row["plan"],
        attempts=row["attempts"],
        opens_on=_day(row["opens_on"]),
        due_on=_day(row["due_on"]),
        supervision=Supervision(row["supervision"]),
        assigned_at=datetime.fromisoformat(row["assigned_at"]),
        withdrawn_at=datetime.fromisoformat(row["withdrawn_at"]) if row["withdrawn_at"] else None,
        accommodations=load(Accommodations, row["granted"]) if row["granted"] else Accommodations(),
        tries_used=row["tries_used"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
