"""Which X.509 certificates may sign, and which bytes are one at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from office import FOUNDED

from quizapp.certificates import x509_profile

WEAK = rsa.generate_private_key(65537, 1024)  # noqa: S505 - to be refused
ROOT_KEY = ec.generate_private_key(ec.SECP256R1())
ROOT = x509_profile.make_root("Harbour Care Ltd", ROOT_KEY, now=FOUNDED)
KEY = ec.generate_private_key(ec.SECP256R1())
LEAF = x509_profile.make_leaf(
    "Harbour Care Ltd", KEY.public_key(), root=ROOT, root_key=ROOT_KEY, now=FOUNDED
)


def leaf(
    *changed: x509.ExtensionType,
    public: CertificatePublicKeyTypes | None = None,
    bare: bool = False,
) -> x509.Certificate:
    """Make a leaf that differs from ours in some extensions or in its key."""
    builder = (
        x509.CertificateBuilder()
        .subject_name(LEAF.subject)
        .issuer_name(ROOT.subject)
        .public_key(public or KEY.public_key())
        .serial_number(7)
        .not_valid_before(LEAF.not_valid_before_utc)
        .not_valid_after(LEAF.not_valid_after_utc)
    )
    new = {value.oid: value for value in changed}
    for extension in [] if bare else LEAF.extensions:
        value = new.get(extension.oid, extension.value)
        builder = builder.add_extension(value, critical=extension.critical)
    return builder.sign(ROOT_KEY, hashes.SHA256())


def usage(*, sign: bool, commit: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=sign,
        content_commitment=commit,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def test_our_own_profile_may_sign() -> None:
    assert x509_profile.fault((LEAF, ROOT)) == ""
    assert x509_profile.organisation(LEAF) == "Harbour Care Ltd"


@pytest.mark.parametrize(
    ("certificate", "words"),
    [
        (leaf(usage(sign=True, commit=False)), "may not sign documents"),
        (leaf(usage(sign=False, commit=True)), "may not sign documents"),
        (leaf(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])), "another purpose"),
        (leaf(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])), "another purpose"),
        (leaf(x509.BasicConstraints(ca=True, path_length=None)), "vouches for others"),
        (leaf(bare=True), "does not say"),
        (leaf(public=ec.generate_private_key(ec.SECP384R1()).public_key()), "neither P-256"),
        (leaf(public=WEAK.public_key()), "neither P-256"),
    ],
    ids=[
        "no commitment",
        "no signature",
        "server",
        "mail",
        "authority",
        "bare",
        "P-384",
        "RSA-1024",
    ],
)
def test_others_may_not(certificate: x509.Certificate, words: str) -> None:
    assert words in x509_profile.fault((certificate, ROOT))


def test_a_chain_needs_its_root_and_each_signature() -> None:
    stranger_key = ec.generate_private_key(ec.SECP256R1())
    stranger = x509_profile.make_root("Harbour Care Ltd", stranger_key, now=FOUNDED)
    assert "missing" in x509_profile.fault((LEAF,))
    assert "missing" in x509_profile.fault((LEAF, *[ROOT] * 4))
    assert "do not form a chain" in x509_profile.fault((LEAF, stranger))
    assert "do not form a chain" in x509_profile.fault((ROOT, LEAF))


@pytest.mark.parametrize("cut", [0, 1, 50, -1])
def test_a_damaged_certificate_has_one_kind_of_error(cut: int) -> None:
    with pytest.raises(x509_profile.CertificateError):
        x509_profile.load(LEAF.public_bytes(Encoding.DER)[:cut])


def test_the_revocation_list_names_lost_leaves() -> None:
    raw = x509_profile.make_crl(ROOT, ROOT_KEY, revoked=[(LEAF, FOUNDED)], number=3, now=FOUNDED)
    listing = x509.load_der_x509_crl(raw)
    public = ROOT.public_key()
    assert isinstance(public, ec.EllipticCurvePublicKey)
    assert listing.is_signature_valid(public)
    assert listing.get_revoked_certificate_by_serial_number(LEAF.serial_number) is not None


def test_years_are_added_across_a_leap_day() -> None:
    leap = datetime(2028, 2, 29, tzinfo=UTC)
    assert x509_profile.years_after(leap, 1) == datetime(2029, 2, 28, tzinfo=UTC)
