"""The result of an attempt: the verdict and what decided it, parts, domains, and every answer."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QBoxLayout, QWidget

from quizapp.domain.attempt import Attempt, SectionClock
from quizapp.domain.plan import ExamPlan, Feedback
from quizapp.domain.result import Decision, PartScore, Result
from quizapp.errors import UserError
from quizapp.services.catalogue import BankView
from quizapp.services.practice_choice import PracticeChoice
from quizapp.services.progress import START_CHECK
from quizapp.storage.certificates import StoredCertificate
from quizapp.ui import theme, wording
from quizapp.ui.issuer_dialogs import unlocked
from quizapp.ui.mark_words import in_list
from quizapp.ui.page import Navigator, ScrollPage
from quizapp.ui.page_as_pdf import SaveAsPdf
from quizapp.ui.question_view import KIND_WORDS
from quizapp.ui.result_parts import (
    AgainLine,
    AnswerRow,
    Domains,
    NameLine,
    Offer,
    of_items,
    section_card,
    section_icons,
)
from quizapp.ui.result_review import ReviewCard
from quizapp.ui.signing import Signing
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.meters import Ring
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.surfaces import Chip, Divider, Surface, card
from quizapp.ui.widgets.text import Text

ONE_COLUMN = 1000
GET, MAKING = "Get your certificate", "Making your certificate …"
FULL_POINTS = 99.9
NOTHING_WEAK = "Nothing stands out. What comes back keeps it fresh."
VERDICTS = {
    Decision.PASSED: ("Passed", "check", "good"),
    Decision.NOT_YET: ("Not yet", "sprout", "care"),
    Decision.WAITING: ("A person reads it", "user-cog", "info"),
    Decision.NONE: ("Done", "check", "primary"),
}


class ResultPage(ScrollPage):
    """The page of one result."""

    def __init__(self, window: Navigator) -> None:
        super().__init__(window, "Result")
        self._attempt: Attempt | None = None
        self._plan: ExamPlan | None = None
        self.ring = Ring()
        self.verdict, self.form = Chip(), Chip()
        self.headline, self.reasons = Text("", "h1"), Text("", "body", colour="muted", measure=110)
        self.try_again = AgainLine(window)
        self.certificate = Button(GET, variant="primary", icon="award")
        self.certificate.clicked.connect(self.issue)
        self.signing = Signing(self)
        self.signing.made.connect(self._made)
        self.signing.failed.connect(self._not_made)
        self._made_for = ("", "")
        self.answers = Button("Look at each answer", icon="list-checks")
        self.answers.clicked.connect(self.open_answers)
        self.to_exams = Button("Back to exams", variant="quiet", icon="arrow-left")
        self.to_exams.clicked.connect(self.open_exams)
        self.to_today = Button("Back to Today", variant="primary", icon="house")
        self.to_today.clicked.connect(self.open_today)
        self.name_line = NameLine()
        self.name_line.change.clicked.connect(self.open_settings)
        chips = boxes.row(self.verdict, self.form, 1)
        actions = QWidget()
        flow = boxes.FlowLayout(10, actions)
        ways = (self.certificate, self.to_today, self.answers, SaveAsPdf(self), self.to_exams)
        for button in ways:
            flow.addWidget(button)
        said = (chips, self.headline, self.reasons, self.try_again)
        words = boxes.column(1, *said, actions, self.name_line, 1, gap=10)
        top = boxes.row(boxes.column(1, self.ring, 1), words, gap=32, margins=(28, 22, 28, 22))
        top.setStretch(1, 1)
        self._sections = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sections.setSpacing(theme.current().px(14))
        self.domains = Domains()
        domains = card(Text("By domain", "h3"), self.domains, 1, gap=10)
        self._next = boxes.column(gap=12)
        self.review = Button(
            "Ask for a review of this result",
            variant="plain",
            icon="message-circle-question-mark",
            flush=True,
        )
        self.people = ReviewCard(window, self)
        self.review.clicked.connect(self.people.ask)
        self.people.changed.connect(self._again)
        self._review_line = Divider()
        self.next_card = card(
            Text("What could come next", "h3"),
            self._next,
            self._review_line,
            boxes.row(self.review, 1),
            1,
            gap=12,
            margins=(22, 18, 18, 12),
        )
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(theme.current().px(16))
        self._across.addWidget(domains, 16)
        self._across.addWidget(self.next_card, 9)
        self._objectives = boxes.column(gap=8)
        objectives = card(Text("By objective", "h3"), self._objectives)
        self._items = boxes.column(gap=0)
        self.items_card = card(Text("Each answer", "h3"), self._items)
        self.fill(
            Surface(top),
            self.people,
            self._sections,
            self._across,
            self.items_card,
            objectives,
            gap=14,
        )

    # Showing

    def enter(self, context: object) -> None:
        """Show the result of an attempt by its id."""
        app = self.window_.app
        attempt, plan, bank = app.exams.review(str(context))
        result = app.results.of(attempt.id)
        self._attempt, self._plan = attempt, plan
        self.heading.say(plan.title)
        moment = attempt.finished_at or result.decided_at
        self.say_subtitle(f"Handed in {wording.when(moment)}")
        self._show_verdict(result, plan, attempt)
        self.people.show_result(result)
        self._show_sections(result, plan, attempt, section_icons(attempt, bank))
        self.domains.show_result(result)
        self._show_next(result, bank)
        self._show_objectives(result)
        self._show_items(result, attempt, bank)
        self.scrolling.to_top()

    def _again(self) -> None:
        """Show the result anew, once something has become of it."""
        if self._attempt is not None:
            self.enter(self._attempt.id)

    def _show_verdict(self, result: Result, plan: ExamPlan, attempt: Attempt) -> None:
        words, icon, tone = VERDICTS[result.decision]
        self.verdict.show_state(words, icon, tone)
        self.form.show_state(f"Version {attempt.bank_version}")
        self.form.setToolTip(f"Form {attempt.form.id}")
        name = (
            (learner.name.split() or [""])[0]
            if (learner := self.window_.app.people.current())
            else ""
        )
        headlines = {
            Decision.PASSED: f"You passed, {name}.",
            Decision.NOT_YET: f"Not yet, {name}.",
            Decision.WAITING: "A person has to read some replies.",
            Decision.NONE: "Thanks. Your plan starts from here."
            if plan.id == START_CHECK
            else "Done. Here is how it went.",
        }
        self.headline.say(headlines[result.decision])
        self.reasons.say(" ".join(result.reasons) or _distance(result))
        graded = plan.cut is not None
        for part in (self.ring, self.verdict, self.form, self._review_line, self.review):
            part.setVisible(graded)
        self.reasons.setVisible(graded)
        colours = {
            Decision.PASSED: "success",
            Decision.NOT_YET: "warning",
            Decision.WAITING: "info",
        }
        mark = "" if result.cut is None else f", pass mark {result.cut:g}"
        spoken = f"{result.points:.0f} of 100 points{mark}. {words}"
        self.ring.show_points(
            result.points, result.cut, colours.get(result.decision, "primary"), spoken
        )
        passed = result.decision is Decision.PASSED and plan.certificate
        self.certificate.setVisible(passed)
        self._show_making()
        self.answers.dress("outline" if passed or not graded else "primary")
        self.to_exams.setVisible(graded)
        self.to_today.setVisible(not graded)
        self._show_name(attempt, passed=passed)
        self.try_again.show_after(attempt, needed=result.decision is Decision.NOT_YET)

    def _show_name(self, attempt: Attempt, *, passed: bool) -> None:
        """Say whose name the certificate will carry, while it can still be changed."""
        app = self.window_.app
        learner = app.people.current()
        new = passed and app.certificates.of_attempt(attempt.id) is None
        self.name_line.setVisible(new and learner is not None)
        if learner is not None:
            self.name_line.show_name(learner.name)

    def _show_sections(
        self, result: Result, plan: ExamPlan, attempt: Attempt, icons: Mapping[str, str]
    ) -> None:
        boxes.empty(self._sections)
        total = sum(section.weight for section in plan.sections) or 1.0
        weights = {section.id: section.weight / total for section in plan.sections}
        if len(result.sections) < 2:  # noqa: PLR2004 - one section says nothing new
            return
        for part in result.sections:
            share = weights.get(part.id, 0.0)
            clock = attempt.clocks.get(part.id, SectionClock())
            made = section_card(part, share, icons.get(part.id, ""), seconds=clock.used)
            self._sections.addWidget(made, 1)

    def _show_next(self, result: Result, bank: BankView) -> None:
        boxes.empty(self._next)
        self._offers = []
        weak = [part for part in result.objectives if part.points < FULL_POINTS]
        if not weak:
            self._next.addWidget(Text(NOTHING_WEAK, "body", colour="muted"))
        for part in sorted(weak, key=_points_of)[:2]:
            offer = Offer(part)
            offer.chosen.connect(self.practise)
            self._offers.append(offer)
            self._next.addWidget(offer)
        del bank

    _offers: list[Offer]

    def practise(self, objective: str) -> None:
        """Start ten questions of an objective."""
        app = self.window_.app
        learner = app.people.current()
        if learner is None:
            return
        try:
            sitting = app.practice.start(learner.id, PracticeChoice(objectives=(objective,)))
        except UserError as error:
            self.window_.report(error)
            return
        self.window_.open_page("practice", sitting)

    def _show_objectives(self, result: Result) -> None:
        boxes.empty(self._objectives)
        for part in result.objectives:
            line = boxes.row(
                Text(part.title, "body"),
                Text(
                    of_items(part),
                    "body",
                    bold=True,
                    wrap=False,
                ),
                gap=16,
            )
            line.setStretch(0, 1)
            holder = QWidget()
            holder.setLayout(line)
            self._objectives.addWidget(holder)

    def _show_items(self, result: Result, attempt: Attempt, bank: BankView) -> None:
        boxes.empty(self._items)
        hidden = self._plan is not None and self._plan.feedback is Feedback.NO_KEYS
        checking = attempt.plan == START_CHECK
        for number, item_id in enumerate(attempt.form.items, 1):
            grade = result.grades.get(item_id)
            if grade is None:
                continue
            head = bank.head_by_id[item_id]
            mark = in_list(grade, checking=checking)
            title = head.title or bank.domain(head.domain).title
            row = AnswerRow(number, item_id, title, KIND_WORDS[head.kind], Chip(*mark))
            row.chosen.connect(self.open_answer)
            if not checking:
                row.show_points(grade.points)
            if number > 1:
                self._items.addWidget(Divider())
            self._items.addWidget(row)
        self.answers.setText("Look at each answer" if not hidden else "Look at your answers")

    # Doing

    def open_answers(self) -> None:
        """Look at every answer, from the first."""
        self.open_answer("")

    def open_answer(self, item: str) -> None:
        """Look at one answer, with the others around it."""
        if self._attempt is not None:
            self.window_.open_page("answers", (self._attempt.id, item))

    def open_exams(self) -> None:
        """Go to the exams."""
        self.window_.open_page("exams")

    def open_today(self) -> None:
        """Go to Today."""
        self.window_.open_page("today")

    def open_settings(self) -> None:
        """Go where the name can be changed."""
        self.window_.open_page("settings", "name")

    def issue(self) -> None:
        """Make the certificate, once, in the background, and show it in the list."""
        app = self.window_.app
        learner = app.people.current()
        if self._attempt is None or learner is None or self.signing.busy:
            return
        attempt = self._attempt.id
        try:
            there = app.certificates.of_attempt(attempt)
            obstacle = app.certificates.obstacle(attempt)
            ready = there is not None or (obstacle is None and unlocked(app, self))
        except UserError as error:
            self.window_.report(error)
            return
        if there is not None:
            self.window_.open_page("certificates", there.serial)
            return
        if not ready:
            if obstacle:
                self.window_.say(obstacle)
            return
        self._made_for = (attempt, learner.id)
        self.signing.begin(
            app, lambda other: other.certificates.issue(attempt, holder_name=learner.name)
        )
        self._show_making()
        announce(self, MAKING)

    def _show_making(self) -> None:
        """Let the button say whether a certificate is being made, and be pressed only if not."""
        busy = self.signing.busy
        self.certificate.say(MAKING if busy else GET)
        self.certificate.setEnabled(not busy)

    def _made(self, stored: object) -> None:
        self._show_making()
        if not isinstance(stored, StoredCertificate):
            return
        attempt, person = self._made_for
        learner = self.window_.app.people.current()
        if learner is None or learner.id != person:
            return
        if self.isVisible() and self._attempt is not None and self._attempt.id == attempt:
            self.window_.open_page("certificates", stored.serial)
        else:
            self.window_.say("Your certificate is ready. It is under Certificates.")

    def _not_made(self, error: object) -> None:
        self._show_making()
        if isinstance(error, Exception):
            self.window_.report(error)
        if self.isVisible():
            self.certificate.setFocus()

    def fit(self, effective_width: float) -> None:
        """Put cards below each other where it gets narrow."""
        narrow = effective_width < ONE_COLUMN
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._across.setDirection(direction)
        self._sections.setDirection(direction)

    def first_focus(self) -> QWidget | None:
        """Return the filled button."""
        for button in (self.certificate, self.to_today):
            if button.isVisibleTo(self):
                return button
        return self.answers


def _points_of(part: PartScore) -> float:
    return part.points


def _distance(result: Result) -> str:
    return "" if result.cut is None else f"{result.points:.0f} points; the mark is {result.cut:g}."
