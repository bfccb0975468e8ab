"""The one form of a CMS signature that our certificates carry, built from its parts.

`build` writes the whole structure again from the certificates, the digest and the raw signature; a
verifier accepts a CMS only if it is byte for byte what `build` gives. So padding, attributes,
revocation data, spare certificates and other spellings never pass, whatever a parser would make of
them. Elements follow RFC 5652, RFC 5035 and RFC 6211 as ETSI EN 319 142 asks of PAdES B-B.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from asn1crypto import cms as asn1_cms
from asn1crypto import x509 as asn1_x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import (
    Prehashed,
    decode_dss_signature,
    encode_dss_signature,
)

from quizapp.certificates import x509_profile

_P256_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_SHA256: Final = bytes.fromhex("0609608648016503040201")
_SHA256_ALGORITHM: Final = b"\x30\x0d" + _SHA256 + b"\x05\x00"
_ECDSA: Final = bytes.fromhex("300a06082a8648ce3d040302")
_RSA: Final = bytes.fromhex("300d06092a864886f70d01010b0500")
_DATA: Final = bytes.fromhex("06092a864886f70d010701")
_SIGNED_DATA: Final = bytes.fromhex("06092a864886f70d010702")
_CONTENT_TYPE: Final = bytes.fromhex("06092a864886f70d010903")
_MESSAGE_DIGEST: Final = bytes.fromhex("06092a864886f70d010904")
_SIGNING_CERTIFICATE_V2: Final = bytes.fromhex("060b2a864886f70d010910022f")
_ALGORITHM_PROTECTION: Final = bytes.fromhex("06092a864886f70d010934")
_V1: Final = b"\x02\x01\x01"


class CmsError(ValueError):
    """The bytes are not a CMS signature of our form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CmsParts:
    """What is free in a CMS of our form; `chain` is DER, leaf first."""

    chain: tuple[bytes, ...]
    digest: bytes
    signature: bytes


def split(data: bytes) -> CmsParts:
    """Take a CMS apart and prove that putting it together again gives the same bytes."""
    try:
        signed = asn1_cms.ContentInfo.load(data, strict=True)["content"]
        info = signed["signer_infos"][0]
        serial = info["sid"].chosen["serial_number"].native
        found = [choice.chosen.dump() for choice in signed["certificates"]]
        attributes = {a["type"].native: a["values"] for a in info["signed_attrs"]}
        parts = CmsParts(
            chain=_ordered(found, serial),
            digest=attributes["message_digest"][0].native,
            signature=info["signature"].native,
        )
        again = build(parts)
    except CmsError:
        raise
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise CmsError("not a CMS signature") from error
    if again != data:
        raise CmsError("the signature has another form than ours")
    return parts


def build(parts: CmsParts) -> bytes:
    """Write the CMS of our form."""
    leaf = asn1_x509.Certificate.load(parts.chain[0])
    algorithm = _ECDSA if leaf.public_key.algorithm == "ec" else _RSA
    signer = _sequence(
        _V1
        + _sequence(leaf.issuer.dump() + leaf["tbs_certificate"]["serial_number"].dump())
        + _SHA256_ALGORITHM
        + b"\xa0"
        + _sized(_attributes(parts.chain[0], parts.digest))
        + algorithm
        + b"\x04"
        + _sized(parts.signature)
    )
    signed = _sequence(
        _V1
        + _set([_SHA256_ALGORITHM])
        + _sequence(_DATA)
        + b"\xa0"
        + _sized(b"".join(sorted(parts.chain)))
        + _set([signer])
    )
    return _sequence(_SIGNED_DATA + b"\xa0" + _sized(signed))


def signed_bytes(leaf: bytes, digest: bytes) -> bytes:
    """Give the bytes that the raw signature is over: the signed attributes as a SET."""
    return b"\x31" + _sized(_attributes(leaf, digest))


def signature_holds(parts: CmsParts) -> bool:
    """Check the raw signature with the leaf's key, in its one accepted spelling."""
    key = x509_profile.load(parts.chain[0]).public_key()
    data = signed_bytes(parts.chain[0], parts.digest)
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            if low_s(parts.signature) != parts.signature:
                return False
            key.verify(parts.signature, data, ec.ECDSA(hashes.SHA256()))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(parts.signature, data, padding.PKCS1v15(), hashes.SHA256())
        else:
            return False
    except (InvalidSignature, ValueError):
        return False
    return True


def low_s(signature: bytes) -> bytes:
    """Give the spelling of an ECDSA P-256 signature with the lower of its two values of s.

    Both are valid to every library; allowing one closes the only way to alter a signature that
    needs no key.
    """
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, _P256_ORDER - s))


def raw_signature(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey, data: bytes) -> bytes:
    """Sign the attributes with a leaf's key, in the accepted spelling."""
    digest = hashlib.sha256(data).digest()
    prehashed = Prehashed(hashes.SHA256())
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(digest, padding.PKCS1v15(), prehashed)
    return low_s(key.sign(digest, ec.ECDSA(prehashed)))


def _attributes(leaf: bytes, digest: bytes) -> bytes:
    algorithm = _ECDSA if asn1_x509.Certificate.load(leaf).public_key.algorithm == "ec" else _RSA
    certificate_id = _sequence(b"\x04" + _sized(hashlib.sha256(leaf).digest()))
    each = (
        (_CONTENT_TYPE, _DATA),
        (_MESSAGE_DIGEST, b"\x04" + _sized(digest)),
        (_SIGNING_CERTIFICATE_V2, _sequence(_sequence(certificate_id))),
        (_ALGORITHM_PROTECTION, _sequence(_SHA256_ALGORITHM + b"\xa1" + algorithm[1:])),
    )
    return b"".join(sorted(_sequence(kind + _set([value])) for kind, value in each))


def _ordered(found: Sequence[bytes], serial: int) -> tuple[bytes, ...]:
    """Put the leaf first and each issuer after the one it vouches for."""
    certificates = {der: x509_profile.load(der) for der in found}
    if len(certificates) != len(found):
        raise CmsError("a certificate stands twice")
    left = list(certificates)
    leaf = next((d for d in left if certificates[d].serial_number == serial), None)
    if leaf is None:
        raise CmsError("the signer's certificate is missing")
    chain = [leaf]
    left.remove(leaf)
    while left:
        issuer = certificates[chain[-1]].issuer
        parent = next((d for d in left if certificates[d].subject == issuer), None)
        if parent is None:
            raise CmsError("a certificate that does not belong to the signer")
        left.remove(parent)
        chain.append(parent)
    return tuple(chain)


def _sequence(content: bytes) -> bytes:
    return b"\x30" + _sized(content)


def _set(members: Sequence[bytes]) -> bytes:
    return b"\x31" + _sized(b"".join(sorted(members)))


def _sized(content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:  # noqa: PLR2004 - DER: below 128 the length is one byte
        return bytes([size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([0x80 | len(length)]) + length + content
