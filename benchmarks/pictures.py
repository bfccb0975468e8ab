"""Pictures of every page, state and dialog of the window, in five looks.

    python benchmarks/pictures.py [--desk] [--out build/pictures] [--looks light dark …] [--sheets]

One walk through the window of a learner, or with `--desk` of the people desk. Every state is drawn
light, dark, in high contrast, at 200 % text and in a window of 900 × 600. `--sheets` adds contact
sheets of twelve pictures for looking through.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "gui"), str(ROOT / "tests" / "support")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest  # noqa: E402 - after the path is set
from desk_hands import DeskHands  # noqa: E402 - as above
from desk_tour import DeskTour, nobody  # noqa: E402 - as above
from PySide6.QtCore import QRect, QSize, Qt  # noqa: E402 - after the platform is chosen
from PySide6.QtGui import QImage, QPainter  # noqa: E402 - as above
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget  # noqa: E402 - as above
from tour import Tour  # noqa: E402 - after the path is set

from quizapp.app import open_app  # noqa: E402 - as above
from quizapp.ui.driver import Driver  # noqa: E402 - as above
from quizapp.ui.window import open_window  # noqa: E402 - as above


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


class Camera:
    """Draws each state in each look and puts the window back."""

    def __init__(self, driver: Driver, out: Path, looks: list[str]) -> None:
        self._driver, self._out, self._looks = driver, out, looks
        self._count = 0

    def take(self, state: str, root: QWidget) -> None:
        """Draw a state."""
        self._count += 1
        name = f"{self._count:02}-{re.sub('[^a-z0-9]+', '-', state.lower()).strip('-')}.png"
        window, was = self._driver.window, self._driver.window.size()
        ends = [bar for bar in root.findChildren(QScrollBar) if 0 < bar.value() == bar.maximum()]
        for look in self._looks:
            view = VIEWS[look]
            window.resize(view.width, view.height)
            window.set_look(theme_name=view.theme, text_size=view.text)
            _settle()
            for bar in ends:
                bar.setValue(bar.maximum())  # an end stays the end, however long the page gets
            self._draw(root, self._out / look / name)
        window.set_look(theme_name="light", text_size=100)
        window.resize(was)
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


def walk_as_learner(folder: Path, out: Path, looks: list[str]) -> None:
    """Draw what a learner meets, from the first run to the certificate."""
    with closing(open_app(folder / "data")) as app:
        driver = Driver(open_window(app)).show()
        Tour(driver, Camera(driver, out, looks).take).go()
        driver.close()


def walk_the_desk(folder: Path, out: Path, looks: list[str]) -> None:
    """Draw what the people desk meets: locked, empty, broken and full."""
    with pytest.MonkeyPatch.context() as patch, closing(open_app(folder / "data")) as app:
        app.people.create(name="Helen Brandt")
        nobody(app, patch)
        app.desk.lock()
        driver = Driver(open_window(app)).show()
        camera = Camera(driver, out, looks)
        DeskTour(DeskHands(driver, patch), patch, folder, camera.take).go()
        driver.close()


def main() -> int:
    """Draw everything."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "pictures")
    parser.add_argument("--looks", nargs="+", choices=list(VIEWS), default=list(VIEWS))
    parser.add_argument("--sheets", action="store_true")
    parser.add_argument("--desk", action="store_true", help="the people desk instead")
    chosen = parser.parse_args()
    walk = walk_the_desk if chosen.desk else walk_as_learner
    with tempfile.TemporaryDirectory() as name:
        walk(Path(name), chosen.out, chosen.looks)
    if chosen.sheets:
        for look in chosen.looks:
            sheets(chosen.out / look)
    return 0


if __name__ == "__main__":
    sys.exit(main())
