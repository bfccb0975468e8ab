"""From what was examined to the verdict of today: time, key state and status list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from quizapp.certificates import status
from quizapp.certificates.credential import status_list_id
from quizapp.certificates.issuance_log import IssuanceLog
from quizapp.certificates.status import Standing, StatusFile
from quizapp.certificates.trust import IssuerKey, KeyState, TrustBundle, TrustStore
from quizapp.domain.certificate import CertificateFacts
from quizapp.domain.verdict import (
    Check,
    CheckName,
    CheckState,
    Colour,
    FileKind,
    Finding,
    Reason,
    SignedFacts,
    Verdict,
    spoken_date,
)

_CLOCK_TOLERANCE: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a verifier holds besides the file.

    `accept_without_list` lets a certificate be green though no current status list is here; only
    the person who verifies may decide that. `newest_seen` is the latest signed date met so far.
    """

    trust: TrustStore
    statuses: tuple[StatusFile, ...]
    now: datetime
    accept_without_list: bool = False
    newest_seen: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A certificate whose bytes have been found right: who made it, what it says, its digest."""

    bundle: TrustBundle
    key: IssuerKey
    issued_at: datetime
    valid_until: datetime | None
    status_index: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Findings and checks of the day, and the status list they rest on."""

    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    listing: StatusFile | None = None


def judge(subject: Subject, around: Circumstances) -> Judged:
    """Judge a certificate of a trusted issuer: its key, the clock, its end, its status."""
    key = _key_findings(subject, around.trust.log(subject.bundle.issuer_id), around.now)
    clock = clock_findings(subject.issued_at, subject.valid_until, around, subject.bundle)
    listing = status.newest(around.statuses, status_list_id(subject.bundle.issuer_id))
    standing, detail = _status_findings(subject.status_index, listing, around)
    times = (*key, *clock)
    unasked = listing is None and around.accept_without_list
    in_force = CheckState.SKIPPED if unasked else _state(standing)
    return Judged(
        findings=(*times, *standing),
        checks=(
            Check(
                name=CheckName.TIME,
                state=_state(times),
                detail=f"checked on {spoken_date(around.now.date())}",
            ),
            Check(name=CheckName.STATUS, state=in_force, detail=detail),
        ),
        listing=listing,
    )


def clock_findings(
    issued_at: datetime,
    valid_until: datetime | None,
    around: Circumstances,
    bundle: TrustBundle | None = None,
) -> tuple[Finding, ...]:
    """Compare the clock with the certificate's dates and with signed dates seen elsewhere."""
    found = []
    now = around.now
    seen = [around.newest_seen, bundle.created if bundle else None]
    seen += [listing.valid_from for listing in around.statuses]
    newest = max((moment for moment in seen if moment), default=None)
    if now + _CLOCK_TOLERANCE < issued_at:
        found.append(Finding(reason=Reason.CLOCK_BEFORE_ISSUE))
    elif newest is not None and now + _CLOCK_TOLERANCE < newest:
        found.append(Finding(reason=Reason.CLOCK_BEHIND))
    if valid_until is not None and now > valid_until:
        detail = f"It was valid until {spoken_date(valid_until.date())}."
        found.append(Finding(reason=Reason.ENDED, detail=detail))
    return tuple(found)


def verdict(
    name: str,
    kind: FileKind,
    *,
    findings: tuple[Finding, ...],
    checks: tuple[Check, ...],
    facts: SignedFacts | None,
    now: datetime,
    listing: StatusFile | None = None,
) -> Verdict:
    """Put a verdict together: the worst finding gives the colour and comes first."""
    ordered = tuple(sorted(findings, key=lambda f: -f.reason.colour.badness))
    done = {check.name for check in checks}
    open_checks = tuple(
        Check(name=name, state=CheckState.SKIPPED) for name in CheckName if name not in done
    )
    order = list(CheckName)
    return Verdict(
        file=name,
        kind=kind,
        colour=ordered[0].reason.colour if ordered else Colour.GREEN,
        findings=ordered,
        checks=tuple(sorted((*checks, *open_checks), key=lambda c: order.index(c.name))),
        facts=facts,
        checked_at=now,
        status_date=listing.valid_from if listing else None,
        status_sequence=listing.sequence if listing else None,
    )


def signed_facts(facts: CertificateFacts) -> SignedFacts:
    """Pick the facts that a person compares."""
    return SignedFacts(
        serial=facts.serial,
        holder_name=facts.holder_name,
        title=facts.exam_title,
        programme=facts.programme,
        score=facts.score,
        cut=facts.cut,
        band=facts.band,
        cut_status=facts.cut_status,
        issued_on=facts.issued_at.date(),
        taken_on=facts.taken_on,
        valid_until=facts.valid_until,
        issuer_name=facts.issuer_name,
        issuer_id=facts.issuer_id,
        credential_id=facts.credential_id,
        supervision=facts.supervision,
        replaces=facts.replaces,
    )


def _key_findings(subject: Subject, log: IssuanceLog | None, now: datetime) -> tuple[Finding, ...]:
    """Believe a key that is lost or past its time only for files that the log lists."""
    key = subject.key
    if key.state is KeyState.COMPROMISED and key.compromised_at is not None:
        listed = log is not None and log.lists(subject.sha256, before=key.compromised_at)
        return () if listed else (Finding(reason=Reason.SIGNER_COMPROMISED),)
    in_its_year = key.not_before <= subject.issued_at < key.sign_until
    if in_its_year and now <= key.not_after:
        return ()
    if log is not None and log.lists(subject.sha256, before=key.sign_until):
        return ()
    return (Finding(reason=Reason.SIGNER_EXPIRED),)


def _status_findings(
    index: int, listing: StatusFile | None, around: Circumstances
) -> tuple[tuple[Finding, ...], str]:
    if listing is None:
        if around.accept_without_list:
            return (), "no list, as you allowed"
        return (Finding(reason=Reason.STATUS_UNKNOWN),), "no status list"
    source = f"list {listing.sequence} of {spoken_date(listing.valid_from.date())}"
    entry = listing.entry(index)
    if entry is not None:
        day = spoken_date(entry.day)
        if entry.standing is Standing.REVOKED:
            return (Finding(reason=Reason.WITHDRAWN, detail=f"That was on {day}."),), source
        if entry.standing is Standing.REPLACED:
            by = f" by {entry.replaced_by}" if entry.replaced_by else ""
            detail = f"That was on {day}{by}."
            return (Finding(reason=Reason.REPLACED, detail=detail),), source
        return (Finding(reason=Reason.SUSPENDED, detail=f"Since {day}."),), source
    if index >= listing.size:
        return (Finding(reason=Reason.STATUS_UNKNOWN),), source
    if around.now > listing.valid_until and not around.accept_without_list:
        days = (around.now - listing.valid_from).days
        detail = f"It is {days} days old."
        return (Finding(reason=Reason.STATUS_STALE, detail=detail),), source
    return (), source


def _state(findings: tuple[Finding, ...]) -> CheckState:
    if not findings:
        return CheckState.PASSED
    red = any(finding.reason.colour is Colour.RED for finding in findings)
    return CheckState.FAILED if red else CheckState.OPEN
