"""What the columns of a list mean: guessed by their titles, else by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from quizapp.domain.desk import ListColumn, RosterField
from quizapp.tables.table import Table, TableRow

SAMPLES: Final = 3
LOOKED_AT: Final = 20
"""First rows in which a line of titles is looked for."""

_TITLES: Final[Mapping[RosterField, str]] = {
    RosterField.NAME: "name|full name|fullname|display name|employee|employee name|person|learner|"
    "participant|mitarbeiter|mitarbeiterin|nom complet|nombre completo|nome completo",
    RosterField.GIVEN: "first name|firstname|given name|givenname|forename|vorname|prenom|nombre|"
    "nome",
    RosterField.FAMILY: "last name|lastname|family name|familyname|surname|nachname|familienname|"
    "nom|apellido|apellidos|cognome",
    RosterField.NUMBER: "number|no|nr|id|personnel number|personnel no|employee number|employee no|"
    "employee id|staff number|staff id|payroll number|personalnummer|personalnr|personal nr|"
    "matricule|numero|worker id",
    RosterField.EMAIL: "email|e mail|mail|email address|e mail address|mail address|work email|"
    "work e mail|e mail adresse|emailadresse|courriel|correo|correo electronico",
    RosterField.GROUP: "group|groups|team|teams|department|dept|unit|site|branch|gruppe|abteilung|"
    "equipe|equipo|squadra|cohort|class",
    RosterField.LANGUAGE: "name language|language of the name|han variant|sprache des namens",
}
_ACCENTS: Final = str.maketrans("éèêëáàâäíìîïóòôöúùûü", "eeeeaaaaiiiioooouuuu")


def title_row(table: Table) -> TableRow | None:
    """Return the line of titles: the first in which a title is known and no e-mail stands."""
    for row in table.rows[:LOOKED_AT]:
        if any("@" in cell for cell in row.cells):
            return None
        if any(_field_of(cell) for cell in row.cells):
            return row
    return table.rows[0] if _stands_apart(table) else None


def _stands_apart(table: Table) -> bool:
    """Tell whether the first line holds words alone, and a column below it never does."""
    first, *rows = table.rows[: LOOKED_AT + 1]
    if not rows or any(_telling(cell) for cell in first.cells):
        return False
    return any(
        all(place < len(row.cells) and _telling(row.cells[place]) for row in rows)
        for place in range(len(first.cells))
    )


def _telling(cell: str) -> bool:
    return "@" in cell or any(map(str.isdecimal, cell))


def body(table: Table, titles: TableRow | None) -> Sequence[TableRow]:
    """Return the rows below the titles."""
    if titles is None:
        return table.rows
    return table.rows[table.rows.index(titles) + 1 :]


def columns(table: Table, titles: TableRow | None) -> tuple[ListColumn, ...]:
    """Return the columns with their titles and first values."""
    rows = body(table, titles)[:LOOKED_AT]
    found = []
    for place in range(table.width):
        named = titles.cells[place] if titles and place < len(titles.cells) else ""
        samples = [row.cells[place] for row in rows if place < len(row.cells) and row.cells[place]]
        if named or samples:
            title = " ".join(named.split()) or f"Column {place + 1}"
            found.append(ListColumn(place=place, title=title, samples=tuple(samples[:SAMPLES])))
    return tuple(found)


def guessed(found: Sequence[ListColumn]) -> dict[RosterField, int]:
    """Return which column means what; what can't be told is left out."""
    mapping: dict[RosterField, int] = {}
    for column in found:
        meant = _field_of(column.title)
        if meant is not None and meant not in mapping:
            mapping[meant] = column.place
    if RosterField.NAME in mapping and RosterField.GIVEN in mapping:
        mapping.pop(RosterField.GIVEN)
        mapping.pop(RosterField.FAMILY, None)
    free = [column for column in found if column.place not in mapping.values()]
    _by_content(free, mapping)
    return mapping


def _by_content(free: Sequence[ListColumn], mapping: dict[RosterField, int]) -> None:
    for column in free:
        samples = column.samples
        if not samples:
            continue
        if RosterField.EMAIL not in mapping and all("@" in sample for sample in samples):
            mapping[RosterField.EMAIL] = column.place
        elif RosterField.NUMBER not in mapping and all(s.strip().isdecimal() for s in samples):
            mapping[RosterField.NUMBER] = column.place
        elif not {RosterField.NAME, RosterField.FAMILY} & mapping.keys() and all(
            " " in sample.strip() and not any(map(str.isdecimal, sample)) for sample in samples
        ):
            mapping[RosterField.NAME] = column.place


def _field_of(title: str) -> RosterField | None:
    said = title.casefold().translate(_ACCENTS)
    plain = " ".join(re.sub(r"[^a-z0-9]+", " ", said).split())
    for meant, titles in _TITLES.items():
        if plain in titles.split("|"):
            return meant
    return None
