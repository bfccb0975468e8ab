"""What a screen reader and a keyboard meet on a page: read from Qt's accessibility tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from quizapp.ui import theme
from quizapp.ui.tab_order import stops

CONTROLS = (
    QAbstractButton,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QAbstractSpinBox,
    QAbstractSlider,
    QAbstractItemView,
)
NO_CONTROL = {
    QAccessible.Role.NoRole,
    QAccessible.Role.Client,
    QAccessible.Role.Pane,
    QAccessible.Role.Grouping,
    QAccessible.Role.StaticText,
}
PICTURES = {QAccessible.Role.Graphic, QAccessible.Role.Chart, QAccessible.Role.ProgressBar}
STATE_WORDS = {"checked", "unchecked", "selected", "disabled", "unavailable", "pressed", "focused"}
SMALLEST_TARGET = 24
"""Pixels, by WCAG 2.2, success criterion 2.5.8."""
REACH = 6
"""Pixels around a widget within which its focus ring is drawn."""
NEAR = 40
"""Difference per colour channel up to which a pixel counts as one of the ring."""
RING_SHARE = 0.5
"""Share of the outline that must have the colour of the ring."""
INSIDE = 3
"""Most presses of Tab that one stop may take: a date has a day, a month and a year."""
STATES = ("checked", "checkable", "disabled", "focusable", "readOnly", "multiLine", "expandable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One control as a screen reader gets it."""

    name: str
    role: str
    states: tuple[str, ...]
    width: int
    height: int

    def line(self) -> str:
        """Return the control in one line."""
        states = " ".join(self.states)
        return f"{self.role}: {self.name} [{states}] {self.width}×{self.height}"


@dataclass(slots=True, kw_only=True)
class PageReport:
    """A page or dialog: its controls, the way of Tab through it, and what is wrong."""

    page: str
    controls: list[Control] = field(default_factory=list)
    tab_order: list[str] = field(default_factory=list)
    announced: list[tuple[str, str]] = field(default_factory=list)
    rings_seen: int = 0
    smallest_target: int = 0
    faults: list[str] = field(default_factory=list)

    def plain(self) -> dict[str, object]:
        """Return the report as plain values, one line per control."""
        return {
            "page": self.page,
            "controls": [control.line() for control in self.controls],
            "tab_order": self.tab_order,
            "rings_seen": self.rings_seen,
            "announced": [words for words, _ in self.announced],
            "faults": self.faults,
        }


class Ear:
    """Hears what is announced to screen readers between its beginning and its end."""

    def __init__(self) -> None:
        self._said: list[tuple[str, str]] = []
        self._usual = QAccessible.updateAccessibility

    def __enter__(self) -> Self:
        QAccessible.updateAccessibility = self._hear  # type: ignore[method-assign]  # Qt offers Python no handler to install
        return self

    def __exit__(self, *_: object) -> None:
        QAccessible.updateAccessibility = self._usual  # type: ignore[method-assign]  # as above

    def _hear(self, event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            self._said.append((event.message(), event.politeness().name))

    def take(self) -> list[tuple[str, str]]:
        """Return what has been said since the last time, with how politely."""
        said, self._said = self._said, []
        return said


def examine(page: str, root: QWidget) -> PageReport:
    """Look at everything that is visible in a window or dialog, and walk through it by Tab."""
    report = PageReport(page=page)
    for widget in _controls(root):
        _look_at(widget, report)
    sizes = [min(c.width, c.height) for c in report.controls]
    report.smallest_target = min(sizes, default=0)
    _look_at_pictures(root, report)
    _walk(root, report)
    return report


def _controls(root: QWidget) -> Sequence[QWidget]:
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible()
        and widget.window() is root.window()
        and not _is_inner(widget)
        and (isinstance(widget, CONTROLS) or bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus))
    ]


def _is_inner(widget: QWidget) -> bool:
    """Tell whether Qt made the widget as a part of another, which carries the name."""
    around = widget.parentWidget()
    part = isinstance(around, QAbstractSpinBox | QComboBox) or isinstance(widget, QHeaderView)
    return part or widget.objectName().startswith("qt_") or isinstance(widget, QScrollBar)


