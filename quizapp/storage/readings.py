"""What people decided about replies, and their answers to those who asked for a review."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Row

from quizapp.domain.desk import Role
from quizapp.domain.reading import Point, Reading
from quizapp.storage.chain import add_link
from quizapp.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRequest:
    """A person's wish that an attempt, or one reply of it, is read.

    `said` answers it, on `said_at`.
    """

    id: int
    attempt: str
    item: str | None
    why: str
    asked_at: datetime
    said: str | None = None
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What the queue tells of an attempt before it is opened."""

    attempt: str
    learner: str
    person: str
    state: str
    finished_at: datetime | None


class ReadingStore:
    """Appends readings and finds what waits to be read. Nothing is ever changed or replaced."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, readings: Iterable[Reading], *, at: datetime) -> None:
        """Store readings of one attempt and link the attempt as it stands now."""
        with self._database.transaction() as connection:
            attempts = set()
            for one in readings:
                attempts.add(one.attempt)
                connection.execute(
                    """insert into readings
                         (attempt, item, turn, criterion, met, reason, reader, role, machine_met,
                          marker, read_at)
                       values (?,?,?,?,?,?,?,?,?,?,?)""",
                    (
                        one.attempt,
                        one.item,
                        one.point.turn,
                        one.point.criterion,
                        int(one.met),
                        one.reason,
                        one.reader,
                        one.role.value,
                        None if one.machine_met is None else int(one.machine_met),
                        one.marker,
                        one.read_at.isoformat(),
                    ),
                )
            for attempt in sorted(attempts):
                add_link(connection, attempt, at)

    def of_attempt(self, attempt_id: str) -> tuple[Reading, ...]:
        """Return every reading of an attempt, oldest first."""
        rows = self._database.connection.execute(
            "select * from readings where attempt = ? order by id", (attempt_id,)
        )
        return tuple(_reading(row) for row in rows)

    def waiting(self) -> tuple[Outline, ...]:
        """Return attempts that wait for a reader or have a request without an answer.

        The one that was handed in first comes first.
        """
        rows = self._database.connection.execute(
            """select a.id, a.learner, l.name, a.state, a.finished_at from attempts a
               join learners l on l.id = a.learner
               where a.state = 'waiting_for_review' or (a.state = 'finished' and exists (
                 select 1 from review_requests r
                 left join review_answers w on w.request = r.id
                 where r.attempt = a.id and w.request is null))
               order by a.finished_at, a.id"""
        )
        return tuple(_outline(row) for row in rows)

    def read(self) -> tuple[Outline, ...]:
        """Return attempts with a final result that people have read, the newest reading first."""
        rows = self._database.connection.execute(
            """select a.id, a.learner, l.name, a.state, a.finished_at from attempts a
               join learners l on l.id = a.learner
               join (select attempt, max(id) as last from readings group by attempt) r
                 on r.attempt = a.id
               where a.state = 'finished' order by r.last desc"""
        )
        return tuple(_outline(row) for row in rows)

    def requests(self, attempt_id: str) -> tuple[ReviewRequest, ...]:
        """Return what people asked about an attempt, oldest first."""
        rows = self._database.connection.execute(
            """select r.id, r.attempt, r.item, r.why, r.asked_at, w.said, w.answered_at
               from review_requests r
               left join review_answers w on w.request = r.id
               where r.attempt = ? order by r.id""",
            (attempt_id,),
        )
        return tuple(
            ReviewRequest(
                id=row["id"],
                attempt=row["attempt"],
                item=row["item"],
                why=row["why"],
                asked_at=datetime.fromisoformat(row["asked_at"]),
                said=row["said"],
                said_at=datetime.fromisoformat(row["answered_at"]) if row["answered_at"] else None,
            )
            for row in rows
        )

    def answer(self, request: int, said: str, *, reader: str, role: Role, at: datetime) -> None:
        """Store the answer to a request."""
        with self._database.transaction() as connection:
            connection.execute(
                """insert into review_answers
                   select id, attempt, ?, ?, ?, ? from review_requests where id = ?""",
                (said, reader, role.value, at.isoformat(), request),
            )


def _reading(row: Row) -> Reading:
    machine = row["machine_met"]
    return Reading(
        attempt=row["attempt"],
        item=row["item"],
        point=Point(row["turn"], row["criterion"]),
        met=bool(row["met"]),
        reason=row["reason"],
        reader=row["reader"],
        role=Role(row["role"]),
        machine_met=None if machine is None else bool(machine),
        marker=row["marker"],
        read_at=datetime.fromisoformat(row["read_at"]),
    )


def _outline(row: Row) -> Outline:
    return Outline(
        attempt=row["id"],
        learner=row["learner"],
        person=row["name"],
        state=row["state"],
        finished_at=datetime.fromisoformat(row["finished_at"]) if row["finished_at"] else None,
    )
