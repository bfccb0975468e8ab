"""The review queue: what waits for a person, and what follows from what they decide.

A reading is stored beside the machine's mark, with name, day and reason. Once everything that was
asked for is settled the result is decided anew by the rule of the syllabus, and where it now passes
a certificate can be issued. Readers do not learn whose replies they read; the desk does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from quizapp.clock import Clock
from quizapp.domain.attempt import Attempt, AttemptState
from quizapp.domain.desk import Role
from quizapp.domain.plan import ExamPlan
from quizapp.domain.reading import Agreement, Point, Reading, same_name
from quizapp.domain.result import Decision, Grade, Result
from quizapp.errors import UserError
from quizapp.exam.decide import decide, is_close
from quizapp.grading import reading
from quizapp.services import review_paper
from quizapp.services.catalogue import BankView, Catalogue
from quizapp.services.desk import OpenDesk, OpenReading
from quizapp.services.review_paper import ItemPoint, ReplyView
from quizapp.storage.attempts import AttemptStore
from quizapp.storage.audit import AuditStore
from quizapp.storage.certificates import CertificateStore
from quizapp.storage.database import Database
from quizapp.storage.readings import Outline, ReadingStore, ReviewRequest

Reader = OpenDesk | OpenReading
DESK_NAME = "People desk"
"""How the desk signs what it decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One line of the queue. `person` is empty for readers, who read without a name.

    `open` counts criteria that wait for somebody, `disputed` those on which readers disagree, and
    `mine` those of them that this reader may still decide. `asked` are the person's own words.
    """

    attempt: str
    person: str
    exam: str
    finished_at: datetime | None
    points: float
    cut: float | None
    reasons: tuple[str, ...]
    open: int
    disputed: int
    mine: int
    asked: tuple[ReviewRequest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An attempt opened for reading."""

    head: Waiting
    replies: tuple[ReplyView, ...]
    result: Result


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
class _Script:
    """Everything that is stored about an attempt as far as reading goes."""

    attempt: Attempt
    plan: ExamPlan
    bank: BankView
    grades: Mapping[str, Grade]
    readings: tuple[Reading, ...]
    asked: frozenset[ItemPoint]

    @property
    def open(self) -> tuple[ItemPoint, ...]:
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
        found = review_paper.outcomes(self.readings)
        return tuple(k for k, out in found.items() if out.agreement is Agreement.DISPUTED)


