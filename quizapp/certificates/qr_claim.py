"""The claim in the printed code: a few facts and an Ed25519 signature in at most 400 characters.

`QZ1:` + base45 (RFC 9285) of canonical CBOR + 64 bytes of signature over `QZ1:` + that CBOR.
Whoever copies the code onto another page copies a genuine claim, so it never proves the page.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from quizapp.certificates import multibase
from quizapp.domain.certificate import CertificateFacts
from quizapp.errors import UserError

PREFIX: Final = "QZ1:"
MAX_CHARACTERS: Final = 400
DIGEST_BYTES: Final = 16
_SIGNATURE_BYTES: Final = 64
_KEY_ID_BYTES: Final = 8
_EPOCH: Final = date(2020, 1, 1)
_BASE45: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUE: Final = {letter: index for index, letter in enumerate(_BASE45)}
_CUT: Final = "…"
_SHORTEST_TITLE: Final = 24


class ClaimError(ValueError):
    """The text is not a claim; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a code says. `key_id` names the credential key; `digest` begins the page's digest.

    A name or title that ends in `…` was too long for the code.
    """

    serial: str
    holder_name: str
    title: str
    score: float
    issued_on: date
    valid_until: date | None
    digest: bytes
    key_id: bytes
    status_index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedClaim:
    """A claim as read from a code, its signature not yet checked."""

    claim: Claim
    payload: bytes
    signature: bytes

    def signed_by(self, did: str) -> bool:
        """Tell whether the owner of `did` signed this claim."""
        return key_id(did) == self.claim.key_id and multibase.signed_by(
            multibase.from_did(did), self.signature, PREFIX.encode() + self.payload
        )


def key_id(did: str) -> bytes:
    """Name a credential key in 8 bytes."""
    return hashlib.sha256(did.encode()).digest()[:_KEY_ID_BYTES]


def write(facts: CertificateFacts, key: Ed25519PrivateKey, *, page_digest: bytes) -> str:
    """Write and sign the claim; a long title, then a long name, is cut to fit."""
    claim = Claim(
        serial=facts.serial,
        holder_name=facts.holder_name,
        title=facts.exam_title,
        score=facts.score,
        issued_on=facts.issued_at.date(),
        valid_until=facts.valid_until,
        digest=page_digest[:DIGEST_BYTES],
        key_id=key_id(multibase.did_of(key)),
        status_index=facts.status_index,
    )
    payload = _fitting(claim)
    return PREFIX + to_base45(payload + key.sign(PREFIX.encode() + payload))


def read(text: str) -> SignedClaim:
    """Read a code in its only spelling; ClaimError otherwise."""
    if not text.startswith(PREFIX) or len(text) > MAX_CHARACTERS:
        raise ClaimError("not a certificate code")
    data = from_base45(text.removeprefix(PREFIX))
    payload, signature = data[:-_SIGNATURE_BYTES], data[-_SIGNATURE_BYTES:]
    try:
        fields = cbor2.loads(payload)
        claim = _claim(fields)
        same = _cbor(claim) == payload
    except (cbor2.CBORDecodeError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise ClaimError("the code is damaged") from error
    if not same:
        raise ClaimError("the code has another form than ours")
    return SignedClaim(claim=claim, payload=payload, signature=signature)


def to_base45(data: bytes) -> str:
    """Write bytes with the 45 characters that a QR code packs best."""
    out = []
    for i in range(0, len(data), 2):
        pair = data[i : i + 2]
        number = int.from_bytes(pair)
        for _ in range(3 if len(pair) > 1 else 2):
            number, rest = divmod(number, 45)
            out.append(_BASE45[rest])
    return "".join(out)


def from_base45(text: str) -> bytes:
    """Read base45; ClaimError for anything but its only spelling."""
    try:
        values = [_VALUE[letter] for letter in text]
    except KeyError as error:
        raise ClaimError("a character outside the code's alphabet") from error
    out = bytearray()
    for i in range(0, len(values), 3):
        group = values[i : i + 3]
        number = sum(value * 45**place for place, value in enumerate(group))
        size = len(group) - 1
        if not size or number >= 256**size:
            raise ClaimError("the code is damaged")
        out += number.to_bytes(size)
    return bytes(out)


def _fitting(claim: Claim) -> bytes:
    limit = (MAX_CHARACTERS - len(PREFIX)) // 3 * 2 - _SIGNATURE_BYTES
    payload = _cbor(claim)
    if len(payload) > limit:
        over = len(payload) - limit
        room = max(_SHORTEST_TITLE, len(claim.title.encode()) - over)
        claim = _replace(claim, title=_shortened(claim.title, room))
        payload = _cbor(claim)
    if len(payload) > limit:
        room = len(claim.holder_name.encode()) - (len(payload) - limit)
        claim = _replace(claim, holder_name=_shortened(claim.holder_name, room))
        payload = _cbor(claim)
    if len(payload) > limit:
        raise UserError(
            "The serial number is too long for the code on the page. Shorten its prefix."
        )
    return payload


def _replace(claim: Claim, **changes: Any) -> Claim:
    return Claim(**{name: getattr(claim, name) for name in Claim.__slots__} | changes)


def _shortened(text: str, room: int) -> str:
    """Cut text to `room` bytes of UTF-8 with an ellipsis, never inside a character."""
    if len(text.encode()) <= room:
        return text
    kept = text.encode()[: max(0, room - len(_CUT.encode()))].decode(errors="ignore")
    return kept.rstrip() + _CUT


def _cbor(claim: Claim) -> bytes:
    score = int(claim.score) if claim.score == int(claim.score) else claim.score
    fields = [
        claim.serial,
        claim.holder_name,
        claim.title,
        score,
        (claim.issued_on - _EPOCH).days,
        (claim.valid_until - _EPOCH).days if claim.valid_until else None,
        claim.digest,
        claim.key_id,
        claim.status_index,
    ]
    return cbor2.dumps(fields, canonical=True)


def _claim(fields: Any) -> Claim:
    serial, name, title, score, issued, until, digest, key, index = fields
    if not all(isinstance(text, str) for text in (serial, name, title)):
        raise TypeError("text expected")
    if not isinstance(digest, bytes) or not isinstance(key, bytes):
        raise TypeError("bytes expected")
    if isinstance(index, bool) or not isinstance(index, int) or len(digest) != DIGEST_BYTES:
        raise TypeError("a number or a digest expected")
    return Claim(
        serial=serial,
        holder_name=name,
        title=title,
        score=float(score),
        issued_on=_EPOCH + timedelta(days=issued),
        valid_until=_EPOCH + timedelta(days=until) if until is not None else None,
        digest=digest,
        key_id=key,
        status_index=index,
    )
