"""One certificate before the desk: what it says, a copy, a corrected name, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from quizapp.errors import UserError
from quizapp.storage.certificates import StoredCertificate
from quizapp.ui import wording
from quizapp.ui.asking import Asking, labelled
from quizapp.ui.desk_forms import stacked
from quizapp.ui.issuer_dialogs import unlocked
from quizapp.ui.page import Navigator
from quizapp.ui.signing import Signing
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.dialogs import Dialog
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.select import Select
from quizapp.ui.widgets.surfaces import Chip, Divider, panel
from quizapp.ui.widgets.text import Text

if TYPE_CHECKING:
    from quizapp.app import App

REPLACE, REPLACING = "Replace this certificate", "Making the new certificate …"
WITHDRAW = (
    ("issued_in_error", "It was issued in error"),
    ("exam_annulled", "The exam was annulled"),
    ("holder_request", "The holder asked for it"),
    ("key_lost", "The signing key was lost"),
    ("other", "Another reason"),
)
SUSPEND = (
    ("under_review", "It is being looked into"),
    ("holder_request", "The holder asked for it"),
    ("other", "Another reason"),
)
FACES = {
    "issued": ("In force", "shield-check", "good"),
    "suspended": ("Suspended", "pause", "care"),
    "revoked": ("Withdrawn", "circle-x", "bad"),
    "replaced": ("Replaced", "repeat-2", "quiet"),
}


class ReasonDialog(Asking):
    """Asks for the reason; it stands in the status list that receivers get, without a name."""

    def __init__(
        self,
        title: str,
        sentence: str,
        reasons: tuple[tuple[str, str], ...],
        act: Callable[[str], None],
        *,
        verb: str,
        variant: str,
        parent: QWidget,
    ) -> None:
        self._act = act
        self.reason = Select()
        self.reason.setAccessibleName("Reason")
        self.reason.addItem("Choose a reason", "")
        for code, words in reasons:
            self.reason.addItem(words, code)
        super().__init__(
            title,
            (
                Text(sentence, "body"),
                stacked("Reason", "stands in the status list, without a name", self.reason),
            ),
            verb=verb,
            parent=parent,
            variant=variant,
            tall=360,
        )
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        """Do it with the reason."""
        code = str(self.reason.currentData() or "")
        if not code:
            raise UserError("Choose a reason first; receivers see it in the status list.")
        self._act(code)


class NameDialog(Asking):
    """Asks for the name as it should have been; a new certificate takes the place of the old.

    It is made in the background; until it is there the dialog stays, and `made` has it then.
    """

    def __init__(self, app: App, one: StoredCertificate, parent: QWidget) -> None:
        self._app, self._one = app, one
        self.made: StoredCertificate | None = None
        self.field = QLineEdit(one.holder)
        self.field.setAccessibleName("Name as it should be")
        super().__init__(
            "Replace with a corrected name",
            (
                Text(
                    f"A new certificate with a new serial is issued. {one.serial} says from then "
                    "on that it was replaced.",
                    "body",
                ),
                labelled("Name as it should be", self.field),
            ),
            verb=REPLACE,
            parent=parent,
            tall=330,
        )
        self.signing = Signing(self)
        self.signing.made.connect(self._take)
        self.signing.failed.connect(self._refuse)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def try_it(self) -> None:
        """Begin to replace it, or say in place what is not right."""
        if self.signing.busy:
            return
        name = " ".join(self.field.text().split())
        if name == self._one.holder:
            error = "This is the name that stands there already. Change it first."
            self.complain(UserError(error))
            return
        serial = self._one.serial
        self.fault.hide()
        self.signing.begin(
            self._app, lambda other: other.withdrawals.replace(serial, holder_name=name)
        )
        self._show_busy()
        announce(self, REPLACING)

    def reject(self) -> None:
        """Leave it, unless the new certificate is being made."""
        if not self.signing.busy:
            super().reject()

    def _show_busy(self) -> None:
        busy = self.signing.busy
        self.go.say(REPLACING if busy else REPLACE)
        for widget in (self.go, self.cancel, self.field):
            widget.setEnabled(not busy)

    def _take(self, stored: object) -> None:
        self.made = stored if isinstance(stored, StoredCertificate) else None
        self.accept()

    def _refuse(self, error: object) -> None:
        self._show_busy()
        self.complain(UserError(str(error)))
        self.field.setFocus()


class CertificateDialog(Dialog):
    """What is known of a certificate, and what can be done with it. `changed` tells whether."""

    def __init__(self, window: Navigator, one: StoredCertificate, parent: QWidget) -> None:
        self._window, self._one = window, one
        self.changed, self.said = False, ""
        self.save = Button("Save a copy", icon="download", compact=True)
        self.replace = Button("Correct the name", icon="user-pen", compact=True)
        self.suspend = Button("Suspend", icon="pause", compact=True)
        self.reinstate = Button("End the suspension", icon="play", compact=True)
        self.withdraw = Button("Withdraw", variant="danger", icon="ban", compact=True)
        self.close_button = Button("Close", variant="primary", key="Esc")
        buttons = QWidget()
        flow = boxes.FlowLayout(8, buttons)
        for button, shown, act in (
            (self.save, bool(one.sha256), self.keep_copy),
            (self.replace, one.state in ("issued", "suspended") and bool(one.attempt), self.rename),
            (self.suspend, one.state == "issued", self.hold),
            (self.reinstate, one.state == "suspended", self.give_back),
            (self.withdraw, one.state in ("issued", "suspended"), self.take_back),
        ):
            flow.addWidget(button)
            button.setVisible(shown)
            button.clicked.connect(act)
        words, icon, tone = FACES.get(one.state, (one.state, "", "quiet"))
        until = wording.day(one.valid_until) if one.valid_until else "no end"
        final = one.state in ("revoked", "replaced")
        self.fault = Text("", "body", colour="danger", bold=True)
        self.fault.hide()
        body = QWidget()
        body.setLayout(
            boxes.column(
                boxes.row(Chip(words, icon, tone), 1),
                Text(one.exam_title, "h3"),
                Text(f"Serial {one.serial}", "body"),
                Text(
                    f"Issued on {wording.day(one.issued_at.astimezone().date())}, valid until "
                    f"{until}",
                    "body",
                    colour="muted",
                ),
                panel(Text("This state is final.", "small"), fill="sunken") if final else None,
                Divider(),
                buttons,
                self.fault,
                1,
                gap=10,
                margins=(6, 0, 10, 6),
            )
        )
        super().__init__(one.holder or "Erased on request", body, (self.close_button,), parent)
        self.close_button.clicked.connect(self.accept)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_copy(self) -> None:
        """Save the PDF somewhere."""
        name, _ = QFileDialog.getSaveFileName(
            self, "Save a copy", f"{self._one.serial}.pdf", "PDF (*.pdf)"
        )
        if not name:
            return
        try:
            made = self._window.app.certificates.save(self._one.serial, Path(name))
        except UserError as error:
            self._complain(error)
            return
        announce(self, f"Saved as {made.name}.")
        self.said = f"Saved as {made.name}."

    def rename(self) -> None:
        """Issue a corrected one in its place."""
        dialog = NameDialog(self._window.app, self._one, self)
        self._ask(dialog)
        if dialog.made is not None:
            self.said = f"{self._one.serial} is replaced by {dialog.made.serial}."

    def hold(self) -> None:
        """Suspend it."""

        def act(reason: str) -> None:
            self._window.app.withdrawals.suspend(self._one.serial, reason)
            self.said = "Suspended. Export the new status list for those who check certificates."

        self._ask(
            ReasonDialog(
                f"Suspend {self._one.serial}?",
                f"The certificate of {self._one.holder} counts no more until you end the "
                "suspension.",
                SUSPEND,
                act,
                verb="Suspend it",
                variant="primary",
                parent=self,
            )
        )

    def take_back(self) -> None:
        """Withdraw it for good."""

        def act(reason: str) -> None:
            self._window.app.withdrawals.revoke(self._one.serial, reason)
            self.said = "Withdrawn. Export the new status list for those who check certificates."

        self._ask(
            ReasonDialog(
                f"Withdraw {self._one.serial}?",
                f"The certificate of {self._one.holder} never counts again. It can't be undone.",
                WITHDRAW,
                act,
                verb="Withdraw it",
                variant="danger",
                parent=self,
            )
        )

    def give_back(self) -> None:
        """End the suspension."""
        if not unlocked(self._window.app, self):
            return
        try:
            self._window.app.withdrawals.reinstate(self._one.serial)
        except UserError as error:
            self._complain(error)
            return
        self.said, self.changed = "The certificate counts again.", True
        self.accept()

    def _ask(self, dialog: Asking) -> None:
        agreed = unlocked(self._window.app, self) and bool(dialog.exec())
        dialog.deleteLater()
        if agreed:
            self.changed = True
            self.accept()

    def _complain(self, error: UserError) -> None:
        self.fault.say(str(error))
        self.fault.show()
        announce(self, str(error))
