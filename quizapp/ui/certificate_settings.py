"""Settings of the certificate page, with a specimen that follows every change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QFileDialog, QLineEdit, QWidget

from quizapp.domain.certificate import Appearance, IssuerKind, PageSize
from quizapp.errors import UserError
from quizapp.services.looks import TEMPLATES, specimen
from quizapp.ui.jobs import Job, Stop, Tell
from quizapp.ui.page import Navigator
from quizapp.ui.widgets import boxes
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.notices import announce
from quizapp.ui.widgets.paper import Paper
from quizapp.ui.widgets.segments import Segments
from quizapp.ui.widgets.surfaces import Divider, Surface
from quizapp.ui.widgets.text import Text

PREVIEW = 620
SHARP = 2
PAUSE_MS = 250
SIZES = ((PageSize.A4.value, "A4", ""), (PageSize.LETTER.value, "Letter", ""))
IMAGES = "Images (*.png *.jpg *.jpeg)"


class _Stack(QWidget):
    """A setting whose control stands below its name, so that it fits any width."""

    def __init__(self, name: str, hint: str, *controls: QWidget) -> None:
        super().__init__()
        holder = QWidget()
        flow = boxes.FlowLayout(8, holder)
        for control in controls:
            flow.addWidget(control)
        self.setLayout(
            boxes.column(
                Text(name, "body", bold=True),
                Text(hint, "small", colour="muted") if hint else None,
                holder,
                gap=4,
                margins=(0, 6, 0, 6),
            )
        )


class CertificateSettings(Surface):
    """Template, paper, colours, logo, signatory; used for new certificates only."""

    def __init__(self, window: Navigator) -> None:
        self._window = window
        self._filling = False
        self._chosen = Appearance()
        self._job: Job | None = None
        self._again = False
        self.template = Segments("Template", [(key, name, "") for key, name in TEMPLATES])
        self.template.chosen.connect(self._on_template)
        self.format = Segments("Paper", SIZES)
        self.format.chosen.connect(self._on_size)
        self.colour, self.accent = _line("Main colour"), _line("Second colour")
        self.pick_colour = Button("Choose…")
        self.pick_colour.setAccessibleName("Choose the main colour")
        self.pick_accent = Button("Choose…")
        self.pick_accent.setAccessibleName("Choose the second colour")
        self.pick_colour.clicked.connect(self._pick_colour)
        self.pick_accent.clicked.connect(self._pick_accent)
        self.logo = Button("Choose a logo", icon="image", compact=True)
        self.no_logo = Button("Remove the logo", variant="quiet", compact=True)
        self.signature = Button("Choose a signature", icon="image", compact=True)
        self.no_signature = Button("Remove the signature", variant="quiet", compact=True)
        self.logo.clicked.connect(self.choose_logo)
        self.no_logo.clicked.connect(self._remove_logo)
        self.signature.clicked.connect(self.choose_signature)
        self.no_signature.clicked.connect(self._remove_signature)
        self.person, self.post = _line("Name of who signs"), _line("Position of who signs")
        for field in (self.colour, self.accent, self.person, self.post):
            field.editingFinished.connect(self._on_words)
        self.fault = Text("", "body", colour="danger", bold=True)
        self.fault.hide()
        self.paper = Paper(
            PREVIEW, stretch=True, name="Preview of a certificate with made-up facts"
        )
        self._pause = QTimer()
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        super().__init__(
            boxes.column(
                Text("Certificate", "h3"),
                Text(
                    "How new certificates look. What was issued never changes.",
                    "small",
                    colour="muted",
                ),
                _Stack("Template", "", self.template),
                _Stack("Paper", "always across", self.format),
                Divider(),
                _Stack(
                    "Main colour", "# and six signs, or choose one", self.colour, self.pick_colour
                ),
                _Stack("Second colour", "", self.accent, self.pick_accent),
                Divider(),
                _Stack("Logo", "PNG or JPEG, up to 1 MiB", self.logo, self.no_logo),
                _Stack("Who signs", "name and position, both optional", self.person, self.post),
                _Stack("Signature", "an image of it, optional", self.signature, self.no_signature),
                self.fault,
                Divider(),
                Text("Preview, with made-up facts", "caption", colour="muted", bold=True),
                self.paper,
                gap=4,
                margins=(24, 20, 24, 20),
            )
        )
        self._pause.setParent(self)
        self._pause.timeout.connect(self._draw)

    def show_chosen(self) -> None:
        """Show what is chosen and draw the specimen."""
        self._filling = True
        chosen = self._chosen = self._window.app.looks.current()
        self.template.show_value(chosen.template)
        self.format.show_value(chosen.page_size.value)
        for field, words in (
            (self.colour, chosen.colour),
            (self.accent, chosen.accent),
            (self.person, chosen.signatory_name),
            (self.post, chosen.signatory_title),
        ):
            field.setText(words)
        self.logo.say("Choose another logo" if chosen.logo else "Choose a logo")
        self.no_logo.setVisible(chosen.logo is not None)
        signed = chosen.signature_image is not None
        self.signature.say("Choose another signature" if signed else "Choose a signature")
        self.no_signature.setVisible(signed)
        self._filling = False
        self._pause.start()

    # Changes

    def _choose(self, wanted: Appearance) -> None:
        if self._filling or wanted == self._chosen:
            return
        try:
            self._window.app.looks.choose(wanted)
        except UserError as error:
            self._say(str(error))
            return
        self._say("")
        self.show_chosen()

    def _say(self, fault: str) -> None:
        self.fault.say(fault)
        self.fault.setVisible(bool(fault))
        announce(self, fault)

    def _on_template(self, value: str) -> None:
        self._choose(replace(self._chosen, template=value))

    def _on_size(self, value: str) -> None:
        self._choose(replace(self._chosen, page_size=PageSize(value)))

    def _on_words(self) -> None:
        self._choose(
            replace(
                self._chosen,
                colour=self.colour.text().strip(),
                accent=self.accent.text().strip(),
                signatory_name=self.person.text(),
                signatory_title=self.post.text(),
            )
        )

    def _pick_colour(self) -> None:
        found = QColorDialog.getColor(QColor(self._chosen.colour), self, "Main colour")
        if found.isValid():
            self._choose(replace(self._chosen, colour=found.name().upper()))

    def _pick_accent(self) -> None:
        found = QColorDialog.getColor(QColor(self._chosen.accent), self, "Second colour")
        if found.isValid():
            self._choose(replace(self._chosen, accent=found.name().upper()))

    def choose_logo(self) -> None:
        """Pick an image and use it as logo."""
        data = self._image("Choose a logo")
        if data is not None:
            self._choose(replace(self._chosen, logo=data))

    def choose_signature(self) -> None:
        """Pick an image and use it as signature."""
        data = self._image("Choose a signature")
        if data is not None:
            self._choose(replace(self._chosen, signature_image=data))

    def _remove_logo(self) -> None:
        self._choose(replace(self._chosen, logo=None))

    def _remove_signature(self) -> None:
        self._choose(replace(self._chosen, signature_image=None))

    def _image(self, title: str) -> bytes | None:
        path, _ = QFileDialog.getOpenFileName(self, title, "", IMAGES)
        if not path:
            return None
        try:
            return self._window.app.looks.read_image(Path(path))
        except UserError as error:
            self._say(str(error))
            return None

    # The specimen

    def _draw(self) -> None:
        """Draw the specimen in the background; a change meanwhile draws it once more."""
        if self._job is not None:
            self._again = True
            return
        state = self._window.app.issuer.state()
        name = state.name if state and state.kind is IssuerKind.ORGANISATION else ""
        chosen = self._chosen

        def work(_tell: Tell, _stop: Stop) -> object:
            from quizapp.certificates import preview  # noqa: PLC0415 - drawing is slow to load

            return preview.first_page(specimen(chosen, name), width=SHARP * PREVIEW)

        job = Job(work, self)
        job.done.connect(self._drawn)
        job.failed.connect(self._not_drawn)
        self._job = job
        job.start()

    def _drawn(self, picture: object) -> None:
        from quizapp.certificates.preview import PagePicture  # noqa: PLC0415 - loaded by the job

        self._job = None
        if isinstance(picture, PagePicture):
            self.paper.show_page(picture)
        self._once_more()

    def _not_drawn(self, error: object) -> None:
        self._job = None
        self._say(str(error))
        self._once_more()

    def _once_more(self) -> None:
        if self._again:
            self._again = False
            self._draw()


def _line(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setMinimumWidth(180)
    return field
