"""The paper: writes text, art and pictures as marked content and embeds what the text needs.

Everything on the page is either content with a number, which the structure tree points to, or an
artifact, which screen readers leave out. Text carries its reading as `/ActualText`, so that copying
and checking do not depend on glyphs. Glyph numbers are known only when the whole page is set;
until then the page is a list of pieces.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from quizapp.certificates.page.fonts import Face, FontProgram
from quizapp.certificates.page.geometry import n
from quizapp.certificates.page.pictures import Picture
from quizapp.certificates.page.shaping import Run, Shaped
from quizapp.certificates.page.structure import Box, DrawnPage, Element

_THOUSAND = 1000
_INVISIBLE = 0.01  # of a thousandth of an em
_SYMBOLIC, _SERIF, _ITALIC = 1 << 2, 1 << 1, 1 << 6
_TYPICAL_STEM = 80


@dataclass(frozen=True, slots=True)
class _Text:
    """A shaped run waiting for its final glyph numbers."""

    run: Run
    size: float
    matrix: str
    colour: str
    tracking: float


class Sheet:
    """One page in the making; coordinates are points from the lower left corner."""

    def __init__(
        self, width: float, height: float, *, title: str, author: str, language: str
    ) -> None:
        """Start an empty page of this size."""
        self.width = width
        self.height = height
        self._title = title
        self._language = language
        self._file = io.BytesIO()
        self._canvas = Canvas(
            self._file, pagesize=(width, height), pageCompression=0, invariant=1, lang=language
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject("")
        self._canvas.setCreator("quizapp")
        self._pieces: list[str | _Text] = []
        self._elements: list[Element] = []
        self._boxes: list[Box] = []
        self._marks = 0
        self._current: str | None = None

    def draw(self, operators: str) -> None:
        """Add graphics operators as an artifact: they mean nothing to a reader."""
        self._pieces.append(f"/Artifact BMC q {operators} Q EMC")

    def art(self, operators: str) -> None:
        """Add a large artifact that pages share; it is packed once for all of them."""
        packed = _packed(operators)
        name = f"art{hashlib.sha256(packed).hexdigest()[:12]}"
        form = pdfdoc.PDFStream(content=packed)
        form.dictionary.dict.update(
            {
                "Type": "/XObject",
                "Subtype": "/Form",
                "BBox": pdfdoc.PDFArray([0, 0, self.width, self.height]),
                "Resources": pdfdoc.PDFDictionary({}),
                "Filter": "/FlateDecode",
            }
        )
        self._canvas._doc.Reference(form, pdfdoc.xObjectName(name))  # noqa: SLF001 - as in picture
        self._canvas._formsinuse.append(name)  # noqa: SLF001 - as in picture
        self._pieces.append(f"/Artifact BMC /{pdfdoc.xObjectName(name)} Do EMC")

    @contextmanager
    def content(self, kind: str, text: str, *, name: str, language: str = "") -> Iterator[Element]:
        """Mark what is drawn inside as one printed line that reads `text`."""
        mark = self._open(kind, name)
        self._pieces.append(f"/Span <</ActualText {_utf16(text)}>> BDC")
        yield Element(kind=kind, mark=mark, language=language)
        self._pieces.append("EMC")
        self._close()

    @contextmanager
    def figure(self, alt: str, box: Box) -> Iterator[Element]:
        """Mark what is drawn inside as a picture with a description."""
        mark = self._open("Figure", box.name)
        yield Element(kind="Figure", mark=mark, alt=alt, box=box)
        self._close()
        self._boxes.append(box)

    def add(self, *elements: Element) -> None:
        """Put elements at the end of the reading order."""
        self._elements.extend(elements)

    def text(
        self, line: Shaped, x: float, y: float, size: float, colour: str, *, tracking: float = 0.0
    ) -> None:
        """Set a shaped line with its left end at `x` and its baseline at `y`."""
        scale = size / _THOUSAND
        pen = x
        texts: list[_Text] = []
        for run in line.runs:
            texts.append(_Text(run, size, f"1 0 0 1 {n(pen)} {n(y)}", colour, tracking))
            pen += sum(glyph.advance * scale + tracking for glyph in run.glyphs)
        texts.sort(key=lambda text: text.run.start)
        self._pieces.extend(texts)
        if self._current is not None:
            spread = pen - x - line.width * scale
            box = Box(
                self._current,
                x + line.left * scale,
                y + line.bottom * scale,
                x + line.right * scale + spread,
                y + line.top * scale,
            )
            self._boxes.append(box)

    def shape(self, operators: str) -> None:
        """Add graphics operators inside the content that is open, such as a QR code."""
        self._pieces.append(f"q {operators} Q")

    def picture(self, picture: Picture, box: Box) -> None:
        """Place a picture in a box inside the content that is open."""
        document = self._canvas._doc  # noqa: SLF001 - drawImage would encode it again for each page
        image = _image_object(picture, picture.data, "/DeviceRGB", picture.encoding)
        if picture.alpha:
            mask = _image_object(picture, picture.alpha, "/DeviceGray", "/FlateDecode")
            image.dictionary["SMask"] = document.Reference(mask, f"mask:{picture.name}")
        document.Reference(image, pdfdoc.xObjectName(picture.name))
        self._canvas._formsinuse.append(picture.name)  # noqa: SLF001 - as above
        self._pieces.append(
            f"q {n(box.right - box.left)} 0 0 {n(box.top - box.bottom)} {n(box.left)} "
            f"{n(box.bottom)} cm /{pdfdoc.xObjectName(picture.name)} Do Q"
        )

    def close(self, lines: tuple[str, ...]) -> DrawnPage:
        """Cut and embed the fonts, write the page and return it; `lines` is its text in order."""
        programs = self._embed()
        canvas = self._canvas
        canvas._preamble = ""  # noqa: SLF001 - it would select Helvetica, which is not embedded
        canvas._code[:] = [self._write(piece, programs) for piece in self._pieces]  # noqa: SLF001 - the canvas has no other door to what was drawn
        canvas.showPage()
        canvas.save()
        return DrawnPage(
            pdf=self._file.getvalue(),
            title=self._title,
            language=self._language,
            size=(self.width, self.height),
            elements=tuple(self._elements),
            lines=lines,
            boxes=tuple(self._boxes),
            fonts={font.spec.name: name for font, (name, _) in programs.items()},
        )

    def _open(self, kind: str, name: str) -> int:
        if self._current is not None:
            message = f"'{name}' is drawn inside '{self._current}'"
            raise RuntimeError(message)
        mark = self._marks
        self._marks += 1
        self._pieces.append(f"/{kind} <</MCID {mark}>> BDC")
        self._current = name
        return mark

    def _close(self) -> None:
        self._pieces.append("EMC")
        self._current = None

    def _embed(self) -> dict[Face, tuple[str, FontProgram]]:
        used: dict[Face, dict[int, str]] = {}
        for piece in self._pieces:
            if isinstance(piece, _Text):
                reads = used.setdefault(piece.run.face, {})
                for glyph in piece.run.glyphs:
                    reads.setdefault(glyph.number, glyph.reads)
                    reads[glyph.number] = reads[glyph.number] or glyph.reads
        document = self._canvas._doc  # noqa: SLF001 - fonts of our own are not foreseen
        fonts = document.idToObject["BasicFonts"].dict
        fonts.clear()
        programs = {}
        for count, (font, reads) in enumerate(used.items(), start=1):
            name = f"T{count}"
            program = font.cut(reads)
            programs[font] = (name, program)
            meanings = {program.numbers[old]: text for old, text in reads.items()}
            shown = _font_object(document, font.spec.name, program, meanings)
            fonts[name] = document.Reference(shown, f"font:{name}")
        return programs

    def _write(self, piece: str | _Text, programs: dict[Face, tuple[str, FontProgram]]) -> str:
        if isinstance(piece, str):
            return piece
        name, program = programs[piece.run.face]
        shown = _show(piece, program)
        return f"BT {piece.colour} rg /{name} {n(piece.size)} Tf {piece.matrix} Tm {shown} ET"


@lru_cache(maxsize=32)
def _packed(operators: str) -> bytes:
    return zlib.compress(operators.encode("ascii"), 9)


def _show(piece: _Text, program: FontProgram) -> str:
    """Write the operators that show a run: glyph numbers, and what to move between them.

    Glyphs follow in the order of reading, so a run from the right is written from its right end;
    programs that copy or read out text go by this order.
    """
    spread = piece.tracking * _THOUSAND / piece.size
    placed = []
    pen = 0.0
    for glyph in piece.run.glyphs:
        placed.append((pen + glyph.shift_x, glyph))
        pen += glyph.advance + spread
    operators: list[str] = []
    parts: list[str] = []
    codes: list[str] = []
    rise = now = 0.0
    for x, glyph in reversed(placed) if piece.run.backwards else placed:
        if glyph.shift_y != rise or abs(x - now) >= _INVISIBLE:
            _end_codes(codes, parts)
        if glyph.shift_y != rise:
            _end_parts(parts, operators)
            rise = glyph.shift_y
            operators.append(f"{n(rise * piece.size / _THOUSAND)} Ts")
        if abs(x - now) >= _INVISIBLE:
            parts.append(n(now - x))
        codes.append(f"{program.numbers[glyph.number]:04X}")
        now = x + glyph.width
    _end_codes(codes, parts)
    _end_parts(parts, operators)
    if rise:
        operators.append("0 Ts")
    return " ".join(operators)


def _end_codes(codes: list[str], parts: list[str]) -> None:
    if codes:
        parts.append(f"<{''.join(codes)}>")
        codes.clear()


def _end_parts(parts: list[str], operators: list[str]) -> None:
    if parts:
        operators.append(f"[{' '.join(parts)}] TJ")
        parts.clear()


def _font_object(
    document: pdfdoc.PDFDocument, name: str, program: FontProgram, meanings: dict[int, str]
) -> pdfdoc.PDFDictionary:
    """Return the composite font that shows glyphs by number."""
    full = f"{program.tag}+{name}"
    file = pdfdoc.PDFStream(content=program.data)
    file.dictionary["Length1"] = len(program.data)
    unicode_map = pdfdoc.PDFStream(content=_to_unicode(full, meanings))
    flags = _SYMBOLIC | (_SERIF if program.serif else 0) | (_ITALIC if program.italic else 0)
    descriptor = pdfdoc.PDFDictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": f"/{full}",
            "Flags": flags,
            "FontBBox": f"[{' '.join(map(str, program.box))}]",
            "ItalicAngle": -12 if program.italic else 0,
            "Ascent": program.ascent,
            "Descent": program.descent,
            "CapHeight": program.cap_height,
            "StemV": _TYPICAL_STEM,
            "FontFile2": document.Reference(file, f"file:{full}"),
        }
    )
    descendant = pdfdoc.PDFDictionary(
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": f"/{full}",
            "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
            "CIDToGIDMap": "/Identity",
            "DW": 0,
            "W": f"[0 [{' '.join(map(str, program.widths))}]]",
            "FontDescriptor": document.Reference(descriptor, f"descriptor:{full}"),
        }
    )
    return pdfdoc.PDFDictionary(
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": f"/{full}",
            "Encoding": "/Identity-H",
            "DescendantFonts": pdfdoc.PDFArray(
                [document.Reference(descendant, f"descendant:{full}")]
            ),
            "ToUnicode": document.Reference(unicode_map, f"unicode:{full}"),
        }
    )


def _image_object(picture: Picture, data: bytes, colours: str, encoding: str) -> pdfdoc.PDFStream:
    stream = pdfdoc.PDFStream(content=data)
    stream.dictionary.dict.update(
        {
            "Type": "/XObject",
            "Subtype": "/Image",
            "Width": picture.width,
            "Height": picture.height,
            "ColorSpace": colours,
            "BitsPerComponent": 8,
            "Filter": encoding,
        }
    )
    return stream


def _to_unicode(name: str, meanings: dict[int, str]) -> bytes:
    """Return the map from glyph numbers to text; a mere part of a letter reads as a joiner."""
    rows = [
        f"<{number:04X}> <{(text or chr(0x200D)).encode('utf-16-be').hex().upper()}>"
        for number, text in sorted(meanings.items())
    ]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    body = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _utf16(text: str) -> str:
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
