"""Choosing what to practise: by area, kind, what was missed or flagged, or a case by name."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from quizapp.domain.items import Concept, ItemKind
from quizapp.errors import UserError
from quizapp.services.practice import CaseCard
from quizapp.services.practice_choice import PracticeChoice
from quizapp.ui import theme, wording
from quizapp.ui.page import Navigator, ScrollPage
from quizapp.ui.question_sheet import CHANNELS
from quizapp.ui.question_view import KIND_WORDS
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.art import EmptyState
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.segments import Segments
from quizapp.ui.widgets.select import Select
from quizapp.ui.widgets.surfaces import Chip, Icon, Surface, card
from quizapp.ui.widgets.text import Text

NUMBERS = ("5", "10", "20")
STATES = (
    ("all", "All", ""),
    ("due", "Due today", ""),
    ("missed", "Missed", ""),
    ("flagged", "Flagged", ""),
    ("traps", "My traps", ""),
)
FIRST_CASES = 8
FOUR_FIELDS = 1000
"""Effective width from which the four filters stand in one row."""


class CaseTile(Surface):
    """A written case or a conversation: channel, minutes, best result."""

    def __init__(self, case: CaseCard, page: PractisePage) -> None:
        self._item, self._page = case.head.id, page
        head = case.head
        talk = head.kind is ItemKind.CONVERSATION
        icon = Icon(
            "messages-square" if talk else "pencil-line",
            colour="on_primary_soft" if talk else "on_accent_soft",
            ground="primary_soft" if talk else "accent_soft",
        )
        self.start = Button("Start", compact=True)
        self.start.setAccessibleName(f"Start: {head.title}")
        chips = boxes.FlowLayout(6)
        chips.addWidget(Chip(KIND_WORDS[head.kind]))
        if head.channel is not None:
            words, channel_icon = CHANNELS[head.channel]
            chips.addWidget(Chip(words, channel_icon))
        chips.addWidget(Chip(f"{max(1, round(head.minutes))} min", "clock"))
        if case.best is not None:
            chips.addWidget(Chip(f"best {wording.percent(case.best)}", "check", "good"))
        text = boxes.column(
            Text(head.title or KIND_WORDS[head.kind], "body", bold=True), chips, gap=6
        )
        line = boxes.row(boxes.column(icon, 1), text, self.start, gap=14, margins=(16, 12, 16, 12))
        line.setStretch(1, 1)
        super().__init__(line, radius=14)
        self.start.clicked.connect(self.begin)

    def begin(self) -> None:
        """Start this case."""
        self._page.start_case(self._item)


class PractisePage(ScrollPage):
    """Filters above, cases below."""

    def __init__(self, window: Navigator) -> None:
        super().__init__(window, "Practise", "Answer, see the reason at once, go on when you like.")
        self._choice = PracticeChoice()
        self.tiles: list[CaseTile] = []
        self.domain = Select()
        self.domain.setAccessibleName("Area")
        self.objective = Select()
        self.objective.setAccessibleName("Objective")
        self.kind = Select()
        self.kind.setAccessibleName("Kind of question")
        self.concept = Select()
        self.concept.setAccessibleName("Concept")
        for box in (self.domain, self.objective, self.concept, self.kind):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(12)
            box.currentIndexChanged.connect(self._changed)
        self.domain.currentIndexChanged.connect(self._fill_objectives)
        self.state = Segments("Which", STATES)
        self.state.show_value("all")
        self.state.chosen.connect(self._changed_words)
        self.number = Segments("How many", tuple((n, n, "") for n in NUMBERS))
        self.number.show_value("10")
        self.number.chosen.connect(self._changed_words)
        self.found = Text("", "body", colour="muted")
        self.start = Button("Start", variant="primary", icon="arrow-right", icon_after=True)
        self.start.clicked.connect(self.begin)
        clear = Button("Clear filters")
        clear.clicked.connect(self.clear)
        self.nothing = EmptyState("Nothing matches these filters.", clear)
        self.nothing.hide()
        self._fields = QGridLayout()
        self._fields.setContentsMargins(0, 0, 0, 0)
        self._boxed = [
            self._field(name, box)
            for name, box in (
                ("Area", self.domain),
                ("Objective", self.objective),
                ("Concept", self.concept),
                ("Kind", self.kind),
            )
        ]
        choosers = boxes.FlowLayout(18)
        for name, segments in (("Which", self.state), ("How many", self.number)):
            pair = QWidget()
            pair.setLayout(boxes.row(Text(name, "small", bold=True, wrap=False), segments, gap=10))
            choosers.addWidget(pair)
        last = boxes.row(self.found, self.start, gap=14)
        last.setStretch(0, 1)
        self.fill(
            card(
                Text("A set of questions", "h2"), self._fields, choosers, last, self.nothing, gap=14
            ),
            self._cases_part(),
        )

    @staticmethod
    def _field(name: str, box: Select) -> QWidget:
        holder = QWidget()
        holder.setLayout(boxes.column(Text(name, "small", bold=True), box, gap=4))
        return holder

    def fit(self, effective_width: float) -> None:
        """Put the filters side by side, or two and two where it gets narrow."""
        columns = 4 if effective_width >= FOUR_FIELDS else 2
        self._fields.setSpacing(theme.current().px(14))
        for place, holder in enumerate(self._boxed):
            self._fields.addWidget(holder, place // columns, place % columns)
        for column, stretch in enumerate((3, 4, 3, 2)):
            self._fields.setColumnStretch(column, stretch if column < columns else 0)

    def _cases_part(self) -> QVBoxLayout:
        self._cases = boxes.column(gap=10)
        self.more = Button("Show all cases", variant="plain", flush=True)
        self.more.clicked.connect(self._show_all)
        return boxes.column(
            Text("Written cases and conversations", "h3"),
            self._cases,
            boxes.row(self.more, 1),
            gap=10,
        )

    def enter(self, context: object) -> None:
        """Fill filters and cases."""
        del context
        bank = self.window_.app.catalogue.bank()
        if self.domain.count() == 0:
            with (
                QSignalBlocker(self.domain),
                QSignalBlocker(self.concept),
                QSignalBlocker(self.kind),
            ):
                self.domain.addItem("All areas", "")
                for domain in bank.domains:
                    self.domain.addItem(domain.title, domain.id)
                self.concept.addItem("All concepts", "")
                for concept in sorted(bank.concepts, key=_title):
                    self.concept.addItem(concept.title, concept.id)
                self.kind.addItem("All kinds", "")
                for kind, words in KIND_WORDS.items():
                    self.kind.addItem(words, str(kind))
        self._fill_objectives(0)
        self._show_cases(FIRST_CASES)
        self._changed(0)

    def _fill_objectives(self, _: int) -> None:
        chosen = self.domain.currentData() or ""
        before = self.objective.currentData()
        with QSignalBlocker(self.objective):
            self.objective.clear()
            self.objective.addItem("All objectives", "")
            for domain in self.window_.app.catalogue.bank().domains:
                if chosen in ("", domain.id):
                    for objective in domain.objectives:
                        self.objective.addItem(objective.text, objective.id)
                        self.objective.setItemData(
                            self.objective.count() - 1, objective.text, Qt.ItemDataRole.ToolTipRole
                        )
            place = self.objective.findData(before)
            self.objective.setCurrentIndex(max(0, place))

    def choice(self) -> PracticeChoice:
        """Return what the filters ask for."""
        state = self.state.value()
        made = PracticeChoice(
            due=state == "due",
            missed=state == "missed",
            flagged=state == "flagged",
            traps=state == "traps",
            number=int(self.number.value() or "10"),
        )
        if self.domain.currentData():
            made = made._replace(domains=(str(self.domain.currentData()),))
        if self.objective.currentData():
            made = made._replace(objectives=(str(self.objective.currentData()),))
        if self.concept.currentData():
            made = made._replace(concepts=(str(self.concept.currentData()),))
        if self.kind.currentData():
            made = made._replace(kinds=(ItemKind(self.kind.currentData()),))
        return made

    def _changed_words(self, _: str) -> None:
        self._changed(0)

    def _changed(self, _: int) -> None:
        learner = self.window_.app.people.current()
        if learner is None:
            return
        count = self.window_.app.practice.count(learner.id, self.choice())
        number = int(self.number.value() or "10")
        self.found.say(
            wording.count(count, "question matches", "questions match")
            + f". You get {min(count, number)}."
            if count
            else ""
        )
        self.start.setEnabled(count > 0)
        self.nothing.setVisible(count == 0)

    def clear(self) -> None:
        """Take all filters away."""
        for box in (self.domain, self.objective, self.concept, self.kind):
            box.setCurrentIndex(0)
        self.state.show_value("all")
        self._changed(0)
        self.start.setFocus()

    def _show_cases(self, most: int) -> None:
        learner = self.window_.app.people.current()
        if learner is None:
            return
        boxes.empty(self._cases)
        cases = self.window_.app.practice.cards(learner.id)
        ranked = sorted(cases, key=_case_order)
        self.tiles = [CaseTile(case, self) for case in ranked[:most]]
        for tile in self.tiles:
            self._cases.addWidget(tile)
        self.more.setVisible(len(cases) > most)
        self.more.say(f"Show all {len(cases)} cases")

    def _show_all(self) -> None:
        self._show_cases(10_000)

    def begin(self) -> None:
        """Start a set."""
        self._start(self.choice())

    def start_case(self, item: str) -> None:
        """Start one case."""
        self._start(PracticeChoice(items=(item,), number=1))

    def _start(self, choice: PracticeChoice) -> None:
        learner = self.window_.app.people.current()
        if learner is None:
            return
        try:
            sitting = self.window_.app.practice.start(learner.id, choice)
        except UserError as error:
            self.window_.report(error)
            return
        self.window_.open_page("practice", sitting)

    def first_focus(self) -> QWidget | None:
        """Return the button that starts a set."""
        return self.start


def _title(concept: Concept) -> str:
    return concept.title


def _case_order(case: CaseCard) -> tuple[bool, float, str]:
    return (case.best is not None, case.best or 0.0, case.head.id)
