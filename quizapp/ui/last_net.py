"""What a person sees when something fails that no page has caught: a sentence, never nothing."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from time import monotonic
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from quizapp.errors import in_words
from quizapp.ui.widgets.dialogs import Reader
from quizapp.ui.widgets.text import Text

TITLE = "That did not work"
UNFORESEEN = (
    "Something went wrong that quizapp did not foresee ({kind}). What was saved is safe. Go on; "
    "if it happens again, close quizapp and open it anew."
)
_PASSED_ON = re.compile(r"^(?:Error calling Python override of [\w:]+\(\): )+")
QUIET_SECONDS = 60.0
"""So long the same sentence is not shown again: what fails every second would never let go."""


class LastNet:
    """Told of every error that was not caught; shows one at a time in a dialog."""

    def __init__(self, *, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._shown: dict[str, float] = {}
        self._waiting = False

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Print the details for whoever started the program, and tell the person."""
        sys.__excepthook__(kind, error, trace)
        if not issubclass(kind, Exception):
            return
        sentence = _bare(in_words(error) or "") or UNFORESEEN.format(kind=kind.__name__)
        last = self._shown.get(sentence)
        if self._waiting or (last is not None and self._now() - last < QUIET_SECONDS):
            return
        self._shown[sentence], self._waiting = self._now(), True
        QTimer.singleShot(0, lambda: self._tell(sentence))  # what failed comes to its end first

    def _tell(self, sentence: str) -> None:
        try:
            window = _window()
            if window is not None:
                dialog = Reader(TITLE, (Text(sentence),), window)
                dialog.exec()
                dialog.deleteLater()
        finally:
            self._waiting = False


def _bare(sentence: str) -> str:
    """Take away what Qt's binding puts before an error that came out of one of our overrides."""
    return _PASSED_ON.sub("", sentence)


def _window() -> QWidget | None:
    active = QApplication.activeWindow()
    shown = (window for window in QApplication.topLevelWidgets() if window.isVisible())
    return active or next(shown, None)
