"""The fonts of the window, taken from their packages so that every computer shows the same."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFontDatabase

_FAMILY = "Atkinson Hyperlegible"
_FILES = ("AtkinsonHyperlegible-Regular.ttf", "AtkinsonHyperlegible-Bold.ttf")
_FALLBACKS = ("Noto Sans", "Segoe UI", "SF Pro Text", "Helvetica Neue", "Cantarell", "DejaVu Sans")


def _font_files() -> tuple[Path, ...]:
    """Return the font files, found without importing `fontpkg`, whose registry costs 90 ms."""
    spec = find_spec("fontpkg_atkinson_hyperlegible")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    found = [Path(folder) / "files" / name for folder in folders for name in _FILES]
    if found and all(path.is_file() for path in found):
        return tuple(found)
    import fontpkg  # noqa: PLC0415 - only where the package keeps its files elsewhere

    return tuple(Path(fontpkg.path("atkinson-hyperlegible", weight)) for weight in (400, 700))


@cache
def load() -> None:
    """Hand the fonts to Qt, once in the life of the program."""
    for path in _font_files():
        QFontDatabase.addApplicationFont(str(path))


def families() -> list[str]:
    """Return the families in order of preference."""
    return [_FAMILY, *_FALLBACKS]
