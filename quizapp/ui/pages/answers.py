"""Looking back at the answers of a finished attempt, one by one, with the reasons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from quizapp.domain.attempt import Attempt
from quizapp.domain.items import ConversationBody, Pool
from quizapp.domain.plan import ExamPlan, Feedback
from quizapp.domain.result import Grade, Result
from quizapp.errors import UserError
from quizapp.services import talks
from quizapp.services.catalogue import BankView
from quizapp.services.practice_choice import PracticeChoice
from quizapp.services.progress import START_CHECK
from quizapp.ui import speech, wording
from quizapp.ui.answers.area import AnswerArea, Question
from quizapp.ui.answers.listening import ListeningArea
from quizapp.ui.answers.talking import TalkArea
from quizapp.ui.concept_card import first_sentence, show_concept
from quizapp.ui.focus_frame import FocusFrame
from quizapp.ui.mark_words import of_answer
from quizapp.ui.page import Navigator
from quizapp.ui.question_view import KIND_WORDS, QuestionView
from quizapp.ui.shortcuts import Action, Place
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.dialogs import AskText
from quizapp.ui.widgets.meters import Bar
from quizapp.ui.widgets.surfaces import Chip, Icon, card, panel
from quizapp.ui.widgets.text import Text


class AnswersPage(FocusFrame):
    """What was answered and why it earned what it did."""

    def __init__(self, window: Navigator) -> None:
        super().__init__(window)
        self._attempt: Attempt | None = None
        self._items: tuple[str, ...] = ()
        self._position = 0
        self.view = QuestionView()
        self.view.made.connect(self._meet_area)
        self.bar = Bar()
        self.bar.setMaximumWidth(200)
        self.points = Text("", "h2", wrap=False)
        self.mark = Chip()
        self.why = Text("", "small", colour="muted")
        self.objective = Text("", "small")
        self.card_text = Text("", "body")
        self.card_open = Button(
            "Read the card", variant="plain", icon="book-open", compact=True, flush=True
        )
        self.card_open.clicked.connect(self.open_card)
        self.disagree = Button(
            "I see this mark differently",
            variant="plain",
            icon="message-circle-question-mark",
            flush=True,
            compact=True,
        )
        self.disagree.clicked.connect(self.ask_review)
        head = boxes.row(
            Icon("lightbulb", colour="warning"), Text("Worth remembering", "h3"), gap=10
        )
        head.setStretch(1, 1)
        self.card_box = panel(
            head, self.card_text, boxes.row(self.card_open, 1), fill="warning_soft"
        )
        about = card(
            boxes.row(self.points, 1, self.mark),
            self.why,
            Text("Objective", "caption", colour="muted"),
            self.objective,
            boxes.row(self.disagree, 1),
            gap=8,
            margins=(18, 16, 18, 12),
        )
        self.view.side_column.addWidget(about)
        self.view.side_column.addWidget(self.card_box)
        self.previous = Button("Previous", icon="arrow-left", key=Action.PREVIOUS)
        self.next = Button(
            "Next", variant="primary", icon="arrow-right", icon_after=True, key=Action.NEXT
        )
        self.to_result = Button("Back to the result", icon="undo-2", key="Esc")
        self.previous.clicked.connect(self.go_previous)
        self.next.clicked.connect(self.go_next)
        self.to_result.clicked.connect(self.go_back)
        self.build(
            (self.view,),
            middle=(self.bar,),
            footer=(self.previous, self.to_result, 1, self.next),
            secondary=(self.previous, self.to_result),
        )

    def _meet_area(self, area: AnswerArea) -> None:
        for card_beside in area.beside():
            self.view.side_column.insertWidget(0, card_beside)
        if isinstance(area, TalkArea):
            area.retried.connect(self.try_other_path)
        if isinstance(area, ListeningArea):
            area.hear(speech.found())

    def enter(self, context: object) -> None:
        """Show an attempt; `context` is its id and the item to begin with, which may be empty."""
        if not isinstance(context, tuple):
            raise TypeError("looking back needs an attempt and an item")
        attempt_id, item = context
        app = self.window_.app
        self._attempt, self._plan, self._bank = app.exams.review(attempt_id)
        self._result: Result = app.results.of(attempt_id)
        self._items = tuple(i for i in self._attempt.form.items if i in self._result.grades)
        self._position = self._items.index(item) if item in self._items else 0
        self.show_item()

    _plan: ExamPlan
    _bank: BankView
    _result: Result

    def show_item(self) -> None:
        """Show the answer at the current position."""
        attempt = self._attempt
        if attempt is None:
            return
        item = self._bank.item(self._items[self._position])
        grade = self._result.grades[item.id]
        saved = attempt.answers.get(item.id)
        keys = self._plan.feedback is not Feedback.NO_KEYS
        question = Question(
            item=item,
            order=tuple(attempt.form.option_order.get(item.id, ())),
            answer=saved.answer if saved else None,
            grade=grade,
            locked=True,
            keys=keys,
            hearing=speech.hearing(self.window_.app.settings()),
            retry=keys and item.pool is Pool.LEARN,
        )
        total, number = len(self._items), self._position + 1
        self.say_title("Your answers", item.title or KIND_WORDS[item.kind])
        self.middle.say(f"{number} of {total}")
        self.bar.show_share(number / total, words=f"Answer {number} of {total}")
        scenario = self._bank.scenario(item.scenario).text if item.scenario else ""
        self.view.show_question(question, scenario=scenario)
        area = self.view.area()
        if isinstance(area, TalkArea) and isinstance(item.body, ConversationBody):
            area.show_view(talks.looked_back(item, question.answer, grade))
        self._show_mark(grade)
        self.objective.say(self._bank.objective(item.objective).text)
        self._show_card(item.concepts)
        self.previous.setEnabled(self._position > 0)
        self.to_result.setVisible(number < total)  # at the end the filled button leads there
        self.next.say("Next" if number < total else "Back to the result", key=Action.NEXT)
        self.view.to_top()

    def _show_mark(self, grade: Grade) -> None:
        checking = self._plan.id == START_CHECK
        self.points.say("" if checking else wording.percent(grade.points))
        self.mark.show_state(*of_answer(grade, checking=checking))
        notes = []
        if grade.low < grade.high:
            notes.append(
                f"Between {100 * grade.low:.0f} and {wording.percent(grade.high)}, "
                "depending on what a person decides."
            )
        self.why.say("\n".join(notes))
        self.why.setVisible(bool(notes))

    def _show_card(self, concepts: tuple[str, ...]) -> None:
        self._concept = None
        for concept in concepts:
            try:
                self._concept = self._bank.concept(concept)
                break
            except UserError:
                continue
        self.card_box.setVisible(self._concept is not None)
        if self._concept is not None:
            self.card_text.say(first_sentence(self._concept.text))

    def open_card(self) -> None:
        """Let the person read the teaching card."""
        if self._concept is not None:
            show_concept(self._concept, self)

    def ask_review(self) -> None:
        """Ask a person to read this answer."""
        attempt = self._attempt
        dialog = AskText(
            "I see this mark differently",
            "Say in a sentence what was read wrongly. A person looks at the reply and your note.",
            verb="Ask for a review",
            parent=self,
        )
        if dialog.exec() and attempt is not None:
            try:
                item = self._items[self._position]
                self.window_.app.results.request_review(attempt.id, dialog.text(), item=item)
                self.window_.say("Your note is kept with this answer.")
            except UserError as error:
                self.window_.report(error)
        dialog.deleteLater()

    def try_other_path(self, number: int) -> None:
        """Go on in practice from a turn of the talk on screen."""
        app = self.window_.app
        learner, attempt = app.people.current(), self._attempt
        if learner is None or attempt is None:
            return
        item = self._bank.item(self._items[self._position])
        saved = attempt.answers.get(item.id)
        _, turns = talks.parts(item, saved.answer if saved else None)
        try:
            choice = PracticeChoice(items=(item.id,), number=1)
            sitting = app.practice.start(learner.id, choice)
            sitting.another_path(number, turns)
        except UserError as error:
            self.window_.report(error)
            return
        self.window_.open_page("practice", sitting)

    def go_next(self) -> None:
        """Show the next answer, or go back after the last."""
        if self._position + 1 < len(self._items):
            self._position += 1
            self.show_item()
        else:
            self.go_back()

    def go_previous(self) -> None:
        """Show the answer before."""
        if self._position > 0:
            self._position -= 1
            self.show_item()

    def go_back(self) -> None:
        """Go back to the result."""
        if self._attempt is not None:
            self.window_.open_page("result", self._attempt.id)

    def places(self) -> tuple[Place, ...]:
        """Return the places of the keys; those of a marked reply go first."""
        return (Place.REPLY, Place.ANSWERS)

    def act(self, action: Action) -> bool:
        """Walk the answers, or the marks of the reply on screen."""
        if action is Action.NEXT:
            self.go_next()
        elif action is Action.PREVIOUS:
            self.go_previous()
        else:
            return self.view.area().act(action)
        return True

    def escape_pressed(self) -> bool:
        """Go back to the result."""
        self.go_back()
        return True

    def fit(self, effective_width: float) -> None:
        """Arrange for a width."""
        super().fit(effective_width)
        self.view.fit(effective_width)

    def first_focus(self) -> QWidget | None:
        """Return the button that goes on."""
        self.next.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return self.next

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this page."""
        return self.key_list(
            Action.NEXT,
            Action.PREVIOUS,
            Action.NEXT_MARK,
            Action.PREVIOUS_MARK,
            Action.SAMPLES,
            ("Esc", "back to the result"),
            ("Ctrl + and −", "text size"),
        )
