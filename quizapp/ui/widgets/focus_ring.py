"""The ring around what has the keyboard focus: drawn outside the widget, so nothing moves.

One ring per window lies above the content and follows the focus. It shows after keyboard and
programmatic moves, not after a click, except on fields that take text.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from shiboken6 import isValid

from quizapp.ui import theme

_REACH = 5
_MOVES = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
)


class _Ring(QWidget):
    """The painted ring; lets the mouse through and is silent to screen readers."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the ring."""
        look = theme.current()
        width = float(theme.tokens()["stroke"]["focus"])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("focus"), width))
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 13, 13)
        painter.end()


class FocusRing(QObject):
    """Keeps the ring around the focus widget of one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._ring: _Ring | None = None
        self._watched: list[QWidget] = []
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    @property
    def target(self) -> QWidget | None:
        """Return the widget the ring is around, or None while it does not show."""
        ring = self._ring
        shown = ring is not None and isValid(ring) and ring.isVisible()
        return self._watched[0] if shown and self._watched else None

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        self._let_go()
        if now is None or not self._window.isAncestorOf(now):
            return
        typing = isinstance(now, QLineEdit | QPlainTextEdit | QComboBox)
        by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if by_mouse and not typing:
            return
        if now.property("ringless"):
            return
        host = _host(now, self._window)
        ring = self._ring
        if ring is None or not isValid(ring):
            ring = self._ring = _Ring(host)
        elif ring.parentWidget() is not host:
            ring.setParent(host)
        walked: QWidget | None = now
        while walked is not None and walked is not host:
            self._watched.append(walked)
            walked.installEventFilter(self)
            walked = walked.parentWidget()
        self._place()

    def _let_go(self) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()

    def _place(self) -> None:
        ring = self._ring
        if ring is None or not self._watched or not isValid(self._watched[0]):
            return
        target = self._watched[0]
        host = ring.parentWidget() or self._window
        corner = target.mapTo(host, QPoint(0, 0))
        area = QRect(corner, target.size()).adjusted(-_REACH, -_REACH, _REACH, _REACH)
        ring.setGeometry(area.intersected(host.rect().adjusted(-1, -1, 1, 1)))
        ring.raise_()
        ring.setVisible(target.isVisible())

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Follow what moves or changes size."""
        if event.type() in _MOVES:
            self._place()
        return False


def _host(widget: QWidget, window: QWidget) -> QWidget:
    """Return where the ring can be drawn so that it scrolls along and is not cut off."""
    walked = widget.parentWidget()
    while walked is not None and walked is not window:
        above = walked.parentWidget()
        if above is not None and isinstance(above.parentWidget(), QAbstractScrollArea):
            return walked
        walked = above
    return window
