"""The badge: a round PNG that carries the credential, for profiles and signatures (Open Badges).

The picture shows the mark, the programme and the issuer, never the holder, so one picture serves a
whole run and only the text chunk differs.
"""

from __future__ import annotations

import io
import zlib
from functools import lru_cache

import pypdfium2
from PIL import Image

from quizapp.certificates.page.colour import WHITE, Colour, Palette
from quizapp.certificates.page.fonts import Style
from quizapp.certificates.page.geometry import circle, fill, rounded, stroke
from quizapp.certificates.page.outlines import outline, ring
from quizapp.certificates.page.seal import mark, seal_text
from quizapp.certificates.page.shaping import missing, shape
from quizapp.certificates.page.sheet import Sheet
from quizapp.certificates.page.text import clean
from quizapp.domain.certificate import CertificateFacts

KEYWORD = b"openbadgecredential"
SIDE = 600

_SIGNATURE_AND_HEADER = 33
_MIDDLE = 300.0
_RADIUS = 288.0
_NAME_SIZES = (30.0, 26.0, 22.0, 18.0)
_NAME_WIDTH = 300.0


def bake(facts: CertificateFacts, credential: bytes) -> bytes:
    """Return the badge of a certificate with the credential inside, byte for byte as given.

    The credential stands uncompressed in one iTXt chunk, as Open Badges 3.0 asks for PNG.
    """
    plain = picture(
        seal_text(facts),
        clean(facts.issuer_name),
        facts.appearance.colour,
        facts.appearance.accent,
    )
    body = KEYWORD + b"\0\0\0\0\0" + credential
    return plain[:_SIGNATURE_AND_HEADER] + _chunk(b"iTXt", body) + plain[_SIGNATURE_AND_HEADER:]


@lru_cache(maxsize=32)
def picture(around: str, issuer: str, colour: str, accent: str) -> bytes:
    """Return the PNG of a badge without a credential: text around the mark, issuer on a ribbon."""
    palette = Palette.of(colour, accent)
    sheet = Sheet(SIDE, SIDE, title="Badge", author="", language="en")
    letters = ring(around, _MIDDLE, _MIDDLE, _RADIUS * 0.765, _RADIUS * 0.125)
    sheet.draw(
        " ".join(
            [
                fill(circle(_MIDDLE, _MIDDLE, _RADIUS), palette.main),
                stroke(
                    circle(_MIDDLE, _MIDDLE, _RADIUS - 13), WHITE.mixed(palette.accent, 0.25), 3
                ),
                stroke(circle(_MIDDLE, _MIDDLE, _RADIUS * 0.665), palette.main.tint(0.55), 2),
                mark(_MIDDLE, _MIDDLE + 34, _RADIUS * 0.30, palette.main, palette.accent),
                fill(letters, WHITE) if letters else "",
            ]
        )
    )
    _ribbon(sheet, issuer, palette.main)
    document = pypdfium2.PdfDocument(sheet.close(()).pdf)
    try:
        image = document[0].render(scale=1, fill_color=(0, 0, 0, 0)).to_pil()
    finally:
        document.close()
    out = io.BytesIO()
    few = image.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def _ribbon(sheet: Sheet, issuer: str, main: Colour) -> None:
    """Draw the issuer's name on a white band, as large as fits; nothing if no font has it."""
    if not issuer or missing(issuer, Style.TEXT_BOLD):
        return
    line = shape(issuer, Style.TEXT_BOLD)
    size = next(
        (size for size in _NAME_SIZES if line.width * size / 1000 <= _NAME_WIDTH),
        _NAME_WIDTH * 1000 / line.width,
    )
    width = line.width * size / 1000
    base = _MIDDLE - 112
    sheet.draw(
        fill(rounded(_MIDDLE - width / 2 - 22, base - 19, width + 44, 48, 24), WHITE)
        + " "
        + fill(outline(line, size, _MIDDLE - width / 2, base + 5 - size * 0.34), main)
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    """Return a PNG chunk with its length and checksum."""
    check = zlib.crc32(kind + body)
    return len(body).to_bytes(4, "big") + kind + body + check.to_bytes(4, "big")
