"""The course of a conversation: trust and tension after each turn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from quizapp.domain.talk import STATE_LIMIT
from quizapp.ui import theme
from quizapp.ui.widgets.charts import Chart


class CourseChart(Chart):
    """Two lines that grey print tells apart: round and solid for trust, square and dashed."""

    TALL = 112

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: tuple[tuple[int, int], ...] = ()
        self._named: tuple[int, ...] = ()

    def show_course(
        self, values: Sequence[tuple[int, int]], named: Sequence[int], sentence: str
    ) -> None:
        """Show trust and tension from the start on; `named` turns stand out."""
        self._values, self._named = tuple(values), tuple(named)
        self.describe(sentence)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint scale, lines, marks and the numbers of the turns."""
        if not self._values:
            return
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("micro"))
        foot = float(look.text_px(20))
        left = look.metrics("micro").horizontalAdvance("−3") + look.px(10)
        area = QRectF(left, foot / 2, self.width() - left - look.px(12), self.height() - 1.6 * foot)
        self._paint_scale(painter, area, foot)
        step = area.width() / max(1, len(self._values) - 1)
        nudge = look.px(2)  # equal values lie beside each other, not one on the other
        course = ((0, "info", nudge), (1, "accent", -nudge))
        for which, colour, shift in course:
            spots = [
                QPointF(area.left() + place * step, _y(area, both[which]) + shift)
                for place, both in enumerate(self._values)
            ]
            pen = QPen(look.colour(colour), 2.2)
            if which:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF(spots))
            painter.setPen(QPen(look.colour("surface"), 1))
            painter.setBrush(look.colour(colour))
            size = float(look.px(4))
            for spot in spots:
                if which:
                    painter.drawRect(QRectF(spot.x() - size, spot.y() - size, 2 * size, 2 * size))
                else:
                    painter.drawEllipse(spot, size + 1, size + 1)
        self._paint_turns(painter, area, foot, step)
        painter.end()

    def _paint_scale(self, painter: QPainter, area: QRectF, foot: float) -> None:
        look = theme.current()
        sides = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        for value, words in ((STATE_LIMIT, "+3"), (0, "0"), (-STATE_LIMIT, "−3")):
            y = _y(area, value)
            style = Qt.PenStyle.SolidLine if value == 0 else Qt.PenStyle.DashLine
            painter.setPen(QPen(look.colour("border"), 1, style))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(look.colour("muted"))
            painter.drawText(QRectF(0, y - foot / 2, area.left() - look.px(7), foot), sides, words)

    def _paint_turns(self, painter: QPainter, area: QRectF, foot: float, step: float) -> None:
        look = theme.current()
        room = max(1, round(look.metrics("micro", bold=True).horizontalAdvance("88") * 1.6 / step))
        for place in range(len(self._values)):
            named = place in self._named
            if place % room and not named:
                continue
            painter.setFont(look.font("micro", bold=named))
            painter.setPen(look.colour("ink" if named else "muted"))
            spot = QRectF(area.left() + place * step - 30, self.height() - foot, 60, foot)
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, str(place) if place else "start")


def _y(area: QRectF, value: int) -> float:
    return area.center().y() - area.height() / 2 * value / STATE_LIMIT
