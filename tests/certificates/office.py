"""An organisation that issues certificates, for tests and for the proof script."""

from __future__ import annotations

import dataclasses
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from quizapp.certificates import issuer, issuer_files, keys, status, trust
from quizapp.certificates.issue import IssuedCertificate, OpenIssuer
from quizapp.certificates.keys import Passphrase
from quizapp.certificates.status import StatusFile, StatusList
from quizapp.certificates.trust import TrustStore
from quizapp.certificates.verify.files import verify_bytes
from quizapp.certificates.verify.judge import Circumstances
from quizapp.domain.certificate import (
    Appearance,
    CertificateFacts,
    DomainResult,
    IssuerKind,
)
from quizapp.domain.verdict import Verdict

PASSPHRASE = "seven quiet lanterns glow"  # noqa: S105 - of throw-away issuers
FOUNDED = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
ISSUED = datetime(2026, 5, 5, 10, 0, tzinfo=UTC)
TODAY = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)


@dataclass
class Office:
    """An opened issuer and what its receivers hold."""

    folder: Path
    issuer: OpenIssuer
    trust: TrustStore
    listing: StatusList
    status: StatusFile

    def facts(self, **changes: Any) -> CertificateFacts:
        """Give facts that this office may sign; every call makes another certificate."""
        serial = uuid.uuid4().hex[:8].upper()
        base = CertificateFacts(
            serial=f"QZ-2026-{serial}",
            credential_id=uuid.uuid4().urn,
            status_index=4711,
            holder_name="Nadia Ćirić-Øvergård",
            holder_language="",
            holder_email="nadia@example.org",
            identity_salt="f3a9c1d2",
            programme="Empathy in customer service",
            exam_title="Certification exam",
            form_id="A",
            bank_id="empathy-in-service",
            bank_version="1.0",
            score=79.5,
            cut=68.0,
            cut_status="provisional",
            band="secure",
            domains=(
                DomainResult(title="Active listening", band="strong"),
                DomainResult(title="De-escalation", band="secure"),
            ),
            issued_at=ISSUED,
            taken_on=date(2026, 5, 4),
            valid_until=date(2028, 5, 5),
            supervision="onsite",
            issuer_id=self.issuer.issuer_id,
            issuer_name=self.issuer.public.name,
            issuer_kind=self.issuer.public.kind,
            replaces=None,
            appearance=Appearance(signatory_name="Ada Moreau", signatory_title="Head of Care"),
        )
        return dataclasses.replace(base, **changes)

    def issue(self, **changes: Any) -> IssuedCertificate:
        """Issue one certificate."""
        return self.issuer.sign_certificate(self.facts(**changes))

    def around(self, **changes: Any) -> Circumstances:
        """Give what a receiver holds: trust bundle, status list, clock."""
        base = Circumstances(trust=self.trust, statuses=(self.status,), now=TODAY)
        return dataclasses.replace(base, **changes)

    def verify(self, data: bytes, **changes: Any) -> Verdict:
        """Check bytes as a receiver would."""
        return verify_bytes(data, self.around(**changes), name="handed-in")

    def publish(self, listing: StatusList, now: datetime = FOUNDED) -> StatusFile:
        """Publish a changed list and read it back as a receiver does."""
        published = self.issuer.publish_status(listing, now=now)
        self.listing = published.listing
        return status.read(published.raw, self.trust)


def secret() -> Passphrase:
    """Give the passphrase of every office."""
    return keys.passphrase(PASSPHRASE)


def found(folder: Path, name: str = "Harbour Care Ltd", *, now: datetime = FOUNDED) -> Office:
    """Create an organisation's issuer and everything its receivers need."""
    issuer.create_organisation(folder, name, secret(), now=now)
    return open_again(folder, now=now)


def open_again(folder: Path, *, now: datetime) -> Office:
    """Open an issuer that exists."""
    local = issuer_files.read(folder).kind is IssuerKind.LOCAL
    opened = issuer.open_issuer(folder, None if local else secret(), now=now)
    store = TrustStore().with_bundle(trust.load(folder / "trust-bundle.json"))
    published = opened.publish_status(StatusList(issuer_id=opened.issuer_id), now=now)
    return Office(
        folder=folder,
        issuer=opened,
        trust=store,
        listing=published.listing,
        status=status.read(published.raw, store),
    )


def codes(verdict: Verdict) -> list[str]:
    """Give the reason codes of a verdict."""
    return [finding.reason.code for finding in verdict.findings]
