# ruff: noqa: E501  # tables of patterns and measured weights read best in one piece
"""Where the marker's trained files lie, and their fingerprint."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

MARKER_NAME = "quizapp-marker"
MARKER_VERSION = "1.0"
_ROOT = Path(__file__).resolve().parents[3]
_PACKAGE_ASSETS = Path(__file__).resolve().parents[2] / "assets" / "marker"


def assets_folder() -> Path:
    """Return the folder of the trained files: beside the package when installed, else the checkout's."""
    return _PACKAGE_ASSETS if _PACKAGE_ASSETS.is_dir() else _ROOT / "assets" / "marker"


def asset_path(name: str) -> Path:
    """Return the path of one trained file; it need not exist."""
    return assets_folder() / name


@cache
def fingerprint() -> str:
    """Return twelve hex digits over the code and the trained files that decide a mark."""
    digest = hashlib.sha256()
    here = Path(__file__).resolve().parent
    for path in sorted(here.rglob("*.py")):
        digest.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    for name in ("vocab.txt", "model.json", "minilm-int8.onnx"):
        path = asset_path(name)
        if path.exists():
            digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def version() -> str:
    """Return "name version hash", stored with every mark."""
    return f"{MARKER_NAME} {MARKER_VERSION} {fingerprint()}"
