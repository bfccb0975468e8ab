"""Looking after an organisation's keys: declared lost, the root kept elsewhere, a key of one's own.

Every act but moving the root asks for the passphrase anew, whoever has unlocked the issuer before.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.clock import Clock
from quizapp.errors import UserError
from quizapp.services.issuer_desk import IssuerDesk
from quizapp.services.other_doors import refuse_shared_keys

if TYPE_CHECKING:
    from quizapp.certificates.keys import Passphrase

# ruff: noqa: PLC0415 - the certificate libraries cost half a second; none is loaded before it is used


class IssuerKeys:
    """What is done with the keys of this data folder's issuer once in a while."""

    def __init__(self, desk: IssuerDesk, clock: Clock) -> None:
        self._desk = desk
        self._clock = clock

    def root_is_here(self) -> bool:
        """Tell whether the root's keys lie beside the others."""
        from quizapp.certificates import issuer_files

        return (self._desk.folder / issuer_files.ROOT_KEY).exists()

    def today(self) -> date:
        """Return the day by the wall, for the date of a loss."""
        return self._clock.now().astimezone().date()

    def renew(self, passphrase: str, *, root_folder: Path) -> None:
        """Make new signing keys; the old ones stay good for checking."""
        from quizapp.certificates import issuer
        from quizapp.certificates.keys import typed

        secret = typed(passphrase)
        refuse_shared_keys(self._desk.folder.parent, passphrase)
        issuer.rotate(self._desk.folder, secret, now=self._clock.now(), root_folder=root_folder)
        self._taken_up(secret)

    def declare_lost(self, passphrase: str, *, since: date, root_folder: Path) -> None:
        """Declare the keys in use lost since the beginning of a local day and make new ones.

        What was logged as issued before stays good; everything else of these keys turns red.
        """
        from quizapp.certificates import issuer
        from quizapp.certificates.keys import typed

        if since > self.today():
            raise UserError("The keys can't be lost since a day that is still to come.")
        midnight = datetime.combine(since, time.min).astimezone(UTC)
        secret = typed(passphrase)
        issuer.compromise(
            self._desk.folder,
            secret,
            lost_at=midnight,
            now=self._clock.now(),
            root_folder=root_folder,
        )
        self._taken_up(secret)

    def take_certificate(self, passphrase: str, *, file: Path, file_passphrase: str) -> None:
        """Sign from now on with the document-signing certificate in a `.p12` file."""
        from quizapp.certificates import issuer
        from quizapp.certificates.keys import refuse_other, typed
        from quizapp.certificates.verify.handed import MOST_KEY_BYTES, read_handed

        data = read_handed(file, at_most=MOST_KEY_BYTES)
        refuse_other(data, name=file.name)
        secret = typed(passphrase)
        own = typed(file_passphrase) if file_passphrase else None
        issuer.import_p12(
            self._desk.folder, secret, data=data, data_secret=own, now=self._clock.now()
        )
        self._taken_up(secret)

    def move_root(self, target: Path) -> None:
        """Move the root's keys to another folder, such as a stick kept in a safe."""
        from quizapp.certificates import issuer

        if not self.root_is_here():
            raise UserError("The root's keys were moved away before. They are not here.")
        try:
            issuer.move_root(self._desk.folder, target)
        except OSError as error:
            raise UserError(
                f"The root's keys could not be moved to {target} ({error.strerror}). "
                "They are still here; choose another folder."
            ) from error

    def _taken_up(self, secret: Passphrase) -> None:
        """Sign with the new keys from now on."""
        self._desk.lock()
        self._desk.unlock(secret)
