"""A second try beside the first: criteria gained and lost, points, and both texts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QWidget

from quizapp.domain.items import FreeTextBody
from quizapp.domain.marking import Marking
from quizapp.services.word_spans import Span, changes
from quizapp.ui import theme, wording
from quizapp.ui.criteria_words import criterion
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.span_text import ADDED, REMOVED, SpanText, pieces
from quizapp.ui.widgets.surfaces import card, panel
from quizapp.ui.widgets.text import Text


class ComparedTries(QWidget):
    """What changed between the first try and this one, in words before figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.change = Text("", "body", bold=True)
        self.gained = Text("", "body", colour="success")
        self.lost = Text("", "body", colour="danger")
        self.words = Text("", "small", colour="muted")
        self.first = SpanText("", "body")
        self.now = SpanText("", "body")
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
                    self.words,
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
        self._show_words(first.strip(), now.strip())

    def _show_words(self, first: str, now: str) -> None:
        """Strike out what was taken out, underline what is new, and say both."""
        changed = changes(first, now)
        self.first.say(first)
        self.first.show_pieces(pieces(changed.removed, REMOVED))
        self.first.setAccessibleDescription(_told("Taken out", first, changed.removed))
        self.now.say(now)
        self.now.show_pieces(pieces(changed.added, ADDED))
        self.now.setAccessibleDescription(_told("New", now, changed.added))
        if changed.out or changed.new:
            self.words.say(
                f"{wording.count(changed.out, 'word', 'words')} taken out (struck out), "
                f"{changed.new} new (underlined)."
            )
        else:
            self.words.say("Both tries have the same words.")


def _told(name: str, text: str, spans: Sequence[Span]) -> str:
    if not spans:
        return f"{name}: nothing."
    return f"{name}: " + "; ".join(f"“{text[a:b]}”" for a, b in spans) + "."
