"""The issuer's own copy of its issuance log: append what was issued, sign it anew, one file.

The published file is the record, as with the status list. Bulk issuing appends a batch at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from quizapp.certificates import issuance_log, keys
from quizapp.certificates.issuance_log import IssuanceLog, LogEntry
from quizapp.certificates.issue import OpenIssuer
from quizapp.errors import DataError

FILE: Final = "issuance-log.json"


def entries(folder: Path) -> tuple[LogEntry, ...]:
    """Give what has been logged so far."""
    path = folder / FILE
    return issuance_log.read(path.read_bytes()).entries if path.is_file() else ()


def append(
    folder: Path,
    opened: OpenIssuer,
    new: Sequence[LogEntry],
    *,
    now: datetime,
    monotonic: float = 0.0,
) -> IssuanceLog:
    """Add entries at the end; one that is there already is not added again.

    With no entries the log is only signed anew, as it must be after a key was lost.
    """
    held = entries(folder)
    known = {entry.serial: entry for entry in held}
    for entry in new:
        if entry.serial in known and known[entry.serial].sha256 != entry.sha256:
            raise DataError(f"certificate {entry.serial} is in the log with another file")
    added = tuple(entry for entry in new if entry.serial not in known)
    raw = issuance_log.write(
        (*held, *added),
        opened.credential_key(monotonic=monotonic),
        issuer_id=opened.issuer_id,
        now=now,
    )
    keys.write_private(folder / FILE, raw)
    return issuance_log.read(raw)
