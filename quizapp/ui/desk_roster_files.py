"""Lists of people in and out of the roster, in the background; a panel says how it goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from quizapp.domain.desk import ErasureReport, ImportReport, Preview
from quizapp.ui import wording
from quizapp.ui.jobs import Job, beside, with_app_beside
from quizapp.ui.page import Navigator
from quizapp.ui.people_import import ImportDialog
from quizapp.ui.people_import_form import Choices, Listed
from quizapp.ui.people_import_preview import said
from quizapp.ui.people_job import JobPanel

if TYPE_CHECKING:
    from quizapp.app import App

FORMS = {
    "CSV, for any program (*.csv)": ".csv",
    "Excel workbook (*.xlsx)": ".xlsx",
}
LISTS = "Lists of people (*.csv *.tsv *.txt *.xlsx);;All files (*)"


class RosterFiles(QObject):
    """Imports, exports and erases, one at a time. `changed` follows what changed the roster."""

    changed = Signal()

    def __init__(self, window: Navigator, page: QWidget) -> None:
        super().__init__(page)
        self._window, self._page = window, page
        self._job: Job | None = None
        self.panel = JobPanel(icon="upload")
        self.panel.closed.connect(self.panel.hide)

    @property
    def busy(self) -> bool:
        """Tell whether something is under way."""
        return self._job is not None

    def import_list(self, path: Path) -> None:
        """Show what importing a list would do, and import it if the person says so."""
        if self._refuse_second():
            return
        app, door = self._window.app, self._window.desk.opened()

        def read(choices: Choices) -> Listed:
            def listed(other: App) -> Listed:
                table = other.roster_import.read(
                    door,
                    path,
                    encoding=choices.encoding,
                    delimiter=choices.delimiter,
                    sheet=choices.sheet,
                )
                preview = other.roster_import.preview(
                    door, table, mapping=choices.mapping, titled=choices.titled
                )
                return Listed(table=table, preview=preview)

            return with_app_beside(app, listed)

        dialog = ImportDialog(path.name, read, self._page)
        agreed, preview = bool(dialog.exec()), dialog.preview
        dialog.deleteLater()
        if agreed and preview is not None:
            self._take_in(preview)

    def _take_in(self, preview: Preview) -> None:
        door = self._window.desk.opened()

        def take_in(other: App) -> object:
            return other.roster_import.take_in(door, preview, leave_out_faulty=True)

        self._begin(take_in, self._taken, self._failed)

    def _begin(
        self,
        act: Callable[[App], object],
        done: Callable[[object], None],
        failed: Callable[[object], None],
    ) -> None:
        job = Job(beside(self._window.app, act), self)
        job.done.connect(done)
        job.failed.connect(failed)
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

    # A list out

    def export_list(self, group: str = "") -> None:
        """Ask where to, and write everybody who takes part, or one group, as CSV or workbook."""
        if self._refuse_second():
            return
        roster, door = self._window.app.roster, self._window.desk.opened()
        chosen = roster.group_named(door, group).id if group else None
        name, form = QFileDialog.getSaveFileName(
            self._page,
            f"Save the list of “{group}”" if group else "Save the list of people",
            "people.csv",
            ";;".join(FORMS),
        )
        if not name:
            return
        path = Path(name)
        known = path.suffix.lower() in FORMS.values()
        target = path if known else path.with_name(path.name + FORMS.get(form, ".csv"))

        def export(other: App) -> object:
            number = other.roster.export(door, target, group=chosen)
            return f"{wording.count(number, 'person', 'people')} saved as {target.name}."

        self._begin(export, self._exported, self._not_exported)

    def _exported(self, words: object) -> None:
        self._job = None
        self._window.say(str(words))

    def _not_exported(self, error: object) -> None:
        self._job = None
        self.panel.end("Nothing was saved", str(error), whole=False)

    # A person out

    def erase(self, person: str) -> None:
        """Erase a person from data, backups and issued files, in the background."""
        if self._refuse_second():
            return
        door = self._window.desk.opened()

        def erase(other: App) -> object:
            return other.privacy.erase(door, person)

        self._begin(erase, self._erased, self._not_erased)

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

    def _refuse_second(self) -> bool:
        """Say so if something is under way already."""
        if self.busy:
            self._window.say("Something else is being done. Wait until it is.")
        return self.busy

    def forget(self) -> None:
        """Put names away that a summary shows."""
        if not self.busy:
            self.panel.hide()


def dropped(data: QMimeData) -> tuple[Path, ...]:
    """Return the files of this computer that somebody lets go over the page."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
