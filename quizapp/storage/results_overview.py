"""Attempts of many people with their results and certificates, one row an attempt."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from sqlite3 import Row
from typing import NamedTuple

from quizapp.storage.database import Database


class AttemptRow(NamedTuple):
    """One attempt at an exam. `points` and `decision` are None until there is a result.

    `serial` and `certificate` tell of the certificate that counts, or of the last one there was;
    its state is `ended` where it was issued and its time is over.
    """

    learner: str
    attempt: str
    plan: str
    title: str
    certifies: bool
    cut: float | None
    standard_error: float
    state: str
    started_at: datetime
    finished_at: datetime | None
    points: float | None
    decision: str | None
    serial: str | None
    certificate: str | None


class ResultsOverview:
    """Reads what standings, reports and bulk issue are made of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def attempts(
        self, learner_ids: Sequence[str], *, today: date, plan: str | None = None
    ) -> tuple[AttemptRow, ...]:
        """Return the attempts of these people at exams, oldest first; practice is left out."""
        rows = self._database.connection.execute(
            """select a.learner, a.id, a.plan, a.state, a.started_at, a.finished_at,
                 json_extract(a.plan_body, '$.title') as title,
                 json_extract(a.plan_body, '$.certificate') as certifies,
                 json_extract(a.plan_body, '$.cut') as cut,
                 json_extract(a.plan_body, '$.standard_error') as standard_error,
                 r.points, r.decision, c.serial,
                 case when c.state = 'issued' and c.valid_until <= :today then 'ended'
                   else c.state end as certificate
               from attempts a
               left join results r on r.id = (select max(id) from results where attempt = a.id)
               left join certificates c on c.serial = (
                 select serial from certificates where attempt = a.id
                 order by state in ('issued', 'reserved', 'suspended') desc, rowid desc limit 1)
               where a.rehearsal = 0 and a.plan_kind <> 'practice'
                 and a.learner in (select value from json_each(:learners))
                 and (:plan is null or a.plan = :plan)
               order by a.started_at, a.id""",
            {"learners": json.dumps(list(learner_ids)), "plan": plan, "today": today.isoformat()},
        )
        return tuple(_row(row) for row in rows)

    def begun(self, learner_ids: Sequence[str]) -> dict[str, int]:
        """Return how many attempts these people have begun at each exam, by the id of its plan."""
        rows = self._database.connection.execute(
            """select plan, count(*) as number from attempts
               where rehearsal = 0 and plan_kind <> 'practice'
                 and learner in (select value from json_each(?)) group by plan""",
            (json.dumps(list(learner_ids)),),
        )
        return {row["plan"]: row["number"] for row in rows}

    def domains(self, attempt_ids: Sequence[str]) -> dict[str, str]:
        """Return the points by domain of each attempt, from its latest result, as stored JSON."""
        rows = self._database.connection.execute(
            """select attempt, json_extract(result, '$.domains') as domains from results
               where id in (select max(id) from results
                 where attempt in (select value from json_each(?)) group by attempt)""",
            (json.dumps(list(attempt_ids)),),
        )
        return {row["attempt"]: row["domains"] for row in rows}


def _row(row: Row) -> AttemptRow:
    return AttemptRow(
        learner=row["learner"],
        attempt=row["id"],
        plan=row["plan"],
        title=row["title"],
        certifies=bool(row["certifies"]),
        cut=row["cut"],
        standard_error=row["standard_error"],
        state=row["state"],
        started_at=datetime.fromisoformat(row["started_at"]),
        finished_at=datetime.fromisoformat(row["finished_at"]) if row["finished_at"] else None,
        points=row["points"],
        decision=row["decision"],
        serial=row["serial"],
        certificate=row["certificate"],
    )
