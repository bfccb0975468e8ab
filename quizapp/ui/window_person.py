"""Who is learning: choosing somebody else, adding a person, or signing in by the roster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from quizapp.ui.window import MainWindow


def choose(window: MainWindow) -> None:
    """Open the menu of people above their button in the sidebar."""
    menu = QMenu(window)
    people = {menu.addAction(person.name): person.id for person in window.app.people.all()}
    menu.addSeparator()
    shared = window.app.has_desk()
    another = menu.addAction("Somebody else is learning…" if shared else "Add a person…")
    corner = window.sidebar.person.mapToGlobal(window.sidebar.person.rect().topLeft())
    picked = menu.exec(corner - QPoint(0, menu.sizeHint().height()))
    if picked is another and shared:
        sign_in(window)
    elif picked is another:
        window.open_page("first_run")
    elif picked in people:
        window.app.people.choose(people[picked])
        window.show_person()
        window.open_page("today")
    menu.deleteLater()


def sign_in(window: MainWindow) -> None:
    """Let somebody else on the organisation's roster learn here."""
    from quizapp.ui.desk_sign_in import SignInDialog  # noqa: PLC0415 - few windows have a desk

    dialog = SignInDialog(window.app.people, window)
    if dialog.exec():
        window.show_person()
        window.open_page("today")
    dialog.deleteLater()
