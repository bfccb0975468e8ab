"""What readings lead to: which criteria still wait, and the result that follows from the rest."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime

from quizapp.domain.attempt import Attempt, AttemptState
from quizapp.domain.plan import ExamPlan
from quizapp.domain.reading import Agreement, Point, Reading
from quizapp.domain.result import Decision, Grade, Result
from quizapp.errors import UserError
from quizapp.exam.decide import decide, is_close
from quizapp.grading import reading
from quizapp.services import review_paper
from quizapp.services.catalogue import BankView, Catalogue
from quizapp.services.review_paper import ItemPoint
from quizapp.storage.attempts import AttemptStore
from quizapp.storage.certificates import CertificateStore
from quizapp.storage.database import Database
from quizapp.storage.readings import ReadingStore, ReviewRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a reading led to. `result` is set once the result is final again.

    `still_open` counts the criteria that wait; `certificate` tells that one can be issued now.
    """

    still_open: int
    disputed: int
    result: Result | None
    certificate: bool
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """Everything that is stored about an attempt as far as reading goes."""

    attempt: Attempt
    plan: ExamPlan
    bank: BankView
    grades: Mapping[str, Grade]
    readings: tuple[Reading, ...]
    asked: frozenset[ItemPoint]

    @property
    def open(self) -> tuple[ItemPoint, ...]:
        """Return what still waits: asked for and not settled, or in dispute."""
        found = review_paper.outcomes(self.readings)
        unread = tuple(key for key in self.asked if key not in found)
        waiting = tuple(
            key
            for key, outcome in found.items()
            if review_paper.is_open(key in self.asked, outcome)
        )
        return unread + waiting

    @property
    def disputed(self) -> tuple[ItemPoint, ...]:
        """Return what readers disagree about."""
        found = review_paper.outcomes(self.readings)
        return tuple(k for k, out in found.items() if out.agreement is Agreement.DISPUTED)

    def machine(self, item: str, point: Point) -> bool | None:
        """Return how the machine decided a point."""
        return reading.machine_said(self.grades[item], point)

    def least(self, item: str, point: Point) -> bool:
        """Return a point as the lower bound has it: met only if the machine is sure of it."""
        return point in reading.sure_of(self.grades[item])


class Scripts:
    """Reads scripts, and stores the result that new readings lead to."""

    def __init__(self, database: Database, attempts: AttemptStore, catalogue: Catalogue) -> None:
        self._database = database
        self._attempts = attempts
        self._catalogue = catalogue
        self._readings = ReadingStore(database)
        self._register = CertificateStore(database)

    def transaction(self) -> AbstractContextManager[object]:
        """Return a transaction for `store`; what is written inside is stored together."""
        return self._database.transaction()

    def of(self, attempt_id: str) -> Script:
        """Return what is stored of an attempt; `UserError` if it has no result."""
        bank_hash = self._attempts.bank_hash(attempt_id)
        bank = self._catalogue.by_hash(bank_hash) if bank_hash else None
        attempt = self._attempts.get(attempt_id, bank.kinds) if bank else None
        if bank is None or attempt is None or self._attempts.result(attempt_id) is None:
            raise UserError("There is no such attempt with a result in these data.")
        script = Script(
            attempt=attempt,
            plan=self._attempts.plan(attempt_id),
            bank=bank,
            grades=self._attempts.grades(attempt_id),
            readings=self._readings.of_attempt(attempt_id),
            asked=frozenset(),
        )
        return replace(script, asked=_asked(script))

    def requests(self, attempt_id: str) -> tuple[ReviewRequest, ...]:
        """Return what a person asked about an attempt, with what was answered."""
        return self._readings.requests(attempt_id)

    def refuse_certified(self, attempt_id: str) -> None:
        """Raise `UserError` where a certificate stands on the marks as they are."""
        states = {one.state for one in self._register.every_of_attempt(attempt_id)}
        if states & {"issued", "suspended", "reserved"}:
            raise UserError(
                "The certificate of this attempt has been issued, so its marks stand. Withdraw the "
                "certificate first if they are wrong."
            )

    def store(self, script: Script, made: Collection[Reading], *, at: datetime) -> Decided:
        """Store readings and what follows from them, in the transaction under way.

        The result is decided anew if nothing is open any more, and held again if something is.
        """
        self._readings.add(made, at=at)
        script = replace(script, readings=(*script.readings, *made))
        script = replace(script, asked=_asked(script))
        attempt = script.attempt
        before = self._attempts.result(attempt.id)
        result = _decide(script, at)
        if script.open:
            if attempt.state is AttemptState.FINISHED:
                self._keep(script, _held_again(script, result), AttemptState.WAITING_FOR_REVIEW)
            return _decided(script, None)
        if (
            attempt.state is AttemptState.WAITING_FOR_REVIEW
            or before is None
            or (before.points, before.decision) != (result.points, result.decision)
        ):
            self._keep(script, result, AttemptState.FINISHED)
        return _decided(script, result)

    def _keep(self, script: Script, result: Result, state: AttemptState) -> None:
        attempt = replace(script.attempt, state=state)
        self._attempts.conclude(attempt, result, reviewed=True)


def _decide(script: Script, at: datetime, *, reviewed: bool = True) -> Result:
    grades = script.grades
    return decide(
        script.plan,
        script.attempt,
        review_paper.as_read(script.bank, grades, script.readings) if reviewed else grades,
        heads=script.bank.head_by_id,
        domains=script.bank.domains,
        decided_at=at,
        reviewed=reviewed,
    )


def _asked(script: Script) -> frozenset[ItemPoint]:
    """Return what has to be decided before the result can count.

    What held the result back by the machine's marks, and once that is read, what is still undecided
    and could change the decision.
    """
    at = script.attempt.finished_at or script.attempt.started_at
    first = _decide(script, at, reviewed=False)
    close = script.plan.cut is not None and is_close(script.plan, first.points, script.plan.cut)
    wanted = _points(script, first.held_by, whole=close and script.plan.certificate)
    if all(key in review_paper.outcomes(script.readings) for key in wanted):
        wanted |= _points(script, _decide(script, at).held_by, whole=False)
    return wanted


def _points(script: Script, items: Collection[str], *, whole: bool) -> frozenset[ItemPoint]:
    return frozenset(
        (item, point) for item in items for point in reading.asks(script.grades[item], whole=whole)
    )


def _decided(script: Script, result: Result | None) -> Decided:
    left, disputed = len(script.open), len(script.disputed)
    offered = result is not None and result.decision is Decision.PASSED and script.plan.certificate
    if disputed:
        words = (
            f"Readers disagree on {disputed} criteria. A third reader or the people desk decides."
        )
    elif left:
        words = f"Stored. {left} criteria of this attempt are still to be read."
    elif result is None:
        words = "Stored."
    elif result.decision is Decision.PASSED:
        words = f"Stored. The result is final: passed with {result.points:g} of 100."
        words += " A certificate can be issued." if offered else ""
    else:
        words = f"Stored. The result is final: not yet, {result.points:g} of 100."
    return Decided(
        still_open=left, disputed=disputed, result=result, certificate=offered, sentence=words
    )


def _held_again(script: Script, result: Result) -> Result:
    reason = (
        "Two readers disagree, so a third reader or the people desk decides."
        if script.disputed
        else "The result depends on criteria that nobody has decided yet."
    )
    return replace(
        result,
        decision=Decision.WAITING,
        held_by=tuple(dict.fromkeys(item for item, _ in script.open)),
        reasons=(*result.reasons, reason),
    )
