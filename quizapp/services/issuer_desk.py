"""The issuer of this data folder: setting it up, unlocking it, and what is handed to receivers.

Until an organisation sets up its issuer, a learner has one of their own for practice, which needs
no passphrase. A passphrase is passed on and never kept, written or logged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.clock import Clock
from quizapp.domain.certificate import IssuerKind
from quizapp.domain.passphrase import refuse_different
from quizapp.errors import UserError
from quizapp.services.other_doors import ISSUER, refuse_for_keys

if TYPE_CHECKING:
    from quizapp.certificates.issuance_log import LogEntry
    from quizapp.certificates.issue import OpenIssuer
    from quizapp.certificates.keys import Passphrase
    from quizapp.certificates.status import StatusFile, StatusList

# ruff: noqa: PLC0415 - the certificate libraries cost half a second; none is loaded before it is used

LOCAL_NAME = "quizapp on this computer"
ISSUER_FILE = "issuer.json"
RENEWAL = timedelta(days=30)
"""So long before the end of their year the keys ask to be renewed."""


class IssuerLockedError(UserError):
    """The organisation's issuer is locked; type its passphrase and do the same again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerState:
    """What the settings page shows. `sign_until` is when the keys in use stop signing."""

    name: str
    kind: IssuerKind
    fingerprint: str
    sign_until: datetime | None
    renewal_due: bool
    locked: bool


