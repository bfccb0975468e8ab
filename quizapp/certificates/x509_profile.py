"""The X.509 certificates behind a PDF signature: how ours are made, and which may sign.

Key usage and extended key usage are those that PDF readers accept: without `emailProtection` some
refuse a document-signing certificate, without non-repudiation others do.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

ROOT_YEARS: Final = 20
LEAF_YEARS: Final = 2
SIGNING_YEARS: Final = 1
_DOCUMENT_SIGNING: Final = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
_OWN_PURPOSES: Final = (_DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION)
_SIGNING_PURPOSES: Final = frozenset(
    {
        _DOCUMENT_SIGNING,
        ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"),  # Microsoft document signing
        ObjectIdentifier("1.2.840.113583.1.1.5"),  # Adobe authentic documents trust
    }
)
_TOLERATED_PURPOSES: Final = _SIGNING_PURPOSES | {
    ExtendedKeyUsageOID.EMAIL_PROTECTION,
    ExtendedKeyUsageOID.CLIENT_AUTH,
}
_MIN_RSA_BITS: Final = 2048
_MAX_CHAIN: Final = 4
_UNREADABLE: Final = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)


class CertificateError(ValueError):
    """The bytes are not a certificate that can be read to its end."""


def load(der: bytes) -> x509.Certificate:
    """Read a certificate, and now rather than later every part that is read on demand.

    A damaged one raises CertificateError here, whatever the library calls it, and nothing later.
    """
    try:
        certificate = x509.load_der_x509_certificate(der)
        certificate.public_key()
        parts = (
            certificate.version,
            certificate.subject,
            certificate.issuer,
            certificate.extensions,
            certificate.signature_hash_algorithm,
            certificate.not_valid_before_utc,
            certificate.not_valid_after_utc,
        )
    except _UNREADABLE as error:
        raise CertificateError("not a certificate that can be read") from error
    if certificate.version is not x509.Version.v3 or not parts[1] or not parts[2]:
        raise CertificateError("not a certificate of our kind")
    return certificate


def years_after(start: datetime, years: int) -> datetime:
    """Add years, taking 28 February for a 29th that does not exist."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return start.replace(year=start.year + years, day=28)


def make_root(name: str, key: ec.EllipticCurvePrivateKey, *, now: datetime) -> x509.Certificate:
    """Make a root certificate that may only sign certificates and their revocation lists."""
    subject = _subject(name, "certificate root")
    ski = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(years_after(now, ROOT_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(ca=True), critical=True)
        .add_extension(ski, critical=False)
        .sign(key, hashes.SHA256())
    )


def make_leaf(
    name: str,
    public: ec.EllipticCurvePublicKey,
    *,
    root: x509.Certificate,
    root_key: ec.EllipticCurvePrivateKey,
    now: datetime,
) -> x509.Certificate:
    """Make the certificate whose key signs PDFs; valid two years, to be used for one."""
    ski = root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return (
        x509.CertificateBuilder()
        .subject_name(_subject(name, f"certificates {now:%Y}"))
        .issuer_name(root.subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(years_after(now, LEAF_YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(ca=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage(_OWN_PURPOSES), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(ski), critical=False
        )
        .sign(root_key, hashes.SHA256())
    )


def make_crl(
    root: x509.Certificate,
    root_key: ec.EllipticCurvePrivateKey,
    *,
    revoked: Sequence[tuple[x509.Certificate, datetime]],
    number: int,
    now: datetime,
) -> bytes:
    """Write the root's revocation list for other PDF readers, as DER; good for a year."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.subject)
        .last_update(now)
        .next_update(years_after(now, 1))
        .add_extension(x509.CRLNumber(number), critical=False)
    )
    for leaf, since in revoked:
        entry = (
            x509.RevokedCertificateBuilder()
            .serial_number(leaf.serial_number)
            .revocation_date(since)
            .add_extension(x509.CRLReason(x509.ReasonFlags.key_compromise), critical=False)
            .build()
        )
        builder = builder.add_revoked_certificate(entry)
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415 - rare

    return builder.sign(root_key, hashes.SHA256()).public_bytes(Encoding.DER)


def organisation(certificate: x509.Certificate) -> str:
    """Give the organisation or, if there is none, the common name in a certificate."""
    for oid in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME):
        found = certificate.subject.get_attributes_for_oid(oid)
        if found:
            return str(found[0].value)
    return ""


def fault(chain: Sequence[x509.Certificate]) -> str:
    """Say why `chain` (leaf first, root last) may not sign certificates; empty if it may."""
    if not 1 < len(chain) <= _MAX_CHAIN:
        return "the certificate of the signer or of its root is missing"
    leaf, root = chain[0], chain[-1]
    try:
        for child, parent in zip(chain, [*chain[1:], root], strict=True):
            child.verify_directly_issued_by(parent)
    except (InvalidSignature, *_UNREADABLE):
        return "the certificates do not form a chain"
    if not all(_is_authority(c) for c in chain[1:]):
        return "a certificate in the chain may not vouch for others"
    return _leaf_fault(leaf)


def _leaf_fault(leaf: x509.Certificate) -> str:
    key = leaf.public_key()
    strong = (isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name == "secp256r1") or (
        isinstance(key, rsa.RSAPublicKey) and key.key_size >= _MIN_RSA_BITS
    )
    if not strong:
        return "the signing key is neither P-256 nor RSA of 2048 bits or more"
    try:
        usage = leaf.extensions.get_extension_for_class(x509.KeyUsage).value
        purposes = set(leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value)
    except (x509.ExtensionNotFound, ValueError):
        return "the signing certificate does not say what it may be used for"
    if _is_authority(leaf) or usage.key_cert_sign:
        return "the signing certificate is one that vouches for others"
    if not (usage.digital_signature and usage.content_commitment):
        return "the signing certificate may not sign documents"
    if not purposes & _SIGNING_PURPOSES or purposes - _TOLERATED_PURPOSES:
        return "the signing certificate was made for another purpose"
    return ""


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        value = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    return value.ca


def _subject(name: str, role: str) -> x509.Name:
    short = name[:64]
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, short),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{name[:38].strip()} {role}"),
        ]
    )


def _usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not ca,
        content_commitment=not ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )
