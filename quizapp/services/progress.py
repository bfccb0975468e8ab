"""What a learner may do next and how far they are, from their own history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from quizapp.clock import Clock
from quizapp.domain.people import Learner
from quizapp.domain.standing import Confidence
from quizapp.progress.mastery import Mark, Mastery, MasteryWord, mastery
from quizapp.progress.readiness import Readiness, TooFew
from quizapp.progress.schedule import Memory
from quizapp.services.forecasts import Forecasts, PastReadiness, Tested
from quizapp.services.phrases import of_day
from quizapp.services.practice_choice import MISSED_BELOW, PracticeChoice
from quizapp.services.reviews import DueForecast, Reviews
from quizapp.services.shelf import Outline, OutlineObjective, Shelf
from quizapp.storage.cards import ForecastStore
from quizapp.storage.history import AttemptSummary, DoneStep, GradeRow, HistoryStore

START_CHECK = "start-check"
MINUTES_A_QUESTION = 0.8
ROUND = 10
FEWEST = 3
"""Questions below which a step of practice is not made shorter."""
LONG_HISTORY = 500
"""Marks from which a history is read only after the first page has been shown."""


class StepKind(StrEnum):
    """What a step of today's plan leads to."""

    START_CHECK = "start_check"
    PRACTICE = "practice"
    TALK = "talk"
    EXAM = "exam"


class Step(NamedTuple):
    """One step of today's plan: what, why, how long, and what Start opens."""

    kind: StepKind
    title: str
    why: str
    minutes: int
    choice: PracticeChoice | None = None
    plan: str = ""


class Today(NamedTuple):
    """What the first page shows. `week` holds minutes from Monday to Sunday.

    `readiness` and `week` are None at a first look, which leaves out what needs the whole history.
    `running` holds the exams whose clock runs, the first to end first; `unfinished` has the rest.
    `done` are the steps of the day that were done, which a first look leaves out as well.
    """

    learner: Learner
    on: date
    days_to_exam: int | None
    steps: tuple[Step, ...]
    running: tuple[AttemptSummary, ...]
    unfinished: tuple[AttemptSummary, ...]
    week: tuple[float, ...] | None
    week_goal: int
    answers: int
    phrase: str
    phrase_why: str
    due: int
    readiness: Readiness | TooFew | None
    done: tuple[DoneStep, ...] = ()


class ObjectiveMastery(NamedTuple):
    """One objective with what the history says about it."""

    objective: OutlineObjective
    mastery: Mastery


class Calibration(NamedTuple):
    """How being sure went: answers given as sure, how many were right, and what to put right."""

    sure: int
    right: int
    sure_and_wrong: tuple[str, ...]


class Overview(NamedTuple):
    """What the progress page shows. `domains` are titles by domain id, `minutes` by day."""

    on: date
    exam_date: date | None
    objectives: tuple[ObjectiveMastery, ...]
    domains: dict[str, str]
    due_by_objective: dict[str, int]
    due_minutes: float
    due: DueForecast
    readiness: Readiness | TooFew
    cut: float | None
    history: tuple[PastReadiness, ...]
    tested: tuple[Tested, ...]
    calibration: Calibration
    minutes: dict[date, float]


