"""Withdrawing, suspending, replacing and renewing: register and status list always say the same.

The signed list is written first, because it is what receivers go by; the register follows it. If a
crash comes between the two, doing the same again, or any other change, brings the register up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quizapp.errors import UserError
from quizapp.services.certify import Certificates
from quizapp.storage.certificates import StoredCertificate

if TYPE_CHECKING:
    from quizapp.certificates.keys import Passphrase
    from quizapp.certificates.status import StatusFile, StatusList, StatusReason

# ruff: noqa: PLC0415 - the certificate libraries are loaded when something is signed

_STATES = {"revoked": "revoked", "replaced": "replaced", "suspended": "suspended"}


class Withdrawals:
    """What becomes of certificates after they were issued. Reasons are codes of the status list."""

    def __init__(self, certificates: Certificates) -> None:
        self._certificates = certificates

    def revoke(
        self, serial: str, reason: str, *, secret: Passphrase | None = None
    ) -> StatusFile | None:
        """Withdraw a certificate for good."""
        why = _reason(reason)
        return self._change(
            serial, "revoked", lambda now, index, day: now.revoke(index, why, day), secret
        )

    def suspend(
        self, serial: str, reason: str, *, secret: Passphrase | None = None
    ) -> StatusFile | None:
        """Suspend a certificate until `reinstate`."""
        why = _reason(reason)
        return self._change(
            serial, "suspended", lambda now, index, day: now.suspend(index, why, day), secret
        )

    def reinstate(self, serial: str, *, secret: Passphrase | None = None) -> StatusFile | None:
        """End a suspension; `UserError` for anything that is final."""
        return self._change(serial, "valid", lambda now, index, _: now.reinstate(index), secret)

    def mark_replaced(
        self, serial: str, reason: str, *, by: str, secret: Passphrase | None = None
    ) -> StatusFile | None:
        """Say that a certificate which was issued already takes the place of another."""
        why = _reason(reason)
        if self._certificates.get(by).serial == serial:
            raise UserError("A certificate can't replace itself. Check the serial numbers.")
        return self._change(
            serial,
            "replaced",
            lambda now, index, day: now.replace(index, why, day, replaced_by=by),
            secret,
        )

    def replace(
        self, serial: str, *, holder_name: str, secret: Passphrase | None = None
    ) -> StoredCertificate:
        """Correct a name: a new certificate takes the place of the old one, which is withdrawn."""
        return self._instead(serial, "name_corrected", holder_name, secret)

    def renew(self, serial: str, *, secret: Passphrase | None = None) -> StoredCertificate:
        """Issue a certificate with today's dates that takes the place of the old one."""
        return self._instead(serial, "renewed", "", secret)

    def complete(self, *, secret: Passphrase | None = None) -> int:
        """Bring to its end what a crash left half done, and return how many changes that took."""
        certificates = self._certificates
        successors = {certificates.facts(one.serial).replaces: one for one in certificates.all()}
        desk = certificates.desk
        desk.unlock(secret)
        done = 0
        for one in certificates.all():
            by = successors.get(one.serial)
            said = desk.listing().standing(one.status_index).value
            if by is None or said == "replaced" or one.issuer != desk.unlock().issuer_id:
                continue
            reason = "renewed" if by.holder == one.holder else "name_corrected"
            done += self.mark_replaced(one.serial, reason, by=by.serial) is not None
        return done

    def _instead(
        self, serial: str, reason: str, holder_name: str, secret: Passphrase | None
    ) -> StoredCertificate:
        self._refuse_foreign(serial, secret)
        made = self._certificates.issue_instead(serial, holder_name=holder_name, secret=secret)
        self.mark_replaced(serial, reason, by=made.serial)
        return made

    def _change(
        self,
        serial: str,
        wanted: str,
        edit: Callable[..., StatusList],
        secret: Passphrase | None,
    ) -> StatusFile | None:
        """Publish a change unless the list says so already; None if nothing had to be published."""
        stored = self._refuse_foreign(serial, secret)
        desk, day = self._certificates.desk, self._certificates.today()
        said = desk.listing().standing(stored.status_index).value
        in_step = stored.state == _STATES.get(wanted, "issued")
        published = None
        if said != wanted or in_step:
            published = desk.publish(lambda now: edit(now, stored.status_index, day))
        self._follow(desk.listing())
        return published

    def _follow(self, listing: StatusList) -> None:
        """Let the register of this issuer's certificates say what the list says."""
        for one in self._certificates.all():
            if one.issuer != listing.issuer_id:
                continue
            state = _STATES.get(listing.standing(one.status_index).value, "issued")
            superseded = one.state == "replaced" and state == "issued"
            if state != one.state and not superseded:
                self._certificates.record_state(one.serial, state)

    def _refuse_foreign(self, serial: str, secret: Passphrase | None) -> StoredCertificate:
        stored = self._certificates.get(serial)
        if stored.issuer != self._certificates.desk.unlock(secret).issuer_id:
            raise UserError(
                f"Certificate {serial} was issued by another issuer than the one set up here, so "
                "its status can't be changed with these keys. Put that issuer back first."
            )
        return stored


def _reason(code: str) -> StatusReason:
    from quizapp.certificates.status import StatusReason

    return StatusReason(code)
