"""What a start costs and says: guarded by what is imported, not by a clock."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from quizapp.app import open_app

HEAVY = (
    "sqlite_utils",
    "yaml",
    "cattrs",
    "numpy",
    "onnxruntime",
    "reportlab",
    "pikepdf",
    "pyhanko",
    "cryptography",
    "PIL",
    "click",
    "fsrs",
    "lucide",
    "fontpkg",
    "pyqtgraph",
    "openpyxl",
    "hashlib",
    "argparse",
    "logging",
    "quizapp.domain.desk",
    "quizapp.services.assignments",
    "quizapp.services.desk",
    "quizapp.services.roster",
    "quizapp.storage.roster",
    "quizapp.tables",
)

START = f"""
import sys
from pathlib import Path
from quizapp.app import open_app
from quizapp.ui.window import open_window
window = open_window(open_app(Path(sys.argv[1])))
window.show()
print([name for name in {HEAVY!r} if name in sys.modules])
print(__import__.__name__)
"""

VOID_CALLS = """
import sys
from PySide6.QtCore import QObject
thing = QObject()
before = sys.getrefcount(None)
for _ in range(100_000):
    thing.setObjectName("a")
print(abs(sys.getrefcount(None) - before) < 1_000 or sys.version_info >= (3, 12))
"""


def python(program: str, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_nothing_heavy_is_imported_before_the_first_page(tmp_path: Path) -> None:
    app = open_app(tmp_path)
    app.people.create(name="Nadia")
    app.catalogue.bank()
    app.close()
    heavy, imports = python(START, str(tmp_path)).splitlines()
    assert heavy == "[]"
    assert imports == "__import__", "no import pays for features of PySide that are not used"


def test_qt_does_not_lose_references_to_none() -> None:
    assert python(VOID_CALLS) == "True"


def test_without_a_display_the_command_says_so_in_a_sentence() -> None:
    bare = {
        k: v
        for k, v in os.environ.items()
        if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "-m", "quizapp"], capture_output=True, text=True, check=False, env=bare
    )
    assert done.returncode == 2
    assert "no display" in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_usage_ends_with_64_and_an_unknown_file_with_a_sentence(tmp_path: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "quizapp", "--data-dir", str(tmp_path), *words],
            capture_output=True,
            text=True,
            check=False,
        )

    assert run("no-such-command").returncode == 64
    assert run("demo").returncode == 64
    missing = run("restore", str(tmp_path / "nothing.sqlite3"))
    assert missing.returncode == 2
    assert "There is no file" in missing.stderr
    empty = run("history")
    assert empty.returncode == 2
    assert "Traceback" not in empty.stderr + missing.stderr
