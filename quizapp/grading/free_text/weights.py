"""Where the marker's trained files lie, and their fingerprint."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from quizapp.resources import assets

MARKER_NAME = "quizapp-marker"
MARKER_VERSION = "2.5"
DECIDING = (
    "vocab.txt", "model.json", "encoder-words.onnx", "encoder-sentence.onnx", "encoder-reply.onnx",
)  # fmt: skip
"""Trained files that decide a mark."""


def assets_folder() -> Path:
    """Return the folder of the trained files, in the package or in the checkout."""
    return assets() / "marker"


def asset_path(name: str) -> Path:
    """Return the path of one trained file; it need not exist."""
    return assets_folder() / name


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
