"""Taking in a list of people: what its columns mean, what each line would do, and what is left out.

The file is read in the background, again after every choice; nothing is stored before the last
button is pressed.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from quizapp.domain.desk import Preview, RowChange
from quizapp.errors import InputError
from quizapp.tables.table import Table
from quizapp.ui import theme, wording
from quizapp.ui.jobs import Job, Stop, Tell
from quizapp.ui.people_import_columns import ColumnMeanings
from quizapp.ui.people_import_form import Choices, Listed, ListForm, Read
from quizapp.ui.people_import_preview import Faults, WouldDo
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.dialogs import Dialog
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.surfaces import Icon
from quizapp.ui.widgets.text import Text

WIDE, HIGH = 900, 720


class ImportDialog(Dialog):
    """Shows what importing would do. Accepted, `preview` holds what is to be stored."""

    def __init__(self, name: str, read: Read, parent: QWidget) -> None:
        self._read = read
        self._choices = Choices()
        self._job: Job | None = None
        self._again = False
        self.preview: Preview | None = None
        self.source = Text("Reading…", "small", colour="muted")
        self.form = ListForm()
        self.form.changed.connect(self._on_form)
        self.fault = Text("", "body", colour="danger", bold=True)
        self.fault.hide()
        self.unread = Faults()
        self._columns_title = Text("What the columns mean", "h3")
        self.columns = ColumnMeanings()
        self.columns.changed.connect(self._on_meaning)
        self.would = WouldDo()
        self._room = QWidget()
        self._room.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.cancel = Button("Cancel")
        self.go = Button("Import", variant="primary", icon="user-plus")
        self.go.setEnabled(False)
        head = boxes.row(
            boxes.column(Icon("file-spreadsheet", size=22, colour="primary"), 1),
            boxes.column(Text(name, "body", bold=True), self.source, gap=0),
            gap=12,
        )
        head.setStretch(1, 1)
        body = QWidget()
        column = boxes.column(
            head,
            self.form,
            self.fault,
            self.unread,
            self._columns_title,
            self.columns,
            self.would,
            self._room,
            gap=12,
            margins=(6, 0, 8, 6),
        )
        column.setStretch(column.count() - 1, 1)
        body.setLayout(column)
        super().__init__("Import a list of people", body, (self.cancel, self.go), parent)
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self.accept)
        self._show_parts(shown=False)
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self._start()

    def fit(self) -> None:
        """Take the room that a table needs."""
        look, home = theme.current(), self._beneath
        self.resize(
            min(home.width() - 40, look.text_px(WIDE)), min(home.height() - 40, look.text_px(HIGH))
        )

    # Reading

    @property
    def busy(self) -> bool:
        """Tell whether the list is being read."""
        return self._job is not None

    def _start(self) -> None:
        self.go.setEnabled(False)
        if self._job is not None:
            self._again = True
            return
        read, choices = self._read, self._choices

        def work(_tell: Tell, _stop: Stop) -> object:
            return read(choices)

        job = Job(work, self)
        job.done.connect(self._show)
        job.failed.connect(self._failed)
        self._job = job
        job.start()

    def _once_more(self) -> bool:
        """Read again if a choice came meanwhile; True if so."""
        self._job = None
        again, self._again = self._again, False
        if again:
            self._start()
        return again

    def done(self, result: int) -> None:
        """Let the reading end before the dialog goes."""
        if self._job is not None:
            self._job.wait()
        super().done(result)

    # Showing

    def _show_parts(self, *, shown: bool) -> None:
        for part in (self._columns_title, self.columns, self.would):
            part.setVisible(shown)
        self._room.setVisible(not shown)

    def _failed(self, error: object) -> None:
        if self._once_more():
            return
        self.preview = None
        self.source.say("")
        self.fault.say(str(error))
        self.fault.show()
        self._show_parts(shown=False)
        faults = error.faults if isinstance(error, InputError) else ()
        self.unread.show_faults(faults, read=False)
        announce(self, str(error))

    def _show(self, listed: object) -> None:
        if self._once_more() or not isinstance(listed, Listed):
            return
        preview = self.preview = listed.preview
        self.fault.hide()
        self.unread.hide()
        self.source.say(_source(listed.table))
        self.form.show_table(listed.table)
        self.columns.show_columns(preview)
        self.would.show_preview(preview)
        self._show_parts(shown=True)
        number = preview.count(RowChange.NEW) + preview.count(RowChange.CHANGED)
        self.go.say(f"Import {wording.count(number, 'person', 'people')}" if number else "Import")
        self.go.setEnabled(bool(number))
        left = wording.count(preview.left_out, "line", "lines")
        announce(self, f"{number} to import, {left} left out.")

    # Choosing

    def _on_form(self) -> None:
        self._choices = self.form.choices()
        self._start()

    def _on_meaning(self) -> None:
        self._choices = replace(self._choices, mapping=self.columns.mapping())
        self._start()


def _source(table: Table) -> str:
    rows = wording.count(len(table.rows), "line", "lines")
    return f"{rows}, sheet “{table.sheet}”" if table.sheet else rows
