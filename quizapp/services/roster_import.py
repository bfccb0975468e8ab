"""Lists of people: read, shown as what importing them would do, and imported as a whole or not.

People are recognised by their personnel number, then by their e-mail. A row with a fault is never
taken; the others only when somebody says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from quizapp.clock import Clock
from quizapp.domain.desk import (
    Group,
    ImportReport,
    Preview,
    RosterEntry,
    RosterField,
    RosterRow,
    RowChange,
)
from quizapp.domain.people import Learner
from quizapp.errors import Fault, InputError, UserError
from quizapp.services.desk import OpenDesk
from quizapp.services.roster import new_group_id, new_person_id
from quizapp.services.roster_mapping import body, columns, guessed, title_row
from quizapp.services.roster_reading import RowReader
from quizapp.services.roster_widths import Widths
from quizapp.storage.audit import AuditStore
from quizapp.storage.database import Database
from quizapp.storage.roster import RosterStore
from quizapp.tables.opening import open_table
from quizapp.tables.table import Table


class RosterImport:
    """Takes lists of people into the roster."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._store = RosterStore(database)
        self._audit = AuditStore(database)
        self._clock = clock

    def read(
        self,
        opened: OpenDesk,
        path: Path,
        *,
        encoding: str = "",
        delimiter: str = "",
        sheet: str = "",
    ) -> Table:
        """Read a list; what is not chosen is guessed and told in the table."""
        opened.use()
        return open_table(path, encoding=encoding, delimiter=delimiter, sheet=sheet)

    def preview(
        self,
        opened: OpenDesk,
        table: Table,
        *,
        mapping: Mapping[RosterField, int] | None = None,
        titled: bool | None = None,
    ) -> Preview:
        """Return what importing the list would do; nothing is stored.

        `mapping` says which column means what, by place from 0, and `titled` whether the first line
        holds titles; None is guessed.
        """
        opened.use()
        titles = title_row(table)
        if titled is not None:
            titles = (titles or table.rows[0]) if titled else None
        found = columns(table, titles)
        meant = dict(guessed(found) if mapping is None else mapping)
        missing = _missing(table.source, meant)
        reader = RowReader(table.source, meant)
        widths = Widths(table, titles)
        if missing is None:
            for row in body(table, titles):
                torn = widths.fault(row)
                if torn is None:
                    reader.take(row)
                else:
                    reader.faults.append(torn)
        rows, faults = _recognised(reader.rows, self._store.find(), table.source)
        notes = [*table.notes, *widths.notes()]
        if titles is not None and titles is not table.rows[0]:
            notes.append(f"The titles stand in line {titles.line}; what is above is not read.")
        return Preview(
            source=table.source,
            columns=found,
            mapping=meant,
            rows=rows,
            faults=(
                *((missing,) if missing else ()),
                *sorted((*reader.faults, *faults), key=lambda fault: fault.line),
            ),
            notes=tuple(notes),
        )

    def take_in(
        self, opened: OpenDesk, preview: Preview, *, leave_out_faulty: bool = False
    ) -> ImportReport:
        """Import a list in one transaction: all of it, or nothing.

        `InputError` with every fault if there are any, unless those rows are to be left out.
        """
        opened.use()
        if preview.faults and not leave_out_faulty:
            raise InputError(_why_not(preview), preview.faults)
        if not preview.rows:
            raise InputError(
                f"There is nobody in {preview.source} who could be imported.", preview.faults
            )
        with self._database.transaction():
            return self._stored(opened, preview)

    def _stored(self, opened: OpenDesk, preview: Preview) -> ImportReport:
        now = self._clock.now()
        created = self._groups_made(preview)
        groups = {group.name.casefold(): group.id for group in self._store.groups()}
        known = self._known(preview)
        people: list[Learner] = []
        memberships: dict[str, list[str]] = {}
        for row in preview.rows:
            if row.change is RowChange.SAME:
                continue
            before = known.get(row.learner or "")
            person = _person(row, before, Learner(id=new_person_id(), name="", created_at=now))
            if person != before:
                people.append(person)
            if row.groups is not None:
                memberships[person.id] = [groups[name.casefold()] for name in row.groups]
        self._store.save(people)
        self._store.set_groups(memberships)
        self._audit.append(
            "roster.imported",
            [person.id for person in people],
            actor=opened.actor,
            at=now,
        )
        return ImportReport(
            added=preview.count(RowChange.NEW),
            changed=preview.count(RowChange.CHANGED),
            same=preview.count(RowChange.SAME),
            left_out=preview.faults,
            groups=tuple(group.name for group in created),
        )

    def _known(self, preview: Preview) -> dict[str, Learner]:
        """Return the people recognised that are to change; `UserError` if one has gone."""
        if self._store.unknown([row.learner for row in preview.rows if row.learner]):
            raise UserError("The roster has changed since the preview. Look at it again.")
        if not preview.count(RowChange.CHANGED):
            return {}
        return {entry.learner.id: entry.learner for entry in self._store.find()}

    def _groups_made(self, preview: Preview) -> list[Group]:
        there = {group.name.casefold() for group in self._store.groups()}
        created = []
        for name in (name for row in preview.rows for name in row.groups or ()):
            if name.casefold() not in there:
                there.add(name.casefold())
                created.append(Group(id=new_group_id(), name=name))
                self._store.add_group(created[-1], self._clock.now())
        return created


