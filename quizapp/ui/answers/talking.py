"""A conversation: bubbles, ready replies in drawn order, own words, and how the customer feels."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from quizapp.domain.items import ConversationBody, EndingKind
from quizapp.grading.conversation import Spoken
from quizapp.grading.debrief import Step
from quizapp.services.spelling import words_of
from quizapp.services.talks import TalkView
from quizapp.ui import shortcuts
from quizapp.ui.answers.area import AnswerArea, Question, place_of
from quizapp.ui.answers.course import LOST, WON, CourseCard, point_words
from quizapp.ui.answers.debrief import TalkDebrief
from quizapp.ui.answers.editor import ReplyEditor
from quizapp.ui.answers.option_row import OptionFace, OptionRow
from quizapp.ui.answers.talk_parts import Bubble, MoodCard
from quizapp.ui.shortcuts import Action
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.surfaces import Chip, card, panel
from quizapp.ui.widgets.text import Text

ENDING_WORDS = {
    EndingKind.RESOLVED: ("Settled", "check", "good"),
    EndingKind.PARTLY: ("Settled in part", "sprout", "care"),
    EndingKind.LOST: ("Not settled this time", "info", "care"),
}


class TalkArea(AnswerArea):
    """The talk with its replies below. In an exam nothing tells how it goes until the result."""

    replied = Signal(str)
    wrote = Signal(str)
    undone = Signal()
    again = Signal()
    retried = Signal(int)
    """Wants to go back to the turn of this number and go on from there."""
    grown = Signal()
    chose = Signal()
    """A reply was chosen, which is not sent yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bubbles: list[Bubble] = []
        self._rows: list[OptionRow] = []
        self._replies: tuple[str, ...] = ()
        self._customer, self._practice, self._locked = "", False, False
        self._keys, self._retry = True, False
        self._chosen: int | None = None
        self._shown_lines = 0
        self._list = boxes.column(gap=12)
        self.mood, self.course = MoodCard(self), CourseCard(self)
        self.mood.hide()
        self.course.hide()
        self.heading = Text("How do you answer?", "h3")
        self.keys = Text("", "caption", colour="muted", wrap=False)
        self.turn = Text("", "caption", colour="muted")
        self._options = boxes.column(gap=8)
        self.undo = Button("Undo last turn", variant="quiet", icon="undo-2", key=Action.UNDO)
        self.editor = ReplyEditor()
        self.editor.setAccessibleName("Your own reply")
        self.send = Button("Send reply", key=Action.SEND)
        self.send_chosen = Button("Send this reply", icon="check", key="Enter")
        self.send_chosen.hide()
        self._editor_box = QWidget()
        self._editor_box.setLayout(
            boxes.column(self.editor, boxes.row(1, self.send), gap=8, margins=(6, 2, 6, 2))
        )
        self._reply_box = panel(
            boxes.row(self.heading, 1, self.keys),
            self.turn,
            self._options,
            self._editor_box,
            boxes.row(1, self.send_chosen, self.undo),
            edge="border",
            gap=10,
        )
        self.ending = Chip()
        self.told = Text("", "body", measure=90)
        self.from_start = Button(
            "Start again", variant="plain", icon="undo-2", compact=True, flush=True
        )
        self._end_box = card(
            boxes.row(self.ending, 1), self.told, boxes.row(self.from_start, 1), gap=10
        )
        self.debrief = TalkDebrief()
        self.setLayout(
            boxes.column(self._list, self._reply_box, self._end_box, self.debrief, gap=14)
        )
        self.send.clicked.connect(self._send)
        self.send_chosen.clicked.connect(self.give_chosen)
        self.undo.clicked.connect(self.undone)
        self.from_start.clicked.connect(self.again)
        self.debrief.retried.connect(self.retried)

    def beside(self) -> tuple[QWidget, ...]:
        """Return the cards of the customer's mood and of the course of the talk."""
        return (self.course, self.mood)

    @property
    def over(self) -> bool:
        """Tell whether the talk has ended."""
        return self._end_box.isVisible()

    def newest(self) -> QWidget:
        """Return the lowest part on screen: the replies, or how the talk ended."""
        return self._end_box if self.over else self._reply_box

    def row_of(self, reply: str) -> OptionRow:
        """Return the row of a ready reply."""
        return self._rows[self._replies.index(reply)]

    def show_question(self, question: Question) -> None:
        """Take over whose talk it is; `show_view` brings the talk itself."""
        body = question.item.body
        if not isinstance(body, ConversationBody):
            raise TypeError(f"{question.item.id} is no conversation")
        self._customer = body.customer_name
        self._practice, self._locked = question.practice, question.locked
        self._keys, self._retry = question.keys, question.retry
        self._shown_lines = 0
        self.editor.clear()
        known = words_of(question.item.stem, body.customer_name)
        self.editor.check_spelling(question.spelling, known)

    def show_view(self, view: TalkView) -> None:
        """Show the talk as it stands."""
        told = self._practice or self._locked
        self._show_lines(view.lines)
        if told and (view.ended or self._locked):
            self._name_turns(view)
        node = view.node
        written = node is not None and bool(node.criteria)
        self._replies = tuple(reply.id for reply in view.replies)
        self._chosen = None
        self.send_chosen.hide()
        while len(self._rows) < len(view.replies):
            row = OptionRow(single=True, parent=self)
            row.clicked.connect(self._picked)
            row.stepped.connect(self._step)
            self._rows.append(row)
            self._options.addWidget(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(view.replies))
            row.mark_checked(False)
            if place < len(view.replies):
                face = OptionFace(text=view.replies[place].text)
                row.show_option(face, place=place, count=len(view.replies))
        self.heading.say("Write your reply" if written else "How do you answer?")
        self.keys.say(_keys(len(view.replies)))
        self.turn.say(f"Your turn {view.turns + 1} of about {max(view.longest, view.turns + 1)}")
        ended = view.ended
        self._reply_box.setVisible(not ended and not self._locked)
        self._editor_box.setVisible(written)
        self.undo.setVisible(self._practice and view.turns > 0)
        for beside in (self.mood, self.course):
            beside.setVisible(told)
        if told:
            self.mood.show_view(view, self._customer)
            self.course.show_talk(view, notes=self._keys)
        self._show_ending(view)
        QTimer.singleShot(0, self.grown.emit)

    def _show_lines(self, lines: Sequence[Spoken]) -> None:
        while len(self.bubbles) < len(lines):
            bubble = Bubble(self)
            self.bubbles.append(bubble)
            self._list.addWidget(bubble)
        for place, bubble in enumerate(self.bubbles):
            bubble.setVisible(place < len(lines))
            if place < len(lines):
                bubble.show_line(lines[place], self._customer)
        if 0 < self._shown_lines < len(lines) and lines[-1].speaker == "customer":
            announce(self, f"{self._customer}: {lines[-1].text}")
        self._shown_lines = len(lines)

    def _name_turns(self, view: TalkView) -> None:
        """Say below each reply which turn it was, and where the talk turned."""
        points = {step.number: step for step in view.debrief.turning_points}
        for step in view.debrief.steps:
            bubble = self.bubbles[2 * step.number - 1]
            if step.number not in points:
                bubble.show_turn(f"Turn {step.number}")
                continue
            up = step.swing > 0
            words = f"Turn {step.number}: turning point, {_moves(step)}"
            bubble.show_turn(words, WON if up else LOST, "info" if up else "care")

    def _show_ending(self, view: TalkView) -> None:
        ending = view.ending
        told = self._practice or self._locked
        looked_back = told and bool(view.debrief.steps) and (ending is not None or self._locked)
        self._end_box.setVisible(ending is not None or self._locked)
        self.debrief.setVisible(looked_back)
        if looked_back:
            self.debrief.show_talk(view.debrief, self._customer, keys=self._keys, retry=self._retry)
        self.from_start.setVisible(self._practice)
        if ending is None:
            self.ending.show_state("The talk did not come to an end", "info", "care")
            self.told.say("The turns that were left count nothing.")
            return
        words, icon, tone = ENDING_WORDS[ending.kind]
        self.ending.show_state(
            words if told else "The talk is over",
            icon if told else "check",
            tone if told else "plain",
        )
        self.told.say(ending.debrief if told else "Your replies are saved.")

    def _picked(self) -> None:
        row = self.sender()
        if not isinstance(row, OptionRow) or self._locked:
            return
        place = self._rows.index(row)
        if self._practice or place == self._chosen:
            self.replied.emit(self._replies[place])
            return
        self._chosen = place
        for number, other in enumerate(self._rows):
            other.mark_checked(number == place)
        self.send_chosen.show()
        self.chose.emit()
        self.remarked.emit("Chosen. Enter sends it; in an exam a reply can't be taken back.")

    def give_chosen(self) -> bool:
        """Give the reply that was chosen; return whether one was."""
        if self._chosen is None or self._chosen >= len(self._replies):
            return False
        self.replied.emit(self._replies[self._chosen])
        return True

    def _step(self, by: int) -> None:
        row = self.sender()
        if isinstance(row, OptionRow) and self._replies:
            place = (self._rows.index(row) + by) % len(self._replies)
            self._rows[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _send(self) -> None:
        text = self.editor.toPlainText().strip()
        if not text:
            self.remarked.emit("Write a few words first, or choose a reply.")
            return
        self.editor.clear()
        self.wrote.emit(text)

    def send_own(self) -> bool:
        """Send the own words if the editor is open."""
        if self._editor_box.isVisible():
            self._send()
            return True
        return False

    def act(self, action: Action) -> bool:
        """Take the last turn back."""
        if action is not Action.UNDO or not self.undo.isVisible():
            return False
        self.undone.emit()
        return True

    def press(self, key: str) -> bool:
        """Give a ready reply."""
        if self._locked:
            return False
        place = place_of(key)
        if place is None or place >= len(self._replies) or not self._reply_box.isVisible():
            return False
        self._rows[place].click()
        return True

    def entry(self) -> QWidget | None:
        """Return the first reply, or the editor on a written turn."""
        if self._editor_box.isVisible() and not self._replies:
            return self.editor
        return self._rows[0] if self._replies else None


def _moves(step: Step) -> str:
    return point_words(step).rstrip(".").lower()


def _keys(count: int) -> str:
    letters = [chr(ord("A") + n) for n in range(count)]
    if not shortcuts.current().single_keys or len(letters) < 2:  # noqa: PLR2004 - one letter needs no list
        return ""
    return f"press {', '.join(letters[:-1])} or {letters[-1]}"
