"""What an organisation does with its keys once in a while, as buttons and dialogs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QFileDialog, QLineEdit, QWidget

from quizapp.errors import UserError
from quizapp.services.issuer_keys import IssuerKeys
from quizapp.ui.asking import Asking, labelled, secret_field
from quizapp.ui.page import Navigator
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.dialogs import Confirm
from quizapp.ui.widgets.surfaces import panel
from quizapp.ui.widgets.text import Text

ROOT_FOLDER = "quizapp-root"
"""Name of the folder that moving the root makes where a person chooses."""


def root_folder(chosen: str) -> Path:
    """Return where the root's keys lie in or below a folder that a person chose."""
    below = Path(chosen) / ROOT_FOLDER
    return below if below.is_dir() else Path(chosen)


class RenewDialog(Asking):
    """Asks for the passphrase and makes new signing keys."""

    def __init__(self, keys: IssuerKeys, root: Path, parent: QWidget) -> None:
        self._keys, self._root = keys, root
        self.field = secret_field("Passphrase of the issuer")
        super().__init__(
            "Renew the signing keys",
            (
                Text(
                    "New signing keys are made, and the old ones stay good for checking. Hand out "
                    "the new trust bundle afterwards.",
                    "body",
                    colour="muted",
                ),
                labelled("Passphrase", self.field),
            ),
            verb="Renew the keys",
            parent=parent,
        )
        self.field.returnPressed.connect(self.try_it)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        """Renew with what was typed."""
        typed = self.field.text()
        self.field.clear()
        self._keys.renew(typed, root_folder=self._root)


class LostKeysDialog(Asking):
    """Asks since when the keys are lost; the consequences stand above the button."""

    def __init__(self, keys: IssuerKeys, root: Path, parent: QWidget) -> None:
        self._keys, self._root = keys, root
        day = keys.today()
        self.since = QDateEdit(QDate(day.year, day.month, day.day))
        self.since.setCalendarPopup(True)
        self.since.setDisplayFormat("d MMMM yyyy")
        self.since.setMaximumDate(self.since.date())
        self.since.setAccessibleName("Lost since")
        self.field = secret_field("Passphrase of the issuer")
        super().__init__(
            "Declare the signing keys lost",
            (
                Text(
                    "For when somebody else may have the keys or a computer with them was lost. "
                    "New keys are made at once.",
                    "body",
                    colour="muted",
                ),
                labelled("Lost since the beginning of", self.since),
                labelled("Passphrase", self.field),
                panel(
                    Text(
                        "Certificates issued before that day and listed in the issuance log stay "
                        "good. Everything else made with these keys turns red as soon as receivers "
                        "have the new trust bundle. This can’t be taken back.",
                        "small",
                        colour="on_warning_soft",
                    ),
                    fill="warning_soft",
                ),
            ),
            verb="Declare them lost",
            parent=parent,
        )
        self.since.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        """Declare them lost."""
        typed = self.field.text()
        self.field.clear()
        day = self.since.date()
        since = date(day.year(), day.month(), day.day())
        self._keys.declare_lost(typed, since=since, root_folder=self._root)


class OwnKeyDialog(Asking):
    """Asks for the two passphrases that taking over a `.p12` file needs."""

    def __init__(self, keys: IssuerKeys, file: Path, parent: QWidget) -> None:
        self._keys, self._file = keys, file
        self.own: QLineEdit = secret_field(f"Passphrase of {file.name}")
        self.field = secret_field("Passphrase of the issuer")
        super().__init__(
            "Sign with a certificate of your own",
            (
                Text(
                    f"“{file.name}” signs from now on. It has to be a certificate for signing "
                    "documents, exported with its whole chain. Hand out the new trust bundle "
                    "afterwards.",
                    "body",
                    colour="muted",
                ),
                labelled(f"Passphrase of {file.name}, empty if it has none", self.own),
                labelled("Passphrase of the issuer", self.field),
            ),
            verb="Sign with it",
            parent=parent,
        )
        self.own.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        """Take it over."""
        own, typed = self.own.text(), self.field.text()
        self.field.clear()
        self._keys.take_certificate(typed, file=self._file, file_passphrase=own)
        self.own.clear()


