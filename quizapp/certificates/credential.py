"""The Open Badges 3.0 credential of a certificate: made from the facts, and read back to them.

Reading is strict by construction: the facts found in a document are written again, and the document
must equal what was written. So an unknown, missing, doubled or retyped part never passes.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from quizapp.certificates import proofs, rdf_quads, strict_json
from quizapp.domain.certificate import (
    Appearance,
    CertificateFacts,
    DomainResult,
    IssuerKind,
    PageSize,
)
from quizapp.errors import UserError

SUITES: Final = (proofs.Suite.RDFC, proofs.Suite.JCS)
PURPOSES: Final = ("revocation", "suspension")
_KIND_WORDS: Final = {
    IssuerKind.LOCAL: "Self-issued for practice. No organisation vouches for it.",
    IssuerKind.ORGANISATION: "Issued by an organisation.",
}
_NAMESPACE: Final = uuid.UUID("5b0c9a1e-7f0e-5d0c-9b1d-3f6f0a6f6c11")


class CredentialError(ValueError):
    """The document is not a credential of our shape; the message says what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCredential:
    """A credential of our shape, its proofs not yet checked.

    `facts` is complete but for the holder's e-mail address and the pictures, which no credential
    holds. `page_digest` is that of the printed lines. `canonical` tells whether the bytes are laid
    out as we write them.
    """

    facts: CertificateFacts
    issuer_did: str
    page_digest: bytes
    document: dict[str, Any]
    canonical: bool

    @property
    def proven(self) -> bool:
        """Tell whether both proofs were made by the issuer that the document names."""
        return proofs.holds(
            self.document,
            did=self.issuer_did,
            created=str(self.document["validFrom"]),
            suites=SUITES,
        )


def issue(
    facts: CertificateFacts, key: Ed25519PrivateKey, *, did: str, page_digest: bytes
) -> bytes:
    """Write the signed credential: the same bytes for the same facts and key.

    `page_digest` is the SHA-256 of the printed lines; it ties the page to the credential.
    """
    document = build(facts, did=did, page_digest=page_digest)
    signed = proofs.add(document, key, created=str(document["validFrom"]), suites=SUITES)
    return strict_json.dump(signed)


def status_list_id(issuer_id: str) -> str:
    """Name an issuer's status list; the name follows from the issuer's lasting id."""
    return uuid.uuid5(_NAMESPACE, issuer_id).urn


def build(
    facts: CertificateFacts, *, did: str, page_digest: bytes, identity_hash: str = ""
) -> dict[str, Any]:
    """Write the unsigned credential; `identity_hash` stands in for an e-mail address."""
    own = facts.credential_id
    hashed = identity_hash or _identity_hash(facts)
    circumstances = (*_circumstances(facts), ("page-sha256", page_digest.hex()))
    document: dict[str, Any] = {
        "@context": list(rdf_quads.CONTEXTS),
        "id": own,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": facts.exam_title,
        "issuer": {
            "id": did,
            "type": ["Profile"],
            "name": facts.issuer_name,
            "description": _KIND_WORDS[facts.issuer_kind],
            "otherIdentifier": [_identifier(facts.issuer_id)],
        },
        "validFrom": _moment(facts.issued_at),
        "awardedDate": _moment(facts.issued_at),
        "credentialSubject": {
            "id": f"{own}#holder",
            "type": ["AchievementSubject"],
            "identifier": [_identity("name", facts.holder_name)],
            "licenseNumber": facts.serial,
            "activityEndDate": facts.taken_on.isoformat(),
            "achievement": _achievement(facts),
            "result": [
                _result(own, "score", number(facts.score)),
                _result(own, "band", facts.band),
                *(_result(own, f"domain-{i}", d.band) for i, d in enumerate(facts.domains, 1)),
            ],
        },
        "evidence": [_evidence(genre, text) for genre, text in circumstances],
        "credentialStatus": [
            {
                "type": "BitstringStatusListEntry",
                "statusPurpose": purpose,
                "statusListIndex": str(facts.status_index),
                "statusListCredential": status_list_id(facts.issuer_id),
            }
            for purpose in PURPOSES
        ],
    }
    if hashed:
        document["credentialSubject"]["identifier"].append(
            _identity("emailAddress", hashed, salt=facts.identity_salt)
        )
    if facts.valid_until is not None:
        document["validUntil"] = _end_of(facts.valid_until)
    return document


