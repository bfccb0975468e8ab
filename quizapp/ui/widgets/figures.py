"""Figures as a table where there is room, and as one card a row where there is not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.figure_table import FigureTable
from quizapp.ui.widgets.surfaces import Divider
from quizapp.ui.widgets.text import Text

CARDS_BELOW = 700
"""Effective width of the window below which rows become cards."""


NOTHING = ("", "–")


class Figures(QWidget):
    """Rows of figures; `wide` is the column that names a row and takes the room that is left."""

    def __init__(
        self, name: str, columns: Sequence[str], *, wide: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._columns, self._wide = tuple(columns), wide
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._narrow = False
        self.table = FigureTable(name, columns, wide=wide)
        self.cards = QWidget()
        self.cards.setAccessibleName(name)
        self._column = boxes.column(gap=8)
        self.cards.setLayout(self._column)
        self.cards.hide()
        self.setLayout(boxes.column(self.table, self.cards, gap=0))

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show other rows."""
        self._rows = tuple(tuple(row) for row in rows)
        self.table.show_rows(rows)
        if self._narrow:
            self._fill_cards()

    def texts(self) -> list[list[str]]:
        """Return what the rows say."""
        return [list(row) for row in self._rows]

    def fit(self, effective_width: float) -> None:
        """Choose table or cards for a width."""
        narrow = effective_width < CARDS_BELOW
        if narrow != self._narrow:
            self._narrow = narrow
            self.table.setVisible(not narrow)
            self.cards.setVisible(narrow)
            if narrow:
                self._fill_cards()

    def _fill_cards(self) -> None:
        boxes.empty(self._column)
        for place, row in enumerate(self._rows):
            if place:
                self._column.addWidget(Divider())
            self._column.addWidget(self._card(row))

    def _card(self, row: Sequence[str]) -> QWidget:
        named = {0, self._wide}
        title = " · ".join(row[place] for place in sorted(named))
        rest = [
            f"{name}: {row[place]}"
            for place, name in enumerate(self._columns)
            if place not in named and row[place] not in NOTHING
        ]
        card = QWidget()
        card.setLayout(
            boxes.column(
                Text(title, "body", bold=True),
                Text("\n".join(rest), "small", colour="muted") if rest else None,
                gap=2,
            )
        )
        return card
