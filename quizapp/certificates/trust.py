"""Whom a verifier trusts: signed trust bundles, and the rules for taking a newer one.

A bundle is one JSON file made by an issuer's root: its name, its root certificate, and every key it
ever used with its state. It is signed with the root's own JSON key, whose `did:key` is the issuer's
lasting id. A verifier adds it once and compares the short fingerprint by phone or on paper.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding

from quizapp.certificates import multibase, proofs, strict_json, x509_profile
from quizapp.certificates.credential import moment_from
from quizapp.certificates.issuance_log import IssuanceLog
from quizapp.domain.certificate import IssuerKind
from quizapp.errors import UserError

_CONTEXT: Final = "https://www.w3.org/ns/credentials/v2"
_TYPE: Final = "QuizappTrustBundle"
_VERSION: Final = 1
_MAX_BYTES: Final = 1024 * 1024


class KeyState(StrEnum):
    """What a verifier may still believe of a key."""

    CURRENT = "current"
    VERIFY_ONLY = "verify_only"
    COMPROMISED = "compromised"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerKey:
    """One generation: the chain behind PDF signatures and the `did:key` behind credentials.

    `chain` is DER, leaf first. Signing happens from `not_before` to `sign_until`; readers accept
    the leaf until `not_after`. `compromised_at` is set when the state says so.
    """

    chain: tuple[bytes, ...]
    did: str
    not_before: datetime
    sign_until: datetime
    not_after: datetime
    state: KeyState
    compromised_at: datetime | None = None

    @property
    def leaf_sha256(self) -> str:
        """Fingerprint of the signing certificate."""
        return hashlib.sha256(self.chain[0]).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustBundle:
    """What an issuer says of itself, its signature already checked; `raw` is the file."""

    issuer_id: str
    name: str
    kind: IssuerKind
    serial: int
    created: datetime
    keys: tuple[IssuerKey, ...]
    raw: bytes = field(repr=False)

    @property
    def fingerprint(self) -> str:
        """Short fingerprint for the phone: 8 groups of 4 letters and figures (160 bits)."""
        digest = hashlib.sha256(self.issuer_id.encode()).digest()[:20]
        text = base64.b32encode(digest).decode()
        return " ".join(text[i : i + 4] for i in range(0, len(text), 4))

    def key_of_leaf(self, leaf: bytes) -> IssuerKey | None:
        """Find the generation with exactly this signing certificate."""
        return next((key for key in self.keys if key.chain[0] == leaf), None)

    def key_of_did(self, did: str) -> IssuerKey | None:
        """Find the generation with this credential key."""
        return next((key for key in self.keys if key.did == did), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustStore:
    """Everything a verifier holds: bundles, and issuance logs by issuer id."""

    bundles: tuple[TrustBundle, ...] = ()
    logs: tuple[IssuanceLog, ...] = ()

    def bundle(self, issuer_id: str) -> TrustBundle | None:
        """Find an issuer by its lasting id."""
        return next((b for b in self.bundles if b.issuer_id == issuer_id), None)

    def bundle_of_leaf(self, leaf: bytes) -> TrustBundle | None:
        """Find the issuer that owns a signing certificate."""
        return next((b for b in self.bundles if b.key_of_leaf(leaf)), None)

    def bundle_of_did(self, did: str) -> TrustBundle | None:
        """Find the issuer that owns a credential key."""
        return next((b for b in self.bundles if b.key_of_did(did)), None)

    def log(self, issuer_id: str) -> IssuanceLog | None:
        """Find the log of an issuer, if it is signed by a key that may still speak for it."""
        bundle = self.bundle(issuer_id)
        for log in self.logs:
            key = bundle.key_of_did(log.signer_did) if bundle else None
            if log.issuer_id == issuer_id and key and key.state is not KeyState.COMPROMISED:
                return log
        return None

    def owner_of_name(self, name: str) -> TrustBundle | None:
        """Find a trusted issuer whose name looks like `name`, however it is spelt."""
        wanted = skeleton(name)
        return next((b for b in self.bundles if wanted and skeleton(b.name) == wanted), None)

    def with_bundle(self, new: TrustBundle) -> TrustStore:
        """Add a bundle or take a newer one; UserError for an older or a forked one."""
        old = self.bundle(new.issuer_id)
        if old is not None:
            refuse_rollback(old, new)
        others = tuple(b for b in self.bundles if b.issuer_id != new.issuer_id)
        return TrustStore(bundles=(*others, new), logs=self.logs)

    def with_log(self, new: IssuanceLog) -> TrustStore:
        """Add an issuance log or take a longer one that continues the one held."""
        old = next((log for log in self.logs if log.issuer_id == new.issuer_id), None)
        if old is not None and not new.continues(old):
            raise UserError(
                "This issuance log does not continue the one held here, so it was not taken. "
                "Ask the issuer about it."
            )
        others = tuple(log for log in self.logs if log.issuer_id != new.issuer_id)
        return TrustStore(bundles=self.bundles, logs=(*others, new))


def refuse_rollback(old: TrustBundle, new: TrustBundle) -> None:
    """Refuse a bundle that is older than the one held, or another one with the same number."""
    if new.serial < old.serial:
        raise UserError(
            f"This trust bundle (number {new.serial}) is older than the one held "
            f"(number {old.serial}), so it was not taken. Ask the issuer for the current one."
        )
    if new.serial == old.serial and new.raw != old.raw:
        raise UserError(
            f"There are two different trust bundles with the number {new.serial}, so this one was "
            "not taken. Ask the issuer about it before you rely on either."
        )


def write(
    *,
    root: Ed25519PrivateKey,
    name: str,
    kind: IssuerKind,
    serial: int,
    created: datetime,
    keys: Sequence[IssuerKey],
) -> bytes:
    """Write and sign a bundle."""
    document = {
        "@context": [_CONTEXT],
        "type": _TYPE,
        "version": _VERSION,
        "serial": serial,
        "created": _text(created),
        "issuer": {"id": multibase.did_of(root), "name": name, "kind": kind.value},
        "keys": [key_json(key) for key in keys],
    }
    return strict_json.dump(
        proofs.add(document, root, created=_text(created), suites=(proofs.Suite.JCS,))
    )


def read(data: bytes) -> TrustBundle:
    """Read a bundle and check that it is whole: shape, signature, certificates."""
    try:
        document = strict_json.parse(data, max_bytes=_MAX_BYTES)
        bundle = _bundle(document, data)
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(
            "This is not a trust bundle, or it was changed. Ask the issuer for it again."
        ) from error
    return bundle


def load(path: Path) -> TrustBundle:
    """Read a bundle from a file."""
    try:
        return read(path.read_bytes())
    except OSError as error:
        raise UserError(
            f"The trust bundle {path.name} can't be opened. Check its name and place."
        ) from error


def skeleton(name: str) -> str:
    """Reduce a name to what the eye sees: no case, accents, spaces or look-alike letters."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    seen = (_LOOKALIKES.get(c, c) for c in plain)
    return "".join(c for c in seen if c.isalnum())


