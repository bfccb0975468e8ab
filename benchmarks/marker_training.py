"""The marker's second training command run again, and its model compared with the shipped one.

    python benchmarks/marker_training.py [--out docs/proof/marker-training.json]

Records the figures on scenarios left out, as the fresh run reports them. Exit code 1 if model or
report differ by a byte from the shipped ones.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from record import write_record

from quizapp.grading.free_text import Marker
from quizapp.grading.free_text.weights import asset_path

COMMAND = "quizapp.grading.free_text.training.__main__"
PARTS = ("fresh", "all", "kept_rich", "kept_ordinary", "kept_class")
TOTALS = ("replies", "macro_f1", "rules_macro_f1", "band_qwk")
BY_CRITERION = ("n", "f1", "rules_f1")


def compared(fitted: str, shipped: Path) -> dict[str, object]:
    """Return the digests of a text as fitted and of the shipped file, and whether they agree."""
    ours = hashlib.sha256(fitted.encode("utf-8")).hexdigest()
    theirs = hashlib.sha256(shipped.read_bytes()).hexdigest()
    return {"fitted_sha256": ours, "shipped_sha256": theirs, "same_bytes": ours == theirs}


def left_out(report: Mapping[str, Any]) -> dict[str, object]:
    """Return what is quoted of a training report, part by part."""
    figures = report["left_out"]
    parts: dict[str, object] = {
        part: {
            **{name: figures[part][name] for name in TOTALS},
            "criteria": {
                criterion: {name: row[name] for name in BY_CRITERION}
                for criterion, row in figures[part]["criteria"].items()
            },
        }
        for part in PARTS
    }
    return {**parts, "validity": figures["validity"]}


def main(words: Sequence[str] | None = None) -> int:
    """Fit, compare and record."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args(words)
    fitted: Callable[[Path], tuple[str, str]] = importlib.import_module(COMMAND).fitted
    model, report = fitted(asset_path("training"))
    found = {
        "model": compared(model, asset_path("model.json")),
        "report": compared(report, asset_path("training-report.json")),
    }
    same = all(one["same_bytes"] for one in found.values())
    figures = {
        "marker": Marker.load().version,
        "same_bytes": same,
        **found,
        "trained": json.loads(report)["trained"],
        "left_out": left_out(json.loads(report)),
    }
    print(json.dumps({name: figures[name] for name in ("marker", "same_bytes", *found)}, indent=1))
    if chosen.out:
        write_record(chosen.out, figures)
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
