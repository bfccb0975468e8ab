"""A second try beside the first: criteria gained and lost, points, and both texts."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget

from quizapp.domain.items import FreeTextBody
from quizapp.domain.marking import Marking
from quizapp.ui import theme
from quizapp.ui.criteria_words import criterion
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.surfaces import card, panel
from quizapp.ui.widgets.text import Text


class ComparedTries(QWidget):
    """What changed between the first try and this one, in words before figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.change = Text("", "body", bold=True)
        self.gained = Text("", "body", colour="success")
        self.lost = Text("", "body", colour="danger")
        self.first = Text("", "body")
        self.now = Text("", "body")
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(theme.current().px(14))
        for name, words in (("First try", self.first), ("This try", self.now)):
            self._across.addWidget(panel(Text(name, "small", bold=True), words, 1, gap=4), 1)
        self.setLayout(
            boxes.column(
                card(
                    Text("Compared with your first try", "h3"),
                    self.change,
                    self.gained,
                    self.lost,
                    self._across,
                    gap=8,
                )
            )
        )

    def compare(
        self, first: str, before: Marking, now: str, after: Marking, body: FreeTextBody
    ) -> None:
        """Show two tries at one case."""
        known = [c for c in body.criteria if c.id in before.criteria and c.id in after.criteria]
        total = sum(c.weight for c in known)
        met = {c.id: (before.criteria[c.id].met, after.criteria[c.id].met) for c in known}
        gained = [criterion(name) for name, states in met.items() if states == (False, True)]
        lost = [criterion(name) for name, states in met.items() if states == (True, False)]
        self.change.say(
            f"{before.score * total:.0f} points then, {after.score * total:.0f} of {total:g} now."
        )
        self.gained.say(f"+ Gained: {', '.join(gained)}.")
        self.gained.setVisible(bool(gained))
        self.lost.say(f"− Not there any more: {', '.join(lost)}.")
        self.lost.setVisible(bool(lost))
        self.first.say(first)
        self.now.say(now)
