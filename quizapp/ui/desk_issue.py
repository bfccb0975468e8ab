"""Issuing to many in the background: pausing, stopping, going on later, and what came of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from quizapp.errors import UserError
from quizapp.services.bulk_issue import BulkForm, BulkRun, BulkStep, BulkSummary
from quizapp.ui import wording
from quizapp.ui.desk_issue_dialog import IssueDialog
from quizapp.ui.issuer_dialogs import unlocked
from quizapp.ui.jobs import Job, Stop, Tell
from quizapp.ui.page import Navigator
from quizapp.ui.people_job import JobPanel
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.dialogs import Confirm
from quizapp.ui.widgets.surfaces import Icon, Surface
from quizapp.ui.widgets.text import Text

if TYPE_CHECKING:
    from quizapp.app import App
    from quizapp.services.desk import OpenDesk

KEEPS = "You can go on working. Stopping keeps what is issued, and you can go on later."


class Issuing(QObject):
    """One run at a time. `begun` comes before each start, `changed` follows each end."""

    begun = Signal()
    changed = Signal()

    def __init__(self, window: Navigator, page: QWidget) -> None:
        super().__init__(page)
        self._window, self._page = window, page
        self._job: Job | None = None
        self._run: BulkRun | None = None
        self._open_gate = threading.Event()
        self._open_gate.set()
        self.panel = JobPanel(icon="award", pausable=True)
        self.panel.paused.connect(self._hold)
        self.panel.stopped.connect(self.stop)
        self.panel.closed.connect(self.panel.hide)
        self.folder = Button("Show the folder", variant="plain", icon="folder-open", compact=True)
        self.folder.clicked.connect(self.show_folder)
        self.folder.hide()
        self.panel.flow.addWidget(self.folder)
        self.left_over = boxes.column(gap=10)

    @property
    def busy(self) -> bool:
        """Tell whether certificates are being issued."""
        return self._job is not None

    # Beginning

    def ask(self, ticked: Sequence[str] = ()) -> None:
        """Ask for whom, show the dry run, and begin if the person says so."""
        if self.busy:
            self._window.say("Certificates are being issued. Wait until that is done.")
            return
        app, door = self._window.app, self._window.desk.opened()
        dialog = IssueDialog(
            self._window,
            door,
            self._page,
            groups=app.roster.groups(door),
            plans=app.assignments.plans(),
            ticked=ticked,
        )
        agreed = bool(dialog.exec())
        plan, target = dialog.plan, dialog.target
        form, pattern = dialog.chosen_form(), dialog.pattern.text()
        dialog.deleteLater()
        if not agreed or plan is None or target is None or not unlocked(app, self._page):
            return
        try:
            run = app.bulk.begin(door, plan, target=target, form=form, pattern=pattern)
        except UserError as error:
            self._window.report(error)
            return
        self.go_on(run)

    def go_on(self, run: BulkRun) -> None:
        """Do what is left of a run."""
        app, door = self._window.app, self._window.desk.opened()
        if self.busy or not unlocked(app, self._page):
            return
        self._run = run
        self._open_gate.set()
        self.folder.hide()
        boxes.empty(self.left_over)
        self.panel.begin("Issuing certificates", run.total, keeps=KEEPS)
        self.panel.step(run.done)
        job = Job(_work(app, door, run.id, self._open_gate), self)
        job.stepped.connect(self._stepped)
        job.done.connect(self._ended)
        job.failed.connect(self._failed)
        self._job = job
        self._window.show_work("Issuing certificates", 0)
        self.begun.emit()
        job.start()

    def take_up(self, run: BulkRun) -> None:
        """Go on with a run that was left."""
        try:
            self.go_on(run)
        except UserError as error:
            self._window.report(error)

    def _hold(self, paused: bool) -> None:
        if paused:
            self._open_gate.clear()
        else:
            self._open_gate.set()

    def stop(self) -> None:
        """Stop after the certificate in hand."""
        if self._job is not None:
            self._job.stop()
            self._open_gate.set()

    def wait(self) -> None:
        """Wait for the end, for closing down."""
        if self._job is not None:
            self._job.wait()

    # What comes back

    def _stepped(self, step: object) -> None:
        if isinstance(step, BulkStep):
            self.panel.step(step.done)
            share = step.done / step.total if step.total else 0.0
            self._window.show_work(f"Issuing, {step.done} of {step.total}", min(share, 0.99))

    def _ended(self, summary: object) -> None:
        self._job = None
        self._window.show_work("", 1)
        if not isinstance(summary, BulkSummary):
            return
        number = wording.count(len(summary.issued), "certificate", "certificates")
        self.panel.end(
            f"Stopped after {number}" if summary.stopped else f"{number} issued",
            summary.sentence,
            problems=[f"{name}: {words}" for name, words in summary.problems],
            whole=not summary.stopped,
        )
        self.folder.setVisible(bool(summary.issued))
        self.changed.emit()

    def _failed(self, error: object) -> None:
        self._job = None
        self._window.show_work("", 1)
        self.panel.fail(f"{error} What was issued is kept; you can go on later.")
        self.changed.emit()

    def show_folder(self) -> None:
        """Open the folder of the copies in the desktop."""
        if self._run is None:
            return
        zipped = self._run.form is BulkForm.ZIP
        folder = self._run.target.parent if zipped else self._run.target
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._window.say(f"The copies are in {folder}.")

    # Runs that were left

    def show_left_over(self) -> None:
        """Offer runs that were stopped or cut off."""
        boxes.empty(self.left_over)
        if self.busy:
            return
        app, door = self._window.app, self._window.desk.opened()
        for run in app.bulk.unfinished(door):
            self.left_over.addWidget(LeftRun(run, self))

    def give_up(self, run: BulkRun) -> None:
        """Give up what is left of a run, after asking."""
        left = wording.count(run.total - run.done, "certificate", "certificates")
        dialog = Confirm(
            f"Give up {left}?",
            f"{run.done} of {run.total} are issued and stay. The other people can be issued to "
            "later in a new run.",
            verb=f"Give up {left}",
            safe="Keep them",
            parent=self._page,
        )
        agreed = bool(dialog.exec())
        dialog.deleteLater()
        if not agreed:
            return
        try:
            self._window.app.bulk.discard(self._window.desk.opened(), run.id)
        except UserError as error:
            self._window.report(error)
        self.show_left_over()

    def forget(self) -> None:
        """Put names away that a summary shows; work under way goes on."""
        boxes.empty(self.left_over)
        if not self.busy:
            self.panel.hide()


class LeftRun(Surface):
    """A run that was stopped or cut off, to be gone on with or given up."""

    def __init__(self, run: BulkRun, owner: Issuing) -> None:
        self._left, self._owner = run, owner
        self.go = Button("Go on", variant="primary", icon="play", compact=True)
        self.go.setAccessibleName(f"Go on issuing: {run.label}")
        self.drop = Button("Give up the rest", variant="quiet", compact=True)
        self.drop.setAccessibleName(f"Give up the rest: {run.label}")
        self.go.clicked.connect(self._go_on)
        self.drop.clicked.connect(self._drop)
        words = boxes.column(
            Text("Issuing was not finished", "body", bold=True, colour="on_warning_soft"),
            Text(
                f"{run.label}: {run.done} of {run.total} done. Copies are in {run.target}.",
                "small",
                colour="on_warning_soft",
            ),
            gap=2,
        )
        buttons = QWidget()
        flow = boxes.FlowLayout(8, buttons)
        flow.addWidget(self.go)
        flow.addWidget(self.drop)
        inner = boxes.row(
            boxes.column(Icon("pause", colour="on_warning_soft"), 1),
            boxes.column(words, buttons, gap=8),
            gap=12,
            margins=(18, 14, 18, 14),
        )
        inner.setStretch(1, 1)
        super().__init__(inner, fill="warning_soft", edge="")

    def _go_on(self) -> None:
        self._owner.take_up(self._left)

    def _drop(self) -> None:
        self._owner.give_up(self._left)


def _work(
    app: App, door: OpenDesk, run: str, gate: threading.Event
) -> Callable[[Tell, Stop], object]:
    """Return the work of a run for a thread of its own; it waits while the gate is closed."""

    def work(tell: Tell, stop: Stop) -> object:
        def go_on() -> bool:
            gate.wait()
            return not stop()

        other = app.beside()
        try:
            return other.bulk.work(door, run, tell=tell, go_on=go_on)
        finally:
            other.close()

    return work
