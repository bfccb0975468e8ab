"""Work in the background of the window: plain values in, one value out, widgets untouched.

The work runs in a thread of its own; what it says comes back to the main thread by signals. It gets
a function for telling of its progress and one that says whether it is to stop.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, SignalInstance

from quizapp.errors import QuizError, UserError

if TYPE_CHECKING:
    from quizapp.app import App

Tell = Callable[[object], None]
Stop = Callable[[], bool]
Work = Callable[[Tell, Stop], object]
Made = TypeVar("Made")
BUG = (
    "This stopped because of a fault in the app; what was saved before is safe. Try it once more. "
    "If it stops again, close the app and open it again."
)


class Job(QObject):
    """One piece of work. Exactly one of `done` and `failed` follows `start`, also after a bug."""

    stepped = Signal(object)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = threading.Event()
        # no daemon: the end of the program waits, or libraries are taken down under the work
        self._thread = threading.Thread(target=self._run, name="job")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Ask the work to end soon; it still says what it has."""
        self._stop.set()

    def wait(self, seconds: float | None = None) -> None:
        """Wait for the end, for closing down."""
        self._thread.join(seconds)

    def running(self) -> bool:
        """Tell whether the work is under way."""
        return self._thread.is_alive()

    def _run(self) -> None:
        try:
            made = self._work(self._tell, self._stop.is_set)
        except (QuizError, OSError) as error:
            self._emit(self.failed, error)
        except BaseException:
            self._emit(self.failed, UserError(BUG))
            raise  # a bug stays loud; the page that waits must not wait for ever
        else:
            self._emit(self.done, made)

    def _tell(self, value: object) -> None:
        if not self._stop.is_set():
            self._emit(self.stepped, value)

    def _emit(self, signal: SignalInstance, value: object) -> None:
        try:
            signal.emit(value)
        except RuntimeError:  # the window is gone, and with it whoever would listen
            return


def beside(app: App, act: Callable[[App], object]) -> Work:
    """Return work that is done with an app, and so a database connection, of its own."""

    def work(_tell: Tell, _stop: Stop) -> object:
        return with_app_beside(app, act)

    return work


def with_app_beside(app: App, act: Callable[[App], Made]) -> Made:
    """Do something with an app of its own, in whatever thread this is called."""
    other = app.beside()
    try:
        return act(other)
    finally:
        other.close()
