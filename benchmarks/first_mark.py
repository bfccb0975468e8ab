"""From sending a written reply to the mark on screen: the first of a run, and later ones.

    python benchmarks/first_mark.py [--starts 5] [--later 8] [--out FILE]

Each start is a process of its own: the window with the shipped bank, a written case in practice, a
reply put in at once, then the key that checks it. The time ends when the feedback has been painted.
Nobody types that fast, and while a person types the marker is loaded; every other start waits some
seconds before the key, as a very short reply takes. Bars: the first mark 1.5 s in both ways, later
ones 0.2 s, each as the median. Exit code 1 if a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from record import write_record

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

FIRST_S, LATER_S = 1.5, 0.2
TYPING_S = 6


def child(folder: Path, later: int, typing_s: int) -> None:
    """Mark replies in a window and print the seconds that each took."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - only the child needs Qt

    from quizapp.app import open_app  # noqa: PLC0415 - as above
    from quizapp.domain.items import FreeTextBody, ItemKind, Pool, Status  # noqa: PLC0415 - as above
    from quizapp.services.practice_choice import PracticeChoice  # noqa: PLC0415 - as above
    from quizapp.ui.answers.written import WrittenArea  # noqa: PLC0415 - as above
    from quizapp.ui.driver import Driver  # noqa: PLC0415 - as above
    from quizapp.ui.pages.practice import PracticePage  # noqa: PLC0415 - as above
    from quizapp.ui.window import open_window  # noqa: PLC0415 - as above

    app = open_app(folder)
    learner = app.people.current() or app.people.create(name="Nadia Rahman")
    cases = [
        head.id
        for head in app.catalogue.bank().heads
        if head.kind is ItemKind.FREE_TEXT
        and head.pool is Pool.LEARN
        and head.status is Status.REVIEWED
    ][: later + 1]
    driver = Driver(open_window(app)).show()
    choice = PracticeChoice(items=tuple(cases), number=len(cases))
    driver.open_page("practice", app.practice.start(learner.id, choice, seed=1))
    taken: list[float] = []
    for _ in cases:
        page, area = driver.page, driver.area
        item = driver.sitting.sitting_model.item()
        if not (isinstance(page, PracticePage) and isinstance(area, WrittenArea)):
            raise TypeError("no written case is on screen")
        if not isinstance(item.body, FreeTextBody):
            raise TypeError("the item asks for no reply")
        area.editor.setPlainText(item.body.samples[0].reply)
        area.settle()
        QApplication.processEvents()
        until = time.monotonic() + (0 if taken else typing_s)
        while time.monotonic() < until:
            QApplication.processEvents()
            time.sleep(0.02)  # unlike QTest's waiting it lets other threads run, as the app does
        begun = time.perf_counter()
        page.check.click()
        while driver.sitting.sitting_model.grade() is None:
            QApplication.processEvents()
        page.grab()  # paints all of the feedback
        taken.append(time.perf_counter() - begun)
        driver.settle()
        page.check.click()  # the next case
        driver.settle()
    sys.stdout.write(json.dumps(taken) + "\n")
    sys.stdout.flush()
    os._exit(0)


def measure(folder: Path, later: int, typing_s: int = 0) -> list[float]:
    """Start a process and return the seconds of its marks."""
    words = [sys.executable, __file__, "--child", str(folder), "--later", str(later)]
    words += ["--typing", str(typing_s)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    seconds: list[float] = json.loads(done.stdout.splitlines()[-1])
    return seconds


def main() -> int:
    """Measure in fresh processes and compare with the bars."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--later", type=int, default=8)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--typing", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        child(chosen.child, chosen.later, chosen.typing)
    with tempfile.TemporaryDirectory() as name:
        measure(Path(name), 1)  # parses the bank and writes bytecode, as an installation has
        runs, typed = [], []
        for _ in range(chosen.starts):
            runs.append(measure(Path(name), chosen.later))
            typed.append(measure(Path(name), chosen.later, TYPING_S))
    first = statistics.median(run[0] for run in runs)
    after = statistics.median(run[0] for run in typed)
    later = [seconds for run in (*runs, *typed) for seconds in run[1:]]
    usual, worst = statistics.median(later), max(later)
    print(
        f"first mark {first:.2f} s at once, {after:.2f} s after {TYPING_S} s (bar {FIRST_S}), "
        f"later {usual:.3f} s (bar {LATER_S}), "
        f"slowest later {worst:.3f} s"
    )
    if chosen.out:
        write_record(
            chosen.out,
            {
                "first_s": round(first, 3),
                "first_bar_s": FIRST_S,
                "later_s": round(usual, 3),
                "later_bar_s": LATER_S,
                "slowest_later_s": round(worst, 3),
                "starts": chosen.starts,
                "later_marks": len(later),
                "first_after_typing_s": round(after, 3),
                "typing_s": TYPING_S,
                "load_1_min": round(os.getloadavg()[0], 1),
            },
        )
    return 0 if first <= FIRST_S and usual <= LATER_S else 1


if __name__ == "__main__":
    sys.exit(main())
