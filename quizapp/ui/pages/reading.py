"""Needs a person: the replies that wait for a reader, and reading one criterion by criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from quizapp.domain.reading import Point
from quizapp.errors import UserError
from quizapp.services.review_paper import ReplyView, is_open
from quizapp.services.review_queue import Paper, Waiting
from quizapp.services.review_script import Decided
from quizapp.ui import theme, wording
from quizapp.ui.desk_page import DeskPage, safely
from quizapp.ui.desk_queue import Queue
from quizapp.ui.desk_reading import CriterionCard, ReplyPanel, ordered
from quizapp.ui.page import Navigator
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.dialogs import AskText, Confirm
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.surfaces import panel
from quizapp.ui.widgets.text import Text

if TYPE_CHECKING:
    from quizapp.app import App

ONE_COLUMN = 980


class ReadingPage(DeskPage):
    """The queue, and in its place the attempt that is being read."""

    readers = True

    def __init__(self, window: Navigator) -> None:
        super().__init__(window, "Needs a person", "Replies that a person decides, not a machine.")
        self.paper: Paper | None = None
        self._place = 0
        self.cards: list[CriterionCard] = []
        self.queue = Queue()
        self.queue.chosen.connect(self.open_paper)
        self.queue.turned.connect(self._refill)
        self._build_paper()
        self.arrange(self.queue, self._reader)

    def _build_paper(self) -> None:
        self.back = Button("Back to the queue", variant="quiet", icon="arrow-left", compact=True)
        self.back.clicked.connect(self.close_paper)
        self.who = Text("", "h2")
        self.about = Text("", "body", colour="muted")
        self.place_words = Text("", "body", bold=True, wrap=False)
        self.previous = Button("Previous reply", icon="chevron-left", compact=True)
        self.next = Button("Next reply", icon="chevron-right", icon_after=True, compact=True)
        self.previous.clicked.connect(self._earlier)
        self.next.clicked.connect(self._later)
        walk = QWidget()
        flow = boxes.FlowLayout(8, walk)
        place = QWidget()
        place.setLayout(boxes.column(self.place_words, margins=(2, 6, 0, 0)))
        for part in (self.previous, self.next, place):
            flow.addWidget(part)
        self._asked = boxes.column(gap=8)
        self.reply = ReplyPanel()
        self._criteria = boxes.column(gap=12)
        self.more = Button("", variant="plain", icon="chevron-down", icon_after=True)
        self.more.clicked.connect(self._show_rest)
        self.confirm = Button("Confirm the machine on the rest", icon="check", compact=True)
        self.confirm.clicked.connect(self.confirm_rest)
        right = QWidget()
        right.setLayout(
            boxes.column(
                Text("Criterion by criterion", "h3"),
                self._criteria,
                boxes.row(self.more, 1),
                boxes.row(self.confirm, 1),
                1,
                gap=12,
            )
        )
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(theme.current().px(20))
        self._across.addWidget(self.reply, 1)
        self._across.addWidget(right, 1)
        self._reader = QWidget()
        self._reader.setLayout(
            boxes.column(
                boxes.row(self.back, 1),
                boxes.column(self.who, self.about, gap=2),
                self._asked,
                walk,
                self._across,
                1,
                gap=12,
            )
        )
        self._reader.hide()

    # The queue

    def show_content(self, context: object) -> None:
        """Show the queue; `context` may be the attempt to open."""
        self._to_queue()
        if isinstance(context, str) and context:
            self.open_paper(context)

    def clear_content(self) -> None:
        """Forget names and replies."""
        self.queue.clear()
        self._empty_paper()
        self.queue.show()
        self._reader.hide()

    def _to_queue(self) -> None:
        self.queue.show()
        self._reader.hide()
        self._to_first = True
        self._refill()

    _to_first = False
    """Whether the keys go to the first attempt once the queue is there."""

    @safely
    def _refill(self) -> None:
        """Read the queue again, beside the window."""
        door, waits = self.session.reading(), self.queue.waits()

        def read(other: App) -> tuple[Waiting, ...]:
            queue = other.review_queue
            return queue.waiting(door) if waits else queue.read(door)

        self.fetch.ask(read, self._show_queue)

    def _show_queue(self, found: tuple[Waiting, ...]) -> None:
        self.queue.show_found(found)
        words = wording.count(len(found), "attempt waits", "attempts wait")
        self.say_subtitle(
            f"{words} for a person."
            if found and self.queue.waits()
            else "Replies that a person decides."
        )
        to_first, self._to_first = self._to_first, False
        if to_first and self.paper is None and self.isVisible():
            self.queue.first_part().setFocus(Qt.FocusReason.OtherFocusReason)

    # One attempt

    def open_paper(self, attempt: str) -> None:
        """Open an attempt at its first reply that waits."""
        try:
            self.paper = self.window_.app.review_queue.paper(self.session.reading(), attempt)
        except UserError as error:
            self.window_.report(error)
            return
        waiting = [n for n, reply in enumerate(self.paper.replies) if reply.open]
        self._place = waiting[0] if waiting else 0
        self.queue.hide()
        self._reader.show()
        self._show_paper()
        self.scrolling.to_top()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_paper(self) -> None:
        """Go back to the queue, unless a decision is begun and the person stays with it."""
        if not self.may_leave():
            return
        self._empty_paper()
        self._to_queue()

    def may_leave(self) -> bool:
        """Ask before a decision that was begun is put away."""
        if all(card.untouched for card in self.cards) or not self.is_open():
            return True
        dialog = Confirm(
            "Leave this decision?",
            "A choice or a reason is not kept yet. Leaving puts it away.",
            verb="Leave",
            safe="Stay here",
            parent=self,
        )
        agreed = bool(dialog.exec())
        dialog.deleteLater()
        return agreed

    def _empty_paper(self) -> None:
        self.paper = None
        self.cards = []
        boxes.empty(self._criteria)
        boxes.empty(self._asked)
        self.reply.clear()
        for text in (self.who, self.about, self.place_words):
            text.say("")

    def _reply(self) -> ReplyView | None:
        paper = self.paper
        return paper.replies[self._place] if paper is not None and paper.replies else None

    def _show_paper(self) -> None:
        paper, reply = self.paper, self._reply()
        if paper is None:
            return
        head = paper.head
        self.who.say(head.person or "Without a name")
        mark = "" if head.cut is None else f" The pass mark is {head.cut:g}."
        reasons = " ".join(head.reasons) or f"{head.points:.0f} of 100 so far.{mark}"
        self.about.say(f"{head.exam}. {reasons}")
        self._show_asked(paper)
        total = len(paper.replies)
        title = f": {reply.title}" if reply is not None else ""
        self.place_words.say(f"Reply {self._place + 1} of {total}{title}" if total else "")
        self.previous.setEnabled(self._place > 0)
        self.next.setEnabled(self._place + 1 < total)
        self._show_reply(reply)

    def _show_asked(self, paper: Paper) -> None:
        boxes.empty(self._asked)
        for one in paper.head.asked:
            answer = Button("Answer", compact=True)
            answer.setProperty("request", one.id)
            answer.setAccessibleName(f"Answer the person who asked: {one.why[:40]}")
            answer.clicked.connect(self._answer)
            self._asked.addWidget(
                panel(
                    Text("The person sees this differently", "caption", bold=True),
                    Text(f"“{one.why}”", "body"),
                    boxes.row(answer, 1),
                    fill="accent_soft",
                )
            )

    def _show_reply(self, reply: ReplyView | None) -> None:
        boxes.empty(self._criteria)
        self.cards = []
        if reply is None:
            self.reply.clear()
            return
        views = ordered(reply)
        self.reply.show_reply(reply, views)
        for number, view in enumerate(views, 1):
            made = CriterionCard(number, view, first=number == 1)
            made.decided.connect(self._keep)
            made.pointed.connect(self.reply.light)
            self.cards.append(made)
            self._criteria.addWidget(made)
        asked = [c for c in self.cards if c.view.asked or is_open(c.view.asked, c.view.outcome)]
        rest = [c for c in self.cards if c not in asked]
        self._folded = rest if asked else []
        for made in self._folded:
            made.hide()
        self.more.setVisible(bool(self._folded))
        words = wording.count(len(self._folded), "other criterion", "other criteria")
        self.more.say(f"Show the {words}")
        self.confirm.setVisible(any(not c.view.outcome.readings for c in self.cards))

    _folded: list[CriterionCard] = []  # noqa: RUF012 - replaced, never changed

    def _show_rest(self) -> None:
        rest, self._folded = self._folded, []
        for made in rest:
            made.show()
        self.more.hide()
        if rest:
            rest[0].choice.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _earlier(self) -> None:
        self._walk(-1)

    def _later(self) -> None:
        self._walk(1)

    def _walk(self, by: int) -> None:
        if self.paper is None or not self.may_leave():
            return
        self._place = max(0, min(self._place + by, len(self.paper.replies) - 1))
        self._show_paper()

    # Deciding

    def _keep(self, point: object, met: bool, reason: str) -> None:
        made, reply = self.sender(), self._reply()
        if self.paper is None or reply is None or not isinstance(point, Point):
            return
        try:
            came = self.window_.app.review_queue.decide(
                self.session.reading(),
                self.paper.head.attempt,
                reply.item,
                point.criterion,
                met=met,
                reason=reason,
                turn=point.turn,
            )
        except UserError as error:
            if isinstance(made, CriterionCard):
                made.say(str(error))
            return
        self._go_on(came)

    def confirm_rest(self) -> None:
        """Confirm the machine on everything of this reply that nobody has decided."""
        reply = self._reply()
        if self.paper is None or reply is None:
            return
        dialog = AskText(
            "Confirm the machine on the rest",
            "Every criterion of this question that nobody has decided stays as the machine "
            "marked it. Say in a sentence why.",
            verb="Confirm the rest",
            parent=self,
        )
        agreed, why = bool(dialog.exec()), dialog.text()
        dialog.deleteLater()
        if not agreed:
            return
        try:
            came = self.window_.app.review_queue.confirm_rest(
                self.session.reading(), self.paper.head.attempt, reply.item, reason=why
            )
        except UserError as error:
            self.window_.report(error)
            return
        self._go_on(came)

    def _answer(self) -> None:
        button = self.sender()
        if not isinstance(button, Button) or self.paper is None:
            return
        dialog = AskText(
            "Answer the person",
            "They see this sentence beside their result.",
            verb="Keep the answer",
            parent=self,
        )
        agreed, said = bool(dialog.exec()), dialog.text()
        dialog.deleteLater()
        if not agreed:
            return
        try:
            self.window_.app.review_queue.answer_request(
                self.session.reading(), int(button.property("request")), said
            )
            self._reload()
        except UserError as error:
            self.window_.report(error)

    def _go_on(self, came: Decided) -> None:
        """Say what came of it and go to what waits next: a criterion, a reply, or the queue."""
        self.window_.say(came.sentence)
        announce(self, came.sentence)
        try:
            self._reload()
        except UserError as error:
            self.window_.report(error)
            return
        self._focus_next()

    def _reload(self) -> None:
        if self.paper is None:
            return
        queue, door = self.window_.app.review_queue, self.session.reading()
        attempt = self.paper.head.attempt
        self.cards = []
        try:
            self.paper = queue.paper(door, attempt)
        except UserError:  # nothing in it waits any more, and nobody has read it
            self._empty_paper()
            self._to_queue()
            return
        reply = self._reply()
        if reply is not None and not reply.open:
            waiting = [n for n, one in enumerate(self.paper.replies) if one.open]
            self._place = waiting[0] if waiting else self._place
        self._show_paper()

    def _focus_next(self) -> None:
        waiting = [c for c in self.cards if is_open(c.view.asked, c.view.outcome)]
        if waiting:
            waiting[0].choice.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
            self.scrolling.reveal(waiting[0])
        else:
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)
            self.scrolling.to_top()

    # Shape and focus

    def fit(self, effective_width: float) -> None:
        """Put the criteria below the reply where it gets narrow."""
        super().fit(effective_width)
        narrow = effective_width < ONE_COLUMN
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._across.setDirection(direction)

    def first_part(self) -> QWidget | None:
        """Return the first button of the queue, or the way back to it."""
        return self.back if self.paper is not None else self.queue.first_part()
