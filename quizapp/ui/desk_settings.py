"""Settings of the people desk: setting it up, its passphrases, and the records of what it did."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from quizapp.errors import UserError
from quizapp.ui import wording
from quizapp.ui.asking import Asking, labelled, secret_field
from quizapp.ui.desk_session import DeskSession
from quizapp.ui.jobs import Job, Stop, Tell
from quizapp.ui.page import Navigator
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.surfaces import Chip, Surface, panel
from quizapp.ui.widgets.text import Text

NOT_YET = (
    "For organisations: a roster of people, exams given to them, replies read by people, "
    "certificates for many and reports. Until it is set up every exam is open to everybody."
)
LOCKED = (
    "Exams that lead to a certificate are given by the people desk. Its pages open with its "
    "passphrase. If that is lost, the HR guide says what to do."
)
OPEN = "It locks again after a quarter of an hour without use."


class SetUpDeskDialog(Asking):
    """Sets the passphrase of the desk for the first time."""

    def __init__(self, session: DeskSession, parent: QWidget) -> None:
        self._session = session
        self.first, self.second = secret_field("Passphrase"), secret_field("Passphrase again")
        super().__init__(
            "Set up the people desk",
            (
                Text(
                    "From then on exams that lead to a certificate are given by the desk, and "
                    "names and results show only after its passphrase. Practice and mock exams "
                    "stay open to everybody.",
                    "body",
                ),
                labelled("Passphrase, 10 signs or more; four unrelated words are good", self.first),
                labelled("The same passphrase again", self.second),
                panel(
                    Text(
                        "Nobody can look it up. Keep it apart from the passphrase of the issuer: "
                        "with that one a lost desk passphrase can be set anew, and the audit log "
                        "says so.",
                        "small",
                    ),
                    fill="info_soft",
                ),
            ),
            verb="Set up the people desk",
            parent=parent,
            tall=520,
        )
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        """Set it up."""
        self._session.set_up(self.first.text(), self.second.text())
        self.first.clear()
        self.second.clear()


class UnlockDeskDialog(Asking):
    """Asks for the passphrase of the desk."""

    def __init__(self, session: DeskSession, parent: QWidget) -> None:
        self._session = session
        self.field = secret_field("Passphrase of the people desk")
        super().__init__(
            "Unlock the people desk",
            (Text(OPEN, "body", colour="muted"), labelled("Passphrase", self.field)),
            verb="Unlock",
            parent=parent,
        )
        self.field.returnPressed.connect(self.try_it)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        """Unlock it."""
        typed = self.field.text()
        self.field.clear()
        self._session.unlock(typed)


class ChangeDeskDialog(Asking):
    """Changes the passphrase of the desk."""

    def __init__(self, session: DeskSession, parent: QWidget) -> None:
        self._session = session
        self.old = secret_field("Passphrase so far")
        self.first, self.second = secret_field("New passphrase"), secret_field("New again")
        super().__init__(
            "Change the passphrase of the people desk",
            (
                labelled("Passphrase so far", self.old),
                labelled("New passphrase, 10 signs or more", self.first),
                labelled("The new one again", self.second),
            ),
            verb="Change the passphrase",
            parent=parent,
            tall=440,
        )
        self.old.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        """Change it."""
        self._session.change(self.old.text(), self.first.text(), self.second.text())
        for field in (self.old, self.first, self.second):
            field.clear()


class ReaderWordsDialog(Asking):
    """Sets the passphrase with which readers open the replies that wait, and nothing else."""

    def __init__(self, window: Navigator, session: DeskSession, parent: QWidget) -> None:
        self._window, self._session = window, session
        self.first, self.second = secret_field("Passphrase"), secret_field("Passphrase again")
        super().__init__(
            "Passphrase of the readers",
            (
                Text(
                    "Readers type it with their name. It opens Needs a person, where replies show "
                    "without the names of those who wrote them, and no other page.",
                    "body",
                ),
                labelled("Passphrase, another one than the desk’s", self.first),
                labelled("The same passphrase again", self.second),
            ),
            verb="Set the passphrase",
            parent=parent,
            tall=420,
        )
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        """Set it."""
        self._window.app.desk.set_reader_passphrase(
            self._session.opened(), self.first.text(), self.second.text()
        )
        self.first.clear()
        self.second.clear()


class DeskCard(Surface):
    """The people desk among the settings; one quiet button until an organisation wants it."""

    def __init__(self, window: Navigator) -> None:
        self._window, self._session = window, window.desk
        self._job: Job | None = None
        self.state = Chip()
        self.words = Text("", "small", colour="muted")
        self.readers = Text("", "small", colour="muted")
        self.set_up = Button("Set up the people desk", icon="users")
        self.unlock = Button("Unlock the desk", icon="lock-open")
        self.lock = Button("Lock the desk", icon="lock", compact=True)
        self.change = Button("Change the passphrase", icon="key-round", compact=True)
        self.reader = Button("Set the readers’ passphrase", icon="user-check", compact=True)
        self.check = Button("Check the records", icon="shield-check", compact=True)
        self.export = Button("Export the audit log", icon="file-down", compact=True)
        self._actions = QWidget()
        flow = boxes.FlowLayout(10, self._actions)
        for button, act in (
            (self.lock, self._session.lock),
            (self.change, self.change_words),
            (self.reader, self.set_reader_words),
            (self.check, self.check_records),
            (self.export, self.export_audit),
        ):
            flow.addWidget(button)
            button.clicked.connect(act)
        self.set_up.clicked.connect(self.found)
        self.unlock.clicked.connect(self.open_desk)
        self.verdict = Text("", "body")
        self.verdict.hide()
        super().__init__(
            boxes.column(
                Text("People desk", "h3"),
                boxes.row(self.state, 1),
                self.words,
                boxes.row(self.set_up, self.unlock, 1),
                self._actions,
                self.readers,
                self.verdict,
                gap=8,
                margins=(24, 20, 24, 20),
            )
        )
        self._session.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Show whether the desk is set up and open."""
        there, is_open = self._session.is_set_up(), self._session.is_open()
        self.set_up.setVisible(not there)
        self.unlock.setVisible(there and not is_open)
        self._actions.setVisible(is_open)
        self.state.setVisible(there)
        self.readers.setVisible(is_open)
        if not is_open:
            self.verdict.hide()
        if not there:
            self.words.say(NOT_YET)
            return
        if not is_open:
            self.state.show_state("Locked", "lock", "quiet")
            self.words.say(LOCKED)
            return
        self.state.show_state("Open", "lock-open", "good")
        self.words.say(OPEN)
        desk = self._window.app.desk
        known = desk.has_reader_passphrase()
        self.reader.say(
            "Change the readers’ passphrase" if known else "Set the readers’ passphrase"
        )
        names = ", ".join(reader.name for reader in desk.readers(self._session.opened()))
        self.readers.say(f"Readers so far: {names}." if names else "Nobody has read replies yet.")

    def found(self) -> None:
        """Set the desk up."""
        self._run(SetUpDeskDialog(self._session, self), "The people desk is set up and open.")

    def open_desk(self) -> None:
        """Unlock the desk."""
        self._run(UnlockDeskDialog(self._session, self), "The people desk is open.")

    def change_words(self) -> None:
        """Change the desk's passphrase."""
        self._run(ChangeDeskDialog(self._session, self), "The passphrase is changed.")

    def set_reader_words(self) -> None:
        """Set the readers' passphrase."""
        dialog = ReaderWordsDialog(self._window, self._session, self)
        self._run(dialog, "The readers’ passphrase is set.")

    def _run(self, dialog: Asking, said: str) -> None:
        agreed = bool(dialog.exec())
        dialog.deleteLater()
        if agreed:
            self._window.say(said)
        self.show_state()

    # Records

    def check_records(self) -> None:
        """Check the audit log and the chain of finished attempts in the background."""
        if self._job is not None:
            return
        app = self._window.app

        def work(_tell: Tell, _stop: Stop) -> object:
            other = app.beside()
            try:
                log, chain = other.audit.check(), other.chain.state()
            finally:
                other.close()
            problem = log.problem or chain.problem
            return problem or (
                f"All is as it was: {wording.count(log.lines, 'line', 'lines')} of the audit log, "
                f"{wording.count(chain.links, 'result', 'results')}, "
                f"{wording.count(log.heads, 'signature', 'signatures')} of the desk."
            )

        self._say("Checking…")
        job = Job(work, self)
        job.done.connect(self._checked)
        job.failed.connect(self._checked)
        self._job = job
        job.start()

    @property
    def busy(self) -> bool:
        """Tell whether the records are being checked."""
        return self._job is not None

    def _checked(self, words: object) -> None:
        self._job = None
        self._say(str(words))

    def _say(self, words: str) -> None:
        self.verdict.say(words)
        self.verdict.show()
        announce(self, words)

    def export_audit(self) -> None:
        """Save the audit log; it holds ids and no names."""
        name, _ = QFileDialog.getSaveFileName(
            self, "Export the audit log", "audit.jsonl", "Lines of JSON (*.jsonl)"
        )
        if not name:
            return
        try:
            number = self._window.app.audit.export(self._session.opened(), Path(name))
        except UserError as error:
            self._window.report(error)
            return
        self._say(f"{wording.count(number, 'line', 'lines')} saved as {Path(name).name}.")
