"""Backups: whole copies made by SQLite itself, rotated, and put back only when they are sound."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quizapp.clock import SystemClock
from quizapp.errors import UserError

KEEP_NEWEST = 5
KEEP_DAILY = 7
KEEP_WEEKLY = 4
STAMP = "%Y%m%dT%H%M%S%fZ"


def back_up(connection: sqlite3.Connection, folder: Path, *, label: str = "auto") -> Path:
    """Write a copy of the open database into the folder and return its path.

    The copy is written beside its place, checked and then renamed, so a half copy never counts.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stamp = SystemClock().now().strftime(STAMP)
    target = folder / f"quizapp-{stamp}-{label}.sqlite3"
    write_copy(connection, target)
    return target


def write_copy(connection: sqlite3.Connection, target: Path) -> None:
    """Write a sound copy of the open database to `target`, replacing it in one step."""
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        copy = sqlite3.connect(part)
        try:
            connection.backup(copy)
            copy.execute("pragma journal_mode = delete")
        finally:
            copy.close()
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise UserError(
            f"The backup could not be written to {target.parent} ({error}). Your data are safe "
            "where they are; choose another place."
        ) from error


def rotate(folder: Path) -> tuple[Path, ...]:
    """Delete automatic backups that are no longer needed and return what was deleted.

    Kept are the newest five, the last of each of the seven latest days and of the four latest
    weeks. Backups with another label than `auto` are never deleted.
    """
    found = sorted(folder.glob("quizapp-*-auto.sqlite3"), reverse=True)
    keep = set(found[:KEEP_NEWEST])
    for period, number in ((_day, KEEP_DAILY), (_week, KEEP_WEEKLY)):
        newest: dict[str, Path] = {}
        for path in found:
            newest.setdefault(period(path), path)
        keep.update(list(newest.values())[:number])
    gone = tuple(path for path in found if path not in keep)
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def is_due(folder: Path, now: datetime, *, every: timedelta = timedelta(hours=12)) -> bool:
    """Tell whether the newest automatic backup is older than `every`."""
    found = backups(folder)
    return not found or now - taken_at(found[0]) >= every


def backups(folder: Path) -> Sequence[Path]:
    """Return all backups, newest first."""
    return sorted(folder.glob("quizapp-*.sqlite3"), key=lambda path: path.name, reverse=True)


def taken_at(path: Path) -> datetime:
    """Return when a backup was made, from its name."""
    return datetime.strptime(path.name.split("-")[1], STAMP).replace(tzinfo=UTC)


def _day(path: Path) -> str:
    return taken_at(path).strftime("%Y-%m-%d")


def _week(path: Path) -> str:
    return taken_at(path).strftime("%G-%V")


def check_sound(path: Path) -> None:
    """Raise `UserError` unless the file is a whole quizapp database."""
    if not path.is_file():
        raise UserError(f"There is no file {path}. Choose one of the backups in the data folder.")
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            verdict = connection.execute("pragma integrity_check").fetchone()[0]
            tables = {r[0] for r in connection.execute("select name from sqlite_master")}
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        raise UserError(
            f"{path.name} is not a whole backup ({error}). Nothing was changed; try an older one."
        ) from error
    if verdict != "ok" or not {"learners", "attempts", "_sqlite_migrations"} <= tables:
        raise UserError(
            f"{path.name} is not a whole quizapp backup. Nothing was changed; try an older one."
        )


def keep_aside(database: Path, folder: Path) -> Path:
    """Copy a database that may be damaged into the backups, as SQLite sees it or byte by byte."""
    try:
        connection = sqlite3.connect(database)
        try:
            return back_up(connection, folder, label="before-restore")
        finally:
            connection.close()
    except (sqlite3.DatabaseError, UserError):
        folder.mkdir(parents=True, exist_ok=True)
        stamp = SystemClock().now().strftime(STAMP)
        target = folder / f"quizapp-{stamp}-damaged.sqlite3"
        target.write_bytes(database.read_bytes())
        return target


def restore(backup: Path, database: Path) -> None:
    """Put a sound backup in the place of the database, in one step.

    The caller holds the folder's lock and has no connection open.
    """
    check_sound(backup)
    part = database.with_name(database.name + ".restoring")
    part.write_bytes(backup.read_bytes())
    with part.open("rb") as handle:
        os.fsync(handle.fileno())
    for extra in ("-wal", "-shm"):
        database.with_name(database.name + extra).unlink(missing_ok=True)
    part.replace(database)
