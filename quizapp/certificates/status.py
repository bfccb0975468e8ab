"""The status list: which certificates are withdrawn, suspended or replaced, as one signed file.

A W3C `BitstringStatusListCredential` with two bit strings (revocation, suspension), a running
number, the date of the next list, and for each entry its reason and date. Receivers carry it by
stick or mail; they keep the highest number and refuse a lower one or a second list of one number.
Names are not in it, only random indices, and the serial of what replaced another certificate.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from quizapp.certificates import multibase, proofs, strict_json
from quizapp.certificates.credential import PURPOSES, moment_from, status_list_id
from quizapp.certificates.trust import KeyState, TrustBundle, TrustStore
from quizapp.errors import UserError

MIN_ENTRIES: Final = 131_072
NEXT_UPDATE: Final = timedelta(days=90)
_MAX_LIST_BYTES: Final = 2 * 1024 * 1024
_MAX_FILE: Final = 4 * 1024 * 1024
_CONTEXT: Final = (
    "https://www.w3.org/ns/credentials/v2",
    {
        "entries": "urn:quizapp:terms:entries",
        "sequence": "urn:quizapp:terms:sequence",
    },
)


class Standing(StrEnum):
    """What a list says of one certificate."""

    VALID = "valid"
    REVOKED = "revoked"
    REPLACED = "replaced"
    SUSPENDED = "suspended"


class StatusReason(StrEnum):
    """Why an entry was made; the word travels in the list, so it names no person."""

    ISSUED_IN_ERROR = "issued_in_error"
    EXAM_ANNULLED = "exam_annulled"
    NAME_CORRECTED = "name_corrected"
    RENEWED = "renewed"
    HOLDER_REQUEST = "holder_request"
    UNDER_REVIEW = "under_review"
    KEY_LOST = "key_lost"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusEntry:
    """One certificate that is not plainly valid; `replaced_by` is a serial."""

    index: int
    standing: Standing
    reason: StatusReason
    day: date
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusList:
    """An issuer's own list. `sequence` is the number of the last published file, 0 for none."""

    issuer_id: str
    sequence: int = 0
    size: int = MIN_ENTRIES
    entries: tuple[StatusEntry, ...] = ()

    def standing(self, index: int) -> Standing:
        """Say how a certificate stands."""
        entry = self._entry(index)
        return entry.standing if entry else Standing.VALID

    def revoke(self, index: int, reason: StatusReason, day: date) -> StatusList:
        """Withdraw a certificate for good."""
        return self._with(
            StatusEntry(index=index, standing=Standing.REVOKED, reason=reason, day=day)
        )

    def replace(
        self, index: int, reason: StatusReason, day: date, *, replaced_by: str
    ) -> StatusList:
        """Withdraw a certificate because another took its place."""
        return self._with(
            StatusEntry(
                index=index,
                standing=Standing.REPLACED,
                reason=reason,
                day=day,
                replaced_by=replaced_by,
            )
        )

    def suspend(self, index: int, reason: StatusReason, day: date) -> StatusList:
        """Suspend a certificate until `reinstate`."""
        return self._with(
            StatusEntry(index=index, standing=Standing.SUSPENDED, reason=reason, day=day)
        )

    def reinstate(self, index: int) -> StatusList:
        """End a suspension; UserError for anything that is final."""
        entry = self._entry(index)
        if entry is None or entry.standing is not Standing.SUSPENDED:
            raise UserError("Only a suspended certificate can be made valid again.")
        return replace(self, entries=tuple(e for e in self.entries if e.index != index))

    def _entry(self, index: int) -> StatusEntry | None:
        return next((e for e in self.entries if e.index == index), None)

    def _with(self, entry: StatusEntry) -> StatusList:
        if not 0 <= entry.index < self.size:
            raise ValueError("index outside the list")
        old = self._entry(entry.index)
        if old is not None and old.standing is not Standing.SUSPENDED:
            raise UserError(f"This certificate is {old.standing.value} already, and that is final.")
        kept = [e for e in self.entries if e.index != entry.index]
        return replace(self, entries=tuple(sorted([*kept, entry], key=lambda e: e.index)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A list with its new number, to be stored together with the file that says so."""

    listing: StatusList
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusFile:
    """A status list as a receiver holds it, checked against the issuer's trust bundle."""

    list_id: str
    issuer_id: str
    sequence: int
    valid_from: datetime
    valid_until: datetime
    size: int
    entries: Mapping[int, StatusEntry] = field(repr=False)
    sha256: str

    def entry(self, index: int) -> StatusEntry | None:
        """Give the entry of a certificate; nothing if it is plainly valid."""
        return self.entries.get(index)

    @property
    def mark(self) -> tuple[int, str]:
        """What a store keeps of it to refuse rollback and forks: number and digest."""
        return self.sequence, self.sha256


def publish(listing: StatusList, key: Ed25519PrivateKey, *, now: datetime) -> Published:
    """Write and sign the list under the next number."""
    numbered = replace(listing, sequence=listing.sequence + 1)
    did = multibase.did_of(key)
    created = _text(now)
    document = _document(
        numbered.issuer_id,
        did=did,
        sequence=numbered.sequence,
        created=created,
        until=_text(now + NEXT_UPDATE),
        encoded=[_encode(_bits(numbered, purpose)) for purpose in PURPOSES],
        details=_encode(_details(numbered.entries)),
    )
    signed = proofs.add(document, key, created=created, suites=(proofs.Suite.JCS,))
    return Published(listing=numbered, raw=strict_json.dump(signed))


def read(data: bytes, trust: TrustStore, *, lost_keys_too: bool = False) -> StatusFile:
    """Read a list and check it; UserError if it is changed or its issuer is not trusted.

    `lost_keys_too` takes a list signed with a key that was lost since; only for the issuer's own
    folder, never for what was handed in.
    """
    try:
        document = strict_json.parse(data, max_bytes=_MAX_FILE)
        did = document["issuer"]
        bundle = trust.bundle_of_did(did)
        if bundle is None:
            raise UserError(
                "This status list comes from an issuer that is not trusted here. "
                "Load the issuer's trust bundle first."
            )
        key = bundle.key_of_did(did)
        if not lost_keys_too and (key is None or key.state is KeyState.COMPROMISED):
            raise UserError(
                "This status list was signed with a key that the issuer has declared lost. "
                "Ask the issuer for a new list."
            )
        return _file(document, data, did, bundle)
    except (KeyError, IndexError, TypeError, ValueError, EOFError, OSError, zlib.error) as error:
        raise UserError(
            "This is not a status list, or it was changed. Ask the issuer for it again."
        ) from error


def refuse_rollback(held: tuple[int, str] | None, new: StatusFile) -> None:
    """Refuse a list older than the one held, or another one with the same number."""
    if held is None:
        return
    sequence, sha256 = held
    if new.sequence < sequence:
        raise UserError(
            f"This status list (number {new.sequence}) is older than the one held "
            f"(number {sequence}), so it was not taken. Ask the issuer for the current one."
        )
    if new.sequence == sequence and new.sha256 != sha256:
        raise UserError(
            f"There are two different status lists with the number {new.sequence}, so this one "
            "was not taken. Ask the issuer about it before you rely on either."
        )


def newest(files: tuple[StatusFile, ...], list_id: str) -> StatusFile | None:
    """Pick the list with the highest number among those that belong to a certificate."""
    own = [file for file in files if file.list_id == list_id]
    return max(own, key=lambda file: file.sequence) if own else None


def _file(document: dict[str, Any], data: bytes, did: str, bundle: TrustBundle) -> StatusFile:
    issuer_id = bundle.issuer_id
    encoded = [part["encodedList"] for part in document["credentialSubject"]]
    created, until, sequence = document["validFrom"], document["validUntil"], document["sequence"]
    again = _document(
        issuer_id,
        did=did,
        sequence=sequence,
        created=created,
        until=until,
        encoded=encoded,
        details=document["entries"],
    )
    if strict_json.dump({**again, "proof": document["proof"]}) != data:
        raise ValueError("not exactly a status list")
    if type(sequence) is not int or sequence < 1:
        raise ValueError("no number")
    if not proofs.holds(document, did=did, created=created, suites=(proofs.Suite.JCS,)):
        raise ValueError("the signature is wrong")
    bits = [_decode(text) for text in encoded]
    entries = _entries(_decode(document["entries"]))
    size = 8 * len(bits[0])
    listing = StatusList(issuer_id=issuer_id, size=size, entries=entries)
    if size < MIN_ENTRIES or [_bits(listing, purpose) for purpose in PURPOSES] != bits:
        raise ValueError("its parts disagree")
    return StatusFile(
        list_id=status_list_id(issuer_id),
        issuer_id=issuer_id,
        sequence=sequence,
        valid_from=moment_from(created),
        valid_until=moment_from(until),
        size=size,
        entries={entry.index: entry for entry in entries},
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _document(
    issuer_id: str,
    *,
    did: str,
    sequence: int,
    created: str,
    until: str,
    encoded: list[str],
    details: str,
) -> dict[str, Any]:
    own = status_list_id(issuer_id)
    return {
        "@context": list(_CONTEXT),
        "id": own,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did,
        "validFrom": created,
        "validUntil": until,
        "sequence": sequence,
        "entries": details,
        "credentialSubject": [
            {
                "id": f"{own}#{purpose}",
                "type": "BitstringStatusList",
                "statusPurpose": purpose,
                "encodedList": bits,
            }
            for purpose, bits in zip(PURPOSES, encoded, strict=True)
        ],
    }


def _bits(listing: StatusList, purpose: str) -> bytes:
    """Set the bit of each entry that belongs to a purpose; index 0 is the leftmost bit."""
    bits = bytearray(listing.size // 8)
    for entry in listing.entries:
        if (entry.standing is Standing.SUSPENDED) == (purpose == "suspension"):
            bits[entry.index // 8] |= 0x80 >> entry.index % 8
    return bytes(bits)


def _encode(data: bytes) -> str:
    packed = gzip.compress(data, mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _decode(text: str) -> bytes:
    if not text.startswith("u"):
        raise ValueError("not multibase base64url")
    packed = base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
    with gzip.GzipFile(fileobj=io.BytesIO(packed)) as file:
        data = file.read(_MAX_LIST_BYTES + 1)
    if len(data) > _MAX_LIST_BYTES:
        raise ValueError("larger than allowed")
    return data


def _details(entries: tuple[StatusEntry, ...]) -> bytes:
    rows = [
        [e.index, e.standing.value, e.reason.value, e.day.isoformat(), e.replaced_by]
        for e in entries
    ]
    return json.dumps(rows, separators=(",", ":")).encode()


def _entries(data: bytes) -> tuple[StatusEntry, ...]:
    entries = tuple(
        StatusEntry(
            index=index,
            standing=Standing(standing),
            reason=StatusReason(reason),
            day=date.fromisoformat(day),
            replaced_by=replaced_by,
        )
        for index, standing, reason, day, replaced_by in json.loads(data)
    )
    if [e.index for e in entries] != sorted({e.index for e in entries}):
        raise ValueError("an index stands twice or out of order")
    return entries


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
