"""Bars, meters and rings. Each says its value in words to screen readers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from quizapp.ui import icons, theme
from quizapp.ui.widgets.drawing import Drawing


class _Meter(Drawing):
    """A figure beside text, as small as its hint says."""

    def minimumSizeHint(self) -> QSize:
        """Return the hint, which may shrink where the figure stretches."""
        hint = self.sizeHint()
        fixed = self.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Fixed
        return hint if fixed else QSize(min(40, hint.width()), hint.height())

    def _painter(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        return painter


class Bar(_Meter):
    """A progress bar of a share, with an optional line at the mark to reach."""

    def __init__(
        self, *, colour: str = "primary", height: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._share, self._mark, self._colour, self._height = 0.0, -1.0, colour, height

    def show_share(
        self, share: float, *, mark: float = -1.0, colour: str = "", words: str = ""
    ) -> None:
        """Show a share of 1, and a line at `mark` if it is not negative."""
        self._share, self._mark = min(1.0, max(0.0, share)), mark
        self._colour = colour or self._colour
        self.describe(words or f"{round(share * 100)} %")
        self.updateGeometry()  # the line needs room of its own

    def sizeHint(self) -> QSize:
        """Return the bar with room for the line."""
        tall = self._height + (12 if self._mark >= 0 else 0)
        return QSize(theme.current().px(120), theme.current().px(tall))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint track, share and line."""
        look, painter = theme.current(), self._painter()
        tall = float(look.px(self._height))
        top = (self.height() - tall) / 2
        if look.contrast:
            painter.setPen(QPen(look.colour("border"), 1))
        painter.setBrush(look.colour("track"))
        track = QRectF(0.5, top, self.width() - 1, tall)
        painter.drawRoundedRect(track, tall / 2, tall / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._share > 0:
            painter.setBrush(look.colour(self._colour))
            wide = max(tall, track.width() * self._share)
            painter.drawRoundedRect(QRectF(0.5, top, wide, tall), tall / 2, tall / 2)
        if self._mark >= 0:
            x = track.left() + track.width() * self._mark
            painter.setPen(QPen(look.colour("ink"), 2))
            painter.drawLine(QPointF(x, top - look.px(5)), QPointF(x, top + tall + look.px(5)))
        painter.end()


class SevenSteps(_Meter):
    """Trust or tension on seven steps from minus three to plus three."""

    LOWEST = -3
    STEPS = 7

    def __init__(self, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour, self._value = colour, 0

    def show_value(self, value: int, words: str) -> None:
        """Show a value; `words` is what is spoken."""
        self._value = value
        self.describe(words)

    def sizeHint(self) -> QSize:
        """Return a flat row."""
        return QSize(theme.current().px(180), theme.current().px(10))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint seven steps, filled up to the value."""
        look, painter = theme.current(), self._painter()
        gap, filled = look.px(4), self._value - self.LOWEST + 1
        wide = (self.width() - gap * (self.STEPS - 1)) / self.STEPS
        for step in range(self.STEPS):
            painter.setPen(QPen(look.colour("border"), 1) if look.contrast else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(self._colour if step < filled else "track"))
            painter.drawRoundedRect(QRectF(step * (wide + gap), 0.5, wide, self.height() - 1), 4, 4)
        painter.end()


class Ring(_Meter):
    """Points of a hundred as a ring with a tick at the pass mark."""

    WIDTH = 12

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points, self._cut, self._colour = 0.0, -1.0, "primary"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_points(self, points: float, cut: float | None, colour: str, words: str) -> None:
        """Show points and the mark to reach."""
        self._points, self._cut, self._colour = points, -1.0 if cut is None else cut, colour
        self.describe(words)

    def sizeHint(self) -> QSize:
        """Return a square that grows with the text."""
        side = theme.current().text_px(152)
        return QSize(side, side)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint ring, tick and figure."""
        look, painter = theme.current(), self._painter()
        wide = look.px(self.WIDTH)
        side = min(self.width(), self.height())
        area = QRectF(wide, wide, side - 2 * wide, side - 2 * wide)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("track"), wide))
        painter.drawEllipse(area)
        pen = QPen(look.colour(self._colour), wide)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        full = 16 * 360
        if self._points > 0:
            painter.drawArc(area, 90 * 16, -round(full * min(self._points, 100.0) / 100))
        if self._cut >= 0:
            painter.save()
            painter.translate(area.center())
            painter.rotate(360 * self._cut / 100)
            painter.setPen(QPen(look.colour("ink"), 3))
            reach = area.height() / 2
            painter.drawLine(QPointF(0, -reach - wide), QPointF(0, -reach + wide))
            painter.restore()
        painter.setPen(look.colour("ink"))
        painter.setFont(look.font("h1"))
        middle = Qt.AlignmentFlag.AlignCenter
        painter.drawText(
            area.adjusted(0, -look.text_px(10), 0, -look.text_px(10)),
            middle,
            f"{self._points:.0f} %",
        )
        painter.setPen(look.colour("muted"))
        painter.setFont(look.font("caption"))
        painter.drawText(
            area.adjusted(0, look.text_px(28), 0, look.text_px(28)), middle, "of all points"
        )
        painter.end()


