"""Dialogs: asking before what can't be undone, and cards to read."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from quizapp.ui import tab_order, theme
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.boxes import Part
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.focus_ring import FocusRing
from quizapp.ui.widgets.scroll import Scroll
from quizapp.ui.widgets.surfaces import Divider
from quizapp.ui.widgets.text import Text


class Dialog(QDialog):
    """A titled dialog; Esc closes it and the focus goes back to what opened it."""

    def __init__(
        self, title: str, body: QWidget, buttons: tuple[Button, ...], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.heading = Text(title, "h2")
        self._body, self._buttons = body, buttons
        self.setLayout(
            boxes.column(
                self.heading,
                Scroll(body),
                Divider(),
                boxes.row(1, *buttons, gap=12),
                gap=14,
                margins=(28, 24, 28, 20),
            )
        )
        self._beneath = parent.window()
        self.fit()
        self._ring = FocusRing(self)

    def fit(self) -> None:
        """Take as much of the window as the words need in the look in force."""
        look = theme.current()
        width = min(self._beneath.width() - 40, look.text_px(620))
        inside = width - look.px(56)
        needs = (self.heading.heightForWidth(inside), _height(self._body, inside))
        buttons = max(button.sizeHint().height() for button in self._buttons)
        around = look.px(24 + 20 + 3 * 14) + buttons + 4
        self.resize(width, min(self._beneath.height() - 60, sum(needs) + around))

    def restyle(self) -> None:
        """Take over a changed theme or text size while open."""
        boxes.rescale(self.layout())
        boxes.rescale(self._body.layout())
        QTimer.singleShot(0, self, self.fit)  # the words in it take the new look over first

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab walk through the dialog as it reads."""
        return tab_order.walk(self, forward=forward)


def _height(body: QWidget, width: int) -> int:
    """Return the height of a body at a width, whether or not its words wrap."""
    return body.heightForWidth(width) if body.hasHeightForWidth() else body.sizeHint().height()


class Confirm(Dialog):
    """Asks before something that can't be undone; the safe choice has the focus."""

    def __init__(self, title: str, sentence: str, *, verb: str, safe: str, parent: QWidget) -> None:
        self.safe = Button(safe)
        self.go = Button(verb, variant="primary")
        body = QWidget()
        body.setLayout(boxes.column(Text(sentence, "body"), 1))
        super().__init__(title, body, (self.safe, self.go), parent)
        self.safe.clicked.connect(self.reject)
        self.go.clicked.connect(self.accept)
        self.safe.setFocus(Qt.FocusReason.OtherFocusReason)


class Reader(Dialog):
    """A card to read, with one button to close it."""

    def __init__(self, title: str, parts: tuple[Part | None, ...], parent: QWidget) -> None:
        self.close_button = Button("Close", variant="primary", key="Esc")
        body = QWidget()
        body.setLayout(boxes.column(*parts, 1, gap=12))
        super().__init__(title, body, (self.close_button,), parent)
        self.close_button.clicked.connect(self.accept)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)


class AskText(Dialog):
    """Asks for some sentences."""

    def __init__(
        self, title: str, sentence: str, *, verb: str, parent: QWidget, text: str = ""
    ) -> None:
        self.field = QPlainTextEdit(text)
        self.field.setAccessibleName(title)
        self.field.setTabChangesFocus(True)
        self._give_room()
        self.cancel = Button("Cancel")
        self.go = Button(verb, variant="primary", key="Ctrl+Enter")
        body = QWidget()
        body.setLayout(
            boxes.column(
                Text(sentence, "body", colour="muted"), self.field, gap=10, margins=(6, 0, 6, 6)
            )
        )
        super().__init__(title, body, (self.cancel, self.go), parent)
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self.accept)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def restyle(self) -> None:
        """Keep room for some lines in larger text too."""
        self._give_room()
        super().restyle()

    def _give_room(self) -> None:
        self.field.setMinimumHeight(theme.current().text_px(96))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the words by Ctrl+Enter, from inside the field too."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.accept()
            return
        super().keyPressEvent(event)

    def text(self) -> str:
        """Return what was typed."""
        return self.field.toPlainText()
