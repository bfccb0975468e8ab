"""What issuing to many would do, before anything is done: problems first, then who is ready."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from quizapp.domain.desk import Group
from quizapp.domain.finding import folded
from quizapp.domain.plan import ExamPlan
from quizapp.errors import UserError
from quizapp.services.bulk_issue import BulkForm
from quizapp.services.bulk_plan import BulkPlan, Obstacle
from quizapp.services.desk import OpenDesk
from quizapp.services.file_names import DEFAULT_PATTERN, FIELDS, refuse_bad
from quizapp.ui import theme, wording
from quizapp.ui.asking import line
from quizapp.ui.desk_forms import stacked
from quizapp.ui.jobs import Job, Stop, Tell
from quizapp.ui.page import Navigator
from quizapp.ui.people_bar import choice
from quizapp.ui.people_rows import Cell, Column
from quizapp.ui.people_table import PeopleTable
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.dialogs import Dialog
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.segments import Segments
from quizapp.ui.widgets.surfaces import Chip, panel
from quizapp.ui.widgets.text import Text

WIDE, HIGH = 900, 740
FORMS = ((BulkForm.FOLDER.value, "A folder", ""), (BulkForm.ZIP.value, "One ZIP file", ""))
TONES = {
    Obstacle.BROKEN: ("shield-x", "bad"),
    Obstacle.LETTERS: ("triangle-alert", "care"),
    Obstacle.HELD: ("user-search", "info"),
    Obstacle.WITHDRAWN: ("ban", "care"),
    Obstacle.ENDED: ("clock", "care"),
    Obstacle.NOT_YET: ("rotate-ccw", "quiet"),
    Obstacle.UNDER_WAY: ("circle-dot", "quiet"),
    Obstacle.NOT_BEGUN: ("circle-dashed", "quiet"),
    Obstacle.DUPLICATE: ("check", "quiet"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the dry run: somebody who is ready, or left out and why."""

    name: str
    exam: str
    state: Cell
    words: str
    place: int


