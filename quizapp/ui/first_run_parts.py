"""What the first run paints itself: a purpose to choose, the dots of its steps, the picture."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QSizePolicy,
    QWidget,
)

from quizapp.ui import icons, theme
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.art import Circles
from quizapp.ui.widgets.text import Text, TextBlock


class PurposeRow(QAbstractButton):
    """A purpose with its icon, to tick."""

    def __init__(self, icon: str, title: str, hint: str) -> None:
        super().__init__()
        self._icon, self._hint_words = icon, hint
        self._title = TextBlock(title, "body", bold=True)
        self._hint = TextBlock(hint, "body")
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def restyle(self) -> None:
        """Take over a changed theme."""
        self._title = TextBlock(self.text(), "body", bold=True)
        self._hint = TextBlock(self._hint_words, "body")
        self.updateGeometry()

    def _width(self, width: int) -> int:
        look = theme.current()
        return max(60, width - look.px(74) - look.text_px(40))

    def hasHeightForWidth(self) -> bool:
        """Tell layouts that wrapping changes the height."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of both lines."""
        inside = self._title.height(self._width(width)) + self._hint.height(self._width(width))
        return inside + theme.current().px(26)

    def sizeHint(self) -> QSize:
        """Return a readable width."""
        width = theme.current().text_px(480)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return what still wraps between words."""
        return QSize(220, 56)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint icon, words and box."""
        look, on = theme.current(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("primary" if on else "control"), 2 if on else 1))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 13, 13)
        side, left = look.text_px(20), look.px(16)
        ground = QRectF(
            left, (self.height() - side) / 2 - look.px(10), side + look.px(20), side + look.px(20)
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("primary_soft"))
        painter.drawRoundedRect(ground, 10, 10)
        drawn = icons.pixmap(self._icon, side, look.colour("on_primary_soft"))
        painter.drawPixmap(
            int(ground.center().x() - side / 2), int(ground.center().y() - side / 2), drawn
        )
        x, width = int(ground.right()) + look.px(16), self._width(self.width())
        top = look.px(13)
        painter.setPen(look.colour("ink"))
        height = self._title.height(width)
        self._title.draw(painter, QRectF(x, top, width, height))
        painter.setPen(look.colour("muted"))
        self._hint.draw(painter, QRectF(x, top + height, width, self._hint.height(width)))
        box = look.text_px(21)
        area = QRectF(self.width() - box - look.px(18), (self.height() - box) / 2, box, box)
        painter.setPen(QPen(look.colour("primary" if on else "control"), 1.5))
        painter.setBrush(look.colour("primary" if on else "surface"))
        painter.drawRoundedRect(area, 5, 5)
        if on:
            tick = int(box * 0.8)
            painter.drawPixmap(
                int(area.center().x() - tick / 2),
                int(area.center().y() - tick / 2),
                icons.pixmap("check", tick, look.colour("on_primary")),
            )
        painter.end()


class StepDots(QLabel):
    """Where one is among three steps."""

    def __init__(self) -> None:
        super().__init__()
        self._step = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_step(self, step: int) -> None:
        """Show a step, from 0."""
        self._step = step
        self.setAccessibleName(f"Step {step + 1} of 3")
        self.update()

    def sizeHint(self) -> QSize:
        """Return three pills."""
        return QSize(theme.current().px(96), theme.current().px(9))

    def minimumSizeHint(self) -> QSize:
        """Return the same size."""
        return self.sizeHint()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the pills, the current one longer."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, tall = 0.0, look.px(8)
        top = (self.height() - tall) / 2
        for step in range(3):
            wide = look.px(36 if step == self._step else 22)
            painter.setPen(QPen(look.colour("control"), 1) if look.contrast else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("primary" if step <= self._step else "track"))
            painter.drawRoundedRect(QRectF(x, top, wide, tall), 4, 4)
            x += wide + look.px(7)
        painter.end()


class SidePicture(QWidget):
    """The picture beside the steps."""

    def __init__(self) -> None:
        super().__init__()
        self.setLayout(
            boxes.column(
                1,
                boxes.row(1, Circles(width=300, height=190, rings=4), 1),
                Text("Two people, one moment of being understood.", "h2", centre=True),
                Text(
                    "Practise the words that get you there: ten minutes at a time, "
                    "at your own pace, on this computer only.",
                    "body",
                    colour="muted",
                    centre=True,
                ),
                1,
                gap=14,
                margins=(48, 30, 48, 30),
            )
        )

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the soft ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().colour("primary_soft"))
        painter.end()
