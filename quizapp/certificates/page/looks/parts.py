"""Pieces that every template sets in the same way: result, domains, dates, seal."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.certificates.page.colour import INK, MUTED, Palette
from quizapp.certificates.page.composer import Align, Block, Composer
from quizapp.certificates.page.fitting import fit, paragraph
from quizapp.certificates.page.fonts import Style
from quizapp.certificates.page.geometry import circle, fill, n, stroke
from quizapp.certificates.page.outlines import outline
from quizapp.certificates.page.shaping import shape
from quizapp.certificates.page.text import clean
from quizapp.certificates.page.wording import BAND_SCALES
from quizapp.errors import UserError

NAME_SIZES = (45.0, 38.0, 32.0)
TITLE_SIZES = (25.0, 22.0, 19.0)
_MOST_DOMAINS = 16
_ONE_COLUMN = 4
_DOMAIN_GAP = 24.0
_DOTS_WIDTH = 26.0
_LEAST_DOMAIN_SIZE = 5.0


def heading(page: Composer, key: str, x: float, top: float, width: float, align: Align) -> None:
    """Set a small heading in capitals with air between the letters."""
    fitted = page.fit(key, Style.TEXT_BOLD, (8.4, 7.6, 7.0), width, tracking=0.11, capitals=True)
    page.place(
        key,
        fitted,
        x,
        top,
        colour=page.palette.text,
        width=width,
        align=align,
        tracking=0.11,
    )


def holder_blocks(page: Composer, width: float, scale: float, small: float) -> list[Block]:
    """Return the blocks from "This certifies that" to the title."""
    names = tuple(size * scale for size in NAME_SIZES)
    titles = tuple(size * scale for size in TITLE_SIZES)
    quiet = (small * scale, small * scale * 0.9)
    blocks = [
        Block("intro", page.fit("intro", Style.SERIF, quiet, width), MUTED, 0),
        Block("holder", page.fit("holder", Style.DISPLAY, names, width, lines=2), INK, 10),
        Block("verb", page.fit("verb", Style.SERIF, quiet, width), MUTED, 12),
        Block("title", page.fit("title", Style.DISPLAY, titles, width, lines=2), INK, 9),
    ]
    if page.has("programme"):
        blocks.append(
            Block("programme", page.fit("programme", Style.SERIF, (13, 11.5, 10), width), MUTED, 6)
        )
    return blocks


def result(page: Composer, x: float, top: float, width: float, align: Align) -> None:
    """Set heading, score, band, pass mark and form in a column."""
    heading(page, "result.heading", x, top, width, align)
    score = page.fit("result", Style.DISPLAY, (22, 20, 18), width)
    page.place("result", score, x, top + 24, colour=INK, width=width, align=align)
    line = top + 42.0
    for key, colour in (("band", INK), ("mark", MUTED), ("form", MUTED)):
        if page.has(key):
            fitted = page.fit(key, Style.TEXT, (9.4, 8.8, 8.2), width, lines=2)
            page.place(key, fitted, x, line, colour=colour, width=width, align=align)
            line += 14.0 + fitted.height


@dataclass(frozen=True, slots=True)
class _Grid:
    """How the domains are laid out: columns, rows, row distance, column width, type size."""

    columns: int
    rows: int
    pitch: float
    width: float
    size: float


def domains(page: Composer, x: float, top: float, width: float, height: float) -> None:
    """Set the domains in columns below their heading, each with three dots or its word.

    The dots are drawn when every band is a word of one known scale, with a key below. Columns
    and type size are chosen so that the longest title is as large as it can be.
    """
    keys = page.keys("domain.")
    if not keys:
        return
    if len(keys) > _MOST_DOMAINS:
        message = (
            f"A certificate can name at most {_MOST_DOMAINS} domains; this exam has {len(keys)}."
        )
        raise UserError(message)
    heading(page, "domains.heading", x, top, width, Align.LEFT)
    bands = {page.word(key).pieces[1].casefold() for key in keys}
    scale = next((scale for scale in BAND_SCALES if bands <= scale.keys()), None)
    dotted = scale is not None
    rows_height = height - 18 - (17 if dotted else 0)
    options = [
        _grid(page, keys, columns, width, rows_height, dotted=dotted) for columns in (1, 2, 3)
    ]
    wanted = 1 if len(keys) <= _ONE_COLUMN else 2
    grid = max(options, key=lambda option: (round(option.size, 1), option.columns == wanted))
    if grid.size < _LEAST_DOMAIN_SIZE:
        longest = max((page.word(key).pieces[0] for key in keys), key=len)
        message = (
            f"The title of the domain “{longest}” is too long for the certificate. Shorten it."
        )
        raise UserError(message)
    for place, key in enumerate(keys):
        column, row = divmod(place, grid.rows)
        left = x + column * (grid.width + _DOMAIN_GAP)
        _domain(page, key, left, top + 18 + row * grid.pitch, grid, scale)
    if scale is not None:
        _legend(page, x, top + 18 + (grid.rows - 1) * grid.pitch + 17, scale)


def _grid(
    page: Composer, keys: Sequence[str], columns: int, width: float, height: float, *, dotted: bool
) -> _Grid:
    rows = math.ceil(len(keys) / columns)
    pitch = min(18.0, height / (rows - 1)) if rows > 1 else 18.0
    across = min((width - _DOMAIN_GAP * (columns - 1)) / columns, 250.0)
    size = min(8.9, pitch * 0.84)
    for key in keys:
        title, band = page.word(key).pieces
        ems = shape(title, Style.TEXT).width / 1000
        if dotted:
            size = min(size, (across - _DOTS_WIDTH - 6) / ems)
        else:
            size = min(size, (across - 10) / (ems + shape(band, Style.TEXT_BOLD).width / 1000))
    return _Grid(columns, rows, pitch, across, size)


def _domain(
    page: Composer, key: str, x: float, top: float, grid: _Grid, scale: Mapping[str, int] | None
) -> None:
    title, band = page.word(key).pieces
    left = (fit(title, Style.TEXT, (grid.size,), grid.width), x, top, INK, 0.0, Align.LEFT)
    if scale is not None:
        start = x + grid.width - _DOTS_WIDTH
        level = scale[band.casefold()]
        radius = min(2.7, grid.size * 0.31)
        dots(page, start, page.height - top + grid.size * 0.34, level, page.palette, radius)
        page.pieces(key, [left])
        return
    word = fit(band, Style.TEXT_BOLD, (grid.size,), grid.width)
    page.pieces(key, [left, (word, x, top, page.palette.text, grid.width, Align.RIGHT)])


def dots(
    page: Composer, x: float, middle: float, level: int, palette: Palette, radius: float
) -> None:
    """Draw three dots of which `level` are filled and the others are rings, for grey print."""
    step = radius * 3.35
    parts = []
    for place in range(3):
        centre = x + radius + place * step
        if place < level:
            parts.append(fill(circle(centre, middle, radius), palette.text))
        else:
            parts.append(stroke(circle(centre, middle, radius - 0.35), palette.text, 0.7))
    page.sheet.draw(" ".join(parts))


def _legend(page: Composer, x: float, top: float, scale: Mapping[str, int]) -> None:
    pen = x
    for band, level in scale.items():
        dots(page, pen, page.height - top + 2.4, level, page.palette, 2.0)
        line = shape(band, Style.TEXT)
        letters = outline(line, 7.4, pen + 20, page.height - top)
        page.sheet.draw(fill(letters, MUTED))
        pen += 20 + line.width * 7.4 / 1000 + 15


def signatory(
    page: Composer, x: float, top: float, width: float, *, align: Align = Align.LEFT
) -> None:
    """Set the signature above a line, with name and role below it; nothing without a signatory."""
    if is_unsigned(page):
        return
    look = page.facts.appearance
    if look.signature_image:
        name = clean(look.signatory_name) or "the issuer"
        page.image(
            "signature",
            look.signature_image,
            f"Signature of {name}",
            x + 2,
            top - 34,
            width - 20,
            33,
            align=align,
            sit=True,
        )
    y = page.height - top
    page.sheet.draw(f"{MUTED.tint(0.75)} RG 0.7 w {n(x)} {n(y)} m {n(x + width)} {n(y)} l S")
    line = top + 13.0
    for key, style, sizes in (
        ("signatory.name", Style.TEXT_BOLD, (9.8, 9, 8)),
        ("signatory.title", Style.TEXT, (9, 8.3, 7.6)),
    ):
        if page.has(key):
            fitted = page.fit(key, style, sizes, width, lines=2)
            colour = INK if style is Style.TEXT_BOLD else MUTED
            page.place(key, fitted, x, line, colour=colour, width=width, align=align)
            line += 12.5 + fitted.height


def is_unsigned(page: Composer) -> bool:
    """Tell whether no person signs, so that the room can be used otherwise."""
    keys = ("signatory.name", "signatory.title")
    return not (any(map(page.has, keys)) or page.facts.appearance.signature_image)


def practice_mark(page: Composer, right: float, top: float) -> None:
    """Print "Self-issued, practice" in an outlined box that ends at `right`."""
    if not page.has("practice"):
        return
    fitted = page.fit("practice", Style.TEXT_BOLD, (12.5,), 400)
    across = fitted.lines[0].width * fitted.size / 1000
    colour = page.palette.accent_text
    box = (right - across - 22, page.height - top - 8.6, across + 22, 25.0)
    page.sheet.draw(
        f"{page.palette.accent.tint(0.10)} rg {colour} RG 1.1 w "
        f"{' '.join(n(value) for value in box)} re B"
    )
    page.place("practice", fitted, right - across - 11, top, colour=colour)


def dates(
    page: Composer,
    places: Sequence[tuple[float, float]],
    width: float,
    *,
    size: float,
    pitch: float,
) -> None:
    """Set the three dates at these places (x and top) as labels with values of one size."""
    keys = ("taken", "issued", "until")
    values = [page.word(key).pieces[1] for key in keys]
    ems = max(shape(value, Style.TEXT_BOLD).width for value in values) / 1000
    common = min(size, width / ems)
    for key, value, (x, top) in zip(keys, values, places, strict=True):
        label = fit(page.word(key).pieces[0], Style.TEXT, (common * 0.88,), width)
        bold = fit(value, Style.TEXT_BOLD, (common,), width)
        page.pieces(
            key,
            [(label, x, top, MUTED, 0, Align.LEFT), (bold, x, top + pitch, INK, 0, Align.LEFT)],
        )


def checking(page: Composer, x: float, top: float, width: float, *, size: float, rows: int) -> None:
    """Set how to check the certificate: each of the two sentences begins on a line of its own."""
    first, second = page.word("check").pieces
    above = paragraph(first, Style.TEXT, size, width, lines=rows)
    below = paragraph(second, Style.TEXT, size, width, lines=rows)
    lower = top + len(above.lines) * above.leading
    page.pieces(
        "check",
        [(above, x, top, INK, 0, Align.LEFT), (below, x, lower, INK, 0, Align.LEFT)],
    )
