"""A marked reply: the words with numbered marks, and the criteria that the numbers stand for.

Earned words have a round number and a solid line, lost words a square number and a dashed line, so
that a grey print still tells them apart. Pointing at either side lights up both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from quizapp.domain.items import WeightedCriterion
from quizapp.domain.marking import CriterionMark, Evidence, Marking, Polarity
from quizapp.ui import theme
from quizapp.ui.criteria_words import criterion
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.surfaces import Divider, Icon
from quizapp.ui.widgets.text import LINE_BREAK, Text

_GAP = 5 * "\u00a0"
"""Room for a number before marked words, in spaces that do not break: it stays with the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words of the reply that speak for or against a criterion."""

    number: int
    start: int
    end: int
    earned: bool
    why: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionLine:
    """A criterion as listed: what it counts, what it earned, the words or the advice."""

    number: int
    name: str
    met: bool
    weight: float
    earned: float
    reason: str
    found: bool
    unsure: bool


def lines_and_marks(
    marking: Marking, criteria: Sequence[WeightedCriterion]
) -> tuple[tuple[CriterionLine, ...], tuple[Mark, ...]]:
    """Return the numbered criteria, met ones first, and the marks in the text."""
    known = [c for c in criteria if c.id in marking.criteria]
    ordered = sorted(known, key=lambda c: not marking.criteria[c.id].met)
    lines, marks = [], []
    for number, wanted in enumerate(ordered, 1):
        mark = marking.criteria[wanted.id]
        found = marks_of(number, mark.evidence, met=mark.met)
        lines.append(
            CriterionLine(
                number=number,
                name=criterion(wanted.id),
                met=mark.met,
                weight=wanted.weight,
                earned=wanted.weight if mark.met else 0.0,
                reason=_reason(mark),
                found=bool(found),
                unsure=mark.review,
            )
        )
        marks += found
    return tuple(lines), tuple(apart(marks))


def marks_of(number: int, evidence: Sequence[Evidence], *, met: bool) -> list[Mark]:
    """Return the words that speak for a criterion that is met, or against one that is not."""
    side = Polarity.FOR if met else Polarity.AGAINST
    return [
        Mark(number=number, start=e.start, end=e.end, earned=met, why=e.why, text=e.text)
        for e in evidence
        if e.polarity is side
    ]


def _reason(mark: CriterionMark) -> str:
    if mark.met:
        found = [e for e in mark.evidence if e.polarity is Polarity.FOR]
        return _sentence(found[0].why) if found else "Nothing here speaks against it."
    return mark.advice or (
        _sentence(mark.evidence[0].why) if mark.evidence else "Not found in this reply."
    )


def _sentence(why: str) -> str:
    """Return a reason as it stands alone under a name."""
    return why[:1].upper() + why[1:]


def apart(marks: Sequence[Mark]) -> list[Mark]:
    """Leave out marks that would lie inside an earlier one; their criterion stays in the list."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start, m.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


