"""Two drawings of the progress page: readiness over time, and what comes back when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from quizapp.services.forecasts import PastReadiness
from quizapp.ui import theme, wording
from quizapp.ui.widgets.drawing import Drawing

STEP = 20
FEW_DAYS = 7


class Chart(Drawing):
    """A drawing as wide as its place, whose height grows a little with the text."""

    TALL = 180

    def sizeHint(self) -> QSize:
        """Return a height that grows a little with the text."""
        look = theme.current()
        return QSize(look.px(260), look.px(self.TALL) + look.text_px(20))

    def minimumSizeHint(self) -> QSize:
        """Return a width that may shrink."""
        return QSize(160, self.sizeHint().height())


class ReadinessChart(Chart):
    """Expected points with their range by day, the pass mark and the day of the exam."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[PastReadiness, ...] = ()
        self._cut: float | None = None
        self._exam: date | None = None

    def show_days(
        self, days: Sequence[PastReadiness], *, cut: float | None, exam: date | None, sentence: str
    ) -> None:
        """Show days in order; the last one is today."""
        self._days, self._cut, self._exam = tuple(days), cut, exam
        self.describe(sentence)

    def _scale(self) -> tuple[int, int]:
        lows = [day.low for day in self._days] + ([self._cut] if self._cut else [])
        highs = [day.high for day in self._days] + ([self._cut] if self._cut else [])
        low = max(0, STEP * floor(min(lows) / STEP))
        return low, min(100, max(low + STEP, STEP * ceil(max(highs) / STEP)))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint grid, band, line, marks and their words."""
        if not self._days:
            return
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("micro"))
        low, high = self._scale()
        metrics = look.metrics("micro")
        words = f"pass {self._cut:.0f}" if self._cut else ""
        left = metrics.horizontalAdvance("100") + look.px(8)
        right = look.metrics("micro", bold=True).horizontalAdvance(words) + look.px(10)
        foot = look.text_px(20)
        area = QRectF(
            left,
            look.text_px(12),
            self.width() - left - right,
            self.height() - foot - look.text_px(12),
        )
        first, last = self._ends()
        span = max(1, (last - first).days)

        def x(day: date) -> float:
            return area.left() + area.width() * (day - first).days / span

        def y(points: float) -> float:
            return area.bottom() - area.height() * (points - low) / (high - low)

        for mark in range(low, high + 1, STEP):
            painter.setPen(QPen(look.colour("border"), 1))
            painter.drawLine(QPointF(area.left(), y(mark)), QPointF(area.right(), y(mark)))
            painter.setPen(look.colour("muted"))
            box = QRectF(0, y(mark) - foot / 2, left - look.px(6), foot)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(mark)
            )
        self._paint_days(
            painter, [(x(d.on), y(d.low), y(d.expected), y(d.high)) for d in self._days]
        )
        if self._cut is not None:
            painter.setPen(QPen(look.colour("ink"), 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(
                QPointF(area.left(), y(self._cut)), QPointF(area.right(), y(self._cut))
            )
            painter.setPen(look.colour("ink"))
            painter.setFont(look.font("micro", bold=True))
            box = QRectF(area.right() + look.px(5), y(self._cut) - foot / 2, right, foot)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        self._paint_ends(painter, area, foot)
        painter.end()

    def _ends(self) -> tuple[date, date]:
        first, today = self._days[0].on, self._days[-1].on
        first = min(first, today - timedelta(days=FEW_DAYS))
        exam = self._exam if self._exam is not None and self._exam >= today else today
        return first, max(exam, today) + timedelta(days=1)

    def _paint_days(
        self, painter: QPainter, points: Sequence[tuple[float, float, float, float]]
    ) -> None:
        look = theme.current()
        if len(points) > 1:
            top = [QPointF(at, high) for at, _, _, high in points]
            bottom = [QPointF(at, low) for at, low, _, _ in reversed(points)]
            painter.setPen(QPen(look.colour("control"), 1) if look.contrast else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("chart_band"))
            painter.drawPolygon(QPolygonF([*top, *bottom]))
            painter.setPen(QPen(look.colour("primary"), 2.5))
            painter.drawPolyline(QPolygonF([QPointF(at, mid) for at, _, mid, _ in points]))
        at, low, mid, high = points[-1]
        painter.setPen(QPen(look.colour("primary"), 2))
        painter.drawLine(QPointF(at, low), QPointF(at, high))
        painter.setPen(QPen(look.colour("surface"), 2))
        painter.setBrush(look.colour("primary"))
        painter.drawEllipse(QPointF(at, mid), look.px(6), look.px(6))
        painter.setFont(look.font("micro", bold=True))
        words, metrics = f"today {self._days[-1].expected:.0f}", look.metrics("micro", bold=True)
        wide = metrics.horizontalAdvance(words)
        start = max(0.0, min(at - wide / 2, self.width() - wide - 2))
        foot = max(look.text_px(11), high - look.px(5))
        ground = QRectF(start - 3, foot - metrics.ascent(), wide + 6, metrics.height())
        painter.fillRect(ground, look.colour("surface"))  # a grid line may lie below the words
        painter.setPen(look.colour("ink"))
        painter.drawText(QPointF(start, foot), words)

    def _paint_ends(self, painter: QPainter, area: QRectF, foot: float) -> None:
        look = theme.current()
        first, last = self._ends()
        span = max(1, (last - first).days)
        flag = Qt.AlignmentFlag
        line = QRectF(0, self.height() - foot, self.width(), foot)
        exam, today = self._exam, self._days[-1].on
        painter.setFont(look.font("micro"))
        painter.setPen(look.colour("muted"))
        begin = line.adjusted(area.left(), 0, 0, 0)
        painter.drawText(begin, flag.AlignLeft | flag.AlignVCenter, short_day(first))
        if exam is not None and exam >= today:
            at = area.left() + area.width() * (exam - first).days / span
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()))
            painter.setFont(look.font("micro", bold=True))
            words = f"exam {short_day(exam)}"
            wide = look.metrics("micro", bold=True).horizontalAdvance(words)
            start = min(at - wide / 2, self.width() - wide - 2)
            painter.drawText(QRectF(start, line.top(), wide + 4, foot), flag.AlignVCenter, words)


class DueBars(Chart):
    """How much comes back on each day; today stands out by colour, weight and its place."""

    TALL = 116
    LETTERS = "MTWTFSS"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = date.min
        self._counts: tuple[int, ...] = ()

    def show_counts(self, first: date, counts: Sequence[int], sentence: str) -> None:
        """Show counts from the day `first` on."""
        self._first, self._counts = first, tuple(counts)
        self.describe(sentence)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint a bar with its number for each day."""
        if not self._counts:
            return
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = float(look.text_px(18))
        tall = self.height() - 2 * line
        step = self.width() / len(self._counts)
        wide = min(float(look.px(13)), step * 0.6)
        most = max(1, *self._counts)
        middle = Qt.AlignmentFlag.AlignCenter
        for place, count in enumerate(self._counts):
            today = place == 0
            left, high = place * step, tall * count / most
            top = line + tall - high
            if count:
                painter.setPen(
                    QPen(look.colour("border"), 1) if look.contrast else Qt.PenStyle.NoPen
                )
                painter.setBrush(look.colour("accent" if today else "primary"))
                painter.drawRoundedRect(QRectF(left + (step - wide) / 2, top, wide, high), 3, 3)
            painter.setFont(look.font("micro", bold=today))
            painter.setPen(look.colour("ink" if today else "muted"))
            painter.drawText(QRectF(left - 4, top - line, step + 8, line), middle, str(count))
            day = self._first + timedelta(days=place)
            letter = QRectF(left, self.height() - line, step, line)
            painter.drawText(letter, middle, self.LETTERS[day.weekday()])
        painter.end()


def short_day(day: date) -> str:
    """Return a day as `12 Dec`."""
    return f"{day.day} {wording.MONTHS[day.month - 1][:3]}"
