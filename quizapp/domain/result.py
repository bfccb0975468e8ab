"""Marks and results. A mark carries its evidence, a result the rule that decided it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quizapp.domain.marking import Marking

FEWEST_ITEMS_FOR_WORD = 6
"""Items below which the points of a part are too few to be put into a word."""
DOMAIN_WORDS = ((75.0, "strong"), (60.0, "secure"), (45.0, "growing"), (0.0, "started"))
"""The least points of 100 for each word, best first; the one scale of words for a result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnMark:
    """What one agent turn of a conversation earned (0 to 1) and did to the state."""

    node: str
    points: float
    trust: int
    tension: int
    note: str
    marking: Marking | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """The mark of one answer: `points` of 1, bounds with undecided criteria, and the reasons.

    `low` and `high` are the points with none and with all of the undecided criteria met.
    `item_hash` and `marker` pin what it was marked with.
    """

    item: str
    points: float
    low: float
    high: float
    correct: bool
    answered: bool
    item_hash: str
    marker: str = ""
    needs_review: bool = False
    blockers: tuple[str, ...] = ()
    marking: Marking | None = None
    turns: tuple[TurnMark, ...] = ()
    ending: str | None = None
    misconceptions: tuple[str, ...] = ()


class Decision(StrEnum):
    """The verdict of an exam; `none` where the plan has no cut."""

    PASSED = "passed"
    NOT_YET = "not_yet"
    WAITING = "waiting"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartScore:
    """Points of 100 earned in a section, domain or objective, over `items` items."""

    id: str
    title: str
    points: float
    items: int
    low: float = 0.0
    high: float = 0.0


def domain_word(part: PartScore) -> str | None:
    """Return the word for a part's points, or None where it has too few items to say one."""
    if part.items < FEWEST_ITEMS_FOR_WORD:
        return None
    return next(word for least, word in DOMAIN_WORDS if part.points >= least)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The result of an attempt. `points`, `low`, `high` and `cut` are of 100.

    `reasons` explains in sentences what decided; `held_by` names items that a person has to read.
    """

    attempt: str
    decision: Decision
    points: float
    low: float
    high: float
    cut: float | None
    cut_status: str
    band: str
    written_share: float | None
    sections: tuple[PartScore, ...]
    domains: tuple[PartScore, ...]
    objectives: tuple[PartScore, ...]
    grades: Mapping[str, Grade]
    reasons: tuple[str, ...]
    held_by: tuple[str, ...]
    decided_at: datetime
