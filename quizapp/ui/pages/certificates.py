"""Certificates: one's own, to open and to keep."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, QUrl
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from quizapp.errors import UserError
from quizapp.storage.certificates import StoredCertificate
from quizapp.ui import theme, wording
from quizapp.ui.page import Navigator, ScrollPage
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.art import EmptyState
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.surfaces import Chip, Surface
from quizapp.ui.widgets.text import Text


class _Sheet(QWidget):
    """A small drawing of a certificate; decoration beside its title."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the proportions of A4 landscape."""
        return QSize(theme.current().px(92), theme.current().px(66))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint band, lines and code."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(look.colour("control"), 1))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(area, 4, 4)
        band = QRectF(area.left() + 4, area.top() + 4, area.width() * 0.24, area.height() - 8)
        painter.fillRect(band, look.colour("primary_soft"))
        left = band.right() + 5
        for y, wide, name in (
            (0.16, 0.3, "primary"),
            (0.32, 0.5, "ink"),
            (0.5, 0.44, "muted"),
            (0.68, 0.26, "control"),
        ):
            painter.fillRect(
                QRectF(left, area.top() + area.height() * y, area.width() * wide, 3),
                look.colour(name),
            )
        side = area.height() * 0.22
        painter.fillRect(
            QRectF(area.right() - side - 5, area.bottom() - side - 5, side, side),
            look.colour("ink"),
        )
        painter.end()


class CertificateCard(Surface):
    """One certificate with what can be done with it."""

    def __init__(self, stored: StoredCertificate, page: CertificatesPage) -> None:
        self._serial, self._page = stored.serial, page
        until = stored.valid_until
        state = Chip(
            f"Valid until {wording.day(until)}" if until else "Without an end date",
            "shield-check",
            "good",
        )
        self.open = Button("Open PDF", variant="primary", icon="eye", compact=True)
        self.save = Button("Save a copy", icon="download", compact=True)
        for button in (self.open, self.save):
            button.setAccessibleName(f"{button.text()}: {stored.exam_title}, {stored.serial}")
        actions = QWidget()
        flow = boxes.FlowLayout(10, actions)
        flow.addWidget(self.open)
        flow.addWidget(self.save)
        line = f"{wording.day(stored.issued_at.astimezone().date())}, serial {stored.serial}"
        words = boxes.column(
            Text(stored.exam_title, "h3"),
            Text(
                f"For {stored.holder}. The file never changes after it was issued.",
                "body",
                colour="muted",
            ),
            Text(line, "small", colour="muted"),
            boxes.row(state, 1),
            actions,
            gap=7,
        )
        row = boxes.row(boxes.column(_Sheet(), 1), words, gap=18, margins=(18, 16, 18, 16))
        row.setStretch(1, 1)
        super().__init__(row)
        self.open.clicked.connect(self.show_pdf)
        self.save.clicked.connect(self.keep_copy)

    @property
    def serial(self) -> str:
        """Return the serial."""
        return self._serial

    def show_pdf(self) -> None:
        """Open the PDF in the desktop's viewer."""
        self._page.show_pdf(self._serial)

    def keep_copy(self) -> None:
        """Save a copy somewhere."""
        self._page.keep_copy(self._serial)


class CertificatesPage(ScrollPage):
    """The list of one's certificates."""

    def __init__(self, window: Navigator) -> None:
        super().__init__(window, "Certificates", "Yours, exactly as they were issued.")
        self.cards: list[CertificateCard] = []
        self._list = boxes.column(gap=14)
        exams = Button("See the exams", variant="primary")
        exams.clicked.connect(self._open_exams)
        self.nothing = EmptyState("Pass an exam and your certificate appears here.", exams)
        self.fill(self._list, self.nothing)

    def enter(self, context: object) -> None:
        """Show all; `context` may be the serial of the newest, which is lit up."""
        app = self.window_.app
        learner = app.people.current()
        boxes.empty(self._list)
        stored = app.certificates.all(learner.id) if learner else ()
        self.cards = [CertificateCard(one, self) for one in stored]
        for card in self.cards:
            self._list.addWidget(card)
            if card.serial == context:
                card.dress(fill="surface", edge="primary", edge_width=2)
        self.nothing.setVisible(not stored)

    def _open_exams(self) -> None:
        self.window_.open_page("exams")

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

    def keep_copy(self, serial: str) -> None:
        """Ask where to, and save."""
        path, _ = QFileDialog.getSaveFileName(self, "Save a copy", f"{serial}.pdf", "PDF (*.pdf)")
        if not path:
            return
        try:
            self.window_.app.certificates.save(serial, Path(path))
        except (UserError, OSError) as error:
            self.window_.report(error)
            return
        self.window_.say("Saved. The copy can be checked like the original.")

    def first_focus(self) -> QWidget | None:
        """Return the button of the newest certificate."""
        return self.cards[0].open if self.cards else None
