"""Letters as shapes, for decoration: a shape is not text, so nothing reads it out or finds it."""

from __future__ import annotations

import math
from functools import lru_cache

from quizapp.certificates.page.fonts import Face, Style
from quizapp.certificates.page.geometry import n
from quizapp.certificates.page.shaping import Shaped, missing, shape

_THOUSAND = 1000
_FIRST_JOINED, _LAST_JOINED = 0x0590, 0x1E00
_LEAST_RING_SHARE = 0.075


class _Pen:
    """Turns the outline that HarfBuzz draws into PDF operators, moved, scaled and turned."""

    def __init__(self, scale: float, x: float, y: float, angle: float) -> None:
        self.operators: list[str] = []
        self._a, self._b = scale * math.cos(angle), scale * math.sin(angle)
        self._x, self._y = x, y
        self._last = (0.0, 0.0)

    def _at(self, point: tuple[float, float]) -> str:
        x, y = point
        return f"{n(self._x + self._a * x - self._b * y)} {n(self._y + self._b * x + self._a * y)}"

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - the pen protocol
        self.operators.append(f"{self._at(point)} m")
        self._last = point

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - the pen protocol
        self.operators.append(f"{self._at(point)} l")
        self._last = point

    def qCurveTo(  # noqa: N802 - the pen protocol
        self, control: tuple[float, float], end: tuple[float, float]
    ) -> None:
        start = self._last
        first = tuple(s + (c - s) * 2 / 3 for s, c in zip(start, control, strict=True))
        second = tuple(e + (c - e) * 2 / 3 for e, c in zip(end, control, strict=True))
        self.curveTo((first[0], first[1]), (second[0], second[1]), end)

    def curveTo(  # noqa: N802 - the pen protocol
        self, first: tuple[float, float], second: tuple[float, float], end: tuple[float, float]
    ) -> None:
        self.operators.append(f"{self._at(first)} {self._at(second)} {self._at(end)} c")
        self._last = end

    def closePath(self) -> None:  # noqa: N802 - the pen protocol
        self.operators.append("h")


@lru_cache(maxsize=256)
def outline(line: Shaped, size: float, x: float, y: float, angle: float = 0.0) -> str:
    """Return the path of a shaped line whose baseline starts at a point and runs at an angle."""
    parts = []
    along = 0.0
    for run in line.runs:
        for glyph in run.glyphs:
            shift = (along + glyph.shift_x) * size / _THOUSAND
            lift = glyph.shift_y * size / _THOUSAND
            left = x + shift * math.cos(angle) - lift * math.sin(angle)
            low = y + shift * math.sin(angle) + lift * math.cos(angle)
            parts.append(_glyph(run.face, glyph.number, size, left, low, angle))
            along += glyph.advance
    return " ".join(part for part in parts if part)


def _glyph(face: Face, number: int, size: float, x: float, y: float, angle: float) -> str:
    pen = _Pen(size / face.upem, x, y, angle)
    face.font.draw_glyph_with_pen(number, pen)
    return " ".join(pen.operators)


@lru_cache(maxsize=128)
def ring(text: str, x: float, y: float, radius: float, size: float) -> str:
    """Return the path of a text set clockwise around a circle from the top, as often as it fits.

    Empty for scripts that join or stack their letters, which cannot be bent, and for a text that
    would have to be too small.
    """
    capitals = text.upper() if text.isascii() else text
    bent = any(_FIRST_JOINED <= ord(character) < _LAST_JOINED for character in capitals)
    if not capitals or bent or missing(capitals, Style.TEXT_BOLD):
        return ""
    letters = [shape(character, Style.TEXT_BOLD) for character in f"{capitals} • "]
    around = 2 * math.pi * radius
    natural = sum(letter.width for letter in letters) / _THOUSAND
    size = min(size, around / natural / 1.12)
    if size < radius * _LEAST_RING_SHARE:
        return ""
    repeats = max(1, int(around / (natural * size * 1.12)))
    air = (around - natural * size * repeats) / (len(letters) * repeats)
    pen = 0.0
    parts = []
    for letter in letters * repeats:
        width = letter.width * size / _THOUSAND
        angle = math.pi / 2 - (pen + width / 2) / radius
        turn = angle - math.pi / 2
        left = x + radius * math.cos(angle) - width / 2 * math.cos(turn)
        low = y + radius * math.sin(angle) - width / 2 * math.sin(turn)
        parts.append(outline(letter, size, left, low, turn))
        pen += width + air
    return " ".join(part for part in parts if part)
