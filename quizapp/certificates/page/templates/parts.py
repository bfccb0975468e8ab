"""Pieces that every template sets in the same way: result, domains, dates, seal."""

from __future__ import annotations

import math
from collections.abc import Sequence

from quizapp.certificates.page.colour import INK, MUTED, WHITE, Colour, Palette
from quizapp.certificates.page.composer import Align, Block, Composer
from quizapp.certificates.page.fitting import fit
from quizapp.certificates.page.fonts import Style
from quizapp.certificates.page.geometry import circle, fill, n, stroke, turned
from quizapp.certificates.page.shaping import clean, missing, shape
from quizapp.certificates.page.wording import BAND_LEVELS
from quizapp.errors import UserError

NAME_SIZES = (45.0, 38.0, 32.0)
TITLE_SIZES = (25.0, 22.0, 19.0)
_MOST_DOMAINS = 16


def heading(page: Composer, key: str, x: float, top: float, width: float, align: Align) -> None:
    """Set a small heading in capitals with air between the letters."""
    fitted = page.fit(
        key, Style.TEXT_BOLD, (8.4, 7.6, 7.0), width, tracking=0.11, capitals=True
    )
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
    line = top + 40.0
    for key, colour in (("band", INK), ("mark", MUTED), ("form", MUTED)):
        if page.has(key):
            fitted = page.fit(key, Style.TEXT, (9.6, 9, 8.2), width)
            page.place(key, fitted, x, line, colour=colour, width=width, align=align)
            line += 14.0


def domains(  # noqa: PLR0913 - a table and the room it has
    page: Composer, x: float, top: float, width: float, height: float, *, columns: int = 2
) -> None:
    """Set the domains in columns below their heading, each with three dots or its word.

    The dots are drawn when every band is one of the three known words, with a key below.
    """
    keys = page.keys("domain.")
    if not keys:
        return
    if len(keys) > _MOST_DOMAINS:
        message = f"A certificate can name at most {_MOST_DOMAINS} domains; this exam has {len(keys)}."
        raise UserError(message)
    heading(page, "domains.heading", x, top, width, Align.LEFT)
    dotted = all(page.word(key).pieces[1].casefold() in BAND_LEVELS for key in keys)
    columns = columns if len(keys) > 4 or columns == 1 else 1  # noqa: PLR2004 - one column of four
    rows = math.ceil(len(keys) / columns)
    below = 20.0 if dotted else 4.0
    pitch = min(18.0, (height - 18 - below) / max(1, rows - 1)) if rows > 1 else 18.0
    gap = 24.0
    across = (width - gap * (columns - 1)) / columns
    if columns == 1:
        across = min(across, 250.0)
    for place, key in enumerate(keys):
        column, row = divmod(place, rows)
        _domain(page, key, x + column * (across + gap), top + 18 + row * pitch, across, dotted=dotted)
    if dotted:
        _legend(page, x, top + 18 + (rows - 1) * pitch + 17)


def _domain(  # noqa: PLR0913 - a row and where it stands
    page: Composer, key: str, x: float, top: float, width: float, *, dotted: bool
) -> None:
    title, band = page.word(key).pieces
    if dotted:
        right = 28.0
        level = BAND_LEVELS[band.casefold()]
        dots(page, x + width - right, page.height - top + 3.1, level, page.palette, 2.7)
        fitted = fit(title, Style.TEXT, (8.9, 8.2, 7.6), width - right - 6)
        page.pieces(key, [(fitted, x, top, INK, 0, Align.LEFT)])
        return
    word = fit(band, Style.TEXT_BOLD, (8.9, 8.2, 7.6), width * 0.4)
    used = word.lines[0].width * word.size / 1000
    fitted = fit(title, Style.TEXT, (8.9, 8.2, 7.6), width - used - 8)
    page.pieces(
        key,
        [
            (fitted, x, top, INK, 0, Align.LEFT),
            (word, x, top, page.palette.text, width, Align.RIGHT),
        ],
    )


def dots(  # noqa: PLR0913 - three dots, where and how large
    page: Composer, x: float, middle: float, level: int, palette: Palette, radius: float
) -> None:
    """Draw three dots of which `level` are filled; the others are rings, so that grey print works."""
    step = radius * 3.35
    parts = []
    for place in range(3):
        centre = x + radius + place * step
        if place < level:
            parts.append(fill(circle(centre, middle, radius), palette.text))
        else:
            parts.append(stroke(circle(centre, middle, radius - 0.35), palette.text, 0.7))
    page.sheet.draw(" ".join(parts))


