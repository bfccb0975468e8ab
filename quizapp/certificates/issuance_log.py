"""The issuer's log of what it issued: serial, digest of the file and time, each entry chained.

No names are in it. A verifier uses it when a signing key has expired or was lost: a file that the
log lists before that moment is still believed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from quizapp.certificates import proofs, strict_json
from quizapp.certificates.credential import moment_from
from quizapp.errors import UserError

_CONTEXT: Final = "https://www.w3.org/ns/credentials/v2"
_TYPE: Final = "QuizappIssuanceLog"
_MAX_BYTES: Final = 64 * 1024 * 1024
_START: Final = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One issued file."""

    serial: str
    sha256: str
    issued_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuanceLog:
    """A checked log: its entries, its last link and whose key signed it."""

    issuer_id: str
    signer_did: str
    entries: tuple[LogEntry, ...]
    head: str

    def lists(self, sha256: str, *, before: datetime) -> bool:
        """Tell whether a file was logged earlier than `before`."""
        return any(e.sha256 == sha256 and e.issued_at < before for e in self.entries)

    def continues(self, old: IssuanceLog) -> bool:
        """Tell whether this log is the old one or the old one with more at its end."""
        return self.entries[: len(old.entries)] == old.entries


def write(
    entries: Sequence[LogEntry], key: Ed25519PrivateKey, *, issuer_id: str, now: datetime
) -> bytes:
    """Write and sign the whole log."""
    created = _text(now)
    document = {
        "@context": [_CONTEXT],
        "type": _TYPE,
        "issuer": issuer_id,
        "created": created,
        "entries": [_entry_json(entry) for entry in entries],
        "head": head_of(entries),
    }
    signed = proofs.add(document, key, created=created, suites=(proofs.Suite.JCS,))
    return strict_json.dump(signed)


def read(data: bytes) -> IssuanceLog:
    """Read a log and check its chain and its signature; UserError if anything is amiss."""
    try:
        document = strict_json.parse(data, max_bytes=_MAX_BYTES)
        return _log(document, data)
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(
            "This is not an issuance log, or it was changed. Ask the issuer for it again."
        ) from error


def head_of(entries: Sequence[LogEntry]) -> str:
    """Chain the entries: each link is the digest of the link before and the entry."""
    link = _START
    for entry in entries:
        link = hashlib.sha256(link.encode() + strict_json.dump(_entry_json(entry))).hexdigest()
    return link


def _log(document: dict[str, Any], data: bytes) -> IssuanceLog:
    entries = tuple(
        LogEntry(
            serial=item["serial"],
            sha256=item["sha256"],
            issued_at=moment_from(item["issuedAt"]),
        )
        for item in document["entries"]
    )
    did = str(document["proof"]["verificationMethod"]).partition("#")[0]
    again = {
        "@context": [_CONTEXT],
        "type": _TYPE,
        "issuer": document["issuer"],
        "created": document["created"],
        "entries": [_entry_json(entry) for entry in entries],
        "head": head_of(entries),
        "proof": document["proof"],
    }
    if strict_json.dump(again) != data:
        raise ValueError("not exactly a log, or its chain is broken")
    created = document["created"]
    if not proofs.holds(document, did=did, created=created, suites=(proofs.Suite.JCS,)):
        raise ValueError("the signature is wrong")
    return IssuanceLog(
        issuer_id=document["issuer"], signer_did=did, entries=entries, head=document["head"]
    )


def _entry_json(entry: LogEntry) -> dict[str, Any]:
    return {
        "serial": entry.serial,
        "sha256": entry.sha256,
        "issuedAt": _text(entry.issued_at),
    }


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
