"""A drawing that can be turned into the table of its figures."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.figure_table import FigureTable
from quizapp.ui.widgets.text import Text

SHOW, HIDE = "Show as table", "Show as drawing"


class Charted(QWidget):
    """A drawing, its sentence, and the same figures as a table on request."""

    def __init__(self, drawing: QWidget, table: FigureTable, what: str) -> None:
        super().__init__()
        self.drawing, self.table, self._what = drawing, table, what
        self.sentence = Text("", "small", colour="muted")
        self.toggle = Button(SHOW, variant="plain", compact=True, flush=True)
        self.toggle.clicked.connect(self.turn)
        self.table.hide()
        self._name_toggle()
        line = boxes.row(self.toggle, 1)
        # the button stays above a table, which may be as long as a history
        self.setLayout(boxes.column(drawing, self.sentence, line, table, gap=6))

    def turn(self) -> None:
        """Show the table in place of the drawing, or back."""
        as_table = self.table.isHidden()
        self.table.setVisible(as_table)
        self.drawing.setVisible(not as_table)
        self.toggle.say(HIDE if as_table else SHOW)
        self._name_toggle()

    def show_empty(self, *, empty: bool) -> None:
        """Leave only the sentence where there is nothing to draw."""
        as_table = self.toggle.text() == HIDE
        self.drawing.setVisible(not empty and not as_table)
        self.table.setVisible(not empty and as_table)
        self.toggle.setVisible(not empty)

    def _name_toggle(self) -> None:
        self.toggle.setAccessibleName(f"{self.toggle.text()}: {self._what}")
