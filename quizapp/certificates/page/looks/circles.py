"""Circles: a pale engraved band of interlocking circles, everything else left-aligned."""

from __future__ import annotations

from functools import lru_cache

from quizapp.certificates.page.colour import GOLD, MUTED, Colour
from quizapp.certificates.page.composer import Align, Block, Composer
from quizapp.certificates.page.fonts import Style
from quizapp.certificates.page.geometry import circle, fill, rectangle, rule, stroke
from quizapp.certificates.page.looks import parts
from quizapp.certificates.page.seal import seal, seal_text

_MARGIN = 23.0
_BAND_LEFT, _BAND_WIDTH = 29.0, 157.0
_TEXT_LEFT = 219.0
_RIGHT_INSET = 53.5


def draw(page: Composer) -> None:
    """Draw the whole page."""
    left, right = _TEXT_LEFT, page.width - _RIGHT_INSET
    width = right - left
    low = page.height
    palette = page.palette
    page.sheet.art(_band(page.height, palette.main, palette.accent))
    page.sheet.draw(
        stroke(
            rectangle(_MARGIN, _MARGIN, page.width - 2 * _MARGIN, page.height - 2 * _MARGIN),
            GOLD,
            0.8,
        )
    )
    page.sheet.art(
        seal(
            _BAND_LEFT + _BAND_WIDTH / 2,
            page.height / 2,
            70,
            seal_text(page.facts),
            palette.main,
            palette.accent,
        )
    )
    _head(page, left, right)
    end = page.stack(
        lambda scale: _holder(page, width, scale),
        x=left,
        width=width,
        top=82,
        bottom=low - 343,
        grow=1.2,
    )
    page.sheet.draw(fill(rectangle(left, page.height - end - 12, 46, 2), palette.accent))
    result_top = low - 307
    parts.result(page, left, result_top, 172, Align.LEFT)
    parts.domains(page, left + 195, result_top, width - 195, 90)
    page.sheet.draw(rule(left, 200, right, 200, GOLD.tint(0.55), 0.6))
    _foot(page, left, right)


def _head(page: Composer, left: float, right: float) -> None:
    look = page.facts.appearance
    x = left
    if look.logo:
        x += 12 + page.image(
            "logo", look.logo, f"Logo of {page.word('issuer').text}", left, 31, 110, 31
        )
    serial = page.fit("serial", Style.TEXT_BOLD, (9.6, 8.8, 8), 150)
    across = serial.lines[0].width * serial.size / 1000
    issuer = page.fit(
        "issuer",
        Style.TEXT_BOLD,
        (11.4, 10.2, 9.2),
        right - x - across - 24,
        lines=2,
        tracking=0.1,
        capitals=True,
    )
    page.place(
        "issuer", issuer, x, 54.5 - issuer.height / 2, colour=page.palette.text, tracking=0.1
    )
    page.place("serial", serial, right - across, 54.5, colour=MUTED)
    page.sheet.draw(rule(left, page.height - 67, right, page.height - 67, GOLD, 0.7))
    parts.practice_mark(page, right, 99)


def _holder(page: Composer, width: float, scale: float) -> list[Block]:
    kind = page.fit("kind", Style.DISPLAY_ITALIC, (31 * scale,), width)
    blocks = parts.holder_blocks(page, width, scale, 15)
    first = blocks[0]
    return [
        Block("kind", kind, page.palette.text, 0),
        Block(first.key, first.fitted, first.colour, 8),
        *blocks[1:],
    ]


def _foot(page: Composer, left: float, right: float) -> None:
    low = page.height
    side = 108.0
    page.code(right - side, low - 189, side)
    parts.signatory(page, left, low - 155, 140)
    first = left if parts.is_unsigned(page) else left + 156
    room = right - side - 20
    pitch = min(95.0, (room - first) / 3)
    places = [(first + pitch * place, low - 169) for place in range(3)]
    parts.dates(page, places, pitch - 8, size=9.5, pitch=14)
    fitted = page.fit("supervision", Style.TEXT, (9, 8.2, 7.5), room - first, lines=2)
    page.place("supervision", fitted, first, low - 130, colour=MUTED)
    if page.has("replaces"):
        fitted = page.fit("replaces", Style.TEXT, (8.4, 7.6, 7), room - first)
        page.place("replaces", fitted, first, low - 110, colour=MUTED)
    check = page.fit("check.heading", Style.TEXT_BOLD, (9.6, 9, 8.4), room - left)
    page.place("check.heading", check, left, low - 96, colour=page.palette.text)
    parts.checking(page, left, low - 82, room - left, size=8.8, rows=1)
    page.running("status", left, low - 48, room - left, size=7.4, colour=MUTED, lines=1)


@lru_cache(maxsize=32)
def _band(height: float, main: Colour, accent: Colour) -> str:
    """Return the engraved band: two families of circles that cross, cut to the band."""
    bottom, high = 29.0, height - 58
    right = _BAND_LEFT + _BAND_WIDTH
    drawn = [
        fill(rectangle(_BAND_LEFT, bottom, _BAND_WIDTH, high), main.tint(0.075)),
        rectangle(_BAND_LEFT, bottom, _BAND_WIDTH, high),
        "W n",
    ]
    radius, pitch, inset = 150.0, 15.0, 60.0
    count = int((height + 2 * radius) / pitch) + 1
    for place in range(count):
        y = -radius + place * pitch
        drawn.append(stroke(circle(_BAND_LEFT + inset, y, radius), main.tint(0.36), 0.42))
        drawn.append(stroke(circle(right - inset, y, radius), accent.tint(0.34), 0.42))
    return " ".join(drawn)
