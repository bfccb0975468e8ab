"""The parts of a conversation on screen: bubbles, and how the customer feels."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QWidget

from quizapp.domain.talk import tension_word, trust_word
from quizapp.grading.conversation import Spoken
from quizapp.services.talks import TalkView
from quizapp.ui import theme
from quizapp.ui.stem import shown
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.meters import Avatar, SevenSteps
from quizapp.ui.widgets.surfaces import Chip, Icon, Surface, panel
from quizapp.ui.widgets.text import Text


class _BubbleGround(QWidget):
    """The ground of a bubble in the speaker's colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._agent = False
        self.words = Text("", "reading", measure=76)
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
        self._turn = Chip()
        self._turn.hide()
        self._spacer = QWidget()
        self._spacer.setFixedWidth(theme.current().px(30))
        column = boxes.column(self._ground, self._tone, boxes.row(1, self._turn), gap=4)
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
        self._turn.hide()
        speaker = "You" if agent else customer
        self.setAccessibleName(f"{speaker}: {line.text}" + (f" ({line.tone})" if line.tone else ""))

    def show_turn(self, words: str, icon: str = "", tone: str = "plain") -> None:
        """Say below the agent's words which turn this was and what it did."""
        self._turn.show_state(words, icon, tone)
        self._turn.show()
        self.setAccessibleName(f"{self.accessibleName()} {words}")


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
        self.trust_change.say(signed(view.trust_change))
        self.tension_change.say(signed(view.tension_change))
        scale = "on a scale from minus 3 to plus 3"
        self.trust.show_value(
            view.trust, f"Trust, {trust_word(view.trust)}, {_spoken(view.trust)} {scale}"
        )
        self.tension.show_value(
            view.tension, f"Tension, {tension_word(view.tension)}, {_spoken(view.tension)} {scale}"
        )
        self.note.say(shown(view.note))
        self.note_box.setVisible(bool(view.note))


def signed(value: int) -> str:
    """Return a change with its sign; nothing for no change."""
    return "" if value == 0 else f"{value:+d}".replace("-", "−")


def _spoken(value: int) -> str:
    return f"plus {value}" if value > 0 else (f"minus {-value}" if value < 0 else "0")
