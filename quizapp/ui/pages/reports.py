"""Reports: how groups stand with an exam, in figures that say how sure they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from quizapp.domain.desk import Group
from quizapp.domain.finding import folded
from quizapp.domain.plan import ExamPlan
from quizapp.domain.standings import STAND_WORDS, Stand, Standing
from quizapp.errors import UserError
from quizapp.progress.shares import FEWEST, Estimate
from quizapp.services.standings import GroupFigures, Overview
from quizapp.ui import wording
from quizapp.ui.desk_page import DeskPage, safely
from quizapp.ui.desk_report_files import ReportFiles
from quizapp.ui.page import Navigator
from quizapp.ui.people_bar import FindBar, choice, fitting, refill
from quizapp.ui.people_chart import ShareChart, ShareRow
from quizapp.ui.people_rows import Cell, Column, folded_all
from quizapp.ui.people_table import PeopleTable
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.art import EmptyState
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.charted import Charted
from quizapp.ui.widgets.figure_table import FigureTable
from quizapp.ui.widgets.select import Select
from quizapp.ui.widgets.surfaces import Surface, card
from quizapp.ui.widgets.text import Text

if TYPE_CHECKING:
    from quizapp.app import App
    from quizapp.services.desk import OpenDesk

TOO_FEW = f"fewer than {FEWEST} results"
LOOKS = {
    Stand.CERTIFIED: ("shield-check", "good"),
    Stand.PASSED: ("check", "good"),
    Stand.WAITING: ("user-search", "info"),
    Stand.UNDER_WAY: ("activity", "primary"),
    Stand.CLOSE: ("rotate-ccw", "care"),
    Stand.NOT_YET: ("rotate-ccw", "care"),
    Stand.NOT_BEGUN: ("circle-dashed", "quiet"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """Everything that the page shows: what can be chosen, the figures, and who is found by what."""

    plans: tuple[ExamPlan, ...]
    groups: tuple[Group, ...]
    overview: Overview
    texts: Sequence[str]


def report_view(app: App, door: OpenDesk, *, plan: str | None, group: str | None) -> ReportView:
    """Read a report; for the background."""
    overview = app.standings.of(door, plan=plan, group=group)
    return ReportView(
        plans=app.standings.plans(),
        groups=app.roster.groups(door),
        overview=overview,
        texts=folded_all(overview.people, _words),
    )


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
        self.exam = fitting(Select())
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
            "Where everybody stands", _columns(), key=_key, words=_words
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
        plan = str(self.exam.currentData() or "") or None
        group = str(self.group.currentData() or "") or None

        def read(other: App) -> ReportView:
            return report_view(other, door, plan=plan, group=group)

        self.fetch.ask(read, self._show)

    def clear_content(self) -> None:
        """Forget every name and figure."""
        self._full.hide()
        self.nothing.hide()
        self.save.hide()
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
            self._ask()

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
        self.save.setVisible(bool(view.people))
        self._show_figures(view.whole)
        rows = [share_row(one) for one in (view.whole, *_parts(view))]
        self.chart.show_rows(rows, _spoken(rows))
        self.groups_table.show_rows([_table_row(one) for one in (view.whole, *_parts(view))])
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
        self.figures["passed"].show_figure(_share(passed) if passed else "–", f"{sure}; {people}")
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


def _parts(view: Overview) -> tuple[GroupFigures, ...]:
    """Return the groups, unless the only one is the whole."""
    return view.groups if len(view.groups) > 1 or view.title == "Everybody" else ()


def share_row(one: GroupFigures) -> ShareRow:
    """Return a group as a row of the drawing."""
    if one.passed is None:
        return ShareRow(label=one.name, words=f"{one.decided} of {one.people}: {TOO_FEW}")
    figure = one.passed
    words = f"{_share(figure)} ({figure.low * 100:.0f} to {figure.high * 100:.0f})"
    return ShareRow(
        label=one.name,
        words=words,
        value=figure.value * 100,
        low=figure.low * 100,
        high=figure.high * 100,
    )


def _share(figure: Estimate) -> str:
    return f"{figure.value:.0%}".replace("%", " %")


def _spoken(rows: Sequence[ShareRow]) -> str:
    return "Share who passed. " + "; ".join(f"{row.label}: {row.words}" for row in rows) + "."


def _table_row(one: GroupFigures) -> tuple[str, ...]:
    passed, points = one.passed, one.points
    return (
        one.name,
        str(one.people),
        str(one.decided),
        _share(passed) if passed else TOO_FEW,
        f"{passed.low * 100:.0f} to {passed.high * 100:.0f}" if passed else "–",
        f"{points.value:.0f}" if points else "–",
    )


def _columns() -> tuple[Column[Standing], ...]:
    return (
        Column(title="Name", cell=_name, sort=_by_name, least=190, share=3),
        Column(title="Team", cell=_team, sort=_by_team, least=110, share=2),
        Column(title="State", cell=_stand, sort=_by_stand, least=230),
        Column(title="Best", cell=_best, sort=_by_best, least=70),
        Column(title="Handed in", cell=_day, sort=_by_day, least=110, share=1),
    )


def _key(one: Standing) -> str:
    return one.learner


def _words(one: Standing) -> str:
    return f"{one.name} {one.number}"


def _name(one: Standing) -> Cell:
    return Cell(text=one.name, bold=True, initials=True)


def _team(one: Standing) -> Cell:
    return Cell(text=", ".join(one.groups) or "–")


def _stand(one: Standing) -> Cell:
    icon, tone = LOOKS[one.stand]
    return Cell(text=STAND_WORDS[one.stand], icon=icon, tone=tone)


def _best(one: Standing) -> Cell:
    return Cell(text="–" if one.points is None else f"{one.points:.0f} %")


def _day(one: Standing) -> Cell:
    day = one.finished_at
    return Cell(text=wording.short_day(day.astimezone().date()) if day else "–")


def _by_name(one: Standing) -> str:
    return folded(one.name)


def _by_team(one: Standing) -> str:
    return folded(", ".join(one.groups))


def _by_stand(one: Standing) -> int:
    return list(Stand).index(one.stand)


def _by_best(one: Standing) -> float:
    return -1.0 if one.points is None else one.points


def _by_day(one: Standing) -> float:
    return one.finished_at.timestamp() if one.finished_at else 0.0
