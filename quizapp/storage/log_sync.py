"""Bringing what was committed to the disk while the program goes on."""

from __future__ import annotations

import os
import threading
from pathlib import Path

POSSIBLE = hasattr(os, "fdatasync")
"""Whether the system lets a file be synchronised through another handle than SQLite's."""


class LogSync:
    """Synchronises SQLite's write-ahead log in a thread of its own.

    A commit with `synchronous = normal` writes the log and leaves it to the system when it reaches
    the disk. `begin` sees to that at once, `wait` returns when it is there: the two together do
    what `synchronous = full` does. SQLite's own locks lie on other files, so that opening the log
    a second time takes none away.
    """

    def __init__(self, log: Path) -> None:
        self._log = log
        self._handle: int | None = None
        self._thread: threading.Thread | None = None
        self._state = threading.Condition()
        self._asked = self._done = 0
        self._ended = False
        self._wrong: OSError | None = None

    def begin(self) -> None:
        """Let everything committed so far be brought to the disk."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="log sync", daemon=True)
            self._thread.start()
        with self._state:
            self._asked += 1
            self._state.notify_all()

    def wait(self) -> None:
        """Return once everything begun is on the disk; `OSError` if the disk refuses."""
        with self._state:
            self._state.wait_for(lambda: self._done == self._asked)
            wrong, self._wrong = self._wrong, None
        if wrong is not None:
            raise wrong

    def close(self) -> None:
        """End the thread when what was begun is done."""
        if self._thread is not None:
            with self._state:
                self._ended = True
                self._state.notify_all()
            self._thread.join()
            self._thread = None

    def _work(self) -> None:
        while self._next():
            asked, wrong = self._asked, self._synchronised()
            with self._state:
                self._done, self._wrong = asked, wrong or self._wrong
                self._state.notify_all()
        if self._handle is not None:
            os.close(self._handle)

    def _next(self) -> bool:
        """Wait for something to do; False at the end."""
        with self._state:
            self._state.wait_for(lambda: self._ended or self._done != self._asked)
            return self._done != self._asked

    def _synchronised(self) -> OSError | None:
        """Bring the log to the disk; return what went wrong."""
        try:
            if self._handle is None:
                self._handle = os.open(self._log, os.O_RDONLY)
            os.fdatasync(self._handle)
        except OSError as error:
            return error
        return None
