"""Saying in a window why the app can't be opened."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QMessageBox

from quizapp.ui import fonts, theme
from quizapp.ui.theme import Look

REFUSED = 2


def show_refusal(sentence: str) -> int:
    """Show a sentence with one button; return the exit code of the program."""
    from quizapp.ui.window import application  # noqa: PLC0415 - the window's module is needed only here

    app = application()
    fonts.load()
    theme.apply(app, Look(theme=theme.resolved(theme.SYSTEM)))
    sys.stderr.write(sentence + "\n")
    box = QMessageBox(QMessageBox.Icon.Information, "quizapp", sentence)
    box.exec()
    box.deleteLater()
    return REFUSED
