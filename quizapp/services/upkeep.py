"""Backups: made by themselves, made on request, put back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from quizapp.clock import Clock
from quizapp.storage import backup
from quizapp.storage.database import FILE_NAME, Database
from quizapp.storage.lock import FolderLock

BACKUPS = "backups"


class Upkeep:
    """Keeps copies of the data."""

    def __init__(self, database: Database, *, folder: Path, clock: Clock) -> None:
        self._database = database
        self._folder = folder
        self._clock = clock

    def back_up_if_due(self) -> Path | None:
        """Make an automatic backup twice a day at most, and drop those no longer needed."""
        folder = self._folder / BACKUPS
        if not backup.is_due(folder, self._clock.now()):
            return None
        made = backup.back_up(self._database.connection, folder)
        backup.rotate(folder)
        return made

    def back_up(self, target: Path | None = None) -> Path:
        """Make a backup now, in the data folder or at `target`, and return its path."""
        if target is None:
            return backup.back_up(
                self._database.connection, self._folder / BACKUPS, label="by-hand"
            )
        backup.write_copy(self._database.connection, target)
        return target

    def backups(self) -> Sequence[Path]:
        """Return all backups in the data folder, newest first."""
        return backup.backups(self._folder / BACKUPS)


def restore(source: Path, folder: Path) -> Path | None:
    """Put a backup in the place of the data, keeping what was there as a backup of its own.

    Needs the folder's lock, so no window may be open. Returns the backup of what was there, or
    None where there was nothing. `UserError` if the backup is not sound; then nothing changes.
    """
    with FolderLock(folder):
        backup.check_sound(source)
        current = folder / FILE_NAME
        kept = backup.keep_aside(current, folder / BACKUPS) if current.exists() else None
        backup.restore(source, current)
    return kept
