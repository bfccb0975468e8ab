"""Credentials: W3C's vectors, our canonical form against PyLD, and facts that come back whole."""

from __future__ import annotations

import dataclasses
import json
import string
from datetime import UTC, date, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from office import Office

from quizapp.certificates import (
    credential,
    jsonld,
    multibase,
    proofs,
    rdf_quads,
    strict_json,
)
from quizapp.certificates.issue import IssuedCertificate
from quizapp.domain.certificate import (
    Appearance,
    CertificateFacts,
    DomainResult,
    IssuerKind,
    PageSize,
)
from quizapp.errors import DataError, UserError

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
DID = multibase.did_of(KEY)

# W3C Recommendation "Data Integrity EdDSA Cryptosuites v1.0", test vectors of appendix B
W3C_SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"  # noqa: S105 - the published key of the vectors
W3C_PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
W3C_METHOD = f"https://vc.example/issuers/5678#{W3C_PUBLIC}"
W3C_EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
W3C_DOCUMENT: dict[str, Any] = {
    "@context": [rdf_quads.VC_CONTEXT, W3C_EXAMPLES],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
W3C_SIGNATURES = {
    proofs.Suite.RDFC: (
        "z21EVs3eXERqTn4acNHT9viboqgzUaQ3kTmhPT3eA8qrVPE7CrQq78WkzctnMX5W4CrzcKnHw8V6dvy5pgWYCU5e9"
    ),
    proofs.Suite.JCS: (
        "z63t83Y53KfzJ5ZosfKTnqfMcKB2dmTrfjSaQjeNNjAD5srBowQfmWqeRb8rRjmeEuCBEsddF9LsVogtuTsijJKh4"
    ),
}


@pytest.mark.parametrize("suite", list(proofs.Suite))
def test_the_published_signatures_of_w3c_are_reproduced(suite: proofs.Suite) -> None:
    vocabulary = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
    key = Ed25519PrivateKey.from_private_bytes(multibase.from_base58(W3C_SECRET, length=34)[2:])
    assert multibase.did_of(key) == f"did:key:{W3C_PUBLIC}"
    options = proofs.options(
        suite,
        did="",
        created="2023-02-24T23:36:38Z",
        context=W3C_DOCUMENT["@context"],
        method=W3C_METHOD,
    )
    digest = proofs.digest(
        suite,
        W3C_DOCUMENT,
        options,
        rdf=lambda document: jsonld.canonical(document, more={W3C_EXAMPLES: vocabulary}),
    )
    assert multibase.to_base58(key.sign(digest)) == W3C_SIGNATURES[suite]


words = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters='"\\<>^äß山ا'),
    min_size=1,
    max_size=24,
)
plain = st.text(string.ascii_letters + string.digits + "-. ", min_size=1, max_size=12)
days = st.dates(date(2024, 1, 1), date(2099, 12, 31))


@st.composite
def facts(draw: st.DrawFn) -> CertificateFacts:
    return CertificateFacts(
        serial=draw(words),
        credential_id=f"urn:uuid:{draw(st.uuids())}",
        status_index=draw(st.integers(0, 131_071)),
        holder_name=draw(words),
        holder_language=draw(st.sampled_from(["", "ja", "zh-Hant"])),
        holder_email="",
        identity_salt="",
        programme=draw(words),
        exam_title=draw(words),
        form_id=draw(words),
        bank_id=draw(words),
        bank_version=draw(plain),
        score=draw(st.floats(0, 100)),
        cut=draw(st.sampled_from([0.0, 60.0, 67.5, 100.0])),
        cut_status=draw(st.sampled_from(["", "provisional", "panel"])),
        band=draw(words),
        domains=tuple(
            DomainResult(title=draw(words), band=draw(words))
            for _ in range(draw(st.integers(0, 9)))
        ),
        issued_at=draw(
            st.datetimes(
                datetime(2024, 1, 1),  # noqa: DTZ001 - the strategy adds the zone itself
                datetime(2099, 1, 1),  # noqa: DTZ001 - as above
                timezones=st.just(UTC),
            )
        ).replace(microsecond=0),
        taken_on=draw(days),
        valid_until=draw(st.none() | days),
        supervision=draw(st.sampled_from(["", "onsite", "remote"])),
        issuer_id=DID,
        issuer_name=draw(words),
        issuer_kind=draw(st.sampled_from(IssuerKind)),
        replaces=draw(st.none() | plain),
        appearance=Appearance(
            template=draw(plain),
            page_size=draw(st.sampled_from(PageSize)),
            signatory_name=draw(st.just("") | words),
            signatory_title=draw(st.just("") | words),
        ),
        language=draw(st.sampled_from(["en", "de"])),
    )


