"""Kill a demonstration at random moments and see that nothing which was saved is lost.

    python benchmarks/kills.py [--kills 100] [--seed 1] [--out docs/proof/kills.json]

Each round starts `quizapp demo --trace` in a folder of its own, kills it with SIGKILL at a random
moment after it began to take the exam, compares every line `saved ATTEMPT ITEM` that it printed
with `quizapp history --json`, and finishes the exam with `demo --resume`. Exit code 1 if an answer
is missing or an exam could not be finished.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from record import write_record

QUIZAPP = [sys.executable, "-m", "quizapp"]
ENVIRONMENT = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def demo(folder: Path, *options: str) -> list[str]:
    """Return the command of a demonstration that keeps everything in a folder."""
    return [*QUIZAPP, "--data-dir", str(folder / "data"), "demo", "--out", str(folder), *options]


def killed_run(folder: Path, moment: float) -> list[tuple[str, str]]:
    """Run a demonstration, kill it after `moment` seconds and return what it said it had saved."""
    log = folder / "trace.txt"
    with log.open("wb") as out:
        process = subprocess.Popen(
            demo(folder, "--trace"), stdout=out, stderr=subprocess.DEVNULL, env=ENVIRONMENT
        )
        try:
            process.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
    lines = log.read_text(encoding="utf-8").splitlines()
    saved = [line.split() for line in lines if line.startswith("saved ")]
    return [(words[1], words[2]) for words in saved if len(words) == 3]


def stored(folder: Path) -> set[tuple[str, str]]:
    """Return every attempt and item with a committed answer, read by the command."""
    out = subprocess.run(
        [*QUIZAPP, "--data-dir", str(folder / "data"), "history", "--json"],
        capture_output=True,
        check=True,
        env=ENVIRONMENT,
    ).stdout
    return {
        (record["attempt"], answer["item"])
        for record in json.loads(out)
        for answer in record["answers"]
    }


def one_round(rng: random.Random, whole: float) -> dict[str, object]:
    """Kill one run and return what was found."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        moment = rng.uniform(0.1 * whole, whole)
        said = killed_run(folder, moment)
        there = stored(folder) if (folder / "data" / "quizapp.sqlite3").exists() else set()
        resumed = subprocess.run(
            demo(folder, "--resume"), capture_output=True, check=False, env=ENVIRONMENT
        )
        finished = resumed.returncode == 0 and (folder / "result.json").exists()
        lost = sorted(set(said) - there)
        return {
            "killed_after_s": round(moment, 2),
            "said_saved": len(set(said)),
            "lost": [" ".join(pair) for pair in lost],
            "finished_by_resume": finished,
        }


def main() -> int:
    """Run the rounds, write the record and return 0 if nothing was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        started = time.monotonic()
        subprocess.run(demo(Path(name)), check=True, capture_output=True, env=ENVIRONMENT)
        whole = time.monotonic() - started
    rng = random.Random(chosen.seed)  # noqa: S311 - moments of killing are no secret
    rounds = [one_round(rng, whole) for _ in range(chosen.kills)]
    lost = sum(len(found["lost"]) for found in rounds)  # type: ignore[arg-type, misc]  # a list by construction
    unfinished = sum(not found["finished_by_resume"] for found in rounds)
    figures = {
        "kills": chosen.kills,
        "whole_run_s": round(whole, 1),
        "answers_said_saved": sum(int(str(found["said_saved"])) for found in rounds),
        "answers_lost": lost,
        "exams_not_finished_by_resume": unfinished,
        "rounds": rounds,
    }
    if chosen.out:
        write_record(chosen.out, figures)
    print(
        f"kills {chosen.kills}, saved {figures['answers_said_saved']}, lost {lost}, "
        f"not finished {unfinished}"
    )
    return 1 if lost or unfinished else 0


if __name__ == "__main__":
    sys.exit(main())
