"""The printed code: small, signed, read from pictures, and never more than amber."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from office import FOUNDED, Office, codes
from PIL import Image

from quizapp.certificates import qr_claim
from quizapp.certificates.issue import IssuedCertificate
from quizapp.certificates.qr_claim import ClaimError
from quizapp.certificates.qr_image import qr_matrix
from quizapp.certificates.status import StatusList, StatusReason
from quizapp.domain.verdict import Colour, FileKind, Verdict


def picture(text: str, *, scale: int = 4, turn: float = 0.0, form: str = "PNG") -> bytes:
    """Photograph a code: drawn with a quiet zone, turned, saved."""
    symbol = qr_matrix(text)
    size = symbol.modules
    image = Image.new("L", (size + 8, size + 8), 255)
    for row, start, length in symbol.runs:
        for x in range(start, start + length):
            image.putpixel((x + 4, row + 4), 0)
    wide = ((size + 8) * scale, (size + 8) * scale)
    large = image.resize(wide, Image.Resampling.NEAREST)
    if turn:
        large = large.rotate(turn, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    out = io.BytesIO()
    large.save(out, form)
    return out.getvalue()


def check(office: Office, text: str) -> Verdict:
    return office.verify(picture(text))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("turn", [0, 7, 90, 181])
def test_a_genuine_code_is_amber_and_shows_what_to_compare(
    office: Office, certificate: IssuedCertificate, form: str, turn: float
) -> None:
    verdict = office.verify(picture(certificate.qr, turn=turn, form=form))
    assert codes(verdict) == ["claim_only"]
    assert verdict.kind is FileKind.CLAIM
    assert verdict.facts is not None
    assert verdict.facts.holder_name == "Nadia Ćirić-Øvergård"
    assert verdict.facts.score == 79.5


def test_a_withdrawn_certificates_code_is_red(
    office: Office, certificate: IssuedCertificate
) -> None:
    fresh = StatusList(issuer_id=office.issuer.issuer_id)
    listing = office.publish(fresh.revoke(4711, StatusReason.OTHER, FOUNDED.date()))
    verdict = office.verify(picture(certificate.qr), statuses=(listing,))
    assert verdict.colour is Colour.RED
    assert codes(verdict)[0] == "withdrawn"


def test_an_ended_certificates_code_says_so(office: Office, certificate: IssuedCertificate) -> None:
    verdict = office.verify(picture(certificate.qr), now=FOUNDED + timedelta(days=740))
    assert "ended" in codes(verdict)


def test_a_code_of_the_keys_first_day_says_nothing_of_an_expired_key(office: Office) -> None:
    made = office.issue(issued_at=FOUNDED, taken_on=FOUNDED.date())
    assert codes(check(office, made.qr)) == ["claim_only"]


def test_a_code_from_before_the_key_was_made_is_not_believed(office: Office) -> None:
    claim = qr_claim.read(office.issue().qr).claim
    earlier = qr_claim._replace(claim, issued_on=FOUNDED.date() - timedelta(days=1))
    payload = qr_claim._cbor(earlier)
    signature = office.issuer.credential_key().sign(qr_claim.PREFIX.encode() + payload)
    text = qr_claim.PREFIX + qr_claim.to_base45(payload + signature)
    assert "signer_expired" in codes(check(office, text))


def test_a_code_of_an_unknown_key_proves_nothing(office: Office, rival: Office) -> None:
    verdict = check(office, rival.issue().qr)
    assert codes(verdict) == ["claim_key_unknown"]
    assert verdict.colour is Colour.GREY
    assert verdict.facts is None


def test_a_code_with_another_score_is_red(office: Office, certificate: IssuedCertificate) -> None:
    signed = qr_claim.read(certificate.qr)
    forged = qr_claim._cbor(qr_claim._replace(signed.claim, score=99.0))
    text = qr_claim.PREFIX + qr_claim.to_base45(forged + signed.signature)
    assert codes(check(office, text)) == ["claim_changed"]


def test_a_code_signed_by_somebody_else_under_our_key_id_is_red(
    office: Office, certificate: IssuedCertificate
) -> None:
    claim = qr_claim.read(certificate.qr).claim
    payload = qr_claim._cbor(qr_claim._replace(claim, holder_name="Mallory"))
    key = Ed25519PrivateKey.generate()
    signature = key.sign(qr_claim.PREFIX.encode() + payload)
    text = qr_claim.PREFIX + qr_claim.to_base45(payload + signature)
    assert codes(check(office, text)) == ["claim_changed"]


@given(st.integers(0, 10_000), st.sampled_from(qr_claim._BASE45))
def test_no_changed_character_passes(
    office: Office, certificate: IssuedCertificate, place: int, letter: str
) -> None:
    at = 4 + place % (len(certificate.qr) - 4)
    text = certificate.qr[:at] + letter + certificate.qr[at + 1 :]
    did = office.trust.bundles[0].keys[0].did
    if text == certificate.qr:
        return
    try:
        assert not qr_claim.read(text).signed_by(did)
    except ClaimError:
        return


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Ω" * 90, "A title"),
        ("สมหญิง " * 12, "ประกาศนียบัตร " * 12),
        ("Nadia", "A very long title of an exam " * 9),
        ("李" * 80, "證" * 80),
    ],
)
def test_long_names_are_cut_to_four_hundred_characters(
    office: Office, name: str, title: str
) -> None:
    facts = office.facts(holder_name=name.strip(), exam_title=title.strip())
    key = office.issuer.credential_key()
    text = qr_claim.write(facts, key, page_digest=b"\1" * 32)
    assert len(text) <= qr_claim.MAX_CHARACTERS
    signed = qr_claim.read(text)
    assert signed.signed_by(office.trust.bundles[0].keys[0].did)
    assert signed.claim.holder_name.rstrip("…").strip() in facts.holder_name
    assert set(text) <= set(qr_claim._BASE45)


@given(st.binary(max_size=60))
def test_base45_has_one_spelling(data: bytes) -> None:
    assert qr_claim.from_base45(qr_claim.to_base45(data)) == data


@pytest.mark.parametrize("text", ["A", "::::", "abc", ":::", "ÄÖ"])
def test_other_base45_is_refused(text: str) -> None:
    with pytest.raises(ClaimError):
        qr_claim.from_base45(text)


def test_base45_gives_the_example_of_its_rfc() -> None:
    assert qr_claim.to_base45(b"Hello!!") == "%69 VD92EX0"


def test_a_picture_without_a_code_is_grey(office: Office) -> None:
    out = io.BytesIO()
    Image.new("L", (300, 300), 255).save(out, "PNG")
    assert codes(office.verify(out.getvalue())) == ["no_claim"]


def test_another_qr_code_is_not_a_claim(office: Office) -> None:
    assert codes(check(office, "HTTPS://A.EXAMPLE")) == ["no_claim"]


def test_two_different_codes_in_one_picture_are_red(office: Office) -> None:
    one = Image.open(io.BytesIO(picture(office.issue().qr)))
    two = Image.open(io.BytesIO(picture(office.issue(holder_name="Bo").qr)))
    both = Image.new("L", (one.width + two.width, max(one.height, two.height)), 255)
    both.paste(one, (0, 0))
    both.paste(two, (one.width, 0))
    out = io.BytesIO()
    both.save(out, "PNG")
    assert codes(office.verify(out.getvalue())) == ["claim_changed"]


def test_a_picture_bomb_is_grey(office: Office) -> None:
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000), 1).save(out, "PNG")
    assert codes(office.verify(out.getvalue())) == ["unreadable"]
