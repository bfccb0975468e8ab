"""Pictures of certificate pages for the screen."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import pypdfium2

from quizapp.errors import UserError

_ONE_AT_A_TIME = threading.Lock()
"""PDFium works for one thread at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """RGB pixels, row by row without padding."""

    width: int
    height: int
    pixels: bytes = field(repr=False)


def first_page(pdf: bytes, *, width: int) -> PagePicture:
    """Render the first page of a PDF so many pixels wide."""
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise UserError("This page can't be shown here. Open the PDF instead.") from error
        try:
            page = document[0]
            shown = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
        finally:
            document.close()
    return PagePicture(width=shown.width, height=shown.height, pixels=shown.tobytes())
