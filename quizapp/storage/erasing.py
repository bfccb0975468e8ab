"""Taking a person out of the database and out of every backup, so that no byte stays.

Which tables hold something of a person follows from their foreign keys, not from a list, so a table
that is new, or missing in an old backup, needs no change here. Register entries of certificates
stay without the person: serial, digest, place in the status list and dates.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizapp.errors import UserError
from quizapp.storage.database import Database

CHUNK = 1 << 20
_BLANKED: dict[str, Any] = {
    "holder_name": "",
    "holder_language": "",
    "holder_email": "",
    "identity_salt": "",
    "credential_id": "",
    "form_id": "",
    "band": "",
    "score": 0.0,
    "domains": [],
}
"""What the frozen facts of a certificate say of a person, and what stands there afterwards."""

Note = Callable[[sqlite3.Connection, "Erased"], None]
"""Writes the audit line in the transaction of the erasure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """The ids of what was taken out of one database."""

    learner: str
    attempts: tuple[str, ...]
    serials: tuple[str, ...]


def rows_of(connection: sqlite3.Connection, learner_id: str) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table that belongs to a person, by table."""
    attempts = [
        row[0]
        for row in connection.execute("select id from attempts where learner = ?", (learner_id,))
    ]
    found: dict[str, list[dict[str, Any]]] = {
        "learners": _select(connection, "learners", "id", [learner_id])
    }
    for table, column in _pointing_at(connection, "learners"):
        found[table] = _select(connection, table, column, [learner_id])
    for table, column in _pointing_at(connection, "attempts"):
        known = found.setdefault(table, [])
        known += [one for one in _select(connection, table, column, attempts) if one not in known]
    return {table: rows for table, rows in found.items() if rows}


def _select(
    connection: sqlite3.Connection, table: str, column: str, values: list[str]
) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for value in values:
        cursor = connection.execute(
            f'select * from "{table}" where "{column}" = ?',  # noqa: S608 - names of our own schema
            (value,),
        )
        names = [part[0] for part in cursor.description]
        made += [dict(zip(names, row, strict=True)) for row in cursor]
    return made


def _pointing_at(connection: sqlite3.Connection, target: str) -> Iterator[tuple[str, str]]:
    """Return each table and column that refers to another table."""
    tables = [
        row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")
    ]
    for table in tables:
        for key in connection.execute(f'pragma foreign_key_list("{table}")'):
            if key[2] == target:
                yield table, key[3]


def erase(database: Database, learner_id: str, *, note: Note) -> Erased:
    """Take a person out of the open database, and make the file forget the bytes."""
    connection = database.connection
    connection.execute("pragma secure_delete = on")
    with database.transaction():
        erased = _delete(connection, learner_id)
        note(connection, erased)
    forget(connection)
    return erased


def forget(connection: sqlite3.Connection) -> None:
    """Rewrite the database file and empty its journal, so that deleted rows leave no bytes."""
    connection.execute("vacuum")
    busy = connection.execute("pragma wal_checkpoint(truncate)").fetchone()[0]
    if busy:
        raise UserError(
            "The person is erased, but another quizapp is reading the data, so the journal still "
            "holds old bytes. Close it, then close and open this one."
        )


def erase_in_backup(path: Path, learner_id: str, *, note: Note) -> Erased | None:
    """Take a person out of a backup; None if they were not in it.

    `sqlite3.DatabaseError` if the file can't be read as a database.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("pragma foreign_keys = on")
        connection.execute("pragma secure_delete = on")
        known = connection.execute("select 1 from learners where id = ?", (learner_id,)).fetchone()
        erased = None
        if known is not None:
            connection.execute("begin immediate")
            try:
                erased = _delete(connection, learner_id)
                if _has_table(connection, "audit"):
                    note(connection, erased)
            except BaseException:
                connection.execute("rollback")
                raise
            connection.execute("commit")
        connection.execute("vacuum")
        return erased


def _has_table(connection: sqlite3.Connection, name: str) -> bool:
    row = connection.execute("select 1 from sqlite_master where name = ?", (name,)).fetchone()
    return row is not None


def _delete(connection: sqlite3.Connection, learner_id: str) -> Erased:
    attempts = tuple(
        row[0]
        for row in connection.execute("select id from attempts where learner = ?", (learner_id,))
    )
    serials = _blank_certificates(connection, learner_id)
    _delete_where_pointing(connection, "attempts", attempts)
    connection.executemany("delete from attempts where id = ?", [(one,) for one in attempts])
    _delete_where_pointing(connection, "learners", (learner_id,))
    connection.execute("delete from learners where id = ?", (learner_id,))
    connection.execute("delete from choices where value = ?", (learner_id,))
    return Erased(learner=learner_id, attempts=attempts, serials=serials)


def _delete_where_pointing(
    connection: sqlite3.Connection, target: str, ids: tuple[str, ...]
) -> None:
    for table, column in list(_pointing_at(connection, target)):
        if table not in ("certificates", "attempts"):
            connection.executemany(
                f'delete from "{table}" where "{column}" = ?',  # noqa: S608 - names of our own schema
                [(one,) for one in ids],
            )


def _blank_certificates(connection: sqlite3.Connection, learner_id: str) -> tuple[str, ...]:
    found = connection.execute(
        """select serial, facts from certificates where learner = :id
           or attempt in (select id from attempts where learner = :id)""",
        {"id": learner_id},
    ).fetchall()
    connection.executemany(
        """update certificates set learner = null, attempt = null, holder = '', facts = ?
           where serial = ?""",
        [(_blanked(facts), serial) for serial, facts in found],
    )
    connection.executemany(
        "delete from certificates where serial = ? and sha256 = ''",
        [(serial,) for serial, _ in found],
    )
    return tuple(sorted(serial for serial, _ in found))


def _blanked(facts: str) -> str:
    said: dict[str, Any] = json.loads(facts)
    said |= {name: value for name, value in _BLANKED.items() if name in said}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def holds(path: Path, words: tuple[str, ...]) -> bool:
    """Tell whether a file holds one of these texts, in UTF-8 or UTF-16 of either order."""
    sought = [
        word.encode(encoding)
        for word in words
        if word
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    ]
    if not sought:
        return False
    overlap = max(map(len, sought)) - 1
    before = b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            window = before + chunk
            if any(word in window for word in sought):
                return True
            before = window[-overlap:] if overlap else b""
    return False
