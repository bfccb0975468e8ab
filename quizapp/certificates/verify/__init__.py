"""Checking certificates: strict, offline, and never by one check alone.

This package imports nothing heavy by itself, so that a command can start the checking process at
once and leave the libraries to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.domain.verdict import Verdict

if TYPE_CHECKING:
    from quizapp.certificates.status import StatusFile
    from quizapp.certificates.trust import TrustStore


def verify_file(
    path: Path,
    *,
    trust: TrustStore,
    statuses: Sequence[StatusFile] = (),
    now: datetime,
    accept_without_list: bool = False,
    newest_seen: datetime | None = None,
) -> Verdict:
    """Check one file in this process; `pool.py` does it in a process with limits."""
    from quizapp.certificates.verify.files import verify_path  # noqa: PLC0415 - see above
    from quizapp.certificates.verify.judge import Circumstances  # noqa: PLC0415 - see above

    around = Circumstances(
        trust=trust,
        statuses=tuple(statuses),
        now=now,
        accept_without_list=accept_without_list,
        newest_seen=newest_seen,
    )
    return verify_path(path, around)