class IssuerDesk:
    """Holds the issuer's keys for as long as they are used, and no longer.

    `desk_only` raises `UserError` where an organisation has a people desk and it is not open: then
    nobody sets up an issuer, and no issuer of a learner's own signs.
    """

    def __init__(
        self, folder: Path, clock: Clock, *, desk_only: Callable[[str], None] | None = None
    ) -> None:
        self.folder = folder / ISSUER
        self._desk_only = desk_only
        self._clock = clock
        self._issuer: OpenIssuer | None = None
        self._unlocked_at = 0.0
        self._used_at = 0.0

    # Looking

    def exists(self) -> bool:
        """Tell whether there is an issuer, a learner's own or an organisation's."""
        return (self.folder / ISSUER_FILE).exists()

    def state(self) -> IssuerState | None:
        """Return what is known without a passphrase; None before the first certificate."""
        if not self.exists():
            return None
        from quizapp.certificates import issuer_files, trust

        public = issuer_files.read(self.folder)
        number = public.current
        until = public.keys[number - 1].sign_until if number else None
        return IssuerState(
            name=public.name,
            kind=public.kind,
            fingerprint=trust.load(self.folder / issuer_files.BUNDLE).fingerprint,
            sign_until=until,
            renewal_due=until is None or until - self._clock.now() < RENEWAL,
            locked=self.needs_passphrase(),
        )

    def needs_passphrase(self) -> bool:
        """Tell whether the next signature needs a passphrase."""
        self.lock_if_idle()
        return self._issuer is None and self._of_organisation()

    def _of_organisation(self) -> bool:
        if not self.exists():
            return False
        from quizapp.certificates import issuer_files

        return issuer_files.read(self.folder).kind is IssuerKind.ORGANISATION

    # Keys

    def unlock(self, secret: Passphrase | None = None) -> OpenIssuer:
        """Open the issuer; on first use a local one for practice is made.

        `IssuerLockedError` if it is an organisation's and there is no passphrase.
        """
        from quizapp.certificates import issuer

        self.lock_if_idle()
        if self._issuer is None:
            now = self._clock.now()
            if self._desk_only is not None and not self._of_organisation():
                self._desk_only("Issuing certificates")
            if not self.exists():
                issuer.create_local(self.folder, LOCAL_NAME, now=now)
            if secret is None and self.needs_passphrase():
                raise IssuerLockedError("The issuer is locked. Type its passphrase to go on.")
            self._issuer = issuer.open_issuer(self.folder, secret, now=now)
            self._unlocked_at = self._clock.monotonic()
        self._used_at = self._clock.monotonic()
        return self._issuer

    def unlock_with(self, passphrase: str) -> OpenIssuer:
        """Open the issuer with a passphrase as it was typed."""
        from quizapp.certificates.keys import typed

        return self.unlock(typed(passphrase))

    def prove(self, passphrase: str) -> None:
        """Raise `UserError` unless this passphrase opens an organisation's keys; keep none.

        Keys past their year still show who knows their passphrase.
        """
        from quizapp.certificates import issuer_files, keys

        state = self.state()
        if state is None or state.kind is not IssuerKind.ORGANISATION:
            raise UserError(
                "There is no organisation's issuer here whose passphrase could be asked."
            )
        number = issuer_files.read(self.folder).current
        keys.load(self.folder / issuer_files.credential_key(number), keys.typed(passphrase))

    def lock(self) -> None:
        """Forget the keys."""
        if self._issuer is not None:
            self._issuer.forget()
        self._issuer = None

    def lock_if_idle(self) -> None:
        """Forget the keys if nothing was signed for a quarter of an hour."""
        if self._issuer is None:
            return
        from quizapp.certificates.issue import IDLE_SECONDS

        idle = self._clock.monotonic() - self._used_at
        if self._issuer.locked or idle > IDLE_SECONDS:
            self.lock()

    def since_unlocked(self) -> float:
        """Return the seconds since unlocking, by which idle keys are forgotten."""
        return self._clock.monotonic() - self._unlocked_at

    # Setting up and looking after

    def set_up(self, name: str, passphrase: str, again: str) -> None:
        """Create an organisation's issuer and unlock it; the practice issuer is put aside."""
        from quizapp.certificates import issuer, keys

        if self._desk_only is not None:
            self._desk_only("Setting up an issuer")
        state = self.state()
        if state is not None and state.kind is IssuerKind.ORGANISATION:
            raise UserError(f"“{state.name}” is set up already. It was not changed.")
        if not name.strip():
            raise UserError("The issuer needs a name, as it will stand on certificates.")
        secret = keys.passphrase(passphrase)
        refuse_different(passphrase, again)
        refuse_for_keys(self.folder.parent, passphrase)
        now = self._clock.now()
        self.lock()
        issuer.set_local_aside(self.folder, now=now)
        issuer.create_organisation(self.folder, name, secret, now=now)
        self.unlock(secret)

    def export_trust(self, target: Path) -> str:
        """Write what receivers need to trust this issuer and return its fingerprint."""
        from quizapp.certificates import issuer

        self._refuse_missing()
        with _told(target):
            return issuer.export_trust(self.folder, target).fingerprint

    def export_status(self, target: Path) -> StatusFile:
        """Publish the status list anew, good for its next 90 days, and write it for receivers."""
        from quizapp.certificates import status_desk

        published = self.publish(lambda listing: listing)
        with _told(target):
            target.write_bytes((self.folder / status_desk.FILE).read_bytes())
        return published

    def backup(self, target: Path) -> tuple[str, ...]:
        """Write all of the issuer to one ZIP file; its keys stay encrypted inside."""
        from quizapp.certificates import issuer

        self._refuse_missing()
        part = target.with_name(target.name + ".part")
        with _told(target):
            part.unlink(missing_ok=True)
            names = issuer.backup(self.folder, part)
            part.replace(target)
        return names

    def _refuse_missing(self) -> None:
        if not self.exists():
            raise UserError("There is no issuer yet. Set one up, or issue a first certificate.")

    # What is published

    def listing(self) -> StatusList:
        """Return the status list as last published."""
        from quizapp.certificates import issuer_files, status_desk, trust

        return status_desk.current(self.folder, trust.load(self.folder / issuer_files.BUNDLE))

    def publish(self, edit: Callable[[StatusList], StatusList]) -> StatusFile:
        """Change the status list and sign it under the next number; the issuer must be open."""
        from quizapp.certificates import status_desk

        return status_desk.change(
            self.folder,
            self.unlock(),
            edit,
            now=self._clock.now(),
            monotonic=self.since_unlocked(),
        )

    def log(self, entries: Sequence[LogEntry]) -> None:
        """Append what was issued to the issuance log; what is there already is not added again."""
        from quizapp.certificates import log_desk

        known = {entry.serial for entry in log_desk.entries(self.folder)}
        if all(entry.serial in known for entry in entries):
            return
        log_desk.append(
            self.folder,
            self.unlock(),
            entries,
            now=self._clock.now(),
            monotonic=self.since_unlocked(),
        )


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """Turn a place that can't be written into a sentence."""
    try:
        yield
    except OSError as error:
        raise UserError(
            f"{target} could not be written ({error.strerror}). Choose another place."
        ) from error
