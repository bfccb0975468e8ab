"""A conversation: bubbles, ready replies in drawn order, own words, and how the customer feels."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QWidget

from quizapp.domain.items import ConversationBody, EndingKind
from quizapp.grading.conversation import Spoken
from quizapp.services.spelling import words_of
from quizapp.services.talks import TalkView
from quizapp.ui import theme
from quizapp.ui.answers.area import AnswerArea, Question, place_of
from quizapp.ui.answers.editor import ReplyEditor
from quizapp.ui.answers.option_row import OptionFace, OptionRow
from quizapp.ui.stem import shown
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.meters import Avatar, SevenSteps
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.surfaces import Chip, Icon, Surface, card, panel
from quizapp.ui.widgets.text import Text

TRUST_WORDS = ("gone", "very low", "low", "cautious", "growing", "good", "strong")
TENSION_WORDS = ("calm", "relaxed", "easing", "present", "rising", "high", "very high")
ENDING_WORDS = {
    EndingKind.RESOLVED: ("Settled", "check", "good"),
    EndingKind.PARTLY: ("Settled in part", "sprout", "care"),
    EndingKind.LOST: ("Not settled this time", "info", "care"),
}


def trust_word(value: int) -> str:
    """Return the word for a trust of -3 to +3."""
    return TRUST_WORDS[value + 3]


def tension_word(value: int) -> str:
    """Return the word for a tension of -3 to +3."""
    return TENSION_WORDS[value + 3]


class _BubbleGround(QWidget):
    """The ground of a bubble in the speaker's colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._agent = False
        self.words = Text("", "reading", measure=62)
        self.setLayout(boxes.column(self.words, margins=(16, 10, 16, 10)))

    def dress(self, *, agent: bool) -> None:
        self._agent = agent
        self.words.paint_as("on_bubble_me" if agent else "ink")
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "primary" if self._agent else "border"
        painter.setPen(QPen(look.colour(edge), 1))
        painter.setBrush(look.colour("bubble_me" if self._agent else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 16, 16)
        painter.end()


class Bubble(QWidget):
    """One thing said, left for the customer, right for the agent, with the tone in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground = _BubbleGround()
        self._tone = Text("", "caption", colour="muted")
        self._avatar = Avatar("", size=30, customer=True)
        self._spacer = QWidget()
        self._spacer.setFixedWidth(theme.current().px(30))
        column = boxes.column(self._ground, self._tone, gap=2)
        self._row = boxes.row(boxes.column(1, self._avatar), column, self._spacer, gap=10)
        self._row.setStretch(1, 5)
        self._row.setStretch(2, 1)
        self.setLayout(self._row)

    def show_line(self, line: Spoken, customer: str) -> None:
        """Show a line."""
        agent = line.speaker == "agent"
        self._ground.dress(agent=agent)
        self._ground.words.say(line.text)
        self._tone.say(line.tone)
        self._tone.setVisible(bool(line.tone))
        self._avatar.setVisible(not agent)
        self._avatar.show_name(customer)
        self._row.setDirection(
            QBoxLayout.Direction.RightToLeft if agent else QBoxLayout.Direction.LeftToRight
        )
        speaker = "You" if agent else customer
        self.setAccessibleName(f"{speaker}: {line.text}" + (f" ({line.tone})" if line.tone else ""))


class MoodCard(Surface):
    """How the customer feels: name, trust and tension in words and seven steps, what moved them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.avatar = Avatar("", size=52, customer=True, ring=True)
        self.name = Text("", "h3")
        self.mood = Text("", "small", colour="muted")
        self.trust_word = Text("", "small", colour="muted", wrap=False)
        self.trust_change = Text("", "small", colour="info", bold=True, wrap=False)
        self.trust = SevenSteps("info")
        self.tension_word = Text("", "small", colour="muted", wrap=False)
        self.tension_change = Text("", "small", colour="accent", bold=True, wrap=False)
        self.tension = SevenSteps("accent")
        self.note = Text("", "body", colour="ink")
        self.note_box = panel(self.note, fill="info_soft")
        super().__init__(
            boxes.column(
                boxes.row(self.avatar, boxes.column(1, self.name, self.mood, 1, gap=0), 1, gap=14),
                boxes.row(
                    Icon("handshake", size=17, colour="info"),
                    Text("Trust", "body", bold=True, wrap=False),
                    self.trust_word,
                    1,
                    self.trust_change,
                    gap=6,
                ),
                self.trust,
                boxes.row(
                    Icon("activity", size=17, colour="accent"),
                    Text("Tension", "body", bold=True, wrap=False),
                    self.tension_word,
                    1,
                    self.tension_change,
                    gap=6,
                ),
                self.tension,
                self.note_box,
                gap=8,
                margins=(20, 18, 20, 20),
            ),
            parent=parent,
        )

    def show_view(self, view: TalkView, customer: str) -> None:
        """Show where the talk stands."""
        self.avatar.show_name(customer)
        self.name.say(customer)
        tone = next((line.tone for line in reversed(view.lines) if line.tone), "")
        self.mood.say(tone)
        self.mood.setVisible(bool(tone))
        self.trust_word.say(trust_word(view.trust))
        self.tension_word.say(tension_word(view.tension))
        self.trust_change.say(_signed(view.trust_change))
        self.tension_change.say(_signed(view.tension_change))
        scale = "on a scale from minus 3 to plus 3"
        self.trust.show_value(
            view.trust, f"Trust, {trust_word(view.trust)}, {_spoken(view.trust)} {scale}"
        )
        self.tension.show_value(
            view.tension, f"Tension, {tension_word(view.tension)}, {_spoken(view.tension)} {scale}"
        )
        self.note.say(shown(view.note))
        self.note_box.setVisible(bool(view.note))


def _signed(value: int) -> str:
    return "" if value == 0 else f"{value:+d}".replace("-", "−")


def _spoken(value: int) -> str:
    return f"plus {value}" if value > 0 else (f"minus {-value}" if value < 0 else "0")


class TalkArea(AnswerArea):
    """The talk with its replies below. In an exam nothing tells how it goes until the result."""

    replied = Signal(str)
    wrote = Signal(str)
    undone = Signal()
    again = Signal()
    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bubbles: list[Bubble] = []
        self._rows: list[OptionRow] = []
        self._replies: tuple[str, ...] = ()
        self._customer, self._practice, self._locked = "", False, False
        self._shown_lines = 0
        self._list = boxes.column(gap=12)
        self.mood = MoodCard(self)
        self.mood.hide()
        self.heading = Text("How do you answer?", "h3")
        self.keys = Text("", "caption", colour="muted", wrap=False)
        self._options = boxes.column(gap=8)
        self.undo = Button("Undo last turn", variant="quiet", icon="undo-2", key="Z")
        self.editor = ReplyEditor()
        self.editor.setAccessibleName("Your own reply")
        self.send = Button("Send reply", variant="primary", key="Ctrl+Enter")
        self._editor_box = QWidget()
        self._editor_box.setLayout(
            boxes.column(self.editor, boxes.row(1, self.send), gap=8, margins=(6, 2, 6, 2))
        )
        self._reply_box = panel(
            boxes.row(self.heading, 1, self.keys),
            self._options,
            self._editor_box,
            boxes.row(1, self.undo),
            edge="border",
            gap=10,
        )
        self.ending = Chip()
        self.debrief = Text("", "body", measure=90)
        self.other_path = Button("Try the other path", variant="outline", icon="rotate-ccw")
        self._end_box = card(
            boxes.row(self.ending, 1), self.debrief, boxes.row(self.other_path, 1), gap=10
        )
        self.setLayout(boxes.column(self._list, self._reply_box, self._end_box, gap=14))
        self.send.clicked.connect(self._send)
        self.undo.clicked.connect(self.undone)
        self.other_path.clicked.connect(self.again)

    def beside(self) -> tuple[QWidget, ...]:
        """Return the card of the customer's mood."""
        return (self.mood,)

    def newest(self) -> QWidget:
        """Return the lowest part on screen: the replies, or how the talk ended."""
        return self._end_box if self._end_box.isVisible() else self._reply_box

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
        self._shown_lines = 0
        self.editor.clear()
        known = words_of(question.item.stem, body.customer_name)
        self.editor.check_spelling(question.spelling, known)

    def show_view(self, view: TalkView) -> None:
        """Show the talk as it stands."""
        self._show_lines(view.lines)
        node = view.node
        written = node is not None and bool(node.criteria)
        self._replies = tuple(reply.id for reply in view.replies)
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
        ended = view.ended
        self._reply_box.setVisible(not ended and not self._locked)
        self._editor_box.setVisible(written)
        self.undo.setVisible(self._practice and view.turns > 0)
        self.mood.setVisible(self._practice or self._locked)
        self.mood.show_view(view, self._customer)
        self._show_ending(view)
        QTimer.singleShot(0, self.grown.emit)

    def _show_lines(self, lines: Sequence[Spoken]) -> None:
        while len(self._bubbles) < len(lines):
            bubble = Bubble(self)
            self._bubbles.append(bubble)
            self._list.addWidget(bubble)
        for place, bubble in enumerate(self._bubbles):
            bubble.setVisible(place < len(lines))
            if place < len(lines):
                bubble.show_line(lines[place], self._customer)
        if 0 < self._shown_lines < len(lines) and lines[-1].speaker == "customer":
            announce(self, f"{self._customer}: {lines[-1].text}")
        self._shown_lines = len(lines)

    def _show_ending(self, view: TalkView) -> None:
        ending = view.ending
        self._end_box.setVisible(ending is not None)
        if ending is None:
            return
        told = self._practice or self._locked
        words, icon, tone = ENDING_WORDS[ending.kind]
        self.ending.show_state(
            words if told else "The talk is over",
            icon if told else "check",
            tone if told else "plain",
        )
        self.debrief.say(ending.debrief if told else "Your replies are saved.")
        self.other_path.setVisible(self._practice)

    def _picked(self) -> None:
        row = self.sender()
        if isinstance(row, OptionRow) and not self._locked:
            self.replied.emit(self._replies[self._rows.index(row)])

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

    def press(self, key: str) -> bool:
        """Give a ready reply, or take the last turn back."""
        if self._locked:
            return False
        if key == "z" and self.undo.isVisible():
            self.undone.emit()
            return True
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


def _keys(count: int) -> str:
    letters = [chr(ord("A") + n) for n in range(count)]
    if len(letters) < 2:  # noqa: PLR2004 - one letter needs no list
        return ""
    return f"press {', '.join(letters[:-1])} or {letters[-1]}"
