"""A question on screen: chips, case, question, the answer area of its kind, and a side panel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from quizapp.domain.items import Channel, FreeTextBody, Item, ItemKind
from quizapp.ui import stem, theme
from quizapp.ui.answers.area import AnswerArea, Question
from quizapp.ui.marking import Marking, MarkText
from quizapp.ui.read_aloud import ReadAloud
from quizapp.ui.tab_order import TAB_LAST
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.boxes import FlowLayout
from quizapp.ui.widgets.scroll import Scroll
from quizapp.ui.widgets.surfaces import Chip

CHANNELS = {
    Channel.PHONE: ("Phone", "phone"),
    Channel.CHAT: ("Chat", "message-circle"),
    Channel.EMAIL: ("Email", "mail"),
    Channel.IN_PERSON: ("In person", "users"),
    Channel.SOCIAL: ("In public", "megaphone"),
}
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


def _choice() -> AnswerArea:
    from quizapp.ui.answers.choosing import ChoiceArea  # noqa: PLC0415 - built with the first question of its kind

    return ChoiceArea(single=True)


def _multiple() -> AnswerArea:
    from quizapp.ui.answers.choosing import ChoiceArea  # noqa: PLC0415 - built with the first question of its kind

    return ChoiceArea(single=False)


def _ordering() -> AnswerArea:
    from quizapp.ui.answers.ordering import OrderingArea  # noqa: PLC0415 - built with the first question of its kind

    return OrderingArea()


def _matching() -> AnswerArea:
    from quizapp.ui.answers.matching import MatchingArea  # noqa: PLC0415 - built with the first question of its kind

    return MatchingArea()


def _listening() -> AnswerArea:
    from quizapp.ui.answers.listening import ListeningArea  # noqa: PLC0415 - built with the first question of its kind

    return ListeningArea()


def _written() -> AnswerArea:
    from quizapp.ui.answers.written import WrittenArea  # noqa: PLC0415 - built with the first question of its kind

    return WrittenArea()


def _talk() -> AnswerArea:
    from quizapp.ui.answers.talking import TalkArea  # noqa: PLC0415 - built with the first question of its kind

    return TalkArea()


MAKERS: dict[ItemKind, Callable[[], AnswerArea]] = {
    ItemKind.CHOICE: _choice,
    ItemKind.MULTIPLE: _multiple,
    ItemKind.ORDERING: _ordering,
    ItemKind.MATCHING: _matching,
    ItemKind.LISTENING: _listening,
    ItemKind.FREE_TEXT: _written,
    ItemKind.CONVERSATION: _talk,
}


class _Column(QWidget):
    """The column of the question, or what scrolls with it. Its wish is known beforehand.

    Qt's own way would lay out every text at the widest one's wish, and again at the real width.
    """

    def sizeHint(self) -> QSize:
        """Return the width of the column; the height follows from the width it gets."""
        return QSize(min(theme.current().text_px(READING_WIDTH), self.maximumWidth()), 0)


class QuestionView(QWidget):
    """Shows one question after another; areas are built once per kind. `made` brings a new area."""

    made = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._areas: dict[ItemKind, AnswerArea] = {}
        self._kind: ItemKind | None = None
        self.channel = Chip()
        self.place = Chip()
        self.flag = Chip("Flagged for review", "flag", "care")
        self.flag.hide()
        self.scenario = MarkText("", "reading", measure=85)
        self.case = MarkText("", "reading", measure=85)
        self.question = MarkText("", "reading", bold=True, measure=85)
        self.marking = Marking((self.scenario, self.case, self.question), self)
        self.question.about = "The question"
        chips = QWidget()
        flow = FlowLayout(8, chips)
        for chip in (self.channel, self.place):
            flow.addWidget(chip)
        self._chips = boxes.row(chips, self.flag)
        self._chips.setStretch(0, 1)
        self.reader = ReadAloud()
        self._area_column = boxes.column(gap=0)
        self.below = boxes.column(gap=12)
        self._reading = _Column()
        self._reading.setLayout(
            boxes.column(
                self._chips,
                self.reader,
                self.scenario,
                self.case,
                self.question,
                self._area_column,
                self.below,
                1,
                gap=12,
            )
        )
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
        self.scrolling.verticalScrollBar().valueChanged.connect(self._follow)
        self.setLayout(boxes.column(self.scrolling))
        self.fit(ONE_COLUMN + 1)

    def area(self) -> AnswerArea:
        """Return the area of the kind on screen."""
        if self._kind is None:
            raise LookupError("no question is on screen")
        return self._areas[self._kind]

    def show_question(self, question: Question, *, scenario: str = "") -> None:
        """Show a question from its beginning."""
        item = question.item
        area = self._area_of(item.kind)
        with boxes.held(self.body, self._reading, area):
            self._fill(question, area, scenario)

    def _fill(self, question: Question, area: AnswerArea, scenario: str) -> None:
        item = question.item
        self._show_head(item, scenario)
        self.marking.end()
        self.reader.show_question(question, scenario=scenario)
        self.marking.show_spans(question.highlights)
        area.show_question(question)
        if self._kind is not item.kind:
            for kind, other in self._areas.items():
                other.setVisible(kind is item.kind)
                for beside in other.beside():
                    if kind is not item.kind:
                        beside.hide()
            self._kind = item.kind

    def _area_of(self, kind: ItemKind) -> AnswerArea:
        if kind not in self._areas:
            area = MAKERS[kind]()
            self._areas[kind] = area
            self._area_column.addWidget(area)
            self.made.emit(area)
        return self._areas[kind]

    def _show_head(self, item: Item, scenario: str) -> None:
        words, icon = CHANNELS.get(item.channel, ("", "")) if item.channel else ("", "")
        self.channel.setVisible(bool(words))
        self.channel.show_state(words, icon)
        self.place.setVisible(bool(item.trade))
        self.place.show_state(item.trade[:1].upper() + item.trade[1:])
        self.case.about = "The situation" if isinstance(item.body, FreeTextBody) else ""
        case, question = _asked(item)
        for label, text in (
            (self.scenario, scenario.strip()),
            (self.case, case),
            (self.question, question),
        ):
            label.say(text)
            label.setVisible(bool(text))

    def prepare(self, item: Item) -> None:
        """Lay out the texts of an item that comes next; does nothing for a kind not yet seen."""
        case, question = _asked(item)
        for label, text in ((self.case, case), (self.question, question)):
            if text:
                label.prepare(text)
        if item.kind in self._areas:
            self._areas[item.kind].prepare(item)

    def read_aloud(self) -> bool:
        """Read the question or stop; return whether that is granted here."""
        if not self.reader.isVisible():
            return False
        self.reader.button.click()
        return True

    def show_flag(self, on: bool) -> None:
        """Show whether the question is flagged."""
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


def _asked(item: Item) -> tuple[str, str]:
    """Return the case and the question of an item as shown."""
    if item.kind in (ItemKind.FREE_TEXT, ItemKind.CONVERSATION):
        return item.stem.strip(), ""
    case, question = stem.split(item.stem)
    if item.kind is ItemKind.MULTIPLE:
        question = stem.without_choose(question) or question
    return case.strip(), question.strip()
