"""Attacks on the credential file: every leaf changed, and the tricks of JSON and JSON-LD."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sample import Sample

from quizapp.certificates import multibase, proofs, strict_json
from quizapp.certificates.credential import SUITES

Path = tuple[Any, ...]


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """Find the way to every single value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    else:
        yield path


def _at(document: Any, path: Path) -> Any:
    for step in path:
        document = document[step]
    return document


def _written(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def change_value(sample: Sample, rng: random.Random) -> bytes:
    """Change one value somewhere."""
    document = json.loads(sample.genuine.credential_json)
    path = rng.choice(list(leaves(document)))
    old = _at(document, path)
    if isinstance(old, str):
        new: Any = rng.choice([old + "0", old[:-1], old.swapcase() + "x", "", None, 1, [old]])
    elif isinstance(old, bool):
        new = rng.choice([not old, 1 if old else 0, str(old).lower(), None])
    else:
        new = [old]
    _at(document, path[:-1])[path[-1]] = new
    return _written(document)


def remove_value(sample: Sample, rng: random.Random) -> bytes:
    document = json.loads(sample.genuine.credential_json)
    path = rng.choice(list(leaves(document)))
    del _at(document, path[:-1])[path[-1]]
    return _written(document)


def better_score(sample: Sample, rng: random.Random) -> bytes:
    document = json.loads(sample.genuine.credential_json)
    result = document["credentialSubject"]["result"][0]
    result["value"] = str(rng.randint(80, 100))
    return _written(document)


def unknown_term(sample: Sample, rng: random.Random) -> bytes:
    """Add a term that JSON-LD drops, so that a naive check of the RDF proof still passes."""
    document = json.loads(sample.genuine.credential_json)
    nodes = [
        document,
        document["issuer"],
        document["credentialSubject"],
        document["credentialSubject"]["achievement"],
        document["credentialSubject"]["result"][0],
        document["evidence"][0],
        document["credentialStatus"][0],
        document["proof"][0],
        document["proof"][1],
    ]
    key = rng.choice(["honours", "grade", "level", "note", "x", "Score", "@honours", "élan"])
    rng.choice(nodes)[key] = rng.choice(["with distinction", 100, True, None, {"a": 1}])
    return _written(document)


def known_term_elsewhere(sample: Sample, rng: random.Random) -> bytes:
    """Add a term of the vocabulary where ours never has it."""
    document = json.loads(sample.genuine.credential_json)
    key, value = rng.choice(
        [
            ("refreshService", {"id": "https://a.example", "type": "X"}),
            ("termsOfUse", {"type": "X"}),
            ("image", {"id": "data:,x", "type": "Image"}),
            ("endorsement", []),
            ("holder", "did:example:1"),
            ("expires", "2099-01-01T00:00:00Z"),
        ]
    )
    rng.choice([document, document["credentialSubject"], document["issuer"]])[key] = value
    return _written(document)


def doubled_key(sample: Sample, rng: random.Random) -> bytes:
    """Let a key stand twice; parsers differ in which one they take."""
    text = sample.genuine.credential_json.decode()
    document = json.loads(text)
    path = rng.choice([p for p in leaves(document) if isinstance(p[-1], str)])
    pair = f"{json.dumps(path[-1])}:{json.dumps(_at(document, path), ensure_ascii=False)}"
    first = rng.random() < 0.5
    evil = f'{json.dumps(path[-1])}:"Mallory"'
    return text.replace(pair, f"{evil},{pair}" if first else f"{pair},{evil}", 1).encode()


def other_context(sample: Sample, rng: random.Random) -> bytes:
    document = json.loads(sample.genuine.credential_json)
    context = document["@context"]
    document["@context"] = rng.choice(
        [
            [*context, {"@vocab": "https://a.example/#"}],
            [*context, "https://a.example/context"],
            context[:1],
            context[::-1],
            [context[0]],
            [*context, context[1]],
            [context[0], "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"],
            context[0],
            [context[0], context[1], {"honours": "https://a.example/#h"}],
        ]
    )
    if rng.random() < 0.5:
        document["proof"][1]["@context"] = document["@context"]
    return _written(document)


def signed_by_other_key(sample: Sample, rng: random.Random) -> bytes:
    """Sign it anew with a key of one's own, under the issuer's name and ids."""
    document = json.loads(sample.genuine.credential_json)
    key = Ed25519PrivateKey.from_private_bytes(rng.randbytes(32))
    del document["proof"]
    document["credentialSubject"]["result"][0]["value"] = "100"
    if rng.random() < 0.5:
        document["issuer"]["id"] = multibase.did_of(key)
    created = document["validFrom"]
    return strict_json.dump(proofs.add(document, key, created=created, suites=SUITES))


def proof_changed(sample: Sample, rng: random.Random) -> bytes:
    document = json.loads(sample.genuine.credential_json)
    pair = document["proof"]
    changes: list[Callable[[], Any]] = [
        lambda: pair[:1],
        lambda: pair[1:],
        lambda: pair[::-1],
        lambda: pair[0],
        lambda: [*pair, pair[0]],
        list,
        lambda: [{**pair[0], "proofValue": pair[1]["proofValue"]}, pair[1]],
        lambda: [pair[0], {**pair[1], "proofPurpose": "authentication"}],
        lambda: [{**pair[0], "created": "2026-05-06T10:00:00Z"}, pair[1]],
        lambda: [
            {**pair[0], "proofValue": pair[0]["proofValue"][:1] + "1" + pair[0]["proofValue"][1:]},
            pair[1],
        ],
        lambda: [pair[0], {**pair[1], "cryptosuite": "eddsa-rdfc-2022"}],
        lambda: [pair[0], {**pair[1], "previousProof": "urn:uuid:1"}],
        lambda: [{**pair[0], "type": ["DataIntegrityProof"]}, pair[1]],
    ]
    document["proof"] = rng.choice(changes)()
    return _written(document)


def proof_of_other(sample: Sample, rng: random.Random) -> bytes:
    """Use the proofs of another genuine credential."""
    document = json.loads(sample.genuine.credential_json)
    other = json.loads(sample.other.credential_json)
    which = rng.choice([0, 1, None])
    if which is None:
        document["proof"] = other["proof"]
    else:
        document["proof"][which] = other["proof"][which]
    return _written(document)


def flip_letter(sample: Sample, rng: random.Random) -> bytes:
    out = bytearray(sample.genuine.credential_json)
    at = rng.randrange(len(out))
    out[at] ^= 1 << rng.randrange(7)
    return bytes(out)


def laid_out_anew(sample: Sample, rng: random.Random) -> bytes:
    """Write the same content in another layout: intact, but never green."""
    document = copy.deepcopy(json.loads(sample.genuine.credential_json))
    return rng.choice(
        [
            json.dumps(document, indent=2).encode(),
            json.dumps(document, ensure_ascii=False, indent=rng.randint(1, 4)).encode(),
            sample.genuine.credential_json + b"\n",
            b"\n" + sample.genuine.credential_json,
        ]
    )


def bad_json(sample: Sample, rng: random.Random) -> bytes:
    text = sample.genuine.credential_json
    return rng.choice(
        [
            b"\xef\xbb\xbf" + text,
            text[:-1],
            text + b"}",
            text.replace(b'"hashed":true', b'"hashed":NaN'),
            b"[" + text + b"]",
            b"{" + b'"a":[' * 5000 + b"]" * 5000 + b"}",
            text.replace(b"{", b'{"pad":"' + b"x" * 300_000 + b'",', 1),
            text.replace(b"Nadia", b"\\ud800dia"),
            text.replace(b"Nadia", b"Na\xffdia"),
            text.decode().encode("utf-16"),
        ]
    )


CREDENTIAL_ATTACKS = (
    change_value,
    remove_value,
    better_score,
    unknown_term,
    known_term_elsewhere,
    doubled_key,
    other_context,
    signed_by_other_key,
    proof_changed,
    proof_of_other,
    flip_letter,
    laid_out_anew,
    bad_json,
)
