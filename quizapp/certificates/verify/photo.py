"""The printed code in a photo or scan: a claim to compare with the page, amber at best."""

from __future__ import annotations

import io
import warnings
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any, Final

from quizapp.certificates import qr_claim
from quizapp.certificates.qr_claim import Claim, ClaimError, SignedClaim
from quizapp.certificates.trust import IssuerKey, TrustBundle
from quizapp.certificates.verify.judge import Circumstances, Subject, judge, verdict
from quizapp.domain.certificate import IssuerKind
from quizapp.domain.verdict import (
    Check,
    CheckName,
    CheckState,
    FileKind,
    Finding,
    Reason,
    SignedFacts,
    Verdict,
)

if TYPE_CHECKING:
    from PIL import Image

_MAX_PIXELS: Final = 60_000_000
_SMALL: Final = 1200
_PICTURES: Final = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"II*\0",
    b"MM\0*",
    b"BM",
)


def is_picture(data: bytes) -> bool:
    """Tell whether the bytes begin as a picture that we read."""
    return data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def verify(data: bytes, around: Circumstances, *, name: str) -> Verdict:
    """Check the code in a picture."""
    try:
        texts = read_codes(data)
    except ImportError:  # the stand-alone verifier without its extra
        return _answer(name, around, Reason.NO_PHOTO_READER)
    if texts is None:
        return _answer(name, around, Reason.UNREADABLE)
    claims = []
    for text in texts:
        try:
            claims.append(qr_claim.read(text))
        except ClaimError:
            return _answer(name, around, Reason.CLAIM_CHANGED)
    if not claims:
        return _answer(name, around, Reason.NO_CLAIM)
    if len({claim.payload for claim in claims}) > 1:
        return _answer(name, around, Reason.CLAIM_CHANGED, "There are several codes in it.")
    return verify_claim(claims[0], around, name=name)


def verify_claim(signed: SignedClaim, around: Circumstances, *, name: str) -> Verdict:
    """Check a claim that has been read from a code."""
    claim = signed.claim
    owner = _owner(claim, around)
    if owner is None:
        return _answer(name, around, Reason.CLAIM_KEY_UNKNOWN)
    bundle, key = owner
    if not signed.signed_by(key.did):
        return _answer(name, around, Reason.CLAIM_CHANGED)
    until = claim.valid_until
    subject = Subject(
        bundle=bundle,
        key=key,
        issued_at=_earliest(claim, key),
        valid_until=datetime.combine(until, time(23, 59, 59), UTC) if until else None,
        status_index=claim.status_index,
        sha256="",
    )
    today = judge(subject, around)
    local = bundle.kind is IssuerKind.LOCAL
    findings = (
        Finding(reason=Reason.CLAIM_ONLY),
        *((Finding(reason=Reason.SELF_ISSUED),) if local else ()),
        *today.findings,
    )
    state = CheckState.OPEN if local else CheckState.PASSED
    return verdict(
        name,
        FileKind.CLAIM,
        findings=findings,
        checks=(
            Check(name=CheckName.SIGNATURE, state=CheckState.PASSED),
            Check(name=CheckName.PAGE, state=CheckState.OPEN, detail="compare it yourself"),
            Check(name=CheckName.ISSUER, state=state, detail=bundle.name),
            *today.checks,
        ),
        facts=_facts(claim, bundle),
        now=around.now,
        listing=today.listing,
    )


def _earliest(claim: Claim, key: IssuerKey) -> datetime:
    """Return the earliest moment of the day in the code; a key's first day begins with the key."""
    midnight = datetime.combine(claim.issued_on, time(), UTC)
    return key.not_before if key.not_before.date() == claim.issued_on else midnight


def read_codes(data: bytes) -> tuple[str, ...] | None:
    """Find certificate codes in a picture; nothing at all if the picture can't be read."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - only for pictures

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as picture:
                if picture.width * picture.height > _MAX_PIXELS:
                    return None
                grey = ImageOps.exif_transpose(picture).convert("L")
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        OSError,
        ValueError,
        SyntaxError,
    ):
        return None
    return _codes(grey)


def _codes(grey: Image.Image) -> tuple[str, ...]:
    """Look at the picture as it is, then larger, then smaller, until a code is found."""
    tries: list[float] = [1.0, 2.0] if max(grey.size) <= 2 * _SMALL else [1.0, 0.5]
    for factor in tries:
        size = (max(1, int(grey.width * factor)), max(1, int(grey.height * factor)))
        found = _scan(grey if factor == 1.0 else grey.resize(size))
        if found:
            return found
    return ()


def _scan(grey: Any) -> tuple[str, ...]:
    import zxingcpp  # noqa: PLC0415 - only for pictures

    codes = zxingcpp.read_barcodes(
        grey, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    texts = (code.text for code in codes)
    return tuple(dict.fromkeys(text for text in texts if text.startswith(qr_claim.PREFIX)))


def _owner(claim: Claim, around: Circumstances) -> tuple[TrustBundle, IssuerKey] | None:
    for bundle in around.trust.bundles:
        for key in bundle.keys:
            if qr_claim.key_id(key.did) == claim.key_id:
                return bundle, key
    return None


def _facts(claim: Claim, bundle: TrustBundle) -> SignedFacts:
    return SignedFacts(
        serial=claim.serial,
        holder_name=claim.holder_name,
        title=claim.title,
        score=claim.score,
        issued_on=claim.issued_on,
        valid_until=claim.valid_until,
        issuer_name=bundle.name,
        issuer_id=bundle.issuer_id,
    )


def _answer(name: str, around: Circumstances, reason: Reason, detail: str = "") -> Verdict:
    failed = reason is Reason.CLAIM_CHANGED
    checks = (Check(name=CheckName.SIGNATURE, state=CheckState.FAILED),) if failed else ()
    return verdict(
        name,
        FileKind.CLAIM,
        findings=(Finding(reason=reason, detail=detail),),
        checks=checks,
        facts=None,
        now=around.now,
    )
