"""The composition root: the only place where stores, services and window are joined.

Services are made when they are first asked for, so that the first page pays for nothing else.
"""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp import resources, settings
from quizapp.clock import Clock, SystemClock
from quizapp.domain.standing import AttemptState
from quizapp.errors import UserError
from quizapp.services.people import People
from quizapp.services.progress import Progress
from quizapp.services.reviews import Reviews
from quizapp.services.shelf import Shelf
from quizapp.settings import Settings
from quizapp.storage.banks import BankStore
from quizapp.storage.cards import CardStore, ForecastStore
from quizapp.storage.database import (
    Database,
    open_database,
    open_in_memory,
    organisation_in,
)
from quizapp.storage.history import HistoryStore
from quizapp.storage.lock import FolderLock
from quizapp.storage.people import ChoiceStore, LearnerStore

if TYPE_CHECKING:
    from quizapp.grading.grade import ReplyMarker
    from quizapp.services.assignments import Assignments
    from quizapp.services.audit import Audit
    from quizapp.services.bulk_issue import BulkIssue
    from quizapp.services.catalogue import Catalogue
    from quizapp.services.certify import Certificates
    from quizapp.services.chain import Chain
    from quizapp.services.checking import Checking
    from quizapp.services.desk import Desk
    from quizapp.services.examiner import Examiner
    from quizapp.services.exams import Exams
    from quizapp.services.issuer_desk import IssuerDesk
    from quizapp.services.looks import Looks
    from quizapp.services.practice import Practice
    from quizapp.services.privacy import Privacy
    from quizapp.services.report import Reports
    from quizapp.services.results import Results
    from quizapp.services.review_queue import ReviewQueue
    from quizapp.services.review_script import Scripts
    from quizapp.services.roster import Roster
    from quizapp.services.roster_import import RosterImport
    from quizapp.services.search import Search
    from quizapp.services.standings import Standings
    from quizapp.services.upkeep import Upkeep
    from quizapp.services.withdraw import Withdrawals
    from quizapp.storage.attempts import AttemptStore

__all__ = ["App", "open_app", "organisation_in", "written_marker"]

# ruff: noqa: PLC0415 - importing a service when it is first used is what this module is for


@cache
def written_marker() -> ReplyMarker:
    """Return the marker of written replies; loaded once, when the first reply has to be read."""
    from quizapp.grading.free_text import Marker
    from quizapp.grading.remembered import RememberedMarks

    return RememberedMarks(Marker.load())


