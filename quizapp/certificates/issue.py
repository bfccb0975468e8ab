"""Issuing: from frozen facts to a signed PDF, its credential and its badge, with keys held open.

What is handed out has been checked by the same code that a receiver runs; a certificate that does
not verify is never given away.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from quizapp.certificates import (
    badge,
    credential,
    finish,
    jsonld,
    multibase,
    page,
    qr_claim,
    rdf_quads,
    sign,
    status,
)
from quizapp.certificates.issuer_files import IssuerList
from quizapp.certificates.keys import KeyEntry
from quizapp.certificates.trust import TrustBundle, TrustStore
from quizapp.certificates.verify import pdf_check
from quizapp.domain.certificate import CertificateFacts
from quizapp.domain.verdict import Colour
from quizapp.errors import DataError, UserError

IDLE_SECONDS: Final = 15 * 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedCertificate:
    """A certificate as issued: three files that are stored once and never made again."""

    serial: str
    credential_id: str
    pdf: bytes = field(repr=False)
    credential_json: bytes = field(repr=False)
    badge_png: bytes = field(repr=False)
    qr: str = field(repr=False)
    sha256: str


@dataclass(slots=True)
class _Keys:
    sealer: sign.PdfSealer
    credential: Ed25519PrivateKey = field(repr=False)
    used_at: float


class OpenIssuer:
    """An unlocked issuer. It forgets its keys after some idle time, or when told to."""

    def __init__(
        self,
        *,
        public: IssuerList,
        bundle: TrustBundle,
        signing: KeyEntry,
        credential: Ed25519PrivateKey,
        opened_at: float = 0.0,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self.public = public
        self.bundle = bundle
        self._did = multibase.did_of(credential)
        self._idle = idle_seconds
        self._compared = False
        self._keys: _Keys | None = _Keys(
            sealer=sign.sealer(signing), credential=credential, used_at=opened_at
        )

    def __repr__(self) -> str:
        state = "open" if self._keys else "locked"
        return f"OpenIssuer({self.public.name!r}, {state})"

    @property
    def issuer_id(self) -> str:
        """The lasting id that goes into the facts of a certificate."""
        return self.public.issuer_id

    @property
    def locked(self) -> bool:
        """Tell whether the keys have been forgotten."""
        return self._keys is None

    def forget(self) -> None:
        """Drop the keys; signing needs the passphrase again."""
        self._keys = None

    def sign_certificate(
        self, facts: CertificateFacts, *, monotonic: float = 0.0
    ) -> IssuedCertificate:
        """Draw, finish, sign and check one certificate.

        `monotonic` is the caller's monotonic clock in seconds, for forgetting idle keys.
        """
        held = self._held(monotonic)
        self._refuse_foreign(facts)
        credential.refuse_unprintable(facts)
        digest = page.page_digest(facts)
        vc = credential.issue(facts, held.credential, did=self._did, page_digest=digest)
        self._compare_once(vc)
        qr = qr_claim.write(facts, held.credential, page_digest=digest)
        finished = finish.finish(page.draw(facts, qr), facts, vc)
        pdf = held.sealer.seal(finished, at=facts.issued_at)
        self._refuse_unverified(pdf)
        return IssuedCertificate(
            serial=facts.serial,
            credential_id=facts.credential_id,
            pdf=pdf,
            credential_json=vc,
            badge_png=badge.bake(facts, vc),
            qr=qr,
            sha256=hashlib.sha256(pdf).hexdigest(),
        )

    def publish_status(
        self, listing: status.StatusList, *, now: datetime, monotonic: float = 0.0
    ) -> status.Published:
        """Sign the status list under its next number; store it before handing the file out."""
        return status.publish(listing, self._held(monotonic).credential, now=now)

    def credential_key(self, *, monotonic: float = 0.0) -> Ed25519PrivateKey:
        """Give the key that signs the issuance log."""
        return self._held(monotonic).credential

    def _held(self, monotonic: float) -> _Keys:
        if self._keys is not None and monotonic - self._keys.used_at > self._idle:
            self.forget()
        if self._keys is None:
            raise UserError("The issuer is locked. Type its passphrase to go on.")
        self._keys.used_at = max(self._keys.used_at, monotonic)
        return self._keys

    def _refuse_foreign(self, facts: CertificateFacts) -> None:
        mine = (self.public.issuer_id, self.public.name, self.public.kind)
        if (facts.issuer_id, facts.issuer_name, facts.issuer_kind) != mine:
            raise DataError(
                f"Certificate {facts.serial} was prepared for {facts.issuer_name}, not for "
                f"{self.public.name}. Nothing was issued."
            )
        key = self.public.keys[self.public.current - 1]
        if not key.not_before <= facts.issued_at < key.sign_until:
            raise UserError(
                f"Certificate {facts.serial} is dated outside the time in which the signing key "
                "may be used. Prepare it again with today's date."
            )

    def _compare_once(self, vc: bytes) -> None:
        """Compare our own canonical form with the general one, once per opened issuer."""
        if self._compared:
            return
        document = {k: v for k, v in credential.read(vc).document.items() if k != "proof"}
        if rdf_quads.canonical(document) != jsonld.canonical(document):
            raise DataError("The credential's canonical form is wrong. Nothing was issued.")
        self._compared = True

    def _refuse_unverified(self, pdf: bytes) -> None:
        found = pdf_check.examine(pdf, TrustStore(bundles=(self.bundle,)))
        wrong = [f.reason for f in found.findings if f.reason.colour is not Colour.AMBER]
        if wrong:
            reasons = ", ".join(reason.code for reason in wrong)
            raise DataError(
                f"The certificate did not pass its own check ({reasons}). Nothing was issued."
            )
