"""Where the marker's trained files lie, and their fingerprint."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quizapp.resources import assets

if TYPE_CHECKING:
    from numpy.typing import NDArray

MARKER_NAME = "quizapp-marker"
MARKER_VERSION = "2.14"
DECIDING = (
    "vocab.txt", "model.json", "encoder-words.onnx", "encoder-sentence.onnx", "encoder-lower.onnx",
    "encoder-reply.onnx",
)  # fmt: skip
"""Trained files that decide a mark."""


def assets_folder() -> Path:
    """Return the folder of the trained files, in the package or in the checkout."""
    return assets() / "marker"


def asset_path(name: str) -> Path:
    """Return the path of one trained file; it need not exist."""
    return assets_folder() / name


LARGEST = 2**15 - 1


def packed(rows: NDArray[Any]) -> str:
    """Return whole numbers, each of sixteen bits, as one text; a table is read row by row.

    A long text is read from the model file in a tenth of the time that nested lists take. Raise
    ValueError where a number does not fit.
    """
    if rows.size and (rows.min() < -LARGEST - 1 or rows.max() > LARGEST):
        message = "a number does not fit into sixteen bits"
        raise ValueError(message)
    return base64.b64encode(rows.astype("<i2").tobytes()).decode("ascii")


def unpacked(text: str, width: int) -> NDArray[Any]:
    """Return what `packed` made a text of, as a table of floats with `width` columns."""
    import numpy as np  # noqa: PLC0415  # numpy is loaded at the first mark only

    return np.frombuffer(base64.b64decode(text), dtype="<i2").reshape(-1, width).astype(np.float64)


@cache
def fingerprint() -> str:
    """Return twelve hex digits over the code and the trained files that decide a mark."""
    digest = hashlib.sha256()
    here = Path(__file__).resolve().parent
    for path in sorted(p for p in here.rglob("*.py") if "training" not in p.parts[-2:]):
        digest.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    for name in DECIDING:
        path = asset_path(name)
        if path.exists():
            digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def version() -> str:
    """Return "name version hash", stored with every mark."""
    return f"{MARKER_NAME} {MARKER_VERSION} {fingerprint()}"
