"""What every painted figure has: a sentence for screen readers, and a new look with the theme."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class Drawing(QLabel):
    """A painted figure whose sentence is its accessible name; a label, so that it has a role."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def describe(self, sentence: str) -> None:
        """Tell screen readers what the figure shows."""
        self.setAccessibleName(sentence)
        self.update()

    def restyle(self) -> None:
        """Take over a changed theme."""
        self.updateGeometry()
        self.update()


def fill(painter: QPainter, area: QRect, colour: QColor) -> None:
    """Fill an area with a colour.

    The first `fillRect` of a program makes PySide build every gradient that Qt knows, for 2.5 ms.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(area)
