"""What a check of a certificate found, in words that a person can act on.

A `Verdict` is never a lone yes or no: it carries a colour, every reason, the separate checks and
the signed facts, because a reader has to compare the facts with the person in front of them.
Reason codes are stable; scripts may rely on them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any

from quizapp.domain.verdict_reason import Colour, Reason

__all__ = [
    "Check",
    "CheckName",
    "CheckState",
    "Colour",
    "FileKind",
    "Finding",
    "Reason",
    "SignedFacts",
    "Verdict",
    "exit_code",
    "from_json",
    "spoken_date",
    "to_json",
    "worst_first",
]


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One reason with what is particular to this file, such as how old the status list is.

    `step` takes the place of the reason's own next step where this file asks for another.
    """

    reason: Reason
    detail: str = ""
    step: str = ""

    @property
    def next_step(self) -> str:
        """What to do now."""
        return self.step or self.reason.next_step


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
            return self.findings[0].next_step
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
                "next_step": finding.next_step,
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
        findings=tuple(_finding(reasons[item["code"]], item) for item in data["reasons"]),
        checks=tuple(
            Check(name=names[item["code"]], state=CheckState(item["state"]), detail=item["detail"])
            for item in data["checks"]
        ),
        facts=_facts_from_json(data["facts"]),
        checked_at=datetime.fromisoformat(data["checked_at"]),
        status_date=datetime.fromisoformat(status_date) if status_date else None,
        status_sequence=data["status_sequence"],
    )


def _finding(reason: Reason, item: dict[str, Any]) -> Finding:
    step = item["next_step"]
    return Finding(
        reason=reason, detail=item["detail"], step="" if step == reason.next_step else step
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
    plain: dict[str, Any] = {
        k: date.fromisoformat(v) if k in _DATES and v is not None else v for k, v in data.items()
    }
    return SignedFacts(**plain)