class Progress:
    """Reads the history of a learner."""

    def __init__(
        self,
        history: HistoryStore,
        forecasts: ForecastStore,
        shelf: Shelf,
        reviews: Reviews,
        clock: Clock,
    ) -> None:
        self._history = history
        self._shelf = shelf
        self._reviews = reviews
        self._forecasts = Forecasts(forecasts, shelf, clock)
        self._clock = clock

    def mastery(self, learner_id: str) -> tuple[ObjectiveMastery, ...]:
        """Return every objective of the bank with its mastery."""
        return self._mastery(self._history.grade_rows(learner_id))

    def _mastery(self, rows: Sequence[GradeRow]) -> tuple[ObjectiveMastery, ...]:
        outline = self._shelf.outline()
        objective_of = {item.id: item.objective for item in outline.items}
        marks: defaultdict[str, list[Mark]] = defaultdict(list)
        for row in rows:
            if row.item in objective_of:
                mark = Mark(points=row.points, at=row.graded_at)
                marks[objective_of[row.item]].append(mark)
        now = self._clock.now()
        return tuple(
            ObjectiveMastery(objective=objective, mastery=mastery(marks[objective.id], now=now))
            for objective in outline.objectives
        )

    def readiness(self, learner_id: str, plan_id: str = "") -> Readiness | TooFew:
        """Return how an exam would go today, by default the certification exam."""
        return self._forecasts.now(self._history.grade_rows(learner_id), plan_id)

    def forecast_history(self, learner_id: str, plan_id: str = "") -> tuple[PastReadiness, ...]:
        """Return readiness at the end of each day with answers."""
        return self._forecasts.history(self._history.grade_rows(learner_id), plan_id)

    def tested_forecasts(self, learner_id: str) -> tuple[Tested, ...]:
        """Return past forecasts beside the results that came after them."""
        return self._forecasts.tested(learner_id)

    def due_forecast(self, learner: Learner) -> DueForecast:
        """Return how much comes back on each of the next days."""
        return self._reviews.forecast(learner)

    def due_count(self, learner: Learner) -> int:
        """Return how much is due today."""
        return len(self._reviews.due(learner))

    def minutes_by_day(self, learner_id: str, *, days: int = 28) -> dict[date, float]:
        """Return the minutes of the days with answers."""
        since = self._clock.now().astimezone().date() - timedelta(days=days - 1)
        return self._history.minutes_by_day(learner_id, since=since)

    def calibration(self, learner_id: str) -> Calibration:
        """Return how often somebody was right when sure."""
        return self._calibration(learner_id, self._history.grade_rows(learner_id))

    def _calibration(self, learner_id: str, rows: Sequence[GradeRow]) -> Calibration:
        sure = [row.points for row in rows if row.confidence is Confidence.SURE]
        return Calibration(
            sure=len(sure),
            right=sum(points >= MISSED_BELOW for points in sure),
            sure_and_wrong=self._reviews.sure_and_wrong(learner_id),
        )

    def overview(self, learner: Learner) -> Overview:
        """Return what the progress page shows, from one reading of the history."""
        outline, rows = self._shelf.outline(), self._history.grade_rows(learner.id)
        told = self._forecasts.keep(learner.id, rows)
        plan = self._forecasts.plan()
        due = self._reviews.due(learner)
        return Overview(
            on=self._clock.now().astimezone().date(),
            exam_date=learner.exam_date,
            objectives=self._mastery(rows),
            domains=outline.domain_titles,
            due_by_objective=dict(self._reviews.due_by_objective(learner)),
            due_minutes=self._minutes_of(due),
            due=self._reviews.forecast(learner),
            readiness=told,
            cut=plan.cut if plan else None,
            history=self._forecasts.history(rows),
            tested=self._forecasts.tested(learner.id),
            calibration=self._calibration(learner.id, rows),
            minutes=self.minutes_by_day(learner.id),
        )

    def _minutes_of(self, due: Sequence[Memory]) -> float:
        """Return the minutes that what is due takes; a criterion takes a written case."""
        minutes = {item.id: item.minutes for item in self._shelf.outline().learnable}
        return sum(minutes.get(memory.source, MINUTES_A_QUESTION) for memory in due)

    def today(self, learner: Learner) -> Today:
        """Return what the first page shows for a learner."""
        rows = self._history.grade_rows(learner.id)
        latest = {row.item: row.points for row in rows}
        told = self._forecasts.keep(learner.id, rows)
        return self._today(learner, len(rows), latest, told, self._mastery(rows))

    def first_look(self, learner: Learner) -> Today:
        """Return what the first page can show at once; all of it unless the history is long."""
        marks = self._history.latest(learner.id)
        answers = sum(mark.marks for mark in marks)
        if answers < LONG_HISTORY:
            return self.today(learner)
        latest = {mark.item: mark.points for mark in marks}
        return self._today(learner, answers, latest, None, (), glance=True)

    def _today(
        self,
        learner: Learner,
        answers: int,
        latest: Mapping[str, float],
        told: Readiness | TooFew | None,
        known: Sequence[ObjectiveMastery],
        *,
        glance: bool = False,
    ) -> Today:
        on = self._clock.now().astimezone().date()
        due = self._reviews.due(learner)
        phrase, why = of_day(on)
        left_open = self._history.unfinished(learner.id)
        running = self._running(left_open)
        return Today(
            learner=learner,
            on=on,
            days_to_exam=(learner.exam_date - on).days if learner.exam_date else None,
            steps=self._steps(latest, due, known, learner.minutes_a_day),
            running=running,
            unfinished=tuple(one for one in left_open if one not in running),
            week=None if glance else self._week(learner.id, on),
            week_goal=7 * learner.minutes_a_day,
            answers=answers,
            phrase=phrase,
            phrase_why=why,
            due=len(due),
            readiness=told,
            done=() if glance else self._history.steps_done(learner.id, on=on),
        )

    def _running(self, left_open: Sequence[AttemptSummary]) -> tuple[AttemptSummary, ...]:
        now = self._clock.now()
        timed = [(one.runs_out, one) for one in left_open if one.runs_out and one.runs_out > now]
        return tuple(one for _, one in sorted(timed))

    def _week(self, learner_id: str, on: date) -> tuple[float, ...]:
        monday = on - timedelta(days=on.weekday())
        minutes = self._history.minutes_by_day(learner_id, since=monday)
        return tuple(minutes.get(monday + timedelta(days=day), 0.0) for day in range(7))

    def _steps(
        self,
        latest: Mapping[str, float],
        due: Sequence[Memory],
        known: Sequence[ObjectiveMastery],
        minutes: int,
    ) -> tuple[Step, ...]:
        outline = self._shelf.outline()
        learn = {item.id for item in outline.learnable}
        back = {memory.subject for memory in due}
        wrong = [i for i, p in latest.items() if p < MISSED_BELOW and i in learn and i not in back]
        missed = tuple(wrong[:ROUND])
        steps = [
            _start_check(outline) if not latest else None,
            _review(due, self._minutes_of(due[:ROUND])) if due else None,
            _missed(missed) if missed and not due else None,
            _weakest(outline, known),
            _talk(outline, latest),
        ]
        return _fitting([step for step in steps if step is not None], minutes)

    def next_exam(self) -> str | None:
        """Return the title of the certification exam of the bank, if it has one."""
        return self._shelf.outline().certification or None


