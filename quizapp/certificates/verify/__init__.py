"""Checking certificates: strict, offline, and never by one check alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from quizapp.certificates.status import StatusFile
from quizapp.certificates.trust import TrustStore
from quizapp.certificates.verify.files import verify_bytes, verify_path
from quizapp.certificates.verify.judge import Circumstances
from quizapp.domain.verdict import Verdict

__all__ = ["Circumstances", "verify_bytes", "verify_file", "verify_path"]


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
    around = Circumstances(
        trust=trust,
        statuses=tuple(statuses),
        now=now,
        accept_without_list=accept_without_list,
        newest_seen=newest_seen,
    )
    return verify_path(path, around)