def _legend(page: Composer, x: float, top: float) -> None:
    pen = x
    for band, level in BAND_LEVELS.items():
        dots(page, pen, page.height - top + 2.4, level, page.palette, 2.0)
        line = shape(band, Style.TEXT)
        page.sheet.ornament(line, 7.4, f"1 0 0 1 {n(pen + 20)} {n(page.height - top)}", str(MUTED))
        pen += 20 + line.width * 7.4 / 1000 + 15


def signatory(  # noqa: PLR0913 - a signature block and the room it has
    page: Composer, x: float, top: float, width: float, *, align: Align = Align.LEFT
) -> None:
    """Set the signature above a line, with name and role below it; nothing without a signatory."""
    look = page.facts.appearance
    if not (page.has("signatory.name") or look.signature_image):
        return
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
    if page.has("signatory.name"):
        fitted = page.fit("signatory.name", Style.TEXT_BOLD, (9.8, 9, 8), width)
        page.place("signatory.name", fitted, x, top + 13, width=width, align=align)
    if page.has("signatory.title"):
        fitted = page.fit("signatory.title", Style.TEXT, (9, 8.3, 7.6), width)
        page.place(
            "signatory.title", fitted, x, top + 25.5, colour=MUTED, width=width, align=align
        )


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


def seal(  # noqa: PLR0913 - a seal, its place and its size
    page: Composer,
    x: float,
    y: float,
    radius: float,
    *,
    text: str,
    main: Colour,
    accent: Colour,
) -> None:
    """Draw the mark of two overlapping circles inside a ring of letters around a point."""
    ring = radius * 0.93
    parts = [
        fill(circle(x, y, radius * 1.045), WHITE),
        fill(circle(x, y, radius), main),
        stroke(circle(x, y, ring), WHITE.mixed(accent, 0.25), 0.6),
    ]
    inner = radius * 0.40
    shift = radius * 0.21
    pale, warm = main.tint(0.28), accent.tint(0.62)
    parts += [
        fill(circle(x - shift, y, inner), pale),
        fill(circle(x + shift, y, inner), warm),
        f"q {circle(x - shift, y, inner)} W n {fill(circle(x + shift, y, inner), WHITE)} Q",
    ]
    page.sheet.draw(" ".join(parts))
    letters_around(page, x, y, radius * 0.715, text, radius * 0.128)


def letters_around(  # noqa: PLR0913 - letters, their circle and their size
    page: Composer, x: float, y: float, radius: float, text: str, size: float
) -> None:
    """Set a text clockwise around a circle, starting at the top; left out if it cannot go there.

    Scripts that join their letters cannot be bent, so for them the ring stays empty; the text stands
    on the page anyway.
    """
    ring = text.upper() if text.isascii() else text
    if any(0x0590 <= ord(c) < 0x1E00 for c in ring) or missing(ring, Style.TEXT_BOLD):  # noqa: PLR2004
        return
    letters = [shape(character, Style.TEXT_BOLD) for character in f"{ring}\u2002•\u2002"]
    around = 2 * math.pi * radius
    natural = sum(letter.width for letter in letters) * size / 1000
    size = min(size, size * around / natural / 1.12)
    if size < radius * 0.075:
        return
    natural = sum(letter.width for letter in letters) * size / 1000
    repeats = max(1, int(around / (natural * 1.16)))
    air = (around - natural * repeats) / (len(letters) * repeats)
    pen = 0.0
    for letter in letters * repeats:
        width = letter.width * size / 1000
        angle = math.pi / 2 - (pen + width / 2) / radius
        turn = angle - math.pi / 2
        base = radius
        left = x + base * math.cos(angle) - width / 2 * math.cos(turn)
        low = y + base * math.sin(angle) - width / 2 * math.sin(turn)
        if letter.text.strip():
            page.sheet.ornament(letter, size, turned(turn, left, low), str(WHITE))
        pen += width + air


def seal_text(page: Composer) -> str:
    """Return what goes around the seal: the programme, or the title without one."""
    return clean(page.facts.programme or page.facts.exam_title)


def dates(page: Composer, xs: Sequence[float], top: float, width: float, align: Align) -> None:
    """Set the three dates side by side."""
    for x, key in zip(xs, ("taken", "issued", "until"), strict=True):
        page.labelled(key, x, top, width, align=align)
