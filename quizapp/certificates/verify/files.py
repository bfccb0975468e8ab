"""One file in, one verdict out: PDF, credential, badge or photo of a page."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Final

from quizapp.certificates.credential import ReadCredential
from quizapp.certificates.trust import IssuerKey, TrustBundle
from quizapp.certificates.verify import badge_file, pdf_check, photo
from quizapp.certificates.verify.handed import kind_of
from quizapp.certificates.verify.judge import (
    Circumstances,
    Subject,
    clock_findings,
    judge,
    signed_facts,
    verdict,
)
from quizapp.certificates.verify.refused import Refused
from quizapp.domain.certificate import IssuerKind
from quizapp.domain.verdict import (
    Check,
    CheckName,
    CheckState,
    Colour,
    FileKind,
    Finding,
    Reason,
    Verdict,
)

MAX_BYTES: Final = 20 * 1024 * 1024
_PDF: Final = b"%PDF-"
_SEARCH: Final = 1024
_SUBJECT: Final = b'"credentialSubject"'


def verify_path(path: Path, around: Circumstances) -> Verdict:
    """Check a file; a missing or unreadable one is grey, never an exception."""
    try:
        size = path.stat().st_size
        if not path.is_file():  # a device or a pipe, which may have no end
            return _grey(path.name, Reason.NO_FILE, around)
        if size > MAX_BYTES:
            return _grey(path.name, Reason.TOO_LARGE, around)
        data = path.read_bytes()
    except OSError:
        return _grey(path.name, Reason.NO_FILE, around)
    return verify_bytes(data, around, name=path.name)


def verify_bytes(data: bytes, around: Circumstances, *, name: str = "") -> Verdict:
    """Check the bytes of a file of any kind that we know."""
    if len(data) > MAX_BYTES:
        return _grey(name, Reason.TOO_LARGE, around)
    if _PDF in data[:_SEARCH]:
        return _pdf(data, around, name)
    if data.lstrip(b" \t\r\n\xef\xbb\xbf")[:1] == b"{":
        if (kind := kind_of(data)) is not None:
            step = f"Give it with {kind.option}, beside the certificate to be checked."
            return _grey(name, Reason.NOT_A_CERTIFICATE, around, f"It is {kind.title}.", step)
        if _SUBJECT not in data:
            return _grey(name, Reason.NOT_A_CERTIFICATE, around)
        return _credential(data, around, name, FileKind.CREDENTIAL)
    if badge_file.is_png(data):
        return _png(data, around, name)
    if photo.is_picture(data):
        return photo.verify(data, around, name=name)
    return _grey(name, Reason.NOT_A_CERTIFICATE, around, "" if data else "The file is empty.")


def _grey(
    name: str, reason: Reason, around: Circumstances, detail: str = "", step: str = ""
) -> Verdict:
    return verdict(
        name,
        FileKind.UNKNOWN,
        findings=(Finding(reason=reason, detail=detail, step=step),),
        checks=(),
        facts=None,
        now=around.now,
    )


def _pdf(data: bytes, around: Circumstances, name: str) -> Verdict:
    found = pdf_check.examine(data, around.trust)
    return _conclude(
        name,
        FileKind.PDF,
        data,
        around,
        findings=found.findings,
        checks=found.checks,
        read=found.read,
        owner=(found.bundle, found.key),
    )


def _png(data: bytes, around: Circumstances, name: str) -> Verdict:
    try:
        baked = badge_file.credential_in(data)
    except Refused as refused:
        return verdict(
            name,
            FileKind.BADGE,
            findings=(refused.finding,),
            checks=(),
            facts=None,
            now=around.now,
        )
    if baked is None:
        return photo.verify(data, around, name=name)
    return _credential(baked, around, name, FileKind.BADGE)


def _credential(data: bytes, around: Circumstances, name: str, kind: FileKind) -> Verdict:
    checks: list[Check] = []
    at = CheckName.CREDENTIAL
    read: ReadCredential | None = None
    bundle, key = None, None
    try:
        read = pdf_check.read_credential(data)
        findings = () if read.canonical else (Finding(reason=Reason.REFORMATTED),)
        checks += [
            Check(
                name=CheckName.FILE,
                state=CheckState.PASSED if read.canonical else CheckState.FAILED,
            ),
            Check(name=at, state=CheckState.PASSED),
        ]
        if kind is FileKind.BADGE:
            findings = (*findings, Finding(reason=Reason.PICTURE_UNPROVEN))
        at = CheckName.ISSUER
        bundle, key, stranger = _owner(read, around)
        findings = (*findings, stranger) if stranger else findings
        state = CheckState.OPEN if stranger else CheckState.PASSED
        checks.append(Check(name=at, state=state))
    except Refused as refused:
        findings = (refused.finding,)
        checks.append(Check(name=at, state=CheckState.FAILED, detail=refused.finding.detail))
    return _conclude(
        name,
        kind,
        data,
        around,
        findings=findings,
        checks=tuple(checks),
        read=read,
        owner=(bundle, key),
    )


def _owner(
    read: ReadCredential, around: Circumstances
) -> tuple[TrustBundle | None, IssuerKey | None, Finding | None]:
    facts = read.facts
    bundle = around.trust.bundle_of_did(read.issuer_did)
    key = bundle.key_of_did(read.issuer_did) if bundle else None
    if bundle is None or key is None:
        return None, None, pdf_check.judge_stranger(read, around.trust)
    said = (facts.issuer_id, facts.issuer_name, facts.issuer_kind)
    if said != (bundle.issuer_id, bundle.name, bundle.kind):
        raise Refused(Reason.CREDENTIAL_FOREIGN)
    local = bundle.kind is IssuerKind.LOCAL
    return bundle, key, Finding(reason=Reason.SELF_ISSUED) if local else None


def _conclude(
    name: str,
    kind: FileKind,
    data: bytes,
    around: Circumstances,
    *,
    findings: tuple[Finding, ...],
    checks: tuple[Check, ...],
    read: ReadCredential | None,
    owner: tuple[TrustBundle | None, IssuerKey | None],
) -> Verdict:
    """Add the judgement of the day to what was examined, unless the answer is red or grey."""
    listing = None
    final = any(f.reason.colour in (Colour.RED, Colour.GREY) for f in findings)
    if read is not None and not final:
        facts = read.facts
        until = _end_of(facts.valid_until)
        bundle, key = owner
        if bundle is not None and key is not None:
            subject = Subject(
                bundle=bundle,
                key=key,
                issued_at=facts.issued_at,
                valid_until=until,
                status_index=facts.status_index,
                sha256=hashlib.sha256(data).hexdigest(),
            )
            today = judge(subject, around)
            listing = today.listing
            findings, checks = (*findings, *today.findings), (*checks, *today.checks)
        else:
            findings = (*findings, *clock_findings(facts.issued_at, until, around))
    return verdict(
        name,
        kind,
        findings=findings,
        checks=checks,
        facts=signed_facts(read.facts) if read else None,
        now=around.now,
        listing=listing,
    )


def _end_of(day: date | None) -> datetime | None:
    return datetime.combine(day, time(23, 59, 59), UTC) if day else None
