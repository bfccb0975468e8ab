"""Colours as a page needs them: text that can be read on white, tints that print as light ink."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizapp.errors import UserError

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_TEXT_CONTRAST = 4.5
_WHITE_LUMINANCE = 1.05


@dataclass(frozen=True, slots=True)
class Colour:
    """An sRGB colour with parts from 0 to 1."""

    red: float
    green: float
    blue: float

    @classmethod
    def parse(cls, text: str) -> Colour:
        """Read `#RRGGBB`; anything else is a `UserError`."""
        if not _HEX.fullmatch(text):
            message = f"“{text}” is not a colour. Write it as # and six digits, such as #0E6265."
            raise UserError(message)
        red, green, blue = (int(text[place : place + 2], 16) / 255 for place in (1, 3, 5))
        return cls(red, green, blue)

    def mixed(self, other: Colour, share: float) -> Colour:
        """Return this colour with a share (0 to 1) of another one."""
        return Colour(
            self.red + (other.red - self.red) * share,
            self.green + (other.green - self.green) * share,
            self.blue + (other.blue - self.blue) * share,
        )

    def tint(self, strength: float) -> Colour:
        """Return the colour thinned with white; 1 is full strength, 0 is white."""
        return WHITE.mixed(self, strength)

    @property
    def luminance(self) -> float:
        """Return the relative luminance of WCAG 2.2."""
        parts = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the curve of sRGB
            for part in (self.red, self.green, self.blue)
        )
        return sum(weight * part for weight, part in zip(_WEIGHTS, parts, strict=True))

    def readable(self) -> Colour:
        """Return the colour, darkened until text in it has a contrast of 4.5 to 1 on white."""
        colour = self
        while _WHITE_LUMINANCE / (colour.luminance + 0.05) < _TEXT_CONTRAST:
            colour = colour.mixed(BLACK, 0.08)
        return colour

    def __str__(self) -> str:
        """Write the three parts as PDF operands."""
        return f"{self.red:.4g} {self.green:.4g} {self.blue:.4g}"


_WEIGHTS = (0.2126, 0.7152, 0.0722)
WHITE = Colour(1, 1, 1)
BLACK = Colour(0, 0, 0)
INK = Colour.parse("#1B2A31")
MUTED = Colour.parse("#505E65")
GOLD = Colour.parse("#A8925A")


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one page: the issuer's two, made fit for text, beside ink and greys."""

    main: Colour
    accent: Colour
    text: Colour
    accent_text: Colour

    @classmethod
    def of(cls, colour: str, accent: str) -> Palette:
        """Build the palette from the two colours of the issuer."""
        main, second = Colour.parse(colour), Colour.parse(accent)
        return cls(main.readable(), second, main.readable(), second.readable())
