"""The people desk: groups, lists of people, assignments, and what each role may be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from quizapp.domain.people import Accommodations, Learner
from quizapp.errors import Fault

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # full width, too
"""Signs with which a spreadsheet program begins a formula."""


class Role(StrEnum):
    """Who decides about a reply: the people desk, a reader, or the person without either."""

    DESK = "desk"
    READER = "reader"
    LEARNER = "learner"


class Supervision(StrEnum):
    """How an exam is taken; printed on the certificate."""

    SELF_TAKEN = "self-taken"
    SUPERVISED = "supervised"
    ON_SITE = "on-site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of people, such as a team. `size` counts its members."""

    id: str
    name: str
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntry:
    """One person as the roster shows them. `groups` holds names in order."""

    learner: Learner
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """An exam given to one person: so many tries between two days, both included.

    `tries_used` counts attempts begun since the exam was assigned.
    """

    id: str
    learner: str
    plan: str
    attempts: int
    opens_on: date | None
    due_on: date | None
    supervision: Supervision
    assigned_at: datetime
    withdrawn_at: datetime | None = None
    accommodations: Accommodations = field(default_factory=Accommodations)
    tries_used: int = 0


class RosterField(StrEnum):
    """What a column of a list can mean. `given` and `family` are joined to a name."""

    NAME = "name"
    GIVEN = "given name"
    FAMILY = "family name"
    NUMBER = "personnel number"
    EMAIL = "e-mail"
    GROUP = "group"
    LANGUAGE = "name language"


class RowChange(StrEnum):
    """What importing a row would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumn:
    """A column of a list of people; `place` counts from 0, `samples` are its first values."""

    place: int
    title: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """One person of a list. `groups` is None where the list has no such column.

    `learner` is the id of the person recognised, if any; `changes` names what differs.
    """

    line: int
    name: str
    number: str = ""
    email: str = ""
    language: str = ""
    groups: tuple[str, ...] | None = None
    change: RowChange = RowChange.NEW
    learner: str | None = None
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What importing a list would do; nothing is stored yet.

    `rows` are the good ones, `faults` name each line that can't be taken and what to do.
    `notes` are sentences worth knowing, such as hidden rows.
    """

    source: str
    columns: tuple[ListColumn, ...]
    mapping: Mapping[RosterField, int]
    rows: tuple[RosterRow, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...] = ()

    def count(self, change: RowChange) -> int:
        """Return how many good rows are new, changed or the same."""
        return sum(row.change is change for row in self.rows)

    @property
    def left_out(self) -> int:
        """Return how many lines have a fault."""
        return len({fault.line for fault in self.faults if fault.line})


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did. `groups` names the groups it created."""

    added: int
    changed: int
    same: int
    left_out: tuple[Fault, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureReport:
    """What erasing a person did, in counts, and where their name or e-mail is still to be found.

    `certificates` lists the serials that stay in the register without a name.
    """

    person: str
    attempts: int
    certificates: tuple[str, ...]
    files: int
    backups: int
    remains: tuple[str, ...]


def neutralised(cell: str) -> str:
    """Return a text that no spreadsheet program takes for a formula, by a leading apostrophe."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA_SIGNS) else cell
