"""Rows of a large table: what is shown, in which order, and which ones are ticked.

Ten thousand rows are searched and sorted on plain tuples: the words of each row are folded once
when the rows come in, an order is kept until another column is asked for, and only the cells on
screen are ever turned into `Cell` values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from quizapp.domain.finding import folded

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
CELL = Qt.ItemDataRole.UserRole
"""Role under which the delegate gets the `Cell`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell. With a `tone` it is a pill; `initials` asks for the circle before a name."""

    text: str
    icon: str = ""
    tone: str = ""
    colour: str = ""
    bold: bool = False
    initials: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row]):
    """A column: its title, what stands in it, and by what it is sorted.

    `share` is its part of the room that is left over after every column has its `least` pixels.
    """

    title: str
    cell: Callable[[Row], Cell]
    sort: Callable[[Row], Any]
    least: int = 90
    share: int = 0


def folded_all(rows: Sequence[Row], words: Callable[[Row], str]) -> list[str]:
    """Return by what each row is found."""
    return [folded(words(row)) for row in rows]


class RowModel(QAbstractTableModel, Generic[Row]):
    """The rows. Ticks belong to keys, so they outlive searching, sorting and filling again."""

    ticked_changed = Signal()
    shown_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        key: Callable[[Row], str],
        words: Callable[[Row], str],
        tickable: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.tickable = tickable
        self._key, self._words = key, words
        self._rows: tuple[Row, ...] = ()
        self._folded: list[str] = []
        self._order: list[int] = []
        self._shown: list[int] = []
        self._needle = ""
        self._filter: Callable[[Row], bool] | None = None
        self._ticked: set[str] = set()
        self.sorted_by, self.downwards = 0, False

    # Filling, searching, sorting

    def fill(self, rows: Sequence[Row], texts: Sequence[str] | None = None) -> None:
        """Show other rows; what was searched for and ticked stays as far as it is still there.

        `texts` are the folded words of each row, where they were made beside the window.
        """
        self.beginResetModel()
        self._rows = tuple(rows)
        self._folded = list(texts) if texts is not None else folded_all(self._rows, self._words)
        self._ticked &= {self._key(row) for row in self._rows}
        self._sort()
        self._choose()
        self.endResetModel()
        self._tell()

    def search(self, words: str) -> None:
        """Show the rows that hold every word."""
        needle = folded(words.strip())
        if needle != self._needle:
            self._needle = needle
            self._refresh()

    def restrict(self, wanted: Callable[[Row], bool] | None) -> None:
        """Show only rows that a filter lets through; None lets all through."""
        self._filter = wanted
        self._refresh()

    def sort_by(self, column: int, *, downwards: bool) -> None:
        """Order by a column."""
        self.sorted_by, self.downwards = column, downwards
        self.layoutAboutToBeChanged.emit()
        self._sort()
        self._choose()
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def _refresh(self) -> None:
        self.beginResetModel()
        self._choose()
        self.endResetModel()
        self._tell()

    def _sort(self) -> None:
        by = self.columns[self.sorted_by].sort
        keys = [by(row) for row in self._rows]
        self._order = sorted(range(len(keys)), key=keys.__getitem__, reverse=self.downwards)

    def _choose(self) -> None:
        words, rows, wanted, texts = self._needle.split(), self._rows, self._filter, self._folded
        shown = self._order
        for word in words:
            shown = [place for place in shown if word in texts[place]]
        if wanted is not None:
            shown = [place for place in shown if wanted(rows[place])]
        self._shown = list(shown)

    def _tell(self) -> None:
        self.shown_changed.emit()
        self.ticked_changed.emit()

    # Rows by place

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return every row, shown or not."""
        return self._rows

    def row(self, place: int) -> Row:
        """Return the row shown at a place."""
        return self._rows[self._shown[place]]

    def shown(self) -> list[Row]:
        """Return the rows shown, in order."""
        return [self._rows[place] for place in self._shown]

    def place_of(self, key: str) -> int:
        """Return where the row with a key is shown, or -1."""
        places = (n for n, at in enumerate(self._shown) if self._key(self._rows[at]) == key)
        return next(places, -1)

    # Ticks

    def ticked(self) -> list[Row]:
        """Return the ticked rows in the order of the table, shown or not."""
        return [self._rows[n] for n in self._order if self._key(self._rows[n]) in self._ticked]

    def count_ticked(self) -> int:
        """Return how many rows are ticked, shown or not."""
        return len(self._ticked)

    def is_ticked(self, place: int) -> bool:
        """Tell whether the row at a place is ticked."""
        return self._key(self.row(place)) in self._ticked

    def tick(self, first: int, last: int, *, on: bool) -> None:
        """Tick or untick the rows from one place to another."""
        low, high = sorted((first, last))
        keys = {self._key(self.row(place)) for place in range(low, high + 1)}
        self._ticked = self._ticked | keys if on else self._ticked - keys
        self._show_ticks(low, high)

    def tick_all(self, *, on: bool) -> None:
        """Tick every row shown, or untick all rows."""
        if on:
            self._ticked |= {self._key(self._rows[place]) for place in self._shown}
        else:
            self._ticked.clear()
        self._show_ticks(0, len(self._shown) - 1)

    def share_ticked(self) -> Qt.CheckState:
        """Return whether none, some or all of the rows shown are ticked."""
        if not self._ticked or not self._shown:
            return Qt.CheckState.Unchecked
        on = sum(self._key(self._rows[place]) in self._ticked for place in self._shown)
        if on == len(self._shown):
            return Qt.CheckState.Checked
        return Qt.CheckState.PartiallyChecked if on else Qt.CheckState.Unchecked

    def _show_ticks(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)
        self.ticked_changed.emit()

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as above
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that rows can be chosen and are never typed into."""
        del index
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell, the cell for the delegate, or what is spoken."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        cell = column.cell(self.row(index.row()))
        if role == CELL:
            return cell
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            on = self.tickable and index.column() == 0 and self.is_ticked(index.row())
            return f"{cell.text}, selected" if on else f"{column.title}: {cell.text}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the title of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None
