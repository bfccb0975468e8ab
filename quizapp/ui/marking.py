"""Marking words of the case while thinking: by mouse or by keys, kept with the question."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from quizapp.services.word_spans import Span, around, part, toggled, words
from quizapp.ui.shortcuts import Action
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.span_text import HERE, MARKED, SpanText, code_points, pieces, utf16

BETWEEN = 1
"""Signs between two parts of the case in the one text that marks are counted in."""


class MarkText(SpanText):
    """Text whose words can be marked while marking is on.

    Left and Right go from word to word, Up and Down from line to line, Shift takes more words,
    Space or Enter marks them or takes the mark away. `toggled` brings the span in code points,
    `left` is +1 or -1 where the keys lead out of this text.
    """

    toggled = Signal(int, int)
    left = Signal(int)
    done = Signal()

    def __init__(
        self, text: str, style: str, *, bold: bool | None = None, measure: int = 0
    ) -> None:
        self._marks: tuple[Span, ...] = ()
        self.about = ""
        """What this text is, for screen readers."""
        self._word, self._anchor = 0, 0
        self._pressed_at = -1
        self._on = False
        super().__init__(text, style, bold=bold, measure=measure)

    def show_marks(self, marks: Sequence[Span]) -> None:
        """Show the marked words."""
        self._marks = tuple(marks)
        if self._word or self._anchor:
            self._word = self._anchor = min(self._word, max(0, len(words(self.text())) - 1))
        self._paint_marks()
        told = "; ".join(f"“{self.text()[a:b]}”" for a, b in marks)
        marked = f"Marked: {told}" if told else ""
        said = ". ".join(piece for piece in (self.about, marked) if piece)
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)

    def allow(self, on: bool) -> None:
        """Let words be marked, or make this plain text again."""
        self._on = on
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor if on else Qt.CursorShape.ArrowCursor)
        self._paint_marks()

    def start_at(self, *, end: bool) -> None:
        """Take the focus at the first or the last word."""
        last = max(0, len(words(self.text())) - 1)
        self._word = self._anchor = last if end else 0
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def _chosen(self) -> Span | None:
        found = words(self.text())
        if not found:
            return None
        first, last = sorted((self._anchor, self._word))
        return found[first][0], found[min(last, len(found) - 1)][1]

    def _paint_marks(self) -> None:
        shown = pieces(self._marks, MARKED)
        chosen = self._chosen() if self._on and self.hasFocus() else None
        self.show_pieces((*shown, *pieces((chosen,), HERE)) if chosen else shown)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from word to word and mark; everything else belongs to the page."""
        if not self._on:
            super().keyPressEvent(event)
            return
        more = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Right:
                self._move(self._word + 1, more=more)
            case Qt.Key.Key_Left:
                self._move(self._word - 1, more=more)
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self._move(self._in_line(1 if event.key() == Qt.Key.Key_Down else -1), more=more)
            case Qt.Key.Key_Home:
                self._move(0, more=more)
            case Qt.Key.Key_End:
                self._move(len(words(self.text())) - 1, more=more)
            case Qt.Key.Key_Space | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._toggle()
            case Qt.Key.Key_Escape:
                self.done.emit()
            case _:
                event.ignore()

    def _move(self, place: int, *, more: bool) -> None:
        count = len(words(self.text()))
        if not 0 <= place < count and not more:
            self.left.emit(1 if place >= count else -1)
            return
        self._word = min(max(0, place), count - 1)
        self._anchor = self._anchor if more else self._word
        self._paint_marks()
        chosen = self._chosen()
        if chosen is not None:
            marked = any(a <= chosen[0] and chosen[1] <= b for a, b in self._marks)
            announce(self, self.text()[slice(*chosen)] + (", marked" if marked else ""))

    def _in_line(self, by: int) -> int:
        """Return the word above or below the one in focus."""
        found = words(self.text())
        width = min(self.width(), self._limit())
        here = self._block.spot_of(width, utf16(self.text()[: found[self._word][0]]))
        step = self._block.height(width) / max(1, self._block.lines(width))
        y = here.y() + by * step
        if not 0 <= y < self._block.height(width):
            return -1 if by < 0 else len(found)
        at = code_points(self.text(), self._block.unit_at(width, QPointF(here.x() + 1, y)))
        return next((n for n, (_, end) in enumerate(found) if end > at), len(found) - 1)

    def _toggle(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._anchor = self._word
            self.toggled.emit(*chosen)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which word is in focus."""
        super().focusInEvent(event)
        self._paint_marks()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show marks alone."""
        super().focusOutEvent(event)
        self._paint_marks()

    # Mouse

    def _at(self, event: QMouseEvent) -> int:
        width = min(self.width(), self._limit())
        return code_points(self.text(), self._block.unit_at(width, event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to mark at a word."""
        if self._on and event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = self._at(event)
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Mark from the word pressed to the word released."""
        if self._pressed_at < 0:
            super().mouseReleaseEvent(event)
            return
        span = around(self.text(), self._pressed_at, self._at(event))
        self._pressed_at = -1
        if span is not None:
            self.toggled.emit(*span)


class Marking(QObject):
    """Joins the texts of a case to one, counted in code points, in which spans are marked."""

    changed = Signal(object)
    """The marked spans, as they are to be kept."""
    ended = Signal()

    def __init__(self, texts: Sequence[MarkText], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = tuple(texts)
        self._spans: tuple[Span, ...] = ()
        self.on = False
        self.meet(texts)

    def meet(self, texts: Sequence[MarkText]) -> None:
        """Listen to texts that can be taken later."""
        for text in texts:
            text.toggled.connect(self._toggle)
            text.left.connect(self._step)
            text.done.connect(self.end)

    def take(self, texts: Sequence[MarkText], spans: Sequence[Span]) -> None:
        """Take over the texts on screen, which show these spans already."""
        self._texts, self._spans = tuple(texts), tuple(spans)

    def show_spans(self, spans: Sequence[Span]) -> None:
        """Show what is marked in the case on screen."""
        self._spans = tuple(spans)
        show_spans(self._texts, spans)

    def begin(self) -> None:
        """Let words be marked and go to the first one."""
        self.on = True
        placed = _placed(self._texts)
        for text, _, _ in placed:
            text.allow(True)
        if placed:
            placed[0][0].start_at(end=False)
            announce(
                placed[0][0],
                "Marking words. Arrows go from word to word, Space marks, Esc ends.",
            )

    def end(self) -> None:
        """Make the case plain text again; marks stay."""
        if self.on:
            self.on = False
            for text in self._texts:
                text.allow(False)
            self.ended.emit()

    def _toggle(self, first: int, last: int) -> None:
        text = self.sender()
        found = [start for one, start, _ in _placed(self._texts) if one is text]
        if not found or not isinstance(text, QWidget):
            return
        before = len(self._spans)
        self._spans = toggled(self._spans, (found[0] + first, found[0] + last))
        self.show_spans(self._spans)
        self.changed.emit(self._spans)
        announce(text, "Marked." if len(self._spans) >= before else "Mark taken away.")

    def _step(self, by: int) -> None:
        texts = [text for text, _, _ in _placed(self._texts)]
        sender = self.sender()
        if sender in texts:
            place = texts.index(sender) + by
            if 0 <= place < len(texts):
                texts[place].start_at(end=by < 0)


def show_spans(texts: Sequence[MarkText], spans: Sequence[Span]) -> None:
    """Show what is marked in texts that are counted as one."""
    for text, start, end in _placed(texts):
        text.show_marks(part(tuple(spans), start, end))


def _placed(texts: Sequence[MarkText]) -> list[tuple[MarkText, int, int]]:
    placed, at = [], 0
    for text in texts:
        if text.text():
            placed.append((text, at, at + len(text.text())))
            at += len(text.text()) + BETWEEN
    return placed


class MarkButton(Button):
    """Turns marking on and off and says which it is."""

    def __init__(self, marking: Marking, parent: QWidget | None = None) -> None:
        super().__init__("Mark words", icon="highlighter", key=Action.MARK, parent=parent)
        self._marking = marking
        self.clicked.connect(self._turn)
        marking.ended.connect(self._show_ended)

    def _turn(self) -> None:
        if self._marking.on:
            self._marking.end()
            return
        self.dress("care", icon="highlighter")
        self.say("Stop marking")
        self._marking.begin()

    def _show_ended(self) -> None:
        self.dress("outline", icon="highlighter")
        self.say("Mark words")
        if self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
