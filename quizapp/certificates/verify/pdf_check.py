"""All that can be said of a PDF without knowing the date and the status list."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from quizapp.certificates import credential, x509_profile
from quizapp.certificates.credential import CredentialError, ReadCredential
from quizapp.certificates.trust import IssuerKey, TrustBundle, TrustStore
from quizapp.certificates.verify import page_facts, pdf_bytes, pdf_profile
from quizapp.certificates.verify.refused import Refused
from quizapp.domain.certificate import IssuerKind
from quizapp.domain.verdict import Check, CheckName, CheckState, Finding, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """The result so far. `bundle` and `key` are set if the issuer is trusted."""

    findings: tuple[Finding, ...] = ()
    checks: tuple[Check, ...] = ()
    read: ReadCredential | None = None
    bundle: TrustBundle | None = None
    key: IssuerKey | None = None


def examine(data: bytes, trust: TrustStore) -> Examined:
    """Check signature, profile, credential, page and issuer of a PDF."""
    passed: list[Check] = []
    at = CheckName.SIGNATURE
    try:
        sealed = pdf_bytes.unseal(data)
        passed += [_passed(CheckName.FILE), _passed(at)]
        at = CheckName.PROFILE
        inside = pdf_profile.look_inside(data, sealed)
        passed.append(_passed(at))
        at = CheckName.CREDENTIAL
        read = read_credential(inside.credential)
        _refuse_new_layout(read)
        passed.append(_passed(at))
        at = CheckName.PAGE
        page_facts.refuse_difference(inside, read)
        passed.append(_passed(at))
        at = CheckName.ISSUER
        bundle, key, finding = _judge_signer(sealed.chain, read, trust)
    except Refused as refused:
        return _stopped(data, passed, at, refused.finding)
    state = CheckState.OPEN if finding else CheckState.PASSED
    passed.append(Check(name=at, state=state, detail=finding.detail if finding else ""))
    return Examined(
        findings=(finding,) if finding else (),
        checks=tuple(passed),
        read=read,
        bundle=bundle,
        key=key,
    )


def read_credential(data: bytes) -> ReadCredential:
    """Read a credential and check its proofs; `Refused` if either fails."""
    try:
        read = credential.read(data)
    except CredentialError as error:
        raise Refused(Reason.CREDENTIAL_CHANGED, f"The credential is not ours: {error}.") from error
    if not read.proven:
        raise Refused(Reason.CREDENTIAL_CHANGED)
    return read


def _refuse_new_layout(read: ReadCredential) -> None:
    if not read.canonical:
        raise Refused(Reason.NOT_OUR_PROFILE, "The credential inside is laid out anew.")


def judge_stranger(read: ReadCredential, trust: TrustStore, *further_names: str) -> Finding:
    """Say what an issuer is that is not trusted: unknown, self-issued, or posing as a trusted one.

    Raises `Refused` in the last case.
    """
    facts = read.facts
    names = (facts.issuer_name, *further_names)
    posing = (
        trust.bundle(facts.issuer_id)
        or trust.bundle_of_did(read.issuer_did)
        or next((owner for name in names if (owner := trust.owner_of_name(name))), None)
    )
    if posing is not None:
        raise Refused(Reason.CLAIMS_TRUSTED_ISSUER, f"It claims to come from {posing.name}.")
    if facts.issuer_kind is IssuerKind.LOCAL:
        return Finding(reason=Reason.SELF_ISSUED)
    return Finding(reason=Reason.ISSUER_UNKNOWN, detail=f'It says: "{facts.issuer_name}".')


def _judge_signer(
    chain: tuple[bytes, ...], read: ReadCredential, trust: TrustStore
) -> tuple[TrustBundle | None, IssuerKey | None, Finding | None]:
    certificates = [x509_profile.load(der) for der in chain]
    wrong = x509_profile.fault(certificates)
    if wrong:
        raise Refused(Reason.WRONG_KEY, f"It is not right: {wrong}.")
    bundle = trust.bundle_of_leaf(chain[0])
    key = bundle.key_of_leaf(chain[0]) if bundle else None
    if bundle is None or key is None:
        _refuse_impostor(chain, certificates, trust)
        names = [x509_profile.organisation(c) for c in certificates]
        return None, None, judge_stranger(read, trust, *names)
    if chain != key.chain:
        raise Refused(Reason.NOT_OUR_PROFILE, "The issuer's certificates are not those it has.")
    facts = read.facts
    said = (read.issuer_did, facts.issuer_id, facts.issuer_name, facts.issuer_kind)
    if said != (key.did, bundle.issuer_id, bundle.name, bundle.kind):
        raise Refused(Reason.CREDENTIAL_FOREIGN)
    local = bundle.kind is IssuerKind.LOCAL
    return bundle, key, Finding(reason=Reason.SELF_ISSUED) if local else None


def _refuse_impostor(
    chain: tuple[bytes, ...], certificates: list[x509.Certificate], trust: TrustStore
) -> None:
    """Refuse a signer that borrows a trusted issuer's root or key identifiers."""
    known = {der for b in trust.bundles for key in b.keys for der in key.chain}
    if known & set(chain):
        raise Refused(Reason.WRONG_KEY, "The issuer you trust does not list this signing key.")
    trusted = {_key_id(x509_profile.load(der)) for der in known}
    if any(_key_id(certificate) in trusted for certificate in certificates):
        raise Refused(Reason.CLAIMS_TRUSTED_ISSUER, "It copies the identifier of a trusted key.")


def _key_id(certificate: x509.Certificate) -> bytes:
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    except (x509.ExtensionNotFound, ValueError):
        return certificate.public_bytes(Encoding.DER)
    return found.value.digest


def _stopped(data: bytes, passed: list[Check], at: CheckName, finding: Finding) -> Examined:
    """End the examination; facts of a credential that is still proven are shown all the same."""
    read = None
    raw = pdf_profile.credential_of(data)
    if raw is not None:
        try:
            read = read_credential(raw)
        except Refused:
            read = None
    failed = Check(name=at, state=CheckState.FAILED, detail=finding.detail)
    return Examined(findings=(finding,), checks=(*passed, failed), read=read)


def _passed(name: CheckName) -> Check:
    return Check(name=name, state=CheckState.PASSED)
