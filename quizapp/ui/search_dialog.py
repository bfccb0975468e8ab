"""Find anything: pages, concept cards, questions of the learning pool, people at the desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from quizapp.services.search import MOST_FOUND, Found, FoundKind, Search
from quizapp.ui import theme, wording
from quizapp.ui.sidebar import Place
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.dialogs import Dialog
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.text import Text

if TYPE_CHECKING:
    from quizapp.ui.desk_find import PeopleFinder

KIND_NAMES = {
    FoundKind.PAGE: "Page",
    FoundKind.CONCEPT: "Card",
    FoundKind.QUESTION: "Question",
    FoundKind.PERSON: "Person",
}
PLAIN = "a page, a card or a question"
LONGEST = 84
ROW, LEAST_ROWS = 34, 3
"""Height of a row, and how many are in sight before the dialog scrolls as a whole."""


def pages(places: Iterable[Place]) -> tuple[Found, ...]:
    """Return the pages that the sidebar leads to."""
    return tuple(Found(kind=FoundKind.PAGE, id=place.page, title=place.words) for place in places)


class SearchDialog(Dialog):
    """A field and what it finds; the arrow keys move in the list from the field."""

    def __init__(
        self,
        search: Search,
        parent: QWidget,
        *,
        places: Iterable[Place],
        people: PeopleFinder | None = None,
    ) -> None:
        self._search = search
        self._pages, self._people = pages(places), people
        self._found: tuple[Found, ...] = ()
        self.field = QLineEdit()
        what = "a page, a person, a card or a question" if people else PLAIN
        self.field.setAccessibleName(f"Find {what}")
        self.field.setPlaceholderText(f"{what[0].upper()}{what[1:]}")
        self.list = QListWidget()
        self.list.setObjectName("found")
        self.list.setAccessibleName("What was found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.count = Text("", "caption", colour="muted")
        self.close_button = Button("Close", key="Esc")
        self.open_button = Button("Open", variant="primary", key="Enter")
        body = QWidget()
        body.setLayout(boxes.column(self.field, self.count, self.list, gap=8, margins=(6, 4, 6, 4)))
        super().__init__("Find anything", body, (self.close_button, self.open_button), parent)
        self.field.textChanged.connect(self._look)
        self.field.installEventFilter(self)
        self.list.itemActivated.connect(self._activated)
        self.list.itemClicked.connect(self._activated)
        self.close_button.clicked.connect(self.reject)
        self.open_button.clicked.connect(self.accept)
        self.field.returnPressed.connect(self.accept)
        if people is not None:
            people.ready.connect(self._look_again)
        self._look("")
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self) -> None:
        """Stay as high as the list, whatever it finds."""
        look = theme.current()
        self.list.setMinimumHeight(look.text_px(ROW * LEAST_ROWS))
        super().fit()
        self.resize(self.width(), min(self._beneath.height() - 60, look.text_px(560)))

    def restyle(self) -> None:
        """Give the rows the height of larger words."""
        for row in range(self.list.count()):
            self.list.item(row).setSizeHint(_row_size())
        super().restyle()

    def chosen(self) -> Found | None:
        """Return what is marked in the list, or None."""
        place = self.list.currentRow()
        return self._found[place] if 0 <= place < len(self._found) else None

    def _look(self, words: str) -> None:
        asked = bool(words.strip())
        self._found = self._find(words) if asked else self._pages
        self.list.clear()
        for found in self._found:
            row = QListWidgetItem(f"{KIND_NAMES[found.kind]} · {_short(found.title)}")
            row.setToolTip(found.title)
            row.setSizeHint(_row_size())
            self.list.addItem(row)
        self.list.setCurrentRow(0 if self._found else -1)
        self.open_button.setEnabled(bool(self._found))
        self.count.say(
            ""
            if not asked
            else f"The first {MOST_FOUND} matches; one word more narrows them down."
            if len(self._found) == MOST_FOUND
            else f"{wording.count(len(self._found), 'match', 'matches')}."
            if self._found
            else "Nothing found. Try one word less."
        )
        self._say_place()

    def _find(self, words: str) -> tuple[Found, ...]:
        """Return what was found: pages, people, then cards and questions."""
        found = self._search.find(words, self._pages)
        people = self._people.find(words) if self._people is not None else ()
        first = tuple(one for one in found if one.kind is FoundKind.PAGE)
        rest = tuple(one for one in found if one.kind is not FoundKind.PAGE)
        return (*first, *people, *rest)[:MOST_FOUND]

    def _look_again(self) -> None:
        self._look(self.field.text())

    def _say_place(self) -> None:
        row = self.list.currentItem()
        here = f" {row.text()}" if row is not None else ""
        announce(self.field, f"{self.count.text()}{here}".strip())

    def _activated(self, _: QListWidgetItem) -> None:
        self.accept()

    def accept(self) -> None:
        """Close with what is marked; with nothing marked the dialog stays."""
        if self.chosen() is not None:
            super().accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list by the arrow keys of the field."""
        if watched is self.field and isinstance(event, QKeyEvent):
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if by and event.type() == QEvent.Type.KeyPress and self._found:
                self.list.setCurrentRow((self.list.currentRow() + by) % len(self._found))
                self._say_place()
                return True
        return super().eventFilter(watched, event)


def _row_size() -> QSize:
    return QSize(0, theme.current().text_px(ROW))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
