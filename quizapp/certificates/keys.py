"""Private keys on disk: encrypted PKCS#12, readable by their owner only.

Encryption is PBES2 with AES-256-CBC and PBKDF2-SHA-256, 600,000 rounds, with a SHA-256 MAC. A local
issuer for practice has no passphrase; there the file mode is the whole protection.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from quizapp.domain.passphrase import refuse_short, settled, spellings
from quizapp.errors import UserError

ROUNDS: Final = 600_000
SigningKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
StoredKey = SigningKey | Ed25519PrivateKey
_Contents = tuple[PrivateKeyTypes | None, x509.Certificate | None, list[x509.Certificate]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passphrase:
    """A passphrase that never shows itself in a message, a log or a traceback.

    `others` are spellings of the same one under which an earlier version may have stored a key.
    """

    secret: bytes
    others: tuple[bytes, ...] = ()

    def __repr__(self) -> str:
        return "Passphrase(…)"

    __str__ = __repr__


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyEntry:
    """A private key with its certificates, leaf first; Ed25519 keys have none."""

    key: StoredKey
    chain: tuple[x509.Certificate, ...] = ()

    def __repr__(self) -> str:
        return f"KeyEntry({type(self.key).__name__}, …)"


def passphrase(text: str) -> Passphrase:
    """Take a new passphrase; UserError if it is short."""
    refuse_short(text)
    return Passphrase(secret=settled(text).encode())


def typed(text: str) -> Passphrase:
    """Take a passphrase that somebody typed to open keys there are."""
    first, *others = (spelling.encode() for spelling in spellings(text))
    return Passphrase(secret=first, others=tuple(others))


def make_private_folder(folder: Path) -> None:
    """Create a folder that only its owner may enter."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)


def store(path: Path, entry: KeyEntry, secret: Passphrase | None) -> None:
    """Write a key file, mode 0600 from its first byte, put in place in one step."""
    leaf, *others = entry.chain or (None,)
    data = pkcs12.serialize_key_and_certificates(
        b"quizapp", entry.key, leaf, [c for c in others if c is not None], _encryption(secret)
    )
    write_private(path, data)


def write_private(path: Path, data: bytes) -> None:
    """Write bytes that only the owner may read; the old file stays whole until the new one is."""
    temporary = path.with_name(path.name + ".new")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def load(path: Path, secret: Passphrase | None) -> KeyEntry:
    """Read a key file. UserError if others may read it, or if the passphrase does not fit."""
    refuse_loose_mode(path.parent)
    refuse_loose_mode(path)
    return read_p12(path.read_bytes(), secret, name=path.name)


def read_p12(data: bytes, secret: Passphrase | None, *, name: str) -> KeyEntry:
    """Read PKCS#12 bytes; UserError with a next step if that can't be done."""
    try:
        key, leaf, others = _unlocked(data, secret)
    except ValueError as error:
        raise UserError(
            f"The passphrase does not open {name}, or the file is damaged. Type it again; "
            "if it still does not fit, restore the issuer from its backup."
        ) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | Ed25519PrivateKey):
        raise UserError(f"{name} holds no key that can sign certificates. Choose another file.")
    chain = (leaf, *_ordered(leaf, others)) if leaf is not None else ()
    return KeyEntry(key=key, chain=chain)


def refuse_other(data: bytes, *, name: str) -> None:
    """Raise `UserError` for bytes that are no PKCS#12 at all; needs no passphrase.

    Such a file is a sequence that begins with its version, 3 (RFC 7292, 4).
    """
    length = data[1] & 0x7F if len(data) > 1 and data[1] & 0x80 else 0
    if data[:1] != b"\x30" or data[2 + length : 5 + length] != b"\x02\x01\x03":
        raise UserError(
            f"“{name}” is not a PKCS#12 file (.p12 or .pfx). Export the certificate with its key "
            "and its whole chain as one."
        )


def _unlocked(data: bytes, secret: Passphrase | None) -> _Contents:
    """Open PKCS#12 bytes under one spelling of the passphrase; ValueError if none fits."""
    last: ValueError = ValueError()
    for spelling in (secret.secret, *secret.others) if secret else (None,):
        try:
            return pkcs12.load_key_and_certificates(data, spelling)
        except ValueError as error:
            last = error
    raise last


def refuse_loose_mode(path: Path) -> None:
    """Refuse to use a key that other users of this computer may read."""
    if os.name != "posix":
        return
    try:
        mode = path.stat().st_mode
    except FileNotFoundError as error:
        raise UserError(
            f"There is no {path.name} here. Create the issuer, or restore it from its backup."
        ) from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        wanted = "700" if stat.S_ISDIR(mode) else "600"
        raise UserError(
            f"Other users of this computer can read {path.name}, so its key is not used. "
            f"Run: chmod {wanted} '{path}'. If others may have read it, declare the key lost."
        )


def _encryption(secret: Passphrase | None) -> KeySerializationEncryption:
    if secret is None:
        return NoEncryption()
    if not secret.secret:
        return BestAvailableEncryption(secret.secret)  # raises: an empty passphrase is none
    return (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(secret.secret)
    )


def _ordered(
    leaf: x509.Certificate, others: Sequence[x509.Certificate]
) -> tuple[x509.Certificate, ...]:
    """Sort the other certificates so that each vouches for the one before."""
    left, chain, child = list(others), [], leaf
    while child.issuer != child.subject:
        parent = next((c for c in left if c.subject == child.issuer), None)
        if parent is None:
            break
        left.remove(parent)
        chain.append(parent)
        child = parent
    return tuple(chain)
