"""An attempt at a plan: the form that was drawn, the state it is in and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from quizapp.domain.answers import Answer
from quizapp.domain.people import Accommodations
from quizapp.domain.standing import AttemptState, Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSection:
    """The items of one section in order of delivery."""

    id: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form: what one person is given. The same plan, bank, history and seed give the same form.

    `option_order` lists option ids as shown, per item; `repeats` names items that this learner saw
    in the last form and that a quota forced to be used again; `report` says in sentences what the
    assembler had to give up. `step` is the step of a day's plan that it was drawn for, if any.
    """

    id: str
    plan: str
    seed: int
    sections: tuple[FormSection, ...]
    option_order: Mapping[str, tuple[str, ...]]
    repeats: tuple[str, ...] = ()
    overlap: float = 0.0
    report: tuple[str, ...] = ()
    step: str = ""

    @property
    def items(self) -> tuple[str, ...]:
        """Return all item ids in order of delivery."""
        return tuple(item for section in self.sections for item in section.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedAnswer:
    """The latest committed answer to one item of an attempt."""

    item: str
    answer: Answer | None
    saved_at: datetime
    flagged: bool = False
    confidence: Confidence | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionClock:
    """Time used in a section so far, in seconds, and whether it was handed in.

    `begun` is False while the part waits for the person to start it; its clock stands still then.
    `seen` are the positions of the items that have been on screen; empty in older attempts.
    """

    used: float = 0.0
    closed: bool = False
    late: bool = False
    begun: bool = True
    seen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt as stored. Times are aware UTC."""

    id: str
    learner: str
    plan: str
    bank: str
    bank_version: str
    bank_hash: str
    form: Form
    state: AttemptState
    started_at: datetime
    finished_at: datetime | None = None
    section: int = 0
    position: int = 0
    clocks: Mapping[str, SectionClock] = field(default_factory=dict)
    answers: Mapping[str, SavedAnswer] = field(default_factory=dict)
    accommodations: Accommodations = field(default_factory=Accommodations)
    supervision: str = "self-taken"
    rehearsal: bool = False
