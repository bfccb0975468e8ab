"""Keeping a page as a PDF on A4: in the light colours, without controls, cut only between lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPoint, QRect
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter, QRegion
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from quizapp.errors import UserError
from quizapp.ui import theme
from quizapp.ui.page import ScrollPage
from quizapp.ui.widgets.buttons import Button
from quizapp.ui.widgets.focus_ring import RING
from quizapp.ui.widgets.scroll import lay_out_now
from quizapp.ui.widgets.segments import Segments

MARGIN_MM = 12
DOTS_PER_INCH = 300
FORBIDDEN = '<>:"/\\|?*'


class SaveAsPdf(Button):
    """Saves the page it stands on where the person wants it."""

    def __init__(self, page: ScrollPage, *, compact: bool = False) -> None:
        super().__init__("Save as PDF", icon="file-down", compact=compact)
        self._page = page
        self.clicked.connect(self.save)

    def save(self) -> None:
        """Ask where to, and write the page."""
        window = self._page.window_
        title = "".join(sign for sign in self._page.place() if sign not in FORBIDDEN)
        name, _ = QFileDialog.getSaveFileName(self, "Save as PDF", f"{title}.pdf", "PDF (*.pdf)")
        if not name:
            return
        target = Path(name).with_suffix(".pdf")
        try:
            target.write_bytes(pdf_of(self._page))
        except OSError:
            words = f"{target.name} could not be written there. Choose another folder."
            window.report(UserError(words))
        else:
            window.say(f"Saved as {target.name}.")


def pdf_of(page: ScrollPage) -> bytes:
    """Return all of a page as a PDF, also what is scrolled out of sight."""
    app, shown = QApplication.instance(), theme.current().look
    plain = shown._replace(theme="light")
    if not isinstance(app, QApplication):
        raise TypeError("pages are painted by an application with a window")
    held, bar = app.focusWidget(), page.scrolling.verticalScrollBar()
    height = bar.value()
    if held is not None:
        held.clearFocus()  # hiding what has the focus would hand it on, and scroll there
    pressed = (*page.body.findChildren(Button), *page.body.findChildren(Segments))
    rings = page.body.findChildren(QWidget, RING)
    of_the_screen = [widget for widget in (*rings, *pressed) if widget.isVisible()]
    try:
        for widget in of_the_screen:
            widget.hide()  # nobody can press paper
        if plain != shown:
            theme.apply(app, plain)
        lay_out_now()
        return _painted(page.body, page.place())
    finally:
        if plain != shown:
            theme.apply(app, shown)
        for widget in of_the_screen:
            widget.show()
        lay_out_now()
        if held is not None:
            held.setFocus()
        bar.setValue(height)


def _painted(body: QWidget, title: str) -> bytes:
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(kept)
    writer.setTitle(title)
    writer.setCreator("quizapp")
    writer.setResolution(DOTS_PER_INCH)
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    upright = QPageLayout.Orientation.Portrait
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), upright, margins)
    writer.setPageLayout(layout)
    painter = QPainter(writer)
    scale = writer.width() / body.width()
    sheets = list(cuts(body, int(writer.height() / scale)))
    for number, (top, bottom) in enumerate(sheets):
        if number:
            writer.newPage()
        painter.save()
        painter.scale(scale, scale)
        part = QRect(0, top, body.width(), bottom - top)
        body.render(painter, QPoint(), QRegion(part), QWidget.RenderFlag.DrawChildren)
        painter.restore()
    painter.end()
    return bytes(kept.data().data())


def cuts(body: QWidget, room: int) -> Iterator[tuple[int, int]]:
    """Yield top and bottom of each sheet; no word or drawing that fits on one is cut in two."""
    spans = [
        (top, top + widget.height())
        for widget in body.findChildren(QWidget)
        if widget.isVisible() and widget.height() <= room and not widget.layout()
        for top in [widget.mapTo(body, QPoint()).y()]
    ]
    top, end = 0, body.height()
    while top < end:
        bottom = min(end, top + room)
        while crossing := [a for a, b in spans if top < a < bottom < b]:
            bottom = min(crossing)
        yield top, bottom
        top = bottom
