"""Shares of groups with the interval each stands for, one row a group, on a scale of 0 to 100."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from quizapp.ui import theme

MARKS = (0, 25, 50, 75, 100)
LABEL_SHARE, WORDS_SHARE = 0.30, 0.24
NARROW = 520
"""Width at 100 % below which the name of a group stands above its line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRow:
    """A group: its share and interval in per cent, or None where too few people are behind it."""

    label: str
    words: str
    value: float | None = None
    low: float = 0.0
    high: float = 0.0


class ShareChart(QLabel):
    """Dots with whiskers; what has no figure says so in its place. A label, so it has a role."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ShareRow, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_rows(self, rows: Sequence[ShareRow], sentence: str) -> None:
        """Show groups; the sentence is what screen readers say."""
        self._rows = tuple(rows)
        self.setAccessibleName(sentence)
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        """Take over a changed theme."""
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow chart is higher."""
        return True

    def _narrow(self, width: int) -> bool:
        return width < theme.current().text_px(NARROW)

    def _line(self, width: int) -> int:
        look = theme.current()
        words = round(look.line_height("small"))
        return look.px(12) + words * (2 if self._narrow(width) else 1)

    def heightForWidth(self, width: int) -> int:
        """Return the height of all groups and the scale."""
        foot = round(theme.current().line_height("micro")) + theme.current().px(6)
        return len(self._rows) * self._line(width) + foot

    def sizeHint(self) -> QSize:
        """Return a readable width."""
        width = theme.current().px(520)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return a width that may shrink."""
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint names, scale, whiskers and figures."""
        look, narrow = theme.current(), self._narrow(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        foot = round(look.line_height("micro")) + look.px(6)
        left = look.px(4) if narrow else self.width() * LABEL_SHARE
        right = self.width() * (1 - WORDS_SHARE)
        scale = QRectF(left, 0, right - left - look.px(14), self.height() - foot)
        self._paint_scale(painter, scale, foot)
        step = self._line(self.width())
        for place, row in enumerate(self._rows):
            area = QRectF(0, place * step, self.width(), step)
            self._paint_row(painter, area, scale, row, narrow=narrow)
        painter.end()

    def _paint_scale(self, painter: QPainter, scale: QRectF, foot: int) -> None:
        look = theme.current()
        painter.setFont(look.font("micro"))
        for mark in MARKS:
            x = scale.left() + scale.width() * mark / 100
            painter.setPen(QPen(look.colour("border"), 1))
            painter.drawLine(QPointF(x, scale.top()), QPointF(x, scale.bottom()))
            painter.setPen(look.colour("muted"))
            words = f"{mark} %" if mark in (0, 100) else str(mark)
            spot = QRectF(x - look.text_px(30), scale.bottom(), look.text_px(60), foot)
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_row(
        self, painter: QPainter, area: QRectF, scale: QRectF, row: ShareRow, *, narrow: bool
    ) -> None:
        look = theme.current()
        flag = Qt.AlignmentFlag
        metrics = look.metrics("small", bold=True)
        painter.setFont(look.font("small", bold=True))
        painter.setPen(look.colour("ink"))
        name = QRectF(area)
        if narrow:
            name.setHeight(area.height() / 2)
        else:
            name.setRight(scale.left() - look.px(12))
        words = metrics.elidedText(row.label, Qt.TextElideMode.ElideRight, int(name.width()))
        painter.drawText(name, flag.AlignVCenter | flag.AlignLeft, words)
        line = QRectF(area)
        if narrow:
            line.setTop(area.top() + area.height() / 2)
        figure = QRectF(line)
        figure.setLeft(scale.right() + look.px(14))
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("ink" if row.value is not None else "muted"))
        if row.value is None:
            figure.setLeft(scale.left() + look.px(4))
        shown = look.metrics("small").elidedText(
            row.words, Qt.TextElideMode.ElideRight, int(figure.width())
        )
        painter.drawText(figure, flag.AlignVCenter | flag.AlignLeft, shown)
        if row.value is None:
            return
        middle = line.center().y()
        low, high, at = (
            scale.left() + scale.width() * value / 100 for value in (row.low, row.high, row.value)
        )
        edge = QPen(look.colour("control"), 1) if look.contrast else Qt.PenStyle.NoPen
        painter.setPen(edge)
        painter.setBrush(look.colour("chart_band"))
        tall = look.px(10)
        painter.drawRoundedRect(QRectF(low, middle - tall / 2, high - low, tall), 5, 5)
        painter.setPen(QPen(look.colour("primary"), 2))
        for end in (low, high):
            painter.drawLine(QPointF(end, middle - tall / 2), QPointF(end, middle + tall / 2))
        painter.setPen(QPen(look.colour("surface"), 2))
        painter.setBrush(look.colour("primary"))
        painter.drawEllipse(QPointF(at, middle), look.px(6), look.px(6))