def _fitting(steps: Sequence[Step], minutes: int) -> tuple[Step, ...]:
    """Return the steps that fit the minutes of a day: the first ones, practice made shorter.

    One step is always left, however little time there is.
    """
    chosen = list(steps)
    while len(chosen) > 1 and sum(_shortened(step, 0).minutes for step in chosen) > minutes:
        chosen.pop()
    for place in reversed(range(len(chosen))):
        over = sum(step.minutes for step in chosen) - minutes
        if over > 0:
            chosen[place] = _shortened(chosen[place], chosen[place].minutes - over)
    return tuple(chosen)


def _shortened(step: Step, minutes: int) -> Step:
    """Return a step of at most so many minutes, but of `FEWEST` questions at least."""
    choice = step.choice
    if step.kind is not StepKind.PRACTICE or choice is None or choice.number <= FEWEST:
        return step
    each = step.minutes / choice.number
    number = min(choice.number, max(FEWEST, int(minutes / each)))
    fewer = choice._replace(number=number, items=choice.items[:number])
    return step._replace(minutes=max(1, round(number * each)), choice=fewer)


def _start_check(outline: Outline) -> Step | None:
    size = outline.plan_sizes.get(START_CHECK)
    if size is None:
        return None
    return Step(
        kind=StepKind.START_CHECK,
        title="Start check",
        why=f"{size} questions, no mark. It shows where you are and shapes your plan.",
        minutes=round(size * MINUTES_A_QUESTION),
        plan=START_CHECK,
    )


def _review(due: Sequence[Memory], minutes: float) -> Step:
    sure = sum(memory.sure_wrong for memory in due)
    why = _count(len(due), "comes", "come") + " back today"
    if sure:
        why += f", first {sure} that you were sure of"
    return Step(
        kind=StepKind.PRACTICE,
        title="Review what is due",
        why=why,
        minutes=max(1, round(minutes)),
        choice=PracticeChoice(due=True, number=min(ROUND, len(due))),
    )


def _missed(items: tuple[str, ...]) -> Step:
    return Step(
        kind=StepKind.PRACTICE,
        title="Look again at what you missed",
        why=_count(len(items), "question", "questions") + " that turned out differently",
        minutes=max(1, round(len(items) * MINUTES_A_QUESTION)),
        choice=PracticeChoice(items=items, number=len(items)),
    )


def _weakest(outline: Outline, known: Sequence[ObjectiveMastery]) -> Step | None:
    """Return practice for the objective where it gains most: low, and in a weighty domain."""
    learn = {item.objective for item in outline.learnable}
    open_to = [entry for entry in known if entry.objective.id in learn]
    if not open_to:
        return None
    best = max(open_to, key=lambda m: (m.objective.weight * (1 - m.mastery.low), m.objective.id))
    return Step(
        kind=StepKind.PRACTICE,
        title=f"Practise “{best.objective.text}”",
        why=_why(best.mastery),
        minutes=round(ROUND * MINUTES_A_QUESTION),
        choice=PracticeChoice(objectives=(best.objective.id,)),
    )


def _talk(outline: Outline, latest: Mapping[str, float]) -> Step | None:
    if not outline.talks:
        return None
    talk = min(outline.talks, key=lambda t: (latest.get(t.id, -1.0), t.id))
    tried = talk.id in latest
    return Step(
        kind=StepKind.TALK,
        title=f"Talk to a customer: “{talk.title}”",
        why="Try another path than last time" if tried else "A conversation you have not met",
        minutes=max(1, round(talk.minutes)),
        choice=PracticeChoice(items=(talk.id,), number=1),
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _why(value: Mastery) -> str:
    if value.word is MasteryWord.NEW:
        return "Nothing answered here yet"
    answers = _count(value.answers, "answer", "answers")
    likely = f"likely {100 * value.low:.0f} to {100 * value.high:.0f} %"
    return f"{value.word.capitalize()}: {likely} after {answers}"
