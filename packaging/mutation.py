"""How many small faults the tests notice: mutation scores of the parts that must not be wrong.

    packaging/mutation.py [AREA…] [--tenth | --whole] [--out docs/proof/mutation.json]
                          [--survivors FILE]

Each area is copied with its tests, mutmut changes one thing at a time in its functions and runs the
tests that reach it. The score is the share of changes that made a test fail or hang; a change that
no test reaches counts as missed. An area with thousands of changes is judged by every tenth of each
function, which the record says. Exit code 1 if an area is below its floor.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

from record import write_record  # noqa: E402 - after the path is set

FLOOR = 0.80
TENTH = "*__mutmut_*3"
"""Names every tenth change of each function, for a quick look."""
NOTICED = frozenset({"killed", "timeout"})
BESIDE = ("assets", "question_banks", "packaging", "benchmarks", "docs", "setup.py", "README.md")
"""What the tests look for beside the program."""
COPIED = ("quizapp", "tests", "pyproject.toml", *BESIDE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Files to change, as patterns, and the tests that have to notice."""

    files: tuple[str, ...]
    tests: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    sampled: bool = False
    """Every tenth change stands for all: a whole run would take hours."""


AREAS: Mapping[str, Area] = {
    "exam": Area(files=("quizapp/exam/*",), tests=("tests/unit/exam",)),
    "scoring": Area(
        files=tuple(f"quizapp/grading/{name}.py" for name in ("choice", "conversation", "grade")),
        tests=("tests/unit/grading",),
    ),
    "verify": Area(
        files=("quizapp/certificates/verify/*",),
        tests=("tests/certificates/verify", "tests/certificates/tamper"),
        # it builds a package out of the files and rightly refuses those that import mutmut
        left_out=("tests/certificates/verify/test_standalone_verifier.py",),
        sampled=True,
    ),
}


def outcomes(area: Area, folder: Path, *, workers: int, tenth: bool) -> dict[str, str]:
    """Return what became of each change, or of every tenth one, by its name."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            unwanted = shutil.ignore_patterns("__pycache__", "training", "node_modules")
            shutil.copytree(source, folder / name, ignore=unwanted)
        else:
            shutil.copy(source, folder / name)
    settings = {
        "source_paths": ["quizapp"],
        "only_mutate": list(area.files),
        "pytest_add_cli_args_test_selection": list(area.tests),
        "pytest_add_cli_args": [
            *("-p", "no:cacheprovider"),
            *(f"--ignore={name}" for name in area.left_out),
        ],
        "also_copy": list(BESIDE),
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.mutmut]\n" + "\n".join(lines) + "\n")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QUIZAPP_EXAMPLES": "few"}
    mutmut = (sys.executable, "-m", "mutmut")
    log = (folder / "mutmut.log").open("wb")
    with log:
        subprocess.run(
            [*mutmut, "run", "--max-children", str(workers), *([TENTH] if tenth else [])],
            check=False,
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    listed = subprocess.run(
        [*mutmut, "results", "--all", "true"],
        check=True,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    ).stdout
    found = dict(re.findall(r"^\s*(\S+): (.+?)\s*$", listed, flags=re.MULTILINE))
    checked = {name: word for name, word in found.items() if word != "not checked"}
    if not set(checked.values()) & (NOTICED | {"survived"}):
        told = (folder / "mutmut.log").read_text(encoding="utf-8", errors="replace")
        raise SystemExit(f"The tests could not be run on the unchanged copy:\n{told[-3000:]}")
    return checked


def main() -> int:
    """Measure the areas asked for, record the scores and compare them with the floor."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("areas", nargs="*", choices=[*AREAS, []], metavar="AREA")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--survivors", type=Path, help="write the names of missed changes here")
    extent = parser.add_mutually_exclusive_group()
    extent.add_argument("--tenth", action="store_true", help="only every tenth change, everywhere")
    extent.add_argument("--whole", action="store_true", help="every change, everywhere")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 2)
    chosen = parser.parse_args()
    scores: dict[str, dict[str, object]] = {}
    missed: list[str] = []
    for name in chosen.areas or AREAS:
        tenth = chosen.tenth or (AREAS[name].sampled and not chosen.whole)
        with tempfile.TemporaryDirectory() as folder:
            found = outcomes(AREAS[name], Path(folder), workers=chosen.workers, tenth=tenth)
        counts = Counter(found.values())
        noticed = sum(counts[word] for word in NOTICED)
        share = round(noticed / len(found), 4) if found else 0.0
        scores[name] = {
            "every_tenth": tenth,
            "changes": len(found),
            "score": share,
            **dict(sorted(counts.items())),
        }
        missed += sorted(change for change, word in found.items() if word not in NOTICED)
        print(f"{name}: {share:.1%} of {len(found)} changes noticed, floor {FLOOR:.0%}", flush=True)
    if chosen.survivors:
        chosen.survivors.write_text("\n".join(missed) + "\n", encoding="utf-8")
    if chosen.out:
        write_record(chosen.out, {"floor": FLOOR, "areas": scores})
    return 1 if any(float(str(area["score"])) < FLOOR for area in scores.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
