"""Dialogs that ask for something and stay open until it is right, and their fields."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from quizapp.errors import UserError
from quizapp.ui import theme
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.boxes import Part
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.dialogs import Dialog
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.scroll import Scroll
from quizapp.ui.widgets.text import Text


class Asking(Dialog):
    """A dialog that does something and stays open while it can't be done."""

    def __init__(
        self,
        title: str,
        parts: Sequence[Part | None],
        *,
        verb: str,
        parent: QWidget,
        variant: str = "primary",
        tall: int = 0,
    ) -> None:
        self.fault = Text("", "body", colour="danger", bold=True)
        self.fault.hide()
        self.cancel = Button("Cancel")
        self.go = Button(verb, variant=variant)
        body = QWidget()
        body.setLayout(boxes.column(*parts, self.fault, 1, gap=12, margins=(6, 0, 10, 6)))
        self._tall = tall
        super().__init__(title, body, (self.cancel, self.go), parent)
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self.try_it)

    def fit(self) -> None:
        """Take the height that was asked for, where there is one."""
        super().fit()
        if self._tall:
            most = self._beneath.height() - 40
            self.resize(self.width(), min(most, theme.current().text_px(self._tall)))

    def try_it(self) -> None:
        """Do it, or say in place what is not right."""
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self.act()
        except UserError as error:
            self.complain(error)
            return
        finally:
            QApplication.restoreOverrideCursor()
        self.accept()

    def complain(self, error: UserError) -> None:
        """Say in place what is not right, and show it."""
        self.fault.say(str(error))
        self.fault.show()
        announce(self, str(error))
        for area in self.findChildren(Scroll):
            area.reveal(self.fault)

    def act(self) -> None:
        """Do what the dialog is for."""
        raise NotImplementedError


def line(name: str, text: str = "") -> QLineEdit:
    """Return a field with a spoken name."""
    field = QLineEdit(text)
    field.setAccessibleName(name)
    return field


def secret_field(name: str) -> QLineEdit:
    """Return a field that hides what is typed."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(name)
    field.setInputMethodHints(
        Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
    )
    return field


def labelled(name: str, field: QWidget) -> QWidget:
    """Return a field below its name."""
    holder = QWidget()
    holder.setLayout(boxes.column(Text(name, "body", bold=True), field, gap=4))
    return holder
