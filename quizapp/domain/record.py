"""Hash chains: each line holds the hash of the one before, so that no line can change unseen.

The hash is SHA-256 over canonical JSON: sorted keys, no blanks, UTF-8.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

START = "0" * 64
"""What the first line of a chain holds as the hash before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One action of the desk. `subjects` are ids only, never names."""

    seq: int
    at: datetime
    actor: str
    action: str
    subjects: tuple[str, ...]
    before: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """A finished attempt as it stood when a result was stored; `digest` covers its content."""

    seq: int
    attempt: str
    at: datetime
    digest: str
    before: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedHead:
    """The ends of both chains, signed by the desk's own Ed25519 key."""

    at: datetime
    seq: int
    hash: str
    audit_seq: int
    audit_hash: str
    public_key: bytes
    signature: bytes

    @property
    def signed_bytes(self) -> bytes:
        """Return what the signature covers."""
        return head_bytes(
            at=self.at,
            seq=self.seq,
            chain_hash=self.hash,
            audit_seq=self.audit_seq,
            audit_hash=self.audit_hash,
        )


def canonical(value: object) -> bytes:
    """Return JSON that is the same for equal values made of texts, whole numbers and lists."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(value: object) -> str:
    """Return the SHA-256 of a value's canonical JSON, as hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def audit_hash(
    *, seq: int, at: datetime, actor: str, action: str, subjects: Iterable[str], before: str
) -> str:
    """Return the hash of a line of the audit log."""
    return digest_of([seq, at.isoformat(), actor, action, list(subjects), before])


def link_hash(*, seq: int, attempt: str, at: datetime, digest: str, before: str) -> str:
    """Return the hash of a link of the chain of attempts."""
    return digest_of([seq, attempt, at.isoformat(), digest, before])


def head_bytes(
    *, at: datetime, seq: int, chain_hash: str, audit_seq: int, audit_hash: str
) -> bytes:
    """Return the ends of both chains as they are signed."""
    return canonical(
        {
            "at": at.isoformat(),
            "attempts": {"seq": seq, "hash": chain_hash},
            "audit": {"seq": audit_seq, "hash": audit_hash},
        }
    )


def first_audit_break(lines: Iterable[AuditLine]) -> int | None:
    """Return the number of the first line that was changed, moved or taken out, or None."""
    before, expected = START, 1
    for line in lines:
        right = audit_hash(
            seq=line.seq,
            at=line.at,
            actor=line.actor,
            action=line.action,
            subjects=line.subjects,
            before=before,
        )
        if (line.seq, line.before, line.hash) != (expected, before, right):
            return expected
        before, expected = line.hash, expected + 1
    return None


def first_link_break(links: Iterable[ChainLink]) -> int | None:
    """Return the number of the first link that was changed, moved or taken out, or None."""
    before, expected = START, 1
    for link in links:
        right = link_hash(
            seq=link.seq, attempt=link.attempt, at=link.at, digest=link.digest, before=before
        )
        if (link.seq, link.before, link.hash) != (expected, before, right):
            return expected
        before, expected = link.hash, expected + 1
    return None