class App:
    """Everything the window and the commands work with, on one data folder."""

    def __init__(
        self,
        data_dir: Path,
        database: Database,
        *,
        bank: Path | None = None,
        clock: Clock | None = None,
        lock: FolderLock | None = None,
    ) -> None:
        self.data_dir = data_dir
        self.database = database
        self.clock = clock or SystemClock()
        self._bank = bank
        self._lock = lock
        self._learners = LearnerStore(database)
        self._history = HistoryStore(database)
        self._shelf = Shelf(
            BankStore(database), folder=bank or resources.shipped_bank(), clock=self.clock
        )
        self.people = People(
            self._learners, ChoiceStore(database), self.clock, has_desk=self.has_desk
        )
        self._reviews = Reviews(CardStore(database), self._shelf, self.clock)
        self.progress = Progress(
            self._history, ForecastStore(database), self._shelf, self._reviews, self.clock
        )

    @cached_property
    def _attempts(self) -> AttemptStore:
        from quizapp.storage.attempts import AttemptStore

        return AttemptStore(self.database)

    @cached_property
    def _examiner(self) -> Examiner:
        from quizapp.services.examiner import Examiner

        return Examiner(
            self._attempts,
            marker=written_marker,
            clock=self.clock,
            on_marked=self._reviews.marked,
        )

    @cached_property
    def catalogue(self) -> Catalogue:
        """The banks at hand."""
        from quizapp.services.catalogue import Catalogue

        return Catalogue(self._shelf)

    @cached_property
    def exams(self) -> Exams:
        """Starting and taking up attempts."""
        from quizapp.services.exams import Exams
        from quizapp.storage.assignments import AssignmentStore

        return Exams(
            self._attempts,
            self._history,
            self._learners,
            self.catalogue,
            self._examiner,
            self.clock,
            assigned=AssignmentStore(self.database).open_of,
            assigns=self.has_desk,
        )

    @cached_property
    def practice(self) -> Practice:
        """Practice sets."""
        from quizapp.services.practice import Practice

        return Practice(self._history, self._learners, self.catalogue, self.exams, self._reviews)

    @cached_property
    def search(self) -> Search:
        """Finding questions and cards by words."""
        from quizapp.services.search import Search

        return Search(self.catalogue)

    @cached_property
    def results(self) -> Results:
        """Results to look at."""
        from quizapp.services.results import Results

        return Results(self._attempts, self.clock, scripts=self._scripts, has_desk=self.has_desk)

    def _scripts(self) -> Scripts:
        from quizapp.services.review_script import Scripts

        return Scripts(self.database, self._attempts, self.catalogue)

    @cached_property
    def certificates(self) -> Certificates:
        """Issuing certificates and handing them out."""
        from quizapp.services.certify import Certificates
        from quizapp.services.recount import Recount
        from quizapp.storage.certificates import CertificateStore

        return Certificates(
            CertificateStore(self.database),
            self._attempts,
            self._learners,
            self.catalogue,
            folder=self.data_dir,
            clock=self.clock,
            recount=Recount(self.database, self._attempts, marker=written_marker),
            desk=self.issuer,
            appearance=self.looks.current,
            audited=self.has_desk,
        )

    @cached_property
    def issuer(self) -> IssuerDesk:
        """The issuer of this data folder."""
        from quizapp.services.issuer_desk import IssuerDesk

        return IssuerDesk(self.data_dir, self.clock, desk_only=self._desk_only)

    @cached_property
    def withdrawals(self) -> Withdrawals:
        """What becomes of certificates after they were issued."""
        from quizapp.services.withdraw import Withdrawals

        return Withdrawals(self.certificates)

    @cached_property
    def looks(self) -> Looks:
        """How new certificates look."""
        from quizapp.services.looks import Looks
        from quizapp.storage.appearance import AppearanceStore

        return Looks(AppearanceStore(self.database), desk_only=self._desk_only)

    @cached_property
    def checking(self) -> Checking:
        """Checking anybody's certificates."""
        from quizapp.services.checking import Checking
        from quizapp.storage.held import HeldStore

        return Checking(HeldStore(self.database), own_folder=self.issuer.folder, clock=self.clock)

    def has_desk(self) -> bool:
        """Tell whether an organisation has set up its people desk, without loading any of it."""
        row = self.database.connection.execute("select 1 from secrets where name = 'desk'")
        return row.fetchone() is not None

    @cached_property
    def desk(self) -> Desk:
        """Opening and closing the people desk."""
        from quizapp.services.desk import Desk

        return Desk(self.database, self.clock, key_opens=self._prove_key, on_lock=self._lock_issuer)

    def _lock_issuer(self) -> None:
        if "issuer" in self.__dict__:
            self.issuer.lock()

    def _desk_only(self, what: str) -> None:
        """Raise `UserError` where an organisation has a desk that is not open; from any thread."""
        is_open = "desk" in self.__dict__ and self.desk.opened is not None
        if not is_open and organisation_in(self.data_dir):
            raise UserError(
                f"{what} is for the people desk of your organisation. Ask there, or open the desk "
                "with its passphrase."
            )

    def _prove_key(self, passphrase: str) -> None:
        """Raise `UserError` unless this passphrase opens the organisation's issuer."""
        from quizapp.services.issuer_desk import IssuerDesk

        IssuerDesk(self.data_dir, self.clock).prove(passphrase)

    @cached_property
    def roster(self) -> Roster:
        """People and groups, for the open desk."""
        from quizapp.services.roster import Roster

        return Roster(self.database, self.clock)

    @cached_property
    def roster_import(self) -> RosterImport:
        """Lists of people, for the open desk."""
        from quizapp.services.roster_import import RosterImport

        return RosterImport(self.database, self.clock)

    @cached_property
    def assignments(self) -> Assignments:
        """Exams given to people."""
        from quizapp.services.assignments import Assignments

        return Assignments(self.database, self.roster, self.catalogue, self.clock)

    @cached_property
    def review_queue(self) -> ReviewQueue:
        """Replies that wait for a person."""
        from quizapp.services.review_queue import ReviewQueue

        return ReviewQueue(self.database, self._attempts, self.catalogue, self.clock)

    @cached_property
    def bulk(self) -> BulkIssue:
        """Issuing many certificates at once."""
        from quizapp.services.bulk_issue import BulkIssue

        return BulkIssue(self.database, self.certificates, self.clock)

    @cached_property
    def standings(self) -> Standings:
        """Where people stand with an exam."""
        from quizapp.services.standings import Standings

        return Standings(self.database, self.catalogue, self.clock)

    @cached_property
    def reports(self) -> Reports:
        """Reports of results as files."""
        from quizapp.services.report import Reports

        return Reports(self.database, self.standings, self.clock)

    @cached_property
    def privacy(self) -> Privacy:
        """A person's own data: handing them out and erasing them."""
        from quizapp.services.privacy import Privacy

        return Privacy(self.database, self.catalogue, folder=self.data_dir, clock=self.clock)

    @cached_property
    def audit(self) -> Audit:
        """The log of what the desk did."""
        from quizapp.services.audit import Audit

        return Audit(self.database, self.clock)

    @cached_property
    def chain(self) -> Chain:
        """Whether finished attempts are as they were."""
        from quizapp.services.chain import Chain

        return Chain(self.database)

    @cached_property
    def upkeep(self) -> Upkeep:
        """Backups."""
        from quizapp.services.upkeep import Upkeep

        return Upkeep(self.database, folder=self.data_dir, clock=self.clock)

    def beside(self) -> App:
        """Return an app with a connection of its own, for work in another thread; close it there.

        It shares the issuer, which may be unlocked, and holds no lock of the folder.
        """
        other = App(self.data_dir, open_database(self.data_dir), bank=self._bank, clock=self.clock)
        other.__dict__["issuer"] = self.issuer
        return other

    def settings(self) -> Settings:
        """Return the settings as stored."""
        return settings.load(self.data_dir)

    def save_settings(self, chosen: Settings) -> None:
        """Store changed settings."""
        settings.save(self.data_dir, chosen)

    def settle(self) -> int:
        """Mark what was handed in but not marked before the program ended; return how many."""
        waiting = self._history.summaries(states=[AttemptState.SUBMITTED])
        return self.exams.settle() if waiting else 0

    def close(self) -> None:
        """Close the database and let another window have the folder."""
        if "checking" in self.__dict__:
            self.checking.close()
        self.database.close()
        if self._lock is not None:
            self._lock.release()


def open_app(
    data_dir: Path | None = None,
    *,
    bank: Path | None = None,
    clock: Clock | None = None,
    read_only: bool = False,
    transient: bool = False,
) -> App:
    """Open a data folder. A writing app takes the folder's lock; a reading one does not need it.

    A `transient` app keeps its rows in memory and touches no folder: for commands that only need
    a bank.
    """
    folder = settings.data_folder(data_dir)
    if transient:
        return App(folder, open_in_memory(), bank=bank, clock=clock)
    lock = None if read_only else FolderLock(folder)
    if lock is not None:
        lock.acquire()
    try:
        database = open_database(folder, read_only=read_only)
        return App(folder, database, bank=bank, clock=clock, lock=lock)
    except BaseException:
        if lock is not None:
            lock.release()
        raise
