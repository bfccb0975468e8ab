"""Lets an independent verifier, written in JavaScript, judge our credentials.

    python packaging/other_verifier.py    fetch its packages as locked, then run the tests with it

Needs node and npm. Without them the tests are skipped elsewhere; here that is a failure, because a
proof that did not run proves nothing.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests" / "certificates" / "credential"
FOLDER = TESTS / "javascript"


def main() -> int:
    """Return 0 if the packages are there and every test with them held."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        print("The other verifier needs node and npm, version 20 or newer. Install them first.")
        return 1
    fetch = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    if subprocess.call(fetch, cwd=FOLDER) != 0:
        print("The packages could not be fetched as they are locked.")
        return 1
    test = [sys.executable, "-m", "pytest", "-q", str(TESTS / "test_javascript_verifier.py")]
    return subprocess.call(test, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
