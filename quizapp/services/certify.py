"""Certificates: whether one may be issued, issuing it once, and handing out what was issued.

A serial and a status index are reserved in one transaction before anything is drawn; the file is
written beside its place and renamed; only then does the certificate count. After a crash the same
serial is used again, so there are never two.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.clock import Clock
from quizapp.domain.attempt import Attempt, AttemptState
from quizapp.domain.certificate import (
    Appearance,
    CertificateFacts,
    DomainResult,
)
from quizapp.domain.plan import ExamPlan
from quizapp.domain.result import Decision, Result
from quizapp.errors import DataError, UserError
from quizapp.exam.decide import MIN_ITEMS_FOR_BAND, decide
from quizapp.services.catalogue import BankView, Catalogue
from quizapp.services.people import checked_name
from quizapp.storage.attempts import AttemptStore
from quizapp.storage.certificates import CertificateStore, StoredCertificate
from quizapp.storage.codec import dump, load
from quizapp.storage.people import LearnerStore

if TYPE_CHECKING:
    from quizapp.certificates.issue import OpenIssuer
    from quizapp.certificates.keys import Passphrase

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Letters and figures of a serial; none looks like another."""
STATUS_ENTRIES = 131_072
DOMAIN_BANDS = ((75.0, "strong"), (60.0, "secure"), (45.0, "growing"), (0.0, "started"))
LOCAL_NAME = "quizapp on this computer"
ISSUER_FILE = "issuer.json"
ISSUED, ISSUER = "issued", "issuer"
"""Folders beside the database: files as issued, and the issuer's keys."""

