"""What handing in a part of an attempt led to."""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.domain.result import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """What handing in led to; `result` is set once the whole attempt is marked."""

    next_section: bool
    finished: bool
    result: Result | None = None
