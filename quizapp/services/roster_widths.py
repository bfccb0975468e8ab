"""Lines of a text list that were torn: more or fewer values than there are titles."""

from __future__ import annotations

from collections import Counter

from quizapp.errors import Fault
from quizapp.tables.table import Table, TableRow

SHOWN = 8
"""Lines named at most."""


class Widths:
    """Knows how many values a line should have. Workbooks are not asked: nothing tears there."""

    def __init__(self, table: Table, titles: TableRow | None) -> None:
        self._source = table.source
        self._of_text = bool(table.delimiter)
        self._expected = len(titles.cells) if titles else _usual(table)
        self._short: list[int] = []

    def fault(self, row: TableRow) -> Fault | None:
        """Return what is wrong with a line that has too much; note one that has too little."""
        if not self._of_text:
            return None
        if any(cell.strip() for cell in row.cells[self._expected :]):
            return Fault(
                file=self._source,
                line=row.line,
                where="",
                message=f"There are more values here than titles ({len(row.cells)} and "
                f"{self._expected}). If one holds the delimiter, put it in quotation marks.",
            )
        if len(row.cells) < self._expected:
            self._short.append(row.line)
        return None

    def notes(self) -> tuple[str, ...]:
        """Return a sentence on the lines that have too little."""
        if not self._short:
            return ()
        shown = ", ".join(map(str, self._short[:SHOWN]))
        more = f" and {len(self._short) - SHOWN} more" if len(self._short) > SHOWN else ""
        lines, have, they = (
            ("Line", "has", "it is") if len(self._short) == 1 else ("Lines", "have", "they are")
        )
        return (
            f"{lines} {shown}{more} {have} fewer values than the titles. Check that {they} whole.",
        )


def _usual(table: Table) -> int:
    widths = Counter(len(row.cells) for row in table.rows)
    return max(widths, key=lambda width: (widths[width], width), default=0)
