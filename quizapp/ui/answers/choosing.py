"""Choosing one option or several: choice, multiple response, the question after listening."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from quizapp.domain.answers import Chosen, ChosenSeveral
from quizapp.domain.items import ChoiceBody, Item, ListeningBody, MultipleBody, Option
from quizapp.services.sitting_tools import chosen_options
from quizapp.ui.answers.area import AnswerArea, Question, letter, ordered, place_of
from quizapp.ui.answers.option_row import OptionFace, OptionRow
from quizapp.ui.stem import shown
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.text import Text

NUMBER_WORDS = ("NONE", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT")


class ChoiceArea(AnswerArea):
    """Rows of options; one tab stop, arrows move inside."""

    def __init__(self, *, single: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._single = single
        self._rows: list[OptionRow] = []
        self._ids: tuple[str, ...] = ()
        self._limit = 1
        self._locked = False
        self.heading = Text("", "h3")
        self.count = Text("", "body", colour="muted")
        if single:
            self.heading.hide()
            self.count.hide()
        self._list = boxes.column(gap=10)
        self.setLayout(
            boxes.column(boxes.column(self.heading, self.count, gap=0), self._list, gap=10)
        )
        self.setAccessibleName("Options")

    @property
    def rows(self) -> Sequence[OptionRow]:
        """Return the rows in use."""
        return self._rows[: len(self._ids)]

    def place(self, option: str) -> int:
        """Return the place at which an option is shown."""
        return self._ids.index(option)

    def show_question(self, question: Question) -> None:
        """Show the options, and the rationales once there is a mark."""
        body = question.item.body
        if not isinstance(body, ChoiceBody | MultipleBody | ListeningBody):
            raise TypeError(f"{question.item.id} has no options to choose from")
        options = {option.id: option for option in body.options}
        self._ids = ordered(question.order, tuple(options))
        self._limit = body.choose if isinstance(body, MultipleBody) else 1
        self._locked = question.locked
        chosen = chosen_options(question.answer)
        self._fit_rows(len(self._ids))
        for place, option_id in enumerate(self._ids):
            row = self._rows[place]
            face = _face(options[option_id], question, chosen, single=self._single)
            row.mark_checked(option_id in chosen)
            row.show_option(face, place=place, count=len(self._ids))
            row.setEnabled(True)
            row.setCheckable(True)
        self._hold_stop(next((i for i, o in enumerate(self._ids) if o in chosen), 0))
        if not self._single:
            self.heading.say(f"Choose {NUMBER_WORDS[self._limit]}")
            self._say_count(len(chosen))

    def prepare(self, item: Item) -> None:
        """Lay out the options of an item that comes next."""
        if self._rows and isinstance(item.body, ChoiceBody | MultipleBody | ListeningBody):
            for option in item.body.options:
                self._rows[0].prepare(option.text)

    def _fit_rows(self, count: int) -> None:
        while len(self._rows) < count:
            row = OptionRow(single=self._single, parent=self)
            row.clicked.connect(self._pressed)
            row.stepped.connect(self._step)
            self._rows.append(row)
            self._list.addWidget(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < count)

    def _hold_stop(self, place: int) -> None:
        for number, row in enumerate(self._rows):
            strong = number == place
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if strong else Qt.FocusPolicy.ClickFocus)

    def _pressed(self) -> None:
        row = self.sender()
        if isinstance(row, OptionRow):
            self._choose(self._rows.index(row))

    def _choose(self, place: int) -> None:
        """Take over what the row at `place` shows after a press."""
        row = self._rows[place]
        self._hold_stop(place)
        if self._locked:
            row.mark_checked(not row.isChecked())
            return
        if self._single:
            for number, other in enumerate(self._rows):
                other.mark_checked(number == place)
            self._unstrike(place)
            self.answered.emit(Chosen(option=self._ids[place]))
            return
        chosen = self._ticked()
        if len(chosen) > self._limit:
            row.mark_checked(False)
            word = NUMBER_WORDS[len(chosen)].lower()
            self.remarked.emit(f"That makes {word}. Untick one first.")
            self.count.say(f"That makes {word}. Untick one first.")
            return
        if row.isChecked():
            self._unstrike(place)
        self._say_count(len(chosen))
        self.answered.emit(ChosenSeveral(options=chosen) if chosen else None)

    def _unstrike(self, place: int) -> None:
        """Take the line away from an option that is chosen now; see `services.sitting_tools`."""
        if self._rows[place].unstrike():
            self.remarked.emit(f"{letter(place)} is chosen and no longer struck out.")

    def _ticked(self) -> tuple[str, ...]:
        return tuple(o for o, row in zip(self._ids, self._rows, strict=False) if row.isChecked())

    def _say_count(self, chosen: int) -> None:
        self.count.say(f"{chosen} of {self._limit} chosen")

    def _step(self, by: int) -> None:
        row = self.sender()
        if not isinstance(row, OptionRow):
            return
        place = (self._rows.index(row) + by) % len(self._ids)
        self._hold_stop(place)
        self._rows[place].setFocus(Qt.FocusReason.TabFocusReason)

    def press(self, key: str) -> bool:
        """Choose the option of a letter or a digit."""
        place = place_of(key)
        if place is None or place >= len(self._ids) or self._locked:
            return False
        self._rows[place].click()  # first, so that the disk begins at once
        self._rows[place].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def strike(self, place: int) -> str | None:
        """Return the id of the option at a place, for striking it out; None if it is chosen."""
        if not self._rows[place].isChecked():
            return self._ids[place]
        how = "Choose another one first" if self._single else "Untick it first"
        self.remarked.emit(f"{letter(place)} is chosen. {how} to strike it out.")
        return None

    def focused_place(self) -> int | None:
        """Return the place of the option with the focus."""
        return next((i for i, row in enumerate(self.rows) if row.hasFocus()), None)

    def entry(self) -> QWidget | None:
        """Return the row that is the tab stop."""
        stops = [r for r in self.rows if r.focusPolicy() == Qt.FocusPolicy.StrongFocus]
        return stops[0] if stops else None


def _face(
    option: Option, question: Question, chosen: frozenset[str], *, single: bool
) -> OptionFace:
    struck = option.id in question.struck and option.id not in chosen
    if question.grade is None:
        return OptionFace(text=option.text, struck=struck)
    mine = option.id in chosen
    if not question.keys:
        return OptionFace(text=option.text, verdict="")
    if option.correct:
        verdict = (
            ("yours_best" if mine else "best") if single else ("yours_right" if mine else "right")
        )
    else:
        verdict = "yours" if mine else "other"
    return OptionFace(text=option.text, verdict=verdict, rationale=shown(option.rationale))
