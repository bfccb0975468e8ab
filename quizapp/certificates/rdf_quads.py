"""Canonical RDF of our own documents, without a JSON-LD processor.

`eddsa-rdfc-2022` signs the RDF meaning of a credential. Our credentials have one fixed shape, so
their N-Quads follow from a table of terms; labels of blank nodes follow RDFC-1.0, of which only the
case without ties is needed. Anything outside the table raises `ShapeError`. The tests prove this
equal to PyLD with the published contexts; `jsonld.py` repeats that proof when an issuer is opened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

VC_CONTEXT: Final = "https://www.w3.org/ns/credentials/v2"
OB_CONTEXT: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CONTEXTS: Final = (VC_CONTEXT, OB_CONTEXT)
"""The contexts that the table below speaks for; our credentials name these two and no other."""

_RDF_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
# the Open Badges context spells XML Schema with https, and once leaves its prefix undefined
_OB_XSD: Final = "https://www.w3.org/2001/XMLSchema#"
_VC: Final = "https://www.w3.org/2018/credentials#"
_OB: Final = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
_STATUS: Final = "https://www.w3.org/ns/credentials/status#"
_SEC: Final = "https://w3id.org/security#"
_SCHEMA: Final = "https://schema.org/"

_TYPES: Final[Mapping[str, str]] = {
    "VerifiableCredential": _VC + "VerifiableCredential",
    "OpenBadgeCredential": _OB + "OpenBadgeCredential",
    "Profile": _OB + "Profile",
    "IdentifierEntry": _OB + "IdentifierEntry",
    "AchievementSubject": _OB + "AchievementSubject",
    "IdentityObject": _OB + "IdentityObject",
    "Achievement": _OB + "Achievement",
    "Criteria": _OB + "Criteria",
    "ResultDescription": _OB + "ResultDescription",
    "Result": _OB + "Result",
    "Evidence": _OB + "Evidence",
    "BitstringStatusListEntry": _STATUS + "BitstringStatusListEntry",
    "DataIntegrityProof": _SEC + "DataIntegrityProof",
}
_TEXT: Final = ""
_IRI: Final = "@id"
_NODE: Final = "@node"
# term -> (predicate, how its value is written: text, an IRI, a node, or text of a datatype)
_TERMS: Final[Mapping[str, tuple[str, str]]] = {
    "name": (_SCHEMA + "name", _TEXT),
    "description": (_SCHEMA + "description", _TEXT),
    "issuer": (_VC + "issuer", _NODE),
    "validFrom": (_VC + "validFrom", _XSD + "dateTime"),
    "validUntil": (_VC + "validUntil", _XSD + "dateTime"),
    "awardedDate": (_OB + "awardedDate", "xsd:dateTime"),
    "credentialSubject": (_VC + "credentialSubject", _NODE),
    "credentialStatus": (_VC + "credentialStatus", _NODE),
    "evidence": (_VC + "evidence", _NODE),
    "otherIdentifier": (_OB + "otherIdentifier", _NODE),
    "identifierType": (_OB + "identifierType", _TEXT),
    "achievement": (_OB + "achievement", _NODE),
    "achievementType": (_OB + "achievementType", _TEXT),
    "activityEndDate": (_OB + "activityEndDate", _OB_XSD + "date"),
    "licenseNumber": (_OB + "licenseNumber", _TEXT),
    "result": (_OB + "result", _NODE),
    "criteria": (_OB + "Criteria", _NODE),
    "narrative": (_OB + "narrative", _TEXT),
    "humanCode": (_OB + "humanCode", _TEXT),
    "version": (_OB + "version", _TEXT),
    "inLanguage": (_SCHEMA + "inLanguage", _TEXT),
    "resultType": (_OB + "resultType", _TEXT),
    "requiredValue": (_OB + "requiredValue", _TEXT),
    "valueMin": (_OB + "valueMin", _TEXT),
    "valueMax": (_OB + "valueMax", _TEXT),
    "value": (_SCHEMA + "value", _TEXT),
    "genre": (_SCHEMA + "genre", _TEXT),
    "hashed": (_OB + "hashed", _OB_XSD + "boolean"),
    "identityHash": (_OB + "identityHash", _TEXT),
    "identityType": (_OB + "identityType", _TEXT),
    "salt": (_OB + "salt", _TEXT),
    "statusPurpose": (_STATUS + "statusPurpose", _TEXT),
    "statusListIndex": (_STATUS + "statusListIndex", _TEXT),
    "statusListCredential": (_STATUS + "statusListCredential", _IRI),
    "cryptosuite": (_SEC + "cryptosuite", _SEC + "cryptosuiteString"),
    "created": ("http://purl.org/dc/terms/created", _XSD + "dateTime"),
    "proofPurpose": (_SEC + "proofPurpose", _IRI),
    "verificationMethod": (_SEC + "verificationMethod", _IRI),
}
# the same word means another term inside some nodes
_WITHIN: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("IdentifierEntry", "identifier"): (_OB + "identifier", _TEXT),
    ("AchievementSubject", "identifier"): (_OB + "identifier", _NODE),
    ("Achievement", "resultDescription"): (_OB + "resultDescription", _NODE),
    ("Result", "resultDescription"): (_OB + "resultDescription", _OB_XSD + "anyURI"),
}
_FORBIDDEN_IN_IRI: Final = frozenset('<>"{}|^`\\')
_BLANK: Final = "\0{}\0"

Quad = tuple[str, str, str]


class ShapeError(ValueError):
    """The document has a term or a value that our documents never have."""


def canonical(document: Mapping[str, Any]) -> bytes:
    """Give the canonical N-Quads of a credential or of a proof's options, without `@context`."""
    quads = list(dict.fromkeys(_Reader().read(document)))
    labels = _labels(quads)
    lines = sorted(" ".join(labels.get(part, part) for part in quad) + " .\n" for quad in quads)
    return "".join(lines).encode()


