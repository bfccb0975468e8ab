"""Files that a command writes, and what is said of the place they have."""

from __future__ import annotations

from pathlib import Path


class Place:
    """A file about to be written; in words it says whether another one had its place."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._was_there = file.exists()

    def __str__(self) -> str:
        instead = ", in place of the file that was there" if self._was_there else ""
        return f"{self._file}{instead}"
