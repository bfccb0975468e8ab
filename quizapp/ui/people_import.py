"""Taking in a list of people: what its columns mean, what each line would do, and what is left out.

The file is read in the background, again after every choice; nothing is stored before the last
button is pressed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from quizapp.domain.desk import ListColumn, Preview, RosterField, RosterRow, RowChange
from quizapp.errors import Fault, InputError
from quizapp.tables.table import Table
from quizapp.ui import theme, wording
from quizapp.ui.jobs import Job, Stop, Tell
from quizapp.ui.people_bar import fitting
from quizapp.ui.people_rows import Cell, Column
from quizapp.ui.people_table import PeopleTable
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.dialogs import Dialog
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.select import Select
from quizapp.ui.widgets.surfaces import Chip, Icon, panel
from quizapp.ui.widgets.text import Text

WIDE, HIGH = 900, 720
MOST_FAULTS = 8
OUT = -1
DELIMITERS = (
    ("", "as found"),
    (";", "semicolon ;"),
    (",", "comma ,"),
    ("\t", "tab"),
    ("|", "upright line |"),
)
ENCODINGS = (
    ("", "as found"),
    ("utf-8", "UTF-8"),
    ("utf-8-sig", "UTF-8 with a mark"),
    ("utf-16", "UTF-16"),
    ("utf-16-le", "UTF-16, little end first"),
    ("utf-16-be", "UTF-16, big end first"),
    ("cp1252", "Windows (Western Europe)"),
)
MEANINGS = {
    RosterField.NAME: "Name",
    RosterField.GIVEN: "Given name",
    RosterField.FAMILY: "Family name",
    RosterField.NUMBER: "Personnel number",
    RosterField.EMAIL: "E-mail",
    RosterField.GROUP: "Group",
    RosterField.LANGUAGE: "Language of the name",
}
CHANGES = {
    RowChange.NEW: Cell(text="New", icon="user-plus", tone="good"),
    RowChange.CHANGED: Cell(text="Changed", icon="user-pen", tone="info"),
    RowChange.SAME: Cell(text="As before", icon="check", tone="quiet"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """How a list is to be read; empty and None mean as found."""

    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""
    mapping: Mapping[RosterField, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list as it was read, and what importing it would do."""

    table: Table
    preview: Preview


Read = Callable[[Choices], Listed]
"""Reads the list; called in the background."""


