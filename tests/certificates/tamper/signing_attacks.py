"""Attacks that sign anew: strangers, impostors with names and identifiers of others, insiders.

A stranger's own complete certificate is the one thing here that may be amber. The insider's attacks
use the issuer's real key on a page that our program would never make.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import ExtendedKeyUsageOID
from office import ISSUED, PASSPHRASE, Office
from pikepdf import Array, Dictionary, Name, Pdf, String
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from sample import Sample

from quizapp.certificates import credential, finish, keys, multibase, page, sign, x509_profile
from quizapp.certificates.keys import KeyEntry
from quizapp.certificates.sign import PdfSealer


def unsigned(pdf: bytes) -> bytes:
    """Give the page as it was before it was signed."""
    return pdf[: pdf.index(b"\n%%EOF\n") + 7]


def edited(pdf: bytes, change: Callable[[Pdf], None]) -> bytes:
    """Change a page before signing."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        opened.save(out, force_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


@lru_cache(maxsize=8)
def impostor(name: str) -> tuple[KeyEntry, Ed25519PrivateKey]:
    """Make an issuer with any name."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = x509_profile.make_root(name, root_key, now=ISSUED)
    leaf = x509_profile.make_leaf(name, key.public_key(), root=root, root_key=root_key, now=ISSUED)
    return KeyEntry(key=key, chain=(leaf, root)), Ed25519PrivateKey.generate()


@lru_cache(maxsize=2)
def _real_root(office_folder: str) -> KeyEntry:
    return keys.load(Path(office_folder) / "root.p12", keys.passphrase(PASSPHRASE))


def _own(sample: Sample, name: str, entry: KeyEntry, key: Ed25519PrivateKey) -> bytes:
    """Issue a complete certificate under any name with one's own keys."""
    facts = sample.office.facts(issuer_name=name, issuer_id=multibase.did_of(key), score=99.0)
    digest = page.page_digest(facts)
    did = multibase.did_of(key)
    vc = credential.issue(facts, key, did=did, page_digest=digest)
    finished = finish.finish(page.draw(facts, "QZ1:0"), facts, vc)
    return sign.sealer(entry).seal(finished, at=ISSUED)


def stranger(sample: Sample, rng: random.Random) -> bytes:
    """Issue a complete certificate as an issuer that the receiver does not know (amber)."""
    name = rng.choice(["Distant Shores Academy", "Kindness Guild", "Nord Care"])
    return _own(sample, name, *impostor(name))


def same_name(sample: Sample, rng: random.Random) -> bytes:
    del rng
    name = sample.office.issuer.public.name
    return _own(sample, name, *impostor(name))


def lookalike_name(sample: Sample, rng: random.Random) -> bytes:
    real = sample.office.issuer.public.name
    name = rng.choice(
        [
            real.replace("o", "\u043e"),
            real.replace("a", "\u0430"),
            real.upper(),
            real.replace(" ", "  "),
            real.replace("e", "\u00e9"),
            real + ".",
        ]
    )
    drawn = " ".join(name.split())
    return _own(sample, drawn, *impostor(name))


def genuine_page_signed_by_stranger(sample: Sample, rng: random.Random) -> bytes:
    """Keep page and credential and sign them with another key."""
    entry, _ = impostor(rng.choice(["Distant Shores Academy", "Kindness Guild"]))
    return sign.sealer(entry).seal(unsigned(sample.pdf), at=ISSUED)


def own_page_around_genuine_credential(sample: Sample, rng: random.Random) -> bytes:
    """Put a genuine credential into a prettier PDF."""
    entry, _ = impostor("Kindness Guild")
    facts = sample.office.facts(holder_name=f"Mallory {rng.choice('ABCDE')}")
    finished = finish.finish(page.draw(facts, "QZ1:0"), facts, sample.genuine.credential_json)
    return sign.sealer(entry).seal(finished, at=ISSUED)


def copied_key_identifier(sample: Sample, rng: random.Random) -> bytes:
    """Copy the subject key identifier of the trusted signing certificate."""
    del rng
    real = x509.load_der_x509_certificate(sample.office.trust.bundles[0].keys[0].chain[0])
    ski = real.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    entry, key = impostor("Kindness Guild")
    root_key = ec.generate_private_key(ec.SECP256R1())
    root = x509_profile.make_root("Kindness Guild", root_key, now=ISSUED)
    leaf = _changed_leaf(entry.chain[0], root, root_key, ski=ski)
    return _own(sample, "Kindness Guild", KeyEntry(key=entry.key, chain=(leaf, root)), key)


