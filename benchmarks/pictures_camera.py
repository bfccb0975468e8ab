"""A camera for the window: each state in five looks, whole pages screen by screen, and sheets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget

from quizapp.ui.driver import Driver
from quizapp.ui.widgets.scroll import Scroll


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A way of looking at the same state."""

    theme: str = "light"
    text: int = 100
    width: int = 1280
    height: int = 800


VIEWS = {
    "light": View(),
    "dark": View(theme="dark"),
    "contrast": View(theme="contrast"),
    "text-200": View(text=200),
    "900x600": View(width=900, height=600),
}
ROUNDS = 6
SHEET = QSize(480, 300)
ACROSS, DOWN = 3, 4
SEEN_AGAIN = 60
"""Pixels of a screen that are drawn again on the next one."""


class Camera:
    """Draws each state in each look and puts the window back."""

    def __init__(self, driver: Driver, out: Path, looks: Sequence[str], *, first: int = 0) -> None:
        self._driver, self._out, self._looks = driver, out, looks
        self.count = first

    def take(self, state: str, root: QWidget) -> None:
        """Draw a state."""
        name = self._next(state)
        ends = [bar for bar in root.findChildren(QScrollBar) if 0 < bar.value() == bar.maximum()]
        for look in self._looks:
            self._dress(look)
            for bar in ends:
                bar.setValue(bar.maximum())  # an end stays the end, however long the page gets
            self._draw(root, self._out / look / f"{name}.png")
        self._undress()

    def take_all(self, state: str) -> None:
        """Draw a page screen by screen, from its beginning to its end."""
        name, window = self._next(state), self._driver.window
        for look in self._looks:
            self._dress(look)
            shown = [one for one in self._driver.page.findChildren(Scroll) if one.isVisible()]
            bar = max(shown, key=lambda one: one.height()).verticalScrollBar()
            bar.setValue(0)
            for screen in range(1, 100):
                self._draw(window, self._out / look / f"{name}-{screen:02}.png")
                if bar.value() >= bar.maximum():
                    break
                bar.setValue(bar.value() + bar.pageStep() - SEEN_AGAIN)
            bar.setValue(0)
        self._undress()

    def _next(self, state: str) -> str:
        self.count += 1
        return f"{self.count:02}-{re.sub('[^a-z0-9]+', '-', state.lower()).strip('-')}"

    def _dress(self, look: str) -> None:
        view, window = VIEWS[look], self._driver.window
        window.resize(view.width, view.height)
        window.set_look(theme_name=view.theme, text_size=view.text)
        _settle()

    def _undress(self) -> None:
        window = self._driver.window
        window.set_look(theme_name="light", text_size=100)
        window.resize(VIEWS["light"].width, VIEWS["light"].height)
        _settle()

    def _draw(self, root: QWidget, path: Path) -> None:
        _settle()
        path.parent.mkdir(parents=True, exist_ok=True)
        if not root.grab().save(str(path)):
            raise OSError(f"the picture {path} could not be written")


def _settle() -> None:
    for _ in range(ROUNDS):
        QApplication.processEvents()


def sheets(folder: Path) -> None:
    """Put the pictures of a look together on sheets."""
    pictures = sorted(folder.glob("[0-9]*.png"))
    for number, start in enumerate(range(0, len(pictures), ACROSS * DOWN), start=1):
        sheet = QImage(SHEET.width() * ACROSS, SHEET.height() * DOWN, QImage.Format.Format_RGB32)
        sheet.fill(0xFF808080)
        painter = QPainter(sheet)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for place, path in enumerate(pictures[start : start + ACROSS * DOWN]):
            picture = QImage(str(path))
            room = SHEET - QSize(8, 8)
            size = picture.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            left = (place % ACROSS) * SHEET.width() + 4
            top = (place // ACROSS) * SHEET.height() + 4
            painter.drawImage(QRect(left, top, size.width(), size.height()), picture)
        painter.end()
        sheet.save(str(folder / f"sheet-{number:02}.png"))
