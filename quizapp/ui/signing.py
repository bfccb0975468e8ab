"""Drawing and signing one certificate in the background, so that the window stays awake.

The work has an app, and so a database connection, of its own. Who closes the program meanwhile
waits until the certificate is whole; a crash leaves a reserved serial, which is used the next time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from quizapp.storage.certificates import StoredCertificate
from quizapp.ui.jobs import Job, beside

if TYPE_CHECKING:
    from quizapp.app import App

Sign = Callable[["App"], StoredCertificate]


class Signing(QObject):
    """One certificate at a time. Exactly one of `made` and `failed` follows each `begin`."""

    made = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        program = QCoreApplication.instance()
        if program is not None:
            program.aboutToQuit.connect(self.wait)

    @property
    def busy(self) -> bool:
        """Tell whether a certificate is being made."""
        return self._job is not None

    def begin(self, app: App, sign: Sign) -> None:
        """Make one, unless one is being made; `sign` gets an app of its own and runs elsewhere."""
        if self._job is not None:
            return
        job = Job(beside(app, sign), self)
        job.done.connect(self._done)
        job.failed.connect(self._failed)
        self._job = job
        job.start()

    def wait(self) -> None:
        """Wait until nothing is being made, for closing down."""
        if self._job is not None:
            self._job.wait()

    def _done(self, stored: object) -> None:
        self._job = None
        self.made.emit(stored)

    def _failed(self, error: object) -> None:
        self._job = None
        self.failed.emit(error)
