"""The roster: people and groups of an organisation, for the open desk."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from quizapp.clock import Clock
from quizapp.domain.desk import Group, RosterEntry
from quizapp.domain.people import Accommodations, Learner
from quizapp.errors import UserError
from quizapp.services.desk import OpenDesk
from quizapp.services.people import checked_name
from quizapp.services.roster_rows import (
    checked_email,
    checked_group,
    checked_number,
    refuse_unknowable,
)
from quizapp.services.written_file import write_file
from quizapp.storage.audit import AuditStore
from quizapp.storage.database import Database
from quizapp.storage.people import LearnerStore
from quizapp.storage.roster import RosterStore
from quizapp.tables.writing import Cell, table_bytes

TITLES = ("Name", "Personnel number", "E-mail", "Group", "Name language")
GONE = "This person is not on the roster any more. Choose another name."


class Roster:
    """Finds, adds and corrects people, and sorts them into groups."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._store = RosterStore(database)
        self._learners = LearnerStore(database)
        self._audit = AuditStore(database)
        self._clock = clock

    # Looking

    def people(
        self,
        opened: OpenDesk,
        *,
        search: str = "",
        group: str | None = None,
        active: bool | None = True,
    ) -> tuple[RosterEntry, ...]:
        """Return people by name; words may be of name, e-mail, number or a certificate's serial.

        `group` is a group's id; `active=None` also gives those who take no more part.
        """
        opened.use()
        return self._store.find(search, group=group, active=active)

    def person(self, opened: OpenDesk, learner_id: str) -> RosterEntry:
        """Return one person; `UserError` if there is nobody of this id."""
        opened.use()
        return self._entry(learner_id)

    def _entry(self, learner_id: str) -> RosterEntry:
        found = self._store.entry(learner_id)
        if found is None:
            raise UserError(GONE)
        return found

    def one_of(self, opened: OpenDesk, said: str) -> RosterEntry:
        """Return the one person meant by an id, a personnel number or an e-mail."""
        opened.use()
        found = self._store.entry(said)
        if found is not None:
            return found
        matches = self._learners.by_number_or_email(said.strip())
        if len(matches) != 1:
            raise UserError(
                f"Nobody on the roster has the id, personnel number or e-mail “{said}”."
                if not matches
                else f"{len(matches)} people have the e-mail “{said}”. Use the personnel number."
            )
        return self._entry(matches[0].id)

    def groups(self, opened: OpenDesk) -> tuple[Group, ...]:
        """Return every group by name."""
        opened.use()
        return self._store.groups()

    def group_named(self, opened: OpenDesk, name: str) -> Group:
        """Return the group of a name, whatever the case; `UserError` if there is none."""
        wanted = " ".join(name.split()).casefold()
        for group in self.groups(opened):
            if group.name.casefold() == wanted:
                return group
        there = ", ".join(group.name for group in self._store.groups()) or "none"
        raise UserError(f"There is no group “{name}”. There are: {there}.")

    def export(self, opened: OpenDesk, target: Path, *, group: str | None = None) -> int:
        """Write those who take part as .csv or .xlsx and return how many people are in it.

        No cell is taken for a formula by the program that opens it; the list can be imported again.
        """
        found = self.people(opened, group=group)
        rows: list[tuple[Cell, ...]] = [TITLES]
        for entry in found:
            person = entry.learner
            groups = "; ".join(entry.groups)
            rows.append((person.name, person.number, person.email, groups, person.name_language))
        write_file(target, table_bytes(target, {"Roster": rows}))
        self._note(opened, "roster.exported", ())
        return len(found)

    # Changing people

    def add(
        self,
        opened: OpenDesk,
        *,
        name: str,
        number: str = "",
        email: str = "",
        language: str = "",
        groups: Iterable[str] = (),
    ) -> RosterEntry:
        """Add one person by hand; `groups` are ids."""
        opened.use()
        learner = Learner(
            id=new_person_id(),
            name=checked_name(name),
            created_at=self._clock.now(),
            purpose="work",
            number=checked_number(number),
            email=checked_email(email),
            name_language=language.strip(),
        )
        refuse_unknowable(learner.number, learner.email)
        with self._database.transaction():
            self._store.save([learner])
            self._store.set_groups({learner.id: tuple(groups)})
            self._note(opened, "person.added", (learner.id,))
        return self._entry(learner.id)

    def correct(
        self,
        opened: OpenDesk,
        learner_id: str,
        *,
        name: str | None = None,
        number: str | None = None,
        email: str | None = None,
        language: str | None = None,
    ) -> RosterEntry:
        """Correct what the roster says of a person; what is None stays.

        Certificates that were issued keep their name; `Withdrawals.replace` issues a new one.
        """
        opened.use()
        before = self._entry(learner_id).learner
        after = replace(
            before,
            name=before.name if name is None else checked_name(name),
            number=before.number if number is None else checked_number(number),
            email=before.email if email is None else checked_email(email),
            name_language=before.name_language if language is None else language.strip(),
        )
        if before.number or before.email:
            refuse_unknowable(after.number, after.email)
        if after != before:
            with self._database.transaction():
                self._store.save([after])
                self._note(opened, "person.corrected", (learner_id,))
        return self._entry(learner_id)

    def set_active(self, opened: OpenDesk, learner_ids: Sequence[str], *, active: bool) -> None:
        """Let people take part, or no more; nothing of theirs is deleted."""
        opened.use()
        self.refuse_absent(learner_ids)
        with self._database.transaction():
            self._store.set_active(learner_ids, active=active)
            self._note(opened, "person.activated" if active else "person.deactivated", learner_ids)

    def grant(
        self, opened: OpenDesk, learner_ids: Sequence[str], granted: Accommodations | None
    ) -> None:
        """Grant people the same accommodations in everything they take from now on.

        They are recorded in each attempt and never on a certificate; None takes them back.
        """
        opened.use()
        people = [self._entry(learner_id).learner for learner_id in learner_ids]
        with self._database.transaction():
            self._store.save(replace(person, granted=granted) for person in people)
            self._note(opened, "person.accommodations_set", learner_ids)

    # Changing groups

    def add_group(self, opened: OpenDesk, name: str) -> Group:
        """Create a group."""
        opened.use()
        group = Group(id=new_group_id(), name=checked_group(name))
        with self._database.transaction():
            self._store.add_group(group, self._clock.now())
            self._note(opened, "group.added", (group.id,))
        return group

    def rename_group(self, opened: OpenDesk, group_id: str, name: str) -> None:
        """Give a group another name."""
        opened.use()
        with self._database.transaction():
            self._store.rename_group(group_id, checked_group(name))
            self._note(opened, "group.renamed", (group_id,))

    def drop_group(self, opened: OpenDesk, group_id: str) -> None:
        """Delete a group; its members stay on the roster."""
        opened.use()
        with self._database.transaction():
            self._store.drop_group(group_id)
            self._note(opened, "group.dropped", (group_id,))

    def join(self, opened: OpenDesk, learner_ids: Sequence[str], group_id: str) -> None:
        """Put people into a group."""
        opened.use()
        self.refuse_absent(learner_ids)
        with self._database.transaction():
            self._store.join(learner_ids, group_id)
            self._note(opened, "group.joined", (group_id, *learner_ids))

    def leave(self, opened: OpenDesk, learner_ids: Sequence[str], group_id: str) -> None:
        """Take people out of a group."""
        opened.use()
        with self._database.transaction():
            self._store.leave(learner_ids, group_id)
            self._note(opened, "group.left", (group_id, *learner_ids))

    def refuse_absent(self, learner_ids: Sequence[str]) -> None:
        """Raise `UserError` if somebody of these is not on the roster."""
        if self._store.unknown(learner_ids):
            raise UserError(GONE)

    def _note(self, opened: OpenDesk, action: str, subjects: Iterable[str]) -> None:
        self._audit.append(action, subjects, actor=opened.actor, at=self._clock.now())


def new_person_id() -> str:
    """Return a fresh id of a person."""
    return f"p-{uuid.uuid4().hex[:12]}"


def new_group_id() -> str:
    """Return a fresh id of a group."""
    return f"g-{uuid.uuid4().hex[:12]}"