Appearances = Callable[[], Appearance]


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
        appearance: Appearances = Appearance,
    ) -> None:
        self._register = register
        self._attempts = attempts
        self._learners = learners
        self._catalogue = catalogue
        self._folder = folder
        self._clock = clock
        self._appearance = appearance
        self._issuer: OpenIssuer | None = None
        self._unlocked_at = 0.0

    # Whether and what

    def obstacle(self, attempt_id: str) -> str | None:
        """Return why no certificate can be issued for an attempt, or None if one can."""
        result = self._attempts.result(attempt_id)
        if result is None:
            return "This attempt has no result yet."
        plan = self._attempts.plan(attempt_id)
        if not plan.certificate:
            return f"“{plan.title}” is for rehearsal and gives no certificate."
        if result.decision is Decision.WAITING:
            return "A person has to read some replies first."
        if result.decision is not Decision.PASSED:
            return "A certificate needs a passed exam. You can try again."
        stored = self._register.of_attempt(attempt_id)
        if stored is not None and stored.state == "issued":
            return "This attempt has its certificate already. Open it under Certificates."
        return None

    def all(self, learner_id: str | None = None) -> tuple[StoredCertificate, ...]:
        """Return what was issued, newest first."""
        return tuple(c for c in self._register.all(learner_id) if c.state != "reserved")

    def of_attempt(self, attempt_id: str) -> StoredCertificate | None:
        """Return the certificate of an attempt, or None."""
        found = self._register.of_attempt(attempt_id)
        return found if found is not None and found.state == "issued" else None

    # The issuer

    def unlock(self, secret: Passphrase | None = None) -> OpenIssuer:
        """Open the issuer of this data folder; on first use a local one for practice is made."""
        from quizapp.certificates import issuer  # noqa: PLC0415 - pyHanko and reportlab cost 0.5 s

        if self._issuer is None:
            folder = self._folder / ISSUER
            now = self._clock.now()
            if not (folder / ISSUER_FILE).exists():
                issuer.create_local(folder, LOCAL_NAME, now=now)
            self._issuer = issuer.open_issuer(folder, secret, now=now)
            self._unlocked_at = self._clock.monotonic()
        return self._issuer

    def set_up_organisation(self, name: str, passphrase: str) -> None:
        """Create an organisation's issuer if the folder has none, and unlock it."""
        from quizapp.certificates import issuer, keys  # noqa: PLC0415 - see `unlock`

        secret = keys.passphrase(passphrase)
        folder = self._folder / ISSUER
        if not (folder / ISSUER_FILE).exists():
            issuer.create_organisation(folder, name, secret, now=self._clock.now())
        self.unlock(secret)

    def write_trust(self, target: Path) -> None:
        """Write what receivers need to trust this issuer."""
        from quizapp.certificates import issuer  # noqa: PLC0415 - see `unlock`

        issuer.export_trust(self._folder / ISSUER, target)

    def write_status(self, target: Path) -> None:
        """Publish the status list anew and write it for receivers; the issuer must be open."""
        from quizapp.certificates import status_desk  # noqa: PLC0415 - see `unlock`

        folder = self._folder / ISSUER
        status_desk.change(
            folder,
            self.unlock(),
            lambda listing: listing,
            now=self._clock.now(),
            monotonic=self._since_unlocked(),
        )
        target.write_bytes((folder / status_desk.FILE).read_bytes())

    def _since_unlocked(self) -> float:
        """Return the seconds since unlocking, so that idle keys are forgotten."""
        return self._clock.monotonic() - self._unlocked_at

    def lock(self) -> None:
        """Forget the keys."""
        self._issuer = None

    # Issuing

    def issue(
        self, attempt_id: str, *, holder_name: str = "", secret: Passphrase | None = None
    ) -> StoredCertificate:
        """Issue the certificate of a passed attempt, once; `UserError` says what stops it.

        Marks are recomputed from the stored grades first, so a changed result is refused.
        """
        obstacle = self.obstacle(attempt_id)
        if obstacle:
            raise UserError(obstacle)
        issuer = self.unlock(secret)
        reserved = self._register.of_attempt(attempt_id)
        if reserved is None:
            facts = self._facts(attempt_id, holder_name, issuer)
            _refuse_missing_glyphs(facts)
            reserved = self._reserve(attempt_id, facts)
        facts = load(CertificateFacts, reserved.facts)
        made = issuer.sign_certificate(facts, monotonic=self._since_unlocked())
        folder = self._folder / ISSUED
        folder.mkdir(parents=True, exist_ok=True)
        for suffix, data in (
            (".json", made.credential_json),
            (".png", made.badge_png),
            (".pdf", made.pdf),
        ):
            _write_once(folder / f"{facts.serial}{suffix}", data)
        self._register.settle(facts.serial, sha256=hashlib.sha256(made.pdf).hexdigest())
        settled = self._register.get(facts.serial)
        if settled is None:
            raise DataError(f"certificate {facts.serial} is gone from the register")
        return settled

    def _reserve(self, attempt_id: str, facts: CertificateFacts) -> StoredCertificate:
        attempt = self._attempts.owner(attempt_id)
        reserved = StoredCertificate(
            serial=facts.serial,
            attempt=attempt_id,
            learner=attempt,
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
        self._register.reserve(reserved)
        return reserved

    def _facts(self, attempt_id: str, holder_name: str, issuer: OpenIssuer) -> CertificateFacts:
        attempt, plan, bank = self._stored(attempt_id)
        learner = self._learners.get(attempt.learner)
        if learner is None or attempt.finished_at is None:
            raise DataError(f"attempt {attempt_id} has no learner or was never finished")
        result = self._recomputed(attempt, plan, bank)
        now = self._clock.now()
        return CertificateFacts(
            serial=_new_serial(now),
            credential_id=f"urn:uuid:{uuid.uuid4()}",
            status_index=self._free_index(),
            holder_name=checked_name(holder_name or learner.name),
            holder_language=learner.name_language,
            holder_email=learner.email,
            identity_salt=secrets.token_hex(16),
            programme=bank.title,
            exam_title=plan.title,
            form_id=attempt.form.id,
            bank_id=bank.id,
            bank_version=bank.version,
            score=result.points,
            cut=result.cut or 0.0,
            cut_status=result.cut_status,
            band=result.band,
            domains=domain_bands(result),
            issued_at=now.replace(microsecond=0),
            taken_on=attempt.finished_at.date(),
            valid_until=_end(now.date(), plan.validity_months),
            supervision=attempt.supervision,
            issuer_id=issuer.issuer_id,
            issuer_name=issuer.public.name,
            issuer_kind=issuer.public.kind,
            replaces=None,
            appearance=self._appearance(),
        )

    def _stored(self, attempt_id: str) -> tuple[Attempt, ExamPlan, BankView]:
        bank_hash = self._attempts.bank_hash(attempt_id)
        if bank_hash is None:
            raise UserError("There is no such attempt in these data.")
        bank = self._catalogue.by_hash(bank_hash)
        attempt = self._attempts.get(attempt_id, bank.kinds)
        if attempt is None:
            raise UserError("There is no such attempt in these data.")
        return attempt, self._attempts.plan(attempt_id), bank

    def _recomputed(self, attempt: Attempt, plan: ExamPlan, bank: BankView) -> Result:
        """Return the stored result if the stored marks still lead to it."""
        stored = self._attempts.result(attempt.id)
        if stored is None or attempt.state is not AttemptState.FINISHED:
            raise UserError("This attempt has no final result yet.")
        again = decide(
            plan,
            attempt,
            self._attempts.grades(attempt.id),
            heads=bank.head_by_id,
            domains=bank.domains,
            decided_at=stored.decided_at,
            reviewed=self._attempts.was_reviewed(attempt.id),
        )
        if (again.points, again.decision) != (stored.points, stored.decision):
            raise UserError(
                "The marks of this attempt do not lead to its result any more, so no certificate "
                "can be issued. Put back a backup from before the change."
            )
        return stored

    def _free_index(self) -> int:
        used = self._register.indices()
        while (index := secrets.randbelow(STATUS_ENTRIES)) in used:
            pass
        return index

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


def _refuse_missing_glyphs(facts: CertificateFacts) -> None:
    """Raise `UserError` before a serial is used if a letter can't be printed."""
    from quizapp.certificates import page  # noqa: PLC0415 - reportlab and the fonts are slow to load

    missing = page.missing_glyphs(facts)
    if missing:
        raise UserError(
            f"Our fonts can't print {', '.join(f'“{sign}”' for sign in missing)} in “"
            f"{facts.holder_name}”. Choose a spelling with the person; no serial was used."
        )


def domain_bands(result: Result) -> tuple[DomainResult, ...]:
    """Return a word for each domain with enough items to say one (syllabus, section 5)."""
    return tuple(
        DomainResult(
            title=part.title,
            band=next(word for minimum, word in DOMAIN_BANDS if part.points >= minimum),
        )
        for part in result.domains
        if part.items >= MIN_ITEMS_FOR_BAND
    )


def _new_serial(now: datetime) -> str:
    signs = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"QZ-{now.year}-{signs[:4]}-{signs[4:]}"


def _end(start: date, months: int | None) -> date | None:
    """Return the day before which the certificate ends, the same day of a later month."""
    if months is None:
        return None
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    for day in (start.day, 30, 29, 28):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise DataError("a month without a 28th")


def _write_once(path: Path, data: bytes) -> None:
    """Write a file in one step; a file that a crash left under the same serial is replaced."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)
