"""The composition root: the only place where stores, services and window are joined."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp import resources, settings
from quizapp.clock import Clock, SystemClock
from quizapp.services.catalogue import Catalogue
from quizapp.services.certify import Certificates
from quizapp.services.examiner import Examiner
from quizapp.services.exams import Exams
from quizapp.services.people import People
from quizapp.services.practice import Practice
from quizapp.services.progress import Progress
from quizapp.services.results import Results
from quizapp.services.upkeep import Upkeep
from quizapp.settings import Settings
from quizapp.storage.attempts import AttemptStore
from quizapp.storage.banks import BankStore
from quizapp.storage.certificates import CertificateStore
from quizapp.storage.database import Database, open_database, open_in_memory
from quizapp.storage.lock import FolderLock
from quizapp.storage.people import ChoiceStore, LearnerStore

if TYPE_CHECKING:
    from quizapp.grading.grade import ReplyMarker

SHIPPED_BANK = "empathy-in-service"


@cache
def written_marker() -> ReplyMarker:
    """Return the marker of written replies; loaded once, when the first reply has to be read."""
    from quizapp.grading.free_text import Marker  # noqa: PLC0415 - numpy and the weights cost 0.3 s

    return Marker.load()


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """Everything the window and the commands work with."""

    data_dir: Path
    clock: Clock
    database: Database
    people: People
    catalogue: Catalogue
    exams: Exams
    practice: Practice
    results: Results
    progress: Progress
    certificates: Certificates
    upkeep: Upkeep
    lock: FolderLock | None

    def settings(self) -> Settings:
        """Return the settings as stored."""
        return settings.load(self.data_dir)

    def save_settings(self, chosen: Settings) -> None:
        """Store changed settings."""
        settings.save(self.data_dir, chosen)

    def close(self) -> None:
        """Close the database and let another window have the folder."""
        self.database.close()
        if self.lock is not None:
            self.lock.release()


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
    if transient:
        memory = open_in_memory()
        return _joined(
            settings.data_folder(data_dir), memory, None, bank=bank, clock=clock or SystemClock()
        )
    folder = settings.data_folder(data_dir)
    lock = None if read_only else FolderLock(folder)
    if lock is not None:
        lock.acquire()
    try:
        database = open_database(folder, read_only=read_only)
        return _joined(folder, database, lock, bank=bank, clock=clock or SystemClock())
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _joined(
    folder: Path, database: Database, lock: FolderLock | None, *, bank: Path | None, clock: Clock
) -> App:
    attempts, learners = AttemptStore(database), LearnerStore(database)
    catalogue = Catalogue(
        BankStore(database),
        folder=bank or resources.question_banks() / SHIPPED_BANK,
        clock=clock,
    )
    examiner = Examiner(attempts, marker=written_marker, clock=clock)
    exams = Exams(attempts, learners, catalogue, examiner, clock)
    return App(
        data_dir=folder,
        clock=clock,
        database=database,
        people=People(learners, ChoiceStore(database), clock),
        catalogue=catalogue,
        exams=exams,
        practice=Practice(attempts, learners, catalogue, exams),
        results=Results(attempts, clock),
        progress=Progress(attempts, learners, catalogue, clock),
        certificates=Certificates(
            CertificateStore(database), attempts, learners, catalogue, folder=folder, clock=clock
        ),
        upkeep=Upkeep(database, folder=folder, clock=clock),
        lock=lock,
    )
