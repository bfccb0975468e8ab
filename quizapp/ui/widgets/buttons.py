"""Buttons, painted from the theme; native roles for screen readers come from `QAbstractButton`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from quizapp.ui import icons, shortcuts, theme
from quizapp.ui.shortcuts import Action

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent  # known to Python only once the mouse has come


class _Dress(NamedTuple):
    fill: str
    fill_hover: str
    edge: str
    ink: str


_VARIANTS = {
    "primary": _Dress(fill="primary", fill_hover="primary_hover", edge="", ink="on_primary"),
    "outline": _Dress(fill="surface", fill_hover="hover", edge="control", ink="ink"),
    "plain": _Dress(fill="", fill_hover="hover", edge="", ink="primary"),
    "quiet": _Dress(fill="", fill_hover="hover", edge="", ink="muted"),
    "care": _Dress(
        fill="warning_soft", fill_hover="warning_soft", edge="warning", ink="on_warning_soft"
    ),
    "danger": _Dress(fill="surface", fill_hover="danger_soft", edge="danger", ink="danger"),
}


class Button(QAbstractButton):
    """A button with words, an optional icon and the key that does the same."""

    def __init__(
        self,
        text: str,
        *,
        variant: str = "outline",
        icon: str = "",
        icon_after: bool = False,
        key: str | Action = "",
        compact: bool = False,
        flush: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`flush` is for a plain button in a column of words: it begins where they begin."""
        super().__init__(parent)
        self._flush = flush
        self._variant, self._icon, self._icon_after = variant, icon, icon_after
        self._key: str | Action = key
        self._compact, self._icon_only = compact, False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.say(text)

    def say(self, text: str, *, key: str | Action | None = None) -> None:
        """Show other words; the name for screen readers is the same words."""
        if text == self.text() and key in (None, self._key) and self.accessibleName():
            return
        self._key = self._key if key is None else key
        self.setText(text)
        self.setAccessibleName(text)
        self._tell_key()
        self.updateGeometry()
        self.update()

    @property
    def variant(self) -> str:
        """Return the name of the look: `primary` is the filled one."""
        return self._variant

    def key_words(self) -> str:
        """Return the key that does the same, as shown; nothing where there is none."""
        if isinstance(self._key, Action):
            return shortcuts.current().words(self._key)
        return self._key

    def _tell_key(self) -> None:
        key = self.key_words()
        self.setToolTip(f"{self.text()} ({key})" if key else "")
        if self._icon_only and not key:
            self.setToolTip(self.text())

    def dress(
        self, variant: str, *, icon: str | None = None, icon_after: bool | None = None
    ) -> None:
        """Change the look, for a change of state."""
        before = (self._variant, self._icon, self._icon_after)
        self._icon_after = self._icon_after if icon_after is None else icon_after
        self._variant = variant
        self._icon = self._icon if icon is None else icon
        if before == (self._variant, self._icon, self._icon_after):
            return
        self.updateGeometry()
        self.update()

    def show_icon_only(self, only: bool) -> None:
        """Leave the words out where there is no room; the name stays."""
        self._icon_only = only and bool(self._icon)
        self._tell_key()
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        """Take over a changed theme or changed keys."""
        self._tell_key()
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hover fill."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the hover fill away."""
        super().leaveEvent(event)
        self.update()

    def _style(self) -> str:
        return "body"

    def _chip_width(self) -> int:
        key = self.key_words()
        if not key or self._icon_only or theme.current().scale > 1.5:  # noqa: PLR2004 - from here on words need the room
            return 0
        metrics = theme.current().metrics("micro", bold=True)
        return max(
            theme.current().px(20),
            int(metrics.horizontalAdvance(key)) + theme.current().px(12),
        )

    def _pad(self) -> int:
        base = 10 if self._compact or self._variant in ("plain", "quiet") else 16
        return theme.current().px(base)

    def sizeHint(self) -> QSize:
        """Return the size with icon, words and key."""
        look = theme.current()
        words = (
            0 if self._icon_only else look.metrics("body", bold=True).horizontalAdvance(self.text())
        )
        sides = 1 if self._flush else 2
        gap, width = look.px(8), sides * self._pad() + int(words) + 1
        if self._icon:
            width += look.text_px(18) + (gap if words else 0)
        chip = self._chip_width()
        width += chip + gap if chip else 0
        height = max(
            look.px(32 if self._compact else 40), round(look.line_height("body")) + look.px(8)
        )
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        """Return the whole size; words of buttons are never cut."""
        return self.sizeHint()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the button."""
        look, dress = theme.current(), _VARIANTS[self._variant]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hover = self.underMouse() and self.isEnabled()
        fill = dress.fill_hover if hover and not self._flush else dress.fill
        ink, edge = dress.ink, dress.edge
        if not self.isEnabled():
            fill, ink, edge = (
                ("sunken" if dress.fill else ""),
                "subtle",
                "border" if edge or fill else "",
            )
        width = 1.2 if edge else 0.0
        area = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        pen = QPen(look.colour(edge), width) if edge else QPen(Qt.PenStyle.NoPen)
        if edge and look.contrast and not self.isEnabled():
            pen.setStyle(Qt.PenStyle.DashLine)  # there a paler ink tells nothing
        painter.setPen(pen)
        painter.setBrush(look.colour(fill) if fill else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, 10, 10)
        if self.isDown():
            painter.setBrush(look.colour("track"))
            painter.setOpacity(0.25)
            painter.drawRoundedRect(area, 10, 10)
            painter.setOpacity(1)
        self._paint_inside(painter, ink, underlined=hover and self._flush)
        painter.end()

    def _paint_inside(self, painter: QPainter, ink: str, *, underlined: bool) -> None:
        look = theme.current()
        font = look.font("body", bold=True)
        if underlined:
            font = QFont(font)
            font.setUnderline(True)
        words = "" if self._icon_only else self.text()
        wide = int(look.metrics("body", bold=True).horizontalAdvance(words)) + 1 if words else 0
        side, gap, chip = look.text_px(18), look.px(8), self._chip_width()
        total = (
            wide + (side + (gap if words else 0) if self._icon else 0) + (chip + gap if chip else 0)
        )
        x, middle = 0.0 if self._flush else (self.width() - total) / 2, self.height() / 2
        if self._icon and not self._icon_after:
            painter.drawPixmap(
                int(x), int(middle - side / 2), icons.pixmap(self._icon, side, look.colour(ink))
            )
            x += side + gap
        painter.setFont(font)
        painter.setPen(look.colour(ink))
        area = QRectF(x, 0, wide + 2, self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        x += wide + gap if words else 0
        if self._icon and self._icon_after:
            painter.drawPixmap(
                int(x), int(middle - side / 2), icons.pixmap(self._icon, side, look.colour(ink))
            )
            x += side + gap
        if chip:
            paint_key(
                painter,
                QRectF(x, middle - look.text_px(9), chip, look.text_px(18)),
                self.key_words(),
                ink,
            )


def paint_key(painter: QPainter, area: QRectF, key: str, ink: str) -> None:
    """Paint a key chip."""
    look = theme.current()
    painter.setPen(QPen(look.colour("border" if ink in ("ink", "primary", "muted") else ink), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area, 5, 5)
    painter.setFont(look.font("micro", bold=True))
    painter.setPen(look.colour("muted" if ink in ("ink", "primary", "muted") else ink))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, key)


class IconButton(Button):
    """A button that shows an icon alone; its name is spoken and shown on hover."""

    def __init__(
        self, name: str, icon: str, *, variant: str = "quiet", parent: QWidget | None = None
    ) -> None:
        super().__init__(name, variant=variant, icon=icon, parent=parent)
        self.show_icon_only(True)

    def sizeHint(self) -> QSize:
        """Return a square that is easy to hit."""
        side = max(theme.current().px(36), theme.current().text_px(18) + theme.current().px(12))
        return QSize(side, side)
