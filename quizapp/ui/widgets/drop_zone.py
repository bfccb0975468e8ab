"""A dashed ground that takes files."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLayout, QWidget

from quizapp.ui import theme
from quizapp.ui.widgets import boxes


class DropZone(QWidget):
    """The ground; it lights up while files are held over the page."""

    def __init__(self, layout: QLayout) -> None:
        super().__init__()
        self.setLayout(layout)
        self._over = False

    def light_up(self, on: bool) -> None:
        """Show that files may be let go."""
        self._over = on
        self.update()

    def restyle(self) -> None:
        """Take over a changed theme."""
        boxes.rescale(self.layout())
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint ground and dashes."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "primary" if self._over else "control"
        pen = QPen(
            look.colour(edge), 2, Qt.PenStyle.SolidLine if self._over else Qt.PenStyle.DashLine
        )
        painter.setPen(pen)
        painter.setBrush(look.colour("primary_soft" if self._over else "sunken"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 18, 18)
        painter.end()
