"""The mark of the product: two circles that overlap, one for each person in a talk."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from quizapp.ui import theme
from quizapp.ui.kept import Kept
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.text import Text


def paint_circles(painter: QPainter, centre: QPointF, radius: float, *, rings: int = 0) -> None:
    """Paint the two circles, with pale rings around them where there is room."""
    look = theme.current()
    shift = radius * 0.69
    left, right = centre - QPointF(shift, 0), centre + QPointF(shift, 0)
    for ring in range(rings, 0, -1):
        reach = radius * (1 + ring * 0.3)
        for middle, name in ((left, "primary"), (right, "accent")):
            colour = QColor(look.colour(name))
            colour.setAlphaF(0.30 - 0.045 * ring)
            painter.setPen(QPen(colour, 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, reach, reach)
    painter.setPen(Qt.PenStyle.NoPen)
    shapes = []
    for middle, name in ((left, "primary"), (right, "accent")):
        colour = QColor(look.colour(name))
        colour.setAlphaF(0.9 if rings else 1.0)
        painter.setBrush(colour)
        shape = QPainterPath()
        shape.addEllipse(middle, radius, radius)
        shapes.append(shape)
        painter.drawPath(shape)
    painter.setBrush(look.colour("surface"))
    painter.drawPath(shapes[0].intersected(shapes[1]))


_PICTURES: Kept[tuple[int, int, int, float], QPixmap] = Kept(8)


class Circles(QWidget):
    """The two circles as a picture; decoration without a name."""

    def __init__(
        self, *, width: int, height: int, rings: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._width, self._height, self._rings = width, height, rings
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        """Take over a changed theme."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the picture."""
        return QSize(theme.current().px(self._width), theme.current().px(self._height))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the circles, or put down the picture of them that is kept."""
        key = (self.width(), self.height(), self._rings, self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawPixmap(0, 0, _PICTURES.get(key, self._picture))
        painter.end()

    def _picture(self) -> QPixmap:
        scale = self.devicePixelRatioF()
        picture = QPixmap(self.size() * scale)
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        radius = area.height() * (0.3 if self._rings else 0.5)
        paint_circles(painter, area.center(), min(radius, area.width() / 3.4), rings=self._rings)
        painter.end()
        return picture


class EmptyState(QWidget):
    """What an empty page shows: the two circles, one sentence, one button."""

    def __init__(
        self, sentence: str, button: Button | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.sentence = Text(sentence, "body", colour="muted", measure=52, centre=True)
        middle = boxes.row(1, self.sentence, 1)
        parts: list[boxes.Part | None] = [
            boxes.row(1, Circles(width=240, height=140, rings=4), 1),
            middle,
        ]
        if button is not None:
            parts.append(boxes.row(1, button, 1))
        self.setLayout(boxes.column(*parts, gap=14, margins=(16, 24, 16, 24)))
