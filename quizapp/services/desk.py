"""The HR desk: setting it up, opening it with its passphrase, and closing it again.

What only the desk or a reader may do asks for an open door as its first argument, and nothing but
`Desk` opens one. A door closes after a quarter of an hour without use.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable

from quizapp.clock import Clock
from quizapp.domain.reading import same_name
from quizapp.domain.record import SignedHead, digest_of, head_bytes
from quizapp.errors import UserError
from quizapp.services import desk_secrets
from quizapp.services.desk_secrets import Cost
from quizapp.services.other_doors import ISSUER, opens_keys
from quizapp.services.people import checked_name
from quizapp.storage.audit import AuditStore
from quizapp.storage.chain import ChainStore
from quizapp.storage.database import Database
from quizapp.storage.desk_secrets import Reader, SecretStore

DESK = "desk"
READER = "reader"
IDLE_SECONDS = 15 * 60.0
UNSET = "No people desk has been set up here yet. “quizapp desk init” does it, or the settings."


class DeskLockedError(UserError):
    """The desk is locked; type its passphrase and do the same again."""


class OpenDoor:
    """Proof that a passphrase was typed. `use` before each action; it says so once it is closed."""

    def __init__(self, actor: str, clock: Clock) -> None:
        self.actor = actor
        self._clock = clock
        self._used_at: float | None = clock.monotonic()

    @property
    def is_open(self) -> bool:
        """Tell whether the door is still open; an idle one closes itself."""
        if self._used_at is None:
            return False
        if self._clock.monotonic() - self._used_at > IDLE_SECONDS:
            self._used_at = None
        return self._used_at is not None

    def use(self) -> None:
        """Note that the door is in use; `DeskLockedError` if it has closed."""
        if not self.is_open:
            raise DeskLockedError(self.closed_words)
        self._used_at = self._clock.monotonic()

    def close(self) -> None:
        """Close the door for good."""
        self._used_at = None

    closed_words = "The desk is locked. Type its passphrase to go on."


class OpenDesk(OpenDoor):
    """The desk, open."""


class OpenReading(OpenDoor):
    """The queue of replies, open for one reader by name."""

    closed_words = "The reading is locked. Type the readers' passphrase to go on."

    def __init__(self, reader: Reader, clock: Clock) -> None:
        super().__init__(reader.id, clock)
        self.reader = reader.id
        self.name = reader.name


class Desk:
    """Holds who has opened what in this program, and no passphrase."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        key_opens: Callable[[str], None] | None = None,
        on_lock: Callable[[], None] = lambda: None,
        cost: Cost | None = None,
    ) -> None:
        self._database = database
        self._secrets = SecretStore(database)
        self._audit = AuditStore(database)
        self._chain = ChainStore(database)
        self._clock = clock
        self._key_opens = key_opens
        self._on_lock = on_lock
        self._cost = cost or Cost()
        self._opened: OpenDesk | None = None
        self._reading: OpenReading | None = None

    # What is open

    def is_set_up(self) -> bool:
        """Tell whether an organisation has set up its desk here."""
        return self._secrets.has(DESK)

    def has_reader_passphrase(self) -> bool:
        """Tell whether readers have a passphrase of their own."""
        return self._secrets.has(READER)

    @property
    def opened(self) -> OpenDesk | None:
        """Return the desk if it is open now, for showing what may be shown."""
        return self._opened if self._opened is not None and self._opened.is_open else None

    @property
    def reading(self) -> OpenReading | None:
        """Return the reading if it is open now."""
        return self._reading if self._reading is not None and self._reading.is_open else None

    # Setting up

    def set_up(self, passphrase: str, again: str) -> OpenDesk:
        """Set the desk's passphrase for the first time and open it.

        Attempts finished before are taken into the chain as they stand.
        """
        if self.is_set_up():
            raise UserError("The desk is set up already. It was not changed.")
        desk_secrets.refuse_weak(passphrase, again)
        self._refuse_shared(passphrase)
        now = self._clock.now()
        made = desk_secrets.make_with_key(DESK, passphrase, at=now, cost=self._cost)
        with self._database.transaction():
            self._secrets.put(made)
            self._audit.append("desk.set_up", (), actor=DESK, at=now)
            for attempt in self._chain.unlinked():
                self._chain.add_link(attempt, now)
        return self.unlock(passphrase)

    def change(self, passphrase: str, new: str, again: str) -> OpenDesk:
        """Change the desk's passphrase; the signing key stays."""
        key = self._key(passphrase)
        desk_secrets.refuse_weak(new, again)
        self._refuse_shared(new, READER)
        now = self._clock.now()
        made = desk_secrets.make_with_key(DESK, new, at=now, cost=self._cost, key=key)
        with self._database.transaction():
            self._secrets.put(made)
            self._audit.append("desk.passphrase_changed", (), actor=DESK, at=now)
        self.lock()
        return self.unlock(new)

    def recover(self, key_passphrase: str, new: str, again: str) -> OpenDesk:
        """Set a new passphrase where the old one is lost; needs the organisation's key passphrase.

        The desk gets a new signing key. The audit log names the old one, whose heads stay good.
        """
        stored = self._secrets.get(DESK)
        if stored is None:
            raise UserError(UNSET)
        if self._key_opens is None:
            raise UserError("The desk can't be recovered here. Use “quizapp desk recover”.")
        desk_secrets.refuse_weak(new, again)
        self._key_opens(key_passphrase)
        self._refuse_shared(new, READER)
        now = self._clock.now()
        made = desk_secrets.make_with_key(DESK, new, at=now, cost=self._cost)
        with self._database.transaction():
            self._secrets.put(made)
            self._audit.append(
                "desk.recovered", (key_name(stored.public_key or b""),), actor="key", at=now
            )
        self.lock()
        return self.unlock(new)

    def set_reader_passphrase(self, opened: OpenDesk, passphrase: str, again: str) -> None:
        """Set the passphrase that opens nothing but the queue of replies."""
        opened.use()
        desk_secrets.refuse_weak(passphrase, again)
        self._refuse_shared(passphrase, DESK)
        now = self._clock.now()
        made = desk_secrets.make(READER, passphrase, at=now, cost=self._cost)
        with self._database.transaction():
            self._secrets.put(made)
            self._audit.append("reader.passphrase_set", (), actor=opened.actor, at=now)

    def _refuse_shared(self, passphrase: str, *others: str) -> None:
        """Raise `UserError` for a passphrase that opens the keys, or another secret by its name."""
        stored = [secret for name in others if (secret := self._secrets.get(name))]
        if any(desk_secrets.matches(secret, passphrase) for secret in stored):
            raise UserError("The desk and the readers need different passphrases. Take a new one.")
        if opens_keys(self._database.path.parent / ISSUER, passphrase):
            raise UserError("This passphrase opens the issuer’s keys. Take another one here.")

    def readers(self, opened: OpenDesk) -> tuple[Reader, ...]:
        """Return who has ever opened the reading."""
        opened.use()
        return self._secrets.readers()

    # Opening and closing

    def unlock(self, passphrase: str) -> OpenDesk:
        """Open the desk and sign the ends of both chains; `UserError` for a wrong passphrase."""
        key = self._key(passphrase)
        now = self._clock.now()
        with self._database.transaction():
            self._audit.append("desk.unlocked", (), actor=DESK, at=now)
            self._sign(key)
        self._opened = OpenDesk(DESK, self._clock)
        return self._opened

    def unlock_reader(self, name: str, passphrase: str) -> OpenReading:
        """Open the queue of replies for one reader.

        Another spelling of a name that has read before is the same reader, under the first one.
        """
        stored = self._secrets.get(READER)
        if stored is None:
            raise UserError("Readers have no passphrase yet. The people desk sets it.")
        known = checked_name(name)
        if not desk_secrets.matches(stored, passphrase):
            self._refused(READER)
        now = self._clock.now()
        reader = self._reader_like(known)
        with self._database.transaction():
            if reader is None:
                reader = Reader(id=f"r-{uuid.uuid4().hex[:12]}", name=known)
                self._secrets.add_reader(reader, now)
            self._audit.append("reading.unlocked", (), actor=reader.id, at=now)
        self._reading = OpenReading(reader, self._clock)
        return self._reading

    def _reader_like(self, name: str) -> Reader | None:
        """Return who has read before under a name that counts as this one."""
        wanted = same_name(name)
        return next((one for one in self._secrets.readers() if same_name(one.name) == wanted), None)

    def lock(self) -> None:
        """Close the desk and the reading, and let go of what was unlocked with them."""
        self._on_lock()
        for door in (self._opened, self._reading):
            if door is not None:
                door.close()
        self._opened = self._reading = None

    def _key(self, passphrase: str) -> bytes:
        stored = self._secrets.get(DESK)
        if stored is None:
            raise UserError(UNSET)
        return desk_secrets.open_key(stored, passphrase) or self._refused(DESK)

    def _refused(self, what: str) -> bytes:
        self._audit.append(f"{what}.refused", (), actor="unknown", at=self._clock.now())
        raise DeskLockedError(
            "That is not the passphrase. Check the keyboard and try again; if it is lost, the HR "
            "guide says what to do."
        )

    def _sign(self, key: bytes) -> None:
        stored = self._secrets.get(DESK)
        if stored is None or stored.public_key is None:
            return
        now = self._clock.now()
        (seq, chain_hash), (audit_seq, audit_hash) = self._chain.end(), self._audit.end()
        data = head_bytes(
            at=now, seq=seq, chain_hash=chain_hash, audit_seq=audit_seq, audit_hash=audit_hash
        )
        self._chain.add_head(
            SignedHead(
                at=now,
                seq=seq,
                hash=chain_hash,
                audit_seq=audit_seq,
                audit_hash=audit_hash,
                public_key=stored.public_key,
                signature=desk_secrets.sign(key, data),
            )
        )


def key_name(public_key: bytes) -> str:
    """Return the name by which the audit log speaks of a signing key."""
    return f"k-{digest_of(public_key.hex())[:16]}"
