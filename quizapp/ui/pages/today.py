"""Today: what to do next and why."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QWidget

from quizapp.errors import UserError
from quizapp.services.progress import Step, StepKind, Today
from quizapp.storage.history import AttemptSummary, DoneStep
from quizapp.ui import theme, wording
from quizapp.ui.page import Navigator, ScrollPage
from quizapp.ui.shortcuts import Action
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.art import Circles
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.meters import StepMark, WeekBars
from quizapp.ui.widgets.readiness_card import ReadinessCard
from quizapp.ui.widgets.surfaces import Chip, Divider, Icon, Surface, card
from quizapp.ui.widgets.text import Text

ONE_COLUMN = 1000
NOON, EVENING = 12, 18
MOST_DONE = 3
"""Steps done today that stay in sight, so that what comes next stays in sight, too."""
AT_START = "start"
"""The context in which the window opens this page first."""


class StepRow(QWidget):
    """A step of the plan; what comes `first` has the filled button."""

    def __init__(self, step: Step, number: int, page: TodayPage, *, first: bool) -> None:
        super().__init__()
        self._step, self._page = step, page
        mark = StepMark(number, "next" if first else "later")
        words = boxes.column(
            Text(step.title, "body", bold=True), Text(step.why, "body", colour="muted"), gap=0
        )
        self.start = Button(
            "Start",
            variant="primary" if first else "outline",
            icon="arrow-right",
            icon_after=True,
            compact=not first,
        )
        self.start.setAccessibleName(f"Start: {step.title}")
        self.start.clicked.connect(self.begin)
        minutes = Text(f"{step.minutes} min", "body", colour="muted", wrap=False)
        line = boxes.row(mark, words, minutes, self.start, gap=14, margins=(0, 7, 0, 7))
        line.setStretch(1, 1)
        self.setLayout(line)

    def begin(self) -> None:
        """Start this step."""
        self._page.start_step(self._step)


class DoneRow(QWidget):
    """A step of today's plan that was done: it stays, with a tick."""

    def __init__(self, step: DoneStep, number: int) -> None:
        super().__init__()
        count = f"{step.items} question" if step.items == 1 else f"{step.items} questions"
        words = boxes.column(
            Text(step.title, "body", bold=True, colour="muted"),
            Text(count, "body", colour="muted"),
            gap=0,
        )
        done = Text("done", "body", bold=True, colour="success", wrap=False)
        line = boxes.row(StepMark(number, "done"), words, done, gap=14, margins=(0, 7, 0, 7))
        line.setStretch(1, 1)
        self.setLayout(line)


class UnfinishedCard(Surface):
    """Something left open, with a way back into it; what comes `first` has the filled button."""

    def __init__(
        self, summary: AttemptSummary, page: TodayPage, *, timed: bool = False, first: bool = False
    ) -> None:
        self._id, self._kind, self._page = summary.id, summary.kind, page
        exam = summary.kind != "practice"
        begun = wording.when(summary.started_at)
        words = f"{answered_words(summary)}, begun {begun}"
        self.clock = Text(running_words(summary) if timed else "", "body", bold=True)
        self.go = Button("Continue", variant="primary" if first else "outline", compact=not first)
        self.go.setAccessibleName(f"Continue {summary.title}")
        self.go.setAccessibleDescription(self.clock.text())
        icon = Icon(
            "clock" if timed else "clipboard-check" if exam else "pencil-line",
            colour="on_info_soft" if exam else "on_accent_soft",
            ground="info_soft" if exam else "accent_soft",
        )
        text = boxes.column(
            Text(summary.title, "h3" if timed else "body", bold=True),
            self.clock if timed else None,
            Text(words, "body", colour="muted"),
            gap=0,
        )
        line = boxes.row(icon, text, self.go, gap=14, margins=(16, 12, 16, 12))
        line.setStretch(1, 1)
        super().__init__(line, radius=14)
        self.go.clicked.connect(self.resume)

    def resume(self) -> None:
        """Take it up again."""
        self._page.resume(self._id, self._kind)