class KeyActions(QWidget):
    """The buttons; `changed` says that the issuer may look different now."""

    changed = Signal()

    def __init__(self, window: Navigator) -> None:
        super().__init__()
        self._window = window
        self.rotate = Button("Renew the signing keys", icon="rotate-ccw", compact=True)
        self.lost = Button("Declare the keys lost", icon="shield-alert", compact=True)
        self.own = Button("Sign with a certificate of your own", icon="key-round", compact=True)
        self.away = Button("Move the root’s keys away", icon="shield-check", compact=True)
        self.where = Text("", "small", colour="muted")
        flow = boxes.FlowLayout(10)
        for button, act in (
            (self.rotate, self.renew),
            (self.lost, self.declare_lost),
            (self.own, self.take_own),
            (self.away, self.move_root),
        ):
            flow.addWidget(button)
            button.clicked.connect(act)
        column = boxes.column(gap=8)
        column.addLayout(flow)
        column.addWidget(self.where)
        self.setLayout(column)

    def show_root(self) -> None:
        """Say where the root's keys are."""
        here = self._keys().root_is_here()
        self.away.setVisible(here)
        self.where.say(
            "The root’s keys lie on this computer. They are needed once a year; on a stick in a "
            "safe nobody can steal them from here."
            if here
            else "The root’s keys are kept elsewhere. Have them at hand to renew or replace keys."
        )

    def renew(self) -> None:
        """Make new signing keys."""
        root = self._root()
        if root is not None:
            self._ask(
                RenewDialog(self._keys(), root, self),
                "New keys sign from now on. Export the trust bundle anew.",
            )

    def declare_lost(self) -> None:
        """Declare the keys in use lost."""
        root = self._root()
        if root is not None:
            self._ask(
                LostKeysDialog(self._keys(), root, self),
                "The old keys are declared lost and new ones sign. Hand out the trust bundle now.",
            )

    def take_own(self) -> None:
        """Choose a `.p12` file and sign with it."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, "Choose a certificate for signing", "", "Certificates (*.p12 *.pfx)"
        )
        if chosen:
            self._ask(
                OwnKeyDialog(self._keys(), Path(chosen), self),
                "It signs from now on. Export the trust bundle anew.",
            )

    def move_root(self) -> None:
        """Choose a place for the root's keys and move them there."""
        chosen = QFileDialog.getExistingDirectory(self, "Where to keep the root’s keys")
        if not chosen:
            return
        target = Path(chosen) / ROOT_FOLDER
        sure = Confirm(
            "Move the root’s keys away?",
            f"They are moved to {target} and deleted here. Without them no key can be renewed or "
            "declared lost, and nobody can make them anew: make a second copy.",
            verb="Move them",
            safe="Keep them here",
            parent=self,
        )
        agreed = bool(sure.exec())
        sure.deleteLater()
        if not agreed:
            return
        try:
            self._keys().move_root(target)
        except UserError as error:
            self._window.report(error)
        else:
            self._window.say(f"The root’s keys are in {target} now.")
        self.changed.emit()

    def _keys(self) -> IssuerKeys:
        app = self._window.app
        return IssuerKeys(app.issuer, app.clock)

    def _root(self) -> Path | None:
        """Return the folder of the root's keys, asking for it where they were moved away."""
        if self._keys().root_is_here():
            return self._window.app.issuer.folder
        chosen = QFileDialog.getExistingDirectory(self, "Where the root’s keys are kept")
        return root_folder(chosen) if chosen else None

    def _ask(self, dialog: Asking, done: str) -> None:
        if dialog.exec():
            self._window.say(done)
        dialog.deleteLater()
        self.changed.emit()
