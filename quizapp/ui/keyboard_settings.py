"""Settings › Keyboard: single keys on or off, and every key that can be given to something else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from quizapp.ui import shortcuts
from quizapp.ui.focus_frame import key_name
from quizapp.ui.page import Navigator
from quizapp.ui.shortcuts import NO_KEY, SHORTCUTS, Action, Place, Shortcut
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.segments import Switch
from quizapp.ui.widgets.surfaces import Divider, card
from quizapp.ui.widgets.text import Text

WAITING = "Press a key…"
_MODIFIERS = (
    Qt.Key.Key_Control,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
)
_GROUPS = (
    ("While answering", (Place.EXAM, Place.PRACTICE)),
    ("Beside a marked reply", (Place.REPLY,)),
    ("Anywhere", (Place.WINDOW,)),
)


class KeyButton(Button):
    """Shows the key of an action; pressed, it waits for another one.

    Esc keeps the key as it is, Backspace takes it away, Tab moves on.
    """

    caught = Signal(str)

    def __init__(self, shortcut: Shortcut) -> None:
        self._waiting = False  # Qt sends events while the button is being made
        super().__init__("")
        self._shortcut = shortcut
        self.clicked.connect(self._wait)

    def show_key(self) -> None:
        """Show the key as it is now."""
        self._waiting = False
        key = shortcuts.current().key(self._shortcut.action)
        self.dress("outline")
        self.say(shortcuts.shown(key) if key else "No key")
        self.setAccessibleName(f"{self._shortcut.words}: {self.text()}. Change the key")

    def _wait(self) -> None:
        self._waiting = True
        self.dress("care")
        self.say(WAITING)
        words = self._shortcut.words
        announce(self, f"Press the new key for “{words}”. Esc keeps it, Backspace takes it away.")

    def event(self, event: QEvent) -> bool:
        """Keep keys that the window would take, while one is waited for."""
        if self._waiting and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Catch the key that is waited for."""
        if not self._waiting:
            super().keyPressEvent(event)
            return
        if event.key() in _MODIFIERS:
            return
        if event.key() == Qt.Key.Key_Escape:
            self.show_key()
        elif event.key() == Qt.Key.Key_Backspace:
            self._catch(NO_KEY)
        else:
            self._catch(key_name(event))

    def _catch(self, key: str) -> None:
        self.show_key()
        self.caught.emit(key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Wait no longer once the focus has gone."""
        super().focusOutEvent(event)
        if self._waiting:
            self.show_key()


class _Line(QWidget):
    """An action, its key, and the sentence why a key could not be taken."""

    chosen = Signal(str, str)

    def __init__(self, shortcut: Shortcut) -> None:
        super().__init__()
        self.shortcut = shortcut
        self.button = KeyButton(shortcut)
        self.button.caught.connect(self._caught)
        self.why = Text("", "small", colour="warning")
        self.why.hide()
        where = " · ".join(_WHERE[place] for place in shortcut.places if place in _WHERE)
        words = boxes.column(
            1,
            Text(shortcut.words, "body"),
            Text(where, "caption", colour="muted") if where else None,
            1,
            gap=0,
        )
        line = boxes.row(words, self.button, gap=16)
        line.setStretch(0, 1)
        self.setLayout(boxes.column(line, self.why, gap=2, margins=(0, 4, 0, 4)))

    def say(self, sentence: str) -> None:
        """Say why a key was not taken; nothing takes the sentence away."""
        self.why.say(sentence)
        self.why.setVisible(bool(sentence))
        announce(self, sentence)

    def _caught(self, key: str) -> None:
        self.chosen.emit(self.shortcut.action.value, key)


_WHERE = {Place.EXAM: "exam", Place.PRACTICE: "practice", Place.ANSWERS: "looking back"}


class KeyboardCard(QWidget):
    """Every key with a button to change it, and a way back to the keys of the beginning."""

    def __init__(self, window: Navigator) -> None:
        super().__init__()
        self._window = window
        self.lines: dict[Action, _Line] = {}
        self.single = Switch("Single keys")
        self.single.setAccessibleDescription("A, J, F and others work without Ctrl")
        self.single.clicked.connect(self._on_single)
        self.reset = Button(
            "Back to the usual keys", variant="plain", icon="rotate-ccw", flush=True
        )
        self.reset.clicked.connect(self.take_usual)
        single = boxes.row(
            boxes.column(
                Text("Single keys", "body", bold=True),
                Text(
                    "A, J, F and others work without Ctrl. Text fields, lists and drop-downs "
                    "always keep what you type.",
                    "small",
                    colour="muted",
                ),
                gap=0,
            ),
            self.single,
            gap=16,
            margins=(0, 6, 0, 6),
        )
        single.setStretch(0, 1)
        parts: list[boxes.Part | None] = [Text("Keyboard", "h3"), single]
        for name, places in _GROUPS:
            parts += [Divider(), Text(name, "small", bold=True, colour="muted")]
            for shortcut in SHORTCUTS:
                if shortcut.places[0] in places:
                    line = _Line(shortcut)
                    line.chosen.connect(self._on_chosen)
                    self.lines[shortcut.action] = line
                    parts.append(line)
        parts.append(boxes.row(self.reset, 1))
        self.setLayout(boxes.column(card(*parts, gap=6)))

    def show_keys(self) -> None:
        """Show the keys as they are now."""
        self.single.setChecked(shortcuts.current().single_keys)
        for line in self.lines.values():
            line.button.show_key()
            line.why.hide()
        self.reset.setEnabled(bool(self._window.app.settings().shortcuts))

    def _on_chosen(self, name: str, key: str) -> None:
        action = Action(name)
        keys = shortcuts.current()
        obstacle = keys.obstacle(action, key)
        if obstacle is not None:
            self.lines[action].say(obstacle)
            return
        self._window.set_keys(chosen=keys.changed(action, key))
        self.show_keys()
        words = shortcuts.shown(key)
        said = f"{words} now does this" if key else "No key does this any more"
        announce(self, f"{said}: {shortcuts.BY_ACTION[action].words}.")

    def _on_single(self) -> None:
        self._window.set_keys(single_keys=self.single.isChecked())
        self.show_keys()

    def take_usual(self) -> None:
        """Give every action its usual key again; Undo brings the chosen ones back."""
        before = self._window.app.settings().shortcuts
        self._window.set_keys(chosen=())
        self.show_keys()

        def take_back() -> None:
            self._window.set_keys(chosen=before)
            self.show_keys()

        self._window.say("All keys are as at the beginning.", take_back)
