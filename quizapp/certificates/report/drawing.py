"""Draws a report page by page: figures, bars with their intervals, a distribution, tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from quizapp.certificates.page.colour import WHITE, Colour
from quizapp.certificates.page.fonts import Style
from quizapp.certificates.page.geometry import fill, rectangle, rounded, rule
from quizapp.certificates.page.shaping import Shaped, missing, shape
from quizapp.certificates.page.sheet import Sheet
from quizapp.certificates.page.structure import Box, DrawnPage, Element
from quizapp.certificates.page.text import clean
from quizapp.certificates.report.binding import bind
from quizapp.certificates.report.content import Bar, Cell, Histogram, ReportContent, Table

WIDTH, HEIGHT = 595.28, 841.89
MARGIN = 48.0
INNER = WIDTH - 2 * MARGIN
ROW = 17.0
LABEL = 0.24 * INNER
BAR = 0.40 * INNER
HISTOGRAM = 130.0
SMALLEST = 6.5
NOTE_SIZE = 8.5

_INK, _MUTED = Colour.parse("#1D2B2A"), Colour.parse("#5B6B69")
_PRIMARY, _SOFT, _LINE = (Colour.parse(c) for c in ("#0E6265", "#D9ECE9", "#D8D2C8"))
_MARK = Colour.parse("#B4492A")
UNPRINTABLE = "?"


def draw(content: ReportContent, *, made_at: datetime) -> bytes:
    """Return the report as a PDF."""
    paper = _Paper(content)
    paper.heading(content.title, content.subtitle)
    paper.figures(content.figures)
    if content.bars:
        paper.section(content.bars_title, room=3 * ROW)
        for bar in content.bars:
            paper.bar(bar)
    if content.histogram is not None:
        paper.histogram(content.histogram)
    for table in content.tables:
        paper.table(table)
    if content.notes:
        paper.section("How this was reckoned", room=3 * ROW)
        for note in content.notes:
            paper.note(note)
    return bind(paper.close(), title=content.title, author=content.author, made_at=made_at)


class _Paper:
    """The pages in the making; `_top` is how far the page is used, from its upper edge."""

    def __init__(self, content: ReportContent) -> None:
        self._content = content
        self._sheets: list[Sheet] = []
        self._names = 0
        self._turn()

    # Pages

    def _turn(self) -> None:
        sheet = Sheet(
            WIDTH,
            HEIGHT,
            title=self._content.title,
            author=self._content.author,
            language=self._content.language,
        )
        self._sheets.append(sheet)
        self._top = MARGIN

    @property
    def _sheet(self) -> Sheet:
        return self._sheets[-1]

    def _room(self, height: float) -> bool:
        """Turn the page unless so much is free; tell whether it was turned."""
        if self._top + height <= HEIGHT - MARGIN - ROW:
            return False
        self._turn()
        return True

    def close(self) -> list[DrawnPage]:
        """Give every page its number and hand them in."""
        for number, sheet in enumerate(self._sheets, start=1):
            words = f"{self._content.title}, page {number} of {len(self._sheets)}"
            line = _line(words, Style.TEXT, 8, INNER)
            with sheet.content("P", words, name=f"foot{number}") as element:
                sheet.text(line[0], MARGIN, MARGIN - 14, line[1], str(_MUTED))
            sheet.add(element)
        return [sheet.close(()) for sheet in self._sheets]

    # Words

    def _write(
        self,
        words: str,
        x: float,
        top: float,
        *,
        kind: str = "P",
        style: Style = Style.TEXT,
        size: float = 10,
        width: float = INNER,
        colour: Colour = _INK,
        language: str = "",
        right: bool = False,
    ) -> Element:
        line, size = _line(words, style, size, width, language)
        self._names += 1
        left = x + width - line.width * size / 1000 if right else x
        with self._sheet.content(
            kind, line.text, name=f"t{self._names}", language=language
        ) as element:
            self._sheet.text(line, left, HEIGHT - top, size, str(colour))
        return element

    def heading(self, title: str, subtitle: str) -> None:
        """Set the title of the report."""
        self._sheet.add(
            self._write(
                title, MARGIN, self._top + 20, kind="H1", style=Style.DISPLAY_BOLD, size=24
            ),
            self._write(subtitle, MARGIN, self._top + 40, size=10.5, colour=_MUTED),
        )
        self._top += 60

    def section(self, title: str, *, room: float) -> None:
        """Begin a section with a heading that does not stand alone at the foot of a page."""
        self._room(34 + room)
        self._sheet.add(
            self._write(title, MARGIN, self._top + 22, kind="H2", style=Style.TEXT_BOLD, size=12.5)
        )
        self._top += 34

    def figures(self, figures: Sequence[tuple[str, str]]) -> None:
        """Set the figures side by side on a pale band, four in a row."""
        for start in range(0, len(figures), 4):
            part = figures[start : start + 4]
            self._room(56)
            band = rounded(MARGIN, HEIGHT - self._top - 50, INNER, 50, 6)
            self._sheet.draw(fill(band, _SOFT))
            wide = INNER / 4
            for place, (label, value) in enumerate(part):
                x = MARGIN + place * wide + 10
                shown = self._write(
                    value, x, self._top + 22, style=Style.TEXT_BOLD, size=15, width=wide - 16
                )
                named = self._write(
                    label, x, self._top + 39, size=8.5, width=wide - 16, colour=_MUTED
                )
                self._sheet.add(named, shown)
            self._top += 58

    def note(self, words: str) -> None:
        """Set a sentence or two in small type, in as many lines as it takes."""
        rows = _rows(words, NOTE_SIZE, INNER)
        self._room(13 * len(rows) + 4)
        for row in rows:
            self._top += 13
            self._sheet.add(self._write(row, MARGIN, self._top, size=NOTE_SIZE, colour=_MUTED))
        self._top += 4

    # Pictures

    def bar(self, bar: Bar) -> None:
        """Draw one bar with its interval; words on both sides say the same."""
        self._room(ROW + 4)
        base = self._top + 12
        label = self._write(bar.label, MARGIN, base, size=9.5, width=LABEL - 8)
        self._sheet.add(label)
        left = MARGIN + LABEL
        if bar.value is not None:
            with self._figure(f"{bar.label}: {bar.words}", left, self._top + 2, BAR, 13):
                self._sheet.shape(_bar(bar, left, HEIGHT - self._top - 15))
        words = self._write(
            bar.words,
            left + BAR + 10,
            base,
            size=9,
            width=INNER - LABEL - BAR - 10,
            colour=_INK if bar.value is not None else _MUTED,
        )
        self._sheet.add(words)
        self._top += ROW + 3

    def histogram(self, histogram: Histogram) -> None:
        """Draw the distribution of totals with the mark."""
        self.section(histogram.title, room=HISTOGRAM + 30)
        floor = HEIGHT - self._top - HISTOGRAM
        wide = INNER / len(histogram.counts)
        most = max(*histogram.counts, 1)
        shapes = []
        for place, count in enumerate(histogram.counts):
            high = (HISTOGRAM - 16) * count / most
            if count:
                box = rectangle(MARGIN + place * wide + 3, floor, wide - 6, high)
                shapes.append(fill(box, _PRIMARY))
        shapes.append(rule(MARGIN, floor, MARGIN + INNER, floor, _LINE, 1))
        if histogram.mark is not None:
            x = MARGIN + INNER * histogram.mark / 100
            shapes.append(f"[4 3] 0 d {rule(x, floor, x, floor + HISTOGRAM, _MARK, 1.2)} [] 0 d")
        for place, count in enumerate(histogram.counts):
            if count:
                high = (HISTOGRAM - 16) * count / most
                middle = MARGIN + (place + 0.5) * wide
                shapes.append(fill(rectangle(middle - 9, floor + high + 1.5, 18, 11), WHITE))
        with self._figure(histogram.alt, MARGIN, self._top, INNER, HISTOGRAM):
            self._sheet.shape(" ".join(shapes))
        for place, count in enumerate(histogram.counts):
            if count:
                high = (HISTOGRAM - 16) * count / most
                top = HEIGHT - floor - high - 4
                x = MARGIN + place * wide
                self._sheet.add(self._centred(str(count), x, top, wide, 8.5))
        step = 100 / len(histogram.counts)
        for place in range(len(histogram.counts)):
            words = f"{place * step:.0f}–{(place + 1) * step:.0f}"
            self._sheet.add(
                self._centred(words, MARGIN + place * wide, HEIGHT - floor + 12, wide, 8)
            )
        self._top += HISTOGRAM + 22

    def _centred(self, words: str, x: float, top: float, width: float, size: float) -> Element:
        line, size = _line(words, Style.TEXT, size, width)
        free = width - line.width * size / 1000
        return self._write(words, x + free / 2, top, size=size, width=width, colour=_MUTED)

    @contextmanager
    def _figure(
        self, alt: str, left: float, top: float, width: float, height: float
    ) -> Iterator[None]:
        self._names += 1
        bottom = HEIGHT - top - height
        box = Box(f"f{self._names}", left, bottom, left + width, bottom + height)
        with self._sheet.figure(alt, box) as element:
            yield
        self._sheet.add(element)

    # Tables

    def table(self, table: Table) -> None:
        """Set a table; where the page ends it goes on below its head on the next."""
        self.section(table.title, room=3 * ROW)
        rows = [self._head(table)]
        for cells in table.rows:
            if self._top + ROW > HEIGHT - MARGIN - ROW:
                self._sheet.add(Element(kind="Table", children=tuple(rows)))
                self._turn()
                rows = [self._head(table)]
            rows.append(self._row(table, cells))
        self._sheet.add(Element(kind="Table", children=tuple(rows)))
        self._top += 8

    def _head(self, table: Table) -> Element:
        cells = [Cell(text=words) for words in table.head]
        made = self._cells(table, cells, "TH", Style.TEXT_BOLD, _MUTED)
        y = HEIGHT - self._top
        self._sheet.draw(rule(MARGIN, y, MARGIN + INNER, y, _MUTED, 0.8))
        return made

    def _row(self, table: Table, cells: Sequence[Cell]) -> Element:
        made = self._cells(table, cells, "TD", Style.TEXT, _INK)
        y = HEIGHT - self._top
        self._sheet.draw(rule(MARGIN, y, MARGIN + INNER, y, _LINE, 0.4))
        return made

    def _cells(
        self, table: Table, cells: Sequence[Cell], kind: str, style: Style, colour: Colour
    ) -> Element:
        x = MARGIN
        made = []
        for cell, share in zip(cells, table.widths, strict=True):
            made.append(
                self._write(
                    cell.text or "–",
                    x,
                    self._top + 12,
                    kind=kind,
                    style=style,
                    size=9,
                    width=share * INNER - 6,
                    colour=colour,
                    language=cell.language,
                )
            )
            x += share * INNER
        self._top += ROW
        return Element(kind="TR", children=tuple(made))


def _bar(bar: Bar, left: float, bottom: float) -> str:
    value = bar.value or 0.0
    low, high = (left + BAR * max(0.0, min(1.0, end)) for end in (bar.low, bar.high))
    middle = bottom + 6.5
    shapes = [
        fill(rectangle(left, bottom, BAR, 13), _SOFT),
        fill(rectangle(left, bottom, BAR * value, 13), _PRIMARY),
        rule(low, middle, high, middle, _MARK, 1.4),
        *(rule(x, middle - 3.5, x, middle + 3.5, _MARK, 1.4) for x in (low, high)),
    ]
    return " ".join(shapes)


def _line(
    words: str, style: Style, size: float, width: float, language: str = ""
) -> tuple[Shaped, float]:
    """Return a line that fits: smaller where need be, and with its end left out at the last.

    A letter without a glyph is shown as a question mark rather than stopping the whole report.
    """
    text = clean(words) or "–"
    lacking = frozenset(missing(text, style, language))
    text = "".join(UNPRINTABLE if sign in lacking else sign for sign in text)
    line = shape(text, style, language)
    size = max(SMALLEST, min(size, 1000 * width / line.width if line.width else size))
    while line.width * size / 1000 > width + 0.01 and len(text) > 1:
        text = text.removesuffix("…")[:-1].rstrip() + "…"
        line = shape(text, style, language)
    return line, size


def _rows(words: str, size: float, width: float) -> list[str]:
    rows: list[str] = []
    row = ""
    for word in words.split():
        longer = f"{row} {word}".strip()
        if row and shape(longer, Style.TEXT).width * size / 1000 > width:
            rows.append(row)
            row = word
        else:
            row = longer
    return [*rows, row] if row else rows