class MarkedReply(QLabel):
    """The reply as typed, with its marks painted in place."""

    pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[Mark, ...] = ()
        self._display = ""
        self._spots: tuple[tuple[int, int, Mark], ...] = ()
        self._cache: dict[int, tuple[QTextLayout, float]] = {}
        self._lit = 0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def show_reply(self, reply: str, marks: Sequence[Mark]) -> None:
        """Show a reply with its marks."""
        self.setText(reply)
        self._marks = tuple(marks)
        shown: list[str] = []
        spots: list[tuple[int, int, Mark]] = []
        last = 0
        for mark in marks:
            shown.append(reply[last : mark.start])
            begin = sum(map(len, shown))
            shown.append(_GAP + reply[mark.start : mark.end])
            spots.append((begin, sum(map(len, shown)), mark))
            last = mark.end
        shown.append(reply[last:])
        # QTextLayout counts UTF-16 units, evidence counts code points
        text = "".join(shown)
        self._spots = tuple((_utf16(text[:a]), _utf16(text[:b]), mark) for a, b, mark in spots)
        self._display = text.replace("\n", LINE_BREAK)
        spoken = "; ".join(
            f"{'Earned' if m.earned else 'Lost'} {m.number}: “{m.text}”, {m.why}" for m in marks
        )
        self.setAccessibleName(f"Your reply: {reply}")
        self.setAccessibleDescription(spoken)
        self.restyle()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return the marks in the order of the text."""
        return self._marks

    def light(self, number: int) -> None:
        """Light up the marks of a criterion; 0 lights none."""
        self._lit = number
        self.update()

    def restyle(self) -> None:
        """Take over a changed theme."""
        self._cache.clear()
        self.updateGeometry()
        self.update()

    def _laid_out(self, width: int) -> tuple[QTextLayout, float]:
        if width in self._cache:
            return self._cache[width]
        look = theme.current()
        layout = QTextLayout(self._display, look.font("option"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        step = look.line_height("option") * 1.22
        top = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top + (step - line.height()) / 2))
            top += step
        layout.endLayout()
        self._cache[width] = (layout, top)
        return self._cache[width]

    def hasHeightForWidth(self) -> bool:
        """Tell layouts that wrapping changes the height."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped reply."""
        return ceil(self._laid_out(max(60, width))[1])

    def sizeHint(self) -> QSize:
        """Return a readable width."""
        width = theme.current().text_px(480)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return what still wraps between words."""
        return QSize(theme.current().text_px(160), theme.current().text_px(20))

    def _areas(self) -> list[tuple[QRectF, Mark, bool]]:
        """Return where marked words lie, line by line; the flag is true for a mark's first line."""
        layout, _ = self._laid_out(max(60, self.width()))
        step = theme.current().line_height("option") * 1.22
        found: list[tuple[QRectF, Mark, bool]] = []
        for begin, end, mark in self._spots:
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                first, last = line.textStart(), line.textStart() + line.textLength()
                if begin >= last or end <= first:
                    continue
                left = _x(line, max(begin, first))
                right = min(_x(line, min(end, last)), line.naturalTextRect().right())
                top = number * step
                found.append(
                    (
                        QRectF(left, top + step * 0.1, right - left, step * 0.78),
                        mark,
                        begin >= first,
                    )
                )
        return found

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint grounds, words and numbers."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        areas = self._areas()
        for area, mark, _first in areas:
            soft, strong = ("success_soft", "success") if mark.earned else ("danger_soft", "danger")
            painter.fillRect(area, look.colour(soft))
            pen = QPen(look.colour(strong), 3 if mark.number == self._lit else 2)
            if not mark.earned:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(look.colour("ink"))
        self._laid_out(max(60, self.width()))[0].draw(painter, QPointF(0, 0))
        for area, mark, first in areas:
            if first:
                side = look.text_px(16)
                spot = QRectF(area.left() + 1, area.center().y() - side / 2, side, side)
                paint_number(painter, spot, mark.number, earned=mark.earned)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which mark the pointer is on."""
        at = event.position()
        under = next((mark for area, mark, _ in self._areas() if area.contains(at)), None)
        self.setToolTip(under.why if under else "")
        self.pointed.emit(under.number if under else 0)


def _x(line: object, position: int) -> float:
    at = line.cursorToX(position)  # type: ignore[attr-defined]  # QTextLine; its stub omits the one-argument call
    return float(at[0] if isinstance(at, tuple) else at)


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def paint_number(painter: QPainter, area: QRectF, number: int, *, earned: bool) -> None:
    """Paint a round number for earned or a square one for lost."""
    look = theme.current()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("success" if earned else "danger"))
    if earned:
        painter.drawEllipse(area)
    else:
        painter.drawRoundedRect(area, 4, 4)
    painter.setPen(look.colour("surface"))
    painter.setFont(look.font("micro", bold=True))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(number))


class NumberBadge(QWidget):
    """The number of a criterion."""

    def __init__(self, number: int, *, earned: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._earned = number, earned
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a small square."""
        side = theme.current().text_px(21)
        return QSize(side, side)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_number(painter, QRectF(self.rect()), self._number, earned=self._earned)
        painter.end()


class CriterionRow(QAbstractButton):
    """One criterion: number, name, points, and the reason.

    A button for screen readers: focus, the mouse or a press light up the words it speaks of.
    """

    pointed = Signal(int)

    def __init__(self, line: CriterionLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = line.number
        word = "met" if line.met else "not met"
        self.setAccessibleName(
            f"{line.number}, {line.name}, {word}, "
            f"{line.earned:g} of {line.weight:g} points. {line.reason}"
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        colour = "success" if line.met else "danger"
        points = Text(
            f"{line.earned:g} / {line.weight:g}", "small", colour=colour, bold=True, wrap=False
        )
        tick = Icon("check" if line.met else "x", size=16, colour=colour)
        reason = Text(line.reason, "small", colour="muted")
        head = boxes.row(Text(line.name, "body", bold=True), 1, tick, points, gap=6)
        parts: list[boxes.Part | None] = [head, reason]
        if line.unsure:
            parts.append(
                Text(
                    "Close to the line: a person may read this differently.",
                    "caption",
                    colour="warning",
                )
            )
        number = boxes.column(NumberBadge(line.number, earned=line.met), 1, margins=(0, 2, 0, 0))
        right = boxes.column(*parts, gap=0)
        across = boxes.row(number, right, gap=11, margins=(0, 6, 0, 6))
        across.setStretch(1, 1)
        self.setLayout(across)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(self._light_up)

    def _light_up(self) -> None:
        self.pointed.emit(self._number)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint nothing: the parts paint themselves."""

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up the words."""
        super().enterEvent(event)
        self.pointed.emit(self._number)

    def leaveEvent(self, event: QEvent) -> None:
        """Let the words be."""
        super().leaveEvent(event)
        self.pointed.emit(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Light up the words."""
        super().focusInEvent(event)
        self.pointed.emit(self._number)


class CriteriaList(QWidget):
    """All criteria of a marked reply with hairlines between them."""

    pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = boxes.column(gap=0)
        self.setLayout(self._column)

    def show_lines(self, lines: Sequence[CriterionLine]) -> None:
        """Show criteria in order."""
        boxes.empty(self._column)
        for line in lines:
            self._column.addWidget(Divider())
            row = CriterionRow(line)
            row.pointed.connect(self.pointed)
            self._column.addWidget(row)
