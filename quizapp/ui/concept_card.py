"""A teaching card in a dialog: what it says, an example, what it is not, when it holds."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from quizapp.domain.items import Concept
from quizapp.ui.widgets.boxes import Part
from quizapp.ui.widgets.dialogs import Reader
from quizapp.ui.widgets.surfaces import panel
from quizapp.ui.widgets.text import Text


def concept_dialog(concept: Concept, parent: QWidget) -> Reader:
    """Return the dialog of a card."""
    parts: list[Part | None] = [
        Text(concept.text, "body"),
        panel(
            Text("For example", "small", bold=True),
            Text(concept.example, "body"),
            fill="success_soft",
            gap=2,
        ),
        panel(
            Text("Not this", "small", bold=True),
            Text(concept.counter_example, "body"),
            fill="danger_soft",
            gap=2,
        ),
    ]
    if concept.condition:
        parts.append(Text(f"Holds when: {concept.condition}", "small", colour="muted"))
    return Reader(concept.title, tuple(parts), parent)


def show_concept(concept: Concept, parent: QWidget) -> None:
    """Let a person read a card."""
    dialog = concept_dialog(concept, parent)
    dialog.exec()
    dialog.deleteLater()


def first_sentence(text: str) -> str:
    """Return the first sentence of a card, for a short reminder."""
    end = text.find(". ")
    return text if end < 0 else text[: end + 1]
