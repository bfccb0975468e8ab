"""What every answer widget offers to the pages."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from quizapp.domain.answers import Answer
from quizapp.domain.items import Item
from quizapp.domain.result import Grade
from quizapp.ui.shortcuts import Action
from quizapp.ui.speech import Hearing


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An item as shown: option order, what was answered, and the mark where it may be seen.

    `practice` shows helps that an exam leaves out; `locked` takes no other answer.
    `spelling` is the language to check, or None where spelling is not checked.
    `first_try` is the first marked try once there is a later one.
    `highlights` are marked words of the case, as spans of scenario, case and question in a row.
    `plays` is how often its call has been begun.
    `keys` says whether the right answers may be shown beside the mark.
    `retry` says whether a conversation may be opened again from one of its turns.
    """

    item: Item
    order: tuple[str, ...] = ()
    answer: Answer | None = None
    grade: Grade | None = None
    practice: bool = False
    locked: bool = False
    keys: bool = True
    retry: bool = False
    struck: tuple[str, ...] = ()
    transcript_first: bool = False
    read_aloud: bool = False
    first_try: tuple[Answer, Grade] | None = None
    spelling: str | None = None
    highlights: tuple[tuple[int, int], ...] = ()
    plays: int = 0
    hearing: Hearing = field(default_factory=Hearing)
    misconceptions: dict[str, str] = field(default_factory=dict)


class AnswerArea(QWidget):
    """Takes an answer of one kind. Built once, filled with `show_question` again and again."""

    answered = Signal(object)
    """An `Answer`, or None where it was taken back."""
    remarked = Signal(str)
    """A sentence to show and announce, such as where a step stands now."""

    def show_question(self, question: Question) -> None:
        """Show a question with what is known about its answer."""
        raise NotImplementedError

    def prepare(self, item: Item) -> None:
        """Do ahead what showing an item of this kind will need, while the person reads another."""
        del item

    def press(self, key: str) -> bool:
        """Take a single key such as `a` or `3`; return whether it meant something here."""
        del key
        return False

    def act(self, action: Action) -> bool:
        """Do what a key stands for; return whether it meant something here."""
        del action
        return False

    def entry(self) -> QWidget | None:
        """Return what takes the focus when a person comes to answer."""
        return None

    def beside(self) -> tuple[QWidget, ...]:
        """Return the cards that a page may put beside the question."""
        return ()

    def settle(self) -> None:
        """Commit what is still pending, before the page is left."""


def letter(place: int) -> str:
    """Return the letter of a place, from A."""
    return "ABCDEFGHIJKLMNOP"[place]


def place_of(key: str) -> int | None:
    """Return the place that a letter or digit key stands for, from 0, or None."""
    if len(key) == 1 and "a" <= key <= "h":
        return ord(key) - ord("a")
    if len(key) == 1 and "1" <= key <= "9":
        return int(key) - 1
    return None


def ordered(ids: tuple[str, ...], all_ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids in the order shown; ids the order does not name follow in the bank's order."""
    known = [one for one in ids if one in all_ids]
    return (*known, *(one for one in all_ids if one not in known))
