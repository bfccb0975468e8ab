"""One writer per data folder: a lock that the operating system drops when the process ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from quizapp.errors import UserError

FILE_NAME = "in-use.lock"


class FolderLock:
    """Held while a window or a writing command works in a data folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._handle: int | None = None

    def acquire(self) -> None:
        """Take the lock; `UserError` if another process holds it or the folder can't be used."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise UserError(
                f"quizapp can't keep its data in {self._path.parent} ({error.strerror}). Choose a "
                "folder that you may write to with --data-dir, or ask whoever looks after this one."
            ) from error
        try:
            _lock(handle)
        except OSError as error:
            os.close(handle)
            raise UserError(
                f"quizapp is already open with the data in {self._path.parent}. Use that window, "
                "or close it first. Reading commands work while it is open."
            ) from error
        self._handle = handle

    def release(self) -> None:
        """Give the lock back; harmless if it is not held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Self:
        """Take the lock for a block."""
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the lock back."""
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
