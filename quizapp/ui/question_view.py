"""A question on screen with what scrolls along, a side panel, and the next question laid out."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from quizapp.domain.items import ItemKind
from quizapp.ui import theme
from quizapp.ui.answers.area import AnswerArea, Question
from quizapp.ui.asked import Asked
from quizapp.ui.marking import Marking, MarkText
from quizapp.ui.painted_ahead import PaintedAhead
from quizapp.ui.read_aloud import ReadAloud
from quizapp.ui.sheet_pair import UNSEEN, SheetPair
from quizapp.ui.tab_order import TAB_LAST
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.scroll import Scroll
from quizapp.ui.widgets.surfaces import Chip

KIND_WORDS = {
    ItemKind.CHOICE: "Question",
    ItemKind.MULTIPLE: "Choose several",
    ItemKind.ORDERING: "Put in order",
    ItemKind.MATCHING: "Match",
    ItemKind.FREE_TEXT: "Written reply",
    ItemKind.CONVERSATION: "Conversation",
    ItemKind.LISTENING: "Listening",
}
ONE_COLUMN = 1000
READING_WIDTH = 740
SIDE_WIDTH = 330


class _Column(QWidget):
    """The column of the question, or what scrolls with it. Its wish is known beforehand.

    Qt's own way would lay out every text at the widest one's wish, and again at the real width.
    """

    def sizeHint(self) -> QSize:
        """Return the width of the column; the height follows from the width it gets."""
        return QSize(min(theme.current().text_px(READING_WIDTH), self.maximumWidth()), 0)


class QuestionView(QWidget):
    """Shows one question after another. `made` brings a new answer area.

    `called` says that a question of which only a picture is shown is wanted itself.
    """

    made = Signal(object)
    called = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheets = SheetPair()
        self._sheets.made.connect(self.made)
        self._sheets.turned.connect(self._on_turned)
        self.marking = Marking(self._sheets.first.texts, self)
        self.marking.meet(self._sheets.second.texts)
        self.below = boxes.column(gap=12)
        self._reading = _Column()
        self._reading.setLayout(boxes.column(self._sheets, self.below, 1, gap=12))
        self.side = QWidget()
        self.side.setProperty(TAB_LAST, True)
        self.side_column = boxes.column(gap=14)
        self._lead = QWidget()
        self._lead.setFixedHeight(0)
        self.side.setLayout(boxes.column(self._lead, self.side_column, 1, gap=0))
        self.body = _Column()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(theme.current().px(28))
        self._across.addStretch(1)
        self._across.addWidget(self._reading, 100)
        self._across.addWidget(self.side, 0)
        self._across.addStretch(1)
        self.body.setLayout(boxes.column(self._across, gap=0, margins=(40, 22, 40, 30)))
        self.scrolling = Scroll(self.body)
        self.scrolling.leaves_paging = True
        self._painted = PaintedAhead(self.body)
        self._painted.setObjectName(UNSEEN)
        self._painted.called.connect(self.called)
        self.scrolling.verticalScrollBar().valueChanged.connect(self._follow)
        self.setLayout(boxes.column(self.scrolling))
        self.fit(ONE_COLUMN + 1)

    # What is on screen

    @property
    def channel(self) -> Chip:
        """Return the chip that says where the case happens."""
        return self._sheets.shown.channel

    @property
    def place(self) -> Chip:
        """Return the chip that says in which trade."""
        return self._sheets.shown.place

    @property
    def flag(self) -> Chip:
        """Return the chip of a flagged question."""
        return self._sheets.shown.flag

    @property
    def scenario(self) -> MarkText:
        """Return the text that several questions share."""
        return self._sheets.shown.scenario

    @property
    def case(self) -> MarkText:
        """Return the text of the case."""
        return self._sheets.shown.case

    @property
    def question(self) -> MarkText:
        """Return the text of the question."""
        return self._sheets.shown.question

    @property
    def reader(self) -> ReadAloud:
        """Return what reads the question aloud."""
        return self._sheets.shown.reader

    def area(self) -> AnswerArea:
        """Return the area of the kind on screen."""
        return self._sheets.shown.area()

    # Showing

    def show_question(
        self, question: Question, *, scenario: str = "", flagged: bool = False
    ) -> None:
        """Show a question from its beginning."""
        self.marking.end()
        self._sheets.show_question(Asked(question=question, scenario=scenario, flagged=flagged))

    def _on_turned(self, asked: object) -> None:
        if isinstance(asked, Asked):
            self.marking.take(self._sheets.shown.texts, asked.question.highlights)

    def prepare(self, asked: Asked) -> None:
        """Lay out and paint a question that comes next where nobody can see it."""
        if self._sheets.prepare(asked):
            self._painted.paint(self._sheets.other, self._corner(), self._sheets.height())

    def _corner(self) -> QPoint:
        return self._sheets.mapTo(self.body, QPoint(0, 0))

    def turn_to(self, asked: Asked, *, picture: bool) -> bool:
        """Show a question that has been laid out just so; return whether it had been.

        With `picture` it may be a picture that is shown until `show_itself`; any use of what the
        picture shows, by a person or by a caller, puts the question itself in its place first.
        """
        self.marking.end()
        covered = picture and self._painted.fits(self._corner(), self._sheets.width())
        turned = self._sheets.turn_to(asked, covered=covered)
        if turned and covered:
            self._painted.cover()
        return turned

    def show_itself(self) -> None:
        """Show the question itself where only its picture was shown."""
        self._sheets.follow()
        self._painted.forget()

    def forget(self) -> None:
        """Let go of a question that was laid out and is not going to be shown."""
        self._sheets.forget()
        self._painted.forget()

    def read_aloud(self) -> bool:
        """Read the question or stop; return whether that is granted here."""
        if not self.reader.isVisible():
            return False
        self.reader.button.click()
        return True

    def show_flag(self, on: bool) -> None:
        """Show whether the question is flagged."""
        if self.flag.isHidden() == on:
            self.flag.setVisible(on)

    def show_side(self, on: bool) -> None:
        """Show the side panel or do without it."""
        self.side.setVisible(on)

    def fit(self, effective_width: float) -> None:
        """Put the side panel below where it gets narrow."""
        look = theme.current()
        narrow = effective_width < ONE_COLUMN
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._across.setDirection(direction)
        wide = look.text_px(READING_WIDTH + (150 if self.side.isVisibleTo(self) else 0))
        self._reading.setMaximumWidth(16_777_215 if narrow else wide)
        self.side.setMaximumWidth(16_777_215 if narrow else look.text_px(SIDE_WIDTH))
        self.side.setMinimumWidth(0 if narrow else look.text_px(SIDE_WIDTH))
        self._follow(self.scrolling.verticalScrollBar().value())

    def _follow(self, scrolled: int) -> None:
        """Keep the side panel in sight while a long question is scrolled beside it."""
        beside = self._across.direction() == QBoxLayout.Direction.LeftToRight
        tall = self.side_column.sizeHint().height()
        room = max(0, self.side.height() - tall)
        lead = min(room, scrolled) if beside else 0
        if lead != self._lead.height():
            self._lead.setFixedHeight(lead)

    def to_top(self) -> None:
        """Show the beginning of the question."""
        self.scrolling.to_top()
