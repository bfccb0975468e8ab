"""The certificate page: frozen facts in, a tagged PDF page out, the same bytes every time."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from quizapp.certificates.page.composer import Composer
from quizapp.certificates.page.fonts import Style, extra_is_missing
from quizapp.certificates.page.scripts import is_unprintable, script_of
from quizapp.certificates.page.shaping import missing
from quizapp.certificates.page.structure import Box, DrawnPage, Element
from quizapp.certificates.page.templates import circles
from quizapp.certificates.page.wording import words
from quizapp.domain.certificate import CertificateFacts
from quizapp.errors import UserError

__all__ = [
    "Box",
    "DrawnPage",
    "Element",
    "Template",
    "draw",
    "missing_glyphs",
    "page_digest",
    "printed_lines",
    "templates",
]


@dataclass(frozen=True, slots=True)
class Template:
    """A look to choose from: its key, its name and what it is like in a sentence."""

    key: str
    name: str
    description: str
    draw: Callable[[Composer], None]


_TEMPLATES: Mapping[str, Template] = MappingProxyType(
    {
        template.key: template
        for template in (
            Template(
                "circles",
                "Circles",
                "A pale engraved band of interlocking circles, text set to the left.",
                circles.draw,
            ),
        )
    }
)


def templates() -> Mapping[str, Template]:
    """Return the looks that come with quizapp, by key."""
    return _TEMPLATES


def printed_lines(facts: CertificateFacts) -> tuple[str, ...]:
    """Return the text of the page in reading order; the QR code is not text and not among them."""
    return tuple(word.text for word in words(facts))


def page_digest(facts: CertificateFacts) -> bytes:
    """Return the SHA-256 of the printed lines, joined by line feeds, in UTF-8."""
    return hashlib.sha256("\n".join(printed_lines(facts)).encode()).digest()


def missing_glyphs(facts: CertificateFacts) -> tuple[str, ...]:
    """Return the characters of the facts that the page cannot print, each once."""
    found: dict[str, None] = {}
    for word in words(facts):
        for style in (Style.TEXT, Style.DISPLAY):
            found.update(dict.fromkeys(missing(word.text, style, word.language)))
    return tuple(found)


def draw(facts: CertificateFacts, qr: str) -> DrawnPage:
    """Draw the page of a certificate with its QR text.

    Raises `UserError` when a character cannot be printed, a text is too long, a picture cannot be
    read or the template is not known; the sentence says what to do.
    """
    template = _TEMPLATES.get(facts.appearance.template)
    if template is None:
        message = (
            f"There is no certificate template “{facts.appearance.template}”. "
            f"Choose one of: {', '.join(_TEMPLATES)}."
        )
        raise UserError(message)
    lacking = missing_glyphs(facts)
    if lacking:
        raise UserError(_missing_message(lacking[0]))
    page = Composer(facts, qr)
    template.draw(page)
    return page.close()


def _missing_message(character: str) -> str:
    code = f"U+{ord(character):04X}"
    if is_unprintable(character):
        name = unicodedata.name(character, "a control character").lower()
        return (
            f"The text holds an invisible character ({code}, {name}) that could change how it "
            "reads. Type the name again without it."
        )
    if extra_is_missing(script_of(character)):
        return (
            f"The letter “{character}” ({code}) needs the fonts for Hebrew, Chinese, Japanese and "
            "Korean. Install them with: pip install 'quizapp[scripts]'."
        )
    return (
        f"Our fonts can't print “{character}” ({code}). Choose a spelling with the person that "
        "uses other letters."
    )
