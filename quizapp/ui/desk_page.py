"""The frame of every page of the people desk: nothing of it shows while the desk is locked."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QBoxLayout, QDialog, QLineEdit, QSizePolicy, QWidget

from quizapp.errors import UserError
from quizapp.ui import theme
from quizapp.ui.asking import labelled, secret_field
from quizapp.ui.desk_fetch import Fetch
from quizapp.ui.desk_session import DeskSession
from quizapp.ui.page import Navigator, Page, ScrollPage
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.boxes import Part
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.segments import Segments
from quizapp.ui.widgets.surfaces import Icon, Surface
from quizapp.ui.widgets.text import Text

HEAD_BELOW = 1000
"""Effective width below which the buttons of a page stand under its title."""
CARD_WIDTH = 520
DESK, READER = "desk", "reader"


class UnlockCard(Surface):
    """Asks for the passphrase in place. Readers of replies have one of their own and a name."""

    def __init__(self, session: DeskSession, *, readers: bool = False) -> None:
        self._session = session
        self.who = Segments(
            "Open as", [(DESK, "The people desk", ""), (READER, "A reader of replies", "")]
        )
        self.who.show_value(DESK)
        self.who.chosen.connect(self._turn)
        if not readers:
            self.who.hide()
        self.name = QLineEdit()
        self.name.setAccessibleName("Your name, as a reader of replies")
        self._name_row = labelled("Your name", self.name)
        self.field = secret_field("Passphrase of the people desk")
        self.words = Text("", "body", colour="muted")
        self.fault = Text("", "body", colour="danger", bold=True)
        self.fault.hide()
        self.unlock = Button("Unlock", variant="primary", icon="lock-open")
        self.unlock.clicked.connect(self.try_it)
        self.field.returnPressed.connect(self.try_it)
        self.title = Text("The people desk is locked", "h2")
        head = boxes.row(
            boxes.column(Icon("lock", size=22, colour="primary", ground="primary_soft"), 1),
            boxes.column(self.title, self.words, gap=4),
            gap=14,
        )
        head.setStretch(1, 1)
        super().__init__(
            boxes.column(
                head,
                self.who,
                self._name_row,
                labelled("Passphrase", self.field),
                self.fault,
                boxes.row(self.unlock, 1),
                gap=12,
                margins=(24, 22, 24, 20),
            )
        )
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._turn(DESK)
        self.restyle()

    def restyle(self) -> None:
        """Take over a changed theme."""
        super().restyle()
        self.setMaximumWidth(theme.current().text_px(CARD_WIDTH))

    def _turn(self, who: str) -> None:
        reader = who == READER
        self._name_row.setVisible(reader)
        self.title.say("Reading is locked" if reader else "The people desk is locked")
        self.words.say(
            "Type your name and the passphrase of the readers. It opens this page and no other."
            if reader
            else "Names, results and certificates show only after its passphrase. It locks again "
            "after a quarter of an hour without use."
        )
        self.field.setAccessibleName(
            "Passphrase of the readers" if reader else "Passphrase of the people desk"
        )
        self._say("")

    def try_it(self) -> None:
        """Unlock with what was typed, or say in place what is not right."""
        typed, name = self.field.text(), self.name.text()
        self.field.clear()
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            if self.who.value() == READER:
                self._session.unlock_reader(name, typed)
            else:
                self._session.unlock(typed)
        except UserError as error:
            self._say(str(error))
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        finally:
            QApplication.restoreOverrideCursor()
        self._say("")

    def forget(self) -> None:
        """Put what was typed away."""
        self.field.clear()
        self._say("")

    def _say(self, fault: str) -> None:
        self.fault.say(fault)
        self.fault.setVisible(bool(fault))
        announce(self, fault)


AnyPage = TypeVar("AnyPage", bound=Page)


def safely(act: Callable[[AnyPage], None]) -> Callable[[AnyPage], None]:
    """Let an action of a page say what stops it, such as a desk that has locked meanwhile."""

    @wraps(act)
    def guarded(page: AnyPage) -> None:
        try:
            act(page)
        except UserError as error:
            page.window_.report(error)

    return guarded


class DeskPage(ScrollPage):
    """A page that shows its content only while the desk is open, and empties it on locking."""

    readers = False
    """Whether readers of replies may open the page, too."""

    def __init__(self, window: Navigator, title: str, subtitle: str) -> None:
        super().__init__(window, title, subtitle)
        self.session = window.desk
        self.gate = UnlockCard(self.session, readers=self.readers)
        self.lock = Button("Lock the desk", variant="quiet", icon="lock")
        self.lock.clicked.connect(self.session.lock)
        self.content = QWidget()
        self.content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._rest = _empty_room()
        self._actions = QWidget()
        self._flow = boxes.FlowLayout(8, self._actions)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._context: object = None
        self.fetch = Fetch(window, self.is_open)
        self.fetch.focus_lost.connect(self._focus_first)
        self._room = _empty_room()
        self._room.hide()
        self.session.changed.connect(self._turned)

    def arrange(self, *parts: Part | None, actions: tuple[QWidget, ...] = ()) -> None:
        """Put the parts of the page below its head; called once."""
        for button in (*actions, self.lock):
            self._flow.addWidget(button)
        titles = boxes.column(self.heading, self.subtitle, gap=2)
        self._top.addLayout(titles, 1)
        self._top.addWidget(self._actions)
        self._top.setSpacing(theme.current().px(12))
        self.content.setLayout(_column(self.fetch, *parts, self._room))
        gate = boxes.row(self.gate, 1)
        gate.setStretch(0, 2)
        self.body.setLayout(
            _column(self._top, gate, self.content, self._rest, margins=(32, 26, 32, 20))
        )
        self._show_side()

    # Open and locked

    def enter(self, context: object) -> None:
        """Show the content, or ask for the passphrase and show it then."""
        self._context = context
        self.session.look()
        self._show_side()
        if self.is_open():
            self.show_content(context)

    def is_open(self) -> bool:
        """Tell whether the page may show its content."""
        return self.session.is_open() or (self.readers and self.session.is_reading())

    def show_content(self, context: object) -> None:
        """Fill the page; called only while the desk is open."""
        raise NotImplementedError

    def clear_content(self) -> None:
        """Empty the page, so that nothing is left behind when the desk locks."""
        raise NotImplementedError

    def _turned(self) -> None:
        """Follow the desk."""
        self._show_side()
        if not self.is_open():
            for dialog in self.findChildren(QDialog):
                dialog.reject()
            self.fetch.forget()
            self.clear_content()
            self.gate.forget()
        elif self.isVisible():
            context, self._context = self._context, None
            try:
                self.show_content(context)
            except UserError as error:
                self.window_.report(error)
        self._focus_first()

    def _show_side(self) -> None:
        shown = self.is_open()
        self.gate.setVisible(not shown)
        self.content.setVisible(shown)
        self._rest.setVisible(not shown)
        self._actions.setVisible(shown)

    def leave_room(self, *, needed: bool) -> None:
        """Let what is shown stand at the top where nothing on the page takes the rest of it."""
        self._room.setVisible(needed)

    def _focus_first(self) -> None:
        if self.isVisible():
            first = self.first_focus()
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    # Shape and focus

    def fit(self, effective_width: float) -> None:
        """Put the buttons below the title where it gets narrow."""
        narrow = effective_width < HEAD_BELOW
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._top.setDirection(direction)
        self._top.setStretch(0, 0 if narrow else 1)

    def first_focus(self) -> QWidget | None:
        """Return the field for the passphrase, or what the open page begins with."""
        if self.is_open():
            return self.first_part()
        reading = self.gate.who.value() == READER
        return self.gate.name if reading else self.gate.field

    def first_part(self) -> QWidget | None:
        """Return what gets the focus on the open page."""
        return None


def _empty_room() -> QWidget:
    room = QWidget()
    room.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
    return room


def _column(*parts: Part | None, margins: tuple[float, ...] = (0, 0, 0, 0)) -> QBoxLayout:
    """Return a column whose last part takes all the room that is left, while it is shown."""
    column = boxes.column(*parts, gap=14, margins=margins)
    column.setStretch(column.count() - 1, 1)
    return column
