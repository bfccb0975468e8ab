"""A sheet painted while nobody sees it, and shown in its place for the first moment.

Showing and painting a question takes longer than everything else between an answer and the next
question. The picture is on screen until the sheet itself follows, right after this first painting;
whatever a person does before that calls for the sheet first and then goes where it belongs.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from quizapp.ui import theme


class PaintedAhead(QWidget):
    """Covers a part of its parent with a picture. `called` asks for what the picture shows."""

    called = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setProperty("ringless", True)
        self._picture = QPixmap()
        self._look: theme.Theme | None = None
        self._home = QRect()
        self.hide()

    def paint(self, widget: QWidget, corner: QPoint, height: int) -> None:
        """Paint a hidden widget that will stand at a corner, where something of a height stands."""
        ratio = self.devicePixelRatioF()
        self._look = theme.current()
        self._home = QRect(corner, widget.size())
        self._home.setHeight(max(height, widget.height()))
        image = QImage(self._home.size() * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(self._look.colour("bg"))
        widget.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        self._picture = QPixmap.fromImage(image)

    def fits(self, corner: QPoint, width: int) -> bool:
        """Tell whether the picture is still what will be seen at a corner."""
        return (
            not self._picture.isNull()
            and self._look is theme.current()
            and self._picture.devicePixelRatio() == self.devicePixelRatioF()
            and (self._home.topLeft(), self._home.width()) == (corner, width)
        )

    def cover(self) -> None:
        """Show the picture and take the keys, which are passed on."""
        self.setGeometry(self._home)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Take the picture away."""
        if not self.isHidden():
            self.hide()
        self._picture = QPixmap()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Call for what the picture shows and pass the key on to it."""
        self.called.emit()
        focus = self.window().focusWidget()
        if focus is not None and focus is not self:
            QCoreApplication.sendEvent(focus, event)

    def focusNextPrevChild(self, _: bool) -> bool:
        """Let Tab be passed on like every other key."""
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pass a press on to what the picture shows there."""
        home = self.parentWidget()
        place = self.mapToParent(event.position().toPoint())
        self.called.emit()
        below = home.childAt(place) if home is not None else None
        if home is None or below is None or below is self:
            return
        spot = below.mapFrom(home, place).toPointF()
        buttons = event.button(), event.buttons(), event.modifiers()
        QCoreApplication.sendEvent(
            below, QMouseEvent(event.type(), spot, event.globalPosition(), *buttons)
        )

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the picture."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()
