"""Drop-downs with an arrow of their own; the stylesheet takes Qt's arrow away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QWidget

from quizapp.ui import icons, theme


def _paint_arrow(field: QWidget) -> None:
    look = theme.current()
    side = look.text_px(16)
    painter = QPainter(field)
    name = "muted" if field.isEnabled() else "subtle"
    left = field.width() - side - look.px(10)
    painter.drawPixmap(
        left, (field.height() - side) // 2, icons.pixmap("chevron-down", side, look.colour(name))
    )
    painter.end()


class Select(QComboBox):
    """A drop-down that leaves wheel, letters and Page Up/Down to the page while it is closed.

    What moves through a page must change no answer on the way: with the list closed, only the
    arrows, Home and End choose.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the page have the keys that go through questions and stand for actions."""
        paging = event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        letter = bool(event.text().strip()) and event.text().isprintable()
        if paging or letter:
            event.ignore()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and the arrow."""
        super().paintEvent(event)
        _paint_arrow(self)


class DateField(QDateEdit):
    """A date with a calendar to open."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCalendarPopup(True)
        self.setDisplayFormat("d MMMM yyyy")
        self.setAccessibleName(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and the arrow."""
        super().paintEvent(event)
        _paint_arrow(self)
