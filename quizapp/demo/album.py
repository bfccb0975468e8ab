"""Pictures in the order in which they were taken, and a log of the way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from quizapp.ui.driver import Driver


class Album:
    """Numbers pictures and notes lines; `write` keeps the log."""

    def __init__(self, driver: Driver, out: Path) -> None:
        self._driver, self._out = driver, out
        self._pictures = 0
        self._log: list[str] = []

    def picture(self, name: str, dialog: QWidget | None = None) -> None:
        """Keep a picture of the window, or of a dialog over it."""
        self._pictures += 1
        path = self._out / f"{self._pictures:02}-{name}.png"
        if dialog is None:
            self._driver.grab(path)
        else:
            dialog.activateWindow()
            self._driver.settle()
            if not dialog.grab().save(str(path)):
                raise OSError(f"the picture {path} could not be written")
        self.note(f"picture {self._pictures:02} {name}")

    def note(self, line: str) -> None:
        """Note a line for the log."""
        self._log.append(line)

    def write(self, name: str) -> None:
        """Write the log."""
        (self._out / name).write_text("\n".join(self._log) + "\n", encoding="utf-8")
