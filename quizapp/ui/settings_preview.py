"""A question as it looks with the settings in force, beside the settings that change it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from quizapp.ui.answers.option_row import OptionFace, OptionRow
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.surfaces import card, panel
from quizapp.ui.widgets.text import Text

SAID = "A guest says: “I have called four times. Nobody calls back.”"
REPLIES = (
    "“Four calls and no answer. I’d be annoyed too.”",
    "“Could you give me your number once more?”",
)
HINT = (
    "Changes apply at once. Ctrl\u00a0+ and Ctrl\u00a0− change the text size anywhere, even in an "
    "exam."
)


class Preview(QWidget):
    """Shows a case with two replies, one of them chosen, and a way back to the usual look."""

    def __init__(self) -> None:
        super().__init__()
        rows = []
        for place, text in enumerate(REPLIES):
            row = OptionRow(single=True)
            row.mark_checked(not place)
            row.show_option(OptionFace(text=text), place=place, count=len(REPLIES))
            row.setEnabled(False)
            row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            rows.append(row)
        shown = card(
            Text("Preview", "caption", colour="muted", bold=True),
            Text(SAID, "reading"),
            Text("What would you say first?", "reading", bold=True),
            *rows,
            gap=12,
            margins=(20, 18, 20, 20),
        )
        hint = panel(Text(HINT, "small"), fill="info_soft")
        self.usual = Button(
            "Back to the usual look", variant="plain", icon="rotate-ccw", flush=True
        )
        self.setLayout(boxes.column(shown, hint, boxes.row(self.usual, 1), 1, gap=14))
