"""What each column of a list means: guessed, shown beside a few of its values, and changeable."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from quizapp.domain.desk import ListColumn, Preview, RosterField
from quizapp.ui import theme
from quizapp.ui.people_import_form import select_of
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.select import Select
from quizapp.ui.widgets.text import Text

OUT = -1
LONGEST = 32
"""Signs of a title or a value that are shown; an address has no place to wrap."""
MEANINGS = {
    RosterField.NAME: "Name",
    RosterField.GIVEN: "Given name",
    RosterField.FAMILY: "Family name",
    RosterField.NUMBER: "Personnel number",
    RosterField.EMAIL: "E-mail",
    RosterField.GROUP: "Group",
    RosterField.LANGUAGE: "Language of the name",
}
CHOICES = ((OUT, "Leave this column out"), *((f, MEANINGS[f]) for f in RosterField))


class ColumnMeanings(QWidget):
    """A line for each column. `changed` follows each choice of the person."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.selects: list[Select] = []
        self._shown: tuple[ListColumn, ...] = ()
        self._last: Select | None = None
        self._filling = False

    def show_columns(self, preview: Preview) -> None:
        """Show the columns of a list and what they are taken for."""
        if self._shown != preview.columns:
            self._lay_out(preview.columns)
        self._filling = True
        meaning = {place: what for what, place in preview.mapping.items()}
        for column, select in zip(self._shown, self.selects, strict=True):
            wanted = meaning.get(column.place)
            places = [n for n in range(select.count()) if select.itemData(n) == wanted]
            select.setCurrentIndex(places[0] if places else 0)
        self._filling = False

    def mapping(self) -> dict[RosterField, int]:
        """Return which column means what; of two that mean the same the last chosen counts."""
        found: dict[RosterField, int] = {}
        pairs = list(zip(self._shown, self.selects, strict=True))
        for column, select in sorted(pairs, key=self._is_last):
            meaning = select.currentData()
            if meaning != OUT:
                found[RosterField(str(meaning))] = column.place
        return found

    def _is_last(self, pair: tuple[ListColumn, Select]) -> bool:
        return pair[1] is self._last

    def _lay_out(self, columns: tuple[ListColumn, ...]) -> None:
        old = self.layout()
        if old is not None:
            boxes.empty(old)
            QWidget().setLayout(old)  # a widget lets its layout go only to another
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.current().px(16))
        grid.setVerticalSpacing(theme.current().px(8))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self._shown, self.selects = columns, []
        for line, column in enumerate(columns):
            grid.addWidget(_titled(column), line, 0)
            select = select_of(f"Column “{column.title}” means", CHOICES)
            select.currentIndexChanged.connect(self._turn)
            grid.addWidget(select, line, 1)
            self.selects.append(select)

    def _turn(self) -> None:
        sender = self.sender()
        if not self._filling and isinstance(sender, Select):
            self._last = sender
            self.changed.emit()


def _titled(column: ListColumn) -> QWidget:
    samples = ", ".join(_short(sample) for sample in column.samples[:3] if sample)
    holder = QWidget()
    holder.setLayout(
        boxes.column(
            Text(_short(column.title), "body", bold=True),
            Text(f"such as {samples}" if samples else "empty", "small", colour="muted"),
            gap=0,
        )
    )
    return holder


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
