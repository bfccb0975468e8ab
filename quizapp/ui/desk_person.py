"""One person before the desk: details to correct, teams, exam support, exams, and their data."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from quizapp.domain.people import Accommodations
from quizapp.errors import UserError
from quizapp.ui import wording
from quizapp.ui.asking import Asking, labelled, line
from quizapp.ui.desk_dialogs import EraseDialog
from quizapp.ui.desk_forms import SupportForm, setting
from quizapp.ui.desk_people import assignment_cell
from quizapp.ui.desk_session import DeskSession
from quizapp.ui.page import Navigator
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.segments import Switch
from quizapp.ui.widgets.surfaces import Chip, Divider, panel
from quizapp.ui.widgets.text import Text


class PersonDialog(Asking):
    """Changes to a person hold when they are saved; `changed` and `said` tell what came of it."""

    def __init__(
        self, window: Navigator, session: DeskSession, person: str, parent: QWidget
    ) -> None:
        self._window, self._session, self._id = window, session, person
        self.changed, self.said, self.to_erase = False, "", False
        door = session.opened()
        entry = window.app.roster.person(door, person)
        learner = entry.learner
        self._name = learner.name
        self.name = line("Name, as it stands on new certificates", learner.name)
        self.number = line("Personnel number", learner.number)
        self.email = line("E-mail", learner.email)
        self.support = SupportForm()
        self._granted = learner.granted
        self.support.show_support(learner.granted or Accommodations())
        self.active = Switch("Takes part")
        self.active.setChecked(learner.active)
        self._was_active = learner.active
        self._teams = boxes.column(gap=4)
        self._exams = boxes.column(gap=4)
        super().__init__(
            learner.name,
            (
                labelled("Name, as it stands on new certificates", self.name),
                labelled("Personnel number", self.number),
                labelled("E-mail", self.email),
                self._held_note(),
                Divider(),
                Text("Teams", "h3"),
                self._teams,
                Divider(),
                Text("Exams", "h3"),
                self._exams,
                Divider(),
                Text("Exam support", "h3"),
                Text(
                    "Goes with every exam begun from now on; never on a certificate.",
                    "small",
                    colour="muted",
                ),
                self.support,
                Divider(),
                setting("Takes part", "off: nothing is deleted, no exam can be begun", self.active),
                Divider(),
                Text("Their data", "h3"),
                self._data_buttons(),
            ),
            verb="Save changes",
            parent=parent,
            tall=760,
        )
        self._show_teams(entry.groups)
        self._show_exams()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _held_note(self) -> QWidget | None:
        held = [c for c in self._window.app.certificates.all(self._id) if c.state == "issued"]
        if not held:
            return None
        return panel(
            Text(
                f"A certificate that was issued keeps its name ({held[0].holder}). To correct it, "
                "open it under Issued and replace it.",
                "small",
            ),
            fill="info_soft",
        )

    def _data_buttons(self) -> QWidget:
        self.archive = Button("Save all their data", icon="archive", compact=True)
        self.erase = Button("Erase this person", variant="danger", icon="user-x", compact=True)
        self.archive.clicked.connect(self.save_data)
        self.erase.clicked.connect(self.ask_erasing)
        holder = QWidget()
        flow = boxes.FlowLayout(10, holder)
        flow.addWidget(self.archive)
        flow.addWidget(self.erase)
        return holder

    def save_data(self) -> None:
        """Save everything that is known of the person as an archive to hand to them."""
        name, _ = QFileDialog.getSaveFileName(
            self, "Save all their data", "personal-data.zip", "ZIP file (*.zip)"
        )
        if not name:
            return
        try:
            made = self._window.app.privacy.export(
                self._session.opened(), self._id, Path(name).with_suffix(".zip")
            )
        except UserError as error:
            self.complain(error)
            return
        self.said = f"Saved as {made.name}."
        announce(self, self.said)

    def ask_erasing(self) -> None:
        """Ask whether to erase the person; the page does it once this dialog is closed."""
        dialog = EraseDialog(self._name, self._facts(), self._agree, self)
        dialog.exec()
        dialog.deleteLater()
        if self.to_erase:
            self.reject()

    def _agree(self) -> None:
        self.to_erase = True

    def _facts(self) -> list[str]:
        held = self._window.app.certificates.all(self._id)
        if not held:
            return []
        number = wording.count(len(held), "certificate", "certificates")
        return [f"{number} will have no name any more: {', '.join(c.serial for c in held)}."]

    def _show_teams(self, names: tuple[str, ...]) -> None:
        boxes.empty(self._teams)
        if not names:
            self._teams.addWidget(Text("In no team yet.", "body", colour="muted"))
        for name in names:
            out = Button("Take out", variant="plain", compact=True)
            out.setAccessibleName(f"Take out of {name}")
            out.setProperty("team", name)
            out.clicked.connect(self._leave)
            holder = QWidget()
            row = boxes.row(Text(name, "body"), out)
            row.setStretch(0, 1)
            holder.setLayout(row)
            self._teams.addWidget(holder)

    def _leave(self) -> None:
        button = self.sender()
        if not isinstance(button, Button):
            return
        roster = self._window.app.roster
        try:
            door = self._session.opened()
            group = roster.group_named(door, str(button.property("team")))
            roster.leave(door, [self._id], group.id)
            self._show_teams(roster.person(door, self._id).groups)
        except UserError as error:
            self.complain(error)
            return
        self.changed = True

    def _show_exams(self) -> None:
        boxes.empty(self._exams)
        app = self._window.app
        given = app.assignments.all(self._session.opened(), learner=self._id)
        titles = {plan.id: plan.title for plan in app.assignments.plans()}
        if not given:
            self._exams.addWidget(Text("No exam is given to this person.", "body", colour="muted"))
        for one in given:
            cell = assignment_cell(one, app.clock.now().date())
            back = Button("Take back", variant="plain", compact=True)
            title = titles.get(one.plan, one.plan)
            back.setAccessibleName(f"Take back {title}")
            back.setProperty("assignment", one.id)
            back.clicked.connect(self._take_back)
            holder = QWidget()
            words = boxes.column(
                Text(title, "body", bold=True),
                Text(f"{one.tries_used} of {one.attempts} tries used", "small", colour="muted"),
                gap=0,
            )
            row = boxes.row(words, Chip(cell.text, cell.icon, cell.tone), back, gap=10)
            row.setStretch(0, 1)
            holder.setLayout(row)
            self._exams.addWidget(holder)

    def _take_back(self) -> None:
        button = self.sender()
        if not isinstance(button, Button):
            return
        try:
            self._window.app.assignments.withdraw(
                self._session.opened(), [str(button.property("assignment"))]
            )
            self._show_exams()
        except UserError as error:
            self.complain(error)
            return
        self.changed = True

    def act(self) -> None:
        """Save what was changed."""
        roster, door = self._window.app.roster, self._session.opened()
        roster.correct(
            door,
            self._id,
            name=self.name.text(),
            number=self.number.text(),
            email=self.email.text(),
        )
        chosen = self.support.support()
        wanted = None if chosen == Accommodations() else chosen
        if wanted != self._granted:
            roster.grant(door, [self._id], wanted)
        if self.active.isChecked() != self._was_active:
            roster.set_active(door, [self._id], active=self.active.isChecked())
        self.changed, self.said = True, "Saved."
