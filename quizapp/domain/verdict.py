"""What a check of a certificate found, in words that a person can act on.

A `Verdict` is never a lone yes or no: it carries a colour, every reason, the separate checks and the
signed facts, because a reader has to compare the facts with the person in front of them. Reason
codes are stable; scripts may rely on them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any


_MONTHS = (
    "January February March April May June July August September October November December"
).split()


class Colour(StrEnum):
    """The overall answer. Never show it without its word and icon."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"

    @property
    def exit_code(self) -> int:
        """Exit status of a command that checked one file."""
        return {"green": 0, "amber": 1, "red": 2, "grey": 3}[self.value]

    @property
    def badness(self) -> int:
        """Rank for 'worst first': red, then grey, amber and green."""
        return {"green": 0, "amber": 1, "grey": 2, "red": 3}[self.value]


class FileKind(StrEnum):
    """What was handed in."""

    PDF = "pdf"
    CREDENTIAL = "credential"
    BADGE = "badge"
    CLAIM = "claim"
    UNKNOWN = "unknown"


class CheckState(StrEnum):
    """Outcome of one separate check: a tick, a question mark, a cross or a dash."""

    PASSED = "passed"
    OPEN = "open"
    FAILED = "failed"
    SKIPPED = "skipped"


class CheckName(Enum):
    """The separate checks, in the order in which they are shown."""

    FILE = ("file", "The file has not been changed")
    SIGNATURE = ("signature", "The signature is right and made with the issuer's key")
    PROFILE = ("profile", "The file is built as our certificates are")
    CREDENTIAL = ("credential", "The digital credential inside is genuine")
    PAGE = ("page", "The page says what the credential says")
    ISSUER = ("issuer", "The issuer is one you trust")
    TIME = ("time", "It is valid today")
    STATUS = ("status", "It has not been withdrawn")

    def __init__(self, code: str, title: str) -> None:
        """Name the check for scripts and for people."""
        self.code = code
        self.title = title


