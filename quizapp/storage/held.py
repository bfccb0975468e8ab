"""What this computer holds to check others' certificates: trust bundles, status lists and logs.

Each is kept as the file it came in, one of a kind for each issuer, with its number, so that an
older one is recognised and refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from sqlite3 import Row

from quizapp.storage.database import Database


class HeldKind(StrEnum):
    """What a held file is."""

    BUNDLE = "bundle"
    STATUS = "status"
    LOG = "log"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFile:
    """One file. `number` is its running number; `sha256` tells two of one number apart."""

    kind: HeldKind
    issuer: str
    number: int
    sha256: str
    raw: bytes = field(repr=False)
    taken_at: datetime


class HeldStore:
    """Reads and writes held files."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, kind: HeldKind) -> tuple[HeldFile, ...]:
        """Return all files of a kind, in the order in which they were taken."""
        rows = self._database.connection.execute(
            "select * from held_files where kind = ? order by taken_at, issuer", (kind.value,)
        )
        return tuple(_held(row) for row in rows)

    def get(self, kind: HeldKind, issuer: str) -> HeldFile | None:
        """Return what is held of an issuer, or None."""
        row = self._database.connection.execute(
            "select * from held_files where kind = ? and issuer = ?", (kind.value, issuer)
        ).fetchone()
        return _held(row) if row else None

    def put(self, held: HeldFile) -> None:
        """Keep a file in the place of the one held before."""
        with self._database.transaction() as connection:
            connection.execute(
                "insert or replace into held_files values (?,?,?,?,?,?)",
                (
                    held.kind.value,
                    held.issuer,
                    held.number,
                    held.sha256,
                    held.raw,
                    held.taken_at.isoformat(),
                ),
            )

    def forget(self, issuer: str) -> None:
        """Drop everything held of an issuer."""
        with self._database.transaction() as connection:
            connection.execute("delete from held_files where issuer = ?", (issuer,))


def _held(row: Row) -> HeldFile:
    return HeldFile(
        kind=HeldKind(row["kind"]),
        issuer=row["issuer"],
        number=row["number"],
        sha256=row["sha256"],
        raw=row["raw"],
        taken_at=datetime.fromisoformat(row["taken_at"]),
    )
