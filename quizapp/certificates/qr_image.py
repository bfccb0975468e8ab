"""QR codes as squares: the matrix from zxing-cpp, drawn as one path that prints sharply."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import zxingcpp

from quizapp.errors import UserError

QUIET_MODULES = 4
MOST_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class QrMatrix:
    """A QR symbol without its quiet zone; `runs` are dark stretches: row, start, length."""

    modules: int
    runs: tuple[tuple[int, int, int], ...]

    def path(self, left: float, bottom: float, side: float) -> str:
        """Return PDF operators that fill the symbol in a square with this lower left corner."""
        pitch = side / self.modules
        squares = " ".join(
            f"{start} {self.modules - 1 - row} {length} 1 re" for row, start, length in self.runs
        )
        return f"q {pitch:.5f} 0 0 {pitch:.5f} {left:.3f} {bottom:.3f} cm {squares} f Q"


@lru_cache(maxsize=64)
def qr_matrix(text: str) -> QrMatrix:
    """Return the symbol for a text at error correction level M."""
    if not text or len(text) > MOST_CHARACTERS:
        message = (
            f"The code on the certificate would need {len(text)} characters and must have 1 to "
            f"{MOST_CHARACTERS}. Shorten the title or the name."
        )
        raise UserError(message)
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image: Any = barcode.to_image(add_quiet_zones=False)  # a buffer, which its types do not say
    rows = bytes(memoryview(image))
    width = height = math.isqrt(len(rows))
    runs = []
    for row in range(height):
        cells = rows[row * width : (row + 1) * width]
        start = 0
        while (start := cells.find(b"\x00", start)) >= 0:
            end = cells.find(b"\xff", start)
            end = width if end < 0 else end
            runs.append((row, start, end - start))
            start = end
    return QrMatrix(modules=width, runs=tuple(runs))
