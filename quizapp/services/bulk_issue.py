"""Issuing many certificates, so that it may be stopped or killed at any moment and taken up again.

A run and its entries are stored before the first certificate. Each certificate is issued as one
alone would be: serial reserved, files written beside their places and renamed, then it counts; only
then is its copy put into the folder and the entry marked. Taking a run up again does for each entry
what is still missing, under the serial it has. A ZIP is written last, beside its place.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.clock import Clock
from quizapp.domain.counted import counted
from quizapp.errors import DataError, UserError
from quizapp.services import bulk_files
from quizapp.services.bulk_plan import BulkPlan, BulkPlanner, GoOn
from quizapp.services.certify import Certificates
from quizapp.services.desk import DeskLockedError, OpenDesk
from quizapp.services.file_names import DEFAULT_PATTERN, NameParts, refuse_bad
from quizapp.services.issuer_desk import IssuerLockedError
from quizapp.storage.audit import AuditStore
from quizapp.storage.bulk import (
    DONE,
    FINISHED,
    LEFT_OUT,
    RUNNING,
    STOPPED,
    WAITING,
    BulkStore,
    StoredEntry,
    StoredRun,
)
from quizapp.storage.certificates import StoredCertificate
from quizapp.storage.database import Database
from quizapp.storage.roster import RosterStore

if TYPE_CHECKING:
    from quizapp.certificates.keys import Passphrase

LOGGED_AT_ONCE = 25
"""Certificates after which the issuance log is brought up and signed."""
TIME_LEFT_AFTER = 3.0
"""Seconds of work before a time left is told."""


class BulkForm(StrEnum):
    """Where copies of the certificates go."""

    FOLDER = "folder"
    ZIP = "zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkRun:
    """A run as stored. `done` of `total` certificates stand; a target is a folder or a ZIP file."""

    id: str
    label: str
    target: Path
    form: BulkForm
    pattern: str
    total: int
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkStep:
    """How far a run is after one person; `seconds_left` is None in the first seconds."""

    done: int
    total: int
    name: str
    serial: str | None
    problem: str
    seconds_left: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkFile:
    """One certificate that was issued, and the name of its copy."""

    name: str
    serial: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkSummary:
    """What a run came to. `problems` come first wherever it is shown; `waiting` is still to do."""

    run: BulkRun
    problems: tuple[tuple[str, str], ...]
    issued: tuple[BulkFile, ...]
    waiting: int
    stopped: bool

    @property
    def sentence(self) -> str:
        """Return the outcome in words."""
        number = counted(self.run.total, "certificate is", "certificates are")
        kept = f"{len(self.issued)} of {number} issued"
        if self.waiting:
            left, them = ("1 is", "it") if self.waiting == 1 else (f"{self.waiting} are", "them")
            return f"{kept} and kept. {left} left; start again to go on with {them}."
        if self.problems:
            out = len(self.problems)
            who = "1 person was" if out == 1 else f"{out} people were"
            return f"{kept}. {who} left out; see why."
        return f"{kept}."


Tell = Callable[[BulkStep], None]


class BulkIssue:
    """Runs and takes up bulk issues, for the open desk and the open issuer.

    `planner` says beforehand what a run would do.
    """

    def __init__(
        self,
        database: Database,
        certificates: Certificates,
        clock: Clock,
    ) -> None:
        self._database = database
        self._certificates = certificates
        self._clock = clock
        self._runs = BulkStore(database)
        self._roster = RosterStore(database)
        self._audit = AuditStore(database)
        self.planner = BulkPlanner(database, certificates, clock)

    def unfinished(self, opened: OpenDesk) -> tuple[BulkRun, ...]:
        """Return runs that were stopped or killed, the oldest first."""
        opened.use()
        return tuple(_run(stored) for stored in self._runs.unfinished())

    def begin(
        self,
        opened: OpenDesk,
        plan: BulkPlan,
        *,
        target: Path,
        form: BulkForm = BulkForm.FOLDER,
        pattern: str = DEFAULT_PATTERN,
    ) -> BulkRun:
        """Store a run for everybody who is ready; `UserError` if something stops all of it."""
        opened.use()
        refuse_bad(pattern)
        if plan.stops:
            raise UserError(plan.stops[0])
        if not plan.ready:
            raise UserError("Nobody here is ready for a certificate. The dry run says why.")
        bulk_files.refuse_unwritable(target, folder=form is BulkForm.FOLDER)
        now = self._clock.now()
        run = StoredRun(
            id=f"b-{uuid.uuid4().hex[:12]}",
            label=plan.label,
            target=str(target.absolute()),
            form=form.value,
            pattern=pattern,
            state=RUNNING,
            begun_at=now,
            ended_at=None,
            total=len(plan.ready),
            done=0,
        )
        with self._database.transaction():
            self._runs.begin(run, [(one.attempt, one.learner) for one in plan.ready])
            self._audit.append("bulk.begun", (run.id,), actor=opened.actor, at=now)
        return _run(run)

    def work(
        self,
        opened: OpenDesk,
        run_id: str,
        *,
        secret: Passphrase | None = None,
        tell: Tell | None = None,
        go_on: GoOn = lambda: True,
    ) -> BulkSummary:
        """Do what is left of a run and return what it came to; the same call takes it up again.

        A problem with one person leaves that person out. `UserError` if nothing more can be issued
        at all; what is done is kept.
        """
        opened.use()
        run = self._get(run_id)
        stops = self.planner.stops()
        if stops:
            raise UserError(stops[0])
        self._certificates.desk.unlock(secret)
        self._runs.set_state(run_id, RUNNING)
        folder = run.target if run.form is BulkForm.FOLDER else None
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            bulk_files.sweep(folder)
        pace = _Pace(self._clock)
        unlogged = 0
        try:
            for entry in self._runs.entries(run_id):
                if entry.state != WAITING:
                    pace.passed += entry.state == DONE
                    continue
                if not go_on():
                    break
                opened.use()
                step = self._one(run, entry, folder, pace)
                unlogged += step.serial is not None
                if unlogged >= LOGGED_AT_ONCE:
                    self._certificates.log_issued()
                    unlogged = 0
                if tell is not None:
                    tell(step)
        finally:
            self._end(opened, run)
        return self.summary(opened, run_id)

    def summary(self, opened: OpenDesk, run_id: str) -> BulkSummary:
        """Return what a run has come to so far."""
        opened.use()
        run = self._get(run_id)
        entries = self._runs.entries(run_id)
        made = self._made(entries)
        parts = [self._parts_of(one) for one in made]
        if run.form is BulkForm.ZIP:
            files = bulk_files.names_in_zip(run.pattern, parts)
        else:
            files = tuple(
                bulk_files.place(run.target, run.pattern, part, one.sha256).name
                for part, one in zip(parts, made, strict=True)
            )
        waiting = sum(entry.state == WAITING for entry in entries)
        return BulkSummary(
            run=run,
            problems=tuple(
                (self._name(entry.learner), entry.problem)
                for entry in entries
                if entry.state == LEFT_OUT
            ),
            issued=tuple(
                BulkFile(name=one.holder, serial=one.serial, file=file)
                for one, file in zip(made, files, strict=True)
            ),
            waiting=waiting,
            stopped=waiting > 0,
        )

    def discard(self, opened: OpenDesk, run_id: str) -> None:
        """Give up what is left of a run; certificates that were issued stay issued."""
        opened.use()
        run = self._get(run_id)
        with self._database.transaction():
            self._runs.set_state(run.id, FINISHED, at=self._clock.now())
            self._audit.append("bulk.given_up", (run.id,), actor=opened.actor, at=self._clock.now())

    # One certificate

    def _one(self, run: BulkRun, entry: StoredEntry, folder: Path | None, pace: _Pace) -> BulkStep:
        made, data, problem = None, b"", ""
        try:
            made, data = self._issued(entry.attempt)
        except (IssuerLockedError, DeskLockedError):
            raise
        except (UserError, DataError) as error:
            problem = str(error)
            self._runs.mark(run.id, entry.place, LEFT_OUT, problem=problem)
        if made is not None:
            if folder is not None:
                bulk_files.put(folder, run.pattern, self._parts_of(made), data)
            self._runs.mark(run.id, entry.place, DONE, serial=made.serial)
            pace.passed += 1
        return BulkStep(
            done=pace.passed,
            total=run.total,
            name=self._name(entry.learner),
            serial=made.serial if made else None,
            problem=problem,
            seconds_left=pace.left(run.total),
        )

    def _issued(self, attempt: str) -> tuple[StoredCertificate, bytes]:
        """Issue the certificate of an attempt, or take the one that a killed run left."""
        made = self._certificates.of_attempt(attempt) or self._certificates.issue(
            attempt, log=False
        )
        return made, self._certificates.file(made.serial)

    def _made(self, entries: Iterable[StoredEntry]) -> list[StoredCertificate]:
        return [
            self._certificates.get(entry.serial)
            for entry in entries
            if entry.state == DONE and entry.serial is not None
        ]

    def _parts_of(self, made: StoredCertificate) -> NameParts:
        found = self._roster.entry(made.learner) if made.learner else None
        return NameParts(
            name=made.holder,
            number=found.learner.number if found else "",
            serial=made.serial,
            exam=made.exam_title,
            group=found.groups[0] if found and found.groups else "",
            issued_on=made.issued_at.date(),
        )

    def _name(self, learner: str) -> str:
        found = self._roster.entry(learner)
        return found.learner.name if found else ""

    # The end

    def _end(self, opened: OpenDesk, run: BulkRun) -> None:
        """Bring the log up, write the ZIP of what is done, and record where the run stands.

        With a locked issuer the log can't be signed, so the run is not finished yet.
        """
        locked = self._certificates.desk.needs_passphrase()
        if not locked:
            self._certificates.log_issued()
        entries = self._runs.entries(run.id)
        if run.form is BulkForm.ZIP:
            done = [self._parts_of(made) for made in self._made(entries)]
            bulk_files.pack(run.target, run.pattern, done, self._certificates.file)
        left = locked or any(entry.state == WAITING for entry in entries)
        now = self._clock.now()
        with self._database.transaction():
            self._runs.set_state(run.id, STOPPED if left else FINISHED, at=now)
            action = "bulk.stopped" if left else "bulk.finished"
            self._audit.append(action, (run.id,), actor=opened.actor, at=now)

    def _get(self, run_id: str) -> BulkRun:
        stored = self._runs.get(run_id)
        if stored is None:
            raise UserError("There is no such bulk issue in these data.")
        return _run(stored)


class _Pace:
    """How fast a run goes, for telling the time left. `passed` counts what is done of it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._begun = clock.monotonic()
        self._here = 0
        self.passed = 0

    def left(self, total: int) -> float | None:
        """Return the seconds left by the pace of this sitting, or None in its first seconds."""
        self._here += 1
        spent = self._clock.monotonic() - self._begun
        if spent < TIME_LEFT_AFTER:
            return None
        return spent / self._here * max(0, total - self.passed)


def _run(stored: StoredRun) -> BulkRun:
    return BulkRun(
        id=stored.id,
        label=stored.label,
        target=Path(stored.target),
        form=BulkForm(stored.form),
        pattern=stored.pattern,
        total=stored.total,
        done=stored.done,
    )
