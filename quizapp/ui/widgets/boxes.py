"""Layouts in one line, and a row that flows on to the next line where it gets narrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget

from quizapp.ui import theme

Part = QWidget | QLayout | int
"""A widget, a layout, or a stretch factor as a number."""


def _fill(layout: QVBoxLayout | QHBoxLayout, parts: Sequence[Part | None]) -> None:
    for part in parts:
        if isinstance(part, int):
            layout.addStretch(part)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        elif part is not None:
            layout.addLayout(part)


def _dress(layout: QVBoxLayout | QHBoxLayout, gap: float, margins: Sequence[float]) -> None:
    px = theme.current().px
    left, top, right, bottom = margins
    layout.setContentsMargins(px(left), px(top), px(right), px(bottom))
    layout.setSpacing(px(gap))
    layout.setObjectName(f"{gap} {left} {top} {right} {bottom}")


def column(
    *parts: Part | None, gap: float = 8, margins: Sequence[float] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Return a column of parts; a number is a stretch, distances are those of the design."""
    layout = QVBoxLayout()
    _dress(layout, gap, margins)
    _fill(layout, parts)
    return layout


def row(
    *parts: Part | None, gap: float = 8, margins: Sequence[float] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """Return a row of parts; a number is a stretch, distances are those of the design."""
    layout = QHBoxLayout()
    _dress(layout, gap, margins)
    _fill(layout, parts)
    return layout


def rescale(layout: QLayout | None) -> None:
    """Give a layout and those inside it the distances of a changed text size."""
    if layout is None:
        return
    numbers = layout.objectName().split()
    if numbers:
        px = theme.current().px
        gap, left, top, right, bottom = map(float, numbers)
        layout.setContentsMargins(px(left), px(top), px(right), px(bottom))
        layout.setSpacing(px(gap))
    for place in range(layout.count()):
        item = layout.itemAt(place)
        inner = item.layout() if item is not None else None
        if inner is not None:
            rescale(inner)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and let go of its widgets."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            empty(inner)
            inner.deleteLater()


@contextmanager
def held(*holders: QWidget) -> Iterator[None]:
    """Let several parts change before anything is laid out, once, in the next round of events.

    Showing a part makes Qt lay out everything around it at once, each time.
    """
    layouts = [layout for holder in holders if (layout := holder.layout()) is not None]
    for layout in layouts:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for layout in layouts:
            layout.setEnabled(True)
            layout.invalidate()
        for holder in holders:
            holder.updateGeometry()


class FlowLayout(QLayout):
    """A row whose parts move to the next line where there is no room."""

    def __init__(self, gap: float = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def invalidate(self) -> None:
        """Forget heights; Qt calls this whenever a part changes its size or is shown or hidden."""
        self._heights = {}
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Keep an item; called by `addWidget`."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of parts."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return a part, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take a part out, or return None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take no more room than needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Tell that narrow rows get higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        if width not in self._heights:
            self._heights[width] = self._placed(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        """Place the parts."""
        super().setGeometry(rect)
        self._placed(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of everything in one line."""
        gap = theme.current().px(self._gap)
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + gap * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """Return the size of the widest part."""
        hints = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(
            max((hint.width() for hint in hints), default=0),
            max((hint.height() for hint in hints), default=0),
        )

    def _placed(self, rect: QRect, *, move: bool) -> int:
        gap = theme.current().px(self._gap)
        left, top, tallest = rect.left(), rect.top(), 0
        line: list[tuple[QLayoutItem, QRect]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(1, rect.width()), 16_777_215))
            if left > rect.left() and left + size.width() > rect.left() + rect.width():
                _set_in_line(line, tallest)
                left, top, tallest = rect.left(), top + tallest + gap, 0
            if move:
                line.append((item, QRect(QPoint(left, top), size)))
            left += size.width() + gap
            tallest = max(tallest, size.height())
        _set_in_line(line, tallest)
        return top + tallest - rect.top()


def _set_in_line(line: list[tuple[QLayoutItem, QRect]], tallest: int) -> None:
    """Place the parts of one line so that their middles are level."""
    for item, place in line:
        item.setGeometry(place.translated(0, (tallest - place.height()) // 2))
    line.clear()
