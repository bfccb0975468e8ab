"""The people who use the program on this computer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from quizapp.domain.attempt import Accommodations


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """A learner. `purpose` is what brings them here: exam, work, self."""

    id: str
    name: str
    created_at: datetime
    email: str = ""
    name_language: str = ""
    purpose: str = ""
    exam_date: date | None = None
    minutes_a_day: int = 15
    accommodations: Accommodations = field(default_factory=Accommodations)
