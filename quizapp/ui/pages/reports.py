"""Reports: how groups stand with an exam, in figures that say how sure they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from quizapp.domain.standings import STAND_WORDS, Stand, Standing
from quizapp.errors import UserError
from quizapp.services.standings import GroupFigures
from quizapp.ui import wording
from quizapp.ui.desk_page import DeskPage, safely
from quizapp.ui.desk_report_files import ReportFiles
from quizapp.ui.desk_standings import (
    TOO_FEW,
    ReportView,
    columns,
    key,
    parts,
    report_view,
    share_row,
    share_words,
    spoken,
    table_row,
    words,
)
from quizapp.ui.page import Navigator
from quizapp.ui.people_bar import FindBar, FittingSelect, choice, refill
from quizapp.ui.people_chart import ShareChart
from quizapp.ui.people_table import PeopleTable
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.art import EmptyState
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.charted import Charted
from quizapp.ui.widgets.figure_table import FigureTable
from quizapp.ui.widgets.surfaces import Surface, card
from quizapp.ui.widgets.text import Text

if TYPE_CHECKING:
    from quizapp.app import App


class Figure(Surface):
    """One figure with what it means below it."""

    def __init__(self, label: str) -> None:
        self.value = Text("", "h1", wrap=False)
        self.words = Text("", "small", colour="muted")
        super().__init__(
            boxes.column(
                Text(label, "small", bold=True),
                self.value,
                self.words,
                gap=2,
                margins=(18, 14, 18, 14),
            )
        )

    def show_figure(self, value: str, words: str) -> None:
        """Show a figure."""
        self.value.say(value)
        self.words.say(words)


class ReportsPage(DeskPage):
    """One exam, one group or everybody."""

    def __init__(self, window: Navigator) -> None:
        super().__init__(window, "Reports", "How groups stand, and how sure the figures are.")
        self._filling = False
        self.exam = FittingSelect()
        self.exam.setAccessibleName("Exam")
        self.group = choice("Group", "Everybody")
        self.exam.currentIndexChanged.connect(self._again)
        self.group.currentIndexChanged.connect(self._again)
        self._chosen = QWidget()
        flow = boxes.FlowLayout(10, self._chosen)
        flow.addWidget(self.exam)
        flow.addWidget(self.group)
        self.figures = {
            "passed": Figure("Passed"),
            "points": Figure("Mean of the best totals"),
            "wait": Figure("Wait for a reader"),
            "close": Figure("Close to the mark"),
        }
        self._figures = QWidget()
        row = boxes.FlowLayout(12, self._figures)
        for figure in self.figures.values():
            row.addWidget(figure)
        self.chart = ShareChart()
        self.groups_table = FigureTable(
            "Figures of the groups",
            ("Group", "People", "Results", "Passed", "95 % interval", "Mean"),
        )
        self.charted = Charted(self.chart, self.groups_table, "share who passed, by group")
        self._chart_card = card(Text("Share who passed, by group", "h3"), self.charted, gap=10)
        self.domains = FigureTable(
            "Means by domain", ("Domain", "Mean", "95 % interval", "Results")
        )
        self._domain_card = card(Text("By domain", "h3"), self.domains, gap=10)
        self.table: PeopleTable[Standing] = PeopleTable(
            "Where everybody stands", columns(), key=key, words=words
        )
        self.stand = choice("State", "State: all")
        self.finder = FindBar(
            self.table.model, "Name or number", one="person", many="people", filters=(self.stand,)
        )
        self.finder.asked.connect(self._restrict)
        self.finder.field.down.connect(self.table.view.setFocus)
        self.table.opened.connect(self.open_person)
        to_roster = Button("Open the roster", variant="primary", icon="users")
        to_roster.clicked.connect(self.open_roster)
        self.nothing = EmptyState(
            "Nobody is on the roster yet. Import a list, assign an exam, and figures appear here.",
            to_roster,
        )
        self._full = QWidget()
        self._full.setLayout(
            boxes.column(
                self._figures,
                self._chart_card,
                self._domain_card,
                Text("Person by person", "h3"),
                self.finder,
                self.table,
                gap=14,
            )
        )
        self.files = ReportFiles(window, self)
        self.save = Button("Save report", variant="primary", icon="download")
        self.save.clicked.connect(self.save_report)
        self.arrange(self._chosen, self._full, self.nothing, actions=(self.save,))
        self.clear_content()

    # Showing

    def show_content(self, context: object) -> None:
        """Show the exam that most people have; `context` is not used."""
        del context
        self._chosen.setVisible(self.fetch.filled)
        self._ask()

    def _ask(self) -> None:
        """Read the chosen exam and group, beside the window."""
        door = self.session.opened()
        plan = str(self.exam.currentData() or "") or None if self._picked else None
        group = str(self.group.currentData() or "") or None

        def read(other: App) -> ReportView:
            return report_view(other, door, plan=plan, group=group)

        self.fetch.ask(read, self._show)

    def clear_content(self) -> None:
        """Forget every name and figure."""
        self._picked = False
        for part in (self._full, self.nothing, self.save):
            part.hide()
        self.leave_room(needed=True)
        self.table.fill(())
        self.finder.field.clear()
        self.chart.show_rows((), "")
        self.groups_table.show_rows(())
        self.domains.show_rows(())
        for figure in self.figures.values():
            figure.show_figure("", "")

    @safely
    def _again(self) -> None:
        if not self._filling:
            self._picked = self._picked or self.sender() is self.exam
            self._ask()

    _picked = False
    """Whether the person has chosen an exam; until then it is the one that most people have."""

    def _show_choices(self, found: ReportView) -> None:
        self._filling = True
        group = self.group.currentData()
        self.exam.clear()
        for plan in found.plans:
            self.exam.addItem(plan.title, plan.id)
        self.exam.setCurrentIndex(max(0, self.exam.findData(found.overview.plan.id)))
        self.group.clear()
        self.group.addItem("Everybody", "")
        for one in found.groups:
            self.group.addItem(f"{one.name} ({one.size:,})", one.id)
        self.group.setCurrentIndex(max(0, self.group.findData(group)))
        self._filling = False
        self._chosen.show()

    def _show(self, found: ReportView) -> None:
        self._show_choices(found)
        view = found.overview
        self.nothing.setVisible(not view.people)
        self._full.setVisible(bool(view.people))
        self.leave_room(needed=not view.people)
        self.save.setVisible(bool(view.people))
        self._show_figures(view.whole)
        rows = [share_row(one) for one in (view.whole, *parts(view))]
        self.chart.show_rows(rows, spoken(rows))
        self.groups_table.show_rows([table_row(one) for one in (view.whole, *parts(view))])
        self.charted.sentence.say(
            f"Each line shows where the true share lies in 95 of 100 such groups. Groups with "
            f"{TOO_FEW} show no figure."
        )
        self.domains.show_rows(
            [
                (title, f"{one.value:.0f} %", f"{one.low:.0f} to {one.high:.0f}", str(one.n))
                for title, one in view.domains
            ]
        )
        self._domain_card.setVisible(bool(view.domains))
        self.table.fill(view.people, found.texts)
        refill(
            self.stand,
            "State: all",
            [STAND_WORDS[s] for s in Stand if view.whole.counts.get(s)],
        )
        self._restrict()

    def _show_figures(self, whole: GroupFigures) -> None:
        people = wording.count(whole.people, "person", "people")
        passed, points = whole.passed, whole.points
        sure = (
            f"likely {passed.low * 100:.0f} to {passed.high * 100:.0f} %, of {passed.n} results"
            if passed
            else TOO_FEW
        )
        self.figures["passed"].show_figure(
            share_words(passed) if passed else "–", f"{sure}; {people}"
        )
        self.figures["points"].show_figure(
            f"{points.value:.0f}" if points else "–",
            f"of 100; likely {points.low:.0f} to {points.high:.0f}" if points else TOO_FEW,
        )
        waiting, close = whole.counts.get(Stand.WAITING, 0), whole.counts.get(Stand.CLOSE, 0)
        self.figures["wait"].show_figure(str(waiting), "their result is held")
        self.figures["close"].show_figure(str(close), "within two errors of measurement")

    def _restrict(self) -> None:
        wanted = str(self.stand.currentData() or "")

        def lets(one: Standing) -> bool:
            return not wanted or STAND_WORDS[one.stand] == wanted

        self.table.model.restrict(lets)

    # Doing

    @safely
    def save_report(self) -> None:
        """Save what is shown as CSV, workbook or PDF."""
        try:
            self.files.save(
                plan=str(self.exam.currentData() or "") or None,
                group=str(self.group.currentData() or "") or None,
            )
        except UserError as error:
            self.window_.report(error)

    def open_person(self, one: object) -> None:
        """Open somebody: their replies where they wait for a reader, else the roster."""
        if not isinstance(one, Standing):
            return
        if one.stand is Stand.WAITING and one.attempt:
            self.window_.open_page("reading", one.attempt)
        else:
            self.window_.open_page("roster", one.learner)

    def open_roster(self) -> None:
        """Go to the roster."""
        self.window_.open_page("roster")

    def first_part(self) -> QWidget | None:
        """Return the exam."""
        return self.exam
