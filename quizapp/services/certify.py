"""Certificates: whether one may be issued, issuing it once, and handing out what was issued.

A serial and a status index are reserved in one transaction before anything is drawn; the files are
written beside their places and renamed; only then does the certificate count, and only then does it
stand in the issuance log. After a crash the same serial is used again, so there are never two.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.clock import Clock
from quizapp.domain.certificate import Appearance, CertificateFacts
from quizapp.domain.result import Decision
from quizapp.errors import UserError
from quizapp.services.catalogue import Catalogue
from quizapp.services.certificate_facts import Appearances, FactsFreezer
from quizapp.services.issuer_desk import IssuerDesk
from quizapp.services.recount import Recount, Recounted
from quizapp.services.written_file import keep_names, write_through
from quizapp.storage.attempts import AttemptStore
from quizapp.storage.certificates import CertificateStore, StoredCertificate
from quizapp.storage.codec import dump, load
from quizapp.storage.people import LearnerStore

if TYPE_CHECKING:
    from quizapp.certificates.issue import IssuedCertificate, OpenIssuer
    from quizapp.certificates.keys import Passphrase

STATUS_ENTRIES = 131_072
ISSUED = "issued"
"""Folder beside the database: files as issued."""
SOON = 60
"""Days before its end from which a certificate counts as ending soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A certificate that ends soon and the days that are left, fewer than none if it has ended."""

    certificate: StoredCertificate
    days: int


class Certificates:
    """Issues certificates for passed exams and keeps them as issued."""

    def __init__(
        self,
        register: CertificateStore,
        attempts: AttemptStore,
        learners: LearnerStore,
        catalogue: Catalogue,
        *,
        folder: Path,
        clock: Clock,
        recount: Recount,
        desk: IssuerDesk | None = None,
        appearance: Appearances = Appearance,
        audited: Callable[[], bool] = lambda: False,
    ) -> None:
        self._register = register
        self._attempts = attempts
        self._folder = folder
        self._clock = clock
        self._audited = audited
        self.desk = desk or IssuerDesk(folder, clock)
        self._freezer = FactsFreezer(
            attempts, learners, catalogue, clock=clock, appearance=appearance, recount=recount
        )

    # Whether and what

    def obstacle(self, attempt_id: str) -> str | None:
        """Return why no certificate can be issued for an attempt, or None if one can."""
        result = self._attempts.result(attempt_id)
        if result is None:
            if self._attempts.owner(attempt_id) is None:
                return f"There is no attempt “{attempt_id}”. “quizapp history” lists them."
            return "This attempt has no result yet."
        plan = self._attempts.plan(attempt_id)
        if not plan.certificate:
            return f"“{plan.title}” is for rehearsal and gives no certificate."
        if result.decision is Decision.WAITING:
            return "A person has to read some replies first."
        if result.decision is not Decision.PASSED:
            return "A certificate needs a passed exam. You can try again."
        states = {stored.state for stored in self._register.every_of_attempt(attempt_id)}
        if states & {"issued", "suspended"}:
            return "This attempt has its certificate already. Open it under Certificates."
        if "revoked" in states:
            return "The certificate of this attempt was withdrawn, so there is no other one for it."
        return None

    def recounted(self, attempt_id: str) -> Recounted:
        """Count an attempt anew, as issuing does; `UserError` if it does not hold any more."""
        return self._freezer.recounted(attempt_id)

    def all(self, learner_id: str | None = None) -> tuple[StoredCertificate, ...]:
        """Return what was issued, newest first."""
        return tuple(c for c in self._register.all(learner_id) if c.sha256)

    def of_attempt(self, attempt_id: str) -> StoredCertificate | None:
        """Return the certificate of an attempt, or None."""
        found = self._register.of_attempt(attempt_id)
        return found if found is not None and found.state == "issued" else None

    def get(self, serial: str) -> StoredCertificate:
        """Return one certificate; `UserError` if none of this serial was issued here."""
        found = self._register.get(serial)
        if found is None or not found.sha256:
            raise UserError(f"No certificate {serial} was issued here. Check the serial number.")
        return found

    def ending(self, *, within_days: int = SOON, learner: str | None = None) -> tuple[Ending, ...]:
        """Return the certificates in force that end soon or have ended, the first to end first."""
        today = self._clock.now().date()
        found = [
            Ending(certificate=one, days=(one.valid_until - today).days)
            for one in self.all(learner)
            if one.state == "issued" and one.valid_until is not None
        ]
        soon = (one for one in found if one.days <= within_days)
        return tuple(sorted(soon, key=lambda one: (one.days, one.certificate.serial)))

    # The issuer, for the demonstration and the commands

    def set_up_organisation(self, name: str, passphrase: str) -> None:
        """Create an organisation's issuer if the folder has none, and unlock it."""
        if self.desk.exists():
            self.desk.unlock_with(passphrase)
        else:
            self.desk.set_up(name, passphrase, passphrase)

    def write_trust(self, target: Path) -> None:
        """Write what receivers need to trust this issuer."""
        self.desk.export_trust(target)

    def write_status(self, target: Path) -> None:
        """Publish the status list anew and write it for receivers; the issuer must be open."""
        self.desk.export_status(target)

    # Issuing

    def issue(
        self,
        attempt_id: str,
        *,
        holder_name: str = "",
        secret: Passphrase | None = None,
        log: bool = True,
    ) -> StoredCertificate:
        """Issue the certificate of a passed attempt, once; `UserError` says what stops it.

        What a crash left half done is brought to its end under the serial it had. Who issues many
        leaves the `log` for later, because each time the whole of it is signed anew.
        """
        obstacle = self.obstacle(attempt_id)
        if obstacle:
            raise UserError(obstacle)
        issuer = self.desk.unlock(secret)
        reserved = self._register.of_attempt(attempt_id)
        if reserved is not None and reserved.issuer != issuer.issuer_id:
            replaced = load(CertificateFacts, reserved.facts).replaces
            self._register.release(
                reserved.serial, back_to=(replaced, "issued") if replaced else None
            )
            return self.issue(attempt_id, holder_name=holder_name, log=log)
        if reserved is None:
            facts = self._freezer.freeze(
                attempt_id, issuer, status_index=self._free_index(), holder_name=holder_name
            )
            _refuse_missing_glyphs(facts)
            reserved = self._row(attempt_id, facts)
            self._register.reserve(reserved)
        return self._complete(reserved, issuer, log=log)

    def issue_instead(
        self, serial: str, *, holder_name: str = "", secret: Passphrase | None = None
    ) -> StoredCertificate:
        """Issue a new certificate that names an old one as replaced; the old one counts no more.

        The status list is the caller's part; see `withdraw`.
        """
        old = self.get(serial)
        issuer = self.desk.unlock(secret)
        begun = self._register.of_attempt(old.attempt) if old.attempt else None
        if begun is not None and load(CertificateFacts, begun.facts).replaces == serial:
            return begun if begun.sha256 else self._complete(begun, issuer)
        if old.attempt is None or old.state not in {"issued", "suspended"}:
            raise UserError(f"Certificate {serial} is {old.state} already, and that is final.")
        facts = self._freezer.freeze(
            old.attempt,
            issuer,
            status_index=self._free_index(),
            holder_name=holder_name or old.holder,
            replaces=serial,
        )
        _refuse_missing_glyphs(facts)
        reserved = self._row(old.attempt, facts)
        self._register.supersede(serial, reserved)
        return self._complete(reserved, issuer, back_to=(serial, old.state))

    def _complete(
        self,
        reserved: StoredCertificate,
        issuer: OpenIssuer,
        back_to: tuple[str, str] | None = None,
        *,
        log: bool = True,
    ) -> StoredCertificate:
        facts = load(CertificateFacts, reserved.facts)
        try:
            made = issuer.sign_certificate(facts, monotonic=self.desk.since_unlocked())
        except UserError:
            self._register.release(facts.serial, back_to=back_to)
            raise
        self._write(made)
        self._register.settle(facts.serial, sha256=made.sha256, noted_at=self._noted_at())
        if log:
            self.log_issued()
        return self.get(facts.serial)

    def _write(self, made: IssuedCertificate) -> None:
        folder = self._folder / ISSUED
        folder.mkdir(parents=True, exist_ok=True)
        for suffix, data in (
            (".json", made.credential_json),
            (".png", made.badge_png),
            (".pdf", made.pdf),
        ):
            _write_once(folder / f"{made.serial}{suffix}", data)
        keep_names(folder)

    def log_issued(self) -> None:
        """Bring the issuance log up to the register, also after a crash between the two."""
        from quizapp.certificates.issuance_log import LogEntry  # noqa: PLC0415 - loaded with signing

        own = self.desk.unlock().issuer_id
        issued = sorted(self.all(), key=lambda c: (c.issued_at, c.serial))
        self.desk.log(
            [
                LogEntry(serial=c.serial, sha256=c.sha256, issued_at=c.issued_at)
                for c in issued
                if c.issuer == own
            ]
        )

    def _row(self, attempt_id: str, facts: CertificateFacts) -> StoredCertificate:
        return StoredCertificate(
            serial=facts.serial,
            attempt=attempt_id,
            learner=self._attempts.owner(attempt_id),
            holder=facts.holder_name,
            exam_title=facts.exam_title,
            issued_at=facts.issued_at,
            valid_until=facts.valid_until,
            sha256="",
            status_index=facts.status_index,
            state="reserved",
            issuer=facts.issuer_id,
            facts=dump(facts),
        )

    def _free_index(self) -> int:
        used = self._register.indices()
        while (index := secrets.randbelow(STATUS_ENTRIES)) in used:
            pass
        return index

    def record_state(self, serial: str, state: str) -> None:
        """Let the register say what the status list says."""
        self._register.set_state(serial, state, noted_at=self._noted_at())

    def _noted_at(self) -> datetime | None:
        """Return the time for the audit log, or None where no organisation keeps one."""
        return self._clock.now() if self._audited() else None

    # What was issued

    def file(self, serial: str, suffix: str = ".pdf") -> bytes:
        """Return the bytes as issued; `UserError` if the file is gone or was changed."""
        stored = self._register.get(serial)
        path = self._folder / ISSUED / f"{serial}{suffix}"
        if stored is None or not path.is_file():
            raise UserError(f"The file of certificate {serial} is not in {path.parent}.")
        data = path.read_bytes()
        if suffix == ".pdf" and hashlib.sha256(data).hexdigest() != stored.sha256:
            raise UserError(
                f"The stored file of certificate {serial} was changed after it was issued. "
                "Put back a backup of the folder “issued”."
            )
        return data

    def issued_path(self, serial: str) -> Path:
        """Return where the PDF lies, for looking at it in the background."""
        return self._folder / ISSUED / f"{serial}.pdf"

    def save(self, serial: str, target: Path, *, suffix: str = ".pdf") -> Path:
        """Write a copy of an issued file; `UserError` if the place can't be written."""
        data = self.file(serial, suffix)
        try:
            target.write_bytes(data)
        except OSError as error:
            raise UserError(
                f"The certificate could not be saved as {target} ({error.strerror}). "
                "Your work is safe here; choose another place."
            ) from error
        return target

    def facts(self, serial: str) -> CertificateFacts:
        """Return the facts as they were frozen."""
        return load(CertificateFacts, self.get(serial).facts)

    def today(self) -> date:
        """Return the day by which withdrawals are dated."""
        return self._clock.now().date()


def _refuse_missing_glyphs(facts: CertificateFacts) -> None:
    """Raise `UserError` before a serial is used if a letter can't be printed."""
    from quizapp.certificates import page  # noqa: PLC0415 - reportlab and the fonts are slow to load

    missing = page.missing_glyphs(facts)
    if missing:
        raise UserError(
            f"Our fonts can't print {', '.join(f'“{sign}”' for sign in missing)} in “"
            f"{facts.holder_name}”. Choose a spelling with the person; no serial was used."
        )


def _write_once(path: Path, data: bytes) -> None:
    """Write a file in one step; a file that a crash left under the same serial is replaced."""
    part = path.with_name(path.name + ".part")
    write_through(part, data)
    part.replace(path)
