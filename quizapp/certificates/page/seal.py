"""The mark of two overlapping circles, alone and inside a ring of letters."""

from __future__ import annotations

from functools import lru_cache

from quizapp.certificates.page.colour import WHITE, Colour
from quizapp.certificates.page.geometry import circle, fill, stroke
from quizapp.certificates.page.outlines import ring
from quizapp.certificates.page.text import clean
from quizapp.certificates.page.wording import words
from quizapp.domain.certificate import CertificateFacts

_LONGEST_RING = 46


def mark(x: float, y: float, radius: float, main: Colour, accent: Colour) -> str:
    """Return the two circles around a point; `radius` is that of each of them."""
    shift = radius * 0.525
    left, right = circle(x - shift, y, radius), circle(x + shift, y, radius)
    return " ".join(
        [
            fill(left, main.tint(0.28)),
            fill(right, accent.tint(0.62)),
            f"q {left} W n {fill(right, WHITE)} Q",
        ]
    )


@lru_cache(maxsize=64)
def seal(x: float, y: float, radius: float, text: str, main: Colour, accent: Colour) -> str:
    """Return a filled disc around a point with the mark inside and a text along its edge."""
    letters = ring(text, x, y, radius * 0.715, radius * 0.128)
    return " ".join(
        [
            fill(circle(x, y, radius * 1.045), WHITE),
            fill(circle(x, y, radius), main),
            stroke(circle(x, y, radius * 0.93), WHITE.mixed(accent, 0.25), 0.6),
            mark(x, y, radius * 0.40, main, accent),
            fill(letters, WHITE) if letters else "",
        ]
    )


def seal_text(facts: CertificateFacts) -> str:
    """Return what goes around a seal: that this is practice, else the title or the programme."""
    for word in words(facts):
        if word.key == "practice":
            return word.text
    title, programme = clean(facts.exam_title), clean(facts.programme)
    return title if title and (len(title) <= _LONGEST_RING or not programme) else programme
