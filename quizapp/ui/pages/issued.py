"""Issued: every certificate with its state, and issuing to many at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from quizapp.domain.finding import folded
from quizapp.errors import UserError
from quizapp.storage.certificates import StoredCertificate
from quizapp.ui import wording
from quizapp.ui.desk_certificate import FACES, CertificateDialog
from quizapp.ui.desk_issue import Issuing
from quizapp.ui.desk_page import DeskPage, safely
from quizapp.ui.page import Navigator
from quizapp.ui.people_bar import FindBar, choice, refill
from quizapp.ui.people_rows import Cell, Column, folded_all
from quizapp.ui.people_table import PeopleTable
from quizapp.ui.widgets.art import EmptyState
from quizapp.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from quizapp.app import App

NAMELESS = "Erased on request"


class IssuedPage(DeskPage):
    """The register, and the way to many certificates in one go."""

    def __init__(self, window: Navigator) -> None:
        super().__init__(window, "Issued", "Every certificate, with what became of it.")
        self.table: PeopleTable[StoredCertificate] = PeopleTable(
            "Certificates", _columns(), key=_key, words=_words
        )
        self.table.opened.connect(self.open_certificate)
        self.issue = Button("Issue certificates", variant="primary", icon="award")
        self.issue.clicked.connect(self.issue_many)
        self.issuing = Issuing(window, self)
        self.issuing.begun.connect(self._look)
        self.issuing.changed.connect(self._after)
        self.state = choice("State", "State: all")
        self.exam = choice("Exam", "Exam: all")
        self.finder = FindBar(
            self.table.model,
            "Name or serial",
            one="certificate",
            many="certificates",
            filters=(self.state, self.exam),
        )
        self.finder.asked.connect(self._restrict)
        self.finder.field.down.connect(self.table.view.setFocus)
        self.nothing = EmptyState(
            "No certificate has been issued yet. Press Issue certificates once people have passed."
        )
        clear = Button("Clear filters", variant="primary")
        clear.clicked.connect(self.finder.clear)
        self.no_match = EmptyState("Nothing matches these filters.", clear)
        self.table.model.shown_changed.connect(self._look)
        self.arrange(
            self.issuing.panel,
            self.issuing.left_over,
            self.finder,
            self.table,
            self.nothing,
            self.no_match,
            actions=(self.issue,),
        )

    # Showing

    def show_content(self, context: object) -> None:
        """Show the register; `context` may be the ids of people to issue to."""
        self._look()
        self.refresh()
        self.issuing.show_left_over()
        if isinstance(context, tuple) and context:
            self._ticked = tuple(str(one) for one in context)
            QTimer.singleShot(0, self._ask_ticked)

    _ticked: tuple[str, ...] = ()

    @safely
    def _ask_ticked(self) -> None:
        """Show the dry run for people chosen in the roster, once the page is on screen."""
        ticked, self._ticked = self._ticked, ()
        self.issuing.ask(ticked)

    def clear_content(self) -> None:
        """Forget every name; work under way goes on."""
        self.table.fill(())
        self.finder.field.clear()
        self.issuing.forget()

    def refresh(self) -> None:
        """Read the register again, beside the window."""
        self.session.opened()
        self.fetch.ask(_read, self._show)

    def _show(self, found: tuple[tuple[StoredCertificate, ...], Sequence[str]]) -> None:
        rows, texts = found
        self.table.fill(rows, texts)
        refill(self.state, "State: all", sorted({_face(one)[0] for one in rows}))
        refill(self.exam, "Exam: all", sorted({one.exam_title for one in rows}, key=folded))
        self._restrict()

    @safely
    def _after(self) -> None:
        if not self.is_open():
            return
        try:
            self.refresh()
            self.issuing.show_left_over()
        except UserError as error:
            self.window_.report(error)

    def _restrict(self) -> None:
        state, exam = (str(s.currentData() or "") for s in self.finder.filters)

        def wanted(one: StoredCertificate) -> bool:
            return (not state or _face(one)[0] == state) and (not exam or one.exam_title == exam)

        self.table.model.restrict(wanted)

    def _look(self) -> None:
        every, shown = len(self.table.model.rows), self.table.model.rowCount()
        self.nothing.setVisible(not every and self.fetch.filled and not self.issuing.busy)
        self.no_match.setVisible(bool(every) and not shown)
        self.finder.setVisible(bool(every) or not self.fetch.filled)
        self.table.setVisible(bool(shown))
        self.leave_room(needed=not shown)

    # Doing

    @safely
    def issue_many(self) -> None:
        """Ask for whom and show the dry run."""
        self.issuing.ask()

    def open_certificate(self, one: object) -> None:
        """Show a certificate, to correct, suspend or withdraw it."""
        if not isinstance(one, StoredCertificate):
            return
        if self.issuing.busy:
            self.window_.say("Certificates are being issued. Stop that first, or wait.")
            return
        try:
            self.session.opened().use()
        except UserError as error:
            self.window_.report(error)
            return
        dialog = CertificateDialog(self.window_, one, self)
        dialog.exec()
        changed, said = dialog.changed, dialog.said
        dialog.deleteLater()
        if changed and self.is_open():
            self.refresh()
        if said:
            self.window_.say(said)

    def first_part(self) -> QWidget | None:
        """Return the search field, or the button where there is nothing to search."""
        return self.issue if self.nothing.isVisibleTo(self) else self.finder.field


def _read(app: App) -> tuple[tuple[StoredCertificate, ...], Sequence[str]]:
    rows = app.certificates.all()
    return rows, folded_all(rows, _words)


def _face(one: StoredCertificate) -> tuple[str, str, str]:
    return FACES.get(one.state, (one.state.capitalize(), "", "quiet"))


def _columns() -> tuple[Column[StoredCertificate], ...]:
    return (
        Column(title="Name", cell=_name, sort=_by_name, least=190, share=3),
        Column(title="Serial", cell=_serial, sort=_by_serial, least=150, share=1),
        Column(title="Exam", cell=_exam, sort=_by_exam, least=140, share=3),
        Column(title="Issued", cell=_issued, sort=_by_issued, least=100),
        Column(title="Valid until", cell=_until, sort=_by_until, least=100),
        Column(title="State", cell=_state, sort=_by_state, least=125),
    )


def _key(one: StoredCertificate) -> str:
    return one.serial


def _words(one: StoredCertificate) -> str:
    return f"{one.holder} {one.serial}"


def _name(one: StoredCertificate) -> Cell:
    return Cell(text=one.holder or NAMELESS, bold=bool(one.holder), initials=bool(one.holder))


def _serial(one: StoredCertificate) -> Cell:
    return Cell(text=one.serial)


def _exam(one: StoredCertificate) -> Cell:
    return Cell(text=one.exam_title)


def _issued(one: StoredCertificate) -> Cell:
    return Cell(text=wording.short_day(one.issued_at.astimezone().date()))


def _until(one: StoredCertificate) -> Cell:
    return Cell(text=wording.short_day(one.valid_until) if one.valid_until else "no end")


def _state(one: StoredCertificate) -> Cell:
    words, icon, tone = _face(one)
    return Cell(text=words, icon=icon, tone=tone)


def _by_name(one: StoredCertificate) -> str:
    return folded(one.holder)


def _by_serial(one: StoredCertificate) -> str:
    return one.serial


def _by_exam(one: StoredCertificate) -> str:
    return folded(one.exam_title)


def _by_issued(one: StoredCertificate) -> datetime:
    return one.issued_at


def _by_until(one: StoredCertificate) -> date:
    return one.valid_until or date.max


def _by_state(one: StoredCertificate) -> str:
    return one.state
