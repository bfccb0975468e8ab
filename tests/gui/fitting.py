"""Shows questions in every state a person meets them in and finds words that have no room.

A text fits when its label is at least as large as the text needs at that width, lies inside
everything around it, is covered by no other text and is not cut with an ellipsis.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import combinations

from plain_marker import PlainMarker
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from quizapp.domain.answers import Answer, Chosen, ChosenSeveral, Ordered, Paired, Written
from quizapp.domain.items import (
    ChoiceBody,
    ConversationBody,
    FreeTextBody,
    Item,
    ItemKind,
    ListeningBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
)
from quizapp.domain.marking import Marking
from quizapp.grading.conversation import Spoken
from quizapp.grading.grade import grade
from quizapp.services import talks
from quizapp.services.catalogue import BankView
from quizapp.services.talks import TalkView
from quizapp.ui.answers.area import Question
from quizapp.ui.answers.listening import ListeningArea, cues
from quizapp.ui.answers.matching import NOTHING
from quizapp.ui.answers.talking import TalkArea
from quizapp.ui.answers.written import WrittenArea
from quizapp.ui.concept_card import first_sentence
from quizapp.ui.driver import Driver
from quizapp.ui.pages.practice import PracticePage
from quizapp.ui.question_view import KIND_WORDS
from quizapp.ui.stem import shown

WIDTH, HEIGHT = 900, 600
SIZES = (100, 200)
SLACK = 1
"""Pixels by which rounding may set a widget beyond its parent."""

ROUNDS = 8
JUST_AFTER = 0.01
"""Seconds after the beginning of a line at which it is on screen."""

Texted = QLabel | QAbstractButton | QComboBox


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """A text without room: on which item, in which state, what it says and what is wrong."""

    item: str
    face: str
    words: str
    why: str


# What is shown


class Shower:
    """Fills the question view of a practice page with one item after another."""

    def __init__(self, driver: Driver, bank: BankView) -> None:
        page = driver.page
        if not isinstance(page, PracticePage):
            raise TypeError("questions are shown on the practice page")
        self.page, self.bank = page, bank
        driver.window.setUpdatesEnabled(False)  # laid out as ever, only not painted

    def items(self) -> list[Item]:
        """Return every item of the bank."""
        return [self.bank.item(head.id) for head in self.bank.heads]

    def faces(self, item: Item) -> Iterator[str]:
        """Show the item in each of its states and yield the name of the state."""
        self._frame(item)
        if isinstance(item.body, ConversationBody):
            yield from self._talk(item)
            return
        yield from self._open(item)
        for number, answer in enumerate(_answers(item)):
            mark = grade(item, answer, marker=PlainMarker)  # type: ignore[arg-type]  # it is always told the criteria
            shown = Question(item=item, answer=answer, grade=mark, practice=True, locked=True)
            self._show(shown)
            self.page.card_box.show()
            area = self.page.view.area()
            if isinstance(area, WrittenArea):
                area.feedback.toggle_samples()
            _lay_out()
            yield f"marked {number + 1}"

    def _frame(self, item: Item) -> None:
        page = self.page
        title = item.title or self.bank.domain(item.domain).title
        page.say_title(f"Practice · {KIND_WORDS[item.kind]}", title)
        page.objective.say(self.bank.objective(item.objective).text)
        page.card_text.say(first_sentence(self.bank.concept(item.concepts[0]).text))

    def _show(self, question: Question) -> None:
        item = question.item
        scenario = self.bank.scenario(item.scenario).text if item.scenario else ""
        self.page.card_box.hide()
        self.page.view.show_question(question, scenario=scenario)
        _lay_out()

    def _open(self, item: Item) -> Iterator[str]:
        self._show(Question(item=item, practice=True))
        yield "open"
        area = self.page.view.area()
        if isinstance(area, ListeningArea) and isinstance(item.body, ListeningBody):
            at = 0.0
            for number, cue in enumerate(cues(item.body.dialogue)):
                area.advance(cue.start + JUST_AFTER - at)
                at = cue.start + JUST_AFTER
                _lay_out()
                yield f"line {number + 1}"
        if isinstance(item.body, MatchingBody):
            for option in item.body.options:
                pairs = {prompt.id: option.id for prompt in item.body.prompts}
                self._show(Question(item=item, answer=Paired(pairs=pairs), practice=True))
                yield f"all {option.id}"

    def _talk(self, item: Item) -> Iterator[str]:
        body = item.body
        if not isinstance(body, ConversationBody):
            raise TypeError(f"{item.id} is no conversation")
        self._show(Question(item=item, practice=True))
        area = self.page.view.area()
        if not isinstance(area, TalkArea):
            raise TypeError("a conversation has an area of its own")
        for name, view in _views(item, body):
            area.show_view(view)
            _lay_out()
            yield name


def _lay_out() -> None:
    """Let nested layouts pass new heights on to each other; each round brings them one further."""
    for _ in range(ROUNDS):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def _answers(item: Item) -> tuple[Answer, ...]:
    """Return answers whose marking shows every reason: wrong ones, and each sample reply."""
    match item.body:
        case ChoiceBody(options=options) | ListeningBody(options=options):
            return (Chosen(option=next(o.id for o in options if not o.correct)),)
        case MultipleBody(options=options) as body:
            return (ChosenSeveral(options=tuple(o.id for o in options[-body.choose :])),)
        case OrderingBody(key=key):
            return (Ordered(order=key[0][::-1]),)
        case MatchingBody(prompts=prompts, options=options):
            longest = max(options, key=lambda option: len(option.text))
            return (Paired(pairs={prompt.id: longest.id for prompt in prompts}),)
        case FreeTextBody(samples=samples):
            return tuple(Written(text=sample.reply) for sample in samples)
        case ConversationBody():
            return ()


def _views(item: Item, body: ConversationBody) -> Iterator[tuple[str, TalkView]]:
    """Return every turn with all that can be said on it, and every ending."""
    start = talks.shown(item, None, talks.replayed(item, None, _no_marks), seed=1)
    for node in body.nodes:
        said = [Spoken(speaker="customer", text=node.says, tone=node.tone)]
        said += [Spoken(speaker="customer", text=v.says, tone=v.tone) for v in node.variants]
        own = [reply.text for reply in node.replies] or [node.model_reply]
        said += [Spoken(speaker="agent", text=text, tone="") for text in own]
        notes = [reply.rationale for reply in node.replies] or [""]
        yield (
            f"turn {node.id}",
            replace(
                start,
                node=node,
                lines=tuple(said),
                replies=node.replies,
                note=max(notes, key=len),
                turns=1,
                trust_change=-1,
                tension_change=1,
            ),
        )
    for ending in body.endings:
        last = (Spoken(speaker="customer", text=ending.says, tone=""),)
        yield (
            f"ending {ending.id}",
            replace(start, node=None, replies=(), lines=last, ending=ending, note=""),
        )


def _no_marks(*_: object) -> Marking:
    raise AssertionError("no written turn is marked before the first")


def longest(items: Sequence[Item], number: int) -> list[Item]:
    """Return the items with the most words of every kind in turn, `number` in all."""
    by_kind = [
        sorted((item for item in items if item.kind is kind), key=lambda one: -len(words_in(one)))
        for kind in ItemKind
    ]
    turns = [ones[place] for place in range(number) for ones in by_kind if place < len(ones)]
    return turns[:number]


# What is checked


def misfits(page: QWidget, known: str = "") -> list[tuple[str, str]]:
    """Return the words and the fault of each visible text that has no room.

    `known` holds the words of the item: an ellipsis that stands there is meant.
    """
    found: list[tuple[str, str]] = []
    texts = [widget for widget in page.findChildren(QWidget) if _has_words(widget)]
    for widget in texts:
        found += [(_words(widget), why) for why in _faults(widget, page)]
        if _words(widget).endswith("…") and _words(widget).split(": ", 1)[-1] not in known:
            found.append((_words(widget), "ends in an ellipsis"))
    places = [(widget, _ground(widget, page), _place(widget, page)) for widget in texts]
    for (one, below, first), (other, under, second) in combinations(places, 2):
        if below is not under or one.isAncestorOf(other) or other.isAncestorOf(one):
            continue
        common = first.intersected(second)
        if common.width() > SLACK and common.height() > SLACK:
            found.append((_words(one), f"lies over “{_words(other)[:40]}”"))
    return found


def _has_words(widget: QWidget) -> bool:
    return isinstance(widget, Texted) and widget.isVisible() and bool(_words(widget))


def _words(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text() or widget.accessibleName()
    return ""


def _place(widget: QWidget, page: QWidget) -> QRect:
    return QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())


def _ground(widget: QWidget, page: QWidget) -> QWidget:
    """Return what the widget scrolls with: the inside of a scroll area, or the page."""
    around = widget.parentWidget()
    while around is not None and around is not page:
        if around.objectName() == "qt_scrollarea_viewport":
            return around
        around = around.parentWidget()
    return page


def _faults(widget: QWidget, page: QWidget) -> Iterator[str]:
    wide, high = widget.width(), widget.height()
    if widget.hasHeightForWidth():
        least = widget.minimumSizeHint().width()
        needed = widget.heightForWidth(wide)
        if wide < least:
            yield f"is {wide} px wide, its longest word needs {least}"
        if high < needed:
            yield f"is {high} px high at {wide} px, its text needs {needed}"
    elif isinstance(widget, QComboBox):
        room, needed = _field(widget), widget.fontMetrics().horizontalAdvance(_words(widget))
        if room < needed:
            yield f"has {room} px for its words, which need {needed}"
    else:
        hint = widget.sizeHint()
        if wide < hint.width() or high < hint.height():
            yield f"is {wide} × {high} px, its size hint is {hint.width()} × {hint.height()}"
    yield from _cut(widget, page)


def _field(select: QComboBox) -> int:
    option = QStyleOptionComboBox()
    select.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    control = QStyle.ComplexControl.CC_ComboBox
    return select.style().subControlRect(control, option, part, select).width()


def _cut(widget: QWidget, page: QWidget) -> Iterator[str]:
    """Name the surroundings that cut a widget off; the body of a scroll area may be long."""
    ground = _ground(widget, page)
    left = widget.mapTo(ground, QPoint(0, 0)).x()
    if left < -SLACK or left + widget.width() > ground.width() + SLACK:
        yield f"runs out of the {ground.width()} px of the page"
    around = widget.parentWidget()
    while around is not None and around is not ground:
        inside = around.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
        if not inside.contains(_place(widget, around)):
            yield f"is cut by its {type(around).__name__}"
            return
        around = around.parentWidget()


def check(driver: Driver, shower: Shower, items: Sequence[Item]) -> tuple[list[Misfit], int]:
    """Show items in every state; return the misfits and how many states were looked at."""
    found: list[Misfit] = []
    states = 0
    for item in items:
        known = f"{NOTHING}\n{words_in(item)}"
        for face in shower.faces(item):
            states += 1
            found += [
                Misfit(item=item.id, face=face, words=words, why=why)
                for words, why in misfits(driver.page, known)
            ]
    return found, states


def words_in(item: Item) -> str:
    """Return every text of an item, one a line."""
    return "\n".join(_texts(asdict(item)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield shown(value)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _texts(inner)
