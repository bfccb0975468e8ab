"""Bringing what was committed to the disk while the program goes on."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from enum import Enum, auto
from pathlib import Path
from queue import Empty, SimpleQueue

SOON = 0.05
"""Seconds to wait at most for the thread to begin; it is all the same where it begins later."""


class _Order(Enum):
    """What the thread is asked to do."""

    BEGIN = auto()
    """Synchronise the log, and say so when the disk has been asked."""
    FOLLOW = auto()
    """Synchronise the log after what is still being done."""
    END = auto()


class LogSync:
    """Synchronises SQLite's write-ahead log in a thread of its own.

    A commit with `synchronous = normal` writes the log and leaves it to the system when it reaches
    the disk. `begin` sees to that at once, `wait` returns when it is there: the two together do
    what `synchronous = full` does. SQLite's own locks lie on other files, so that opening the log
    a second time takes none away. `begin`, `wait` and `close` belong to one thread.
    """

    def __init__(self, log: Path) -> None:
        self._log = log
        self._handle: int | None = None
        self._thread: threading.Thread | None = None
        self._orders: SimpleQueue[_Order] = SimpleQueue()
        self._begun: SimpleQueue[None] = SimpleQueue()
        self._done: SimpleQueue[OSError | None] = SimpleQueue()
        self._open = 0
        """Orders that have not been waited for."""

    def begin(self) -> None:
        """Let everything committed so far be brought to the disk.

        Python runs one thread at a time: without waiting for the other one to ask the disk, it
        would begin only when this one next waits for something.
        """
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="log sync", daemon=True)
            self._thread.start()
        idle = not self._open
        self._open += 1
        self._orders.put(_Order.BEGIN if idle else _Order.FOLLOW)
        if idle:
            with suppress(Empty):
                self._begun.get(timeout=SOON)

    def wait(self) -> None:
        """Return once everything begun is on the disk; `OSError` if the disk refused any of it."""
        wrong: OSError | None = None
        while self._open:
            wrong = self._done.get() or wrong
            self._open -= 1
        if wrong is not None:
            raise wrong

    def close(self) -> None:
        """End the thread when what was begun is done."""
        if self._thread is not None:
            self._orders.put(_Order.END)
            self._thread.join()
            self._thread = None

    def _work(self) -> None:
        while (order := self._orders.get()) is not _Order.END:
            if order is _Order.BEGIN:
                self._begun.put(None)
            self._done.put(self._synchronised())
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _synchronised(self) -> OSError | None:
        """Bring the log to the disk; return what went wrong."""
        try:
            if self._handle is None:
                self._handle = os.open(self._log, os.O_RDONLY)
            os.fdatasync(self._handle)
        except OSError as error:
            return error
        return None
