"""Mark replies that the marker was not trained on, and compare with their labels.

    python benchmarks/marker_unseen.py x [--training assets/marker/training] [--out FILE]

The letter is that of the scenarios. Run with the code of an earlier commit and the replies that
came after it (`--training`), the figures are those of a marker that has met nothing like them;
run on replies that it was trained on, they say nothing.

`band_qwk` compares with the bands as they were read by the definition alone where nothing is
broken, and with those of the first reading elsewhere; `band_qwk_of_first_reading` with the latter.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from labelled_replies import rows
from record import ROOT, write_record

from quizapp.domain.marking import ABSENCE, LIBRARY, Case
from quizapp.grading.free_text import Marker
from quizapp.grading.free_text.band import kappa
from quizapp.grading.free_text.features import HARMFUL

FURTHER = frozenset({"positive_framing", "plain_language", "no_overpromise", "no_public_data"})
SCORED = tuple(name for name in LIBRARY if name not in FURTHER)
"""The sixteen criteria that the labelled replies of others are scored by, too."""


def figures(folder: Path, letter: str) -> dict[str, object]:
    """Mark the replies to the scenarios of a letter and return the totals."""
    cases = {row["id"]: row for row in rows(folder / "scenarios.jsonl")}
    labels = {row["id"]: row for row in rows(folder / "labels.jsonl")}
    twice = folder / "bands.jsonl"
    again = {row["id"]: row["band"] for row in rows(twice)} if twice.is_file() else {}
    marker = Marker.load()
    counts = {name: [0, 0, 0] for name in SCORED}
    truth, defined, guess, refused, through, review = [], [], [], [0, 0], [0, 0], 0
    for row in rows(folder / "replies.jsonl"):
        if not row["scenario"].startswith(letter):
            continue
        case, label = cases[row["scenario"]], labels[row["id"]]
        mark = marker.mark(
            Case(
                situation=case["situation"],
                customer_message=case["customer_message"],
                channel=case["channel"],
            ),
            row["reply"],
        )
        tally = refused if label["valid_attempt"] else through
        tally[0] += mark.valid_attempt != label["valid_attempt"]
        tally[1] += 1
        review += mark.needs_review
        truth.append(label["band"])
        harmed = not label["valid_attempt"] or any(
            label["criteria"][name] is False for name in HARMFUL
        )
        defined.append(label["band"] if harmed else again.get(row["id"], label["band"]))
        guess.append(mark.band)
        for name in SCORED:
            if label["criteria"][name] is None:  # the readers do not agree
                continue
            true = label["criteria"][name] != (name in ABSENCE)
            said = mark.criteria[name].met != (name in ABSENCE)
            counts[name][0] += true and said
            counts[name][1] += true and not said
            counts[name][2] += said and not true
    told = {name: shares(*count) for name, count in counts.items()}
    return {
        "marker": marker.version, "replies": len(truth),
        "macro_f1_of_16": round(sum(t["f1"] for t in told.values()) / len(told), 3),
        "band_qwk": round(kappa(defined, guess), 3),
        "band_qwk_of_first_reading": round(kappa(truth, guess), 3),
        "refused": refused, "let_through": through, "to_review": review, "criteria": told,
    }  # fmt: skip


def shares(hits: int, missed: int, false: int) -> Mapping[str, float]:
    """Return number of events, precision, recall and F1."""
    return {
        "n": hits + missed,
        "precision": round(hits / max(1, hits + false), 2),
        "recall": round(hits / max(1, hits + missed), 2),
        "f1": round(2 * hits / max(1, 2 * hits + missed + false), 2),
    }


def main() -> int:
    """Mark, print, record."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("letter")
    parser.add_argument("--training", type=Path, default=ROOT / "assets" / "marker" / "training")
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    more = chosen.training / "more"
    found = figures(more if more.is_dir() else chosen.training, chosen.letter)
    print(json.dumps(found, indent=1))
    if chosen.out:
        write_record(chosen.out, found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
