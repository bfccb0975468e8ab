"""One option: a whole row to press, with its letter or box, and its rationale once it is marked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from quizapp.ui import icons, theme
from quizapp.ui.answers.area import letter
from quizapp.ui.kept import Kept
from quizapp.ui.widgets.text import block_of

_WIDE = 560
QUOTES = "“\"‘'"
"""Signs with which an option begins that is something to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionFace:
    """How a row shows: `verdict` is "", `best`, `yours_best`, `yours` or `other`."""

    text: str
    verdict: str = ""
    rationale: str = ""
    struck: bool = False


_VERDICT_WORDS = {
    "best": "Best reply",
    "yours_best": "Your answer, best reply",
    "yours": "Your answer",
    "right": "Right, not chosen",
    "yours_right": "Your answer, right",
}
_DRESS = {
    "good": ("success_soft", "success", "on_success_soft"),
    "bad": ("danger_soft", "danger", "on_danger_soft"),
}


_Key = tuple[int, int, float, int, bool, bool, tuple[str, str, str, float]]


_GROUNDS: Kept[_Key, QPixmap] = Kept(24)
"""Pictures of rows without words."""


class OptionRow(QAbstractButton):
    """A row of choice, multiple or listening; `single` decides letter or box, and the role."""

    stepped = Signal(int)

    def __init__(self, *, single: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._single = single
        self._place, self._count = 0, 1
        self._face = OptionFace(text="")
        self._text = block_of("", "option")
        self._rationale = block_of("", "body")
        self._heights: dict[int, int] = {}
        self._hint: tuple[int, QSize] | None = None
        """The width for which a size was asked last, and the size."""
        self._least: QSize | None = None
        self.setCheckable(True)
        self.setAutoExclusive(single)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_option(self, face: OptionFace, *, place: int, count: int) -> None:
        """Show an option at a place among `count`."""
        self._face, self._place, self._count = face, place, count
        self._text = block_of(face.text, "option")
        self._rationale = block_of(face.rationale, "body")
        self._forget_sizes()
        name = f"{letter(place)}, {face.text}, {place + 1} of {count}"
        if face.struck:
            name = f"{name}, struck out"
        words = self.verdict_words()
        self.setAccessibleName(
            f"{name}. {words}. {face.rationale}" if words or face.rationale else name
        )
        self.updateGeometry()
        self.update()

    def prepare(self, text: str) -> None:
        """Lay out an option that will be shown here next, while nothing else is to be done."""
        block = block_of(text, "option")
        block.height(self._text_width(self.width()))
        block.longest_word()

    def mark_checked(self, on: bool) -> None:
        """Show as chosen or not, without a click."""
        if self.isChecked() == on:
            return
        self.setAutoExclusive(False)
        self.setChecked(on)
        self.setAutoExclusive(self._single)
        self.update()

    def unstrike(self) -> bool:
        """Take away the line through the words; return whether there was one."""
        if not self._face.struck:
            return False
        face = replace(self._face, struck=False)
        self.show_option(face, place=self._place, count=self._count)
        return True

    def verdict_words(self) -> str:
        """Return the words shown for the verdict; only quoted words are called a reply."""
        words = _VERDICT_WORDS.get(self._face.verdict, "")
        return words if self._face.text[:1] in QUOTES else words.replace("reply", "answer")

    def restyle(self) -> None:
        """Take over a changed theme."""
        self._text = block_of(self._face.text, "option")
        self._rationale = block_of(self._face.rationale, "body")
        self._forget_sizes()
        self.updateGeometry()
        self.update()

    # Size

    def _forget_sizes(self) -> None:
        self._heights, self._hint, self._least = {}, None, None

    def _badge(self) -> int:
        return theme.current().text_px(32 if self._single else 22)

    def _left(self) -> int:
        return theme.current().px(16) + self._badge() + theme.current().px(14)

    def _verdict_width(self) -> int:
        words = self.verdict_words()
        if not words:
            return 0
        look = theme.current()
        return (
            int(look.metrics("small", bold=True).horizontalAdvance(words))
            + look.text_px(18)
            + look.px(28)
        )

    def _stacked(self, width: int) -> bool:
        return width / theme.current().scale < _WIDE

    def _text_width(self, width: int) -> int:
        right = theme.current().px(16)
        aside = 0 if self._stacked(width) else self._verdict_width()
        return max(60, width - self._left() - right - aside)

    def _head_height(self, width: int) -> int:
        stacked = self.verdict_words() and self._stacked(width)
        return round(theme.current().line_height("small")) + theme.current().px(4) if stacked else 0

    def heightForWidth(self, width: int) -> int:
        """Return the height with text and rationale; layouts ask often, so it is kept."""
        if width not in self._heights:
            self._heights[width] = self._height(width)
        return self._heights[width]

    def _height(self, width: int) -> int:
        look = theme.current()
        inside = self._head_height(width) + self._text.height(self._text_width(width))
        if self._face.rationale:
            inside += look.px(4) + self._rationale.height(self._rationale_width(width))
        pad = look.px(12 if self._single else 9)
        return max(inside, self._badge()) + 2 * pad

    def _rationale_width(self, width: int) -> int:
        look = theme.current()
        return max(60, width - self._left() - look.px(16) - look.text_px(17) - look.px(8))

    def sizeHint(self) -> QSize:
        """Return a readable width, or the present one, for which the height is known."""
        if self._hint is None or self._hint[0] != self.width():
            width = max(theme.current().text_px(480), self.width())
            self._hint = self.width(), QSize(width, self.heightForWidth(width))
        return self._hint[1]

    def minimumSizeHint(self) -> QSize:
        """Return what still shows the text in words."""
        if self._least is None:
            width = self._left() + self._text.longest_word() + theme.current().px(16)
            self._least = QSize(width, 44)
        return self._least

    # Input

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, choose with Space; everything else belongs to the page."""
        key = event.key()
        if event.text().isalnum():
            event.ignore()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self.stepped.emit(1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self.stepped.emit(-1)
        elif key == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let Space choose; no other key means anything when it is let go."""
        if event.key() == Qt.Key.Key_Space:
            super().keyReleaseEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hover fill."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the hover fill away."""
        super().leaveEvent(event)
        self.update()

    # Painting

    def _state(self) -> tuple[str, str, str, float]:
        """Return fill, edge, badge colour and edge width."""
        verdict = self._face.verdict
        if verdict in ("best", "yours_best", "right", "yours_right"):
            fill, edge, _ = _DRESS["good"]
            return fill, edge, "success", 2.0
        if verdict == "yours":
            fill, edge, _ = _DRESS["bad"]
            return fill, edge, "danger", 2.0
        if verdict == "other":
            return "surface", "border", "", 1.0
        if self.isChecked():
            return "primary_soft", "primary", "primary", 2.0
        hover = self.underMouse() and self.isEnabled()
        return ("hover" if hover else "surface"), "control", "", 1.0

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._ground())
        self._paint_words(painter, theme.current().px(12 if self._single else 9))
        painter.end()

    def _ground(self) -> QPixmap:
        """Return the row without its words; rows that look alike share one picture.

        Rounded shapes with smooth edges are the dearest part of painting a question.
        """
        place = self._place if self._single else -1
        state, marked = self._state(), bool(self._face.verdict)
        ratio = self.devicePixelRatioF()
        key = (self.width(), self.height(), ratio, place, marked, self.isChecked(), state)
        return _GROUNDS.get(key, lambda: self._painted_ground(ratio, state))

    def _painted_ground(self, ratio: float, state: tuple[str, str, str, float]) -> QPixmap:
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, *state)
        painter.end()
        return made

    def _paint_ground(
        self, painter: QPainter, fill: str, edge: str, badge: str, wide: float
    ) -> None:
        look = theme.current()
        area = QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        painter.setPen(QPen(look.colour(edge), wide))
        painter.setBrush(look.colour(fill))
        painter.drawRoundedRect(area, 12, 12)
        pad, side = look.px(12 if self._single else 9), self._badge()
        marked = bool(self._face.verdict)
        top = pad if marked or not self._single else (self.height() - side) / 2
        filled = self._single or self.isChecked()  # an empty box that was right stays empty
        self._paint_badge(painter, QRectF(look.px(16), top, side, side), badge if filled else "")

    def _paint_badge(self, painter: QPainter, area: QRectF, colour: str) -> None:
        look = theme.current()
        painter.setPen(QPen(look.colour(colour or "control"), 1.5))
        painter.setBrush(look.colour(colour or "surface"))
        radius = 9 if self._single else 6
        painter.drawRoundedRect(area.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
        ink = (
            look.colour("surface" if look.dark else "on_primary") if colour else look.colour("ink")
        )
        if self._single:
            painter.setPen(ink)
            painter.setFont(look.font("small", bold=True))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, letter(self._place))
        elif self.isChecked():
            side = int(area.width() * 0.8)
            spot = area.center() - QPointF(side / 2, side / 2)
            painter.drawPixmap(spot, icons.pixmap("check", side, ink))

    def _paint_words(self, painter: QPainter, pad: int) -> None:
        look, width, left = theme.current(), self.width(), self._left()
        head = self._head_height(width)
        text_width = self._text_width(width)
        height = self._text.height(text_width)
        alone = not self._face.rationale and not head
        top = max(pad, (self.height() - height) // 2) if alone else pad + head
        painter.setPen(look.colour("muted" if self._face.struck else "ink"))
        self._text.draw(painter, QRectF(left, top, text_width, height))
        if self._face.struck:
            painter.setPen(QPen(look.colour("muted"), 1.5))
            for begin, length in self._text.strokes(text_width):
                start = begin + QPointF(left, top)
                painter.drawLine(start, start + QPointF(length, 0))
        self._paint_verdict(painter, pad, left if head else width - self._verdict_width())
        if self._face.rationale:
            self._paint_rationale(painter, top + height + look.px(4))

    def _paint_verdict(self, painter: QPainter, top: float, left: float) -> None:
        words = self.verdict_words()
        if not words:
            return
        look = theme.current()
        good = self._face.verdict != "yours"
        ink = look.colour("on_success_soft" if good else "on_danger_soft")
        side = look.text_px(16)
        step = look.line_height("small")
        spot = QPointF(left, top + (step - side) / 2)
        painter.drawPixmap(spot, icons.pixmap("check" if good else "x", side, ink))
        painter.setPen(ink)
        painter.setFont(look.font("small", bold=True))
        area = QRectF(left + side + look.px(6), top, self.width() - left, step)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_rationale(self, painter: QPainter, top: float) -> None:
        look = theme.current()
        verdict = self._face.verdict
        icon, colour, ink = "corner-down-right", "muted", "muted"
        if verdict == "yours":
            icon, colour, ink = "circle-x", "danger", "ink"
        elif verdict in ("best", "yours_best", "right", "yours_right"):
            icon, colour, ink = "circle-check", "success", "ink"
        side = look.text_px(17)
        step = look.line_height("body")
        spot = QPointF(self._left(), top + (step - side) / 2)
        painter.drawPixmap(spot, icons.pixmap(icon, side, look.colour(colour)))
        width = self._rationale_width(self.width())
        painter.setPen(look.colour(ink))
        left = self._left() + side + look.px(8)
        self._rationale.draw(painter, QRectF(left, top, width, self._rationale.height(width)))
