"""The queue of attempts that wait for a reader, and of those that were read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from quizapp.services.review_queue import Waiting
from quizapp.ui import wording
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.art import EmptyState
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.segments import Segments
from quizapp.ui.widgets.surfaces import Chip, Surface
from quizapp.ui.widgets.text import Text

WAITS, READ = "waiting", "read"
MOST_SHOWN = 60
NOTHING = {
    WAITS: "Nothing waits for a person. New replies appear here.",
    READ: "Nobody has read a reply yet.",
}


class WaitingCard(Surface):
    """One attempt of the queue with what it waits for."""

    chosen = Signal(str)

    def __init__(self, one: Waiting, *, first: bool) -> None:
        self._attempt = one.attempt
        name = one.person or "A reply without a name"
        self.go = Button(
            "Read", variant="primary" if first else "outline", icon="arrow-right", icon_after=True
        )
        self.go.setAccessibleName(f"Read: {name}, {one.exam}")
        self.go.clicked.connect(self.press)
        day = one.finished_at.astimezone().date() if one.finished_at else None
        handed = f"handed in {wording.day(day)}" if day else "handed in"
        mark = "" if one.cut is None else f", pass mark {one.cut:g}"
        chips = QWidget()
        flow = boxes.FlowLayout(6, chips)
        if one.disputed:
            flow.addWidget(Chip(f"Readers disagree on {one.disputed}", "scale", "care"))
        if one.open:
            flow.addWidget(Chip(f"{one.open} to decide", "user-search", "info"))
        if one.asked:
            flow.addWidget(Chip("The person asked", "message-circle-question-mark", "accent"))
        if one.open and not one.mine:
            flow.addWidget(Chip("You have had your say", "check", "quiet"))
        words = boxes.column(
            Text(name, "body", bold=True),
            Text(f"{one.exam}, {handed}", "small", colour="muted"),
            Text(f"{one.points:.0f} of 100{mark} by the marks so far", "small", colour="muted"),
            chips,
            gap=3,
        )
        line = boxes.row(words, boxes.column(1, self.go, 1), gap=16, margins=(20, 14, 18, 14))
        line.setStretch(0, 1)
        super().__init__(line)

    def press(self) -> None:
        """Ask for the attempt to be opened."""
        self.chosen.emit(self._attempt)


class Queue(QWidget):
    """The attempts, oldest first. `chosen` carries one, `turned` follows the choice above them."""

    chosen = Signal(str)
    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.which = Segments("Which", [(WAITS, "Waiting", ""), (READ, "Read already", "")])
        self.which.show_value(WAITS)
        self.which.chosen.connect(self.turned)
        self._list = boxes.column(gap=12)
        self.nothing = EmptyState(NOTHING[WAITS])
        self.nothing.hide()
        self.setLayout(boxes.column(boxes.row(self.which, 1), self._list, self.nothing, 1, gap=14))

    def waits(self) -> bool:
        """Tell whether what waits is asked for, or what was read."""
        return self.which.value() == WAITS

    def show_found(self, found: Sequence[Waiting]) -> None:
        """Show attempts."""
        boxes.empty(self._list)
        for number, one in enumerate(found[:MOST_SHOWN]):
            card = WaitingCard(one, first=number == 0 and self.waits())
            card.chosen.connect(self.chosen)
            self._list.addWidget(card)
        more = len(found) - MOST_SHOWN
        if more > 0:
            self._list.addWidget(Text(f"And {more:,} more after these.", "body", colour="muted"))
        self.nothing.setVisible(not found)
        self.nothing.sentence.say(NOTHING[WAITS if self.waits() else READ])

    def clear(self) -> None:
        """Forget every name."""
        boxes.empty(self._list)
        self.nothing.hide()

    def first_part(self) -> QWidget:
        """Return the button of the first attempt, or the choice above."""
        found = self._list.itemAt(0)
        first = found.widget() if found is not None else None
        return first.go if isinstance(first, WaitingCard) else self.which.buttons[0]
