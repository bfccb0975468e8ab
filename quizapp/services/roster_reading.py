"""One row of a list after the other: a person, or what is wrong with the row and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from quizapp.domain.desk import RosterField, RosterRow
from quizapp.errors import Fault, UserError
from quizapp.services.people import checked_name
from quizapp.services.roster_rows import (
    checked_email,
    checked_group,
    checked_number,
    refuse_formula,
)
from quizapp.tables.table import TableRow

LANGUAGES = ("", "ja", "zh-Hans", "zh-Hant", "ko")
Check = Callable[[str], str]
_BETWEEN = re.compile(r"[;|]")


class RowReader:
    """Collects good rows and faults; two rows of one list may not be the same person."""

    def __init__(self, source: str, mapping: Mapping[RosterField, int]) -> None:
        self._source = source
        self._mapping = mapping
        self.rows: list[RosterRow] = []
        self.faults: list[Fault] = []
        self._numbers: dict[str, int] = {}
        self._emails: dict[str, int] = {}

    def take(self, row: TableRow) -> None:
        """Read one row; blank ones are passed over."""
        if not any(cell.strip() for cell in row.cells) and not row.odd:
            return
        before = len(self.faults)
        values = {meant: self._value(row, meant) for meant in self._mapping}
        made = self._row(row, values) if len(self.faults) == before else None
        if made is not None and len(self.faults) == before:
            self.rows.append(made)
            if made.number:
                self._numbers[made.number] = made.line
            if made.email:
                self._emails[made.email.casefold()] = made.line

    def _value(self, row: TableRow, meant: RosterField) -> str:
        place = self._mapping[meant]
        if place in row.odd:
            self._fault(row.line, meant, f"This cell {row.odd[place]}.")
            return ""
        text = row.cells[place].strip() if place < len(row.cells) else ""
        try:
            refuse_formula(text)
        except UserError as error:
            self._fault(row.line, meant, str(error))
        return text

    def _row(self, row: TableRow, values: Mapping[RosterField, str]) -> RosterRow | None:
        name = self._name(row.line, values)
        number = self._checked(row.line, RosterField.NUMBER, values, checked_number)
        email = self._checked(row.line, RosterField.EMAIL, values, checked_email)
        language = values.get(RosterField.LANGUAGE, "")
        if language not in LANGUAGES:
            self._fault(
                row.line,
                RosterField.LANGUAGE,
                "This may be ja, zh-Hans, zh-Hant, ko or empty; it chooses the shape of Han signs.",
            )
        if not values.get(RosterField.NUMBER) and not values.get(RosterField.EMAIL):
            self._fault(
                row.line,
                RosterField.NUMBER,
                "Add a personnel number or an e-mail, so that the person is recognised next time.",
            )
        self._refuse_twice(row.line, RosterField.NUMBER, self._numbers.get(number))
        self._refuse_twice(row.line, RosterField.EMAIL, self._emails.get(email.casefold()))
        return RosterRow(
            line=row.line,
            name=name,
            number=number,
            email=email,
            language=language,
            groups=self._groups(row.line, values),
        )

    def _name(self, line: int, values: Mapping[RosterField, str]) -> str:
        parts = [values.get(meant, "") for meant in (RosterField.GIVEN, RosterField.FAMILY)]
        text = values.get(RosterField.NAME) or " ".join(part for part in parts if part)
        meant = RosterField.NAME if RosterField.NAME in self._mapping else RosterField.FAMILY
        if not text:
            self._fault(line, meant, "There is no name. Type it, or delete the line.")
            return ""
        if not any(sign.isalpha() for sign in text):
            self._fault(line, meant, f"“{text[:40]}” is no name. Check which column is the name.")
            return ""
        try:
            return checked_name(text)
        except UserError as error:
            self._fault(line, meant, str(error))
            return ""

    def _groups(self, line: int, values: Mapping[RosterField, str]) -> tuple[str, ...] | None:
        if RosterField.GROUP not in values:
            return None
        names: dict[str, str] = {}
        for part in _BETWEEN.split(values[RosterField.GROUP]):
            if part.strip():
                try:
                    name = checked_group(part)
                except UserError as error:
                    self._fault(line, RosterField.GROUP, str(error))
                else:
                    names.setdefault(name.casefold(), name)
        return tuple(names.values())

    def _checked(
        self,
        line: int,
        meant: RosterField,
        values: Mapping[RosterField, str],
        check: Check,
    ) -> str:
        try:
            return check(values.get(meant, ""))
        except UserError as error:
            self._fault(line, meant, str(error))
            return ""

    def _refuse_twice(self, line: int, meant: RosterField, before: int | None) -> None:
        if before is not None:
            self._fault(
                line, meant, f"Line {before} has the same {meant.value}. Delete or correct one."
            )

    def _fault(self, line: int, meant: RosterField, message: str) -> None:
        self.faults.append(Fault(file=self._source, line=line, where=meant.value, message=message))
