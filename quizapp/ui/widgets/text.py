"""Text with the line height of the design; wraps by itself and always knows its height.

A plain `QLabel` has no line height and measures wrapped text at the wrong width. This one lays the
text out itself, and stays a label to screen readers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from quizapp.ui import theme
from quizapp.ui.kept import Kept

LINE_BREAK = "\u2028"
_ENDLESS = 1_000_000.0
MOST_KEPT = 100
"""Texts of some pages; beyond that the one used longest ago is forgotten."""

_STRAIGHT = re.compile("[\"']")
_BEFORE_OPENING = " \t\n\u00a0\u2028([{–—/“‘„«"
_SHORTENED = re.compile(r"'(?:\d\ds?|t(?:is|was|il)|em)\b", re.IGNORECASE)
"""Words that begin with an apostrophe: ’90s, ’tis."""


def typographic(text: str) -> str:
    """Return a text with round quotes for straight ones, each in the place of one.

    Only what is painted changes: the text itself, and with it marking, places of marked words and
    what screen readers get, stays as it was written.
    """
    if "'" not in text and '"' not in text:
        return text
    return _STRAIGHT.sub(_round_quote, text)


def _round_quote(found: re.Match[str]) -> str:
    text, at = found.string, found.start()
    before = text[:at].rstrip("\"'")[-1:]  # a quote may follow a quote, as in "'Yes', she said"
    after = text[at + 1 : at + 2]
    opens = (not before or before in _BEFORE_OPENING) and bool(after) and not after.isspace()
    if found[0] == '"':
        return "“" if opens else "”"
    return "‘" if opens and not _SHORTENED.match(text, at) else "’"


class TextBlock:
    """A laid-out text: what `Text` and the painted rows share."""

    __slots__ = ("_bold", "_cache", "_formats", "_style", "_text", "_word", "_wrap")

    def __init__(
        self,
        text: str,
        style: str,
        *,
        bold: bool | None = None,
        wrap: bool = True,
        formats: Sequence[QTextLayout.FormatRange] = (),
    ) -> None:
        self._text = typographic(text.strip().replace("\n", LINE_BREAK))
        self._style = style
        self._bold = bold
        self._wrap = wrap
        self._formats = list(formats)
        self._cache: dict[int, tuple[QTextLayout, float, float]] = {}
        self._word = -1

    def _laid_out(self, width: int) -> tuple[QTextLayout, float, float]:
        found = self._cache.get(width)
        if found is not None:
            return found
        endless = self._cache.get(int(_ENDLESS))
        if endless is not None and endless[1] <= width:
            return endless  # nothing to wrap
        look = theme.current()
        layout = QTextLayout(self._text, look.font(self._style, bold=self._bold))
        mode = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
        option = QTextOption()
        option.setWrapMode(mode if self._wrap else QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        if self._formats:
            layout.setFormats(self._formats)
        step = look.line_height(self._style)
        top, widest = 0.0, 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width if self._wrap else _ENDLESS)
            line.setPosition(QPointF(0, top + (step - line.height()) / 2))
            widest = max(widest, line.naturalTextWidth())
            top += step
        layout.endLayout()
        if len(self._cache) > 8:  # noqa: PLR2004 - a resize drag must not keep every width
            self._cache.clear()
        self._cache[width] = (layout, widest, max(top, step))
        return self._cache[width]

    def height(self, width: int) -> int:
        """Return the height at a width, in whole pixels."""
        return ceil(self._laid_out(max(1, width))[2]) if self._text else 0

    def lines(self, width: int) -> int:
        """Return the number of lines at a width."""
        return self._laid_out(max(1, width))[0].lineCount()

    def strokes(self, width: int) -> tuple[tuple[QPointF, float], ...]:
        """Return where a line through the words runs: its left end and length, line by line."""
        layout, _, _ = self._laid_out(max(1, width))
        height = theme.current().metrics(self._style, bold=self._bold).strikeOutPos()
        lines = (layout.lineAt(number) for number in range(layout.lineCount()))
        return tuple(
            (QPointF(words.left(), line.y() + line.ascent() - height), words.width())
            for line in lines
            for words in (line.naturalTextRect(),)
        )

    def unit_at(self, width: int, spot: QPointF) -> int:
        """Return the UTF-16 unit under a spot of the text laid out at a width."""
        layout, _, _ = self._laid_out(max(1, width))
        step = theme.current().line_height(self._style)
        number = min(max(0, int(spot.y() // step)), layout.lineCount() - 1)
        line = layout.lineAt(number)
        return int(line.xToCursor(spot.x(), QTextLine.CursorPosition.CursorOnCharacter))

    def spot_of(self, width: int, unit: int) -> QPointF:
        """Return the middle of the line and the left edge of a UTF-16 unit at a width."""
        layout, _, _ = self._laid_out(max(1, width))
        step = theme.current().line_height(self._style)
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            if line.textStart() <= unit < line.textStart() + line.textLength():
                left = _first(line.cursorToX(unit))
                return QPointF(left, (number + 0.5) * step)
        return QPointF(0, step / 2)

    def natural_width(self) -> int:
        """Return the width without wrapping."""
        return int(self._laid_out(int(_ENDLESS))[1]) + 1

    def longest_word(self) -> int:
        """Return the width of the longest word, below which wrapping would break words."""
        if self._word < 0:
            metrics = theme.current().metrics(self._style, bold=self._bold)
            words = self._text.split()
            longest = max(words, key=len) if words else ""
            self._word = int(metrics.horizontalAdvance(longest)) + 2
        return self._word

    def draw(self, painter: QPainter, rect: QRectF, *, centre: bool = False) -> None:
        """Paint with the painter's pen into `rect`."""
        layout, widest, _ = self._laid_out(max(1, int(rect.width())))
        left = rect.left() + (max(0.0, rect.width() - widest) / 2 if centre else 0.0)
        if not centre:
            layout.draw(painter, QPointF(left, rect.top()))
            return
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            shift = (rect.width() - line.naturalTextWidth()) / 2
            line.draw(painter, QPointF(rect.left() + shift, rect.top()))


