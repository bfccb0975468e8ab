"""Lists of people in and out of the roster, in the background; a panel says how it goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from quizapp.domain.desk import ErasureReport, ImportReport, Preview
from quizapp.ui import wording
from quizapp.ui.jobs import Job, Stop, Tell
from quizapp.ui.page import Navigator
from quizapp.ui.people_import import Choices, ImportDialog, Listed, said
from quizapp.ui.people_job import JobPanel

LISTS = "Lists of people (*.csv *.tsv *.txt *.xlsx);;All files (*)"


class RosterFiles(QObject):
    """Imports and exports. `changed` follows an import."""

    changed = Signal()

    def __init__(self, window: Navigator, page: QWidget) -> None:
        super().__init__(page)
        self._window, self._page = window, page
        self._job: Job | None = None
        self.panel = JobPanel(icon="upload")
        self.panel.closed.connect(self.panel.hide)

    @property
    def busy(self) -> bool:
        """Tell whether a list is being taken in."""
        return self._job is not None

    def import_list(self, path: Path) -> None:
        """Show what importing a list would do, and import it if the person says so."""
        if self.busy:
            self._window.say("A list is being imported. Wait until it is done.")
            return
        app, door = self._window.app, self._window.desk.opened()

        def read(choices: Choices) -> Listed:
            other = app.beside()
            try:
                table = other.roster_import.read(
                    door,
                    path,
                    encoding=choices.encoding,
                    delimiter=choices.delimiter,
                    sheet=choices.sheet,
                )
                preview = other.roster_import.preview(door, table, mapping=choices.mapping)
                return Listed(table=table, preview=preview)
            finally:
                other.close()

        dialog = ImportDialog(path.name, read, self._page)
        agreed, preview = bool(dialog.exec()), dialog.preview
        dialog.deleteLater()
        if agreed and preview is not None:
            self._take_in(preview)

    def _take_in(self, preview: Preview) -> None:
        app, door = self._window.app, self._window.desk.opened()

        def work(_tell: Tell, _stop: Stop) -> object:
            other = app.beside()
            try:
                return other.roster_import.take_in(door, preview, leave_out_faulty=True)
            finally:
                other.close()

        job = Job(work, self)
        job.done.connect(self._taken)
        job.failed.connect(self._failed)
        self._job = job
        job.start()

    def _taken(self, report: object) -> None:
        self._job = None
        if not isinstance(report, ImportReport):
            return
        parts = [f"{wording.count(report.added, 'person', 'people')} added"]
        if report.changed:
            parts.append(f"{report.changed:,} changed")
        if report.same:
            parts.append(f"{report.same:,} as before")
        words = ", ".join(parts) + "."
        if report.groups:
            words += f" New: {', '.join(report.groups)}."
        left = len({fault.line for fault in report.left_out})
        headline = "Imported"
        if left:
            headline = f"Imported, {wording.count(left, 'line', 'lines')} left out"
        self.panel.end(headline, words, problems=[said(fault) for fault in report.left_out])
        self.changed.emit()

    def _failed(self, error: object) -> None:
        self._job = None
        self.panel.end("Nothing was imported", str(error), whole=False)

    def erase(self, person: str) -> None:
        """Erase a person from data, backups and issued files, in the background."""
        if self.busy:
            self._window.say("Something else is being done. Wait until it is.")
            return
        app, door = self._window.app, self._window.desk.opened()

        def work(_tell: Tell, _stop: Stop) -> object:
            other = app.beside()
            try:
                return other.privacy.erase(door, person)
            finally:
                other.close()

        job = Job(work, self)
        job.done.connect(self._erased)
        job.failed.connect(self._not_erased)
        self._job = job
        job.start()

    def _erased(self, report: object) -> None:
        self._job = None
        if not isinstance(report, ErasureReport):
            return
        words = (
            f"{wording.count(report.attempts, 'attempt', 'attempts')} and "
            f"{wording.count(report.files, 'file', 'files')} are gone, "
            f"{wording.count(report.backups, 'backup', 'backups')} rewritten."
        )
        if report.certificates:
            words += f" Kept without a name: {', '.join(report.certificates)}."
        self.panel.end(
            "Erased",
            words,
            problems=[f"Still to be found in {place}." for place in report.remains],
        )
        self._window.show_person()
        self.changed.emit()

    def _not_erased(self, error: object) -> None:
        self._job = None
        self.panel.end("Not erased yet", str(error), whole=False)

    def forget(self) -> None:
        """Put names away that a summary shows."""
        if not self.busy:
            self.panel.hide()