def _person(row: RosterRow, before: Learner | None, fresh: Learner) -> Learner:
    base = before or replace(fresh, purpose="work")
    return replace(
        base,
        name=row.name,
        number=row.number or base.number,
        email=row.email or base.email,
        name_language=row.language or base.name_language,
        active=True,
    )


def _missing(source: str, mapping: Mapping[RosterField, int]) -> Fault | None:
    if not {RosterField.NAME, RosterField.GIVEN, RosterField.FAMILY} & mapping.keys():
        return _whole(source, "No column was taken for the name. Choose it.")
    if not {RosterField.NUMBER, RosterField.EMAIL} & mapping.keys():
        return _whole(
            source,
            "No column was taken for a personnel number or an e-mail, so nobody could be "
            "recognised next time. Choose one.",
        )
    return None


def _whole(source: str, message: str) -> Fault:
    return Fault(file=source, line=0, where="", message=message)


@dataclass(slots=True)
class _Known:
    """The people on the roster by what they are recognised by."""

    numbers: dict[str, RosterEntry]
    emails: dict[str, list[RosterEntry]]


def _recognised(
    rows: list[RosterRow], there: tuple[RosterEntry, ...], source: str
) -> tuple[tuple[RosterRow, ...], list[Fault]]:
    known = _Known({}, {})
    for entry in there:
        if entry.learner.number:
            known.numbers[entry.learner.number] = entry
        if entry.learner.email:
            known.emails.setdefault(entry.learner.email.casefold(), []).append(entry)
    good: list[RosterRow] = []
    faults: list[Fault] = []
    taken: dict[str, int] = {}
    for row in rows:
        try:
            found = _match(row, known)
            if found is not None and found.learner.id in taken:
                raise UserError(  # noqa: TRY301 - told like every other fault of the row
                    f"Line {taken[found.learner.id]} is the same person. Delete one of the lines."
                )
        except UserError as error:
            named = row.number or row.email
            faults.append(Fault(file=source, line=row.line, where=named, message=str(error)))
            continue
        if found is not None:
            taken[found.learner.id] = row.line
        good.append(_compared(row, found))
    return tuple(good), faults


def _match(row: RosterRow, known: _Known) -> RosterEntry | None:
    same = known.emails.get(row.email.casefold(), []) if row.email else []
    numbered = known.numbers.get(row.number) if row.number else None
    if numbered is not None:
        others = [entry for entry in same if entry.learner.id != numbered.learner.id]
        if others and numbered.learner.email.casefold() != row.email.casefold():
            raise UserError(
                f"The personnel number belongs to {numbered.learner.name} and the e-mail to "
                f"{others[0].learner.name}. Correct one of them."
            )
        return numbered
    if len(same) > 1:
        raise UserError("Several people have this e-mail. Add the personnel number.")
    if same and row.number and same[0].learner.number:
        raise UserError(
            f"The e-mail belongs to {same[0].learner.name} with the personnel number "
            f"{same[0].learner.number}. Correct one of them."
        )
    return same[0] if same else None


def _compared(row: RosterRow, found: RosterEntry | None) -> RosterRow:
    if found is None:
        return row
    person = found.learner
    after = _person(row, person, person)
    changes = [
        word
        for word, differs in (
            ("name", after.name != person.name),
            ("personnel number", after.number != person.number),
            ("e-mail", after.email != person.email),
            ("name language", after.name_language != person.name_language),
            ("takes part again", not person.active),
            (
                "groups",
                row.groups is not None
                and {name.casefold() for name in row.groups}
                != {name.casefold() for name in found.groups},
            ),
        )
        if differs
    ]
    change = RowChange.CHANGED if changes else RowChange.SAME
    return replace(row, learner=person.id, change=change, changes=tuple(changes))


def _why_not(preview: Preview) -> str:
    number = preview.left_out
    if number == 0:
        return f"{preview.source} was not imported, because its columns are not clear."
    lines = "one line has a fault" if number == 1 else f"{number} lines have faults"
    return (
        f"{preview.source} was not imported, because {lines}. Correct the list, or import it "
        "without those lines."
    )