def read(data: bytes) -> ReadCredential:
    """Read a credential file; CredentialError if it is not exactly of our shape."""
    try:
        document = strict_json.parse(data)
    except strict_json.StrictJsonError as error:
        raise CredentialError(str(error)) from error
    bare = {k: v for k, v in document.items() if k != "proof"}
    if "credentialStatus" not in bare:
        raise CredentialError("it names no status list")
    try:
        facts, hashed, page_digest = _facts(bare)
        did = bare["issuer"]["id"]
        again = build(facts, did=did, page_digest=page_digest, identity_hash=hashed)
        same = strict_json.dump(again) == strict_json.dump(bare)
        canonical = strict_json.dump(document) == data
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise CredentialError("a part is missing or of another kind") from error
    if not same:
        raise CredentialError("it has a part that our credentials do not have")
    return ReadCredential(
        facts=facts,
        issuer_did=did,
        page_digest=page_digest,
        document=document,
        canonical=canonical,
    )


def refuse_unprintable(facts: CertificateFacts) -> None:
    """Stop issuing when a text has control characters or a time is not aware UTC."""
    texts = {
        "name": facts.holder_name,
        "title": facts.exam_title,
        "programme": facts.programme,
        "issuer": facts.issuer_name,
        "serial number": facts.serial,
    }
    for what, text in texts.items():
        if not text.strip():
            raise UserError(f"The {what} on the certificate is empty. Fill it in and issue again.")
    every = [*texts.values(), *(t for _, t in _circumstances(facts)), facts.band]
    every += [part for d in facts.domains for part in (d.title, d.band)]
    if any(c < " " or c == "\x7f" or "\ud800" <= c <= "\udfff" for text in every for c in text):
        raise UserError(
            "A text for the certificate has a control character that can't be printed. "
            "Type it again by hand."
        )
    if facts.issued_at.utcoffset() is None:
        raise ValueError("issued_at must be aware")


def number(value: float) -> str:
    """Write points as people do: `79`, `79.5`; read back exactly by `float`."""
    return str(int(value)) if value == int(value) else repr(float(value))


def _identity_hash(facts: CertificateFacts) -> str:
    if not facts.holder_email:
        return ""
    salted = (facts.holder_email + facts.identity_salt).encode()
    return "sha256$" + hashlib.sha256(salted).hexdigest()


def _identity(kind: str, value: str, *, salt: str = "") -> dict[str, Any]:
    made = {
        "type": "IdentityObject",
        "hashed": kind == "emailAddress",
        "identityHash": value,
        "identityType": kind,
    }
    return {**made, "salt": salt} if salt else made


def _identifier(value: str) -> dict[str, Any]:
    return {"type": "IdentifierEntry", "identifier": value, "identifierType": "systemId"}


def _achievement(facts: CertificateFacts) -> dict[str, Any]:
    own = facts.credential_id
    return {
        "id": f"{own}#achievement",
        "type": ["Achievement"],
        "name": facts.programme,
        "description": f"{facts.exam_title}: an assessment of {facts.programme}.",
        "achievementType": "Certificate",
        "criteria": {"narrative": f"At least {number(facts.cut)} of 100 points."},
        "humanCode": facts.form_id,
        "otherIdentifier": [_identifier(facts.bank_id)],
        "version": facts.bank_version,
        "inLanguage": facts.language,
        "resultDescription": [
            {
                "id": f"{own}#score",
                "type": ["ResultDescription"],
                "name": "Score",
                "resultType": "Percent",
                "valueMin": "0",
                "valueMax": "100",
                "requiredValue": number(facts.cut),
            },
            {
                "id": f"{own}#band",
                "type": ["ResultDescription"],
                "name": "Band",
                "resultType": "Result",
            },
            *(
                {
                    "id": f"{own}#domain-{i}",
                    "type": ["ResultDescription"],
                    "name": domain.title,
                    "resultType": "Result",
                }
                for i, domain in enumerate(facts.domains, 1)
            ),
        ],
    }


