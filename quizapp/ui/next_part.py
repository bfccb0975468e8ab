"""The gap between two parts of an exam: what comes next, and a button that starts it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from quizapp.services.sitting import Sitting
from quizapp.ui import theme, wording
from quizapp.ui.shortcuts import Action
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.scroll import Scroll
from quizapp.ui.widgets.surfaces import Chip, Icon, card
from quizapp.ui.widgets.text import Text

WIDEST = 560


class NextPart(QWidget):
    """Name, time and number of questions of the part that waits; nothing of its content."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.done = Chip()
        self.heading = Text("", "h1")
        self.facts = Text("", "h3", colour="muted")
        self.rest = Text(
            "No time is running. Take a breath if you like; the clock of the next part "
            "starts with the button.",
            "body",
        )
        self.start = Button("Start", variant="primary", icon="play", key=Action.SEND)
        calm = boxes.row(boxes.column(Icon("timer", colour="info"), 1), self.rest, gap=12)
        calm.setStretch(1, 1)
        self._card = card(
            boxes.row(self.done, 1),
            self.heading,
            self.facts,
            calm,
            boxes.row(self.start, 1),
            gap=18,
            margins=(32, 28, 32, 28),
        )
        self._card.setMaximumWidth(theme.current().text_px(WIDEST))
        line = boxes.row(1, self._card, 1)
        line.setStretch(1, 4)
        body = QWidget()
        body.setLayout(boxes.column(1, line, 2, margins=(24, 24, 24, 24)))
        self.setLayout(boxes.column(Scroll(body)))

    def show_section(self, sitting: Sitting) -> None:
        """Show the part that waits."""
        number, section = sitting.section_index + 1, sitting.section
        left = sitting.seconds_left()
        items = wording.count(len(sitting.overview()), "question", "questions")
        time = "no time limit" if left is None else wording.minutes(left / 60)
        self.done.show_state(f"Part {number - 1} is handed in.", "check", "good")
        self.heading.say(f"Part {number}: {section.title}")
        self.facts.say(f"{time[:1].upper()}{time[1:]}, {items}.")
        self.start.say(f"Start part {number}", key=Action.SEND)
        self._card.setMaximumWidth(theme.current().text_px(WIDEST))

    def words(self) -> str:
        """Return everything on the page for screen readers."""
        return f"{self.heading.text()}. {self.facts.text()} {self.rest.text()}"
