"""The text field of a reply: Tab moves on, and words that look wrong are underlined."""

from __future__ import annotations

from PySide6.QtGui import (
    QContextMenuEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from quizapp.services.spelling import WORD, Spelling, misspelt, spelling
from quizapp.ui import theme

EDITOR_LINES = 8


class _Underlines(QSyntaxHighlighter):
    """Underlines words that look wrong; the word being typed is left in peace."""

    def __init__(self, document: QTextDocument, right: Spelling) -> None:
        super().__init__(document)
        self._spelling = right
        self.known: frozenset[str] = frozenset()
        self.typing_at = -1

    def highlightBlock(self, text: str) -> None:
        """Mark a paragraph."""
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
        look.setUnderlineColor(theme.current().colour("danger"))
        base = self.currentBlock().position()
        for begin, end in misspelt(text, self._spelling.right, self.known):
            first, last = _utf16(text[:begin]), _utf16(text[:end])
            if base + last != self.typing_at:
                self.setFormat(first, last - first, look)


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class ReplyEditor(QPlainTextEdit):
    """The text field of a reply. Tab moves on, as everywhere in the app."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spelling: Spelling | None = None
        self._underlines: _Underlines | None = None
        self.setTabChangesFocus(True)
        self.setPlaceholderText("Write as if you were talking to the customer.")
        self.cursorPositionChanged.connect(self._moved)
        self.restyle()

    def restyle(self) -> None:
        """Take over a changed theme."""
        look = theme.current()
        self.setFont(look.font("option"))
        self.setMinimumHeight(round(EDITOR_LINES * look.line_height("option")) + look.px(20))
        if self._underlines is not None:
            self._underlines.rehighlight()

    def check_spelling(self, language: str | None, known: frozenset[str] = frozenset()) -> None:
        """Underline words that look wrong in a language; None underlines nothing."""
        found = None if language is None else spelling(language)
        if found is not self._spelling and self._underlines is not None:
            self._underlines.setDocument(None)
            self._underlines = None
        self._spelling = found
        if found is None:
            return
        if self._underlines is None:
            self._underlines = _Underlines(self.document(), found)
        self._underlines.known = known
        self._underlines.rehighlight()

    def misspelt(self) -> tuple[str, ...]:
        """Return the words that look wrong, in order."""
        if self._spelling is None or self._underlines is None:
            return ()
        text = self.toPlainText()
        spans = misspelt(text, self._spelling.right, self._underlines.known)
        return tuple(text[begin:end] for begin, end in spans)

    def _moved(self) -> None:
        if self._underlines is None:
            return
        before, at = self._underlines.typing_at, self.textCursor().position()
        self._underlines.typing_at = at if self.hasFocus() else -1
        for place in {before, at}:
            block = self.document().findBlock(place)
            if place >= 0 and block.isValid():
                self._underlines.rehighlightBlock(block)

    def word_at(self, cursor: QTextCursor) -> QTextCursor | None:
        """Return a cursor that selects the misspelt word at a place, or None."""
        if self._spelling is None or self._underlines is None:
            return None
        block = cursor.block()
        text, place = block.text(), cursor.position() - block.position()
        for match in WORD.finditer(text):
            first, last = _utf16(text[: match.start()]), _utf16(text[: match.end()])
            if first <= place <= last:
                word = match.group()
                if word.casefold() in self._underlines.known or self._spelling.right(word):
                    return None
                chosen = QTextCursor(block)
                chosen.setPosition(block.position() + first)
                chosen.setPosition(block.position() + last, QTextCursor.MoveMode.KeepAnchor)
                return chosen
        return None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer other words for one that looks wrong, above what every field offers."""
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        cursor = self.textCursor() if keyboard else self.cursorForPosition(event.pos())
        word = None if self.isReadOnly() else self.word_at(cursor)
        menu = self.createStandardContextMenu()
        if word is not None and self._spelling is not None and self._underlines is not None:
            first = menu.actions()[0] if menu.actions() else None
            offered = self._spelling.suggestions(word.selectedText())
            choices = {menu.addAction(words): words for words in offered}
            accept = menu.addAction(f"Accept “{word.selectedText()}”")
            line = menu.addSeparator()
            for action in (*choices, accept, line):
                menu.removeAction(action)
                menu.insertAction(first, action)  # type: ignore[arg-type]  # None puts it at the end
            picked = menu.exec(event.globalPos())
            if picked in choices:
                word.insertText(choices[picked])
            elif picked is accept:
                self._underlines.known |= {word.selectedText().casefold()}
                self._underlines.rehighlight()
        else:
            menu.exec(event.globalPos())
        menu.deleteLater()
