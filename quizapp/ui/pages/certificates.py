"""Certificates: one's own, to open and to keep, and anybody's, to check."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QWidget

from quizapp.errors import UserError
from quizapp.services.certify import SOON
from quizapp.storage.certificates import StoredCertificate
from quizapp.ui import theme, wording
from quizapp.ui.certificate_check import CheckPanel
from quizapp.ui.jobs import Job, Stop, Tell
from quizapp.ui.page import Navigator, ScrollPage
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.art import EmptyState
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.paper import Paper
from quizapp.ui.widgets.scroll import lay_out_now
from quizapp.ui.widgets.surfaces import Chip, Surface
from quizapp.ui.widgets.text import LINE_BREAK, Text

ONE_COLUMN = 1100
THUMBNAIL = 116
FORMS = {
    "PDF, the certificate itself (*.pdf)": ".pdf",
    "Credential, for other programs (*.json)": ".json",
    "Badge, a picture for a profile (*.png)": ".png",
}
STATES = {
    "revoked": ("Withdrawn", "circle-x", "bad"),
    "suspended": ("Suspended for now", "pause", "care"),
    "replaced": ("Replaced by a newer one", "repeat-2", "quiet"),
}


def state_chip(stored: StoredCertificate, today: date) -> Chip:
    """Return how a certificate stands, in a word and an icon."""
    if stored.state in STATES:
        return Chip(*STATES[stored.state])
    until = stored.valid_until
    if until is None:
        return Chip("Without an end date", "shield-check", "good")
    days = (until - today).days
    if days <= 0:
        return Chip(f"Ended on {wording.day(until)}", "clock", "care")
    if days <= SOON:
        return Chip(f"Ends {wording.in_days(days)}, renew soon", "clock", "care")
    return Chip(f"Valid until {wording.day(until)}", "shield-check", "good")


class CertificateCard(Surface):
    """One certificate with what can be done with it."""

    def __init__(self, stored: StoredCertificate, page: CertificatesPage, today: date) -> None:
        self._serial, self._page = stored.serial, page
        self.state = state_chip(stored, today)
        self.paper = Paper(THUMBNAIL)
        self.open = Button("Open PDF", variant="primary", icon="eye", compact=True)
        self.save = Button("Save a copy", icon="download", compact=True)
        self.folder = Button("Show folder", icon="folder-open", compact=True)
        """There once a copy has been saved, and leads to it."""
        self._copy: Path | None = None
        for button in (self.open, self.save, self.folder):
            button.setAccessibleName(f"{button.text()}: {stored.exam_title}, {stored.serial}")
        actions = QWidget()
        flow = boxes.FlowLayout(10, actions)
        flow.addWidget(self.open)
        flow.addWidget(self.save)
        flow.addWidget(self.folder)
        self.folder.hide()
        words = boxes.column(
            Text(stored.exam_title, "h3"),
            Text(
                f"For {stored.holder}. The file never changes after it was issued.",
                "body",
                colour="muted",
            ),
            Text(
                wording.day(stored.issued_at.astimezone().date()) + LINE_BREAK + stored.serial,
                "small",
                colour="muted",
            ),
            boxes.row(self.state, 1),
            actions,
            gap=7,
        )
        row = boxes.row(boxes.column(self.paper, 1), words, gap=16, margins=(18, 16, 18, 16))
        row.setStretch(1, 1)
        super().__init__(row)
        self.open.clicked.connect(self.show_pdf)
        self.save.clicked.connect(self.keep_copy)
        self.folder.clicked.connect(self.show_folder)

    @property
    def serial(self) -> str:
        """Return the serial."""
        return self._serial

    def show_pdf(self) -> None:
        """Open the PDF in the desktop's viewer."""
        self._page.show_pdf(self._serial)

    def keep_copy(self) -> None:
        """Save a copy somewhere."""
        made = self._page.keep_copy(self._serial)
        if made is not None:
            self._copy = made
            self.folder.show()

    def show_folder(self) -> None:
        """Open the folder of the copy in the desktop."""
        if self._copy is not None:
            self._page.show_folder(self._copy.parent)


