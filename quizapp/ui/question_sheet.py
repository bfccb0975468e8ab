"""One question laid out: chips, case, question, and the answer area of its kind.

The view has two of them: one on screen, and one on which the next question is laid out meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QWidget

from quizapp.domain.items import Channel, FreeTextBody, Item, ItemKind
from quizapp.ui import stem
from quizapp.ui.answers.area import AnswerArea
from quizapp.ui.asked import Asked
from quizapp.ui.marking import MarkText, show_spans
from quizapp.ui.read_aloud import ReadAloud
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.boxes import FlowLayout
from quizapp.ui.widgets.surfaces import Chip

CHANNELS = {
    Channel.PHONE: ("Phone", "phone"),
    Channel.CHAT: ("Chat", "message-circle"),
    Channel.EMAIL: ("Email", "mail"),
    Channel.IN_PERSON: ("In person", "users"),
    Channel.SOCIAL: ("In public", "megaphone"),
}
AHEAD = (ItemKind.CHOICE, ItemKind.MULTIPLE)
"""Kinds that can be laid out ahead: nothing in them runs, sounds or waits before it is seen."""


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


class QuestionSheet(QWidget):
    """Shows one question after another; areas are built once per kind. `made` brings a new area."""

    made = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked: Asked | None = None
        """What was filled in last, for as long as nobody has changed it."""
        self._areas: dict[ItemKind, AnswerArea] = {}
        self._kind: ItemKind | None = None
        self._heights: dict[int, int] = {}
        self.channel = Chip()
        self.place = Chip()
        self.flag = Chip("Flagged for review", "flag", "care")
        self.flag.hide()
        self.scenario = MarkText("", "reading", measure=85)
        self.case = MarkText("", "reading", measure=85)
        self.question = MarkText("", "reading", bold=True, measure=85)
        self.question.about = "The question"
        self.texts = (self.scenario, self.case, self.question)
        chips = QWidget()
        flow = FlowLayout(8, chips)
        for chip in (self.channel, self.place):
            flow.addWidget(chip)
        line = boxes.row(chips, self.flag)
        line.setStretch(0, 1)
        self.reader = ReadAloud()
        self._area_column = boxes.column(gap=0)
        self.setLayout(boxes.column(line, self.reader, *self.texts, self._area_column, gap=12))

    def restyle(self) -> None:
        """Take over the distances of a changed text size."""
        boxes.rescale(self.layout())

    @property
    def kind(self) -> ItemKind | None:
        """Return the kind shown, or None before the first question."""
        return self._kind

    def area(self) -> AnswerArea:
        """Return the area of the kind shown."""
        if self._kind is None:
            raise LookupError("no question is on screen")
        return self._areas[self._kind]

    @contextmanager
    def filling(self, kind: ItemKind) -> Iterator[AnswerArea]:
        """Let the sheet change before anything in it is laid out."""
        area = self._area_of(kind)
        with boxes.held(self, area):
            yield area

    def fill(self, asked: Asked) -> None:
        """Show a question from its beginning."""
        question = asked.question
        item = question.item
        with self.filling(item.kind) as area:
            self._show_head(item, asked.scenario)
            self.flag.setVisible(asked.flagged)
            self.reader.show_question(question, scenario=asked.scenario)
            show_spans(self.texts, question.highlights)
            area.show_question(question)
            if self._kind is not item.kind:
                self._show_area(item.kind)
        self._heights = {}
        self.asked = asked

    def _show_area(self, shown: ItemKind) -> None:
        for kind, area in self._areas.items():
            area.setVisible(kind is shown)
            for beside in area.beside():
                if kind is not shown:
                    beside.hide()
        self._kind = shown

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
        """Lay out the texts of an item that comes next here; a kind not yet seen is left alone."""
        case, question = _asked(item)
        for label, text in ((self.case, case), (self.question, question)):
            if text:
                label.prepare(text)
        if item.kind in self._areas:
            self._areas[item.kind].prepare(item)

    # Size

    def forget_heights(self) -> None:
        """Ask for heights again, because something in the sheet has changed."""
        self._heights = {}

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width; layouts ask often, so it is kept."""
        if width not in self._heights:
            layout = self.layout()
            self._heights[width] = layout.heightForWidth(width) if layout is not None else 0
        return self._heights[width]

    def lay_out_as(self, other: QuestionSheet) -> None:
        """Give everything the place it will have where another sheet is, though nothing is shown.

        Qt does this when a widget is shown; here it is done before.
        """
        self.ensurePolished()
        for holder in (self.area(), self):
            QCoreApplication.sendPostedEvents(holder, QEvent.Type.LayoutRequest)
        for width in (other.width(), *other._heights):
            height = self.heightForWidth(width)
            if width == other.width():
                self.resize(width, height)
        _lay_out(self)


def _lay_out(widget: QWidget) -> None:
    """Lay out a hidden widget and all in it, which Qt would do when it is shown."""
    layout = widget.layout()
    if layout is not None:
        layout.activate()
        layout.setGeometry(widget.rect())
    for child in widget.children():
        if isinstance(child, QWidget) and not child.isHidden():
            child.ensurePolished()
            _lay_out(child)


def _asked(item: Item) -> tuple[str, str]:
    """Return the case and the question of an item as shown."""
    if item.kind in (ItemKind.FREE_TEXT, ItemKind.CONVERSATION):
        return item.stem.strip(), ""
    case, question = stem.split(item.stem)
    if item.kind is ItemKind.MULTIPLE:
        question = stem.without_choose(question) or question
    return case.strip(), question.strip()