class Reason(Enum):
    """Why a verdict is not green: stable code, colour, headline, sentence and next step."""

    ISSUER_UNKNOWN = (
        "issuer_unknown",
        Colour.AMBER,
        "Intact, but from an issuer you do not know",
        "the issuer is not among those you trust, so anyone could have made it.",
        "Ask the issuer for their trust bundle and compare its fingerprint by phone or on paper.",
    )
    SELF_ISSUED = (
        "self_issued",
        Colour.AMBER,
        "Intact, but self-issued for practice",
        "it was issued by the learner's own computer for practice and no organisation vouches for "
        "it.",
        "Treat it as a note of practice; ask for a certificate from an organisation.",
    )
    STATUS_UNKNOWN = (
        "status_unknown",
        Colour.AMBER,
        "Genuine, but no status list is loaded",
        "there is no status list here, so it is not known whether it was withdrawn.",
        "Ask the issuer for the current status list and load it.",
    )
    STATUS_STALE = (
        "status_stale",
        Colour.AMBER,
        "Genuine, but the status list here is old",
        "the status list here is past its date, so a later withdrawal would not show.",
        "Ask the issuer for a newer status list and load it.",
    )
    ENDED = (
        "ended",
        Colour.AMBER,
        "Genuine, but it has ended",
        "its period of validity is over.",
        "Ask the holder whether it was renewed.",
    )
    CLOCK_BEFORE_ISSUE = (
        "clock_before_issue",
        Colour.AMBER,
        "Intact, but this computer's clock is before its date",
        "it is dated later than this computer's clock.",
        "Put the clock of this computer right and check again.",
    )
    CLOCK_BEHIND = (
        "clock_behind",
        Colour.AMBER,
        "Intact, but this computer's clock is behind",
        "this computer's clock is behind signed dates that it has already seen.",
        "Put the clock of this computer right and check again.",
    )
    SIGNER_EXPIRED = (
        "signer_expired",
        Colour.AMBER,
        "Intact, but the signing key has expired",
        "the key that signed it has expired and its date is not proven by the issuer's log.",
        "Load the issuer's current issuance log, or ask the issuer to confirm the serial number.",
    )
    SUSPENDED = (
        "suspended",
        Colour.AMBER,
        "Genuine, but suspended",
        "the issuer has suspended it for now.",
        "Ask the issuer, and load a newer status list later.",
    )
    CLAIM_ONLY = (
        "claim_only",
        Colour.AMBER,
        "Genuine claim; compare it with the page",
        "only the printed code was checked: the claim below is genuine, the page is not proven.",
        "Compare each line below with the page, and ask for the PDF file.",
    )
    PICTURE_UNPROVEN = (
        "picture_unproven",
        Colour.AMBER,
        "Genuine credential; the picture is not signed",
        "the credential in this badge is genuine, the picture around it is not signed.",
        "Rely on the facts below, not on the picture.",
    )
    REFORMATTED = (
        "reformatted",
        Colour.AMBER,
        "Intact, but its text was laid out anew",
        "the signed content is unchanged, but the file was written again by another program.",
        "Ask the holder for the file as it was issued.",
    )
    CHANGED = (
        "changed",
        Colour.RED,
        "Changed after it was issued",
        "the file was changed after it was issued.",
        "Do not rely on this file. Ask the holder or the issuer for the original.",
    )
    LATER_REVISION = (
        "later_revision",
        Colour.RED,
        "Changed after it was issued",
        "something was added to the file after it was signed.",
        "Do not rely on this file. Ask the holder or the issuer for the original.",
    )
    WRONG_KEY = (
        "wrong_key",
        Colour.RED,
        "Signed with a key that may not sign certificates",
        "the signing key was not made for signing certificates.",
        "Do not rely on this file and tell the issuer.",
    )
    CLAIMS_TRUSTED_ISSUER = (
        "claims_trusted_issuer",
        Colour.RED,
        "Claims an issuer it does not come from",
        "it claims an issuer that you trust, but was not signed with that issuer's key.",
        "Do not rely on this file and tell the issuer whose name it carries.",
    )
    WITHDRAWN = (
        "withdrawn",
        Colour.RED,
        "Withdrawn",
        "the issuer has withdrawn it.",
        "Ask the issuer if you need to know why.",
    )
    REPLACED = (
        "replaced",
        Colour.RED,
        "Replaced",
        "the issuer has replaced it by a newer certificate.",
        "Ask the holder for the newer certificate.",
    )
    SIGNER_COMPROMISED = (
        "signer_compromised",
        Colour.RED,
        "Signed with a key that is no longer safe",
        "the issuer has declared this signing key stolen or lost, and its log does not list the "
        "file.",
        "Ask the issuer to issue it again.",
    )
    PAGE_DIFFERS = (
        "page_differs",
        Colour.RED,
        "Page and credential disagree",
        "the page does not say what the credential inside says.",
        "Do not rely on this file and tell the issuer.",
    )
    CREDENTIAL_CHANGED = (
        "credential_changed",
        Colour.RED,
        "Changed after it was issued",
        "the digital credential was changed after it was issued.",
        "Do not rely on this file. Ask the holder or the issuer for the original.",
    )
    CREDENTIAL_FOREIGN = (
        "credential_foreign",
        Colour.RED,
        "The credential comes from another issuer",
        "the credential inside was not issued by the one who signed the page.",
        "Do not rely on this file and tell the issuer.",
    )
    NOT_OUR_PROFILE = (
        "not_our_profile",
        Colour.RED,
        "Not built as our certificates are",
        "it carries a signature, but is not built as our certificates are.",
        "Do not rely on this file. Ask the holder or the issuer for the original.",
    )
    CLAIM_CHANGED = (
        "claim_changed",
        Colour.RED,
        "The printed code was changed",
        "the printed code does not carry a right signature.",
        "Do not rely on this page. Ask for the PDF file.",
    )
    NO_FILE = (
        "no_file",
        Colour.GREY,
        "There is no such file",
        "There is no file of this name, or it can't be opened.",
        "Check the name and whether you may read the file.",
    )
    NOT_A_CERTIFICATE = (
        "not_a_certificate",
        Colour.GREY,
        "Not a certificate we can check",
        "It is not a PDF, credential, badge or photo that this program knows.",
        "Ask the holder for the PDF file.",
    )
    UNSIGNED = (
        "unsigned",
        Colour.GREY,
        "Not signed",
        "It is a PDF without a signature: a print, a scan or a copy saved anew.",
        "Ask the holder for the file as it was issued.",
    )
    ENCRYPTED = (
        "encrypted",
        Colour.GREY,
        "Locked with a password",
        "It is locked with a password; our certificates never are.",
        "Ask the holder for the file as it was issued.",
    )
    UNREADABLE = (
        "unreadable",
        Colour.GREY,
        "Can't be read",
        "It is damaged and can't be read.",
        "Ask the holder to send it again.",
    )
    TOO_LARGE = (
        "too_large",
        Colour.GREY,
        "Too large to be a certificate",
        "It is far larger than a certificate.",
        "Ask the holder for the file as it was issued.",
    )
    TOO_SLOW = (
        "too_slow",
        Colour.GREY,
        "Took too long or too much memory",
        "Reading it took more time or memory than a certificate needs, so the check was stopped.",
        "Be careful with this file. Ask the holder for the file as it was issued.",
    )
    NO_CLAIM = (
        "no_claim",
        Colour.GREY,
        "No code found in the picture",
        "There is no certificate code in this picture that can be read.",
        "Take the photo again, straight and close, or ask for the PDF file.",
    )
    CLAIM_KEY_UNKNOWN = (
        "claim_key_unknown",
        Colour.GREY,
        "A code from an issuer you do not know",
        "The code names an issuer's key that is not among those you trust, so nothing is proven.",
        "Load the issuer's trust bundle, or ask for the PDF file.",
    )

    def __init__(self, code: str, colour: Colour, headline: str, text: str, next_step: str) -> None:
        """Keep the five parts as attributes."""
        self.code = code
        self.colour = colour
        self.headline = headline
        self.text = text
        self.next_step = next_step


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One reason with what is particular to this file, such as how old the status list is."""

    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One separate check and its outcome."""

    name: CheckName
    state: CheckState
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedFacts:
    """What the signature covers, to be compared with the person and the page.

    `issuer_name` is what the file says; show it in quotes unless the verdict's issuer check passed.
    """

    serial: str
    holder_name: str
    title: str
    programme: str = ""
    score: float
    cut: float | None = None
    band: str = ""
    cut_status: str = ""
    issued_on: date
    taken_on: date | None = None
    valid_until: date | None
    issuer_name: str
    issuer_id: str = ""
    credential_id: str = ""
    supervision: str = ""
    replaces: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer about one file."""

    file: str
    kind: FileKind
    colour: Colour
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    facts: SignedFacts | None
    checked_at: datetime
    status_date: datetime | None = None
    status_sequence: int | None = None

    @property
    def headline(self) -> str:
        """The few words beside the icon."""
        return self.findings[0].reason.headline if self.findings else "Genuine and valid"

    @property
    def sentence(self) -> str:
        """The answer as one sentence or two, beginning as people expect for its colour."""
        if not self.findings:
            return self._genuine()
        first = self.findings[0]
        text = first.reason.text + (f" {first.detail}" if first.detail else "")
        opening = {
            Colour.AMBER: "Intact, but ",
            Colour.RED: "Do not accept: ",
            Colour.GREY: "This is not a certificate we can check. ",
            Colour.GREEN: "",
        }[self.colour]
        return opening + text

    @property
    def next_step(self) -> str:
        """What to do now."""
        if self.findings:
            return self.findings[0].reason.next_step
        return "Compare the name with the person; the look of the page proves nothing."

    def _genuine(self) -> str:
        facts = self.facts
        if facts is None:
            return "Genuine."
        until = f" Valid until {spoken_date(facts.valid_until)}." if facts.valid_until else ""
        return (
            f"Genuine. Issued by {facts.issuer_name} to {facts.holder_name} for {facts.title} "
            f"on {spoken_date(facts.issued_on)}.{until}"
        )


def spoken_date(day: date) -> str:
    """Write a date with the month in letters, as `5 March 2026`, whatever the locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def worst_first(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Sort for showing: red, grey, amber, green; by name within a colour."""
    return tuple(sorted(verdicts, key=lambda v: (-v.colour.badness, v.file)))


def exit_code(verdicts: Iterable[Verdict]) -> int:
    """Exit status for several files: that of the worst one, red above grey above amber."""
    return max(verdicts, key=lambda v: v.colour.badness).colour.exit_code


def to_json(verdict: Verdict) -> dict[str, Any]:
    """Give the stable machine form, version 1."""
    return {
        "version": 1,
        "file": verdict.file,
        "kind": verdict.kind.value,
        "verdict": verdict.colour.value,
        "exit_code": verdict.colour.exit_code,
        "headline": verdict.headline,
        "sentence": verdict.sentence,
        "next_step": verdict.next_step,
        "reasons": [
            {
                "code": finding.reason.code,
                "verdict": finding.reason.colour.value,
                "text": finding.reason.text,
                "detail": finding.detail,
                "next_step": finding.reason.next_step,
            }
            for finding in verdict.findings
        ],
        "checks": [
            {
                "code": check.name.code,
                "title": check.name.title,
                "state": check.state.value,
                "detail": check.detail,
            }
            for check in verdict.checks
        ],
        "facts": _facts_json(verdict.facts),
        "checked_at": verdict.checked_at.isoformat(),
        "status_date": verdict.status_date.isoformat() if verdict.status_date else None,
        "status_sequence": verdict.status_sequence,
    }


def from_json(data: dict[str, Any]) -> Verdict:
    """Read back what `to_json` gave; used between the checking process and the program."""
    reasons = {reason.code: reason for reason in Reason}
    names = {name.code: name for name in CheckName}
    status_date = data["status_date"]
    return Verdict(
        file=data["file"],
        kind=FileKind(data["kind"]),
        colour=Colour(data["verdict"]),
        findings=tuple(
            Finding(reason=reasons[item["code"]], detail=item["detail"]) for item in data["reasons"]
        ),
        checks=tuple(
            Check(name=names[item["code"]], state=CheckState(item["state"]), detail=item["detail"])
            for item in data["checks"]
        ),
        facts=_facts_from_json(data["facts"]),
        checked_at=datetime.fromisoformat(data["checked_at"]),
        status_date=datetime.fromisoformat(status_date) if status_date else None,
        status_sequence=data["status_sequence"],
    )


_DATES = ("issued_on", "taken_on", "valid_until")


def _facts_json(facts: SignedFacts | None) -> dict[str, Any] | None:
    if facts is None:
        return None
    plain = {name: getattr(facts, name) for name in SignedFacts.__slots__}
    return {k: v.isoformat() if k in _DATES and v is not None else v for k, v in plain.items()}


def _facts_from_json(data: dict[str, Any] | None) -> SignedFacts | None:
    if data is None:
        return None
    return SignedFacts(
        **{
            k: date.fromisoformat(v) if k in _DATES and v is not None else v
            for k, v in data.items()
        }
    )