class CertificatesPage(ScrollPage):
    """One's certificates on one side, checking on the other."""

    def __init__(self, window: Navigator) -> None:
        super().__init__(window, "Certificates", "Keep yours safe, and check anyone’s.")
        self.cards: list[CertificateCard] = []
        self._pictures: Job | None = None
        self._list = boxes.column(gap=14)
        exams = Button("See the exams", variant="primary")
        exams.clicked.connect(self._open_exams)
        self.nothing = EmptyState(
            "You get a certificate from the result of a passed exam. You can already check others.",
            exams,
        )
        self.count = Text("", "small", colour="muted", wrap=False)
        yours = boxes.column(
            boxes.row(Text("Yours", "h2"), 1, self.count),
            self._list,
            self.nothing,
            1,
            gap=12,
        )
        self.checks = CheckPanel(window)
        self.checks.checked.connect(self._show_verdicts)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(theme.current().px(24))
        self._across.addLayout(yours, 10)
        self._across.addWidget(self.checks, 11)
        self.fill(self._across)
        self.setAcceptDrops(True)
        keys = QShortcut(QKeySequence("Ctrl+O"), self)
        keys.activated.connect(self.checks.choose_files)

    def enter(self, context: object) -> None:
        """Show all; `context` may be the serial of the newest, which is lit up."""
        app = self.window_.app
        learner = app.people.current()
        boxes.empty(self._list)
        stored = app.certificates.all(learner.id) if learner else ()
        today = app.clock.now().date()
        self.cards = [CertificateCard(one, self, today) for one in stored]
        for card in self.cards[1:]:
            card.open.dress("outline")
        for card in self.cards:
            self._list.addWidget(card)
            if card.serial == context:
                card.dress(fill="surface", edge="primary", edge_width=2)
        self.nothing.setVisible(not stored)
        words = wording.count(len(stored), "certificate", "certificates")
        self.count.say(words if stored else "")
        self.checks.show_trusted()
        self._draw_pictures([one.serial for one in stored])

    def _show_verdicts(self) -> None:
        """Bring the first verdict into sight, where it stands below one's own certificates."""
        first = self.checks.rows[0] if self.checks.rows else None
        if first is None:
            return
        lay_out_now()
        view = self.scrolling.viewport()
        top = first.mapTo(self.body, first.rect().topLeft()).y() + self.body.y()
        if not 0 <= top < view.height() - first.headline.height():
            self.scrolling.lead_to(first)

    def _open_exams(self) -> None:
        self.window_.open_page("exams")

    # Pictures of one's own

    def _draw_pictures(self, serials: list[str]) -> None:
        """Draw the small pages in the background; the list is there at once."""
        if self._pictures is not None:
            self._pictures.stop()
            self._pictures = None
        if not serials:
            return
        file = self.window_.app.certificates.issued_path
        paths = [(serial, file(serial)) for serial in serials]

        def work(tell: Tell, stop: Stop) -> object:
            from quizapp.certificates import preview  # noqa: PLC0415 - PDFium is not needed before

            for serial, path in paths:
                if stop():
                    break
                try:
                    tell((serial, preview.first_page(path.read_bytes(), width=2 * THUMBNAIL)))
                except (UserError, OSError):
                    continue
            return None

        job = Job(work, self)
        job.stepped.connect(self._show_picture)
        self._pictures = job
        job.start()

    def _show_picture(self, drawn: object) -> None:
        if not isinstance(drawn, tuple):
            return
        serial, picture = drawn
        for card in self.cards:
            if card.serial == serial:
                card.paper.show_page(picture)

    # Files dropped anywhere on the page

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self.checks.zone.light_up(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Put the light out."""
        del event
        self.checks.zone.light_up(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Check what was let go."""
        self.checks.zone.light_up(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.checks.take(paths)

    # One's own

    def show_pdf(self, serial: str) -> None:
        """Open a copy in the desktop's viewer, so that nothing can write to the stored file."""
        try:
            folder = Path(tempfile.mkdtemp(prefix="quizapp-"))
            path = folder / f"{serial}.pdf"
            path.write_bytes(self.window_.app.certificates.file(serial))
        except (UserError, OSError) as error:
            self.window_.report(error)
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.window_.say("No program for PDF files was found. Save a copy instead.")

    def keep_copy(self, serial: str) -> Path | None:
        """Ask where to and in which form, save, and return the file, or None without one."""
        name, form = QFileDialog.getSaveFileName(
            self, "Save a copy", f"{serial}.pdf", ";;".join(FORMS)
        )
        if not name:
            return None
        path = Path(name)
        suffix = path.suffix if path.suffix in FORMS.values() and not form else FORMS.get(form, "")
        suffix = suffix or ".pdf"
        try:
            made = self.window_.app.certificates.save(
                serial, path.with_suffix(suffix), suffix=suffix
            )
        except (UserError, OSError) as error:
            self.window_.report(error)
            return None
        self.window_.say(f"Saved as {made.name}. The copy can be checked like the original.")
        return made

    def show_folder(self, folder: Path) -> None:
        """Open a folder in the desktop."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.window_.say(f"The copy is in {folder}.")

    def fit(self, effective_width: float) -> None:
        """Put the checking below where it gets narrow."""
        narrow = effective_width < ONE_COLUMN
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._across.setDirection(direction)

    def first_focus(self) -> QWidget | None:
        """Return the button of the newest certificate, or the one to choose files."""
        return self.cards[0].open if self.cards else self.checks.choose
