"""What attempts add up to: lists, marks and minutes, read without decoding a single answer."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from sqlite3 import Row
from typing import NamedTuple

from quizapp.domain.standing import AttemptState, Confidence
from quizapp.storage.database import Database

UNFINISHED = (AttemptState.IN_PROGRESS, AttemptState.OVERDUE)


class AttemptSummary(NamedTuple):
    """One line of a history; `points` and `decision` are None until there is a result."""

    id: str
    learner: str
    plan: str
    title: str
    kind: str
    state: AttemptState
    started_at: datetime
    finished_at: datetime | None
    answered: int
    items: int
    points: float | None
    decision: str | None
    marked: int = 0
    """Answers of an open attempt that have their mark as they stand; 0 once it is handed in."""
    runs_out: datetime | None = None
    """When the time of the open part ends; None without a clock, or while it may stand still."""

    @property
    def only_to_finish(self) -> bool:
        """Tell whether this is an open practice set with nothing left to do but to finish it."""
        return self.kind == "practice" and self.state in UNFINISHED and self.marked >= self.items


class GradeRow(NamedTuple):
    """One stored mark with what history and progress need of it."""

    attempt: str
    item: str
    points: float
    misconceptions: tuple[str, ...]
    confidence: Confidence | None
    graded_at: datetime


class DoneStep(NamedTuple):
    """A step of a day's plan in which every question has its mark."""

    title: str
    items: int


class LatestMark(NamedTuple):
    """The last mark of one item, and how many there are."""

    item: str
    points: float
    marks: int