class ImportDialog(Dialog):
    """Shows what importing would do. Accepted, `preview` holds what is to be stored."""

    def __init__(self, name: str, read: Read, parent: QWidget) -> None:
        self._read = read
        self._choices = Choices()
        self._filling = False
        self._job: Job | None = None
        self._again = False
        self.preview: Preview | None = None
        self.selects: list[Select] = []
        self.source = Text("Reading…", "small", colour="muted")
        self.delimiter = _select("Columns are separated by", DELIMITERS)
        self.encoding = _select("Letters are written as", ENCODINGS)
        self.sheet = _select("Sheet of the workbook", ())
        for select in (self.delimiter, self.encoding, self.sheet):
            select.currentIndexChanged.connect(self._on_form)
        self._form = QWidget()
        flow = boxes.FlowLayout(14, self._form)
        self._form_rows = [
            _named(words, select)
            for words, select in (
                ("Columns are separated by", self.delimiter),
                ("Letters are written as", self.encoding),
                ("Sheet", self.sheet),
            )
        ]
        for row in self._form_rows:
            flow.addWidget(row)
        self._grid_holder = QWidget()
        self._chips = QWidget()
        self._chip_flow = boxes.FlowLayout(8, self._chips)
        self._notes = boxes.column(gap=6)
        self.table: PeopleTable[RosterRow] = PeopleTable(
            "What each line would do", _columns(), key=_key, words=_words
        )
        self.table.setMinimumHeight(theme.current().text_px(230))
        self.copy = Button("Copy the list", variant="plain", icon="copy", compact=True)
        self.copy.clicked.connect(self._copy_faults)
        self.faults = boxes.column(gap=4)
        self.fault_title = Text("", "body", bold=True, colour="on_warning_soft")
        self.fault_box = panel(
            self.fault_title, self.faults, boxes.row(self.copy, 1), fill="warning_soft"
        )
        self.fault_box.hide()
        self.fault = Text("", "body", colour="danger", bold=True)
        self.fault.hide()
        self.cancel = Button("Cancel")
        self.go = Button("Import", variant="primary", icon="user-plus")
        self.go.setEnabled(False)
        head = boxes.row(
            boxes.column(Icon("file-spreadsheet", size=22, colour="primary"), 1),
            boxes.column(Text(name, "body", bold=True), self.source, gap=0),
            gap=12,
        )
        head.setStretch(1, 1)
        self._columns_title = Text("What the columns mean", "h3")
        self._rows_title = Text("What would happen", "h3")
        body = QWidget()
        body.setLayout(
            boxes.column(
                head,
                self._form,
                self.fault,
                self._columns_title,
                self._grid_holder,
                self._rows_title,
                self._chips,
                self._notes,
                self.fault_box,
                self.table,
                gap=12,
                margins=(6, 0, 8, 6),
            )
        )
        super().__init__("Import a list of people", body, (self.cancel, self.go), parent)
        window = parent.window()
        look = theme.current()
        self.resize(
            min(window.width() - 40, look.text_px(WIDE)),
            min(window.height() - 40, look.text_px(HIGH)),
        )
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self.accept)
        self._show_parts(shown=False)
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self._start()

    # Reading

    @property
    def busy(self) -> bool:
        """Tell whether the list is being read."""
        return self._job is not None

    def _start(self) -> None:
        if self._job is not None:
            self._again = True
            return
        read, choices = self._read, self._choices

        def work(_tell: Tell, _stop: Stop) -> object:
            return read(choices)

        self.go.setEnabled(False)
        job = Job(work, self)
        job.done.connect(self._show)
        job.failed.connect(self._failed)
        self._job = job
        job.start()

    def _once_more(self) -> bool:
        """Read again if a choice came meanwhile; True if so."""
        self._job = None
        again, self._again = self._again, False
        if again:
            self._start()
        return again

    def _failed(self, error: object) -> None:
        if self._once_more():
            return
        self.preview = None
        self.source.say("")
        self.fault.say(str(error))
        self.fault.show()
        self._show_parts(shown=False)
        self._show_faults(error.faults if isinstance(error, InputError) else ())
        announce(self, str(error))

    def done(self, result: int) -> None:
        """Let the reading end before the dialog goes."""
        if self._job is not None:
            self._job.wait()
        super().done(result)

    # Showing

    def _show_parts(self, *, shown: bool) -> None:
        for part in (
            self._columns_title,
            self._grid_holder,
            self._rows_title,
            self._chips,
            self.table,
        ):
            part.setVisible(shown)

    def _show(self, listed: object) -> None:
        if self._once_more() or not isinstance(listed, Listed):
            return
        preview = self.preview = listed.preview
        self.fault.hide()
        self._show_form(listed.table)
        self._show_parts(shown=True)
        self._show_columns(preview)
        self._show_counts(preview)
        self._show_faults(preview.faults)
        self.table.fill(preview.rows)
        self.table.setVisible(bool(preview.rows))
        number = preview.count(RowChange.NEW) + preview.count(RowChange.CHANGED)
        self.go.say(f"Import {wording.count(number, 'person', 'people')}" if number else "Import")
        self.go.setEnabled(bool(number))
        left = wording.count(preview.left_out, "line", "lines")
        announce(self, f"{number} to import, {left} left out.")

    def _show_form(self, table: Table) -> None:
        """Say how the file was understood, in the fields that change it."""
        self._filling = True
        rows = wording.count(len(table.rows), "line", "lines")
        self.source.say(f"{rows}, sheet “{table.sheet}”" if table.sheet else rows)
        for select, found in ((self.delimiter, table.delimiter), (self.encoding, table.encoding)):
            select.setCurrentIndex(max(0, select.findData(found)))
        if [self.sheet.itemText(n) for n in range(self.sheet.count())] != list(table.sheets):
            self.sheet.clear()
            for name in table.sheets:
                self.sheet.addItem(name, name)
        self.sheet.setCurrentIndex(max(0, self.sheet.findData(table.sheet)))
        text = bool(table.delimiter)
        for row, shown in zip(self._form_rows, (text, text, len(table.sheets) > 1), strict=True):
            row.setVisible(shown)
        self._filling = False

    def _show_columns(self, preview: Preview) -> None:
        if [s.property("column") for s in self.selects] == [c.title for c in preview.columns]:
            self._mark_meanings(preview.mapping)
            return
        old = self._grid_holder.layout()
        if old is not None:
            boxes.empty(old)
            QWidget().setLayout(old)
        grid = QGridLayout(self._grid_holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.current().px(16))
        grid.setVerticalSpacing(theme.current().px(8))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self.selects = []
        for line, column in enumerate(preview.columns):
            grid.addWidget(_titled(column), line, 0)
            select = _select(
                f"Column “{column.title}” means",
                ((OUT, "Leave this column out"), *((f, MEANINGS[f]) for f in RosterField)),
            )
            select.setProperty("column", column.title)
            select.setProperty("place", column.place)
            select.currentIndexChanged.connect(self._on_meaning)
            grid.addWidget(select, line, 1)
            self.selects.append(select)
        self._mark_meanings(preview.mapping)

    def _mark_meanings(self, mapping: Mapping[RosterField, int]) -> None:
        self._filling = True
        meaning = {place: what for what, place in mapping.items()}
        for select in self.selects:
            wanted = meaning.get(int(select.property("place")))
            places = [n for n in range(select.count()) if select.itemData(n) == wanted]
            select.setCurrentIndex(places[0] if places else 0)
        self._filling = False

    def _show_counts(self, preview: Preview) -> None:
        boxes.empty(self._chip_flow)
        counts = (
            (preview.count(RowChange.NEW), "new", "user-plus", "good"),
            (preview.count(RowChange.CHANGED), "changed", "user-pen", "info"),
            (preview.count(RowChange.SAME), "as before", "check", "quiet"),
            (preview.left_out, "left out", "triangle-alert", "care"),
        )
        for number, words, icon, tone in counts:
            if number:
                self._chip_flow.addWidget(Chip(f"{number:,} {words}", icon, tone))
        boxes.empty(self._notes)
        for note in preview.notes:
            self._notes.addWidget(Text(note, "small", colour="muted"))

    def _show_faults(self, faults: tuple[Fault, ...]) -> None:
        boxes.empty(self.faults)
        self.fault_box.setVisible(bool(faults))
        number = len({fault.line for fault in faults if fault.line})
        self.fault_title.say(
            f"{wording.count(number, 'line is', 'lines are')} left out"
            if number
            else "This needs a look first"
        )
        for fault in faults[:MOST_FAULTS]:
            self.faults.addWidget(Text(said(fault), "small", colour="on_warning_soft"))
        more = len(faults) - MOST_FAULTS
        if more > 0:
            words = f"And {more} more; copy the list to see them all."
            self.faults.addWidget(Text(words, "small", colour="on_warning_soft"))
        self.copy.setVisible(bool(faults))

    def _copy_faults(self) -> None:
        if self.preview is not None:
            words = "\n".join(said(fault) for fault in self.preview.faults)
            QGuiApplication.clipboard().setText(words)
            announce(self, "The list is copied.")

    # Choosing

    def _on_form(self) -> None:
        if self._filling:
            return
        self._choices = Choices(
            delimiter=str(self.delimiter.currentData() or ""),
            encoding=str(self.encoding.currentData() or ""),
            sheet=str(self.sheet.currentData() or ""),
        )
        self._start()

    def _on_meaning(self) -> None:
        if self._filling:
            return
        changed = self.sender()
        mapping: dict[RosterField, int] = {}
        for select in sorted(self.selects, key=lambda s: s is changed):
            meaning = select.currentData()
            if meaning != OUT:
                mapping[RosterField(str(meaning))] = int(select.property("place"))
        self._choices = replace(self._choices, mapping=mapping)
        self._start()


