"""The words of a certificate: from frozen facts to lines of text in reading order, nothing else.

The page prints exactly these lines, the verifier compares with exactly these lines. A wording that
has been released is never edited, because issued pages must keep reading the same: a better
one becomes a further edition, chosen by the facts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date

from quizapp.certificates.page.text import clean
from quizapp.domain.certificate import CertificateFacts, IssuerKind

# Words for the bands of a domain, and how many of three dots each fills.
BAND_SCALES: tuple[Mapping[str, int], ...] = (
    {"started": 0, "growing": 1, "secure": 2, "strong": 3},
    {"developing": 1, "secure": 2, "strong": 3},
)

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_SUPERVISION: Mapping[str, str] = {
    "": "Taken without supervision",
    "none": "Taken without supervision",
    "unsupervised": "Taken without supervision",
    "self": "Taken alone, without supervision",
    "self-taken": "Taken alone, without supervision",
    "local": "Taken alone, without supervision",
    "supervised": "Taken under supervision",
    "on-site": "Taken on site, under supervision",
    "onsite": "Taken on site, under supervision",
    "invigilated": "Taken on site, under supervision",
    "remote": "Taken remotely, identity confirmed by the issuer",
}

_CUT_STATUS: Mapping[str, str] = {
    "provisional": "provisional",
    "panel": "set by a panel",
    "panel-set": "set by a panel",
}


# The languages in which a page can be worded; any other gets the first.
LANGUAGES = ("en",)


def page_language(facts: CertificateFacts) -> str:
    """Return the language that the page's own words are in, for the tags of the PDF."""
    return facts.language if facts.language.partition("-")[0] in LANGUAGES else LANGUAGES[0]


@dataclass(frozen=True, slots=True)
class Word:
    """One printed line: where it belongs, its pieces as drawn, its text as read, its language.

    `kind` is the PDF structure type; a line may be drawn in two pieces, such as a label above a
    value, and is still read as one.
    """

    key: str
    pieces: tuple[str, ...]
    kind: str = "P"
    joint: str = " "
    language: str = ""

    @property
    def text(self) -> str:
        """Return the line as it is read."""
        return self.joint.join(self.pieces)


def words(facts: CertificateFacts) -> tuple[Word, ...]:
    """Return every line of the page in reading order; lines without content are left out."""
    lines = [
        *_heading(facts),
        *_result(facts),
        *_dates(facts),
        *_signatory(facts),
        *_checking(facts),
    ]
    cleaned = (
        Word(line.key, tuple(map(clean, line.pieces)), line.kind, line.joint, line.language)
        for line in lines
    )
    return tuple(line for line in cleaned if line.text)


def _heading(facts: CertificateFacts) -> list[Word]:
    practice = facts.issuer_kind is IssuerKind.LOCAL
    title = facts.exam_title or facts.programme
    lines = [
        Word("issuer", (facts.issuer_name,)),
        Word("serial", ("No.", facts.serial)),
        Word("kind", ("Certificate",), "H1"),
    ]
    if practice:
        lines.append(Word("practice", ("Self-issued, practice",)))
    lines += [
        Word("intro", ("This certifies that",)),
        Word("holder", (facts.holder_name,), language=facts.holder_language),
        Word(
            "verb",
            ("has passed the practice exam" if practice else "has passed the certification exam",),
        ),
        Word("title", (title,), "H2"),
    ]
    if facts.programme and facts.programme.casefold() not in title.casefold():
        lines.append(Word("programme", ("in the programme", facts.programme)))
    return lines


def _result(facts: CertificateFacts) -> list[Word]:
    status = _CUT_STATUS.get(facts.cut_status.casefold(), facts.cut_status)
    mark = f"Pass mark {points(facts.cut)} %"
    lines = [
        Word("result.heading", ("Result",), "H3"),
        Word("result", ("Passed,", f"{points(facts.score)} %")),
    ]
    if facts.band:
        lines.append(Word("band", (f"Band “{_capital(facts.band)}”",)))
    lines.append(Word("mark", (f"{mark} ({status})" if status else mark,)))
    if facts.form_id:
        form = f"Form {facts.form_id}"
        lines.append(
            Word("form", (f"{form}, version {facts.bank_version}" if facts.bank_version else form,))
        )
    if facts.domains:
        lines.append(Word("domains.heading", ("Domains examined",), "H3"))
        lines += [
            Word(f"domain.{place}", (domain.title, domain.band), "LBody", ": ")
            for place, domain in enumerate(facts.domains)
        ]
    return lines


def _dates(facts: CertificateFacts) -> list[Word]:
    until = long_date(facts.valid_until) if facts.valid_until else "No expiry"
    lines = [
        Word("taken", ("Exam taken", long_date(facts.taken_on))),
        Word("issued", ("Issued", long_date(facts.issued_at.astimezone(UTC).date()))),
        Word("until", ("Valid until", until), joint=" " if facts.valid_until else ": "),
        Word("supervision", (_SUPERVISION.get(facts.supervision.casefold(), facts.supervision),)),
    ]
    if facts.replaces:
        lines.append(Word("replaces", (f"Replaces certificate {facts.replaces}",)))
    return lines


def _signatory(facts: CertificateFacts) -> list[Word]:
    look = facts.appearance
    return [
        Word("signatory.name", (look.signatory_name,)),
        Word("signatory.title", (look.signatory_title,)),
    ]


def _checking(facts: CertificateFacts) -> list[Word]:
    if facts.issuer_kind is IssuerKind.LOCAL:
        status = (
            "Issued for practice by the learner’s own copy of quizapp. "
            "Not an accredited personnel certification under ISO/IEC 17024."
        )
    else:
        status = (
            "Awarded by the issuer named above. "
            "Not an accredited personnel certification under ISO/IEC 17024."
        )
    return [
        Word("check.heading", ("Check this certificate, no internet needed",), "H3"),
        Word(
            "check",
            (
                "Digitally signed. Verify with quizapp: open the PDF there, or scan the code.",
                "The signature decides, not the look of this page.",
            ),
        ),
        Word("status", (status,)),
    ]


def points(value: float) -> str:
    """Write points of 100 with at most one decimal, cut and not rounded up past a pass mark."""
    tenths = math.floor(value * 10 + 1e-6)
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"


def long_date(day: date) -> str:
    """Write a date with the month in letters, so that no country reads it differently."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
