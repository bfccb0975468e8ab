"""Saving results as CSV, as an Excel workbook or as a PDF with a chart, in the background."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from quizapp.ui.jobs import Job, Stop, Tell
from quizapp.ui.page import Navigator

FORMS = {
    "PDF with a chart (*.pdf)": ".pdf",
    "Excel workbook (*.xlsx)": ".xlsx",
    "CSV, for any program (*.csv)": ".csv",
}


class ReportFiles(QObject):
    """Writes one report at a time. `ended` follows each."""

    ended = Signal()

    def __init__(self, window: Navigator, page: QWidget) -> None:
        super().__init__(page)
        self._window, self._page = window, page
        self._job: Job | None = None

    @property
    def busy(self) -> bool:
        """Tell whether a report is being written."""
        return self._job is not None

    def save(
        self,
        *,
        plan: str | None = None,
        group: str | None = None,
        learners: Sequence[str] | None = None,
    ) -> None:
        """Ask where to, and write where people stand with an exam."""
        if self.busy:
            self._window.say("A report is being written. Wait until it is done.")
            return
        name, form = QFileDialog.getSaveFileName(
            self._page, "Save results", "results.pdf", ";;".join(FORMS)
        )
        if not name:
            return
        path = Path(name)
        suffix = path.suffix if path.suffix in FORMS.values() else FORMS.get(form, ".pdf")
        target = path.with_suffix(suffix)
        app, door = self._window.app, self._window.desk.opened()

        def work(_tell: Tell, _stop: Stop) -> object:
            other = app.beside()
            try:
                return other.reports.write(door, target, plan=plan, group=group, learners=learners)
            finally:
                other.close()

        job = Job(work, self)
        job.done.connect(self._done)
        job.failed.connect(self._failed)
        self._job = job
        job.start()

    def _done(self, made: object) -> None:
        self._job = None
        if isinstance(made, Path):
            self._window.say(f"Saved as {made.name}.")
        self.ended.emit()

    def _failed(self, error: object) -> None:
        self._job = None
        self._window.say(str(error))
        self.ended.emit()
