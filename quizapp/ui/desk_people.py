"""People as the roster's table shows them: who they are, how their exam stands, what they hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from quizapp.domain.desk import Assignment
from quizapp.domain.finding import folded
from quizapp.domain.people import Accommodations
from quizapp.domain.standings import Stand, Standing
from quizapp.ui import wording
from quizapp.ui.people_rows import Cell, Column, folded_all

if TYPE_CHECKING:
    from quizapp.app import App
    from quizapp.services.desk import OpenDesk
    from quizapp.storage.certificates import StoredCertificate

NONE = Cell(text="–")
CERTIFICATES = {
    "issued": Cell(text="Issued", icon="shield-check", colour="success"),
    "suspended": Cell(text="Suspended", icon="pause", colour="warning"),
    "revoked": Cell(text="Withdrawn", icon="circle-x", colour="danger"),
    "replaced": Cell(text="Replaced", icon="repeat-2", colour="muted"),
    "reserved": Cell(text="Not finished", icon="clock", colour="warning"),
}
STANDS = {
    Stand.CERTIFIED: Cell(text="Passed", icon="check", tone="good"),
    Stand.PASSED: Cell(text="Passed", icon="check", tone="good"),
    Stand.WAITING: Cell(text="Waits for a reader", icon="user-search", tone="info"),
    Stand.UNDER_WAY: Cell(text="Taking it now", icon="activity", tone="primary"),
    Stand.CLOSE: Cell(text="Close", icon="rotate-ccw", tone="care"),
    Stand.NOT_YET: Cell(text="Not yet", icon="rotate-ccw", tone="care"),
}
ORDER = ("issued", "suspended", "reserved", "revoked", "replaced")
"""Which state of several certificates of one person is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person in the table. `best` is points of 100, `serials` is what they may be found by."""

    id: str
    name: str
    number: str
    email: str
    groups: tuple[str, ...]
    active: bool
    granted: Accommodations | None
    best: float | None
    exam: Cell
    certificate: Cell
    serials: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterView:
    """Everything that the roster's page shows: people, by what they are found, and teams."""

    rows: tuple[PersonRow, ...]
    texts: Sequence[str]
    groups: tuple[str, ...]


def roster_view(app: App, door: OpenDesk) -> RosterView:
    """Read the whole roster; for the background."""
    rows = person_rows(app, door)
    return RosterView(
        rows=rows,
        texts=folded_all(rows, words),
        groups=tuple(group.name for group in app.roster.groups(door)),
    )


def person_rows(app: App, door: OpenDesk) -> tuple[PersonRow, ...]:
    """Return everybody on the roster with how they stand."""
    given: dict[str, list[Assignment]] = defaultdict(list)
    for one in app.assignments.all(door):
        given[one.learner].append(one)
    held: dict[str, list[StoredCertificate]] = defaultdict(list)
    for certificate in app.certificates.all():
        held[certificate.learner or ""].append(certificate)
    today = app.clock.now().date()
    standings = {one.learner: one for one in app.standings.people(door)}
    rows = []
    for entry in app.roster.people(door, active=None):
        learner = entry.learner
        mine, stands = held.get(learner.id, ()), standings.get(learner.id)
        rows.append(
            PersonRow(
                id=learner.id,
                name=learner.name,
                number=learner.number,
                email=learner.email,
                groups=entry.groups,
                active=learner.active,
                granted=learner.granted,
                best=stands.points if stands else None,
                exam=exam_cell(stands, given.get(learner.id, ()), today),
                certificate=certificate_cell(one.state for one in mine),
                serials=tuple(one.serial for one in mine),
            )
        )
    return tuple(rows)


def exam_cell(stands: Standing | None, given: Iterable[Assignment], today: date) -> Cell:
    """Return how somebody stands with the exam, or how the newest one that was given stands."""
    newest = next(iter(given), None)
    if stands is not None and stands.stand in STANDS:
        cell = STANDS[stands.stand]
        left = newest.attempts - newest.tries_used if newest is not None else 0
        if stands.stand in (Stand.CLOSE, Stand.NOT_YET) and left > 0:
            return replace(cell, text=f"{cell.text}, {wording.count(left, 'try', 'tries')} left")
        return cell
    return NONE if newest is None else assignment_cell(newest, today)


def assignment_cell(one: Assignment, today: date) -> Cell:
    """Return how an assignment stands, in a word and an icon."""
    if one.withdrawn_at is not None:
        return Cell(text="Taken back", icon="undo-2", tone="quiet")
    if one.opens_on is not None and today < one.opens_on:
        return Cell(text="Opens later", icon="calendar-clock", tone="plain")
    if one.tries_used >= one.attempts:
        return Cell(text="All tries used", icon="check", tone="quiet")
    if one.due_on is not None and today > one.due_on:
        return Cell(text="Past its last day", icon="clock", tone="care")
    return Cell(text="Exam open", icon="circle-dot", tone="primary")


def certificate_cell(states: Iterable[str]) -> Cell:
    """Return what a person holds, the certificate in force before all others."""
    found = set(states)
    return next((CERTIFICATES[state] for state in ORDER if state in found), NONE)


def key(row: PersonRow) -> str:
    """Return what tells one row from another."""
    return row.id


def words(row: PersonRow) -> str:
    """Return what a row is found by."""
    return " ".join((row.name, row.number, row.email, *row.serials))


def columns() -> tuple[Column[PersonRow], ...]:
    """Return the columns of the roster."""
    return (
        Column(title="Name", cell=_name, sort=_by_name, least=190, share=4),
        Column(title="Team", cell=_groups, sort=_by_group, least=100, share=3),
        Column(title="Best", cell=_best, sort=_by_best, least=60),
        Column(title="Exam", cell=_exam, sort=_by_exam, least=160, share=1),
        Column(title="Certificate", cell=_certificate, sort=_by_certificate, least=110, share=1),
    )


def _name(row: PersonRow) -> Cell:
    return Cell(text=row.name, bold=True, initials=True)


def _groups(row: PersonRow) -> Cell:
    return Cell(text=", ".join(row.groups) or "–")


def _best(row: PersonRow) -> Cell:
    return NONE if row.best is None else Cell(text=f"{row.best:.0f} %")


def _exam(row: PersonRow) -> Cell:
    return row.exam if row.active else Cell(text="No longer takes part", tone="quiet")


def _certificate(row: PersonRow) -> Cell:
    return row.certificate


def _by_name(row: PersonRow) -> str:
    return folded(row.name)


def _by_group(row: PersonRow) -> str:
    return folded(", ".join(row.groups))


def _by_best(row: PersonRow) -> float:
    return -1.0 if row.best is None else row.best


def _by_exam(row: PersonRow) -> str:
    return row.exam.text


def _by_certificate(row: PersonRow) -> str:
    return row.certificate.text
