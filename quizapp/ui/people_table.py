"""A table for thousands of rows: one tab stop, keys for ticking and opening, cards where narrow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTableView

from quizapp.ui import theme
from quizapp.ui.people_paint import Head, Rows, name_left
from quizapp.ui.people_rows import Column, Index, RowModel
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.surfaces import Surface

Row = TypeVar("Row")
ROWS_AT_LEAST, CARDS_AT_LEAST = 6, 3


class _View(QTableView):
    """The table itself. `opened` carries the place of a row."""

    opened = Signal(int)

    def __init__(self, model: RowModel[Any], name: str) -> None:
        super().__init__()
        self.rows = model
        self.drawn = Rows(model, self)
        self.setModel(model)
        self.setItemDelegate(self.drawn)
        head = Head(model, self)
        self.setHorizontalHeader(head)
        head.sectionClicked.connect(self._sort)
        head.box_pressed.connect(self.turn_all)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.viewport().setAutoFillBackground(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._anchor = 0
        self._lay_out()

    # Shape

    def _least(self) -> list[int]:
        """Return the width below which each column would cut what it usually holds."""
        look = theme.current()
        least = [look.text_px(column.least) for column in self.rows.columns]
        least[0] += name_left(tickable=self.rows.tickable)
        return least

    def restyle(self) -> None:
        """Take over a changed theme."""
        self._lay_out()

    def _lay_out(self) -> None:
        """Show a table where every column finds its least width, else cards."""
        cards = self.drawn.cards = self.viewport().width() < sum(self._least())
        self.horizontalHeader().setVisible(not cards)
        for column in range(1, len(self.rows.columns)):
            self.setColumnHidden(column, cards)
        self.verticalHeader().setDefaultSectionSize(self.drawn.row_height())
        least = CARDS_AT_LEAST if cards else ROWS_AT_LEAST
        self.setMinimumHeight(least * self.drawn.row_height())
        self._share_out()
        self.viewport().update()

    def _share_out(self) -> None:
        """Give every column its least width and the rest by their shares."""
        columns, room, least = self.rows.columns, self.viewport().width(), self._least()
        if self.drawn.cards:
            self.setColumnWidth(0, room)
            return
        left = room - sum(least)
        shares = sum(column.share for column in columns) or 1
        for place, column in enumerate(columns):
            self.setColumnWidth(place, least[place] + left * column.share // shares)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def sizeHint(self) -> QSize:
        """Return a wish for about ten rows."""
        return QSize(480, 11 * self.drawn.row_height())

    # Moving, ticking, opening

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Light up the row that the keys are on."""
        super().currentChanged(current, previous)
        self._light()

    def _light(self) -> None:
        shown = self.hasFocus() and self.currentIndex().isValid()
        self.drawn.current = self.currentIndex().row() if shown else -1
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the first row."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0, 0))
        self._light()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the light out."""
        super().focusOutEvent(event)
        self._light()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space, extend with Shift and the arrows, open with Enter."""
        here, key = self.currentIndex().row(), event.key()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here >= 0 and not control:
            self.opened.emit(here)
        elif self.rows.tickable and key == Qt.Key.Key_Space and here >= 0:
            self._turn(here)
        elif self.rows.tickable and control and key == Qt.Key.Key_A:
            self.rows.tick_all(on=True)
        elif self.rows.tickable and shift and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._extend(here, 1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _turn(self, place: int) -> None:
        on = not self.rows.is_ticked(place)
        self._anchor = place
        self.rows.tick(place, place, on=on)
        name = self.rows.columns[0].cell(self.rows.row(place)).text
        announce(self, f"{name}, {'selected' if on else 'not selected'}")

    def _extend(self, here: int, by: int) -> None:
        there = here + by
        if here >= 0 and 0 <= there < self.rows.rowCount():
            self.rows.tick(here, there, on=True)
            self.setCurrentIndex(self.rows.index(there, 0))

    def turn_all(self) -> None:
        """Tick all rows shown, or none if all are ticked."""
        every = self.rows.share_ticked() == Qt.CheckState.Checked
        self.rows.tick_all(on=not every)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick by the box; with Shift up to the row."""
        index = self.indexAt(event.position().toPoint())
        boxed = event.position().x() < name_left(tickable=True)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().mousePressEvent(event)
        if not index.isValid() or not self.rows.tickable:
            return
        if shift:
            self.rows.tick(self._anchor, index.row(), on=True)
        elif boxed:
            self._turn(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a row."""
        index = self.indexAt(event.position().toPoint())
        boxed = self.rows.tickable and event.position().x() < name_left(tickable=True)
        if index.isValid() and not boxed:
            self.opened.emit(index.row())
        elif index.isValid():
            self._turn(index.row())

    def _sort(self, column: int) -> None:
        again = column == self.rows.sorted_by
        self.rows.sort_by(column, downwards=again and not self.rows.downwards)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground below the last row, then the rows."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.current().colour("surface"))
        painter.end()
        super().paintEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Let hover text show only where words are cut."""
        if event.type() == QEvent.Type.ToolTip and self.drawn.cards:
            return True
        return super().viewportEvent(event)

    def visual_area(self, place: int) -> QRect:
        """Return where a row stands on screen."""
        first = self.visualRect(self.rows.index(place, 0))
        return QRect(0, first.top(), self.viewport().width(), first.height())


class PeopleTable(Surface, Generic[Row]):
    """Rows of one kind in a rounded frame. `opened` carries the row."""

    opened = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[Row]],
        *,
        key: Callable[[Row], str],
        words: Callable[[Row], str],
        tickable: bool = False,
    ) -> None:
        self.model: RowModel[Row] = RowModel(columns, key=key, words=words, tickable=tickable)
        self.view = _View(self.model, name)
        super().__init__(boxes.column(self.view, margins=(1, 6, 1, 6)), radius=12)
        self.model.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.view.opened.connect(self._open)

    def fill(self, rows: Sequence[Row], texts: Sequence[str] | None = None) -> None:
        """Show rows; `texts` as for the model."""
        self.model.fill(rows, texts)

    def go_to(self, key: str) -> None:
        """Put the keys on a row and show it."""
        place = self.model.place_of(key)
        if place >= 0:
            self.view.setCurrentIndex(self.model.index(place, 0))
            self.view.scrollTo(self.model.index(place, 0))

    def current_row(self) -> Row | None:
        """Return the row that the keys are on."""
        index = self.view.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, with the ground of the titles up to its upper edge."""
        super().paintEvent(event)
        if self.view.drawn.cards:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().colour("sunken"))
        painter.setClipRect(0, 0, self.width(), self.view.y())
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 11, 11)
        painter.end()

    def _open(self, place: int) -> None:
        self.opened.emit(self.model.row(place))
