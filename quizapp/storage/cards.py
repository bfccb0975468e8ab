"""Memories of spaced repetition, and forecasts kept to be compared with later results."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from sqlite3 import Row
from typing import NamedTuple

from quizapp.storage.database import Database


class CardRow(NamedTuple):
    """One memory of one learner, as stored."""

    kind: str
    subject: str
    source: str
    stability: float
    difficulty: float
    reviewed_at: datetime
    reviews: int
    lapses: int
    sure_wrong: bool


class ForecastRow(NamedTuple):
    """A forecast as it was made. Points of 100; `chance` of 1, or None without a cut."""

    plan: str
    made_at: datetime
    expected: float
    low: float
    high: float
    chance: float | None
    answers: int


class OutcomeRow(NamedTuple):
    """A result of an exam, for comparison."""

    attempt: str
    plan: str
    title: str
    started_at: datetime
    points: float
    decision: str


class CardStore:
    """Reads and writes memories.

    Written without waiting for the disk: the mark itself is durable, and the worst that a power
    cut can do here is to let a question come back a little early.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, learner_id: str) -> tuple[CardRow, ...]:
        """Return every memory of a learner."""
        rows = self._database.connection.execute(
            "select * from cards where learner = ? order by kind, subject", (learner_id,)
        )
        return tuple(_card(row) for row in rows)

    def get(self, learner_id: str, kind: str, subject: str) -> CardRow | None:
        """Return one memory, or None."""
        row = self._database.connection.execute(
            "select * from cards where learner = ? and kind = ? and subject = ?",
            (learner_id, kind, subject),
        ).fetchone()
        return _card(row) if row else None

    def put(self, learner_id: str, cards: Iterable[CardRow]) -> None:
        """Store memories in place of what was known about the same subjects."""
        with self._database.quick_transaction() as connection:
            connection.executemany(
                "insert or replace into cards values (?,?,?,?,?,?,?,?,?,?)",
                (
                    (
                        learner_id,
                        card.kind,
                        card.subject,
                        card.source,
                        card.stability,
                        card.difficulty,
                        card.reviewed_at.isoformat(),
                        card.reviews,
                        card.lapses,
                        int(card.sure_wrong),
                    )
                    for card in cards
                ),
            )


class ForecastStore:
    """Keeps forecasts as they were made, and finds the results to compare them with."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, learner_id: str, forecasts: Iterable[ForecastRow]) -> None:
        """Store forecasts, but no second one of a day on the same number of answers."""
        known = {(row.plan, row.made_at.date(), row.answers) for row in self.all(learner_id)}
        fresh = [f for f in forecasts if (f.plan, f.made_at.date(), f.answers) not in known]
        if not fresh:
            return
        with self._database.quick_transaction() as connection:
            connection.executemany(
                "insert or replace into forecasts values (?,?,?,?,?,?,?,?)",
                (
                    (
                        learner_id,
                        row.plan,
                        row.made_at.isoformat(),
                        row.expected,
                        row.low,
                        row.high,
                        row.chance,
                        row.answers,
                    )
                    for row in fresh
                ),
            )

    def all(self, learner_id: str, plan: str | None = None) -> tuple[ForecastRow, ...]:
        """Return the forecasts of a learner, oldest first, optionally for one plan."""
        rows = self._database.connection.execute(
            """select * from forecasts where learner = ? and (? is null or plan = ?)
               order by made_at, plan""",
            (learner_id, plan, plan),
        )
        return tuple(
            ForecastRow(
                plan=row["plan"],
                made_at=datetime.fromisoformat(row["made_at"]),
                expected=row["expected"],
                low=row["low"],
                high=row["high"],
                chance=row["chance"],
                answers=row["answers"],
            )
            for row in rows
        )

    def outcomes(self, learner_id: str) -> tuple[OutcomeRow, ...]:
        """Return the latest result of each exam of a learner, oldest first; no practice."""
        rows = self._database.connection.execute(
            """select a.id, a.plan, json_extract(a.plan_body, '$.title') as title,
                 a.started_at, r.points, r.decision
               from attempts a join results r on r.id =
                 (select max(id) from results where attempt = a.id)
               where a.learner = ? and a.plan_kind <> 'practice' order by a.started_at, a.id""",
            (learner_id,),
        )
        return tuple(
            OutcomeRow(
                attempt=row["id"],
                plan=row["plan"],
                title=row["title"],
                started_at=datetime.fromisoformat(row["started_at"]),
                points=row["points"],
                decision=row["decision"],
            )
            for row in rows
        )


def _card(row: Row) -> CardRow:
    return CardRow(
        kind=row["kind"],
        subject=row["subject"],
        source=row["source"],
        stability=row["stability"],
        difficulty=row["difficulty"],
        reviewed_at=datetime.fromisoformat(row["reviewed_at"]),
        reviews=row["reviews"],
        lapses=row["lapses"],
        sure_wrong=bool(row["sure_wrong"]),
    )
