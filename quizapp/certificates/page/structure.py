"""What a drawn page tells its finisher: the logical structure that screen readers follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page in points, origin at the lower left, and what stands in it."""

    name: str
    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: Box) -> bool:
        """Tell whether two rectangles share more than a touching edge."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.top <= other.bottom or other.top <= self.bottom)


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One node of the structure tree: a standard PDF type with marked content or children.

    `mark` is the number of the marked content in the page, or nothing for a mere group; `alt` is
    the description of a figure; `language` differs from the page's own when it is not empty.
    """

    kind: str
    mark: int | None = None
    children: tuple[Element, ...] = ()
    alt: str = ""
    language: str = ""
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPage:
    """A page as reportlab wrote it, and what is needed to finish it.

    `pdf` holds the marked content; `elements` is the reading order; `lines` is the text of the page
    in that order; `boxes` says where the ink of each piece is; `template` and `size` are on record.
    """

    pdf: bytes
    title: str
    language: str
    size: tuple[float, float]
    elements: tuple[Element, ...]
    lines: tuple[str, ...]
    boxes: tuple[Box, ...]
    fonts: Mapping[str, str]
