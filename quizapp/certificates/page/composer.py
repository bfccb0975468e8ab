"""Puts the words of a certificate on a sheet: every line exactly once, tagged, in reading order.

A template decides where a line stands and how it looks; the composer knows the words and sees to it
that none is forgotten. Distances named `top` are measured down from the upper edge of the paper.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from quizapp.certificates.page.colour import INK, Colour, Palette
from quizapp.certificates.page.fitting import Fitted, fit, paragraph
from quizapp.certificates.page.fonts import Style
from quizapp.certificates.page.pictures import picture
from quizapp.certificates.page.sheet import Sheet
from quizapp.certificates.page.structure import Box, DrawnPage, Element
from quizapp.certificates.page.text import clean
from quizapp.certificates.page.wording import Word, page_language, words
from quizapp.certificates.qr_image import QUIET_MODULES, qr_matrix
from quizapp.domain.certificate import CertificateFacts, PageSize

POINTS_PER_MM = 72 / 25.4
SIZES = {
    PageSize.A4: (297 * POINTS_PER_MM, 210 * POINTS_PER_MM),
    PageSize.LETTER: (792.0, 612.0),
}
LEAST_QR = 28 * POINTS_PER_MM


class Align(Enum):
    """Where a line stands in its width, as the share of the free space on its left."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Block:
    """A fitted line in a stack: what to draw, in which colour, and the space wanted above it."""

    key: str
    fitted: Fitted
    colour: Colour
    gap: float

    @property
    def rise(self) -> float:
        """Return the height above the first baseline, at least that of capitals."""
        return max(self.fitted.rise, 0.7 * self.fitted.size)

    @property
    def depth(self) -> float:
        """Return the height from the first baseline down to the end, with room for descenders."""
        return self.fitted.height + max(self.fitted.drop, 0.22 * self.fitted.size)


