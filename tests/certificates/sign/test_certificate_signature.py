"""The PDF signature: our form equals pyHanko's own, and other programs agree with it."""

from __future__ import annotations

import asyncio
import io
import shutil
import subprocess
from collections.abc import Generator
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import cms as asn1_cms
from asn1crypto import x509 as asn1_x509
from asn1crypto.keys import PrivateKeyInfo
from cms_parts import cms_of
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from office import Office
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from quizapp.certificates import cms_profile, sign
from quizapp.certificates.issue import IssuedCertificate

need = {
    tool: pytest.mark.skipif(shutil.which(tool) is None, reason=f"{tool} is not installed")
    for tool in ("pdfsig", "certutil", "qpdf", "gs")
}


def test_pyhanko_packs_the_same_attributes_into_the_same_bytes(
    office: Office, certificate: IssuedCertificate
) -> None:
    parts = cms_profile.split(cms_of(certificate.pdf))
    held = office.issuer._keys
    assert held is not None
    key = held.sealer.signer._key
    leaf, root = (asn1_x509.Certificate.load(der) for der in parts.chain)
    registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # pyHanko's
    registry.register(root)
    info = PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
    signer = SimpleSigner(signing_cert=leaf, signing_key=info, cert_registry=registry)
    ours = cms_profile.signed_bytes(parts.chain[0], parts.digest)
    theirs = asyncio.run(
        signer.async_sign_prescribed_attributes("sha256", asn1_cms.CMSAttributes.load(ours))
    )
    theirs_info = theirs["content"]["signer_infos"][0]
    theirs_info["signature"] = parts.signature
    assert theirs.dump(force=True) == cms_of(certificate.pdf)


def test_pyhankos_own_validation_agrees(office: Office, certificate: IssuedCertificate) -> None:
    chain = office.trust.bundles[0].keys[0].chain
    context = ValidationContext(
        trust_roots=[asn1_x509.Certificate.load(chain[-1])], allow_fetching=False
    )
    reader = PdfFileReader(io.BytesIO(certificate.pdf), strict=True)
    status = validate_pdf_signature(
        reader.embedded_signatures[0],
        context,
        key_usage_settings=KeyUsageConstraints(key_usage={"non_repudiation"}),
    )
    assert status.bottom_line
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE


@pytest.mark.parametrize("seed", range(8))
def test_only_the_lower_s_is_written_and_accepted(office: Office, seed: int) -> None:
    held = office.issuer._keys
    assert held is not None
    chain = office.trust.bundles[0].keys[0].chain
    digest = bytes([seed]) * 32
    data = cms_profile.signed_bytes(chain[0], digest)
    signature = cms_profile.raw_signature(held.sealer.signer._key, data)
    parts = cms_profile.CmsParts(chain=chain, digest=digest, signature=signature)
    assert cms_profile.signature_holds(parts)
    assert cms_profile.low_s(signature) == signature
    info = asn1_cms.ContentInfo.load(cms_profile.build(parts))
    assert len(info["content"]["certificates"]) == 2


@pytest.fixture
def file(certificate: IssuedCertificate, tmp_path: Path) -> Path:
    path = tmp_path / "certificate.pdf"
    path.write_bytes(certificate.pdf)
    return path


@need["pdfsig"]
@need["certutil"]
def test_pdfsig_finds_it_valid_trusted_and_whole(
    office: Office, file: Path, tmp_path: Path
) -> None:
    store = tmp_path / "nss"
    store.mkdir()
    root = tmp_path / "root.cer"
    root.write_bytes(office.trust.bundles[0].keys[0].chain[-1])
    subprocess.run(["certutil", "-N", "-d", f"sql:{store}", "--empty-password"], check=True)
    subprocess.run(
        ["certutil", "-A", "-d", f"sql:{store}", "-n", "root", "-t", "CT,C,C", "-i", str(root)],
        check=True,
    )
    said = subprocess.run(
        ["pdfsig", "-nssdir", f"sql:{store}", str(file)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert "Signature is Valid" in said
    assert "Certificate is Trusted" in said
    assert "Total document signed" in said


@need["qpdf"]
def test_qpdf_finds_no_fault(file: Path) -> None:
    done = subprocess.run(
        ["qpdf", "--check", str(file)], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "No syntax or stream encoding errors" in done.stdout


@need["gs"]
def test_ghostscript_finds_no_fault(file: Path) -> None:
    done = subprocess.run(
        ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", str(file)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0
    assert "rror" not in done.stdout + done.stderr


def test_the_credential_is_fetched_by_the_pdfs_own_means(certificate: IssuedCertificate) -> None:
    with pikepdf.open(io.BytesIO(certificate.pdf)) as pdf:
        (name,) = pdf.attachments
        assert name == "credential.json"
        assert pdf.attachments[name].get_file().read_bytes() == certificate.credential_json


def test_signing_refuses_to_wait_for_anything() -> None:
    class Waiting:
        def __await__(self) -> Generator[None, None, None]:
            yield None

    async def work() -> None:
        await Waiting()

    with pytest.raises(RuntimeError, match="outside"):
        sign._run(work())
