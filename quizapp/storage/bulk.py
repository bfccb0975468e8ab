"""Runs of many certificates: which attempts a run is for, and how far it has come.

A run holds no names: files are named anew from the certificates, so nothing of a person stays here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Row

from quizapp.storage.database import Database

RUNNING, STOPPED, FINISHED = "running", "stopped", "finished"
WAITING, DONE, LEFT_OUT = "waiting", "done", "left out"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRun:
    """One run. `form` is folder or zip; a killed run is still `running` and can be resumed."""

    id: str
    label: str
    target: str
    form: str
    pattern: str
    state: str
    begun_at: datetime
    ended_at: datetime | None
    total: int
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEntry:
    """One attempt of a run: `waiting`, `done` under a serial, or `left out` for a problem."""

    place: int
    attempt: str
    learner: str
    state: str
    serial: str | None
    problem: str


class BulkStore:
    """Reads and writes runs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, run: StoredRun, entries: Sequence[tuple[str, str]]) -> None:
        """Store a new run; each entry is an attempt and its learner."""
        with self._database.transaction() as connection:
            connection.execute(
                "insert into bulk_runs values (?,?,?,?,?,?,?,?)",
                (
                    run.id,
                    run.label,
                    run.target,
                    run.form,
                    run.pattern,
                    run.state,
                    run.begun_at.isoformat(),
                    None,
                ),
            )
            connection.executemany(
                "insert into bulk_entries values (?,?,?,?,?,?,?)",
                [
                    (run.id, place, attempt, learner, WAITING, None, "")
                    for place, (attempt, learner) in enumerate(entries)
                ],
            )

    def get(self, run_id: str) -> StoredRun | None:
        """Return one run, or None."""
        return next(iter(self._find("r.id = ?", run_id)), None)

    def unfinished(self) -> tuple[StoredRun, ...]:
        """Return runs that were stopped or killed, the oldest first."""
        return self._find("r.state <> ?", FINISHED)

    def _find(self, condition: str, value: str) -> tuple[StoredRun, ...]:
        rows = self._database.connection.execute(
            f"""select r.*, count(e.place) as total, coalesce(sum(e.state = 'done'), 0) as done
                from bulk_runs r left join bulk_entries e on e.run = r.id
                where {condition} group by r.id order by r.begun_at, r.id""",  # noqa: S608 - written above
            (value,),
        )
        return tuple(_run(row) for row in rows)

    def entries(self, run_id: str) -> tuple[StoredEntry, ...]:
        """Return the entries of a run in order."""
        rows = self._database.connection.execute(
            "select * from bulk_entries where run = ? order by place", (run_id,)
        )
        return tuple(
            StoredEntry(
                place=row["place"],
                attempt=row["attempt"],
                learner=row["learner"],
                state=row["state"],
                serial=row["serial"],
                problem=row["problem"],
            )
            for row in rows
        )

    def mark(
        self, run_id: str, place: int, state: str, *, serial: str | None = None, problem: str = ""
    ) -> None:
        """Record what became of an entry."""
        with self._database.transaction() as connection:
            connection.execute(
                """update bulk_entries set state = ?, serial = ?, problem = ?
                   where run = ? and place = ?""",
                (state, serial, problem, run_id, place),
            )

    def set_state(self, run_id: str, state: str, *, at: datetime | None = None) -> None:
        """Record that a run goes on, was stopped, or is finished."""
        with self._database.transaction() as connection:
            connection.execute(
                "update bulk_runs set state = ?, ended_at = ? where id = ?",
                (state, at.isoformat() if at else None, run_id),
            )


def _run(row: Row) -> StoredRun:
    return StoredRun(
        id=row["id"],
        label=row["label"],
        target=row["target"],
        form=row["form"],
        pattern=row["pattern"],
        state=row["state"],
        begun_at=datetime.fromisoformat(row["begun_at"]),
        ended_at=datetime.fromisoformat(row["ended_at"]) if row["ended_at"] else None,
        total=row["total"],
        done=row["done"],
    )
