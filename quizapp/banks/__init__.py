"""Question banks: load, check, measure and export them.

The functions here are the door; their modules are imported on first use, so that a program that
runs from stored rows never pays for YAML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from quizapp.banks.cache import BankCache
    from quizapp.banks.ledger import Place
    from quizapp.banks.lint.report import CheckReport, Embed
    from quizapp.banks.targets import Targets
    from quizapp.domain.plan import Bank


def load(folder: Path, *, cache: BankCache | None = None) -> Bank:
    """Return the bank in `folder`; see `quizapp.banks.loading.load`."""
    from quizapp.banks import loading  # noqa: PLC0415 (YAML costs 17 ms at start-up)

    return loading.load(folder, cache=cache)


def check(
    bank: Bank,
    *,
    places: Mapping[str, Place] | None = None,
    targets: Targets | None = None,
    embed: Embed | None = None,
) -> CheckReport:
    """Return what the author's checks find; see `quizapp.banks.lint.check`."""
    from quizapp.banks import lint  # noqa: PLC0415 (only authors' commands check)

    return lint.check(bank, places=places, targets=targets, embed=embed)


def export(bank: Bank, *, include_secure: bool = False) -> dict[str, Any]:
    """Return the bank in its public JSON form; see `quizapp.banks.exporting.export`."""
    from quizapp.banks import exporting  # noqa: PLC0415 (only commands export)

    return exporting.export(bank, include_secure=include_secure)
