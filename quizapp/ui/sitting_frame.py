"""What the practice and the exam page share: a question on screen and a person answering it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from quizapp.domain.items import ItemKind
from quizapp.errors import UserError
from quizapp.ui import speech, theme
from quizapp.ui.answers.area import AnswerArea, Question
from quizapp.ui.answers.choosing import ChoiceArea
from quizapp.ui.answers.listening import ListeningArea
from quizapp.ui.answers.talking import TalkArea
from quizapp.ui.answers.written import WrittenArea
from quizapp.ui.asked import Asked, asked_of
from quizapp.ui.focus_frame import FocusFrame
from quizapp.ui.jobs import Job
from quizapp.ui.page import Navigator
from quizapp.ui.question_view import KIND_WORDS, QuestionView
from quizapp.ui.reading_time import ReadingTime
from quizapp.ui.shortcuts import Action
from quizapp.ui.sitting_model import SittingModel
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.notices import announce, read_by_others
from quizapp.ui.widgets.scroll import lay_out_now
from quizapp.ui.widgets.text import Text

if TYPE_CHECKING:
    from quizapp.settings import Settings


class SittingFrame(FocusFrame):
    """A focus page around a sitting. Subclasses add footer, clock and what happens at the end."""

    question_first = False
    """Whether a question that was laid out ahead is painted before all that stands around it."""

    def __init__(self, window: Navigator) -> None:
        super().__init__(window)
        self.model: SittingModel | None = None
        self._chosen: Settings | None = None
        self._loading: Job | None = None
        self._reading = ReadingTime(self)
        self._reading.painted.connect(self.follow)
        self._reading.timeout.connect(self._work_ahead)
        self._followed = True
        """Whether everything around the question on screen shows it, too."""
        self.view = QuestionView()
        self.view.made.connect(self._meet_area)
        self.view.called.connect(self.follow)
        self.view.marking.changed.connect(self._on_marked)
        self.previous = Button("Previous", icon="arrow-left", key=Action.PREVIOUS)
        self.flag = Button("Flag", icon="flag", key=Action.FLAG)
        self.status = Text("", "body", colour="muted", wrap=False)
        self.previous.clicked.connect(self.go_previous)
        self.flag.clicked.connect(self.toggle_flag)

    def take_up(self, model: SittingModel) -> None:
        """Show a sitting from where it stands."""
        self.put_down()
        self._chosen = None
        self.model = model
        model.setParent(self)
        model.moved.connect(self._on_moved)
        model.changed.connect(self.refresh)
        model.saved.connect(self._on_saved)
        model.talked.connect(self._on_talked)
        model.refused.connect(self._on_refused)
        self.show_item()

    def put_down(self) -> None:
        """Let go of the sitting on screen."""
        self.view.forget()
        if self.model is not None:
            self.model.stop_clock()
            self.model.deleteLater()
            self.model = None

    @property
    def sitting_model(self) -> SittingModel:
        """Return the model; asking before `take_up` is a mistake of the program."""
        if self.model is None:
            raise LookupError("no sitting is on screen")
        return self.model

    # Showing

    def question(self) -> Question:
        """Return the question on screen as it may be shown."""
        return self.asked(self.sitting_model.sitting.position).question

    def asked(self, position: int) -> Asked:
        """Return all that is shown of a question of the section."""
        return asked_of(self.sitting_model.sitting, position, self.settings())

    def settings(self) -> Settings:
        """Return the settings; they can't be changed while a sitting is on screen."""
        if self._chosen is None:
            self._chosen = self.window_.app.settings()
        return self._chosen

    def show_item(self) -> None:
        """Show the item on screen from its beginning."""
        asked = self.asked(self.sitting_model.sitting.position)
        picture = self.question_first and not read_by_others()
        turned = self.view.turn_to(asked, picture=picture)
        if not turned:
            self.view.show_question(asked.question, scenario=asked.scenario, flagged=asked.flagged)
            area = self.view.area()
            if isinstance(area, TalkArea):
                area.show_view(self.sitting_model.talk())
        self._followed = False
        if not (turned and picture):
            self.follow()
        self.view.to_top()
        self._reading.begin()
        if not turned:
            lay_out_now()  # while the answer is on its way to the disk
            self._show_matching()

    def _show_matching(self) -> None:
        """Scroll just as far as the upper edge of the pairs: their frame shows the focus."""
        if self.item_kind() is ItemKind.MATCHING:
            area, spare = self.view.area(), theme.current().px(48)
            top = area.mapTo(self.view.body, area.rect().topLeft()).y()
            self.view.scrolling.ensureVisible(0, top, 0, spare)

    def follow(self) -> None:
        """Let everything around the question on screen show it, too, and screen readers say it."""
        if self._followed or self.model is None or self.model.sitting.waiting:
            return
        self._followed = True
        self.entry().setFocus(Qt.FocusReason.OtherFocusReason)
        self.view.show_itself()
        self.status.say("")
        self.refresh()
        self.tell()

    def _work_ahead(self) -> None:
        """Load the marker and lay out the next question while the person reads this one."""
        sitting = self.model.sitting if self.model is not None else None
        if sitting is None or not sitting.is_open or sitting.waiting:
            return
        self.sitting_model.work_ahead()
        work = sitting.marker_preparation()
        if work is not None and (self._loading is None or not self._loading.running()):
            self._loading = Job(lambda _tell, _stop: work(), self)
            self._loading.start()
        if sitting.position + 1 < sitting.size and not read_by_others():
            self.view.prepare(self.asked(sitting.position + 1))

    def begin_reading(self) -> None:
        """Put the focus where answering begins and let screen readers start with the question."""
        self.entry().setFocus(Qt.FocusReason.OtherFocusReason)
        self.view.to_top()
        self._show_matching()
        self.tell()

    def tell(self) -> None:
        """Let screen readers start with the question."""
        words = self.view.question.text() or KIND_WORDS[self.sitting_model.item().kind]
        announce(self, f"{self.place_words()}. {words}")

    def entry(self) -> QWidget:
        """Return where answering begins.

        A drop-down takes every letter for itself, so matching begins on its area: there J, F and
        the others work, and Tab leads to the first drop-down.
        """
        area = self.view.area()
        return area if self.item_kind() is ItemKind.MATCHING else area.entry() or self

    def place_words(self) -> str:
        """Return where in the section this question is."""
        sitting = self.sitting_model.sitting
        return f"Question {sitting.position + 1} of {sitting.size}"

    def refresh(self) -> None:
        """Show flag, counts and buttons as they are now."""
        flagged = self.sitting_model.flagged()
        self.view.show_flag(flagged)
        self.flag.dress("care" if flagged else "outline", icon="flag")
        self.flag.say("Flagged" if flagged else "Flag")
        self.previous.setEnabled(
            self.sitting_model.sitting.may_go(self.sitting_model.sitting.position - 1)
        )

    # Answering

    def _meet_area(self, area: AnswerArea) -> None:
        area.answered.connect(self._on_answered)
        area.remarked.connect(self._on_remarked)
        if isinstance(area, WrittenArea):
            area.drafted.connect(self._on_drafted)
        if isinstance(area, ListeningArea):
            area.played.connect(self._on_played)
            area.hear(speech.found())
        if isinstance(area, TalkArea):
            area.replied.connect(self._on_replied)
            area.wrote.connect(self._on_wrote)
            area.undone.connect(self._on_undone)
            area.again.connect(self._on_again)
            area.retried.connect(self._on_retried)
            area.grown.connect(self._on_grown)
            area.chose.connect(self._on_chosen)
        self.meet_area(area)

    def meet_area(self, area: AnswerArea) -> None:
        """Let a subclass look at a new area."""

    def _on_answered(self, answer: object) -> None:
        self.sitting_model.answer(answer)  # type: ignore[arg-type]  # the signal carries an Answer or None

    def _on_drafted(self, text: str) -> None:
        self.sitting_model.draft(text)

    def _on_played(self) -> None:
        self.sitting_model.played()

    def _on_marked(self, spans: object) -> None:
        self.sitting_model.highlight(spans)  # type: ignore[arg-type]  # the signal carries spans

    def _on_replied(self, reply: str) -> None:
        self.sitting_model.say(reply=reply)

    def _on_wrote(self, text: str) -> None:
        self.sitting_model.say(text=text)

    def _on_undone(self) -> None:
        self.sitting_model.undo_turn()

    def _on_again(self) -> None:
        self.sitting_model.again()

    def _on_retried(self, number: int) -> None:
        self.sitting_model.another_path(number)

    def _on_remarked(self, sentence: str) -> None:
        announce(self, sentence)

    def _on_grown(self) -> None:
        area = self.view.area()
        if not isinstance(area, TalkArea) or not area.isVisible():
            return
        entry = area.entry() or self.after_talk()
        entry.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_newest(area)

    def show_newest(self, area: TalkArea) -> None:
        """Bring the replies into view, or the beginning of how the talk ended."""
        if area.over:
            self.view.scrolling.lead_to(area.newest())
        else:
            self.view.scrolling.reveal(area.newest())

    def _on_chosen(self) -> None:
        area = self.view.area()
        if isinstance(area, TalkArea):
            self.view.scrolling.reveal(area.newest())

    def after_talk(self) -> QWidget:
        """Return what takes the focus once a talk has ended."""
        return self

    def _on_talked(self, view: object) -> None:
        area = self.view.area()
        if isinstance(area, TalkArea):
            area.show_view(view)  # type: ignore[arg-type]  # the signal carries a TalkView

    def _on_moved(self) -> None:
        self.show_item()

    def _on_saved(self) -> None:
        self.follow()
        if not self.status.text():
            announce(self, "Answer saved.")  # once a question, not with every letter typed
        self.status.say("✓ Answer saved")
        self.show_saved()

    def show_saved(self) -> None:
        """Show what an answer changes on the page."""
        self.refresh()

    def _on_refused(self, sentence: str) -> None:
        self.window_.report(UserError(sentence))

    # Moving

    def settle(self) -> None:
        """Commit what is pending in the area on screen, and show all that is still to follow."""
        if self.model is not None:
            self.follow()
            self.view.area().settle()

    def go_next(self) -> None:
        """Move on; subclasses decide what comes after the last question."""
        self.settle()
        self.sitting_model.step(1)

    def go_previous(self) -> None:
        """Move back where that is allowed."""
        self.settle()
        self.sitting_model.step(-1)

    def toggle_flag(self) -> None:
        """Flag the question or take the flag away."""
        self.sitting_model.flag(not self.sitting_model.flagged())
        announce(
            self, "Flagged for review." if self.sitting_model.flagged() else "Flag taken away."
        )

    def toggle_strike(self) -> bool:
        """Strike out the option with the focus, or take the line away; what is chosen stays."""
        area = self.view.area()
        choice = area.choice if isinstance(area, ListeningArea) else area
        place = choice.focused_place() if isinstance(choice, ChoiceArea) else None
        if not isinstance(choice, ChoiceArea) or place is None:
            return False
        option = choice.strike(place)
        if option is None:
            return True
        struck = list(self.sitting_model.sitting.tools().struck)
        struck.remove(option) if option in struck else struck.append(option)
        self.sitting_model.strike(struck)
        area.show_question(replace(self.question(), struck=tuple(struck)))
        return True

    def act(self, action: Action) -> bool:
        """Do what practice and exam share; the rest belongs to the area on screen."""
        match action:
            case Action.NEXT:
                self.go_next()
            case Action.PREVIOUS:
                self.go_previous()
            case Action.FLAG:
                self.toggle_flag()
            case Action.STRIKE:
                return self.toggle_strike()
            case Action.READ_ALOUD:
                return self.view.read_aloud()
            case _:
                return self.view.area().act(action)
        return True

    def press(self, key: str) -> bool:
        """Choose an option."""
        return self.view.area().press(key)

    def send_pressed(self) -> None:
        """Send the words or the reply of a talk, or go on from a reply that is being written."""
        area = self.view.area()
        if isinstance(area, TalkArea):
            area.send_own() or area.give_chosen()
        elif isinstance(area, WrittenArea) and not area.marked:
            self.go_on()

    def go_on(self) -> None:
        """Do what the filled button does."""
        self.go_next()

    def left(self) -> None:
        """Save what is pending and put the sitting down."""
        if self.model is not None:
            self.settle()
            self.view.reader.stop()
            self.model.leave()
            self.put_down()

    def first_focus(self) -> QWidget | None:
        """Return where answering begins."""
        return self.entry() if self.model is not None else None

    def fit(self, effective_width: float) -> None:
        """Arrange question and footer for a width."""
        super().fit(effective_width)
        self.view.fit(effective_width)

    def item_kind(self) -> ItemKind:
        """Return the kind of the item on screen."""
        return self.sitting_model.item().kind
