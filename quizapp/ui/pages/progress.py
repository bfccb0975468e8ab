"""Progress: what a person can do, what is worth their next minutes, and how an exam would go."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from quizapp.errors import UserError
from quizapp.progress.mastery import MasteryWord
from quizapp.progress.readiness import ENOUGH_ANSWERS, ENOUGH_DOMAINS, Readiness, TooFew
from quizapp.services.practice_choice import PracticeChoice
from quizapp.services.progress import ObjectiveMastery, Overview
from quizapp.ui import theme, wording
from quizapp.ui.page import Navigator, ScrollPage
from quizapp.ui.page_as_pdf import SaveAsPdf
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.art import EmptyState
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.charted import Charted
from quizapp.ui.widgets.charts import DueBars, ReadinessChart, short_day
from quizapp.ui.widgets.figure_table import FigureTable
from quizapp.ui.widgets.figures import Figures
from quizapp.ui.widgets.objective_map import Legend, ObjectiveMap
from quizapp.ui.widgets.readiness_card import REFUSED, chance_sentence, range_words
from quizapp.ui.widgets.segments import Segments
from quizapp.ui.widgets.surfaces import Icon, Surface, card
from quizapp.ui.widgets.text import Text

ONE_COLUMN, FOUR_FIGURES, NARROW = 1000, 1000, 620
MAP, LIST = "map", "list"
FEW_SURE = 10
"""Sure answers below which a share of them would say too much."""
SECURE = (MasteryWord.SECURE, MasteryWord.STRONG)


class Figure(Surface):
    """One of the four figures: an icon, what it counts, the number and its unit."""

    def __init__(self, name: str, icon: str, colour: str, ground: str) -> None:
        self.value = Text("–", "h2", wrap=False)
        self.unit = Text("", "small", colour="muted", wrap=False)
        number = boxes.row(self.value, self.unit, 1, gap=7)
        words = boxes.column(Text(name, "small", colour="muted"), number, gap=0)
        line = boxes.row(
            Icon(icon, colour=colour, ground=ground), words, gap=12, margins=(16, 12, 14, 12)
        )
        line.setStretch(1, 1)
        super().__init__(line)

    def show_figure(self, value: str, unit: str) -> None:
        """Show a number with its unit."""
        self.value.say(value)
        self.unit.say(unit)


class ProgressPage(ScrollPage):
    """The page behind “Progress”."""

    def __init__(self, window: Navigator) -> None:
        super().__init__(
            window, "Progress", "A map of what you can do, and what is worth your next minutes."
        )
        self._overview: Overview | None = None
        self._offer: PracticeChoice | None = None
        self.secure = Figure("Objectives secure", "list-checks", "on_primary_soft", "primary_soft")
        self.due = Figure("Due today", "repeat-2", "on_accent_soft", "accent_soft")
        self.sure = Figure("Sure and right", "target", "on_success_soft", "success_soft")
        self.exam = Figure("Exam in", "calendar-days", "on_info_soft", "info_soft")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        main = boxes.column(self._map_card(), self._nudge(), self._past_card(), 1, gap=14)
        self.side = QWidget()
        self.side.setLayout(boxes.column(self._readiness_card(), self._due_card(), 1, gap=14))
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(theme.current().px(16))
        self._across.addLayout(main, 1)
        self._across.addWidget(self.side)
        self.fill(self._grid, self._across, gap=16, beside=SaveAsPdf(self, compact=True))

    # Parts

    def _map_card(self) -> Surface:
        self.view = Segments("View", ((MAP, "Map", ""), (LIST, "List", "")))
        self.view.show_value(MAP)
        self.view.chosen.connect(self.show_view)
        self.map = ObjectiveMap()
        self.map.chosen.connect(self.offer_objective)
        self.legend = Legend()
        self.list = Figures(
            "What you can do",
            ("Objective", "You can …", "Level", "Likely", "Answers", "Due"),
            wide=1,
        )
        self.list.hide()
        self.summary = Text("", "small", colour="muted")
        head = boxes.row(Text("What you can do", "h3"), 1, self.view)
        return card(head, self.map, self.list, self.legend, self.summary, gap=12)

    def _nudge(self) -> Surface:
        self.nudge_title, self.nudge_words = Text("", "body", bold=True), Text("", "body")
        self.nudge_go = Button("Try one")
        self.nudge_go.clicked.connect(self.start_offer)
        words = boxes.column(self.nudge_title, self.nudge_words, gap=0)
        line = boxes.row(
            boxes.column(Icon("sprout", colour="on_warning_soft"), 1),
            words,
            self.nudge_go,
            gap=12,
            margins=(16, 12, 14, 12),
        )
        line.setStretch(1, 1)
        self.nudge = Surface(line, fill="warning_soft", edge="")
        for text in (self.nudge_title, self.nudge_words):
            text.paint_as("on_warning_soft")
        return self.nudge

    def _readiness_card(self) -> Surface:
        self.points = Text("", "h2", wrap=False)
        self.range = Text("", "small", colour="muted", wrap=False)
        self._points_line = QWidget()
        self._points_line.setLayout(boxes.row(self.points, self.range, gap=7))
        head = boxes.FlowLayout(10)
        head.addWidget(Text("Readiness", "h3", wrap=False))
        head.addWidget(self._points_line)
        self.practise = Button("Practise", icon="arrow-right", icon_after=True)
        self.practise.clicked.connect(self._go_practise)
        self.empty = EmptyState(REFUSED, self.practise)
        self.missing = Text("", "small", colour="muted")
        self.chart = ReadinessChart()
        self.over_time = Charted(
            self.chart,
            FigureTable("Readiness by day", ("Day", "Expected", "Likely"), wide=2),
            "readiness over time",
        )
        return card(head, self.empty, self.missing, self.over_time, gap=8, margins=(20, 16, 20, 14))

    def _due_card(self) -> Surface:
        self.bars = DueBars()
        self.coming = Charted(
            self.bars,
            FigureTable("Reviews by day", ("Day", "Reviews"), wide=0),
            "reviews in the next two weeks",
        )
        title = Text("Reviews in the next two weeks", "h3")
        return card(title, self.coming, gap=8, margins=(20, 16, 20, 14))

    def _past_card(self) -> Surface:
        self.past_words = Text("", "small", colour="muted")
        self.past = Figures(
            "Past forecasts and results",
            ("Exam", "Forecast of", "Likely", "Result", "Inside"),
            wide=0,
        )
        self.past_card = card(
            Text("How past forecasts did", "h3"), self.past_words, self.past, gap=8
        )
        return self.past_card

    # Filling

    def enter(self, context: object) -> None:
        """Show the person who is learning."""
        del context
        learner = self.window_.app.people.current()
        if learner is not None:
            self.show_overview(self.window_.app.progress.overview(learner))

    def show_overview(self, found: Overview) -> None:
        """Show an overview."""
        self._overview = found
        self._show_figures(found)
        self.map.show_map(found.objectives, found.domains, found.due_by_objective)
        self.list.show_rows([_row(entry, found) for entry in found.objectives])
        self.summary.say(_summary(found))
        self._show_readiness(found)
        self._show_due(found)
        self._show_past(found)
        self._nudge_best(found)

    def _show_figures(self, found: Overview) -> None:
        secure = sum(entry.mastery.word in SECURE for entry in found.objectives)
        self.secure.show_figure(str(secure), f"of {len(found.objectives)}")
        minutes = (
            f"about {max(1, round(found.due_minutes))} min" if found.due.counts[0] else "for now"
        )
        self.due.show_figure(str(found.due.counts[0]), minutes)
        told = found.calibration
        if 0 < told.sure < FEW_SURE:
            self.sure.show_figure(f"{told.right} of {told.sure}", "when sure")
        elif told.sure:
            share = f"{100 * told.right / told.sure:.0f} %"
            self.sure.show_figure(share, "when sure")
        else:
            self.sure.show_figure("–", "not said yet")
        if found.exam_date is None:
            self.exam.show_figure("–", "no date yet")
        else:
            days = (found.exam_date - found.on).days
            away = wording.count(days, "day", "days") if days >= 0 else "past"
            self.exam.show_figure(away, short_day(found.exam_date))

    def _show_readiness(self, found: Overview) -> None:
        told = found.readiness
        known = isinstance(told, Readiness)
        for part in (self._points_line, self.over_time):
            part.setVisible(known)
        self.empty.setVisible(not known)
        begun = told != TooFew(answers=ENOUGH_ANSWERS, domains=ENOUGH_DOMAINS)
        self.missing.setVisible(not known and begun)  # before that the sentence above says it all
        if isinstance(told, TooFew):
            self.missing.say(told.sentence)
            return
        self.points.say(f"{told.expected:.0f}")
        self.range.say(range_words(told))
        words = (
            f"If you took the {told.title} today: {told.expected:.0f} of 100, {range_words(told)}"
        )
        words += f"; {chance_sentence(told)}." if told.word else "."
        self.over_time.sentence.say(words)
        self.chart.show_days(
            found.history, cut=found.cut, exam=found.exam_date, sentence=_course(found, words)
        )
        self.over_time.table.show_rows(
            [
                [short_day(day.on), f"{day.expected:.0f}", f"{day.low:.0f} to {day.high:.0f}"]
                for day in reversed(found.history)
            ]
        )

    def _show_due(self, found: Overview) -> None:
        counts = found.due.counts
        today = wording.count(counts[0], "review", "reviews")
        words = f"{today} today, {sum(counts)} in {len(counts)} days."
        if not sum(counts):
            words = "Nothing is due today. Enjoy the rest, or try one new case."
        self.coming.show_empty(empty=not sum(counts))
        self.coming.sentence.say(words)
        self.bars.show_counts(found.due.first, counts, words)
        days = [found.due.first.toordinal() + place for place in range(len(counts))]
        self.coming.table.show_rows(
            [
                [wording.day(type(found.on).fromordinal(day)), str(count)]
                for day, count in zip(days, counts, strict=True)
            ]
        )

    def _show_past(self, found: Overview) -> None:
        self.past_card.setVisible(bool(found.tested))
        inside = sum(test.inside for test in found.tested)
        times = "once" if inside == 1 else f"{inside} times"
        self.past_words.say(
            f"In past forecasts the score fell inside the range {times} out of "
            f"{len(found.tested)}. Over many exams it should be 8 times out of 10."
        )
        self.past.show_rows(
            [
                [
                    f"{test.title}, {short_day(test.exam_on)}",
                    short_day(test.forecast.made_at.astimezone().date()),
                    f"{test.forecast.low:.0f} to {test.forecast.high:.0f}",
                    f"{test.points:.0f}",
                    "yes" if test.inside else "no",
                ]
                for test in found.tested
            ]
        )

    # One nudge

    def _nudge_best(self, found: Overview) -> None:
        wrong = found.calibration.sure_and_wrong
        if wrong:
            number = wording.count(len(wrong), "question", "questions")
            self._say_nudge(
                "You were sure, and it turned out differently.",
                f"These are the ones worth keeping: {number}.",
                "Look again",
                PracticeChoice(items=wrong[:10], number=min(10, len(wrong))),
            )
            return
        best = max(
            found.objectives,
            key=lambda e: (e.objective.weight * (1 - e.mastery.low), e.objective.id),
            default=None,
        )
        self.nudge.setVisible(best is not None)
        if best is not None:
            self._nudge_to(best)

    def _nudge_to(self, entry: ObjectiveMastery) -> None:
        known, aim = entry.mastery, entry.objective
        new = known.word is MasteryWord.NEW
        words = "is still new. Two short questions would open it up."
        if not new:
            answers = wording.count(known.answers, "answer", "answers")
            likely = f"likely {100 * known.low:.0f} to {100 * known.high:.0f} %"
            words = f"is {known.word}: {likely} after {answers}."
        number = 2 if new else 10
        self._say_nudge(
            f"{aim.id}, {aim.text[:1].lower()}{aim.text[1:]},",
            words,
            "Try two" if new else "Practise it",
            PracticeChoice(objectives=(aim.id,), number=number),
        )

    def _say_nudge(self, title: str, words: str, button: str, offer: PracticeChoice) -> None:
        self.nudge.setVisible(True)
        self.nudge_title.say(title)
        self.nudge_words.say(words)
        self.nudge_go.say(button)
        self._offer = offer

    def offer_objective(self, objective: str) -> None:
        """Say what is known of an objective and offer to practise it."""
        if self._overview is not None:
            found = (e for e in self._overview.objectives if e.objective.id == objective)
            self._nudge_to(next(found))

    def start_offer(self) -> None:
        """Start what the nudge offers."""
        app = self.window_.app
        learner = app.people.current()
        if learner is None or self._offer is None:
            return
        try:
            self.window_.open_page("practice", app.practice.start(learner.id, self._offer))
        except UserError as error:
            self.window_.report(error)

    def _go_practise(self) -> None:
        self.window_.open_page("practise")

    # Arranging

    def first_focus(self) -> QWidget | None:
        """Return the choice of map or list."""
        return next((button for button in self.view.buttons if button.isChecked()), None)

    def show_view(self, view: str) -> None:
        """Show the objectives as a map or as a list."""
        self.map.setVisible(view == MAP)
        self.legend.setVisible(view == MAP)
        self.list.setVisible(view == LIST)

    def fit(self, effective_width: float) -> None:
        """Put the side cards below and the figures in two rows where it gets narrow."""
        narrow = effective_width < ONE_COLUMN
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._across.setDirection(direction)
        wide = theme.current().text_px(326)
        self.side.setMinimumWidth(0 if narrow else wide)
        self.side.setMaximumWidth(16_777_215 if narrow else wide)
        self.map.fit(narrow=effective_width < NARROW)
        for figures in (self.list, self.past):
            figures.fit(effective_width)
        columns = 4 if effective_width >= FOUR_FIGURES else 2
        self._grid.setSpacing(theme.current().px(14))
        for place, figure in enumerate((self.secure, self.due, self.sure, self.exam)):
            self._grid.addWidget(figure, place // columns, place % columns)
        for column in range(4):
            self._grid.setColumnStretch(column, int(column < columns))


def _row(entry: ObjectiveMastery, found: Overview) -> list[str]:
    known, aim = entry.mastery, entry.objective
    likely = f"{100 * known.low:.0f} to {100 * known.high:.0f} %" if known.answers else "–"
    due = found.due_by_objective.get(aim.id, 0)
    return [aim.id, aim.text, known.word.value, likely, str(known.answers), str(due or "–")]


def _summary(found: Overview) -> str:
    """Say the map in one sentence."""
    words = [entry.mastery.word for entry in found.objectives]
    counts = [f"{words.count(word)} {word}" for word in MasteryWord if word in words]
    return f"{len(words)} objectives: {', '.join(counts)}." if words else ""


def _course(found: Overview, now: str) -> str:
    """Say the course of readiness in one sentence."""
    first = found.history[0]
    begun = f"On {short_day(first.on)} it was {first.expected:.0f}, "
    begun += f"likely {first.low:.0f} to {first.high:.0f}. "
    return (begun if len(found.history) > 1 else "") + now
