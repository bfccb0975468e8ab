"""A verdict as lines of text, for terminals: a sign and a word, never colour alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from quizapp.domain.verdict import (
    CheckState,
    Colour,
    SignedFacts,
    Verdict,
    spoken_date,
)

_SIGNS: Final = {
    Colour.GREEN: "[ok]",
    Colour.AMBER: "[?]",
    Colour.RED: "[X]",
    Colour.GREY: "[-]",
}
_STATES: Final = {
    CheckState.PASSED: "yes",
    CheckState.OPEN: "open",
    CheckState.FAILED: "NO",
    CheckState.SKIPPED: "not checked",
}

_SUPERVISION: Final = {
    "none": "without supervision",
    "unsupervised": "without supervision",
    "self": "alone, without supervision",
    "self-taken": "alone, without supervision",
    "local": "alone, without supervision",
    "supervised": "under supervision",
    "on-site": "on site, under supervision",
    "onsite": "on site, under supervision",
    "invigilated": "on site, under supervision",
    "remote": "remotely, identity confirmed by the issuer",
}
"""In the words of the page, whose own module draws and so stays out of the verifier."""
_CUT_STATUS: Final = {
    "provisional": "provisional",
    "panel": "set by a panel",
    "panel-set": "set by a panel",
}


def text(verdicts: Sequence[Verdict]) -> str:
    """Give all verdicts, as they come, and a closing line if there are several."""
    blocks = ["\n".join(_block(verdict)) for verdict in verdicts]
    if len(verdicts) > 1:
        counts = dict.fromkeys(Colour, 0)
        for verdict in verdicts:
            counts[verdict.colour] += 1
        said = ", ".join(f"{count} {colour}" for colour, count in counts.items() if count)
        blocks.append(f"{len(verdicts)} files: {said}.")
    return "\n\n".join(blocks)


def nothing_in(places: Sequence[Path]) -> str:
    """Say which folders hold nothing to check, and what would have been looked at."""
    named = ", ".join(map(str, places))
    return f"There is no file to check in {named}: no PDF, no credential, no picture."


def _block(verdict: Verdict) -> Iterator[str]:
    yield f"{_SIGNS[verdict.colour]} {verdict.colour.upper()} {verdict.file}: {verdict.headline}"
    yield f"    {verdict.sentence}"
    for finding in verdict.findings[1:]:
        detail = f" {finding.detail}" if finding.detail else ""
        yield f"    Also: {finding.reason.text}{detail}"
    if verdict.facts is not None:
        yield from _facts(verdict.facts)
    done = [check for check in verdict.checks if check.state is not CheckState.SKIPPED]
    if done:
        yield "    Checks:"
    for check in done:
        detail = f" ({check.detail})" if check.detail else ""
        yield f"      {_STATES[check.state]:<5} {check.name.title}{detail}"
    yield f"    What to do: {verdict.next_step}"


def result(facts: SignedFacts) -> str:
    """Say the score, the pass mark and who set it, as far as they are signed."""
    said = f"{facts.score:g} of 100"
    if not facts.cut:
        return said
    status = _CUT_STATUS.get(facts.cut_status.casefold(), facts.cut_status)
    return f"{said}, pass mark {facts.cut:g}" + (f" ({status})" if status else "")


def taken(facts: SignedFacts) -> str:
    """Say when the exam was taken and how; nothing where neither is signed, as in a code."""
    day = spoken_date(facts.taken_on) if facts.taken_on else ""
    way = _SUPERVISION.get(facts.supervision.casefold(), facts.supervision)
    return ", ".join(filter(None, (day, way)))


def _facts(facts: SignedFacts) -> Iterator[str]:
    until = spoken_date(facts.valid_until) if facts.valid_until else "no end"
    rows = [
        ("Holder", facts.holder_name),
        ("For", facts.title),
        ("Programme", facts.programme),
        ("Result", result(facts)),
        ("Taken", taken(facts)),
        ("Issuer", f'"{facts.issuer_name}"'),
        ("Issued", spoken_date(facts.issued_on)),
        ("Valid until", until),
        ("Serial", facts.serial),
        ("Replaces", facts.replaces or ""),
    ]
    yield "    What is signed:"
    for label, value in rows:
        if value:
            yield f"      {label + ':':<13}{value}"
