"""The review queue: what waits for a person, and what follows from what they decide.

A reading is stored beside the machine's mark, with name, day and reason. Once everything that was
asked for is settled the result is decided anew by the rule of the syllabus, and where it now passes
a certificate can be issued. Readers do not learn whose replies they read; the desk does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quizapp.clock import Clock
from quizapp.domain.desk import Role
from quizapp.domain.reading import Point, Reading, same_name
from quizapp.domain.result import Result
from quizapp.errors import UserError
from quizapp.grading import reading
from quizapp.services import review_paper
from quizapp.services.catalogue import Catalogue
from quizapp.services.desk import OpenDesk, OpenReading
from quizapp.services.review_paper import ItemPoint, ReplyView
from quizapp.services.review_script import Decided, Script, Scripts
from quizapp.storage.attempts import AttemptStore
from quizapp.storage.audit import AuditStore
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
        self._clock = clock
        self._scripts = Scripts(database, attempts, catalogue)
        self._readings = ReadingStore(database)
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
        script = self._scripts.of(attempt_id)
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
        script = self._scripts.of(attempt_id)
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
        script = self._scripts.of(attempt_id)
        grade = script.grades.get(item)
        known = reading.points_of(grade) if grade is not None else ()
        strange = [point for point in said if point not in known]
        if grade is None or strange:
            name = strange[0].criterion if grade is not None else item
            raise UserError(f"There is no {name} to be decided in {item} of this attempt.")
        self._scripts.refuse_certified(attempt_id)
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
            self._audit.append("reply.read", (attempt_id, item), actor=who.actor, at=now)
            return self._scripts.store(script, made, at=now)

    def _head(self, who: Reader, outline: Outline) -> Waiting:
        script = self._scripts.of(outline.attempt)
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

    def _is_mine_already(self, who: Reader, script: Script, key: ItemPoint) -> bool:
        """Tell whether a reader has had their say on a point that others dispute."""
        if isinstance(who, OpenDesk):
            return False
        own = same_name(who.name)
        return any((o.item, o.point) == key and same_name(o.reader) == own for o in script.readings)


def _name(who: Reader) -> str:
    return who.name if isinstance(who, OpenReading) else DESK_NAME


def _role(who: Reader) -> Role:
    return Role.READER if isinstance(who, OpenReading) else Role.DESK
