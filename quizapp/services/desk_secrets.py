"""Passphrases of the desk: proving that one was typed, and the key that only it opens.

A passphrase is stretched by scrypt to 64 bytes: the hash of the first half shows that the right one
was typed, the second half opens the desk's own signing key. Neither gives the other away.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from quizapp.domain.passphrase import refuse_different, refuse_short, settled, spellings
from quizapp.storage.desk_secrets import StoredSecret

# ruff: noqa: PLC0415 - the cryptography library is loaded when a key is made or used

SALT_BYTES = 16
NONCE_BYTES = 12
HALF = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Work factors of scrypt: `memory` as a power of two, blocks and rounds."""

    memory: int = 15
    blocks: int = 8
    rounds: int = 3

    def __str__(self) -> str:
        return f"scrypt:{self.memory}:{self.blocks}:{self.rounds}"


def cost_of(text: str) -> Cost:
    """Return the work factors that were stored as text."""
    memory, blocks, rounds = (int(part) for part in text.split(":")[1:])
    return Cost(memory=memory, blocks=blocks, rounds=rounds)


def refuse_weak(passphrase: str, again: str) -> None:
    """Raise `UserError` unless a new passphrase is long enough and was typed twice alike."""
    refuse_short(passphrase)
    refuse_different(passphrase, again)


def make(name: str, passphrase: str, *, at: datetime, cost: Cost) -> StoredSecret:
    """Return what is stored of a new passphrase that only proves who types it."""
    salt = secrets.token_bytes(SALT_BYTES)
    proof, _ = _stretched(settled(passphrase), salt, cost)
    return StoredSecret(name=name, salt=salt, cost=str(cost), verifier=proof, changed_at=at)


def make_with_key(
    name: str, passphrase: str, *, at: datetime, cost: Cost, key: bytes | None = None
) -> StoredSecret:
    """Return what is stored of a new passphrase that also opens a signing key, old or new."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt = secrets.token_bytes(SALT_BYTES)
    proof, sealing = _stretched(settled(passphrase), salt, cost)
    private = Ed25519PrivateKey.from_private_bytes(key) if key else Ed25519PrivateKey.generate()
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = ChaCha20Poly1305(sealing).encrypt(nonce, private.private_bytes_raw(), name.encode())
    return StoredSecret(
        name=name,
        salt=salt,
        cost=str(cost),
        verifier=proof,
        changed_at=at,
        public_key=private.public_key().public_bytes_raw(),
        sealed_key=nonce + sealed,
    )


def matches(stored: StoredSecret, passphrase: str) -> bool:
    """Tell whether this is the passphrase."""
    return _sealing(stored, passphrase) is not None


def open_key(stored: StoredSecret, passphrase: str) -> bytes | None:
    """Return the signing key that the passphrase opens, or None if it is another passphrase."""
    sealing = _sealing(stored, passphrase)
    if sealing is None or stored.sealed_key is None:
        return None
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce, sealed = stored.sealed_key[:NONCE_BYTES], stored.sealed_key[NONCE_BYTES:]
    return ChaCha20Poly1305(sealing).decrypt(nonce, sealed, stored.name.encode())


def sign(key: bytes, data: bytes) -> bytes:
    """Return the Ed25519 signature."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(key).sign(data)


def signed_by(public_key: bytes, signature: bytes, data: bytes) -> bool:
    """Tell whether a signature is good."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def _sealing(stored: StoredSecret, passphrase: str) -> bytes | None:
    """Return what the right passphrase is stretched to beside its proof, or None."""
    for spelling in spellings(passphrase):
        proof, sealing = _stretched(spelling, stored.salt, cost_of(stored.cost))
        if hmac.compare_digest(proof, stored.verifier):
            return sealing
    return None


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> tuple[bytes, bytes]:
    made = hashlib.scrypt(
        passphrase.encode(),
        salt=salt,
        n=2**cost.memory,
        r=cost.blocks,
        p=cost.rounds,
        maxmem=256 * 2**cost.memory * cost.blocks,
        dklen=2 * HALF,
    )
    return hashlib.sha256(made[:HALF]).digest(), made[HALF:]
