"""Opening the one database file: settings, version check, migration with a backup before it.

The plain `sqlite3` connection under sqlite-utils serves the hot path; sqlite-utils itself is
imported only when a migration is pending, because its import costs as much as all of Qt.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.errors import UserError
from quizapp.storage import migrations
from quizapp.storage.backup import back_up

if TYPE_CHECKING:
    from quizapp.storage.log_sync import LogSync

FILE_NAME = "quizapp.sqlite3"
BUSY_MILLISECONDS = 5000
SYNCHRONISES = hasattr(os, "fdatasync")
"""Whether the system lets a file be synchronised through another handle than SQLite's."""
LONG_LOG = 4_200_000
"""Bytes of a log in which SQLite begins anew: 1000 pages with their heads, and some more."""
FILLER = 6 << 20
"""Bytes that are more than such a log and what SQLite keeps in memory together."""
PRIMARY_CODE = 0xFF
"""The part of SQLite's result codes that tells kinds of faults apart."""
UNWRITABLE = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}
)


class Database:
    """An open database. Times are stored as ISO 8601 text in UTC, values as JSON text."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        self._sync: LogSync | None = None

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Run the block in one transaction that is durable when the block is left.

        A block inside another one joins it, so several stores can write together or not at all.
        """
        with self._transaction() as connection:
            yield connection

    @contextmanager
    def quick_transaction(self) -> Iterator[sqlite3.Connection]:
        """Run the block in one transaction that survives a crash of the program, not a power cut.

        For what can be lost without harm, such as which question was on screen: it costs no
        fdatasync. The next durable transaction makes it durable, too.
        """
        if self.connection.in_transaction:
            yield self.connection
            return
        self.connection.execute("pragma synchronous = normal")
        try:
            with self._transaction() as connection:
                yield connection
        finally:
            self.connection.execute("pragma synchronous = full")

    @contextmanager
    def transaction_behind(self) -> Iterator[sqlite3.Connection]:
        """Run the block in one transaction that is durable once `wait_for_disk` returns.

        The disk works meanwhile. Where the system can't do that the block is durable when left.
        """
        if not SYNCHRONISES or self.connection.in_transaction:
            with self.transaction() as connection:
                yield connection
            return
        with self.quick_transaction() as connection:
            yield connection
        self._log_sync().begin()

    def make_room(self) -> None:
        """Let the log grow now, while there is time, to the length at which SQLite begins it anew.

        A file that grows takes the disk twice as long to synchronise. What is written here is
        rolled back; it stays in the file as room for what is committed later.
        """
        log = self.path.with_name(f"{self.path.name}-wal")
        inside = self.connection.in_transaction
        if inside or not SYNCHRONISES or not log.exists() or log.stat().st_size >= LONG_LOG:
            return
        try:
            self.connection.execute("begin immediate")
            self.connection.execute("create table room (filler blob)")
            self.connection.execute("insert into room values (zeroblob(?))", (FILLER,))
        except sqlite3.OperationalError:
            return  # no room on the disk, or another writer: nothing is lost by a short log
        finally:
            if self.connection.in_transaction:
                self.connection.execute("rollback")
        self._log_sync().begin()

    def _log_sync(self) -> LogSync:
        if self._sync is None:
            from quizapp.storage.log_sync import LogSync  # noqa: PLC0415 - not on the way to the first page

            self._sync = LogSync(self.path.with_name(f"{self.path.name}-wal"))
        return self._sync

    def wait_for_disk(self) -> None:
        """Wait until what `transaction_behind` committed is on the disk; `OSError` if it isn't."""
        if self._sync is not None:
            self._sync.wait()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        if self.connection.in_transaction:
            yield self.connection
            return
        with saving(self.path):
            self.connection.execute("begin immediate")
            try:
                yield self.connection
                self.connection.execute("commit")
            except BaseException:
                if self.connection.in_transaction:  # SQLite may have rolled back by itself
                    self.connection.execute("rollback")
                raise

    def close(self) -> None:
        """Close the file."""
        if self._sync is not None:
            self._sync.close()
        self.connection.close()


@contextmanager
def saving(path: Path) -> Iterator[None]:
    """Turn a disk that takes no more into a `UserError`; every other fault stays what it is."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & PRIMARY_CODE not in UNWRITABLE:
            raise
        raise UserError(
            f"Nothing more can be saved in {path.parent} ({error}). Make room on the disk, or see "
            "that it can be written to, and try again. What was saved before is safe."
        ) from error


def open_database(folder: Path, *, read_only: bool = False) -> Database:
    """Open (or create) the database in a data folder and bring it up to date.

    `UserError` if the file is damaged, was written by a newer version, or cannot be opened.
    """
    path = folder / FILE_NAME
    if read_only and not path.exists():
        raise UserError(
            f"There is no quizapp data in {folder}. Start the app once, or check the path."
        )
    try:
        with saving(path):
            connection = _connect(path, read_only=read_only)
            pending = _pending(connection, path)
    except sqlite3.DatabaseError as error:
        raise UserError(
            f"The file {path} can't be read as a quizapp database ({error}). "
            "Nothing was changed. Put a backup in its place with “quizapp restore”."
        ) from error
    database = Database(path, connection)
    if pending and not read_only:
        with saving(path):
            _migrate(database, fresh=len(pending) == len(migrations.NAMES))
    elif pending:
        connection.close()
        raise UserError(
            f"The data in {folder} come from an older version. Open the app once to bring them up "
            "to date; a backup is made first."
        )
    return database


def organisation_in(folder: Path) -> bool:
    """Tell whether an organisation has set up its desk in a folder, by a connection of its own.

    False where there are no data, or they can't be read: then there is nothing to guard.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return False
    try:
        with closing(_connect(path, read_only=True)) as connection:
            row = connection.execute("select 1 from secrets where name = 'desk'").fetchone()
    except sqlite3.DatabaseError:
        return False
    return row is not None


def open_in_memory() -> Database:
    """Open an empty database that is gone when it is closed."""
    connection = _prepared(sqlite3.connect(":memory:"))
    database = Database(Path(":memory:"), connection)
    _migrate(database, fresh=True)
    return database


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    if read_only:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path)
    _prepared(connection)
    if not read_only:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
    return connection


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.isolation_level = None
    connection.row_factory = sqlite3.Row
    connection.execute(f"pragma busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("pragma foreign_keys = on")
    return connection


def _pending(connection: sqlite3.Connection, path: Path) -> list[str]:
    known = connection.execute(
        "select 1 from sqlite_master where name = '_sqlite_migrations'"
    ).fetchone()
    applied = (
        {
            row["name"]
            for row in connection.execute(
                "select name from _sqlite_migrations where migration_set = ?",
                (migrations.MIGRATION_SET,),
            )
        }
        if known
        else set()
    )
    newer = applied - set(migrations.NAMES)
    if newer:
        connection.close()
        raise UserError(
            f"{path} was written by a newer version of quizapp. Install that version to open it; "
            "nothing was changed."
        )
    return [name for name in migrations.NAMES if name not in applied]


def _migrate(database: Database, *, fresh: bool) -> None:
    from sqlite_utils import Database as Tables  # noqa: PLC0415 - see the module's docstring

    if not fresh:
        back_up(database.connection, database.path.parent / "backups", label="before-update")
    migrations.apply(Tables(database.connection))
