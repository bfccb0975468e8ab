"""How a list of people is read: delimiter, encoding, sheet, titles; shown and changeable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from quizapp.domain.desk import Preview, RosterField
from quizapp.tables.table import Table
from quizapp.ui.people_bar import FittingSelect
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.select import Select
from quizapp.ui.widgets.text import Text

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
TITLED, UNTITLED = "titled", "untitled"
TITLES = (
    ("", "as found"),
    (TITLED, "yes, it names the columns"),
    (UNTITLED, "no, a person stands there"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """How a list is to be read; empty and None mean as found."""

    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""
    titled: bool | None = None
    mapping: Mapping[RosterField, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list as it was read, and what importing it would do."""

    table: Table
    preview: Preview


Read = Callable[[Choices], Listed]
"""Reads the list; called in the background."""


def select_of(name: str, choices: tuple[tuple[object, str], ...]) -> Select:
    """Return a drop-down with a spoken name."""
    select = FittingSelect()
    select.setAccessibleName(name)
    for value, words in choices:
        select.addItem(words, value)
    return select


class ListForm(QWidget):
    """The drop-downs above the columns. `changed` follows each choice of the person."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        self.delimiter = select_of("Columns are separated by", DELIMITERS)
        self.encoding = select_of("Letters are written as", ENCODINGS)
        self.sheet = select_of("Sheet of the workbook", ())
        self.titles = select_of("The first line holds titles", TITLES)
        flow = boxes.FlowLayout(14, self)
        self._delimiter_row = _named("Columns are separated by", self.delimiter)
        self._encoding_row = _named("Letters are written as", self.encoding)
        self._sheet_row = _named("Sheet", self.sheet)
        titles_row = _named("The first line holds titles", self.titles)
        for row in (self._delimiter_row, self._encoding_row, self._sheet_row, titles_row):
            flow.addWidget(row)
        for select in (self.delimiter, self.encoding, self.sheet, self.titles):
            select.currentIndexChanged.connect(self._turn)
        self._sheet_row.hide()

    def choices(self) -> Choices:
        """Return what is chosen; a mapping belongs to the columns and begins anew."""
        titles = str(self.titles.currentData() or "")
        return Choices(
            delimiter=str(self.delimiter.currentData() or ""),
            encoding=str(self.encoding.currentData() or ""),
            sheet=str(self.sheet.currentData() or ""),
            titled=None if not titles else titles == TITLED,
        )

    def show_table(self, table: Table) -> None:
        """Say how the file was understood."""
        self._filling = True
        for select, found in ((self.delimiter, table.delimiter), (self.encoding, table.encoding)):
            select.setCurrentIndex(max(0, select.findData(found)))
        if [self.sheet.itemText(n) for n in range(self.sheet.count())] != list(table.sheets):
            self.sheet.clear()
            for name in table.sheets:
                self.sheet.addItem(name, name)
        self.sheet.setCurrentIndex(max(0, self.sheet.findData(table.sheet)))
        self._delimiter_row.setVisible(bool(table.delimiter))
        self._encoding_row.setVisible(bool(table.delimiter))
        self._sheet_row.setVisible(len(table.sheets) > 1)
        self._filling = False

    def _turn(self) -> None:
        if not self._filling:
            self.changed.emit()


def _named(words: str, field: QWidget) -> QWidget:
    holder = QWidget()
    holder.setLayout(boxes.column(Text(words, "small", colour="muted", wrap=False), field, gap=3))
    return holder