def _columns() -> tuple[Column[RosterRow], ...]:
    return (
        Column(title="Name", cell=_name_cell, sort=_by_line, least=170, share=3),
        Column(title="Number", cell=_number_cell, sort=_by_number, least=90, share=1),
        Column(title="E-mail", cell=_email_cell, sort=_by_email, least=150, share=2),
        Column(title="Group", cell=_group_cell, sort=_by_group, least=110, share=1),
        Column(title="What happens", cell=_change_cell, sort=_by_change, least=120),
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
    return CHANGES[row.change]


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


def said(fault: Fault) -> str:
    """Return a fault as a sentence that begins with its line."""
    where = f"{fault.where}: " if fault.where else ""
    return f"Line {fault.line}: {where}{fault.message}" if fault.line else f"{where}{fault.message}"


def _select(name: str, choices: tuple[tuple[object, str], ...]) -> Select:
    select = fitting(Select())
    select.setAccessibleName(name)
    for value, words in choices:
        select.addItem(words, value)
    return select


def _named(words: str, field: QWidget) -> QWidget:
    holder = QWidget()
    holder.setLayout(boxes.column(Text(words, "small", colour="muted", wrap=False), field, gap=3))
    return holder


def _titled(column: ListColumn) -> QWidget:
    samples = ", ".join(sample for sample in column.samples[:3] if sample)
    holder = QWidget()
    holder.setLayout(
        boxes.column(
            Text(column.title or f"Column {column.place + 1}", "body", bold=True),
            Text(f"such as {samples}" if samples else "empty", "small", colour="muted"),
            gap=0,
        )
    )
    return holder
