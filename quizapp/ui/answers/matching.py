"""Matching prompts with options by drop-downs; in a narrow window they stand under each other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from quizapp.domain.answers import Paired
from quizapp.domain.items import MatchingBody
from quizapp.ui import theme
from quizapp.ui.answers.area import AnswerArea, Question, ordered
from quizapp.ui.stem import shown
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.select import WrappedSelect
from quizapp.ui.widgets.surfaces import Surface, panel
from quizapp.ui.widgets.text import Text

NOTHING = "Choose…"
BESIDE_FROM = 560
"""Width over the text size from which a drop-down stands beside its prompt."""


class _Pair:
    """The widgets of one prompt."""

    def __init__(self, home: QWidget) -> None:
        self.prompt = Text("", "body")
        self.box = Surface(
            boxes.column(self.prompt, margins=(12, 8, 12, 8)),
            edge="control",
            radius=10,
            parent=home,
        )
        self.select = WrappedSelect(home)
        self.verdict = Text("", "caption", bold=True, parent=home)

    def widgets(self) -> tuple[QWidget, ...]:
        return self.box, self.select, self.verdict


class MatchingArea(AnswerArea):
    """A list of prompts, each with a drop-down; a list below shows which options are in use."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs: list[_Pair] = []
        self._prompts: tuple[str, ...] = ()
        self._options: tuple[str, ...] = ()
        self._texts: dict[str, str] = {}
        self._filling = False
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.current().px(14))
        self._grid.setVerticalSpacing(theme.current().px(8))
        self._beside = True
        self._uses: list[Text] = []
        self._used = QWidget()
        self._list = boxes.column(gap=2)
        self._used.setLayout(self._list)
        self.key = Text("", "body")
        self.why = Text("", "body")
        self._feedback = panel(Text("What fits together", "h3"), self.key, self.why)
        self.setLayout(boxes.column(self._grid, self._used, self._feedback, gap=12))

    @property
    def selects(self) -> list[QComboBox]:
        """Return the drop-downs in use."""
        return [pair.select for pair in self._pairs[: len(self._prompts)]]

    def select_of(self, prompt: str) -> QComboBox:
        """Return the drop-down of a prompt."""
        return self.selects[self._prompts.index(prompt)]

    def show_question(self, question: Question) -> None:
        """Show prompts, options and the pairs made so far."""
        body = question.item.body
        if not isinstance(body, MatchingBody):
            raise TypeError(f"{question.item.id} has nothing to match")
        texts = {entry.id: entry.text for entry in body.options}
        self._texts = texts
        self._options = ordered(question.order, tuple(texts))
        self._prompts = tuple(entry.id for entry in body.prompts)
        given = dict(question.answer.pairs) if isinstance(question.answer, Paired) else {}
        marked = question.grade is not None and question.keys
        self.setAccessibleName("Matching" if question.locked else "Matching: choose in each list")
        self._filling = True
        while len(self._pairs) < len(self._prompts):
            self._add_pair()
        for place, pair in enumerate(self._pairs):
            used = place < len(body.prompts)
            for widget in pair.widgets():
                widget.setVisible(used)
            if used:
                entry = body.prompts[place]
                self._fill_pair(pair, entry.text, given.get(entry.id), locked=question.locked)
                self._say_verdict(pair, given.get(entry.id), body.key[entry.id], marked=marked)
        self._filling = False
        self._show_used(given)
        self._used.setVisible(not question.locked)
        self._feedback.setVisible(marked)
        if marked:
            self.key.say("\n".join(f"{e.text} → {texts[body.key[e.id]]}" for e in body.prompts))
            self.why.say(shown(body.rationale))

    def _add_pair(self) -> None:
        pair = _Pair(self)
        pair.select.currentIndexChanged.connect(self._changed)
        self._pairs.append(pair)
        self._place(len(self._pairs) - 1)

    def _place(self, number: int) -> None:
        """Put a pair on its lines of the grid: side by side, or the drop-down below."""
        pair, line = self._pairs[number], 3 * number
        for widget in pair.widgets():
            self._grid.removeWidget(widget)
        self._grid.addWidget(pair.box, line, 0)
        below = 0 if self._beside else 1
        self._grid.addWidget(pair.select, line + below, 1 - below)
        self._grid.addWidget(pair.verdict, line + 2, 1 - below)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 - below)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the drop-downs beside their prompts or below."""
        super().resizeEvent(event)
        beside = self.width() / theme.current().scale >= BESIDE_FROM
        if beside != self._beside:
            self._beside = beside
            for number in range(len(self._pairs)):
                self._place(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the first drop-down with the Down arrow, as Tab does."""
        entry = self.entry()
        here = self.hasFocus() and entry is not None and entry.isEnabled()
        if not (here and event.key() == Qt.Key.Key_Down and self.focusNextChild()):
            super().keyPressEvent(event)

    def _fill_pair(self, pair: _Pair, prompt: str, given: str | None, *, locked: bool) -> None:
        pair.prompt.say(prompt)
        pair.select.clear()
        pair.select.addItem(NOTHING, "")
        for option in self._options:
            pair.select.addItem(self._texts[option], option)
            pair.select.setItemData(
                pair.select.count() - 1, self._texts[option], Qt.ItemDataRole.ToolTipRole
            )
        pair.select.setCurrentIndex(self._options.index(given) + 1 if given in self._options else 0)
        pair.select.setEnabled(not locked)
        pair.select.setAccessibleName(f"Match for: {prompt}")
        self._dress(pair.select)

    @staticmethod
    def _dress(select: QComboBox) -> None:
        filled = bool(select.currentData())
        select.setToolTip(select.currentText())
        if select.property("filled") != filled:
            select.setProperty("filled", filled)
            select.style().unpolish(select)
            select.style().polish(select)

    def _say_verdict(self, pair: _Pair, given: str | None, right: str, *, marked: bool) -> None:
        pair.verdict.setVisible(marked)
        if marked:
            fits = given == right
            pair.verdict.paint_as("success" if fits else "danger")
            pair.verdict.say("✓ Fits" if fits else f"✗ What fits: {self._texts[right]}")

    def _changed(self, _: int) -> None:
        if self._filling:
            return
        pairs = {
            p: s.currentData()
            for p, s in zip(self._prompts, self.selects, strict=True)
            if s.currentData()
        }
        for select in self.selects:
            self._dress(select)
        self._show_used(pairs)
        self.answered.emit(Paired(pairs=pairs) if pairs else None)

    def _show_used(self, pairs: dict[str, str]) -> None:
        while len(self._uses) < len(self._options):
            line = Text("", "caption", colour="muted")
            self._uses.append(line)
            self._list.addWidget(line)
        for place, line in enumerate(self._uses):
            line.setVisible(place < len(self._options))
            if place < len(self._options):
                option = self._options[place]
                used = option in pairs.values()
                line.say(f"{'✓' if used else '○'} {self._texts[option]}")
                line.paint_as("primary" if used else "muted")

    def entry(self) -> QWidget | None:
        """Return the first drop-down."""
        return self._pairs[0].select if self._pairs else None
