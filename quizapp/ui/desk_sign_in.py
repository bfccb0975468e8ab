"""Saying who one is where an organisation has a roster: by personnel number or e-mail."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from quizapp.services.people import People
from quizapp.ui.asking import Asking, labelled, line
from quizapp.ui.widgets.text import Text


class SignInDialog(Asking):
    """Makes somebody else the one who learns here."""

    def __init__(self, people: People, parent: QWidget) -> None:
        self._people = people
        self.field = line("Personnel number or e-mail")
        super().__init__(
            "Who is learning?",
            (
                Text(
                    "Your organisation knows you by your personnel number or your e-mail.",
                    "body",
                    colour="muted",
                ),
                labelled("Personnel number or e-mail", self.field),
            ),
            verb="That is me",
            parent=parent,
        )
        self.field.returnPressed.connect(self.try_it)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        """Find the person."""
        self._people.sign_in(self.field.text())
