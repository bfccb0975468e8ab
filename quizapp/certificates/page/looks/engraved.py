"""Engraved: a woven frame with rosettes, everything centred on the page, the seal at the foot."""

from __future__ import annotations

import math
from functools import lru_cache

from quizapp.certificates.page.colour import GOLD, MUTED, Colour
from quizapp.certificates.page.composer import Align, Block, Composer
from quizapp.certificates.page.fonts import Style
from quizapp.certificates.page.geometry import (
    circle,
    ellipse,
    fill,
    n,
    rectangle,
    rule,
    stroke,
)
from quizapp.certificates.page.looks import parts
from quizapp.certificates.page.seal import seal, seal_text

_MARGIN, _FRAME = 23.0, 20.0
_INSET = 74.0
# Handles of this share of half a wave make a cubic curve follow a sine.
_SINE_HANDLE = 0.3642


def draw(page: Composer) -> None:
    """Draw the whole page."""
    left, right = _INSET, page.width - _INSET
    width = right - left
    low, palette = page.height, page.palette
    page.sheet.art(_frame(page.width, page.height, palette.main, palette.accent))
    page.sheet.art(_rosette(page.width / 2, page.height - 200, palette.main))
    _head(page, left, right)
    page.stack(
        lambda scale: _holder(page, width - 40, scale),
        x=left + 20,
        width=width - 40,
        top=92,
        bottom=low - 282,
        align=Align.CENTRE,
        grow=1.45,
        lean=0.5,
    )
    middle = page.width / 2
    line = low - 270
    page.sheet.draw(
        f"{rule(left + 60, page.height - line, middle - 12, page.height - line, GOLD, 0.6)} "
        f"{rule(middle + 12, page.height - line, right - 60, page.height - line, GOLD, 0.6)} "
        f"{fill(circle(middle - 2.6, page.height - line, 3.4), palette.main.tint(0.55))} "
        f"{fill(circle(middle + 2.6, page.height - line, 3.4), palette.accent.tint(0.55))}"
    )
    top = low - 248
    side = 102.0
    parts.result(page, left, top, 140, Align.LEFT)
    parts.domains(page, left + 158, top, right - side - 34 - left - 158, 88)
    places = [(right - side, top + 27.5 * place) for place in range(3)]
    parts.dates(page, places, side, size=9, pitch=11.5)
    _foot(page, left, right, side)


def _head(page: Composer, left: float, right: float) -> None:
    look = page.facts.appearance
    serial = page.fit("serial", Style.TEXT_BOLD, (9, 8.2, 7.6), 128)
    taken = 140.0
    if look.logo:
        page.image("logo", look.logo, f"Logo of {page.word('issuer').text}", left, 58, 128, 38)
    issuer = page.fit(
        "issuer",
        Style.TEXT_BOLD,
        (11.4, 10.2, 9.2),
        right - left - 2 * taken,
        lines=2,
        tracking=0.12,
        capitals=True,
    )
    page.place(
        "issuer",
        issuer,
        left + taken,
        74 - issuer.height / 2,
        colour=page.palette.text,
        width=right - left - 2 * taken,
        align=Align.CENTRE,
        tracking=0.12,
    )
    page.place("serial", serial, right - 130, 74, colour=MUTED, width=130, align=Align.RIGHT)
    parts.practice_mark(page, right, 104)


def _holder(page: Composer, width: float, scale: float) -> list[Block]:
    kind = page.fit("kind", Style.DISPLAY_ITALIC, (35 * scale,), width)
    first, *others = parts.holder_blocks(page, width, scale, 14)
    return [
        Block("kind", kind, page.palette.text, 0),
        Block(first.key, first.fitted, first.colour, 9),
        *others,
    ]


def _foot(page: Composer, left: float, right: float, side: float) -> None:
    low = page.height
    palette = page.palette
    page.code(right - side, low - 59 - side, side)
    parts.signatory(page, left, low - 94, 140)
    radius = 40.0
    seal_x = left + 158 + radius if not parts.is_unsigned(page) else left + radius
    page.sheet.art(seal(seal_x, 99, radius, seal_text(page.facts), palette.main, palette.accent))
    x = seal_x + radius + 18
    room = right - side - 24 - x
    fitted = page.fit("supervision", Style.TEXT, (8.6, 8, 7.4), room, lines=2)
    page.place("supervision", fitted, x, low - 131, colour=MUTED)
    if page.has("replaces"):
        fitted = page.fit("replaces", Style.TEXT, (7.8, 7.2, 6.8), room)
        page.place("replaces", fitted, x, low - 113, colour=MUTED)
    check = page.fit("check.heading", Style.TEXT_BOLD, (9, 8.4, 7.8), room)
    page.place("check.heading", check, x, low - 102, colour=palette.text)
    parts.checking(page, x, low - 89.5, room, size=8, rows=2)
    page.running("status", x, low - 59.5, room, size=7, colour=MUTED, lines=1)


