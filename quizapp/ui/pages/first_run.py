"""The first run: comfort, name and purpose, exam date. Three short steps, each can be skipped."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from quizapp.errors import UserError
from quizapp.ui import theme, wording
from quizapp.ui.first_run_parts import PurposeRow, SidePicture, StepDots
from quizapp.ui.page import Navigator, Page
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.scroll import Scroll
from quizapp.ui.widgets.segments import Segments, Switch
from quizapp.ui.widgets.select import DateField
from quizapp.ui.widgets.text import Text

NARROW = 900
EXAM_STEP = 2
WIDEST = 820
SIZE_CHOICES = tuple((str(size), f"{size} %", "") for size in (100, 115, 130, 150, 200))
THEME_CHOICES = (
    ("system", "System", "monitor"),
    ("light", "Light", "sun"),
    ("dark", "Dark", "moon"),
    ("contrast", "High contrast", "contrast"),
)
PURPOSES = (
    ("self", "target", "I want to learn and practise", "A short plan each day, in all eight areas"),
    (
        "exam",
        "calendar-days",
        "I have an exam date",
        "We plan back from it and show how ready you are",
    ),
    ("work", "users", "It is part of my work", "Practise for the talks you have every day"),
)
HEADS = (
    ("Make it comfortable", "You can change this in Settings at any time."),
    ("What brings you here?", "Choose one or more. You can change this in Settings at any time."),
    ("When is your exam?", "Without a date we plan for steady practice."),
)


class FirstRunPage(Page):
    """Three steps; nothing is asked that can't be changed later."""

    focus_page = True

    def __init__(self, window: Navigator) -> None:
        super().__init__(window)
        self.step = 0
        self.dots = StepDots()
        self.step_words = Text("", "caption", colour="muted", wrap=False)
        self.heading = Text("", "h1")
        self.hint = Text("", "body", colour="muted")
        self.error = Text("", "body", colour="danger")
        self.error.hide()
        self.steps = (self._comfort(), self._purpose(), self._plan())
        self.back = Button("Back", variant="quiet", icon="arrow-left")
        self.skip = Button("Skip for now", variant="plain")
        self.go = Button(
            "Continue", variant="primary", icon="arrow-right", icon_after=True, key="Enter"
        )
        self.back.clicked.connect(self.go_back)
        self.skip.clicked.connect(self.skip_step)
        self.go.clicked.connect(self.go_on)
        column = boxes.column(
            1,
            boxes.row(self.dots, self.step_words, 1, gap=10),
            self.heading,
            self.hint,
            *self.steps,
            self.error,
            boxes.row(self.back, 1, self.skip, self.go, gap=12),
            Text(
                "No account, no internet needed. Your answers stay on this computer.",
                "caption",
                colour="muted",
            ),
            1,
            gap=14,
            margins=(56, 30, 56, 30),
        )
        middle = QWidget()
        middle.setLayout(column)
        self._middle = middle
        body = QWidget()
        line = boxes.row(1, middle, 1, gap=0)
        line.setStretch(1, 100)
        body.setLayout(line)
        self.picture = SidePicture()
        self.scrolling = Scroll(body)
        both = boxes.row(self.picture, self.scrolling, gap=0)
        both.setStretch(0, 11)
        both.setStretch(1, 19)
        self.setLayout(both)

    def _comfort(self) -> QWidget:
        self.text_size = Segments("Text size", SIZE_CHOICES)
        self.text_size.chosen.connect(self._on_size)
        self.colours = Segments("Colours", THEME_CHOICES)
        self.colours.chosen.connect(self._on_theme)
        self.motion = Switch("Reduced motion")
        self.motion.clicked.connect(self._on_motion)
        motion = boxes.row(
            Text("Reduced motion: pages change at once, nothing slides", "body"),
            self.motion,
            gap=14,
        )
        motion.setStretch(0, 1)
        return _step(
            Text("Text size", "small", bold=True),
            boxes.row(self.text_size, 1),
            Text("Colours", "small", bold=True),
            boxes.row(self.colours, 1),
            motion,
        )

    def _purpose(self) -> QWidget:
        self.name = QLineEdit()
        self.name.setAccessibleName("Your name, as it should stand on a certificate")
        self.purposes = {
            value: PurposeRow(icon, title, hint) for value, icon, title, hint in PURPOSES
        }
        return _step(
            Text("Your name, as it should stand on a certificate", "small", bold=True),
            self.name,
            *self.purposes.values(),
        )

    def _plan(self) -> QWidget:
        self.has_date = Switch("I have an exam date")
        self.has_date.clicked.connect(self._on_has_date)
        self.date = DateField("Exam date")
        self.date.hide()
        self.minutes = Segments(
            "Minutes a day", tuple((m, f"{m} min", "") for m in ("5", "10", "15", "30"))
        )
        self.minutes.show_value("15")
        known = boxes.row(Text("I have an exam date", "body"), self.has_date, gap=14)
        known.setStretch(0, 1)
        return _step(
            known,
            self.date,
            Text("Minutes a day", "small", bold=True),
            boxes.row(self.minutes, 1),
        )

    # Showing

    def enter(self, context: object) -> None:
        """Begin with the first step."""
        del context
        chosen = self.window_.app.settings()
        self.text_size.show_value(str(chosen.text_size))
        self.colours.show_value(chosen.theme)
        self.motion.setChecked(chosen.reduced_motion)
        self.name.clear()
        self.has_date.setChecked(False)
        self.date.setDate(QDate.currentDate().addDays(28))
        for row in self.purposes.values():
            row.setChecked(False)
        self.show_step(0)

    def show_step(self, step: int) -> None:
        """Show a step."""
        self.step = step
        for place, shown in enumerate(self.steps):
            shown.setVisible(place == step)
        if step == EXAM_STEP and self.purposes["exam"].isChecked():
            self.has_date.setChecked(True)
        self._on_has_date()
        self.dots.show_step(step)
        self.step_words.say(f"Step {step + 1} of 3")
        heading, hint = HEADS[step]
        self.heading.say(heading)
        self.hint.say(hint)
        self.error.hide()
        self.back.setVisible(step > 0)
        last = step == len(HEADS) - 1
        self.go.say("Begin" if last else "Continue")
        focus = (self.text_size.buttons[0], self.name, self.has_date)[step]
        stops = (
            [b for b in self.text_size.buttons if b.focusPolicy() == Qt.FocusPolicy.StrongFocus]
            if step == 0
            else []
        )
        (stops[0] if stops else focus).setFocus(Qt.FocusReason.OtherFocusReason)

    # Doing

    def go_on(self) -> None:
        """Go to the next step, or begin."""
        if self.step < len(HEADS) - 1:
            self.show_step(self.step + 1)
        else:
            self.finish()

    def go_back(self) -> None:
        """Go to the step before."""
        if self.step > 0:
            self.show_step(self.step - 1)

    def skip_step(self) -> None:
        """Go on without this step's answers."""
        if self.step == 1:
            self.name.clear()
        if self.step == EXAM_STEP:
            self.has_date.setChecked(False)
        self.go_on()

    def finish(self) -> None:
        """Create the learner and open Today."""
        purposes = ",".join(value for value, row in self.purposes.items() if row.isChecked())
        day: date | None = None
        if self.has_date.isChecked():
            chosen = self.date.date()
            day = date(chosen.year(), chosen.month(), chosen.day())
        try:
            self.window_.app.people.create(
                name=self.name.text().strip() or wording.GUEST,
                purpose=purposes,
                exam_date=day,
                minutes_a_day=int(self.minutes.value() or "15"),
            )
        except UserError as error:
            self.show_step(1)
            self.error.say(str(error))
            self.error.show()
            return
        self.window_.show_person()
        self.window_.open_page("today")

    def _on_size(self, value: str) -> None:
        self.window_.set_look(text_size=int(value))

    def _on_theme(self, value: str) -> None:
        self.window_.set_look(theme_name=value)

    def _on_motion(self) -> None:
        self.window_.set_look(reduced_motion=self.motion.isChecked())

    def _on_has_date(self) -> None:
        self.date.setVisible(self.has_date.isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter go on from anywhere in a step, as the button says."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        else:
            super().keyPressEvent(event)

    def fit(self, effective_width: float) -> None:
        """Leave the picture out where it gets narrow."""
        self.picture.setVisible(effective_width >= NARROW)
        self._middle.setMaximumWidth(theme.current().text_px(WIDEST))

    def first_focus(self) -> QWidget | None:
        """Leave the focus where the step put it."""
        return None


def _step(*parts: boxes.Part | None) -> QWidget:
    holder = QWidget()
    holder.setLayout(boxes.column(*parts, 1, gap=12, margins=(0, 4, 0, 4)))
    return holder
