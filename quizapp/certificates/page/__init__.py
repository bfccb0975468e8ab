"""The certificate page: frozen facts in, a tagged PDF page out, the same bytes every time.

What a verifier needs, the words of the page and their digest, costs nothing but the standard
library; the drawing with its fonts is loaded when a page is drawn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from quizapp.certificates.page.structure import Box, DrawnPage, Element
from quizapp.certificates.page.wording import words
from quizapp.domain.certificate import CertificateFacts

if TYPE_CHECKING:
    from quizapp.certificates.page.drawing import Template

__all__ = [
    "Box",
    "DrawnPage",
    "Element",
    "draw",
    "missing_glyphs",
    "missing_in",
    "page_digest",
    "printed_lines",
    "templates",
]


def printed_lines(facts: CertificateFacts) -> tuple[str, ...]:
    """Return the text of the page in reading order; the QR code is not text and not among them."""
    return tuple(word.text for word in words(facts))


def page_digest(facts: CertificateFacts) -> bytes:
    """Return the SHA-256 of the printed lines, joined by line feeds, in UTF-8."""
    return hashlib.sha256("\n".join(printed_lines(facts)).encode()).digest()


def templates() -> Mapping[str, Template]:
    """Return the looks that come with quizapp, by key."""
    from quizapp.certificates.page.drawing import TEMPLATES  # noqa: PLC0415 - see the module

    return TEMPLATES


def missing_glyphs(facts: CertificateFacts) -> tuple[str, ...]:
    """Return the characters of the facts that the page cannot print, each once."""
    from quizapp.certificates.page import drawing  # noqa: PLC0415 - see the module

    return drawing.missing_glyphs(facts)


def missing_in(text: str, language: str = "") -> tuple[str, ...]:
    """Return the characters of a text, such as a name, that no page can print, each once."""
    from quizapp.certificates.page import drawing  # noqa: PLC0415 - see the module

    return drawing.missing_in(text, language)


def draw(facts: CertificateFacts, qr: str) -> DrawnPage:
    """Draw the page of a certificate with its QR text.

    Raises `UserError` when a character cannot be printed, a text is too long, a picture cannot be
    read or the template is not known; the sentence says what to do.
    """
    from quizapp.certificates.page import drawing  # noqa: PLC0415 - see the module

    return drawing.draw(facts, qr)
