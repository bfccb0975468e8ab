"""What a report holds, in words and numbers that need no more reckoning."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table; `language` is that of a name, for choosing Han glyphs and for readers."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar from nothing to `value` with the interval it stands for, all shares of 1.

    `words` say the same in figures. `value` is None where there are too few people.
    """

    label: str
    words: str
    value: float | None = None
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """Counts in equal steps from 0 to 100, and the mark as a line across them."""

    title: str
    counts: tuple[int, ...]
    mark: float | None
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; `widths` are shares of the page's width. Its head stands on every page."""

    title: str
    head: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContent:
    """A whole report. `figures` are label and value; `notes` say how it was reckoned."""

    title: str
    subtitle: str
    author: str
    figures: tuple[tuple[str, str], ...]
    bars_title: str
    bars: tuple[Bar, ...]
    histogram: Histogram | None
    notes: tuple[str, ...]
    tables: tuple[Table, ...]
    language: str = "en"
