"""The half of the page where anybody's certificates are checked: drop zone, verdicts, trust."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from quizapp.domain.verdict import Colour, Verdict
from quizapp.errors import UserError
from quizapp.services.checking import Handed, Trusted, sort_out
from quizapp.storage.held import HeldKind
from quizapp.ui import wording
from quizapp.ui.issuer_dialogs import TrustDialog
from quizapp.ui.jobs import Job, Stop, Tell
from quizapp.ui.page import Navigator
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.drop_zone import DropZone
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.surfaces import Icon, Surface, card, panel
from quizapp.ui.widgets.text import LINE_BREAK, Text
from quizapp.ui.widgets.verdict import VerdictCard

FILES = (
    "Certificates, photos and issuers’ files (*.pdf *.json *.png *.jpg *.jpeg *.webp *.tif *.tiff "
    "*.bmp);;All files (*)"
)


class CheckPanel(QWidget):
    """Takes files and shows verdicts, worst first; the checking runs in the background.

    `checked` follows once the verdicts are there.
    """

    checked = Signal()

    def __init__(self, window: Navigator) -> None:
        super().__init__()
        self._window = window
        self._job: Job | None = None
        self._waiting: list[Path] = []
        self._paths: tuple[Path, ...] = ()
        self._count = 0
        self.rows: list[VerdictCard] = []
        self.choose = Button("Choose files", icon="file-down", key="Ctrl+O", compact=True)
        self.choose.clicked.connect(self.choose_files)
        self.choose_folder = Button("Choose a folder", icon="folder-open", compact=True)
        self.choose_folder.clicked.connect(self.choose_a_folder)
        buttons = QWidget()
        flow = boxes.FlowLayout(8, buttons)
        flow.addWidget(self.choose)
        flow.addWidget(self.choose_folder)
        words = boxes.column(
            Text("Drop certificates here", "body", bold=True),
            Text(
                "PDF, credential, badge, a photo of the page or a whole folder; also an issuer’s "
                "trust bundle or status list. Nothing leaves this computer.",
                "small",
                colour="muted",
            ),
            buttons,
            gap=6,
        )
        inner = boxes.row(
            boxes.column(Icon("file-down", size=24, colour="primary"), 1),
            words,
            gap=14,
            margins=(20, 16, 20, 16),
        )
        inner.setStretch(1, 1)
        self.zone = DropZone(inner)
        self.progress = Text("", "body")
        self.stop = Button("Stop", compact=True)
        self.stop.clicked.connect(self._stop)
        line = boxes.row(self.progress, self.stop, gap=10, margins=(18, 12, 18, 12))
        line.setStretch(0, 1)
        self.busy = Surface(line)
        self.busy.hide()
        self._notes = boxes.column(gap=8)
        self._list = boxes.column(gap=10)
        self._trusted = boxes.column(gap=8)
        self.trust_card = card(
            Text("Issuers you trust", "h3"),
            self._trusted,
            gap=8,
        )
        self.setLayout(
            boxes.column(
                boxes.row(
                    Text("Check a certificate", "h2"),
                    1,
                    Text("works offline", "small", colour="muted", wrap=False),
                ),
                self.zone,
                self.busy,
                self._notes,
                self._list,
                self.trust_card,
                1,
                gap=12,
            )
        )

    # Taking files

    def choose_files(self) -> None:
        """Let the person pick files."""
        names, _ = QFileDialog.getOpenFileNames(self, "Choose certificates", "", FILES)
        self.take([Path(name) for name in names])

    def choose_a_folder(self) -> None:
        """Let the person pick a folder; everything in it is checked."""
        name = QFileDialog.getExistingDirectory(self, "Choose a folder")
        self.take([Path(name)] if name else [])

    def take(self, paths: Sequence[Path]) -> None:
        """Look at files and folders; while some are looked at, the new ones wait."""
        if not paths:
            return
        if self.checking:
            self._waiting += paths
            return
        self._begin("Looking at the files…")
        boxes.empty(self._notes)
        wanted = tuple(paths)

        def sort(_tell: Tell, _stop: Stop) -> object:
            return sort_out(wanted)

        self._run(sort, self._sorted)

    @property
    def checking(self) -> bool:
        """Tell whether files are being looked at."""
        return self._job is not None

    def _sorted(self, handed: object) -> None:
        self._job = None
        if not isinstance(handed, Handed):
            return
        self.busy.hide()
        taken = [self._take_issuer_file(*one) for one in handed.issuer_files]
        self.show_trusted()
        if handed.certificates:
            self._paths = handed.certificates
        elif not handed.issuer_files:
            self._note("There is no file to check in there. Choose the PDF or its folder.", "info")
        if handed.certificates or (any(taken) and self._paths):
            self._check()
        else:
            self._next()

    def _take_issuer_file(self, name: str, kind: HeldKind, raw: bytes) -> bool:
        """Take a trust bundle, list or log; tell what came of it."""
        checking = self._window.app.checking
        try:
            if kind is HeldKind.STATUS:
                number = checking.take_status(raw)
                self._note(f"{name}: status list {number} is kept and used from now on.", "good")
            elif kind is HeldKind.LOG:
                count = checking.take_log(raw)
                words = wording.count(count, "entry", "entries")
                self._note(f"{name}: an issuance log with {words} is kept.", "good")
            else:
                offer = checking.offer(raw)
                if not offer.known:
                    dialog = TrustDialog(offer, self)
                    agreed = bool(dialog.exec())
                    dialog.deleteLater()
                    if not agreed:
                        self._note(
                            f"{name}: “{offer.name}” is not trusted; nothing changed.", "info"
                        )
                        return False
                checking.trust(offer)
                self._note(f"{name}: “{offer.name}” is trusted on this computer.", "good")
        except UserError as error:
            self._note(f"{name}: {error}", "care")
            return False
        return True

    # Checking

    def _check(self) -> None:
        paths = self._paths
        check = self._window.app.checking.prepare()
        self._count = 0
        self._begin(f"Checking {wording.count(len(paths), 'file', 'files')}…")

        def work(tell: Tell, stop: Stop) -> object:
            return check(paths, done=tell, stop=stop)

        self._run(work, self._checked)

    def _one_more(self, _: object) -> None:
        self._count += 1
        self.progress.say(f"{self._count} of {len(self._paths)} checked.")

    def _checked(self, verdicts: object) -> None:
        self._job = None
        self.busy.hide()
        if not isinstance(verdicts, tuple):
            return
        boxes.empty(self._list)
        self.rows = [VerdictCard(v, opened=n == 0) for n, v in enumerate(verdicts)]
        for row in self.rows:
            self._list.addWidget(row)
        announce(self, _said(verdicts))
        self.checked.emit()
        self._next()

    def _next(self) -> None:
        waiting, self._waiting = self._waiting, []
        self.take(waiting)

    def _failed(self, error: object) -> None:
        self._job = None
        self.busy.hide()
        self._note(str(error), "care")
        self._next()

    def _begin(self, words: str) -> None:
        self.progress.say(words)
        self.busy.show()

    def _run(self, work: object, then: object) -> None:
        job = Job(work, self)  # type: ignore[arg-type]  # both are callables of this class
        job.stepped.connect(self._one_more)
        job.done.connect(then)
        job.failed.connect(self._failed)
        self._job = job
        job.start()

    def _stop(self) -> None:
        """End after the file being checked; what was checked is shown."""
        if self._job is not None:
            self._job.stop()
            self.progress.say("Stopping. What was checked is kept.")

    def _note(self, words: str, tone: str) -> None:
        fills = {"good": "success_soft", "care": "warning_soft", "info": "info_soft"}
        inks = {"good": "on_success_soft", "care": "on_warning_soft", "info": "on_info_soft"}
        self._notes.addWidget(panel(Text(words, "body", colour=inks[tone]), fill=fills[tone]))
        announce(self, words)

    # Trust

    def show_trusted(self) -> None:
        """List the issuers that are trusted here."""
        boxes.empty(self._trusted)
        try:
            found = self._window.app.checking.trusted()
        except UserError as error:
            self._note(str(error), "care")
            return
        for one in found:
            self._trusted.addWidget(TrustedRow(one, self))
        self.trust_card.setVisible(bool(found))

    def forget(self, issuer: str) -> None:
        """Trust an issuer no longer."""
        self._window.app.checking.forget(issuer)
        self.show_trusted()
        if self._paths and not self.checking:
            self._check()


class TrustedRow(QWidget):
    """One trusted issuer: name, fingerprint, how current its list is, and a way out."""

    def __init__(self, trusted: Trusted, owner: CheckPanel) -> None:
        super().__init__()
        self._issuer, self._owner = trusted.issuer, owner
        until = trusted.status_until
        listed = (
            f"Status list {trusted.status_number}, counts until {wording.day(until.date())}"
            if until
            else "No status list yet; ask the issuer for it"
        )
        self.out = Button("Stop trusting", variant="quiet", compact=True)
        self.out.setAccessibleName(f"Stop trusting {trusted.name}")
        line = boxes.row(
            boxes.column(
                Text(trusted.name, "body", bold=True),
                Text(f"Trusted since {wording.day(trusted.since.date())}", "small", colour="muted"),
                Text(listed, "small", colour="muted"),
                Text(f"Fingerprint{LINE_BREAK}{trusted.fingerprint}", "caption", colour="muted"),
                gap=0,
            ),
            self.out,
            gap=10,
        )
        line.setStretch(0, 1)
        self.setLayout(line)
        self.out.clicked.connect(self._let_go)

    def _let_go(self) -> None:
        self._owner.forget(self._issuer)


def _said(verdicts: Sequence[Verdict]) -> str:
    """Return the verdicts in a sentence for screen readers."""
    if len(verdicts) == 1:
        return f"{verdicts[0].file}: {verdicts[0].headline}"
    counts = {colour: sum(v.colour is colour for v in verdicts) for colour in Colour}
    words = {
        Colour.RED: "not to be accepted",
        Colour.GREY: "that can't be checked",
        Colour.AMBER: "with something open",
        Colour.GREEN: "genuine and valid",
    }
    parts = [f"{counts[c]} {words[c]}" for c in words if counts[c]]
    return f"{len(verdicts)} files checked: {', '.join(parts)}."
