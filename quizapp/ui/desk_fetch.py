"""Reading what a page of the desk shows, beside the window, which never stands still for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QApplication, QWidget

from quizapp.errors import UserError
from quizapp.ui.jobs import Job, beside
from quizapp.ui.page import Navigator
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.text import Text

if TYPE_CHECKING:
    from quizapp.app import App

Found = TypeVar("Found")
READING = "Reading…"


class Fetch(QWidget):
    """A quiet line while a page is filled for the first time, and what went wrong if it was not.

    Of several things that were asked for only the last is shown; nothing is once the desk has
    locked. `filled` tells whether the page shows what is stored. `ended` follows each end, and
    `focus_lost` where what the keys were in has gone from the page.
    """

    ended = Signal()
    focus_lost = Signal()

    def __init__(self, window: Navigator, is_open: Callable[[], bool]) -> None:
        super().__init__()
        self._window, self._is_open = window, is_open
        self._job: Job | None = None
        self._asked: tuple[Callable[[App], object], Callable[[object], None]] | None = None
        self._again = False
        self.filled = False
        self.words = Text(READING, "body", colour="muted")
        self.again = Button("Try again", icon="rotate-ccw", compact=True)
        self.again.clicked.connect(self._begin)
        flow = boxes.FlowLayout(12, self)
        flow.addWidget(self.words)
        flow.addWidget(self.again)
        self.hide()
        program = QCoreApplication.instance()
        if program is not None:
            program.aboutToQuit.connect(self.wait)

    @property
    def busy(self) -> bool:
        """Tell whether something is being read."""
        return self._job is not None

    def ask(self, read: Callable[[App], Found], show: Callable[[Found], None]) -> None:
        """Read with an app of its own in the background, and show it here once it is there."""

        def take(found: object) -> None:
            show(cast("Found", found))

        self._asked = (read, take)
        if self._job is not None:
            self._again = True
        else:
            self._begin()

    def forget(self) -> None:
        """Show nothing of what is still being read."""
        self._asked, self.filled = None, False
        self.hide()

    def wait(self) -> None:
        """Wait until nothing is being read, for closing down."""
        if self._job is not None:
            self._job.wait()

    def _begin(self) -> None:
        self._again = False
        if self._asked is None or self._job is not None:
            return
        self.words.say(READING)
        self.again.hide()
        self.setVisible(not self.filled)
        job = Job(beside(self._window.app, self._asked[0]), self)
        job.done.connect(self._done)
        job.failed.connect(self._failed)
        self._job = job
        job.start()

    def _over(self) -> bool:
        """Note the end of a job; False where something newer was asked for, or nothing any more."""
        self._job = None
        if self._again:
            self._begin()
            return False
        return self._asked is not None and self._is_open()

    def _done(self, found: object) -> None:
        if self._over() and self._asked is not None:
            self.hide()
            self.filled = True
            focus = QApplication.focusWidget()
            try:
                self._asked[1](found)
            except UserError as error:
                self._window.report(error)
            if focus is None or not focus.isVisible():
                self.focus_lost.emit()
        self.ended.emit()

    def _failed(self, error: object) -> None:
        if self._over():
            self.words.say(str(error))
            self.again.show()
            self.show()
            announce(self, str(error))
        self.ended.emit()
