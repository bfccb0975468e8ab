"""A verdict as lines of text, for terminals: a sign and a word, never colour alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


def _facts(facts: SignedFacts) -> Iterator[str]:
    until = spoken_date(facts.valid_until) if facts.valid_until else "no end"
    rows = [
        ("Holder", facts.holder_name),
        ("For", facts.title),
        ("Programme", facts.programme),
        ("Result", f"{facts.score:g} of 100" + (f", pass mark {facts.cut:g}" if facts.cut else "")),
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
