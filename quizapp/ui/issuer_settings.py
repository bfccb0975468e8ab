"""Settings of the issuer: who signs certificates here, and what is handed to receivers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from quizapp.domain.certificate import IssuerKind
from quizapp.errors import UserError
from quizapp.services.issuer_desk import IssuerState
from quizapp.ui import wording
from quizapp.ui.issuer_dialogs import SetUpDialog, unlocked
from quizapp.ui.issuer_keys import KeyActions
from quizapp.ui.page import Navigator
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.surfaces import Chip, Surface
from quizapp.ui.widgets.text import Text

PRACTICE = (
    "Certificates are issued by this computer for practice: whoever checks one sees “self-issued”. "
    "An organisation can set up an issuer of its own, with keys behind a passphrase."
)


class IssuerCard(Surface):
    """The issuer of this data folder."""

    def __init__(self, window: Navigator) -> None:
        self._window = window
        self.name = Text("", "body", bold=True)
        self.state = Chip()
        self.words = Text("", "small", colour="muted")
        self.fingerprint = Text("", "small", colour="muted")
        self.set_up = Button("Set up an organisation’s issuer", icon="key-round")
        self.lock = Button("Lock now", icon="lock", compact=True)
        self.trust = Button("Export trust bundle", icon="upload", compact=True)
        self.status = Button("Export status list", icon="upload", compact=True)
        self.backup = Button("Back up the issuer", icon="save", compact=True)
        self.keys = KeyActions(window)
        self.keys.changed.connect(self.show_state)
        self._actions = QWidget()
        flow = boxes.FlowLayout(10, self._actions)
        for button, act in (
            (self.lock, self._turn_lock),
            (self.trust, self.export_trust),
            (self.status, self.export_status),
            (self.backup, self.back_up),
        ):
            flow.addWidget(button)
            button.clicked.connect(act)
        self.set_up.clicked.connect(self.found)
        super().__init__(
            boxes.column(
                Text("Issuer", "h3"),
                self.name,
                boxes.row(self.state, 1),
                self.words,
                self.fingerprint,
                boxes.row(self.set_up, 1),
                self._actions,
                self.keys,
                gap=8,
                margins=(24, 20, 24, 20),
            )
        )

    def show_state(self) -> None:
        """Show who the issuer is and whether it is locked."""
        try:
            state = self._window.app.issuer.state()
        except UserError as error:
            self.words.say(str(error))
            return
        organisation = state is not None and state.kind is IssuerKind.ORGANISATION
        self.set_up.setVisible(not organisation)
        self._actions.setVisible(organisation)
        self.keys.setVisible(organisation)
        self.fingerprint.setVisible(organisation)
        if state is None or not organisation:
            self.name.say("This computer, for practice")
            self.state.show_state("Self-issued", "shield-question-mark", "care")
            self.words.say(PRACTICE)
            return
        self._show_organisation(state)

    def _show_organisation(self, state: IssuerState) -> None:
        self.name.say(state.name)
        if state.locked:
            self.state.show_state("Locked", "lock", "quiet")
        else:
            self.state.show_state("Unlocked", "key-round", "good")
        self.lock.say("Unlock" if state.locked else "Lock now")
        until = wording.day(state.sign_until.date()) if state.sign_until else "nothing"
        renew = " It is time to renew them." if state.renewal_due else ""
        self.words.say(
            f"Its keys sign until {until}.{renew} Whoever checks certificates needs the trust "
            "bundle once and a new status list every 90 days."
        )
        self.keys.show_root()
        self.fingerprint.say(f"Fingerprint, to be compared by phone: {state.fingerprint}")

    def found(self) -> None:
        """Set up an organisation's issuer."""
        dialog = SetUpDialog(self._window.app.issuer, self)
        if dialog.exec():
            self._window.say("The issuer is set up. Back it up now, apart from the passphrase.")
        dialog.deleteLater()
        self.show_state()

    def _turn_lock(self) -> None:
        app = self._window.app
        if app.issuer.needs_passphrase():
            unlocked(app, self)
        else:
            app.issuer.lock()
        self.show_state()

    def export_trust(self) -> None:
        """Write the trust bundle somewhere."""
        target = self._target("Export trust bundle", "trust-bundle.json", "Trust bundle (*.json)")
        if target is None:
            return
        try:
            self._window.app.issuer.export_trust(target)
        except UserError as error:
            self._window.report(error)
            return
        self._window.say("Exported. Tell the fingerprint to receivers by phone or on paper.")

    def export_status(self) -> None:
        """Publish the status list anew and write it somewhere."""
        app = self._window.app
        if not unlocked(app, self):
            return
        target = self._target("Export status list", "status-list.vc.json", "Status list (*.json)")
        if target is not None:
            try:
                made = app.issuer.export_status(target)
            except UserError as error:
                self._window.report(error)
            else:
                until = wording.day(made.valid_until.date())
                self._window.say(f"Status list {made.sequence} exported; it counts until {until}.")
        self.show_state()

    def back_up(self) -> None:
        """Write a backup of the issuer somewhere."""
        target = self._target("Back up the issuer", "issuer-backup.zip", "Backup (*.zip)")
        if target is None:
            return
        try:
            self._window.app.issuer.backup(target)
        except UserError as error:
            self._window.report(error)
            return
        self._window.say("Backed up. Keep it apart from the passphrase.")

    def _target(self, title: str, name: str, form: str) -> Path | None:
        path, _ = QFileDialog.getSaveFileName(self, title, name, form)
        return Path(path) if path else None
