"""Spaced repetition for a person: what every mark does to memory, and what is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from quizapp.clock import Clock
from quizapp.domain.people import Learner
from quizapp.domain.vocabulary import Pool
from quizapp.progress import schedule
from quizapp.progress.schedule import Kind, Memory, Review
from quizapp.services.shelf import Shelf
from quizapp.storage.cards import CardRow, CardStore

if TYPE_CHECKING:
    from quizapp.domain.attempt import Attempt
    from quizapp.domain.result import Grade
    from quizapp.services.catalogue import BankView

FORECAST_DAYS = 14
FARTHEST_DAYS = 366


class DueForecast(NamedTuple):
    """How much comes back on each day from `first` on."""

    first: date
    counts: tuple[int, ...]


class Reviews:
    """Keeps what a person remembers and says what comes back when."""

    def __init__(self, cards: CardStore, shelf: Shelf, clock: Clock) -> None:
        self._cards = cards
        self._shelf = shelf
        self._clock = clock

    def marked(self, attempt: Attempt, bank: BankView, grades: Iterable[Grade]) -> None:
        """Remember answers that have just been marked; secure items are never remembered."""
        changed: dict[tuple[Kind, str], Memory] = {}
        for grade in grades:
            head = bank.head_by_id.get(grade.item)
            if head is None or head.pool is not Pool.LEARN or not grade.answered:
                continue
            for answer in self._answers(attempt, grade):
                key = (answer.kind, answer.subject)
                before = changed.get(key) or self._memory(attempt.learner, *key)
                if answer.kind is Kind.CRITERION and before is None and not answer.missed:
                    continue
                changed[key] = schedule.review(before, answer)
        if changed:
            self._cards.put(attempt.learner, map(_row, changed.values()))

    def _answers(self, attempt: Attempt, grade: Grade) -> list[Review]:
        saved = attempt.answers.get(grade.item)
        sure, now = saved.confidence if saved else None, self._clock.now()
        item = Review(
            kind=Kind.ITEM,
            subject=grade.item,
            source=grade.item,
            points=grade.points,
            confidence=sure,
            at=now,
        )
        if grade.marking is None or not grade.marking.valid_attempt:
            return [item]
        return [
            item,
            *(
                Review(
                    kind=Kind.CRITERION,
                    subject=name,
                    source=grade.item,
                    points=float(mark.met),
                    confidence=None,
                    at=now,
                )
                for name, mark in grade.marking.criteria.items()
                if not mark.review
            ),
        ]

    def _memory(self, learner_id: str, kind: Kind, subject: str) -> Memory | None:
        row = self._cards.get(learner_id, kind.value, subject)
        return _memory(row) if row else None

    def due(self, learner: Learner) -> tuple[Memory, ...]:
        """Return what is due today, first what was sure and wrong."""
        return schedule.due(self._memories(learner.id), self._today(), learner.exam_date)

    def days_until(self, learner: Learner, item: str) -> int | None:
        """Return in how many days a question comes back, or None within the next year."""
        memory = self._memory(learner.id, Kind.ITEM, item)
        if memory is None:
            return None
        today = self._today()
        days = range(1, FARTHEST_DAYS)
        return next(
            (n for n in days if schedule.is_due(memory, today + timedelta(n), learner.exam_date)),
            None,
        )

    def due_by_objective(self, learner: Learner) -> Mapping[str, int]:
        """Return how many questions of each objective are due today."""
        objective = {item.id: item.objective for item in self._shelf.outline().learnable}
        return Counter(objective[m.subject] for m in self.due(learner) if m.kind is Kind.ITEM)

    def forecast(self, learner: Learner) -> DueForecast:
        """Return how much comes back on each of the next days."""
        today = self._today()
        counts = schedule.forecast(
            self._memories(learner.id), today, learner.exam_date, days=FORECAST_DAYS
        )
        return DueForecast(first=today, counts=counts)

    def sure_and_wrong(self, learner_id: str) -> tuple[str, ...]:
        """Return the items answered surely and wrongly and not yet put right on a later day."""
        return tuple(
            m.subject for m in self._memories(learner_id) if m.sure_wrong and m.kind is Kind.ITEM
        )

    def _memories(self, learner_id: str) -> list[Memory]:
        """Return what can come back: items still in the bank, and criteria."""
        learnable = {item.id for item in self._shelf.outline().learnable}
        rows = map(_memory, self._cards.all(learner_id))
        return [m for m in rows if m.kind is Kind.CRITERION or m.subject in learnable]

    def _today(self) -> date:
        return schedule.local_day(self._clock.now())


def _memory(row: CardRow) -> Memory:
    return Memory(
        kind=Kind(row.kind),
        subject=row.subject,
        source=row.source,
        stability=row.stability,
        difficulty=row.difficulty,
        reviewed_at=row.reviewed_at,
        reviews=row.reviews,
        lapses=row.lapses,
        sure_wrong=row.sure_wrong,
    )


def _row(memory: Memory) -> CardRow:
    return CardRow(
        kind=memory.kind.value,
        subject=memory.subject,
        source=memory.source,
        stability=memory.stability,
        difficulty=memory.difficulty,
        reviewed_at=memory.reviewed_at,
        reviews=memory.reviews,
        lapses=memory.lapses,
        sure_wrong=memory.sure_wrong,
    )
