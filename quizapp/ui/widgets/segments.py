"""Choosing one of a few: a row of segments; and a switch for on and off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from quizapp.ui import icons, theme
from quizapp.ui.widgets.boxes import FlowLayout


class Segment(QAbstractButton):
    """One of a few choices; outlined and bold when chosen."""

    stepped = Signal(int)

    def __init__(self, text: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_chosen(self, on: bool) -> None:
        """Show as chosen or not, also where none is."""
        self.setAutoExclusive(False)
        self.setChecked(on)
        self.setAutoExclusive(True)
        self.update()

    def restyle(self) -> None:
        """Take over a changed theme."""
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, choose with Space or Enter."""
        key = event.key()
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.stepped.emit(1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.stepped.emit(-1)
        elif key == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        """Return room for the words in bold, so that choosing moves nothing."""
        look = theme.current()
        width = look.metrics("body", bold=True).horizontalAdvance(self.text()) + 2 * look.px(14)
        if self._icon:
            width += look.text_px(17) + look.px(7)
        return QSize(int(width) + 1, max(look.px(32), round(look.line_height("body")) + look.px(8)))

    def minimumSizeHint(self) -> QSize:
        """Return the whole size."""
        return self.sizeHint()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the segment."""
        look, on = theme.current(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = "primary" if on else "muted"
        if on:
            painter.setPen(QPen(look.colour("primary"), 2))
            painter.setBrush(look.colour("surface"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        words = int(look.metrics("body", bold=on).horizontalAdvance(self.text()))
        side = look.text_px(17) if self._icon else 0
        gap = look.px(7) if side else 0
        x = (self.width() - words - side - gap) / 2
        if side:
            top = (self.height() - side) // 2
            painter.drawPixmap(int(x), top, icons.pixmap(self._icon, side, look.colour(ink)))
        painter.setPen(look.colour(ink))
        painter.setFont(look.font("body", bold=on))
        area = QRectF(x + side + gap, 0, words + 4, self.height())
        painter.drawText(
            area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text()
        )
        painter.end()


class Segments(QWidget):
    """A row of segments of which one is chosen, or none. `chosen` carries its value."""

    chosen = Signal(str)

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str, str]], parent: QWidget | None = None
    ) -> None:
        """`choices` are value, words and icon."""
        super().__init__(parent)
        self._values = [value for value, _, _ in choices]
        self._group = name
        self.buttons = [Segment(words, icon, self) for _, words, icon in choices]
        flow = FlowLayout(2, self)
        flow.setContentsMargins(4, 4, 4, 4)
        for button in self.buttons:
            button.setAccessibleName(f"{name}: {button.text()}")
            button.clicked.connect(self._pressed)
            button.stepped.connect(self._step)
            flow.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_value(None)

    def show_value(self, value: str | None) -> None:
        """Show a value as chosen; None shows none."""
        for button, own in zip(self.buttons, self._values, strict=True):
            button.show_chosen(own == value)
        place = self._values.index(value) if value in self._values else 0
        self._hold_stop(place)

    def rename(self, words: Sequence[str]) -> None:
        """Show other words, in order."""
        for button, text in zip(self.buttons, words, strict=True):
            button.setText(text)
            button.setAccessibleName(f"{self._group}: {text}")
            button.updateGeometry()

    def value(self) -> str | None:
        """Return the chosen value."""
        found = [v for v, b in zip(self._values, self.buttons, strict=True) if b.isChecked()]
        return found[0] if found else None

    def press(self, place: int) -> None:
        """Choose by place, as a key does."""
        if 0 <= place < len(self.buttons):
            self.buttons[place].click()

    def _hold_stop(self, place: int) -> None:
        for number, button in enumerate(self.buttons):
            stop = number == place
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, Segment):
            place = self.buttons.index(button)
            self.show_value(self._values[place])
            self.chosen.emit(self._values[place])

    def _step(self, by: int) -> None:
        button = self.sender()
        if isinstance(button, Segment):
            place = (self.buttons.index(button) + by) % len(self.buttons)
            self._hold_stop(place)
            self.buttons[place].setFocus(Qt.FocusReason.TabFocusReason)
            self.buttons[place].click()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the trough."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("border"), 1))
        painter.setBrush(look.colour("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.end()


class Switch(QAbstractButton):
    """On or off, told by position, a tick and the state, not by colour alone."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        """Take over a changed theme."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the pill."""
        return QSize(theme.current().text_px(44), theme.current().text_px(26))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint pill and knob."""
        look, on = theme.current(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(look.colour("primary" if on else "control"), 1.5))
        painter.setBrush(look.colour("primary" if on else "surface"))
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        knob = area.height() - 8
        left = area.right() - knob - 4 if on else area.left() + 4
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("on_primary" if on else "control"))
        spot = QRectF(left, area.top() + 4, knob, knob)
        painter.drawEllipse(spot)
        if on:
            side = int(knob * 0.75)
            tick = icons.pixmap("check", side, look.colour("primary"))
            painter.drawPixmap(
                int(spot.center().x() - side / 2), int(spot.center().y() - side / 2), tick
            )
        painter.end()
