"""What importing a list would do: how many people, what is left out and why, and line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from quizapp.domain.desk import Preview, RosterRow, RowChange
from quizapp.errors import Fault
from quizapp.ui import theme, wording
from quizapp.ui.people_rows import Cell, Column
from quizapp.ui.people_table import PeopleTable
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.surfaces import Chip, panel
from quizapp.ui.widgets.text import Text

MOST_FAULTS = 8
CHANGES = {
    RowChange.NEW: Cell(text="New", icon="user-plus", tone="good"),
    RowChange.CHANGED: Cell(text="Changed", icon="user-pen", tone="info"),
    RowChange.SAME: Cell(text="As before", icon="check", tone="quiet"),
}


def said(fault: Fault) -> str:
    """Return a fault as a sentence that begins with its line."""
    where = f"{fault.where}: " if fault.where else ""
    return f"Line {fault.line}: {where}{fault.message}" if fault.line else f"{where}{fault.message}"


class Faults(QWidget):
    """What is wrong with lines of a list and what to do, the first few of them; all by copying."""

    def __init__(self) -> None:
        super().__init__()
        self._faults: tuple[Fault, ...] = ()
        self.title = Text("", "body", bold=True, colour="on_warning_soft")
        self._lines = boxes.column(gap=4)
        self.copy = Button("Copy the list", variant="plain", icon="copy", compact=True)
        self.copy.clicked.connect(self._copy)
        box = panel(self.title, self._lines, boxes.row(self.copy, 1), fill="warning_soft")
        self.setLayout(boxes.column(box))
        self.hide()

    def show_faults(self, faults: Sequence[Fault], *, read: bool = True) -> None:
        """Show the faults, or nothing where there are none; `read` if the other lines count."""
        self._faults = tuple(faults)
        boxes.empty(self._lines)
        self.setVisible(bool(faults))
        number = len({fault.line for fault in faults if fault.line})
        self.title.say(
            f"{wording.count(number, 'line is', 'lines are')} left out"
            if number and read
            else "This needs a look first"
        )
        for fault in faults[:MOST_FAULTS]:
            self._lines.addWidget(Text(said(fault), "small", colour="on_warning_soft"))
        more = len(faults) - MOST_FAULTS
        if more > 0:
            words = f"And {more:,} more; copy the list to see them all."
            self._lines.addWidget(Text(words, "small", colour="on_warning_soft"))

    def _copy(self) -> None:
        words = "\n".join(said(fault) for fault in self._faults)
        QGuiApplication.clipboard().setText(words)
        announce(self, "The list is copied.")


class WouldDo(QWidget):
    """Counts, notes and a table of the lines that would be taken in."""

    def __init__(self) -> None:
        super().__init__()
        self._chips = boxes.FlowLayout(8)
        self._notes = boxes.column(gap=6)
        self.faults = Faults()
        self.table: PeopleTable[RosterRow] = PeopleTable(
            "What each line would do", _columns(), key=_key, words=_words
        )
        self.table.setMinimumHeight(theme.current().text_px(230))
        chips = QWidget()
        chips.setLayout(self._chips)
        self.setLayout(
            boxes.column(
                Text("What would happen", "h3"),
                chips,
                self._notes,
                self.faults,
                self.table,
                gap=12,
            )
        )

    def show_preview(self, preview: Preview) -> None:
        """Show what importing would do."""
        boxes.empty(self._chips)
        counts = (
            (preview.count(RowChange.NEW), "new", "user-plus", "good"),
            (preview.count(RowChange.CHANGED), "changed", "user-pen", "info"),
            (preview.count(RowChange.SAME), "as before", "check", "quiet"),
            (preview.left_out, "left out", "triangle-alert", "care"),
        )
        for number, words, icon, tone in counts:
            if number:
                self._chips.addWidget(Chip(f"{number:,} {words}", icon, tone))
        boxes.empty(self._notes)
        for note in preview.notes:
            self._notes.addWidget(Text(note, "small", colour="muted"))
        self.faults.show_faults(preview.faults)
        self.table.fill(preview.rows)
        self.table.setVisible(bool(preview.rows))


def _columns() -> tuple[Column[RosterRow], ...]:
    return (
        Column(title="Name", cell=_name_cell, sort=_by_line, least=170, share=3),
        Column(title="Number", cell=_number_cell, sort=_by_number, least=90, share=1),
        Column(title="E-mail", cell=_email_cell, sort=_by_email, least=150, share=2),
        Column(title="Group", cell=_group_cell, sort=_by_group, least=110, share=1),
        Column(title="What happens", cell=_change_cell, sort=_by_change, least=170),
    )


def _key(row: RosterRow) -> str:
    return str(row.line)


def _words(row: RosterRow) -> str:
    return f"{row.name} {row.number} {row.email}"


def _name_cell(row: RosterRow) -> Cell:
    return Cell(text=row.name, bold=True)


def _number_cell(row: RosterRow) -> Cell:
    return Cell(text=row.number or "–")


def _email_cell(row: RosterRow) -> Cell:
    return Cell(text=row.email or "–")


def _group_cell(row: RosterRow) -> Cell:
    return Cell(text=", ".join(row.groups or ()) or "–")


def _change_cell(row: RosterRow) -> Cell:
    cell = CHANGES[row.change]
    return replace(cell, text=f"{cell.text}: {', '.join(row.changes)}") if row.changes else cell


def _by_line(row: RosterRow) -> int:
    return row.line


def _by_number(row: RosterRow) -> str:
    return row.number


def _by_email(row: RosterRow) -> str:
    return row.email


def _by_group(row: RosterRow) -> str:
    return ", ".join(row.groups or ())


def _by_change(row: RosterRow) -> int:
    return list(RowChange).index(row.change)
