"""Exams: what is open to a person, and what they took."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from quizapp.domain.attempt import AttemptState
from quizapp.domain.plan import CutStatus, Feedback, PlanKind
from quizapp.errors import UserError
from quizapp.services.exams import PlanOffer
from quizapp.storage.history import AttemptSummary
from quizapp.ui import wording
from quizapp.ui.page import Navigator, ScrollPage
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.surfaces import Chip, Divider, Icon, Surface, card
from quizapp.ui.widgets.text import Text

MOST_EXAMS, MOST_SETS = 30, 10
"""So many exams and practice sets of the past are listed, the newest first."""
AFTERWARDS = {
    Feedback.EACH_ITEM: "Each answer is explained at once.",
    Feedback.AT_END: "Afterwards you see every answer with its reasons.",
    Feedback.NO_KEYS: "Afterwards you see sections, domains and criteria, not the right answers.",
}
STATES = {
    AttemptState.IN_PROGRESS: ("under way", "clock", "info"),
    AttemptState.OVERDUE: ("over time", "clock", "care"),
    AttemptState.SUBMITTED: ("being marked", "clock", "info"),
    AttemptState.WAITING_FOR_REVIEW: ("a person reads it", "user-cog", "info"),
    AttemptState.ABANDONED: ("ended early", "x", "plain"),
}
DECISIONS = {
    "passed": ("passed", "check", "good"),
    "not_yet": ("not yet", "sprout", "care"),
    "waiting": ("a person reads it", "user-cog", "info"),
}


class OfferCard(Surface):
    """An exam plan with its facts and what can be done with it."""

    def __init__(self, offer: PlanOffer, page: ExamsPage, *, filled: bool) -> None:
        """Show an offer; `filled` gives it the one filled button of the page."""
        self._offer, self._page = offer, page
        plan = offer.plan
        under_way = offer.last is not None and offer.last.state in (
            AttemptState.IN_PROGRESS,
            AttemptState.OVERDUE,
        )
        chips = boxes.FlowLayout(8)
        chips.addWidget(Chip(wording.count(plan.size, "question", "questions"), "list-checks"))
        chips.addWidget(Chip(wording.minutes(plan.minutes), "clock"))
        if plan.cut is not None:
            provisional = ", provisional" if plan.cut_status is CutStatus.PROVISIONAL else ""
            chips.addWidget(Chip(f"pass mark {plan.cut:g} of 100{provisional}", "target"))
        if plan.certificate:
            chips.addWidget(Chip("certificate", "award", "primary"))
        if offer.tries_left is not None:
            chips.addWidget(
                Chip(wording.count(offer.tries_left, "try left", "tries left"), "repeat-2")
            )
        variant = "primary" if filled else "outline"
        self.open = Button("Take it up again" if under_way else "See and start", variant=variant)
        self.open.setAccessibleName(f"{self.open.text()}: {plan.title}")
        self.open.setEnabled(under_way or offer.may_start)
        reason = offer.reason
        if offer.next_date is not None:
            reason += f" You can try again from {wording.day(offer.next_date)}."
        icon = Icon("clipboard-check", colour="on_primary_soft", ground="primary_soft")
        words = boxes.column(
            Text(plan.title, "h3"),
            Text(plan.summary, "body", colour="muted", measure=100),
            chips,
            Text(AFTERWARDS[plan.feedback], "small", colour="muted"),
            Text(reason, "small", colour="warning") if reason and not under_way else None,
            gap=7,
        )
        line = boxes.row(
            boxes.column(icon, 1),
            words,
            boxes.column(1, self.open, 1),
            gap=16,
            margins=(22, 18, 22, 18),
        )
        line.setStretch(1, 1)
        super().__init__(line)
        self.open.clicked.connect(self.press)

    @property
    def plan(self) -> str:
        """Return the id of the plan."""
        return self._offer.plan.id

    def press(self) -> None:
        """Look at the exam, or take it up again."""
        last = self._offer.last
        if last is not None and last.state in (AttemptState.IN_PROGRESS, AttemptState.OVERDUE):
            self._page.resume(last.id)
        else:
            self._page.window_.open_page("before", self._offer.plan.id)


class HistoryRow(QWidget):
    """One attempt of the history."""

    def __init__(self, summary: AttemptSummary, page: ExamsPage) -> None:
        super().__init__()
        self._id, self._page, self._kind = summary.id, page, summary.kind
        self.state = Chip(*_state(summary))
        moment = summary.finished_at or summary.started_at
        scored = summary.points is not None and summary.kind != "practice"
        points = f"{summary.points:.0f} of 100" if scored else ""
        to_finish = summary.only_to_finish
        under_way = summary.state in (AttemptState.IN_PROGRESS, AttemptState.OVERDUE)
        open_again = under_way and not to_finish
        words_of_go = "See the result" if to_finish else "Continue" if open_again else "Result"
        self.go = Button(words_of_go, variant="plain", compact=True)
        self.go.setAccessibleName(f"{self.go.text()}: {summary.title}, {wording.when(moment)}")
        self.go.setEnabled(under_way or summary.points is not None)
        self.go.clicked.connect(self.press)
        self._open, self._to_finish = open_again, to_finish
        text = boxes.column(
            Text(summary.title, "body", bold=True),
            Text(wording.when(moment), "small", colour="muted"),
            gap=0,
        )
        line = boxes.row(
            text,
            Text(points, "body", bold=True, wrap=False),
            self.state,
            self.go,
            gap=14,
            margins=(0, 6, 0, 6),
        )
        line.setStretch(0, 1)
        self.setLayout(line)

    def press(self) -> None:
        """Show the result, or take the attempt up again."""
        if self._to_finish:
            self._page.finish(self._id)
        elif self._open:
            self._page.resume(self._id, self._kind)
        else:
            self._page.window_.open_page("result", self._id)


def _list(
    history: Sequence[AttemptSummary], column: QVBoxLayout, page: ExamsPage
) -> list[HistoryRow]:
    """Fill a column with rows and return them."""
    boxes.empty(column)
    rows = [HistoryRow(summary, page) for summary in history]
    for number, row in enumerate(rows):
        if number:
            column.addWidget(Divider())
        column.addWidget(row)
    return rows


def _state(summary: AttemptSummary) -> tuple[str, str, str]:
    if summary.decision in DECISIONS:
        return DECISIONS[summary.decision]
    if summary.only_to_finish:
        return "all answered", "check", "plain"
    return STATES.get(summary.state, ("done", "check", "plain"))


class ExamsPage(ScrollPage):
    """Cards of exams and the history below them."""

    def __init__(self, window: Navigator) -> None:
        super().__init__(window, "Exams", "See what an exam asks before you start its clock.")
        self.offers: list[OfferCard] = []
        self.history_rows: list[HistoryRow] = []
        self._cards = boxes.column(gap=14)
        self._taken, self._practised = boxes.column(gap=0), boxes.column(gap=0)
        self._exams_card = card(Text("Exams you took", "h3"), self._taken)
        self._sets_card = card(Text("Your latest practice sets", "h3"), self._practised)
        self.fill(self._cards, self._exams_card, self._sets_card)

    def enter(self, context: object) -> None:
        """Show offers and history."""
        del context
        app = self.window_.app
        learner = app.people.current()
        if learner is None:
            return
        boxes.empty(self._cards)
        offers = app.exams.offers(learner.id)
        certifying = (o for o in offers if o.plan.kind is PlanKind.CERTIFICATION)
        best = next((o for o in certifying if o.may_start), None)
        self.offers = [OfferCard(offer, self, filled=offer is best) for offer in offers]
        for offer_card in self.offers:
            self._cards.addWidget(offer_card)
        history = app.exams.history(learner.id)
        sets = [summary for summary in history if summary.kind == "practice"]
        exams = [summary for summary in history if summary.kind != "practice"]
        self.history_rows = [
            *_list(exams[:MOST_EXAMS], self._taken, self),
            *_list(sets[:MOST_SETS], self._practised, self),
        ]
        self._exams_card.setVisible(bool(exams))
        self._sets_card.setVisible(bool(sets))

    def resume(self, attempt: str, kind: str = "exam") -> None:
        """Take up an attempt where it was left."""
        sitting = self.window_.app.exams.resume(attempt)
        self.window_.open_page("practice" if kind == "practice" else "exam", sitting)

    def finish(self, attempt: str) -> None:
        """Finish a set in which every question is answered, and show how it went."""
        try:
            self.window_.app.exams.finish(attempt)
        except UserError as error:
            self.window_.report(error)
            return
        self.window_.open_page("result", attempt)

    def first_focus(self) -> QWidget | None:
        """Return the first card's button."""
        return next((c.open for c in self.offers if c.open.isEnabled()), None)