def trusted_root_borrowed(sample: Sample, rng: random.Random) -> bytes:
    """Embed the trusted root beside a leaf that it never signed."""
    del rng
    chain = sample.office.trust.bundles[0].keys[0].chain
    root = x509.load_der_x509_certificate(chain[-1])
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    leaf = x509_profile.make_leaf(
        sample.office.issuer.public.name, key.public_key(), root=root, root_key=root_key, now=ISSUED
    )
    return sign.sealer(KeyEntry(key=key, chain=(leaf, root))).seal(unsigned(sample.pdf), at=ISSUED)


def self_signed(sample: Sample, rng: random.Random) -> bytes:
    """Sign with a root and no leaf."""
    del rng
    key = ec.generate_private_key(ec.SECP256R1())
    root = x509_profile.make_root("Kindness Guild", key, now=ISSUED)
    return sign.sealer(KeyEntry(key=key, chain=(root, root))).seal(unsigned(sample.pdf), at=ISSUED)


def unlisted_leaf(sample: Sample, rng: random.Random) -> bytes:
    """Sign with a certificate of the real root that its trust bundle does not list."""
    del rng
    entry = _root_leaf(sample.office)
    return sign.sealer(entry).seal(unsigned(sample.pdf), at=ISSUED)


def web_server_key(sample: Sample, rng: random.Random) -> bytes:
    """Sign with a certificate of the real root that was made for a web server."""
    del rng
    plain = _root_leaf(sample.office)
    root_entry = _real_root(str(sample.office.folder))
    assert isinstance(root_entry.key, ec.EllipticCurvePrivateKey)
    leaf = _changed_leaf(
        plain.chain[0],
        root_entry.chain[0],
        root_entry.key,
        purpose=ExtendedKeyUsageOID.SERVER_AUTH,
    )
    entry = KeyEntry(key=plain.key, chain=(leaf, root_entry.chain[0]))
    return sign.sealer(entry).seal(unsigned(sample.pdf), at=ISSUED)


def leaf_as_authority(sample: Sample, rng: random.Random) -> bytes:
    """Let the genuine leaf vouch for another certificate."""
    del rng
    real = sample.office.issuer._keys
    assert real is not None
    chain = tuple(
        x509.load_der_x509_certificate(d) for d in sample.office.trust.bundles[0].keys[0].chain
    )
    key = ec.generate_private_key(ec.SECP256R1())
    leaf = x509_profile.make_leaf(
        "Harbour Care Ltd",
        key.public_key(),
        root=chain[0],
        root_key=real.sealer.signer._key,
        now=ISSUED,
    )
    return sign.sealer(KeyEntry(key=key, chain=(leaf, *chain))).seal(
        unsigned(sample.pdf), at=ISSUED
    )


def second_signature(sample: Sample, rng: random.Random) -> bytes:
    """Append an approval signature of the attacker's own."""
    entry, _ = impostor("Kindness Guild")
    meta = PdfSignatureMetadata(
        field_name=f"Second{rng.randint(1, 99)}",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
    )
    return _sealed_as(sample.pdf, _RudeSigner(meta, sign.sealer(entry).signer))


class _RudeSigner(PdfSigner):
    """Signs although the certification forbids it."""

    def _enforce_certification_constraints(self, reader: object) -> None:
        del reader


# From here on the issuer's real key signs what our program would never make.


def insider_other_credential(sample: Sample, rng: random.Random) -> bytes:
    """Swap in another person's genuine credential before signing."""
    del rng
    facts = sample.office.facts(holder_name="Mallory")
    finished = finish.finish(page.draw(facts, "QZ1:0"), facts, sample.other.credential_json)
    return _insider(sample).seal(finished, at=ISSUED)


def insider_other_text(sample: Sample, rng: random.Random) -> bytes:
    """Print another name or score than the credential holds."""
    facts = sample.office.facts(score=float(rng.randint(80, 99)))
    finished = finish.finish(page.draw(facts, "QZ1:0"), facts, sample.genuine.credential_json)
    return _insider(sample).seal(finished, at=ISSUED)


def insider_strange_part(sample: Sample, rng: random.Random) -> bytes:
    """Add something active, hidden, external or further before signing."""
    change = rng.choice(
        [_script, _action, _layer, _second_page, _second_file, _note, _plain_font, _external]
    )
    return _insider(sample).seal(edited(unsigned(sample.pdf), change), at=ISSUED)


def insider_visible_signature(sample: Sample, rng: random.Random) -> bytes:
    def change(pdf: Pdf) -> None:
        pdf.Root.AcroForm.Fields[0].Rect = Array([10, 10, 200, 110 + rng.randint(1, 99)])

    return _insider(sample).seal(edited(unsigned(sample.pdf), change), at=ISSUED)


