"""Marking what was handed in: every answer through the one door, then the result by the rule."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from threading import Lock

from quizapp.clock import Clock
from quizapp.domain.answers import Written
from quizapp.domain.attempt import Attempt, AttemptState
from quizapp.domain.items import Item
from quizapp.domain.marking import Case, Marking
from quizapp.domain.plan import ExamPlan
from quizapp.domain.result import Decision, Grade, Result
from quizapp.exam.decide import decide
from quizapp.grading.grade import ReplyMarker, ask, grade
from quizapp.services.catalogue import BankView
from quizapp.storage.attempts import AttemptStore

ANY_REPLY = "Thank you for telling me. I will look into it and call you back by noon tomorrow."
Marked = Callable[[Attempt, BankView, Collection[Grade]], None]
"""Told about every batch of fresh marks."""


class Examiner:
    """Marks answers; loads the marker of written replies when the first one has to be read."""

    def __init__(
        self,
        store: AttemptStore,
        *,
        marker: Callable[[], ReplyMarker],
        clock: Clock,
        on_marked: Marked | None = None,
    ) -> None:
        self._store = store
        self._load = marker
        self._loading = Lock()
        self._ready = False
        self._clock = clock
        self._on_marked = on_marked

    @property
    def ready(self) -> bool:
        """Tell whether what the marker needs has been loaded by `prepare`."""
        return self._ready

    def prepare(self, item: Item) -> None:
        """Mark a reply to a written item for nothing, so that the first real mark comes at once.

        Reads no store: it may run in a thread while the person writes. Who marks meanwhile waits.
        """
        with self._loading:
            if not self._ready:
                grade(item, Written(text=ANY_REPLY), marker=self._load)
                self._ready = True

    def _marker(self) -> ReplyMarker:
        with self._loading:
            return self._load()

    def mark_turn(self, case: Case, text: str, weights: Mapping[str, float]) -> Marking:
        """Mark one written turn of a conversation."""
        return ask(self._marker(), case, text, weights)

    def mark_item(self, attempt: Attempt, bank: BankView, item_id: str) -> Grade:
        """Mark and store the saved answer to one item."""
        made = self._grade(attempt, bank, item_id)
        self._keep(attempt, bank, [made], at=self._clock.now())
        return made

    def _keep(
        self, attempt: Attempt, bank: BankView, grades: Collection[Grade], *, at: datetime
    ) -> None:
        self._store.add_grades(attempt, grades, graded_at=at)
        if self._on_marked is not None:
            self._on_marked(attempt, bank, grades)

    def _grade(self, attempt: Attempt, bank: BankView, item_id: str) -> Grade:
        saved = attempt.answers.get(item_id)
        return grade(bank.item(item_id), saved.answer if saved else None, marker=self._marker)

    def finish(self, attempt: Attempt, plan: ExamPlan, bank: BankView) -> tuple[Attempt, Result]:
        """Mark every item, store marks and result, and return the finished attempt.

        Items that practice has marked already keep the mark that the person has seen.
        """
        known = self._store.grades(attempt.id)
        fresh = {
            item: self._grade(attempt, bank, item)
            for item in attempt.form.items
            if item not in known
        }
        now = self._clock.now()
        self._keep(attempt, bank, fresh.values(), at=now)
        grades = {item: known.get(item) or fresh[item] for item in attempt.form.items}
        result = decide(
            plan,
            attempt,
            grades,
            heads=bank.head_by_id,
            domains=bank.domains,
            decided_at=now,
        )
        waiting = result.decision is Decision.WAITING
        state = AttemptState.WAITING_FOR_REVIEW if waiting else AttemptState.FINISHED
        finished = replace(attempt, state=state, finished_at=now)
        self._store.conclude(finished, result)
        return finished, result
