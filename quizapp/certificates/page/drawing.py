"""Draws a certificate with one of the templates, or says what cannot be printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from quizapp.certificates.page.composer import Composer
from quizapp.certificates.page.fonts import Style, extra_is_missing
from quizapp.certificates.page.looks import circles, engraved, ripples
from quizapp.certificates.page.scripts import is_unprintable, script_of
from quizapp.certificates.page.shaping import missing
from quizapp.certificates.page.structure import DrawnPage
from quizapp.certificates.page.text import clean
from quizapp.certificates.page.wording import words
from quizapp.domain.certificate import CertificateFacts
from quizapp.errors import UserError


@dataclass(frozen=True, slots=True)
class Template:
    """A look to choose from: its key, its name and what it is like in a sentence."""

    key: str
    name: str
    description: str
    draw: Callable[[Composer], None]


TEMPLATES: Mapping[str, Template] = MappingProxyType(
    {
        template.key: template
        for template in (
            Template(
                "circles",
                "Circles",
                "A pale engraved band of interlocking circles, text set to the left.",
                circles.draw,
            ),
            Template(
                "engraved",
                "Engraved",
                "A woven frame with rosettes, everything centred, the seal at the foot.",
                engraved.draw,
            ),
            Template(
                "ripples",
                "Ripples",
                "Two sets of rings that meet, large type, the facts on a pale panel.",
                ripples.draw,
            ),
        )
    }
)


def missing_glyphs(facts: CertificateFacts) -> tuple[str, ...]:
    """Return the characters of the facts that the page cannot print, each once."""
    found: dict[str, None] = {}
    for word in words(facts):
        found.update(dict.fromkeys(missing_in(word.text, word.language)))
    return tuple(found)


def missing_in(text: str, language: str = "") -> tuple[str, ...]:
    """Return the characters of a text that the page cannot print, each once."""
    lacking = (missing(clean(text), style, language) for style in (Style.TEXT, Style.DISPLAY))
    return tuple(dict.fromkeys(character for found in lacking for character in found))


def draw(facts: CertificateFacts, qr: str) -> DrawnPage:
    """Draw the page of a certificate with its QR text.

    Raises `UserError` when a character cannot be printed, a text is too long, a picture cannot be
    read or the template is not known; the sentence says what to do.
    """
    template = TEMPLATES.get(facts.appearance.template)
    if template is None:
        message = (
            f"There is no certificate template “{facts.appearance.template}”. "
            f"Choose one of: {', '.join(TEMPLATES)}."
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
