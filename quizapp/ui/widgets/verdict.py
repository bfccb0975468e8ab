"""A verdict on one file: headline, holder and issuer, then the separate checks and the facts.

State is shape, icon and word, never colour alone; the signed facts are always there to compare.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from quizapp.certificates.verify import report
from quizapp.domain.verdict import (
    Check,
    CheckName,
    CheckState,
    Colour,
    Reason,
    SignedFacts,
    Verdict,
    spoken_date,
)
from quizapp.ui import theme
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.dialogs import Reader
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.surfaces import TONES, Icon, Surface
from quizapp.ui.widgets.text import Text

_FACES = {
    Colour.GREEN: ("shield-check", "good"),
    Colour.AMBER: ("shield-alert", "care"),
    Colour.RED: ("shield-x", "bad"),
    Colour.GREY: ("shield-question-mark", "quiet"),
}
_MARKS = {
    CheckState.PASSED: ("check", "success", "Passed"),
    CheckState.OPEN: ("circle-question-mark", "warning", "Open"),
    CheckState.FAILED: ("x", "danger", "Not passed"),
}
_NEEDS_TRUST = {Reason.ISSUER_UNKNOWN, Reason.STATUS_UNKNOWN, Reason.CLAIM_KEY_UNKNOWN}
TRUST_STEPS = (
    "Ask the issuer for two files, the trust bundle and the status list, by mail or on a stick.",
    "Drop the trust bundle on this page. A fingerprint is shown: 8 groups of 4 signs.",
    "Call the issuer on a number you know, not one from the same mail, and compare every sign.",
    "Drop the status list on this page, and a new one every 90 days: it says what was withdrawn.",
)


class VerdictCard(Surface):
    """One row; the details open in place."""

    def __init__(self, verdict: Verdict, *, opened: bool) -> None:
        self.verdict = verdict
        icon, tone = _FACES[verdict.colour]
        fill, _, ink = TONES[tone]
        ink = "ink" if verdict.colour is Colour.GREY else ink
        self.headline = Text(verdict.headline, "h3", colour=ink)
        self.details = Button("Details", variant="plain", icon="chevron-down", icon_after=True)
        self.details.setAccessibleName(f"Details: {verdict.file}")
        words = boxes.column(
            self.headline,
            Text(_who(verdict), "body", bold=True) if verdict.facts else None,
            Text(verdict.file, "small"),
            Text(f"{verdict.sentence} {verdict.next_step}", "small"),
            gap=4,
        )
        top = boxes.row(
            boxes.column(Icon(icon, size=26, colour=ink), 1), words, gap=12, margins=(0, 0, 0, 0)
        )
        top.setStretch(1, 1)
        self.more = QWidget()
        self.trust = Button("How to trust an issuer", icon="lightbulb", compact=True)
        if not {f.reason for f in verdict.findings} & _NEEDS_TRUST:
            self.trust.hide()  # never shown here: without a parent it would be a window of its own
        self.copy = Button("Copy details", variant="quiet", icon="copy", compact=True)
        self.copy.setAccessibleName(f"Copy details: {verdict.file}")
        actions = QWidget()
        flow = boxes.FlowLayout(8, actions)
        flow.addWidget(self.trust)
        flow.addWidget(self.copy)
        checks = [c for c in verdict.checks if c.state is not CheckState.SKIPPED]
        self.more.setLayout(
            boxes.column(
                *(
                    Text(f"Also: {f.reason.headline}. {f.detail}".strip(), "small")
                    for f in verdict.findings[1:]
                ),
                Text("The separate checks", "caption", bold=True) if checks else None,
                *(_check_row(check) for check in checks),
                Text(
                    "What is signed; compare it with the page and the person", "caption", bold=True
                )
                if verdict.facts
                else None,
                _facts(verdict) if verdict.facts else None,
                Text(_data(verdict), "small"),
                Text("The look of a page proves nothing; only these checks do.", "small"),
                actions,
                gap=8,
            )
        )
        ground = Surface(
            boxes.column(self.more, margins=(16, 14, 16, 14)), fill="surface", radius=12
        )
        self._ground = ground
        super().__init__(
            boxes.column(
                top,
                boxes.row(1, self.details),
                ground,
                gap=8,
                margins=(18, 14, 18, 14),
            ),
            fill=fill,
            edge="" if verdict.colour is not Colour.GREY else "control",
        )
        self.details.clicked.connect(self.turn)
        self.trust.clicked.connect(self.explain_trust)
        self.copy.clicked.connect(self.copy_details)
        self._show(opened=opened)

    def turn(self) -> None:
        """Open or close the details."""
        self._show(opened=self._ground.isHidden())

    def _show(self, *, opened: bool) -> None:
        self._ground.setVisible(opened)
        name = f"{'Hide details' if opened else 'Details'}: {self.verdict.file}"
        self.details.say("Hide details" if opened else "Details")
        self.details.setAccessibleName(name)
        self.details.dress("plain", icon="chevron-up" if opened else "chevron-down")

    def explain_trust(self) -> None:
        """Say how an issuer comes to be trusted."""
        steps = tuple(Text(f"{n}. {step}", "body") for n, step in enumerate(TRUST_STEPS, 1))
        dialog = Reader("How to trust an issuer", steps, self)
        dialog.exec()
        dialog.deleteLater()

    def copy_details(self) -> None:
        """Put the whole verdict into the clipboard as text."""
        QGuiApplication.clipboard().setText(report.text([self.verdict]))
        announce(self, "Details copied.")


def _who(verdict: Verdict) -> str:
    facts = verdict.facts
    if facts is None:
        return ""
    said = "Issued to" if _issuer_known(verdict) else "Says that it was issued to"
    return f"{said} {facts.holder_name} by {_issuer(verdict, facts)}"


def _issuer_known(verdict: Verdict) -> bool:
    return any(c.name is CheckName.ISSUER and c.state is CheckState.PASSED for c in verdict.checks)


def _issuer(verdict: Verdict, facts: SignedFacts) -> str:
    """Return the issuer's name, in quotes while it is only what the file says."""
    return facts.issuer_name if _issuer_known(verdict) else f"“{facts.issuer_name}”"