class WeekBars(_Meter):
    """Minutes of the seven days of a week against a day's share of the goal."""

    DAYS = "MTWTFSS"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._minutes: tuple[float, ...] = (0.0,) * 7
        self._goal, self._today = 15.0, 0

    def show_week(self, minutes: Sequence[float], *, goal: float, today: int) -> None:
        """Show minutes from Monday to Sunday; `goal` is that of one day."""
        self._minutes, self._goal, self._today = tuple(minutes), max(1.0, goal), today
        self.describe(f"{sum(minutes):.0f} minutes this week")

    def sizeHint(self) -> QSize:
        """Return the bars with their letters."""
        return QSize(theme.current().px(200), theme.current().px(66) + theme.current().text_px(20))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint a column for each day."""
        look, painter = theme.current(), self._painter()
        tall, wide = float(look.px(60)), float(look.px(18))
        step = self.width() / len(self._minutes)
        for day, minutes in enumerate(self._minutes):
            x = day * step + (step - wide) / 2
            painter.setPen(QPen(look.colour("border"), 1) if look.contrast else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("track"))
            painter.drawRoundedRect(QRectF(x, 0.5, wide, tall), 5, 5)
            if minutes > 0:
                done = max(float(look.px(8)), tall * min(1.0, minutes / self._goal))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.colour("primary"))
                painter.drawRoundedRect(QRectF(x, 0.5 + tall - done, wide, done), 5, 5)
            painter.setPen(look.colour("ink" if day == self._today else "muted"))
            painter.setFont(look.font("caption", bold=day == self._today))
            area = QRectF(day * step, tall, step, self.height() - tall)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.DAYS[day])
        painter.end()


class StepMark(_Meter):
    """A step of a plan: its number in a circle, filled for the next one, a tick when done."""

    def __init__(self, number: int, state: str = "later", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._state = number, state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.describe({"done": "done", "next": "next step", "later": "later"}[state])

    def sizeHint(self) -> QSize:
        """Return a circle that grows with the text."""
        side = theme.current().text_px(26)
        return QSize(side, side)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint circle and number."""
        look, painter = theme.current(), self._painter()
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._state == "done":
            side = self.width()
            painter.drawPixmap(0, 0, icons.pixmap("circle-check", side, look.colour("success")))
            painter.end()
            return
        filled = self._state == "next"
        painter.setPen(QPen(look.colour("primary" if filled else "control"), 1.2))
        painter.setBrush(look.colour("primary") if filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(area)
        painter.setPen(look.colour("on_primary" if filled else "muted"))
        painter.setFont(look.font("small", bold=True))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.end()


class Avatar(_Meter):
    """The initials of a person in a circle; decoration beside the name."""

    def __init__(
        self,
        name: str,
        *,
        size: int = 34,
        customer: bool = False,
        ring: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size, self._customer, self._ring = size, customer, ring
        self._initials = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_name(name)

    def show_name(self, name: str) -> None:
        """Show the initials of another name."""
        words = [word for word in name.split() if word[:1].isalpha()]
        picked = [words[0], words[-1]] if len(words) > 1 else words
        self._initials = "".join(word[0].upper() for word in picked) or "?"
        self.update()

    def sizeHint(self) -> QSize:
        """Return a circle that grows with the text."""
        side = theme.current().text_px(self._size)
        return QSize(side, side)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint circle and initials."""
        look, painter = theme.current(), self._painter()
        fill, ink = (
            ("accent_soft", "on_accent_soft")
            if self._customer
            else ("primary_soft", "on_primary_soft")
        )
        area = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        if self._ring or look.contrast:
            painter.setPen(QPen(look.colour("accent" if self._customer else "primary"), 2))
        painter.setBrush(look.colour(fill))
        painter.drawEllipse(area)
        painter.setPen(look.colour(ink))
        painter.setFont(look.font("h3" if self._size > 40 else "caption", bold=True))  # noqa: PLR2004 - the larger of two sizes in use
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._initials)
        painter.end()
