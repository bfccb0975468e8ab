"""Logos and signatures: checked, made small, and encoded once for all certificates of a run."""

from __future__ import annotations

import hashlib
import io
import zlib
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, UnidentifiedImageError

from quizapp.errors import UserError

# 120 points at 400 dots per inch; nothing on the page is wider.
_MOST_PIXELS = 667
_MOST_INPUT_PIXELS = 40_000_000
_JPEG_QUALITY = 90


@dataclass(frozen=True, slots=True)
class Picture:
    """An image ready for a PDF: `alpha` is its transparency, empty if it has none."""

    name: str
    width: int
    height: int
    encoding: str
    data: bytes
    alpha: bytes


@lru_cache(maxsize=32)
def picture(data: bytes, what: str) -> Picture:
    """Read a PNG or JPEG; `what` names the picture in the sentence if it cannot be read."""
    image = _read(data, what)
    name = hashlib.sha256(data).hexdigest()[:16]
    if image.mode == "RGBA":
        alpha = zlib.compress(image.getchannel("A").tobytes(), 9)
        colours = zlib.compress(image.convert("RGB").tobytes(), 9)
        return Picture(name, image.width, image.height, "/FlateDecode", colours, alpha)
    flat = zlib.compress(image.tobytes(), 9)
    lossy = io.BytesIO()
    image.save(lossy, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
    if _is_jpeg(data) and lossy.tell() < len(flat):
        return Picture(name, image.width, image.height, "/DCTDecode", lossy.getvalue(), b"")
    return Picture(name, image.width, image.height, "/FlateDecode", flat, b"")


def _read(data: bytes, what: str) -> Image.Image:
    try:
        image: Image.Image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        if image.width * image.height > _MOST_INPUT_PIXELS:
            message = f"The picture for “{what}” is too large. Use one below 6000 pixels a side."
            raise UserError(message)
        image.load()
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
    ) as error:
        message = f"The picture for “{what}” is not a PNG or JPEG that can be read. Choose another."
        raise UserError(message) from error
    clear = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    image = image.convert("RGBA" if clear else "RGB")
    if max(image.size) > _MOST_PIXELS:
        image.thumbnail((_MOST_PIXELS, _MOST_PIXELS), Image.Resampling.LANCZOS)
    return image


def _is_jpeg(data: bytes) -> bool:
    return data.startswith(b"\xff\xd8\xff")