class TodayPage(ScrollPage):
    """The first page."""

    def __init__(self, window: Navigator) -> None:
        super().__init__(window, "Today")
        self.steps: list[StepRow] = []
        self.done: list[DoneRow] = []
        self.running: list[UnfinishedCard] = []
        self.minutes = Chip("", "clock", "primary")
        self.change = Button("Change", variant="plain", compact=True)
        self.change.setAccessibleName("Change the minutes a day")
        self.change.clicked.connect(self.change_minutes)
        head = boxes.row(Text("Today’s plan", "h2"), self.minutes, 1, self.change, gap=12)
        self._plan = boxes.column(gap=0)
        plan = card(head, self._plan, gap=6, margins=(24, 20, 24, 10))
        self._open = boxes.column(gap=10)
        self._open_title = Text("Pick up where you left off", "h3")
        self.phrase, self.phrase_why = Text("", "h3"), Text("", "body", colour="muted")
        words = boxes.column(
            1,
            Text("A phrase to try today", "small", colour="on_primary_soft", bold=True),
            self.phrase,
            self.phrase_why,
            1,
            gap=3,
        )
        line = boxes.row(
            Circles(width=150, height=96, rings=4), words, gap=14, margins=(14, 10, 20, 10)
        )
        line.setStretch(1, 1)
        self._phrase = Surface(line, fill="primary_soft", edge="")
        self._running = boxes.column(gap=10)
        self._main = boxes.column(
            self._running, plan, self._open_title, self._open, self._phrase, 1, gap=16
        )
        self.week_words = Text("", "body", colour="muted", wrap=False)
        self.week = WeekBars()
        week = card(
            boxes.row(Text("This week", "h3"), 1, self.week_words),
            self.week,
            gap=12,
            margins=(20, 18, 20, 16),
        )
        self.exam_title, self.exam_words = (
            Text("", "body", bold=True),
            Text("", "body", colour="muted"),
        )
        exam_text = boxes.column(self.exam_title, self.exam_words, gap=0)
        exam_line = boxes.row(
            boxes.column(Icon("calendar-days", colour="accent"), 1), exam_text, gap=14
        )
        exam_line.setStretch(1, 1)
        self.exam_card = card(exam_line, margins=(18, 14, 18, 14))
        self.readiness = ReadinessCard()
        self.side = QWidget()
        self.side.setLayout(boxes.column(self.readiness, week, self.exam_card, 1, gap=18))
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(theme.current().px(22))
        self._across.addLayout(self._main, 1)
        self._across.addWidget(self.side)
        self.finder = Button("Search", icon="search", key=Action.FIND, compact=True)
        self.finder.clicked.connect(self.window_.search)
        self.fill(self._across, gap=22, beside=self.finder)

    def enter(self, context: object) -> None:
        """Show the plan of the day; at the start of the program first what is known at once."""
        learner = self.window_.app.people.current()
        if learner is None:
            return
        progress = self.window_.app.progress
        if context != AT_START:
            self.show_today(progress.today(learner))
            return
        today = progress.first_look(learner)
        self.show_today(today)
        if today.readiness is None:
            self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Once the page has been painted, show the rest of the day."""
        if event.type() == QEvent.Type.Paint:
            self.removeEventFilter(self)
            QTimer.singleShot(0, self.look_again)
        return super().eventFilter(watched, event)

    def look_again(self) -> None:
        """Show all of the day and leave the focus where it was."""
        before = self.first_focus()
        held = before is not None and before.hasFocus()
        self.enter(None)
        first = self.first_focus()
        if held and first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_today(self, today: Today) -> None:
        """Show a day."""
        words = greeting(datetime.now().astimezone().hour)
        named = today.learner.name and today.learner.name != wording.GUEST
        self.heading.say(f"{words}, {today.learner.name.split()[0]}" if named else words)
        line = wording.day(today.on)
        if today.days_to_exam is not None and today.days_to_exam >= 0:
            line += f". Your exam is {wording.in_days(today.days_to_exam)}."
        self.say_subtitle(line)
        self._show_running(today.running)
        self._show_steps(today.steps, today.done[-MOST_DONE:])
        self._show_open(today.unfinished)
        self.phrase.say(f"“{today.phrase}”")
        self.phrase_why.say(today.phrase_why)
        self.readiness.show_readiness(today.readiness)
        week = today.week or (0.0,) * 7
        self.week.show_week(week, goal=today.week_goal / 7, today=today.on.weekday())
        spent = "" if today.week is None else f"{sum(week):.0f} of {today.week_goal} minutes"
        self.week_words.say(spent)
        date = today.learner.exam_date
        self.exam_card.setVisible(date is not None)
        if date is not None:
            self.exam_title.say(self.window_.app.progress.next_exam() or "Your exam")
            self.exam_words.say(f"{wording.day(date)}, {wording.in_days(today.days_to_exam or 0)}")

    def _show_running(self, running: tuple[AttemptSummary, ...]) -> None:
        boxes.empty(self._running)
        self.running = [
            UnfinishedCard(summary, self, timed=True, first=not place)
            for place, summary in enumerate(running)
        ]
        for one in self.running:
            self._running.addWidget(one)

    def _show_steps(self, steps: tuple[Step, ...], done: tuple[DoneStep, ...]) -> None:
        boxes.empty(self._plan)
        self.done = [DoneRow(step, number) for number, step in enumerate(done, 1)]
        self.steps = [
            StepRow(step, len(done) + place + 1, self, first=not place and not self.running)
            for place, step in enumerate(steps)
        ]
        for number, row in enumerate((*self.done, *self.steps)):
            if number:
                self._plan.addWidget(Divider())
            self._plan.addWidget(row)
        total = sum(step.minutes for step in steps)
        self.minutes.setVisible(bool(steps))
        self.minutes.show_state(f"about {total} minutes", "clock", "primary")
        if not steps:
            self._plan.addWidget(
                Text(
                    "Nothing is due today. Enjoy the rest, or try one new case.",
                    "body",
                    colour="muted",
                )
            )

    def _show_open(self, unfinished: tuple[AttemptSummary, ...]) -> None:
        boxes.empty(self._open)
        shown = unfinished[:3]
        self._open_title.setVisible(bool(shown))
        for summary in shown:
            self._open.addWidget(UnfinishedCard(summary, self))

    def start_step(self, step: Step) -> None:
        """Start a step of the plan."""
        app = self.window_.app
        learner = app.people.current()
        if learner is None:
            return
        try:
            if step.kind is StepKind.START_CHECK:
                sitting = app.exams.start(learner.id, step.plan, step=step.title)
                self.window_.open_page("practice", sitting)
            elif step.kind is StepKind.EXAM:
                self.window_.open_page("before", step.plan)
            elif step.choice is not None:
                choice = step.choice._replace(step=step.title)
                self.window_.open_page("practice", app.practice.start(learner.id, choice))
        except UserError as error:
            self.window_.report(error)

    def change_minutes(self) -> None:
        """Go where the minutes a day are chosen, which the plan fits."""
        self.window_.open_page("settings", "minutes")

    def resume(self, attempt: str, kind: str) -> None:
        """Take up an attempt where it was left."""
        try:
            sitting = self.window_.app.exams.resume(attempt)
        except UserError as error:
            self.window_.report(error)
            return
        self.window_.open_page("practice" if kind == "practice" else "exam", sitting)

    def fit(self, effective_width: float) -> None:
        """Put the side cards below the plan where it gets narrow, and the phrase below all."""
        narrow = effective_width < ONE_COLUMN
        if narrow and self._main.indexOf(self._phrase) >= 0:
            self._main.removeWidget(self._phrase)
            self._across.addWidget(self._phrase)
        elif not narrow and self._main.indexOf(self._phrase) < 0:
            self._across.removeWidget(self._phrase)
            self._main.insertWidget(self._main.count() - 1, self._phrase)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._across.setDirection(direction)
        wide = theme.current().text_px(312)
        self.side.setMinimumWidth(0 if narrow else wide)
        self.side.setMaximumWidth(16_777_215 if narrow else wide)

    def first_focus(self) -> QWidget | None:
        """Return the way back into an exam whose clock runs, or the Start of the next step."""
        if self.running:
            return self.running[0].go
        return self.steps[0].start if self.steps else None


def running_words(summary: AttemptSummary) -> str:
    """Return that the clock of an exam runs, and until when."""
    until = f", until {summary.runs_out.astimezone():%H:%M}" if summary.runs_out else ""
    return f"Its clock is running{until}."


def answered_words(summary: AttemptSummary) -> str:
    """Return how much is answered, and what is left to do where that is all."""
    if summary.answered < summary.items:
        return f"{summary.answered} of {summary.items} answered"
    left = "not all checked yet" if summary.kind == "practice" else "not handed in yet"
    return f"all {summary.items} answered, {left}" if summary.items > 1 else f"answered, {left}"


def greeting(hour: int) -> str:
    """Return the greeting of an hour."""
    if hour < NOON:
        return "Good morning"
    return "Good afternoon" if hour < EVENING else "Good evening"
