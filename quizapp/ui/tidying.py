"""Cyclic garbage is collected in the thread of the window alone.

Python looks for garbage in whatever thread happens to allocate. Dialogs and pages that were closed
are cyclic garbage, and Qt's widgets must not be destroyed outside the window's thread: a job in the
background that collected them ended the program now and then. So the automatic collection stays
off, as it is from the start, and a timer does what it would have done.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000
PAUSE_SECONDS = 60.0
"""Between two collections of everything, which may be felt."""


class Tidying(QObject):
    """Collects by Python's own thresholds; what was there at the start is left alone for good."""

    def __init__(
        self, parent: QObject | None = None, *, now: Callable[[], float] = monotonic
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._last = now()
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tidy)
        self._timer.start(EVERY_MS)

    def tidy(self) -> int | None:
        """Collect the oldest generation that is due and return its number."""
        due = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if self._now() - self._last < PAUSE_SECONDS:
            due[2] = False
        for generation in (2, 1, 0):
            if due[generation]:
                gc.collect(generation)
                if generation == 2:  # noqa: PLR2004 - the oldest of the three
                    self._last = self._now()
                return generation
        return None