class IssueDialog(Dialog):
    """Asks for whom and where to, shows the dry run, and is accepted only when somebody is ready.

    `ticked` are ids that were chosen in the roster; empty offers groups instead.
    """

    def __init__(
        self,
        window: Navigator,
        door: OpenDesk,
        parent: QWidget,
        *,
        groups: Sequence[Group],
        plans: Sequence[ExamPlan],
        ticked: Sequence[str] = (),
    ) -> None:
        self._window, self._door, self._ticked = window, door, tuple(ticked)
        self._job: Job | None = None
        self._again = False
        self.plan: BulkPlan | None = None
        self.target: Path | None = None
        self.who = choice("For whom", "Everybody who has passed")
        for group in groups:
            self.who.addItem(f"{group.name} ({group.size:,})", group.id)
        self.exam = choice("Exam", "Every exam with a certificate")
        for plan in plans:
            self.exam.addItem(plan.title, plan.id)
        self.who.currentIndexChanged.connect(self.look)
        self.exam.currentIndexChanged.connect(self.look)
        self.form = Segments("Copies go into", FORMS)
        self.form.show_value(BulkForm.FOLDER.value)
        self.form.chosen.connect(self._forget_target)
        self.pattern = line("Names of the files", DEFAULT_PATTERN)
        self.pattern.editingFinished.connect(self._look_pattern)
        self.place = Button("Choose where", icon="folder-open")
        self.place.clicked.connect(self.choose_target)
        self.place_words = Text("Not chosen yet; choose it to go on", "small", colour="muted")
        self.state = Text("Looking at everybody…", "body", colour="muted")
        self._chips = QWidget()
        self._flow = boxes.FlowLayout(8, self._chips)
        self._stops = boxes.column(gap=8)
        self.table: PeopleTable[Line] = PeopleTable(
            "What would be issued, and who would be left out", _columns(), key=_key, words=_words
        )
        self.table.setMinimumHeight(theme.current().text_px(250))
        self.fault = Text("", "body", colour="danger", bold=True)
        self.fault.hide()
        self.cancel = Button("Cancel")
        self.go = Button("Issue", variant="primary", icon="award")
        self.go.setEnabled(False)
        fields = ", ".join(f"{{{name}}}" for name in FIELDS)
        picked = wording.count(len(self._ticked), "selected person", "selected people")
        choices = QWidget()
        flow = boxes.FlowLayout(14, choices)
        if self._ticked:
            flow.addWidget(stacked("For whom", "chosen in the roster", Text(picked, "body")))
        else:
            flow.addWidget(stacked("For whom", "", self.who))
        flow.addWidget(stacked("Exam", "", self.exam))
        body = QWidget()
        body.setLayout(
            boxes.column(
                choices,
                stacked("Copies go into", "the app keeps its own in any case", self.form),
                boxes.row(self.place, self.place_words, 1, gap=12),
                Text("What would happen", "h3"),
                self.state,
                self._stops,
                self._chips,
                self.table,
                stacked("Names of the files", f"may hold {fields}", self.pattern),
                self.fault,
                gap=12,
                margins=(6, 0, 10, 6),
            )
        )
        super().__init__("Issue certificates", body, (self.cancel, self.go), parent)
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self.accept)
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self.look()

    def fit(self) -> None:
        """Take the room that a table needs."""
        look, home = theme.current(), self._beneath
        self.resize(
            min(home.width() - 40, look.text_px(WIDE)), min(home.height() - 40, look.text_px(HIGH))
        )

    # The dry run

    @property
    def busy(self) -> bool:
        """Tell whether the dry run is under way."""
        return self._job is not None

    def look(self) -> None:
        """Make the dry run for what is chosen."""
        if self._job is not None:
            self._again = True
            self._job.stop()
            return
        app, door = self._window.app, self._door
        group, exam = str(self.who.currentData() or ""), str(self.exam.currentData() or "")
        label = self.who.currentText() if not self._ticked else "Selected people"
        learners = self._ticked or None

        def work(_tell: Tell, stop: Stop) -> object:
            def go_on() -> bool:
                return not stop()

            other = app.beside()
            try:
                return other.bulk.planner.plan(
                    door,
                    label=label,
                    group=group or None,
                    learners=learners,
                    exam=exam or None,
                    go_on=go_on,
                )
            finally:
                other.close()

        self.state.say("Looking at everybody…")
        self.state.show()
        self.go.setEnabled(False)
        job = Job(work, self)
        job.done.connect(self._show)
        job.failed.connect(self._failed)
        self._job = job
        job.start()

    def _show(self, plan: object) -> None:
        self._job = None
        if self._again:
            self._again = False
            self.look()
            return
        if not isinstance(plan, BulkPlan):
            return
        self.plan = plan
        self.state.setVisible(False)
        boxes.empty(self._stops)
        for words in plan.stops:
            self._stops.addWidget(
                panel(Text(words, "body", colour="on_danger_soft"), fill="danger_soft")
            )
        boxes.empty(self._flow)
        self._flow.addWidget(Chip(f"Ready: {len(plan.ready):,}", "check", "good"))
        for obstacle in Obstacle:
            number = sum(one.obstacle is obstacle for one in plan.left_out)
            if number:
                icon, tone = TONES[obstacle]
                words = f"{obstacle.value[0].upper()}{obstacle.value[1:]}: {number:,}"
                self._flow.addWidget(Chip(words, icon, tone))
        self.table.fill(lines(plan))
        many = wording.count(len(plan.ready), "certificate", "certificates")
        self.go.say(f"Issue {many}" if plan.ready else "Issue")
        self._look_ready()
        announce(self, f"{len(plan.ready)} ready, {len(plan.left_out)} left out.")

    def _failed(self, error: object) -> None:
        self._job = None
        self.state.say(str(error))
        announce(self, str(error))

    def done(self, result: int) -> None:
        """Let the dry run end before the dialog goes."""
        if self._job is not None:
            self._job.stop()
            self._job.wait()
        super().done(result)

    # Where to

    def choose_target(self) -> None:
        """Pick the folder or the ZIP file."""
        if self.chosen_form() is BulkForm.FOLDER:
            name = QFileDialog.getExistingDirectory(self, "Where the copies go")
        else:
            name, _ = QFileDialog.getSaveFileName(
                self, "Where the copies go", "certificates.zip", "ZIP file (*.zip)"
            )
        if name:
            self.take_target(Path(name))

    def take_target(self, path: Path) -> None:
        """Let the copies go there."""
        zipped = self.chosen_form() is BulkForm.ZIP
        self.target = path.with_suffix(".zip") if zipped else path
        self.place_words.say(str(self.target))
        self._look_ready()

    def chosen_form(self) -> BulkForm:
        """Return whether copies go into a folder or a ZIP."""
        return BulkForm(self.form.value() or BulkForm.FOLDER.value)

    def _forget_target(self, _: str) -> None:
        self.target = None
        self.place_words.say("Not chosen yet; choose it to go on")
        self._look_ready()

    def _look_pattern(self) -> None:
        try:
            refuse_bad(self.pattern.text())
        except UserError as error:
            self._say(str(error))
        else:
            self._say("")

    def _say(self, fault: str) -> None:
        self.fault.say(fault)
        self.fault.setVisible(bool(fault))
        announce(self, fault)

    def _look_ready(self) -> None:
        plan = self.plan
        ready = plan is not None and bool(plan.ready) and not plan.stops
        self.go.setEnabled(ready and self.target is not None and not self.busy)

    def accept(self) -> None:
        """Close, unless the names can't be made."""
        self._look_pattern()
        if self.fault.isHidden() and self.target is not None:
            super().accept()


def lines(plan: BulkPlan) -> tuple[Line, ...]:
    """Return the dry run as lines, problems first."""
    found = [
        Line(
            name=one.name,
            exam=one.exam or "–",
            state=Cell(
                text=one.obstacle.value.capitalize(),
                icon=TONES[one.obstacle][0],
                tone=TONES[one.obstacle][1],
            ),
            words=one.sentence,
            place=place,
        )
        for place, one in enumerate(plan.left_out)
    ]
    found += [
        Line(
            name=one.name,
            exam=one.exam,
            state=Cell(text="Ready", icon="check", tone="good"),
            words=one.note or f"{one.points:.0f} of 100",
            place=len(plan.left_out) + place,
        )
        for place, one in enumerate(plan.ready)
    ]
    return tuple(sorted(found, key=_by_place))


def _columns() -> tuple[Column[Line], ...]:
    return (
        Column(title="Name", cell=_name, sort=_by_place, least=170, share=2),
        Column(title="State", cell=_state, sort=_by_state, least=235),
        Column(title="Why, and what to do", cell=_why, sort=_by_why, least=220, share=4),
    )


def _key(one: Line) -> str:
    return str(one.place)


def _words(one: Line) -> str:
    return f"{one.name} {one.exam}"


def _name(one: Line) -> Cell:
    return Cell(text=one.name, bold=True)


def _state(one: Line) -> Cell:
    return one.state


def _why(one: Line) -> Cell:
    return Cell(text=one.words)


def _by_place(one: Line) -> int:
    return one.place


def _by_state(one: Line) -> str:
    return one.state.text


def _by_why(one: Line) -> str:
    return folded(one.words)
