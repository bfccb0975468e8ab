"""A setting as a row, and settings as a card."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.boxes import Part
from quizapp.ui.widgets.surfaces import Divider, Surface, card
from quizapp.ui.widgets.text import Text


def setting_row(name: str, hint: str, control: QWidget | QLayout) -> QWidget:
    """Return a setting: its name and hint left, its control right."""
    words = boxes.column(
        Text(name, "body", bold=True), Text(hint, "small", colour="muted") if hint else None, gap=0
    )
    holder = QWidget()
    line = boxes.row(words, control, gap=16, margins=(0, 6, 0, 6))
    line.setStretch(0, 1)
    line.setAlignment(control, Qt.AlignmentFlag.AlignVCenter)
    holder.setLayout(line)
    return holder


def setting_list(title: str, rows: Sequence[QWidget]) -> Surface:
    """Return a card of settings with hairlines between them."""
    parts: list[Part | None] = [Text(title, "h3")]
    for number, one in enumerate(rows):
        if number:
            parts.append(Divider())
        parts.append(one)
    return card(*parts, gap=4)
