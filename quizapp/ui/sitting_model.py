"""The sitting as the pages see it: a QObject around the Qt-free one, with a ticking clock."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

from quizapp.domain.answers import Answer
from quizapp.domain.attempt import Confidence
from quizapp.domain.items import Item
from quizapp.domain.result import Grade
from quizapp.errors import UserError
from quizapp.exam.timer import TickKind
from quizapp.services.handed_in import HandedIn
from quizapp.services.sitting import Sitting
from quizapp.services.talks import TalkView
from quizapp.ui.reading_time import AFTER_PAINTING

TICK_MS = 1000
_WRITTEN = QEvent.Type(QEvent.registerEventType())


class SittingModel(QObject):
    """Passes on what a person does and tells the page what changed.

    `moved`: another item is on screen. `changed`: flag, mark or note of the item on screen.
    `saved`: an answer is committed. `checked`: its mark is there. `talked`: the talk went on.
    `ticked`: seconds left. `announced`: a sentence about the time. `timed_out`: time is over;
    True if the whole attempt is handed in. `refused`: a sentence why something was not done.
    """

    moved = Signal()
    changed = Signal()
    saved = Signal()
    checked = Signal(object)
    talked = Signal(object)
    ticked = Signal(float)
    announced = Signal(str)
    timed_out = Signal(bool)
    refused = Signal(str)

    def __init__(self, sitting: Sitting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sitting = sitting
        self._writing = False
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    def start_clock(self) -> None:
        """Begin to tick if the section has a limit and has begun."""
        if not self.sitting.waiting and self.sitting.seconds_left() is not None:
            self._timer.start()
            self.tick()

    def stop_clock(self) -> None:
        """Stop ticking; time is counted by the sitting all the same."""
        self._timer.stop()

    def tick(self) -> None:
        """Count the time and pass on what it brings."""
        self.settle()
        before = self.sitting.section_index
        tick = self.sitting.tick()
        left = self.sitting.seconds_left()
        if left is not None:
            self.ticked.emit(max(0.0, left))
        if tick is None:
            return
        if tick.kind is TickKind.THRESHOLD:
            self.announced.emit(_minutes_left(tick.minutes))
            return
        finished = not self.sitting.is_open
        if finished or self.sitting.waiting:
            self.stop_clock()
        if finished or self.sitting.section_index != before:
            self.timed_out.emit(finished)
        else:
            self.announced.emit("The time is over. You can still hand in; it is marked as late.")

    # What is on screen

    def item(self) -> Item:
        """Return the item on screen."""
        return self.sitting.item()

    def grade(self) -> Grade | None:
        """Return the mark of the item on screen once it is checked."""
        return self.sitting.grade()

    def given(self) -> Answer | None:
        """Return the stored answer of the item on screen."""
        saved = self.sitting.saved()
        return saved.answer if saved else None

    def flagged(self) -> bool:
        """Tell whether the item on screen is flagged."""
        saved = self.sitting.saved()
        return bool(saved and saved.flagged)

    def confidence(self) -> Confidence | None:
        """Return how sure the person said to be."""
        saved = self.sitting.saved()
        return saved.confidence if saved else None

    # What a person does

    def go(self, position: int) -> bool:
        """Move to an item of the section; say whether it was allowed."""
        if not self.sitting.may_go(position):
            return False
        self.sitting.turn_to(position)
        self.moved.emit()
        if (
            not self._on_disk()
        ):  # nothing has been painted yet: the question that was answered stays
            self.sitting.turn_back()
            self.moved.emit()
            return False
        return True

    def work_ahead(self) -> None:
        """Do what the next answer would have to wait for, once there is time for it."""
        self.sitting.work_ahead()

    def step(self, by: int) -> bool:
        """Move on or back."""
        return self.go(self.sitting.position + by)

    def answer(self, answer: Answer | None, confidence: Confidence | None = None) -> None:
        """Commit an answer; in an exam the disk works while the answer is painted."""
        behind = not self.sitting.practice
        try:
            self.sitting.answer(answer, confidence=confidence, behind=behind)
        except UserError as error:
            self.refused.emit(str(error))
            return
        if not behind:
            self.saved.emit()
        elif not self._writing:
            self._writing = True
            QCoreApplication.postEvent(self, QEvent(_WRITTEN), AFTER_PAINTING)

    def event(self, event: QEvent) -> bool:
        """Say that an answer is saved once it is."""
        if event.type() == _WRITTEN:
            self.settle()
            return True
        return super().event(event)

    def settle(self) -> None:
        """Wait for the answer on its way to the disk, and say so."""
        if self._writing and self._on_disk():
            self.saved.emit()

    def _on_disk(self) -> bool:
        """Wait for the answer on its way to the disk; tell whether it got there."""
        self._writing = False
        try:
            self.sitting.wait_for_disk()
        except UserError as error:
            self.refused.emit(str(error))
            return False
        return True

    def be_sure(self, confidence: Confidence) -> None:
        """Store how sure the person is of the answer given so far."""
        self.answer(self.given(), confidence)

    def draft(self, text: str) -> None:
        """Commit a written reply as it stands."""
        try:
            self.sitting.draft(text)
        except UserError as error:
            self.refused.emit(str(error))
            return
        self.saved.emit()

    def flag(self, on: bool) -> None:
        """Flag the item on screen or take the flag away."""
        try:
            self.sitting.flag(on)
        except UserError as error:
            self.refused.emit(str(error))
            return
        self.changed.emit()

    def strike(self, options: Sequence[str]) -> None:
        """Remember the options struck out."""
        self.sitting.strike(options)

    def highlight(self, spans: Sequence[tuple[int, int]]) -> None:
        """Remember the marked words of the case."""
        try:
            self.sitting.highlight(spans)
        except UserError as error:
            self.refused.emit(str(error))

    def played(self) -> None:
        """Count that the call on screen was begun."""
        try:
            self.sitting.played()
        except UserError as error:
            self.refused.emit(str(error))

    def note(self, text: str) -> None:
        """Remember a scratch note."""
        self.sitting.note(text)
        self.changed.emit()

    def check(self) -> None:
        """Mark the answer on screen (practice)."""
        try:
            grade = self.sitting.check()
        except UserError as error:
            self.refused.emit(str(error))
            return
        self.checked.emit(grade)

    def again(self) -> None:
        """Open the item on screen for another try (practice)."""
        self.sitting.again()
        self.moved.emit()

    def another_path(self, number: int) -> None:
        """Open the talk on screen again as it stood before a turn (practice)."""
        self.sitting.another_path(number)
        self.moved.emit()

    def talk(self) -> TalkView:
        """Return the talk on screen as it stands."""
        return self.sitting.talk()

    def say(self, *, reply: str | None = None, text: str | None = None) -> None:
        """Give a turn of the talk."""
        try:
            view = self.sitting.say(reply=reply, text=text)
        except UserError as error:
            self.refused.emit(str(error))
            return
        self.saved.emit()
        self.talked.emit(view)
        self.changed.emit()

    def undo_turn(self) -> None:
        """Take back the last turn (practice)."""
        try:
            view = self.sitting.undo_turn()
        except UserError as error:
            self.refused.emit(str(error))
            return
        self.talked.emit(view)
        self.changed.emit()

    def hand_in(self) -> HandedIn:
        """Close the section; after the last one the attempt is marked."""
        self.settle()
        handed = self.sitting.hand_in()
        self.stop_clock()
        return handed

    def begin_section(self) -> None:
        """Start the part that waits, and its clock."""
        self.sitting.begin_section()
        self.start_clock()
        self.moved.emit()

    def leave(self) -> None:
        """Put the sitting down."""
        self.stop_clock()
        self.settle()
        self.sitting.leave()


def _minutes_left(minutes: float) -> str:
    whole = round(minutes)
    return "1 minute left." if whole == 1 else f"{whole} minutes left."
