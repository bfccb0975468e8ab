"""Grounds for content: cards with a hairline, soft panels, dividers, chips."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from quizapp.ui import icons, theme
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.boxes import Part
from quizapp.ui.widgets.drawing import fill
from quizapp.ui.widgets.text import Text


class Surface(QWidget):
    """A painted ground. `fill`, `edge` are colour tokens; "" paints none."""

    def __init__(
        self,
        layout: QLayout | None = None,
        *,
        fill: str = "surface",
        edge: str = "border",
        radius: float = 18,
        edge_width: float = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fill, self._edge = fill, edge
        self._radius, self._edge_width = radius, edge_width
        if layout is not None:
            self.setLayout(layout)

    def dress(self, *, fill: str, edge: str, edge_width: float = 1) -> None:
        """Change colours, for a change of state."""
        self._fill, self._edge, self._edge_width = fill, edge, edge_width
        self.update()

    def restyle(self) -> None:
        """Take over a changed theme."""
        boxes.rescale(self.layout())
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint ground and hairline."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = self._edge
        if look.contrast and not edge and self._fill:
            edge = "border"
        half = self._edge_width / 2 if edge else 0.0
        area = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.setPen(QPen(look.colour(edge), self._edge_width) if edge else Qt.PenStyle.NoPen)
        if self._fill:
            painter.setBrush(look.colour(self._fill))
        painter.drawRoundedRect(area, self._radius, self._radius)
        painter.end()


def card(
    *parts: Part | None, gap: float = 8, margins: tuple[float, ...] = (24, 20, 24, 20)
) -> Surface:
    """Return a white card with a hairline around a column of parts."""
    return Surface(boxes.column(*parts, gap=gap, margins=margins))


def panel(*parts: Part | None, fill: str = "sunken", edge: str = "", gap: float = 8) -> Surface:
    """Return a soft panel around a column of parts."""
    return Surface(boxes.column(*parts, gap=gap, margins=(18, 14, 18, 14)), fill=fill, edge=edge)


class Divider(QWidget):
    """A hairline between two parts of a card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the hairline."""
        painter = QPainter(self)
        fill(painter, self.rect(), theme.current().colour("border"))
        painter.end()


class Icon(QWidget):
    """A decorative icon, silent to screen readers. `ground` paints a soft square behind it."""

    def __init__(
        self,
        name: str,
        *,
        size: int = 20,
        colour: str = "muted",
        ground: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._size, self._colour, self._ground = name, size, colour, ground
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, colour: str) -> None:
        """Show another icon."""
        self._name, self._colour = name, colour
        self.update()

    def restyle(self) -> None:
        """Take over a changed theme."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size with the ground."""
        side = theme.current().text_px(self._size)
        if self._ground:
            side += theme.current().px(18)
        return QSize(side, side)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint ground and icon."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._ground:
            edged = look.contrast
            painter.setPen(QPen(look.colour("border"), 1) if edged else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(self._ground))
            area = QRectF(self.rect())
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5) if edged else area, 10, 10)
        side = look.text_px(self._size)
        drawn = icons.pixmap(self._name, side, look.colour(self._colour))
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, drawn)
        painter.end()


TONES = {
    "plain": ("surface", "border", "muted"),
    "primary": ("primary_soft", "", "on_primary_soft"),
    "good": ("success_soft", "", "on_success_soft"),
    "care": ("warning_soft", "", "on_warning_soft"),
    "bad": ("danger_soft", "", "on_danger_soft"),
    "info": ("info_soft", "", "on_info_soft"),
    "accent": ("accent_soft", "", "on_accent_soft"),
    "quiet": ("sunken", "", "muted"),
}


class Chip(QWidget):
    """A small pill: icon and a word or two. State is in its word and icon, not its colour alone."""

    def __init__(
        self, text: str = "", icon: str = "", tone: str = "plain", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._tone = icon, tone
        self._label = Text(
            text, "caption", colour=TONES[tone][2], bold=True, wrap=False, parent=self
        )
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._place()

    def show_state(self, text: str, icon: str = "", tone: str = "plain") -> None:
        """Show another state."""
        if (text, icon, tone) == (self._label.text(), self._icon, self._tone):
            return
        self._icon, self._tone = icon, tone
        self._label.paint_as(TONES[tone][2])
        self._label.say(text)
        self._place()
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return the words shown."""
        return self._label.text()

    def restyle(self) -> None:
        """Take over a changed theme."""
        self._label.restyle()
        self._place()
        self.updateGeometry()
        self.update()

    def _left(self) -> int:
        look = theme.current()
        return look.px(10) + (look.text_px(15) + look.px(6) if self._icon else 0)

    def _place(self) -> None:
        hint, own = self._label.sizeHint(), self.sizeHint()
        top = (own.height() - hint.height()) // 2
        self._label.setGeometry(self._left(), top, hint.width(), hint.height())

    def sizeHint(self) -> QSize:
        """Return the size of the pill."""
        look, hint = theme.current(), self._label.sizeHint()
        return QSize(self._left() + hint.width() + look.px(11), hint.height() + look.px(6))

    def minimumSizeHint(self) -> QSize:
        """Return the size of the pill, which never gets cut."""
        return self.sizeHint()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint pill and icon."""
        look = theme.current()
        fill, edge, ink = TONES[self._tone]
        if look.contrast:
            edge = ink
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour(edge), 1) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(fill))
        size = self.sizeHint()
        area = QRectF(0.5, 0.5, size.width() - 1, size.height() - 1)
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        if self._icon:
            side = look.text_px(15)
            drawn = icons.pixmap(self._icon, side, look.colour(ink))
            painter.drawPixmap(look.px(10), (size.height() - side) // 2, drawn)
        painter.end()
