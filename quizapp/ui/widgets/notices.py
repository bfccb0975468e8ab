"""Saying something politely: to screen readers, and in a toast that goes by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from quizapp.ui import theme
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.surfaces import Icon, Surface
from quizapp.ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent


def announce(widget: QWidget, sentence: str) -> None:
    """Let screen readers say a sentence without interrupting what they are reading."""
    if not sentence:
        return
    from PySide6.QtGui import (  # noqa: PLC0415 - its enums cost 10 ms at start
        QAccessible,
        QAccessibleAnnouncementEvent,
    )

    event = QAccessibleAnnouncementEvent(widget, sentence)
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
    QAccessible.updateAccessibility(event)


def read_by_others() -> bool:
    """Tell whether a screen reader or another program reads along."""
    from PySide6.QtGui import QAccessible  # noqa: PLC0415 - as above

    return QAccessible.isActive()


class Toast(Surface):
    """A sentence at the lower edge for six seconds, with Undo where it can be undone.

    What could not be done stays three times as long, behind a sign of its own, and wraps. It goes
    to the upper edge where it would lie on what has the focus, and a click puts it away.
    """

    def __init__(self, parent: QWidget) -> None:
        self._icon = Icon("check", colour="success")
        self._text = Text("", "body")
        self._undo = Button("Undo", variant="plain", compact=True)
        layout = boxes.row(self._icon, self._text, self._undo, margins=(16, 10, 16, 10))
        layout.setAlignment(self._text, Qt.AlignmentFlag.AlignVCenter)
        super().__init__(layout, edge="control", parent=parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._undo.clicked.connect(self._take_back)
        self._on_undo: Callable[[], None] | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._make_way)
        self.hide()

    def say(
        self, sentence: str, on_undo: Callable[[], None] | None = None, *, done: bool = True
    ) -> None:
        """Show and announce a sentence about something that was done, or could not be."""
        self._on_undo = on_undo
        self._undo.setVisible(on_undo is not None)
        self._icon.show_icon(
            "check" if done else "triangle-alert", "success" if done else "warning"
        )
        self._text.say(sentence)
        self._fit()
        self.show()
        self.raise_()
        self._timer.start(theme.current().duration("toast") * (1 if done else 3))
        announce(self, sentence)

    def restyle(self) -> None:
        """Take over a changed theme, and the room that larger words need."""
        super().restyle()
        self._fit()

    def _fit(self) -> None:
        """Be as wide as the words, or as the window lets it, and as tall as they need there."""
        home = self.parentWidget() or self
        width = min(self.sizeHint().width(), home.width() - theme.current().px(48))
        self.setFixedSize(width, self.heightForWidth(width))
        self.place()

    def place(self) -> None:
        """Stay in the middle of the lower edge, or of the upper one where the focus lies below."""
        home = self.parentWidget() or self
        left, edge = (home.width() - self.width()) // 2, theme.current().px(84)
        below = QRect(QPoint(left, home.height() - self.height() - edge), self.size())
        above = QRect(QPoint(left, edge), self.size())
        focus = self._focus()
        moved = focus.intersects(below) and not focus.intersects(above)
        self.move((above if moved else below).topLeft())

    def _focus(self) -> QRect:
        """Return where what has the focus lies in the window, but for the toast's own button."""
        home, widget = self.parentWidget() or self, QApplication.focusWidget()
        if widget is None or self.isAncestorOf(widget) or not home.isAncestorOf(widget):
            return QRect()
        return QRect(widget.mapTo(home, QPoint(0, 0)), widget.size())

    def _make_way(self) -> None:
        if self.isVisible():
            self.place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the toast away."""
        self.hide()
        event.accept()

    def _take_back(self) -> None:
        self.hide()
        if self._on_undo is not None:
            self._on_undo()
