"""What `make test` runs, in order, with the time of each step; all run, also after a failure."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
WORKERS = str(max(3, min(4, os.cpu_count() or 3)))
"""Tests also wait, for windows and for processes: three share two cores best."""

MYPY = str(BIN / "mypy")
TYPED_TOGETHER = (
    ("tests/unit", "tests/storage", "tests/support", "tests/e2e"),
    ("tests/services",),
    ("tests/banks",),
    ("tests/grading",),
    ("tests/gui",),
    ("tests/certificates/page",),
    ("tests/certificates/keys", "tests/certificates/verify", "tests/certificates/status"),
    ("tests/certificates/sign", "tests/certificates/credential", "tests/certificates/tamper"),
    ("benchmarks",),
)
"""Folders whose test modules may be checked in one go: each has a conftest of its own at most."""
TYPED_PATH = (
    "tests/support:tests/certificates:tests/certificates/page:tests/certificates/tamper:"
    "tests/banks:tests/gui:benchmarks:."
)

PYTEST = (
    *(str(BIN / "pytest"), "-q", "-m", "not proof"),
    *("-n", WORKERS, "--dist", "worksteal"),  # long tests at the end of the list keep all busy
)
STEPS: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("format", ((str(BIN / "ruff"), "format", "--check", "-q", "."),)),
    ("lint", ((str(BIN / "ruff"), "check", "-q", "."),)),
    ("types", ((MYPY,), *((MYPY, *folders) for folders in TYPED_TOGETHER))),
    ("import contracts", ((str(BIN / "lint-imports"), "--no-logo"),)),
    ("tests", (PYTEST,)),
)


def passes(commands: Sequence[tuple[str, ...]], environment: dict[str, str]) -> bool:
    """Run the first command, then the others side by side; tell whether all of them passed.

    The first type check leaves behind what the others read.
    """

    def run(command: tuple[str, ...]) -> int:
        return subprocess.call(command, cwd=ROOT, env=environment)

    first, *others = commands
    with ThreadPoolExecutor(int(WORKERS)) as pool:
        return not any([run(first), *pool.map(run, others)])


def main() -> int:
    """Run every step and return 0 if all of them passed."""
    failed = []
    started = time.monotonic()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "MYPYPATH": TYPED_PATH}
    for name, commands in STEPS:
        begun = time.monotonic()
        bad = not passes(commands, environment)
        taken = time.monotonic() - begun
        print(f"{name}: {'FAILED' if bad else 'passed'} in {taken:.0f} s", flush=True)
        if bad:
            failed.append(name)
    print(f"All steps took {time.monotonic() - started:.0f} s.")
    if failed:
        print(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
