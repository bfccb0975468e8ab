"""The roster: finding people among thousands, their groups, and storing many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from sqlite3 import IntegrityError

from quizapp.domain.desk import Group, RosterEntry
from quizapp.domain.finding import folded
from quizapp.domain.people import Learner
from quizapp.errors import UserError
from quizapp.storage.database import Database
from quizapp.storage.people import LearnerStore, learner_of

AT_ONCE = 500
"""Ids in one statement; SQLite takes some thousands."""


class RosterStore:
    """Reads the roster and changes people and groups; several changes may share a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._learners = LearnerStore(database)

    # People

    def find(
        self, words: str = "", *, group: str | None = None, active: bool | None = None
    ) -> tuple[RosterEntry, ...]:
        """Return people by name; every word must stand in name, e-mail, number or a serial."""
        connection = self._database.connection
        rows = connection.execute(
            """select * from learners l
               where (:active is null or l.active = :active) and (:grp is null or exists
                 (select 1 from memberships m where m.learner = l.id and m.grp = :grp))""",
            {"active": active, "grp": group},
        ).fetchall()
        wanted = folded(words).split()
        if wanted:
            serials = self._serials() if any("-" in word for word in wanted) else {}
            rows = [
                row
                for row in rows
                if _holds(
                    f"{row['name']} {row['email']} {row['number']} {serials.get(row['id'], '')}",
                    wanted,
                )
            ]
        names = self._group_names()
        found = [
            RosterEntry(learner=learner_of(row), groups=names.get(row["id"], ())) for row in rows
        ]
        return tuple(sorted(found, key=lambda one: (folded(one.learner.name), one.learner.id)))

    def _serials(self) -> dict[str, str]:
        rows = self._database.connection.execute(
            """select learner, group_concat(serial, ' ') as serials from certificates
               where learner is not null group by learner"""
        )
        return {row["learner"]: row["serials"] for row in rows}

    def _group_names(self) -> dict[str, tuple[str, ...]]:
        names: dict[str, list[str]] = defaultdict(list)
        for row in self._database.connection.execute(
            """select m.learner, g.name from memberships m join groups g on g.id = m.grp
               order by g.name"""
        ):
            names[row["learner"]].append(row["name"])
        return {learner: tuple(found) for learner, found in names.items()}

    def entry(self, learner_id: str) -> RosterEntry | None:
        """Return one person with their groups, or None."""
        learner = self._learners.get(learner_id)
        if learner is None:
            return None
        rows = self._database.connection.execute(
            """select g.name from memberships m join groups g on g.id = m.grp
               where m.learner = ? order by g.name""",
            (learner_id,),
        )
        return RosterEntry(learner=learner, groups=tuple(row["name"] for row in rows))

    def save(self, learners: Iterable[Learner]) -> None:
        """Store people, all or none; `UserError` if a personnel number is taken."""
        try:
            with self._database.transaction():
                for learner in learners:
                    self._learners.save(learner)
        except IntegrityError as error:
            raise UserError(
                "This personnel number belongs to another person. Check both entries."
            ) from error

    def set_active(self, learner_ids: Sequence[str], *, active: bool) -> None:
        """Let people take part, or no more."""
        with self._database.transaction() as connection:
            connection.executemany(
                "update learners set active = ? where id = ?",
                [(int(active), learner_id) for learner_id in learner_ids],
            )

    def unknown(self, learner_ids: Collection[str]) -> tuple[str, ...]:
        """Return the ids of which nobody is stored."""
        known: set[str] = set()
        ids = list(learner_ids)
        for start in range(0, len(ids), AT_ONCE):
            part = ids[start : start + AT_ONCE]
            marks = ",".join("?" * len(part))
            rows = self._database.connection.execute(
                f"select id from learners where id in ({marks})",  # noqa: S608 - only question marks are put in
                part,
            )
            known.update(row["id"] for row in rows)
        return tuple(one for one in ids if one not in known)

    # Groups

    def groups(self) -> tuple[Group, ...]:
        """Return every group by name with its size."""
        rows = self._database.connection.execute(
            """select g.id, g.name, count(m.learner) as size from groups g
               left join memberships m on m.grp = g.id group by g.id"""
        )
        found = [Group(id=row["id"], name=row["name"], size=row["size"]) for row in rows]
        return tuple(sorted(found, key=lambda group: folded(group.name)))

    def add_group(self, group: Group, at: datetime) -> None:
        """Store a new group; `UserError` if the name is taken."""
        try:
            with self._database.transaction() as connection:
                connection.execute(
                    "insert into groups values (?,?,?)", (group.id, group.name, at.isoformat())
                )
        except IntegrityError as error:
            raise UserError(f"There is a group “{group.name}” already.") from error

    def rename_group(self, group_id: str, name: str) -> None:
        """Give a group another name; `UserError` if the name is taken."""
        try:
            with self._database.transaction() as connection:
                connection.execute("update groups set name = ? where id = ?", (name, group_id))
        except IntegrityError as error:
            raise UserError(f"There is a group “{name}” already.") from error

    def drop_group(self, group_id: str) -> None:
        """Delete a group; its members stay on the roster."""
        with self._database.transaction() as connection:
            connection.execute("delete from groups where id = ?", (group_id,))

    def members(self, group_id: str) -> tuple[str, ...]:
        """Return the ids of a group's members."""
        rows = self._database.connection.execute(
            "select learner from memberships where grp = ? order by learner", (group_id,)
        )
        return tuple(row["learner"] for row in rows)

    def join(self, learner_ids: Iterable[str], group_id: str) -> None:
        """Put people into a group; who is in it already stays."""
        with self._database.transaction() as connection:
            connection.executemany(
                "insert or ignore into memberships values (?,?)",
                [(learner_id, group_id) for learner_id in learner_ids],
            )

    def leave(self, learner_ids: Iterable[str], group_id: str) -> None:
        """Take people out of a group."""
        with self._database.transaction() as connection:
            connection.executemany(
                "delete from memberships where learner = ? and grp = ?",
                [(learner_id, group_id) for learner_id in learner_ids],
            )

    def set_groups(self, memberships: Mapping[str, Collection[str]]) -> None:
        """Let people be in exactly these groups; keys are learners, values group ids."""
        with self._database.transaction() as connection:
            connection.executemany(
                "delete from memberships where learner = ?", [(one,) for one in memberships]
            )
            connection.executemany(
                "insert into memberships values (?,?)",
                [(learner, group) for learner, groups in memberships.items() for group in groups],
            )


def _holds(text: str, words: Iterable[str]) -> bool:
    sought = folded(text)
    return all(word in sought for word in words)
