"""Assignments: which exam was given to whom, until when, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from quizapp.domain.desk import Assignment, Supervision
from quizapp.domain.finding import folded
from quizapp.errors import UserError
from quizapp.ui import wording
from quizapp.ui.desk_dialogs import AssignDialog, listed
from quizapp.ui.desk_forms import support_words
from quizapp.ui.desk_page import DeskPage, safely
from quizapp.ui.desk_people import assignment_cell
from quizapp.ui.page import Navigator
from quizapp.ui.people_bar import FindBar, TickedBar, choice, refill
from quizapp.ui.people_rows import Cell, Column, folded_all
from quizapp.ui.people_table import PeopleTable
from quizapp.ui.widgets.art import EmptyState
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.dialogs import Confirm

if TYPE_CHECKING:
    from quizapp.app import App
    from quizapp.services.desk import OpenDesk

TAKEN = {
    Supervision.SELF_TAKEN: "on their own",
    Supervision.SUPERVISED: "supervised",
    Supervision.ON_SITE: "on site",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRow:
    """One assignment with the name of the person and the title of the exam."""

    one: Assignment
    name: str
    groups: tuple[str, ...]
    exam: str
    state: Cell


class AssignmentsPage(DeskPage):
    """Everything that was given, to change or to take back."""

    def __init__(self, window: Navigator) -> None:
        super().__init__(window, "Assignments", "Who takes which exam, until when.")
        self.table: PeopleTable[GivenRow] = PeopleTable(
            "Assignments", _columns(), key=_key, words=_words, tickable=True
        )
        self._chosen: list[GivenRow] = []
        self.table.opened.connect(self.change_one)
        self.to_roster = Button("Choose people", icon="users")
        self.to_roster.clicked.connect(self.open_roster)
        self.exam = choice("Exam", "Exam: all")
        self.group = choice("Team", "Team: all")
        self.state = choice("State", "State: all")
        self.finder = FindBar(
            self.table.model,
            "Name or exam",
            one="assignment",
            many="assignments",
            filters=(self.exam, self.group, self.state),
        )
        self.finder.asked.connect(self._restrict)
        self.finder.field.down.connect(self.table.view.setFocus)
        self.change = Button("Change", icon="calendar-clock", compact=True)
        self.change.setAccessibleName("Change the selected assignments")
        self.back = Button("Take back", icon="undo-2", compact=True)
        self.back.setAccessibleName("Take back the selected assignments")
        self.change.clicked.connect(self.change_ticked)
        self.back.clicked.connect(self.take_back)
        self.ticked = TickedBar(
            self.table.model,
            (self.change, self.back),
            one="assignment",
            many="assignments",
        )
        first = Button("Choose people", variant="primary", icon="users")
        first.clicked.connect(self.open_roster)
        self.nothing = EmptyState(
            "No exam is given to anybody yet. Choose people in the roster and press Assign.", first
        )
        clear = Button("Clear filters", variant="primary")
        clear.clicked.connect(self.finder.clear)
        self.no_match = EmptyState("Nothing matches these filters.", clear)
        self.table.model.shown_changed.connect(self._look)
        self.arrange(
            self.finder,
            self.ticked,
            self.table,
            self.nothing,
            self.no_match,
            actions=(self.to_roster,),
        )

    # Showing

    def show_content(self, context: object) -> None:
        """Show what was given; `context` is not used."""
        del context
        self._look()
        self.refresh()

    def clear_content(self) -> None:
        """Forget every name."""
        self.table.fill(())
        self.finder.field.clear()

    def refresh(self) -> None:
        """Read the assignments again, beside the window."""
        door = self.session.opened()

        def read(other: App) -> tuple[tuple[GivenRow, ...], Sequence[str]]:
            rows = given_rows(other, door)
            return rows, folded_all(rows, _words)

        self.fetch.ask(read, self._show)

    def _show(self, found: tuple[tuple[GivenRow, ...], Sequence[str]]) -> None:
        rows, texts = found
        self.table.fill(rows, texts)
        for select, first, names in (
            (self.exam, "Exam: all", {row.exam for row in rows}),
            (self.group, "Team: all", {name for row in rows for name in row.groups}),
            (self.state, "State: all", {row.state.text for row in rows}),
        ):
            refill(select, first, sorted(names, key=folded))
        self._restrict()

    def _restrict(self) -> None:
        exam, group, state = (str(s.currentData() or "") for s in self.finder.filters)

        def wanted(row: GivenRow) -> bool:
            return (
                (not exam or row.exam == exam)
                and (not group or group in row.groups)
                and (not state or row.state.text == state)
            )

        self.table.model.restrict(wanted)

    def _look(self) -> None:
        every, shown = len(self.table.model.rows), self.table.model.rowCount()
        self.nothing.setVisible(not every and self.fetch.filled)
        self.no_match.setVisible(bool(every) and not shown)
        self.finder.setVisible(bool(every) or not self.fetch.filled)
        self.ticked.setVisible(bool(every))
        self.table.setVisible(bool(shown))
        self.leave_room(needed=not shown)

    # Doing

    def open_roster(self) -> None:
        """Go and choose people."""
        self.window_.open_page("roster")

    def change_one(self, row: object) -> None:
        """Change dates, tries or support of one assignment."""
        if isinstance(row, GivenRow):
            self._chosen = [row]
            self._change()

    @safely
    def change_ticked(self) -> None:
        """Change the ticked assignments; they have to be of one exam."""
        rows = self.table.model.ticked()
        if len({row.one.plan for row in rows}) > 1:
            self.window_.say("These are different exams. Choose assignments of one exam.")
            return
        self._chosen = rows
        self._change()

    @safely
    def _change(self) -> None:
        rows, self._chosen = self._chosen, []
        app, door = self.window_.app, self.session.opened()
        first = rows[0].one

        def assign(asked: AssignDialog) -> None:
            app.assignments.assign(
                door,
                [row.one.learner for row in rows],
                str(asked.plan.currentData()),
                attempts=asked.chosen_tries(),
                opens_on=asked.opens.day(),
                due_on=asked.due.day(),
                supervision=asked.chosen_supervision(),
                accommodations=asked.granted(),
            )

        today = app.clock.now().date()
        dialog = AssignDialog(
            [row.name for row in rows], app.assignments.plans(), assign, today=today, parent=self
        )
        dialog.show_given(first, today)
        if dialog.exec():
            self.refresh()
            self.window_.say("Changed. Tries count from today.")
        dialog.deleteLater()

    @safely
    def take_back(self) -> None:
        """Take the ticked assignments back after asking."""
        rows = self.table.model.ticked()
        number = wording.count(len(rows), "assignment", "assignments")
        dialog = Confirm(
            f"Take back {number}?",
            f"{listed([row.name for row in rows])}. What was begun stays and can be finished; "
            "no new try can be started.",
            verb=f"Take back {number}",
            safe="Keep them",
            parent=self,
        )
        agreed = bool(dialog.exec())
        dialog.deleteLater()
        if not agreed:
            return
        try:
            self.window_.app.assignments.withdraw(
                self.session.opened(), [row.one.id for row in rows]
            )
        except UserError as error:
            self.window_.report(error)
            return
        self.table.model.tick_all(on=False)
        self.refresh()
        self.window_.say(f"{number} taken back.")

    def first_part(self) -> QWidget | None:
        """Return the search field, or the way to the roster."""
        return self.to_roster if self.nothing.isVisibleTo(self) else self.finder.field


def given_rows(app: App, door: OpenDesk) -> tuple[GivenRow, ...]:
    """Return every open assignment of people on the roster; for the background."""
    people = {e.learner.id: e for e in app.roster.people(door, active=None)}
    titles = {plan.id: plan.title for plan in app.assignments.plans()}
    today = app.clock.now().date()
    return tuple(
        GivenRow(
            one=one,
            name=people[one.learner].learner.name,
            groups=people[one.learner].groups,
            exam=titles.get(one.plan, one.plan),
            state=assignment_cell(one, today),
        )
        for one in app.assignments.all(door)
        if one.learner in people
    )


def _columns() -> tuple[Column[GivenRow], ...]:
    return (
        Column(title="Name", cell=_name, sort=_by_name, least=190, share=3),
        Column(title="Exam", cell=_exam, sort=_by_exam, least=150, share=3),
        Column(title="Tries", cell=_tries, sort=_by_tries, least=70),
        Column(title="Last day", cell=_due, sort=_by_due, least=110, share=1),
        Column(title="State", cell=_state, sort=_by_state, least=150),
        Column(title="Taken, support", cell=_how, sort=_by_how, least=120, share=2),
    )


def _key(row: GivenRow) -> str:
    return row.one.id


def _words(row: GivenRow) -> str:
    return f"{row.name} {row.exam}"


def _name(row: GivenRow) -> Cell:
    return Cell(text=row.name, bold=True, initials=True)


def _exam(row: GivenRow) -> Cell:
    return Cell(text=row.exam)


def _tries(row: GivenRow) -> Cell:
    return Cell(text=f"{row.one.tries_used} of {row.one.attempts}")


def _due(row: GivenRow) -> Cell:
    return Cell(text=wording.short_day(row.one.due_on) if row.one.due_on else "no end")


def _state(row: GivenRow) -> Cell:
    return row.state


def _how(row: GivenRow) -> Cell:
    support = support_words(row.one.accommodations)
    return Cell(text=", ".join(filter(None, (TAKEN[row.one.supervision], support))))


def _by_name(row: GivenRow) -> str:
    return folded(row.name)


def _by_exam(row: GivenRow) -> str:
    return folded(row.exam)


def _by_tries(row: GivenRow) -> int:
    return row.one.tries_used


def _by_due(row: GivenRow) -> date:
    return row.one.due_on or date.max


def _by_state(row: GivenRow) -> str:
    return row.state.text


def _by_how(row: GivenRow) -> str:
    return TAKEN[row.one.supervision]
