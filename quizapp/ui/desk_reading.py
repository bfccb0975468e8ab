"""One reply before a reader: its words with numbered evidence, and each criterion to decide."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from quizapp.domain.desk import Role
from quizapp.domain.marking import Polarity
from quizapp.domain.reading import Agreement, Reading
from quizapp.services.review_paper import PointView, ReplyView, is_open
from quizapp.ui import theme, wording
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.boxes import Part
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.evidence import Mark, MarkedReply, NumberBadge, apart, marks_of
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.segments import Segments
from quizapp.ui.widgets.surfaces import Chip, Surface, panel
from quizapp.ui.widgets.text import Text

MET, NOT_MET = "met", "not met"
CHOICES = ((MET, "Met", "check"), (NOT_MET, "Not met", "x"))
SPEAKERS = {"customer": "Customer", "agent": "Learner"}


def marks_in(views: Sequence[PointView]) -> tuple[Mark, ...]:
    """Return the machine's evidence as marks, numbered like the criteria, none inside another."""
    found: list[Mark] = []
    for number, view in enumerate(views, 1):
        found += marks_of(number, view.evidence, met=view.machine_met)
    return tuple(apart(found))


def ordered(reply: ReplyView) -> tuple[PointView, ...]:
    """Return the criteria, those that wait for somebody first."""
    return tuple(sorted(reply.criteria, key=_open_first))


def _open_first(view: PointView) -> tuple[bool, bool]:
    return not is_open(view.asked, view.outcome), not view.asked


def machine_words(view: PointView) -> str:
    """Return what the machine decided, and how surely."""
    if view.undecided:
        return f"The machine could not decide; it leans to {MET if view.machine_met else NOT_MET}."
    sure = f", {view.confidence:.0%} sure".replace("%", " %") if view.confidence < 1 else ""
    return f"The machine: {MET if view.machine_met else NOT_MET}{sure}."


def reading_words(one: Reading) -> str:
    """Return what a reader decided and why."""
    who = one.reader if one.role is Role.READER else "The people desk"
    said = MET if one.met else NOT_MET
    return f"{who}, {wording.day(one.read_at.astimezone().date())}: {said}. “{one.reason}”"


