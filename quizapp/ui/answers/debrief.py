"""After a conversation: where it turned, the own words with their criteria, the paths not taken."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from quizapp.domain.talk import tension_word, trust_word
from quizapp.grading.debrief import Debrief, Step, Untried
from quizapp.ui.answers.course import LOST, WON, point_words
from quizapp.ui.answers.talk_parts import signed
from quizapp.ui.stem import shown
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.evidence import CriteriaList, MarkedReply, lines_and_marks
from quizapp.ui.widgets.surfaces import Divider, Icon, card, panel
from quizapp.ui.widgets.text import Text
from quizapp.ui.wording import percent


class _TryFrom(Button):
    """Goes back to one turn of the talk."""

    picked = Signal(int)

    def __init__(self, step: Step, *, first: bool) -> None:
        super().__init__(
            f"Try the other path from turn {step.number}",
            variant="outline" if first else "plain",
            icon="rotate-ccw",
            compact=not first,
        )
        self._number = step.number
        self.clicked.connect(self._pick)

    def _pick(self) -> None:
        self.picked.emit(self._number)


class TalkDebrief(QWidget):
    """What a finished talk can teach. `retried` brings the number of a turn to go back to."""

    retried = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ways: list[_TryFrom] = []
        self._points = boxes.column(gap=12)
        self._points_box = card(Text("Where it turned", "h3"), self._points, gap=12)
        self._own = boxes.column(gap=14)
        self._untried = boxes.column(gap=12)
        self._untried_box = card(Text("The path not taken", "h3"), self._untried, gap=12)
        self.setLayout(boxes.column(self._points_box, self._untried_box, self._own, gap=14))

    @property
    def own_words(self) -> int:
        """Return how many turns in own words are shown with their criteria."""
        return self._own.count()

    def show_talk(self, told: Debrief, customer: str, *, keys: bool, retry: bool) -> None:
        """Show a talk; `keys` may show other replies, `retry` may lead back to a turn."""
        for column in (self._points, self._own, self._untried):
            boxes.empty(column)
        self.ways = []
        self._show_points(told, customer, keys=keys)
        for step in told.steps:
            if step.mark.marking is not None:
                self._own.addWidget(_own_words(step, keys=keys))
        self._show_untried(told, keys=keys, retry=retry)

    def _show_points(self, told: Debrief, customer: str, *, keys: bool) -> None:
        for place, step in enumerate(told.turning_points):
            if place:
                self._points.addWidget(Divider())
            self._points.addWidget(_point(step, customer, keys=keys))
        if not told.turning_points:
            words = "No single turn decided this talk; it went in small steps."
            self._points.addWidget(Text(words, "body", colour="muted"))
        self._points_box.setVisible(bool(told.steps))

    def _show_untried(self, told: Debrief, *, keys: bool, retry: bool) -> None:
        steps = _worth_trying(told)
        self._untried_box.setVisible(bool(steps) and (keys or retry))
        if not any(step.untried and step.untried.better for step in steps):
            words = "You took the best path at every turn. See what the other one leads to."
            self._untried.addWidget(Text(words, "body", colour="muted"))
        for place, step in enumerate(steps):
            if place:
                self._untried.addWidget(Divider())
            if keys and step.untried is not None:
                self._untried.addWidget(_other_way(step, step.untried))
            if retry:
                way = _TryFrom(step, first=not place)
                way.picked.connect(self.retried)
                self.ways.append(way)
                line = QWidget()
                line.setLayout(boxes.row(way, 1))
                self._untried.addWidget(line)


def _worth_trying(told: Debrief) -> Sequence[Step]:
    """Return the turns with a better way, the most telling first; at least one to go back to."""
    first = told.retry
    if first is None:
        return ()
    rest = [
        step
        for step in told.steps
        if step is not first and step.untried is not None and step.untried.better
    ]
    return (first, *rest)


def _point(step: Step, customer: str, *, keys: bool) -> QWidget:
    up = step.swing > 0
    direction = "towards you" if up else "away from you"
    title = f"Turning point, turn {step.number}: {customer} moved {direction}"
    mood = (
        f"{point_words(step)} Afterwards trust is {trust_word(step.trust)}, "
        f"tension {tension_word(step.tension)}."
    )
    tone = f" ({step.tone})" if step.tone else ""
    words = boxes.column(
        Text(title, "body", bold=True),
        Text(f"You: “{step.said}”", "body"),
        Text(f"{customer}: “{step.reaction}”{tone}", "body", colour="muted"),
        Text(mood, "small", colour="muted"),
        Text(shown(step.mark.note), "body") if keys and step.mark.note else None,
        gap=4,
    )
    icon = Icon(WON if up else LOST, colour="info" if up else "accent")
    return _beside(icon, words)


def _other_way(step: Step, other: Untried) -> QWidget:
    written = not step.node.replies
    told = f"Turn {step.number}. You said: “{step.said}”"
    offered = "A reply that would meet what the turn asks for" if written else "You could have said"
    effect = ""
    if other.trust is not None and other.tension is not None:
        moves = [
            f"{name} {signed(value)}"
            for name, value in (("trust", other.trust), ("tension", other.tension))
            if value
        ]
        effect = (
            f"It moves {' and '.join(moves)}." if moves else "It moves neither trust nor tension."
        )
    words = boxes.column(
        Text(told, "small", colour="muted"),
        Text(f"{offered}: “{other.text}”", "body", bold=True),
        Text(" ".join(part for part in (shown(other.why), effect) if part), "body"),
        gap=4,
    )
    return _beside(Icon("git-branch", colour="primary"), words)


def _own_words(step: Step, *, keys: bool) -> QWidget:
    marking = step.mark.marking
    reply, criteria = MarkedReply(), CriteriaList()
    if marking is not None:
        lines, marks = lines_and_marks(marking, step.node.criteria)
        reply.show_reply(step.said, marks)
        criteria.show_lines(lines)
        reply.pointed.connect(reply.light)
        criteria.pointed.connect(reply.light)
    attempt = marking is None or marking.valid_attempt
    return card(
        Text(f"Turn {step.number}, in your own words", "h3"),
        None
        if attempt
        else panel(
            Text("We found no reply to this customer here.", "body", colour="on_warning_soft"),
            fill="warning_soft",
        ),
        reply,
        Text(
            f"{percent(step.mark.points)} of the points of this turn. {point_words(step)}", "small"
        ),
        criteria if keys or attempt else None,
        gap=10,
    )


def _beside(icon: Icon, words: boxes.Part) -> QWidget:
    line = boxes.row(boxes.column(icon, 1), words, gap=12)
    line.setStretch(1, 1)
    holder = QWidget()
    holder.setLayout(line)
    return holder