class _Reader:
    """Walks a document and names each node without an `id` by a running number."""

    def __init__(self) -> None:
        self._blanks = 0

    def read(self, node: Mapping[str, Any]) -> Iterator[Quad]:
        yield from self._node(node, self._subject(node))

    def _subject(self, node: Mapping[str, Any]) -> str:
        if "id" in node:
            return _iri(node["id"])
        self._blanks += 1
        return _BLANK.format(self._blanks)

    def _node(self, node: Mapping[str, Any], subject: str) -> Iterator[Quad]:
        types = node.get("type", [])
        names = [types] if isinstance(types, str) else types
        for name in names:
            if name not in _TYPES:
                raise ShapeError(f"unknown type {name!r}")
            yield subject, _RDF_TYPE, f"<{_TYPES[name]}>"
        for key, value in node.items():
            if key in ("id", "type", "@context"):
                continue
            predicate, how = _term(names, key)
            for single in value if isinstance(value, list) else [value]:
                yield from self._value(subject, predicate, how, single)

    def _value(self, subject: str, predicate: str, how: str, value: Any) -> Iterator[Quad]:
        if how == _NODE:
            if not isinstance(value, Mapping):
                raise ShapeError(f"{predicate} must hold an object")
            inner = self._subject(value)
            yield subject, f"<{predicate}>", inner
            yield from self._node(value, inner)
        elif how == _IRI:
            name = _SEC + value if predicate.endswith("proofPurpose") else value
            yield subject, f"<{predicate}>", _iri(name)
        else:
            yield subject, f"<{predicate}>", _literal(value, how)


def _term(names: list[str], key: str) -> tuple[str, str]:
    for name in names:
        if (name, key) in _WITHIN:
            return _WITHIN[name, key]
    if key not in _TERMS:
        raise ShapeError(f"unknown term {key!r}")
    return _TERMS[key]


def _iri(value: Any) -> str:
    if (
        not isinstance(value, str)
        or ":" not in value
        or any(c in _FORBIDDEN_IN_IRI or c <= " " for c in value)
    ):
        raise ShapeError("not an absolute IRI")
    return f"<{value}>"


def _literal(value: Any, datatype: str) -> str:
    if datatype == _OB_XSD + "boolean":
        if not isinstance(value, bool):
            raise ShapeError("not true or false")
        return f'"{str(value).lower()}"^^<{datatype}>'
    if not isinstance(value, str) or any(c < " " or c == "\x7f" for c in value):
        raise ShapeError("not text, or with control characters")
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"^^<{datatype}>' if datatype else f'"{escaped}"'


def _is_blank(part: str) -> bool:
    return part.startswith("\0")


def _labels(quads: list[Quad]) -> dict[str, str]:
    """Label blank nodes by the order of their first-degree hashes (RDFC-1.0, section 4.6)."""
    around: dict[str, list[Quad]] = {}
    for quad in quads:
        for part in {quad[0], quad[2]}:
            if _is_blank(part):
                around.setdefault(part, []).append(quad)
    by_hash: dict[str, str] = {}
    for blank, own in around.items():
        lines = sorted(" ".join(_anonymous(part, blank) for part in quad) + " .\n" for quad in own)
        digest = hashlib.sha256("".join(lines).encode()).hexdigest()
        if digest in by_hash:
            raise ShapeError("two parts that nothing tells apart")
        by_hash[digest] = blank
    return {by_hash[digest]: f"_:c14n{i}" for i, digest in enumerate(sorted(by_hash))}


def _anonymous(part: str, blank: str) -> str:
    if not _is_blank(part):
        return part
    return "_:a" if part == blank else "_:z"
