"""One sheet of a workbook, cell by cell as it streams by."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from quizapp.tables.stream import Handler, unescaped
from quizapp.tables.table import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    TableRow,
    refused,
)

FORMULA: Final = "is a formula; copy the column and paste it as values"
ERROR: Final = "holds an error of the spreadsheet; type the value"
TRUTH: Final = "holds TRUE or FALSE where a text is expected; type the value"
MERGED: Final = "belongs to merged cells, of which only the first has the value; unmerge them"
MOST_MERGED: Final = 200_000
EXACT: Final = 10**15
"""Whole numbers below this are exact in a workbook."""
_PLACE: Final = re.compile(r"([A-Z]{1,7})([0-9]{1,10})")


class SheetReader(Handler):
    """Collects the rows of a sheet. Columns count from 0, lines from 1."""

    def __init__(self, name: str, texts: Sequence[str], padded: Mapping[str, int]) -> None:
        self._name = name
        self._texts = texts
        self._padded = padded
        self._rows: list[TableRow] = []
        self._merged: list[tuple[int, int, int, int]] = []
        self._hidden_rows = self._hidden_columns = 0
        self._line = 0
        self._row_hidden = False
        self._cells: dict[int, str] = {}
        self._odd: dict[int, str] = {}
        self._column = -1
        self._kind = self._style = ""
        self._formula = self._inside = self._aside = False
        self._pieces: list[str] = []
        self._length = 0

    # The stream

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Note that an element begins."""
        match tag:
            case "v" | "t":
                self._inside = not self._aside
            case "c":
                self._begin_cell(attributes)
            case "row":
                self._begin_row(attributes)
            case "f":
                self._formula = True
            case "rPh":
                self._aside = True
            case "mergeCell":
                self._merge(attributes.get("ref", ""))
            case "col" if attributes.get("hidden") in ("1", "true"):
                self._hidden_columns += 1

    def text(self, text: str) -> None:
        """Take text inside the element under way."""
        if self._inside:
            self._length += len(text)
            if self._length > LONGEST_CELL:
                raise refused(
                    self._name,
                    f"A cell has more than {LONGEST_CELL} signs. Shorten it.",
                    line=self._line,
                )
            self._pieces.append(text)

    def end(self, tag: str) -> None:
        """Note that an element ends."""
        match tag:
            case "v" | "t":
                self._inside = False
            case "c":
                self._end_cell()
            case "row":
                self._end_row()
            case "rPh":
                self._aside = False

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r", "")
        self._line = int(number) if number.isdecimal() and len(number) < 9 else self._line + 1  # noqa: PLR2004 - no sheet has so many rows
        self._row_hidden = attributes.get("hidden") in ("1", "true")
        self._cells, self._odd, self._column = {}, {}, -1

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        place = _PLACE.fullmatch(attributes.get("r", ""))
        self._column = _column(place[1]) if place else self._column + 1
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._formula, self._pieces, self._length = False, [], 0

    def _end_cell(self) -> None:
        raw = "".join(self._pieces)
        if not raw and not self._formula:
            return
        if self._column >= MOST_COLUMNS:
            raise refused(
                self._name,
                f"There is something in column {self._column + 1}; a list may have {MOST_COLUMNS} "
                "columns. Copy the list into a new workbook.",
                line=self._line,
            )
        odd = FORMULA if self._formula else {"e": ERROR, "b": TRUTH}.get(self._kind)
        if odd:
            self._odd[self._column] = odd
        self._cells[self._column] = self._value(raw)

    def _value(self, raw: str) -> str:
        match self._kind:
            case "s":
                place = int(raw) if raw.isdecimal() and len(raw) < 9 else -1  # noqa: PLR2004 - there are fewer texts
                text = self._texts[place] if 0 <= place < len(self._texts) else ""
                if len(text) > LONGEST_CELL:
                    raise refused(
                        self._name,
                        f"A cell has more than {LONGEST_CELL} signs. Shorten it.",
                        line=self._line,
                    )
                return text
            case "inlineStr" | "str":
                return unescaped(raw)
            case "n" if not self._formula:
                return _number(raw).zfill(self._padded.get(self._style, 0))
        return raw

    def _end_row(self) -> None:
        if not any(cell.strip() for cell in self._cells.values()) and not self._odd:
            return
        if len(self._rows) >= MOST_ROWS:
            raise refused(
                self._name, f"A list may have {MOST_ROWS} rows. Divide it.", line=self._line
            )
        self._hidden_rows += self._row_hidden
        width = max(self._cells) + 1
        cells = tuple(self._cells.get(place, "") for place in range(width))
        row = TableRow(self._line, cells, self._odd) if self._odd else TableRow(self._line, cells)
        self._rows.append(row)

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        one, other = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
        if one and other:
            self._merged.append(
                (int(one[2]), int(other[2]), _column(one[1]), min(_column(other[1]), MOST_COLUMNS))
            )

    # What came of it

    def rows(self) -> tuple[TableRow, ...]:
        """Return the rows with something in them; merged cells are marked as odd."""
        if not self._merged:
            return tuple(self._rows)
        at = {row.line: place for place, row in enumerate(self._rows)}
        marked = 0
        for top, bottom, left, right in self._merged:
            for line in range(top, min(bottom, self._line) + 1):
                marked += right - left + 1
                if marked > MOST_MERGED:
                    raise refused(
                        self._name, "The sheet is full of merged cells. Unmerge them first."
                    )
                self._mark(at.get(line), left, right, first=line == top)
        return tuple(self._rows)

    def _mark(self, place: int | None, left: int, right: int, *, first: bool) -> None:
        if place is None:
            return
        row = self._rows[place]
        odd = dict.fromkeys(range(left + first, right + 1), MERGED)
        self._rows[place] = TableRow(row.line, row.cells, {**odd, **row.odd})

    def notes(self) -> tuple[str, ...]:
        """Return what a person may have overlooked."""
        notes = []
        if self._hidden_rows:
            rows = (
                "1 hidden row is"
                if self._hidden_rows == 1
                else f"{self._hidden_rows} hidden rows are"
            )
            notes.append(f"{rows} read, too. Delete what is not meant.")
        if self._hidden_columns:
            notes.append("Hidden columns are read, too.")
        return tuple(notes)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _number(raw: str) -> str:
    """Return a number as a person would write it: whole numbers without a point."""
    try:
        value = float(raw)
    except ValueError:
        return raw
    return str(int(value)) if value.is_integer() and abs(value) < EXACT else raw
