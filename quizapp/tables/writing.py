"""Tables to take away. No text in them is taken for a formula by whoever opens them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from quizapp.domain.desk import neutralised
from quizapp.errors import UserError

Cell = str | int | float | None
SUFFIXES = (".csv", ".xlsx")
_WIDEST = 60


def table_bytes(path: Path, sheets: Mapping[str, Iterable[Sequence[Cell]]]) -> bytes:
    """Return sheets as the file's name asks: CSV holds the first one, .xlsx all of them."""
    match path.suffix.lower():
        case ".csv":
            return csv_bytes(next(iter(sheets.values())))
        case ".xlsx":
            return xlsx_bytes(sheets)
    raise UserError(f"{path.name} should end in .csv or .xlsx, so that the form is clear.")


def csv_bytes(rows: Iterable[Sequence[Cell]], *, delimiter: str = ",") -> bytes:
    """Return rows as UTF-8 with a mark at the start, which spreadsheet programs need."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=delimiter)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return made.getvalue().encode("utf-8-sig")


def xlsx_bytes(sheets: Mapping[str, Iterable[Sequence[Cell]]]) -> bytes:
    """Return a workbook; the first row of each sheet stands still and is bold."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load, and few write workbooks
    from openpyxl.styles import Font  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title[:31])
        widths: dict[int, int] = {}
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(line, column)
                cell.value = _printable(_safe(value))
                if isinstance(value, str):
                    cell.data_type = "s"
                widths[column] = max(widths.get(column, 8), min(_WIDEST, len(str(value or ""))))
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
        for column, width in widths.items():
            sheet.column_dimensions[get_column_letter(column)].width = width + 2
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _printable(cell: Cell) -> Cell:
    """Return a cell without the control signs that no workbook may hold."""
    if not isinstance(cell, str):
        return cell
    return "".join(sign for sign in cell if sign >= " " or sign in "\n\t")


def _safe(cell: Cell) -> Cell:
    return neutralised(cell) if isinstance(cell, str) else cell
