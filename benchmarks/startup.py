"""Start to first painted, usable home page, as a ratio to a bare Qt window in a process of its own.

    python benchmarks/startup.py [--pairs 15] [--bar 2.0] [--answers 0] [--out FILE]

Both are started in turn (A B A B …), offscreen, and measured from outside: from spawning the
process to the line that it prints once its window has been painted and the event loop is idle. The
bare window is QApplication, QMainWindow, QStackedWidget and 21 labels and buttons, nothing else
imported. quizapp opens a real store with the shipped bank, a learner and a history of answers.
The last line gives the median of the ratios pair by pair; exit code 1 if it is above the bar.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from record import write_record

FLOOR = """
import os, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import (
    QApplication, QLabel, QMainWindow, QPushButton, QStackedWidget, QVBoxLayout, QWidget)

class Watch(QObject):
    done = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.done:
            self.done = True
            QTimer.singleShot(0, ready)
        return False

def ready():
    sys.stdout.write("ready\\n"); sys.stdout.flush(); os._exit(0)

app = QApplication([])
window = QMainWindow(); window.resize(1280, 800)
stack = QStackedWidget(); page = QWidget(); layout = QVBoxLayout(page)
for number in range(21):
    layout.addWidget(QLabel(f"label {number}") if number % 2 else QPushButton(f"button {number}"))
stack.addWidget(page); window.setCentralWidget(stack)
watch = Watch(); page.installEventFilter(watch)
window.show(); app.exec()
"""

QUIZAPP = """
import gc, os, sys
gc.disable()  # as the start of the program does until its window is shown
from pathlib import Path
from quizapp.app import open_app
app = open_app(Path(sys.argv[1]))
from quizapp.ui import window as ui
from PySide6.QtCore import QEvent, QObject, QTimer

class Watch(QObject):
    done = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.done:
            self.done = True
            QTimer.singleShot(0, ready)
        return False

def ready():
    assert window.name == "today", window.name
    sys.stdout.write("ready\\n"); sys.stdout.flush(); os._exit(0)

qt = ui.application()
window = ui.open_window(app)
watch = Watch(); window.current.installEventFilter(watch)
window.show(); qt.exec()
"""


def started(program: str, *words: str) -> float:
    """Start a program and return the seconds until it says that it is ready."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a second start finds bytecode, as a user's
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", program, *words], stdout=subprocess.PIPE, env=environment
    )
    if process.stdout is None:
        raise RuntimeError("no pipe")
    line = process.stdout.readline()
    taken = time.perf_counter() - begun
    process.wait()
    if line.strip() != b"ready":
        raise SystemExit("a program ended before its window was painted")
    return taken


def prepare(folder: Path, answers: int) -> None:
    """Make a store with the shipped bank, a learner and a history."""
    from history import fill  # noqa: PLC0415 - only the parent needs it

    fill(folder, answers=answers)


def main() -> int:
    """Measure the pairs and compare with the bar."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=15)
    parser.add_argument("--bar", type=float, default=2.0)
    parser.add_argument("--answers", type=int, default=200)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, chosen.answers)
        started(FLOOR)
        started(QUIZAPP, name)
        pairs = [(started(FLOOR), started(QUIZAPP, name)) for _ in range(chosen.pairs)]
    ratio = statistics.median(ours / floor for floor, ours in pairs)
    floor_ms = 1000 * statistics.median(floor for floor, _ in pairs)
    ours_ms = 1000 * statistics.median(ours for _, ours in pairs)
    if chosen.out:
        write_record(
            chosen.out,
            {
                "ratio": round(ratio, 2),
                "floor_ms": round(floor_ms),
                "quizapp_ms": round(ours_ms),
                "pairs": chosen.pairs,
                "answers": chosen.answers,
            },
        )
    print(f"bare window {floor_ms:.0f} ms, quizapp {ours_ms:.0f} ms, {chosen.answers} answers")
    print(f"startup ratio {ratio:.2f} (median of {chosen.pairs} pairs)")
    return 1 if ratio > chosen.bar else 0


if __name__ == "__main__":
    sys.exit(main())
