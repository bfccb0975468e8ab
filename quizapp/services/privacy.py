"""A person's own data: handed out as a readable archive, and erased on request.

Where an organisation has set up its people desk only the open desk does either; else whoever uses
this computer may.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from quizapp.clock import Clock
from quizapp.domain.desk import ErasureReport
from quizapp.domain.people import Learner
from quizapp.errors import UserError
from quizapp.services.catalogue import Catalogue
from quizapp.services.chain import ERASED
from quizapp.services.desk import DeskLockedError, OpenDesk
from quizapp.services.person_archive import archive
from quizapp.services.written_file import write_file
from quizapp.storage import backup, erasing
from quizapp.storage.audit import AuditStore, append_line
from quizapp.storage.database import Database
from quizapp.storage.desk_secrets import SecretStore
from quizapp.storage.erasing import Erased
from quizapp.storage.people import LearnerStore

BACKUPS = "backups"
ISSUED = "issued"
SUFFIXES = (".pdf", ".json", ".png")


class Privacy:
    """Hands out and erases what is known of a person."""

    def __init__(
        self, database: Database, catalogue: Catalogue, *, folder: Path, clock: Clock
    ) -> None:
        self._database = database
        self._catalogue = catalogue
        self._folder = folder
        self._clock = clock
        self._learners = LearnerStore(database)
        self._secrets = SecretStore(database)
        self._audit = AuditStore(database)

    def _actor(self, opened: OpenDesk | None) -> str:
        if opened is not None:
            opened.use()
            return opened.actor
        if self._secrets.has("desk"):
            raise DeskLockedError(
                "The people desk hands out and erases personal data here. Ask there, or open the "
                "desk with its passphrase."
            )
        return "self"

    def _person(self, learner_id: str) -> Learner:
        learner = self._learners.get(learner_id)
        if learner is None:
            raise UserError("This person is not in these data any more.")
        return learner

    # Handing out

    def export(self, opened: OpenDesk | None, learner_id: str, target: Path) -> Path:
        """Write all that is known of a person to a ZIP file that can be read without quizapp."""
        actor = self._actor(opened)
        learner = self._person(learner_id)
        rows = erasing.rows_of(self._database.connection, learner_id)
        serials = [str(row["serial"]) for row in rows.get("certificates", [])]
        files = [
            path
            for serial in serials
            for suffix in SUFFIXES
            if (path := self._folder / ISSUED / f"{serial}{suffix}").is_file()
        ]
        actions = [line for line in self._audit.lines() if learner_id in line.subjects]
        write_file(target, archive(learner, rows, files, actions, self._catalogue))
        self._audit.append("person.exported", (learner_id,), actor=actor, at=self._clock.now())
        return target

    # Erasing

    def erase(self, opened: OpenDesk | None, learner_id: str) -> ErasureReport:
        """Erase a person from database, journal, backups and issued files, for good.

        Certificates stay in the register as serial, digest, status and dates. Backups and files go
        first: if that is interrupted, the person is still here and can be erased again.
        """
        actor = self._actor(opened)
        learner = self._person(learner_id)
        now = self._clock.now()

        def note(connection: sqlite3.Connection, erased: Erased) -> None:
            subjects = (erased.learner, *erased.attempts, *erased.serials)
            append_line(connection, ERASED, subjects, actor=actor, at=now)

        words = self._words(learner)
        backups = self._rewrite_backups(learner_id, words, note)
        files = self._delete_issued(learner_id)
        erased = erasing.erase(self._database, learner_id, note=note)
        return ErasureReport(
            person=learner_id,
            attempts=len(erased.attempts),
            certificates=erased.serials,
            files=files,
            backups=backups,
            remains=self.remains(words),
        )

    def _rewrite_backups(self, learner_id: str, words: tuple[str, ...], note: erasing.Note) -> int:
        rewritten = 0
        folder = self._folder / BACKUPS
        for stale in (*folder.glob("*.part"), *self._folder.glob("*.restoring")):
            stale.unlink()
        for path in backup.backups(folder):
            try:
                rewritten += erasing.erase_in_backup(path, learner_id, note=note) is not None
            except sqlite3.DatabaseError:
                # nothing can be taken out of a damaged copy, so it goes if the person is in it
                if erasing.holds(path, (*words, learner_id)):
                    path.unlink()
                    rewritten += 1
            _drop_journals(path)
        return rewritten

    def _delete_issued(self, learner_id: str) -> int:
        folder = self._folder / ISSUED
        deleted = 0
        with closing(
            self._database.connection.execute(
                """select serial from certificates where learner = :id
                   or attempt in (select id from attempts where learner = :id)""",
                {"id": learner_id},
            )
        ) as rows:
            serials = [row["serial"] for row in rows]
        for serial in serials:
            for path in folder.glob(f"{serial}.*"):
                path.unlink()
                deleted += 1
        return deleted

    def _words(self, learner: Learner) -> tuple[str, ...]:
        """Return the names and the e-mail to look for; a certificate may bear another name."""
        held = self._database.connection.execute(
            "select holder from certificates where learner = ?", (learner.id,)
        )
        words = (learner.name, learner.email, *(row["holder"] for row in held))
        return tuple(dict.fromkeys(word for word in words if word))

    def remains(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return the files of the data folder that hold one of these texts.

        Another person of the same name, or a question that mentions it, is found as well.
        """
        return tuple(
            str(path.relative_to(self._folder))
            for path in sorted(self._folder.rglob("*"))
            if path.is_file() and erasing.holds(path, words)
        )


def _drop_journals(path: Path) -> None:
    for suffix in ("-journal", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
