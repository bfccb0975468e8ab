"""Floors of the bank's targets that are not reached."""

from __future__ import annotations

from quizapp.banks.coverage import coverage
from quizapp.banks.lint.report import Severity, Subject


def check_quantities(subject: Subject) -> None:
    """Note every floor that the bank misses; a bank without targets has none."""
    if subject.targets is None:
        return
    for line in coverage(subject.bank, subject.targets).unmet:
        if line.ceiling is None:
            found, wanted = _figure(line.found), f"at least {_figure(line.floor)}"
        else:
            found = f"{line.found:.0%}"
            wanted = f"{line.floor:.0%} to {line.ceiling:.0%}"
        subject.say(
            Severity.WARNING,
            f"coverage-{line.group}",
            f"{line.name}: {found}",
            f"{wanted} expected by targets.yaml",
        )


def _figure(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.1%}"
