"""What `make test` runs, in order, with the time of each step; all run, also after a failure."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
WORKERS = str(max(2, min(4, os.cpu_count() or 2)))

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("format", (str(BIN / "ruff"), "format", "--check", "-q", ".")),
    ("lint", (str(BIN / "ruff"), "check", "-q", ".")),
    ("types", (str(BIN / "mypy"),)),
    ("import contracts", (str(BIN / "lint-imports"), "--no-logo")),
    ("tests", (str(BIN / "pytest"), "-q", "-n", WORKERS, "-m", "not proof")),
)


def main() -> int:
    """Run every step and return 0 if all of them passed."""
    failed = []
    started = time.monotonic()
    for name, command in STEPS:
        begun = time.monotonic()
        code = subprocess.call(
            command, cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        )
        print(
            f"{name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - begun:.0f} s",
            flush=True,
        )
        if code:
            failed.append(name)
    print(f"All steps took {time.monotonic() - started:.0f} s.")
    if failed:
        print(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
