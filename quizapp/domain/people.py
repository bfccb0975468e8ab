"""The people who use the program on this computer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Accommodations:
    """What a person is granted; recorded in the attempt, never on the certificate.

    `extra_time` is a share of the time (0.25 or 0.5).
    """

    extra_time: float = 0.0
    may_pause: bool = False
    quiet_clock: bool = False
    transcript_first: bool = False
    read_aloud: bool = False
    spell_check: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """A learner. `purpose` is what brings them here: exam, work, self.

    `number` is the personnel number on an organisation's roster; who is not `active` takes no more
    part. `granted` is what the people desk granted; it goes before `accommodations`, the person's
    own choice.
    """

    id: str
    name: str
    created_at: datetime
    email: str = ""
    name_language: str = ""
    purpose: str = ""
    exam_date: date | None = None
    minutes_a_day: int = 15
    accommodations: Accommodations = field(default_factory=Accommodations)
    number: str = ""
    active: bool = True
    granted: Accommodations | None = None