_LOOKALIKES: Final = dict(
    zip(
        "абвгдеёзикмнорстухіјѕһԁԛԝαβεικνορτυχωμη01ıł",
        "a6brдee3икmhopctyxijshdqwaBeikvoptuxwunoiil",
        strict=True,
    )
)


def _bundle(document: dict[str, Any], data: bytes) -> TrustBundle:
    said = document["issuer"]
    created = document["created"]
    keys = tuple(key_from(item) for item in document["keys"])
    again = {
        "@context": [_CONTEXT],
        "type": _TYPE,
        "version": _VERSION,
        "serial": document["serial"],
        "created": created,
        "issuer": {"id": said["id"], "name": said["name"], "kind": said["kind"]},
        "keys": [key_json(key) for key in keys],
        "proof": document["proof"],
    }
    if not keys or type(document["serial"]) is not int or strict_json.dump(again) != data:
        raise ValueError("not exactly a bundle")
    if not proofs.holds(document, did=said["id"], created=created, suites=(proofs.Suite.JCS,)):
        raise ValueError("the signature is wrong")
    for key in keys:
        wrong = x509_profile.fault([x509_profile.load(der) for der in key.chain])
        if wrong:
            raise ValueError(wrong)
    return TrustBundle(
        issuer_id=said["id"],
        name=said["name"],
        kind=IssuerKind(said["kind"]),
        serial=document["serial"],
        created=moment_from(created),
        keys=keys,
        raw=data,
    )


def key_json(key: IssuerKey) -> dict[str, Any]:
    """Write a key as it stands in a bundle; also used in the issuer's own list."""
    return {
        "did": key.did,
        "leafSha256": key.leaf_sha256,
        "chain": [base64.b64encode(der).decode() for der in key.chain],
        "notBefore": _text(key.not_before),
        "signUntil": _text(key.sign_until),
        "notAfter": _text(key.not_after),
        "state": key.state.value,
        "compromisedAt": _text(key.compromised_at) if key.compromised_at else None,
    }


def key_from(item: dict[str, Any]) -> IssuerKey:
    """Read what `key_json` wrote; a look-up error or ValueError if it is anything else."""
    lost = item["compromisedAt"]
    multibase.from_did(item["did"])
    return IssuerKey(
        chain=tuple(base64.b64decode(text, validate=True) for text in item["chain"]),
        did=item["did"],
        not_before=moment_from(item["notBefore"]),
        sign_until=moment_from(item["signUntil"]),
        not_after=moment_from(item["notAfter"]),
        state=KeyState(item["state"]),
        compromised_at=moment_from(lost) if lost is not None else None,
    )


def chain_der(chain: Sequence[x509.Certificate]) -> tuple[bytes, ...]:
    """Give certificates as bytes."""
    return tuple(c.public_bytes(Encoding.DER) for c in chain)


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
