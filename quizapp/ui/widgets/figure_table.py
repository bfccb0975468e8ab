"""The figures behind a drawing as a plain table that is as high as its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from quizapp.ui import theme

GAP = 12


class FigureTable(QTableWidget):
    """Read-only rows; the page scrolls, the table never does."""

    def __init__(
        self, name: str, columns: Sequence[str], *, wide: int = 0, parent: QWidget | None = None
    ) -> None:
        """`wide` is the column that takes the room that is left."""
        super().__init__(0, len(columns), parent)
        self._wide = wide
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(columns))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(off)
        self.setHorizontalScrollBarPolicy(off)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(len(columns)):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(
                column, mode.Stretch if column == wide else mode.ResizeToContents
            )
        self.restyle()

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show other rows."""
        self.setRowCount(len(rows))
        for place, row in enumerate(rows):
            for column, text in enumerate(row):
                self.setItem(place, column, QTableWidgetItem(text))
        self._grow()

    def texts(self) -> list[list[str]]:
        """Return what the rows say."""
        return [
            [cell.text() if (cell := self.item(row, column)) else "" for column in self._columns()]
            for row in range(self.rowCount())
        ]

    def _columns(self) -> range:
        return range(self.columnCount())

    def restyle(self) -> None:
        """Take over a changed theme."""
        look = theme.current()
        self.setFont(look.font("small"))
        self.horizontalHeader().setFont(look.font("small", bold=True))
        ink, ground, line = (look.hex(name) for name in ("ink", "surface", "border"))
        self.setStyleSheet(
            f"QTableWidget {{ background: {ground}; color: {ink}; border: none; }}"
            f"QTableWidget::item {{ border-bottom: 1px solid {line}; }}"
            f"QTableWidget::item:selected {{ background: {look.hex('primary_soft')};"
            f" color: {look.hex('on_primary_soft')}; }}"
            f"QHeaderView::section {{ background: {ground}; color: {look.hex('muted')};"
            f" border: none; border-bottom: 1px solid {look.hex('control')}; padding: 4px 2px; }}"
        )
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give wrapped rows their height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._grow()

    def showEvent(self, event: QShowEvent) -> None:
        """Give rows their height once the width is known."""
        super().showEvent(event)
        self._grow()

    def _grow(self) -> None:
        self.resizeRowsToContents()
        room = theme.current().px(10)
        for row in range(self.rowCount()):
            self.setRowHeight(row, self.rowHeight(row) + room)
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + 4)

    def sizeHintForColumn(self, column: int) -> int:
        """Return the width of a column with a gap to the next one."""
        return super().sizeHintForColumn(column) + theme.current().px(GAP)

    def minimumSizeHint(self) -> QSize:
        """Return a width that may shrink."""
        return QSize(120, self.height())