class HistoryStore:
    """Reads attempts, marks and time spent."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def summaries(
        self, learner_id: str | None = None, *, states: Iterable[AttemptState] | None = None
    ) -> tuple[AttemptSummary, ...]:
        """Return attempts, newest first, optionally of one learner or in some states."""
        wanted = [state.value for state in (states or AttemptState)]
        marks = ",".join("?" * len(wanted))
        rows = self._database.connection.execute(
            f"""select a.id, a.learner, a.plan, a.plan_kind, a.state, a.started_at, a.finished_at,
                  json_extract(a.plan_body, '$.title') as title,
                  (select count(*) from answers n where n.attempt = a.id and n.answer is not null)
                    as answered,
                  (select sum(json_array_length(value, '$.items'))
                     from json_each(a.form, '$.sections')) as items,
                  case when a.state in ('in_progress', 'overdue') then
                    (select count(*) from answers n where n.attempt = a.id and exists
                       (select 1 from grades g where g.attempt = a.id and g.item = n.item
                          and g.answer = n.answer)) else 0 end as marked,
                  case when a.state = 'in_progress' and json_extract(a.timer, '$.running')
                    and not json_extract(a.plan_body, '$.may_pause')
                    and not json_extract(a.accommodations, '$.may_pause') then
                    json_extract(a.timer, '$.wall') - json_extract(a.timer, '$.used')
                    + json_extract(a.plan_body, '$.sections[' || a.section || '].minutes') * 60
                      * (1 + json_extract(a.accommodations, '$.extra_time')) end as runs_out,
                  r.points, r.decision
                from attempts a
                left join results r on r.id =
                  (select max(id) from results where attempt = a.id)
                where a.state in ({marks}) and (? is null or a.learner = ?)
                order by a.started_at desc, a.id desc""",  # noqa: S608 - only question marks are put in
            (*wanted, learner_id, learner_id),
        )
        return tuple(_summary(row) for row in rows)

    def seen(self, learner_id: str) -> dict[str, int]:
        """Return how often each item was in an attempt of the learner with an answer."""
        rows = self._database.connection.execute(
            """select n.item, count(*) as times from answers n
               join attempts a on a.id = n.attempt where a.learner = ? group by n.item""",
            (learner_id,),
        )
        return {row["item"]: row["times"] for row in rows}

    def grade_rows(self, learner_id: str) -> tuple[GradeRow, ...]:
        """Return every mark of a learner, oldest first."""
        rows = self._database.connection.execute(
            """select g.attempt, g.item, g.points, g.confidence, g.graded_at,
                 nullif(json_extract(g.grade, '$.misconceptions'), '[]') as misconceptions
               from grades g join attempts a on a.id = g.attempt
               where a.learner = ? order by g.id""",
            (learner_id,),
        )
        return tuple(
            GradeRow(
                attempt=row["attempt"],
                item=row["item"],
                points=row["points"],
                misconceptions=tuple(json.loads(named)) if (named := row["misconceptions"]) else (),
                confidence=Confidence(row["confidence"]) if row["confidence"] else None,
                graded_at=datetime.fromisoformat(row["graded_at"]),
            )
            for row in rows
        )

    def latest(self, learner_id: str) -> tuple[LatestMark, ...]:
        """Return the last mark of each item, in the order of the first marks."""
        rows = self._database.connection.execute(
            """select g.item, g.points, marks from grades g join
                 (select min(h.id) as first, max(h.id) as last, count(*) as marks
                  from grades h join attempts a on a.id = h.attempt
                  where a.learner = ? group by h.item) on g.id = last
               order by first""",
            (learner_id,),
        )
        return tuple(LatestMark(*row) for row in rows)

    def unfinished(self, learner_id: str) -> tuple[AttemptSummary, ...]:
        """Return open attempts of a learner in which there is something to do, newest first."""
        found = self.summaries(learner_id, states=UNFINISHED)
        return tuple(summary for summary in found if not summary.only_to_finish)

    def minutes_by_day(self, learner_id: str, *, since: date) -> dict[date, float]:
        """Return the minutes spent on answers for each local day from `since` on.

        Days are worked out for whole minutes: asking for the local day of each answer was dear.
        What was finished before that day holds no answer of it, so its answers are not looked at.
        """
        begun = datetime.combine(since, time()).astimezone(UTC)
        rows = self._database.connection.execute(
            """select date(minute, 'localtime') as day, sum(spent) / 60.0 as minutes from
                 (select substr(n.saved_at, 1, 16) as minute, sum(n.seconds) as spent
                  from answers n join attempts a on a.id = n.attempt
                  where a.learner = ? and n.saved_at >= ?
                  and (a.finished_at is null or a.finished_at >= ?)
                  group by minute) group by day""",
            (learner_id, begun.isoformat(), begun.isoformat()),
        )
        return {date.fromisoformat(row["day"]): row["minutes"] for row in rows}

    def steps_done(self, learner_id: str, *, on: date) -> tuple[DoneStep, ...]:
        """Return the steps of a local day's plan that were begun and done on that day, in order.

        A step that was done several times is one, with all its questions.
        """
        midnight = datetime.combine(on, time()).astimezone(UTC)
        rows = self._database.connection.execute(
            """select step, sum(items) as items from
                 (select json_extract(a.form, '$.step') as step, a.started_at,
                    (select sum(json_array_length(value, '$.items'))
                       from json_each(a.form, '$.sections')) as items,
                    (select count(distinct g.item) from grades g where g.attempt = a.id) as marked
                  from attempts a where a.learner = ? and a.started_at >= ?)
               where step != '' and marked >= items group by step order by min(started_at)""",
            (learner_id, midnight.isoformat()),
        )
        return tuple(DoneStep(*row) for row in rows)

    def flagged(self, learner_id: str) -> frozenset[str]:
        """Return the items that a learner has flagged in any attempt."""
        rows = self._database.connection.execute(
            """select distinct n.item from answers n join attempts a on a.id = n.attempt
               where a.learner = ? and n.flagged = 1""",
            (learner_id,),
        )
        return frozenset(row["item"] for row in rows)


def _summary(row: Row) -> AttemptSummary:
    return AttemptSummary(
        id=row["id"],
        learner=row["learner"],
        plan=row["plan"],
        title=row["title"],
        kind=row["plan_kind"],
        state=AttemptState(row["state"]),
        started_at=datetime.fromisoformat(row["started_at"]),
        finished_at=_time(row["finished_at"]),
        answered=row["answered"],
        items=row["items"],
        points=row["points"],
        decision=row["decision"],
        marked=row["marked"],
        runs_out=None if row["runs_out"] is None else datetime.fromtimestamp(row["runs_out"], UTC),
    )


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
