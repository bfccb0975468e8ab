"""Pictures of every page, state and dialog of the window, in five looks.

    python benchmarks/pictures.py [--desk | --states] [--out DIR] [--looks light …] [--sheets]

One walk through the window of a learner, with `--desk` of the people desk, with `--states` past
what a walk does not meet: results below the mark or waiting, a long history, certificates of every
colour, errors, and long pages screen by screen. Every state is drawn light, dark, in high contrast,
at 200 % text and in a window of 900 × 600. `--sheets` adds contact sheets of twelve pictures.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "gui"), str(ROOT / "tests" / "support")]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest  # noqa: E402 - after the path is set
from desk_hands import DeskHands  # noqa: E402 - as above
from desk_tour import DeskTour, nobody  # noqa: E402 - as above
from pictures_camera import VIEWS, Camera, sheets  # noqa: E402 - as above
from pictures_states import stopped_clock, walk_past_the_rest  # noqa: E402 - as above
from tour import Tour  # noqa: E402 - as above

from quizapp.app import open_app  # noqa: E402 - as above
from quizapp.ui.driver import Driver  # noqa: E402 - as above
from quizapp.ui.window import open_window  # noqa: E402 - as above


def walk_as_learner(folder: Path, out: Path, looks: list[str]) -> None:
    """Draw what a learner meets, from the first run to the certificate."""
    still = stopped_clock(0)  # so that no part of the exam runs out while it is drawn
    with closing(open_app(folder / "data", clock=still)) as app:
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
    walks = parser.add_mutually_exclusive_group()
    for name, walk in (("desk", walk_the_desk), ("states", walk_past_the_rest)):
        words = (walk.__doc__ or "").splitlines()[0]
        walks.add_argument(f"--{name}", action="store_const", dest="walk", const=walk, help=words)
    parser.set_defaults(walk=walk_as_learner)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        chosen.walk(Path(name), chosen.out, chosen.looks)
    if chosen.sheets:
        for look in chosen.looks:
            sheets(chosen.out / look)
    return 0


if __name__ == "__main__":
    sys.exit(main())
