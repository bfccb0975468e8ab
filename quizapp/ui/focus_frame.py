"""The frame of a focus page: top bar, an optional strip, a scrolling body, a footer. No sidebar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QBoxLayout,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from quizapp.ui import shortcuts, theme
from quizapp.ui.page import Navigator, Page
from quizapp.ui.shortcuts import Action, Place
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.boxes import Part
from quizapp.ui.widgets.buttons import Button, IconButton
from quizapp.ui.widgets.text import Text

NO_MODIFIER = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TIGHT = 820
"""Effective width below which secondary footer words give way to their icons."""
TITLE_SHARE, NEARLY_ALL = 2, 100
"""Stretch of the name in the top bar; each gap beside it has a stretch of 1."""


class Band(QWidget):
    """A full-width band with a hairline above or below it."""

    def __init__(
        self, *, fill: str, line_above: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._fill, self._above = fill, line_above
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def restyle(self) -> None:
        """Take over a changed theme."""
        boxes.rescale(self.layout())
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint ground and hairline; a band with nothing in it is no more than page."""
        look = theme.current()
        painter = QPainter(self)
        if not any(isinstance(one, QWidget) and one.isVisible() for one in self.children()):
            painter.fillRect(self.rect(), look.colour("bg"))
            painter.end()
            return
        painter.fillRect(self.rect(), look.colour(self._fill))
        painter.setPen(QPen(look.colour("border"), 1))
        y = 0 if self._above else self.height() - 1
        painter.drawLine(0, y, self.width(), y)
        painter.end()