class Composer:
    """A page being composed from its facts."""

    def __init__(self, facts: CertificateFacts, qr: str) -> None:
        """Prepare an empty sheet and the words to be placed on it."""
        self.facts = facts
        self.palette = Palette.of(facts.appearance.colour, facts.appearance.accent)
        self.width, self.height = SIZES[facts.appearance.page_size]
        self._qr = qr
        self._words = {word.key: word for word in words(facts)}
        self._placed: dict[str, Element] = {}
        self._figures: dict[str, Element] = {}
        title = (
            f"{self._words['kind'].text}: {self._words['title'].text}, {clean(facts.holder_name)}"
        )
        self.sheet = Sheet(
            self.width,
            self.height,
            title=title,
            author=clean(facts.issuer_name),
            language=page_language(facts),
        )

    def has(self, key: str) -> bool:
        """Tell whether the page has this line."""
        return key in self._words

    def word(self, key: str) -> Word:
        """Return a line of the page."""
        return self._words[key]

    def keys(self, prefix: str) -> tuple[str, ...]:
        """Return the lines whose key begins like this, in reading order."""
        return tuple(key for key in self._words if key.startswith(prefix))

    def fit(
        self,
        key: str,
        style: Style,
        sizes: Sequence[float],
        width: float,
        *,
        lines: int = 1,
        tracking: float = 0.0,
        capitals: bool = False,
    ) -> Fitted:
        """Return the line fitted to a width; `capitals` is obeyed only where no letter changes."""
        word = self._words[key]
        text = word.text
        if capitals and text.isascii():
            text = text.upper()
        return fit(
            text, style, sizes, width, lines=lines, language=word.language, tracking=tracking
        )

    def place(
        self,
        key: str,
        fitted: Fitted,
        x: float,
        top: float,
        *,
        colour: Colour = INK,
        width: float = 0.0,
        align: Align = Align.LEFT,
        tracking: float = 0.0,
    ) -> None:
        """Draw a fitted line with its first baseline `top` points below the upper edge."""
        word = self._words[key]
        with self.sheet.content(word.kind, word.text, name=key, language=word.language) as element:
            self._show(fitted, x, top, colour, width, align, tracking)
        self._placed[key] = element

    def pieces(
        self, key: str, parts: Sequence[tuple[Fitted, float, float, Colour, float, Align]]
    ) -> None:
        """Draw one line in pieces: fitted text, x, top, colour, width and alignment each."""
        word = self._words[key]
        with self.sheet.content(word.kind, word.text, name=key, language=word.language) as element:
            for fitted, x, top, colour, width, align in parts:
                self._show(fitted, x, top, colour, width, align, 0.0)
        self._placed[key] = element

    def running(
        self,
        key: str,
        x: float,
        top: float,
        width: float,
        *,
        size: float,
        colour: Colour = INK,
        lines: int = 3,
        align: Align = Align.LEFT,
    ) -> Fitted:
        """Draw running text and return how it came out."""
        fitted = paragraph(self._words[key].text, Style.TEXT, size, width, lines=lines)
        self.place(key, fitted, x, top, colour=colour, width=width, align=align)
        return fitted

    def stack(
        self,
        build: Callable[[float], Sequence[Block]],
        *,
        x: float,
        width: float,
        top: float,
        bottom: float,
        align: Align = Align.LEFT,
        grow: float = 1.0,
        lean: float = 0.0,
    ) -> float:
        """Set blocks one below the other between two heights and return where the last one ends.

        `build` makes the blocks for a scale of 1 or less; the spaces between them give way first,
        then the blocks are made smaller. Spaces may `grow` up to this factor; `lean` is the share
        of what then stays free that goes above the stack.
        """
        room = bottom - top
        for step in range(12):
            blocks = build(0.94**step)
            solid = sum(block.rise + block.depth for block in blocks)
            gaps = sum(block.gap for block in blocks[1:])
            if solid + 0.35 * gaps <= room:
                break
        give = min(grow, (room - solid) / gaps) if gaps else 1.0
        pen = top + (room - solid - gaps * give) * lean
        for place, block in enumerate(blocks):
            pen += block.rise + (block.gap * give if place else 0.0)
            self.place(
                block.key, block.fitted, x, pen, colour=block.colour, width=width, align=align
            )
            pen += block.depth
        return pen

    def code(self, left: float, top: float, side: float) -> None:
        """Draw the QR code; `side` is without the quiet zone, which must be free of ink."""
        matrix = qr_matrix(self._qr)
        quiet = side / matrix.modules * QUIET_MODULES
        bottom = self.height - top - side
        box = Box("qr", left - quiet, bottom - quiet, left + side + quiet, bottom + side + quiet)
        with self.sheet.figure("QR code with the signed claim of this certificate", box) as figure:
            self.sheet.shape(f"0 0 0 rg {matrix.path(left, bottom, side)}")
        self._figures["qr"] = figure

    def image(
        self,
        name: str,
        data: bytes,
        alt: str,
        left: float,
        top: float,
        width: float,
        height: float,
        *,
        align: Align = Align.LEFT,
        sit: bool = False,
    ) -> float:
        """Draw a picture as large as fits in the room; `sit` puts it on the floor of the room.

        Returns the width that it takes.
        """
        shown = picture(data, alt)
        scale = min(width / shown.width, height / shown.height)
        across, up = shown.width * scale, shown.height * scale
        x = left + (width - across) * align.value
        y = self.height - top - height + (0.0 if sit else (height - up) / 2)
        box = Box(name, x, y, x + across, y + up)
        with self.sheet.figure(alt, box) as figure:
            self.sheet.picture(shown, box)
        self._figures[name] = figure
        return across

    def close(self) -> DrawnPage:
        """Hand the sheet in; a line that was not drawn is a bug of the template."""
        forgotten = [key for key in self._words if key not in self._placed]
        if forgotten or "qr" not in self._figures:
            message = f"the template does not draw {', '.join(forgotten) or 'the QR code'}"
            raise RuntimeError(message)
        self.sheet.add(*self._reading_order())
        return self.sheet.close(tuple(word.text for word in self._words.values()))

    def _show(
        self,
        fitted: Fitted,
        x: float,
        top: float,
        colour: Colour,
        width: float,
        align: Align,
        tracking: float,
    ) -> None:
        for place, line in enumerate(fitted.lines):
            spread = tracking * fitted.size
            own = line.width * fitted.size / 1000 + spread * max(0, len(line.text) - 1)
            left = x + (width - own) * align.value if align is not Align.LEFT else x
            baseline = self.height - top - place * fitted.leading
            self.sheet.text(line, left, baseline, fitted.size, str(colour), tracking=spread)

    def _reading_order(self) -> list[Element]:
        order: list[Element] = []
        rows: list[Element] = []
        before = {
            "issuer": "logo",
            "signatory.name": "signature",
            "check.heading": "qr",
        }
        for key in self._words:
            picture = self._figures.get(before.get(key, ""))
            if picture is not None:
                order.append(picture)
            if key.startswith("domain."):
                rows.append(Element(kind="LI", children=(self._placed[key],)))
                continue
            if rows:
                order.append(Element(kind="L", children=tuple(rows)))
                rows = []
            order.append(self._placed[key])
        shown = {before[key] for key in before if key in self._words}
        order += [figure for name, figure in self._figures.items() if name not in shown]
        return order
