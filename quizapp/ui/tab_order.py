"""The order in which Tab walks: as the page reads, whatever was built first.

Pages build their parts when they are needed, so Qt's own chain, the order of building, jumps about.
The order here follows layouts from top left to bottom right and is made at the moment Tab is
pressed; a part with the property `tab_last` comes after everything else.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLayout,
    QScrollArea,
    QWidget,
)

from quizapp.ui.widgets.scroll import Scroll

TAB_LAST = "tab_last"


def stops(root: QWidget) -> tuple[QWidget, ...]:
    """Return the visible tab stops inside a widget in reading order."""
    last: list[QWidget] = []
    first = list(_stops(root, last))
    for part in last:
        part.setProperty(TAB_LAST, False)
        first += _stops(part, [])
        part.setProperty(TAB_LAST, True)
    return tuple(first)


def neighbour(root: QWidget, focus: QWidget | None, *, forward: bool) -> QWidget | None:
    """Return the stop that Tab, or Shift+Tab, leads to from the widget with the focus."""
    order = stops(root)
    if not order:
        return None
    here = _place(order, focus)
    if here is None and focus is not None:
        inside = [place for place, stop in enumerate(order) if focus.isAncestorOf(stop)]
        if inside and len(inside) < len(order):
            return order[inside[0] if forward else inside[0] - 1]
    if here is None:
        return order[0] if forward else order[-1]
    return order[(here + (1 if forward else -1)) % len(order)]


def walk(root: QWidget, *, forward: bool) -> bool:
    """Give the focus to the next stop and bring it into sight; False where there is none."""
    stop = neighbour(root, QApplication.focusWidget(), forward=forward)
    if stop is None:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stop.setFocus(reason)
    around = stop.parentWidget()
    while around is not None:
        if isinstance(around, Scroll):
            around.reveal(stop)
        around = around.parentWidget()
    return True


def _place(order: tuple[QWidget, ...], focus: QWidget | None) -> int | None:
    """Return the place of the stop that is, or holds, the widget with the focus."""
    walked = focus
    while walked is not None:
        if walked in order:
            return order.index(walked)
        walked = walked.parentWidget()
    return None


def _stops(widget: QWidget, last: list[QWidget]) -> Iterator[QWidget]:
    if not widget.isVisible() or not widget.isEnabled():
        return
    if widget.property(TAB_LAST):
        last.append(widget)
        return
    tabbable = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not widget.focusProxy()
    if tabbable:
        yield widget
    if isinstance(widget, QScrollArea):
        body = widget.widget()
        if body is not None:
            yield from _stops(body, last)
        return
    if isinstance(widget, QComboBox | QAbstractSpinBox | QAbstractScrollArea):
        return
    for child in _children(widget):
        yield from _stops(child, last)


def _children(widget: QWidget) -> Iterator[QWidget]:
    """Yield what the layout holds in its order, then the rest as it lies."""
    layout = widget.layout()
    laid = list(_in_layout(layout)) if layout is not None else []
    yield from laid
    found = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    rest = [child for child in found if child not in laid and not child.isWindow()]
    yield from sorted(rest, key=lambda child: (child.y(), child.x()))


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _in_layout(inner)
