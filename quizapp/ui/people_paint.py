"""How rows of people look: ticks, initials, names, pills; as a table or, where narrow, as cards."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex as Index
from PySide6.QtCore import QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from quizapp.ui import icons, theme
from quizapp.ui.people_rows import CELL, Cell, RowModel
from quizapp.ui.widgets.surfaces import TONES

INITIALS = (
    ("primary_soft", "on_primary_soft"),
    ("info_soft", "on_info_soft"),
    ("accent_soft", "on_accent_soft"),
    ("warning_soft", "on_warning_soft"),
)
"""Grounds of the initials; they only tell neighbours apart and mean nothing."""
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def box_side() -> int:
    """Return the side of a tick box."""
    return max(18, theme.current().text_px(18))


def name_left(*, tickable: bool) -> int:
    """Return how far from the left edge the first cell begins."""
    look = theme.current()
    return look.px(16) + (box_side() + look.px(12) if tickable else 0)


def paint_box(painter: QPainter, area: QRectF, state: Qt.CheckState) -> None:
    """Paint a tick box: empty, ticked, or with a bar for some."""
    look = theme.current()
    on = state != Qt.CheckState.Unchecked
    painter.setPen(QPen(look.colour("primary" if on else "control"), 1.6))
    painter.setBrush(look.colour("primary" if on else "surface"))
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 5, 5)
    if on:
        side = int(area.width() * 0.78)
        name = "check" if state == Qt.CheckState.Checked else "minus"
        drawn = icons.pixmap(name, side, look.colour("on_primary"))
        at = area.center()
        painter.drawPixmap(int(at.x() - side / 2), int(at.y() - side / 2), drawn)


class Rows(QStyledItemDelegate):
    """Paints the cells. In the narrow shape one column holds a whole row."""

    def __init__(self, model: RowModel[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.cards = False
        self.current = -1

    def row_height(self) -> int:
        """Return the height of every row."""
        look = theme.current()
        if not self.cards:
            return max(look.px(40), round(look.line_height("body")) + look.px(16))
        lines = round(look.line_height("body") + look.line_height("small"))
        return lines + self._pill_height() + look.px(30)

    def _pill_height(self) -> int:
        look = theme.current()
        return round(look.line_height("caption")) + look.px(6)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index | QPersistentModelIndex) -> QSize:
        """Return a row's height."""
        del option, index
        return QSize(80, self.row_height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index | QPersistentModelIndex,
    ) -> None:
        """Paint ground, hairline and content of a cell."""
        look, area = theme.current(), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = index.row() == self.current
        painter.fillRect(area, look.colour("hover" if here else "surface"))
        painter.setPen(QPen(look.colour("border"), 1))
        painter.drawLine(area.left(), area.bottom(), area.right(), area.bottom())
        if here:
            painter.fillRect(
                QRect(area.left(), area.top(), 3, area.height())
                if index.column() == 0
                else QRect(),
                look.colour("focus"),
            )
        if self.cards:
            self._paint_card(painter, area, index.row())
        else:
            cell = index.data(CELL)
            if isinstance(cell, Cell):
                inner = area.adjusted(look.px(10), 0, -look.px(6), 0)
                if index.column() == 0:
                    self._paint_tick(painter, area, index.row())
                    inner.setLeft(area.left() + name_left(tickable=self._model.tickable))
                self._paint_cell(painter, inner, cell, index.row())
        painter.restore()

    def _paint_tick(self, painter: QPainter, area: QRect, place: int) -> None:
        if not self._model.tickable:
            return
        side = box_side()
        on = Qt.CheckState.Checked if self._model.is_ticked(place) else Qt.CheckState.Unchecked
        top = area.top() + (area.height() - side) / 2
        paint_box(painter, QRectF(area.left() + theme.current().px(16), top, side, side), on)

    def _paint_cell(self, painter: QPainter, area: QRect, cell: Cell, place: int) -> None:
        if cell.tone:
            self._paint_pill(painter, area, cell)
            return
        look = theme.current()
        if cell.initials:
            side = look.text_px(26)
            spot = QRectF(area.left(), area.center().y() - side / 2 + 1, side, side)
            self._paint_initials(painter, spot, cell.text, place)
            area = area.adjusted(side + look.px(8), 0, 0, 0)
        if cell.icon:
            side = look.text_px(16)
            drawn = icons.pixmap(cell.icon, side, look.colour(cell.colour or "muted"))
            painter.drawPixmap(area.left(), area.center().y() - side // 2 + 1, drawn)
            area = area.adjusted(side + look.px(6), 0, 0, 0)
        style = "body" if cell.bold else "small"
        painter.setFont(look.font(style, bold=cell.bold))
        painter.setPen(look.colour("ink" if cell.bold else "muted"))
        metrics = look.metrics(style, bold=cell.bold)
        words = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _LEFT, words)

    def _paint_initials(self, painter: QPainter, area: QRectF, name: str, place: int) -> None:
        look = theme.current()
        ground, ink = INITIALS[sum(map(ord, name)) % len(INITIALS)]
        edge = QPen(look.colour("control"), 1) if look.contrast else Qt.PenStyle.NoPen
        painter.setPen(edge)
        painter.setBrush(look.colour(ground))
        painter.drawEllipse(area)
        painter.setFont(look.font("micro", bold=True))
        painter.setPen(look.colour(ink))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, initials(name))
        del place

    def _paint_pill(self, painter: QPainter, area: QRect, cell: Cell) -> int:
        """Paint a pill and return its width."""
        look = theme.current()
        fill, edge, ink = TONES[cell.tone]
        edge = ink if look.contrast else edge
        metrics = look.metrics("caption", bold=True)
        side = look.text_px(15) + look.px(6) if cell.icon else 0
        room = area.width() - side - look.px(20)
        words = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, max(room, 0))
        wide = round(metrics.horizontalAdvance(words)) + side + look.px(21)
        tall = self._pill_height()
        pill = QRectF(area.left(), area.center().y() - tall / 2 + 1, wide, tall)
        painter.setPen(QPen(look.colour(edge), 1) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(fill))
        painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), tall / 2, tall / 2)
        left = pill.left() + look.px(10)
        if cell.icon:
            drawn = icons.pixmap(cell.icon, look.text_px(15), look.colour(ink))
            painter.drawPixmap(int(left), int(pill.center().y() - look.text_px(15) / 2), drawn)
        painter.setFont(look.font("caption", bold=True))
        painter.setPen(look.colour(ink))
        painter.drawText(pill.adjusted(look.px(10) + side, 0, 0, 0), _LEFT, words)
        return wide

    def _paint_card(self, painter: QPainter, area: QRect, place: int) -> None:
        """Paint a whole row: the name, its plain cells in a line, its pills in another."""
        look, row = theme.current(), self._model.row(place)
        cells = [column.cell(row) for column in self._model.columns]
        self._paint_tick(painter, area, place)
        left = area.left() + name_left(tickable=self._model.tickable)
        body, small = (round(look.line_height(name)) for name in ("body", "small"))
        top = area.top() + look.px(9)
        wide = area.right() - left - look.px(8)
        self._paint_cell(painter, QRect(left, top, wide, body), cells[0], place)
        plain = " · ".join(c.text for c in cells[1:] if not c.tone and c.text not in ("", "–"))
        top += body + look.px(3)
        self._paint_cell(painter, QRect(left, top, wide, small), Cell(text=plain), place)
        top += small + look.px(4)
        for cell in cells[1:]:
            if cell.tone:
                used = self._paint_pill(
                    painter, QRect(left, top, max(0, wide), self._pill_height()), cell
                )
                left, wide = left + used + look.px(6), wide - used - look.px(6)


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name."""
    words = [word for word in name.split() if word[:1].isalpha()]
    picked = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0].upper() for word in picked) or "?"


class Head(QHeaderView):
    """The titles: pressing one sorts by it, the box before the first ticks all rows shown."""

    box_pressed = Signal()

    def __init__(self, model: RowModel[Any], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(20)

    def sizeHint(self) -> QSize:
        """Return a height that grows with the text."""
        look = theme.current()
        return QSize(80, max(look.px(34), round(look.line_height("small")) + look.px(12)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell the box from the title."""
        edge = name_left(tickable=True) - theme.current().px(6)
        if self._model.tickable and event.position().x() < edge:
            self.box_pressed.emit()
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Leave a press on the box to its release."""
        if self._model.tickable and event.position().x() < name_left(tickable=True):
            event.accept()
            return
        super().mousePressEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        """Paint a title, the arrow of the order, and the box."""
        look = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, look.colour("sunken"))
        painter.setPen(QPen(look.colour("border"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        left = rect.left() + look.px(10)
        if logicalIndex == 0:
            left = rect.left() + name_left(tickable=self._model.tickable)
            if self._model.tickable:
                side = box_side()
                top = rect.top() + (rect.height() - side) / 2
                spot = QRectF(rect.left() + look.px(16), top, side, side)
                paint_box(painter, spot, self._model.share_ticked())
        painter.setFont(look.font("small", bold=True))
        painter.setPen(look.colour("muted"))
        metrics = look.metrics("small", bold=True)
        title = self._model.columns[logicalIndex].title
        room = rect.right() - left - look.px(4)
        words = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, rect.top(), room, rect.height()), _LEFT, words)
        if self._model.sorted_by == logicalIndex:
            side = look.text_px(14)
            name = "arrow-down" if self._model.downwards else "arrow-up"
            at = left + round(metrics.horizontalAdvance(words)) + look.px(6)
            if at + side <= rect.right():
                drawn = icons.pixmap(name, side, look.colour("muted"))
                painter.drawPixmap(at, rect.center().y() - side // 2 + 1, drawn)
        painter.restore()
