"""A list of keys with what they do, as a dialog: for a focus page, and for the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from quizapp.ui import shortcuts
from quizapp.ui.shortcuts import Action
from quizapp.ui.sidebar import LEARN
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.dialogs import Reader
from quizapp.ui.widgets.text import Text


def show_keys(title: str, rows: Sequence[tuple[str, str]], parent: QWidget) -> None:
    """List keys with what they do until the person closes the list."""
    dialog = Reader(title, tuple(key_line(key, does) for key, does in rows), parent)
    dialog.exec()
    dialog.deleteLater()


def key_line(key: str, does: str) -> QHBoxLayout:
    """Return a key and what it does in two columns; both wrap where the words are large."""
    line = boxes.row(Text(key, "body", bold=True), Text(does, "body"), gap=16)
    line.setStretch(0, 1)
    line.setStretch(1, 1)
    return line


def window_keys() -> tuple[tuple[str, str], ...]:
    """Return the keys that work on every page beside the sidebar, as they are now."""
    rows = [(f"Ctrl+{number}", place.words) for number, place in enumerate(LEARN, 1)]
    rows.append(("Tab and Shift+Tab", "next and previous control"))
    free = (Action.NEXT_REGION, Action.FIND, Action.SETTINGS, Action.FULL_SCREEN)
    rows.extend(
        (words, shortcuts.BY_ACTION[action].words.lower())
        for action in free
        if (words := shortcuts.current().words(action))
    )
    return (*rows, ("Ctrl + and −", "text size"), ("Ctrl+0", "text at 100 %"))