class FocusFrame(Page):
    """A page that takes the whole window. Single keys reach it only when no field wants them."""

    focus_page = True

    def __init__(self, window: Navigator) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.back = IconButton("Back", "arrow-left")
        self.kind = Text("", "caption", colour="muted")
        self.name = Text("", "body", bold=True)
        self.middle = Text("", "body", colour="muted", bold=True, wrap=False)
        self.help = Button("Keys", variant="quiet", icon="circle-question-mark", key=Action.KEYS)
        self.help.show_icon_only(True)
        self._top = Band(fill="surface")
        self._foot = Band(fill="surface", line_above=True)
        self._secondary: list[Button] = []
        self._top_row: QBoxLayout | None = None
        self._content = boxes.column(gap=0)
        self.back.clicked.connect(self.go_back)
        self.help.clicked.connect(self.show_keys)
        self.setLayout(boxes.column(self._top, self._content, self._foot, gap=0))

    def build(
        self,
        body: Sequence[Part],
        *,
        middle: Sequence[Part] = (),
        right: Sequence[Part] = (),
        footer: Sequence[Part] = (),
        secondary: Sequence[Button] = (),
    ) -> None:
        """Put the page together; called once. `secondary` lose their words where it gets tight."""
        self._secondary = list(secondary)
        title = boxes.column(self.kind, self.name, gap=0)
        top = boxes.row(
            self.back,
            title,
            1,
            self.middle,
            *middle,
            1,
            *right,
            self.help,
            gap=12,
            margins=(18, 8, 18, 8),
        )
        self._top_row = top
        top.setStretch(1, TITLE_SHARE)
        self._top.setLayout(top)
        self._foot.setLayout(boxes.row(*footer, gap=12, margins=(24, 12, 24, 12)))
        for part in body:
            if isinstance(part, QWidget):
                self._content.addWidget(part)

    def say_title(self, kind: str, name: str) -> None:
        """Show what kind of page this is and its name."""
        self.kind.say(kind)
        self.name.say(name)
        self.setAccessibleName(f"{kind}: {name}")

    def go_back(self) -> None:
        """Leave for the page before."""
        self.window_.back()

    def keys(self) -> Sequence[tuple[str, str]]:
        """Return the keys of this page with what they do."""
        return ()

    def show_keys(self) -> None:
        """List the keys of this page."""
        from quizapp.ui.keys_dialog import show_keys  # noqa: PLC0415 - built when first asked for

        show_keys("Keys of this page", self.keys(), self)

    def places(self) -> Sequence[Place]:
        """Return the places whose keys work on this page now, the one on top first."""
        return ()

    def act(self, action: Action) -> bool:
        """Do what a key stands for; return whether it meant something here."""
        del action
        return False

    def press(self, key: str) -> bool:
        """Take the letter or digit of an option; return whether it meant something here."""
        del key
        return False

    def enter_pressed(self) -> bool:
        """Take Enter where no control wanted it."""
        return False

    def send_pressed(self) -> None:
        """Take Ctrl+Enter."""

    def escape_pressed(self) -> bool:
        """Take Esc; return whether it meant something here."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand single keys to the page; modified ones and what fields take never come here."""
        sign = _bare(event)
        taken = self._take_name(sign.upper(), sign.lower()) if sign else self._take_other(event)
        if not taken:
            super().keyPressEvent(event)

    def _take_other(self, event: QKeyEvent) -> bool:
        """Take a key that is no letter or digit alone; return whether it meant something."""
        key, plain = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not plain:
            return self.enter_pressed()
        if key == Qt.Key.Key_Escape:
            return self.escape_pressed()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and not plain:
            return self.act(Action.NEXT if key == Qt.Key.Key_PageDown else Action.PREVIOUS)
        return self._take_name(key_name(event), "" if plain & ~SHIFT else event.text().lower())

    def _take_name(self, name: str, sign: str) -> bool:
        """Take a key by its name, or else the sign it writes; return whether it meant something."""
        keys = shortcuts.current()
        if shortcuts.is_single(name) and _keeps_letters(QApplication.focusWidget()):
            return False
        action = keys.action(name, self.places())
        if action is not None:
            return self.act(action)
        return bool(sign) and keys.single_keys and self.press(sign)

    def key_list(self, *actions: Action | tuple[str, str]) -> tuple[tuple[str, str], ...]:
        """Return keys with what they do, as they are now; actions without a key are left out."""
        found = []
        for one in actions:
            if not isinstance(one, Action):
                found.append(one)
            elif words := shortcuts.current().words(one):
                found.append((words, shortcuts.BY_ACTION[one].words.lower()))
        return tuple(found)

    def regions(self) -> Sequence[QWidget]:
        """Return the regions that F6 walks through."""
        return (self._top, *(w for w in self._parts() if w.isVisible()), self._foot)

    def _parts(self) -> list[QWidget]:
        found = (self._content.itemAt(n) for n in range(self._content.count()))
        widgets = (item.widget() for item in found if item is not None)
        return [widget for widget in widgets if widget is not None]

    def fit(self, effective_width: float) -> None:
        """Show icons for secondary words where it gets tight, and give the name what is left."""
        tight = effective_width < TIGHT
        for button in self._secondary:
            button.show_icon_only(tight)
        if self._top_row is not None:
            self._top_row.setStretch(1, NEARLY_ALL if tight else TITLE_SHARE)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the paper."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().colour("bg"))
        painter.end()


def _keeps_letters(focus: QWidget | None) -> bool:
    """Tell whether what has the focus takes letters for itself: open lists and fields.

    A closed drop-down that lets a letter go on to the page has no use for it.
    """
    return isinstance(focus, QAbstractItemView | QLineEdit | QAbstractSpinBox)


def _bare(event: QKeyEvent) -> str:
    """Return the letter or digit that was pressed alone, or nothing."""
    text = event.text()
    alone = len(text) == 1 and text.isascii() and text.isalnum()
    return text if alone and event.modifiers() == NO_MODIFIER else ""


def key_name(event: QKeyEvent) -> str:
    """Return a key as shortcuts are written, whichever block of the keyboard it is on."""
    combination = QKeyCombination(
        event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, Qt.Key(event.key())
    )
    if event.key() == 0:
        return event.text().upper()
    return QKeySequence(combination).toString(QKeySequence.SequenceFormat.PortableText)
