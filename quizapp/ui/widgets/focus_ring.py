"""The ring around what has the keyboard focus: drawn outside the widget, so nothing moves.

One ring per window lies above the content and follows the focus. It shows after keyboard and
programmatic moves, not after a click, except on fields that take text.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from quizapp.ui import theme

_REACH = 5
_FIELDS = ("QLineEdit", "QPlainTextEdit", "QComboBox")
"""Named, because PySide builds a class with all its enums when it is first mentioned."""
_TURN = QEvent.Type(QEvent.registerEventType())
_MOVES = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
)


RING = "focus ring"
"""The name by which the ring is found, to leave it out of what is kept."""


class _Ring(QWidget):
    """The painted ring; lets the mouse through and is silent to screen readers."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(RING)
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
        self._asked = False
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
        self._watch(now if now is not None and self._takes_ring(now) else None)
        self._ask()

    def _ask(self) -> None:
        if not self._asked:
            self._asked = True
            QCoreApplication.postEvent(self, QEvent(_TURN))

    def _takes_ring(self, now: QWidget) -> bool:
        if not self._window.isAncestorOf(now) or now.property("ringless"):
            return False
        typing = any(map(now.inherits, _FIELDS))
        return typing or QApplication.mouseButtons() == Qt.MouseButton.NoButton

    def _watch(self, now: QWidget | None) -> None:
        """Watch the widget with the focus and what it lies in, up to the host of the ring."""
        wanted: list[QWidget] = []
        if now is not None:
            host = _host(now, self._window)
            walked: QWidget | None = now
            while walked is not None and walked is not host:
                wanted.append(walked)
                walked = walked.parentWidget()
        for widget in self._watched:
            if widget not in wanted and isValid(widget):
                widget.removeEventFilter(self)
        for widget in wanted:
            if widget not in self._watched:
                widget.installEventFilter(self)
        self._watched = wanted

    def _place(self) -> None:
        ring = self._ring if self._ring is not None and isValid(self._ring) else None
        target = self._watched[0] if self._watched and isValid(self._watched[0]) else None
        if target is None or not target.isVisible():
            if ring is not None:
                ring.hide()
            return
        host = _host(target, self._window)
        if ring is None:
            ring = self._ring = _Ring(host)
        elif ring.parentWidget() is not host:
            ring.setParent(host)
        corner = target.mapTo(host, QPoint(0, 0))
        area = QRect(corner, target.size()).adjusted(-_REACH, -_REACH, _REACH, _REACH)
        area = area.intersected(host.rect().adjusted(-1, -1, 1, 1))
        if ring.geometry() != area:
            ring.setGeometry(area)
        if ring.isHidden():
            ring.raise_()
            ring.show()

    def event(self, event: QEvent) -> bool:
        """Place the ring once what changed with the focus has been laid out, before it is painted.

        Placing it at once would lay the page out in the middle of being filled.
        """
        if event.type() == _TURN:
            self._asked = False
            self._place()
            return True
        return super().event(event)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Follow what moves or changes size."""
        if event.type() in _MOVES:
            self._ask()
        return False


def _host(widget: QWidget, window: QWidget) -> QWidget:
    """Return where the ring can be drawn so that it scrolls along and is not cut off."""
    walked = widget.parentWidget()
    while walked is not None and walked is not window:
        above = walked.parentWidget()
        if above is not None and _scrolls(above.parentWidget()):
            return walked
        walked = above
    return window


def _scrolls(widget: QWidget | None) -> bool:
    return widget is not None and widget.inherits("QAbstractScrollArea")
