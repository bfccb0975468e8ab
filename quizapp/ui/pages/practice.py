"""Practice: one question after another, each explained at once."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from quizapp.domain.answers import is_given
from quizapp.domain.attempt import Confidence
from quizapp.domain.items import Concept, ItemKind
from quizapp.errors import UserError
from quizapp.services.progress import START_CHECK
from quizapp.services.sitting import Sitting
from quizapp.ui import wording
from quizapp.ui.answers.area import AnswerArea
from quizapp.ui.answers.talking import TalkArea
from quizapp.ui.answers.written import WrittenArea
from quizapp.ui.concept_card import first_sentence, show_concept
from quizapp.ui.focus_frame import TIGHT
from quizapp.ui.mark_words import PLAIN_VERDICT, RIGHT_FROM, verdict
from quizapp.ui.page import Navigator
from quizapp.ui.question_view import KIND_WORDS
from quizapp.ui.shortcuts import Action, Place
from quizapp.ui.sitting_frame import SittingFrame
from quizapp.ui.sitting_model import SittingModel
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.dialogs import AskText
from quizapp.ui.widgets.meters import Bar
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.segments import Segments
from quizapp.ui.widgets.surfaces import Icon, card, panel
from quizapp.ui.widgets.text import Text

CONFIDENCE_WORDS = {
    Confidence.GUESS: "a guess",
    Confidence.FAIRLY_SURE: "fairly sure",
    Confidence.SURE: "sure",
}
OPENING_KINDS = (ItemKind.FREE_TEXT, ItemKind.CONVERSATION)


class PracticePage(SittingFrame):
    """The practice page: confidence before, reasons in place after."""

    def __init__(self, window: Navigator) -> None:
        super().__init__(window)
        self.bar = Bar()
        self.bar.setMaximumWidth(220)
        self.check = Button("Check", variant="primary", key="Enter")
        self.check.clicked.connect(self.check_or_next)
        self.again = Button("Try again", icon="rotate-ccw", key=Action.AGAIN)
        self.again.clicked.connect(self.try_again)
        self.sure = Segments(
            "How sure are you",
            (
                (Confidence.GUESS, "A guess", ""),
                (Confidence.FAIRLY_SURE, "Fairly sure", ""),
                (Confidence.SURE, "Sure", ""),
            ),
        )
        self.sure.chosen.connect(self._on_sure)
        self.sure_row = QWidget()
        self.sure_row.setLayout(
            boxes.row(
                Text("How sure are you? Optional.", "body", colour="muted", wrap=False),
                self.sure,
                1,
                gap=14,
            )
        )
        self.verdict = Text("", "h3")
        self.verdict_more = Text("", "body")
        self.verdict_box = panel(self.verdict, self.verdict_more, fill="primary_soft", gap=2)
        self.view.below.addWidget(self.sure_row)
        self.view.below.addWidget(self.verdict_box)
        self._build_side()
        self.build(
            (self.view,),
            middle=(self.bar,),
            footer=(self.previous, self.flag, self.again, 1, self.status, self.check),
            secondary=(self.previous, self.flag, self.again),
        )

    def _build_side(self) -> None:
        self.card_text = Text("", "body", colour="ink")
        self.card_open = Button(
            "Read the card", variant="plain", icon="book-open", compact=True, flush=True
        )
        self.card_open.clicked.connect(self.open_card)
        head = boxes.row(
            Icon("lightbulb", colour="warning"), Text("Worth remembering", "h3"), gap=10
        )
        head.setStretch(1, 1)
        self.card_box = panel(
            head, self.card_text, boxes.row(self.card_open, 1), fill="warning_soft"
        )
        self.objective = Text("", "small")
        self.you_were = Text("", "small")
        self.comes_back = Text("", "small")
        self.back_label = Text("Comes back", "caption", colour="muted")
        self.you_label = Text("You were", "caption", colour="muted")
        self.note_text = Text("", "small")
        self.note_label = Text("Your note", "caption", colour="muted")
        self.note = Button(
            "Add a note",
            variant="plain",
            icon="pencil-line",
            compact=True,
            flush=True,
            key=Action.NOTE,
        )
        self.note.clicked.connect(self.write_note)
        self.report = Button(
            "Report a problem",
            variant="plain",
            icon="message-circle-warning",
            compact=True,
            flush=True,
        )
        self.report.clicked.connect(self.report_item)
        self.about = card(
            Text("About this question", "h3"),
            boxes.column(Text("Objective", "caption", colour="muted"), self.objective, gap=0),
            boxes.column(self.you_label, self.you_were, gap=0),
            boxes.column(self.note_label, self.note_text, gap=0),
            boxes.column(self.back_label, self.comes_back, gap=0),
            boxes.row(self.note, 1),
            boxes.row(self.report, 1),
            gap=10,
            margins=(18, 16, 18, 12),
        )
        self.view.side_column.addWidget(self.card_box)
        self.view.side_column.addWidget(self.about)

    def meet_area(self, area: AnswerArea) -> None:
        """Put the cards of an area into the side panel."""
        for card_beside in area.beside():
            self.view.side_column.insertWidget(0, card_beside)

    def after_talk(self) -> QWidget:
        """Return the button that marks the talk."""
        return self.check

    # Entering

    def enter(self, context: object) -> None:
        """Take up a practice sitting."""
        if not isinstance(context, Sitting):
            raise TypeError("the practice page needs a sitting")
        model = SittingModel(context)
        model.checked.connect(self._on_checked)
        self.take_up(model)

    def show_item(self) -> None:
        """Show the question with its place and what belongs beside it."""
        item = self.sitting_model.item()
        sitting = self.sitting_model.sitting
        total = sitting.size
        self.middle.say(f"{sitting.position + 1} of {total}")
        self.bar.show_share(
            (sitting.position + 1) / total, words=f"Question {sitting.position + 1} of {total}"
        )
        words = KIND_WORDS[item.kind]
        title = item.title or sitting.bank.domain(item.domain).title
        name = sitting.plan.title if self._checking() else "Practice"
        self.say_title(f"{name} · {words}", title)
        self.objective.say(sitting.bank.objective(item.objective).text)
        self._concept = self._card_of(item.concepts)
        super().show_item()

    def _card_of(self, concepts: tuple[str, ...]) -> Concept | None:
        for concept in concepts:
            try:
                return self.sitting_model.sitting.bank.concept(concept)
            except UserError:
                continue
        return None

    def refresh(self) -> None:
        """Show what can be done now: check, go on, try again."""
        super().refresh()
        model = self.sitting_model
        grade, given = model.grade(), is_given(model.given())
        marked = grade is not None
        last = model.sitting.position + 1 >= model.sitting.size
        kind = model.item().kind
        talking = kind is ItemKind.CONVERSATION and not marked
        settings = self.settings()
        self.sure_row.setVisible(
            not marked and settings.ask_confidence and kind not in OPENING_KINDS
        )
        self.sure.show_value(model.confidence())
        self.again.setVisible(marked and kind in OPENING_KINDS)
        if marked:
            self.check.dress(
                "primary", icon="check" if last else "arrow-right", icon_after=not last
            )
            self.check.say("Finish" if last else "Next question", key=Action.NEXT)
        else:
            self.check.dress("primary", icon="")
            writing = kind is ItemKind.FREE_TEXT
            self.check.say(
                "See how it went" if talking else "Check", key=Action.SEND if writing else "Enter"
            )
        self.check.setEnabled(marked or given)
        self.card_box.setVisible(marked and self._concept is not None)
        if self._concept is not None:
            self.card_text.say(first_sentence(self._concept.text))
        self.you_label.setVisible(marked and model.confidence() is not None)
        self.you_were.setVisible(marked and model.confidence() is not None)
        note = model.sitting.tools().note
        self.note_text.say(note)
        for part in (self.note_label, self.note_text):
            part.setVisible(bool(note))
        self.note.say("Change the note" if note else "Add a note")
        self._show_return(marked=marked)
        self.verdict_box.setVisible(False)
        if grade is not None:
            self._show_verdict(grade.points)
            worth_saying = self.verdict_more.text() != PLAIN_VERDICT and bool(
                self.verdict_more.text()
            )
            self.verdict_box.setVisible(worth_saying and kind is not ItemKind.FREE_TEXT)

    def _show_return(self, *, marked: bool) -> None:
        """Say when the question comes back."""
        app = self.window_.app
        learner = app.people.current()
        days = None
        if marked and learner is not None:
            days = app.practice.comes_back(learner, self.sitting_model.sitting.item_id)
        for part in (self.back_label, self.comes_back):
            part.setVisible(days is not None)
        if days is not None:
            self.comes_back.say(wording.in_days(max(1, days)))

    def _show_verdict(self, points: float) -> None:
        confidence = self.sitting_model.confidence()
        sure, right = confidence is Confidence.SURE, points >= RIGHT_FROM
        words, more = verdict(points, sure=sure, checking=self._checking())
        self.verdict.say(words)
        self.verdict_more.say(more)
        self.verdict_more.setVisible(bool(more))
        if confidence is not None:
            self.you_were.say(
                f"{CONFIDENCE_WORDS[confidence]} and {'right' if right else 'not right'}"
            )
        self.status.say(self._tally())

    def _checking(self) -> bool:
        """Tell whether this is the start check, which has no mark."""
        return self.sitting_model.sitting.plan.id == START_CHECK

    def _tally(self) -> str:
        sitting = self.sitting_model.sitting
        grades = [g for cell in sitting.overview() if (g := sitting.grade(cell.item)) is not None]
        right = sum(grade.points >= RIGHT_FROM for grade in grades)
        if not right:
            return f"{len(grades)} answered so far"
        return f"{right} of {len(grades)} fully right so far"

    # Doing

    def _on_sure(self, value: str) -> None:
        self.sitting_model.be_sure(Confidence(value))

    def check_or_next(self) -> None:
        """Mark the answer, or go on where it is marked."""
        self.settle()
        if self.sitting_model.grade() is None:
            if is_given(self.sitting_model.given()):
                self.sitting_model.check()
            return
        self.go_next()

    def go_on(self) -> None:
        """Mark the reply that is being written."""
        self.check_or_next()

    def go_next(self) -> None:
        """Go on, or end the set after the last question."""
        self.settle()
        if not self.sitting_model.step(1):
            self.finish()

    def finish(self) -> None:
        """End the set and show how it went."""
        attempt = self.sitting_model.sitting.attempt.id
        self.sitting_model.hand_in()
        self.put_down()
        self.window_.open_page("result", attempt)

    def _on_checked(self, _: object) -> None:
        position = self.view.scrolling.verticalScrollBar().value()
        self.view.area().show_question(self.question())
        area = self.view.area()
        if isinstance(area, TalkArea):
            area.show_view(self.sitting_model.talk())
        self.refresh()
        if isinstance(area, TalkArea):
            self.show_newest(area)
        elif self.sitting_model.item().kind in OPENING_KINDS:
            self.view.to_top()
        else:
            self.view.scrolling.verticalScrollBar().setValue(position)
        self.check.setFocus()
        announce(self, f"{self.verdict.text()} {self.verdict_more.text()}")

    def try_again(self) -> None:
        """Open the case for another try."""
        self.sitting_model.again()

    def open_card(self) -> None:
        """Let the person read the teaching card."""
        if self._concept is not None:
            show_concept(self._concept, self)

    def write_note(self) -> None:
        """Let the person keep a note on this question."""
        text = self.sitting_model.sitting.tools().note
        dialog = AskText(
            "Your note on this question",
            "Only you see it.",
            verb="Keep the note",
            parent=self,
            text=text,
        )
        if dialog.exec():
            self.sitting_model.note(dialog.text().strip())
        dialog.deleteLater()

    def report_item(self) -> None:
        """Let the person say what is wrong with this question or its mark."""
        dialog = AskText(
            "Report a problem",
            "What is unclear or wrong about this question or its mark? A person will read it.",
            verb="Send to review",
            parent=self,
        )
        if dialog.exec():
            sitting = self.sitting_model.sitting
            try:
                self.window_.app.results.request_review(
                    sitting.attempt.id, dialog.text(), item=sitting.item_id
                )
                self.window_.say("Thank you. It is kept with this question.")
            except UserError as error:
                self.window_.say(str(error))
        dialog.deleteLater()

    def places(self) -> tuple[Place, ...]:
        """Return the places of the keys; those of a marked reply go first."""
        area = self.view.area() if self.model is not None else None
        marked = isinstance(area, WrittenArea) and area.marked
        return (Place.REPLY, Place.PRACTICE) if marked else (Place.PRACTICE,)

    def act(self, action: Action) -> bool:
        """Do what is practice's own, then what it shares with the exam."""
        if action is Action.AGAIN and self.again.isVisible():
            self.try_again()
        elif action is Action.NOTE:
            self.write_note()
        else:
            return super().act(action)
        return True

    def enter_pressed(self) -> bool:
        """Check, or go on."""
        if self.check.isEnabled():
            self.check_or_next()
        return True

    def fit(self, effective_width: float) -> None:
        """Leave the bar out where the name needs its room; the count stays."""
        super().fit(effective_width)
        self.bar.setVisible(effective_width >= TIGHT)

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this page."""
        reply = Place.REPLY in self.places()
        marked = (Action.NEXT_MARK, Action.PREVIOUS_MARK, Action.SAMPLES)
        again = (Action.AGAIN,) if self.again.isVisible() else ()
        return self.key_list(
            ("A–H or 1–9", "choose an option"),
            ("Enter", "check, then go on"),
            ("Alt+1 to Alt+3", "how sure you are"),
            Action.NEXT,
            Action.PREVIOUS,
            ("PgDn and PgUp", "next and previous question"),
            ("Ctrl+PgDn and Ctrl+PgUp", "scroll the question"),
            Action.FLAG,
            Action.STRIKE,
            *(marked if reply else (Action.NOTE,)),
            *again,
            Action.READ_ALOUD,
            Action.UNDO,
            ("Ctrl + and −", "text size"),
        )