def _check_row(check: Check) -> QWidget:
    icon, colour, word = _MARKS[check.state]
    words = boxes.column(
        Text(f"{word}: {check.name.title}", "body", bold=True),
        Text(check.detail, "small", colour="muted") if check.detail else None,
        gap=0,
    )
    holder = QWidget()
    line = boxes.row(boxes.column(Icon(icon, size=18, colour=colour), 1), words, gap=10)
    line.setStretch(1, 1)
    holder.setLayout(line)
    return holder


def _facts(verdict: Verdict) -> QWidget:
    facts = verdict.facts
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.current().px(14))
    grid.setVerticalSpacing(theme.current().px(2))
    grid.setColumnStretch(1, 1)
    if facts is None:
        return holder
    rows = (
        ("Holder", facts.holder_name),
        ("For", facts.title),
        ("Result", report.result(facts)),
        ("Taken", report.taken(facts)),
        ("Issuer", _issuer(verdict, facts)),
        ("Issued", spoken_date(facts.issued_on)),
        ("Valid until", spoken_date(facts.valid_until) if facts.valid_until else "no end"),
        ("Serial", facts.serial),
        ("Replaces", facts.replaces or ""),
    )
    for number, (label, value) in enumerate((a, b) for a, b in rows if b):
        name = Text(label, "small", colour="muted", wrap=False)
        grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Text(value, "small", bold=True), number, 1)
    return holder


def _data(verdict: Verdict) -> str:
    checked = f"Checked on {spoken_date(verdict.checked_at.astimezone().date())}"
    if verdict.status_date is None or verdict.status_sequence is None:
        return f"{checked}, without a status list."
    day = spoken_date(verdict.status_date.date())
    return f"{checked}, with status list {verdict.status_sequence} of {day}."
