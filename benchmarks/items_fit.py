"""Every item of the shipped bank in the window at 900 x 600: words without room for them.

    python benchmarks/items_fit.py [--out docs/proof/items-fit.json] [--pictures FOLDER]

Each item is shown in every state: open, each line of a call, each choice of a drop-down, marked
with all reasons, each turn and each ending of a conversation. Exit code 1 if a text has no room.
`--pictures` saves the items with the most words of every kind.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from record import write_record

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "gui")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from drivers import practise  # noqa: E402 - after the path is set
from fitting import HEIGHT, SIZES, WIDTH, Misfit, Shower, check, longest  # noqa: E402 - as above
from PySide6.QtWidgets import QApplication  # noqa: E402 - as above

from quizapp.app import App, open_app  # noqa: E402 - as above
from quizapp.domain.items import Item, ItemKind  # noqa: E402 - as above
from quizapp.ui.driver import Driver  # noqa: E402 - as above
from quizapp.ui.window import open_window  # noqa: E402 - as above

PICTURES = 21


def measure(app: App, size: int) -> tuple[dict[str, object], list[Misfit]]:
    """Show all items at a text size; return the figures and the misfits."""
    driver = Driver(open_window(app)).show(WIDTH, HEIGHT)
    driver.window.set_look(text_size=size)
    practise(driver, ItemKind.CHOICE)
    shower = Shower(driver, driver.sitting.sitting_model.sitting.bank)
    items = shower.items()
    found, states = check(driver, shower, items)
    figures: dict[str, object] = {
        "text_size": size,
        "items": len(items),
        "by_kind": dict(Counter(item.kind.value for item in items)),
        "states": states,
        "texts_without_room": len(found),
        "on_items": sorted({misfit.item for misfit in found}),
        "faults": dict(Counter(misfit.why.split(",")[0] for misfit in found).most_common(10)),
    }
    driver.close()
    return figures, found


def draw(app: App, size: int, folder: Path) -> None:
    """Save pictures of the items with the most words, from top to bottom."""
    driver = Driver(open_window(app)).show(WIDTH, HEIGHT)
    driver.window.set_look(text_size=size)
    practise(driver, ItemKind.CHOICE)
    shower = Shower(driver, driver.sitting.sitting_model.sitting.bank)
    driver.window.setUpdatesEnabled(True)
    for item in longest(shower.items(), PICTURES):
        _draw_item(driver, shower, item, folder / str(size))
    driver.close()


def _draw_item(driver: Driver, shower: Shower, item: Item, folder: Path) -> None:
    wanted = {"open", "marked 1", "all a"}
    for face in shower.faces(item):
        turn = item.kind is ItemKind.CONVERSATION and face.startswith(("turn n1", "ending res"))
        if face not in wanted and not turn:
            continue
        name = f"{item.kind}-{item.id}-{face.replace(' ', '')}.png"
        folder.mkdir(parents=True, exist_ok=True)
        driver.sitting.view.body.grab().save(str(folder / name))


def main() -> int:
    """Measure at both sizes, write the record, name what has no room."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--pictures", type=Path)
    chosen = parser.parse_args()
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        app = open_app(Path(folder))
        app.people.create(name="Nadia Rahman")
        runs = [measure(app, size) for size in SIZES]
        if chosen.pictures:
            for size in SIZES:
                draw(app, size, chosen.pictures)
        app.close()
    application.processEvents()
    if chosen.out:
        window = {"width": WIDTH, "height": HEIGHT}
        write_record(chosen.out, {"window": window, "runs": [figures for figures, _ in runs]})
    misfits = [misfit for _, found in runs for misfit in found]
    for misfit in misfits[:40]:
        print(f"{misfit.item} {misfit.face}: “{misfit.words[:60]}” {misfit.why}")
    shown = ", ".join(
        f"{figures['states']} states at {figures['text_size']} %" for figures, _ in runs
    )
    print(f"{shown}; texts without room: {len(misfits)}")
    return 1 if misfits else 0


if __name__ == "__main__":
    sys.exit(main())
