"""Needs a person: the replies that wait for a reader, and reading one criterion by criterion."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from quizapp.domain.reading import Point
from quizapp.errors import UserError
from quizapp.services.review_paper import ReplyView, is_open
from quizapp.services.review_queue import Paper, Waiting
from quizapp.services.review_script import Decided
from quizapp.ui import theme, wording
from quizapp.ui.desk_page import DeskPage, safely
from quizapp.ui.desk_reading import CriterionCard, ReplyPanel, ordered
from quizapp.ui.page import Navigator
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.art import EmptyState
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.dialogs import AskText, Confirm
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.segments import Segments
from quizapp.ui.widgets.surfaces import Chip, Surface, panel
from quizapp.ui.widgets.text import Text

ONE_COLUMN = 980
WAITS, READ = "waiting", "read"
MOST_SHOWN = 60


class WaitingCard(Surface):
    """One attempt of the queue with what it waits for."""

    def __init__(self, one: Waiting, page: ReadingPage, *, first: bool) -> None:
        self._attempt, self._page = one.attempt, page
        name = one.person or "A reply without a name"
        self.go = Button(
            "Read", variant="primary" if first else "outline", icon="arrow-right", icon_after=True
        )
        self.go.setAccessibleName(f"Read: {name}, {one.exam}")
        self.go.clicked.connect(self.press)
        day = one.finished_at.astimezone().date() if one.finished_at else None
        handed = f"handed in {wording.day(day)}" if day else "handed in"
        mark = "" if one.cut is None else f", pass mark {one.cut:g}"
        chips = QWidget()
        flow = boxes.FlowLayout(6, chips)
        if one.disputed:
            flow.addWidget(Chip(f"Readers disagree on {one.disputed}", "scale", "care"))
        if one.open:
            flow.addWidget(Chip(f"{one.open} to decide", "user-search", "info"))
        if one.asked:
            flow.addWidget(Chip("The person asked", "message-circle-question-mark", "accent"))
        if one.open and not one.mine:
            flow.addWidget(Chip("You have had your say", "check", "quiet"))
        words = boxes.column(
            Text(name, "body", bold=True),
            Text(f"{one.exam}, {handed}", "small", colour="muted"),
            Text(f"{one.points:.0f} of 100{mark} by the marks so far", "small", colour="muted"),
            chips,
            gap=3,
        )
        line = boxes.row(words, boxes.column(1, self.go, 1), gap=16, margins=(20, 14, 18, 14))
        line.setStretch(0, 1)
        super().__init__(line)

    def press(self) -> None:
        """Open the attempt."""
        self._page.open_paper(self._attempt)


class ReadingPage(DeskPage):
    """The queue, and in its place the attempt that is being read."""

    readers = True

    def __init__(self, window: Navigator) -> None:
        super().__init__(window, "Needs a person", "Replies that a person decides, not a machine.")
        self.paper: Paper | None = None
        self._place = 0
        self.cards: list[CriterionCard] = []
        self._build_queue()
        self._build_paper()
        self.arrange(self._queue, self._reader)

    def _build_queue(self) -> None:
        self.which = Segments("Which", [(WAITS, "Waiting", ""), (READ, "Read already", "")])
        self.which.show_value(WAITS)
        self.which.chosen.connect(self._refill)
        self._list = boxes.column(gap=12)
        self.nothing = EmptyState("Nothing waits for a person. New replies appear here.")
        self._queue = QWidget()
        self._queue.setLayout(
            boxes.column(boxes.row(self.which, 1), self._list, self.nothing, 1, gap=14)
        )

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
        for part in (self.previous, self.next, self.place_words):
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
        self._show_queue()
        if isinstance(context, str) and context:
            self.open_paper(context)

    def clear_content(self) -> None:
        """Forget names and replies."""
        boxes.empty(self._list)
        self._empty_paper()
        self._queue.show()
        self._reader.hide()

    @safely
    def _refill(self) -> None:
        self._show_queue()

    def _show_queue(self) -> None:
        queue, door = self.window_.app.review_queue, self.session.reading()
        waiting = self.which.value() == WAITS
        found = queue.waiting(door) if waiting else queue.read(door)
        boxes.empty(self._list)
        for number, one in enumerate(found[:MOST_SHOWN]):
            self._list.addWidget(WaitingCard(one, self, first=number == 0 and waiting))
        more = len(found) - MOST_SHOWN
        if more > 0:
            self._list.addWidget(Text(f"And {more:,} more after these.", "body", colour="muted"))
        self.nothing.setVisible(not found)
        self.nothing.sentence.say(
            "Nothing waits for a person. New replies appear here."
            if waiting
            else "Nobody has read a reply yet."
        )
        words = wording.count(len(found), "attempt waits", "attempts wait")
        self.say_subtitle(
            f"{words} for a person." if waiting and found else "Replies that a person decides."
        )
        self._queue.show()
        self._reader.hide()

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
        self._queue.hide()
        self._reader.show()
        self._show_paper()
        self.scrolling.to_top()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_paper(self) -> None:
        """Go back to the queue, unless a decision is begun and the person stays with it."""
        if not self.may_leave():
            return
        self._empty_paper()
        self._refill()
        focus = self.first_part()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

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
            self._show_queue()
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
        if self.paper is not None:
            return self.back
        found = self._list.itemAt(0)
        first = found.widget() if found is not None else None
        return first.go if isinstance(first, WaitingCard) else self.which.buttons[0]
