"""A few kills of a bulk issue; two hundred of them are a proof of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

KILLS = Path(__file__).parents[2] / "benchmarks" / "bulk_kills.py"


def test_a_bulk_issue_killed_again_and_again_comes_to_its_end_without_a_second_serial() -> None:
    done = subprocess.run(
        [sys.executable, KILLS, "--kills", "2", "--people", "3", "--seed", "7"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert (found["kills"], found["faults"]) == (2, 0)
    assert found["rounds_brought_to_their_end"] >= 1
