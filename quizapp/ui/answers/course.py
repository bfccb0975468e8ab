"""Beside a conversation: how trust and tension went, in words, as a drawing and as a table."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from quizapp.domain.talk import tension_word, trust_word
from quizapp.grading.debrief import Debrief, Step
from quizapp.services.talks import TalkView
from quizapp.ui.answers.talk_parts import signed
from quizapp.ui.stem import shown
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.charted import Charted
from quizapp.ui.widgets.course_chart import CourseChart
from quizapp.ui.widgets.figure_table import FigureTable
from quizapp.ui.widgets.surfaces import Icon, Surface, panel
from quizapp.ui.widgets.text import Text

WON, LOST = "trending-up", "trending-down"


class CourseCard(Surface):
    """The course so far, and the turning point once there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = Text("So far", "h3")
        self.chart = CourseChart()
        self.course = Charted(
            self.chart,
            FigureTable("Trust and tension by turn", ("Turn", "Trust", "Tension"), wide=2),
            "trust and tension by turn",
        )
        self.turning = Text("", "small", colour="on_info_soft")
        self._icon = Icon(WON, size=18, colour="on_info_soft")
        line = boxes.row(boxes.column(self._icon, 1), self.turning, gap=10)
        line.setStretch(1, 1)
        self._turning_box = panel(line, fill="info_soft")
        legend = boxes.row(
            Text("● trust", "caption", colour="info", wrap=False),
            Text("■ tension", "caption", colour="accent", wrap=False),
            gap=12,
        )
        super().__init__(
            boxes.column(
                boxes.row(self.title, 1, legend),
                self.course,
                self._turning_box,
                gap=10,
                margins=(20, 16, 20, 16),
            ),
            parent=parent,
        )

    def show_talk(self, view: TalkView, *, notes: bool) -> None:
        """Show the course of a talk; `notes` may say why a turn moved it."""
        told = view.debrief
        self.title.say("Its course" if view.ended else "So far")
        values = [told.start, *((step.trust, step.tension) for step in told.steps)]
        sentence = course_sentence(told)
        self.chart.show_course(values, [s.number for s in told.turning_points], sentence)
        self.course.sentence.say(sentence)
        self.course.table.show_rows(
            [["start", _mood(*told.start, (0, 0))[0], _mood(*told.start, (0, 0))[1]]]
            + [
                [str(s.number), *_mood(s.trust, s.tension, (s.mark.trust, s.mark.tension))]
                for s in told.steps
            ]
        )
        point = turning_point(told)
        self._turning_box.setVisible(point is not None)
        if point is not None:
            self._icon.show_icon(WON if point.swing > 0 else LOST, "on_info_soft")
            why = shown(point.mark.note) if notes and point.mark.note else point_words(point)
            self.turning.say(f"Turning point: turn {point.number}. {why}")


def turning_point(told: Debrief) -> Step | None:
    """Return the turn that moved the customer most; of equals, the later one."""
    return max(told.turning_points, key=_size, default=None)


def _size(step: Step) -> tuple[int, int]:
    return abs(step.swing), step.number


def point_words(step: Step) -> str:
    """Return in words what a turn did to trust and tension."""
    moved = []
    if step.mark.trust:
        moved.append(f"trust {signed(step.mark.trust)}")
    if step.mark.tension:
        moved.append(f"tension {signed(step.mark.tension)}")
    return f"{' and '.join(moved).capitalize()}." if moved else "Nothing moved."


def course_sentence(told: Debrief) -> str:
    """Say the course in one sentence."""
    trust, tension = told.start
    if not told.steps:
        return f"Trust is {trust_word(trust)}, tension {tension_word(tension)}."
    last = told.steps[-1]
    parts = []
    for name, word, before, now in (
        ("Trust", trust_word, trust, last.trust),
        ("tension", tension_word, tension, last.tension),
    ):
        parts.append(
            f"{name} went from {word(before)} to {word(now)}"
            if before != now
            else f"{name} is {word(now)}, as at the start"
        )
    return f"{parts[0]}; {parts[1]}."


def _mood(trust: int, tension: int, change: tuple[int, int]) -> tuple[str, str]:
    return (
        f"{trust_word(trust)} {signed(change[0])}".strip(),
        f"{tension_word(tension)} {signed(change[1])}".strip(),
    )