class ReasonField(QPlainTextEdit):
    """Two lines for a reason; Tab leaves it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setPlaceholderText("Why, in a sentence")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        """Take over a changed theme."""
        look = theme.current()
        self.setFixedHeight(2 * round(look.line_height("body")) + look.px(26))


class CriterionCard(Surface):
    """A criterion: definition, the machine's view and evidence, earlier readings, the decision."""

    decided = Signal(object, bool, str)
    pointed = Signal(int)

    def __init__(self, number: int, view: PointView, *, first: bool = False) -> None:
        self._number = number
        self.view = view
        waits = is_open(view.asked, view.outcome)
        name = view.definition.name
        self.state = _state_chip(view)
        self.choice = Segments(name, CHOICES)
        self.reason = ReasonField(f"Reason: {name}")
        self.keep = Button(
            "Keep this decision", variant="primary" if waits and first else "outline"
        )
        self.keep.setAccessibleName(f"Keep this decision: {name}")
        self.keep.clicked.connect(self.try_it)
        self.fault = Text("", "small", colour="danger", bold=True)
        self.fault.hide()
        title = Text(name, "body", bold=True)
        head = boxes.row(
            boxes.column(NumberBadge(number, earned=view.machine_met), 1),
            title,
            boxes.column(self.state, 1),
            gap=10,
        )
        head.setStretch(1, 1)
        quotes = [one.text for one in view.evidence if one.polarity is not Polarity.VOID]
        found = ", ".join(f"“{quote}”" for quote in quotes)
        parts: list[Part | None] = [
            head,
            Text(view.definition.rule, "small") if view.definition.rule else None,
            Text(f"Does not count: {view.definition.not_enough}", "small", colour="muted")
            if view.definition.not_enough
            else None,
            panel(
                Text(machine_words(view), "small", bold=True),
                Text(f"Its words: {found}" if found else "It points at no words.", "small"),
                fill="sunken",
                gap=2,
            ),
            *(Text(reading_words(one), "small") for one in view.outcome.readings),
            boxes.row(self.choice, 1),
            self.reason,
            self.fault,
            boxes.row(self.keep, 1),
        ]
        super().__init__(
            boxes.column(*parts, gap=8, margins=(18, 14, 18, 14)),
            edge="primary" if waits else "border",
            edge_width=1.5 if waits else 1,
        )

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up the words."""
        super().enterEvent(event)
        self.pointed.emit(self._number)

    def try_it(self) -> None:
        """Hand the decision over, or say what is still missing."""
        chosen, why = self.choice.value(), self.reason.toPlainText().strip()
        if chosen is None:
            self.say("Choose “Met” or “Not met” first.")
            self.choice.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif not why:
            self.say("Write the reason in a sentence; it stands beside the mark.")
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.decided.emit(self.view.point, chosen == MET, why)

    def say(self, fault: str) -> None:
        """Say what is not right."""
        self.fault.say(fault)
        self.fault.setVisible(bool(fault))
        announce(self, fault)

    @property
    def untouched(self) -> bool:
        """Tell whether nothing was chosen or typed that is not kept yet."""
        return self.choice.value() is None and not self.reason.toPlainText().strip()


def _state_chip(view: PointView) -> Chip:
    outcome = view.outcome
    if outcome.agreement is Agreement.DISPUTED:
        return Chip("Readers disagree", "scale", "care")
    if outcome.agreement is Agreement.SETTLED:
        met = bool(outcome.met)
        return Chip("Read: met" if met else "Read: not met", "check" if met else "x", "quiet")
    if view.asked:
        return Chip("Waits for you", "user-search", "info")
    return Chip("Counts as marked", "", "quiet")


class ReplyPanel(QWidget):
    """A reply beside what it answers; pointing at a criterion lights up its words."""

    def __init__(self) -> None:
        super().__init__()
        self.situation = Text("", "body", colour="muted", measure=85)
        self.lines = boxes.column(gap=8)
        self.reply = MarkedReply()
        self.figure = Text("", "small", colour="muted")
        self.legend = Text(
            "Round number, solid line: speaks for it. Square number, dashed line: against it.",
            "caption",
            colour="muted",
        )
        words = Surface(
            boxes.column(
                Text("The reply", "caption", bold=True, colour="muted"),
                self.reply,
                self.legend,
                gap=8,
                margins=(20, 16, 20, 16),
            )
        )
        self.setLayout(
            boxes.column(
                Text("The case", "caption", bold=True, colour="muted"),
                self.situation,
                self.lines,
                words,
                self.figure,
                1,
                gap=10,
            )
        )

    def show_reply(self, reply: ReplyView, views: Sequence[PointView]) -> None:
        """Show a reply with the evidence for the criteria in their order."""
        self.situation.say(reply.situation)
        boxes.empty(self.lines)
        for spoken in reply.lines:
            who = SPEAKERS.get(spoken.speaker, spoken.speaker.capitalize())
            self.lines.addWidget(
                panel(
                    Text(who, "caption", bold=True),
                    Text(spoken.text, "body"),
                    fill="accent_soft" if who == "Customer" else "primary_soft",
                    gap=2,
                )
            )
        self.reply.show_reply(reply.text, marks_in(views))
        self.reply.setAccessibleName(f"The reply: {reply.text}")
        earned = f"{reply.points:.0%}".replace("%", " %")
        machine = f"{reply.machine_points:.0%}".replace("%", " %")
        self.figure.say(
            f"Counts {earned} of this reply’s points"
            + (f"; the machine gave {machine}." if earned != machine else ".")
        )

    def clear(self) -> None:
        """Forget the words."""
        self.situation.say("")
        boxes.empty(self.lines)
        self.reply.show_reply("", ())
        self.figure.say("")

    def light(self, number: int) -> None:
        """Light up the words of a criterion."""
        self.reply.light(number)
