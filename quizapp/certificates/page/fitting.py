"""Making a text fit: shrink in two steps, then take two lines, then shrink on; never cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizapp.certificates.page.fonts import Style
from quizapp.certificates.page.scripts import EAST_ASIAN, Script, script_of
from quizapp.certificates.page.shaping import Shaped, shape
from quizapp.errors import UserError

_THOUSAND = 1000
_LEAST_SIZE = 5.5
_TRIED_BREAKS = 8
_NO_BREAK_BEFORE = frozenset(")]}」』】〉》、。，．：；！？ー々,.;:!?%’”»")


@dataclass(frozen=True, slots=True)
class Fitted:
    """One or more shaped lines and the size in points at which they fit."""

    lines: tuple[Shaped, ...]
    size: float
    leading: float

    @property
    def height(self) -> float:
        """Return the distance from the first baseline to the last."""
        return self.leading * (len(self.lines) - 1)

    @property
    def rise(self) -> float:
        """Return how far the ink of the first line stands above its baseline."""
        return self.lines[0].top * self.size / _THOUSAND

    @property
    def drop(self) -> float:
        """Return how far the ink of the last line hangs below its baseline."""
        return max(0.0, -self.lines[-1].bottom * self.size / _THOUSAND)


def fit(
    text: str,
    style: Style,
    sizes: Sequence[float],
    width: float,
    *,
    lines: int = 1,
    language: str = "",
    leading: float = 1.16,
    tracking: float = 0.0,
) -> Fitted:
    """Return the text in the largest of the given sizes that fits, then on two `lines` if allowed.

    `tracking` is extra space after each letter in ems. A text that needs to be smaller than can be
    read raises `UserError`.
    """
    whole = shape(text, style, language, tracked=bool(tracking))
    for size in sizes:
        if _width(whole, size, tracking) <= width:
            return Fitted((whole,), size, size * leading)
    least = sizes[-1]
    size = least * width / _width(whole, least, tracking)
    parts: tuple[Shaped, ...] = (whole,)
    if lines > 1 and 2 * size >= _LEAST_SIZE:
        broken = _break(text, style, language, tracked=bool(tracking))
        widest = max((_width(part, least, tracking) for part in broken), default=0.0)
        if broken and min(least, least * width / widest) > size:
            parts, size = broken, min(least, least * width / widest)
    if size < _LEAST_SIZE:
        message = (
            f"“{text[:60]}…” is too long for the certificate. Shorten it to about "
            f"{max(10, int(len(text) * size / _LEAST_SIZE))} characters."
        )
        raise UserError(message)
    return Fitted(parts, size, max(size * leading, _least_leading(parts) * size))


def paragraph(
    text: str,
    style: Style,
    size: float,
    width: float,
    *,
    lines: int = 3,
    leading: float = 1.32,
) -> Fitted:
    """Set running text: full lines one after the other, shrinking only if there are too many."""
    while size >= _LEAST_SIZE:
        rows = _fill(text, style, size, width)
        if len(rows) <= lines:
            return Fitted(tuple(shape(row, style) for row in rows), size, size * leading)
        size *= 0.94
    message = f"“{text[:60]}…” is too long for the certificate. Shorten it."
    raise UserError(message)


def _least_leading(lines: Sequence[Shaped]) -> float:
    """Return the distance of baselines, in ems, at which marks above and below do not touch."""
    pairs = pairwise(lines)
    return max((1.03 * (lower.top - upper.bottom) / _THOUSAND for upper, lower in pairs), default=0)


def _fill(text: str, style: Style, size: float, width: float) -> list[str]:
    rows: list[str] = []
    row = ""
    for part in text.split(" "):
        longer = f"{row} {part}" if row else part
        if row and _width(shape(longer, style), size, 0) > width:
            rows.append(row)
            row = part
        else:
            row = longer
    return [*rows, row]


def _width(line: Shaped, size: float, tracking: float) -> float:
    return (line.width / _THOUSAND + tracking * len(line.text)) * size


def _break(text: str, style: Style, language: str, *, tracked: bool) -> tuple[Shaped, ...]:
    """Return the split into two lines whose longer line is shortest, or nothing.

    Lines are tried from the middle of the text outwards.
    """
    places = [place for place in range(1, len(text)) if _may_break(text, place)]
    places.sort(key=lambda place: abs(2 * place - len(text)))
    best: tuple[Shaped, ...] = ()
    for place in places[:_TRIED_BREAKS]:
        halves = (text[:place].rstrip(), text[place:].lstrip())
        lines = tuple(shape(half, style, language, tracked=tracked) for half in halves)
        if not best or max(line.width for line in lines) < max(line.width for line in best):
            best = lines
    return best


def _may_break(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if before == " " or before in "-‐–/":
        return after != " "
    east = EAST_ASIAN - {Script.HANGUL}
    return script_of(before) in east and script_of(after) in east and after not in _NO_BREAK_BEFORE
