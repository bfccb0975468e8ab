"""Learners, and small choices such as who used the app last."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from functools import lru_cache
from sqlite3 import Row

from quizapp.domain.people import Accommodations, Learner
from quizapp.storage.database import Database


class LearnerStore:
    """Reads and writes learners."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Learner, ...]:
        """Return every learner, oldest first."""
        rows = self._database.connection.execute("select * from learners order by created_at, id")
        return tuple(learner_of(row) for row in rows)

    def get(self, learner_id: str) -> Learner | None:
        """Return one learner, or None."""
        row = self._database.connection.execute(
            "select * from learners where id = ?", (learner_id,)
        ).fetchone()
        return learner_of(row) if row else None

    def by_number_or_email(self, text: str) -> tuple[Learner, ...]:
        """Return the people with this personnel number or e-mail, whatever the case."""
        rows = self._database.connection.execute(
            """select * from learners where (number <> '' and number = :text)
               or (email <> '' and lower(email) = lower(:text))""",
            {"text": text},
        )
        return tuple(learner_of(row) for row in rows)

    def save(self, learner: Learner) -> None:
        """Insert the learner, or replace what is stored under the same id."""
        values = (
            learner.id,
            learner.name,
            learner.email,
            learner.name_language,
            learner.purpose,
            learner.exam_date.isoformat() if learner.exam_date else None,
            learner.minutes_a_day,
            json.dumps(asdict(learner.accommodations), sort_keys=True),
            learner.created_at.isoformat(),
            learner.number,
            int(learner.active),
            json.dumps(asdict(learner.granted), sort_keys=True) if learner.granted else None,
        )
        with self._database.transaction() as connection:
            connection.execute(
                """insert into learners (id, name, email, name_language, purpose, exam_date,
                     minutes_a_day, accommodations, created_at, number, active, granted)
                     values (?,?,?,?,?,?,?,?,?,?,?,?)
                   on conflict (id) do update set name = excluded.name, email = excluded.email,
                     name_language = excluded.name_language, purpose = excluded.purpose,
                     exam_date = excluded.exam_date, minutes_a_day = excluded.minutes_a_day,
                     accommodations = excluded.accommodations, number = excluded.number,
                     active = excluded.active, granted = excluded.granted""",
                values,
            )


def learner_of(row: Row) -> Learner:
    """Return the learner in a row of the table."""
    return Learner(
        id=row["id"],
        name=row["name"],
        email=row["email"],
        name_language=row["name_language"],
        purpose=row["purpose"],
        exam_date=date.fromisoformat(row["exam_date"]) if row["exam_date"] else None,
        minutes_a_day=row["minutes_a_day"],
        accommodations=_accommodations(row["accommodations"]),
        created_at=datetime.fromisoformat(row["created_at"]),
        number=row["number"],
        active=bool(row["active"]),
        granted=_accommodations(row["granted"]) if row["granted"] else None,
    )


@lru_cache(maxsize=64)
def _accommodations(text: str) -> Accommodations:
    return Accommodations(**json.loads(text))


class ChoiceStore:
    """Small named choices kept with the data: the current learner, the last page."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> str | None:
        """Return the value stored under a name, or None."""
        row = self._database.connection.execute(
            "select value from choices where name = ?", (name,)
        ).fetchone()
        return str(row["value"]) if row else None

    def put(self, name: str, value: str) -> None:
        """Store a value under a name."""
        with self._database.transaction() as connection:
            connection.execute(
                "insert into choices values (?, ?) "
                "on conflict (name) do update set value = excluded.value",
                (name, value),
            )
