"""Question banks: load, check, measure and export them.

The functions here are the door; their modules are imported on first use, so that a program that
runs from stored rows never pays for YAML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from quizapp.banks.cache import BankCache
    from quizapp.domain.plan import Bank


def load(folder: Path, *, cache: BankCache | None = None) -> Bank:
    """Return the bank in `folder`; see `quizapp.banks.loading.load`."""
    from quizapp.banks import loading  # noqa: PLC0415 (YAML costs 17 ms at start-up)

    return loading.load(folder, cache=cache)
