"""Data Integrity proofs with Ed25519: `eddsa-rdfc-2022` and `eddsa-jcs-2022` (W3C vc-di-eddsa).

A proof signs sha256(canonical options) + sha256(canonical document). The two suites differ only in
what canonical means: RDF or RFC 8785 JSON.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from quizapp.certificates import multibase, rdf_quads, strict_json

_SIGNATURE_BYTES: Final = 64
Canonicaliser = Callable[[dict[str, Any]], bytes]


class Suite(StrEnum):
    """The two cryptosuites of our proof set."""

    RDFC = "eddsa-rdfc-2022"
    JCS = "eddsa-jcs-2022"


def options(
    suite: Suite, *, did: str, created: str, context: Any, method: str = ""
) -> dict[str, Any]:
    """Give the proof without its value; the JCS suite repeats the document's context."""
    common = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite.value,
        "created": created,
        "verificationMethod": method or multibase.verification_method(did),
        "proofPurpose": "assertionMethod",
    }
    return {"@context": context, **common} if suite is Suite.JCS else common


def digest(
    suite: Suite,
    document: Mapping[str, Any],
    proof_options: Mapping[str, Any],
    *,
    rdf: Canonicaliser = rdf_quads.canonical,
) -> bytes:
    """Give the 64 bytes that are signed; `rdf` may be a general JSON-LD canonicaliser."""
    canonical = strict_json.dump if suite is Suite.JCS else rdf
    config = dict(proof_options)
    if suite is Suite.RDFC:
        config["@context"] = document["@context"]
    return (
        hashlib.sha256(canonical(config)).digest()
        + hashlib.sha256(canonical(dict(document))).digest()
    )


def add(
    document: Mapping[str, Any], key: Ed25519PrivateKey, *, created: str, suites: tuple[Suite, ...]
) -> dict[str, Any]:
    """Give the document with one proof per suite: a list if there are several."""
    did = multibase.did_of(key)
    made = []
    for suite in suites:
        config = options(suite, did=did, created=created, context=document["@context"])
        value = multibase.to_base58(key.sign(digest(suite, document, config)))
        made.append({**config, "proofValue": value})
    return {**document, "proof": made if len(made) > 1 else made[0]}


def holds(
    document: Mapping[str, Any],
    *,
    did: str,
    created: str,
    suites: tuple[Suite, ...],
) -> bool:
    """Tell whether the proofs are exactly those that `add` makes and every one of them is right.

    Options are rebuilt and compared, so a proof with a further or another member never passes.
    """
    found = document.get("proof")
    proofs = found if len(suites) > 1 else [found]
    if not isinstance(proofs, list) or len(proofs) != len(suites):
        return False
    bare = {k: v for k, v in document.items() if k != "proof"}
    return all(
        _one_holds(bare, proof, suite=suite, did=did, created=created)
        for proof, suite in zip(proofs, suites, strict=True)
    )


def _one_holds(bare: dict[str, Any], proof: Any, *, suite: Suite, did: str, created: str) -> bool:
    if not isinstance(proof, dict) or not isinstance(proof.get("proofValue"), str):
        return False
    config = options(suite, did=did, created=created, context=bare.get("@context"))
    if {**config, "proofValue": proof["proofValue"]} != proof:
        return False
    try:
        signature = multibase.from_base58(proof["proofValue"], length=_SIGNATURE_BYTES)
        key = multibase.from_did(did)
        signed = digest(suite, bare, config)
    except ValueError:
        return False
    return multibase.signed_by(key, signature, signed)
