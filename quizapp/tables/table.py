"""A table as read from a file: texts by row, and what is odd about single cells.

The limits are those of a list of people with much room to spare. They bound time and memory before
anything is unpacked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from quizapp.errors import Fault, InputError

MOST_BYTES: Final = 20_000_000
MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 200
LONGEST_CELL: Final = 32_767
"""Signs in one cell; no spreadsheet program stores more."""
NOTHING_ODD: Final[Mapping[int, str]] = {}


class TableRow(NamedTuple):
    """One row. `line` counts from 1 as people see it; `odd` says why a cell can't be taken."""

    line: int
    cells: tuple[str, ...]
    odd: Mapping[int, str] = NOTHING_ODD


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """All rows with something in them, and how the file was understood.

    `encoding` and `delimiter` are empty for a workbook, `sheet` and `sheets` for a text file.
    `notes` are sentences about what was guessed or skipped.
    """

    source: str
    rows: tuple[TableRow, ...]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Return the number of columns of the widest row."""
        return max((len(row.cells) for row in self.rows), default=0)


def refused(source: str, message: str, *, line: int = 0, where: str = "") -> InputError:
    """Return the error for a file that can't be read at all: what it is, and what to do."""
    return InputError(
        f"{source} could not be read, and nothing was taken from it.",
        [Fault(file=source, line=line, where=where, message=message)],
    )
