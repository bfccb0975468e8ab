"""What was found while a bank was read: faults, and who is defined and referred to where.

Reading never stops at a fault. Every fault goes into the ledger, and so does every id with its
place, so that references are settled once all files are read. Where a slip hides ids, references to
ids of that sort stay unsettled: otherwise one slip would bring a fault for each of them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from quizapp.errors import Fault


class Place(NamedTuple):
    """A spot in a bank: file relative to its folder, line from 1, path inside the file."""

    file: str
    line: int
    where: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of an id that must be defined somewhere."""

    sort: str
    id: str
    place: Place


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` where a known word comes close, an empty text otherwise."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean '{close[0]}'?" if close else ""


def _family(name: str) -> str:
    """Return what ids of one domain have in common, such as `CH` of `CH-3-M02`."""
    return name.partition("-")[0]


@dataclass(slots=True)
class Ledger:
    """Collects faults, definitions by sort and id, and references to them.

    `partial` holds the sorts of which not all ids could be told.
    """

    faults: list[Fault] = field(default_factory=list)
    defined: dict[str, dict[str, Place]] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    unreadable: int = 0
    partial: set[str] = field(default_factory=set)

    def fault(self, place: Place, message: str) -> None:
        """Note that something is wrong at `place`."""
        self.faults.append(
            Fault(file=place.file, line=place.line, where=place.where, message=message)
        )

    def define(self, sort: str, name: str, place: Place) -> None:
        """Note that the id `name` is defined here; a second definition is a fault."""
        if not name:
            return
        known = self.defined.setdefault(sort, {})
        first = known.setdefault(name, place)
        if first is not place:
            self.partial.add(sort)
            self.fault(
                place,
                f"the {sort} '{name}' is already defined in {first.file}, line {first.line}; "
                "give each its own id",
            )

    def refer(self, sort: str, name: str, place: Place) -> None:
        """Note that the id `name` is used here."""
        if name:
            self.references.append(Reference(sort, name, place))

    def settle(self) -> None:
        """Turn every reference to an undefined id into a fault with the nearest known id."""
        for reference in self.references:
            known = self.defined.get(reference.sort, {})
            if reference.id not in known and reference.sort not in self.partial:
                near = [name for name in known if _family(name) == _family(reference.id)]
                self.fault(
                    reference.place,
                    f"there is no {reference.sort} '{reference.id}'"
                    f"{suggestion(reference.id, near or known)}",
                )

    def in_order(self) -> tuple[Fault, ...]:
        """Return the faults by file and line, each once."""
        once = dict.fromkeys(self.faults)
        return tuple(sorted(once, key=lambda fault: (fault.file, fault.line)))
