"""Dialogs around the issuer: typing its passphrase, setting it up, and trusting somebody else's.

A passphrase goes from its field to the service and nowhere else; the field is emptied at once.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from quizapp.app import App
from quizapp.services.checking import Offer
from quizapp.services.issuer_desk import IssuerDesk
from quizapp.ui.asking import Asking, labelled, secret_field
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.dialogs import Dialog
from quizapp.ui.widgets.surfaces import panel
from quizapp.ui.widgets.text import Text

LOOK_EVERY_MS = 30_000


class PassphraseDialog(Asking):
    """Asks for the passphrase of the issuer and unlocks it."""

    def __init__(self, desk: IssuerDesk, parent: QWidget) -> None:
        self._desk = desk
        self.field = secret_field("Passphrase of the issuer")
        state = desk.state()
        name = state.name if state else ""
        why = (
            f"“{name}” signs only after its passphrase. It locks again after a quarter of an "
            "hour without use."
        )
        super().__init__(
            "Unlock the issuer",
            (Text(why, "body", colour="muted"), labelled("Passphrase", self.field)),
            verb="Unlock",
            parent=parent,
        )
        self.field.returnPressed.connect(self.try_it)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        """Unlock with what was typed."""
        typed = self.field.text()
        self.field.clear()
        self._desk.unlock_with(typed)


class SetUpDialog(Asking):
    """Sets up an organisation's issuer."""

    def __init__(self, desk: IssuerDesk, parent: QWidget) -> None:
        self._desk = desk
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of the organisation, as it stands on certificates")
        self.first, self.second = secret_field("Passphrase"), secret_field("Passphrase again")
        super().__init__(
            "Set up an organisation’s issuer",
            (
                Text(
                    "From now on certificates are signed in the organisation’s name. Its keys are "
                    "kept on this computer, locked with a passphrase that nobody can recover.",
                    "body",
                    colour="muted",
                ),
                labelled("Name, as it stands on certificates", self.name),
                labelled("Passphrase, 10 signs or more; four unrelated words are good", self.first),
                labelled("The same passphrase again", self.second),
                panel(
                    Text(
                        "Make a backup of the issuer afterwards and keep it apart from the "
                        "passphrase. What was issued for practice so far stays practice.",
                        "small",
                    ),
                    fill="info_soft",
                ),
            ),
            verb="Set up the issuer",
            parent=parent,
        )
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        """Create the issuer."""
        first, second = self.first.text(), self.second.text()
        self._desk.set_up(self.name.text(), first, second)
        self.first.clear()
        self.second.clear()


class TrustDialog(Dialog):
    """Shows the fingerprint of an issuer before it is trusted; the safe choice has the focus."""

    def __init__(self, offer: Offer, parent: QWidget) -> None:
        self.safe = Button("Not now")
        self.go = Button("It is the same: trust it", variant="primary")
        self.fingerprint = Text(offer.fingerprint, "h3")
        body = QWidget()
        body.setLayout(
            boxes.column(
                Text(f"This file says that it comes from “{offer.name}”.", "body"),
                panel(Text("Fingerprint", "caption", bold=True), self.fingerprint, fill="sunken"),
                Text(
                    "Anybody can write a name into a file. Call the issuer on a number that you "
                    "know, or look at what they gave you on paper, and compare the fingerprint. "
                    "Trust it only if every sign is the same.",
                    "body",
                ),
                Text("It is an issuer for practice; its certificates stay amber.", "small")
                if offer.practice
                else None,
                1,
                gap=12,
            )
        )
        super().__init__(f"Trust “{offer.name}”?", body, (self.safe, self.go), parent)
        self.safe.clicked.connect(self.reject)
        self.go.clicked.connect(self.accept)
        self.safe.setFocus(Qt.FocusReason.OtherFocusReason)


class IdleLock(QTimer):
    """Makes the issuer forget its keys when nothing was signed for a while."""

    def __init__(self, desk: IssuerDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setInterval(LOOK_EVERY_MS)
        self.timeout.connect(self._look)
        self.start()

    def _look(self) -> None:
        self._desk.lock_if_idle()


def unlocked(app: App, parent: QWidget) -> bool:
    """Ask for the passphrase if the next signature needs it; False if the person does not go on."""
    if not app.issuer.needs_passphrase():
        return True
    dialog = PassphraseDialog(app.issuer, parent)
    agreed = bool(dialog.exec())
    dialog.deleteLater()
    if agreed and parent.window().findChild(IdleLock) is None:
        IdleLock(app.issuer, parent.window())
    return agreed
