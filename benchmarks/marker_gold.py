"""Score the marker on the labelled replies, the two halves apart.

    marker_gold.py GOLD_FOLDER first            any number of times, while developing
    marker_gold.py GOLD_FOLDER second           once per marker version; only totals are shown
    marker_gold.py GOLD_FOLDER second --silent  the same, and nothing is shown: only the log grows

The half of a reply follows from its scenario (b01-b12, b13-b24). Every run on the second half is
added to `docs/proof/marker-gold.jsonl`, good or bad; no text or label of that half is printed.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from labelled_replies import rows

from quizapp.grading.free_text import Marker, grade_batch

LOG = Path(__file__).resolve().parents[1] / "docs" / "proof" / "marker-gold.jsonl"
LAST_READABLE = "b12"


def write(path: Path, lines: list[dict[str, object]]) -> None:
    """Write JSON lines."""
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in lines), "utf-8")


def wanted(scenario: str, half: str) -> bool:
    """Say whether a scenario belongs to the half."""
    return (scenario <= LAST_READABLE) == (half == "first")


def score(gold: Path, half: str, folder: Path) -> tuple[str, dict[str, object]]:
    """Mark one half and return evaluate.py's report and the figures read from it."""
    scenarios = {
        str(s["id"]): s for s in rows(gold / "scenarios.jsonl") if wanted(str(s["id"]), half)
    }
    replies = [r for r in rows(gold / "replies.jsonl") if str(r["scenario"]) in scenarios]
    ids = {r["id"] for r in replies}
    inputs = []
    for reply in replies:
        case = scenarios[str(reply["scenario"])]
        inputs.append(
            {
                "id": reply["id"],
                "situation": case["situation"],
                "customer_message": case["customer_message"],
                "channel": case["channel"],
                "language": case.get("language", "en"),
                "reply": reply["reply"],
            }
        )
    write(folder / "in.jsonl", inputs)
    labels = [label for label in rows(gold / "labels.jsonl") if label["id"] in ids]
    write(folder / "labels.jsonl", labels)
    grade_batch(folder / "in.jsonl", folder / "out.jsonl")
    command = [
        sys.executable,
        str(gold / "evaluate.py"),
        str(folder / "labels.jsonl"),
        str(folder / "out.jsonl"),
    ]
    report = subprocess.run(
        command, capture_output=True, text=True, check=True
    ).stdout  # fixed command
    figures = figures_of(report)
    figures.update(review_figures(labels, rows(folder / "out.jsonl")))
    return report, figures


def figures_of(report: str) -> dict[str, object]:
    """Read the totals and the F1 of each criterion out of evaluate.py's report."""
    line = r"^(\w+)\s+\d+\s+[\d.]+\s+[\d.]+\s+([\d.]+)\s+-?[\d.]+$"
    found: dict[str, object] = {
        name: float(f1) for name, f1 in re.findall(line, report, re.MULTILINE)
    }
    totals = re.search(
        r"macro F1 ([\d.]+).*QWK ([\d.]+).*let through (\d+/\d+).*refused (\d+/\d+).*review"
        r" (\d+/\d+)",
        report,
        re.DOTALL,
    )
    if totals:
        found = {
            "macro_f1": float(totals[1]),
            "band_qwk": float(totals[2]),
            "let_through": totals[3],
            "refused": totals[4],
            "to_review": totals[5],
            "f1": found,
        }
    return found


def review_figures(
    labels: list[dict[str, object]], outputs: list[dict[str, object]]
) -> dict[str, object]:
    """Return how often flagged and unflagged criteria are wrong, totals only."""
    marked = {o["id"]: o for o in outputs}
    counts = {True: [0, 0], False: [0, 0]}
    for label in labels:
        for name, truth in label["criteria"].items():  # type: ignore[attr-defined]  # JSON object
            mark = marked[label["id"]]["criteria"][name]  # type: ignore[index]  # JSON object
            counts[bool(mark["review"])][0] += mark["met"] != truth
            counts[bool(mark["review"])][1] += 1
    flagged = counts[True][0] / counts[True][1] if counts[True][1] else 0.0
    others = counts[False][0] / counts[False][1] if counts[False][1] else 0.0
    return {
        "flagged": counts[True],
        "unflagged": counts[False],
        "error_ratio": round(flagged / others, 2) if others else None,
    }


def main(arguments: list[str]) -> int:
    """Run one half; log the second."""
    gold, half = Path(arguments[0]), arguments[1]
    version = Marker.load().version
    if (
        half == "second"
        and LOG.exists()
        and any(r["version"] == version and r["half"] == "second" for r in rows(LOG))
    ):
        sys.stdout.write("this version of the marker has been scored on the second half already\n")
        return 1
    with tempfile.TemporaryDirectory() as name:
        report, figures = score(gold, half, Path(name))
    if "--silent" not in arguments[2:]:
        sys.stdout.write(report + json.dumps(figures) + "\n")
    if half == "second":
        LOG.parent.mkdir(parents=True, exist_ok=True)
        entry = {
            "date": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "version": version,
            "half": half,
            **figures,
        }
        with LOG.open("a", encoding="utf-8") as log:
            log.write(json.dumps(entry) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
