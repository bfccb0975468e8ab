"""The exam: quiet, with a clock that can be hidden, and a look back before handing in.

Between two parts stands a page of its own; the next part begins when the person says so.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from quizapp.domain.items import ItemKind
from quizapp.domain.plan import Navigation
from quizapp.services.sitting import Sitting
from quizapp.ui import theme
from quizapp.ui.answers.talking import TalkArea
from quizapp.ui.cell_faces import StripCells, faces_of
from quizapp.ui.exam_clock import ExamClock, spoken
from quizapp.ui.exam_dialogs import agreed, leaving, scratch_note
from quizapp.ui.handing_in import HandIn
from quizapp.ui.marking import MarkButton
from quizapp.ui.next_part import NextPart
from quizapp.ui.page import Navigator
from quizapp.ui.shortcuts import Action, Place
from quizapp.ui.sitting_frame import SittingFrame
from quizapp.ui.sitting_model import SittingModel
from quizapp.ui.strip import QuestionStrip
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.meters import Bar
from quizapp.ui.widgets.notices import announce

SHORT_HEIGHT = 700
ONE_COLUMN = 1000
TOOLS_WIDTH = 980
"""Effective width below which the footer has no room for the words of every tool."""


class ExamPage(SittingFrame):
    """The exam page with its three faces: a question, the look back, and the gap between parts."""

    question_first = True

    def __init__(self, window: Navigator) -> None:
        super().__init__(window)
        self.back.hide()
        self._face_shown: tuple[int, bool] | None = None
        """Part, and whether the page looks back, as last shown."""
        self.bar = Bar()
        self.bar.setMaximumWidth(180)
        self.clock = ExamClock()
        self.strip = QuestionStrip()
        self._cells = StripCells(self.strip)
        self.strip.picked.connect(self._go)
        self.strip.all.clicked.connect(self.show_overview)
        self.note = Button("Note", icon="notebook-pen", key=Action.NOTE)
        self.note.clicked.connect(self.write_note)
        self.mark = MarkButton(self.view.marking)
        self.next = Button(
            "Next", variant="primary", icon="arrow-right", icon_after=True, key=Action.NEXT
        )
        self.next.clicked.connect(self.go_next)
        self._tools = (self.previous, self.flag, self.note, self.mark)
        self.hand_in_view = HandIn()
        self.hand_in_view.picked.connect(self._go)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.hand_in_view)
        self.next_part = NextPart()
        self.next_part.start.clicked.connect(self.begin_part)
        self.stack.addWidget(self.next_part)
        self.to_question = Button("Back to the question", icon="arrow-left", key="Esc")
        self.to_question.clicked.connect(self.show_question_again)
        self.unanswered = Button("First without an answer", icon="undo-2", key=Action.UNANSWERED)
        self.unanswered.clicked.connect(self.go_unanswered)
        self.hand_in = Button("Hand in", variant="primary", icon="check", key=Action.SEND)
        self.hand_in.clicked.connect(self.ask_hand_in)
        self.view.show_side(False)
        self.build(
            (self.strip, self.stack),
            middle=(self.bar,),
            right=(self.clock,),
            footer=(
                self.previous,
                self.flag,
                self.note,
                self.mark,
                self.to_question,
                1,
                self.status,
                self.unanswered,
                self.next,
                self.hand_in,
            ),
            secondary=(
                self.previous,
                self.flag,
                self.note,
                self.mark,
                self.to_question,
                self.unanswered,
            ),
        )

    # Entering

    def enter(self, context: object) -> None:
        """Take up an exam."""
        if not isinstance(context, Sitting):
            raise TypeError("the exam page needs a sitting")
        model = SittingModel(context)
        model.ticked.connect(self.clock.tick)
        model.announced.connect(self._on_announced)
        model.timed_out.connect(self._on_time_out)
        self.clock.begin(shown=self.window_.app.settings().clock_shown)
        self.clock.show()
        self._cells.begin()
        self._face_shown = None
        self.stack.setCurrentWidget(self.view)
        self.take_up(model)
        model.start_clock()

    def show_item(self) -> None:
        """Show the question on screen, or the gap before a part that has not begun."""
        if self.sitting_model.sitting.waiting:
            self.show_gap()
            return
        self.stack.setCurrentWidget(self.view)
        self._cells.note(self.sitting_model.sitting.position)
        super().show_item()

    def refresh(self) -> None:
        """Show places, counts and buttons as they are now."""
        super().refresh()
        sitting = self.sitting_model.sitting
        if sitting.waiting:
            return
        total, number = sitting.size, sitting.position + 1
        looking_back = self.stack.currentWidget() is self.hand_in_view
        if (face := (sitting.section_index, looking_back)) != self._face_shown:
            self._face_shown = face
            self._refresh_face(looking_back=looking_back)
        self.middle.say(f"Question {number} of {total}")
        self.bar.show_share(number / total, words=f"Question {number} of {total}")
        writing = self.item_kind() is ItemKind.FREE_TEXT
        key = Action.SEND if writing else Action.NEXT
        self.next.say("Look back" if number >= total else "Next", key=key)
        written = bool(sitting.tools().note)
        self.note.say("Your note" if written else "Note", key=Action.NOTE)
        self.note.dress("care" if written else "outline", icon="notebook-pen")
        self._cells.show(sitting)
        if looking_back:
            self._refresh_look_back()

    def _refresh_face(self, *, looking_back: bool) -> None:
        """Show what belongs to the part and to the face of the page."""
        sitting = self.sitting_model.sitting
        parts = len(sitting.plan.sections)
        part = f"Part {sitting.section_index + 1} of {parts}: " if parts > 1 else ""
        self.say_title(sitting.plan.title, f"{part}{sitting.section.title}")
        self.help.show()
        for button in (*self._tools, self.next, self.status):
            button.setVisible(not looking_back)
        self.previous.setVisible(not looking_back and sitting.section.navigation is Navigation.FREE)
        for button in (self.to_question, self.unanswered, self.hand_in):
            button.setVisible(looking_back)
        self.strip.setVisible(not looking_back and sitting.size > 1)

    def show_saved(self) -> None:
        """Show that a question has an answer."""
        if not self.sitting_model.sitting.waiting:
            self._cells.show(self.sitting_model.sitting)

    def _refresh_look_back(self) -> None:
        sitting = self.sitting_model.sitting
        self.hand_in_view.show_section(sitting, faces_of(sitting))
        name = self._part_name()
        self.hand_in.say(f"Hand in {name}")
        self.to_question.say(f"Back to question {sitting.position + 1}")
        self.unanswered.setEnabled(sitting.next_unanswered() is not None)

    def _part_name(self) -> str:
        sitting = self.sitting_model.sitting
        return f"part {sitting.section_index + 1}" if len(sitting.plan.sections) > 1 else "the exam"

    def after_talk(self) -> QWidget:
        """Return the button that goes on."""
        return self.next

    # Moving

    def _go(self, position: int) -> None:
        self.settle()
        if position == self.sitting_model.sitting.position:
            self.show_question_again()
        else:
            self.sitting_model.go(position)

    def go_next(self) -> None:
        """Go on, or look back after the last question."""
        self.settle()
        if self.stack.currentWidget() is self.hand_in_view:
            return
        sitting = self.sitting_model.sitting
        if not self.sitting_model.step(1) and sitting.position + 1 >= sitting.size:
            self.show_overview()

    def show_overview(self) -> None:
        """Look back over all questions of the part."""
        self.settle()
        self.stack.setCurrentWidget(self.hand_in_view)
        self.refresh()
        self.hand_in_view.scrolling.to_top()
        self.hand_in.setFocus()
        announce(self, f"{self.hand_in_view.heading.text()} {self.hand_in_view.counts.text()}")

    def show_question_again(self) -> None:
        """Go back to the question that was on screen."""
        self.stack.setCurrentWidget(self.view)
        self.refresh()
        self.begin_reading()

    def go_unanswered(self) -> None:
        """Go to the first question without an answer."""
        position = self.sitting_model.sitting.next_unanswered()
        if position is not None:
            self._go(position)

    def ask_hand_in(self) -> None:
        """Ask once, then hand in."""
        self.settle()
        counts = self.sitting_model.sitting.counts()
        if agreed(self, counts, self._part_name()):
            self.do_hand_in()

    def do_hand_in(self) -> None:
        """Hand in the part, then show the next one or the result."""
        number = self.sitting_model.sitting.section_index + 1
        attempt = self.sitting_model.sitting.attempt.id
        handed = self.sitting_model.hand_in()
        if handed.finished:
            self.put_down()
            self.window_.open_page("result", attempt)
            return
        self.show_item()
        announce(self, f"Part {number} is handed in.")

    # Between two parts

    def show_gap(self) -> None:
        """Say what comes next and wait for the person; nothing of the part is shown yet."""
        sitting = self.sitting_model.sitting
        self._face_shown = None
        self.view.forget()
        self.next_part.show_section(sitting)
        self.stack.setCurrentWidget(self.next_part)
        self.say_title(sitting.plan.title, "Between two parts")
        self.middle.say("")
        for part in (self.strip, self.bar, self.clock):
            part.hide()
        for button in (
            *(*self._tools, self.status, self.next),
            *(self.to_question, self.unanswered, self.hand_in),
        ):
            button.hide()
        self.next_part.start.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.next_part.words())

    def begin_part(self) -> None:
        """Start the part that waits."""
        self.clock.show()
        self.sitting_model.begin_section()
        self.fit(self.window_.effective_width())

    def _in_gap(self) -> bool:
        return self.stack.currentWidget() is self.next_part

    def write_note(self) -> None:
        """Let the person keep a scratch note on this question."""
        kept = scratch_note(self, self.sitting_model.sitting.tools().note)
        if kept is not None:
            self.sitting_model.note(kept)

    # The clock

    def _on_announced(self, sentence: str) -> None:
        announce(self, sentence)
        self.clock.come_back()

    def say_time(self) -> None:
        """Say the time that is left."""
        left = self.sitting_model.sitting.seconds_left()
        if left is not None:
            self.window_.say(f"{spoken(left)}.")

    def _on_time_out(self, finished: object) -> None:
        if finished:
            attempt = self.sitting_model.sitting.attempt.id
            self.put_down()
            self.window_.open_page("result", attempt)
            self.window_.say("Time is up. We handed in all the answers you gave.")
            return
        self.show_item()
        self.window_.say(
            "Time is up for that part. We handed in the answers you gave. "
            "The next part starts when you say so."
        )

    # Keys and leaving

    def places(self) -> tuple[Place, ...]:
        """Return the places of the keys; between two parts none works."""
        return () if self._in_gap() else (Place.EXAM,)

    def act(self, action: Action) -> bool:
        """Do what is the exam's own, then what it shares with practice."""
        if self._in_gap():
            return False
        if action is Action.OVERVIEW:
            self.show_overview()
        elif action is Action.UNANSWERED:
            self.go_unanswered()
        elif action is Action.TIME:
            self.say_time()
        elif self.stack.currentWidget() is self.hand_in_view:
            return False
        elif action is Action.NOTE:
            self.write_note()
        elif action is Action.MARK:
            self.mark.click()
        else:
            return super().act(action)
        return True

    def press(self, key: str) -> bool:
        """Choose an option of the question on screen."""
        return self.stack.currentWidget() is self.view and super().press(key)

    def send_pressed(self) -> None:
        """Send own words, hand in while looking back, or start the part that waits."""
        if self._in_gap():
            self.begin_part()
        elif self.stack.currentWidget() is self.hand_in_view:
            self.ask_hand_in()
        else:
            super().send_pressed()

    def enter_pressed(self) -> bool:
        """Send the reply of a talk that was chosen."""
        area = self.view.area() if self.stack.currentWidget() is self.view else None
        return isinstance(area, TalkArea) and area.give_chosen()

    def escape_pressed(self) -> bool:
        """Go back to the question."""
        if self.stack.currentWidget() is self.hand_in_view:
            self.show_question_again()
            return True
        return False

    def may_leave(self) -> bool:
        """Say that the clock goes on before an exam is left."""
        if self.model is None or not self.model.sitting.is_open:
            return True
        return leaving(self, waiting=self._in_gap())

    def fit(self, effective_width: float) -> None:
        """Leave the legend out where there is little height."""
        super().fit(effective_width)
        height = self.window().height()
        short = height / theme.current().scale < SHORT_HEIGHT
        self.strip.fit(effective_width, height=height, short=short)
        if effective_width < TOOLS_WIDTH:
            for tool in (self.note, self.mark):
                tool.show_icon_only(True)
        roomy = effective_width >= ONE_COLUMN
        self.bar.setVisible(roomy and not self._in_gap())
        self.middle.setVisible(roomy)
        self.hand_in_view.fit(effective_width)

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this page."""
        return self.key_list(
            ("A–H or 1–9", "choose an option"),
            Action.NEXT,
            Action.PREVIOUS,
            ("PgDn and PgUp", "next and previous question"),
            ("Ctrl+PgDn and Ctrl+PgUp", "scroll the question"),
            Action.FLAG,
            Action.OVERVIEW,
            Action.UNANSWERED,
            Action.TIME,
            Action.NOTE,
            Action.MARK,
            Action.STRIKE,
            Action.READ_ALOUD,
            Action.SEND,
            ("Esc", "back to the question"),
            ("Ctrl + and −", "text size"),
        )