@given(facts())
@settings(max_examples=15, deadline=None)
def test_our_canonical_form_equals_pyld(given_facts: CertificateFacts) -> None:
    document = credential.build(given_facts, did=DID, page_digest=b"\1" * 32)
    assert rdf_quads.canonical(document) == jsonld.canonical(document)
    options = proofs.options(
        proofs.Suite.RDFC,
        did=DID,
        created=document["validFrom"],
        context=document["@context"],
    )
    options["@context"] = document["@context"]
    assert rdf_quads.canonical(options) == jsonld.canonical(options)


@given(facts())
@settings(max_examples=60, deadline=None)
def test_facts_come_back_from_the_credential_as_they_were(given_facts: CertificateFacts) -> None:
    signed = credential.issue(given_facts, KEY, did=DID, page_digest=b"\1" * 32)
    read = credential.read(signed)
    assert read.facts == given_facts
    assert read.proven
    assert read.canonical
    assert read.page_digest == b"\1" * 32


def test_the_same_facts_give_the_same_bytes(office: Office) -> None:
    one = office.facts()
    made = [credential.issue(one, KEY, did=DID, page_digest=b"\2" * 32) for _ in range(2)]
    assert made[0] == made[1]


def test_the_e_mail_address_is_only_there_as_a_salted_hash(
    office: Office, certificate: IssuedCertificate
) -> None:
    assert b"nadia@example.org" not in certificate.credential_json
    assert b"nadia@example.org" not in certificate.pdf
    people = json.loads(certificate.credential_json)["credentialSubject"]["identifier"]
    hashed = people[1]
    assert hashed["hashed"] is True
    assert hashed["identityHash"].startswith("sha256$")
    assert hashed["salt"] == "f3a9c1d2"
    assert office.facts().holder_email == "nadia@example.org"


def test_pictures_and_colours_change_nothing_in_the_credential(office: Office) -> None:
    one = office.facts()
    dressed = dataclasses.replace(
        one, appearance=dataclasses.replace(one.appearance, colour="#112233", logo=b"png")
    )
    assert credential.build(one, did=DID, page_digest=b"") == credential.build(
        dressed, did=DID, page_digest=b""
    )


@pytest.mark.parametrize("bad", ["line\nbreak", "bell\x07", "\x7f", "lone \ud800"])
def test_control_characters_stop_issuing(office: Office, bad: str) -> None:
    with pytest.raises(UserError, match="control character"):
        credential.refuse_unprintable(office.facts(holder_name=bad))


def test_an_empty_name_stops_issuing(office: Office) -> None:
    with pytest.raises(UserError, match="name on the certificate is empty"):
        credential.refuse_unprintable(office.facts(holder_name="  "))


def test_no_context_is_ever_fetched() -> None:
    with pytest.raises(DataError, match="never fetched"):
        jsonld.bundled("https://example.org/context")


def test_unknown_terms_have_no_canonical_form(certificate: IssuedCertificate) -> None:
    document = json.loads(certificate.credential_json)
    del document["proof"]
    document["honours"] = "with distinction"
    with pytest.raises(rdf_quads.ShapeError, match="honours"):
        rdf_quads.canonical(document)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b'{"a":1,"a":2}', "twice"),
        (b'{"a":NaN}', "not a JSON number"),
        (b'{"a":Infinity}', "not a JSON number"),
        (b"[1]", "not a JSON object"),
        (b"{", "not JSON"),
        (b'{"a":"\xff"}', "not UTF-8"),
        (b'{"a":' + b"[" * 50 + b"]" * 50 + b"}", "nested too deeply"),
        (b'{"a":"' + b"x" * strict_json.MAX_BYTES + b'"}', "larger"),
    ],
)
def test_strict_json_refuses(text: bytes, fault: str) -> None:
    with pytest.raises(strict_json.StrictJsonError, match=fault):
        strict_json.parse(text)


@given(st.binary(max_size=70))
def test_base58_has_one_spelling(data: bytes) -> None:
    assert multibase.from_base58(multibase.to_base58(data), length=len(data)) == data


@pytest.mark.parametrize("text", ["z0", "zI", "m11", "", "z" + "1" * 200, "z2"])
def test_other_base58_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        multibase.from_base58(text, length=3)


@pytest.mark.parametrize(
    "did", ["did:web:a.example", "did:key:z11", "did:key:zDnaegE6RR3atJtHKwTR"]
)
def test_other_dids_are_refused(did: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        multibase.from_did(did)
