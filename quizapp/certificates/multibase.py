"""Base58 multibase and `did:key`, for Ed25519 only (W3C Controlled Identifiers, section 2.4)."""

from __future__ import annotations

from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUE: Final = {letter: index for index, letter in enumerate(_ALPHABET)}
_ED25519_PUBLIC: Final = b"\xed\x01"
_DID: Final = "did:key:"
_KEY_BYTES: Final = 32


def to_base58(data: bytes) -> str:
    """Write bytes in base58btc with the multibase prefix `z`."""
    number = int.from_bytes(data)
    letters = []
    while number:
        number, rest = divmod(number, 58)
        letters.append(_ALPHABET[rest])
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + "1" * zeros + "".join(reversed(letters))


def from_base58(text: str, *, length: int) -> bytes:
    """Read multibase base58btc that must stand for exactly `length` bytes in its only spelling.

    Raises ValueError otherwise, so that no second spelling of a signature passes.
    """
    if not text.startswith("z") or len(text) > 2 * length + 2:
        raise ValueError("not base58btc multibase of the expected length")
    number = 0
    for letter in text[1:]:
        if letter not in _VALUE:
            raise ValueError("a letter outside base58btc")
        number = number * 58 + _VALUE[letter]
    if number.bit_length() > 8 * length:
        raise ValueError("not base58btc multibase of the expected length")
    data = number.to_bytes(length)
    if to_base58(data) != text:
        raise ValueError("not the canonical spelling")
    return data


def raw_public(key: Ed25519PublicKey) -> bytes:
    """Give the 32 bytes of a public key."""
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def to_did(key: Ed25519PublicKey) -> str:
    """Name a public key as a `did:key`."""
    return _DID + to_base58(_ED25519_PUBLIC + raw_public(key))


def from_did(did: str) -> Ed25519PublicKey:
    """Read the public key out of a `did:key`; ValueError for anything but Ed25519."""
    if not did.startswith(_DID):
        raise ValueError("not a did:key")
    data = from_base58(did.removeprefix(_DID), length=2 + _KEY_BYTES)
    if not data.startswith(_ED25519_PUBLIC):
        raise ValueError("not an Ed25519 did:key")
    return Ed25519PublicKey.from_public_bytes(data[2:])


def verification_method(did: str) -> str:
    """Name the one key of a `did:key` in the form that proofs use."""
    return f"{did}#{did.removeprefix(_DID)}"


def signed_by(key: Ed25519PublicKey, signature: bytes, data: bytes) -> bool:
    """Tell whether `signature` over `data` was made with the private part of `key`."""
    try:
        key.verify(signature, data)
    except InvalidSignature:
        return False
    return True


def did_of(key: Ed25519PrivateKey) -> str:
    """Name the public part of a private key."""
    return to_did(key.public_key())
