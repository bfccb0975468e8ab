"""What a learner may do next and how far they are, from their own history."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from quizapp.clock import Clock
from quizapp.domain.items import ItemKind, Objective, Pool
from quizapp.domain.people import Learner
from quizapp.domain.plan import PlanKind
from quizapp.progress.mastery import Mark, Mastery, MasteryWord, mastery
from quizapp.services.catalogue import BankView, Catalogue
from quizapp.services.practice import MISSED_BELOW, PracticeChoice
from quizapp.storage.attempts import AttemptStore, AttemptSummary
from quizapp.storage.people import LearnerStore

START_CHECK = "start-check"
MINUTES_A_QUESTION = 0.8
ROUND = 10


class StepKind(StrEnum):
    """What a step of today's plan leads to."""

    START_CHECK = "start_check"
    PRACTICE = "practice"
    TALK = "talk"
    EXAM = "exam"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of today's plan: what, why, how long, and what Start opens."""

    kind: StepKind
    title: str
    why: str
    minutes: int
    choice: PracticeChoice | None = None
    plan: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What the first page shows. `week` holds minutes from Monday to Sunday."""

    learner: Learner
    on: date
    days_to_exam: int | None
    steps: tuple[Step, ...]
    unfinished: tuple[AttemptSummary, ...]
    week: tuple[float, ...]
    week_goal: int
    answers: int
    phrase: str
    phrase_why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveMastery:
    """One objective with what the history says about it."""

    objective: Objective
    domain: str
    mastery: Mastery


class Progress:
    """Reads the history of a learner."""

    def __init__(
        self, store: AttemptStore, learners: LearnerStore, catalogue: Catalogue, clock: Clock
    ) -> None:
        self._store = store
        self._learners = learners
        self._catalogue = catalogue
        self._clock = clock

    def mastery(self, learner_id: str) -> tuple[ObjectiveMastery, ...]:
        """Return every objective of the bank with its mastery."""
        bank = self._catalogue.bank()
        now = self._clock.now()
        marks: defaultdict[str, list[Mark]] = defaultdict(list)
        for row in self._store.grade_rows(learner_id):
            head = bank.head_by_id.get(row.item)
            if head is not None:
                marks[head.objective].append(Mark(points=row.points, at=row.graded_at))
        return tuple(
            ObjectiveMastery(
                objective=objective,
                domain=domain.id,
                mastery=mastery(marks[objective.id], now=now),
            )
            for domain in bank.domains
            for objective in domain.objectives
        )

    def today(self, learner: Learner) -> Today:
        """Return what the first page shows for a learner."""
        bank = self._catalogue.bank()
        on = self._clock.now().astimezone().date()
        rows = self._store.grade_rows(learner.id)
        latest = {row.item: row.points for row in rows}
        phrase, why = PHRASES[on.toordinal() % len(PHRASES)]
        return Today(
            learner=learner,
            on=on,
            days_to_exam=(learner.exam_date - on).days if learner.exam_date else None,
            steps=self._steps(learner, bank, latest),
            unfinished=self._store.unfinished(learner.id),
            week=self._week(learner.id, on),
            week_goal=7 * learner.minutes_a_day,
            answers=len(rows),
            phrase=phrase,
            phrase_why=why,
        )

    def _week(self, learner_id: str, on: date) -> tuple[float, ...]:
        monday = on - timedelta(days=on.weekday())
        minutes = self._store.minutes_by_day(learner_id, since=monday)
        return tuple(minutes.get(monday + timedelta(days=day), 0.0) for day in range(7))

    def _steps(
        self, learner: Learner, bank: BankView, latest: dict[str, float]
    ) -> tuple[Step, ...]:
        plans = {plan.id: plan for plan in bank.plans}
        if not latest and START_CHECK in plans:
            check = plans[START_CHECK]
            first = Step(
                kind=StepKind.START_CHECK,
                title="Find out where you are",
                why=f"{check.size} questions, no mark. It shapes the plan below.",
                minutes=round(check.size * MINUTES_A_QUESTION),
                plan=START_CHECK,
            )
            return (first, *self._later_steps(learner, bank, latest))
        return self._later_steps(learner, bank, latest)

    def _later_steps(
        self, learner: Learner, bank: BankView, latest: dict[str, float]
    ) -> tuple[Step, ...]:
        steps = []
        learn = {head.id for head in bank.heads if head.pool is Pool.LEARN}
        missed = tuple(i for i, p in latest.items() if p < MISSED_BELOW and i in learn)[:ROUND]
        if missed:
            steps.append(
                Step(
                    kind=StepKind.PRACTICE,
                    title="Look again at what you missed",
                    why=_count(len(missed), "question", "questions")
                    + " that turned out differently",
                    minutes=max(1, round(len(missed) * MINUTES_A_QUESTION)),
                    choice=PracticeChoice(items=missed, number=len(missed)),
                )
            )
        weakest = self._weakest(learner.id)
        if weakest is not None:
            steps.append(
                Step(
                    kind=StepKind.PRACTICE,
                    title=f"Practise “{weakest.objective.text}”",
                    why=_why(weakest.mastery),
                    minutes=round(ROUND * MINUTES_A_QUESTION),
                    choice=PracticeChoice(objectives=(weakest.objective.id,)),
                )
            )
        talk = self._next_talk(bank, latest)
        if talk is not None:
            steps.append(talk)
        return tuple(steps)

    def _weakest(self, learner_id: str) -> ObjectiveMastery | None:
        """Return the objective where practice gains most: low, and in a weighty domain."""
        bank = self._catalogue.bank()
        weights = {domain.id: domain.weight for domain in bank.domains}
        learn = {head.objective for head in bank.heads if head.pool is Pool.LEARN}
        known = [entry for entry in self.mastery(learner_id) if entry.objective.id in learn]
        if not known:
            return None
        return max(known, key=lambda m: (weights[m.domain] * (1 - m.mastery.low), m.objective.id))

    def _next_talk(self, bank: BankView, latest: dict[str, float]) -> Step | None:
        talks = [
            head
            for head in bank.heads
            if head.kind is ItemKind.CONVERSATION and head.pool is Pool.LEARN
        ]
        if not talks:
            return None
        head = min(talks, key=lambda h: (latest.get(h.id, -1.0), h.id))
        tried = head.id in latest
        return Step(
            kind=StepKind.TALK,
            title=f"Talk to a customer: “{head.title}”",
            why="Try another path than last time" if tried else "A conversation you have not met",
            minutes=max(1, round(head.minutes)),
            choice=PracticeChoice(items=(head.id,), number=1),
        )

    def next_exam(self) -> str | None:
        """Return the title of the certification exam of the bank, if it has one."""
        plans = self._catalogue.bank().plans
        found = [plan.title for plan in plans if plan.kind is PlanKind.CERTIFICATION]
        return found[0] if found else None


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _why(value: Mastery) -> str:
    if value.word is MasteryWord.NEW:
        return "Nothing answered here yet"
    answers = _count(value.answers, "answer", "answers")
    return f"{value.word.capitalize()}: likely {value.low:.0%} to {value.high:.0%} after {answers}"


PHRASES: tuple[tuple[str, str], ...] = (
    (
        "You have waited all day for this. What would help most right now?",
        "It names what happened, then hands the next step to the customer.",
    ),
    (
        "So the second one leaked as well, and the party is on Saturday. Have I got that right?",
        "It retells the facts in your words and asks, so that nobody guesses.",
    ),
    (
        "Anyone would be tired of explaining this a third time.",
        "It says that the reaction makes sense, without taking sides on the facts.",
    ),
    (
        "That was our mistake. I will stay with it until it is put right.",
        "It owns the fault and the next step in two short sentences.",
    ),
    (
        "I can't move the date, and here is what I can do today.",
        "A limit said plainly, with a way forward beside it.",
    ),
    (
        "You sound worried about tonight rather than about the price. Is that so?",
        "A tentative guess at the feeling, open to be corrected.",
    ),
    (
        "I will call you on Thursday before noon, whether I have news or not.",
        "A time that can be kept, also when nothing has changed yet.",
    ),
)
