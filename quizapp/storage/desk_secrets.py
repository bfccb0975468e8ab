"""The secrets of the desk as salted hashes, and the readers by name."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quizapp.storage.database import FILE_NAME, Database


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSecret:
    """A passphrase as stored: never itself, only what shows that it was typed again.

    `cost` names the work factors; `sealed_key` is a private key that only the passphrase opens.
    """

    name: str
    salt: bytes
    cost: str
    verifier: bytes
    changed_at: datetime
    public_key: bytes | None = None
    sealed_key: bytes | None = None

    def __repr__(self) -> str:
        return f"StoredSecret({self.name}, …)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody who reads replies; stands by id in the audit log."""

    id: str
    name: str


class SecretStore:
    """Reads and writes hashes of passphrases and the list of readers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def has(self, name: str) -> bool:
        """Tell whether a secret was set."""
        row = self._database.connection.execute(
            "select 1 from secrets where name = ?", (name,)
        ).fetchone()
        return row is not None

    def get(self, name: str) -> StoredSecret | None:
        """Return a secret as stored, or None."""
        row = self._database.connection.execute(
            "select * from secrets where name = ?", (name,)
        ).fetchone()
        return _secret(row) if row is not None else None

    def put(self, secret: StoredSecret) -> None:
        """Store a secret, in place of an earlier one of the same name."""
        with self._database.transaction() as connection:
            connection.execute(
                "insert or replace into secrets values (?,?,?,?,?,?,?)",
                (
                    secret.name,
                    secret.salt,
                    secret.cost,
                    secret.verifier,
                    secret.public_key,
                    secret.sealed_key,
                    secret.changed_at.isoformat(),
                ),
            )

    def readers(self) -> tuple[Reader, ...]:
        """Return every reader by name."""
        rows = self._database.connection.execute("select id, name from readers order by name")
        return tuple(Reader(id=row["id"], name=row["name"]) for row in rows)

    def add_reader(self, reader: Reader, at: datetime) -> None:
        """Store a new reader."""
        with self._database.transaction() as connection:
            connection.execute(
                "insert into readers values (?,?,?)", (reader.id, reader.name, at.isoformat())
            )


def secrets_in(folder: Path) -> tuple[StoredSecret, ...]:
    """Return the secrets set in a data folder, by a connection of its own, from any thread.

    None where there are no data, or they can't be read: then there is nothing to compare with.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return ()
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        ) as connection:
            connection.row_factory = sqlite3.Row
            return tuple(map(_secret, connection.execute("select * from secrets order by name")))
    except sqlite3.DatabaseError:
        return ()


def _secret(row: sqlite3.Row) -> StoredSecret:
    return StoredSecret(
        name=row["name"],
        salt=row["salt"],
        cost=row["cost"],
        verifier=row["verifier"],
        changed_at=datetime.fromisoformat(row["changed_at"]),
        public_key=row["public_key"],
        sealed_key=row["sealed_key"],
    )
