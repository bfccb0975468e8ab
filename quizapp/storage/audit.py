"""The audit log: one line for each action of the desk, chained by hashes, ids only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from sqlite3 import Connection, Row

from quizapp.domain.record import START, AuditLine, audit_hash
from quizapp.storage.database import Database


class AuditStore:
    """Appends to the log and reads it. A line joins the transaction of the change it tells of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, action: str, subjects: Iterable[str], *, actor: str, at: datetime) -> None:
        """Write one line, in the transaction under way or in one of its own."""
        with self._database.transaction() as connection:
            append_line(connection, action, subjects, actor=actor, at=at)

    def lines(self) -> Iterator[AuditLine]:
        """Return every line, oldest first."""
        rows = self._database.connection.execute("select * from audit order by seq")
        return (_line(row) for row in rows)

    def newest(self, number: int) -> tuple[AuditLine, ...]:
        """Return the last lines, newest first."""
        rows = self._database.connection.execute(
            "select * from audit order by seq desc limit ?", (number,)
        )
        return tuple(_line(row) for row in rows)

    def end(self) -> tuple[int, str]:
        """Return number and hash of the last line; 0 and zeros for an empty log."""
        return _end(self._database.connection)

    def line_hash(self, seq: int) -> str | None:
        """Return the hash of one line, or None."""
        row = self._database.connection.execute(
            "select hash from audit where seq = ?", (seq,)
        ).fetchone()
        return str(row["hash"]) if row else None

    def subjects_of(self, action: str) -> frozenset[str]:
        """Return every id named in lines of an action."""
        rows = self._database.connection.execute(
            "select subjects from audit where action = ?", (action,)
        )
        return frozenset(subject for row in rows for subject in json.loads(row["subjects"]))


def append_line(
    connection: Connection, action: str, subjects: Iterable[str], *, actor: str, at: datetime
) -> None:
    """Write one line at the end of a log, in the transaction under way."""
    last, before = _end(connection)
    named = list(subjects)
    connection.execute(
        "insert into audit values (?,?,?,?,?,?,?)",
        (
            last + 1,
            at.isoformat(),
            actor,
            action,
            json.dumps(named, ensure_ascii=False),
            before,
            audit_hash(
                seq=last + 1, at=at, actor=actor, action=action, subjects=named, before=before
            ),
        ),
    )


def _end(connection: Connection) -> tuple[int, str]:
    row = connection.execute("select seq, hash from audit order by seq desc limit 1").fetchone()
    return (row[0], row[1]) if row else (0, START)


def _line(row: Row) -> AuditLine:
    return AuditLine(
        seq=row["seq"],
        at=datetime.fromisoformat(row["at"]),
        actor=row["actor"],
        action=row["action"],
        subjects=tuple(json.loads(row["subjects"])),
        before=row["before_hash"],
        hash=row["hash"],
    )