@lru_cache(maxsize=32)
def _frame(width: float, height: float, main: Colour, accent: Colour) -> str:
    """Return two rules with three woven waves between them, and a rosette on each corner."""
    left, bottom = _MARGIN, _MARGIN
    right, top = width - _MARGIN, height - _MARGIN
    inner = _FRAME
    drawn = [
        stroke(rectangle(left, bottom, right - left, top - bottom), GOLD, 0.9),
        stroke(
            rectangle(
                left + inner, bottom + inner, right - left - 2 * inner, top - bottom - 2 * inner
            ),
            GOLD,
            0.6,
        ),
    ]
    middle = _FRAME / 2
    for along_x, offset in (
        (True, bottom + middle),
        (True, top - middle),
        (False, left + middle),
        (False, right - middle),
    ):
        start, end = (left + 22, right - 22) if along_x else (bottom + 22, top - 22)
        drawn.append(_braid(start, end, offset, main, accent, along_x=along_x))
    drawn.extend(
        _corner(x, y, main, accent)
        for x in (left + middle, right - middle)
        for y in (bottom + middle, top - middle)
    )
    return " ".join(drawn)


def _braid(
    start: float, end: float, offset: float, main: Colour, accent: Colour, *, along_x: bool
) -> str:
    """Return three waves a third apart along one side, cut off at both ends."""
    length = end - start
    wave = length / round(length / 30)
    high = _FRAME - 3
    area = (start, offset - high / 2, length, high)
    clip = area if along_x else (area[1], area[0], area[3], area[2])
    drawn = [rectangle(*clip), "W n"]
    colours = (main.tint(0.55), accent.tint(0.45), main.tint(0.32))
    for third, colour in enumerate(colours):
        first = start - wave + third * wave / 3
        line = _wave(first, wave, round(length / wave) + 1, offset, along_x=along_x)
        drawn.append(stroke(line, colour, 0.5))
    return f"q {' '.join(drawn)} Q"


def _wave(start: float, wave: float, count: int, offset: float, *, along_x: bool) -> str:
    """Return a sine from trough to trough, one curve for each half of a wave."""
    swing, half = _FRAME / 2 - 3.2, wave / 2

    def at(along: float, across: float) -> str:
        x, y = (along, across) if along_x else (across, along)
        return f"{n(x)} {n(y)}"

    drawn = [f"{at(start, offset - swing)} m"]
    for step in range(2 * count):
        here, there = start + step * half, start + (step + 1) * half
        low, high = (offset - swing, offset + swing)[:: 1 if step % 2 == 0 else -1]
        handle = half * _SINE_HANDLE
        drawn.append(f"{at(here + handle, low)} {at(there - handle, high)} {at(there, high)} c")
    return " ".join(drawn)


def _corner(x: float, y: float, main: Colour, accent: Colour) -> str:
    radius = _FRAME * 0.5
    parts_drawn = []
    for step in range(8):
        angle = math.pi / 4 * step
        colour = (main if step % 2 else accent).tint(0.5)
        parts_drawn.append(
            stroke(
                circle(
                    x + math.cos(angle) * radius * 0.38,
                    y + math.sin(angle) * radius * 0.38,
                    radius * 0.5,
                ),
                colour,
                0.45,
            )
        )
    return " ".join(parts_drawn)


@lru_cache(maxsize=32)
def _rosette(x: float, y: float, main: Colour) -> str:
    """Return the pale rosette behind the name: ellipses turned step by step."""
    drawn = []
    colour = main.tint(0.13)
    turns = 36
    for step in range(turns):
        angle = math.pi * step / turns
        cosine, sine = math.cos(angle), math.sin(angle)
        matrix = f"{cosine:.5f} {sine:.5f} {-sine:.5f} {cosine:.5f} {x:.2f} {y:.2f} cm"
        drawn.append(f"q {matrix} {stroke(ellipse(0, 0, 138, 46), colour, 0.4)} Q")
    return " ".join(drawn)
