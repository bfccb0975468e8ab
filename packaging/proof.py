"""What `make proof` runs: every proof at its full volume, each writing its figures to docs/proof/.

    packaging/proof.py               all proofs, one after the other (about an hour on two cores)
    packaging/proof.py NAME…         only these
    packaging/proof.py --benchmarks  only the measurements of speed
    packaging/proof.py --list        the names

A proof that fails is named at the end; the others still run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHON = sys.executable
PROOF = "docs/proof"

STEPS: dict[str, tuple[str, ...]] = {
    "startup": ("benchmarks/startup.py", "--out", f"{PROOF}/startup.json"),
    "roster": ("benchmarks/roster.py", "--out", f"{PROOF}/roster.json"),
    "next-question": ("benchmarks/next_question.py", "--out", f"{PROOF}/next-question.json"),
    "first-mark": ("benchmarks/first_mark.py", "--out", f"{PROOF}/first-mark.json"),
    "coverage": ("packaging/coverage_floors.py", "--out", f"{PROOF}/coverage.json"),
    "mutation": ("packaging/mutation.py", "--out", f"{PROOF}/mutation.json"),
    "kills": ("benchmarks/kills.py", "--kills", "100", "--out", f"{PROOF}/kills.json"),
    "items-fit": ("benchmarks/items_fit.py", "--out", f"{PROOF}/items-fit.json"),
    "bulk-kills": ("benchmarks/bulk_kills.py", "--out", f"{PROOF}/bulk-kills.json"),
    "bank": ("benchmarks/bank_proof.py", "--out", f"{PROOF}/bank.json"),
    "marker-suites": ("benchmarks/marker_suites.py", "--out", f"{PROOF}/marker-suites.json"),
    "marker-attacks": ("benchmarks/marker_attacks.py", "--out", f"{PROOF}/marker-attacks.json"),
    "marker-beside": ("benchmarks/marker_beside.py", "--out", f"{PROOF}/marker-beside.json"),
    "marker-rude-lines": (
        "benchmarks/marker_rude_lines.py",
        "--out",
        f"{PROOF}/marker-rude-lines.json",
    ),
    "marker-cost": ("benchmarks/marker_cost.py", "--out", f"{PROOF}/marker-cost.json"),
    "marker-training": ("benchmarks/marker_training.py", "--out", f"{PROOF}/marker-training.json"),
    "readiness": ("benchmarks/readiness_simulation.py",),
    "accessibility": ("benchmarks/accessibility.py",),
    "verapdf": ("packaging/verapdf/verapdf.py", "install"),
    "other-verifier": ("packaging/other_verifier.py",),
    "certificates": ("benchmarks/certificate_proof.py",),
    "marked-tests": ("-m", "pytest", "-q", "-m", "proof"),
}
BENCHMARKS = ("startup", "next-question", "first-mark", "roster")


def main(words: list[str]) -> int:
    """Run the proofs asked for and return 0 if all of them held."""
    if words == ["--list"]:
        print("\n".join(STEPS))
        return 0
    names = list(BENCHMARKS) if words == ["--benchmarks"] else words or list(STEPS)
    unknown = [name for name in names if name not in STEPS]
    if unknown:
        print(f"There is no proof {', '.join(unknown)}. There are: {', '.join(STEPS)}.")
        return 64
    failed = [name for name in names if not _held(name)]
    if failed:
        print(f"Did not hold: {', '.join(failed)}")
    return 1 if failed else 0


def _held(name: str) -> bool:
    begun = time.monotonic()
    print(f"{name}: running", flush=True)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    code = subprocess.call([PYTHON, *STEPS[name]], cwd=ROOT, env=environment)
    taken = time.monotonic() - begun
    print(f"{name}: {'held' if code == 0 else 'DID NOT HOLD'} after {taken:.0f} s", flush=True)
    return code == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
