"""The roster: everybody the organisation has, found at once, ticked, and what to do with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from quizapp.domain.people import Accommodations
from quizapp.errors import UserError
from quizapp.ui import wording
from quizapp.ui.desk_dialogs import AddPersonDialog, AssignDialog, GroupDialog, SupportDialog
from quizapp.ui.desk_page import DeskPage, safely
from quizapp.ui.desk_people import PersonRow, RosterView, columns, key, roster_view, words
from quizapp.ui.desk_person import PersonDialog
from quizapp.ui.desk_report_files import ReportFiles
from quizapp.ui.desk_roster_files import LISTS, RosterFiles, dropped
from quizapp.ui.page import Navigator
from quizapp.ui.people_bar import FindBar, FittingSelect, TickedBar, choice, refill
from quizapp.ui.people_table import PeopleTable
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.art import EmptyState
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.text import Text

if TYPE_CHECKING:
    from quizapp.app import App

EVERYBODY, ACTIVE, AWAY = "all", "active", "away"
KEYS = "Space selects, Shift+arrows extend, Enter opens"


class RosterPage(DeskPage):
    """The page of everybody."""

    def __init__(self, window: Navigator) -> None:
        super().__init__(window, "Roster", "People, what they have reached, and what they hold.")
        self.table: PeopleTable[PersonRow] = PeopleTable(
            "People", columns(), key=key, words=words, tickable=True
        )
        self.table.opened.connect(self.open_person)
        self.add = Button("Add a person", icon="user-plus")
        self.import_list = Button("Import list", icon="upload")
        self.save_list = Button("Save list", icon="download")
        self.save_list.setAccessibleName("Save the list of people as CSV or workbook")
        self.save_list.clicked.connect(self.export_list)
        self.add.clicked.connect(self.add_person)
        self.import_list.clicked.connect(self.choose_list)
        self._build_bars()
        self.files = RosterFiles(window, self)
        self.files.changed.connect(self._changed)
        self.results = ReportFiles(window, self)
        first = Button("Import list", variant="primary", icon="upload")
        first.clicked.connect(self.choose_list)
        self.nobody = EmptyState(
            "Add people by hand or drop in a list (CSV or Excel). Nothing leaves this computer.",
            first,
        )
        clear = Button("Clear filters", variant="primary")
        clear.clicked.connect(self.finder.clear)
        self.no_match = EmptyState("Nothing matches these filters.", clear)
        self.rows_words = Text("", "small", colour="muted", wrap=False)
        self.keys_words = Text(KEYS, "small", colour="muted", wrap=False)
        self._foot = QWidget()
        self._foot.setLayout(boxes.row(self.rows_words, 1, self.keys_words))
        self.table.view.verticalScrollBar().valueChanged.connect(self._say_rows)
        self.table.view.verticalScrollBar().rangeChanged.connect(self._say_rows)
        self.table.model.shown_changed.connect(self._look)
        self.arrange(
            self.files.panel,
            self.finder,
            self.ticked,
            self.table,
            self.nobody,
            self.no_match,
            self._foot,
            actions=(self.add, self.import_list, self.save_list),
        )
        self.setAcceptDrops(True)

    def _build_bars(self) -> None:
        self.group = choice("Team", "Team: all")
        self.exam = choice("Exam", "Exam: all")
        self.takes_part = FittingSelect()
        self.takes_part.setAccessibleName("Who takes part")
        for value, name in (
            (ACTIVE, "Taking part"),
            (AWAY, "No longer"),
            (EVERYBODY, "Everybody"),
        ):
            self.takes_part.addItem(name, value)
        self.finder = FindBar(
            self.table.model,
            "Name, number or serial",
            one="person",
            many="people",
            filters=(self.group, self.exam, self.takes_part),
        )
        self.finder.asked.connect(self._restrict)
        self.finder.field.down.connect(self.table.view.setFocus)
        self.assign = Button("Assign", icon="calendar-plus", compact=True)
        self.join = Button("Group", icon="users", compact=True)
        self.support = Button("Support", icon="accessibility", compact=True)
        self.export = Button("Export results", icon="file-spreadsheet", compact=True)
        self.issue = Button("Issue", icon="award", compact=True)
        for button, name, act in (
            (self.assign, "Assign an exam to the selected people", self.assign_exam),
            (self.join, "Put the selected people into a group", self.put_into_group),
            (self.support, "Grant exam support to the selected people", self.grant_support),
            (self.export, "Export results of the selected people", self.export_results),
            (self.issue, "Issue certificates to the selected people", self.issue_to),
        ):
            button.setAccessibleName(name)
            button.clicked.connect(act)
        self.ticked = TickedBar(
            self.table.model,
            (self.assign, self.join, self.support, self.issue, self.export),
            one="person",
            many="people",
        )

    # Showing

    def show_content(self, context: object) -> None:
        """Show everybody; `context` may be the id of a person to go to."""
        self._look()
        self.refresh(go_to=context if isinstance(context, str) else "")

    def clear_content(self) -> None:
        """Forget every name."""
        self.table.fill(())
        self.finder.field.clear()
        self.files.forget()

    def refresh(self, *, go_to: str = "") -> None:
        """Read the roster again, beside the window; then go to a person, if one is named."""
        door = self.session.opened()
        self._go_to = go_to or self._go_to

        def read(other: App) -> RosterView:
            return roster_view(other, door)

        self.fetch.ask(read, self._show)

    _go_to = ""

    def _show(self, view: RosterView) -> None:
        self.table.fill(view.rows, view.texts)
        refill(self.group, "Team: all", list(view.groups))
        states = {row.exam.text for row in view.rows} - {"–"}
        refill(self.exam, "Exam: all", sorted(states))
        self._restrict()
        if self._go_to:
            self._show_whom(self._go_to)
            self._go_to = ""

    def _show_whom(self, person: str) -> None:
        """Put the keys on a person, and filters away that hide them."""
        if self.table.model.place_of(person) < 0:
            self.finder.clear()
            self.takes_part.setCurrentIndex(self.takes_part.findData(EVERYBODY))
        self.table.go_to(person)

    @safely
    def _changed(self) -> None:
        """Read the roster again after work in the background, unless the desk has closed."""
        if self.is_open():
            self.refresh()

    def _restrict(self) -> None:
        group, state = str(self.group.currentData() or ""), str(self.exam.currentData() or "")
        part = self.takes_part.currentData()

        def wanted(row: PersonRow) -> bool:
            return (
                (not group or group in row.groups)
                and (not state or row.exam.text == state)
                and (part == EVERYBODY or row.active == (part == ACTIVE))
            )

        self.table.model.restrict(wanted)

    def _look(self) -> None:
        every, shown = len(self.table.model.rows), self.table.model.rowCount()
        self.nobody.setVisible(not every and self.fetch.filled)
        self.no_match.setVisible(bool(every) and not shown)
        self.finder.setVisible(bool(every) or not self.fetch.filled)
        self.ticked.setVisible(bool(every))
        self.save_list.setVisible(bool(every))
        self.table.setVisible(bool(shown))
        self.leave_room(needed=not shown)
        self._foot.setVisible(bool(shown))
        self._say_rows()

    def _say_rows(self) -> None:
        view, shown = self.table.view, self.table.model.rowCount()
        first = max(0, view.rowAt(2)) + 1
        last = view.rowAt(view.viewport().height() - 4)
        last = shown if last < 0 else last + 1
        self.rows_words.say(f"Rows {first:,} to {last:,} of {shown:,}" if shown else "")

    # One person

    def open_person(self, row: object) -> None:
        """Show what there is about a person, to correct, grant or erase."""
        if not isinstance(row, PersonRow):
            return
        self._person = row.id
        self._show_person()

    _person = ""

    @safely
    def _show_person(self) -> None:
        person = self._person
        dialog = PersonDialog(self.window_, self.session, person, self)
        dialog.exec()
        changed, said, erase = dialog.changed, dialog.said, dialog.to_erase
        dialog.deleteLater()
        if erase:
            self.files.erase(person)
            return
        if changed and self.is_open():
            self.refresh()
        if said:
            self.window_.say(said)

    @safely
    def add_person(self) -> None:
        """Add one person by hand."""
        door, roster = self.session.opened(), self.window_.app.roster

        def add(name: str, number: str, email: str, groups: tuple[str, ...]) -> None:
            made = roster.add(door, name=name, number=number, email=email, groups=groups)
            self._added = made.learner.id

        dialog = AddPersonDialog(roster.groups(door), add, self)
        if dialog.exec():
            self.refresh(go_to=self._added)
            self.window_.say("Added.")
        dialog.deleteLater()

    _added = ""

    # Many people

    def chosen(self) -> list[PersonRow]:
        """Return the ticked people."""
        return self.table.model.ticked()

    @safely
    def assign_exam(self) -> None:
        """Give the ticked people an exam."""
        app, door, people = self.window_.app, self.session.opened(), self.chosen()

        def assign(asked: AssignDialog) -> None:
            app.assignments.assign(
                door,
                [row.id for row in people],
                str(asked.plan.currentData()),
                attempts=asked.chosen_tries(),
                opens_on=asked.opens.day(),
                due_on=asked.due.day(),
                supervision=asked.chosen_supervision(),
                accommodations=asked.granted(),
            )

        dialog = AssignDialog(
            [row.name for row in people],
            app.assignments.plans(),
            assign,
            today=app.clock.now().date(),
            parent=self,
        )
        if dialog.exec():
            title = dialog.plan.currentText()
            number = wording.count(len(people), "person", "people")
            self.refresh()
            self.window_.say(f"“{title}” is assigned to {number}.")
        dialog.deleteLater()

    @safely
    def put_into_group(self) -> None:
        """Put the ticked people into a group."""
        roster, door, people = self.window_.app.roster, self.session.opened(), self.chosen()

        def put(group: str, name: str) -> None:
            where = group or roster.add_group(door, name).id
            roster.join(door, [row.id for row in people], where)

        dialog = GroupDialog([row.name for row in people], roster.groups(door), put, self)
        if dialog.exec():
            self.refresh()
            self.window_.say(f"{wording.count(len(people), 'person', 'people')} put there.")
        dialog.deleteLater()

    @safely
    def grant_support(self) -> None:
        """Grant the ticked people the same exam support."""
        roster, door, people = self.window_.app.roster, self.session.opened(), self.chosen()
        same = {row.granted for row in people}
        support = (same.pop() if len(same) == 1 else None) or Accommodations()

        def grant(chosen: Accommodations) -> None:
            roster.grant(
                door, [row.id for row in people], None if chosen == Accommodations() else chosen
            )

        dialog = SupportDialog([row.name for row in people], support, grant, self)
        if dialog.exec():
            self.refresh()
            self.window_.say("Granted. It holds from the next exam they begin.")
        dialog.deleteLater()

    def issue_to(self) -> None:
        """Show what issuing to the ticked people would do."""
        self.window_.open_page("issued", tuple(row.id for row in self.chosen()))

    def export_results(self) -> None:
        """Save where the ticked people stand as CSV, workbook or PDF."""
        try:
            self.results.save(learners=[row.id for row in self.chosen()])
        except UserError as error:
            self.window_.report(error)

    # Lists

    @safely
    def choose_list(self) -> None:
        """Pick a list and show what importing it would do."""
        name, _ = QFileDialog.getOpenFileName(self, "Choose a list of people", "", LISTS)
        if name:
            self.files.import_list(Path(name))

    @safely
    def export_list(self) -> None:
        """Save everybody who takes part, or the team that is shown, as a list."""
        self.files.export_list(str(self.group.currentData() or ""))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file while the desk is open."""
        if self.is_open() and len(dropped(event.mimeData())) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show what importing the file would do, once the hand has let go of it."""
        event.acceptProposedAction()
        self._dropped = dropped(event.mimeData())
        QTimer.singleShot(0, self._import_dropped)

    _dropped: tuple[Path, ...] = ()

    @safely
    def _import_dropped(self) -> None:
        if self._dropped:
            self.files.import_list(self._dropped[0])

    def first_part(self) -> QWidget | None:
        """Return the search field, or the first button where nobody is there yet."""
        return self.import_list if self.nobody.isVisibleTo(self) else self.finder.field
