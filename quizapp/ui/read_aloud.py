"""Reading a question aloud, for those whom the support of their exam grants it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from quizapp.domain.items import (
    ChoiceBody,
    FreeTextBody,
    ListeningBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
)
from quizapp.ui import speech, stem
from quizapp.ui.answers.area import Question, letter, ordered
from quizapp.ui.shortcuts import Action
from quizapp.ui.speech import Hearing, Speaker, Utterance
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.text import Text

BREATH = 0.4
"""Seconds of silence between two pieces that are read."""


class ReadAloud(QWidget):
    """A button that reads the question and its options, and stops when pressed again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pieces: tuple[str, ...] = ()
        self._hearing = Hearing()
        self._speaker = Speaker(self)
        self._speaker.ended.connect(self._show_state)
        self.button = Button("Read aloud", icon="volume-2", key=Action.READ_ALOUD, compact=True)
        self.button.clicked.connect(self.turn)
        self.why = Text("", "caption", colour="muted")
        line = boxes.row(self.button, self.why, gap=12)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.hide()

    def show_question(self, question: Question, *, scenario: str) -> None:
        """Take over a question; without the support nothing is shown and no voice looked for."""
        self._speaker.stop()
        self.setVisible(question.read_aloud)
        if not question.read_aloud:
            return
        found = speech.found()
        self._speaker.take(found.voice)
        self._hearing = question.hearing
        self._pieces = pieces(question, scenario)
        self.button.setEnabled(found.voice is not None)
        self.why.say(found.why)
        self._show_state()

    @property
    def reading(self) -> bool:
        """Tell whether something is being read."""
        return self._speaker.speaking

    def turn(self) -> None:
        """Read from the beginning, or stop."""
        if self.reading:
            self._speaker.stop()
        else:
            pauses = (BREATH if place else 0.0 for place in range(len(self._pieces)))
            read = zip(self._pieces, pauses, strict=True)
            self._speaker.speak([Utterance(text=t, pause=p) for t, p in read], self._hearing)
        self._show_state()

    def stop(self) -> None:
        """Be silent, because the page is left."""
        self._speaker.stop()
        self._show_state()

    def _show_state(self) -> None:
        self.button.say("Stop reading" if self.reading else "Read aloud")
        self.button.dress("care" if self.reading else "outline")


def pieces(question: Question, scenario: str) -> tuple[str, ...]:
    """Return what is read, in order: case, question, then options with their letters."""
    item, body = question.item, question.item.body
    read = [scenario, stem.shown(item.stem)]
    match body:
        case ChoiceBody() | MultipleBody() | ListeningBody():
            texts = {option.id: option.text for option in body.options}
            order = ordered(question.order, tuple(texts))
            read += [f"{letter(place)}: {texts[one]}" for place, one in enumerate(order)]
        case OrderingBody():
            steps = {step.id: step.text for step in body.options}
            read += [steps[one] for one in ordered(question.order, tuple(steps))]
        case MatchingBody():
            read += ["Match:", *(prompt.text for prompt in body.prompts), "with:"]
            read += [option.text for option in body.options]
        case FreeTextBody():
            read += [f"{body.customer_name} writes: {body.customer_message}", body.task]
        case _:
            pass  # a talk is read turn by turn, by the person's own screen reader
    return tuple(stem.shown(piece) for piece in read if piece.strip())