def _result(own: str, part: str, value: str) -> dict[str, Any]:
    return {"type": ["Result"], "resultDescription": f"{own}#{part}", "value": value}


def _circumstances(facts: CertificateFacts) -> tuple[tuple[str, str], ...]:
    look = facts.appearance
    every = (
        ("supervision", facts.supervision),
        ("cut-status", facts.cut_status),
        ("holder-language", facts.holder_language),
        ("signatory-name", look.signatory_name),
        ("signatory-title", look.signatory_title),
        ("template", look.template),
        ("page-size", look.page_size.value),
        ("replaces", facts.replaces or ""),
    )
    return tuple((genre, text) for genre, text in every if text)


def _evidence(genre: str, text: str) -> dict[str, Any]:
    return {"type": ["Evidence"], "genre": genre, "description": text}


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _end_of(day: date) -> str:
    return _moment(datetime.combine(day, time(23, 59, 59), UTC))


def moment_from(text: str) -> datetime:
    """Read a time as our documents write it; ValueError for any other spelling."""
    moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    if _moment(moment) != text:
        raise ValueError("not our spelling of a time")
    return moment


def _facts(bare: Mapping[str, Any]) -> tuple[CertificateFacts, str, bytes]:
    """Find each fact in its place; anything unexpected raises one of Python's look-up errors."""
    subject, issuer = bare["credentialSubject"], bare["issuer"]
    achievement, results = subject["achievement"], subject["result"]
    people = {person["identityType"]: person for person in subject["identifier"]}
    said = {item["genre"]: item["description"] for item in bare["evidence"]}
    mail = people.get("emailAddress", {})
    until = bare.get("validUntil")
    titles = [entry["name"] for entry in achievement["resultDescription"][2:]]
    domains = tuple(
        DomainResult(title=title, band=result["value"])
        for title, result in zip(titles, results[2:], strict=True)
    )
    facts = CertificateFacts(
        serial=subject["licenseNumber"],
        credential_id=bare["id"],
        status_index=int(bare["credentialStatus"][0]["statusListIndex"]),
        holder_name=people["name"]["identityHash"],
        holder_language=said.get("holder-language", ""),
        holder_email="",
        identity_salt=mail.get("salt", ""),
        programme=achievement["name"],
        exam_title=bare["name"],
        form_id=achievement["humanCode"],
        bank_id=achievement["otherIdentifier"][0]["identifier"],
        bank_version=achievement["version"],
        score=float(results[0]["value"]),
        cut=float(achievement["resultDescription"][0]["requiredValue"]),
        cut_status=said.get("cut-status", ""),
        band=results[1]["value"],
        domains=domains,
        issued_at=moment_from(bare["validFrom"]),
        taken_on=date.fromisoformat(subject["activityEndDate"]),
        valid_until=moment_from(until).date() if until is not None else None,
        supervision=said.get("supervision", ""),
        issuer_id=issuer["otherIdentifier"][0]["identifier"],
        issuer_name=issuer["name"],
        issuer_kind=_kind(issuer["description"]),
        replaces=said.get("replaces"),
        appearance=Appearance(
            template=said.get("template", ""),
            page_size=PageSize(said["page-size"]),
            signatory_name=said.get("signatory-name", ""),
            signatory_title=said.get("signatory-title", ""),
        ),
        language=achievement["inLanguage"],
    )
    return facts, mail.get("identityHash", ""), bytes.fromhex(said["page-sha256"])


def _kind(words: str) -> IssuerKind:
    for kind, text in _KIND_WORDS.items():
        if text == words:
            return kind
    raise ValueError("unknown kind of issuer")
