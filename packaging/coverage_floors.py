"""Branch coverage of the tests, part by part, against the floors of the house rules.

    packaging/coverage_floors.py [--out docs/proof/coverage.json]

What a test does in a process of its own is not counted. Exit code 1 if a part is below its floor.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

from record import write_record  # noqa: E402 - after the path is set

FLOORS: Mapping[str, float] = {
    "domain": 0.95,
    "grading": 0.95,
    "exam": 0.95,
    "certificates": 0.95,
    "storage": 0.95,
    "ui": 0.85,
}


def measured(folder: Path) -> dict[str, float]:
    """Run the tests under coverage and return the share of lines and branches met, by part."""
    report = folder / "coverage.json"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-n", "2", "-m", "not proof"),
            *("--cov=quizapp", "--cov-branch", f"--cov-report=json:{report}"),
        ],
        check=False,
        cwd=ROOT,
        env=environment,
    )
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    shares = {}
    for part in FLOORS:
        mine = [f["summary"] for name, f in files.items() if f"quizapp/{part}/" in name]
        met = sum(s["covered_lines"] + s["covered_branches"] for s in mine)
        there = sum(s["num_statements"] + s["num_branches"] for s in mine)
        shares[part] = round(met / there, 4) if there else 0.0
    return shares


def main() -> int:
    """Measure, record and compare with the floors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        shares = measured(Path(name))
    below = {part: share for part, share in shares.items() if share < FLOORS[part]}
    if chosen.out:
        write_record(chosen.out, {"shares": shares, "floors": dict(FLOORS), "below": below})
    for part, share in shares.items():
        print(f"{part}: {share:.1%}, floor {FLOORS[part]:.0%}")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
