"""The facts of a new certificate: what a passed attempt, its bank and the chosen looks come to."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from quizapp.clock import Clock
from quizapp.domain.attempt import Attempt
from quizapp.domain.certificate import Appearance, CertificateFacts, DomainResult
from quizapp.domain.plan import ExamPlan
from quizapp.domain.result import Result, domain_word
from quizapp.errors import DataError, UserError
from quizapp.services.catalogue import BankView, Catalogue
from quizapp.services.people import checked_name
from quizapp.services.recount import Recount, Recounted
from quizapp.storage.attempts import AttemptStore
from quizapp.storage.people import LearnerStore

if TYPE_CHECKING:
    from quizapp.certificates.issue import OpenIssuer

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Letters and figures of a serial; none looks like another."""
Appearances = Callable[[], Appearance]


class FactsFreezer:
    """Draws up facts from what is stored; it writes nothing."""

    def __init__(
        self,
        attempts: AttemptStore,
        learners: LearnerStore,
        catalogue: Catalogue,
        *,
        clock: Clock,
        appearance: Appearances,
        recount: Recount,
    ) -> None:
        self._attempts = attempts
        self._learners = learners
        self._catalogue = catalogue
        self._clock = clock
        self._appearance = appearance
        self._recount = recount

    def freeze(
        self,
        attempt_id: str,
        issuer: OpenIssuer,
        *,
        status_index: int,
        holder_name: str = "",
        replaces: str | None = None,
    ) -> CertificateFacts:
        """Return the facts of a new certificate, with today's date and a new serial.

        Everything is counted anew from the stored answers first; `UserError` if it does not lead
        to the stored result any more.
        """
        attempt, plan, bank = self._stored(attempt_id)
        learner = self._learners.get(attempt.learner)
        if learner is None or attempt.finished_at is None:
            raise DataError(f"attempt {attempt_id} has no learner or was never finished")
        result = self._recount.count(attempt, plan, bank).result
        now = self._clock.now()
        return CertificateFacts(
            serial=_new_serial(now),
            credential_id=f"urn:uuid:{uuid.uuid4()}",
            status_index=status_index,
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
            replaces=replaces,
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

    def recounted(self, attempt_id: str) -> Recounted:
        """Count an attempt anew without drawing up facts; `UserError` if it does not hold."""
        return self._recount.count(*self._stored(attempt_id))


def domain_bands(result: Result) -> tuple[DomainResult, ...]:
    """Return a word for each domain with enough items to say one (syllabus, section 5)."""
    worded = ((part.title, domain_word(part)) for part in result.domains)
    return tuple(DomainResult(title=title, band=word) for title, word in worded if word)


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
