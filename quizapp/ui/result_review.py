"""A person beside the machine: asking for a review, what was answered, and doing without."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from quizapp.domain.result import Decision, Result
from quizapp.errors import UserError
from quizapp.storage.readings import ReviewRequest
from quizapp.ui import wording
from quizapp.ui.page import Navigator
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.dialogs import AskText, Confirm
from quizapp.ui.widgets.surfaces import Surface, panel
from quizapp.ui.widgets.text import Text

ALONE = (
    "A person should read some of your replies, and nobody is set up to do so on this computer. "
    "You may let the lower bound count, {low:g} of 100: what the marker left "
    "undecided is then not met."
)
SURE = (
    "Your result is then final with {low:g} of 100. If an organisation sets up its people desk "
    "here later, what a reader decides counts instead."
)


class ReviewCard(Surface):
    """What the person asked and was answered, and the lower bound where nobody is there to read.

    `changed` follows once the result may be another.
    """

    changed = Signal()

    def __init__(self, window: Navigator, page: QWidget) -> None:
        self._window, self._page = window, page
        self._attempt = ""
        self._low = 0.0
        self._asked = boxes.column(gap=10)
        self.alone = Text("", "body", measure=100)
        self.concede = Button("Take the lower bound", icon="check")
        self.concede.clicked.connect(self.take_lower_bound)
        self._without = QWidget()
        self._without.setLayout(boxes.column(self.alone, boxes.row(self.concede, 1), gap=10))
        super().__init__(
            boxes.column(
                Text("Read by a person", "h3"),
                self._without,
                self._asked,
                gap=10,
                margins=(22, 18, 22, 18),
            )
        )
        self.hide()

    def show_result(self, result: Result) -> None:
        """Show what people said about an attempt, if there is anything to be said."""
        results = self._window.app.results
        self._attempt, self._low = result.attempt, result.low
        alone = result.decision is Decision.WAITING and results.is_alone()
        self._without.setVisible(alone)
        self.alone.say(ALONE.format(low=result.low))
        requests = results.requests(result.attempt)
        boxes.empty(self._asked)
        for one in requests:
            self._asked.addWidget(_asked(one, unread=results.is_alone()))
        self.setVisible(alone or bool(requests))

    def ask(self) -> None:
        """Ask a person to read the attempt."""
        dialog = AskText(
            "Ask for a review",
            "Say what you see differently. A person reads your answers and your note.",
            verb="Ask for a review",
            parent=self._page,
        )
        agreed, why = bool(dialog.exec()), dialog.text()
        dialog.deleteLater()
        if not agreed:
            return
        try:
            self._window.app.results.request_review(self._attempt, why)
        except UserError as error:
            self._window.report(error)
            return
        self._window.say("Your request is kept with this result.")
        self.changed.emit()

    def take_lower_bound(self) -> None:
        """Let the lower bound be the result, after asking."""
        dialog = Confirm(
            "Take the lower bound?",
            SURE.format(low=self._low),
            verb="Take the lower bound",
            safe="Keep waiting",
            parent=self._page,
        )
        agreed = bool(dialog.exec())
        dialog.deleteLater()
        if not agreed:
            return
        try:
            came = self._window.app.results.take_lower_bound(self._attempt)
        except UserError as error:
            self._window.report(error)
            return
        self._window.say(came.sentence)
        self.changed.emit()


def _asked(one: ReviewRequest, *, unread: bool) -> QWidget:
    """Return what was asked, and the answer below it."""
    day = wording.day(one.asked_at.astimezone().date())
    if one.said is not None:
        said = one.said_at.astimezone().date() if one.said_at is not None else None
        head = f"Answered on {wording.day(said)}" if said is not None else "Answered"
        return panel(
            Text(f"You asked on {day}", "caption", bold=True),
            Text(f"“{one.why}”", "body"),
            Text(head, "caption", bold=True),
            Text(f"“{one.said}”", "body"),
            fill="success_soft",
            gap=4,
        )
    waits = (
        "Nobody is set up to read it on this computer yet. Your request is kept."
        if unread
        else "Nobody has answered yet."
    )
    return panel(
        Text(f"You asked on {day}", "caption", bold=True),
        Text(f"“{one.why}”", "body"),
        Text(waits, "small", colour="muted"),
        fill="sunken",
        gap=4,
    )