def insider_allows_changes(sample: Sample, rng: random.Random) -> bytes:
    """Certify so that forms may be filled in or notes added later."""
    meta = PdfSignatureMetadata(
        field_name="Signature1",
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=rng.choice([MDPPerm.FILL_FORMS, MDPPerm.ANNOTATE]),
        subfilter=SigSeedSubFilter.PADES,
    )
    return _sealed_as(unsigned(sample.pdf), PdfSigner(meta, _insider(sample).signer))


def insider_approval_only(sample: Sample, rng: random.Random) -> bytes:
    """Sign without certifying, or in the older form of signature."""
    meta = PdfSignatureMetadata(
        field_name="Signature1",
        md_algorithm="sha256",
        certify=rng.random() < 0.5,
        subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED,
    )
    return _sealed_as(unsigned(sample.pdf), PdfSigner(meta, _insider(sample).signer))


def _insider(sample: Sample) -> PdfSealer:
    held = sample.office.issuer._keys
    assert held is not None
    return held.sealer


def _sealed_as(pdf: bytes, signer: PdfSigner) -> bytes:
    session = signer.init_signing_session(IncrementalPdfFileWriter(io.BytesIO(pdf)))
    session.system_time = ISSUED
    document = session.prepare_tbs_document(
        validation_info=None, bytes_reserved=8192, appearance_text_params=None
    )
    prepared, out = document.digest_tbs_document(output=io.BytesIO())
    sign._run(
        document.perform_signature(
            document_digest=prepared.document_digest,
            pdf_cms_signed_attrs=PdfCMSSignedAttributes(),
        )
    )
    out.seek(0)
    return bytes(out.read())


@lru_cache(maxsize=2)
def _root_leaf_of(folder: str, name: str) -> KeyEntry:
    root_entry = _real_root(folder)
    assert isinstance(root_entry.key, ec.EllipticCurvePrivateKey)
    key = ec.generate_private_key(ec.SECP256R1())
    root = root_entry.chain[0]
    leaf = x509_profile.make_leaf(
        name, key.public_key(), root=root, root_key=root_entry.key, now=ISSUED
    )
    return KeyEntry(key=key, chain=(leaf, root))


def _root_leaf(office: Office) -> KeyEntry:
    return _root_leaf_of(str(office.folder), office.issuer.public.name)


def _changed_leaf(
    leaf: x509.Certificate,
    root: x509.Certificate,
    root_key: ec.EllipticCurvePrivateKey,
    *,
    ski: x509.SubjectKeyIdentifier | None = None,
    purpose: x509.ObjectIdentifier | None = None,
) -> x509.Certificate:
    public = leaf.public_key()
    assert isinstance(public, ec.EllipticCurvePublicKey)
    builder = (
        x509.CertificateBuilder()
        .subject_name(leaf.subject)
        .issuer_name(root.subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(leaf.not_valid_before_utc)
        .not_valid_after(leaf.not_valid_after_utc)
    )
    for extension in leaf.extensions:
        value = extension.value
        if isinstance(value, x509.SubjectKeyIdentifier) and ski is not None:
            value = ski
        if isinstance(value, x509.ExtendedKeyUsage) and purpose is not None:
            value = x509.ExtendedKeyUsage([purpose])
        builder = builder.add_extension(value, critical=extension.critical)
    return builder.sign(root_key, hashes.SHA256())


def _script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _action(pdf: Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.URI, URI=String("http://a.example")))


def _layer(pdf: Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    pdf.pages[0].Resources.Properties = Dictionary(L=group)


def _second_page(pdf: Pdf) -> None:
    pdf.add_blank_page()


def _second_file(pdf: Pdf) -> None:
    names = list(pdf.Root.Names.EmbeddedFiles.Names)
    names += [String("other.json"), names[1]]
    pdf.Root.Names.EmbeddedFiles.Names = Array(names)


def _note(pdf: Pdf) -> None:
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([9, 9, 99, 99]), Contents=String("x")
    )
    pdf.pages[0].obj.Annots.append(pdf.make_indirect(note))


def _plain_font(pdf: Pdf) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].Resources.Font.Zz = pdf.make_indirect(font)


def _external(pdf: Pdf) -> None:
    picture = pdf.make_stream(b"")
    picture.stream_dict.F = String("//server/share/picture")
    picture.stream_dict.Subtype = Name.Image
    pdf.pages[0].Resources.XObject = Dictionary(Zz=picture)