_KEPT: Kept[tuple[str, str, bool | None, bool], TextBlock] = Kept(MOST_KEPT)


def block_of(text: str, style: str, *, bold: bool | None = None, wrap: bool = True) -> TextBlock:
    """Return the block of a plain text; the same text in the same look is laid out only once."""
    key = (text, style, bold, wrap)
    return _KEPT.get(key, lambda: TextBlock(text, style, bold=bold, wrap=wrap))


def _first(value: object) -> float:
    """Return the first of what Qt hands back as a pair or as one number."""
    return value[0] if isinstance(value, tuple) else value  # type: ignore[return-value]  # a number either way


class Text(QLabel):
    """A piece of plain text in a step of the type scale and a colour of the theme.

    `measure` limits the line length in characters; `centre` centres each line.
    """

    def __init__(
        self,
        text: str = "",
        style: str = "body",
        *,
        colour: str = "ink",
        bold: bool | None = None,
        wrap: bool = True,
        measure: int = 0,
        centre: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._style, self._colour, self._bold = style, colour, bold
        self._wrap, self._measure, self._centre = wrap, measure, centre
        self.setTextFormat(Qt.TextFormat.PlainText)
        wide = QSizePolicy.Policy.Preferred
        policy = QSizePolicy(wide, QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self._widest = 16_777_215
        self._block = block_of("", style)
        self._hint: QSize | None = None
        self._least: QSize | None = None
        self.setWordWrap(wrap)  # so that Qt itself knows that the height follows from the width
        self.say(text)

    def say(self, text: str) -> None:
        """Show another text."""
        if text == self.text() and text:
            return
        self.setText(text)
        self._rebuild()

    def paint_as(self, colour: str) -> None:
        """Use another colour of the theme."""
        if colour != self._colour:
            self._colour = colour
            self.update()

    def prepare(self, text: str) -> None:
        """Lay out what will be shown here next, while nothing else is to be done."""
        block = block_of(text, self._style, bold=self._bold, wrap=self._wrap)
        for width in (self.width(), block.natural_width()):
            block.height(min(width, self._limit()))
        block.longest_word()

    def restyle(self) -> None:
        """Take over a changed theme."""
        self._rebuild()

    def _rebuild(self) -> None:
        if self._measure:
            metrics = theme.current().metrics(self._style, bold=self._bold)
            self._widest = int(metrics.averageCharWidth() * self._measure)
        self._block = block_of(self.text(), self._style, bold=self._bold, wrap=self._wrap)
        self._hint = self._least = None
        self.updateGeometry()
        self.update()

    def _limit(self) -> int:
        return self._widest

    def heightForWidth(self, width: int) -> int:
        """Return the height the text takes at a width."""
        return self._block.height(min(width, self._limit()))

    def sizeHint(self) -> QSize:
        """Return the size without wrapping, up to the measure."""
        if self._hint is None:
            width = min(self._block.natural_width(), self._limit()) if self.text() else 0
            self._hint = QSize(width, self._block.height(max(1, width)))
        return self._hint

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size that breaks no word."""
        if self._least is None:
            self._least = self._smallest()
        return self._least

    def _smallest(self) -> QSize:
        if not self.text():
            return QSize(0, 0)
        width = self._block.longest_word() if self._wrap else self._block.natural_width()
        return QSize(min(width, self._limit()), round(theme.current().line_height(self._style)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the text out anew."""
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the laid-out text."""
        if not self.text():
            return
        painter = QPainter(self)
        painter.setPen(theme.current().colour(self._colour if self.isEnabled() else "subtle"))
        width = min(self.width(), self._limit())
        height = self._block.height(width)
        top = max(0, (self.height() - height) // 2) if not self._wrap else 0
        self._block.draw(painter, QRectF(0, top, width, height), centre=self._centre)
        painter.end()
