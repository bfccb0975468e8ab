"""Lines and curves as PDF operators."""

from __future__ import annotations

from quizapp.certificates.page.colour import Colour

# How far the handles of four Bézier curves stand out so that they draw a circle.
_KAPPA = 0.5522847498


def n(value: float) -> str:
    """Write a number as short as a hundredth of a point allows."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def circle(x: float, y: float, radius: float) -> str:
    """Return the path of a circle."""
    return ellipse(x, y, radius, radius)


def ellipse(x: float, y: float, across: float, up: float) -> str:
    """Return the path of an ellipse with these half axes."""
    a, b = across * _KAPPA, up * _KAPPA
    return (
        f"{n(x + across)} {n(y)} m "
        f"{n(x + across)} {n(y + b)} {n(x + a)} {n(y + up)} {n(x)} {n(y + up)} c "
        f"{n(x - a)} {n(y + up)} {n(x - across)} {n(y + b)} {n(x - across)} {n(y)} c "
        f"{n(x - across)} {n(y - b)} {n(x - a)} {n(y - up)} {n(x)} {n(y - up)} c "
        f"{n(x + a)} {n(y - up)} {n(x + across)} {n(y - b)} {n(x + across)} {n(y)} c h"
    )


def rectangle(left: float, bottom: float, width: float, height: float) -> str:
    """Return the path of a rectangle."""
    return f"{n(left)} {n(bottom)} {n(width)} {n(height)} re"


def rounded(left: float, bottom: float, width: float, height: float, radius: float) -> str:
    """Return the path of a rectangle with round corners."""
    right, top, k = left + width, bottom + height, radius * (1 - _KAPPA)
    return (
        f"{n(left + radius)} {n(bottom)} m {n(right - radius)} {n(bottom)} l "
        f"{n(right - k)} {n(bottom)} {n(right)} {n(bottom + k)} {n(right)} {n(bottom + radius)} c "
        f"{n(right)} {n(top - radius)} l "
        f"{n(right)} {n(top - k)} {n(right - k)} {n(top)} {n(right - radius)} {n(top)} c "
        f"{n(left + radius)} {n(top)} l "
        f"{n(left + k)} {n(top)} {n(left)} {n(top - k)} {n(left)} {n(top - radius)} c "
        f"{n(left)} {n(bottom + radius)} l "
        f"{n(left)} {n(bottom + k)} {n(left + k)} {n(bottom)} {n(left + radius)} {n(bottom)} c h"
    )


def rule(x1: float, y1: float, x2: float, y2: float, colour: Colour, width: float = 0.7) -> str:
    """Return a drawn straight line."""
    return f"{colour} RG {n(width)} w {n(x1)} {n(y1)} m {n(x2)} {n(y2)} l S"


def fill(path: str, colour: Colour) -> str:
    """Return the operators that fill a path."""
    return f"{colour} rg {path} f"


def stroke(path: str, colour: Colour, width: float = 0.7) -> str:
    """Return the operators that draw the outline of a path."""
    return f"{colour} RG {n(width)} w {path} S"