def _look_at(widget: QWidget, report: PageReport) -> None:
    face = QAccessible.queryAccessibleInterface(widget)
    name, role, state = face.text(QAccessible.Text.Name).strip(), face.role(), face.state()
    states = tuple(word for word in STATES if getattr(state, word))
    report.controls.append(
        Control(
            name=name,
            role=role.name,
            states=states,
            width=widget.width(),
            height=widget.height(),
        )
    )
    called = f"{type(widget).__name__} “{name}”"
    if not name:
        report.faults.append(f"{called} has no name")
    if role in NO_CONTROL:
        report.faults.append(f"{called} has the role {role.name}, which is not that of a control")
    if {part.strip().lower() for part in name.split(",")} & STATE_WORDS:
        report.faults.append(f"{called} tells its state in its name")
    if not _tells_ticked(widget, state):
        report.faults.append(f"{called} does not tell whether it is ticked")
    if bool(state.disabled) == widget.isEnabled():
        report.faults.append(f"{called} does not tell whether it can be used")
    if min(widget.width(), widget.height()) < SMALLEST_TARGET:
        size = f"{widget.width()} × {widget.height()}"
        report.faults.append(f"{called} is {size}, smaller than {SMALLEST_TARGET} px")


def _tells_ticked(widget: QWidget, state: QAccessible.State) -> bool:
    """Tell whether a control that can be ticked tells so, and whether it is."""
    if not isinstance(widget, QAbstractButton) or not widget.isCheckable():
        return True
    return bool(state.checkable) and bool(state.checked) == widget.isChecked()


def _look_at_pictures(root: QWidget, report: PageReport) -> None:
    """Charts and meters say in words what they show."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisible():
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        if face is not None and face.role() in PICTURES and not _is_inner(widget):
            words = face.text(QAccessible.Text.Name) or face.text(QAccessible.Text.Description)
            if not words.strip():
                report.faults.append(f"{type(widget).__name__} shows something it does not say")


def _walk(root: QWidget, report: PageReport) -> None:
    """Press Tab as often as there are stops: each is met once, in order, with its ring drawn."""
    before = QApplication.focusWidget()
    expected = stops(root)
    if not expected:
        return
    expected[-1].setFocus(Qt.FocusReason.TabFocusReason)
    met: list[QWidget] = []
    for _ in range(INSIDE * len(expected)):
        QTest.keyClick(QApplication.focusWidget() or root, Qt.Key.Key_Tab)
        QApplication.processEvents()
        stop = QApplication.focusWidget()
        if stop is None:
            report.faults.append("Tab leads to nothing")
            break
        if met and stop is met[-1]:
            continue  # from day to month of one date
        if stop in met:
            break
        met.append(stop)
        report.tab_order.append(_name(stop))
        _look_at_ring(root, stop, report)
    if [_name(stop) for stop in met] != [_name(stop) for stop in expected]:
        report.faults.append("Tab does not walk in the order of reading")
    if before is not None and before.isVisible():
        before.setFocus(Qt.FocusReason.OtherFocusReason)


def _name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def _look_at_ring(root: QWidget, stop: QWidget, report: PageReport) -> None:
    """Compare the pixels around a widget with the focus and without it."""
    area = QRect(stop.mapTo(root, QPoint(0, 0)), stop.size())
    seen = area.intersected(root.rect())
    if stop.visibleRegion().isEmpty() or seen.height() < min(stop.height(), SMALLEST_TARGET):
        report.faults.append(f"“{_name(stop)}” is out of sight when it has the focus")
        return
    around = area.adjusted(-REACH, -REACH, REACH, REACH).intersected(root.rect())
    inside = stop.visibleRegion().boundingRect()
    with_focus = _pixels(root, around)
    stop.clearFocus()
    QApplication.processEvents()
    without = _pixels(root, around)
    stop.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    drawn = _near_focus(with_focus) & ~_near_focus(without)
    outline = 2 * (min(inside.width(), around.width()) + inside.height())
    if int(drawn.sum()) >= outline * RING_SHARE:
        report.rings_seen += 1
    else:
        report.faults.append(f"“{_name(stop)}” shows no ring when it has the focus")


def _pixels(root: QWidget, area: QRect) -> NDArray[np.int16]:
    image = root.grab(area).toImage().convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(bytes(image.constBits()), dtype=np.uint8)
    rows = flat.reshape(image.height(), image.bytesPerLine())
    return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4).astype(np.int16)


def _near_focus(pixels: NDArray[np.int16]) -> NDArray[np.bool_]:
    colour = theme.current().colour("focus")
    wanted = np.array([colour.blue(), colour.green(), colour.red()], dtype=np.int16)
    near: NDArray[np.bool_] = (np.abs(pixels[:, :, :3] - wanted) <= NEAR).all(axis=2)
    return near
