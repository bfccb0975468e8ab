"""Attacks on the CMS inside: other spellings and additions that need no key."""

from __future__ import annotations

import random

from asn1crypto import cms, core
from asn1crypto import x509 as asn1_x509
from cms_parts import cms_of, with_cms
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from sample import Sample

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def _parsed(sample: Sample) -> cms.ContentInfo:
    return cms.ContentInfo.load(cms_of(sample.pdf)).copy()


def _rewritten(sample: Sample, info: cms.ContentInfo) -> bytes:
    return with_cms(sample.pdf, info.dump(force=True))


def other_s(sample: Sample, rng: random.Random) -> bytes:
    """Replace s by n - s: as valid to every library, and needs no key."""
    del rng
    info = _parsed(sample)
    signer = info["content"]["signer_infos"][0]
    r, s = decode_dss_signature(signer["signature"].native)
    signer["signature"] = encode_dss_signature(r, _ORDER - s)
    return _rewritten(sample, info)


def spare_certificate(sample: Sample, rng: random.Random) -> bytes:
    """Add a certificate that nobody needs."""
    info = _parsed(sample)
    chain = sample.rival.trust.bundles[0].keys[0].chain
    spare = asn1_x509.Certificate.load(rng.choice(chain))
    certificates = info["content"]["certificates"]
    certificates.append(cms.CertificateChoices(name="certificate", value=spare))
    return _rewritten(sample, info)


def doubled_certificate(sample: Sample, rng: random.Random) -> bytes:
    info = _parsed(sample)
    certificates = info["content"]["certificates"]
    certificates.append(rng.choice(list(certificates)).copy())
    return _rewritten(sample, info)


def missing_root(sample: Sample, rng: random.Random) -> bytes:
    del rng
    info = _parsed(sample)
    signed = info["content"]
    kept = [c for c in signed["certificates"] if c.chosen.subject != c.chosen.issuer]
    signed["certificates"] = cms.CertificateSet(kept)
    return _rewritten(sample, info)


def unsigned_attribute(sample: Sample, rng: random.Random) -> bytes:
    info = _parsed(sample)
    signer = info["content"]["signer_infos"][0]
    signer["unsigned_attrs"] = cms.CMSAttributes(
        [
            cms.CMSAttribute(
                {
                    "type": f"1.2.3.{rng.randint(1, 99)}",
                    "values": [core.OctetString(rng.randbytes(5))],
                }
            )
        ]
    )
    return _rewritten(sample, info)


def revocation_data(sample: Sample, rng: random.Random) -> bytes:
    """Add a field for revocation lists."""
    del rng
    data = cms_of(sample.pdf)
    info = cms.ContentInfo.load(data)
    signed = info["content"]
    parts = b"".join(signed[name].dump() for name in ("version", "digest_algorithms"))
    parts += signed["encap_content_info"].dump() + signed["certificates"].dump()
    parts += b"\xa1\x00" + signed["signer_infos"].dump()
    return with_cms(sample.pdf, _wrapped(parts))


def bytes_after_cms(sample: Sample, rng: random.Random) -> bytes:
    return with_cms(sample.pdf, cms_of(sample.pdf) + b"\x04\x03" + rng.randbytes(3))


def endless_length(sample: Sample, rng: random.Random) -> bytes:
    """Write the outer sequence with BER's indefinite length."""
    del rng
    data = cms_of(sample.pdf)
    return with_cms(sample.pdf, b"\x30\x80" + data[4:] + b"\0\0")


def longer_length(sample: Sample, rng: random.Random) -> bytes:
    """Write the outer length with more bytes than it needs."""
    data = cms_of(sample.pdf)
    more = rng.randint(1, 3)
    return with_cms(sample.pdf, bytes([0x30, 0x82 + more]) + b"\0" * more + data[2:4] + data[4:])


def digest_without_null(sample: Sample, rng: random.Random) -> bytes:
    """Leave out the NULL of the digest algorithm outside the signed attributes."""
    del rng
    data = cms_of(sample.pdf)
    long_form = bytes.fromhex("300d06096086480165030402010500")
    short = bytes.fromhex("300b0609608648016503040201")
    at = data.index(long_form)
    changed = data[:at] + short + data[at + len(long_form) :]
    return with_cms(sample.pdf, changed)


def transplanted(sample: Sample, rng: random.Random) -> bytes:
    """Use the signature of another certificate of the same issuer."""
    del rng
    return with_cms(sample.pdf, cms_of(sample.other.pdf))


def own_message_digest(sample: Sample, rng: random.Random) -> bytes:
    """Change the file and put its new digest into the signed attributes, without the key."""
    info = _parsed(sample)
    for attribute in info["content"]["signer_infos"][0]["signed_attrs"]:
        if attribute["type"].native == "message_digest":
            attribute["values"] = [core.OctetString(rng.randbytes(32))]
    return _rewritten(sample, info)


def _wrapped(parts: bytes) -> bytes:
    signed = b"\x30\x82" + len(parts).to_bytes(2) + parts
    inner = bytes.fromhex("06092a864886f70d010702") + b"\xa0\x82" + len(signed).to_bytes(2) + signed
    return b"\x30\x82" + len(inner).to_bytes(2) + inner
