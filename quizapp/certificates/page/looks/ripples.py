"""Ripples: two sets of rings that meet, large type set to the left, the facts on a pale panel."""

from __future__ import annotations

from functools import lru_cache

from quizapp.certificates.page.colour import INK, MUTED, WHITE, Colour
from quizapp.certificates.page.composer import Align, Block, Composer
from quizapp.certificates.page.fonts import Style
from quizapp.certificates.page.geometry import circle, fill, rounded, rule, stroke
from quizapp.certificates.page.looks import parts

_MARGIN = 23.0
_INSET = 48.0
_PANEL_HEIGHT = 240.0
POINT = 3.2
"""Radius of the solid points in the middle of the rings."""


def draw(page: Composer) -> None:
    """Draw the whole page."""
    left, right = _INSET, page.width - _INSET
    low, palette = page.height, page.palette
    page.sheet.art(_rings(page.width, page.height, palette.main, palette.accent))
    page.sheet.draw(
        fill(
            rounded(_MARGIN, _MARGIN, page.width - 2 * _MARGIN, _PANEL_HEIGHT, 12),
            palette.main.tint(0.065),
        )
    )
    _head(page, left, right)
    width = min(right - left - 150, 590.0)
    page.stack(
        lambda scale: _holder(page, width, scale),
        x=left,
        width=width,
        top=92,
        bottom=low - _MARGIN - _PANEL_HEIGHT - 22,
        grow=1.35,
        lean=0.35,
    )
    _panel(page, left, right)


def _head(page: Composer, left: float, right: float) -> None:
    look = page.facts.appearance
    x = left
    if look.logo:
        x += 12 + page.image(
            "logo", look.logo, f"Logo of {page.word('issuer').text}", left, 36, 120, 36
        )
    serial = page.fit("serial", Style.TEXT_BOLD, (9.6, 8.8, 8), 150)
    across = serial.lines[0].width * serial.size / 1000
    issuer = page.fit("issuer", Style.TEXT_BOLD, (13, 11.5, 10), right - x - across - 24, lines=2)
    page.place("issuer", issuer, x, 58 - issuer.height / 2, colour=INK)
    page.place("serial", serial, right - across, 58, colour=MUTED)
    parts.practice_mark(page, right, 90)


def _holder(page: Composer, width: float, scale: float) -> list[Block]:
    kind = page.fit("kind", Style.TEXT_BOLD, (12.5 * scale,), width, tracking=0.0)
    names = tuple(size * scale for size in (50.0, 42.0, 34.0))
    titles = tuple(size * scale for size in (24.0, 21.0, 18.0))
    quiet = (12.5 * scale, 11.0 * scale)
    blocks = [
        Block("kind", kind, page.palette.accent_text, 0),
        Block("intro", page.fit("intro", Style.TEXT, quiet, width), MUTED, 12),
        Block("holder", page.fit("holder", Style.DISPLAY_BOLD, names, width, lines=2), INK, 12),
        Block("verb", page.fit("verb", Style.TEXT, quiet, width), MUTED, 15),
        Block(
            "title",
            page.fit("title", Style.DISPLAY, titles, width, lines=2),
            page.palette.text,
            9,
        ),
    ]
    if page.has("programme"):
        blocks.append(
            Block("programme", page.fit("programme", Style.TEXT, (11, 10, 9), width), MUTED, 7)
        )
    return blocks


def _panel(page: Composer, left: float, right: float) -> None:
    low, palette = page.height, page.palette
    side = 106.0
    code_left = right - side
    code_top = low - 240
    page.sheet.draw(fill(rounded(code_left - 10, 240 - side - 10, side + 20, side + 20, 7), WHITE))
    page.code(code_left, code_top, side)
    room = code_left - 28
    top = low - 238
    parts.result(page, left, top, 150, Align.LEFT)
    parts.domains(page, left + 172, top, room - left - 172, 90)
    page.sheet.draw(rule(left, 133, room, 133, palette.main.tint(0.3), 0.6))
    parts.signatory(page, left, low - 86, 148)
    first = left if parts.is_unsigned(page) else left + 172
    pitch = min(100.0, (code_left - 28 - first) * 0.235)
    places = [(first + pitch * place, low - 116) for place in range(3)]
    parts.dates(page, places, pitch - 12, size=9.5, pitch=13)
    note = first + 3 * pitch + 6
    page.running("supervision", note, low - 103, right - note, size=8.6, colour=MUTED, lines=2)
    if page.has("replaces"):
        fitted = page.fit("replaces", Style.TEXT, (8.2, 7.6, 7), right - note)
        page.place("replaces", fitted, note, low - 79, colour=MUTED)
    check = page.fit("check.heading", Style.TEXT_BOLD, (9, 8.4, 7.8), note - first - 8)
    page.place("check.heading", check, first, low - 79, colour=palette.text)
    parts.checking(page, first, low - 66.5, right - first, size=8.4, rows=1)
    page.running("status", first, low - 39, right - first, size=7.4, colour=MUTED, lines=1)


def centres(width: float, height: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the points around which the rings run, right of every line of the holder's text.

    A solid point behind a name could be read as a sign of it, above all in Arabic.
    """
    high = height - 204
    return (width - 176, high + 14), (width - 122, high - 14)


@lru_cache(maxsize=32)
def _rings(width: float, height: float, main: Colour, accent: Colour) -> str:
    """Return two families of rings around two points at the upper right, fading outwards."""
    drawn = []
    for (x, y), colour in zip(centres(width, height), (main, accent), strict=True):
        for step in range(1, 22):
            strength = 0.56 * (1 - step / 22.5) ** 1.05
            drawn.append(stroke(circle(x, y, 6.4 * step), colour.tint(strength), 0.8))
        drawn.append(fill(circle(x, y, POINT), colour.tint(0.9)))
    return " ".join(drawn)
