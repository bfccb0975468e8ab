"""Checking certificates, one's own and anybody's, and whom this computer trusts.

Files are sorted first: certificates to check, and what an issuer hands out (trust bundles, status
lists, logs). Nobody is trusted before a person has compared the fingerprint. The reading of files
and the checking itself use no database, so that a window can run them in the background.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.clock import Clock
from quizapp.domain.certificate import IssuerKind
from quizapp.domain.verdict import Verdict, worst_first
from quizapp.errors import UserError
from quizapp.storage.held import HeldFile, HeldKind, HeldStore

if TYPE_CHECKING:
    from quizapp.certificates.trust import TrustBundle, TrustStore
    from quizapp.certificates.verify.held import Held
    from quizapp.certificates.verify.pool import VerifierPool

# ruff: noqa: PLC0415 - the certificate libraries are loaded when a file is looked at

_MARKS = (
    (b'"QuizappTrustBundle"', HeldKind.BUNDLE),
    (b'"BitstringStatusListCredential"', HeldKind.STATUS),
    (b'"QuizappIssuanceLog"', HeldKind.LOG),
)
_MOST_BYTES = 64 * 1024 * 1024
_OWN = {
    HeldKind.BUNDLE: "trust-bundle.json",
    HeldKind.STATUS: "status-list.vc.json",
    HeldKind.LOG: "issuance-log.json",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What was dropped: certificates to check, and an issuer's files with the names they had."""

    certificates: tuple[Path, ...]
    issuer_files: tuple[tuple[str, HeldKind, bytes], ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A trust bundle that asks to be trusted; its fingerprint is to be compared first."""

    issuer: str
    name: str
    fingerprint: str
    practice: bool
    known: bool
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trusted:
    """An issuer that is trusted here, and how current its status list is."""

    issuer: str
    name: str
    fingerprint: str
    since: datetime
    status_number: int | None
    status_until: datetime | None


def sort_out(paths: Iterable[Path]) -> Handed:
    """Tell certificates from what an issuer hands out; folders are looked through."""
    from quizapp.certificates.verify.pool import files_in

    named = [Path(path) for path in paths]
    beside = [
        inside
        for path in named
        if path.is_dir()
        for inside in sorted(path.rglob("*.json"))
        if inside.is_file() and not inside.name.startswith(".")
    ]
    meant = dict.fromkeys(files_in(named))
    handed: list[tuple[str, HeldKind, bytes]] = []
    for path in dict.fromkeys([*meant, *beside]):
        found = _issuer_file(path)
        if found is not None:
            handed.append((path.name, *found))
            meant.pop(path, None)
    order = list(HeldKind)
    handed.sort(key=lambda one: order.index(one[1]))
    return Handed(certificates=tuple(meant), issuer_files=tuple(handed))


def _issuer_file(path: Path) -> tuple[HeldKind, bytes] | None:
    if path.suffix.lower() != ".json":
        return None
    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return None
        data = path.read_bytes()
    except OSError:
        return None
    return next(((kind, data) for mark, kind in _MARKS if mark in data), None)


class Checking:
    """Holds what is trusted, and keeps a checking process warm once one was needed."""

    def __init__(self, store: HeldStore, *, own_folder: Path, clock: Clock) -> None:
        self._store = store
        self._own = own_folder
        self._clock = clock
        self._pool: VerifierPool | None = None
        self._pool_holds: Held | None = None
        self._one_check = threading.Lock()
        self._closed = False

    # Whom to trust

    def offer(self, raw: bytes) -> Offer:
        """Read a trust bundle; `UserError` if it is none or older than the one held."""
        from quizapp.certificates import trust

        bundle = trust.read(raw)
        held = self._store.get(HeldKind.BUNDLE, bundle.issuer_id)
        if held is not None:
            trust.refuse_rollback(trust.read(held.raw), bundle)
        return Offer(
            issuer=bundle.issuer_id,
            name=bundle.name,
            fingerprint=bundle.fingerprint,
            practice=bundle.kind is IssuerKind.LOCAL,
            known=held is not None,
            raw=raw,
        )

    def trust(self, offer: Offer) -> None:
        """Trust an issuer from now on; only after a person has compared the fingerprint."""
        from quizapp.certificates import trust

        bundle = trust.read(offer.raw)
        self._store_of_bundles().with_bundle(bundle)
        self._keep(HeldKind.BUNDLE, bundle.issuer_id, bundle.serial, offer.raw)

    def forget(self, issuer: str) -> None:
        """Trust an issuer no longer, and drop its lists."""
        self._store.forget(issuer)

    def take_status(self, raw: bytes) -> int:
        """Keep a status list and return its number; an older or a second one is refused."""
        from quizapp.certificates import status

        file = status.read(raw, self._store_of_bundles())
        held = self._store.get(HeldKind.STATUS, file.issuer_id)
        status.refuse_rollback((held.number, held.sha256) if held else None, file)
        self._keep(HeldKind.STATUS, file.issuer_id, file.sequence, raw)
        return file.sequence

    def take_log(self, raw: bytes) -> int:
        """Keep an issuance log and return how many entries it has; it must continue the old one."""
        from quizapp.certificates import issuance_log, trust

        log = issuance_log.read(raw)
        store = self._store_of_bundles()
        bundle = store.bundle(log.issuer_id)
        if bundle is None or bundle.key_of_did(log.signer_did) is None:
            raise UserError(
                "This issuance log comes from an issuer that is not trusted here. "
                "Load the issuer's trust bundle first."
            )
        held = self._store.get(HeldKind.LOG, log.issuer_id)
        if held is not None:
            trust.TrustStore(logs=(issuance_log.read(held.raw),)).with_log(log)
        self._keep(HeldKind.LOG, log.issuer_id, len(log.entries), raw)
        return len(log.entries)

    def trusted(self) -> tuple[Trusted, ...]:
        """Return whom a person has chosen to trust here, the first one first."""
        bundles = self._store.all(HeldKind.BUNDLE)
        if not bundles:
            return ()
        from quizapp.certificates import status, trust

        found = []
        for held in bundles:
            bundle = trust.read(held.raw)
            listed = self._store.get(HeldKind.STATUS, bundle.issuer_id)
            until = None
            if listed is not None:
                own = trust.TrustStore(bundles=(bundle,))
                until = status.read(listed.raw, own, lost_keys_too=True).valid_until
            found.append(
                Trusted(
                    issuer=bundle.issuer_id,
                    name=bundle.name,
                    fingerprint=bundle.fingerprint,
                    since=held.taken_at,
                    status_number=listed.number if listed else None,
                    status_until=until,
                )
            )
        return tuple(found)

    def _store_of_bundles(self) -> TrustStore:
        from quizapp.certificates import trust

        bundles = tuple(trust.read(held.raw) for held in self._store.all(HeldKind.BUNDLE))
        return trust.TrustStore(bundles=bundles)

    def _keep(self, kind: HeldKind, issuer: str, number: int, raw: bytes) -> None:
        self._store.put(
            HeldFile(
                kind=kind,
                issuer=issuer,
                number=number,
                sha256=hashlib.sha256(raw).hexdigest(),
                raw=raw,
                taken_at=self._clock.now(),
            )
        )

    # Checking

    def prepare(self) -> Callable[..., tuple[Verdict, ...]]:
        """Return a function that checks paths; it uses no database and may run in the background.

        It takes paths, by `done` a function that gets each verdict as it comes, and by `stop` one
        that ends the run after the file being checked.
        """
        raws = {kind: [held.raw for held in self._store.all(kind)] for kind in HeldKind}
        for kind, name in _OWN.items():
            if (self._own / name).is_file():
                raws[kind].append((self._own / name).read_bytes())
        now = self._clock.now()

        def check(
            paths: Sequence[Path],
            done: Callable[[Verdict], None] | None = None,
            stop: Callable[[], bool] | None = None,
        ) -> tuple[Verdict, ...]:
            held = _sound(raws)
            with self._one_check:
                pool = self._warm(held)
                verdicts = []
                try:
                    for verdict in pool.each(paths, now=now):
                        verdicts.append(verdict)
                        if done is not None:
                            done(verdict)
                        if self._closed or (stop is not None and stop()):
                            break
                except (RuntimeError, CancelledError):
                    if not self._closed:  # else the pool was shut down under way
                        raise
            return worst_first(verdicts)

        return check

    def check(self, paths: Sequence[Path]) -> tuple[Verdict, ...]:
        """Check files now and return the verdicts, worst first."""
        return self.prepare()(paths)

    def _warm(self, held: Held) -> VerifierPool:
        from quizapp.certificates.verify.pool import VerifierPool

        if self._closed:
            raise UserError("The app is closing, so nothing was checked.")
        if self._pool is None:
            self._pool = VerifierPool(held)
        elif held != self._pool_holds:
            self._pool.hold(held)
        self._pool_holds = held
        return self._pool

    def close(self) -> None:
        """End the checking process; a check under way ends with what it has."""
        self._closed = True
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()


def _sound(raws: dict[HeldKind, list[bytes]]) -> Held:
    """Return what can be used: the newest bundle of each issuer, and lists its keys still sign.

    A list signed with a key that was declared lost since is left out, as if there were none.
    """
    from quizapp.certificates import issuance_log, status, trust
    from quizapp.certificates.verify.held import Held

    newest: dict[str, TrustBundle] = {}
    for raw in raws[HeldKind.BUNDLE]:
        bundle = trust.read(raw)
        old = newest.get(bundle.issuer_id)
        if old is None or bundle.serial > old.serial:
            newest[bundle.issuer_id] = bundle
    store = trust.TrustStore(bundles=tuple(newest.values()))
    statuses, seen = [], [bundle.created for bundle in newest.values()]
    for raw in raws[HeldKind.STATUS]:
        try:
            seen.append(status.read(raw, store).valid_from)
            statuses.append(raw)
        except UserError:
            continue
    logs: dict[str, tuple[issuance_log.IssuanceLog, bytes]] = {}
    for raw in raws[HeldKind.LOG]:
        log = issuance_log.read(raw)
        held = logs.get(log.issuer_id)
        if held is None or len(log.entries) > len(held[0].entries):
            logs[log.issuer_id] = (log, raw)
    return Held(
        bundles=tuple(bundle.raw for bundle in newest.values()),
        statuses=tuple(statuses),
        logs=tuple(raw for _, raw in logs.values()),
        newest_seen=max(seen, default=None),
    )
