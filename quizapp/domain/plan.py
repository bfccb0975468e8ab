"""Exam plans: what a form is made of, how long it takes and how it is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from quizapp.domain.items import (
    Concept,
    Domain,
    Framework,
    Item,
    ItemKind,
    Misconception,
    Pool,
    Scenario,
)


class PlanKind(StrEnum):
    """What the plan is for; decides tone and defaults, never marks."""

    PRACTICE = "practice"
    MOCK = "mock"
    CERTIFICATION = "certification"


class CutStatus(StrEnum):
    """Who set the pass mark."""

    PROVISIONAL = "provisional"
    PANEL_SET = "panel-set"


class Navigation(StrEnum):
    """How one may move inside a section."""

    FREE = "free"
    SEQUENTIAL = "sequential"


class Feedback(StrEnum):
    """What is shown: after each item, at the end with keys, or only totals, bands and criteria."""

    EACH_ITEM = "each_item"
    AT_END = "at_end"
    NO_KEYS = "no_keys"


class TimeOut(StrEnum):
    """What happens at zero: answers are handed in, or the section stays open and is marked late."""

    SUBMIT = "submit"
    MARK_LATE = "mark_late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How many items of these kinds to draw from any of these domains (empty = any)."""

    count: int
    kinds: tuple[ItemKind, ...]
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of an exam with its own time and its share of the total score."""

    id: str
    title: str
    quotas: tuple[Quota, ...]
    weight: float
    minutes: float | None = None
    navigation: Navigation = Navigation.FREE

    @property
    def size(self) -> int:
        """Return the number of items in the section."""
        return sum(quota.count for quota in self.quotas)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A word for a result at or above `minimum` points of 100."""

    minimum: float
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retake:
    """When one may try again: days to wait, tries within a window, overlap allowed (share of 1)."""

    wait_days: int = 0
    attempts: int | None = None
    window_months: int = 12
    max_overlap: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamPlan:
    """A plan. `cut` is points of 100; `min_written` is the share needed in written sections.

    `levels` are target shares of the choice items by level, with `level_tolerance` either way.
    """

    id: str
    title: str
    kind: PlanKind
    sections: tuple[Section, ...]
    pool: Pool
    certificate: bool
    cut: float | None
    cut_status: CutStatus
    summary: str = ""
    feedback: Feedback = Feedback.AT_END
    time_out: TimeOut = TimeOut.SUBMIT
    may_pause: bool = False
    spell_check: bool = True
    validity_months: int | None = None
    bands: tuple[Band, ...] = ()
    retake: Retake = field(default_factory=Retake)
    min_written: float = 0.0
    levels: Mapping[str, float] = field(default_factory=dict)
    level_tolerance: float = 0.05
    standard_error: float = 3.0

    @property
    def size(self) -> int:
        """Return the number of items in a form."""
        return sum(section.size for section in self.sections)

    @property
    def minutes(self) -> float | None:
        """Return the time of all sections together, or None without a clock."""
        times = [section.minutes for section in self.sections if section.minutes is not None]
        return sum(times) if times else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """A whole question bank, frozen. Ids are unique within it."""

    id: str
    title: str
    version: str
    language: str
    licence: str
    content_hash: str
    domains: tuple[Domain, ...]
    scenarios: tuple[Scenario, ...]
    items: tuple[Item, ...]
    plans: tuple[ExamPlan, ...]
    concepts: tuple[Concept, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    authors: tuple[str, ...] = ()
    default_plan: str = ""
    description: str = ""
