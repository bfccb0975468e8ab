"""Readiness as a card: points, range, the pass mark and a word; or what is missing for it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from quizapp.progress.readiness import ChanceWord, Readiness, TooFew
from quizapp.ui import theme, wording
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.surfaces import Chip, Surface
from quizapp.ui.widgets.text import Text

REFUSED = "After 20 answers in 4 domains you will see a forecast here."
COUNTING = "Adding up your answers …"
TONES = {
    ChanceWord.VERY_LIKELY: "good",
    ChanceWord.LIKELY: "good",
    ChanceWord.EVEN: "info",
    ChanceWord.UNLIKELY: "care",
    ChanceWord.VERY_UNLIKELY: "care",
}


def chance_sentence(found: Readiness) -> str:
    """Return the chance to pass in words."""
    if found.word is None:
        return ""
    if found.word is ChanceWord.EVEN:
        return "passing is about even"
    return f"passing is {found.word}"


def range_words(found: Readiness) -> str:
    """Return the range in words."""
    return f"likely {found.low:.0f} to {found.high:.0f}"


class RangeBar(QLabel):
    """A range of points with the expected ones in it and a line at the pass mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Readiness | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_range(self, found: Readiness) -> None:
        """Show a forecast."""
        self._found = found
        mark = f", pass mark {found.cut:.0f}" if found.cut is not None else ""
        self.setAccessibleName(f"{found.expected:.0f} of 100, {range_words(found)}{mark}")
        self.update()

    def restyle(self) -> None:
        """Take over a changed theme."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the bar with its words."""
        look = theme.current()
        return QSize(look.px(200), look.px(32) + look.text_px(20))

    def minimumSizeHint(self) -> QSize:
        """Return a width that may shrink."""
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint track, range, point and mark."""
        found, look = self._found, theme.current()
        if found is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        least = 40 if found.low >= 40 and (found.cut or 100) >= 40 else 0  # noqa: PLR2004 - the scale begins at 40 where nothing is below
        middle, tall = look.px(15), look.px(18)

        def x(points: float) -> float:
            return 1 + (self.width() - 2) * (points - least) / (100 - least)

        painter.setPen(QPen(look.colour("border"), 1) if look.contrast else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("track"))
        thin = look.px(12)
        painter.drawRoundedRect(
            QRectF(0.5, middle - thin / 2, self.width() - 1, thin), thin / 2, thin / 2
        )
        painter.setPen(QPen(look.colour("primary"), 1.5))
        painter.setBrush(look.colour("chart_band"))
        span = QRectF(x(found.low), middle - tall / 2, x(found.high) - x(found.low), tall)
        painter.drawRoundedRect(span, 7, 7)
        painter.setBrush(look.colour("primary"))
        painter.drawEllipse(QPointF(x(found.expected), middle), look.px(6.5), look.px(6.5))
        painter.setFont(look.font("caption"))
        foot = QRectF(0, self.height() - look.text_px(20), self.width(), look.text_px(20))
        flag = Qt.AlignmentFlag
        painter.setPen(look.colour("muted"))
        metrics = look.metrics("caption")
        if found.cut is not None:
            painter.setPen(QPen(look.colour("ink"), 2))
            at = x(found.cut)
            painter.drawLine(QPointF(at, middle - look.px(15)), QPointF(at, middle + look.px(15)))
            words = f"pass mark {found.cut:.0f}"
            wide = metrics.horizontalAdvance(words) + 2
            edge = metrics.horizontalAdvance("100 ")
            left = min(max(edge, at - wide / 2), self.width() - wide - edge)
            painter.setPen(look.colour("muted"))
            painter.drawText(QRectF(left, foot.top(), wide, foot.height()), flag.AlignCenter, words)
        painter.drawText(foot, flag.AlignLeft | flag.AlignVCenter, str(least))
        painter.drawText(foot, flag.AlignRight | flag.AlignVCenter, "100")
        painter.end()


class ReadinessCard(Surface):
    """The card of the first page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.chip = Chip("", "trending-up", "info")
        self.points = Text("", "display", wrap=False)
        self.out_of = Text("out of 100", "small", colour="muted", wrap=False)
        self.range = Text("", "small", bold=True, wrap=False)
        self.bar = RangeBar()
        self.words = Text("", "small", colour="muted")
        self._figures = QWidget()
        beside = boxes.column(1, self.out_of, self.range, 1, gap=0)
        self._figures.setLayout(boxes.row(self.points, beside, 1, gap=12))
        head = boxes.FlowLayout(10)
        head.addWidget(Text("Readiness", "h3", wrap=False))
        head.addWidget(self.chip)
        column = boxes.column(gap=8, margins=(20, 18, 20, 16))
        column.addLayout(head)
        for part in (self._figures, self.bar, self.words):
            column.addWidget(part)
        super().__init__(column, parent=parent)

    def show_readiness(self, found: Readiness | TooFew | None) -> None:
        """Show a forecast, what is missing for one, or that it is being worked out."""
        known = isinstance(found, Readiness)
        for part in (self.chip, self._figures, self.bar):
            part.setVisible(known)
        if found is None:
            self.words.say(COUNTING)
            return
        if isinstance(found, TooFew):
            self.words.say(found.sentence)
            return
        self.chip.setVisible(found.word is not None)
        if found.word is not None:
            self.chip.show_state(chance_sentence(found), "trending-up", TONES[found.word])
        self.points.say(f"{found.expected:.0f}")
        self.range.say(range_words(found))
        self.bar.show_range(found)
        domains = wording.count(found.domains, "domain", "domains")
        self.words.say(
            f"If you took the {found.title} today. Based on {found.answers:,} answers in {domains}."
        )
