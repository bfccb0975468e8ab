"""Counting an attempt anew before a certificate is issued: chain, answers, marks and result.

The marks are made again from the stored answers. Where the marker of written replies has changed
since, its marks can't be made again; then they are compared as stored, and a note says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isclose

from quizapp.domain.attempt import Attempt, AttemptState
from quizapp.domain.plan import ExamPlan
from quizapp.domain.result import Grade, Result
from quizapp.errors import UserError
from quizapp.exam.decide import decide
from quizapp.grading.grade import ReplyMarker, grade
from quizapp.services.catalogue import BankView
from quizapp.services.chain import Chain
from quizapp.services.review_paper import as_read
from quizapp.storage.attempts import AttemptStore
from quizapp.storage.chain import ChainStore
from quizapp.storage.database import Database
from quizapp.storage.readings import ReadingStore

ADVICE = "so no certificate can be issued. Put back a backup from before the change."


@dataclass(frozen=True, slots=True, kw_only=True)
class Recounted:
    """A result that was counted anew and holds; `note` says what could only be compared."""

    result: Result
    note: str = ""


class Recount:
    """Refuses, in a sentence, what does not follow from the stored answers any more."""

    def __init__(
        self,
        database: Database,
        attempts: AttemptStore,
        *,
        marker: Callable[[], ReplyMarker],
    ) -> None:
        self._attempts = attempts
        self._readings = ReadingStore(database)
        self._chain = Chain(database)
        self._links = ChainStore(database)
        self._marker = marker
        self._checked: tuple[int, str] | None = None

    def count(self, attempt: Attempt, plan: ExamPlan, bank: BankView) -> Recounted:
        """Return the stored result if everything still leads to it; `UserError` if not."""
        stored = self._attempts.result(attempt.id)
        if stored is None or attempt.state is not AttemptState.FINISHED:
            raise UserError("This attempt has no final result yet.")
        self._refuse_broken(attempt.id)
        machine = self._attempts.grades(attempt.id)
        changed = self._mark_again(attempt, bank, machine)
        grades = as_read(bank, machine, self._readings.of_attempt(attempt.id))
        again = decide(
            plan,
            attempt,
            grades,
            heads=bank.head_by_id,
            domains=bank.domains,
            decided_at=stored.decided_at,
            reviewed=self._attempts.was_reviewed(attempt.id),
        )
        if (again.points, again.decision) != (stored.points, stored.decision):
            raise UserError(
                f"The marks of this attempt do not lead to its result any more, {ADVICE}"
            )
        return Recounted(result=stored, note=_note(changed, self._marker) if changed else "")

    def _refuse_broken(self, attempt_id: str) -> None:
        end = self._links.end()
        if self._checked != end:
            problem = self._chain.check_links()
            if problem:
                raise UserError(problem)
            self._checked = end
        if self._links.last_link(attempt_id) is None:
            return  # from before there was a chain; a desk takes such attempts in when it is set up
        problem = self._chain.check_attempt(attempt_id)
        if problem:
            raise UserError(problem)

    def _mark_again(
        self, attempt: Attempt, bank: BankView, stored: Mapping[str, Grade]
    ) -> frozenset[str]:
        """Make every mark again; return the versions of markers that are not at hand any more."""
        changed = set()
        for item_id in attempt.form.items:
            mark = stored.get(item_id)
            if mark is None:
                raise UserError(f"The mark of {item_id} in this attempt is missing, {ADVICE}")
            if mark.marker and mark.marker != self._marker().version:
                changed.add(mark.marker)
                continue
            saved = attempt.answers.get(item_id)
            again = grade(bank.item(item_id), saved.answer if saved else None, marker=self._marker)
            if not _same(again, mark):
                raise UserError(
                    f"The answer stored for {item_id} does not earn the mark stored for it, "
                    f"{ADVICE}"
                )
        return frozenset(changed)


def _same(again: Grade, stored: Grade) -> bool:
    pairs = ((again.points, stored.points), (again.low, stored.low), (again.high, stored.high))
    return again.blockers == stored.blockers and all(isclose(a, b, abs_tol=1e-9) for a, b in pairs)


def _note(versions: frozenset[str], marker: Callable[[], ReplyMarker]) -> str:
    return (
        f"Written replies were marked by {', '.join(sorted(versions))}; the marker here is "
        f"{marker().version}. Their marks were compared as stored, not made again."
    )
