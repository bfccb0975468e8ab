"""What a bulk issue would do, before it does anything: who is ready, who is left out and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from quizapp.clock import Clock
from quizapp.domain.certificate import IssuerKind
from quizapp.domain.desk import RosterEntry
from quizapp.domain.standings import Stand
from quizapp.errors import QuizError, UserError
from quizapp.services.certify import Certificates
from quizapp.services.chain import Chain
from quizapp.services.desk import OpenDesk
from quizapp.services.people import checked_name
from quizapp.services.standings import HOLDS, deciding, stand_of
from quizapp.storage.database import Database
from quizapp.storage.results_overview import AttemptRow, ResultsOverview
from quizapp.storage.roster import RosterStore

# ruff: noqa: PLC0415 - fonts and drawing are loaded when names are looked at

GoOn = Callable[[], bool]
"""Asked before each piece of work. It may wait while a person has paused; False stops."""


class Obstacle(StrEnum):
    """Why somebody is left out."""

    BROKEN = "marks don't hold"
    LETTERS = "letters that can't be printed"
    HELD = "waits for a reader"
    WITHDRAWN = "certificate was withdrawn"
    ENDED = "certificate has ended"
    NOT_YET = "not passed yet"
    UNDER_WAY = "exam open"
    NOT_BEGUN = "exam not begun"
    DUPLICATE = "has the certificate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Somebody whose certificate can be issued; `note` says what could only be compared."""

    learner: str
    name: str
    attempt: str
    exam: str
    points: float
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Somebody who gets no certificate in this run, and what to do in a sentence."""

    learner: str
    name: str
    exam: str
    attempt: str | None
    obstacle: Obstacle
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkPlan:
    """What a run would do. `stops` are sentences on what stops the whole of it.

    `left_out` has what can be put right first, then what is as it should be.
    """

    label: str
    ready: tuple[Ready, ...]
    left_out: tuple[LeftOut, ...]
    stops: tuple[str, ...]


class BulkPlanner:
    """Looks at people and their attempts; it changes nothing and needs no key."""

    def __init__(
        self,
        database: Database,
        certificates: Certificates,
        clock: Clock,
    ) -> None:
        self._roster = RosterStore(database)
        self._overview = ResultsOverview(database)
        self._chain = Chain(database)
        self._certificates = certificates
        self._clock = clock

    def plan(
        self,
        opened: OpenDesk,
        *,
        label: str,
        group: str | None = None,
        learners: Sequence[str] | None = None,
        exam: str | None = None,
        thorough: bool = False,
        go_on: GoOn = lambda: True,
    ) -> BulkPlan:
        """Say what issuing to a group, or to some people, would come to.

        `exam` is the id of a plan; without it every exam that certifies counts. `thorough` counts
        each attempt anew, which takes as long as marking it; issuing does so in any case.
        """
        opened.use()
        wanted = None if learners is None else frozenset(learners)
        people = [
            entry
            for entry in self._roster.find(group=group, active=True)
            if wanted is None or entry.learner.id in wanted
        ]
        rows = self._overview.attempts(
            [e.learner.id for e in people], plan=exam, today=self._clock.now().date()
        )
        of: dict[str, list[AttemptRow]] = {}
        for row in rows:
            if row.certifies and row.state != "abandoned":
                of.setdefault(row.learner, []).append(row)
        ready: list[Ready] = []
        left_out: list[LeftOut] = []
        for entry in people:
            if not go_on():
                break
            opened.use()
            for found in self._of_person(entry, of.get(entry.learner.id, []), thorough=thorough):
                (ready if isinstance(found, Ready) else left_out).append(found)  # type: ignore[arg-type]  # each into its own list
        order = list(Obstacle)
        left_out.sort(key=lambda one: order.index(one.obstacle))
        return BulkPlan(
            label=label, ready=tuple(ready), left_out=tuple(left_out), stops=self.stops()
        )

    def stops(self) -> tuple[str, ...]:
        """Return what stops every certificate: no key, a key past its year, a broken chain."""
        found = []
        state = self._certificates.desk.state()
        if state is None or state.kind is IssuerKind.LOCAL:
            found.append(
                "There is no organisation's key to sign with. Set up the issuer in the settings or "
                "with “quizapp issuer init”."
            )
        elif state.sign_until is None or state.sign_until <= self._clock.now():
            found.append(
                "The signing key is past its year of use. Renew it with: quizapp issuer rotate"
            )
        problem = self._chain.check_links()
        return (*found, problem) if problem else tuple(found)

    def _of_person(
        self, entry: RosterEntry, rows: list[AttemptRow], *, thorough: bool
    ) -> list[Ready | LeftOut]:
        if not rows:
            return [self._left_out(entry, None, Obstacle.NOT_BEGUN, "No exam has been begun yet.")]
        rows.sort(key=lambda row: row.plan)
        return [
            self._of_exam(entry, tuple(mine), thorough=thorough)
            for _, mine in groupby(rows, key=lambda row: row.plan)
        ]

    def _of_exam(
        self, entry: RosterEntry, rows: Sequence[AttemptRow], *, thorough: bool
    ) -> Ready | LeftOut:
        row = deciding(rows)
        if row is None:
            raise AssertionError("a group of attempts has at least one")
        stand = stand_of(row)
        if stand is Stand.CERTIFIED:
            words = f"Certificate {row.serial} has been issued already."
            return self._left_out(entry, row, Obstacle.DUPLICATE, words)
        if stand is Stand.WAITING:
            words = "A person has to read some replies first. Open them under Needs a person."
            return self._left_out(entry, row, Obstacle.HELD, words)
        if stand is Stand.UNDER_WAY:
            return self._left_out(entry, row, Obstacle.UNDER_WAY, "The exam is still open.")
        if stand is not Stand.PASSED:
            words = f"{row.points:g} of 100, not yet at the mark of {row.cut:g}."
            return self._left_out(entry, row, Obstacle.NOT_YET, words)
        if row.certificate == "ended":
            words = f"Certificate {row.serial} has ended. Renew it, or assign the exam again."
            return self._left_out(entry, row, Obstacle.ENDED, words)
        if row.certificate is not None and row.certificate not in {*HOLDS, "reserved"}:
            words = self._certificates.obstacle(row.attempt) or "The certificate was withdrawn."
            return self._left_out(entry, row, Obstacle.WITHDRAWN, words)
        return self._passed(entry, row, thorough=thorough)

    def _passed(self, entry: RosterEntry, row: AttemptRow, *, thorough: bool) -> Ready | LeftOut:
        from quizapp.certificates import page

        person = entry.learner
        try:
            lacking = page.missing_in(checked_name(person.name), person.name_language)
        except UserError as error:
            return self._left_out(entry, row, Obstacle.LETTERS, str(error))
        if lacking:
            letters = ", ".join(f"“{sign}”" for sign in lacking)
            words = f"Our fonts can't print {letters}. Choose a spelling with the person."
            return self._left_out(entry, row, Obstacle.LETTERS, words)
        note = ""
        if thorough:
            try:
                note = self._certificates.recounted(row.attempt).note
            except QuizError as error:
                return self._left_out(entry, row, Obstacle.BROKEN, str(error))
        return Ready(
            learner=person.id,
            name=person.name,
            attempt=row.attempt,
            exam=row.title,
            points=row.points or 0.0,
            note=note,
        )

    def _left_out(
        self, entry: RosterEntry, row: AttemptRow | None, obstacle: Obstacle, sentence: str
    ) -> LeftOut:
        return LeftOut(
            learner=entry.learner.id,
            name=entry.learner.name,
            exam=row.title if row else "",
            attempt=row.attempt if row else None,
            obstacle=obstacle,
            sentence=sentence,
        )