class ReviewQueue:
    """Reads the queue and takes decisions. Every action needs an open door."""

    def __init__(
        self,
        database: Database,
        attempts: AttemptStore,
        catalogue: Catalogue,
        clock: Clock,
    ) -> None:
        self._database = database
        self._attempts = attempts
        self._catalogue = catalogue
        self._clock = clock
        self._readings = ReadingStore(database)
        self._register = CertificateStore(database)
        self._audit = AuditStore(database)

    # Looking

    def waiting(self, who: Reader) -> tuple[Waiting, ...]:
        """Return what waits for a person, the attempt handed in first at the top."""
        who.use()
        return tuple(self._head(who, outline) for outline in self._readings.waiting())

    def read(self, who: Reader) -> tuple[Waiting, ...]:
        """Return what has been read, the newest first: a second reader may take it up again."""
        who.use()
        return tuple(self._head(who, outline) for outline in self._readings.read())

    def paper(self, who: Reader, attempt_id: str) -> Paper:
        """Open an attempt for reading."""
        who.use()
        script = self._script(attempt_id)
        outlines = (*self._readings.waiting(), *self._readings.read())
        outline = next((one for one in outlines if one.attempt == attempt_id), None)
        result = self._attempts.result(attempt_id)
        if outline is None or result is None:
            raise UserError("Nobody asked for this attempt to be read, and nothing in it waits.")
        return Paper(
            head=self._head(who, outline),
            replies=review_paper.replies(
                script.attempt,
                script.bank,
                script.grades,
                script.readings,
                script.asked,
            ),
            result=result,
        )

    # Deciding

    def decide(
        self,
        who: Reader,
        attempt_id: str,
        item: str,
        criterion: str,
        *,
        met: bool,
        reason: str,
        turn: str = "",
    ) -> Decided:
        """Store a decision on one criterion of one reply, and what follows from it."""
        return self._store(who, attempt_id, item, {Point(turn, criterion): met}, reason)

    def confirm_rest(self, who: Reader, attempt_id: str, item: str, *, reason: str) -> Decided:
        """Confirm the machine's mark on everything of an item that nobody has decided yet."""
        who.use()
        script = self._script(attempt_id)
        grade = script.grades.get(item)
        if grade is None:
            raise UserError(f"This attempt has no item {item}. Check its name.")
        done = {key for key in review_paper.outcomes(script.readings) if key[0] == item}
        rest = [point for point in reading.points_of(grade) if (item, point) not in done]
        if not rest:
            raise UserError("Everything in this reply has been decided already.")
        said = {point: bool(reading.machine_said(grade, point)) for point in rest}
        return self._store(who, attempt_id, item, said, reason)

    def answer_request(self, who: Reader, request: int, said: str) -> None:
        """Answer somebody who asked for a review; the sentence is kept and can be shown to them."""
        who.use()
        if not said.strip():
            raise UserError("Write a sentence for the person who asked.")
        known = {
            one.id: outline.attempt
            for outline in self._readings.waiting()
            for one in self._readings.requests(outline.attempt)
            if one.said is None
        }
        if request not in known:
            raise UserError("This request has been answered already, or there is none like it.")
        now = self._clock.now()
        with self._database.transaction():
            self._readings.answer(request, said.strip(), reader=_name(who), role=_role(who), at=now)
            self._audit.append(
                "review.answered", (known[request], str(request)), actor=who.actor, at=now
            )

    def _store(
        self, who: Reader, attempt_id: str, item: str, said: dict[Point, bool], reason: str
    ) -> Decided:
        who.use()
        if not reason.strip():
            raise UserError("Write the reason in a sentence; it stands beside the mark.")
        script = self._script(attempt_id)
        grade = script.grades.get(item)
        known = reading.points_of(grade) if grade is not None else ()
        strange = [point for point in said if point not in known]
        if grade is None or strange:
            name = strange[0].criterion if grade is not None else item
            raise UserError(f"There is no {name} to be decided in {item} of this attempt.")
        self._refuse_settled(attempt_id)
        now = self._clock.now()
        made = [
            Reading(
                attempt=attempt_id,
                item=item,
                point=point,
                met=met,
                reason=reason.strip(),
                reader=_name(who),
                role=_role(who),
                machine_met=reading.machine_said(grade, point),
                marker=grade.marker,
                read_at=now,
            )
            for point, met in said.items()
        ]
        with self._database.transaction():
            self._readings.add(made, at=now)
            self._audit.append("reply.read", (attempt_id, item), actor=who.actor, at=now)
            return self._conclude(replace(script, readings=(*script.readings, *made)), now)

    def _refuse_settled(self, attempt_id: str) -> None:
        states = {one.state for one in self._register.every_of_attempt(attempt_id)}
        if states & {"issued", "suspended", "reserved"}:
            raise UserError(
                "The certificate of this attempt has been issued, so its marks stand. Withdraw the "
                "certificate first if they are wrong."
            )

    # What follows

    def _conclude(self, script: _Script, now: datetime) -> Decided:
        """Decide the result anew if nothing is open any more, or hold it again if it is."""
        script = replace(script, asked=self._asked(script))
        attempt, left = script.attempt, script.open
        before = self._attempts.result(attempt.id)
        result = self._decide(script, now)
        if left:
            if attempt.state is AttemptState.FINISHED and script.disputed:
                held = tuple(dict.fromkeys(item for item, _ in script.disputed))
                self._keep(script, _held_again(result, held), AttemptState.WAITING_FOR_REVIEW)
            return _decided(script, None)
        if (
            attempt.state is AttemptState.WAITING_FOR_REVIEW
            or before is None
            or (before.points, before.decision) != (result.points, result.decision)
        ):
            self._keep(script, result, AttemptState.FINISHED)
        return _decided(script, result)

    def _keep(self, script: _Script, result: Result, state: AttemptState) -> None:
        attempt = replace(script.attempt, state=state)
        self._attempts.conclude(attempt, result, reviewed=True)

    def _decide(self, script: _Script, at: datetime, *, reviewed: bool = True) -> Result:
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

    def _asked(self, script: _Script) -> frozenset[ItemPoint]:
        """Return what has to be decided before the result can count.

        What held the result back by the machine's marks, and once that is read, what is still
        undecided and could change the decision.
        """
        at = script.attempt.finished_at or self._clock.now()
        first = self._decide(script, at, reviewed=False)
        close = script.plan.cut is not None and is_close(script.plan, first.points, script.plan.cut)
        whole = close and script.plan.certificate
        wanted = _points(script, first.held_by, whole=whole)
        if all(key in review_paper.outcomes(script.readings) for key in wanted):
            wanted |= _points(script, self._decide(script, at).held_by, whole=False)
        return wanted

    def _script(self, attempt_id: str) -> _Script:
        bank_hash = self._attempts.bank_hash(attempt_id)
        bank = self._catalogue.by_hash(bank_hash) if bank_hash else None
        attempt = self._attempts.get(attempt_id, bank.kinds) if bank else None
        if bank is None or attempt is None or self._attempts.result(attempt_id) is None:
            raise UserError("There is no such attempt with a result in these data.")
        script = _Script(
            attempt=attempt,
            plan=self._attempts.plan(attempt_id),
            bank=bank,
            grades=self._attempts.grades(attempt_id),
            readings=self._readings.of_attempt(attempt_id),
            asked=frozenset(),
        )
        return replace(script, asked=self._asked(script))

    def _head(self, who: Reader, outline: Outline) -> Waiting:
        script = self._script(outline.attempt)
        result = self._attempts.result(outline.attempt)
        mine = [key for key in script.open if not self._is_mine_already(who, script, key)]
        return Waiting(
            attempt=outline.attempt,
            person=outline.person if isinstance(who, OpenDesk) else "",
            exam=script.plan.title,
            finished_at=outline.finished_at,
            points=result.points if result else 0.0,
            cut=script.plan.cut,
            reasons=result.reasons if result else (),
            open=len(script.open),
            disputed=len(script.disputed),
            mine=len(mine),
            asked=tuple(
                one for one in self._readings.requests(outline.attempt) if one.said is None
            ),
        )

    def _is_mine_already(self, who: Reader, script: _Script, key: ItemPoint) -> bool:
        """Tell whether a reader has had their say on a point that others dispute."""
        if isinstance(who, OpenDesk):
            return False
        own = same_name(who.name)
        return any((o.item, o.point) == key and same_name(o.reader) == own for o in script.readings)


def _points(script: _Script, items: Collection[str], *, whole: bool) -> frozenset[ItemPoint]:
    return frozenset(
        (item, point) for item in items for point in reading.asks(script.grades[item], whole=whole)
    )


def _decided(script: _Script, result: Result | None) -> Decided:
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


def _held_again(result: Result, items: tuple[str, ...]) -> Result:
    reason = "Two readers disagree, so a third reader or the people desk decides."
    return replace(
        result, decision=Decision.WAITING, held_by=items, reasons=(*result.reasons, reason)
    )


def _name(who: Reader) -> str:
    return who.name if isinstance(who, OpenReading) else DESK_NAME


def _role(who: Reader) -> Role:
    return Role.READER if isinstance(who, OpenReading) else Role.DESK
