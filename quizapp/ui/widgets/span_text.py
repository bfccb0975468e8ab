"""Text with marked words in it. Every kind of mark has a line of its own besides its ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QColor, QTextCharFormat, QTextLayout

from quizapp.services.word_spans import Span
from quizapp.ui import theme
from quizapp.ui.widgets.text import Text, TextBlock

MARKED, ADDED, REMOVED, HERE = "marked", "added", "removed", "here"
_GROUNDS = {
    MARKED: ("warning_soft", "on_warning_soft"),
    ADDED: ("success_soft", "on_success_soft"),
    REMOVED: ("danger_soft", "on_danger_soft"),
    HERE: ("primary", "on_primary"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of one kind, as a span in code points."""

    span: Span
    kind: str


def pieces(spans: Sequence[Span], kind: str) -> tuple[Piece, ...]:
    """Return spans as pieces of one kind."""
    return tuple(Piece(span=span, kind=kind) for span in spans)


class SpanText(Text):
    """Plain text in which spans are underlined, struck out or lit up."""

    _pieces: tuple[Piece, ...] = ()

    def show_pieces(self, shown: Sequence[Piece]) -> None:
        """Show other marks in the same text; later ones lie on top."""
        if tuple(shown) != self._pieces:
            self._pieces = tuple(shown)
            self._rebuild()

    def say(self, text: str) -> None:
        """Show another text, without marks."""
        marked, self._pieces = bool(self._pieces), ()
        if marked and text == self.text():
            self._rebuild()
        super().say(text)

    def _rebuild(self) -> None:
        super()._rebuild()
        if self._pieces:
            self._block = TextBlock(
                self.text(),
                self._style,
                bold=self._bold,
                wrap=self._wrap,
                formats=tuple(_format(self.text(), piece) for piece in self._pieces),
            )


def _format(text: str, piece: Piece) -> QTextLayout.FormatRange:
    look = theme.current()
    ground, ink = _GROUNDS[piece.kind]
    made = QTextLayout.FormatRange()
    first, last = utf16(text[: piece.span[0]]), utf16(text[: piece.span[1]])
    made.start, made.length = first, last - first
    dress = QTextCharFormat()
    dress.setBackground(look.colour(ground))
    dress.setForeground(look.colour(ink))
    if piece.kind == REMOVED:
        dress.setFontStrikeOut(True)
    else:
        style = QTextCharFormat.UnderlineStyle
        dress.setUnderlineStyle(
            style.DashUnderline if piece.kind == MARKED else style.SingleUnderline
        )
        dress.setUnderlineColor(QColor(look.colour(ink)))
    made.format = dress
    return made


def utf16(text: str) -> int:
    """Return the length of a text in the units that Qt counts in."""
    return len(text.encode("utf-16-le")) // 2


def code_points(text: str, units: int) -> int:
    """Return how many code points the first UTF-16 units of a text are."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
