"""What an exam asks in a dialog: handing in, leaving, a scratch note."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from quizapp.exam.session import Counts
from quizapp.ui.widgets.dialogs import AskText, Confirm


def agreed(page: QWidget, counts: Counts, name: str) -> bool:
    """Ask once, with the counts, before a part is handed in."""
    sentence = f"{counts.answered} of {counts.items} questions have an answer."
    if counts.unanswered:
        sentence += f" {counts.unanswered} without an answer. A guess costs nothing."
    dialog = Confirm(
        f"Hand in {name}?",
        f"{sentence} This can't be undone.",
        verb=f"Hand in {name}",
        safe="Not yet",
        parent=page,
    )
    yes = bool(dialog.exec())
    dialog.deleteLater()
    return yes


def leaving(page: QWidget, *, waiting: bool) -> bool:
    """Say what happens to the clock before an exam is left; `waiting` between two parts."""
    dialog = Confirm(
        "Leave the exam?",
        "Your answers are saved. The next part waits until you start it."
        if waiting
        else "Your answers are saved. The clock goes on while you are away.",
        verb="Leave",
        safe="Stay",
        parent=page,
    )
    yes = bool(dialog.exec())
    dialog.deleteLater()
    return yes


def scratch_note(page: QWidget, text: str) -> str | None:
    """Let the person write a note on a question; None if it stays as it is."""
    dialog = AskText(
        "Scratch note",
        "For you alone while the exam lasts. It is kept with the question and never marked.",
        verb="Keep the note",
        parent=page,
        text=text,
    )
    kept = dialog.text().strip() if dialog.exec() else None
    dialog.deleteLater()
    return kept
