"""Readiness of a person for the exams of the bank, kept so that it can be held against results."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from quizapp.clock import Clock
from quizapp.progress.readiness import (
    Blueprint,
    Evidence,
    Known,
    Readiness,
    TooFew,
    forecast,
    summed,
)
from quizapp.progress.schedule import local_day
from quizapp.services.shelf import Shelf
from quizapp.storage.cards import ForecastRow, ForecastStore, OutcomeRow
from quizapp.storage.history import GradeRow

HISTORY_DAYS = 90


class PastReadiness(NamedTuple):
    """What the answers up to a day said, by the model of today. Points of 100."""

    on: date
    expected: float
    low: float
    high: float


class Tested(NamedTuple):
    """A stored forecast and the result that came after it."""

    title: str
    exam_on: date
    forecast: ForecastRow
    points: float

    @property
    def inside(self) -> bool:
        """Tell whether the result fell inside the range."""
        return self.forecast.low <= self.points <= self.forecast.high


class Forecasts:
    """Makes forecasts, stores them and tests them."""

    def __init__(self, store: ForecastStore, shelf: Shelf, clock: Clock) -> None:
        self._store = store
        self._shelf = shelf
        self._clock = clock

    def plan(self, plan_id: str = "") -> Blueprint | None:
        """Return a plan, by default the certification exam, else any plan with a pass mark."""
        plans = [plan for plan in self._shelf.outline().blueprints if plan.cut is not None]
        if plan_id:
            return next((plan for plan in plans if plan.plan == plan_id), None)
        return max(plans, key=lambda plan: plan.certifies, default=None)

    def now(self, rows: Sequence[GradeRow], plan_id: str = "") -> Readiness | TooFew:
        """Return the forecast for an exam taken now."""
        known = summed(self._evidence(rows), now=self._clock.now())
        return self._of(known, self.plan(plan_id))

    def _of(self, known: Known, plan: Blueprint | None) -> Readiness | TooFew:
        if plan is None:
            return TooFew(answers=0, domains=0)
        return forecast(known, plan, self._shelf.outline().domain_weights)

    def keep(self, learner_id: str, rows: Sequence[GradeRow]) -> Readiness | TooFew:
        """Store today's forecasts for every plan with a pass mark; return that of the exam."""
        now = self._clock.now()
        known = summed(self._evidence(rows), now=now)
        plans = [plan for plan in self._shelf.outline().blueprints if plan.cut is not None]
        made = [self._of(known, plan) for plan in plans]
        self._store.put(
            learner_id,
            [
                ForecastRow(
                    plan=one.plan,
                    made_at=now,
                    expected=one.expected,
                    low=one.low,
                    high=one.high,
                    chance=one.chance,
                    answers=one.answers,
                )
                for one in made
                if isinstance(one, Readiness)
            ],
        )
        return self._of(known, self.plan())

    def history(self, rows: Sequence[GradeRow], plan_id: str = "") -> tuple[PastReadiness, ...]:
        """Return what the answers said at the end of each day with answers, and today."""
        now, evidence = self._clock.now(), self._evidence(rows)
        since = now - timedelta(days=HISTORY_DAYS)
        ends = {
            local_day(mark.at): (place, mark.at)
            for place, mark in enumerate(evidence, 1)
            if mark.at >= since
        }
        ends[local_day(now)] = (len(evidence), now)
        made, plan = [], self.plan(plan_id)
        for on, (count, at) in sorted(ends.items()):
            found = self._of(summed(evidence[:count], now=at), plan)
            if isinstance(found, Readiness):
                made.append(
                    PastReadiness(on=on, expected=found.expected, low=found.low, high=found.high)
                )
        return tuple(made)

    def tested(self, learner_id: str) -> tuple[Tested, ...]:
        """Return each exam with the last forecast that was stored before it began."""
        stored = self._store.all(learner_id)
        pairs = [
            (outcome, _before(outcome, stored)) for outcome in self._store.outcomes(learner_id)
        ]
        return tuple(
            Tested(
                title=outcome.title,
                exam_on=local_day(outcome.started_at),
                forecast=forecast,
                points=outcome.points,
            )
            for outcome, forecast in pairs
            if forecast is not None
        )

    def _evidence(self, rows: Sequence[GradeRow]) -> list[Evidence]:
        items = {item.id: item for item in self._shelf.outline().items}
        return [
            Evidence(row.item, item.domain, item.kind, row.points, row.graded_at)
            for row in rows
            if (item := items.get(row.item)) is not None
        ]


def _before(outcome: OutcomeRow, stored: Sequence[ForecastRow]) -> ForecastRow | None:
    fitting = [f for f in stored if f.plan == outcome.plan and f.made_at < outcome.started_at]
    return fitting[-1] if fitting else None
