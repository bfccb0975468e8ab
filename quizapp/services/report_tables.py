"""Results of a group as a list for other programs: CSV and XLSX.

Names come from people; a cell that a spreadsheet program would take for a formula is neutralised.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from quizapp.domain.desk import neutralised
from quizapp.domain.standings import STAND_WORDS, Stand, Standing
from quizapp.progress.shares import FEWEST, Estimate
from quizapp.services.standings import GroupFigures, Overview

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

PEOPLE_HEAD = (
    "Name",
    "Personnel number",
    "Groups",
    "Exam",
    "Standing",
    "Points of 100",
    "Mark",
    "Tries",
    "Finished on",
    "Certificate",
)
GROUP_HEAD = (
    "Group",
    "People",
    "Final results",
    "Share passed",
    "Share, lower end",
    "Share, upper end",
    "Mean points",
    "Mean, lower end",
    "Mean, upper end",
    *(STAND_WORDS[stand] for stand in Stand),
)
TOO_FEW = f"fewer than {FEWEST}"
METHOD = (
    "A share is taken of the people with a final result. The interval of a share is Wilson's, that "
    "of a mean Student's; both hold the true value in 95 of 100 groups."
)
HIDDEN = (
    f"Of fewer than {FEWEST} people with a final result no share and no mean is shown: one result "
    "more would turn it round."
)
CLOSE = (
    "Close to the mark means less than two standard errors of measurement below it, or at the mark "
    "with the written parts still short."
)
MARK = "Points are the best total of each person. The mark is {cut:g} of 100 ({status})."

Value = str | int | float | None


def method(overview: Overview) -> tuple[str, ...]:
    """Return in sentences how the figures were reckoned."""
    plan = overview.plan
    if plan.cut is None:
        return METHOD, HIDDEN
    return METHOD, HIDDEN, CLOSE, MARK.format(cut=plan.cut, status=plan.cut_status.value)


def person_row(person: Standing, exam: str) -> tuple[Value, ...]:
    """Return one person as a row of the list."""
    finished = person.finished_at.astimezone().date().isoformat() if person.finished_at else None
    return (
        person.name,
        person.number,
        ", ".join(person.groups),
        exam,
        STAND_WORDS[person.stand],
        person.points,
        person.cut,
        person.tries,
        finished,
        person.serial,
    )


def group_row(group: GroupFigures) -> tuple[Value, ...]:
    """Return one group as a row; figures that may not be shown say why."""
    return (
        group.name,
        group.people,
        group.decided,
        *_estimate(group.passed, digits=3),
        *_estimate(group.points, digits=1),
        *(group.counts[stand] for stand in Stand),
    )


def as_csv(overview: Overview) -> bytes:
    """Return the people as CSV with commas, in UTF-8 with a mark that spreadsheets look for."""
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow(PEOPLE_HEAD)
    for person in overview.people:
        writer.writerow([_cell(value) for value in person_row(person, overview.plan.title)])
    return held.getvalue().encode("utf-8-sig")


def as_xlsx(overview: Overview, *, made_at: datetime) -> bytes:
    """Return a workbook with people, groups, a chart of the groups, and how it was reckoned."""
    from openpyxl.workbook import Workbook  # noqa: PLC0415 - slow to load

    book = Workbook()
    book.remove(book.worksheets[0])
    people = [person_row(person, overview.plan.title) for person in overview.people]
    _sheet(book, "People", PEOPLE_HEAD, people)
    rows = [group_row(group) for group in (overview.whole, *overview.groups)]
    groups = _sheet(book, "Groups", GROUP_HEAD, rows)
    _chart(groups, len(rows))
    about = [(line,) for line in method(overview)]
    _sheet(book, "About", (f"{overview.plan.title}, {overview.title}",), about)
    stamp = made_at.replace(tzinfo=None)
    book.properties.created = book.properties.modified = stamp
    book.properties.creator = "quizapp"
    book.properties.title = f"Results: {overview.plan.title}"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _sheet(
    book: Workbook, title: str, head: Sequence[str], rows: Sequence[Sequence[Value]]
) -> Worksheet:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415 - as above
    from openpyxl.styles import Font  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    sheet: Worksheet = book.create_sheet(title)
    for place, row in enumerate((head, *rows), start=1):
        for column, value in enumerate(row, start=1):
            plain = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            cell = sheet.cell(row=place, column=column, value=_cell(plain))
            if isinstance(value, str):
                cell.data_type = "s"
            if place == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for column, words in enumerate(head, start=1):
        longest = max([len(words), *(len(str(row[column - 1] or "")) for row in rows[:500])])
        sheet.column_dimensions[get_column_letter(column)].width = min(60, longest + 2)
    return sheet


def _chart(sheet: Worksheet, rows: int) -> None:
    from openpyxl.chart import BarChart, Reference  # noqa: PLC0415 - as above

    chart = BarChart()
    chart.type = "bar"
    chart.title = "Share passed"
    chart.legend = None
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 1
    chart.y_axis.number_format = "0%"
    chart.add_data(Reference(sheet, min_col=4, min_row=2, max_row=rows + 1))
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=rows + 1))
    chart.height = max(6.0, 1.2 * rows)
    sheet.add_chart(chart, f"A{rows + 4}")


def _estimate(found: Estimate | None, *, digits: int) -> tuple[Value, Value, Value]:
    if found is None:
        return TOO_FEW, None, None
    return round(found.value, digits), round(found.low, digits), round(found.high, digits)


def _cell(value: Value) -> Value:
    return neutralised(value) if isinstance(value, str) else value
